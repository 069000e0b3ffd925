// Which product fits which numbers of dimensions, PyTorch's checks, and the gradients. linear.c has
// the layer.
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/formula.h"
#include "core/tensor/gemm.h"
#include "core/tensor/matmul.h"
#include "core/tensor/view.h"

static enum status same_type(const struct tensor *a, const struct tensor *b)
{
    if (a->dtype != b->dtype) {
        return failure(FAILURE_RUNTIME, "expected scalar type %s but found %s",
                       dtype_facts[a->dtype].scalar_name, dtype_facts[b->dtype].scalar_name);
    }
    return STATUS_OK;
}

static enum status not_for(enum dtype dtype, enum dtype refused, const char *kernel)
{
    if (dtype == refused) {
        return failure(FAILURE_RUNTIME, "\"%s\" not implemented for '%s'", kernel,
                       dtype_facts[dtype].scalar_name);
    }
    return STATUS_OK;
}

// Records a product of two; both are saved for the other's gradient.
static enum status record(const struct node_type *type, struct tensor *a, struct tensor *b,
                          struct tensor **result)
{
    if (!autograd_wants(a) && !autograd_wants(b)) {
        return STATUS_OK;
    }
    struct node *node = node_create(type, 2, 2, 0);
    if (node != NULL) {
        node_connect(node, 0, a);
        node_connect(node, 1, b);
        if (node_wants(node, 0)) {
            node_save(node, 1, b);
        }
        if (node_wants(node, 1)) {
            node_save(node, 0, a);
        }
    }
    enum status status = autograd_attach(*result, node);
    if (status != STATUS_OK) {
        tensor_unref(*result);
    }
    return status;
}

// ---- matrices: a (M,K), b (K,N) -> out (M,N)

static enum status mm_values(double alpha, const struct tensor *a, const struct tensor *b,
                             double beta, struct tensor *out)
{
    return gemm(a->dtype, alpha, gemm_matrix_of(a), gemm_matrix_of(b), beta, gemm_matrix_of(out));
}

static bool column_major(const struct tensor *x)
{
    return x->strides[0] == 1 && x->strides[1] == x->shape[0] && !x->contiguous;
}

// left^T right, laid out as `like` is, so that a transposed weight's gradient ends up in rows.
static enum status product_like(const struct tensor *like, struct gemm_matrix left,
                                struct gemm_matrix right, enum dtype dtype,
                                struct tensor **ret_tensor)
{
    struct tensor *out;
    int64_t shape[] = {left.rows, right.columns}, strides[] = {1, left.rows};
    bool flipped = column_major(like);
    enum status status = tensor_create_strided(dtype, 2, shape, flipped ? strides : NULL, &out);
    if (status != STATUS_OK) {
        return status;
    }
    struct gemm_matrix to = gemm_matrix_of(out);
    status = flipped ? gemm(dtype, 1, gemm_transposed(right), gemm_transposed(left), 0,
                            gemm_transposed(to))
                     : gemm(dtype, 1, left, right, 0, to);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

static enum status mm_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    struct tensor *a, *b;
    struct gemm_matrix grad = gemm_matrix_of(grads[0]);
    enum dtype dtype = grads[0]->dtype;
    enum status status = STATUS_OK;
    if (node_wants(node, 0)) {
        status = node_saved(node, 1, &b);
        if (status == STATUS_OK) {
            struct tensor like = {.ndim = 2, .contiguous = true};
            status =
                product_like(&like, grad, gemm_transposed(gemm_matrix_of(b)), dtype, &ret_grads[0]);
        }
    }
    if (status == STATUS_OK && node_wants(node, 1)) {
        status = node_saved(node, 0, &a);
        if (status == STATUS_OK) {
            struct tensor *like = node->saved[1].tensor;
            struct tensor rows = {.ndim = 2, .contiguous = true};
            status = product_like(like != NULL ? like : &rows, gemm_transposed(gemm_matrix_of(a)),
                                  grad, dtype, &ret_grads[1]);
        }
    }
    return status;
}

static const struct node_type mm_type = {"MmBackward0", mm_back, NULL};

static enum status mm_check(const struct tensor *a, const struct tensor *b)
{
    if (a->shape[1] != b->shape[0]) {
        return failure(FAILURE_RUNTIME,
                       "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)",
                       (long long)a->shape[0], (long long)a->shape[1], (long long)b->shape[0],
                       (long long)b->shape[1]);
    }
    enum status status = same_type(a, b);
    return status == STATUS_OK ? not_for(a->dtype, DTYPE_BOOL, "addmm_impl_cpu_") : status;
}

enum status tensor_mm(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    struct tensor *out;
    if (a->ndim != 2) {
        return failure(FAILURE_RUNTIME, "self must be a matrix");
    }
    if (b->ndim != 2) {
        return failure(FAILURE_RUNTIME, "mat2 must be a matrix");
    }
    enum status status = mm_check(a, b);
    if (status == STATUS_OK) {
        status = tensor_create(a->dtype, 2, (int64_t[]){a->shape[0], b->shape[1]}, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = mm_values(1, a, b, 0, out);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    status = record(&mm_type, a, b, &out);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// ---- beta c + alpha a b

struct addmm_params {
    double beta, alpha;
    int c_ndim;
    int64_t c_shape[2];
};

static enum status addmm_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct addmm_params *params = node->params;
    struct formula f = {.status = STATUS_OK};
    struct tensor *grad = grads[0];
    if (node_wants(node, 0)) {
        struct tensor *scaled = params->beta == 1 ? grad : formula_scale(&f, grad, params->beta);
        formula_give(&f, formula_sum_to(&f, scaled, params->c_ndim, params->c_shape),
                     &ret_grads[0]);
    }
    struct tensor *scaled = params->alpha == 1 ? grad : formula_scale(&f, grad, params->alpha);
    for (int i = 0; i < 2 && scaled != NULL; i++) {
        if (!node_wants(node, 1 + i)) {
            continue;
        }
        struct tensor *other = formula_saved(&f, node, 1 - i);
        struct tensor *flipped = formula_transposed(&f, other);
        formula_give(
            &f, i == 0 ? formula_matmul(&f, scaled, flipped) : formula_matmul(&f, flipped, scaled),
            &ret_grads[1 + i]);
    }
    return formula_finish(&f);
}

static const struct node_type addmm_type = {"AddmmBackward0", addmm_back, NULL};

static enum status addmm_record(struct tensor *c, struct tensor *a, struct tensor *b, double beta,
                                double alpha, struct tensor **out)
{
    if (!autograd_wants(a) && !autograd_wants(b) && !autograd_wants(c)) {
        return STATUS_OK;
    }
    struct node *node = node_create(&addmm_type, 3, 2, sizeof(struct addmm_params));
    if (node != NULL) {
        struct addmm_params *params = node->params;
        params->beta = beta;
        params->alpha = alpha;
        params->c_ndim = c->ndim;
        memcpy(params->c_shape, c->shape, sizeof *c->shape * c->ndim);
        node_connect(node, 0, c);
        node_connect(node, 1, a);
        node_connect(node, 2, b);
        node_save(node, 0, a);
        node_save(node, 1, b);
    }
    enum status status = autograd_attach(*out, node);
    if (status != STATUS_OK) {
        tensor_unref(*out);
    }
    return status;
}

enum status tensor_addmm(struct tensor *c, struct tensor *a, struct tensor *b, struct scalar beta,
                         struct scalar alpha, struct tensor **ret_tensor)
{
    if (a->ndim != 2 || b->ndim != 2) {
        const struct tensor *wrong = a->ndim != 2 ? a : b;
        return failure(FAILURE_RUNTIME, "%s must be a matrix, got %d-D tensor",
                       a->ndim != 2 ? "mat1" : "mat2", wrong->ndim);
    }
    struct tensor *out, *wide;
    int64_t shape[] = {a->shape[0], b->shape[1]};
    enum status status = mm_check(a, b);
    if (status == STATUS_OK) {
        status = same_type(a, c);
    }
    if (status == STATUS_OK) {
        status = tensor_expand(c, 2, shape, &wide);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_create(a->dtype, 2, shape, &out);
    if (status == STATUS_OK) {
        status = scalar_number(beta) != 0 ? tensor_copy_values(out, wide) : STATUS_OK;
        if (status == STATUS_OK) {
            status = mm_values(scalar_number(alpha), a, b, scalar_number(beta), out);
        }
        if (status != STATUS_OK) {
            tensor_unref(out);
        }
    }
    tensor_unref(wide);
    if (status == STATUS_OK) {
        status = addmm_record(c, a, b, scalar_number(beta), scalar_number(alpha), &out);
    }
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// ---- stacks: a (B,M,K), b (B,K,N) -> out (B,M,N)

// Below this many multiplications PyTorch adds up in plain order, without BLAS.
enum { FEW_PRODUCTS = 400 };

static void plain_product(struct gemm_matrix a, struct gemm_matrix b, struct gemm_matrix c)
{
    for (int64_t i = 0; i < c.rows; i++) {
        for (int64_t j = 0; j < c.columns; j++) {
            float sum = 0;
            for (int64_t k = 0; k < a.columns; k++) {
                sum += ((const float *)a.data)[i * a.row + k * a.column] *
                       ((const float *)b.data)[k * b.row + j * b.column];
            }
            ((float *)c.data)[i * c.row + j * c.column] = sum;
        }
    }
}

static enum status bmm_values(const struct tensor *a, const struct tensor *b, struct tensor *out)
{
    bool few =
        a->dtype == DTYPE_FLOAT32 && out->shape[1] * out->shape[2] * a->shape[2] < FEW_PRODUCTS;
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < out->shape[0] && status == STATUS_OK; i++) {
        struct gemm_matrix left = gemm_matrix_at(a, i), right = gemm_matrix_at(b, i);
        struct gemm_matrix to = gemm_matrix_at(out, i);
        if (few) {
            plain_product(left, right, to);
        } else {
            status = gemm(a->dtype, 1, left, right, 0, to);
        }
    }
    return status;
}

static enum status bmm_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    struct formula f = {.status = STATUS_OK};
    if (node_wants(node, 0)) {
        struct tensor *flipped = formula_transposed(&f, formula_saved(&f, node, 1));
        formula_give(&f, formula_matmul(&f, grads[0], flipped), &ret_grads[0]);
    }
    if (node_wants(node, 1)) {
        struct tensor *flipped = formula_transposed(&f, formula_saved(&f, node, 0));
        formula_give(&f, formula_matmul(&f, flipped, grads[0]), &ret_grads[1]);
    }
    return formula_finish(&f);
}

static const struct node_type bmm_type = {"BmmBackward0", bmm_back, NULL};

static enum status bmm_check(const struct tensor *a, const struct tensor *b)
{
    if (a->ndim != 3 || b->ndim != 3) {
        return failure(FAILURE_RUNTIME, "%s must be a 3D tensor",
                       a->ndim != 3 ? "batch1" : "batch2");
    }
    if (a->shape[0] != b->shape[0] || a->shape[2] != b->shape[1]) {
        return failure(FAILURE_RUNTIME,
                       "Expected size for first two dimensions of batch2 tensor to be: [%lld, "
                       "%lld] but got: [%lld, %lld].",
                       (long long)a->shape[0], (long long)a->shape[2], (long long)b->shape[0],
                       (long long)b->shape[1]);
    }
    enum status status = same_type(a, b);
    return status == STATUS_OK ? not_for(a->dtype, DTYPE_BOOL, "bmm") : status;
}

enum status tensor_bmm(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    struct tensor *out;
    enum status status = bmm_check(a, b);
    if (status == STATUS_OK) {
        status =
            tensor_create(a->dtype, 3, (int64_t[]){a->shape[0], a->shape[1], b->shape[2]}, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = bmm_values(a, b, out);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    status = record(&bmm_type, a, b, &out);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// ---- matrix and vector: a (M,N), x (N) -> out (M)

static enum status mv_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    struct formula f = {.status = STATUS_OK};
    struct tensor *grad = grads[0];
    if (node_wants(node, 0)) {
        struct tensor *column = NULL;
        enum status status = tensor_view(grad, 2, (int64_t[]){grad->numel, 1}, &column);
        column = formula_step(&f, status, column);
        formula_give(&f, formula_mul(&f, column, formula_saved(&f, node, 1)), &ret_grads[0]);
    }
    if (node_wants(node, 1)) {
        struct tensor *flipped = formula_transposed(&f, formula_saved(&f, node, 0));
        formula_give(&f, formula_matmul(&f, flipped, grad), &ret_grads[1]);
    }
    return formula_finish(&f);
}

static const struct node_type mv_type = {"MvBackward0", mv_back, NULL};

enum status tensor_mv(struct tensor *a, struct tensor *x, struct tensor **ret_tensor)
{
    struct tensor *out;
    if (a->ndim != 2 || x->ndim != 1) {
        return failure(FAILURE_RUNTIME, "vector + matrix @ vector expected, got 1, %d, %d", a->ndim,
                       x->ndim);
    }
    if (a->shape[1] != x->shape[0]) {
        return failure(FAILURE_RUNTIME, "size mismatch, got %lld, %lldx%lld,%lld",
                       (long long)a->shape[0], (long long)a->shape[0], (long long)a->shape[1],
                       (long long)x->shape[0]);
    }
    enum status status = same_type(a, x);
    if (status == STATUS_OK) {
        status = not_for(a->dtype, DTYPE_BOOL, "addmv_impl_cpu");
    }
    if (status == STATUS_OK) {
        status = tensor_zeros(a->dtype, 1, a->shape, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (a->numel > 0) {
        status = gemm_vector(a->dtype, 1, gemm_matrix_of(a), tensor_data(x), x->strides[0], 0,
                             tensor_data(out), 1);
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    status = record(&mv_type, a, x, &out);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// ---- vectors: a (N), b (N) -> ()

static enum status dot_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    struct formula f = {.status = STATUS_OK};
    for (int i = 0; i < 2; i++) {
        if (node_wants(node, i)) {
            formula_give(&f, formula_mul(&f, grads[0], formula_saved(&f, node, 1 - i)),
                         &ret_grads[i]);
        }
    }
    return formula_finish(&f);
}

static const struct node_type dot_type = {"DotBackward0", dot_back, NULL};

enum status tensor_dot(struct tensor *a, struct tensor *b, struct tensor **ret_tensor)
{
    struct tensor *out;
    if (a->ndim != 1 || b->ndim != 1) {
        return failure(FAILURE_RUNTIME, "1D tensors expected, but got %dD and %dD tensors", a->ndim,
                       b->ndim);
    }
    if (a->dtype != b->dtype) {
        return failure(FAILURE_RUNTIME,
                       "dot : expected both vectors to have same dtype, but found %s and %s",
                       dtype_facts[a->dtype].scalar_name, dtype_facts[b->dtype].scalar_name);
    }
    if (a->numel != b->numel) {
        return failure(FAILURE_RUNTIME,
                       "inconsistent tensor size, expected tensor [%lld] and src [%lld] to have "
                       "the same number of elements, but got %lld and %lld elements respectively",
                       (long long)a->numel, (long long)b->numel, (long long)a->numel,
                       (long long)b->numel);
    }
    enum status status = not_for(a->dtype, DTYPE_BOOL, "dot");
    if (status == STATUS_OK) {
        status = tensor_zeros(a->dtype, 0, NULL, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    gemm_dot(a->dtype, a->numel, tensor_data(a), a->strides[0], tensor_data(b), b->strides[0],
             tensor_data(out));
    status = record(&dot_type, a, b, &out);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}
