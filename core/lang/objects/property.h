// Attributes of classes that act when they are reached through an instance: property,
// classmethod, staticmethod, the members of __slots__, the computed attributes of native types.
#ifndef RANKSH_CORE_LANG_PROPERTY_H
#define RANKSH_CORE_LANG_PROPERTY_H

#include "core/lang/objects/type.h"

struct native;

struct wrapped { // classmethod and staticmethod
    struct container container;
    struct dict *attributes;
    struct value function;
};

extern struct type property_type, classmethod_type, staticmethod_type, member_type, getset_type;
extern struct type super_type;

// Both take over the reference.
struct value classmethod_create(struct value function);
struct value staticmethod_create(struct value function);

struct value member_create(struct str *name, struct type *owner, size_t at);

// A computed attribute; takes over the reference to `getter`, a native function.
struct value getset_create(struct value getter, const struct native *setter, struct type *owner);

// super(type, self); for super() without arguments the interpreter finds both.
struct value super_create(struct type *type, struct value self);

#endif
