// The same loops on bare MPI: `mpirun -n N collectives SIZE:COUNT…` prints "all_reduce SIZE US" for
// each, then "pingpong 8 US" for a pair of ranks. For tests/bench/collectives.py.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mpi.h>

static void all_reduce(float *data, size_t size, int count)
{
    double start = 0;
    for (int i = -count / 10; i < count; i++) {
        if (i == 0) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        MPI_Allreduce(MPI_IN_PLACE, data, (int)(size / sizeof *data), MPI_FLOAT, MPI_MAX,
                      MPI_COMM_WORLD);
    }
    double took = (MPI_Wtime() - start) / count;
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0) {
        printf("all_reduce %zu %.3f\n", size, took * 1e6);
    }
}

static void ping_pong(float *data, int rank, int count)
{
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (int i = 0; i < count && rank < 2; i++) {
        if (rank == 0) {
            MPI_Ssend(data, 2, MPI_FLOAT, 1, 0, MPI_COMM_WORLD);
        }
        MPI_Recv(data, 2, MPI_FLOAT, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        if (rank == 1) {
            MPI_Ssend(data, 2, MPI_FLOAT, 0, 0, MPI_COMM_WORLD);
        }
    }
    if (rank == 0) {
        printf("pingpong 8 %.3f\n", (MPI_Wtime() - start) / count * 1e6);
    }
    MPI_Barrier(MPI_COMM_WORLD);
}

int main(int argc, char **argv)
{
    int rank, ranks;
    size_t largest = 64 << 20;
    float *data = malloc(largest);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    memset(data, 0, largest);
    for (int i = 1; i < argc; i++) {
        size_t size;
        int count;
        if (sscanf(argv[i], "%zu:%d", &size, &count) == 2 && size <= largest) {
            all_reduce(data, size, count);
        }
    }
    if (ranks > 1) {
        ping_pong(data, rank, 2000);
    }
    MPI_Finalize();
    free(data);
    return 0;
}
