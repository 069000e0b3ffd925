// The same elements in another shape.
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/view.h"
#include "core/torch/functions.h"
#include "core/torch/functions_options.h"
#include "core/torch/small_types.h"

typedef enum status shaped_fn(struct tensor *x, int ndim, const int64_t *shape,
                              struct tensor **ret_tensor);

// reshape, view, expand, permute by one list of numbers: detail 0, 1, 2, 3
static struct value shaped(struct call *call)
{
    static shaped_fn *const functions[] = {tensor_reshape, tensor_view, tensor_expand,
                                           tensor_permute};
    struct tensor *result = NULL;
    struct shape shape;
    if (!functions_shape(call, 1, &shape)) {
        return value_unset;
    }
    enum status status =
        functions[call->function->detail](call_tensor(call, 0), shape.ndim, shape.sizes, &result);
    return tensor_result(status, result);
}

// view(dtype) only as far as the size of elements stays.
static struct value view(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    enum dtype dtype;
    if (call->which == 1) {
        return shaped(call);
    }
    call_dtype(call, 1, &dtype);
    if (dtype_size(dtype) != tensor_item_size(x)) {
        return raise_refused("ranksh has no view of elements as ones of another size");
    }
    enum status status =
        tensor_over(x->storage, dtype, x->offset, x->ndim, x->shape, x->strides, &result);
    return tensor_result(status, result);
}

// view_as, reshape_as, expand_as: detail as above
static struct value shaped_as(struct call *call)
{
    static shaped_fn *const functions[] = {tensor_reshape, tensor_view, tensor_expand};
    struct tensor *other = call_tensor(call, 1), *result = NULL;
    enum status status =
        functions[call->function->detail](call_tensor(call, 0), other->ndim, other->shape, &result);
    return tensor_result(status, result);
}

static struct value flatten(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        tensor_flatten(call_tensor(call, 0), call_int(call, 1), call_int(call, 2), &result);
    return tensor_result(status, result);
}

static struct value ravel(struct call *call)
{
    struct tensor *result = NULL;
    int64_t all = -1;
    enum status status = tensor_reshape(call_tensor(call, 0), 1, &all, &result);
    return tensor_result(status, result);
}

static struct value unflatten(struct call *call)
{
    struct tensor *result = NULL;
    struct shape shape;
    if (!functions_shape(call, 2, &shape)) {
        return value_unset;
    }
    enum status status =
        tensor_unflatten(call_tensor(call, 0), call_int(call, 1), shape.ndim, shape.sizes, &result);
    return tensor_result(status, result);
}

static struct value transpose(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        tensor_transpose(call_tensor(call, 0), call_int(call, 1), call_int(call, 2), &result);
    return tensor_result(status, result);
}

static struct value t(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_t(call_tensor(call, 0), &result);
    return tensor_result(status, result);
}

static struct value movedim(struct call *call)
{
    struct tensor *result = NULL;
    struct shape from, to;
    if (call->which == 0) {
        from.sizes[0] = call_int(call, 1);
        to.sizes[0] = call_int(call, 2);
        from.ndim = to.ndim = 1;
    } else if (!functions_shape(call, 1, &from) || !functions_shape(call, 2, &to)) {
        return value_unset;
    }
    if (from.ndim != to.ndim) {
        return raise_error(&exception_runtime_error,
                           "movedim: Invalid source or destination dims: source (%d dims) should "
                           "contain the same number of dims as destination (%d dims)",
                           from.ndim, to.ndim);
    }
    enum status status =
        tensor_movedim(call_tensor(call, 0), from.ndim, from.sizes, to.sizes, &result);
    return tensor_result(status, result);
}

static struct value squeeze(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    enum status status = call->which == 0 ? tensor_squeeze(x, &result)
                                          : tensor_squeeze_dim(x, call_int(call, 1), &result);
    return tensor_result(status, result);
}

static struct value unsqueeze(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_unsqueeze(call_tensor(call, 0), call_int(call, 1), &result);
    return tensor_result(status, result);
}

static struct value select(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        tensor_select(call_tensor(call, 0), call_int(call, 1), call_int(call, 2), &result);
    return tensor_result(status, result);
}

static struct value narrow(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_narrow(call_tensor(call, 0), call_int(call, 1), call_int(call, 2),
                                       call_int(call, 3), &result);
    return tensor_result(status, result);
}

static struct value diagonal(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_diagonal(call_tensor(call, 0), call_int(call, 1), call_int(call, 2),
                                         call_int(call, 3), &result);
    return tensor_result(status, result);
}

static struct value unfold(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_unfold(call_tensor(call, 0), call_int(call, 1), call_int(call, 2),
                                       call_int(call, 3), &result);
    return tensor_result(status, result);
}

static struct value as_strided(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    struct shape shape, strides;
    if (!functions_shape(call, 1, &shape) || !functions_shape(call, 2, &strides)) {
        return value_unset;
    }
    if (shape.ndim != strides.ndim) {
        return raise_error(&exception_runtime_error, "mismatch in length of strides and shape");
    }
    int64_t offset = call_has(call, 3) ? call_int(call, 3) : x->offset;
    enum status status =
        tensor_as_strided(x, shape.ndim, shape.sizes, strides.sizes, offset, &result);
    return tensor_result(status, result);
}

static struct value contiguous(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_contiguous(call_tensor(call, 0), &result);
    return tensor_result(status, result);
}

static struct value clone(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_clone(call_tensor(call, 0), &result);
    return tensor_result(status, result);
}

// ---- in place: the tensor itself gets the other shape

enum turned { TURNED_T, TURNED_TRANSPOSE, TURNED_SQUEEZE, TURNED_UNSQUEEZE };

static struct value turned(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *view = NULL;
    enum status status = STATUS_OK;
    switch ((enum turned)call->function->detail) {
    case TURNED_T:
        status = tensor_t(x, &view);
        break;
    case TURNED_TRANSPOSE:
        status = tensor_transpose(x, call_int(call, 1), call_int(call, 2), &view);
        break;
    case TURNED_SQUEEZE:
        status = call->which == 0 ? tensor_squeeze(x, &view)
                                  : tensor_squeeze_dim(x, call_int(call, 1), &view);
        break;
    case TURNED_UNSQUEEZE:
        status = tensor_unsqueeze(x, call_int(call, 1), &view);
        break;
    }
    if (status == STATUS_OK) {
        status = tensor_become_view(x, view);
        tensor_unref(view);
    }
    return functions_in_place(call, status);
}

#define TRANSPOSE \
    "(Tensor input, int64_t dim0, int64_t dim1)\n(Tensor input, Dimname dim0, Dimname dim1)"
#define SQUEEZE "(Tensor input)\n(Tensor input, int64_t dim)\n(Tensor input, Dimname dim)"
#define MOVEDIM                                             \
    "(Tensor input, int64_t source, int64_t destination)\n" \
    "(Tensor input, IntArrayRef source, IntArrayRef destination)"

const struct torch_function functions_view[] = {
    {"reshape", "(Tensor input, SymIntArrayRef shape)", shaped, CALL_BOTH, 0, NULL},
    {"view", "(Tensor input, ScalarType dtype)\n(Tensor input, SymIntArrayRef size)", view,
     CALL_METHOD, 1, NULL},
    {"expand", "(Tensor input, SymIntArrayRef size, *, bool implicit=False)", shaped, CALL_METHOD,
     2, NULL},
    {"broadcast_to", "(Tensor input, IntArrayRef size)", shaped, CALL_BOTH, 2, NULL},
    {"permute", "(Tensor input, IntArrayRef dims)", shaped, CALL_BOTH, 3, NULL},
    {"reshape_as", "(Tensor input, Tensor other)", shaped_as, CALL_METHOD, 0, NULL},
    {"view_as", "(Tensor input, Tensor other)", shaped_as, CALL_METHOD, 1, NULL},
    {"expand_as", "(Tensor input, Tensor other)", shaped_as, CALL_METHOD, 2, NULL},
    {"flatten",
     "(Tensor input, int64_t start_dim, int64_t end_dim, Dimname out_dim)\n"
     "(Tensor input, int64_t start_dim=0, int64_t end_dim=-1)\n"
     "(Tensor input, Dimname start_dim, Dimname end_dim, Dimname out_dim)\n"
     "(Tensor input, DimnameList dims, Dimname out_dim)",
     flatten, CALL_BOTH, 0, NULL},
    {"ravel", SIGNATURE_PLAIN, ravel, CALL_BOTH, 0, NULL},
    {"unflatten",
     "(Tensor input, Dimname dim, IntArrayRef sizes, DimnameList names)\n"
     "(Tensor input, int64_t dim, IntArrayRef sizes)",
     unflatten, CALL_BOTH, 0, NULL},
    {"transpose", TRANSPOSE, transpose, CALL_BOTH, 0, NULL},
    {"swapaxes", "(Tensor input, int64_t axis0, int64_t axis1)", transpose, CALL_BOTH, 0, NULL},
    {"swapdims", "(Tensor input, int64_t dim0, int64_t dim1)", transpose, CALL_BOTH, 0, NULL},
    {"t", SIGNATURE_PLAIN, t, CALL_BOTH, 0, NULL},
    {"movedim", MOVEDIM, movedim, CALL_BOTH, 0, NULL},
    {"moveaxis", MOVEDIM, movedim, CALL_BOTH, 0, NULL},
    {"squeeze", SQUEEZE, squeeze, CALL_BOTH, 0, NULL},
    {"unsqueeze", "(Tensor input, int64_t dim)", unsqueeze, CALL_BOTH, 0, NULL},
    {"select",
     "(Tensor input, int64_t dim, int64_t index)\n(Tensor input, Dimname dim, int64_t index)",
     select, CALL_BOTH, 0, NULL},
    {"narrow",
     "(Tensor input, int64_t dim, Tensor start, int64_t length)\n"
     "(Tensor input, int64_t dim, int64_t start, int64_t length)",
     narrow, CALL_BOTH, 0, NULL},
    {"diagonal", "(Tensor input, int64_t offset=0, int64_t dim1=0, int64_t dim2=1)", diagonal,
     CALL_BOTH, 0, NULL},
    {"unfold", "(Tensor input, int64_t dimension, int64_t size, int64_t step)", unfold, CALL_METHOD,
     0, NULL},
    {"as_strided",
     "(Tensor input, SymIntArrayRef size, SymIntArrayRef stride, int64_t? storage_offset=None)",
     as_strided, CALL_BOTH, 0, NULL},
    {"contiguous", "(Tensor input, *, MemoryFormat memory_format=contiguous_format)", contiguous,
     CALL_METHOD, 0, NULL},
    {"clone", "(Tensor input, *, MemoryFormat? memory_format=None)", clone, CALL_BOTH, 0, NULL},
    {"t_", SIGNATURE_PLAIN, turned, CALL_METHOD, TURNED_T, NULL},
    {"transpose_", "(Tensor input, int64_t dim0, int64_t dim1)", turned, CALL_METHOD,
     TURNED_TRANSPOSE, NULL},
    {"squeeze_", SQUEEZE, turned, CALL_METHOD, TURNED_SQUEEZE, NULL},
    {"unsqueeze_", "(Tensor input, int64_t dim)", turned, CALL_METHOD, TURNED_UNSQUEEZE, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
