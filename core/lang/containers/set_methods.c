// What the dialect can do with sets and frozensets. Which side an operation walks over is
// CPython's choice, since it decides the order of the result.
#include "core/lang/containers/dict.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/repr.h"

struct set_iterator {
    struct container container;
    struct set *set; // NULL once it has ended
    size_t position;
    size_t used; // the set's when it began
};

static bool is_set(struct value value)
{
    return type_is_instance(value, &set_type) || type_is_instance(value, &frozenset_type);
}

static void finish(struct object *self)
{
    struct set *set = (struct set *)self;
    if (set->entries != NULL) {
        set_clear(set);
    }
}

static void visit_entries(struct object *self, visit_fn *visit, void *context)
{
    struct set *set = (struct set *)self;
    for (size_t i = 0; set->entries != NULL && i <= set->mask; i++) {
        visit(set->entries[i].key, context);
    }
}

// The same kind of set as `like` without a learner's class: set or frozenset.
static struct type *plain_type(struct value like)
{
    return type_is_instance(like, &frozenset_type) ? &frozenset_type : &set_type;
}

static struct set *copy_of(struct type *type, struct value iterable)
{
    struct set *set = set_create(type);
    if (set != NULL && !set_update(set, iterable)) {
        object_unref(set);
        return NULL;
    }
    return set;
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    if (!type_is_subtype(type, &frozenset_type)) {
        return value_object(set_create(type));
    }
    if (!sequence_one_argument(type, "frozenset", arguments)) {
        return value_unset;
    }
    if (arguments->count == 0) {
        return value_object(set_create(type));
    }
    if (type == &frozenset_type && value_is(arguments->values[0], &frozenset_type)) {
        return value_ref(arguments->values[0]);
    }
    return value_object(copy_of(type, arguments->values[0]));
}

static bool init(struct value self, const struct arguments *arguments)
{
    if (!sequence_one_argument(self.object->type, "set", arguments)) {
        return false;
    }
    set_clear(set_of(self));
    return arguments->count == 0 || set_update(set_of(self), arguments->values[0]);
}

static bool length(struct value self, int64_t *ret_length)
{
    *ret_length = (int64_t)set_of(self)->used;
    return true;
}

// Does `what` with a key; a set that has no hash is looked for as the frozenset that it equals.
static bool find(bool (*what)(struct set *, struct value, bool *), struct value self,
                 struct value item, bool *ret_found)
{
    if (what(set_of(self), item, ret_found)) {
        return true;
    }
    if (!type_is_instance(item, &set_type) || !raise_is(&exception_type_error)) {
        return false;
    }
    raise_forget();
    struct set *frozen = copy_of(&frozenset_type, item);
    bool fine = frozen != NULL && what(set_of(self), value_object(frozen), ret_found);
    object_unref(frozen);
    return fine;
}

static bool contains(struct value self, struct value item, bool *ret_found)
{
    return find(set_contains, self, item, ret_found);
}

static struct value repr(struct value self)
{
    struct set *set = set_of(self);
    bool bare = value_is(self, &set_type);
    struct repr repr;
    struct set_entry *entry;
    size_t position = 0;
    if (set->used == 0) {
        return value_object(str_format("%s()", type_name(self)));
    }
    if (!repr_enter(&repr, self)) {
        return value_object(str_format("%s(...)", type_name(self)));
    }
    text_addf(&repr.text, "%s%s", bare ? "" : type_name(self), bare ? "{" : "({");
    size_t start = repr.text.length;
    while (!repr.failed && (entry = set_next(set, &position)) != NULL) {
        text_add(&repr.text, repr.text.length > start ? ", " : "");
        repr_add(&repr, entry->key);
    }
    text_add(&repr.text, bare ? "}" : "})");
    return value_object(repr_leave(&repr));
}

static uint64_t shuffle(uint64_t hash)
{
    return ((hash ^ 89869747U) ^ (hash << 16)) * 3644798167U;
}

static bool frozen_hash(struct value self, int64_t *ret_hash) // CPython's
{
    struct set *set = set_of(self);
    if (set->hash == -1) {
        struct set_entry *entry;
        size_t position = 0;
        uint64_t hash = 0;
        while ((entry = set_next(set, &position)) != NULL) {
            hash ^= shuffle((uint64_t)entry->hash);
        }
        hash ^= ((uint64_t)set->used + 1) * 1927868237U;
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash * 69069U + 907133923U;
        set->hash = hash == UINT64_MAX ? 590923713 : (int64_t)hash;
    }
    *ret_hash = set->hash;
    return true;
}

static bool is_subset(struct set *left, struct set *right, bool *ret_is)
{
    struct set_entry *entry;
    size_t position = 0;
    *ret_is = left->used <= right->used;
    bool fine = true;
    while (fine && *ret_is && (entry = set_next(left, &position)) != NULL) {
        struct value key = value_ref(entry->key);
        fine = set_contains_hashed(right, key, entry->hash, ret_is);
        value_unref(key);
    }
    return fine;
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!is_set(other)) {
        return value_ref(value_not_implemented);
    }
    struct set *left = set_of(self), *right = set_of(other);
    if (comparison == COMPARISON_GREATER || comparison == COMPARISON_GREATER_EQUAL) {
        left = set_of(other);
        right = set_of(self);
        comparison = comparison_swap(comparison);
    }
    bool by_equality = comparison == COMPARISON_EQUAL || comparison == COMPARISON_NOT_EQUAL;
    bool same_size = left->used == right->used, subset = false;
    if ((!by_equality || same_size) && !is_subset(left, right, &subset)) {
        return value_unset;
    }
    if (comparison == COMPARISON_LESS) {
        subset = subset && !same_size;
    }
    return value_bool(comparison == COMPARISON_NOT_EQUAL ? !subset : subset);
}

// ---- the four operations; `other` is any iterable

static struct value unite(struct value self, struct value other)
{
    struct set *set = copy_of(plain_type(self), self);
    if (set != NULL && !value_same(self, other) && !set_update(set, other)) {
        object_unref(set);
        return value_unset;
    }
    return value_object(set);
}

static struct value intersect(struct value self, struct value other)
{
    if (value_same(self, other)) {
        return value_object(copy_of(plain_type(self), self));
    }
    struct set *set = set_of(self), *result = set_create(plain_type(self));
    struct value walked = other;
    if (is_set(other) && set_of(other)->used > set->used) {
        walked = self;
        set = set_of(other);
    }
    struct set_walk walk = {.keys = value_unset};
    struct value key;
    int64_t hash;
    bool fine = result != NULL && set_walk_begin(&walk, walked);
    while (fine && set_walk_next(&walk, &key, &hash)) {
        bool found;
        fine = set_contains_hashed(set, key, hash, &found) &&
               (!found || set_add_hashed(result, key, hash));
        value_unref(key);
    }
    if (!set_walk_end(&walk) || !fine) {
        object_unref(result);
        return value_unset;
    }
    return value_object(result);
}

static bool subtract_in_place(struct set *set, struct value other)
{
    if (value_same(value_object(set), other)) {
        set_clear(set);
        return true;
    }
    struct value less = value_ref(other);
    if (is_set(other) && set_of(other)->used >> 3 > set->used) {
        value_unref(less);
        less = intersect(value_object(set), other);
    }
    struct set_walk walk = {.keys = value_unset};
    struct value key;
    int64_t hash;
    bool fine = value_is_set(less) && set_walk_begin(&walk, less), found;
    value_unref(less);
    while (fine && set_walk_next(&walk, &key, &hash)) {
        fine = set_discard_hashed(set, key, hash, &found);
        value_unref(key);
    }
    return set_walk_end(&walk) && fine && set_shrink(set);
}

static struct value subtract(struct value self, struct value other)
{
    struct set *set = set_of(self), *against, *result;
    int64_t other_length = 0;
    bool sized = is_set(other) || value_is(other, &dict_type);
    if (!sized || !object_length(other, &other_length) ||
        (int64_t)(set->used >> 2) > other_length) {
        result = copy_of(plain_type(self), self);
        if (result != NULL && !subtract_in_place(result, other)) {
            object_unref(result);
            return value_unset;
        }
        return value_object(result);
    }
    against = is_set(other) ? object_ref(other.object) : copy_of(&set_type, other);
    result = against != NULL ? set_create(plain_type(self)) : NULL;
    int64_t hash;
    struct set_entry *entry;
    size_t position = 0;
    bool fine = result != NULL;
    while (fine && (entry = set_next(set, &position)) != NULL) {
        bool found;
        struct value key = value_ref(entry->key);
        hash = entry->hash;
        fine = set_contains_hashed(against, key, hash, &found) &&
               (found || set_add_hashed(result, key, hash));
        value_unref(key);
    }
    object_unref(against);
    if (!fine) {
        object_unref(result);
        return value_unset;
    }
    return value_object(result);
}

// Keys that are in one of the two: those of `other` go out of the set or into it.
static bool exchange(struct set *set, struct value other)
{
    if (value_same(value_object(set), other)) {
        set_clear(set);
        return true;
    }
    bool walk = is_set(other) || value_is(other, &dict_type); // in its own order
    struct value keys = walk ? value_ref(other) : value_object(copy_of(&set_type, other));
    struct set_walk path = {.keys = value_unset};
    struct value key;
    int64_t hash;
    bool fine = value_is_set(keys) && set_walk_begin(&path, keys);
    while (fine && set_walk_next(&path, &key, &hash)) {
        bool found;
        fine =
            set_discard_hashed(set, key, hash, &found) && (found || set_add_hashed(set, key, hash));
        value_unref(key);
    }
    value_unref(keys);
    return set_walk_end(&path) && fine;
}

static struct value differ(struct value self, struct value other)
{
    struct set *result = copy_of(plain_type(self), other);
    if (result != NULL && !exchange(result, self)) {
        object_unref(result);
        return value_unset;
    }
    return value_object(result);
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    struct value left = reflected ? other : self, right = reflected ? self : other;
    if (!is_set(other)) {
        return value_ref(value_not_implemented);
    }
    if (operation == OPERATION_OR) {
        return unite(left, right);
    }
    if (operation == OPERATION_AND) {
        return intersect(left, right);
    }
    if (operation == OPERATION_SUBTRACT) {
        return subtract(left, right);
    }
    return operation == OPERATION_XOR ? differ(left, right) : value_ref(value_not_implemented);
}

// Makes `set` hold what `result` holds, which it takes over; false: raised.
static bool become(struct set *set, struct value result)
{
    if (!value_is_set(result)) {
        return false;
    }
    set_swap(set, set_of(result));
    value_unref(result);
    return true;
}

static struct value in_place(enum operation operation, struct value self, struct value other)
{
    bool fine = false;
    if (!is_set(other)) {
        return value_ref(value_not_implemented);
    }
    if (operation == OPERATION_OR) {
        fine = set_update(set_of(self), other);
    } else if (operation == OPERATION_SUBTRACT) {
        fine = subtract_in_place(set_of(self), other);
    } else if (operation == OPERATION_XOR) {
        fine = exchange(set_of(self), other);
    } else if (operation == OPERATION_AND) {
        fine = become(set_of(self), intersect(self, other));
    } else {
        return value_ref(value_not_implemented);
    }
    return fine ? value_ref(self) : value_unset;
}

// ---- methods

static struct value method_add(struct value *args)
{
    return set_add(set_of(args[0]), args[1]) ? value_none : value_unset;
}

static struct value method_discard(struct value *args)
{
    bool found;
    return find(set_discard, args[0], args[1], &found) ? value_none : value_unset;
}

static struct value method_remove(struct value *args)
{
    bool found;
    if (!find(set_discard, args[0], args[1], &found)) {
        return value_unset;
    }
    return found ? value_none : raise_with(&exception_key_error, args[1]);
}

static struct value method_pop(struct value *args)
{
    struct set *set = set_of(args[0]);
    if (set->used == 0) {
        return raise_error(&exception_key_error, "pop from an empty set");
    }
    struct set_entry *entry = &set->entries[set->finger & set->mask];
    while (!value_is_set(entry->key)) {
        entry = entry == &set->entries[set->mask] ? set->entries : entry + 1;
    }
    struct value key = entry->key;
    *entry = (struct set_entry){value_unset, -1};
    set->used--;
    set->finger = (size_t)(entry - set->entries) + 1;
    return key;
}

static struct value method_clear(struct value *args)
{
    set_clear(set_of(args[0]));
    return value_none;
}

static struct value method_copy(struct value *args)
{
    if (value_is(args[0], &frozenset_type)) {
        return value_ref(args[0]);
    }
    return value_object(copy_of(plain_type(args[0]), args[0]));
}

static struct value method_intersection(struct value *args)
{
    struct tuple *others = tuple_of(args[1]);
    struct value result =
        others->count == 0 ? value_object(copy_of(plain_type(args[0]), args[0])) : args[0];
    for (size_t i = 0; i < others->count && value_is_set(result); i++) {
        struct value next = intersect(result, others->items[i]);
        if (i > 0) {
            value_unref(result);
        }
        result = next;
    }
    return result;
}

static struct value method_union(struct value *args)
{
    struct tuple *others = tuple_of(args[1]);
    struct set *result = copy_of(plain_type(args[0]), args[0]);
    bool fine = result != NULL;
    for (size_t i = 0; fine && i < others->count; i++) {
        fine = value_same(args[0], others->items[i]) || set_update(result, others->items[i]);
    }
    if (!fine) {
        object_unref(result);
        return value_unset;
    }
    return value_object(result);
}

static struct value method_difference(struct value *args)
{
    struct tuple *others = tuple_of(args[1]);
    struct value result = others->count == 0 ? value_object(copy_of(plain_type(args[0]), args[0]))
                                             : subtract(args[0], others->items[0]);
    for (size_t i = 1; i < others->count && value_is_set(result); i++) {
        if (!subtract_in_place(set_of(result), others->items[i])) {
            value_clear(&result);
        }
    }
    return result;
}

static struct value method_symmetric_difference(struct value *args)
{
    return differ(args[0], args[1]);
}

static struct value method_update(struct value *args)
{
    struct tuple *others = tuple_of(args[1]);
    for (size_t i = 0; i < others->count; i++) {
        if (!set_update(set_of(args[0]), others->items[i])) {
            return value_unset;
        }
    }
    return value_none;
}

static struct value method_intersection_update(struct value *args)
{
    return become(set_of(args[0]), method_intersection(args)) ? value_none : value_unset;
}

static struct value method_difference_update(struct value *args)
{
    struct tuple *others = tuple_of(args[1]);
    for (size_t i = 0; i < others->count; i++) {
        if (!subtract_in_place(set_of(args[0]), others->items[i])) {
            return value_unset;
        }
    }
    return value_none;
}

static struct value method_symmetric_difference_update(struct value *args)
{
    return exchange(set_of(args[0]), args[1]) ? value_none : value_unset;
}

static struct value related(struct value left, struct value right, enum comparison comparison)
{
    struct set *other = is_set(right) ? object_ref(right.object) : copy_of(&set_type, right);
    struct value result = value_unset;
    if (other != NULL) {
        result = compare(comparison, left, value_object(other));
    }
    object_unref(other);
    return result;
}

static struct value method_issubset(struct value *args)
{
    return related(args[0], args[1], COMPARISON_LESS_EQUAL);
}

static struct value method_issuperset(struct value *args)
{
    return related(args[0], args[1], COMPARISON_GREATER_EQUAL);
}

static struct value method_isdisjoint(struct value *args)
{
    struct value both = intersect(args[0], args[1]);
    if (!value_is_set(both)) {
        return value_unset;
    }
    bool disjoint = set_of(both)->used == 0;
    value_unref(both);
    return value_bool(disjoint);
}

// ---- iteration

static struct value iterate(struct value self)
{
    struct set_iterator *iterator = type_allocate(&set_iterator_type, 0);
    if (iterator != NULL) {
        iterator->set = object_ref(self.object);
        iterator->used = set_of(self)->used;
    }
    return value_object(iterator);
}

static struct value iterator_next(struct value self)
{
    struct set_iterator *iterator = (struct set_iterator *)self.object;
    struct set *set = iterator->set;
    if (set == NULL) {
        return value_unset;
    }
    if (set->used != iterator->used) {
        iterator->used = SIZE_MAX;
        return raise_error(&exception_runtime_error, "Set changed size during iteration");
    }
    struct set_entry *entry = set_next(set, &iterator->position);
    if (entry != NULL) {
        return value_ref(entry->key);
    }
    iterator->set = NULL;
    object_unref(set);
    return value_unset;
}

static void iterator_finish(struct object *self)
{
    object_unref(((struct set_iterator *)self)->set);
}

static void iterator_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(value_object(((struct set_iterator *)self)->set), context);
}

static struct value iterator_itself(struct value self)
{
    return value_ref(self);
}

static struct value method_length_hint(struct value *args)
{
    struct set_iterator *iterator = (struct set_iterator *)args[0].object;
    bool live = iterator->set != NULL && iterator->set->used == iterator->used;
    size_t position = iterator->position, left = 0;
    while (live && set_next(iterator->set, &position) != NULL) {
        left++;
    }
    return value_int((int64_t)left);
}

static const struct native iterator_methods[] = {
    {"__length_hint__(self, /)", method_length_hint, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type set_iterator_type = {
    .methods = iterator_methods,
    .name = "set_iterator",
    .size = sizeof(struct set_iterator),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .finish = iterator_finish,
    .visit = iterator_visit,
    .iterate = iterator_itself,
    .next = iterator_next,
};

#define SHARED_METHODS                                                                           \
    {"copy(self, /)", method_copy, 0, NULL}, {"union(self, /, *others)", method_union, 0, NULL}, \
        {"intersection(self, /, *others)", method_intersection, 0, NULL},                        \
        {"difference(self, /, *others)", method_difference, 0, NULL},                            \
        {"symmetric_difference(self, other, /)", method_symmetric_difference, 0, NULL},          \
        {"issubset(self, other, /)", method_issubset, 0, NULL},                                  \
        {"issuperset(self, other, /)", method_issuperset, 0, NULL},                              \
        {"isdisjoint(self, other, /)", method_isdisjoint, 0, NULL},                              \
    {                                                                                            \
        "__class_getitem__(cls, item, /)", sequence_class_item, NATIVE_CLASS, NULL               \
    }

static const struct native set_methods[] = {
    SHARED_METHODS,
    {"add(self, element, /)", method_add, 0, NULL},
    {"discard(self, element, /)", method_discard, 0, NULL},
    {"remove(self, element, /)", method_remove, 0, NULL},
    {"pop(self, /)", method_pop, 0, NULL},
    {"clear(self, /)", method_clear, 0, NULL},
    {"update(self, /, *others)", method_update, 0, NULL},
    {"intersection_update(self, /, *others)", method_intersection_update, 0, NULL},
    {"difference_update(self, /, *others)", method_difference_update, 0, NULL},
    {"symmetric_difference_update(self, other, /)", method_symmetric_difference_update, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native frozenset_methods[] = {
    SHARED_METHODS,
    {NULL, NULL, 0, NULL},
};

struct type set_type = {
    .name = "set",
    .size = sizeof(struct set),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = set_methods,
    .finish = finish,
    .visit = visit_entries,
    .create = create,
    .init = init,
    .length = length,
    .contains = contains,
    .iterate = iterate,
    .repr = repr,
    .compare = compare,
    .binary = binary,
    .in_place = in_place,
    .operations = OPERATIONS_SET,
    .reflected_operations = OPERATIONS_SET,
    .in_place_operations = OPERATIONS_SET,
};

struct type frozenset_type = {
    .name = "frozenset",
    .size = sizeof(struct set),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = frozenset_methods,
    .finish = finish,
    .visit = visit_entries,
    .create = create,
    .length = length,
    .contains = contains,
    .iterate = iterate,
    .repr = repr,
    .hash = frozen_hash,
    .compare = compare,
    .binary = binary,
    .operations = OPERATIONS_SET,
    .reflected_operations = OPERATIONS_SET,
};
