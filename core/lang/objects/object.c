// What can be asked of any value. Attributes of instances are here; those of types are in
// type_methods.c, of modules in module.c.
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/alias.h"
#include "core/lang/objects/box.h"
#include "core/lang/objects/cpython_names.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/instance.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/format.h"
#include "core/lang/text/str.h"
#include "core/lang/text/str_methods.h"

// ---- nesting in C

enum { DEEPEST = 1000, USUAL_STACK = 8 << 20 };

static int depth;
uintptr_t object_stack_end;

void object_stack_begin(void)
{
    struct rlimit limit;
    size_t size = USUAL_STACK;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < USUAL_STACK) {
        size = limit.rlim_cur;
    }
    object_stack_end = (uintptr_t)__builtin_frame_address(0) - size / 4 * 3;
}

bool object_too_deep(const char *doing)
{
    return raise_false(&exception_recursion_error, "maximum recursion depth exceeded%s", doing);
}

bool object_enter(const char *doing)
{
    depth++;
    return (depth <= DEEPEST && object_stack_fits()) || object_too_deep(doing);
}

void object_leave(void)
{
    depth--;
}

// ---- attributes

static struct dict **attributes_at(struct value object)
{
    if (object.tag != VALUE_OBJECT) {
        return NULL;
    }
    struct type *type = object.object->type;
    if (type->attributes_at != 0) {
        return (struct dict **)(void *)((char *)object.object + type->attributes_at);
    }
    return NULL;
}

struct dict *object_attributes(struct value object, bool create)
{
    struct dict **at = attributes_at(object);
    if (at == NULL && object.tag == VALUE_OBJECT &&
        (object.object->type->flags & (TYPE_ITEMS_TUPLE | TYPE_BOXED)) != 0) {
        struct value *hidden = object.object->type->flags & TYPE_BOXED
                                   ? box_hidden(object.object)
                                   : &tuple_of(object)->items[tuple_of(object)->count];
        if (!value_is_set(*hidden) && create) {
            *hidden = value_object(dict_create_instance(0));
        }
        return value_is_set(*hidden) ? dict_of(*hidden) : NULL;
    }
    if (at == NULL) {
        return NULL;
    }
    if (*at == NULL && create) {
        *at = dict_create_instance(object.object->type->usual_attributes);
    }
    return *at;
}

// The attribute, or value_unset without an exception.
struct value object_get_if_there_generic(struct value object, struct str *name)
{
    struct type *type = value_type(object);
    struct value *found = type_find(type, name);
    struct type *kind = found != NULL ? value_type(*found) : NULL;
    if (found != NULL && kind->descriptor_set != NULL && kind->descriptor_get != NULL) {
        struct value descriptor = value_ref(*found);
        struct value value = kind->descriptor_get(descriptor, object, type);
        value_unref(descriptor);
        return value;
    }
    struct dict *attributes = object_attributes(object, false);
    struct value *slot = attributes != NULL ? dict_find_name(attributes, name) : NULL;
    if (slot != NULL) {
        return value_ref(*slot);
    }
    if (found == NULL) {
        return value_unset;
    }
    struct value value = value_ref(*found);
    if (kind->descriptor_get == NULL) {
        return value;
    }
    struct value bound = kind->descriptor_get(value, object, type);
    value_unref(value);
    return bound;
}

// What CPython's type of that name has.
static const char *names_in_cpython(const struct type *type)
{
    char subject[128];
    const char *module = type->module_text->data;
    if (strcmp(module, "builtins") == 0) {
        return cpython_names_of(type->qualified_text->data);
    }
    snprintf(subject, sizeof subject, "%s.%s", module, type->qualified_text->data);
    return cpython_names_of(subject);
}

bool object_refuses(const struct type *type, struct str *name)
{
    for (size_t i = 0; i < type->mro->count; i++) {
        const struct type *of = (struct type *)type->mro->items[i].object;
        if (cpython_names_among(names_in_cpython(of), name->data)) {
            raise_refused("ranksh has no '%s.%s'", of->name, name->data);
            return true;
        }
    }
    for (; type != NULL; type = type->base) {
        for (const char *const *it = type->refused; it != NULL && *it != NULL; it++) {
            if (str_is(name, *it)) {
                raise_refused("ranksh has no '%s.%s'", type->name, name->data);
                return true;
            }
        }
    }
    return false;
}

struct value object_no_attribute(struct value object, struct str *name)
{
    if (object_refuses(value_type(object), name)) {
        return value_unset;
    }
    raise_error(&exception_attribute_error, "'%s' object has no attribute '%s'", type_name(object),
                name->data);
    raise_note_attribute(object, name);
    return value_unset;
}

struct value object_get_generic(struct value object, struct str *name)
{
    struct value value = object_get_if_there_generic(object, name);
    return value_is_set(value) || raise_pending() ? value : object_no_attribute(object, name);
}

struct value object_get(struct value object, struct str *name)
{
    return value_type(object)->get(object, name);
}

struct value object_get_if_there(struct value object, struct str *name)
{
    struct type *type = value_type(object);
    if (type->get == object_get_generic) {
        return object_get_if_there_generic(object, name);
    }
    struct value value = type->get(object, name);
    if (!value_is_set(value) && raise_is(&exception_attribute_error)) {
        raise_forget();
    }
    return value;
}

struct value object_get_named(struct value object, const char *name)
{
    struct str *str = str_interned(name);
    struct value value = str != NULL ? object_get(object, str) : value_unset;
    object_unref(str);
    return value;
}

bool object_set_generic(struct value object, struct str *name, struct value value)
{
    struct type *type = value_type(object);
    struct value *found = type_find(type, name);
    if (found != NULL && value_type(*found)->descriptor_set != NULL) {
        struct value descriptor = value_ref(*found);
        bool fine = value_type(descriptor)->descriptor_set(descriptor, object, value);
        value_unref(descriptor);
        return fine;
    }
    struct dict *attributes =
        type->flags & TYPE_NO_DICT ? NULL : object_attributes(object, value_is_set(value));
    if (attributes == NULL && raise_pending()) {
        return false;
    }
    if (attributes == NULL) {
        bool possible = attributes_at(object) != NULL && !(type->flags & TYPE_NO_DICT);
        if (found != NULL && !possible) {
            return raise_false(&exception_attribute_error,
                               "'%s' object attribute '%s' is read-only", type->name, name->data);
        }
        object_no_attribute(object, name);
        return false;
    }
    if (value_is_set(value)) {
        return dict_set_name(attributes, name, value);
    }
    bool gone;
    if (!dict_delete(attributes, value_object(name), &gone)) {
        return false;
    }
    if (!gone) {
        object_no_attribute(object, name);
    }
    return gone;
}

bool object_set(struct value object, struct str *name, struct value value)
{
    return value_type(object)->set(object, name, value);
}

bool object_set_named(struct value object, const char *name, struct value value)
{
    struct str *str = str_interned(name);
    bool fine = str != NULL && object_set(object, str, value);
    object_unref(str);
    return fine;
}

struct value object_find_special(struct value object, struct str *name)
{
    struct type *type = value_type(object);
    struct value *found = type_find(type, name);
    if (found == NULL) {
        return value_unset;
    }
    struct value value = value_ref(*found);
    struct type *kind = value_type(value);
    if (kind->descriptor_get == NULL) {
        return value;
    }
    struct value bound = kind->descriptor_get(value, object, type);
    value_unref(value);
    return bound;
}

// ---- items

struct value object_get_item(struct value object, struct value key)
{
    struct type *type = value_type(object);
    if (type->get_item != NULL) {
        return type->get_item(object, key);
    }
    if (type_is_instance(object, &type_type)) {
        struct value method = object_get_if_there(object, name_class_getitem);
        if (value_is_set(method)) {
            struct value item = object_call_values(method, &key, 1);
            value_unref(method);
            return item;
        }
        struct type *of = (struct type *)object.object;
        if (raise_pending() || object_refuses(of, name_class_getitem)) {
            return value_unset;
        }
        if (object.object == &type_type.container.object) {
            return alias_create(object, key);
        }
        return raise_type("type '%s' is not subscriptable", of->name);
    }
    return raise_type("'%s' object is not subscriptable", type->name);
}

bool object_set_item(struct value object, struct value key, struct value value)
{
    struct type *type = value_type(object);
    if (type->set_item != NULL) {
        return type->set_item(object, key, value);
    }
    // CPython's sequences have words of their own for a position
    bool sequence = type->contains != NULL || type->get_item != NULL || type->length != NULL ||
                    (type->flags & TYPE_HEAP);
    return raise_false(&exception_type_error,
                       value_is_set(value) ? "'%s' object does not support item assignment"
                       : sequence && object_has_index(key)
                           ? "'%s' object doesn't support item deletion"
                           : "'%s' object does not support item deletion",
                       type->name);
}

bool object_length(struct value object, int64_t *ret_length)
{
    struct type *type = value_type(object);
    if (type->length != NULL) {
        return type->length(object, ret_length);
    }
    struct value length = instance_class_hook(object, name_class_len, value_unset);
    if (value_is_set(length)) {
        return native_int(length, ret_length);
    }
    return !raise_pending() &&
           raise_false(&exception_type_error, "object of type '%s' has no len()", type->name);
}

bool object_contains(struct value container, struct value item, bool *ret_found)
{
    struct type *type = value_type(container);
    if (type->contains != NULL) {
        return type->contains(container, item, ret_found);
    }
    if (type->iterate == NULL && type->get_item == NULL) {
        struct value answer = instance_class_hook(container, name_class_contains, item);
        if (value_is_set(answer) || raise_pending()) {
            bool fine = value_is_set(answer) && object_truth(answer, ret_found);
            value_unref(answer);
            return fine;
        }
        return raise_false(&exception_type_error, "argument of type '%s' is not iterable",
                           type->name);
    }
    struct value iterator = object_iterate(container), candidate;
    bool fine = value_is_set(iterator);
    if (!fine && raise_is(&exception_type_error)) {
        raise_forget();
        return raise_false(&exception_type_error, "argument of type '%s' is not iterable",
                           type->name);
    }
    *ret_found = false;
    while (fine && !*ret_found && value_is_set(candidate = object_next(iterator))) {
        fine = object_equal(candidate, item, ret_found);
        value_unref(candidate);
    }
    value_unref(iterator);
    return fine && !raise_pending();
}

// ---- texts

static struct str *text_from(struct value value)
{
    return value_is_set(value) ? str_of(value) : NULL;
}

struct str *object_repr(struct value object)
{
    bool entered = object_enter(" while getting the repr of an object");
    struct str *text = entered ? text_from(value_type(object)->repr(object)) : NULL;
    object_leave();
    return text;
}

struct str *object_str(struct value object)
{
    struct type *type = value_type(object);
    if (type == &str_type) {
        return object_ref(str_of(object));
    }
    bool entered = object_enter(" while getting the str of an object");
    struct str *text = entered ? text_from(type->str(object)) : NULL;
    object_leave();
    return text;
}

struct str *object_format(struct value object, struct str *spec)
{
    struct type *type = value_type(object);
    if (type == &str_type || object.tag != VALUE_OBJECT) {
        return spec->length == 0 ? object_str(object) : format_value(object, spec);
    }
    struct value method = object_find_special(object, name_format);
    struct value argument = value_object(spec);
    struct value text =
        value_is_set(method) ? object_call_values(method, &argument, 1) : value_unset;
    value_unref(method);
    if (value_is_set(text) && !type_is_instance(text, &str_type)) {
        raise_type("__format__ must return a str, not %s", type_name(text));
        value_clear(&text);
    }
    return text_from(text);
}

// ---- truth, hash, order

bool object_truth_slowly(struct value object, bool *ret_truth)
{
    struct type *type = value_type(object);
    if (object.tag == VALUE_FLOAT) {
        *ret_truth = object.number != 0;
        return true;
    }
    if (type->truth != NULL) {
        return type->truth(object, ret_truth);
    }
    if (type->length != NULL) {
        int64_t length;
        bool fine = type->length(object, &length);
        *ret_truth = fine && length != 0;
        return fine;
    }
    *ret_truth = true;
    return true;
}

bool object_hash(struct value object, int64_t *ret_hash)
{
    if (object.tag == VALUE_INT || object.tag == VALUE_BOOL) {
        *ret_hash = int_hash(object.integer);
        return true;
    }
    struct type *type = value_type(object);
    if (type == &str_type) {
        *ret_hash = str_hash(str_of(object));
        return true;
    }
    if (type->hash != NULL) {
        bool fine = object_enter("") && type->hash(object, ret_hash);
        object_leave();
        return fine;
    }
    return raise_false(&exception_type_error, "unhashable type: '%s'", type->name);
}

bool object_equal(struct value left, struct value right, bool *ret_equal)
{
    if (value_same(left, right)) { // one NaN is equal to itself too, as in CPython's containers
        *ret_equal = true;
        return true;
    }
    if (left.tag == VALUE_INT && right.tag == VALUE_INT) {
        *ret_equal = left.integer == right.integer;
        return true;
    }
    if (value_is(left, &str_type) && value_is(right, &str_type)) {
        *ret_equal = str_equal(str_of(left), str_of(right));
        return true;
    }
    struct value result = operator_compare(COMPARISON_EQUAL, left, right);
    bool fine = value_is_set(result) && object_truth(result, ret_equal);
    value_unref(result);
    return fine;
}

bool object_less(struct value left, struct value right, bool *ret_less)
{
    struct value result = operator_compare(COMPARISON_LESS, left, right);
    bool fine = value_is_set(result) && object_truth(result, ret_less);
    value_unref(result);
    return fine;
}

// ---- iteration

struct value object_iterate(struct value object)
{
    struct type *type = value_type(object);
    if (type->iterate != NULL) {
        return type->iterate(object);
    }
    if (type->get_item != NULL && !type_is_instance(object, &dict_type)) {
        return iterator_create(object);
    }
    struct value iterator = instance_class_hook(object, name_class_iter, value_unset);
    return value_is_set(iterator) || raise_pending()
               ? iterator
               : raise_type("'%s' object is not iterable", type->name);
}

struct value object_stop_result;

// Whoever goes through an iterator in C comes here for each value, so here interrupts are seen.
struct value object_next(struct value iterator)
{
    enum { LOOK_UP = 16384 };
    static unsigned asked;
    struct type *type = value_type(iterator);
    if (type->next == NULL) {
        return raise_type("'%s' object is not iterable", type->name);
    }
    if (++asked % LOOK_UP == 0 && raise_if_interrupted()) {
        return value_unset;
    }
    return object_stack_fits() || object_too_deep("") ? type->next(iterator) : value_unset;
}

struct list *object_to_list(struct value object)
{
    if (value_is(object, &list_type)) {
        return list_from(list_of(object)->items, list_of(object)->count);
    }
    if (value_is(object, &tuple_type)) {
        return list_from(tuple_of(object)->items, tuple_of(object)->count);
    }
    struct list *list = list_create(0);
    if (list != NULL && !list_extend(list, object)) {
        object_unref(list);
        return NULL;
    }
    return list;
}

// ---- calls

struct value object_call(struct value callee, const struct arguments *arguments)
{
    struct type *type = value_type(callee);
    if (type->call == NULL) {
        return raise_type("'%s' object is not callable", type->name);
    }
    bool entered = object_enter(" while calling a Python object");
    struct value result = entered ? type->call(callee, arguments) : value_unset;
    object_leave();
    return result;
}

struct value object_call_values(struct value callee, const struct value *values, size_t count)
{
    struct arguments arguments = {values, count, NULL};
    return object_call(callee, &arguments);
}

struct value object_call_method(struct value object, const char *name, const struct value *values,
                                size_t count)
{
    struct value method = object_get_named(object, name);
    struct value result =
        value_is_set(method) ? object_call_values(method, values, count) : value_unset;
    value_unref(method);
    return result;
}

bool object_is_callable(struct value object)
{
    return value_type(object)->call != NULL;
}

// ---- positions

bool object_has_index(struct value object)
{
    return int_is_small(object) || type_is_instance(object, &int_type) ||
           type_find(value_type(object), name_index) != NULL;
}

struct value object_index(struct value object)
{
    if (object.tag == VALUE_INT) {
        return object;
    }
    if (object.tag == VALUE_BOOL) {
        return value_int(object.integer);
    }
    if (type_is_instance(object, &int_type)) {
        return value_is(object, &int_type) ? value_ref(object) : bigint_unary(UNARY_PLUS, object);
    }
    struct value method = object_find_special(object, name_index);
    if (!value_is_set(method)) {
        return raise_pending() ? value_unset
                               : raise_type("'%s' object cannot be interpreted as an integer",
                                            type_name(object));
    }
    struct value result = object_call_values(method, NULL, 0);
    value_unref(method);
    if (value_is_set(result) && !type_is_instance(result, &int_type)) {
        raise_type("__index__ returned non-int (type %s)", type_name(result));
        value_clear(&result);
    }
    return result;
}

// ---- dir

static bool add_names(struct dict *all, struct dict *from)
{
    struct dict_entry *entry;
    uint32_t position = 0;
    while (from != NULL && (entry = dict_next(from, &position)) != NULL) {
        if (!dict_set(all, entry->key, value_none)) {
            return false;
        }
    }
    return true;
}

// Words between blanks.
static bool add_words(struct dict *all, const char *words)
{
    bool fine = true;
    for (words += strspn(words, " "); fine && *words != '\0'; words += strspn(words, " ")) {
        size_t length = strcspn(words, " ");
        struct str *name = str_intern(str_create(words, length));
        fine = name != NULL && dict_set(all, value_object(name), value_none);
        object_unref(name);
        words += length;
    }
    return fine;
}

bool object_add_cpython_names(struct dict *all, const char *subject)
{
    return add_words(all, cpython_names_of(subject));
}

// The names of one type: of a native one those that CPython shows.
static bool add_type_names(struct dict *all, struct type *type)
{
    const char *words = type->flags & TYPE_HEAP ? "" : names_in_cpython(type);
    return *words != '\0' ? add_words(all, words) : add_names(all, type->attributes);
}

struct list *object_dir(struct value object)
{
    struct value method = object_find_special(object, name_dir);
    struct value given = value_is_set(method) ? object_call_values(method, NULL, 0) : value_unset;
    value_unref(method);
    struct list *names = value_is_set(given) ? object_to_list(given) : NULL;
    value_unref(given);
    if (names != NULL && !list_sort(names, value_none, false)) {
        object_unref(names);
        return NULL;
    }
    return names;
}

struct list *object_dir_generic(struct value object)
{
    struct dict *all = dict_create();
    struct type *type = value_type(object);
    bool is_type = type_is_instance(object, &type_type);
    bool fine = all != NULL && (is_type || add_names(all, object_attributes(object, false)));
    struct tuple *mro = is_type ? ((struct type *)object.object)->mro : type->mro;
    for (size_t i = 0; fine && i < mro->count; i++) {
        fine = add_type_names(all, (struct type *)mro->items[i].object);
    }
    struct list *names = fine ? object_to_list(value_object(all)) : NULL;
    object_unref(all);
    return names;
}
