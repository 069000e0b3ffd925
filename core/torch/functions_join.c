// Tensors put together, taken apart, repeated, turned round.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/index.h"
#include "core/tensor/join.h"
#include "core/tensor/view.h"
#include "core/torch/functions.h"
#include "core/torch/functions_options.h"
#include "core/torch/tensor_lists.h"

typedef enum status joined_fn(int count, struct tensor *const *tensors, int64_t dim,
                              struct tensor **ret_tensor);

// cat, stack: detail 0, 1
static struct value joined(struct call *call)
{
    static joined_fn *const functions[] = {tensor_cat, tensor_stack};
    struct tensor *result = NULL;
    int count;
    struct tensor **tensors = call_tensors(call, 0, &count);
    if (tensors == NULL) {
        return value_unset;
    }
    enum status status =
        functions[call->function->detail](count, tensors, call_int(call, 1), &result);
    call_free_tensors(tensors, count);
    return tensor_result(status, result);
}

// Gives x at least `ndim` dimensions, as atleast_1d and atleast_2d do. A new reference.
static enum status at_least(struct tensor *x, int ndim, struct tensor **ret_tensor)
{
    int64_t shape[2] = {1, 1};
    if (x->ndim >= ndim) {
        *ret_tensor = tensor_ref(x);
        return STATUS_OK;
    }
    if (x->ndim == 1) {
        shape[1] = x->shape[0];
    }
    return tensor_reshape(x, ndim, shape, ret_tensor);
}

// hstack, vstack: detail 0, 1
static struct value stacked(struct call *call)
{
    struct tensor *result = NULL;
    int count, done = 0;
    struct tensor **tensors = call_tensors(call, 0, &count);
    if (tensors == NULL) {
        return value_unset;
    }
    enum status status = STATUS_OK;
    bool flat = count > 0 && tensors[0]->ndim <= 1;
    for (; status == STATUS_OK && done < count; done += status == STATUS_OK) {
        status = at_least(tensors[done], call->function->detail == 0 ? 1 : 2, &tensors[done]);
    }
    if (status == STATUS_OK) {
        int64_t dim = call->function->detail == 0 && !flat ? 1 : 0;
        status = tensor_cat(count, tensors, dim, &result);
    }
    for (int i = 0; i < done; i++) {
        tensor_unref(tensors[i]);
    }
    call_free_tensors(tensors, count);
    return tensor_result(status, result);
}

// ---- apart

static struct value split_by(struct tensor *x, int64_t size, int64_t dim)
{
    int64_t count;
    enum status status = tensor_split_count(x, size, dim, &count);
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    size_t bytes = (size_t)(count + 1) * sizeof(struct tensor *);
    struct tensor **views = memory_alloc(bytes);
    if (views == NULL) {
        return raise_memory();
    }
    status = tensor_split(x, size, dim, views);
    struct value result = status == STATUS_OK ? tensor_tuple(views, count) : raise_failure(status);
    memory_free(views, bytes);
    return result;
}

static struct value split_sizes(struct call *call)
{
    enum { PARTS = 4096 };
    struct {
        int64_t sizes[PARTS];
        struct tensor *views[PARTS];
    } *room = memory_alloc(sizeof *room);
    int count;
    if (room == NULL) {
        return raise_memory();
    }
    struct value result = value_unset;
    if (call_ints(call, 1, PARTS, room->sizes, &count)) {
        enum status status = tensor_split_sizes(call_tensor(call, 0), count, room->sizes,
                                                call_int(call, 2), room->views);
        result = status == STATUS_OK ? tensor_tuple(room->views, count) : raise_failure(status);
    }
    memory_free(room, sizeof *room);
    return result;
}

static struct value split(struct call *call)
{
    return call->which == 0 ? split_by(call_tensor(call, 0), call_int(call, 1), call_int(call, 2))
                            : split_sizes(call);
}

static struct value chunk(struct call *call)
{
    struct tensor *x = call_tensor(call, 0);
    int64_t chunks = call_int(call, 1);
    int dim;
    if (x->ndim == 0) {
        return raise_error(&exception_runtime_error,
                           "chunk expects at least a 1-dimensional tensor");
    }
    if (chunks <= 0) {
        return raise_error(&exception_runtime_error,
                           "chunk expects `chunks` to be greater than 0, got: %lld",
                           (long long)chunks);
    }
    enum status status = shape_wrap_dim(call_int(call, 2), x->ndim, &dim);
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    int64_t size = (x->shape[dim] + chunks - 1) / chunks;
    return split_by(x, size > 0 ? size : 1, dim);
}

static struct value unbind(struct call *call)
{
    return tensor_list_unbound(call_tensor(call, 0), call_int(call, 1));
}

// ---- repeated, turned, cut

static struct value repeat(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    struct shape times;
    if (!functions_shape(call, 1, &times)) {
        return value_unset;
    }
    // tile() lets leading dimensions out.
    if (call->function->detail == 1 && times.ndim < x->ndim) {
        int missing = x->ndim - times.ndim;
        memmove(times.sizes + missing, times.sizes, (size_t)times.ndim * sizeof *times.sizes);
        for (int i = 0; i < missing; i++) {
            times.sizes[i] = 1;
        }
        times.ndim = x->ndim;
    }
    enum status status = tensor_repeat(x, times.ndim, times.sizes, &result);
    return tensor_result(status, result);
}

static struct value flip(struct call *call)
{
    struct tensor *result = NULL;
    struct shape dims;
    if (!functions_shape(call, 1, &dims)) {
        return value_unset;
    }
    enum status status = tensor_flip(call_tensor(call, 0), dims.ndim, dims.sizes, &result);
    return tensor_result(status, result);
}

// fliplr, flipud: detail is the dimension
static struct value flip_one(struct call *call)
{
    struct tensor *result = NULL;
    int64_t dim = call->function->detail;
    enum status status = tensor_flip(call_tensor(call, 0), 1, &dim, &result);
    return tensor_result(status, result);
}

// One shift after the other; without dims over the flattened tensor.
static struct value roll(struct call *call)
{
    struct tensor *x = tensor_ref(call_tensor(call, 0)), *next = NULL;
    struct shape shifts, dims = {0};
    if (!functions_shape(call, 1, &shifts) ||
        (call_has(call, 2) && !functions_shape(call, 2, &dims))) {
        tensor_unref(x);
        return value_unset;
    }
    enum status status = STATUS_OK;
    if (dims.ndim == 0 && shifts.ndim == 1) {
        struct tensor *flat, *rolled;
        int64_t all = -1;
        status = tensor_reshape(x, 1, &all, &flat);
        if (status == STATUS_OK) {
            status = tensor_roll(flat, shifts.sizes[0], 0, &rolled);
            tensor_unref(flat);
        }
        if (status == STATUS_OK) {
            status = tensor_reshape(rolled, x->ndim, x->shape, &next);
            tensor_unref(rolled);
        }
        tensor_unref(x);
        return tensor_result(status, next);
    }
    if (dims.ndim != shifts.ndim) {
        tensor_unref(x);
        return raise_error(&exception_runtime_error,
                           "shifts and dimensions must align. shifts: %d, dims:%d", shifts.ndim,
                           dims.ndim);
    }
    for (int i = 0; status == STATUS_OK && i < dims.ndim; i++) {
        status = tensor_roll(x, shifts.sizes[i], dims.sizes[i], &next);
        if (status == STATUS_OK) {
            tensor_unref(x);
            x = next;
        }
    }
    if (status != STATUS_OK) {
        tensor_unref(x);
    }
    return tensor_result(status, x);
}

// tril, triu: detail true, false
static struct value triangle(struct call *call)
{
    struct tensor *result = NULL;
    enum status status =
        tensor_triangle(call_tensor(call, 0), call->function->detail, call_int(call, 1), &result);
    return tensor_result(status, result);
}

static struct value triangle_(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *result = NULL;
    enum status status = tensor_triangle(x, call->function->detail, call_int(call, 1), &result);
    if (status == STATUS_OK) {
        status = tensor_copy_(x, result);
        tensor_unref(result);
    }
    return functions_in_place(call, status);
}

static struct value diag(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = tensor_diag(call_tensor(call, 0), call_int(call, 1), &result);
    return tensor_result(status, result);
}

// ---- shapes fitted to each other

static struct value broadcast_tensors(struct call *call)
{
    struct shape shape = {0};
    int count;
    struct tensor **tensors = call_tensors(call, 0, &count);
    enum status status = STATUS_OK;
    if (tensors == NULL) {
        return value_unset;
    }
    for (int i = 0; status == STATUS_OK && i < count; i++) {
        status = shape_broadcast(shape.ndim, shape.sizes, tensors[i]->ndim, tensors[i]->shape,
                                 &shape.ndim, shape.sizes);
    }
    int done = 0;
    for (; status == STATUS_OK && done < count; done += status == STATUS_OK) {
        status = tensor_expand(tensors[done], shape.ndim, shape.sizes, &tensors[done]);
    }
    for (int i = 0; status != STATUS_OK && i < done; i++) {
        tensor_unref(tensors[i]);
    }
    struct value result =
        status == STATUS_OK ? tensor_tuple(tensors, count) : raise_failure(status);
    call_free_tensors(tensors, count);
    return result;
}

// `indexing`: "ij" (the default here) or "xy".
static struct value meshgrid(struct call *call)
{
    struct shape shape = {0};
    int count, done = 0;
    const char *indexing = call->which == 0 ? call_text(call, 1) : "ij";
    bool swap = strcmp(indexing, "xy") == 0;
    struct tensor **tensors = call_tensors(call, 0, &count);
    enum status status = STATUS_OK;
    if (tensors == NULL) {
        return value_unset;
    }
    swap = swap && count >= 2;
    for (int i = 1; i < count; i++) {
        if (tensors[i]->dtype != tensors[0]->dtype) {
            call_free_tensors(tensors, count);
            return raise_error(&exception_runtime_error,
                               "meshgrid expects all tensors to have the same dtype");
        }
    }
    if (count > TENSOR_DIMS) {
        call_free_tensors(tensors, count);
        return raise_refused("ranksh has tensors of up to %d dimensions", TENSOR_DIMS);
    }
    for (int i = 0; i < count && i < TENSOR_DIMS; i++) {
        shape.sizes[swap && i < 2 ? 1 - i : i] = tensors[i]->numel;
    }
    shape.ndim = count;
    for (; status == STATUS_OK && done < count; done += status == STATUS_OK) {
        struct tensor *view;
        int64_t own[TENSOR_DIMS];
        for (int i = 0; i < count; i++) {
            own[i] = 1;
        }
        own[swap && done < 2 ? 1 - done : done] = -1;
        status = tensor_view(tensors[done], count, own, &view);
        if (status == STATUS_OK) {
            status = tensor_expand(view, shape.ndim, shape.sizes, &tensors[done]);
            tensor_unref(view);
        }
    }
    for (int i = 0; status != STATUS_OK && i < done; i++) {
        tensor_unref(tensors[i]);
    }
    struct value result =
        status == STATUS_OK ? tensor_tuple(tensors, count) : raise_failure(status);
    call_free_tensors(tensors, count);
    return result;
}

#define CAT                                                     \
    "(TensorList tensors, int64_t dim=0, *, Tensor out=None)\n" \
    "(TensorList tensors, Dimname dim, *, Tensor out=None)"
#define MANY "(TensorList tensors, *, Tensor out=None)"

const struct torch_function functions_join[] = {
    {"cat", CAT, joined, CALL_FUNCTION, 0, NULL},
    {"concat", CAT, joined, CALL_FUNCTION, 0, NULL},
    {"concatenate", CAT, joined, CALL_FUNCTION, 0, NULL},
    {"stack", "(TensorList tensors, int64_t dim=0, *, Tensor out=None)", joined, CALL_FUNCTION, 1,
     NULL},
    {"hstack", MANY, stacked, CALL_FUNCTION, 0, NULL},
    {"vstack", MANY, stacked, CALL_FUNCTION, 1, NULL},
    {"row_stack", MANY, stacked, CALL_FUNCTION, 1, NULL},
    {"split",
     "(Tensor input, int64_t split_size, int64_t dim=0)\n"
     "(Tensor input, IntArrayRef split_size, int64_t dim=0)",
     split, CALL_BOTH, 0, NULL},
    {"split_with_sizes", "(Tensor input, IntArrayRef split_sizes, int64_t dim=0)", split_sizes,
     CALL_BOTH, 0, NULL},
    {"chunk", "(Tensor input, int64_t chunks, int64_t dim=0)", chunk, CALL_BOTH, 0, NULL},
    {"unbind", "(Tensor input, int64_t dim=0)\n(Tensor input, Dimname dim)", unbind, CALL_BOTH, 0,
     NULL},
    {"repeat", "(Tensor input, SymIntArrayRef repeats)", repeat, CALL_METHOD, 0, NULL},
    {"tile", "(Tensor input, IntArrayRef dims)", repeat, CALL_BOTH, 1, NULL},
    {"flip", "(Tensor input, IntArrayRef dims)", flip, CALL_BOTH, 0, NULL},
    {"fliplr", SIGNATURE_PLAIN, flip_one, CALL_BOTH, 1, NULL},
    {"flipud", SIGNATURE_PLAIN, flip_one, CALL_BOTH, 0, NULL},
    {"roll", "(Tensor input, IntArrayRef[1] shifts, IntArrayRef[1] dims=None)", roll, CALL_BOTH, 0,
     NULL},
    {"tril", "(Tensor input, int64_t diagonal=0" SIGNATURE_OUT, triangle, CALL_BOTH, true, NULL},
    {"triu", "(Tensor input, int64_t diagonal=0" SIGNATURE_OUT, triangle, CALL_BOTH, false, NULL},
    {"tril_", "(Tensor input, int64_t diagonal=0)", triangle_, CALL_METHOD, true, NULL},
    {"triu_", "(Tensor input, int64_t diagonal=0)", triangle_, CALL_METHOD, false, NULL},
    {"diag", "(Tensor input, int64_t diagonal=0" SIGNATURE_OUT, diag, CALL_BOTH, 0, NULL},
    {"_broadcast_tensors", "(TensorList tensors)", broadcast_tensors, CALL_FUNCTION, 0, NULL},
    {"_meshgrid", "(TensorList tensors, *, c10::string_view indexing)\n(TensorList tensors)",
     meshgrid, CALL_FUNCTION, 0, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
