// Ranges of 64-bit ints; larger bounds are refused.
#include "core/lang/containers/list.h"
#include "core/lang/containers/range.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"

struct range {
    struct object object;
    int64_t start, stop, step;
    uint64_t length;
};

static struct range *of(struct value self)
{
    return (struct range *)self.object;
}

static struct value range_create(int64_t start, int64_t stop, int64_t step)
{
    struct range *range = type_allocate(&range_type, 0);
    if (range == NULL) {
        return value_unset;
    }
    range->start = start;
    range->stop = stop;
    range->step = step;
    if (step > 0 && start < stop) {
        range->length = ((uint64_t)stop - (uint64_t)start - 1) / (uint64_t)step + 1;
    } else if (step < 0 && start > stop) {
        range->length = ((uint64_t)start - (uint64_t)stop - 1) / (0 - (uint64_t)step) + 1;
    }
    return value_object(range);
}

static int64_t item(const struct range *range, uint64_t index)
{
    return (int64_t)((uint64_t)range->start + index * (uint64_t)range->step);
}

static bool bound(struct value value, int64_t *ret_bound)
{
    if (native_int(value, ret_bound)) {
        return true;
    }
    if (raise_is(&exception_overflow_error)) {
        raise_forget();
        raise_refused("ranksh has no ranges beyond 64 bits");
    }
    return false;
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    const struct value *values = arguments->values;
    int64_t numbers[3] = {0, 0, 1};
    size_t count = arguments->count;
    (void)type;
    if (arguments->names != NULL) {
        return raise_type("range() takes no keyword arguments");
    }
    if (count == 0 || count > 3) {
        return raise_type("range expected at %s %d argument%s, got %zu",
                          count == 0 ? "least" : "most", count == 0 ? 1 : 3, count == 0 ? "" : "s",
                          count);
    }
    for (size_t i = 0; i < count; i++) {
        if (!bound(values[i], &numbers[count == 1 ? 1 : i])) {
            return value_unset;
        }
    }
    if (numbers[2] == 0) {
        return raise_value("range() arg 3 must not be zero");
    }
    return range_create(numbers[0], numbers[1], numbers[2]);
}

static bool length(struct value self, int64_t *ret_length)
{
    if (of(self)->length > INT64_MAX) {
        return raise_false(&exception_overflow_error,
                           "Python int too large to convert to C ssize_t");
    }
    *ret_length = (int64_t)of(self)->length;
    return true;
}

static struct value get_item(struct value self, struct value key)
{
    struct range *range = of(self);
    size_t position;
    if (value_is(key, &slice_type)) {
        struct slice_range part;
        if (!slice_resolve(key, range->length, &part)) {
            return value_unset;
        }
        return range_create(range->start + part.start * range->step,
                            range->start + part.stop * range->step, range->step * part.step);
    }
    struct value index = object_index(key);
    if (!value_is_set(index)) {
        if (raise_is(&exception_type_error)) {
            raise_forget();
            raise_type("range indices must be integers or slices, not %s", type_name(key));
        }
        return value_unset;
    }
    bool fine = value_is_int(index) && list_position(index.integer, range->length, &position);
    value_unref(index);
    if (!fine) {
        return raise_error(&exception_index_error, "range object index out of range");
    }
    return value_int(item(range, position));
}

// Where a number stands in the range; false: it does not.
static bool find(const struct range *range, int64_t number, int64_t *ret_index)
{
    if (range->length == 0) {
        return false;
    }
    int64_t last = item(range, range->length - 1);
    bool up = range->step > 0;
    if (up ? number < range->start || number > last : number > range->start || number < last) {
        return false;
    }
    uint64_t distance =
        up ? (uint64_t)number - (uint64_t)range->start : (uint64_t)range->start - (uint64_t)number;
    uint64_t step = up ? (uint64_t)range->step : 0 - (uint64_t)range->step;
    *ret_index = (int64_t)(distance / step);
    return distance % step == 0;
}

// Anything but an int is compared with each number.
static bool find_any(struct value self, struct value wanted, int64_t *ret_index, bool *ret_found)
{
    struct range *range = of(self);
    *ret_found = false;
    if (int_is_small(wanted)) {
        *ret_found = find(range, wanted.integer, ret_index);
        return true;
    }
    for (uint64_t i = 0; i < range->length && !*ret_found; i++) {
        if (!object_equal(value_int(item(range, i)), wanted, ret_found) ||
            (i % 65536 == 65535 && raise_if_interrupted())) {
            return false;
        }
        *ret_index = (int64_t)i;
    }
    return true;
}

static bool contains(struct value self, struct value wanted, bool *ret_found)
{
    int64_t index;
    return find_any(self, wanted, &index, ret_found);
}

static struct value method_index(struct value *args)
{
    int64_t index;
    bool found;
    if (!find_any(args[0], args[1], &index, &found)) {
        return value_unset;
    }
    if (found) {
        return value_int(index);
    }
    if (!type_is_instance(args[1], &int_type)) {
        return raise_value("sequence.index(x): x not in sequence");
    }
    struct str *text = object_repr(args[1]);
    if (text != NULL) {
        raise_value("%s is not in range", text->data);
    }
    object_unref(text);
    return value_unset;
}

static struct value method_count(struct value *args)
{
    bool found;
    return contains(args[0], args[1], &found) ? value_int(found) : value_unset;
}

static struct value iterator_create_from(int64_t start, int64_t step, uint64_t left)
{
    struct range_iterator *iterator = type_allocate(&range_iterator_type, 0);
    if (iterator != NULL) {
        iterator->next = start;
        iterator->step = step;
        iterator->left = left;
    }
    return value_object(iterator);
}

static struct value iterate(struct value self)
{
    return iterator_create_from(of(self)->start, of(self)->step, of(self)->length);
}

static struct value method_reversed(struct value *args)
{
    struct range *range = of(args[0]);
    int64_t last = range->length > 0 ? item(range, range->length - 1) : 0;
    return iterator_create_from(last, (int64_t)(0 - (uint64_t)range->step), range->length);
}

static struct value repr(struct value self)
{
    struct range *range = of(self);
    long long start = range->start, stop = range->stop, step = range->step;
    return value_object(step == 1 ? str_format("range(%lld, %lld)", start, stop)
                                  : str_format("range(%lld, %lld, %lld)", start, stop, step));
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!value_is(other, &range_type) ||
        (comparison != COMPARISON_EQUAL && comparison != COMPARISON_NOT_EQUAL)) {
        return value_ref(value_not_implemented);
    }
    struct range *a = of(self), *b = of(other);
    bool equal =
        a->length == b->length &&
        (a->length == 0 || (a->start == b->start && (a->length == 1 || a->step == b->step)));
    return value_bool(equal == (comparison == COMPARISON_EQUAL));
}

static bool hash(struct value self, int64_t *ret_hash)
{
    struct range *range = of(self);
    bool some = range->length > 0, many = range->length > 1;
    struct tuple *tuple = tuple_pack(3, value_int((int64_t)range->length),
                                     some ? value_int(range->start) : value_none,
                                     many ? value_int(range->step) : value_none);
    bool fine = tuple != NULL && object_hash(value_object(tuple), ret_hash);
    object_unref(tuple);
    return fine;
}

static struct value get_start(struct value *args)
{
    return value_int(of(args[0])->start);
}

static struct value get_stop(struct value *args)
{
    return value_int(of(args[0])->stop);
}

static struct value get_step(struct value *args)
{
    return value_int(of(args[0])->step);
}

static const struct native methods[] = {
    {"start(self)", get_start, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"stop(self)", get_stop, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"step(self)", get_step, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"index(self, value, /)", method_index, 0, NULL},
    {"count(self, value, /)", method_count, 0, NULL},
    {"__reversed__(self, /)", method_reversed, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type range_type = {
    .name = "range",
    .size = sizeof(struct range),
    .methods = methods,
    .create = create,
    .get_item = get_item,
    .length = length,
    .contains = contains,
    .iterate = iterate,
    .repr = repr,
    .compare = compare,
    .hash = hash,
};

static struct value next(struct value self)
{
    struct value number;
    return range_next_inline(self, &number) ? number : value_unset;
}

static struct value length_hint(struct value *args)
{
    return value_int((int64_t)((struct range_iterator *)args[0].object)->left);
}

static const struct native iterator_methods[] = {
    {"__length_hint__(self, /)", length_hint, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type range_iterator_type = {
    .name = "range_iterator",
    .size = sizeof(struct range_iterator),
    .flags = TYPE_NO_CREATE,
    .methods = iterator_methods,
    .iterate = iterator_itself,
    .next = next,
};
