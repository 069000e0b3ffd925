// collections: deque and defaultdict; the rest is in frozen/collections.py.
#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/dict_views.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/modules/modules.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/repr.h"
#include "core/lang/objects/signature.h"
#include "core/lang/text/str.h"

// ---- deque: a ring

struct deque {
    struct container container;
    struct dict *attributes;
    struct value *items;
    size_t capacity, first, count;
    int64_t most;   // maxlen; -1: none
    uint64_t state; // changes with the contents
};

struct deque_iterator {
    struct container container;
    struct deque *deque; // NULL once it has ended
    size_t position;
    uint64_t state;
    bool reversed;
};

static struct type deque_type, deque_iterator_type, deque_reversed_type;

static struct deque *of(struct value self)
{
    return (struct deque *)self.object;
}

static struct value *at(const struct deque *deque, size_t index)
{
    return &deque->items[(deque->first + index) % deque->capacity];
}

static bool make_room(struct deque *deque)
{
    size_t capacity = deque->capacity * 2 + 8;
    if (deque->count < deque->capacity) {
        return true;
    }
    struct value *items = memory_alloc(capacity * sizeof *items);
    if (items == NULL) {
        raise_memory();
        return false;
    }
    for (size_t i = 0; i < deque->count; i++) {
        items[i] = *at(deque, i);
    }
    memory_free(deque->items, deque->capacity * sizeof *items);
    deque->items = items;
    deque->capacity = capacity;
    deque->first = 0;
    return true;
}

static struct value take_last(struct deque *deque)
{
    deque->state++;
    return *at(deque, --deque->count);
}

static struct value take_first(struct deque *deque)
{
    struct value item = *at(deque, 0);
    deque->state++;
    deque->first = (deque->first + 1) % deque->capacity;
    deque->count--;
    return item;
}

static bool add_last(struct deque *deque, struct value item)
{
    if (deque->most == 0) {
        return true;
    }
    if (!make_room(deque)) {
        return false;
    }
    *at(deque, deque->count++) = value_ref(item);
    deque->state++;
    if (deque->most >= 0 && deque->count > (size_t)deque->most) {
        value_unref(take_first(deque));
    }
    return true;
}

static bool add_first(struct deque *deque, struct value item)
{
    if (deque->most == 0) {
        return true;
    }
    if (!make_room(deque)) {
        return false;
    }
    deque->first = (deque->first + deque->capacity - 1) % deque->capacity;
    deque->count++;
    *at(deque, 0) = value_ref(item);
    deque->state++;
    if (deque->most >= 0 && deque->count > (size_t)deque->most) {
        value_unref(take_last(deque));
    }
    return true;
}

static void drop_all(struct deque *deque)
{
    while (deque->count > 0) {
        value_unref(take_last(deque));
    }
}

static bool extend(struct deque *deque, struct value iterable,
                   bool (*add)(struct deque *, struct value))
{
    struct list *items = object_to_list(iterable);
    bool fine = items != NULL;
    for (size_t i = 0; fine && i < items->count; i++) {
        fine = add(deque, items->items[i]);
    }
    object_unref(items);
    return fine;
}

static void deque_finish(struct object *self)
{
    struct deque *deque = (struct deque *)self;
    drop_all(deque);
    memory_free(deque->items, deque->capacity * sizeof *deque->items);
}

static void deque_visit(struct object *self, visit_fn *visit, void *context)
{
    struct deque *deque = (struct deque *)self;
    for (size_t i = 0; i < deque->count; i++) {
        visit(*at(deque, i), context);
    }
}

static struct value deque_create(struct type *type, const struct arguments *arguments)
{
    (void)arguments;
    struct deque *deque = type_allocate(type, 0);
    if (deque != NULL) {
        deque->most = -1;
    }
    return value_object(deque);
}

static struct value deque_init(struct value *args)
{
    struct deque *deque = of(args[0]);
    int64_t most = -1;
    if (!value_is_none(args[2])) {
        if (!type_is_instance(args[2], &int_type)) {
            return raise_type("an integer is required");
        }
        if (!native_int(args[2], &most)) {
            return value_unset;
        }
        if (most < 0) {
            return raise_value("maxlen must be non-negative");
        }
    }
    drop_all(deque);
    deque->most = most;
    return extend(deque, args[1], add_last) ? value_none : value_unset;
}

static bool deque_length(struct value self, int64_t *ret_length)
{
    *ret_length = (int64_t)of(self)->count;
    return true;
}

static bool position(struct deque *deque, struct value key, size_t *ret_position)
{
    if (!object_has_index(key)) {
        return raise_false(&exception_type_error, "sequence index must be integer, not '%s'",
                           type_name(key));
    }
    int64_t index;
    if (!native_clipped(key, &index)) {
        return false;
    }
    return list_position(index, deque->count, ret_position) ||
           raise_false(&exception_index_error, "deque index out of range");
}

static struct value deque_get_item(struct value self, struct value key)
{
    size_t index;
    return position(of(self), key, &index) ? value_ref(*at(of(self), index)) : value_unset;
}

static struct value remove_at(struct deque *deque, size_t index)
{
    struct value item = *at(deque, index);
    for (size_t i = index; i + 1 < deque->count; i++) {
        *at(deque, i) = *at(deque, i + 1);
    }
    deque->count--;
    deque->state++;
    return item;
}

static bool deque_set_item(struct value self, struct value key, struct value value)
{
    size_t index;
    if (!position(of(self), key, &index)) {
        return false;
    }
    if (value_is_set(value)) {
        value_replace(at(of(self), index), value_ref(value));
    } else {
        value_unref(remove_at(of(self), index));
    }
    return true;
}

static struct value deque_iterate_from(struct deque *deque, bool reversed)
{
    struct deque_iterator *iterator =
        type_allocate(reversed ? &deque_reversed_type : &deque_iterator_type, 0);
    if (iterator != NULL) {
        iterator->deque = object_ref(deque);
        iterator->state = deque->state;
        iterator->reversed = reversed;
    }
    return value_object(iterator);
}

static struct value deque_iterate(struct value self)
{
    return deque_iterate_from(of(self), false);
}

static struct value method_reversed(struct value *args)
{
    return deque_iterate_from(of(args[0]), true);
}

static struct value deque_next(struct value self)
{
    struct deque_iterator *iterator = (struct deque_iterator *)self.object;
    struct deque *deque = iterator->deque;
    if (deque == NULL) {
        return value_unset;
    }
    if (iterator->state != deque->state) {
        return raise_error(&exception_runtime_error, "deque mutated during iteration");
    }
    if (iterator->position < deque->count) {
        size_t index = iterator->position++;
        return value_ref(*at(deque, iterator->reversed ? deque->count - 1 - index : index));
    }
    iterator->deque = NULL;
    object_unref(deque);
    return value_unset;
}

static void deque_iterator_finish(struct object *self)
{
    object_unref(((struct deque_iterator *)self)->deque);
}

static void deque_iterator_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(value_object(((struct deque_iterator *)self)->deque), context);
}

static struct value deque_iterator_length_hint(struct value *args)
{
    struct deque_iterator *iterator = (struct deque_iterator *)args[0].object;
    bool live = iterator->deque != NULL && iterator->state == iterator->deque->state;
    return value_int(live ? (int64_t)(iterator->deque->count - iterator->position) : 0);
}

static const struct native deque_iterator_methods[] = {
    {"__length_hint__(self, /)", deque_iterator_length_hint, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static struct type deque_iterator_type = {
    .name = "_deque_iterator",
    .module = "collections",
    .size = sizeof(struct deque_iterator),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = deque_iterator_methods,
    .finish = deque_iterator_finish,
    .visit = deque_iterator_visit,
    .iterate = iterator_itself,
    .next = deque_next,
};

static struct type deque_reversed_type = {
    .name = "_deque_reverse_iterator",
    .module = "collections",
    .size = sizeof(struct deque_iterator),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = deque_iterator_methods,
    .finish = deque_iterator_finish,
    .visit = deque_iterator_visit,
    .iterate = iterator_itself,
    .next = deque_next,
};

static struct value deque_repr(struct value self)
{
    struct deque *deque = of(self);
    struct repr repr;
    if (!repr_enter(&repr, self)) {
        return value_object(str_from("[...]"));
    }
    text_addf(&repr.text, "%s([", value_type(self)->name_text->data);
    for (size_t i = 0; i < deque->count && !repr.failed; i++) {
        text_add(&repr.text, i > 0 ? ", " : "");
        repr_add(&repr, *at(deque, i));
    }
    text_add(&repr.text, "]");
    if (deque->most >= 0) {
        text_addf(&repr.text, ", maxlen=%lld", (long long)deque->most);
    }
    text_add(&repr.text, ")");
    return value_object(repr_leave(&repr));
}

static struct value deque_compare(enum comparison comparison, struct value self, struct value other)
{
    if (!type_is_instance(other, &deque_type)) {
        return value_ref(value_not_implemented);
    }
    struct list *left = object_to_list(self);
    struct list *right = left != NULL ? object_to_list(other) : NULL;
    struct value result = value_unset;
    if (right != NULL) {
        result =
            sequence_compare(comparison, &left->items, &left->count, &right->items, &right->count);
    }
    object_unref(left);
    object_unref(right);
    return result;
}

static struct value deque_copy(struct deque *deque)
{
    struct type *type = deque->container.object.type;
    struct arguments none = {0};
    struct value copy = deque_create(type, &none);
    if (value_is_set(copy)) {
        of(copy)->most = deque->most;
        for (size_t i = 0; i < deque->count; i++) {
            if (!add_last(of(copy), *at(deque, i))) {
                value_unref(copy);
                return value_unset;
            }
        }
    }
    return copy;
}

static struct value deque_in_place(enum operation operation, struct value self, struct value other)
{
    if (operation == OPERATION_ADD) {
        return extend(of(self), other, add_last) ? value_ref(self) : value_unset;
    }
    if (operation != OPERATION_MULTIPLY) {
        return value_ref(value_not_implemented);
    }
    size_t times;
    struct value refused = sequence_times(other, of(self)->count, &times);
    if (times == SIZE_MAX) {
        return refused;
    }
    struct list *items = object_to_list(self);
    bool fine = items != NULL;
    if (fine && times == 0) {
        drop_all(of(self));
    }
    for (size_t i = 1; fine && i < times; i++) {
        for (size_t j = 0; fine && j < items->count; j++) {
            fine = add_last(of(self), items->items[j]);
        }
    }
    object_unref(items);
    return fine ? value_ref(self) : value_unset;
}

static struct value deque_binary(enum operation operation, struct value self, struct value other,
                                 bool reflected)
{
    if (operation == OPERATION_ADD && !type_is_instance(other, &deque_type)) {
        return reflected ? value_ref(value_not_implemented)
                         : raise_type("can only concatenate deque (not \"%s\") to deque",
                                      type_name(other));
    }
    if (operation != OPERATION_ADD && operation != OPERATION_MULTIPLY) {
        return value_ref(value_not_implemented);
    }
    struct value copy = deque_copy(of(self));
    struct value result = value_is_set(copy) ? deque_in_place(operation, copy, other) : value_unset;
    value_unref(copy);
    return result;
}

static struct value method_append(struct value *args)
{
    return add_last(of(args[0]), args[1]) ? value_none : value_unset;
}

static struct value method_appendleft(struct value *args)
{
    return add_first(of(args[0]), args[1]) ? value_none : value_unset;
}

static struct value method_pop(struct value *args)
{
    return of(args[0])->count > 0 ? take_last(of(args[0]))
                                  : raise_error(&exception_index_error, "pop from an empty deque");
}

static struct value method_popleft(struct value *args)
{
    return of(args[0])->count > 0 ? take_first(of(args[0]))
                                  : raise_error(&exception_index_error, "pop from an empty deque");
}

static struct value method_extend(struct value *args)
{
    return extend(of(args[0]), args[1], add_last) ? value_none : value_unset;
}

static struct value method_extendleft(struct value *args)
{
    return extend(of(args[0]), args[1], add_first) ? value_none : value_unset;
}

static struct value method_rotate(struct value *args)
{
    struct deque *deque = of(args[0]);
    int64_t steps;
    if (!native_int(args[1], &steps)) {
        return value_unset;
    }
    if (deque->count > 1) {
        int64_t count = (int64_t)deque->count;
        for (int64_t left = ((steps % count) + count) % count; left > 0; left--) {
            struct value item = take_last(deque);
            add_first(deque, item); // there is room for it
            value_unref(item);
        }
    }
    return value_none;
}

static struct value method_clear(struct value *args)
{
    drop_all(of(args[0]));
    return value_none;
}

static struct value method_copy(struct value *args)
{
    return deque_copy(of(args[0]));
}

static struct value method_reverse(struct value *args)
{
    struct deque *deque = of(args[0]);
    for (size_t i = 0; i < deque->count / 2; i++) {
        struct value item = *at(deque, i);
        *at(deque, i) = *at(deque, deque->count - 1 - i);
        *at(deque, deque->count - 1 - i) = item;
    }
    return value_none;
}

// The first place of an item; count when it is nowhere.
static bool find(struct deque *deque, struct value wanted, size_t from, size_t to,
                 size_t *ret_index)
{
    uint64_t state = deque->state;
    for (size_t i = from; i < to && i < deque->count; i++) {
        struct value item = value_ref(*at(deque, i));
        bool equal;
        bool fine = object_equal(item, wanted, &equal);
        value_unref(item);
        if (!fine) {
            return false;
        }
        if (state != deque->state) {
            return raise_false(&exception_runtime_error, "deque mutated during iteration");
        }
        if (equal) {
            *ret_index = i;
            return true;
        }
    }
    *ret_index = deque->count;
    return true;
}

static bool deque_contains(struct value self, struct value item, bool *ret_found)
{
    size_t index;
    bool fine = find(of(self), item, 0, SIZE_MAX, &index);
    *ret_found = fine && index < of(self)->count;
    return fine;
}

static struct value method_count(struct value *args)
{
    struct deque *deque = of(args[0]);
    int64_t count = 0;
    size_t index = 0;
    for (size_t from = 0; from < deque->count; from = index + 1) {
        if (!find(deque, args[1], from, SIZE_MAX, &index)) {
            return value_unset;
        }
        count += index < deque->count;
    }
    return value_int(count);
}

static struct value not_there(struct value item)
{
    struct str *text = object_repr(item);
    if (text != NULL) {
        raise_value("%s is not in deque", text->data);
    }
    object_unref(text);
    return value_unset;
}

static bool clipped_bound(struct value value, size_t count, size_t *ret_bound)
{
    int64_t bound;
    if (!native_clipped(value, &bound)) {
        return false;
    }
    bound = bound < 0 ? bound + (int64_t)count : bound;
    *ret_bound = bound < 0 ? 0 : bound > (int64_t)count ? count : (size_t)bound;
    return true;
}

static struct value method_index(struct value *args)
{
    struct deque *deque = of(args[0]);
    size_t from, to, index;
    if (!clipped_bound(args[2], deque->count, &from) ||
        !clipped_bound(args[3], deque->count, &to) || !find(deque, args[1], from, to, &index)) {
        return value_unset;
    }
    return index < deque->count ? value_int((int64_t)index) : not_there(args[1]);
}

static struct value method_remove(struct value *args)
{
    struct deque *deque = of(args[0]);
    uint64_t state = deque->state;
    size_t index;
    bool found = find(deque, args[1], 0, SIZE_MAX, &index);
    if (state != deque->state && (found || raise_is(&exception_runtime_error))) {
        raise_forget();
        return raise_error(&exception_index_error, "deque mutated during remove().");
    }
    if (!found) {
        return value_unset;
    }
    if (index == deque->count) {
        return not_there(args[1]);
    }
    value_unref(remove_at(deque, index));
    return value_none;
}

static struct value method_insert(struct value *args)
{
    struct deque *deque = of(args[0]);
    int64_t index;
    if (!native_clipped(args[1], &index)) {
        return value_unset;
    }
    if (deque->most >= 0 && deque->count == (size_t)deque->most) {
        return raise_error(&exception_index_error, "deque already at its maximum size");
    }
    int64_t count = (int64_t)deque->count;
    index = index < 0 ? index + count : index;
    size_t place = (size_t)(index < 0 ? 0 : index > count ? count : index);
    if (!add_last(deque, args[2])) {
        return value_unset;
    }
    for (size_t i = deque->count - 1; i > place; i--) {
        struct value item = *at(deque, i);
        *at(deque, i) = *at(deque, i - 1);
        *at(deque, i - 1) = item;
    }
    return value_none;
}

static struct value get_maxlen(struct value *args)
{
    return of(args[0])->most < 0 ? value_none : value_int(of(args[0])->most);
}

static const struct native deque_methods[] = {
    {"__init__(self, iterable=(), maxlen=None)", deque_init, 0, NULL},
    {"append(self, item, /)", method_append, 0, NULL},
    {"appendleft(self, item, /)", method_appendleft, 0, NULL},
    {"pop(self, /)", method_pop, 0, NULL},
    {"popleft(self, /)", method_popleft, 0, NULL},
    {"extend(self, iterable, /)", method_extend, 0, NULL},
    {"extendleft(self, iterable, /)", method_extendleft, 0, NULL},
    {"rotate(self, n=1, /)", method_rotate, 0, NULL},
    {"clear(self, /)", method_clear, 0, NULL},
    {"copy(self, /)", method_copy, 0, NULL},
    {"__copy__(self, /)", method_copy, 0, NULL},
    {"reverse(self, /)", method_reverse, 0, NULL},
    {"count(self, item, /)", method_count, 0, NULL},
    {"index(self, item, start=0, stop=9223372036854775807, /)", method_index, 0, NULL},
    {"remove(self, item, /)", method_remove, 0, NULL},
    {"insert(self, index, item, /)", method_insert, 0, NULL},
    {"maxlen(self)", get_maxlen, NATIVE_GETTER, NULL},
    {"__reversed__(self, /)", method_reversed, 0, NULL},
    {"__class_getitem__(cls, item, /)", sequence_class_item, NATIVE_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct type deque_type = {
    .name = "collections.deque",
    .size = sizeof(struct deque),
    .attributes_at = offsetof(struct deque, attributes),
    .flags = TYPE_NO_DICT | TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = deque_methods,
    .finish = deque_finish,
    .visit = deque_visit,
    .create = deque_create,
    .length = deque_length,
    .get_item = deque_get_item,
    .set_item = deque_set_item,
    .contains = deque_contains,
    .iterate = deque_iterate,
    .repr = deque_repr,
    .compare = deque_compare,
    .binary = deque_binary,
    .in_place = deque_in_place,
    .operations = 1U << OPERATION_ADD | 1U << OPERATION_MULTIPLY,
    .reflected_operations = 1U << OPERATION_MULTIPLY,
    .in_place_operations = 1U << OPERATION_ADD | 1U << OPERATION_MULTIPLY,
};

// ---- defaultdict

struct defaultdict {
    struct dict dict;
    struct dict *attributes;
    struct value factory; // value_none: none
};

static struct type defaultdict_type;

static struct value *factory_of(struct value self)
{
    return &((struct defaultdict *)(void *)self.object)->factory;
}

static bool defaultdict_init(struct value self, const struct arguments *arguments)
{
    struct arguments rest = *arguments;
    if (arguments->count > 0) {
        if (!value_is_none(arguments->values[0]) && !object_is_callable(arguments->values[0])) {
            return raise_false(&exception_type_error, "first argument must be callable or None");
        }
        value_replace(factory_of(self), value_ref(arguments->values[0]));
        rest.values++;
        rest.count--;
    }
    return dict_type.init(self, &rest);
}

static struct value defaultdict_missing(struct value *args)
{
    struct value factory = *factory_of(args[0]);
    if (!value_is_set(factory) || value_is_none(factory)) {
        return raise_with(&exception_key_error, args[1]);
    }
    value_ref(factory);
    struct value made = object_call_values(factory, NULL, 0);
    value_unref(factory);
    if (value_is_set(made) && !object_set_item(args[0], args[1], made)) {
        value_clear(&made);
    }
    return made;
}

static struct value defaultdict_get_item(struct value self, struct value key)
{
    struct value *slot;
    if (!dict_find(dict_of(self), key, &slot)) {
        return value_unset;
    }
    if (slot != NULL) {
        return value_ref(*slot);
    }
    struct value both[] = {self, key};
    return value_is(self, &defaultdict_type) ? defaultdict_missing(both)
                                             : object_call_method(self, "__missing__", &key, 1);
}

static struct value defaultdict_repr(struct value self)
{
    struct repr repr;
    struct value factory = *factory_of(self);
    struct value inner = dict_type.repr(self);
    if (!value_is_set(inner)) {
        return inner;
    }
    if (!repr_enter(&repr, *factory_of(self))) {
        value_unref(inner);
        return value_object(str_from("..."));
    }
    text_addf(&repr.text, "%s(", value_type(self)->name_text->data);
    repr_add(&repr, value_is_set(factory) ? factory : value_none);
    text_addf(&repr.text, ", %s)", str_of(inner)->data);
    value_unref(inner);
    return value_object(repr_leave(&repr));
}

static void defaultdict_finish(struct object *self)
{
    value_unref(((struct defaultdict *)(void *)self)->factory);
    dict_type.finish(self);
}

static void defaultdict_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct defaultdict *)(void *)self)->factory, context);
    dict_type.visit(self, visit, context);
}

static struct value get_factory(struct value *args)
{
    struct value factory = *factory_of(args[0]);
    return value_is_set(factory) ? value_ref(factory) : value_none;
}

static struct value set_factory(struct value *args)
{
    value_replace(factory_of(args[0]), value_is_set(args[1]) ? value_ref(args[1]) : value_none);
    return value_none;
}

static struct value defaultdict_copy(struct value *args)
{
    struct value both[] = {get_factory(args), args[0]};
    struct value copy = object_call_values(value_object(value_type(args[0])), both, 2);
    value_unref(both[0]);
    return copy;
}

// The result is a defaultdict with the factory of the one that is.
static struct value defaultdict_binary(enum operation operation, struct value self,
                                       struct value other, bool reflected)
{
    if (operation != OPERATION_OR || !type_is_instance(other, &dict_type)) {
        return value_ref(value_not_implemented);
    }
    struct value factory = get_factory(&self);
    struct value both[] = {factory, reflected ? other : self};
    struct value merged = object_call_values(value_object(value_type(self)), both, 2);
    value_unref(factory);
    if (value_is_set(merged) && !dict_update(dict_of(merged), reflected ? self : other)) {
        value_clear(&merged);
    }
    return merged;
}

static const struct native defaultdict_methods[] = {
    {"__missing__(self, key, /)", defaultdict_missing, 0, NULL},
    {"default_factory(self)", get_factory, NATIVE_GETTER, NULL},
    {"default_factory(self, value)", set_factory, NATIVE_SETTER, NULL},
    {"copy(self, /)", defaultdict_copy, 0, NULL},
    {"__copy__(self, /)", defaultdict_copy, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static struct type defaultdict_type = {
    .name = "collections.defaultdict",
    .base = &dict_type,
    .size = sizeof(struct defaultdict),
    .attributes_at = offsetof(struct defaultdict, attributes),
    .flags = TYPE_NO_DICT | TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = defaultdict_methods,
    .finish = defaultdict_finish,
    .visit = defaultdict_visit,
    .init = defaultdict_init,
    .get_item = defaultdict_get_item,
    .repr = defaultdict_repr,
    .binary = defaultdict_binary,
    .operations = 1U << OPERATION_OR,
    .reflected_operations = 1U << OPERATION_OR,
};

// ---- for namedtuple: binds a call to `Name.__new__(_cls, *fields)` with CPython's messages.

static struct value bind_fields(struct value *args)
{
    struct tuple *fields = tuple_of(args[1]), *defaults = tuple_of(args[2]);
    size_t count = fields->count + 1;
    struct tuple *values = tuple_create(count), *required = tuple_create(count);
    struct str **names = memory_alloc(count * sizeof *names);
    struct tuple *given = tuple_of(args[3]);
    struct list *all = list_from(&args[5], 1);
    struct tuple *keys = tuple_create(dict_of(args[4])->count);
    bool fine = values != NULL && required != NULL && names != NULL && all != NULL && keys != NULL;
    struct dict_entry *entry;
    uint32_t place = 0;
    for (size_t i = 0; fine && i < given->count; i++) {
        fine = list_append(all, given->items[i]);
    }
    for (size_t i = 0; fine && (entry = dict_next(dict_of(args[4]), &place)) != NULL; i++) {
        keys->items[i] = value_ref(entry->key);
        fine = list_append(all, entry->value);
    }
    struct str *first = str_interned("_cls");
    if (fine && first != NULL) {
        for (size_t i = 0; i < fields->count; i++) {
            names[i + 1] = str_of(fields->items[i]);
            size_t without = fields->count - defaults->count;
            required->items[i + 1] =
                i >= without ? value_ref(defaults->items[i - without]) : value_unset;
        }
        names[0] = first;
        struct signature signature = {
            .names = names, .count = count, .positional = count, .words = SIGNATURE_PYTHON};
        struct arguments arguments = {all->items, given->count + 1, keys->count > 0 ? keys : NULL};
        fine = signature_bind(&signature, required->items, str_of(args[0])->data, NULL, &arguments,
                              values->items);
    }
    struct value result = fine && first != NULL
                              ? value_object(tuple_from(values->items + 1, count - 1))
                              : value_unset;
    object_unref(first);
    object_unref(keys);
    object_unref(all);
    memory_free(names, names != NULL ? count * sizeof *names : 0);
    object_unref(required);
    object_unref(values);
    return result;
}

// ---- for namedtuple: the attribute that gives one item

struct tuplegetter {
    struct container container;
    struct dict *attributes;
    size_t index;
    struct value doc;
};

static struct type tuplegetter_type;

static struct value tuplegetter_create(struct value *args)
{
    struct tuplegetter *getter = type_allocate(&tuplegetter_type, 0);
    if (getter != NULL) {
        getter->index = (size_t)args[0].integer;
        getter->doc = value_ref(args[1]);
    }
    return value_object(getter);
}

static struct value tuplegetter_get(struct value self, struct value instance, struct type *owner)
{
    size_t index = ((struct tuplegetter *)self.object)->index;
    (void)owner;
    if (!value_is_set(instance)) {
        return value_ref(self);
    }
    if (!type_is_instance(instance, &tuple_type) || index >= tuple_of(instance)->count) {
        return raise_type("descriptor for index '%zu' for tuple subclasses doesn't apply to '%s' "
                          "object",
                          index, type_name(instance));
    }
    return value_ref(tuple_of(instance)->items[index]);
}

static bool tuplegetter_set(struct value self, struct value instance, struct value value)
{
    (void)self;
    (void)instance;
    return raise_false(&exception_attribute_error,
                       value_is_set(value) ? "can't set attribute" : "can't delete attribute");
}

static struct value tuplegetter_doc(struct value *args)
{
    return value_ref(((struct tuplegetter *)args[0].object)->doc);
}

static void tuplegetter_finish(struct object *self)
{
    value_unref(((struct tuplegetter *)self)->doc);
}

static const struct native tuplegetter_methods[] = {
    {"__doc__(self)", tuplegetter_doc, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

static struct type tuplegetter_type = {
    .name = "collections._tuplegetter",
    .size = sizeof(struct tuplegetter),
    .attributes_at = offsetof(struct tuplegetter, attributes),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = tuplegetter_methods,
    .finish = tuplegetter_finish,
    .descriptor_get = tuplegetter_get,
    .descriptor_set = tuplegetter_set,
};

// ---- for OrderedDict

static struct value ordered_view(struct value *args)
{
    return type_is_instance(args[0], &dict_type)
               ? dict_view_ordered(dict_of(args[0]), (enum dict_view)args[1].integer)
               : value_ref(value_not_implemented);
}

static const struct native functions[] = {
    {"_ordered_view(dict, what, /)", ordered_view, 0, NULL},
    {"_tuplegetter(index, doc, /)", tuplegetter_create, 0, NULL},
    {"_bind_fields(name, fields, defaults, args, kwargs, cls, /)", bind_fields, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static struct type *const types[] = {&deque_type, &defaultdict_type, NULL};

static bool fill(struct module *module)
{
    (void)module;
    return type_ready(&deque_iterator_type) && type_ready(&deque_reversed_type) &&
           type_ready(&tuplegetter_type);
}

const struct native_module module_collections = {
    .name = "collections",
    .functions = functions,
    .types = types,
    .fill = fill,
    .files = lang_frozen,
    .frozen = "collections.py",
};
