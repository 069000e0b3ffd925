#include "core/lang/containers/tuple.h"
#include "core/lang/objects/alias.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/objects/repr.h"
#include "core/lang/text/str.h"

struct alias { // of both types; a union has only items
    struct container container;
    struct value origin;
    struct tuple *items;
};

static struct alias *of(struct value self)
{
    return (struct alias *)self.object;
}

struct value alias_create(struct value origin, struct value items)
{
    struct alias *alias = type_allocate(&alias_type, 0);
    if (alias == NULL) {
        return value_unset;
    }
    alias->origin = value_ref(origin);
    alias->items = value_is(items, &tuple_type) ? object_ref(items.object) : tuple_from(&items, 1);
    if (alias->items == NULL) {
        object_unref(alias);
        return value_unset;
    }
    return value_object(alias);
}

struct value alias_union_members(struct value alias)
{
    return value_object(of(alias)->items);
}

static bool fits(struct value value)
{
    return value_is_none(value) || type_is_instance(value, &type_type) ||
           value_is(value, &alias_type) || value_is(value, &union_type);
}

static bool add_member(struct tuple **members, struct value value)
{
    if (value_is(value, &union_type)) {
        for (size_t i = 0; i < of(value)->items->count; i++) {
            if (!add_member(members, of(value)->items->items[i])) {
                return false;
            }
        }
        return true;
    }
    if (value_is_none(value)) {
        value = value_object(value_inline_type[VALUE_NONE]);
    }
    for (size_t i = 0; i < (*members)->count; i++) {
        if (value_same((*members)->items[i], value)) {
            return true;
        }
    }
    struct tuple *more = tuple_create((*members)->count + 1);
    if (more == NULL) {
        return false;
    }
    for (size_t i = 0; i < (*members)->count; i++) {
        more->items[i] = value_ref((*members)->items[i]);
    }
    more->items[more->count - 1] = value_ref(value);
    object_unref(*members);
    *members = more;
    return true;
}

struct value alias_union(struct value left, struct value right)
{
    if (!fits(left) || !fits(right)) {
        return value_ref(value_not_implemented);
    }
    struct alias *alias = type_allocate(&union_type, 0);
    if (alias != NULL) {
        alias->origin = value_none;
        alias->items = tuple_create(0);
        if (alias->items == NULL || !add_member(&alias->items, left) ||
            !add_member(&alias->items, right)) {
            object_unref(alias);
            return value_unset;
        }
        if (alias->items->count == 1) { // int | int
            struct value only = value_ref(alias->items->items[0]);
            object_unref(alias);
            return only;
        }
    }
    return value_object(alias);
}

static void finish(struct object *self)
{
    value_unref(((struct alias *)self)->origin);
    object_unref(((struct alias *)self)->items);
}

static void visit_parts(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct alias *)self)->origin, context);
    visit(value_object(((struct alias *)self)->items), context);
}

// A type by its name, None for NoneType, ... for Ellipsis, anything else by its repr.
static void add_part(struct repr *repr, struct value value)
{
    if (value_same(value, value_object(value_inline_type[VALUE_NONE]))) {
        text_add(&repr->text, "None");
    } else if (value_same(value, value_ellipsis)) {
        text_add(&repr->text, "...");
    } else if (type_is_instance(value, &type_type)) {
        struct str *name = type_full_name((struct type *)value.object);
        repr->failed = repr->failed || name == NULL;
        text_add(&repr->text, name != NULL ? name->data : "");
        object_unref(name);
    } else {
        repr_add(repr, value);
    }
}

static struct value alias_repr(struct value self)
{
    struct repr repr;
    bool is_union = value_is(self, &union_type);
    if (!repr_enter(&repr, self)) {
        return value_object(str_from("..."));
    }
    if (!is_union) {
        add_part(&repr, of(self)->origin);
        text_add(&repr.text, "[");
    }
    for (size_t i = 0; i < of(self)->items->count; i++) {
        text_add(&repr.text, i == 0 ? "" : is_union ? " | " : ", ");
        add_part(&repr, of(self)->items->items[i]);
    }
    text_add(&repr.text, is_union ? "" : "]");
    return value_object(repr_leave(&repr));
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    if (operation != OPERATION_OR) {
        return value_ref(value_not_implemented);
    }
    return reflected ? alias_union(other, self) : alias_union(self, other);
}

// list[int]() makes a list.
static struct value call(struct value self, const struct arguments *arguments)
{
    return object_call(of(self)->origin, arguments);
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    bool equal, items;
    if ((comparison != COMPARISON_EQUAL && comparison != COMPARISON_NOT_EQUAL) ||
        value_type(other) != value_type(self)) {
        return value_ref(value_not_implemented);
    }
    if (!object_equal(of(self)->origin, of(other)->origin, &equal) ||
        !object_equal(value_object(of(self)->items), value_object(of(other)->items), &items)) {
        return value_unset;
    }
    return value_bool((equal && items) == (comparison == COMPARISON_EQUAL));
}

static bool hash(struct value self, int64_t *ret_hash)
{
    return object_hash(value_object(of(self)->items), ret_hash);
}

static struct value get_origin(struct value *args)
{
    return value_ref(of(args[0])->origin);
}

static struct value get_args(struct value *args)
{
    return value_of(of(args[0])->items);
}

// class A(list[int]) is a class below list.
static struct value mro_entries(struct value *args)
{
    return value_object(tuple_pack(1, of(args[0])->origin));
}

// types.GenericAlias(origin, items)
static struct value create(struct type *type, const struct arguments *arguments)
{
    (void)type;
    if (arguments->names != NULL) {
        return raise_type("GenericAlias() takes no keyword arguments");
    }
    if (arguments->count != 2) {
        return raise_type("GenericAlias expected 2 arguments, got %zu", arguments->count);
    }
    return alias_create(arguments->values[0], arguments->values[1]);
}

static const struct native union_methods[] = {
    {"__args__(self)", get_args, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native methods[] = {
    {"__mro_entries__(self, bases, /)", mro_entries, 0, NULL},
    {"__origin__(self)", get_origin, NATIVE_GETTER, NULL},
    {"__args__(self)", get_args, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type alias_type = {
    .name = "GenericAlias",
    .module = "types",
    .size = sizeof(struct alias),
    .flags = TYPE_CONTAINER,
    .methods = methods,
    .finish = finish,
    .visit = visit_parts,
    .create = create,
    .call = call,
    .repr = alias_repr,
    .binary = binary,
    .compare = compare,
    .hash = hash,
    .operations = 1U << OPERATION_OR,
    .reflected_operations = 1U << OPERATION_OR,
};

struct type union_type = {
    .name = "UnionType",
    .module = "types",
    .size = sizeof(struct alias),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = union_methods,
    .finish = finish,
    .visit = visit_parts,
    .repr = alias_repr,
    .binary = binary,
    .compare = compare,
    .hash = hash,
    .operations = 1U << OPERATION_OR,
    .reflected_operations = 1U << OPERATION_OR,
};
