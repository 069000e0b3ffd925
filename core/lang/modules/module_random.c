// random: the Mersenne Twister (Matsumoto and Nishimura, mt19937ar) with CPython's ways of seeding
// and drawing from it. Distributions and choices are in frozen/random.py.
#include <string.h>
#include <sys/random.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/modules/modules.h"
#include "core/lang/modules/sha512.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"

enum { WORDS = 624, SHIFT = 397, SEED_BYTES = 1 << 16 };

struct twister {
    struct container container;
    struct dict *attributes;
    uint32_t state[WORDS];
    uint32_t index; // the next word to hand out; WORDS: none is left
};

static struct twister *twister_of(struct value value)
{
    return (struct twister *)value.object;
}

// ---- the generator

static void refill(struct twister *twister)
{
    uint32_t *state = twister->state;
    for (int i = 0; i < WORDS; i++) {
        uint32_t word = (state[i] & 0x80000000U) | (state[(i + 1) % WORDS] & 0x7FFFFFFFU);
        state[i] = state[(i + SHIFT) % WORDS] ^ word >> 1 ^ (word & 1 ? 0x9908B0DFU : 0);
    }
    twister->index = 0;
}

static uint32_t draw(struct twister *twister)
{
    if (twister->index >= WORDS) {
        refill(twister);
    }
    uint32_t word = twister->state[twister->index++];
    word ^= word >> 11;
    word ^= word << 7 & 0x9D2C5680U;
    word ^= word << 15 & 0xEFC60000U;
    return word ^ word >> 18;
}

static void start(struct twister *twister, uint32_t seed)
{
    twister->state[0] = seed;
    for (uint32_t i = 1; i < WORDS; i++) {
        uint32_t before = twister->state[i - 1];
        twister->state[i] = 1812433253U * (before ^ before >> 30) + i;
    }
    twister->index = WORDS;
}

static void start_from(struct twister *twister, const uint32_t *key, size_t count)
{
    uint32_t *state = twister->state;
    size_t i = 1, j = 0;
    start(twister, 19650218U);
    for (size_t left = count > WORDS ? count : WORDS; left > 0; left--) {
        state[i] =
            (state[i] ^ (state[i - 1] ^ state[i - 1] >> 30) * 1664525U) + key[j] + (uint32_t)j;
        if (++i >= WORDS) {
            state[0] = state[WORDS - 1];
            i = 1;
        }
        j = (j + 1) % count;
    }
    for (size_t left = WORDS - 1; left > 0; left--) {
        state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >> 30) * 1566083941U) - (uint32_t)i;
        if (++i >= WORDS) {
            state[0] = state[WORDS - 1];
            i = 1;
        }
    }
    state[0] = 0x80000000U;
}

// ---- seeds

static bool seed_with_int(struct twister *twister, struct value seed)
{
    uint32_t key[SEED_BYTES / sizeof(uint32_t)];
    int64_t bits = bigint_bits(seed);
    size_t count = bits == 0 ? 1 : (size_t)(bits + 31) / 32;
    if (count > sizeof key / sizeof *key) {
        raise_refused("ranksh has no seeds of more than %d bytes", SEED_BYTES);
        return false;
    }
    struct value size =
        bigint_is_negative(seed) ? bigint_unary(UNARY_NEGATE, seed) : value_ref(seed);
    if (!value_is_set(size)) {
        return false;
    }
    bigint_bytes(size, (unsigned char *)key, count * sizeof *key);
    value_unref(size);
    start_from(twister, key, count);
    return true;
}

static bool seed_with_system(struct twister *twister)
{
    int64_t real = 0;
    if (getrandom(&real, sizeof real, 0) != (ssize_t)sizeof real) {
        real = (int64_t)(uintptr_t)twister;
    }
    return seed_with_int(twister, value_int(interp_reading(INTERP_SEED, real)));
}

// The bytes and their SHA-512 as one number, the highest byte first.
static bool seed_with_bytes(struct twister *twister, const char *data, size_t length)
{
    struct bytes *whole = bytes_create(NULL, length + SHA512_SIZE);
    if (whole == NULL) {
        return false;
    }
    unsigned char *out = (unsigned char *)whole->data;
    sha512(data, length, out);
    for (size_t i = 0; i < SHA512_SIZE / 2; i++) {
        unsigned char byte = out[i];
        out[i] = out[SHA512_SIZE - 1 - i];
        out[SHA512_SIZE - 1 - i] = byte;
    }
    for (size_t i = 0; i < length; i++) {
        out[SHA512_SIZE + i] = (unsigned char)data[length - 1 - i];
    }
    struct value seed = bigint_from_bytes(out, whole->length, false);
    object_unref(whole);
    bool fine = value_is_set(seed) && seed_with_int(twister, seed);
    value_unref(seed);
    return fine;
}

static bool seed_with(struct twister *twister, struct value seed)
{
    int64_t hash;
    if (value_is_none(seed)) {
        return seed_with_system(twister);
    }
    if (type_is_instance(seed, &int_type)) {
        return seed_with_int(twister, seed);
    }
    if (type_is_instance(seed, &str_type)) {
        return seed_with_bytes(twister, str_of(seed)->data, str_of(seed)->length);
    }
    if (value_is(seed, &bytes_type)) {
        return seed_with_bytes(twister, bytes_of(seed)->data, bytes_of(seed)->length);
    }
    if (!value_is_float(seed)) {
        return raise_false(&exception_type_error, "The only supported seed types are: None,\n"
                                                  "int, float, str, bytes, and bytearray.");
    }
    if (!object_hash(seed, &hash)) {
        return false;
    }
    uint32_t key[2] = {(uint32_t)hash, (uint32_t)((uint64_t)hash >> 32)};
    start_from(twister, key, key[1] != 0 ? 2 : 1);
    return true;
}

// ---- the type

static struct value create(struct type *type, const struct arguments *arguments)
{
    (void)arguments;
    struct twister *twister = type_allocate(type, 0);
    if (twister != NULL) {
        start(twister, 5489U);
    }
    return value_object(twister);
}

static struct value method_seed(struct value *args)
{
    return seed_with(twister_of(args[0]), args[1]) ? value_none : value_unset;
}

static struct value method_random(struct value *args)
{
    struct twister *twister = twister_of(args[0]);
    uint32_t high = draw(twister) >> 5, low = draw(twister) >> 6;
    return value_float(((double)high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

// `bits` random bits; 64 at most.
static uint64_t some_bits(struct twister *twister, int64_t bits)
{
    if (bits <= 32) {
        return bits == 0 ? 0 : draw(twister) >> (32 - bits);
    }
    uint64_t low = draw(twister);
    return low | (uint64_t)(draw(twister) >> (64 - bits)) << 32;
}

static struct value many_bits(struct twister *twister, int64_t bits)
{
    size_t words = (size_t)(bits + 31) / 32;
    struct bytes *bytes = bytes_create(NULL, words * 4);
    if (bytes == NULL) {
        return value_unset;
    }
    for (size_t i = 0; i < words; i++, bits -= 32) {
        uint32_t word = draw(twister) >> (bits < 32 ? 32 - bits : 0);
        memcpy(bytes->data + i * 4, &word, sizeof word);
    }
    struct value number =
        bigint_from_bytes((const unsigned char *)bytes->data, bytes->length, false);
    object_unref(bytes);
    return number;
}

static struct value method_getrandbits(struct value *args)
{
    int64_t bits;
    if (!native_int(args[1], &bits)) {
        return value_unset;
    }
    if (bits < 0) {
        return raise_value("number of bits must be non-negative");
    }
    if (bits > BIGINT_MAX_BITS) {
        return raise_refused("ranksh has no ints of more than %d bits", BIGINT_MAX_BITS);
    }
    return bits < 64 ? value_int((int64_t)some_bits(twister_of(args[0]), bits))
                     : many_bits(twister_of(args[0]), bits);
}

// An int below `n`, which is not negative.
static struct value method_below(struct value *args)
{
    struct twister *twister = twister_of(args[0]);
    struct value n = args[1];
    int64_t bits = bigint_bits(n);
    if (bits < 64) {
        uint64_t drawn;
        do {
            drawn = some_bits(twister, bits);
        } while (drawn >= (uint64_t)n.integer && n.integer > 0);
        return value_int((int64_t)drawn);
    }
    struct value drawn = many_bits(twister, bits);
    while (value_is_set(drawn) && bigint_compare(drawn, n) >= 0) {
        value_unref(drawn);
        drawn = many_bits(twister, bits);
    }
    return drawn;
}

static struct value method_state(struct value *args)
{
    struct twister *twister = twister_of(args[0]);
    struct tuple *state = tuple_create(WORDS + 1);
    for (size_t i = 0; state != NULL && i < WORDS; i++) {
        state->items[i] = value_int(twister->state[i]);
    }
    if (state != NULL) {
        state->items[WORDS] = value_int(twister->index);
    }
    return value_object(state);
}

static struct value method_set_state(struct value *args)
{
    struct twister *twister = twister_of(args[0]);
    if (!type_is_instance(args[1], &tuple_type)) {
        return raise_type("state vector must be a tuple");
    }
    const struct tuple *state = tuple_of(args[1]);
    if (state->count != WORDS + 1) {
        return raise_value("state vector is the wrong size");
    }
    for (size_t i = 0; i <= WORDS; i++) {
        struct value word = state->items[i];
        if (!value_is_int(word) || word.integer < 0 || word.integer > UINT32_MAX) {
            return raise_type("an integer is required");
        }
    }
    if (state->items[WORDS].integer > WORDS) {
        return raise_value("invalid state");
    }
    for (size_t i = 0; i < WORDS; i++) {
        twister->state[i] = (uint32_t)state->items[i].integer;
    }
    twister->index = (uint32_t)state->items[WORDS].integer;
    return value_none;
}

static const struct native methods[] = {
    {"_seed(self, seed, /)", method_seed, 0, NULL},
    {"_below(self, n, /)", method_below, 0, NULL},
    {"_state(self, /)", method_state, 0, NULL},
    {"_set_state(self, state, /)", method_set_state, 0, NULL},
    {"getrandbits(self, k, /)", method_getrandbits, 0, NULL},
    {"random(self, /)", method_random, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static struct type twister_type = {
    .name = "_Twister",
    .module = "random",
    .size = sizeof(struct twister),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .attributes_at = offsetof(struct twister, attributes),
    .methods = methods,
    .create = create,
};

static struct type *const types[] = {&twister_type, NULL};

const struct native_module module_random = {
    .name = "random",
    .types = types,
    .files = lang_frozen,
    .frozen = "random.py",
    .refused = modules_refused_random,
};
