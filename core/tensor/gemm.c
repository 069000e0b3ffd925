// A product that would take long runs in blocks of rows, so that it can be interrupted between
// them. What BLAS can't read (neither rows nor columns adjacent) is packed first.
#include <cblas.h>

#include "core/base/memory.h"
#include "core/tensor/gemm.h"
#include "core/tensor/kernels/kernels.h"

void openblas_set_num_threads(int count);

void gemm_use_one_thread(void)
{
    openblas_set_num_threads(1);
}

struct gemm_matrix gemm_matrix_of(const struct tensor *x)
{
    return (struct gemm_matrix){tensor_data(x), x->shape[0], x->shape[1], x->strides[0],
                                x->strides[1]};
}

struct gemm_matrix gemm_matrix_at(const struct tensor *x, int64_t batch)
{
    char *data = (char *)tensor_data(x) + batch * x->strides[0] * (int64_t)tensor_item_size(x);
    return (struct gemm_matrix){data, x->shape[1], x->shape[2], x->strides[1], x->strides[2]};
}

struct gemm_matrix gemm_transposed(struct gemm_matrix x)
{
    return (struct gemm_matrix){x.data, x.columns, x.rows, x.column, x.row};
}

// ---- integers: plain sums

#define INTEGER_GEMM(T, SUFFIX)                                                          \
    static void gemm_##SUFFIX(double alpha, struct gemm_matrix a, struct gemm_matrix b,  \
                              double beta, struct gemm_matrix c)                         \
    {                                                                                    \
        for (int64_t i = 0; i < c.rows; i++) {                                           \
            for (int64_t j = 0; j < c.columns; j++) {                                    \
                T sum = 0, *out = (T *)c.data + i * c.row + j * c.column;                \
                for (int64_t k = 0; k < a.columns; k++) {                                \
                    sum = (T)(sum + (T)(((const T *)a.data)[i * a.row + k * a.column] *  \
                                        ((const T *)b.data)[k * b.row + j * b.column])); \
                }                                                                        \
                *out = (T)((T)alpha * sum + (beta != 0 ? (T)beta * *out : 0));           \
            }                                                                            \
        }                                                                                \
    }
INTEGER_GEMM(int64_t, int64)
INTEGER_GEMM(int32_t, int32)
INTEGER_GEMM(int16_t, int16)
INTEGER_GEMM(int8_t, int8)
INTEGER_GEMM(uint8_t, uint8)

static void integer_gemm(enum dtype dtype, double alpha, struct gemm_matrix a, struct gemm_matrix b,
                         double beta, struct gemm_matrix c)
{
    switch (dtype) {
    case DTYPE_INT64:
        gemm_int64(alpha, a, b, beta, c);
        return;
    case DTYPE_INT32:
        gemm_int32(alpha, a, b, beta, c);
        return;
    case DTYPE_INT16:
        gemm_int16(alpha, a, b, beta, c);
        return;
    case DTYPE_INT8:
        gemm_int8(alpha, a, b, beta, c);
        return;
    case DTYPE_UINT8:
        gemm_uint8(alpha, a, b, beta, c);
        return;
    case DTYPE_BOOL: // refused before it comes here
    case DTYPE_FLOAT32:
    case DTYPE_FLOAT64:
        return;
    }
}

// ---- floats

// An operand as BLAS wants it: rows adjacent, or columns (transposed).
struct blas_matrix {
    const void *data;
    enum CBLAS_TRANSPOSE transposed;
    int lead;
    void *packed; // a copy to be freed
    size_t packed_size;
};

static int at_least_one(int64_t size)
{
    return size > 0 ? (int)size : 1;
}

static enum status blas_matrix_init(struct blas_matrix *blas, enum dtype dtype,
                                    struct gemm_matrix x)
{
    *blas = (struct blas_matrix){.data = x.data};
    bool one_row = x.rows <= 1, one_column = x.columns <= 1;
    if ((x.column == 1 || one_column) && (x.row >= x.columns || one_row)) {
        blas->transposed = CblasNoTrans;
        blas->lead = at_least_one(one_row || x.row < x.columns ? x.columns : x.row);
        return STATUS_OK;
    }
    if ((x.row == 1 || one_row) && (x.column >= x.rows || one_column)) {
        blas->transposed = CblasTrans;
        blas->lead = at_least_one(one_column || x.column < x.rows ? x.rows : x.column);
        return STATUS_OK;
    }
    size_t size = dtype_size(dtype);
    blas->packed_size = (size_t)(x.rows * x.columns) * size;
    blas->packed = memory_alloc(blas->packed_size);
    if (blas->packed == NULL) {
        return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    for (int64_t i = 0; i < x.rows; i++) {
        char *data[] = {(char *)blas->packed + (size_t)(i * x.columns) * size,
                        (char *)x.data + i * x.row * (int64_t)size};
        int64_t strides[] = {(int64_t)size, x.column * (int64_t)size};
        kernels->cast[dtype][dtype](x.columns, data, strides, NULL);
    }
    blas->data = blas->packed;
    blas->transposed = CblasNoTrans;
    blas->lead = at_least_one(x.columns);
    return STATUS_OK;
}

static void blas_matrix_finish(struct blas_matrix *blas)
{
    if (blas->packed != NULL) {
        memory_free(blas->packed, blas->packed_size);
    }
}

static const char *rows_from(const struct blas_matrix *x, int64_t row, size_t size)
{
    int64_t step = x->transposed == CblasTrans ? 1 : x->lead;
    return (const char *)x->data + row * step * (int64_t)size;
}

static void gemm_block(enum dtype dtype, int rows, int columns, int inner, double alpha,
                       const struct blas_matrix *a, int64_t first, const struct blas_matrix *b,
                       double beta, char *c, int c_lead)
{
    const void *from = rows_from(a, first, dtype_size(dtype));
    if (dtype == DTYPE_FLOAT32) {
        cblas_sgemm(CblasRowMajor, a->transposed, b->transposed, rows, columns, inner, (float)alpha,
                    from, a->lead, b->data, b->lead, (float)beta, (float *)(void *)c, c_lead);
    } else {
        cblas_dgemm(CblasRowMajor, a->transposed, b->transposed, rows, columns, inner, alpha, from,
                    a->lead, b->data, b->lead, beta, (double *)(void *)c, c_lead);
    }
}

enum status gemm(enum dtype dtype, double alpha, struct gemm_matrix a, struct gemm_matrix b,
                 double beta, struct gemm_matrix c)
{
    static const double BLOCK_WORK = 4e8; // multiply-adds in about 20 ms
    struct blas_matrix blas_a, blas_b = {0};
    if (c.rows == 0 || c.columns == 0) {
        return STATUS_OK;
    }
    if (!dtype_is_float(dtype)) {
        integer_gemm(dtype, alpha, a, b, beta, c);
        return STATUS_OK;
    }
    enum status status = blas_matrix_init(&blas_a, dtype, a);
    if (status == STATUS_OK) {
        status = blas_matrix_init(&blas_b, dtype, b);
    }
    double work_per_row = (double)c.columns * (double)a.columns;
    int64_t block = c.rows;
    if (work_per_row * (double)c.rows > BLOCK_WORK) {
        block = (int64_t)(BLOCK_WORK / work_per_row);
        block = block < 16 ? 16 : block;
    }
    for (int64_t row = 0; row < c.rows && status == STATUS_OK; row += block) {
        int64_t rows = c.rows - row < block ? c.rows - row : block;
        gemm_block(dtype, (int)rows, (int)c.columns, (int)a.columns, alpha, &blas_a, row, &blas_b,
                   beta, (char *)c.data + row * c.row * (int64_t)dtype_size(dtype),
                   at_least_one(c.row >= c.columns ? c.row : c.columns));
        if (block < c.rows) {
            status = failure_check_interrupt();
        }
    }
    blas_matrix_finish(&blas_a);
    blas_matrix_finish(&blas_b);
    return status;
}

enum status gemm_vector(enum dtype dtype, double alpha, struct gemm_matrix a, const void *x,
                        int64_t x_stride, double beta, void *out, int64_t out_stride)
{
    struct blas_matrix blas;
    if (!dtype_is_float(dtype)) {
        struct gemm_matrix column = {(void *)x, a.columns, 1, x_stride, 1};
        integer_gemm(dtype, alpha, a, column, beta,
                     (struct gemm_matrix){out, a.rows, 1, out_stride, 1});
        return STATUS_OK;
    }
    enum status status = blas_matrix_init(&blas, dtype, a);
    if (status != STATUS_OK || a.rows == 0) {
        return status;
    }
    bool flipped = blas.transposed == CblasTrans;
    int rows = (int)(flipped ? a.columns : a.rows), columns = (int)(flipped ? a.rows : a.columns);
    if (dtype == DTYPE_FLOAT32) {
        cblas_sgemv(CblasRowMajor, blas.transposed, rows, columns, (float)alpha, blas.data,
                    blas.lead, x, at_least_one(x_stride), (float)beta, out,
                    at_least_one(out_stride));
    } else {
        cblas_dgemv(CblasRowMajor, blas.transposed, rows, columns, alpha, blas.data, blas.lead, x,
                    at_least_one(x_stride), beta, out, at_least_one(out_stride));
    }
    blas_matrix_finish(&blas);
    return STATUS_OK;
}

void gemm_dot(enum dtype dtype, int64_t n, const void *a, int64_t a_stride, const void *b,
              int64_t b_stride, void *out)
{
    if (dtype == DTYPE_FLOAT32) {
        *(float *)out = cblas_sdot((int)n, a, (int)a_stride, b, (int)b_stride);
    } else if (dtype == DTYPE_FLOAT64) {
        *(double *)out = cblas_ddot((int)n, a, (int)a_stride, b, (int)b_stride);
    } else {
        integer_gemm(dtype, 1, (struct gemm_matrix){(void *)a, 1, n, 1, a_stride},
                     (struct gemm_matrix){(void *)b, n, 1, b_stride, 1}, 0,
                     (struct gemm_matrix){out, 1, 1, 1, 1});
    }
}
