// enumerate, zip, map, filter and iter(function, end).
#include "core/base/memory.h"
#include "core/lang/builtins/builtin_iterators.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/operator.h"
#include "core/lang/text/str.h"

struct enumerate {
    struct container container;
    struct value iterator, count;
    struct tuple *row;
};

struct several { // zip and map: iterators that are asked together
    struct container container;
    struct value function; // of map
    struct tuple *iterators;
    struct tuple *row; // of zip
    bool strict, ended;
};

struct one { // filter and iter(function, end)
    struct container container;
    struct value function, other; // the iterator, or the end
};

// A tuple to be filled. Mostly the one before has been unpacked and nobody else holds it: then it is
// given again, with its old items.
static struct tuple *row_for(struct tuple **last, size_t count)
{
    struct tuple *row = *last;
    if (row == NULL || row->container.object.refs > 1) {
        row = tuple_create(count);
        if (row == NULL) {
            return NULL;
        }
        object_unref(*last);
        *last = row;
    }
    return object_ref(row);
}

// ---- enumerate

static struct value enumerate_new(struct value *args)
{
    struct value start = object_index(args[2]);
    struct value iterator = value_is_set(start) ? object_iterate(args[1]) : value_unset;
    struct enumerate *enumerate =
        value_is_set(iterator) ? type_allocate((struct type *)args[0].object, 0) : NULL;
    if (enumerate == NULL) {
        value_unref(start);
        value_unref(iterator);
        return value_unset;
    }
    enumerate->iterator = iterator;
    enumerate->count = start;
    return value_object(enumerate);
}

static struct value enumerate_next(struct value self)
{
    struct enumerate *enumerate = (struct enumerate *)self.object;
    struct value item = object_next(enumerate->iterator);
    if (!value_is_set(item)) {
        return item;
    }
    struct tuple *row = row_for(&enumerate->row, 2);
    struct value count = operator_binary(OPERATION_ADD, enumerate->count, value_int(1));
    if (row == NULL || !value_is_set(count)) {
        object_unref(row);
        value_unref(count);
        value_unref(item);
        return value_unset;
    }
    value_replace(&row->items[0], enumerate->count);
    value_replace(&row->items[1], item);
    value_put(&enumerate->count, count);
    return value_object(row);
}

static void enumerate_finish(struct object *self)
{
    value_unref(((struct enumerate *)self)->iterator);
    value_unref(((struct enumerate *)self)->count);
    object_unref(((struct enumerate *)self)->row);
}

static void enumerate_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct enumerate *)self)->iterator, context);
    visit(value_object(((struct enumerate *)self)->row), context);
}

static const struct native enumerate_methods[] = {
    {"__new__(cls, iterable, start=0)", enumerate_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

struct type enumerate_type = {
    .name = "enumerate",
    .size = sizeof(struct enumerate),
    .flags = TYPE_CONTAINER,
    .methods = enumerate_methods,
    .finish = enumerate_finish,
    .visit = enumerate_visit,
    .iterate = iterator_itself,
    .next = enumerate_next,
};

// ---- zip and map

static struct value several_create(struct type *type, struct value function,
                                   const struct value *iterables, size_t count)
{
    struct tuple *iterators = tuple_create(count);
    struct several *several = iterators != NULL ? type_allocate(type, 0) : NULL;
    for (size_t i = 0; several != NULL && i < count; i++) {
        iterators->items[i] = object_iterate(iterables[i]);
        if (value_is_set(iterators->items[i])) {
            continue;
        }
        if (type == &zip_type && raise_is(&exception_type_error) &&
            value_type(iterables[i])->iterate == NULL) {
            raise_forget();
            raise_type("'%s' object is not iterable", type_name(iterables[i]));
        }
        object_unref(several);
        several = NULL;
    }
    if (several == NULL) {
        object_unref(iterators);
        return value_unset;
    }
    several->function = value_ref(function);
    several->iterators = iterators;
    return value_object(several);
}

static struct value zip_new(struct value *args)
{
    bool strict;
    if (!native_truth(args[2], &strict)) {
        return value_unset;
    }
    struct value zip = several_create((struct type *)args[0].object, value_unset,
                                      tuple_of(args[1])->items, tuple_of(args[1])->count);
    if (value_is_set(zip)) {
        ((struct several *)zip.object)->strict = strict;
    }
    return zip;
}

// Of zip(strict=True): iterator `ended` has ended, those before it have not.
static struct value uneven(struct several *several, size_t ended)
{
    several->ended = true;
    if (ended > 0) {
        return raise_value(ended == 1 ? "zip() argument 2 is shorter than argument 1"
                                      : "zip() argument %zu is shorter than arguments 1-%zu",
                           ended + 1, ended);
    }
    for (size_t i = 1; i < several->iterators->count; i++) {
        struct value item = object_next(several->iterators->items[i]);
        if (value_is_set(item)) {
            value_unref(item);
            return raise_value(i == 1 ? "zip() argument 2 is longer than argument 1"
                                      : "zip() argument %zu is longer than arguments 1-%zu",
                               i + 1, i);
        }
        if (raise_pending()) {
            return value_unset;
        }
    }
    return value_unset;
}

static struct value zip_next(struct value self)
{
    struct several *several = (struct several *)self.object;
    size_t count = several->iterators->count;
    if (count == 0 || several->ended) {
        return value_unset;
    }
    struct tuple *row = row_for(&several->row, count);
    for (size_t i = 0; row != NULL && i < count; i++) {
        struct value item = object_next(several->iterators->items[i]);
        if (value_is_set(item)) {
            value_replace(&row->items[i], item);
        } else {
            object_unref(row);
            if (several->strict && !raise_pending()) {
                return uneven(several, i);
            }
            return value_unset;
        }
    }
    return value_object(row);
}

static struct value map_new(struct value *args)
{
    if (tuple_of(args[2])->count == 0) {
        return raise_type("map() must have at least two arguments.");
    }
    return several_create((struct type *)args[0].object, args[1], tuple_of(args[2])->items,
                          tuple_of(args[2])->count);
}

static struct value map_next(struct value self)
{
    enum { FEW = 8 };
    struct several *several = (struct several *)self.object;
    size_t count = several->iterators->count, got = 0;
    struct value few[FEW] = {{0}};
    struct value *items = count <= FEW ? few : memory_alloc(count * sizeof *items);
    struct value result = value_unset;
    if (items == NULL) {
        return raise_memory();
    }
    while (got < count && value_is_set(items[got] = object_next(several->iterators->items[got]))) {
        got++;
    }
    if (got == count) {
        result = object_call_values(several->function, items, count);
    }
    while (got > 0) {
        value_unref(items[--got]);
    }
    if (items != few) {
        memory_free(items, count * sizeof *items);
    }
    return result;
}

static void several_finish(struct object *self)
{
    value_unref(((struct several *)self)->function);
    object_unref(((struct several *)self)->iterators);
    object_unref(((struct several *)self)->row);
}

static void several_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct several *)self)->function, context);
    visit(value_object(((struct several *)self)->iterators), context);
    visit(value_object(((struct several *)self)->row), context);
}

static const struct native zip_methods[] = {
    {"__new__(cls, /, *iterables, strict=False)", zip_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

struct type zip_type = {
    .name = "zip",
    .size = sizeof(struct several),
    .flags = TYPE_CONTAINER,
    .methods = zip_methods,
    .finish = several_finish,
    .visit = several_visit,
    .iterate = iterator_itself,
    .next = zip_next,
};

static const struct native map_methods[] = {
    {"__new__(cls, function=None, /, *iterables)", map_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

struct type map_type = {
    .name = "map",
    .size = sizeof(struct several),
    .flags = TYPE_CONTAINER,
    .methods = map_methods,
    .finish = several_finish,
    .visit = several_visit,
    .iterate = iterator_itself,
    .next = map_next,
};

// ---- filter and iter(function, end)

static struct value one_create(struct type *type, struct value function, struct value other)
{
    struct one *one = type_allocate(type, 0);
    if (one == NULL) {
        value_unref(other);
        return value_unset;
    }
    one->function = value_ref(function);
    one->other = other;
    return value_object(one);
}

static struct value filter_new(struct value *args)
{
    struct value iterator = object_iterate(args[2]);
    return value_is_set(iterator) ? one_create((struct type *)args[0].object, args[1], iterator)
                                  : value_unset;
}

static struct value filter_next(struct value self)
{
    struct one *one = (struct one *)self.object;
    struct value item;
    while (value_is_set(item = object_next(one->other))) {
        bool passes;
        struct value verdict =
            value_is_none(one->function) || value_same(one->function, value_object(&bool_type))
                ? value_ref(item)
                : object_call_values(one->function, &item, 1);
        bool fine = value_is_set(verdict) && object_truth(verdict, &passes);
        value_unref(verdict);
        if (fine && passes) {
            return item;
        }
        value_unref(item);
        if (!fine) {
            return value_unset;
        }
    }
    return value_unset;
}

struct value callable_iterator_create(struct value function, struct value end)
{
    return one_create(&callable_iterator_type, function, value_ref(end));
}

static struct value callable_next(struct value self)
{
    struct one *one = (struct one *)self.object;
    bool equal;
    if (!value_is_set(one->function)) {
        return value_unset;
    }
    struct value item = object_call_values(one->function, NULL, 0);
    if (!value_is_set(item)) {
        if (raise_is(&exception_stop_iteration)) {
            raise_forget();
            value_clear(&one->function);
        }
        return item;
    }
    bool fine = object_equal(item, one->other, &equal);
    if (fine && !equal) {
        return item;
    }
    value_unref(item);
    if (fine) {
        value_clear(&one->function);
    }
    return value_unset;
}

static void one_finish(struct object *self)
{
    value_unref(((struct one *)self)->function);
    value_unref(((struct one *)self)->other);
}

static void one_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct one *)self)->function, context);
    visit(((struct one *)self)->other, context);
}

static const struct native filter_methods[] = {
    {"__new__(cls, function, iterable, /)", filter_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

struct type filter_type = {
    .name = "filter",
    .size = sizeof(struct one),
    .flags = TYPE_CONTAINER,
    .methods = filter_methods,
    .finish = one_finish,
    .visit = one_visit,
    .iterate = iterator_itself,
    .next = filter_next,
};

struct type callable_iterator_type = {
    .name = "callable_iterator",
    .size = sizeof(struct one),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .finish = one_finish,
    .visit = one_visit,
    .iterate = iterator_itself,
    .next = callable_next,
};
