// None, NotImplemented and Ellipsis.
#ifndef RANKSH_CORE_LANG_NONE_H
#define RANKSH_CORE_LANG_NONE_H

#include "core/lang/objects/type.h"

extern struct type none_type;
extern struct type not_implemented_type;
extern struct type ellipsis_type;

#endif
