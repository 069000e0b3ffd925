// Ordering, merging and walking. The inner loop gets runs of at most RUN elements, so that an
// interrupt does not wait for a whole tensor.
#include <string.h>

#include "core/tensor/iterate.h"

enum { RUN = 1 << 20 };

void iterate_init(struct iterate *walk, int ndim, const int64_t *shape)
{
    walk->operands = 0;
    walk->ndim = ndim;
    memcpy(walk->shape, shape, (size_t)ndim * sizeof *shape);
}

void iterate_add(struct iterate *walk, const struct tensor *tensor)
{
    int64_t *strides = walk->strides[walk->operands];
    int64_t size = (int64_t)tensor_item_size(tensor);
    int missing = walk->ndim - tensor->ndim;
    for (int i = 0; i < walk->ndim; i++) {
        bool spread = i < missing || (tensor->shape[i - missing] == 1 && walk->shape[i] != 1);
        strides[i] = spread ? 0 : tensor->strides[i - missing] * size;
    }
    walk->data[walk->operands++] = tensor_data(tensor);
}

void iterate_add_value(struct iterate *walk, void *value)
{
    memset(walk->strides[walk->operands], 0, sizeof walk->strides[0]);
    walk->data[walk->operands++] = value;
}

// Which of two dimensions belongs further inside: negative for `a`, positive for `b`, 0 unknown.
static int compare_dims(const struct iterate *walk, bool reduction, int a, int b)
{
    for (int i = 0; i < walk->operands; i++) {
        int64_t stride_a = walk->strides[i][a], stride_b = walk->strides[i][b];
        if (reduction && i == 0 && (stride_a == 0) != (stride_b == 0)) {
            return stride_b == 0 ? 1 : -1;
        }
        if (stride_a == 0 || stride_b == 0) {
            continue;
        }
        if (stride_a != stride_b) {
            return stride_a < stride_b ? -1 : 1;
        }
        if (walk->shape[a] > walk->shape[b]) {
            return 1;
        }
    }
    return 0;
}

// Insertion sort that lets unknown pairs stand; `order` ends innermost first.
static void sort_dims(const struct iterate *walk, bool reduction, int *order)
{
    for (int i = 0; i < walk->ndim; i++) {
        order[i] = walk->ndim - 1 - i;
    }
    for (int i = 1; i < walk->ndim; i++) {
        int at = i;
        for (int j = i - 1; j >= 0; j--) {
            int comparison = compare_dims(walk, reduction, order[j], order[at]);
            if (comparison > 0) {
                int swap = order[j];
                order[j] = order[at];
                order[at] = swap;
                at = j;
            } else if (comparison < 0) {
                break;
            }
        }
    }
}

static bool can_merge(const struct iterate *walk, int inner, int outer)
{
    if (walk->shape[inner] == 1 || walk->shape[outer] == 1) {
        return true;
    }
    for (int i = 0; i < walk->operands; i++) {
        if (walk->strides[i][outer] != walk->strides[i][inner] * walk->shape[inner]) {
            return false;
        }
    }
    return true;
}

static void merge_dims(struct iterate *walk)
{
    int last = 0;
    for (int dim = 1; dim < walk->ndim; dim++) {
        if (can_merge(walk, last, dim)) {
            if (walk->shape[last] == 1) {
                for (int i = 0; i < walk->operands; i++) {
                    walk->strides[i][last] = walk->strides[i][dim];
                }
            }
            walk->shape[last] *= walk->shape[dim];
            continue;
        }
        last++;
        for (int i = 0; i < walk->operands; i++) {
            walk->strides[i][last] = walk->strides[i][dim];
        }
        walk->shape[last] = walk->shape[dim];
    }
    walk->ndim = last + 1;
}

void iterate_order(struct iterate *walk, bool reduction)
{
    if (walk->ndim == 0) {
        walk->ndim = 1;
        walk->shape[0] = 1;
        for (int i = 0; i < walk->operands; i++) {
            walk->strides[i][0] = 0;
        }
        return;
    }
    int order[TENSOR_DIMS];
    sort_dims(walk, reduction, order);
    struct iterate was = *walk;
    for (int dim = 0; dim < walk->ndim; dim++) {
        walk->shape[dim] = was.shape[order[dim]];
        for (int i = 0; i < walk->operands; i++) {
            walk->strides[i][dim] = was.strides[i][order[dim]];
        }
    }
    merge_dims(walk);
}

void iterate_layout(const struct iterate *walk, int64_t *ret_strides)
{
    int order[TENSOR_DIMS];
    sort_dims(walk, false, order);
    int64_t stride = 1;
    for (int i = 0; i < walk->ndim; i++) {
        ret_strides[order[i]] = stride;
        stride *= walk->shape[order[i]];
    }
}

// Steps to the next run; false when there is none.
static bool advance(const struct iterate *walk, int64_t *at, char **data)
{
    for (int dim = 1; dim < walk->ndim; dim++) {
        for (int i = 0; i < walk->operands; i++) {
            data[i] += walk->strides[i][dim];
        }
        if (++at[dim] < walk->shape[dim]) {
            return true;
        }
        for (int i = 0; i < walk->operands; i++) {
            data[i] -= walk->strides[i][dim] * walk->shape[dim];
        }
        at[dim] = 0;
    }
    return false;
}

enum status iterate_run(struct iterate *walk, kernel_loop *loop, void *context)
{
    int64_t strides[ITERATE_OPERANDS] = {0}, at[TENSOR_DIMS] = {0}, since_check = 0;
    char *data[ITERATE_OPERANDS] = {NULL};
    for (int dim = 0; dim < walk->ndim; dim++) {
        if (walk->shape[dim] == 0) {
            return STATUS_OK;
        }
    }
    for (int i = 0; i < walk->operands; i++) {
        strides[i] = walk->strides[i][0];
        data[i] = walk->data[i];
    }
    do {
        int64_t left = walk->shape[0];
        while (left > 0) {
            int64_t run = left < RUN ? left : RUN;
            char *here[ITERATE_OPERANDS] = {NULL};
            for (int i = 0; i < walk->operands; i++) {
                here[i] = data[i] + (walk->shape[0] - left) * strides[i];
            }
            loop(run, here, strides, context);
            left -= run;
            since_check += run;
            if (since_check >= RUN) {
                since_check = 0;
                if (failure_check_interrupt() != STATUS_OK) {
                    return STATUS_INTERRUPTED;
                }
            }
        }
    } while (advance(walk, at, data));
    return STATUS_OK;
}

enum status iterate_result_many(enum dtype dtype, int count, struct tensor *const *operands,
                                struct tensor **ret_tensor)
{
    struct iterate walk;
    int64_t shape[TENSOR_DIMS], strides[TENSOR_DIMS];
    int ndim = 0;
    bool all_contiguous = true;
    for (int i = 0; i < count; i++) {
        enum status status =
            shape_broadcast(ndim, shape, operands[i]->ndim, operands[i]->shape, &ndim, shape);
        if (status != STATUS_OK) {
            return status;
        }
    }
    for (int i = 0; i < count; i++) {
        all_contiguous = all_contiguous && operands[i]->contiguous && operands[i]->ndim == ndim &&
                         memcmp(operands[i]->shape, shape, (size_t)ndim * sizeof *shape) == 0;
    }
    if (all_contiguous) {
        return tensor_create(dtype, ndim, shape, ret_tensor);
    }
    iterate_init(&walk, ndim, shape);
    for (int i = 0; i < count; i++) {
        iterate_add(&walk, operands[i]);
    }
    iterate_layout(&walk, strides);
    return tensor_create_strided(dtype, ndim, shape, strides, ret_tensor);
}

enum status iterate_result(enum dtype dtype, const struct tensor *a, const struct tensor *b,
                           struct tensor **ret_tensor)
{
    if (a->contiguous && (b == NULL || (b->contiguous && tensor_same_shape(a, b)))) {
        return tensor_create(dtype, a->ndim, a->shape, ret_tensor);
    }
    struct tensor *operands[] = {(struct tensor *)a, (struct tensor *)b};
    return iterate_result_many(dtype, b != NULL ? 2 : 1, operands, ret_tensor);
}

// ---- overlap

// A dimension longer than 1 without a step makes elements share memory. (Other overlaps, which
// only as_strided() can make, go unnoticed, as in PyTorch.)
static bool overlaps_itself(const struct tensor *tensor)
{
    for (int i = 0; i < tensor->ndim && !tensor->contiguous; i++) {
        if (tensor->shape[i] > 1 && tensor->strides[i] == 0) {
            return true;
        }
    }
    return false;
}

static bool same_geometry(const struct tensor *a, const struct tensor *b)
{
    return a->offset == b->offset && tensor_same_shape(a, b) &&
           memcmp(a->strides, b->strides, (size_t)a->ndim * sizeof *a->strides) == 0;
}

enum status iterate_check_overlap(const struct tensor *result, const struct tensor *operand)
{
    if (overlaps_itself(result)) {
        return failure(FAILURE_RUNTIME,
                       "unsupported operation: more than one element of the written-to tensor "
                       "refers to a single memory location. Please clone() the tensor before "
                       "performing the operation.");
    }
    if (operand == NULL || operand == result || operand->storage != result->storage ||
        same_geometry(operand, result) || result->numel == 0 || operand->numel == 0 ||
        !tensor_is_dense(result) || !tensor_is_dense(operand)) {
        return STATUS_OK;
    }
    const char *a = tensor_data_low(result), *b = tensor_data_low(operand);
    size_t size_a = (size_t)result->numel * tensor_item_size(result);
    size_t size_b = (size_t)operand->numel * tensor_item_size(operand);
    if (a < b + size_b && b < a + size_a) {
        return failure(FAILURE_RUNTIME,
                       "unsupported operation: some elements of the input tensor and the "
                       "written-to tensor refer to a single memory location. Please clone() the "
                       "tensor before performing the operation.");
    }
    return STATUS_OK;
}
