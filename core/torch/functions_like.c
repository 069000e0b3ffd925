// Tensors like others: zeros_like(x), x.new_zeros(…). `detail`: what they hold.
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/random.h"
#include "core/torch/functions.h"
#include "core/torch/functions_options.h"

enum content { EMPTY, ZEROS, ONES, FULL, UNIFORM, NORMAL };

static enum status fill(struct tensor *tensor, enum content content, struct scalar value)
{
    switch (content) {
    case EMPTY:
        return STATUS_OK;
    case ZEROS:
    case ONES:
        return tensor_fill_values(tensor, scalar_int(content == ONES));
    case FULL:
        return tensor_fill_values(tensor, value);
    case UNIFORM:
        return random_uniform(tensor, 0, 1, NULL);
    case NORMAL:
        return random_normal(tensor, 0, 1, NULL);
    }
    return STATUS_OK;
}

static struct value like(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *tensor = NULL;
    enum content content = (enum content)call->function->detail;
    struct options options;
    if (!functions_options(call, x->dtype, &options)) {
        return value_unset;
    }
    enum status status = tensor_empty_like(x, options.dtype, &tensor);
    if (status == STATUS_OK) {
        status = fill(tensor, content, content == FULL ? call_scalar(call, 1) : scalar_int(0));
        if (status != STATUS_OK) {
            tensor_unref(tensor);
        }
    }
    return functions_made(status, tensor, &options);
}

static struct value randint_like(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *tensor = NULL;
    struct options options;
    int64_t low = call->which == 1 ? call_int(call, 1) : 0;
    int64_t high = call_int(call, call->which + 1);
    if (!functions_options(call, x->dtype, &options)) {
        return value_unset;
    }
    enum status status = tensor_empty_like(x, options.dtype, &tensor);
    if (status == STATUS_OK) {
        status = random_integers(tensor, low, high, NULL);
        if (status != STATUS_OK) {
            tensor_unref(tensor);
        }
    }
    return functions_made(status, tensor, &options);
}

// x.new_zeros(size)
static struct value new_filled(struct call *call)
{
    struct tensor *tensor = NULL;
    enum content content = (enum content)call->function->detail;
    struct options options;
    struct shape shape;
    if (!functions_options(call, call_tensor(call, 0)->dtype, &options) ||
        !functions_shape(call, 1, &shape)) {
        return value_unset;
    }
    enum status status = tensor_create(options.dtype, shape.ndim, shape.sizes, &tensor);
    if (status == STATUS_OK) {
        status = fill(tensor, content, content == FULL ? call_scalar(call, 2) : scalar_int(0));
        if (status != STATUS_OK) {
            tensor_unref(tensor);
        }
    }
    return functions_made(status, tensor, &options);
}

#define LIKE "MemoryFormat? memory_format=None, " SIGNATURE_OPTIONS

const struct torch_function functions_like[] = {
    {"empty_like", "(Tensor input, *, " LIKE, like, CALL_FUNCTION, EMPTY, NULL},
    {"zeros_like", "(Tensor input, *, " LIKE, like, CALL_FUNCTION, ZEROS, NULL},
    {"ones_like", "(Tensor input, *, " LIKE, like, CALL_FUNCTION, ONES, NULL},
    {"full_like", "(Tensor input, Scalar fill_value, *, " LIKE, like, CALL_FUNCTION, FULL, NULL},
    {"rand_like", "(Tensor input, *, " LIKE, like, CALL_FUNCTION, UNIFORM, NULL},
    {"randn_like", "(Tensor input, *, " LIKE, like, CALL_FUNCTION, NORMAL, NULL},
    {"randint_like",
     "(Tensor input, int64_t high, *, " LIKE "\n(Tensor input, int64_t low, int64_t high, *, " LIKE,
     randint_like, CALL_FUNCTION, 0, NULL},
    {"new_empty", "(Tensor input, SymIntArrayRef size, *, " SIGNATURE_OPTIONS, new_filled,
     CALL_METHOD, EMPTY, NULL},
    {"new_zeros", "(Tensor input, SymIntArrayRef size, *, " SIGNATURE_OPTIONS, new_filled,
     CALL_METHOD, ZEROS, NULL},
    {"new_ones", "(Tensor input, SymIntArrayRef size, *, " SIGNATURE_OPTIONS, new_filled,
     CALL_METHOD, ONES, NULL},
    {"new_full", "(Tensor input, SymIntArrayRef size, Scalar fill_value, *, " SIGNATURE_OPTIONS,
     new_filled, CALL_METHOD, FULL, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
