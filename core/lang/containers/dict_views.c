#include "core/lang/containers/dict_views.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/repr.h"
#include "core/lang/text/str.h"

struct view {
    struct container container;
    struct dict *dict;
    enum dict_view what;
};

struct dict_iterator {
    struct container container;
    struct dict *dict; // NULL once it has ended
    enum dict_view what;
    bool reversed;
    uint32_t position;
    uint32_t count; // the dict's when it began
    uint32_t left;  // keys still to come, if the dict keeps its own
};

struct value dict_view_create(struct dict *dict, enum dict_view what)
{
    struct type *type = what == DICT_KEYS     ? &dict_keys_type
                        : what == DICT_VALUES ? &dict_values_type
                                              : &dict_items_type;
    struct view *view = type_allocate(type, 0);
    if (view != NULL) {
        view->dict = object_ref(dict);
        view->what = what;
    }
    return value_object(view);
}

struct value dict_iterator_create(struct dict *dict, enum dict_view what, bool reversed)
{
    struct dict_iterator *iterator =
        type_allocate(&dict_iterator_types[reversed ? what + 3 : what], 0);
    if (iterator != NULL) {
        iterator->dict = object_ref(dict);
        iterator->what = what;
        iterator->reversed = reversed;
        iterator->position = reversed ? dict->used : 0;
        iterator->count = iterator->left = dict->count;
    }
    return value_object(iterator);
}

struct value dict_view_item(const struct dict_entry *entry, enum dict_view what)
{
    switch (what) {
    case DICT_KEYS:
        return value_ref(entry->key);
    case DICT_VALUES:
        return value_ref(entry->value);
    case DICT_ITEMS:
        break;
    }
    return value_object(tuple_pack(2, entry->key, entry->value));
}

static struct value iterator_next(struct value self)
{
    struct dict_iterator *iterator = (struct dict_iterator *)self.object;
    struct dict *dict = iterator->dict;
    if (dict == NULL) {
        return value_unset;
    }
    if (dict->count != iterator->count) {
        iterator->count = UINT32_MAX;
        return raise_error(&exception_runtime_error, "dictionary changed size during iteration");
    }
    struct dict_entry *entry = NULL;
    if (iterator->reversed) {
        while (entry == NULL && iterator->position > 0) {
            entry = &dict->entries[--iterator->position];
            entry = value_is_set(entry->key) ? entry : NULL;
        }
    } else {
        entry = dict_next(dict, &iterator->position);
    }
    if (entry != NULL && iterator->left == 0) {
        return raise_error(&exception_runtime_error, "dictionary keys changed during iteration");
    }
    if (entry != NULL) {
        iterator->left--;
        return dict_view_item(entry, iterator->what);
    }
    iterator->dict = NULL;
    object_unref(dict);
    return value_unset;
}

static void finish(struct object *self) // of views and iterators: both have the dict first
{
    object_unref(((struct view *)self)->dict);
}

static void visit_dict(struct object *self, visit_fn *visit, void *context)
{
    visit(value_object(((struct view *)self)->dict), context);
}

static struct value iterator_itself(struct value self)
{
    return value_ref(self);
}

static struct value iterator_length_hint(struct value *args)
{
    struct dict_iterator *iterator = (struct dict_iterator *)args[0].object;
    bool whole = iterator->dict != NULL && iterator->dict->count == iterator->count;
    return value_int(whole ? (int64_t)iterator->left : 0);
}

static const struct native iterator_methods[] = {
    {"__length_hint__(self, /)", iterator_length_hint, 0, NULL},
    {NULL, NULL, 0, NULL},
};

#define ITERATOR_TYPE(shown)                                                                     \
    {                                                                                            \
        .name = shown, .size = sizeof(struct dict_iterator),                                     \
        .flags = TYPE_CONTAINER | TYPE_NO_CREATE, .methods = iterator_methods, .finish = finish, \
        .visit = visit_dict, .iterate = iterator_itself, .next = iterator_next,                  \
    }

struct type dict_iterator_types[DICT_ITERATOR_TYPES] = {
    ITERATOR_TYPE("dict_keyiterator"),          ITERATOR_TYPE("dict_valueiterator"),
    ITERATOR_TYPE("dict_itemiterator"),         ITERATOR_TYPE("dict_reversekeyiterator"),
    ITERATOR_TYPE("dict_reversevalueiterator"), ITERATOR_TYPE("dict_reverseitemiterator"),
};

// ---- views

static struct value view_iterate(struct value self)
{
    struct view *view = (struct view *)self.object;
    return dict_iterator_create(view->dict, view->what, false);
}

static bool view_length(struct value self, int64_t *ret_length)
{
    *ret_length = ((struct view *)self.object)->dict->count;
    return true;
}

static bool keys_contains(struct value self, struct value item, bool *ret_found)
{
    struct value *slot;
    bool fine = dict_find(((struct view *)self.object)->dict, item, &slot);
    *ret_found = fine && slot != NULL;
    return fine;
}

static bool items_contains(struct value self, struct value item, bool *ret_found)
{
    struct value *slot;
    *ret_found = false;
    if (!value_is(item, &tuple_type) || tuple_of(item)->count != 2) {
        return true;
    }
    if (!dict_find(((struct view *)self.object)->dict, tuple_of(item)->items[0], &slot)) {
        return false;
    }
    return slot == NULL || object_equal(*slot, tuple_of(item)->items[1], ret_found);
}

static struct value view_repr(struct value self)
{
    struct view *view = (struct view *)self.object;
    struct repr repr;
    struct dict_entry *entry;
    uint32_t position = 0;
    if (!repr_enter(&repr, self)) {
        return value_object(str_from("..."));
    }
    text_addf(&repr.text, "%s([", type_name(self));
    for (bool first = true; !repr.failed && (entry = dict_next(view->dict, &position)) != NULL;
         first = false) {
        text_add(&repr.text, first ? "" : ", ");
        struct value item = dict_view_item(entry, view->what);
        if (value_is_set(item)) {
            repr_add(&repr, item);
            value_unref(item);
        } else {
            repr.failed = true;
        }
    }
    text_add(&repr.text, "])");
    return value_object(repr_leave(&repr));
}

// Set operations make a plain set of the left side first.
static struct value view_binary(enum operation operation, struct value self, struct value other,
                                bool reflected)
{
    if (operation != OPERATION_AND && operation != OPERATION_OR && operation != OPERATION_XOR &&
        operation != OPERATION_SUBTRACT) {
        return value_ref(value_not_implemented);
    }
    struct set *left = set_create(&set_type), *right = set_create(&set_type);
    struct value result = value_unset;
    if (left != NULL && right != NULL && set_update(left, reflected ? other : self) &&
        set_update(right, reflected ? self : other)) {
        result = operator_binary(operation, value_object(left), value_object(right));
    }
    object_unref(left);
    object_unref(right);
    return result;
}

static bool is_set_like(struct value value)
{
    return type_is_instance(value, &dict_keys_type) || type_is_instance(value, &dict_items_type) ||
           type_is_instance(value, &set_type) || type_is_instance(value, &frozenset_type);
}

static struct value view_compare(enum comparison comparison, struct value self, struct value other)
{
    if (!is_set_like(other)) {
        return value_ref(value_not_implemented);
    }
    struct set *left = set_create(&set_type), *right = set_create(&set_type);
    struct value result = value_unset;
    if (left != NULL && right != NULL && set_update(left, self) && set_update(right, other)) {
        result = operator_compare(comparison, value_object(left), value_object(right));
    }
    object_unref(left);
    object_unref(right);
    return result;
}

static struct value view_reversed(struct value *args)
{
    struct view *view = (struct view *)args[0].object;
    return dict_iterator_create(view->dict, view->what, true);
}

static struct value view_isdisjoint(struct value *args)
{
    struct value both = view_binary(OPERATION_AND, args[0], args[1], false);
    if (!value_is_set(both)) {
        return value_unset;
    }
    bool disjoint = set_of(both)->used == 0;
    value_unref(both);
    return value_bool(disjoint);
}

static const struct native view_methods[] = {
    {"__reversed__(self, /)", view_reversed, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native set_view_methods[] = {
    {"__reversed__(self, /)", view_reversed, 0, NULL},
    {"isdisjoint(self, other, /)", view_isdisjoint, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type dict_keys_type = {
    .name = "dict_keys",
    .size = sizeof(struct view),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = set_view_methods,
    .finish = finish,
    .visit = visit_dict,
    .iterate = view_iterate,
    .length = view_length,
    .contains = keys_contains,
    .repr = view_repr,
    .binary = view_binary,
    .operations = OPERATIONS_SET,
    .reflected_operations = OPERATIONS_SET,
    .compare = view_compare,
};

struct type dict_items_type = {
    .name = "dict_items",
    .size = sizeof(struct view),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = set_view_methods,
    .finish = finish,
    .visit = visit_dict,
    .iterate = view_iterate,
    .length = view_length,
    .contains = items_contains,
    .repr = view_repr,
    .binary = view_binary,
    .operations = OPERATIONS_SET,
    .reflected_operations = OPERATIONS_SET,
    .compare = view_compare,
};

// ---- a dict that cannot be written: what Class.__dict__ gives

struct value mappingproxy_create(struct dict *dict)
{
    struct view *view = type_allocate(&mappingproxy_type, 0);
    if (view == NULL) {
        object_unref(dict);
        return value_unset;
    }
    view->dict = dict;
    return value_object(view);
}

static struct value proxied(struct value self)
{
    return value_object(((struct view *)self.object)->dict);
}

static struct value proxy_get_item(struct value self, struct value key)
{
    return object_get_item(proxied(self), key);
}

static struct value proxy_repr(struct value self)
{
    struct str *inner = object_repr(proxied(self));
    struct str *text = inner != NULL ? str_format("mappingproxy(%s)", inner->data) : NULL;
    object_unref(inner);
    return value_object(text);
}

static struct value proxy_keys(struct value *args)
{
    return dict_view_create(dict_of(proxied(args[0])), DICT_KEYS);
}

static struct value proxy_values(struct value *args)
{
    return dict_view_create(dict_of(proxied(args[0])), DICT_VALUES);
}

static struct value proxy_items(struct value *args)
{
    return dict_view_create(dict_of(proxied(args[0])), DICT_ITEMS);
}

static struct value proxy_get(struct value *args)
{
    struct value *slot;
    if (!dict_find(dict_of(proxied(args[0])), args[1], &slot)) {
        return value_unset;
    }
    return value_ref(slot != NULL ? *slot : args[2]);
}

static struct value proxy_copy(struct value *args)
{
    return value_object(dict_copy(dict_of(proxied(args[0]))));
}

static struct value proxy_new(struct value *args)
{
    if (!type_is_instance(args[1], &dict_type)) {
        return value_is(args[1], &list_type) || value_is(args[1], &tuple_type) ||
                       value_type(args[1])->get_item == NULL
                   ? raise_type("mappingproxy() argument must be a mapping, not %s",
                                type_name(args[1]))
                   : raise_refused("ranksh has no mappingproxy of '%s'", type_name(args[1]));
    }
    return mappingproxy_create(object_ref(args[1].object));
}

static struct value proxy_reversed(struct value *args)
{
    return object_call_method(proxied(args[0]), "__reversed__", NULL, 0);
}

static struct value proxy_binary(enum operation operation, struct value self, struct value other,
                                 bool reflected)
{
    if (operation != OPERATION_OR) {
        return value_ref(value_not_implemented);
    }
    struct value right = value_is(other, &mappingproxy_type) ? proxied(other) : other;
    return reflected ? operator_binary(operation, right, proxied(self))
                     : operator_binary(operation, proxied(self), right);
}

static struct value proxy_in_place(enum operation operation, struct value self, struct value other)
{
    (void)other;
    return operation == OPERATION_OR
               ? raise_type("'|=' is not supported by %s; use '|' instead", type_name(self))
               : value_ref(value_not_implemented);
}

static struct value proxy_compare(enum comparison comparison, struct value self, struct value other)
{
    return operator_compare(comparison, proxied(self),
                            value_is(other, &mappingproxy_type) ? proxied(other) : other);
}

static struct value proxy_str(struct value self)
{
    return value_object(object_str(proxied(self)));
}

static const struct native proxy_methods[] = {
    {"__new__(cls, mapping)", proxy_new, NATIVE_STATIC, NULL},
    {"__reversed__(self, /)", proxy_reversed, 0, NULL},
    {"__class_getitem__(cls, item, /)", sequence_class_item, NATIVE_CLASS, NULL},
    {"keys(self, /)", proxy_keys, 0, NULL},
    {"values(self, /)", proxy_values, 0, NULL},
    {"items(self, /)", proxy_items, 0, NULL},
    {"get(self, key, default=None, /)", proxy_get, 0, NULL},
    {"copy(self, /)", proxy_copy, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static struct value proxy_create(struct type *type, const struct arguments *arguments)
{
    static const char *const names[] = {"mapping"};
    struct value mapping;
    (void)type;
    if (!native_bind_names("mappingproxy", names, 1, 0, arguments, &mapping)) {
        return value_unset;
    }
    if (!value_is_set(mapping)) {
        return raise_type("mappingproxy() missing required argument 'mapping' (pos 1)");
    }
    if (type_is_instance(mapping, &dict_type)) {
        return mappingproxy_create(object_ref(mapping.object));
    }
    if (value_type(mapping)->get_item == NULL || type_is_instance(mapping, &list_type) ||
        type_is_instance(mapping, &tuple_type)) {
        return raise_type("mappingproxy() argument must be a mapping, not %s", type_name(mapping));
    }
    return raise_refused("ranksh has no mappingproxy of what is no dict");
}

struct type mappingproxy_type = {
    .name = "mappingproxy",
    .size = sizeof(struct view),
    .flags = TYPE_CONTAINER,
    .create = proxy_create,
    .methods = proxy_methods,
    .finish = finish,
    .visit = visit_dict,
    .get_item = proxy_get_item,
    .iterate = view_iterate,
    .length = view_length,
    .contains = keys_contains,
    .repr = proxy_repr,
    .str = proxy_str,
    .compare = proxy_compare,
    .binary = proxy_binary,
    .in_place = proxy_in_place,
    .operations = 1U << OPERATION_OR,
    .reflected_operations = 1U << OPERATION_OR,
    .in_place_operations = 1U << OPERATION_OR,
};

struct type dict_values_type = {
    .name = "dict_values",
    .size = sizeof(struct view),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = view_methods,
    .finish = finish,
    .visit = visit_dict,
    .iterate = view_iterate,
    .length = view_length,
    .repr = view_repr,
};

// ---- those of OrderedDict

#define ORDERED(type_name, base_type)                                       \
    {                                                                       \
        .name = type_name, .base = &base_type, .size = sizeof(struct view), \
        .flags = TYPE_CONTAINER | TYPE_NO_CREATE                            \
    }

static struct type ordered_types[] = {
    [DICT_KEYS] = ORDERED("odict_keys", dict_keys_type),
    [DICT_VALUES] = ORDERED("odict_values", dict_values_type),
    [DICT_ITEMS] = ORDERED("odict_items", dict_items_type),
};

struct value dict_view_ordered(struct dict *dict, enum dict_view what)
{
    struct type *type = &ordered_types[what];
    struct view *view = type_ready(type) ? type_allocate(type, 0) : NULL;
    if (view != NULL) {
        view->dict = object_ref(dict);
        view->what = what;
    }
    return value_object(view);
}
