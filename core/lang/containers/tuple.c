// Tuples. Subclasses (namedtuple's classes) keep their attributes in one more slot behind the
// items.
#include <stdarg.h>

#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/collect.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"

static struct tuple *empty; // the one ()

static struct tuple *create(struct type *type, size_t count)
{
    size_t hidden = (type->flags & TYPE_ITEMS_TUPLE) != 0;
    if (count > (SIZE_MAX / 2 - sizeof(struct tuple)) / sizeof(struct value) - 1) {
        raise_memory();
        return NULL;
    }
    size_t size = sizeof(struct tuple) + (count + hidden) * sizeof(struct value);
    struct tuple *tuple = memory_alloc(size);
    if (tuple == NULL) {
        raise_memory();
        return NULL;
    }
    tuple->container.object = (struct object){.refs = 1, .type = type};
    tuple->count = count;
    for (size_t i = 0; i < count + hidden; i++) {
        tuple->items[i] = value_unset;
    }
    if (type->flags & TYPE_HEAP) {
        object_ref(type);
    }
    collect_track(&tuple->container);
    return tuple;
}

struct tuple *tuple_create(size_t count)
{
    if (count == 0) {
        if (empty == NULL) {
            empty = create(&tuple_type, 0);
        }
        return object_ref(empty);
    }
    return create(&tuple_type, count);
}

struct tuple *tuple_create_as(struct type *type, size_t count)
{
    return create(type, count);
}

void tuple_forget_empty(void)
{
    object_unref(empty);
    empty = NULL;
}

struct tuple *tuple_from(const struct value *items, size_t count)
{
    struct tuple *tuple = tuple_create(count);
    for (size_t i = 0; tuple != NULL && i < count; i++) {
        tuple->items[i] = value_ref(items[i]);
    }
    return tuple;
}

struct tuple *tuple_pack(size_t count, ...)
{
    struct tuple *tuple = tuple_create(count);
    va_list items;
    va_start(items, count);
    for (size_t i = 0; tuple != NULL && i < count; i++) {
        tuple->items[i] = value_ref(va_arg(items, struct value));
    }
    va_end(items);
    return tuple;
}

struct tuple *tuple_from_iterable(struct value iterable)
{
    if (value_is(iterable, &tuple_type)) {
        return object_ref(iterable.object);
    }
    struct list *list = object_to_list(iterable);
    if (list == NULL) {
        return NULL;
    }
    struct tuple *tuple = tuple_from(list->items, list->count);
    object_unref(list);
    return tuple;
}

static size_t size_of(const struct object *self)
{
    size_t hidden = (self->type->flags & TYPE_ITEMS_TUPLE) != 0;
    return sizeof(struct tuple) +
           (((const struct tuple *)self)->count + hidden) * sizeof(struct value);
}

static void finish(struct object *self)
{
    struct tuple *tuple = (struct tuple *)self;
    size_t hidden = (self->type->flags & TYPE_ITEMS_TUPLE) != 0;
    for (size_t i = 0; i < tuple->count + hidden; i++) {
        value_unref(tuple->items[i]);
    }
}

static void visit_items(struct object *self, visit_fn *visit, void *context)
{
    struct tuple *tuple = (struct tuple *)self;
    size_t hidden = (self->type->flags & TYPE_ITEMS_TUPLE) != 0;
    for (size_t i = 0; i < tuple->count + hidden; i++) {
        visit(tuple->items[i], context);
    }
}

static struct value create_from(struct type *type, const struct arguments *arguments)
{
    if (!sequence_one_argument(type, "tuple", arguments)) {
        return value_unset;
    }
    struct tuple *plain =
        arguments->count > 0 ? tuple_from_iterable(arguments->values[0]) : tuple_create(0);
    if (type == &tuple_type || plain == NULL) {
        return value_object(plain);
    }
    struct tuple *tuple = create(type, plain->count);
    for (size_t i = 0; tuple != NULL && i < plain->count; i++) {
        tuple->items[i] = value_ref(plain->items[i]);
    }
    object_unref(plain);
    return value_object(tuple);
}

static struct value get_item(struct value self, struct value key)
{
    struct tuple *tuple = tuple_of(self);
    size_t position;
    if (value_is(key, &slice_type)) {
        struct slice_range range;
        if (!slice_resolve(key, tuple->count, &range)) {
            return value_unset;
        }
        if (range.step == 1 && range.count == tuple->count && value_is(self, &tuple_type)) {
            return value_ref(self);
        }
        struct tuple *part = tuple_create(range.count);
        for (size_t i = 0; part != NULL && i < range.count; i++) {
            part->items[i] = value_ref(tuple->items[range.start + (int64_t)i * range.step]);
        }
        return value_object(part);
    }
    if (!sequence_position(key, "tuple", tuple->count, &position)) {
        return value_unset;
    }
    return value_ref(tuple->items[position]);
}

static bool length(struct value self, int64_t *ret_length)
{
    *ret_length = (int64_t)tuple_of(self)->count;
    return true;
}

static bool contains(struct value self, struct value item, bool *ret_found)
{
    struct value *items = tuple_of(self)->items;
    return sequence_find(&items, &tuple_of(self)->count, item, ret_found, NULL);
}

static struct value iterate(struct value self)
{
    return iterator_create(self);
}

static struct value repr(struct value self)
{
    struct tuple *tuple = tuple_of(self);
    struct value *items = tuple->items;
    return value_object(
        list_repr_items("(", self, &items, &tuple->count, tuple->count == 1 ? ",)" : ")"));
}

// CPython's (a simplified xxHash), since it decides the order of sets.
static bool hash(struct value self, int64_t *ret_hash)
{
    const uint64_t prime_1 = 11400714785074694791U, prime_2 = 14029467366897019727U,
                   prime_5 = 2870177450012600261U;
    struct tuple *tuple = tuple_of(self);
    uint64_t sum = prime_5;
    for (size_t i = 0; i < tuple->count; i++) {
        int64_t lane;
        if (!object_hash(tuple->items[i], &lane)) {
            return false;
        }
        sum += (uint64_t)lane * prime_2;
        sum = (sum << 31 | sum >> 33) * prime_1;
    }
    sum += tuple->count ^ (prime_5 ^ 3527539U);
    *ret_hash = sum == UINT64_MAX ? 1546275796 : (int64_t)sum;
    return true;
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!type_is_instance(other, &tuple_type)) {
        return value_ref(value_not_implemented);
    }
    struct tuple *left = tuple_of(self), *right = tuple_of(other);
    struct value *left_items = left->items, *right_items = right->items;
    return sequence_compare(comparison, &left_items, &left->count, &right_items, &right->count);
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    struct tuple *tuple = tuple_of(self);
    if (operation == OPERATION_ADD && !reflected && type_is_instance(other, &tuple_type)) {
        struct tuple *more = tuple_of(other);
        if (more->count == 0 && value_is(self, &tuple_type)) {
            return value_ref(self);
        }
        if (tuple->count == 0 && value_is(other, &tuple_type)) {
            return value_ref(other);
        }
        struct tuple *sum = tuple_create(tuple->count + more->count);
        for (size_t i = 0; sum != NULL && i < sum->count; i++) {
            sum->items[i] =
                value_ref(i < tuple->count ? tuple->items[i] : more->items[i - tuple->count]);
        }
        return value_object(sum);
    }
    if (operation == OPERATION_MULTIPLY) {
        size_t times;
        struct value refused = sequence_times(other, tuple->count, &times);
        if (times == SIZE_MAX) {
            return refused;
        }
        if (times == 1 && value_is(self, &tuple_type)) {
            return value_ref(self);
        }
        struct tuple *product = tuple_create(tuple->count * times);
        for (size_t i = 0; product != NULL && i < product->count; i++) {
            product->items[i] = value_ref(tuple->items[i % tuple->count]);
            if (i % SEQUENCE_LOOK_UP == SEQUENCE_LOOK_UP - 1 && raise_if_interrupted()) {
                object_unref(product);
                return value_unset;
            }
        }
        return value_object(product);
    }
    return value_ref(value_not_implemented);
}

static struct value method_count(struct value *args)
{
    struct tuple *tuple = tuple_of(args[0]);
    struct value *items = tuple->items;
    return sequence_count(&items, &tuple->count, args[1]);
}

static struct value method_index(struct value *args)
{
    struct tuple *tuple = tuple_of(args[0]);
    struct value *items = tuple->items;
    return sequence_index(&items, &tuple->count, args + 1, "tuple.index(x): x not in tuple");
}

static struct value method_getnewargs(struct value *args)
{
    return value_object(tuple_pack(1, args[0]));
}

static const struct native methods[] = {
    {"count(self, value, /)", method_count, 0, NULL},
    {"index(self, value, start=0, stop=9223372036854775807, /)", method_index, 0, NULL},
    {"__getnewargs__(self, /)", method_getnewargs, 0, NULL},
    {"__class_getitem__(cls, item, /)", sequence_class_item, NATIVE_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

struct type tuple_type = {
    .name = "tuple",
    .size = sizeof(struct tuple),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .signature = "tuple(iterable=(), /)",
    .methods = methods,
    .size_of = size_of,
    .finish = finish,
    .visit = visit_items,
    .create = create_from,
    .get_item = get_item,
    .length = length,
    .contains = contains,
    .iterate = iterate,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .binary = binary,
    .operations = OPERATIONS_SEQUENCE,
    .reflected_operations = 1U << OPERATION_MULTIPLY,
};
