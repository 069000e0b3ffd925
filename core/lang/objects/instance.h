// What classes may decide for themselves through functions of theirs: who counts as an instance
// (abstract classes), and what the class itself gives when it is iterated or measured (enums).
#ifndef RANKSH_CORE_LANG_INSTANCE_H
#define RANKSH_CORE_LANG_INSTANCE_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

// isinstance and issubclass with a type, a union or a tuple of them. False: raised.
bool instance_check(struct value object, struct value of, bool *ret_is);
bool instance_check_class(struct value type, struct value of, bool *ret_is);

// Calls the function `name` that the class `class` has for itself (`__class_iter__`), with the
// class and, if it is set, `argument`. Unset with nothing raised: it has none, or `class` is no
// class.
struct value instance_class_hook(struct value class, struct str *name, struct value argument);

#endif
