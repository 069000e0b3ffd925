// Copies: to another type, another layout, over other values; single elements as numbers.
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/iterate.h"
#include "core/tensor/reduce.h"

// ---- values only

enum status tensor_copy_values(struct tensor *x, const struct tensor *from)
{
    if (x->contiguous && from->contiguous && x->dtype == from->dtype && x->numel == from->numel) {
        if (x->numel > 0) {
            memmove(tensor_data(x), tensor_data(from), (size_t)x->numel * tensor_item_size(x));
        }
        return STATUS_OK;
    }
    struct iterate walk;
    iterate_init(&walk, x->ndim, x->shape);
    iterate_add(&walk, x);
    iterate_add(&walk, from);
    iterate_order(&walk, false);
    return iterate_run(&walk, kernels->cast[x->dtype][from->dtype], NULL);
}

enum status tensor_fill_values(struct tensor *x, struct scalar value)
{
    union {
        double number;
        int64_t integer;
    } place;
    enum dtype from = value.kind == DTYPE_CATEGORY_FLOAT ? DTYPE_FLOAT64 : DTYPE_INT64;
    if (x->contiguous && x->numel > 0 && value.kind != DTYPE_CATEGORY_FLOAT && value.integer == 0) {
        memset(tensor_data(x), 0, (size_t)x->numel * tensor_item_size(x));
        return STATUS_OK;
    }
    if (value.kind == DTYPE_CATEGORY_FLOAT) {
        place.number = value.number;
    } else {
        place.integer = value.integer;
    }
    struct iterate walk;
    iterate_init(&walk, x->ndim, x->shape);
    iterate_add(&walk, x);
    iterate_add_value(&walk, &place);
    iterate_order(&walk, false);
    return iterate_run(&walk, kernels->cast[x->dtype][from], NULL);
}

static enum status copy_of(const struct tensor *x, enum dtype dtype, bool pack,
                           struct tensor **ret_tensor)
{
    struct tensor *copy;
    enum status status =
        pack ? tensor_create(dtype, x->ndim, x->shape, &copy) : tensor_empty_like(x, dtype, &copy);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_copy_values(copy, x);
    if (status != STATUS_OK) {
        tensor_unref(copy);
        return status;
    }
    *ret_tensor = copy;
    return STATUS_OK;
}

enum status tensor_clone_values(const struct tensor *x, struct tensor **ret_tensor)
{
    return copy_of(x, x->dtype, false, ret_tensor);
}

enum status tensor_pack_values(const struct tensor *x, struct tensor **ret_tensor)
{
    return copy_of(x, x->dtype, true, ret_tensor);
}

enum status tensor_cast_values(const struct tensor *x, enum dtype dtype, struct tensor **ret_tensor)
{
    return copy_of(x, dtype, false, ret_tensor);
}

// ---- with history

static enum status to_copy_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    enum dtype dtype = *(enum dtype *)node->params;
    return tensor_to_dtype(grads[0], dtype, ret_grads);
}

static enum status clone_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    (void)node;
    *ret_grads = grads[0];
    grads[0] = NULL;
    return STATUS_OK;
}

static const struct node_type to_copy_type = {"ToCopyBackward0", to_copy_back, NULL};
static const struct node_type clone_type = {"CloneBackward0", clone_back, NULL};

static enum status record(struct tensor *x, const struct node_type *type, struct tensor *copy)
{
    if (!autograd_wants(x) || !dtype_is_float(copy->dtype)) {
        return STATUS_OK;
    }
    struct node *node = node_create(type, 1, 0, sizeof(enum dtype));
    if (node != NULL) {
        *(enum dtype *)node->params = x->dtype;
        node_connect(node, 0, x);
    }
    return autograd_attach(copy, node);
}

static enum status recorded_copy(struct tensor *x, enum dtype dtype, bool pack,
                                 const struct node_type *type, struct tensor **ret_tensor)
{
    struct tensor *copy;
    enum status status = copy_of(x, dtype, pack, &copy);
    if (status != STATUS_OK) {
        return status;
    }
    status = record(x, type, copy);
    if (status != STATUS_OK) {
        tensor_unref(copy);
        return status;
    }
    *ret_tensor = copy;
    return STATUS_OK;
}

enum status tensor_to_dtype(struct tensor *x, enum dtype dtype, struct tensor **ret_tensor)
{
    if (x->dtype == dtype) {
        *ret_tensor = tensor_ref(x);
        return STATUS_OK;
    }
    return recorded_copy(x, dtype, false, &to_copy_type, ret_tensor);
}

enum status tensor_clone(struct tensor *x, struct tensor **ret_tensor)
{
    return recorded_copy(x, x->dtype, false, &clone_type, ret_tensor);
}

enum status tensor_contiguous(struct tensor *x, struct tensor **ret_tensor)
{
    if (x->contiguous) {
        *ret_tensor = tensor_ref(x);
        return STATUS_OK;
    }
    return recorded_copy(x, x->dtype, true, &clone_type, ret_tensor);
}

// ---- over other values

struct copy_params {
    enum dtype dtype; // of the source
    int ndim;
    int64_t shape[TENSOR_DIMS];
};

// Edge 0: what was there before, which gets zeros. Edge 1: the source.
static enum status copy_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct copy_params *params = node->params;
    struct tensor *summed;
    enum status status = STATUS_OK;
    if (node_wants(node, 1)) {
        status = tensor_sum_to_shape(grads[0], params->ndim, params->shape, &summed);
        if (status == STATUS_OK) {
            status = tensor_to_dtype(summed, params->dtype, &ret_grads[1]);
            tensor_unref(summed);
        }
    }
    if (status == STATUS_OK && node_wants(node, 0)) {
        status = tensor_zeros_like(grads[0], &ret_grads[0]);
    }
    return status;
}

static const struct node_type copy_over_type = {"CopyBackwards", copy_back, NULL};

static struct node *copy_node(struct tensor *x, struct tensor *from)
{
    struct node *node = node_create(&copy_over_type, 2, 0, sizeof(struct copy_params));
    if (node != NULL) {
        struct copy_params *params = node->params;
        params->dtype = from->dtype;
        params->ndim = from->ndim;
        memcpy(params->shape, from->shape, sizeof *from->shape * from->ndim);
        node_connect(node, 0, x);
        node_connect(node, 1, from);
    }
    return node;
}

enum status tensor_copy_(struct tensor *x, struct tensor *from)
{
    int ndim;
    int64_t shape[TENSOR_DIMS];
    enum status status = autograd_check_inplace(x);
    if (status == STATUS_OK && !tensor_same_shape(x, from)) {
        char own[SHAPE_TEXT_SIZE], other[SHAPE_TEXT_SIZE];
        status = shape_broadcast(x->ndim, x->shape, from->ndim, from->shape, &ndim, shape);
        if (status == STATUS_OK &&
            (ndim != x->ndim || memcmp(shape, x->shape, sizeof *shape * ndim) != 0)) {
            status = failure(FAILURE_RUNTIME,
                             "output with shape %s doesn't match the broadcast shape %s",
                             shape_text(x->ndim, x->shape, own), shape_text(ndim, shape, other));
        }
    }
    if (status == STATUS_OK) {
        status = iterate_check_overlap(x, NULL);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool recorded = dtype_is_float(x->dtype) && (autograd_wants(x) || autograd_wants(from));
    struct node *node = recorded ? copy_node(x, from) : NULL;
    if (recorded && node == NULL) {
        return STATUS_MEMORY;
    }
    status = x == from ? STATUS_OK : tensor_copy_values(x, from);
    if (status != STATUS_OK) {
        node_unref(node);
        return status;
    }
    return autograd_rebase(x, node);
}

static enum status fill_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    (void)node;
    return tensor_zeros_like(grads[0], ret_grads);
}

static const struct node_type fill_type = {"FillBackward0", fill_back, NULL};

enum status tensor_fill_(struct tensor *x, struct scalar value)
{
    enum status status = autograd_check_inplace(x);
    if (status == STATUS_OK) {
        status = iterate_check_overlap(x, NULL);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct node *node = NULL;
    if (autograd_wants(x)) {
        node = node_create(&fill_type, 1, 0, 0);
        if (node == NULL) {
            return STATUS_MEMORY;
        }
        node_connect(node, 0, x);
    }
    status = tensor_fill_values(x, value);
    if (status != STATUS_OK) {
        node_unref(node);
        return status;
    }
    return autograd_rebase(x, node);
}

// ---- single elements

struct scalar tensor_element(const struct tensor *x, int64_t offset)
{
    const char *at = (const char *)tensor_data(x) + offset * (int64_t)tensor_item_size(x);
    switch (x->dtype) {
    case DTYPE_FLOAT32:
        return scalar_float(*(const float *)at);
    case DTYPE_FLOAT64:
        return scalar_float(*(const double *)at);
    case DTYPE_INT64:
        return scalar_int(*(const int64_t *)at);
    case DTYPE_INT32:
        return scalar_int(*(const int32_t *)at);
    case DTYPE_INT16:
        return scalar_int(*(const int16_t *)at);
    case DTYPE_INT8:
        return scalar_int(*(const int8_t *)at);
    case DTYPE_UINT8:
        return scalar_int(*(const uint8_t *)at);
    case DTYPE_BOOL:
        return scalar_bool(*(const bool *)at);
    }
    return scalar_int(0);
}

void tensor_set_element(struct tensor *x, int64_t offset, struct scalar value)
{
    char *at = (char *)tensor_data(x) + offset * (int64_t)tensor_item_size(x);
    switch (x->dtype) {
    case DTYPE_FLOAT32:
        *(float *)at = (float)scalar_number(value);
        return;
    case DTYPE_FLOAT64:
        *(double *)at = scalar_number(value);
        return;
    case DTYPE_INT64:
        *(int64_t *)at = scalar_integer(value);
        return;
    case DTYPE_INT32:
        *(int32_t *)at = (int32_t)scalar_integer(value);
        return;
    case DTYPE_INT16:
        *(int16_t *)at = (int16_t)scalar_integer(value);
        return;
    case DTYPE_INT8:
        *(int8_t *)at = (int8_t)scalar_integer(value);
        return;
    case DTYPE_UINT8:
        *(uint8_t *)at = (uint8_t)scalar_integer(value);
        return;
    case DTYPE_BOOL:
        *(bool *)at = scalar_number(value) != 0;
        return;
    }
}

enum status tensor_item(const struct tensor *x, struct scalar *ret_value)
{
    if (x->numel != 1) {
        return failure(FAILURE_VALUE,
                       "only one element tensors can be converted to Python scalars");
    }
    *ret_value = tensor_element(x, 0);
    return STATUS_OK;
}
