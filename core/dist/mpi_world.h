// Open MPI itself: starting it, and who we are in it. Everything else of this room works once it
// is started (start.h). It is never finished: MPI_Finalize waits for ranks that may be stuck or dead.
#ifndef RANKSH_CORE_DIST_MPI_WORLD_H
#define RANKSH_CORE_DIST_MPI_WORLD_H

#include <stdbool.h>

#include "core/base/status.h"

enum { MPI_WORLD_LIMIT = 256 }; // ranks of a job

// Starts MPI (FUNNELED: for this thread) and makes the communicators that agreement needs. Can't be
// interrupted, and lasts until all ranks of the job are here. `lone`: nobody launched this process;
// it is alone, and MPI must not look for anybody. STATUS_SYSTEM.
enum status mpi_world_start(bool lone);
bool mpi_world_started(void);

int mpi_world_rank(void); // of the job
int mpi_world_size(void);

// What the launcher of Open MPI said in the environment, before MPI is started. False: none did.
bool mpi_world_launched(int *ret_rank, int *ret_size, int *ret_local_rank);

// "Open MPI 4.1.4", of the library that is loaded; works at any time.
const char *mpi_world_version(void);
int mpi_world_major(void);

#endif
