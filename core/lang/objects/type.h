// Types: what an object can do, as a row of functions, and the names that it has.
//
// A native type is a static struct whose owner fills in what applies and calls type_ready() once
// per interpreter (native.h's modules do that for their types). A class statement makes one on the
// heap. Methods called `__len__` and so on and the functions here are the same thing: type_ready()
// shows a function under its name, a class that defines the name gets a function that calls it.
#ifndef RANKSH_CORE_LANG_TYPE_H
#define RANKSH_CORE_LANG_TYPE_H

#include "core/lang/objects/operator.h"
#include "core/lang/objects/value.h"

struct dict;
struct native;
struct str;
struct tuple;

// What a call passes. The values are borrowed.
struct arguments {
    const struct value *values; // the positional ones, then those of the keywords
    size_t count;               // how many are positional
    const struct tuple *names;  // the keywords' names, in order; NULL: none
};

// Called with each value that an object owns; the object's `visit` does nothing else.
typedef void visit_fn(struct value value, void *context);

enum type_flag {
    TYPE_CONTAINER = 1,    // instances begin with struct container and are collected
    TYPE_SUBCLASSABLE = 2, // a class statement may inherit from it
    TYPE_HEAP = 4,         // made by a class statement
    TYPE_NO_CREATE = 8,    // "cannot create 'x' instances"
    TYPE_EXCEPTION = 16,   // BaseException or below
    TYPE_ITEMS_TUPLE = 32, // a tuple or below: attributes stand behind the items
    TYPE_BOXED = 128,      // below int or str: attributes hang behind the instance (box.h)
    TYPE_NO_DICT = 64,     // __slots__: instances take no other attributes
    TYPE_SLOTTED = 256,    // it or one above it has `slot_count`
};

struct type {
    struct container container;
    const char *name;             // "dict", "Linear"; with its module ("collections.deque") when
                                  // messages shall show that
    const char *module;           // "torch.nn.modules.linear"; NULL: builtins
    const char *doc;              // NULL: none
    struct type *base;            // NULL: object
    size_t size;                  // of an instance, without items behind it
    unsigned flags;               // enum type_flag
    size_t attributes_at;         // where an instance keeps its struct dict *; 0: it has none.
                                  // It is visited and dropped without the type's help
    const struct native *methods; // ends with a row without signature; NULL: none
    const char *signature;        // of the constructor, for help; NULL: not said

    // Life. An instance that owns something or is larger than `size` says so here.
    size_t (*size_of)(const struct object *self);
    void (*finish)(struct object *self); // drops what the instance owns, not its own block
    bool (*save)(struct object *self);   // before that: true when it lives on (refs is 1 again)
    void (*visit)(struct object *self, visit_fn *visit, void *context);

    // __new__ and __init__: `create` makes the instance, `init` fills it. Many need only one.
    struct value (*create)(struct type *type, const struct arguments *arguments);
    bool (*init)(struct value self, const struct arguments *arguments);

    struct value (*call)(struct value self, const struct arguments *arguments);
    struct value (*get)(struct value self, struct str *name);             // attribute
    bool (*set)(struct value self, struct str *name, struct value value); // unset: delete
    struct value (*get_item)(struct value self, struct value key);
    bool (*set_item)(struct value self, struct value key, struct value value); // unset: delete
    bool (*length)(struct value self, int64_t *ret_length);
    bool (*contains)(struct value self, struct value item, bool *ret_found);
    struct value (*iterate)(struct value self);
    struct value (*next)(struct value self); // at the end: value_unset, nothing raised
    struct value (*repr)(struct value self);
    struct value (*str)(struct value self);
    bool (*hash)(struct value self, int64_t *ret_hash);
    bool (*truth)(struct value self, bool *ret_truth);

    // Each gives value_not_implemented when it doesn't know the other side.
    struct value (*compare)(enum comparison comparison, struct value self, struct value other);
    struct value (*binary)(enum operation operation, struct value self, struct value other,
                           bool reflected); // reflected: `other OP self`
    struct value (*in_place)(enum operation operation, struct value self, struct value other);
    struct value (*unary)(enum unary unary, struct value self);

    // Attributes of a class that act when they are read or written through an instance.
    struct value (*descriptor_get)(struct value self, struct value instance, struct type *owner);
    bool (*descriptor_set)(struct value self, struct value instance, struct value value);

    uint32_t usual_attributes; // the most that an instance had: room for so many is made at once

    // Values that a class statement's __slots__ asked for, in the instance behind its base's part.
    size_t slots_at;
    size_t slot_count;

    const char *const *refused; // attributes that Python's has and this hasn't; as in native.h

    // Which operators `binary` and `in_place` know, as bits 1 << enum operation: what dir() and
    // hasattr() tell. 0: all of them.
    uint16_t operations, reflected_operations, in_place_operations;

    // ---- kept by type.c
    bool ready;
    struct type *next_ready;
    uint64_t own; // functions that are its own, by row of slots.c
    struct dict *attributes;
    struct tuple *mro;     // itself first
    struct tuple *bases;   // as written; empty for object
    struct str *name_text; // __name__, __qualname__ and __module__ of a class
    struct str *qualified_text;
    struct str *module_text;
    struct str *long_text;    // of a class with `__type_name__ = "datetime.timedelta"`: name's text
    uint32_t version;         // a new number whenever an attribute of it or of a base changes
    struct type **subclasses; // direct ones, on the heap all; unowned
    size_t subclass_count, subclass_capacity;
};

extern struct type type_type;
extern struct type object_type;

// Prepares a native type: inherits functions from its base, fills its attributes from `methods`
// and its functions. Its base is made ready too. Again: nothing. False: MemoryError is raised.
bool type_ready(struct type *type);

// Drops the attributes; the type can be made ready again. type_finish_all() does it for every type
// that was made ready.
void type_finish_all(void);
void type_finish(struct type *type);

// class NAME(*bases): the attributes are those of `body`, which is copied. `bases` may be empty.
// Raises TypeError for bases that don't fit. Calls __init_subclass__ and __set_name__.
struct value type_create(struct str *name, struct tuple *bases, struct dict *body,
                         const struct arguments *keywords);

// An instance with nothing set in it, all zero behind the head; NULL: MemoryError is raised.
// `extra`: bytes behind the type's size. A type's `size_of` must count them.
void *type_allocate(struct type *type, size_t extra);

// The values of __slots__ in an instance of a TYPE_SLOTTED type: visited, dropped.
void type_visit_slots(struct object *self, visit_fn *visit, void *context);
void type_drop_slots(struct object *self);

// Gives a type whose instances have a dict or can be referred to weakly the attribute that says so.
bool type_show_dict(struct type *type);
bool type_show_weakref(struct type *type);

bool type_is_subtype(const struct type *type, const struct type *of);

static inline bool type_is_instance(struct value value, const struct type *type)
{
    const struct type *actual = value_type(value);
    return actual == type || type_is_subtype(actual, type);
}

// The attribute as it stands in the type or its bases, borrowed, NULL when there is none.
struct value *type_find(struct type *type, struct str *name);

// The same in the bases that follow `after` in the order of `type`.
struct value *type_find_after(struct type *type, const struct type *after, struct str *name);

// Sets or deletes (unset) an attribute of a type.
bool type_set_attribute(struct type *type, struct str *name, struct value value);

// The name as messages show it: "dict", "Linear".
static inline const char *type_name(struct value value)
{
    return value_type(value)->name;
}

// Gives the type and those below it new versions, after a change of its attributes.
void type_changed(struct type *type);

// Life of a type object; for type_type alone.
void type_object_finish(struct object *self);
void type_object_visit(struct object *self, visit_fn *visit, void *context);

// Lets go of the names that finding attributes remembered.
void type_forget_remembered(void);

// "module.qualname" as repr shows a class; builtins without the module. NULL: MemoryError.
struct str *type_full_name(struct type *type);

#endif
