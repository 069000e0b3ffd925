// Products of matrices on values: OpenBLAS for floats, plain loops for integers.
#ifndef RANKSH_CORE_TENSOR_GEMM_H
#define RANKSH_CORE_TENSOR_GEMM_H

#include "core/tensor/tensor.h"

// A matrix somewhere in memory: element (i, j) at data + i * row + j * column, in elements.
struct gemm_matrix {
    void *data;
    int64_t rows, columns, row, column;
};

struct gemm_matrix gemm_matrix_of(const struct tensor *x);                // two dimensions
struct gemm_matrix gemm_matrix_at(const struct tensor *x, int64_t batch); // three: one of the batch
struct gemm_matrix gemm_transposed(struct gemm_matrix x);

// c = alpha a b + beta c. a (M,K), b (K,N), c (M,N), c's columns adjacent. Sizes are right.
// beta 0 writes over whatever c holds. STATUS_MEMORY, STATUS_INTERRUPTED.
enum status gemm(enum dtype dtype, double alpha, struct gemm_matrix a, struct gemm_matrix b,
                 double beta, struct gemm_matrix c);

// out += matrix (M,N) times x (N), and the dot product; strides in elements.
enum status gemm_vector(enum dtype dtype, double alpha, struct gemm_matrix a, const void *x,
                        int64_t x_stride, double beta, void *out, int64_t out_stride);
void gemm_dot(enum dtype dtype, int64_t n, const void *a, int64_t a_stride, const void *b,
              int64_t b_stride, void *out);

// One thread for OpenBLAS: ranks are the parallelism here. Called once at the start.
void gemm_use_one_thread(void);

#endif
