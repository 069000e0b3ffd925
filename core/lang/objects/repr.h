// The text of a container while it is made: containers that hold themselves end in "...".
#ifndef RANKSH_CORE_LANG_REPR_H
#define RANKSH_CORE_LANG_REPR_H

#include "core/base/text.h"
#include "core/lang/objects/value.h"

struct str;

struct repr {
    struct text text;
    struct value owner; // borrowed
    struct repr *outer;
    bool failed; // something raised
};

// False: the text of `owner` is being made already; show repr_cut() instead.
bool repr_enter(struct repr *repr, struct value owner);
struct str *repr_leave(struct repr *repr);                 // the text; NULL: raised
struct str *repr_cut(const char *open, const char *close); // "[...]"

void repr_add(struct repr *repr, struct value value); // its repr

#endif
