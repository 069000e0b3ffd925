// Tensors from nothing and from data.
#include <math.h>
#include <string.h>

#include "core/base/text.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/object.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/view.h"
#include "core/torch/from_data.h"
#include "core/torch/functions.h"
#include "core/torch/functions_options.h"
#include "core/torch/numbers.h"
#include "core/torch/small_types.h"
#include "core/torch/warning.h"

// ---- the options that all of them have

bool functions_options(const struct call *call, enum dtype standard, struct options *ret_options)
{
    int dtype = call_find(call, "dtype"), device = call_find(call, "device");
    int requires_grad = call_find(call, "requires_grad");
    int pinned = call_find(call, "pin_memory");
    ret_options->dtype = standard;
    ret_options->has_dtype = dtype >= 0 && call_dtype(call, dtype, &ret_options->dtype);
    ret_options->requires_grad = requires_grad >= 0 && call_bool(call, requires_grad);
    if (pinned >= 0 && call_bool(call, pinned)) {
        return raise_false(&exception_runtime_error,
                           "Need to provide pin_memory allocator to use pin memory.");
    }
    return device < 0 || !call_has(call, device) || device_check(call->args[device]);
}

struct value functions_made(enum status status, struct tensor *tensor,
                            const struct options *options)
{
    if (status == STATUS_OK && options->requires_grad) {
        status = dtype_is_float(tensor->dtype)
                     ? autograd_require(tensor, true)
                     : failure(FAILURE_RUNTIME, "Only Tensors of floating point and complex dtype "
                                                "can require gradients");
        if (status != STATUS_OK) {
            tensor_unref(tensor);
        }
    }
    return tensor_result(status, tensor);
}

bool functions_shape(const struct call *call, int i, struct shape *ret_shape)
{
    return call_ints(call, i, TENSOR_DIMS, ret_shape->sizes, &ret_shape->ndim);
}

// ---- filled

static struct value filled(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    struct shape shape;
    if (!functions_options(call, dtype_default, &options) || !functions_shape(call, 0, &shape)) {
        return value_unset;
    }
    enum status status = tensor_full(options.dtype, shape.ndim, shape.sizes,
                                     scalar_int(call->function->detail), &tensor);
    return functions_made(status, tensor, &options);
}

static struct value empty(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    struct shape shape;
    if (!functions_options(call, dtype_default, &options) || !functions_shape(call, 0, &shape)) {
        return value_unset;
    }
    enum status status = tensor_create(options.dtype, shape.ndim, shape.sizes, &tensor);
    return functions_made(status, tensor, &options);
}

static struct value full(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    struct shape shape;
    struct scalar value = call_scalar(call, 1);
    if (!functions_options(call, scalar_dtype(value), &options) ||
        !functions_shape(call, 0, &shape)) {
        return value_unset;
    }
    enum status status = tensor_full(options.dtype, shape.ndim, shape.sizes, value, &tensor);
    return functions_made(status, tensor, &options);
}

static struct value eye(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    int64_t rows = call_int(call, 0), columns = call->which == 1 ? call_int(call, 1) : rows;
    if (!functions_options(call, dtype_default, &options)) {
        return value_unset;
    }
    enum status status = tensor_eye(rows, columns, options.dtype, &tensor);
    return functions_made(status, tensor, &options);
}

static struct value scalar_tensor(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    if (!functions_options(call, dtype_default, &options)) {
        return value_unset;
    }
    enum status status = tensor_of_scalar(call_scalar(call, 0), options.dtype, &tensor);
    return functions_made(status, tensor, &options);
}

// ---- counted

static struct value arange(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    struct scalar start = scalar_int(0), end = call_scalar(call, 0), step = scalar_int(1);
    if (call->which > 0) {
        start = end;
        end = call_scalar(call, 1);
    }
    if (call->which == 2) {
        step = call_scalar(call, 2);
    }
    bool whole = start.kind != DTYPE_CATEGORY_FLOAT && end.kind != DTYPE_CATEGORY_FLOAT &&
                 step.kind != DTYPE_CATEGORY_FLOAT;
    if (!functions_options(call, whole ? DTYPE_INT64 : dtype_default, &options)) {
        return value_unset;
    }
    enum status status = tensor_arange(start, end, step, options.dtype, &tensor);
    return functions_made(status, tensor, &options);
}

// torch.range: with its end.
static struct value range(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    double start = call_double(call, 0), end = call_double(call, 1), step = call_double(call, 2);
    if (!functions_options(call, dtype_default, &options)) {
        return value_unset;
    }
    warning_show("UserWarning",
                 "torch.range is deprecated and will be removed in a future release because "
                 "its behavior is inconsistent with Python's range builtin. Instead, use "
                 "torch.arange, which produces values in [start, end).");
    if (step == 0) {
        return raise_error(&exception_runtime_error, "step must be nonzero");
    }
    if ((step > 0) != (end >= start) && end != start) {
        return raise_error(&exception_runtime_error,
                           "upper bound and larger bound inconsistent with step sign");
    }
    double count = floor((end - start) / step + 1);
    enum status status = tensor_arange(scalar_float(start), scalar_float(start + step * count),
                                       scalar_float(step), options.dtype, &tensor);
    return functions_made(status, tensor, &options);
}

static struct value linspace(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    if (!functions_options(call, dtype_default, &options)) {
        return value_unset;
    }
    double start = call_double(call, 0), end = call_double(call, 1);
    enum status status = tensor_linspace(start, end, call_int(call, 2), options.dtype, &tensor);
    return functions_made(status, tensor, &options);
}

static struct value logspace(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    if (!functions_options(call, dtype_default, &options)) {
        return value_unset;
    }
    double start = call_double(call, 0), end = call_double(call, 1);
    enum status status = tensor_logspace(start, end, call_int(call, 2), call_double(call, 3),
                                         options.dtype, &tensor);
    return functions_made(status, tensor, &options);
}

// ---- from data

// A new tensor of `data`; of the type that is inferred unless the options say one.
static struct value of_data(struct value data, struct options *options)
{
    if (!options->has_dtype && !from_data_infer(data, &options->dtype)) {
        return value_unset;
    }
    struct tensor *tensor = from_data(data, options->dtype);
    return tensor != NULL ? functions_made(STATUS_OK, tensor, options) : value_unset;
}

static struct value tensor(struct call *call)
{
    struct options options;
    if (!functions_options(call, dtype_default, &options)) {
        return value_unset;
    }
    if (tensor_of(call->args[0]) != NULL) {
        warning_show("UserWarning",
                     "To copy construct from a tensor, it is recommended to use "
                     "sourceTensor.clone().detach() or "
                     "sourceTensor.clone().detach().requires_grad_(True), rather than "
                     "torch.tensor(sourceTensor).");
    }
    return of_data(call->args[0], &options);
}

static struct value new_tensor(struct call *call)
{
    struct options options;
    if (!functions_options(call, call_tensor(call, 0)->dtype, &options)) {
        return value_unset;
    }
    options.has_dtype = true;
    return of_data(call->args[1], &options);
}

// A tensor that has the type already is itself.
static struct value as_tensor(struct call *call)
{
    struct options options;
    struct tensor *x = tensor_of(call->args[0]), *result = NULL;
    if (!functions_options(call, dtype_default, &options)) {
        return value_unset;
    }
    if (x == NULL) {
        return of_data(call->args[0], &options);
    }
    if (!options.has_dtype || options.dtype == x->dtype) {
        return value_ref(call->args[0]);
    }
    enum status status = tensor_to_dtype(x, options.dtype, &result);
    return tensor_result(status, result);
}

static struct value constructor_words(const struct arguments *arguments)
{
    struct text types = {0};
    for (size_t i = 0; i < arguments->count; i++) {
        text_addf(&types, "%s%s", i > 0 ? ", " : "", type_name(arguments->values[i]));
    }
    raise_type("new() received an invalid combination of arguments - got (%s), but expected one "
               "of:\n * (*, torch.device device)\n * (torch.Storage storage)\n * (Tensor other)\n "
               "* (tuple of ints size, *, torch.device device)\n * (object data, *, torch.device "
               "device)\n",
               text_string(&types));
    text_finish(&types);
    return value_unset;
}

// torch.Tensor(…) and torch.FloatTensor(…): sizes, or data as floats.
struct value tensor_constructor(const struct arguments *arguments)
{
    struct tensor *made = NULL;
    struct options options = {.dtype = dtype_default, .has_dtype = true};
    int64_t sizes[TENSOR_DIMS];
    int ndim = 0;
    if (arguments->names != NULL && arguments->names->count > 0) {
        return constructor_words(arguments);
    }
    struct value first = arguments->count > 0 ? arguments->values[0] : value_unset;
    if (arguments->count == 1 && tensor_of(first) != NULL) {
        enum status status = tensor_view_as_itself(tensor_of(first), &made);
        return tensor_result(status, made);
    }
    if (arguments->count == 1 && value_is(first, &size_type)) {
        const struct tuple *size = tuple_of(first);
        for (size_t i = 0; i < size->count; i++) {
            sizes[ndim++] = size->items[i].integer;
        }
        enum status status = tensor_create(dtype_default, ndim, sizes, &made);
        return tensor_result(status, made);
    }
    if (arguments->count == 1 && from_data_is_sequence(first)) {
        return of_data(first, &options);
    }
    for (size_t i = 0; i < arguments->count; i++) {
        if (!value_is_int(arguments->values[i]) || i >= TENSOR_DIMS) {
            return arguments->count == 1
                       ? raise_type("new(): data must be a sequence (got %s)", type_name(first))
                   : i == 0 ? constructor_words(arguments)
                            : raise_type("new(): argument 'size' must be tuple of ints, but found "
                                         "element of type %s at pos %zu",
                                         type_name(arguments->values[i]), i + 1);
        }
        sizes[ndim++] = arguments->values[i].integer;
    }
    if (ndim == 0) {
        sizes[ndim++] = 0;
    }
    enum status status = tensor_create(dtype_default, ndim, sizes, &made);
    return tensor_result(status, made);
}

static struct value from_numpy(struct call *call)
{
    (void)call;
    return raise_refused("ranksh has no NumPy");
}

#define NAMED "DimnameList? names, "
#define SIZES(more)                                                                          \
    "(IntArrayRef size, *, " NAMED more SIGNATURE_OPTIONS "\n(SymIntArrayRef size, *, " more \
    "Tensor out=None, " SIGNATURE_OPTIONS

const struct torch_function functions_create[] = {
    {"tensor",
     "(PyObject* data, *, ScalarType dtype=None, Device? device=None, bool pin_memory=False, bool "
     "requires_grad=False, DimnameList? names=None)",
     tensor, CALL_FUNCTION, 0, NULL},
    {"as_tensor", "(PyObject* data, *, ScalarType dtype=None, Device? device=None)", as_tensor,
     CALL_FUNCTION, 0, NULL},
    {"asarray", "(PyObject* obj, *, ScalarType? dtype=None, Device? device=None)", as_tensor,
     CALL_FUNCTION, 0, NULL},
    {"from_numpy", "(PyObject* ndarray)", from_numpy, CALL_FUNCTION, 0, NULL},
    {"zeros", SIZES(""), filled, CALL_FUNCTION, 0, NULL},
    {"ones", SIZES(""), filled, CALL_FUNCTION, 1, NULL},
    {"empty",
     "(IntArrayRef size, *, " NAMED "MemoryFormat? memory_format=None, " SIGNATURE_OPTIONS
     "\n(SymIntArrayRef size, *, MemoryFormat? memory_format=None, Tensor "
     "out=None, " SIGNATURE_OPTIONS,
     empty, CALL_FUNCTION, 0, NULL},
    {"full",
     "(IntArrayRef size, Scalar fill_value, *, " NAMED SIGNATURE_OPTIONS
     "\n(SymIntArrayRef size, Scalar fill_value, *, Tensor out=None, " SIGNATURE_OPTIONS,
     full, CALL_FUNCTION, 0, NULL},
    {"eye",
     "(int64_t n, *, Tensor out=None, " SIGNATURE_OPTIONS
     "\n(int64_t n, int64_t m, *, Tensor out=None, " SIGNATURE_OPTIONS,
     eye, CALL_FUNCTION, 0, NULL},
    {"scalar_tensor", "(Scalar s, *, " SIGNATURE_OPTIONS, scalar_tensor, CALL_FUNCTION, 0, NULL},
    {"arange",
     "(Scalar end, *, Tensor out=None, " SIGNATURE_OPTIONS
     "\n(Scalar start, Scalar end, *, " SIGNATURE_OPTIONS
     "\n(Scalar start, Scalar end, Scalar step=1, *, Tensor out=None, " SIGNATURE_OPTIONS,
     arange, CALL_FUNCTION, 0, NULL},
    {"range", "(Scalar start, Scalar end, Scalar step=1, *, Tensor out=None, " SIGNATURE_OPTIONS,
     range, CALL_FUNCTION, 0, NULL},
    {"linspace", "(Scalar start, Scalar end, int64_t steps, *, Tensor out=None, " SIGNATURE_OPTIONS,
     linspace, CALL_FUNCTION, 0, NULL},
    {"logspace",
     "(Scalar start, Scalar end, int64_t steps, double base=10.0, *, Tensor "
     "out=None, " SIGNATURE_OPTIONS,
     logspace, CALL_FUNCTION, 0, NULL},
    {"new_tensor",
     "(Tensor input, PyObject* data, *, ScalarType dtype=None, Device? device=None, bool "
     "requires_grad=False)",
     new_tensor, CALL_METHOD, 0, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
