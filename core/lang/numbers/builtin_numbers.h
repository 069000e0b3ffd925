// The builtin functions about numbers; rows of them stand in builtins.c.
#ifndef RANKSH_CORE_LANG_BUILTIN_NUMBERS_H
#define RANKSH_CORE_LANG_BUILTIN_NUMBERS_H

#include "core/lang/objects/value.h"

struct value builtin_abs(struct value *args);
struct value builtin_divmod(struct value *args);
struct value builtin_pow(struct value *args);
struct value builtin_round(struct value *args);
struct value builtin_bin(struct value *args);
struct value builtin_oct(struct value *args);
struct value builtin_hex(struct value *args);

#endif
