// Making and ending tensors, and arithmetic of shapes.
#include <stdio.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/tensor/autograd.h"
#include "core/tensor/tensor.h"

static bool strides_are_contiguous(int ndim, const int64_t *shape, const int64_t *strides)
{
    int64_t expected = 1;
    bool contiguous = true;
    for (int i = ndim - 1; i >= 0; i--) {
        if (shape[i] == 0) {
            return true;
        }
        contiguous = contiguous && (shape[i] == 1 || strides[i] == expected);
        expected *= shape[i];
    }
    return contiguous;
}

// Fills a fresh tensor whose geometry is known to be valid; takes over the storage reference.
static struct tensor *tensor_init(struct tensor *tensor, struct storage *storage, enum dtype dtype,
                                  int ndim, const int64_t *shape, const int64_t *strides)
{
    memset(tensor, 0, offsetof(struct tensor, shape));
    tensor->refs = 1;
    tensor->dtype = dtype;
    tensor->ndim = (uint8_t)ndim;
    tensor->storage = storage;
    int64_t numel = 1;
    for (int i = ndim - 1; i >= 0; i--) {
        tensor->shape[i] = shape[i];
        tensor->strides[i] = strides != NULL ? strides[i] : numel;
        numel *= strides != NULL || shape[i] > 0 ? shape[i] : 1;
    }
    if (strides == NULL) {
        numel = shape_numel(ndim, shape);
    }
    tensor->numel = numel;
    tensor->contiguous = strides == NULL || strides_are_contiguous(ndim, shape, strides);
    return tensor;
}

static enum status check_dims(int ndim)
{
    if (ndim > TENSOR_DIMS) {
        return status_fail(STATUS_UNSUPPORTED,
                           "ranksh has tensors of up to %d dimensions, not of %d", TENSOR_DIMS,
                           ndim);
    }
    return STATUS_OK;
}

static enum status tensor_struct_create(struct tensor **ret_tensor)
{
    struct tensor *tensor = memory_alloc(sizeof *tensor);
    if (tensor == NULL) {
        return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    *ret_tensor = tensor;
    return STATUS_OK;
}

// Elements that a storage must have for this geometry: one more than the farthest one's place.
static int64_t extent(int ndim, const int64_t *shape, const int64_t *strides)
{
    int64_t last = 0;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] == 0) {
            return 0;
        }
        last += (shape[i] - 1) * strides[i];
    }
    return last + 1;
}

enum status tensor_create_strided(enum dtype dtype, int ndim, const int64_t *shape,
                                  const int64_t *strides, struct tensor **ret_tensor)
{
    enum status status = check_dims(ndim);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t numel = shape_numel(ndim, shape);
    if (numel < 0) {
        char text[SHAPE_TEXT_SIZE];
        shape_text(ndim, shape, text);
        for (int i = 0; i < ndim; i++) {
            if (shape[i] < 0) {
                return failure(FAILURE_RUNTIME,
                               "Trying to create tensor with negative dimension %lld: %s",
                               (long long)shape[i], text);
            }
        }
        return failure(FAILURE_RUNTIME, "Storage size calculation overflowed with sizes=%s", text);
    }
    int64_t elements = strides == NULL ? numel : extent(ndim, shape, strides);
    int64_t bytes;
    if (__builtin_mul_overflow(elements, (int64_t)dtype_size(dtype), &bytes)) {
        char text[SHAPE_TEXT_SIZE];
        return failure(FAILURE_RUNTIME, "Storage size calculation overflowed with sizes=%s",
                       shape_text(ndim, shape, text));
    }
    struct tensor *tensor;
    struct storage *storage;
    status = storage_create((size_t)bytes, &storage);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_struct_create(&tensor);
    if (status != STATUS_OK) {
        storage_unref(storage);
        return status;
    }
    *ret_tensor = tensor_init(tensor, storage, dtype, ndim, shape, strides);
    return STATUS_OK;
}

enum status tensor_create(enum dtype dtype, int ndim, const int64_t *shape,
                          struct tensor **ret_tensor)
{
    return tensor_create_strided(dtype, ndim, shape, NULL, ret_tensor);
}

enum status tensor_over(struct storage *storage, enum dtype dtype, int64_t offset, int ndim,
                        const int64_t *shape, const int64_t *strides, struct tensor **ret_tensor)
{
    enum status status = check_dims(ndim);
    if (status != STATUS_OK) {
        return status;
    }
    struct tensor *tensor;
    status = tensor_struct_create(&tensor);
    if (status != STATUS_OK) {
        return status;
    }
    *ret_tensor = tensor_init(tensor, storage_ref(storage), dtype, ndim, shape, strides);
    tensor->offset = offset;
    return STATUS_OK;
}

enum status tensor_alias(const struct tensor *tensor, struct tensor **ret_tensor)
{
    struct tensor *alias;
    enum status status = tensor_struct_create(&alias);
    if (status != STATUS_OK) {
        return status;
    }
    memset(alias, 0, offsetof(struct tensor, shape));
    alias->refs = 1;
    alias->dtype = tensor->dtype;
    alias->ndim = tensor->ndim;
    alias->contiguous = tensor->contiguous;
    alias->numel = tensor->numel;
    alias->offset = tensor->offset;
    alias->storage = storage_ref(tensor->storage);
    for (int i = 0; i < tensor->ndim; i++) {
        alias->shape[i] = tensor->shape[i];
        alias->strides[i] = tensor->strides[i];
    }
    *ret_tensor = alias;
    return STATUS_OK;
}

void tensor_destroy(struct tensor *tensor)
{
    storage_unref(tensor->storage);
    autograd_forget(tensor);
    memory_free(tensor, sizeof *tensor);
}

void tensor_take_geometry(struct tensor *tensor, const struct tensor *from)
{
    storage_ref(from->storage);
    storage_unref(tensor->storage);
    tensor->storage = from->storage;
    tensor->dtype = from->dtype;
    tensor->ndim = from->ndim;
    tensor->contiguous = from->contiguous;
    tensor->numel = from->numel;
    tensor->offset = from->offset;
    memcpy(tensor->shape, from->shape, sizeof *from->shape * from->ndim);
    memcpy(tensor->strides, from->strides, sizeof *from->strides * from->ndim);
}

bool tensor_is_dense(const struct tensor *tensor)
{
    if (tensor->contiguous) {
        return true;
    }
    int order[TENSOR_DIMS];
    for (int i = 0; i < tensor->ndim; i++) {
        int at = i;
        for (; at > 0 && tensor->strides[order[at - 1]] > tensor->strides[i]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    int64_t expected = 1;
    for (int i = 0; i < tensor->ndim; i++) {
        if (tensor->shape[order[i]] == 1) {
            continue;
        }
        if (tensor->strides[order[i]] != expected) {
            return false;
        }
        expected *= tensor->shape[order[i]];
    }
    return true;
}

void *tensor_data_low(const struct tensor *tensor)
{
    return tensor_data(tensor); // no stride is negative: the first element lies lowest
}

bool tensor_same_shape(const struct tensor *a, const struct tensor *b)
{
    return a->ndim == b->ndim &&
           memcmp(a->shape, b->shape, (size_t)a->ndim * sizeof *a->shape) == 0;
}

int64_t shape_numel(int ndim, const int64_t *shape)
{
    int64_t numel = 1;
    bool overflow = false, empty = false;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] < 0) {
            return -1;
        }
        empty = empty || shape[i] == 0;
        overflow = overflow || __builtin_mul_overflow(numel, shape[i], &numel);
    }
    if (empty) {
        return 0;
    }
    return overflow ? -1 : numel;
}

void shape_strides(int ndim, const int64_t *shape, int64_t *ret_strides)
{
    int64_t stride = 1;
    for (int i = ndim - 1; i >= 0; i--) {
        ret_strides[i] = stride;
        stride *= shape[i] > 0 ? shape[i] : 1;
    }
}

enum status shape_wrap_dim(int64_t dim, int ndim, int *ret_dim)
{
    int64_t range = ndim > 0 ? ndim : 1;
    if (dim < -range || dim >= range) {
        return failure(FAILURE_INDEX,
                       "Dimension out of range (expected to be in range of [%lld, %lld], but got "
                       "%lld)",
                       (long long)-range, (long long)range - 1, (long long)dim);
    }
    *ret_dim = (int)(dim < 0 ? dim + range : dim);
    return STATUS_OK;
}

const char *shape_text(int ndim, const int64_t *shape, char *text)
{
    size_t length = 0;
    text[length++] = '[';
    for (int i = 0; i < ndim && i < TENSOR_DIMS; i++) {
        length += (size_t)snprintf(text + length, SHAPE_TEXT_SIZE - length, "%s%lld",
                                   i > 0 ? ", " : "", (long long)shape[i]);
    }
    snprintf(text + length, SHAPE_TEXT_SIZE - length, "]");
    return text;
}

enum status shape_broadcast(int ndim_a, const int64_t *a, int ndim_b, const int64_t *b,
                            int *ret_ndim, int64_t *ret_shape)
{
    int ndim = ndim_a > ndim_b ? ndim_a : ndim_b;
    int64_t shape[TENSOR_DIMS];
    for (int i = ndim - 1; i >= 0; i--) {
        int at_a = i - (ndim - ndim_a), at_b = i - (ndim - ndim_b);
        int64_t size_a = at_a >= 0 ? a[at_a] : 1, size_b = at_b >= 0 ? b[at_b] : 1;
        if (size_a != size_b && size_a != 1 && size_b != 1) {
            return failure(FAILURE_RUNTIME,
                           "The size of tensor a (%lld) must match the size of tensor b (%lld) at "
                           "non-singleton dimension %d",
                           (long long)size_a, (long long)size_b, i);
        }
        shape[i] = size_a == 1 ? size_b : size_a;
    }
    memcpy(ret_shape, shape, (size_t)ndim * sizeof *shape);
    *ret_ndim = ndim;
    return STATUS_OK;
}
