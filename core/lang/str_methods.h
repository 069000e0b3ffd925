// What str.c and str_methods.c give each other.
#ifndef RANKSH_CORE_LANG_STR_METHODS_H
#define RANKSH_CORE_LANG_STR_METHODS_H

#include "core/lang/str.h"

size_t str_size_of(const struct object *self);
void str_finish(struct object *self);

// The repr of a text: quotes and escapes as CPython's. NULL: raised.
struct str *str_repr(struct str *str);

// `format % values`. Unset: raised.
struct value str_percent(struct str *format, struct value values);

// format(value, spec) of numbers and texts, shared by f-strings, format() and str.format.
struct str *format_value(struct value value, struct str *spec);

#endif
