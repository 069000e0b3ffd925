// The generator, and tensors filled from it. Elements are drawn in the order of memory.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "core/base/clock.h"
#include "core/tensor/convert.h"
#include "core/tensor/iterate.h"
#include "core/tensor/random.h"

static uint64_t (*entropy_source)(void);

// ---- MT19937 (Matsumoto and Nishimura)

void random_seed(struct generator *generator, uint64_t seed)
{
    uint32_t *state = generator->state;
    generator->seed = seed;
    state[0] = (uint32_t)seed;
    for (uint32_t i = 1; i < RANDOM_WORDS; i++) {
        state[i] = 1812433253u * (state[i - 1] ^ (state[i - 1] >> 30)) + i;
    }
    generator->next = RANDOM_WORDS;
    generator->has_normal = false;
}

void random_init_generator(struct generator *generator)
{
    generator->refs = 1;
    random_seed(generator, 67280421310721u);
}

static void refill(uint32_t *state)
{
    for (int i = 0; i < RANDOM_WORDS; i++) {
        uint32_t mixed = (state[i] & 0x80000000u) | (state[(i + 1) % RANDOM_WORDS] & 0x7fffffffu);
        state[i] = state[(i + 397) % RANDOM_WORDS] ^ (mixed >> 1) ^ ((mixed & 1) ? 0x9908b0dfu : 0);
    }
}

uint32_t random_32(struct generator *generator)
{
    if (generator->next == RANDOM_WORDS) {
        refill(generator->state);
        generator->next = 0;
    }
    uint32_t x = generator->state[generator->next++];
    x ^= x >> 11;
    x ^= (x << 7) & 0x9d2c5680u;
    x ^= (x << 15) & 0xefc60000u;
    return x ^ (x >> 18);
}

uint64_t random_64(struct generator *generator)
{
    uint64_t high = random_32(generator);
    return high << 32 | random_32(generator);
}

uint64_t random_entropy(void)
{
    uint64_t seed;
    if (entropy_source != NULL) {
        return entropy_source();
    }
    if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed) {
        seed = (uint64_t)clock_calendar_ns();
    }
    return seed;
}

void random_set_entropy(uint64_t (*entropy)(void))
{
    entropy_source = entropy;
}

struct generator *random_default(void)
{
    static struct generator generator;
    if (generator.refs == 0) {
        random_init_generator(&generator);
        random_seed(&generator, random_entropy());
    }
    return &generator;
}

static struct generator *or_default(struct generator *generator)
{
    return generator != NULL ? generator : random_default();
}

// ---- single numbers

static float unit_float(struct generator *generator)
{
    return (float)(random_32(generator) & 0xffffffu) * 0x1p-24f;
}

static double unit_double(struct generator *generator)
{
    return (double)(random_64(generator) & 0x1fffffffffffffu) * 0x1p-53;
}

static double unit_normal(struct generator *generator)
{
    if (generator->has_normal) {
        generator->has_normal = false;
        return generator->normal;
    }
    double angle = 2 * M_PI * unit_double(generator);
    double radius = sqrt(-2 * log1p(-unit_double(generator)));
    generator->normal = radius * sin(angle);
    generator->has_normal = true;
    return radius * cos(angle);
}

// ---- walking a tensor in the order of memory

struct draw {
    struct generator *generator;
    enum dtype dtype;
    double a, b;
    int64_t from;
    uint64_t range;
};

static void store(char *place, enum dtype dtype, struct scalar value)
{
    struct storage storage = {.data = place};
    struct tensor one = {.dtype = dtype, .storage = &storage};
    tensor_set_element(&one, 0, value);
}

static enum status fill(struct tensor *x, kernel_loop *loop, struct draw *draw)
{
    struct iterate walk;
    draw->dtype = x->dtype;
    iterate_init(&walk, x->ndim, x->shape);
    iterate_add(&walk, x);
    iterate_order(&walk, false);
    return iterate_run(&walk, loop, draw);
}

static enum status only_floats(const struct tensor *x, const char *kernel)
{
    if (!dtype_is_float(x->dtype)) {
        return failure(FAILURE_RUNTIME, "\"%s\" not implemented for '%s'", kernel,
                       dtype_facts[x->dtype].scalar_name);
    }
    return STATUS_OK;
}

static void uniform_loop(int64_t n, char *const *data, const int64_t *strides, void *context)
{
    struct draw *draw = context;
    float low = (float)draw->a, width = (float)draw->b - low;
    for (int64_t i = 0; i < n; i++) {
        char *place = data[0] + i * strides[0];
        if (draw->dtype == DTYPE_FLOAT32) {
            *(float *)(void *)place = fmaf(unit_float(draw->generator), width, low);
        } else {
            *(double *)(void *)place =
                fma(unit_double(draw->generator), draw->b - draw->a, draw->a);
        }
    }
}

enum status random_uniform(struct tensor *x, double from, double to, struct generator *generator)
{
    struct draw draw = {.generator = or_default(generator), .a = from, .b = to};
    enum status status = only_floats(x, "check_uniform_bounds");
    if (status == STATUS_OK && from > to) {
        status = failure(FAILURE_RUNTIME,
                         "uniform_ expects to return a [from, to) range, but found from=%g > "
                         "to=%g",
                         from, to);
    }
    return status == STATUS_OK ? fill(x, uniform_loop, &draw) : status;
}

// ---- normal numbers: 16 and more of a packed tensor in blocks, fewer one by one

static void normal_block(double *data, double mean, double deviation)
{
    for (int i = 0; i < 8; i++) {
        double radius = sqrt(-2 * log(1 - data[i])), angle = 2.0 * M_PI * data[i + 8];
        data[i] = radius * cos(angle) * deviation + mean;
        data[i + 8] = radius * sin(angle) * deviation + mean;
    }
}

static void normal_blocks(struct tensor *x, double mean, double deviation,
                          struct generator *generator)
{
    float *narrow = tensor_data(x);
    double *wide = tensor_data(x);
    bool is_narrow = x->dtype == DTYPE_FLOAT32;
    int64_t n = x->numel;
    for (int64_t i = 0; i < n; i++) {
        if (is_narrow) {
            narrow[i] = unit_float(generator);
        } else {
            wide[i] = unit_double(generator);
        }
    }
    // What does not fill a block: the last 16 are drawn again and transformed together.
    for (int64_t at = 0; at < n; at += 16) {
        int64_t start = at;
        if (n - at < 16) {
            start = n - 16;
            for (int64_t i = start; i < n; i++) {
                if (is_narrow) {
                    narrow[i] = unit_float(generator);
                } else {
                    wide[i] = unit_double(generator);
                }
            }
        }
        if (is_narrow) {
            kernels->normal(narrow + start, (float)mean, (float)deviation);
        } else {
            normal_block(wide + start, mean, deviation);
        }
    }
}

static void normal_loop(int64_t n, char *const *data, const int64_t *strides, void *context)
{
    struct draw *draw = context;
    for (int64_t i = 0; i < n; i++) {
        double value = unit_normal(draw->generator) * draw->b + draw->a;
        store(data[0] + i * strides[0], draw->dtype, scalar_float(value));
    }
}

enum status random_normal(struct tensor *x, double mean, double deviation,
                          struct generator *generator)
{
    struct draw draw = {.generator = or_default(generator), .a = mean, .b = deviation};
    enum status status = only_floats(x, "normal_kernel_cpu");
    if (status == STATUS_OK && !(deviation >= 0)) {
        status = failure(FAILURE_RUNTIME, "normal expects std >= 0.0, but found std %g", deviation);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (x->numel >= 16 && x->contiguous) {
        normal_blocks(x, mean, deviation, draw.generator);
        return STATUS_OK;
    }
    return fill(x, normal_loop, &draw);
}

// ---- whole numbers

static void integer_loop(int64_t n, char *const *data, const int64_t *strides, void *context)
{
    struct draw *draw = context;
    for (int64_t i = 0; i < n; i++) {
        uint64_t bits = draw->range >= (uint64_t)1 << 32 ? random_64(draw->generator)
                                                         : random_32(draw->generator);
        int64_t value = (int64_t)(bits % draw->range) + draw->from;
        store(data[0] + i * strides[0], draw->dtype, scalar_int(value));
    }
}

static enum status check_bounds(enum dtype dtype, int64_t from, int64_t to)
{
    static const int64_t lowest[DTYPE_COUNT] = {-16777216, -9007199254740992, INT64_MIN, INT32_MIN,
                                                INT16_MIN, INT8_MIN,          0,         0};
    static const int64_t highest[DTYPE_COUNT] = {16777216,  9007199254740992, INT64_MAX, INT32_MAX,
                                                 INT16_MAX, INT8_MAX,         UINT8_MAX, 1};
    bool low = from<lowest[dtype], high = to - 1> highest[dtype];
    if (!dtype_is_float(dtype) && (low || high)) {
        return failure(FAILURE_RUNTIME, "%s is out of bounds for %s", low ? "from" : "to - 1",
                       dtype_facts[dtype].c_name);
    }
    return STATUS_OK;
}

enum status random_integers(struct tensor *x, int64_t from, int64_t to, struct generator *generator)
{
    struct draw draw = {
        .generator = or_default(generator), .from = from, .range = (uint64_t)to - (uint64_t)from};
    if (from >= to) {
        return failure(FAILURE_RUNTIME,
                       "random_ expects 'from' to be less than 'to', but got from=%lld >= to=%lld",
                       (long long)from, (long long)to);
    }
    enum status status = check_bounds(x->dtype, from, to);
    return status == STATUS_OK ? fill(x, integer_loop, &draw) : status;
}

static void full_range_loop(int64_t n, char *const *data, const int64_t *strides, void *context)
{
    // By element type: how many values there are; 0 for a type whose bits are used as they come.
    static const uint64_t values[DTYPE_COUNT] = {
        [DTYPE_FLOAT32] = ((uint64_t)1 << 24) + 1,
        [DTYPE_FLOAT64] = ((uint64_t)1 << 53) + 1,
        [DTYPE_INT64] = (uint64_t)1 << 63,
        [DTYPE_INT32] = (uint64_t)1 << 31,
        [DTYPE_INT16] = 1 << 15,
        [DTYPE_INT8] = 1 << 7,
        [DTYPE_UINT8] = 1 << 8,
        [DTYPE_BOOL] = 2,
    };
    struct draw *draw = context;
    bool wide = draw->dtype == DTYPE_FLOAT64 || draw->dtype == DTYPE_INT64;
    for (int64_t i = 0; i < n; i++) {
        uint64_t bits = wide ? random_64(draw->generator) : random_32(draw->generator);
        store(data[0] + i * strides[0], draw->dtype,
              scalar_int((int64_t)(bits % values[draw->dtype])));
    }
}

enum status random_full_range(struct tensor *x, struct generator *generator)
{
    struct draw draw = {.generator = or_default(generator)};
    return fill(x, full_range_loop, &draw);
}

// ---- others

static void bernoulli_loop(int64_t n, char *const *data, const int64_t *strides, void *context)
{
    struct draw *draw = context;
    for (int64_t i = 0; i < n; i++) {
        bool hit = unit_double(draw->generator) < draw->a;
        store(data[0] + i * strides[0], draw->dtype, scalar_int(hit));
    }
}

enum status random_bernoulli(struct tensor *x, double p, struct generator *generator)
{
    struct draw draw = {.generator = or_default(generator), .a = p};
    if (!(p >= 0 && p <= 1)) {
        return failure(FAILURE_RUNTIME, "bernoulli_ expects p to be in [0, 1], but got p=%g", p);
    }
    return fill(x, bernoulli_loop, &draw);
}

// x and p have one shape and are packed.
enum status random_bernoulli_each(struct tensor *x, const struct tensor *p,
                                  struct generator *generator)
{
    struct generator *from = or_default(generator);
    enum status status = only_floats(p, "bernoulli_tensor_cpu_p_");
    for (int64_t i = 0; i < x->numel && status == STATUS_OK; i++) {
        double chance = scalar_number(tensor_element(p, i));
        if (!(chance >= 0 && chance <= 1)) {
            return failure(FAILURE_RUNTIME,
                           "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could "
                           "this error message be improved?  If so, please report an enhancement "
                           "request to PyTorch.)");
        }
        bool hit = p->dtype == DTYPE_FLOAT64 ? unit_double(from) < chance
                                             : unit_float(from) < (float)chance;
        tensor_set_element(x, i, scalar_int(hit));
    }
    return status;
}

static void exponential_loop(int64_t n, char *const *data, const int64_t *strides, void *context)
{
    struct draw *draw = context;
    for (int64_t i = 0; i < n; i++) {
        double value = -1 / draw->a * log1p(-unit_double(draw->generator));
        store(data[0] + i * strides[0], draw->dtype, scalar_float(value));
    }
}

enum status random_exponential(struct tensor *x, double lambda, struct generator *generator)
{
    struct draw draw = {.generator = or_default(generator), .a = lambda};
    enum status status = only_floats(x, "exponential_cpu");
    if (status == STATUS_OK && !(lambda > 0)) {
        status = failure(FAILURE_RUNTIME, "exponential_ expects lambda > 0.0, but found lambda=%g",
                         lambda);
    }
    return status == STATUS_OK ? fill(x, exponential_loop, &draw) : status;
}

enum status random_permutation(int64_t n, enum dtype dtype, struct generator *generator,
                               struct tensor **ret_tensor)
{
    struct tensor *order, *typed;
    struct generator *from = or_default(generator);
    enum status status = tensor_create(DTYPE_INT64, 1, &n, &order);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t *values = tensor_longs(order);
    for (int64_t i = 0; i < n; i++) {
        values[i] = i;
    }
    for (int64_t i = 0; i < n - 1; i++) {
        int64_t other = i + (int64_t)(random_32(from) % (uint64_t)(n - i));
        int64_t was = values[i];
        values[i] = values[other];
        values[other] = was;
    }
    if (dtype == DTYPE_INT64) {
        *ret_tensor = order;
        return STATUS_OK;
    }
    status = tensor_cast_values(order, dtype, &typed);
    tensor_unref(order);
    if (status == STATUS_OK) {
        *ret_tensor = typed;
    }
    return status;
}
