// What the files about texts give each other: methods for the table in str_methods.c, each with
// the text in args[0].
#ifndef RANKSH_CORE_LANG_STR_METHODS_H
#define RANKSH_CORE_LANG_STR_METHODS_H

#include "core/lang/objects/native.h"
#include "core/lang/text/str.h"

size_t str_size_of(const struct object *self);
void str_finish(struct object *self);

// The repr of a text: quotes and escapes as CPython's. NULL: raised.
struct str *str_repr(struct str *str);

// An argument that must be a text: "must be str, not int" behind `what` ("" or "strip() argument ").
bool str_argument(struct value value, const char *what, struct str **ret_str);

// The bytes of characters [start, end), each a value as slices have them (None: not given).
bool str_span(struct str *str, struct value start, struct value end, size_t *ret_first,
              size_t *ret_last, bool *ret_inside);

// ---- str_search.c
struct value str_find(struct value *args);
struct value str_rfind(struct value *args);
struct value str_index(struct value *args);
struct value str_rindex(struct value *args);
struct value str_count(struct value *args);
struct value str_replace(struct value *args);
struct value str_startswith(struct value *args);
struct value str_endswith(struct value *args);
struct value str_removeprefix(struct value *args);
struct value str_removesuffix(struct value *args);

// ---- str_split.c
struct value str_split(struct value *args);
struct value str_rsplit(struct value *args);
struct value str_splitlines(struct value *args);
struct value str_partition(struct value *args);
struct value str_rpartition(struct value *args);
struct value str_strip(struct value *args);
struct value str_lstrip(struct value *args);
struct value str_rstrip(struct value *args);

// ---- str_case.c
struct value str_upper(struct value *args);
struct value str_lower(struct value *args);
struct value str_title(struct value *args);
struct value str_capitalize(struct value *args);
struct value str_swapcase(struct value *args);
struct value str_casefold(struct value *args);
struct value str_isupper(struct value *args);
struct value str_islower(struct value *args);
struct value str_istitle(struct value *args);
struct value str_isalpha(struct value *args);
struct value str_isalnum(struct value *args);
struct value str_isdecimal(struct value *args);
struct value str_isdigit(struct value *args);
struct value str_isnumeric(struct value *args);
struct value str_isspace(struct value *args);
struct value str_isprintable(struct value *args);
struct value str_isidentifier(struct value *args);
struct value str_isascii(struct value *args);

// ---- str_layout.c
struct value str_center(struct value *args);
struct value str_ljust(struct value *args);
struct value str_rjust(struct value *args);
struct value str_zfill(struct value *args);
struct value str_expandtabs(struct value *args);
struct value str_maketrans(struct value *args);
struct value str_translate(struct value *args);

#endif
