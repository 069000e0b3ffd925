// Values: 16 bytes, a tag and what it says. Numbers and truths lie inline, everything else is a
// counted object on the heap.
//
// Whoever holds a value for longer than a call owns a reference: value_ref() takes one,
// value_unref() gives it back. Arguments are borrowed, results are owned by the caller, unless a
// header says otherwise. `value_unset` is no value: an empty slot, and the result of a function
// that raised (raise.h).
//
// One interpreter lives in a process; its state is global, as the counted allocator's is, and
// belongs to the thread that runs it.
#ifndef RANKSH_CORE_LANG_VALUE_H
#define RANKSH_CORE_LANG_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_tag {
    VALUE_UNSET,
    VALUE_NONE,
    VALUE_BOOL, // `integer` is 0 or 1
    VALUE_INT,  // 64 bits; larger ones are objects (bigint.h)
    VALUE_FLOAT,
    VALUE_OBJECT,
};

struct object;
struct type;

struct value {
    enum value_tag tag;
    union {
        int64_t integer;
        double number;
        struct object *object;
    };
};

// The head of everything on the heap.
struct object {
    uint32_t refs;
    uint32_t mark; // containers: the collector's; texts: enum str_flag
    struct type *type;
};

// The head of objects that own other objects, which the collector must find (collect.h).
struct container {
    struct object object;
    struct container *next, *previous;
};

static const struct value value_unset = {.tag = VALUE_UNSET};
static const struct value value_none = {.tag = VALUE_NONE};
static const struct value value_true = {.tag = VALUE_BOOL, .integer = 1};
static const struct value value_false = {.tag = VALUE_BOOL, .integer = 0};

// The types of what lies inline, by tag (VALUE_NONE to VALUE_FLOAT).
extern struct type *const value_inline_type[];

// Frees an object whose last reference went. Iterative: a chain of any length is fine.
void value_object_dead(struct object *object);

static inline struct value value_bool(bool truth)
{
    return truth ? value_true : value_false;
}

static inline struct value value_int(int64_t integer)
{
    return (struct value){.tag = VALUE_INT, .integer = integer};
}

static inline struct value value_float(double number)
{
    return (struct value){.tag = VALUE_FLOAT, .number = number};
}

// The reference goes over to the value. `object` is a pointer to any struct that begins with a
// struct object; NULL gives value_unset.
static inline struct value value_object(const void *object)
{
    return (struct value){.tag = object != NULL ? VALUE_OBJECT : VALUE_UNSET,
                          .object = (struct object *)(uintptr_t)object};
}

static inline struct value value_ref(struct value value)
{
    if (value.tag == VALUE_OBJECT) {
        value.object->refs++;
    }
    return value;
}

static inline void value_unref(struct value value)
{
    if (value.tag == VALUE_OBJECT && --value.object->refs == 0) {
        value_object_dead(value.object);
    }
}

// *slot = value, piece by piece: values are mostly read as they were written, a tag and a number,
// and a processor that reads 16 bytes of what was just written in two parts has to wait.
static inline void value_put(struct value *slot, struct value value)
{
    slot->tag = value.tag;
    slot->integer = value.integer;
}

// Puts `value`, whose reference goes over, into a slot and gives back what was there.
static inline void value_replace(struct value *slot, struct value value)
{
    enum value_tag tag = slot->tag;
    struct object *old = slot->object;
    value_put(slot, value);
    if (tag == VALUE_OBJECT && --old->refs == 0) {
        value_object_dead(old);
    }
}

// Empties a slot.
static inline void value_clear(struct value *slot)
{
    value_replace(slot, value_unset);
}

// The same for pointers to structs that begin with a struct object; NULL is fine.
static inline void *object_ref(void *object)
{
    if (object != NULL) {
        ((struct object *)object)->refs++;
    }
    return object;
}

static inline void object_unref(void *object)
{
    struct object *counted = object;
    if (counted != NULL && --counted->refs == 0) {
        value_object_dead(counted);
    }
}

// A new value that refers to an object somebody else holds.
static inline struct value value_of(void *object)
{
    return value_object(object_ref(object));
}

static inline bool value_is_set(struct value value)
{
    return value.tag != VALUE_UNSET;
}

static inline bool value_is_none(struct value value)
{
    return value.tag == VALUE_NONE;
}

static inline bool value_is_int(struct value value)
{
    return value.tag == VALUE_INT;
}

static inline bool value_is_float(struct value value)
{
    return value.tag == VALUE_FLOAT;
}

static inline bool value_is_bool(struct value value)
{
    return value.tag == VALUE_BOOL;
}

static inline bool value_is_object(struct value value)
{
    return value.tag == VALUE_OBJECT;
}

static inline struct type *value_type(struct value value)
{
    return value.tag == VALUE_OBJECT ? value.object->type : value_inline_type[value.tag];
}

// Of exactly this type. type_is_instance() of type.h takes subtypes as well.
static inline bool value_is(struct value value, const struct type *type)
{
    return value_type(value) == type;
}

// What `is` asks.
static inline bool value_same(struct value left, struct value right)
{
    return left.tag == right.tag && (left.tag <= VALUE_NONE || left.integer == right.integer);
}

#endif
