// Lists. The sort is in sort.c.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/collect.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/repr.h"
#include "core/lang/text/str.h"

static bool resize(struct list *list, size_t capacity)
{
    if (capacity > SIZE_MAX / 2 / sizeof(struct value)) {
        raise_memory();
        return false;
    }
    struct value *items =
        memory_resize(list->items, list->capacity * sizeof *items, capacity * sizeof *items);
    if (items == NULL) {
        raise_memory();
        return false;
    }
    list->items = items;
    list->capacity = capacity;
    return true;
}

static bool reserve(struct list *list, size_t count)
{
    return count <= list->capacity || resize(list, count + count / 8 + 4);
}

struct list *list_create(size_t capacity)
{
    struct list *list = type_allocate(&list_type, 0);
    if (list != NULL && capacity > 0 && !resize(list, capacity)) {
        object_unref(list);
        return NULL;
    }
    return list;
}

struct list *list_from(const struct value *items, size_t count)
{
    struct list *list = list_create(count);
    if (list != NULL) {
        for (size_t i = 0; i < count; i++) {
            list->items[i] = value_ref(items[i]);
        }
        list->count = count;
    }
    return list;
}

bool list_append(struct list *list, struct value item)
{
    if (list->count == list->capacity && !reserve(list, list->count + 1)) {
        return false;
    }
    list->items[list->count++] = value_ref(item);
    return true;
}

bool list_push(struct list *list, struct value item)
{
    if (list->count == list->capacity && !reserve(list, list->count + 1)) {
        value_unref(item);
        return false;
    }
    list->items[list->count++] = item;
    return true;
}

bool list_insert(struct list *list, size_t index, struct value item)
{
    if (!reserve(list, list->count + 1)) {
        return false;
    }
    memmove(list->items + index + 1, list->items + index,
            (list->count - index) * sizeof *list->items);
    list->items[index] = value_ref(item);
    list->count++;
    return true;
}

void list_truncate(struct list *list, size_t count)
{
    while (list->count > count) {
        value_unref(list->items[--list->count]);
    }
    if (count == 0) {
        struct value *items = list->items;
        size_t capacity = list->capacity;
        list->items = NULL;
        list->capacity = 0;
        memory_free(items, capacity * sizeof *items);
    }
}

// The items of a list or tuple, which may be `list` itself.
static bool extend_from_items(struct list *list, struct value source)
{
    bool same = source.object == &list->container.object;
    size_t count =
        type_is_instance(source, &list_type) ? list_of(source)->count : tuple_of(source)->count;
    if (!reserve(list, list->count + count)) {
        return false;
    }
    const struct value *items = same                                   ? list->items
                                : type_is_instance(source, &list_type) ? list_of(source)->items
                                                                       : tuple_of(source)->items;
    for (size_t i = 0; i < count; i++) {
        list->items[list->count + i] = value_ref(items[i]);
    }
    list->count += count;
    return true;
}

bool list_extend(struct list *list, struct value iterable)
{
    if (value_is(iterable, &list_type) || value_is(iterable, &tuple_type)) {
        return extend_from_items(list, iterable);
    }
    struct value iterator = object_iterate(iterable);
    if (!value_is_set(iterator)) {
        return false;
    }
    struct value item;
    bool fine = true;
    while (fine && value_is_set(item = object_next(iterator))) {
        fine = list_push(list, item);
    }
    value_unref(iterator);
    return fine && !raise_pending();
}

static void finish(struct object *self)
{
    struct list *list = (struct list *)self;
    for (size_t i = list->count; i > 0; i--) {
        value_unref(list->items[i - 1]);
    }
    memory_free(list->items, list->capacity * sizeof *list->items);
}

static void visit_items(struct object *self, visit_fn *visit, void *context)
{
    struct list *list = (struct list *)self;
    for (size_t i = 0; i < list->count; i++) {
        visit(list->items[i], context);
    }
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    (void)arguments;
    return value_object(type_allocate(type, 0));
}

static bool init(struct value self, const struct arguments *arguments)
{
    struct list *list = list_of(self);
    if (!sequence_one_argument(list->container.object.type, "list", arguments)) {
        return false;
    }
    list_truncate(list, 0);
    return arguments->count == 0 || list_extend(list, arguments->values[0]);
}

static struct value get_item(struct value self, struct value key)
{
    struct list *list = list_of(self);
    size_t position;
    if (value_is(key, &slice_type)) {
        struct slice_range range;
        if (!slice_resolve(key, list->count, &range)) {
            return value_unset;
        }
        struct list *part = list_create(range.count);
        for (size_t i = 0; part != NULL && i < range.count; i++) {
            part->items[part->count++] =
                value_ref(list->items[range.start + (int64_t)i * range.step]);
        }
        return value_object(part);
    }
    if (!sequence_position(key, "list", list->count, &position)) {
        return value_unset;
    }
    return value_ref(list->items[position]);
}

// Replaces items [start, start + removed) by `count` new ones.
static bool splice(struct list *list, size_t start, size_t removed, const struct value *items,
                   size_t count)
{
    if (removed + count == 0) {
        return true;
    }
    struct list *old = list_from(removed > 0 ? list->items + start : NULL, removed);
    if (old == NULL || (count > removed && !reserve(list, list->count - removed + count))) {
        object_unref(old);
        return false;
    }
    for (size_t i = 0; i < removed; i++) {
        value_unref(list->items[start + i]); // `old` keeps it until the list is whole again
    }
    memmove(list->items + start + count, list->items + start + removed,
            (list->count - start - removed) * sizeof *items);
    for (size_t i = 0; i < count; i++) {
        list->items[start + i] = value_ref(items[i]);
    }
    list->count = list->count - removed + count;
    object_unref(old);
    return true;
}

static bool assign_slice(struct list *list, struct value key, struct value source)
{
    struct slice_range range;
    struct list *items;
    if (!slice_resolve(key, list->count, &range)) {
        return false;
    }
    items = object_to_list(source);
    if (items == NULL && raise_is(&exception_type_error)) {
        raise_forget();
        raise_type(range.step == 1 ? "can only assign an iterable"
                                   : "must assign iterable to extended slice");
    }
    bool fine = items != NULL && slice_resolve(key, list->count, &range);
    if (fine && range.step == 1) {
        fine = splice(list, (size_t)range.start, range.count, items->items, items->count);
    } else if (fine && items->count != range.count) {
        fine = raise_false(&exception_value_error,
                           "attempt to assign sequence of size %zu to extended slice of size %zu",
                           items->count, range.count);
    } else if (fine) {
        for (size_t i = 0; i < range.count; i++) {
            value_replace(&list->items[range.start + (int64_t)i * range.step],
                          value_ref(items->items[i]));
        }
    }
    object_unref(items);
    return fine;
}

static bool delete_slice(struct list *list, struct value key)
{
    struct slice_range range;
    if (!slice_resolve(key, list->count, &range)) {
        return false;
    }
    if (range.step == 1 || range.count == 0) {
        return splice(list, (size_t)range.start, range.count, NULL, 0);
    }
    size_t first = range.step > 0 ? (size_t)range.start
                                  : (size_t)(range.start + (int64_t)(range.count - 1) * range.step);
    size_t step = (size_t)(range.step > 0 ? range.step : -range.step);
    struct list *kept = list_create(list->count - range.count);
    if (kept == NULL) {
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (i < first || (i - first) % step != 0 || (i - first) / step >= range.count) {
            kept->items[kept->count++] = value_ref(list->items[i]);
        }
    }
    struct value *items = list->items;
    size_t count = list->count, capacity = list->capacity;
    list->items = kept->items;
    list->count = kept->count;
    list->capacity = kept->capacity;
    kept->items = items;
    kept->count = count;
    kept->capacity = capacity;
    object_unref(kept);
    return true;
}

static bool set_item(struct value self, struct value key, struct value value)
{
    struct list *list = list_of(self);
    if (value_is(key, &slice_type)) {
        return value_is_set(value) ? assign_slice(list, key, value) : delete_slice(list, key);
    }
    size_t position;
    if (!sequence_position_for(key, "list", " assignment", list->count, &position)) {
        return false;
    }
    if (value_is_set(value)) {
        value_replace(&list->items[position], value_ref(value));
        return true;
    }
    struct value old = list->items[position];
    list->count--;
    memmove(list->items + position, list->items + position + 1,
            (list->count - position) * sizeof *list->items);
    value_unref(old);
    return true;
}

static bool length(struct value self, int64_t *ret_length)
{
    *ret_length = (int64_t)list_of(self)->count;
    return true;
}

static bool contains(struct value self, struct value item, bool *ret_found)
{
    struct list *list = list_of(self);
    return sequence_find(&list->items, &list->count, item, ret_found, NULL);
}

static struct value iterate(struct value self)
{
    return iterator_create(self);
}

struct str *list_repr_items(const char *open, struct value owner, struct value *const *items,
                            const size_t *count, const char *close)
{
    struct repr repr;
    if (!repr_enter(&repr, owner)) {
        return repr_cut(open, close);
    }
    text_add(&repr.text, open);
    for (size_t i = 0; i < *count && !repr.failed; i++) {
        if (i > 0) {
            text_add(&repr.text, ", ");
        }
        repr_add(&repr, (*items)[i]);
    }
    text_add(&repr.text, close);
    return repr_leave(&repr);
}

static struct value repr(struct value self)
{
    struct list *list = list_of(self);
    return value_object(list_repr_items("[", self, &list->items, &list->count, "]"));
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!type_is_instance(other, &list_type)) {
        return value_ref(value_not_implemented);
    }
    struct list *left = list_of(self), *right = list_of(other);
    return sequence_compare(comparison, &left->items, &left->count, &right->items, &right->count);
}

static bool repeat(struct list *list, size_t times)
{
    size_t count = list->count;
    if (times == 0) {
        list_truncate(list, 0);
        return true;
    }
    if (!reserve(list, count * times)) {
        return false;
    }
    for (size_t i = count; i < count * times; i++) {
        list->items[i] = value_ref(list->items[i - count]);
        if (i % SEQUENCE_LOOK_UP == 0 && raise_if_interrupted()) {
            list->count = i + 1;
            list_truncate(list, count);
            return false;
        }
    }
    list->count = count * times;
    return true;
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    struct list *list = list_of(self);
    if (operation == OPERATION_ADD && !reflected && type_is_instance(other, &list_type)) {
        struct list *sum = list_create(list->count + list_of(other)->count);
        if (sum != NULL) {
            extend_from_items(sum, self);
            extend_from_items(sum, other);
        }
        return value_object(sum);
    }
    if (operation == OPERATION_MULTIPLY) {
        size_t times;
        struct value refused = sequence_times(other, list->count, &times);
        if (times == SIZE_MAX) {
            return refused;
        }
        struct list *product = list_create(list->count * times);
        if (product != NULL &&
            (times == 0 || !extend_from_items(product, self) || !repeat(product, times))) {
            if (raise_pending()) {
                object_unref(product);
                return value_unset;
            }
        }
        return value_object(product);
    }
    return value_ref(value_not_implemented);
}

static struct value in_place(enum operation operation, struct value self, struct value other)
{
    struct list *list = list_of(self);
    if (operation == OPERATION_ADD) {
        return list_extend(list, other) ? value_ref(self) : value_unset;
    }
    if (operation == OPERATION_MULTIPLY) {
        size_t times;
        struct value refused = sequence_times(other, list->count, &times);
        if (times == SIZE_MAX) {
            return refused;
        }
        return repeat(list, times) ? value_ref(self) : value_unset;
    }
    return value_ref(value_not_implemented);
}

// ---- methods

static struct value method_append(struct value *args)
{
    return list_append(list_of(args[0]), args[1]) ? value_none : value_unset;
}

static struct value method_extend(struct value *args)
{
    return list_extend(list_of(args[0]), args[1]) ? value_none : value_unset;
}

static struct value method_insert(struct value *args)
{
    struct list *list = list_of(args[0]);
    struct value index = object_index(args[1]);
    int64_t position;
    if (!value_is_set(index)) {
        return value_unset;
    }
    value_unref(index);
    if (!native_clipped(args[1], &position)) {
        return value_unset;
    }
    if (position < 0) {
        position += (int64_t)list->count;
        position = position < 0 ? 0 : position;
    }
    size_t at = (size_t)position < list->count ? (size_t)position : list->count;
    return list_insert(list, at, args[2]) ? value_none : value_unset;
}

static struct value method_pop(struct value *args)
{
    struct list *list = list_of(args[0]);
    int64_t index;
    size_t position;
    if (!native_int(args[1], &index)) {
        return value_unset;
    }
    if (list->count == 0) {
        return raise_error(&exception_index_error, "pop from empty list");
    }
    if (!list_position(index, list->count, &position)) {
        return raise_error(&exception_index_error, "pop index out of range");
    }
    struct value item = list->items[position];
    list->count--;
    memmove(list->items + position, list->items + position + 1,
            (list->count - position) * sizeof item);
    if (list->capacity > 64 && list->count < list->capacity / 2 - 8) {
        struct value *items = memory_resize(list->items, list->capacity * sizeof item,
                                            (list->capacity / 2) * sizeof item);
        if (items != NULL) { // no need to fail for want of memory when shrinking
            list->items = items;
            list->capacity /= 2;
        }
    }
    return item;
}

static struct value method_remove(struct value *args)
{
    struct list *list = list_of(args[0]);
    bool found;
    size_t position;
    if (!sequence_find(&list->items, &list->count, args[1], &found, &position)) {
        return value_unset;
    }
    if (!found) {
        return raise_value("list.remove(x): x not in list");
    }
    return set_item(args[0], value_int((int64_t)position), value_unset) ? value_none : value_unset;
}

static struct value method_clear(struct value *args)
{
    list_truncate(list_of(args[0]), 0);
    return value_none;
}

static struct value method_copy(struct value *args)
{
    struct list *list = list_of(args[0]);
    return value_object(list_from(list->items, list->count));
}

static struct value method_count(struct value *args)
{
    struct list *list = list_of(args[0]);
    return sequence_count(&list->items, &list->count, args[1]);
}

static struct value method_index(struct value *args)
{
    struct list *list = list_of(args[0]);
    return sequence_index(&list->items, &list->count, args + 1, "%R is not in list");
}

static struct value method_reverse(struct value *args)
{
    struct list *list = list_of(args[0]);
    for (size_t i = 0; i < list->count / 2; i++) {
        struct value item = list->items[i];
        list->items[i] = list->items[list->count - 1 - i];
        list->items[list->count - 1 - i] = item;
    }
    return value_none;
}

static struct value method_sort(struct value *args)
{
    int64_t reverse;
    if (!native_int(args[2], &reverse) || !list_sort(list_of(args[0]), args[1], reverse != 0)) {
        return value_unset;
    }
    return value_none;
}

static struct value method_reversed(struct value *args)
{
    return iterator_create_reversed(args[0]);
}

static const struct native methods[] = {
    {"append(self, object, /)", method_append, 0, NULL},
    {"extend(self, iterable, /)", method_extend, 0, NULL},
    {"insert(self, index, object, /)", method_insert, 0, NULL},
    {"pop(self, index=-1, /)", method_pop, 0, NULL},
    {"remove(self, value, /)", method_remove, 0, NULL},
    {"clear(self, /)", method_clear, 0, NULL},
    {"copy(self, /)", method_copy, 0, NULL},
    {"count(self, value, /)", method_count, 0, NULL},
    {"index(self, value, start=0, stop=9223372036854775807, /)", method_index, 0, NULL},
    {"reverse(self, /)", method_reverse, 0, NULL},
    {"sort(self, *, key=None, reverse=False)", method_sort, 0, NULL},
    {"__reversed__(self, /)", method_reversed, 0, NULL},
    {"__class_getitem__(cls, item, /)", sequence_class_item, NATIVE_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

struct type list_type = {
    .name = "list",
    .size = sizeof(struct list),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .signature = "list(iterable=(), /)",
    .methods = methods,
    .finish = finish,
    .visit = visit_items,
    .create = create,
    .init = init,
    .get_item = get_item,
    .set_item = set_item,
    .length = length,
    .contains = contains,
    .iterate = iterate,
    .repr = repr,
    .compare = compare,
    .binary = binary,
    .in_place = in_place,
    .operations = OPERATIONS_SEQUENCE,
    .reflected_operations = 1U << OPERATION_MULTIPLY,
    .in_place_operations = OPERATIONS_SEQUENCE,
};
