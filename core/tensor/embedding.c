// Rows of a table: weight (N,D), index (…) -> (…,D); back: d_weight[index] += d_out.
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/embedding.h"

struct params {
    int64_t rows, columns, padding;
};

#define ADD_ROWS(T, SUFFIX)                                                                  \
    static void add_rows_##SUFFIX(T *to, const T *from, const int64_t *index, int64_t count, \
                                  const struct params *params)                               \
    {                                                                                        \
        for (int64_t i = 0; i < count; i++, from += params->columns) {                       \
            T *row = to + index[i] * params->columns;                                        \
            for (int64_t j = 0; j < params->columns && index[i] != params->padding; j++) {   \
                row[j] += from[j];                                                           \
            }                                                                                \
        }                                                                                    \
    }
ADD_ROWS(float, float32)
ADD_ROWS(double, float64)

static enum status embedding_back(struct node *node, struct tensor **grads,
                                  struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *index, *packed, *out;
    enum status status = node_saved(node, 0, &index);
    if (status == STATUS_OK) {
        status = tensor_contiguous(grads[0], &packed);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_zeros(packed->dtype, 2, (int64_t[]){params->rows, params->columns}, &out);
    if (status == STATUS_OK) {
        const int64_t *numbers = tensor_longs(index);
        if (packed->dtype == DTYPE_FLOAT32) {
            add_rows_float32(tensor_data(out), tensor_data(packed), numbers, index->numel, params);
        } else {
            add_rows_float64(tensor_data(out), tensor_data(packed), numbers, index->numel, params);
        }
        ret_grads[0] = out;
    }
    tensor_unref(packed);
    return status;
}

static const struct node_type embedding_type = {"EmbeddingBackward0", embedding_back, NULL};

static enum status take_rows(const struct tensor *weight, const struct tensor *index,
                             struct tensor *out)
{
    size_t row = (size_t)weight->shape[1] * tensor_item_size(weight);
    const int64_t *numbers = tensor_longs(index);
    for (int64_t i = 0; i < index->numel; i++) {
        if (numbers[i] < 0 || numbers[i] >= weight->shape[0]) {
            return failure(FAILURE_INDEX, "index out of range in self");
        }
        memcpy((char *)tensor_data(out) + (size_t)i * row,
               (const char *)tensor_data(weight) + (size_t)numbers[i] * row, row);
    }
    return STATUS_OK;
}

static enum status record(struct tensor *out, struct tensor *weight, struct tensor *index,
                          int64_t padding)
{
    struct node *node = node_create(&embedding_type, 1, 1, sizeof(struct params));
    if (node != NULL) {
        *(struct params *)node->params =
            (struct params){weight->shape[0], weight->shape[1], padding};
        node_connect(node, 0, weight);
        node_save(node, 0, index);
    }
    return autograd_attach(out, node);
}

// Everything packed.
static enum status embed(struct tensor *weight, struct tensor *table, struct tensor *index,
                         int64_t padding, struct tensor **ret_tensor)
{
    struct tensor *out;
    int64_t shape[TENSOR_DIMS];
    memcpy(shape, index->shape, sizeof(int64_t) * index->ndim);
    shape[index->ndim] = weight->shape[1];
    enum status status = tensor_create(weight->dtype, index->ndim + 1, shape, &out);
    if (status != STATUS_OK) {
        return status;
    }
    status = take_rows(table, index, out);
    if (status == STATUS_OK && autograd_wants(weight)) {
        status = record(out, weight, index, padding);
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

enum status tensor_embedding(struct tensor *weight, struct tensor *index, int64_t padding,
                             struct tensor **ret_tensor)
{
    if (weight->ndim != 2) {
        return failure(FAILURE_RUNTIME, "'weight' must be 2-D");
    }
    if (index->dtype != DTYPE_INT64 && index->dtype != DTYPE_INT32) {
        return failure(FAILURE_RUNTIME,
                       "Expected tensor for argument #1 'indices' to have one of the following "
                       "scalar types: Long, Int; but got torch.%sTensor instead (while checking "
                       "arguments for embedding)",
                       dtype_facts[index->dtype].scalar_name);
    }
    if (index->ndim + 1 > TENSOR_DIMS) {
        return status_fail(STATUS_UNSUPPORTED, "ranksh has no tensors of more than %d dimensions",
                           TENSOR_DIMS);
    }
    struct tensor *longs = NULL, *packed = NULL, *table = NULL;
    enum status status = tensor_to_dtype(index, DTYPE_INT64, &longs);
    if (status == STATUS_OK) {
        status = tensor_contiguous(longs, &packed);
    }
    if (status == STATUS_OK) {
        status = weight->contiguous ? STATUS_OK : tensor_pack_values(weight, &table);
    }
    if (status == STATUS_OK) {
        status = embed(weight, table != NULL ? table : weight, packed, padding, ret_tensor);
    }
    tensor_unref(longs);
    tensor_unref(packed);
    tensor_unref(table);
    return status;
}
