// list[int], dict[str, int]: what annotations say; and `int | None`.
#ifndef RANKSH_CORE_LANG_ALIAS_H
#define RANKSH_CORE_LANG_ALIAS_H

#include "core/lang/objects/type.h"

extern struct type alias_type;
extern struct type union_type;

struct value alias_create(struct value origin, struct value items); // items: one value or a tuple
struct value alias_union_members(struct value alias);               // the tuple, borrowed
struct value alias_union(struct value left, struct value right);    // or NotImplemented

#endif
