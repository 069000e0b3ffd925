// Sums, means, extremes, norms, variances; running sums.
#include <math.h>
#include <string.h>

#include "core/lang/containers/tuple.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/order.h"
#include "core/tensor/reduce.h"
#include "core/torch/functions.h"

// Dimensions from parameter `i`, keepdim from the one behind. False: raised.
struct dims {
    struct reduce_dims reduce;
    int64_t room[TENSOR_DIMS];
};

static bool read_dims(const struct call *call, int i, int keep, struct dims *ret_dims)
{
    ret_dims->reduce = (struct reduce_dims){.dims = ret_dims->room};
    if (keep >= 0) {
        ret_dims->reduce.keep = call_bool(call, keep);
    }
    return i < 0 || !call_has(call, i) ||
           call_ints(call, i, TENSOR_DIMS, ret_dims->room, &ret_dims->reduce.count);
}

typedef enum status reduction_fn(struct tensor *x, const struct reduce_dims *dims,
                                 const enum dtype *dtype, struct tensor **ret_tensor);

// sum, nansum, mean, prod: (input, *, dtype) and (input, dim, keepdim, *, dtype)
static struct value typed(struct call *call)
{
    static reduction_fn *const functions[] = {tensor_sum, tensor_nansum, tensor_mean, tensor_prod};
    struct tensor *result = NULL;
    struct dims dims;
    enum dtype dtype;
    bool whole = call->which == 0 && call->function->detail != 1;
    bool single = call->function->detail == 3 && !whole;
    int64_t dim;
    if (single) {
        dim = call_int(call, 1);
        dims.reduce = (struct reduce_dims){1, &dim, call_bool(call, 2)};
    } else if (!read_dims(call, whole ? -1 : 1, whole ? -1 : 2, &dims)) {
        return value_unset;
    }
    bool given = call_dtype(call, whole ? 1 : 3, &dtype);
    enum status status = functions[call->function->detail](call_tensor(call, 0), &dims.reduce,
                                                           given ? &dtype : NULL, &result);
    return tensor_result(status, result);
}

// all, any: detail 0, 1
static struct value truths(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    struct reduce_dims dims = {0};
    int64_t dim;
    if (call->which > 0) {
        dim = call_int(call, 1);
        dims = (struct reduce_dims){1, &dim, call_bool(call, 2)};
    }
    enum status status =
        call->function->detail == 0 ? tensor_all(x, &dims, &result) : tensor_any(x, &dims, &result);
    return tensor_result(status, result);
}

// amax, amin: detail true, false
static struct value extreme(struct call *call)
{
    struct tensor *result = NULL;
    struct dims dims;
    if (!read_dims(call, 1, 2, &dims)) {
        return value_unset;
    }
    enum status status =
        tensor_amax(call_tensor(call, 0), call->function->detail, &dims.reduce, &result);
    return tensor_result(status, result);
}

// ---- variance

typedef enum status moment_fn(struct tensor *x, const struct reduce_dims *dims, double correction,
                              struct tensor **ret_tensor);

// Forms: (dim, *, correction, keepdim), (dim, unbiased, keepdim), (unbiased).
static bool read_moment(const struct call *call, struct dims *ret_dims, double *ret_correction)
{
    *ret_correction = 1;
    if (call->which == 0) {
        if (call_has(call, 2)) {
            *ret_correction = (double)call_int(call, 2);
        }
        return read_dims(call, 1, 3, ret_dims);
    }
    bool whole = call->which == 2;
    *ret_correction = call_bool(call, whole ? 1 : 2) ? 1 : 0;
    return read_dims(call, whole ? -1 : 1, whole ? -1 : 3, ret_dims);
}

static struct value moment(struct call *call)
{
    static moment_fn *const functions[] = {tensor_var, tensor_std};
    struct tensor *result = NULL;
    struct dims dims;
    double correction;
    if (!read_moment(call, &dims, &correction)) {
        return value_unset;
    }
    enum status status =
        functions[call->function->detail](call_tensor(call, 0), &dims.reduce, correction, &result);
    return tensor_result(status, result);
}

static struct value moment_and_mean(struct call *call)
{
    static moment_fn *const functions[] = {tensor_var, tensor_std};
    struct tensor *x = call_tensor(call, 0), *spread = NULL, *mean = NULL;
    struct dims dims;
    double correction;
    if (!read_moment(call, &dims, &correction)) {
        return value_unset;
    }
    enum status status = functions[call->function->detail](x, &dims.reduce, correction, &spread);
    if (status == STATUS_OK) {
        status = tensor_mean(x, &dims.reduce, NULL, &mean);
        if (status != STATUS_OK) {
            tensor_unref(spread);
        }
    }
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    struct value first = tensor_value(spread), second = tensor_value(mean);
    struct value pair = value_object(tuple_pack(2, first, second));
    value_unref(first);
    value_unref(second);
    return pair;
}

// ---- norms

// norm(p="fro", dim=None, keepdim=False, dtype=None), a Python function in PyTorch.
static struct value norm(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    struct dims dims;
    enum dtype dtype;
    double p = 2;
    struct value order = call->args[1];
    if (!read_dims(call, 2, 3, &dims)) {
        return value_unset;
    }
    if (value_is_set(order) && value_is_object(order) && tensor_of(order) == NULL) {
        const char *name = call_text(call, 1);
        if (strcmp(name, "fro") != 0) {
            return raise_refused("ranksh has no norm of order '%s'", name);
        }
    } else if (value_is_set(order)) {
        p = call_double(call, 1);
    }
    enum status status = STATUS_OK;
    struct tensor *source = tensor_ref(x);
    if (call_dtype(call, 4, &dtype)) {
        tensor_unref(source);
        status = tensor_to_dtype(x, dtype, &source);
    }
    if (status == STATUS_OK) {
        status = tensor_norm(source, p, &dims.reduce,
                             dims.reduce.count > 0 ? "NormBackward1" : "NormBackward0", &result);
        tensor_unref(source);
    }
    return tensor_result(status, result);
}

// torch.linalg.vector_norm and norm
static struct value vector_norm(struct call *call)
{
    struct tensor *result = NULL;
    struct dims dims;
    if (!read_dims(call, 2, 3, &dims)) {
        return value_unset;
    }
    double p = call_has(call, 1) ? call_double(call, 1) : 2;
    enum status status =
        tensor_norm(call_tensor(call, 0), p, &dims.reduce, "LinalgVectorNormBackward0", &result);
    return tensor_result(status, result);
}

static struct value logsumexp(struct call *call)
{
    struct tensor *result = NULL;
    struct dims dims;
    if (!read_dims(call, 1, 2, &dims)) {
        return value_unset;
    }
    enum status status = tensor_logsumexp(call_tensor(call, 0), &dims.reduce, &result);
    return tensor_result(status, result);
}

static struct value count_nonzero(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *mask, *result = NULL;
    struct dims dims;
    enum dtype count = DTYPE_INT64;
    if (!read_dims(call, 1, -1, &dims)) {
        return value_unset;
    }
    enum status status =
        tensor_compare(COMPARE_NE, operand_tensor(x), operand_scalar(scalar_int(0)), &mask);
    if (status == STATUS_OK) {
        status = tensor_sum(mask, &dims.reduce, &count, &result);
        tensor_unref(mask);
    }
    return tensor_result(status, result);
}

// ---- running

static struct value scan(struct call *call)
{
    struct tensor *result = NULL;
    enum dtype dtype;
    enum scan what = (enum scan)call->function->detail;
    bool given = what != SCAN_LOGSUMEXP && call_dtype(call, 2, &dtype);
    enum status status =
        tensor_scan(what, call_tensor(call, 0), call_int(call, 1), given ? &dtype : NULL, &result);
    return tensor_result(status, result);
}

#define TYPED "*, ScalarType? dtype=None"
#define DIMS                                                                                \
    "(Tensor input, " TYPED ")\n"                                                           \
    "(Tensor input, IntArrayRef[1]? dim, bool keepdim=False, " TYPED ", Tensor out=None)\n" \
    "(Tensor input, DimnameList[1] dim, bool keepdim=False, " TYPED ", Tensor out=None)"
#define TRUTHS                                                              \
    "(Tensor input, *, Tensor out=None)\n"                                  \
    "(Tensor input, int64_t dim, bool keepdim=False, *, Tensor out=None)\n" \
    "(Tensor input, Dimname dim, bool keepdim=False, *, Tensor out=None)"
#define MOMENT                                                                          \
    "(Tensor input, IntArrayRef[1]? dim, *, int64_t? correction, bool keepdim=False)\n" \
    "(Tensor input, IntArrayRef[1]? dim, bool unbiased=True, bool keepdim=False)\n"     \
    "(Tensor input, bool unbiased=True)\n"                                              \
    "(Tensor input, DimnameList[1] dim, *, int64_t? correction, bool keepdim=False)\n"  \
    "(Tensor input, DimnameList[1] dim, bool unbiased=True, bool keepdim=False)"
#define SCAN                                                    \
    "(Tensor input, int64_t dim, " TYPED ", Tensor out=None)\n" \
    "(Tensor input, Dimname dim, " TYPED ", Tensor out=None)"

const struct torch_function functions_reduce[] = {
    {"sum", DIMS, typed, CALL_BOTH, 0, NULL},
    {"nansum",
     "(Tensor input, IntArrayRef[1]? dim=None, bool keepdim=False, " TYPED ", Tensor out=None)",
     typed, CALL_BOTH, 1, NULL},
    {"mean", DIMS, typed, CALL_BOTH, 2, NULL},
    {"prod",
     "(Tensor input, " TYPED ")\n"
     "(Tensor input, int64_t dim, bool keepdim=False, " TYPED ", Tensor out=None)\n"
     "(Tensor input, Dimname dim, bool keepdim=False, " TYPED ", Tensor out=None)",
     typed, CALL_BOTH, 3, NULL},
    {"all", TRUTHS, truths, CALL_BOTH, 0, NULL},
    {"any", TRUTHS, truths, CALL_BOTH, 1, NULL},
    {"amax", "(Tensor input, IntArrayRef[1] dim=None, bool keepdim=False" SIGNATURE_OUT, extreme,
     CALL_BOTH, true, NULL},
    {"amin", "(Tensor input, IntArrayRef[1] dim=None, bool keepdim=False" SIGNATURE_OUT, extreme,
     CALL_BOTH, false, NULL},
    {"var", MOMENT, moment, CALL_BOTH, 0, NULL},
    {"std", MOMENT, moment, CALL_BOTH, 1, NULL},
    {"var_mean", MOMENT, moment_and_mean, CALL_FUNCTION, 0, NULL},
    {"std_mean", MOMENT, moment_and_mean, CALL_FUNCTION, 1, NULL},
    {"norm",
     "(Tensor input, Scalar? p=2, IntArrayRef[1]? dim=None, bool keepdim=False, ScalarType? "
     "dtype=None)\n"
     "(Tensor input, c10::string_view p, IntArrayRef[1]? dim=None, bool keepdim=False, ScalarType? "
     "dtype=None)",
     norm, CALL_BOTH, 0, NULL},
    {"_linalg_norm",
     "(Tensor input, Scalar? ord=None, IntArrayRef[1]? dim=None, bool keepdim=False)", vector_norm,
     CALL_FUNCTION, 0, NULL},
    {"logsumexp",
     "(Tensor input, IntArrayRef[1] dim, bool keepdim=False, *, Tensor out=None)\n"
     "(Tensor input, DimnameList[1] dim, bool keepdim=False, *, Tensor out=None)",
     logsumexp, CALL_BOTH, 0, NULL},
    {"count_nonzero", "(Tensor input, int64_t? dim=None)\n(Tensor input, IntArrayRef dim)",
     count_nonzero, CALL_BOTH, 0, NULL},
    {"cumsum", SCAN, scan, CALL_BOTH, SCAN_SUM, NULL},
    {"cumprod", SCAN, scan, CALL_BOTH, SCAN_PRODUCT, NULL},
    {"logcumsumexp", "(Tensor input, int64_t dim, *, Tensor out=None)", scan, CALL_BOTH,
     SCAN_LOGSUMEXP, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
