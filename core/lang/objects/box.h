// Instances of classes that inherit from int, str or float.
//
// Of int and str they have the layout of the heap objects (an int of any size as bigint.h keeps
// it), so that whatever takes those takes them; their attributes hang on one more value behind it.
// Of float they hold the number.
#ifndef RANKSH_CORE_LANG_BOX_H
#define RANKSH_CORE_LANG_BOX_H

#include "core/lang/objects/type.h"

struct float_box {
    struct container container;
    struct dict *attributes;
    double number;
};

// What `create` of int, str or float has made, as an instance of the class `type` below it. Takes
// the value over; gives it back when it is one already.
struct value box_create(struct type *type, struct value plain);

// Whether `create` of a native type makes values that box_create() must turn into instances.
bool box_is_needed(const struct type *type);

// Whether the class uses the `create` of int, str or float itself, and not its own __new__.
bool box_makes_plain(const struct type *type);

size_t box_size_of(const struct object *self);

// Where the dict of an instance hangs; unset: it has none yet. Of TYPE_BOXED types only.
struct value *box_hidden(const struct object *self);

#endif
