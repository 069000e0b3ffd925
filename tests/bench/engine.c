// The engine's training step beside a loop written out by hand on the same BLAS: 64-H-10 network,
// cross-entropy, SGD, one rank. Prints microseconds a step for both and their ratio.
//
//     engine [BATCH [HIDDEN [STEPS]]]
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cblas.h>

#include "core/base/clock.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/autograd.h"
#include "core/tensor/gemm.h"
#include "core/tensor/loss.h"
#include "core/tensor/matmul.h"
#include "core/tensor/optimize.h"
#include "core/tensor/random.h"
#include "core/tensor/unary.h"

enum { INPUTS = 64, CLASSES = 10 };

static int batch = 32, hidden = 64, steps = 3000;

static void must(enum status status)
{
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", status_message());
        exit(1);
    }
}

static struct tensor *uniform(int rows, int columns, double from, double to)
{
    struct tensor *x;
    must(tensor_create(DTYPE_FLOAT32, columns > 0 ? 2 : 1, (int64_t[]){rows, columns}, &x));
    must(random_uniform(x, from, to, NULL));
    return x;
}

struct network {
    struct tensor *parameters[4]; // w1 (H,In), b1 (H), w2 (Out,H), b2 (Out)
    struct tensor *x, *y;
};

static __attribute__((noinline)) void engine_step(struct network *net)
{
    static const struct loss_classes mean = {NULL, LOSS_MEAN, -100};
    struct tensor **p = net->parameters, *h, *a, *out, *loss;
    for (int i = 0; i < 4; i++) {
        must(autograd_set_grad(p[i], NULL));
    }
    must(tensor_linear(net->x, p[0], p[1], &h));
    must(tensor_relu_taken(h, &a));
    must(tensor_linear(a, p[2], p[3], &out));
    must(tensor_cross_entropy(out, net->y, &mean, &loss));
    tensor_unref(a);
    tensor_unref(out);
    struct backward_request request = {.roots = 1, .outputs = &loss};
    must(autograd_backward(&request));
    struct kernel_sgd sgd = {.lr = 0.1};
    for (int i = 0; i < 4; i++) {
        must(optimize_sgd(p[i], autograd_grad(p[i]), NULL, &sgd));
    }
    tensor_unref(loss);
}

struct by_hand {
    float *w, *g, *x, *h, *dh, *y;
    int64_t *labels;
};

static void product(enum CBLAS_TRANSPOSE ta, enum CBLAS_TRANSPOSE tb, int m, int n, int k,
                    const float *a, int lda, const float *b, int ldb, float beta, float *c)
{
    cblas_sgemm(CblasRowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, beta, c, n);
}

static __attribute__((noinline)) void hand_step(struct by_hand *net)
{
    int H = hidden, count = INPUTS * H + H + H * CLASSES + CLASSES;
    float *w1 = net->w, *b1 = w1 + INPUTS * H, *w2 = b1 + H, *b2 = w2 + H * CLASSES;
    float *g1 = net->g, *gb1 = g1 + INPUTS * H, *g2 = gb1 + H, *gb2 = g2 + H * CLASSES;
    for (int i = 0; i < batch; i++) {
        memcpy(net->h + i * H, b1, sizeof *b1 * (size_t)H);
    }
    product(CblasNoTrans, CblasTrans, batch, H, INPUTS, net->x, INPUTS, w1, INPUTS, 1, net->h);
    for (int i = 0; i < batch * H; i++) {
        net->h[i] = net->h[i] > 0 ? net->h[i] : 0;
    }
    for (int i = 0; i < batch; i++) {
        memcpy(net->y + i * CLASSES, b2, sizeof *b2 * CLASSES);
    }
    product(CblasNoTrans, CblasTrans, batch, CLASSES, H, net->h, H, w2, H, 1, net->y);
    for (int i = 0; i < batch; i++) {
        float top = -1e9f, sum = 0, *q = net->y + i * CLASSES;
        for (int j = 0; j < CLASSES; j++) {
            top = q[j] > top ? q[j] : top;
        }
        for (int j = 0; j < CLASSES; j++) {
            q[j] = expf(q[j] - top);
            sum += q[j];
        }
        for (int j = 0; j < CLASSES; j++) {
            q[j] /= sum * (float)batch;
        }
        q[net->labels[i]] -= 1.0f / (float)batch;
    }
    product(CblasTrans, CblasNoTrans, CLASSES, H, batch, net->y, CLASSES, net->h, H, 0, g2);
    memset(gb2, 0, sizeof *gb2 * CLASSES);
    for (int i = 0; i < batch * CLASSES; i++) {
        gb2[i % CLASSES] += net->y[i];
    }
    product(CblasNoTrans, CblasNoTrans, batch, H, CLASSES, net->y, CLASSES, w2, H, 0, net->dh);
    for (int i = 0; i < batch * H; i++) {
        net->dh[i] = net->h[i] > 0 ? net->dh[i] : 0;
    }
    product(CblasTrans, CblasNoTrans, H, INPUTS, batch, net->dh, H, net->x, INPUTS, 0, g1);
    memset(gb1, 0, sizeof *gb1 * (size_t)H);
    for (int i = 0; i < batch; i++) {
        for (int j = 0; j < H; j++) {
            gb1[j] += net->dh[i * H + j];
        }
    }
    for (int i = 0; i < count; i++) {
        net->w[i] -= 0.1f * net->g[i];
    }
}

static float *floats(int count)
{
    float *x = malloc(sizeof *x * (size_t)count);
    for (int i = 0; x != NULL && i < count; i++) {
        x[i] = ((float)rand() / (float)RAND_MAX - 0.5f) * 0.1f;
    }
    return x;
}

// Rounds of both, alternating, so that whatever else the machine does hits both; the best counts.
static void race(struct network *net, struct by_hand *hand)
{
    double best[2] = {1e9, 1e9};
    for (int round = 0; round < 10; round++) {
        for (int side = 0; side < 2; side++) {
            int64_t start = clock_monotonic_ns();
            for (int i = 0; i < steps / 10; i++) {
                if (side == 0) {
                    engine_step(net);
                } else {
                    hand_step(hand);
                }
            }
            double us = (double)(clock_monotonic_ns() - start) / 1e3 / (steps / 10);
            best[side] = us < best[side] ? us : best[side];
        }
    }
    printf("batch %d hidden %d: engine %.2f us, by hand %.2f us, ratio %.2f\n", batch, hidden,
           best[0], best[1], best[1] / best[0]);
}

int main(int argc, char **argv)
{
    batch = argc > 1 ? atoi(argv[1]) : batch;
    hidden = argc > 2 ? atoi(argv[2]) : hidden;
    steps = argc > 3 ? atoi(argv[3]) : steps;
    gemm_use_one_thread();
    struct network net = {{uniform(hidden, INPUTS, -0.1, 0.1), uniform(hidden, 0, -0.1, 0.1),
                           uniform(CLASSES, hidden, -0.1, 0.1), uniform(CLASSES, 0, -0.1, 0.1)},
                          uniform(batch, INPUTS, 0, 1),
                          NULL};
    must(tensor_create(DTYPE_INT64, 1, (int64_t[]){batch}, &net.y));
    must(random_integers(net.y, 0, CLASSES, NULL));
    for (int i = 0; i < 4; i++) {
        must(autograd_require(net.parameters[i], true));
    }
    int count = INPUTS * hidden + hidden + hidden * CLASSES + CLASSES;
    struct by_hand hand = {floats(count),          floats(count),          floats(batch * INPUTS),
                           floats(batch * hidden), floats(batch * hidden), floats(batch * CLASSES),
                           tensor_longs(net.y)};
    race(&net, &hand);
    return 0;
}
