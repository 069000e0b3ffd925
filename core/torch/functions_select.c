// where, clamp, masked_fill and other functions of three operands; softmax.
#include <math.h>

#include "core/tensor/arithmetic.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/index.h"
#include "core/tensor/select.h"
#include "core/tensor/softmax.h"
#include "core/torch/functions.h"
#include "core/torch/tensor_lists.h"

// torch.where(condition) is nonzero(as_tuple=True).
static struct value where(struct call *call)
{
    struct tensor *result = NULL;
    struct tensor *condition = call_tensor(call, 0);
    if (call->which == 4) {
        return tensor_list_of_places(condition);
    }
    enum status status =
        tensor_where(condition, call_operand(call, 1), call_operand(call, 2), &result);
    return tensor_result(status, result);
}

// x.where(condition, other)
static struct value where_method(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        tensor_where(call_tensor(call, 1), call_operand(call, 0), call_operand(call, 2), &result);
    return tensor_result(status, result);
}

// A mask of zeros and ones will do, too. A new reference.
static enum status truths_of(struct tensor *mask, struct tensor **ret_mask)
{
    struct tensor *packed;
    if (!dtype_is_integer(mask->dtype)) {
        *ret_mask = tensor_ref(mask);
        return STATUS_OK;
    }
    enum status status = tensor_cast_values(mask, DTYPE_INT64, &packed);
    for (int64_t i = 0; status == STATUS_OK && i < packed->numel; i++) {
        int64_t value = tensor_element(packed, i).integer;
        if (packed->contiguous && value != 0 && value != 1) {
            status = failure(FAILURE_RUNTIME, "Mask tensor can take 0 and 1 values only");
        }
    }
    if (status == STATUS_OK) {
        status = tensor_cast_values(mask, DTYPE_BOOL, ret_mask);
        tensor_unref(packed);
    }
    return status;
}

// masked_fill, masked_fill_: detail 0, 1
static struct value masked_fill(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *mask = NULL, *result = NULL;
    bool in_place = call->function->detail;
    enum status status = truths_of(call_tensor(call, 1), &mask);
    if (status == STATUS_OK) {
        status = in_place ? tensor_masked_fill_(x, mask, call_operand(call, 2))
                          : tensor_masked_fill(x, mask, call_operand(call, 2), &result);
        tensor_unref(mask);
    }
    return in_place ? functions_in_place(call, status) : tensor_result(status, result);
}

// ---- bounds

static struct value no_bounds(void)
{
    return raise_error(&exception_runtime_error,
                       "torch.clamp: At least one of 'min' or 'max' must not be None");
}

// clamp(min, max): detail 1 for clamp_
static struct value clamp(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    bool in_place = call->function->detail, low = call_has(call, 1), high = call_has(call, 2);
    enum status status;
    if (!low && !high) {
        return no_bounds();
    }
    if (call->which == 0) {
        status = tensor_clamp_tensors(x, call_tensor(call, 1), call_tensor(call, 2), &result);
        if (in_place && status == STATUS_OK) {
            status = tensor_copy_(x, result);
            tensor_unref(result);
        }
        return in_place ? functions_in_place(call, status) : tensor_result(status, result);
    }
    struct scalar from = low ? call_scalar(call, 1) : scalar_int(0);
    struct scalar to = high ? call_scalar(call, 2) : scalar_int(0);
    status = tensor_clamp(x, low ? &from : NULL, high ? &to : NULL, in_place, &result);
    return in_place ? functions_in_place(call, status) : tensor_result(status, result);
}

// clamp_min, clamp_max: detail 0, 1; with 2 more in place
static struct value clamp_one(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    bool high = call->function->detail & 1, in_place = call->function->detail & 2;
    struct scalar bound = call_scalar(call, 1);
    enum status status =
        tensor_clamp(x, high ? NULL : &bound, high ? &bound : NULL, in_place, &result);
    return in_place ? functions_in_place(call, status) : tensor_result(status, result);
}

static struct value nan_to_num(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    if (!dtype_is_float(x->dtype)) {
        enum status status = tensor_clone(x, &result);
        return tensor_result(status, result);
    }
    double largest = x->dtype == DTYPE_FLOAT32 ? 3.4028234663852886e38 : 1.7976931348623157e308;
    double nan = call_has(call, 1) ? call_double(call, 1) : 0;
    double above = call_has(call, 2) ? call_double(call, 2) : largest;
    double below = call_has(call, 3) ? call_double(call, 3) : -largest;
    if (autograd_wants(x)) {
        return raise_refused("ranksh has no gradient of nan_to_num()");
    }
    struct tensor *dense, *copy;
    enum status status = tensor_contiguous(x, &dense);
    if (status == STATUS_OK) {
        status = tensor_clone_values(dense, &copy);
        tensor_unref(dense);
    }
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    for (int64_t i = 0; i < copy->numel; i++) {
        double value = scalar_number(tensor_element(copy, i));
        double other = isnan(value) ? nan : isinf(value) ? value > 0 ? above : below : value;
        if (other != value) {
            tensor_set_element(copy, i, scalar_float(other));
        }
    }
    return tensor_value(copy);
}

static struct value isreal(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    enum status status = tensor_full(DTYPE_BOOL, x->ndim, x->shape, scalar_bool(true), &result);
    return tensor_result(status, result);
}

// ---- fused products

typedef enum status fused_fn(struct tensor *x, struct tensor *a, struct tensor *b,
                             struct scalar value, bool in_place, struct tensor **ret_tensor);

// addcmul, addcdiv: detail 0, 1; with 2 more in place
static struct value fused(struct call *call)
{
    static fused_fn *const functions[] = {tensor_addcmul, tensor_addcdiv};
    struct tensor *result = NULL;
    bool in_place = call->function->detail & 2;
    enum status status = functions[call->function->detail & 1](
        call_tensor(call, 0), call_tensor(call, 1), call_tensor(call, 2), call_scalar(call, 3),
        in_place, &result);
    return in_place ? functions_in_place(call, status) : tensor_result(status, result);
}

static struct value lerp(struct call *call)
{
    struct tensor *result = NULL;
    bool in_place = call->function->detail;
    enum status status = tensor_lerp(call_tensor(call, 0), call_tensor(call, 1),
                                     call_operand(call, 2), in_place, &result);
    return in_place ? functions_in_place(call, status) : tensor_result(status, result);
}

// softmax, log_softmax: detail 0, 1
static struct value softmax(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    enum dtype dtype = x->dtype;
    call_dtype(call, 2, &dtype);
    enum status status = tensor_to_dtype(x, dtype, &x);
    if (status == STATUS_OK) {
        status = call->function->detail == 0 ? tensor_softmax(x, call_int(call, 1), &result)
                                             : tensor_log_softmax(x, call_int(call, 1), &result);
        tensor_unref(x);
    }
    return tensor_result(status, result);
}

#define WHERE                                                              \
    "(Tensor condition, Tensor input, Tensor other, *, Tensor out=None)\n" \
    "(Tensor condition, Scalar self, Tensor other)\n"                      \
    "(Tensor condition, Tensor input, Scalar other)\n"                     \
    "(Tensor condition, Scalar self, Scalar other)\n"                      \
    "(Tensor condition)"
#define MASKED \
    "(Tensor input, Tensor mask, Tensor value)\n(Tensor input, Tensor mask, Scalar value)"
#define CLAMP(out)                                          \
    "(Tensor input, Tensor? min=None, Tensor? max=None" out \
    "\n(Tensor input, Scalar? min=None, Scalar? max=None" out
#define SOFTMAX                                                                 \
    "(Tensor input, int64_t dim, ScalarType? dtype=None, *, Tensor out=None)\n" \
    "(Tensor input, Dimname dim, *, ScalarType? dtype=None)"
#define LERP "(Tensor input, Tensor end, Tensor weight)\n(Tensor input, Tensor end, Scalar weight)"

const struct torch_function functions_select[] = {
    {"where", WHERE, where, CALL_FUNCTION, 0, NULL},
    {"where", NULL, where_method, CALL_METHOD, 0,
     "(Tensor condition, Tensor other)\n(Tensor condition, Scalar other)"},
    {"masked_fill", MASKED, masked_fill, CALL_BOTH, 0, NULL},
    {"masked_fill_", MASKED, masked_fill, CALL_METHOD, 1, NULL},
    {"clamp", CLAMP(SIGNATURE_OUT), clamp, CALL_BOTH, 0, NULL},
    {"clip", CLAMP(SIGNATURE_OUT), clamp, CALL_BOTH, 0, NULL},
    {"clamp_", CLAMP(")"), clamp, CALL_BOTH, 1, NULL},
    {"clip_", CLAMP(")"), clamp, CALL_BOTH, 1, NULL},
    {"clamp_min", "(Tensor input, Scalar min" SIGNATURE_OUT, clamp_one, CALL_BOTH, 0, NULL},
    {"clamp_max", "(Tensor input, Scalar max" SIGNATURE_OUT, clamp_one, CALL_BOTH, 1, NULL},
    {"clamp_min_", "(Tensor input, Scalar min)", clamp_one, CALL_BOTH, 2, NULL},
    {"clamp_max_", "(Tensor input, Scalar max)", clamp_one, CALL_BOTH, 3, NULL},
    {"nan_to_num",
     "(Tensor input, double? nan=None, double? posinf=None, double? neginf=None" SIGNATURE_OUT,
     nan_to_num, CALL_BOTH, 0, NULL},
    {"isreal", SIGNATURE_PLAIN, isreal, CALL_BOTH, 0, NULL},
    {"addcmul",
     "(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor out=None)", fused,
     CALL_BOTH, 0, NULL},
    {"addcdiv",
     "(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1, Tensor out=None)", fused,
     CALL_BOTH, 1, NULL},
    {"addcmul_", "(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1)", fused,
     CALL_METHOD, 2, NULL},
    {"addcdiv_", "(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1)", fused,
     CALL_METHOD, 3, NULL},
    {"lerp", LERP, lerp, CALL_BOTH, 0, NULL},
    {"lerp_", LERP, lerp, CALL_METHOD, 1, NULL},
    {"softmax", SOFTMAX, softmax, CALL_BOTH, 0, NULL},
    {"log_softmax", SOFTMAX, softmax, CALL_BOTH, 1, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
