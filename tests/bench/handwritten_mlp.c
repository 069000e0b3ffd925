// The ceiling for tests/bench/training.py: the same network (64-H-10), data flow and SGD, written by
// hand on OpenBLAS and one MPI_Allreduce a step. Prints the fastest and the median time of a step
// over short stretches. mpirun -n N handwritten_mlp H STRETCHES STEPS
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cblas.h>
#include <mpi.h>

void openblas_set_num_threads(int);

enum { BATCH = 32, IN = 64, OUT = 10 };

struct network {
    int hidden, size;
    float *w, *g;           // weights and gradients: w1 b1 w2 b2
    float *x, *h, *d_h, *y; // a batch, and what is computed from it
    float *w1, *b1, *w2, *b2, *g1, *gb1, *g2, *gb2;
};

static float *floats(int count)
{
    return aligned_alloc(64, ((size_t)count * sizeof(float) + 63) / 64 * 64);
}

static void create(struct network *n, int hidden)
{
    n->hidden = hidden;
    n->size = IN * hidden + hidden + hidden * OUT + OUT;
    n->w = floats(n->size);
    n->g = floats(n->size);
    n->x = floats(BATCH * IN);
    n->h = floats(BATCH * hidden);
    n->d_h = floats(BATCH * hidden);
    n->y = floats(BATCH * OUT);
    for (int i = 0; i < n->size; i++) {
        n->w[i] = ((float)rand() / (float)RAND_MAX - .5f) * .1f;
    }
    for (int i = 0; i < BATCH * IN; i++) {
        n->x[i] = (float)rand() / (float)RAND_MAX;
    }
    n->w1 = n->w;
    n->b1 = n->w1 + IN * hidden;
    n->w2 = n->b1 + hidden;
    n->b2 = n->w2 + hidden * OUT;
    n->g1 = n->g;
    n->gb1 = n->g1 + IN * hidden;
    n->g2 = n->gb1 + hidden;
    n->gb2 = n->g2 + hidden * OUT;
}

static void forward(struct network *n)
{
    int hidden = n->hidden;
    for (int i = 0; i < BATCH; i++) {
        memcpy(n->h + i * hidden, n->b1, sizeof(float) * (size_t)hidden);
        memcpy(n->y + i * OUT, n->b2, sizeof(float) * OUT);
    }
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, BATCH, hidden, IN, 1, n->x, IN, n->w1, IN,
                1, n->h, hidden);
    for (int i = 0; i < BATCH * hidden; i++) {
        n->h[i] = n->h[i] > 0 ? n->h[i] : 0;
    }
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, BATCH, OUT, hidden, 1, n->h, hidden, n->w2,
                hidden, 1, n->y, OUT);
}

// y: logits, then their gradient. The loss is computed, as the dialect's is.
static float cross_entropy(struct network *n)
{
    float total = 0;
    for (int i = 0; i < BATCH; i++) {
        float top = -1e9f, sum = 0, *row = n->y + i * OUT, wanted = row[i % OUT];
        for (int j = 0; j < OUT; j++) {
            top = row[j] > top ? row[j] : top;
        }
        for (int j = 0; j < OUT; j++) {
            row[j] = expf(row[j] - top);
            sum += row[j];
        }
        total += logf(sum) + top - wanted;
        for (int j = 0; j < OUT; j++) {
            row[j] /= sum * BATCH;
        }
        row[i % OUT] -= 1.f / BATCH;
    }
    return total / BATCH;
}

static void backward(struct network *n)
{
    int hidden = n->hidden;
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, OUT, hidden, BATCH, 1, n->y, OUT, n->h,
                hidden, 0, n->g2, hidden);
    memset(n->gb2, 0, sizeof(float) * OUT);
    for (int i = 0; i < BATCH; i++) {
        for (int j = 0; j < OUT; j++) {
            n->gb2[j] += n->y[i * OUT + j];
        }
    }
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, BATCH, hidden, OUT, 1, n->y, OUT, n->w2,
                hidden, 0, n->d_h, hidden);
    for (int i = 0; i < BATCH * hidden; i++) {
        n->d_h[i] = n->h[i] > 0 ? n->d_h[i] : 0;
    }
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, hidden, IN, BATCH, 1, n->d_h, hidden, n->x,
                IN, 0, n->g1, IN);
    memset(n->gb1, 0, sizeof(float) * (size_t)hidden);
    for (int i = 0; i < BATCH; i++) {
        for (int j = 0; j < hidden; j++) {
            n->gb1[j] += n->d_h[i * hidden + j];
        }
    }
}

static void step(struct network *n, int ranks)
{
    float rate = .1f / (float)ranks;
    forward(n);
    cross_entropy(n);
    backward(n);
    MPI_Allreduce(MPI_IN_PLACE, n->g, n->size, MPI_FLOAT, MPI_SUM, MPI_COMM_WORLD);
    for (int i = 0; i < n->size; i++) {
        n->w[i] -= rate * n->g[i];
    }
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    int rank, ranks, hidden = argc > 1 ? atoi(argv[1]) : 64;
    int stretches = argc > 2 ? atoi(argv[2]) : 100, steps = argc > 3 ? atoi(argv[3]) : 100;
    struct network network;
    double *times = calloc((size_t)stretches, sizeof *times);
    MPI_Init(&argc, &argv);
    openblas_set_num_threads(1);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    create(&network, hidden);
    for (int i = -1; i < stretches; i++) {
        MPI_Barrier(MPI_COMM_WORLD);
        double start = MPI_Wtime();
        for (int k = 0; k < steps; k++) {
            step(&network, ranks);
        }
        times[i < 0 ? 0 : i] = (MPI_Wtime() - start) / steps * 1e6;
    }
    qsort(times, (size_t)stretches, sizeof *times, compare);
    if (rank == 0) {
        printf("%.2f %.2f\n", times[0], times[stretches / 2]);
    }
    MPI_Finalize();
    return 0;
}
