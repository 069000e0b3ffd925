// Reading and writing by positions: gather, scatter, index_select, take, nonzero.
#include <string.h>

#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/gather.h"
#include "core/tensor/index.h"
#include "core/tensor/view.h"
#include "core/torch/functions.h"
#include "core/torch/tensor_lists.h"

static struct value gather(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        tensor_gather(call_tensor(call, 0), call_int(call, 1), call_tensor(call, 2), &result);
    return tensor_result(status, result);
}

static struct value take_along_dim(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *index = call_tensor(call, 1), *result = NULL;
    if (!call_has(call, 2)) {
        enum status status = tensor_take(x, index, &result);
        return tensor_result(status, result);
    }
    enum status status = tensor_gather(x, call_int(call, 2), index, &result);
    return tensor_result(status, result);
}

// ---- writing

enum { IN_PLACE = 16 };

// scatter(dim, index, src or value, *, reduce), scatter_add: detail is the enum scatter
static bool how_to_scatter(const struct call *call, enum scatter *ret_how)
{
    int reduce = call_find(call, "reduce");
    const char *name = reduce >= 0 && call_has(call, reduce) ? call_text(call, reduce) : NULL;
    *ret_how = (enum scatter)(call->function->detail & ~IN_PLACE);
    if (name == NULL) {
        return true;
    }
    if (strcmp(name, "add") != 0 && strcmp(name, "multiply") != 0) {
        return raise_false(&exception_runtime_error,
                           "reduce argument must be either add or multiply.");
    }
    *ret_how = name[0] == 'a' ? SCATTER_ADD : SCATTER_MULTIPLY;
    return true;
}

static struct value scatter(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *target = x;
    bool in_place = call->function->detail & IN_PLACE;
    enum scatter how;
    enum status status = STATUS_OK;
    if (!how_to_scatter(call, &how)) {
        return value_unset;
    }
    if (!in_place) {
        status = tensor_clone(x, &target);
    }
    if (status == STATUS_OK) {
        status = tensor_scatter_(target, call_int(call, 1), call_tensor(call, 2),
                                 call_operand(call, 3), how);
        if (status != STATUS_OK && !in_place) {
            tensor_unref(target);
        }
    }
    return in_place ? functions_in_place(call, status) : tensor_result(status, target);
}

enum written { WRITTEN_ADD, WRITTEN_COPY, WRITTEN_FILL };

static enum status write(const struct call *call, struct tensor *x)
{
    struct tensor *index = call_tensor(call, 2);
    struct operand value;
    switch ((enum written)(call->function->detail & ~IN_PLACE)) {
    case WRITTEN_ADD:
        return tensor_index_add_(x, call_int(call, 1), index, call_tensor(call, 3),
                                 call_scalar(call, 4));
    case WRITTEN_COPY:
        return tensor_index_copy_(x, call_int(call, 1), index, call_tensor(call, 3));
    case WRITTEN_FILL:
        value = call_operand(call, 3);
        return tensor_index_fill_(x, call_int(call, 1), index,
                                  value.tensor != NULL ? tensor_element(value.tensor, 0)
                                                       : value.scalar);
    }
    return STATUS_OK;
}

// index_add, index_copy, index_fill
static struct value indexed_write(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *target = x;
    bool in_place = call->function->detail & IN_PLACE;
    enum status status = in_place ? STATUS_OK : tensor_clone(x, &target);
    if (status == STATUS_OK) {
        status = write(call, target);
        if (status != STATUS_OK && !in_place) {
            tensor_unref(target);
        }
    }
    return in_place ? functions_in_place(call, status) : tensor_result(status, target);
}

static struct value index_put_(struct call *call)
{
    struct tensor *indices[TENSOR_DIMS] = {0};
    const struct value list = call->args[1];
    bool tuple = type_is_instance(list, &tuple_type);
    if (!tuple && !type_is_instance(list, &list_type)) {
        return raise_type("index_put_(): argument 'indices' (position 1) must be tuple of Tensors, "
                          "not %s",
                          type_name(list));
    }
    size_t count = tuple ? tuple_of(list)->count : list_of(list)->count;
    const struct value *items = tuple ? tuple_of(list)->items : list_of(list)->items;
    if (count > TENSOR_DIMS) {
        return raise_error(&exception_index_error, "too many indices for tensor of dimension %d",
                           call_tensor(call, 0)->ndim);
    }
    for (size_t i = 0; i < count; i++) {
        indices[i] = tensor_of(items[i]);
    }
    return functions_in_place(call, tensor_index_put_(call_tensor(call, 0), (int)count, indices,
                                                      call_tensor(call, 2), call_bool(call, 3)));
}

// ---- reading

static struct value index_select(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        tensor_index_select(call_tensor(call, 0), call_int(call, 1), call_tensor(call, 2), &result);
    return tensor_result(status, result);
}

static struct value take(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_take(call_tensor(call, 0), call_tensor(call, 1), &result);
    return tensor_result(status, result);
}

static struct value masked_select(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_masked_select(call_tensor(call, 0), call_tensor(call, 1), &result);
    return tensor_result(status, result);
}

static struct value nonzero(struct call *call)
{
    struct tensor *result = NULL;
    if (call_bool(call, 1)) {
        return tensor_list_of_places(call_tensor(call, 0));
    }
    enum status status = tensor_nonzero(call_tensor(call, 0), &result);
    return tensor_result(status, result);
}

// repeat_interleave(x, repeats, dim): each element so often; `repeats` a number or one for each.
static enum status repeated_places(struct operand repeats, int64_t n, struct tensor **ret_index)
{
    int64_t total = 0;
    struct tensor *index;
    bool each = repeats.tensor != NULL && repeats.tensor->numel > 1;
    if (each && (repeats.tensor->ndim != 1 || repeats.tensor->numel != n)) {
        return failure(FAILURE_RUNTIME, "repeats must have the same size as input along dim");
    }
    int64_t same = repeats.tensor == NULL ? scalar_integer(repeats.scalar)
                   : each                 ? 0
                                          : scalar_integer(tensor_element(repeats.tensor, 0));
    for (int64_t i = 0; i < n; i++) {
        int64_t times =
            each ? scalar_integer(tensor_element(repeats.tensor, i * repeats.tensor->strides[0]))
                 : same;
        if (times < 0) {
            return failure(FAILURE_RUNTIME, "repeats can not be negative");
        }
        total += times;
    }
    enum status status = tensor_create(DTYPE_INT64, 1, &total, &index);
    for (int64_t i = 0, at = 0; status == STATUS_OK && i < n; i++) {
        int64_t times =
            each ? scalar_integer(tensor_element(repeats.tensor, i * repeats.tensor->strides[0]))
                 : same;
        for (int64_t k = 0; k < times; k++) {
            tensor_longs(index)[at++] = i;
        }
    }
    if (status == STATUS_OK) {
        *ret_index = index;
    }
    return status;
}

static struct value repeat_interleave(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *flat, *index = NULL, *result = NULL;
    int64_t all = -1, dim = call_has(call, 2) ? call_int(call, 2) : 0;
    int at;
    enum status status = STATUS_OK;
    if (call_has(call, 2)) {
        flat = tensor_ref(x);
    } else {
        status = tensor_reshape(x, 1, &all, &flat);
    }
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    status = shape_wrap_dim(dim, flat->ndim, &at);
    if (status == STATUS_OK) {
        status =
            repeated_places(call_operand(call, 1), flat->ndim > 0 ? flat->shape[at] : 1, &index);
    }
    if (status == STATUS_OK) {
        status = tensor_index_select(flat, at, index, &result);
        tensor_unref(index);
    }
    tensor_unref(flat);
    return tensor_result(status, result);
}

static struct value bincount(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *weights = call_tensor(call, 1), *out = NULL;
    int64_t size = call_int(call, 2);
    if (x->ndim != 1 || dtype_is_float(x->dtype) || x->dtype == DTYPE_BOOL) {
        return raise_error(&exception_runtime_error,
                           x->ndim != 1 ? "bincount only supports 1-d non-negative integral inputs."
                                        : "\"bincount_cpu\" not implemented for '%s'",
                           dtype_facts[x->dtype].scalar_name);
    }
    for (int64_t i = 0; i < x->numel; i++) {
        int64_t value = scalar_integer(tensor_element(x, i * x->strides[0]));
        if (value < 0) {
            return raise_error(&exception_runtime_error,
                               "bincount only supports 1-d non-negative integral inputs.");
        }
        size = value >= size ? value + 1 : size;
    }
    if (weights != NULL && (weights->ndim != 1 || weights->numel != x->numel)) {
        return raise_error(&exception_runtime_error,
                           "weights should be 1-d and have the same length as input");
    }
    enum dtype dtype = weights == NULL                   ? DTYPE_INT64
                       : weights->dtype == DTYPE_FLOAT32 ? DTYPE_FLOAT32
                                                         : DTYPE_FLOAT64;
    enum status status = tensor_zeros(dtype, 1, &size, &out);
    for (int64_t i = 0; status == STATUS_OK && i < x->numel; i++) {
        int64_t at = scalar_integer(tensor_element(x, i * x->strides[0]));
        struct scalar add =
            weights == NULL ? scalar_int(1) : tensor_element(weights, i * weights->strides[0]);
        struct scalar sum = tensor_element(out, at);
        tensor_set_element(out, at,
                           dtype == DTYPE_INT64
                               ? scalar_int(sum.integer + 1)
                               : scalar_float(scalar_number(sum) + scalar_number(add)));
    }
    return tensor_result(status, out);
}

#define SCATTER                                                                                   \
    "(Tensor input, int64_t dim, Tensor index, Tensor src, *, Tensor out=None)\n"                 \
    "(Tensor input, int64_t dim, Tensor index, Tensor src, *, c10::string_view reduce, Tensor "   \
    "out=None)\n"                                                                                 \
    "(Tensor input, int64_t dim, Tensor index, Scalar value, *, Tensor out=None)\n"               \
    "(Tensor input, int64_t dim, Tensor index, Scalar value, *, c10::string_view reduce, Tensor " \
    "out=None)"
#define SCATTER_SUM                                                      \
    "(Tensor input, int64_t dim, Tensor index, Tensor src" SIGNATURE_OUT \
    "\n(Tensor input, Dimname dim, Tensor index, Tensor src)"
#define INDEX_SUM                                                                         \
    "(Tensor input, int64_t dim, Tensor index, Tensor source, *, Scalar alpha=1, Tensor " \
    "out=None)\n(Tensor input, Dimname dim, Tensor index, Tensor source, *, Scalar alpha=1)"
#define INDEX_COPY                                                          \
    "(Tensor input, int64_t dim, Tensor index, Tensor source" SIGNATURE_OUT \
    "\n(Tensor input, Dimname dim, Tensor index, Tensor source)"
#define INDEX_FILL                                              \
    "(Tensor input, int64_t dim, Tensor index, Tensor value)\n" \
    "(Tensor input, Dimname dim, Tensor index, Tensor value)\n" \
    "(Tensor input, int64_t dim, Tensor index, Scalar value)\n" \
    "(Tensor input, Dimname dim, Tensor index, Scalar value)"

const struct torch_function functions_index[] = {
    {"gather",
     "(Tensor input, int64_t dim, Tensor index, *, bool sparse_grad=False, Tensor out=None)\n"
     "(Tensor input, Dimname dim, Tensor index, *, bool sparse_grad=False, Tensor out=None)",
     gather, CALL_BOTH, 0, NULL},
    {"take_along_dim", "(Tensor input, Tensor indices, int64_t? dim=None, *, Tensor out=None)",
     take_along_dim, CALL_BOTH, 0, NULL},
    {"scatter", SCATTER, scatter, CALL_BOTH, SCATTER_WRITE, NULL},
    {"scatter_", SCATTER, scatter, CALL_METHOD, SCATTER_WRITE | IN_PLACE, NULL},
    {"scatter_add", SCATTER_SUM, scatter, CALL_BOTH, SCATTER_ADD, NULL},
    {"scatter_add_", "(Tensor input, int64_t dim, Tensor index, Tensor src)", scatter, CALL_METHOD,
     SCATTER_ADD | IN_PLACE, NULL},
    {"index_add", INDEX_SUM, indexed_write, CALL_BOTH, WRITTEN_ADD, NULL},
    {"index_add_", "(Tensor input, int64_t dim, Tensor index, Tensor source, *, Scalar alpha=1)",
     indexed_write, CALL_METHOD, WRITTEN_ADD | IN_PLACE, NULL},
    {"index_copy", INDEX_COPY, indexed_write, CALL_BOTH, WRITTEN_COPY, NULL},
    {"index_copy_", INDEX_COPY, indexed_write, CALL_METHOD, WRITTEN_COPY | IN_PLACE, NULL},
    {"index_fill", INDEX_FILL, indexed_write, CALL_BOTH, WRITTEN_FILL, NULL},
    {"index_fill_", INDEX_FILL, indexed_write, CALL_METHOD, WRITTEN_FILL | IN_PLACE, NULL},
    {"index_put_", "(Tensor input, PyObject* indices, Tensor values, bool accumulate=False)",
     index_put_, CALL_METHOD, 0, NULL},
    {"index_select",
     "(Tensor input, int64_t dim, Tensor index, *, Tensor out=None)\n"
     "(Tensor input, Dimname dim, Tensor index, *, Tensor out=None)",
     index_select, CALL_BOTH, 0, NULL},
    {"take", "(Tensor input, Tensor index" SIGNATURE_OUT, take, CALL_BOTH, 0, NULL},
    {"masked_select", "(Tensor input, Tensor mask" SIGNATURE_OUT, masked_select, CALL_BOTH, 0,
     NULL},
    {"nonzero", "(Tensor input, *, bool as_tuple=False, Tensor out=None)", nonzero, CALL_BOTH, 0,
     NULL},
    {"argwhere", SIGNATURE_PLAIN, nonzero, CALL_BOTH, 0, NULL},
    {"repeat_interleave",
     "(Tensor input, Tensor repeats, int64_t? dim=None, *, int64_t? output_size=None)\n"
     "(Tensor input, int64_t repeats, int64_t? dim=None, *, int64_t? output_size=None)",
     repeat_interleave, CALL_BOTH, 0, NULL},
    {"bincount", "(Tensor input, Tensor? weights=None, int64_t minlength=0)", bincount, CALL_BOTH,
     0, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
