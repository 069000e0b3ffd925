// itertools: product, permutations, combinations. `parts[0]` is the pool (of product a tuple of
// pools), `places` say which of its items are taken.
#include "core/lang/containers/tuple.h"
#include "core/lang/modules/itertools.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/object.h"

// A row of `count` items, the i-th of `pool_of(i)` at `places[i]`.
static struct value row(const struct stream *stream, size_t count)
{
    struct tuple *tuple = tuple_create(count), *pool = tuple_of(stream->parts[0]);
    bool many = stream->container.object.type == &itertools_product ||
                type_is_subtype(stream->container.object.type, &itertools_product);
    for (size_t i = 0; tuple != NULL && i < count; i++) {
        struct tuple *from = many ? tuple_of(pool->items[i]) : pool;
        tuple->items[i] = value_ref(from->items[stream->places[i]]);
    }
    return value_object(tuple);
}

static struct value over(struct stream *stream)
{
    stream->ended = true;
    return value_unset;
}

// ---- product

static bool fill_pools(struct stream *stream, struct tuple *iterables, size_t repeat)
{
    size_t count = iterables->count;
    struct tuple *pools = tuple_create(count * repeat);
    if (pools == NULL) {
        return false;
    }
    stream->parts[0] = value_object(pools);
    for (size_t i = 0; repeat > 0 && i < count; i++) {
        struct tuple *pool = tuple_from_iterable(iterables->items[i]);
        if (pool == NULL) {
            return false;
        }
        for (size_t j = i; j < count * repeat; j += count) {
            pools->items[j] = value_of(pool);
        }
        stream->ended = stream->ended || pool->count == 0;
        object_unref(pool);
    }
    return stream_make_places(stream, count * repeat);
}

static struct value product_new(struct value *args)
{
    int64_t repeat;
    if (!native_int(args[2], &repeat)) {
        return value_unset;
    }
    if (repeat < 0) {
        return raise_value("repeat argument cannot be negative");
    }
    size_t count = tuple_of(args[1])->count;
    if (count > 0 && (size_t)repeat > (size_t)1 << 30) {
        return raise_error(&exception_overflow_error, "repeat argument too large");
    }
    struct stream *stream = stream_create(args[0]);
    if (stream != NULL && !fill_pools(stream, tuple_of(args[1]), count > 0 ? (size_t)repeat : 0)) {
        object_unref(stream);
        return value_unset;
    }
    return value_object(stream);
}

static struct value product_next(struct value self)
{
    struct stream *stream = stream_of(self);
    struct tuple *pools = tuple_of(stream->parts[0]);
    size_t i = pools->count;
    if (stream->ended) {
        return value_unset;
    }
    while (stream->started && i > 0) {
        i--;
        if ((size_t)++stream->places[i] < tuple_of(pools->items[i])->count) {
            return row(stream, pools->count);
        }
        stream->places[i] = 0;
    }
    if (stream->started) {
        return over(stream);
    }
    stream->started = true;
    return row(stream, pools->count);
}

static const struct native product_methods[] = {
    {"__new__(cls, *iterables, repeat=1)", product_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

struct type itertools_product = STREAM_TYPE("product", product_methods, product_next);

// ---- permutations: `places` are r of n indices, then the n - r others, then r countdowns

static struct value permutations_new(struct value *args)
{
    struct tuple *pool = tuple_from_iterable(args[1]);
    int64_t taken = pool != NULL ? (int64_t)pool->count : 0;
    struct stream *stream = NULL;
    if (pool != NULL && !value_is_none(args[2])) {
        if (!type_is_instance(args[2], &int_type)) {
            raise_type("Expected int as r");
        } else if (native_int(args[2], &taken) && taken < 0) {
            raise_value("r must be non-negative");
        }
    }
    if (pool != NULL && !raise_pending()) {
        stream = stream_create(args[0]);
    }
    if (stream == NULL) {
        object_unref(pool);
        return value_unset;
    }
    int64_t count = (int64_t)pool->count;
    stream->parts[0] = value_object(pool);
    stream->numbers[0] = taken;
    stream->ended = taken > count;
    if (!stream->ended && !stream_make_places(stream, (size_t)(count + taken))) {
        object_unref(stream);
        return value_unset;
    }
    for (int64_t i = 0; !stream->ended && i < count; i++) {
        stream->places[i] = i;
    }
    for (int64_t i = 0; !stream->ended && i < taken; i++) {
        stream->places[count + i] = count - i;
    }
    return value_object(stream);
}

static struct value permutations_next(struct value self)
{
    struct stream *stream = stream_of(self);
    int64_t count = (int64_t)tuple_of(stream->parts[0])->count, taken = stream->numbers[0];
    int64_t *indices = stream->places;
    if (stream->ended) {
        return value_unset;
    }
    if (!stream->started) {
        stream->started = true;
        return row(stream, (size_t)taken);
    }
    for (int64_t i = taken - 1; i >= 0; i--) {
        if (--indices[count + i] > 0) {
            int64_t j = count - indices[count + i], index = indices[i];
            indices[i] = indices[j];
            indices[j] = index;
            return row(stream, (size_t)taken);
        }
        int64_t index = indices[i];
        for (int64_t j = i; j < count - 1; j++) {
            indices[j] = indices[j + 1];
        }
        indices[count - 1] = index;
        indices[count + i] = count - i;
    }
    return over(stream);
}

static const struct native permutations_methods[] = {
    {"__new__(cls, iterable, r=None)", permutations_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

struct type itertools_permutations =
    STREAM_TYPE("permutations", permutations_methods, permutations_next);

// ---- combinations, with replacement or without

static struct value combinations_new(struct value *args)
{
    bool again = type_is_subtype((struct type *)args[0].object, &itertools_with_replacement);
    int64_t taken;
    if (!native_int(args[2], &taken)) {
        return value_unset;
    }
    struct tuple *pool = tuple_from_iterable(args[1]);
    struct stream *stream = NULL;
    if (pool != NULL) {
        if (taken < 0) {
            raise_value("r must be non-negative");
        } else {
            stream = stream_create(args[0]);
        }
    }
    if (stream == NULL) {
        object_unref(pool);
        return value_unset;
    }
    stream->parts[0] = value_object(pool);
    stream->numbers[0] = taken;
    stream->ended = again ? pool->count == 0 && taken > 0 : taken > (int64_t)pool->count;
    if (!stream->ended && !stream_make_places(stream, (size_t)taken)) {
        object_unref(stream);
        return value_unset;
    }
    for (int64_t i = 0; !stream->ended && !again && i < taken; i++) {
        stream->places[i] = i;
    }
    return value_object(stream);
}

static struct value combinations_next(struct value self)
{
    struct stream *stream = stream_of(self);
    int64_t count = (int64_t)tuple_of(stream->parts[0])->count, taken = stream->numbers[0];
    bool again = type_is_subtype(value_type(self), &itertools_with_replacement);
    if (stream->ended) {
        return value_unset;
    }
    if (!stream->started) {
        stream->started = true;
        return row(stream, (size_t)taken);
    }
    int64_t i = taken - 1;
    while (i >= 0 && stream->places[i] == (again ? count - 1 : i + count - taken)) {
        i--;
    }
    if (i < 0) {
        return over(stream);
    }
    stream->places[i]++;
    for (int64_t j = i + 1; j < taken; j++) {
        stream->places[j] = stream->places[j - 1] + !again;
    }
    return row(stream, (size_t)taken);
}

static const struct native combinations_methods[] = {
    {"__new__(cls, iterable, r)", combinations_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

struct type itertools_combinations =
    STREAM_TYPE("combinations", combinations_methods, combinations_next);
struct type itertools_with_replacement =
    STREAM_TYPE("combinations_with_replacement", combinations_methods, combinations_next);
