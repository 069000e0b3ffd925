// gather and scatter: index (…,N,…) holds positions along `dim` of x. index_select and its kin name
// whole slices.
#include <string.h>

#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/gather.h"
#include "core/tensor/index_tensors.h"
#include "core/tensor/kernels/kernels.h"
#include "core/tensor/lines.h"
#include "core/tensor/view.h"

// ---- checks

static enum status check_index(const char *name, const struct tensor *x, int dim,
                               const struct tensor *index, const struct tensor *source)
{
    char of_index[SHAPE_TEXT_SIZE], of_x[SHAPE_TEXT_SIZE], of_source[SHAPE_TEXT_SIZE];
    if (index->dtype != DTYPE_INT64) {
        return failure(FAILURE_RUNTIME, "%s(): Expected dtype int64 for index", name);
    }
    if (source != NULL && source->dtype != x->dtype) {
        return failure(FAILURE_RUNTIME, "%s(): Expected self.dtype to be equal to src.dtype", name);
    }
    int own = x->ndim > 0 ? x->ndim : 1, other = index->ndim > 0 ? index->ndim : 1;
    if (own != other) {
        return failure(FAILURE_RUNTIME,
                       "Index tensor must have the same number of dimensions as input tensor");
    }
    for (int i = 0; i < index->ndim && i < x->ndim && index->numel > 0; i++) {
        bool fits = i == dim || index->shape[i] <= x->shape[i];
        bool in_source =
            source == NULL || (i < source->ndim && index->shape[i] <= source->shape[i]);
        if (!fits && source == NULL) {
            return failure(FAILURE_RUNTIME,
                           "Size does not match at dimension %d expected index %s to be smaller "
                           "than self %s apart from dimension %d",
                           i, shape_text(index->ndim, index->shape, of_index),
                           shape_text(x->ndim, x->shape, of_x), dim);
        }
        if (!fits || !in_source) {
            return failure(FAILURE_RUNTIME,
                           "Expected index %s to be smaller than self %s apart from dimension %d "
                           "and to be smaller size than src %s",
                           shape_text(index->ndim, index->shape, of_index),
                           shape_text(x->ndim, x->shape, of_x), dim,
                           shape_text(source->ndim, source->shape, of_source));
        }
    }
    return STATUS_OK;
}

static enum status check_position(int64_t position, int dim, int64_t size)
{
    if (position < 0 || position >= size) {
        return failure(FAILURE_RUNTIME,
                       "index %lld is out of bounds for dimension %d with size %lld",
                       (long long)position, dim, (long long)size);
    }
    return STATUS_OK;
}

// ---- one element from here to there

enum { COPY, ADD, MULTIPLY };

static void move(enum dtype dtype, int how, char *to, const char *from)
{
    int64_t strides[] = {0, 0, 0};
    struct kernel_context context = {.params = {1}, .integers = {1}};
    if (how == COPY) {
        memcpy(to, from, dtype_size(dtype));
        return;
    }
    enum binary op = how == ADD ? BINARY_ADD : BINARY_MUL;
    kernels->binary[op][dtype](1, (char *[]){to, to, (char *)from}, strides, &context);
}

static char *element(const struct tensor *x, int64_t at)
{
    return (char *)tensor_data(x) + at * (int64_t)tensor_item_size(x);
}

// ---- gather

struct params {
    int dim;
    enum scatter how;
    enum dtype dtype;
    int ndim;
    int64_t shape[TENSOR_DIMS];
};

static enum status gather_values(const struct tensor *x, int dim, const struct tensor *index,
                                 struct tensor *out)
{
    struct lines lines;
    int64_t size = x->ndim > 0 ? x->shape[dim] : 1;
    lines_init(&lines, index, dim);
    lines_add(&lines, x);
    lines_add(&lines, out);
    while (lines_next(&lines)) {
        for (int64_t i = 0; i < lines.length; i++) {
            int64_t position = tensor_longs(index)[lines.at[0] + i * lines.step[0]];
            enum status status = check_position(position, dim, size);
            if (status != STATUS_OK) {
                return status;
            }
            move(x->dtype, COPY, element(out, lines.at[2] + i * lines.step[2]),
                 element(x, lines.at[1] + position * lines.step[1]));
        }
    }
    return STATUS_OK;
}

static enum status scatter_values(struct tensor *x, int dim, const struct tensor *index,
                                  const struct tensor *source, int how)
{
    struct lines lines;
    int64_t size = x->ndim > 0 ? x->shape[dim] : 1;
    bool one = source->ndim == 0 && index->ndim > 0;
    lines_init(&lines, index, dim);
    lines_add(&lines, x);
    if (!one) {
        lines_add(&lines, source);
    }
    while (lines_next(&lines)) {
        for (int64_t i = 0; i < lines.length; i++) {
            int64_t position = tensor_longs(index)[lines.at[0] + i * lines.step[0]];
            enum status status = check_position(position, dim, size);
            if (status != STATUS_OK) {
                return status;
            }
            int64_t from = one ? 0 : lines.at[2] + i * lines.step[2];
            move(x->dtype, how, element(x, lines.at[1] + position * lines.step[1]),
                 element(source, from));
        }
    }
    return STATUS_OK;
}

static enum status gather_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *index, *whole;
    enum status status = node_saved(node, 0, &index);
    if (status == STATUS_OK) {
        status = tensor_zeros(params->dtype, params->ndim, params->shape, &whole);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = scatter_values(whole, params->dim, index, grads[0], ADD);
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    *ret_grads = whole;
    return STATUS_OK;
}

static const struct node_type gather_type = {"GatherBackward0", gather_back, NULL};

static struct node *node_for(const struct node_type *type, int edges, struct tensor *x, int dim,
                             struct tensor *index, enum scatter how)
{
    struct node *node = node_create(type, edges, 1, sizeof(struct params));
    if (node != NULL) {
        struct params *params = node->params;
        *params = (struct params){.dim = dim, .how = how, .dtype = x->dtype, .ndim = x->ndim};
        memcpy(params->shape, x->shape, sizeof *x->shape * x->ndim);
        node_connect(node, 0, x);
        node_save(node, 0, index);
    }
    return node;
}

enum status tensor_gather(struct tensor *x, int64_t dim, struct tensor *index,
                          struct tensor **ret_tensor)
{
    int at;
    struct tensor *out;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = check_index("gather", x, at, index, NULL);
    }
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, index->ndim, index->shape, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = gather_values(x, at, index, out);
    if (status == STATUS_OK && autograd_wants(x)) {
        status = autograd_attach(out, node_for(&gather_type, 1, x, at, index, SCATTER_WRITE));
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

// ---- scatter: edges x, source

static enum status scatter_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *index, *zero, *grad = grads[0];
    enum status status = node_saved(node, 0, &index);
    if (status == STATUS_OK && params->how == SCATTER_MULTIPLY) {
        status =
            status_fail(STATUS_UNSUPPORTED, "ranksh has no gradient of scatter(reduce='multiply')");
    }
    if (status == STATUS_OK && node->edge_count > 1 && node_wants(node, 1)) {
        status = tensor_create(grad->dtype, index->ndim, index->shape, &ret_grads[1]);
        if (status == STATUS_OK) {
            status = gather_values(grad, params->dim, index, ret_grads[1]);
        }
    }
    if (status != STATUS_OK || !node_wants(node, 0)) {
        return status;
    }
    status = tensor_clone_values(grad, &ret_grads[0]);
    if (status == STATUS_OK && params->how == SCATTER_WRITE) {
        status = tensor_zeros(grad->dtype, 0, NULL, &zero);
        if (status == STATUS_OK) {
            status = scatter_values(ret_grads[0], params->dim, index, zero, COPY);
            tensor_unref(zero);
        }
    }
    return status;
}

static const struct node_type scatter_type = {"ScatterBackward0", scatter_back, NULL};
static const struct node_type scatter_number_type = {"ScatterBackward1", scatter_back, NULL};
static const struct node_type scatter_add_type = {"ScatterAddBackward0", scatter_back, NULL};

enum status tensor_scatter_(struct tensor *x, int64_t dim, struct tensor *index,
                            struct operand source, enum scatter how)
{
    int at;
    struct tensor *values = source.tensor;
    struct node *node = NULL;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK && values != NULL) {
        int unused;
        status = shape_wrap_dim(dim, values->ndim, &unused);
    }
    if (status == STATUS_OK) {
        status = check_index("scatter", x, at, index, values);
    }
    if (status == STATUS_OK) {
        status = autograd_check_inplace(x);
    }
    if (status == STATUS_OK) {
        status = values != NULL ? (tensor_ref(values), STATUS_OK)
                                : tensor_full(x->dtype, 0, NULL, source.scalar, &values);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool wanted = autograd_wants(x) || (source.tensor != NULL && autograd_wants(values));
    if (wanted) {
        node = node_for(how == SCATTER_ADD      ? &scatter_add_type
                        : source.tensor != NULL ? &scatter_type
                                                : &scatter_number_type,
                        2, x, at, index, how);
        if (node != NULL && source.tensor != NULL) {
            node_connect(node, 1, values);
        }
        status = node != NULL ? STATUS_OK : STATUS_MEMORY;
    }
    if (status == STATUS_OK) {
        status = scatter_values(x, at, index, values,
                                how == SCATTER_WRITE ? COPY
                                : how == SCATTER_ADD ? ADD
                                                     : MULTIPLY);
    }
    tensor_unref(values);
    if (status != STATUS_OK) {
        node_unref(node);
        return status;
    }
    return autograd_rebase(x, node);
}

// ---- whole slices

static enum status check_vector(const char *name, const struct tensor *index)
{
    if (index->ndim > 1) {
        return failure(FAILURE_INDEX, "%s(): Index is supposed to be a vector", name);
    }
    return STATUS_OK;
}

// The index as int64 of one dimension, and every position within bounds; a new reference.
static enum status prepare(const struct tensor *x, int dim, struct tensor *index,
                           struct tensor **ret_index)
{
    struct tensor *row;
    int64_t size = x->ndim > 0 ? x->shape[dim] : 1;
    enum status status = tensor_cast_values(index, DTYPE_INT64, &row);
    if (status == STATUS_OK && index->ndim == 0) {
        struct tensor *column;
        status = tensor_unsqueeze(row, 0, &column);
        tensor_unref(row);
        row = column;
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (int64_t i = 0; i < row->numel; i++) {
        int64_t position = tensor_longs(row)[i];
        if (position < 0 || position >= size) {
            tensor_unref(row);
            return failure(FAILURE_INDEX, "index out of range in self");
        }
    }
    *ret_index = row;
    return STATUS_OK;
}

enum status tensor_index_select(struct tensor *x, int64_t dim, struct tensor *index,
                                struct tensor **ret_tensor)
{
    int at;
    struct tensor *indices[TENSOR_DIMS + 1] = {NULL}, *row;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = check_vector("index_select", index);
    }
    if (status == STATUS_OK && index->dtype != DTYPE_INT64 && index->dtype != DTYPE_INT32) {
        status =
            failure(FAILURE_RUNTIME, "index_select(): Expected dtype int32 or int64 for index");
    }
    if (status == STATUS_OK) {
        status = prepare(x, at, index, &row);
    }
    if (status != STATUS_OK) {
        return status;
    }
    indices[at] = row;
    if (x->ndim > 0) {
        status = index_get(x, indices, INDEX_AS_SELECT, ret_tensor);
    } else {
        status = tensor_clone(x, ret_tensor);
    }
    tensor_unref(row);
    return status;
}

static enum status put_slices(struct tensor *x, int64_t dim, struct tensor *index,
                              struct tensor *source, bool add, enum index_put_name name)
{
    int at;
    struct tensor *indices[TENSOR_DIMS + 1] = {NULL}, *row;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = prepare(x, at, index, &row);
    }
    if (status != STATUS_OK) {
        return status;
    }
    indices[at] = row;
    status = index_put(x, indices, source, add, name);
    tensor_unref(row);
    return status;
}

enum status tensor_index_add_(struct tensor *x, int64_t dim, struct tensor *index,
                              struct tensor *source, struct scalar alpha)
{
    int at;
    struct tensor *scaled;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = check_vector("index_add_", index);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int64_t given = source->ndim > 0 ? source->shape[at] : 1;
    if (given != index->numel) {
        return failure(FAILURE_RUNTIME,
                       "index_add_(): Number of indices (%lld) should be equal to "
                       "source.size(dim): (%lld), for dim: %d",
                       (long long)index->numel, (long long)given, at);
    }
    status = tensor_arithmetic(ARITHMETIC_MUL, operand_tensor(source), operand_scalar(alpha),
                               scalar_int(1), &scaled);
    if (status == STATUS_OK) {
        status = put_slices(x, at, index, scaled, true, INDEX_PUT_ADD);
        tensor_unref(scaled);
    }
    return status;
}

enum status tensor_index_copy_(struct tensor *x, int64_t dim, struct tensor *index,
                               struct tensor *source)
{
    int at;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = check_vector("index_copy_", index);
    }
    int64_t given = status == STATUS_OK && source->ndim > 0 ? source->shape[at] : 1;
    if (status == STATUS_OK && given != index->numel) {
        status = failure(FAILURE_INDEX,
                         "index_copy_(): Number of indices (%lld) should be equal to "
                         "source.size(dim) (%lld)",
                         (long long)index->numel, (long long)given);
    }
    return status == STATUS_OK ? put_slices(x, at, index, source, false, INDEX_PUT_COPY) : status;
}

enum status tensor_index_fill_(struct tensor *x, int64_t dim, struct tensor *index,
                               struct scalar value)
{
    struct tensor *filler;
    if (index->dtype != DTYPE_INT64) {
        return failure(FAILURE_INDEX, "index_fill_(): Expected dtype int64 for index.");
    }
    enum status status = tensor_full(x->dtype, 0, NULL, value, &filler);
    if (status == STATUS_OK) {
        status = put_slices(x, dim, index, filler, false, INDEX_PUT_FILL);
        tensor_unref(filler);
    }
    return status;
}

enum status tensor_take(struct tensor *x, struct tensor *index, struct tensor **ret_tensor)
{
    struct tensor *flat, *indices[TENSOR_DIMS + 1] = {index};
    if (index->dtype != DTYPE_INT64) {
        return failure(FAILURE_RUNTIME, "take(): Expected a long tensor for index, but got %s",
                       dtype_facts[index->dtype].scalar_name);
    }
    for (int64_t i = 0; i < index->numel && index->contiguous; i++) {
        int64_t position = tensor_longs(index)[i];
        if (position < -x->numel || position >= x->numel) {
            return failure(FAILURE_INDEX,
                           "out of range: tried to access index %lld on a tensor of %lld "
                           "elements.",
                           (long long)position, (long long)x->numel);
        }
    }
    enum status status = tensor_reshape(x, 1, (int64_t[]){-1}, &flat);
    if (status == STATUS_OK) {
        status = index_get(flat, indices, INDEX_AS_TAKE, ret_tensor);
        tensor_unref(flat);
    }
    return status;
}
