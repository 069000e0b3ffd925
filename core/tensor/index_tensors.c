// x (B…, I…, A…) with index tensors over the dimensions I, broadcast to (N…) -> out (B…, N…, A…).
// If the indexed dimensions do not lie side by side they are moved to the front first.
#include <stdio.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/index.h"
#include "core/tensor/index_tensors.h"
#include "core/tensor/kernels/kernels.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view.h"

enum status index_of_truth(bool truth, struct tensor **ret_index)
{
    int64_t size = truth;
    return tensor_zeros(DTYPE_INT64, 1, &size, ret_index);
}

// ---- positions that are not zero

enum status tensor_nonzero(const struct tensor *x, struct tensor **ret_tensor)
{
    struct tensor *truth, *out;
    enum status status = tensor_create(DTYPE_BOOL, x->ndim, x->shape, &truth);
    if (status == STATUS_OK) {
        status = tensor_copy_values(truth, x);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const bool *flags = tensor_data(truth);
    int64_t count = 0;
    for (int64_t i = 0; i < truth->numel; i++) {
        count += flags[i];
    }
    int64_t shape[] = {count, x->ndim}, at[TENSOR_DIMS] = {0};
    status = tensor_create(DTYPE_INT64, 2, shape, &out);
    if (status == STATUS_OK) {
        int64_t *positions = tensor_longs(out);
        for (int64_t i = 0; i < truth->numel; i++) {
            if (flags[i]) {
                memcpy(positions, at, sizeof *at * x->ndim);
                positions += x->ndim;
            }
            for (int d = x->ndim - 1; d >= 0 && ++at[d] == x->shape[d]; d--) {
                at[d] = 0;
            }
        }
        *ret_tensor = out;
    }
    tensor_unref(truth);
    return status;
}

enum status index_of_mask(const struct tensor *mask, const struct tensor *x, int dim,
                          struct tensor **ret_indices)
{
    struct tensor *positions;
    for (int i = 0; i < mask->ndim; i++) {
        if (dim + i >= x->ndim || mask->shape[i] != x->shape[dim + i]) {
            char of_mask[SHAPE_TEXT_SIZE], of_x[SHAPE_TEXT_SIZE];
            return failure(FAILURE_INDEX,
                           "The shape of the mask %s at index %d does not match the shape of the "
                           "indexed tensor %s at index %d",
                           shape_text(mask->ndim, mask->shape, of_mask), i,
                           shape_text(x->ndim, x->shape, of_x), dim + i);
        }
    }
    enum status status = tensor_nonzero(mask, &positions);
    for (int i = 0; i < mask->ndim && status == STATUS_OK; i++) {
        struct tensor *column;
        status = tensor_select(positions, 1, i, &column);
        if (status == STATUS_OK) {
            status = tensor_pack_values(column, &ret_indices[i]);
            tensor_unref(column);
        }
    }
    if (status == STATUS_OK) {
        tensor_unref(positions);
    }
    return status;
}

// ---- where the elements lie

struct places {
    int before, after;          // dimensions of the rearranged x around the indexed ones
    int order[TENSOR_DIMS];     // of x's dimensions
    int ndim;                   // of the result
    int64_t shape[TENSOR_DIMS]; // of the result
    int64_t count;              // of positions
    int64_t *offsets;           // of each position, in elements
    int64_t before_shape[TENSOR_DIMS], before_strides[TENSOR_DIMS];
    int64_t after_shape[TENSOR_DIMS], after_strides[TENSOR_DIMS];
};

static void places_finish(struct places *places)
{
    if (places->offsets != NULL) {
        memory_free(places->offsets, (size_t)places->count * sizeof *places->offsets);
    }
}

// x's dimensions as (before, indexed, after); gives the number of indexed ones.
static int order_dims(struct places *places, const struct tensor *x, struct tensor *const *indices)
{
    int indexed = 0, first = -1, last = -1, at = 0;
    for (int i = 0; i < x->ndim; i++) {
        if (indices[i] != NULL) {
            indexed++;
            first = first < 0 ? i : first;
            last = i;
        }
    }
    bool adjacent = last - first + 1 == indexed;
    places->before = adjacent ? first : 0;
    places->after = x->ndim - indexed - places->before;
    for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < x->ndim; i++) {
            bool is_indexed = indices[i] != NULL, early = adjacent && i < first;
            bool now = pass == 0   ? !is_indexed && early
                       : pass == 1 ? is_indexed
                                   : !is_indexed && !early;
            if (now) {
                places->order[at++] = i;
            }
        }
    }
    return indexed;
}

static enum status broadcast_indices(struct tensor *const *indices, const struct places *places,
                                     int indexed, int *ret_ndim, int64_t *ret_shape)
{
    *ret_ndim = 0;
    for (int i = 0; i < indexed; i++) {
        const struct tensor *index = indices[places->order[places->before + i]];
        if (shape_broadcast(*ret_ndim, ret_shape, index->ndim, index->shape, ret_ndim, ret_shape) ==
            STATUS_OK) {
            continue;
        }
        char text[512] = "";
        size_t length = 0;
        for (int j = 0; j < indexed && length < sizeof text; j++) {
            char one[SHAPE_TEXT_SIZE];
            const struct tensor *each = indices[places->order[places->before + j]];
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%s",
                                       j > 0 ? ", " : "", shape_text(each->ndim, each->shape, one));
        }
        return failure(FAILURE_INDEX,
                       "shape mismatch: indexing tensors could not be broadcast together with "
                       "shapes %s",
                       text);
    }
    return STATUS_OK;
}

// Adds one index's part to every position's offset.
static enum status add_offsets(struct places *places, const struct tensor *index, int ndim,
                               const int64_t *shape, const struct tensor *x, int dim)
{
    int64_t at[TENSOR_DIMS] = {0}, size = x->shape[dim];
    for (int64_t i = 0; i < places->count; i++) {
        int64_t from = 0;
        for (int d = 0; d < index->ndim; d++) {
            int wide = d + ndim - index->ndim;
            from += index->shape[d] == 1 ? 0 : at[wide] * index->strides[d];
        }
        int64_t position = tensor_longs(index)[from];
        if (position < -size || position >= size) {
            return failure(FAILURE_INDEX,
                           "index %lld is out of bounds for dimension %d with size %lld",
                           (long long)position, dim, (long long)size);
        }
        places->offsets[i] += (position < 0 ? position + size : position) * x->strides[dim];
        for (int d = ndim - 1; d >= 0 && ++at[d] == shape[d]; d--) {
            at[d] = 0;
        }
    }
    return STATUS_OK;
}

static enum status places_init(struct places *places, const struct tensor *x,
                               struct tensor *const *indices)
{
    int64_t shape[TENSOR_DIMS];
    int ndim;
    memset(places, 0, sizeof *places);
    int indexed = order_dims(places, x, indices);
    enum status status = broadcast_indices(indices, places, indexed, &ndim, shape);
    if (status != STATUS_OK) {
        return status;
    }
    places->count = shape_numel(ndim, shape);
    places->offsets = memory_alloc_zero((size_t)places->count * sizeof *places->offsets);
    if (places->offsets == NULL) {
        return status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    for (int i = 0; i < places->before; i++) {
        int dim = places->order[i];
        places->before_shape[i] = places->shape[places->ndim++] = x->shape[dim];
        places->before_strides[i] = x->strides[dim];
    }
    if (places->ndim + ndim + places->after > TENSOR_DIMS) {
        return status_fail(STATUS_UNSUPPORTED, "ranksh has tensors of up to %d dimensions",
                           TENSOR_DIMS);
    }
    memcpy(places->shape + places->ndim, shape, sizeof *shape * (size_t)ndim);
    places->ndim += ndim;
    for (int i = 0; i < places->after; i++) {
        int dim = places->order[places->before + indexed + i];
        places->after_shape[i] = places->shape[places->ndim++] = x->shape[dim];
        places->after_strides[i] = x->strides[dim];
    }
    for (int i = 0; i < indexed && status == STATUS_OK; i++) {
        int dim = places->order[places->before + i];
        if (x->shape[dim] == 0 && places->count > 0) {
            return failure(FAILURE_INDEX, "index is out of bounds for dimension with size 0");
        }
        status = add_offsets(places, indices[dim], ndim, shape, x, dim);
    }
    return status;
}

// ---- moving elements between x and a packed tensor of the result's shape

enum way { READ, WRITE, ADD };

static void move(enum way way, char *x, char *packed, enum dtype dtype, int64_t n, int64_t stride)
{
    int64_t size = (int64_t)dtype_size(dtype);
    struct kernel_context context = {.params = {1}, .integers = {1}};
    if (way == READ) {
        kernels->cast[dtype][dtype](n, (char *[]){packed, x}, (int64_t[]){size, stride}, NULL);
    } else if (way == WRITE) {
        kernels->cast[dtype][dtype](n, (char *[]){x, packed}, (int64_t[]){stride, size}, NULL);
    } else {
        kernels->binary[BINARY_ADD][dtype](n, (char *[]){x, x, packed},
                                           (int64_t[]){stride, stride, size}, &context);
    }
}

// All of the dimensions after the indexed ones, for one position.
static void move_after(enum way way, const struct places *places, char *x, char *packed,
                       enum dtype dtype)
{
    int64_t size = (int64_t)dtype_size(dtype), at[TENSOR_DIMS] = {0};
    if (places->after == 0) {
        move(way, x, packed, dtype, 1, size);
        return;
    }
    int last = places->after - 1;
    int64_t n = places->after_shape[last], stride = places->after_strides[last] * size;
    bool more = true;
    while (more) {
        move(way, x, packed, dtype, n, stride);
        packed += n * size;
        more = false;
        for (int d = last - 1; d >= 0 && !more; d--) {
            x += places->after_strides[d] * size;
            more = ++at[d] < places->after_shape[d];
            if (!more) {
                x -= places->after_strides[d] * places->after_shape[d] * size;
                at[d] = 0;
            }
        }
    }
}

static void move_all(enum way way, const struct places *places, const struct tensor *x,
                     const struct tensor *packed)
{
    int64_t size = (int64_t)tensor_item_size(x), at[TENSOR_DIMS] = {0}, block = 1, outer = 1;
    char *from = tensor_data(x), *to = tensor_data(packed);
    for (int i = 0; i < places->after; i++) {
        block *= places->after_shape[i];
    }
    for (int i = 0; i < places->before; i++) {
        outer *= places->before_shape[i];
    }
    if (block == 0) {
        return;
    }
    for (int64_t o = 0; o < outer; o++) {
        for (int64_t i = 0; i < places->count; i++, to += block * size) {
            move_after(way, places, from + places->offsets[i] * size, to, x->dtype);
        }
        for (int d = places->before - 1; d >= 0; d--) {
            from += places->before_strides[d] * size;
            if (++at[d] < places->before_shape[d]) {
                break;
            }
            from -= places->before_strides[d] * places->before_shape[d] * size;
            at[d] = 0;
        }
    }
}

// ---- reading. Saved: the indices, by dimension.

struct get_params {
    enum dtype dtype;
    int ndim;
    int64_t shape[TENSOR_DIMS];
};

static void saved_indices(struct node *node, int first, struct tensor **ret_indices)
{
    for (int i = 0; i <= TENSOR_DIMS; i++) {
        ret_indices[i] = first + i < node->saved_count ? node->saved[first + i].tensor : NULL;
    }
}

static enum status get_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct get_params *params = node->params;
    struct tensor *indices[TENSOR_DIMS + 1], *whole;
    if (node->released) {
        struct tensor *unused;
        return node_saved(node, 0, &unused);
    }
    saved_indices(node, 0, indices);
    enum status status = tensor_zeros(params->dtype, params->ndim, params->shape, &whole);
    if (status != STATUS_OK) {
        return status;
    }
    status = index_put(whole, indices, grads[0], true, INDEX_PUT);
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    *ret_grads = whole;
    return STATUS_OK;
}

static const struct node_type get_types[] = {
    [INDEX_AS_INDEX] = {"IndexBackward0", get_back, NULL},
    [INDEX_AS_SELECT] = {"IndexSelectBackward0", get_back, NULL},
    [INDEX_AS_TAKE] = {"TakeBackward0", get_back, NULL},
    [INDEX_AS_MASKED] = {"MaskedSelectBackward0", get_back, NULL},
    [INDEX_AS_ROWS] = {"EmbeddingBackward0", get_back, NULL},
};

static enum status get_record(struct tensor *x, struct tensor *const *indices, enum index_name name,
                              struct tensor *out)
{
    struct node *node = node_create(&get_types[name], 1, x->ndim, sizeof(struct get_params));
    if (node != NULL) {
        struct get_params *params = node->params;
        params->dtype = x->dtype;
        params->ndim = x->ndim;
        memcpy(params->shape, x->shape, sizeof *x->shape * x->ndim);
        node_connect(node, 0, x);
        for (int i = 0; i < x->ndim; i++) {
            if (indices[i] != NULL) {
                node_save(node, i, indices[i]);
            }
        }
    }
    return autograd_attach(out, node);
}

enum status index_get(struct tensor *x, struct tensor *const *indices, enum index_name name,
                      struct tensor **ret_tensor)
{
    struct places places;
    struct tensor *out;
    enum status status = places_init(&places, x, indices);
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, places.ndim, places.shape, &out);
    }
    if (status == STATUS_OK) {
        move_all(READ, &places, x, out);
        status = autograd_wants(x) ? get_record(x, indices, name, out) : STATUS_OK;
        if (status == STATUS_OK) {
            *ret_tensor = out;
        } else {
            tensor_unref(out);
        }
    }
    places_finish(&places);
    return status;
}

// ---- writing. Edges: x, value. Saved: the indices.

struct put_params {
    bool accumulate;
    enum dtype value_dtype;
    int value_ndim;
    int64_t value_shape[TENSOR_DIMS];
};

static enum status put_back_value(const struct put_params *params, struct tensor *grad,
                                  struct tensor *const *indices, struct tensor **ret_grad)
{
    struct tensor *picked, *summed;
    enum status status = index_get(grad, indices, INDEX_AS_INDEX, &picked);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_sum_to_shape(picked, params->value_ndim, params->value_shape, &summed);
    tensor_unref(picked);
    if (status == STATUS_OK) {
        status = tensor_to_dtype(summed, params->value_dtype, ret_grad);
        tensor_unref(summed);
    }
    return status;
}

static enum status put_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct put_params *params = node->params;
    struct tensor *indices[TENSOR_DIMS + 1], *kept, *zero;
    if (node->released) {
        struct tensor *unused;
        return node_saved(node, 0, &unused);
    }
    saved_indices(node, 0, indices);
    enum status status = STATUS_OK;
    if (node_wants(node, 1)) {
        status = put_back_value(params, grads[0], indices, &ret_grads[1]);
    }
    if (status != STATUS_OK || !node_wants(node, 0)) {
        return status;
    }
    status = tensor_clone_values(grads[0], &kept);
    if (status == STATUS_OK && !params->accumulate) {
        status = tensor_full(kept->dtype, 0, NULL, scalar_int(0), &zero);
        if (status == STATUS_OK) {
            status = index_put(kept, indices, zero, false, INDEX_PUT);
            tensor_unref(zero);
        }
    }
    if (status == STATUS_OK) {
        ret_grads[0] = kept;
    }
    return status;
}

static const struct node_type put_types[] = {
    [INDEX_PUT] = {"IndexPutBackward0", put_back, NULL},
    [INDEX_PUT_ADD] = {"IndexAddBackward0", put_back, NULL},
    [INDEX_PUT_COPY] = {"IndexCopyBackward0", put_back, NULL},
    [INDEX_PUT_FILL] = {"IndexFillBackward0", put_back, NULL},
};

static struct node *put_node(struct tensor *x, struct tensor *const *indices, struct tensor *value,
                             bool accumulate, enum index_put_name name)
{
    struct node *node = node_create(&put_types[name], 2, x->ndim, sizeof(struct put_params));
    if (node != NULL) {
        struct put_params *params = node->params;
        params->accumulate = accumulate;
        params->value_dtype = value->dtype;
        params->value_ndim = value->ndim;
        memcpy(params->value_shape, value->shape, sizeof *value->shape * value->ndim);
        node_connect(node, 0, x);
        node_connect(node, 1, value);
        for (int i = 0; i < x->ndim; i++) {
            if (indices[i] != NULL) {
                node_save(node, i, indices[i]);
            }
        }
    }
    return node;
}

// `value` spread to the shape of the places, packed.
static enum status spread(const struct places *places, struct tensor *value,
                          struct tensor **ret_tensor)
{
    int ndim = 0, extra = value->ndim - places->ndim, skip = 0;
    int64_t shape[TENSOR_DIMS];
    bool fits = true;
    while (skip < extra && value->shape[skip] == 1) {
        skip++;
    }
    fits = skip >= extra;
    if (fits) {
        fits = shape_broadcast(places->ndim, places->shape, value->ndim - skip, value->shape + skip,
                               &ndim, shape) == STATUS_OK &&
               ndim == places->ndim &&
               memcmp(shape, places->shape, sizeof *shape * (size_t)ndim) == 0;
    }
    if (!fits) {
        char of_value[SHAPE_TEXT_SIZE], of_places[SHAPE_TEXT_SIZE];
        return failure(FAILURE_RUNTIME,
                       "shape mismatch: value tensor of shape %s cannot be broadcast to indexing "
                       "result of shape %s",
                       shape_text(value->ndim, value->shape, of_value),
                       shape_text(places->ndim, places->shape, of_places));
    }
    struct tensor *packed;
    enum status status = tensor_create(value->dtype, places->ndim, places->shape, &packed);
    if (status != STATUS_OK) {
        return status;
    }
    struct tensor *trimmed;
    status = tensor_over(value->storage, value->dtype, value->offset, value->ndim - skip,
                         value->shape + skip, value->strides + skip, &trimmed);
    if (status == STATUS_OK) {
        status = tensor_copy_values(packed, trimmed);
        tensor_unref(trimmed);
    }
    if (status != STATUS_OK) {
        tensor_unref(packed);
        return status;
    }
    *ret_tensor = packed;
    return STATUS_OK;
}

enum status index_put(struct tensor *x, struct tensor *const *indices, struct tensor *value,
                      bool accumulate, enum index_put_name name)
{
    struct places places;
    struct tensor *packed = NULL;
    struct node *node = NULL;
    if (value->dtype != x->dtype) {
        return failure(FAILURE_RUNTIME,
                       "Index put requires the source and destination dtypes match, got %s for "
                       "the destination and %s for the source.",
                       dtype_facts[x->dtype].scalar_name, dtype_facts[value->dtype].scalar_name);
    }
    enum status status = autograd_check_inplace(x);
    if (status != STATUS_OK) {
        return status;
    }
    status = places_init(&places, x, indices);
    if (status == STATUS_OK) {
        status = spread(&places, value, &packed);
    }
    if (status == STATUS_OK && (autograd_wants(x) || autograd_wants(value))) {
        node = put_node(x, indices, value, accumulate, name);
        status = node != NULL ? STATUS_OK : STATUS_MEMORY;
    }
    if (status == STATUS_OK) {
        move_all(accumulate ? ADD : WRITE, &places, x, packed);
        status = autograd_rebase(x, node);
    }
    tensor_unref(packed);
    places_finish(&places);
    return status;
}

// ---- masked_select: x and mask broadcast -> the elements where the mask holds

enum status tensor_masked_select(struct tensor *x, struct tensor *mask, struct tensor **ret_tensor)
{
    int ndim;
    int64_t shape[TENSOR_DIMS];
    struct tensor *wide = NULL, *wide_mask = NULL, *indices[TENSOR_DIMS + 1] = {NULL};
    if (mask->dtype != DTYPE_BOOL) {
        return failure(FAILURE_RUNTIME,
                       "masked_select: expected BoolTensor or ByteTensor for mask");
    }
    enum status status = shape_broadcast(x->ndim, x->shape, mask->ndim, mask->shape, &ndim, shape);
    if (status == STATUS_OK) {
        status = tensor_expand(x, ndim, shape, &wide);
    }
    if (status == STATUS_OK) {
        status = tensor_expand(mask, ndim, shape, &wide_mask);
    }
    if (status == STATUS_OK && ndim == 0) {
        struct tensor *row;
        status = tensor_unsqueeze(wide, 0, &row);
        if (status == STATUS_OK) {
            tensor_unref(wide);
            wide = row;
            status = index_of_truth(tensor_element(wide_mask, 0).integer != 0, indices);
        }
    } else if (status == STATUS_OK) {
        status = index_of_mask(wide_mask, wide, 0, indices);
    }
    if (status == STATUS_OK) {
        status = index_get(wide, indices, INDEX_AS_MASKED, ret_tensor);
    }
    for (int i = 0; i <= TENSOR_DIMS; i++) {
        tensor_unref(indices[i]);
    }
    tensor_unref(wide);
    tensor_unref(wide_mask);
    return status;
}
