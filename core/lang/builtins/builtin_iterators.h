// enumerate, zip, map, filter and iter(function, end).
#ifndef RANKSH_CORE_LANG_BUILTIN_ITERATORS_H
#define RANKSH_CORE_LANG_BUILTIN_ITERATORS_H

#include "core/lang/objects/type.h"

extern struct type enumerate_type, zip_type, map_type, filter_type, callable_iterator_type;

struct value callable_iterator_create(struct value function, struct value end);

#endif
