// Sorting, the largest few, where the largest lies, medians, distinct values.
#include "core/lang/containers/tuple.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/order.h"
#include "core/tensor/reduce.h"
#include "core/torch/functions.h"
#include "core/torch/small_types.h"

static struct value pair(enum status status, enum named_result name, struct tensor *values,
                         struct tensor *indices)
{
    return status == STATUS_OK ? named_result_value(name, values, indices) : raise_failure(status);
}

// max, min: of all, of two tensors, along a dimension. detail: true for max
static struct value max(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *values = NULL, *indices = NULL;
    bool largest = call->function->detail;
    enum status status;
    switch (call->which) {
    case 0:
        status = tensor_max_all(x, largest, &values);
        return tensor_result(status, values);
    case 1:
        status =
            tensor_arithmetic(largest ? ARITHMETIC_MAXIMUM : ARITHMETIC_MINIMUM, operand_tensor(x),
                              call_operand(call, 1), scalar_int(1), &values);
        return tensor_result(status, values);
    }
    status = tensor_max_dim(x, largest, call_int(call, 1), call_bool(call, 2), &values, &indices);
    return pair(status, largest ? NAMED_MAX : NAMED_MIN, values, indices);
}

// argmax, argmin
static struct value argmax(struct call *call)
{
    struct tensor *result = NULL;
    int64_t dim = call_has(call, 1) ? call_int(call, 1) : 0;
    enum status status =
        tensor_argmax(call_tensor(call, 0), call->function->detail, call_has(call, 1) ? &dim : NULL,
                      call_bool(call, 2), &result);
    return tensor_result(status, result);
}

static enum status smallest_and_largest(struct tensor *x, const struct reduce_dims *dims,
                                        struct tensor **ret_smallest, struct tensor **ret_largest)
{
    enum status status = tensor_amax(x, false, dims, ret_smallest);
    if (status == STATUS_OK) {
        status = tensor_amax(x, true, dims, ret_largest);
        if (status != STATUS_OK) {
            tensor_unref(*ret_smallest);
        }
    }
    return status;
}

static struct value aminmax(struct call *call)
{
    struct tensor *smallest = NULL, *largest = NULL;
    int64_t dim = call_has(call, 1) ? call_int(call, 1) : 0;
    struct reduce_dims dims = {call_has(call, 1), &dim, call_bool(call, 2)};
    if (call_tensor(call, 0)->numel == 0 && !call_has(call, 1)) {
        return raise_error(&exception_runtime_error,
                           "aminmax(): cannot compute aminmax over an empty dimension as the "
                           "operation has no identity.");
    }
    enum status status = smallest_and_largest(call_tensor(call, 0), &dims, &smallest, &largest);
    return pair(status, NAMED_AMINMAX, smallest, largest);
}

// sort: detail 0; argsort: 1. The forms with `stable` have it first.
static struct value sort(struct call *call)
{
    struct tensor *values = NULL, *indices = NULL;
    int at = call->which == 0 ? 2 : 1;
    enum status status = tensor_sort(call_tensor(call, 0), call_int(call, at),
                                     call_bool(call, at + 1), &values, &indices);
    if (call->function->detail == 0 || status != STATUS_OK) {
        return pair(status, NAMED_SORT, values, indices);
    }
    tensor_unref(values);
    return tensor_value(indices);
}

static struct value msort(struct call *call)
{
    struct tensor *values = NULL, *indices = NULL;
    enum status status = tensor_sort(call_tensor(call, 0), 0, false, &values, &indices);
    if (status == STATUS_OK) {
        tensor_unref(indices);
    }
    return tensor_result(status, values);
}

static struct value topk(struct call *call)
{
    struct tensor *values = NULL, *indices = NULL;
    enum status status = tensor_topk(call_tensor(call, 0), call_int(call, 1), call_int(call, 2),
                                     call_bool(call, 3), &values, &indices);
    return pair(status, NAMED_TOPK, values, indices);
}

static struct value kthvalue(struct call *call)
{
    struct tensor *values = NULL, *indices = NULL;
    enum status status = tensor_kthvalue(call_tensor(call, 0), call_int(call, 1), call_int(call, 2),
                                         call_bool(call, 3), &values, &indices);
    return pair(status, NAMED_KTHVALUE, values, indices);
}

static struct value median(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *values = NULL, *indices = NULL;
    if (call->which == 0) {
        enum status status = tensor_median_all(x, &values);
        return tensor_result(status, values);
    }
    enum status status = tensor_median(x, call_int(call, 1), call_bool(call, 2), &values, &indices);
    return pair(status, NAMED_MEDIAN, values, indices);
}

static struct value mode(struct call *call)
{
    struct tensor *values = NULL, *indices = NULL;
    enum status status =
        tensor_mode(call_tensor(call, 0), call_int(call, 1), call_bool(call, 2), &values, &indices);
    return pair(status, NAMED_MODE, values, indices);
}

// cummax, cummin
static struct value cummax(struct call *call)
{
    struct tensor *values = NULL, *indices = NULL;
    bool largest = call->function->detail;
    enum status status =
        tensor_cummax(call_tensor(call, 0), largest, call_int(call, 1), &values, &indices);
    return pair(status, largest ? NAMED_CUMMAX : NAMED_CUMMIN, values, indices);
}

// unique(sorted, return_inverse, return_counts, dim)
static struct value unique(struct call *call)
{
    struct tensor *tensors[3] = {NULL, NULL, NULL};
    bool inverse = call_bool(call, 2), counts = call_bool(call, 3);
    if (call_has(call, 4)) {
        return raise_refused("ranksh has no torch.unique with dim=");
    }
    enum status status = tensor_unique(call_tensor(call, 0), &tensors[0],
                                       inverse ? &tensors[1] : NULL, counts ? &tensors[2] : NULL);
    if (status != STATUS_OK || (!inverse && !counts)) {
        return tensor_result(status, tensors[0]);
    }
    struct value parts[3];
    size_t count = 0;
    for (int i = 0; i < 3; i++) {
        if (tensors[i] != NULL) {
            parts[count++] = tensor_value(tensors[i]);
        }
    }
    struct value result = value_object(tuple_from(parts, count));
    for (size_t i = 0; i < count; i++) {
        value_unref(parts[i]);
    }
    return result;
}

#define DIM_OUT "bool keepdim=False, *, TensorList[2] out=None)"
#define MAX                                              \
    "(Tensor input)\n"                                   \
    "(Tensor input, Tensor other, *, Tensor out=None)\n" \
    "(Tensor input, int64_t dim, " DIM_OUT "\n(Tensor input, Dimname dim, " DIM_OUT
#define CUMULATED                                              \
    "(Tensor input, int64_t dim, *, TensorList[2] out=None)\n" \
    "(Tensor input, Dimname dim, *, TensorList[2] out=None)"
#define DIMENSION "(Tensor input, int64_t? dim=None, bool keepdim=False" SIGNATURE_OUT
#define SORT(stable)                                                                \
    "(Tensor input, *, " stable " stable, int64_t dim=-1, bool descending=False)\n" \
    "(Tensor input, int64_t dim=-1, bool descending=False)\n"                       \
    "(Tensor input, *, " stable " stable, Dimname dim, bool descending=False)\n"    \
    "(Tensor input, Dimname dim, bool descending=False)"

const struct torch_function functions_order[] = {
    {"max", MAX, max, CALL_BOTH, true, NULL},
    {"min", MAX, max, CALL_BOTH, false, NULL},
    {"argmax", DIMENSION, argmax, CALL_BOTH, true, NULL},
    {"argmin", DIMENSION, argmax, CALL_BOTH, false, NULL},
    {"aminmax", "(Tensor input, *, int64_t? dim=None, bool keepdim=False)", aminmax, CALL_BOTH, 0,
     NULL},
    {"sort", SORT("bool?"), sort, CALL_BOTH, 0, NULL},
    {"argsort", SORT("bool"), sort, CALL_BOTH, 1, NULL},
    {"msort", SIGNATURE_UNARY, msort, CALL_BOTH, 0, NULL},
    {"topk",
     "(Tensor input, int64_t k, int64_t dim=-1, bool largest=True, bool sorted=True, *, "
     "TensorList[2] out=None)",
     topk, CALL_BOTH, 0, NULL},
    {"kthvalue",
     "(Tensor input, int64_t k, int64_t dim=-1, " DIM_OUT
     "\n(Tensor input, int64_t k, Dimname dim, " DIM_OUT,
     kthvalue, CALL_BOTH, 0, NULL},
    {"median",
     "(Tensor input)\n(Tensor input, int64_t dim, " DIM_OUT
     "\n(Tensor input, Dimname dim, " DIM_OUT,
     median, CALL_BOTH, 0, NULL},
    {"mode", "(Tensor input, int64_t dim=-1, " DIM_OUT "\n(Tensor input, Dimname dim, " DIM_OUT,
     mode, CALL_BOTH, 0, NULL},
    {"cummax", CUMULATED, cummax, CALL_BOTH, true, NULL},
    {"cummin", CUMULATED, cummax, CALL_BOTH, false, NULL},
    {"unique",
     "(Tensor input, bool sorted=True, bool return_inverse=False, bool return_counts=False, "
     "int64_t? dim=None)",
     unique, CALL_BOTH, 0, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
