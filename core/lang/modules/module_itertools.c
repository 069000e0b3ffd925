// itertools: the iterators that work on one item after the other, and the module.
#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/modules/itertools.h"
#include "core/lang/modules/modules.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"

// ---- what all share

struct stream *stream_create(struct value type)
{
    return type_allocate((struct type *)type.object, 0);
}

bool stream_make_places(struct stream *stream, size_t count)
{
    if (count == 0) {
        return true;
    }
    stream->places = count < SIZE_MAX / 16 ? memory_alloc(count * sizeof *stream->places) : NULL;
    if (stream->places == NULL) {
        raise_memory();
        return false;
    }
    stream->place_count = count;
    for (size_t i = 0; i < count; i++) {
        stream->places[i] = 0;
    }
    return true;
}

struct value stream_next(struct value part)
{
    value_ref(part);
    struct value item = object_next(part);
    value_unref(part);
    return item;
}

void stream_finish(struct object *self)
{
    struct stream *stream = (struct stream *)self;
    for (size_t i = 0; i < ITERTOOLS_PARTS; i++) {
        value_unref(stream->parts[i]);
    }
    memory_free(stream->places, stream->place_count * sizeof *stream->places);
}

void stream_visit(struct object *self, visit_fn *visit, void *context)
{
    for (size_t i = 0; i < ITERTOOLS_PARTS; i++) {
        visit(((struct stream *)self)->parts[i], context);
    }
}

// An instance with an iterator over `iterable` as its first part; unset: raised.
static struct value over(struct value type, struct value iterable)
{
    struct value iterator = object_iterate(iterable);
    struct stream *stream = value_is_set(iterator) ? stream_create(type) : NULL;
    if (stream == NULL) {
        value_unref(iterator);
        return value_unset;
    }
    stream->parts[0] = iterator;
    return value_object(stream);
}

// The same with a second part.
static struct value over_with(struct value type, struct value iterable, struct value second)
{
    struct value made = over(type, iterable);
    if (value_is_set(made)) {
        stream_of(made)->parts[1] = value_ref(second);
    }
    return made;
}

static bool truth_of_call(struct value function, struct value item, bool *ret_truth)
{
    value_ref(function);
    struct value result = object_call_values(function, &item, 1);
    value_unref(function);
    bool fine = value_is_set(result) && object_truth(result, ret_truth);
    value_unref(result);
    return fine;
}

// Counts the turns of a loop that gives nothing out; false: it was interrupted.
static bool may_go_on(size_t *turns)
{
    return ++*turns % 65536 != 0 || !raise_if_interrupted();
}

// ---- count: where it is, the step

static bool is_number(struct value value)
{
    return value.tag == VALUE_BOOL || value.tag == VALUE_INT || value.tag == VALUE_FLOAT ||
           object_has_index(value) || type_is_instance(value, &float_type) ||
           type_find(value_type(value), name_float) != NULL ||
           type_find(value_type(value), name_int) != NULL;
}

static struct value count_new(struct value *args)
{
    if (!is_number(args[1]) || !is_number(args[2])) {
        return raise_type("a number is required");
    }
    struct stream *stream = stream_create(args[0]);
    if (stream != NULL) {
        stream->parts[0] = value_ref(args[1]);
        stream->parts[1] = value_ref(args[2]);
    }
    return value_object(stream);
}

static struct value count_next(struct value self)
{
    struct stream *stream = stream_of(self);
    struct value now = value_ref(stream->parts[0]);
    struct value next = operator_binary(OPERATION_ADD, now, stream->parts[1]);
    if (!value_is_set(next)) {
        value_unref(now);
        return value_unset;
    }
    value_replace(&stream->parts[0], next);
    return now;
}

// The name of the class, then the texts of the parts.
static struct value show(struct value self, struct value first, struct value second)
{
    struct str *one = object_repr(first);
    struct str *two = one != NULL && value_is_set(second) ? object_repr(second) : NULL;
    struct value text = value_unset;
    const char *name = value_type(self)->name_text->data;
    if (one != NULL && !value_is_set(second)) {
        text = value_object(str_format("%s(%s)", name, one->data));
    } else if (two != NULL) {
        text = value_object(str_format("%s(%s, %s)", name, one->data, two->data));
    }
    object_unref(one);
    object_unref(two);
    return text;
}

static struct value count_repr(struct value self)
{
    struct stream *stream = stream_of(self);
    bool by_one = value_same(stream->parts[1], value_int(1));
    return show(self, stream->parts[0], by_one ? value_unset : stream->parts[1]);
}

static const struct native count_methods[] = {
    {"__new__(cls, start=0, step=1)", count_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- repeat: the object; numbers[0]: how often still, -1 for ever

static struct value repeat_new(struct value *args)
{
    int64_t times = -1;
    if (value_is_set(args[2]) && !native_int(args[2], &times)) {
        return value_unset;
    }
    struct stream *stream = stream_create(args[0]);
    if (stream != NULL) {
        stream->parts[0] = value_ref(args[1]);
        stream->numbers[0] = value_is_set(args[2]) && times < 0 ? 0 : times;
    }
    return value_object(stream);
}

static struct value repeat_next(struct value self)
{
    struct stream *stream = stream_of(self);
    if (stream->numbers[0] == 0) {
        return value_unset;
    }
    stream->numbers[0] -= stream->numbers[0] > 0;
    return value_ref(stream->parts[0]);
}

static struct value repeat_repr(struct value self)
{
    struct stream *stream = stream_of(self);
    return show(self, stream->parts[0],
                stream->numbers[0] < 0 ? value_unset : value_int(stream->numbers[0]));
}

static struct value repeat_length_hint(struct value *args)
{
    int64_t left = stream_of(args[0])->numbers[0];
    return left < 0 ? raise_type("len() of unsized object") : value_int(left);
}

static const struct native repeat_methods[] = {
    {"__new__(cls, object, times=?)", repeat_new, NATIVE_STATIC, NULL},
    {"__length_hint__(self, /)", repeat_length_hint, 0, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- cycle: the iterator until it ends, the list of what it gave; numbers[0]: the place in it

static struct value cycle_new(struct value *args)
{
    struct value saved = value_object(list_create(0));
    struct value made = value_is_set(saved) ? over_with(args[0], args[1], saved) : value_unset;
    value_unref(saved);
    return made;
}

static struct value cycle_next(struct value self)
{
    struct stream *stream = stream_of(self);
    if (value_is_set(stream->parts[0])) {
        struct value item = stream_next(stream->parts[0]);
        if (value_is_set(item)) {
            if (!list_append(list_of(stream->parts[1]), item)) {
                value_clear(&item);
            }
            return item;
        }
        if (raise_pending()) {
            return value_unset;
        }
        value_clear(&stream->parts[0]);
    }
    struct list *saved = list_of(stream->parts[1]);
    if (saved->count == 0) {
        return value_unset;
    }
    size_t at = (size_t)stream->numbers[0];
    stream->numbers[0] = at + 1 == saved->count ? 0 : (int64_t)at + 1;
    return value_ref(saved->items[at]);
}

static const struct native cycle_methods[] = {
    {"__new__(cls, iterable, /)", cycle_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- chain: the iterator over the iterables, the one that is being read

static struct value chain_new(struct value *args)
{
    return over(args[0], args[1]); // the tuple of arguments
}

static struct value chain_next(struct value self)
{
    struct stream *stream = stream_of(self);
    for (size_t turns = 0; may_go_on(&turns);) {
        if (!value_is_set(stream->parts[0])) {
            return value_unset;
        }
        if (!value_is_set(stream->parts[1])) {
            struct value iterable = stream_next(stream->parts[0]);
            struct value iterator = value_is_set(iterable) ? object_iterate(iterable) : value_unset;
            value_unref(iterable);
            if (!value_is_set(iterator)) {
                value_clear(&stream->parts[0]);
                return value_unset;
            }
            value_replace(&stream->parts[1], iterator);
        }
        struct value item = stream_next(stream->parts[1]);
        if (value_is_set(item) || raise_pending()) {
            return item;
        }
        value_clear(&stream->parts[1]);
    }
    return value_unset;
}

static const struct native chain_methods[] = {
    {"__new__(cls, /, *iterables)", chain_new, NATIVE_STATIC, NULL},
    {"from_iterable(cls, iterable, /)", chain_new, NATIVE_CLASS, NULL},
    {"__class_getitem__(cls, item, /)", sequence_class_item, NATIVE_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- accumulate: the iterator, the function, the total, the first total

static struct value accumulate_new(struct value *args)
{
    struct value made = over_with(args[0], args[1], args[2]);
    if (value_is_set(made) && !value_is_none(args[3])) {
        stream_of(made)->parts[3] = value_ref(args[3]);
    }
    return made;
}

static struct value accumulate_next(struct value self)
{
    struct stream *stream = stream_of(self);
    if (value_is_set(stream->parts[3])) {
        struct value first = stream->parts[3];
        stream->parts[3] = value_unset;
        value_replace(&stream->parts[2], value_ref(first));
        return first;
    }
    struct value item = stream_next(stream->parts[0]);
    if (!value_is_set(item)) {
        return value_unset;
    }
    struct value total = item;
    if (value_is_set(stream->parts[2])) {
        struct value both[] = {value_ref(stream->parts[2]), item};
        struct value function = value_ref(stream->parts[1]);
        total = value_is_none(function) ? operator_binary(OPERATION_ADD, both[0], item)
                                        : object_call_values(function, both, 2);
        value_unref(function);
        value_unref(both[0]);
        value_unref(item);
        if (!value_is_set(total)) {
            return value_unset;
        }
    }
    value_replace(&stream->parts[2], value_ref(total));
    return total;
}

static const struct native accumulate_methods[] = {
    {"__new__(cls, iterable, func=None, *, initial=None)", accumulate_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- compress: the data, the selectors

static struct value compress_new(struct value *args)
{
    struct value made = over(args[0], args[1]);
    struct value selectors = value_is_set(made) ? object_iterate(args[2]) : value_unset;
    if (!value_is_set(selectors)) {
        value_unref(made);
        return value_unset;
    }
    stream_of(made)->parts[1] = selectors;
    return made;
}

static struct value compress_next(struct value self)
{
    struct stream *stream = stream_of(self);
    for (size_t turns = 0; may_go_on(&turns);) {
        struct value item = stream_next(stream->parts[0]);
        struct value selector = value_is_set(item) ? stream_next(stream->parts[1]) : value_unset;
        bool chosen = false;
        bool fine = value_is_set(selector) && object_truth(selector, &chosen);
        value_unref(selector);
        if (fine && chosen) {
            return item;
        }
        value_unref(item);
        if (!fine) {
            break;
        }
    }
    return value_unset;
}

static const struct native compress_methods[] = {
    {"__new__(cls, data, selectors)", compress_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- dropwhile, takewhile, filterfalse, starmap: the iterator, the function

static struct value with_function_new(struct value *args)
{
    return over_with(args[0], args[2], args[1]);
}

static struct value dropwhile_next(struct value self)
{
    struct stream *stream = stream_of(self);
    for (size_t turns = 0; may_go_on(&turns);) {
        struct value item = stream_next(stream->parts[0]);
        bool dropped = false;
        if (!value_is_set(item) || stream->started) {
            return item;
        }
        if (!truth_of_call(stream->parts[1], item, &dropped) || !dropped) {
            stream->started = !raise_pending();
            if (raise_pending()) {
                value_clear(&item);
            }
            return item;
        }
        value_unref(item);
    }
    return value_unset;
}

static struct value takewhile_next(struct value self)
{
    struct stream *stream = stream_of(self);
    struct value item = stream->ended ? value_unset : stream_next(stream->parts[0]);
    bool taken = false;
    if (!value_is_set(item)) {
        return item;
    }
    if (!truth_of_call(stream->parts[1], item, &taken) || !taken) {
        stream->ended = stream->ended || !raise_pending();
        value_clear(&item);
    }
    return item;
}

static struct value filterfalse_next(struct value self)
{
    struct stream *stream = stream_of(self);
    for (size_t turns = 0; may_go_on(&turns);) {
        struct value item = stream_next(stream->parts[0]);
        bool truth = false, itself = value_is_none(stream->parts[1]) ||
                                     value_same(stream->parts[1], value_object(&bool_type));
        if (!value_is_set(item)) {
            return item;
        }
        bool fine =
            itself ? object_truth(item, &truth) : truth_of_call(stream->parts[1], item, &truth);
        if (fine && !truth) {
            return item;
        }
        value_unref(item);
        if (!fine) {
            break;
        }
    }
    return value_unset;
}

static struct value starmap_next(struct value self)
{
    struct stream *stream = stream_of(self);
    struct value item = stream_next(stream->parts[0]);
    struct tuple *all = NULL;
    if (value_is_set(item)) {
        all = value_is(item, &tuple_type) ? object_ref(item.object) : tuple_from_iterable(item);
    }
    value_unref(item);
    if (all == NULL) {
        return value_unset;
    }
    struct value function = value_ref(stream->parts[1]);
    struct value result = object_call_values(function, all->items, all->count);
    value_unref(function);
    object_unref(all);
    return result;
}

static const struct native predicate_methods[] = {
    {"__new__(cls, predicate, iterable, /)", with_function_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- islice: the iterator; numbers: read so far, the next that is wanted, the end, the step

static bool slice_bound(struct value value, int64_t otherwise, const char *wrong,
                        int64_t *ret_bound)
{
    *ret_bound = otherwise;
    if (value_is_none(value)) {
        return true;
    }
    if (object_has_index(value)) {
        if (native_int(value, ret_bound) && *ret_bound >= 0) {
            return true;
        }
        raise_forget();
    }
    return raise_false(&exception_value_error, "%s", wrong);
}

static struct value islice_new(struct value *args)
{
    static const char start_wrong[] =
        "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    static const char stop_wrong[] =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    static const char step_wrong[] = "Step for islice() must be a positive integer or None.";
    struct tuple *rest = tuple_of(args[1]);
    int64_t start = 0, stop = -1, step = 1;
    if (rest->count < 2 || rest->count > 4) {
        return raise_type("islice expected at %s arguments, got %zu",
                          rest->count < 2 ? "least 2" : "most 4", rest->count);
    }
    bool fine = slice_bound(rest->items[rest->count == 2 ? 1 : 2], -1, stop_wrong, &stop) &&
                (rest->count == 2 || slice_bound(rest->items[1], 0, start_wrong, &start)) &&
                (rest->count < 4 || slice_bound(rest->items[3], 1, step_wrong, &step));
    if (fine && step < 1) {
        return raise_value("%s", step_wrong);
    }
    struct value made = fine ? over(args[0], rest->items[0]) : value_unset;
    if (value_is_set(made)) {
        int64_t *numbers = stream_of(made)->numbers;
        numbers[1] = start;
        numbers[2] = stop;
        numbers[3] = step;
    }
    return made;
}

static struct value islice_next(struct value self)
{
    struct stream *stream = stream_of(self);
    int64_t *numbers = stream->numbers;
    struct value item = value_unset;
    size_t turns = 0;
    if (!value_is_set(stream->parts[0])) {
        return value_unset;
    }
    while (numbers[0] < numbers[1] && may_go_on(&turns)) {
        item = stream_next(stream->parts[0]);
        if (!value_is_set(item)) {
            break;
        }
        value_clear(&item);
        numbers[0]++;
    }
    bool wanted = numbers[0] >= numbers[1] && (numbers[2] < 0 || numbers[0] < numbers[2]);
    if (wanted && value_is_set(stream->parts[0])) {
        item = stream_next(stream->parts[0]);
    }
    if (!value_is_set(item)) {
        value_clear(&stream->parts[0]);
        return item;
    }
    numbers[0]++;
    if (__builtin_add_overflow(numbers[1], numbers[3], &numbers[1]) ||
        (numbers[2] >= 0 && numbers[1] > numbers[2])) {
        numbers[1] = numbers[2] >= 0 ? numbers[2] : INT64_MAX;
    }
    return item;
}

static const struct native islice_methods[] = {
    {"__new__(cls, /, *arguments)", islice_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- zip_longest: the iterators as a list, what stands for the ended; numbers[0]: how many live

static struct value zip_longest_create(struct type *type, const struct arguments *arguments)
{
    struct value fill = value_none;
    size_t keywords = arguments->names != NULL ? arguments->names->count : 0;
    for (size_t i = 0; i < keywords; i++) {
        if (!str_is(str_of(arguments->names->items[i]), "fillvalue")) {
            return raise_type("zip_longest() got an unexpected keyword argument");
        }
        fill = arguments->values[arguments->count + i];
    }
    struct list *iterators = list_create(arguments->count);
    struct stream *stream = iterators != NULL ? stream_create(value_object(type)) : NULL;
    for (size_t i = 0; stream != NULL && i < arguments->count; i++) {
        struct value iterator = object_iterate(arguments->values[i]);
        if (!value_is_set(iterator) || !list_push(iterators, iterator)) {
            object_unref(stream);
            stream = NULL;
        }
    }
    if (stream == NULL) {
        object_unref(iterators);
        return value_unset;
    }
    stream->parts[0] = value_object(iterators);
    stream->parts[1] = value_ref(fill);
    stream->numbers[0] = (int64_t)arguments->count;
    return value_object(stream);
}

static struct value zip_longest_next(struct value self)
{
    struct stream *stream = stream_of(self);
    struct list *iterators = list_of(stream->parts[0]);
    struct tuple *row = stream->numbers[0] > 0 ? tuple_create(iterators->count) : NULL;
    for (size_t i = 0; row != NULL && i < iterators->count; i++) {
        bool live = !value_is_none(iterators->items[i]);
        struct value item = live ? stream_next(iterators->items[i]) : value_unset;
        if (!value_is_set(item)) {
            if (raise_pending() || (live && --stream->numbers[0] <= 0)) {
                stream->numbers[0] = 0;
                object_unref(row);
                return value_unset;
            }
            value_replace(&iterators->items[i], value_none);
            item = value_ref(stream->parts[1]);
        }
        row->items[i] = item;
    }
    return value_object(row);
}

// ---- pairwise: the iterator, the item before

static struct value pairwise_new(struct value *args)
{
    return over(args[0], args[1]);
}

static struct value pairwise_next(struct value self)
{
    struct stream *stream = stream_of(self);
    if (!value_is_set(stream->parts[0])) {
        return value_unset;
    }
    if (!value_is_set(stream->parts[1])) {
        struct value first = stream_next(stream->parts[0]);
        if (!value_is_set(first)) {
            value_clear(&stream->parts[0]);
            return value_unset;
        }
        value_replace(&stream->parts[1], first);
        if (!value_is_set(stream->parts[0])) {
            value_clear(&stream->parts[1]);
            return value_unset;
        }
    }
    struct value left = value_ref(stream->parts[1]), right = stream_next(stream->parts[0]);
    struct value pair = value_unset;
    if (value_is_set(right)) {
        pair = value_object(tuple_pack(2, left, right));
        value_replace(&stream->parts[1], right);
    } else {
        value_clear(&stream->parts[0]);
        value_clear(&stream->parts[1]);
    }
    value_unref(left);
    return pair;
}

static const struct native pairwise_methods[] = {
    {"__new__(cls, iterable, /)", pairwise_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

// ---- the module

static struct type count_type = {
    .name = "itertools.count",
    .size = sizeof(struct stream),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = count_methods,
    .finish = stream_finish,
    .visit = stream_visit,
    .iterate = iterator_itself,
    .next = count_next,
    .repr = count_repr,
};

static struct type repeat_type = {
    .name = "itertools.repeat",
    .size = sizeof(struct stream),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = repeat_methods,
    .finish = stream_finish,
    .visit = stream_visit,
    .iterate = iterator_itself,
    .next = repeat_next,
    .repr = repeat_repr,
};

static struct type zip_longest_type = {
    .name = "itertools.zip_longest",
    .size = sizeof(struct stream),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .create = zip_longest_create,
    .finish = stream_finish,
    .visit = stream_visit,
    .iterate = iterator_itself,
    .next = zip_longest_next,
};

static struct type cycle_type = STREAM_TYPE("cycle", cycle_methods, cycle_next);
static struct type chain_type = STREAM_TYPE("chain", chain_methods, chain_next);
static struct type accumulate_type = STREAM_TYPE("accumulate", accumulate_methods, accumulate_next);
static struct type compress_type = STREAM_TYPE("compress", compress_methods, compress_next);
static struct type dropwhile_type = STREAM_TYPE("dropwhile", predicate_methods, dropwhile_next);
static struct type takewhile_type = STREAM_TYPE("takewhile", predicate_methods, takewhile_next);
static struct type filterfalse_type =
    STREAM_TYPE("filterfalse", predicate_methods, filterfalse_next);
static struct type starmap_type = STREAM_TYPE("starmap", predicate_methods, starmap_next);
static struct type islice_type = STREAM_TYPE("islice", islice_methods, islice_next);
static struct type pairwise_type = STREAM_TYPE("pairwise", pairwise_methods, pairwise_next);

static struct type *const types[] = {
    &count_type,
    &repeat_type,
    &cycle_type,
    &chain_type,
    &accumulate_type,
    &compress_type,
    &dropwhile_type,
    &takewhile_type,
    &filterfalse_type,
    &starmap_type,
    &islice_type,
    &zip_longest_type,
    &pairwise_type,
    &itertools_product,
    &itertools_permutations,
    &itertools_groupby,
    &itertools_combinations,
    &itertools_with_replacement,
    &itertools_grouper,
    &itertools_tee,
    &itertools_tee_item,
    NULL,
};

static const struct native functions[] = {
    {"tee(iterable, n=2, /)", itertools_tee_function, 0, NULL},
    {NULL, NULL, 0, NULL},
};

const struct native_module module_itertools = {
    .name = "itertools",
    .functions = functions,
    .types = types,
};
