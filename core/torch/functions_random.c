// Random numbers, by the default generator or one that is given.
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/random.h"
#include "core/torch/functions.h"
#include "core/torch/functions_options.h"
#include "core/torch/small_types.h"

static struct generator *generator_given(const struct call *call)
{
    int i = call_find(call, "generator");
    return i >= 0 ? call_generator(call, i) : NULL;
}

// Takes the fresh tensor over; drops it if filling failed.
static struct value outcome(enum status status, struct tensor *tensor,
                            const struct options *options)
{
    if (status != STATUS_OK) {
        tensor_unref(tensor);
    }
    return functions_made(status, tensor, options);
}

// rand, randn: detail 0, 1.
static struct value of_shape(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    struct shape shape;
    if (!functions_options(call, dtype_default, &options) || !functions_shape(call, 0, &shape)) {
        return value_unset;
    }
    enum status status = tensor_create(options.dtype, shape.ndim, shape.sizes, &tensor);
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    status = call->function->detail == 0 ? random_uniform(tensor, 0, 1, generator_given(call))
                                         : random_normal(tensor, 0, 1, generator_given(call));
    return outcome(status, tensor, &options);
}

static struct value randint(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    struct shape shape;
    bool both = call->which >= 2;
    int64_t low = both ? call_int(call, 0) : 0, high = call_int(call, both);
    if (!functions_options(call, DTYPE_INT64, &options) ||
        !functions_shape(call, both ? 2 : 1, &shape)) {
        return value_unset;
    }
    enum status status = tensor_create(options.dtype, shape.ndim, shape.sizes, &tensor);
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    return outcome(random_integers(tensor, low, high, generator_given(call)), tensor, &options);
}

static struct value randperm(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options;
    if (!functions_options(call, DTYPE_INT64, &options)) {
        return value_unset;
    }
    enum status status =
        random_permutation(call_int(call, 0), options.dtype, generator_given(call), &tensor);
    return functions_made(status, tensor, &options);
}

// mean + std * z, where one of them is a tensor: which 0 both, 1 the mean, 2 the deviation.
static enum status normal_of(const struct call *call, struct tensor *tensor)
{
    enum status status = random_normal(tensor, 0, 1, generator_given(call));
    bool was = autograd_set_enabled(false);
    if (status == STATUS_OK) {
        status = tensor_arithmetic_(ARITHMETIC_MUL, tensor, call_operand(call, 1), scalar_int(1));
    }
    if (status == STATUS_OK) {
        status = tensor_arithmetic_(ARITHMETIC_ADD, tensor, call_operand(call, 0), scalar_int(1));
    }
    autograd_set_enabled(was);
    return status;
}

static struct value normal(struct call *call)
{
    struct tensor *tensor = NULL;
    struct options options = {.dtype = dtype_default};
    struct shape shape;
    enum status status;
    if (call->which == 3) {
        if (!functions_options(call, dtype_default, &options) ||
            !functions_shape(call, 2, &shape)) {
            return value_unset;
        }
        status = tensor_create(options.dtype, shape.ndim, shape.sizes, &tensor);
        if (status != STATUS_OK) {
            return raise_failure(status);
        }
        status = random_normal(tensor, call_double(call, 0), call_double(call, 1),
                               generator_given(call));
        return outcome(status, tensor, &options);
    }
    struct tensor *a = call_tensor(call, 0), *b = call_tensor(call, 1);
    if (a != NULL && b != NULL) {
        status = shape_broadcast(a->ndim, a->shape, b->ndim, b->shape, &shape.ndim, shape.sizes);
        if (status == STATUS_OK) {
            status = tensor_create(a->dtype, shape.ndim, shape.sizes, &tensor);
        }
    } else {
        status = tensor_empty_like(a != NULL ? a : b, (a != NULL ? a : b)->dtype, &tensor);
    }
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    return outcome(normal_of(call, tensor), tensor, &options);
}

static struct value bernoulli(struct call *call)
{
    struct tensor *x = call_tensor(call, 0), *tensor = NULL;
    struct options options = {.dtype = x->dtype};
    enum status status = tensor_empty_like(x, x->dtype, &tensor);
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    status = call->which == 1
                 ? random_bernoulli(tensor, call_double(call, 1), generator_given(call))
                 : random_bernoulli_each(tensor, x, generator_given(call));
    return outcome(status, tensor, &options);
}

static struct value multinomial(struct call *call)
{
    struct tensor *result = NULL;
    enum status status = random_multinomial(call_tensor(call, 0), call_int(call, 1),
                                            call_bool(call, 2), generator_given(call), &result);
    return tensor_result(status, result);
}

// ---- in place

enum filling { UNIFORM, NORMAL, INTEGERS, EXPONENTIAL, BERNOULLI };

static enum status write(const struct call *call, struct tensor *x)
{
    struct generator *generator = generator_given(call);
    switch ((enum filling)call->function->detail) {
    case UNIFORM:
        return random_uniform(x, call_double(call, 1), call_double(call, 2), generator);
    case NORMAL:
        return random_normal(x, call_double(call, 1), call_double(call, 2), generator);
    case EXPONENTIAL:
        return random_exponential(x, call_double(call, 1), generator);
    case INTEGERS:
        if (call->which == 0 || (call->which == 1 && !call_has(call, 2))) {
            return random_full_range(x, generator);
        }
        return call->which == 1
                   ? random_integers(x, call_int(call, 1), call_int(call, 2), generator)
                   : random_integers(x, 0, call_int(call, 1), generator);
    case BERNOULLI:
        return call->which == 0 ? random_bernoulli_each(x, call_tensor(call, 1), generator)
                                : random_bernoulli(x, call_double(call, 1), generator);
    }
    return STATUS_OK;
}

static struct value in_place(struct call *call)
{
    struct tensor *x = call_tensor(call, 0);
    enum status status = autograd_check_inplace(x);
    if (status == STATUS_OK) {
        status = write(call, x);
    }
    if (status == STATUS_OK) {
        status = autograd_rebase(x, NULL);
    }
    return functions_in_place(call, status);
}

// ---- seeds

static struct value manual_seed(struct call *call)
{
    int64_t seed;
    struct value whole = object_call_values(value_object(&int_type), &call->args[0], 1);
    if (!value_is_set(whole) || !native_int(whole, &seed)) {
        value_unref(whole);
        return value_unset;
    }
    value_unref(whole);
    random_seed(random_default(), (uint64_t)seed);
    return generator_default();
}

static struct value seed(struct call *call)
{
    (void)call;
    return generator_seed_afresh(random_default());
}

static struct value initial_seed(struct call *call)
{
    (void)call;
    return generator_seed_value(random_default());
}

static struct value get_rng_state(struct call *call)
{
    (void)call;
    return generator_state_value(random_default());
}

static struct value set_rng_state(struct call *call)
{
    return generator_take_state(random_default(), call->args[0]) ? value_none : value_unset;
}

#define GENERATOR "Generator? generator, "
#define RANDOM_SIZES                                                            \
    "(IntArrayRef size, *, " GENERATOR "DimnameList? names, " SIGNATURE_OPTIONS \
    "\n(IntArrayRef size, *, " GENERATOR "Tensor out=None, " SIGNATURE_OPTIONS  \
    "\n(IntArrayRef size, *, Tensor out=None, " SIGNATURE_OPTIONS               \
    "\n(IntArrayRef size, *, DimnameList? names, " SIGNATURE_OPTIONS
#define RANDOM_INTEGERS                                                                    \
    "(int64_t high, IntArrayRef size, *, " GENERATOR "Tensor out=None, " SIGNATURE_OPTIONS \
    "\n(int64_t high, IntArrayRef size, *, Tensor out=None, " SIGNATURE_OPTIONS            \
    "\n(int64_t low, int64_t high, IntArrayRef size, *, " GENERATOR                        \
    "Tensor out=None, " SIGNATURE_OPTIONS                                                  \
    "\n(int64_t low, int64_t high, IntArrayRef size, *, Tensor out=None, " SIGNATURE_OPTIONS
#define ANY_GENERATOR "*, Generator? generator=None)"

const struct torch_function functions_random[] = {
    {"rand", RANDOM_SIZES, of_shape, CALL_FUNCTION, 0, NULL},
    {"randn", RANDOM_SIZES, of_shape, CALL_FUNCTION, 1, NULL},
    {"randint", RANDOM_INTEGERS, randint, CALL_FUNCTION, 0, NULL},
    {"randperm",
     "(int64_t n, *, " GENERATOR "Tensor out=None, " SIGNATURE_OPTIONS
     "\n(int64_t n, *, Tensor out=None, " SIGNATURE_OPTIONS,
     randperm, CALL_FUNCTION, 0, NULL},
    {"normal",
     "(Tensor mean, Tensor std, *, Generator? generator=None, Tensor out=None)\n"
     "(Tensor mean, double std=1, *, Generator? generator=None, Tensor out=None)\n"
     "(double mean, Tensor std, *, Generator? generator=None, Tensor out=None)\n"
     "(double mean, double std, IntArrayRef size, *, Generator? generator=None, Tensor "
     "out=None, " SIGNATURE_OPTIONS,
     normal, CALL_FUNCTION, 0, NULL},
    {"bernoulli",
     "(Tensor input, *, Generator? generator=None, Tensor out=None)\n"
     "(Tensor input, double p, " ANY_GENERATOR,
     bernoulli, CALL_BOTH, 0, NULL},
    {"multinomial",
     "(Tensor input, int64_t num_samples, bool replacement=False, *, Generator? generator=None, "
     "Tensor out=None)",
     multinomial, CALL_BOTH, 0, NULL},
    {"uniform_", "(Tensor input, double from=0, double to=1, " ANY_GENERATOR, in_place, CALL_METHOD,
     UNIFORM, NULL},
    {"normal_", "(Tensor input, double mean=0, double std=1, " ANY_GENERATOR, in_place, CALL_METHOD,
     NORMAL, NULL},
    {"exponential_", "(Tensor input, double lambd=1, " ANY_GENERATOR, in_place, CALL_METHOD,
     EXPONENTIAL, NULL},
    {"random_",
     "(Tensor input, " ANY_GENERATOR "\n(Tensor input, int64_t from, int64_t? to, " ANY_GENERATOR
     "\n(Tensor input, int64_t to, " ANY_GENERATOR,
     in_place, CALL_METHOD, INTEGERS, NULL},
    {"bernoulli_",
     "(Tensor input, Tensor p, " ANY_GENERATOR "\n(Tensor input, double p=0.5, " ANY_GENERATOR,
     in_place, CALL_METHOD, BERNOULLI, NULL},
    {"manual_seed", "(PyObject* seed)", manual_seed, CALL_FUNCTION | CALL_PYTHON, 0, NULL},
    {"seed", "()", seed, CALL_FUNCTION | CALL_PYTHON, 0, NULL},
    {"initial_seed", "()", initial_seed, CALL_FUNCTION | CALL_PYTHON, 0, NULL},
    {"get_rng_state", "()", get_rng_state, CALL_FUNCTION | CALL_PYTHON, 0, NULL},
    {"set_rng_state", "(PyObject* new_state)", set_rng_state, CALL_FUNCTION | CALL_PYTHON, 0, NULL},
    {NULL, NULL, NULL, 0, 0, NULL},
};
