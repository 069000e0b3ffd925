#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mpi.h>

#include "core/dist/mpi_world.h"
#include "core/dist/mpi_world_inside.h"

MPI_Comm mpi_world_letters, mpi_world_pairs, mpi_world_all;

static int world_rank, world_size;
static bool started, failed;
static char failure[MPI_MAX_ERROR_STRING + 32];

// Every communicator of ours has this handler, so that no call needs its code looked at.
static void remember_failure(MPI_Comm *comm, int *code, ...)
{
    (void)comm;
    char text[MPI_MAX_ERROR_STRING];
    int length;
    MPI_Error_string(*code, text, &length);
    snprintf(failure, sizeof failure, "Open MPI failed: %s", text);
    failed = true;
}

bool mpi_world_failed(void)
{
    bool now = failed;
    failed = false;
    return now;
}

const char *mpi_world_failure(void)
{
    return failure;
}

// A process that nobody launched would start a daemon and look at networks for peers.
static void prepare_lone(void)
{
    setenv("OMPI_MCA_ess_singleton_isolated", "1", 0);
    setenv("OMPI_MCA_pml", "ob1", 0);
    setenv("OMPI_MCA_btl", "self", 0);
}

enum status mpi_world_start(bool lone)
{
    if (lone) {
        prepare_lone();
    }
    int provided;
    if (MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS) {
        return status_fail(STATUS_SYSTEM, "MPI_Init failed");
    }
    MPI_Comm_rank(MPI_COMM_WORLD, &world_rank);
    MPI_Comm_size(MPI_COMM_WORLD, &world_size);
    MPI_Errhandler handler;
    MPI_Comm_create_errhandler(remember_failure, &handler);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, handler); // communicators made from it inherit it
    MPI_Comm_set_errhandler(MPI_COMM_SELF, handler);
    if (MPI_Comm_dup(MPI_COMM_WORLD, &mpi_world_letters) != MPI_SUCCESS ||
        MPI_Comm_dup(MPI_COMM_WORLD, &mpi_world_pairs) != MPI_SUCCESS ||
        MPI_Comm_dup(MPI_COMM_WORLD, &mpi_world_all) != MPI_SUCCESS) {
        return status_fail(STATUS_SYSTEM, "MPI_Comm_dup failed");
    }
    started = true;
    return STATUS_OK;
}

bool mpi_world_started(void)
{
    return started;
}

int mpi_world_rank(void)
{
    return world_rank;
}

int mpi_world_size(void)
{
    return world_size;
}

bool mpi_world_launched(int *ret_rank, int *ret_size, int *ret_local_rank)
{
    const char *rank = getenv("OMPI_COMM_WORLD_RANK");
    const char *size = getenv("OMPI_COMM_WORLD_SIZE");
    const char *local_rank = getenv("OMPI_COMM_WORLD_LOCAL_RANK");
    if (rank == NULL || size == NULL || local_rank == NULL) {
        return false;
    }
    *ret_rank = atoi(rank);
    *ret_size = atoi(size);
    *ret_local_rank = atoi(local_rank);
    return true;
}

// The library's own text begins "Open MPI v4.1.4, package: …" or "MPICH Version: 4.0.2 …".
const char *mpi_world_version(void)
{
    static char version[64];
    if (version[0] == '\0') {
        char text[MPI_MAX_LIBRARY_VERSION_STRING];
        int length;
        MPI_Get_library_version(text, &length);
        text[strcspn(text, ",\n\t")] = '\0';
        const char *number = strstr(text, " v");
        if (number != NULL) {
            snprintf(version, sizeof version, "%.*s %s", (int)(number - text), text, number + 2);
        } else {
            snprintf(version, sizeof version, "%.60s", text);
        }
    }
    return version;
}

int mpi_world_major(void)
{
    const char *version = mpi_world_version();
    return strncmp(version, "Open MPI ", 9) == 0 ? atoi(version + 9) : 0;
}
