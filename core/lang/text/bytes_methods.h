// What the files about bytes give each other.
#ifndef RANKSH_CORE_LANG_BYTES_METHODS_H
#define RANKSH_CORE_LANG_BYTES_METHODS_H

#include "core/lang/objects/native.h"
#include "core/lang/text/bytes.h"

extern const struct native bytes_methods[]; // all of them, for the type

// A part to look for: bytes, or one byte as an int kept in `one`. False: raised.
bool bytes_part(struct value value, char *one, const char **ret_data, size_t *ret_length);

// An argument that must be bytes.
bool bytes_argument(struct value value, const struct bytes **ret_bytes);

bool bytes_is_space(char byte);

// ---- bytes_search.c
struct value bytes_find(struct value *args);
struct value bytes_rfind(struct value *args);
struct value bytes_index(struct value *args);
struct value bytes_rindex(struct value *args);
struct value bytes_count(struct value *args);
struct value bytes_replace(struct value *args);
struct value bytes_startswith(struct value *args);
struct value bytes_endswith(struct value *args);
struct value bytes_removeprefix(struct value *args);
struct value bytes_removesuffix(struct value *args);

// ---- bytes_split.c
struct value bytes_split(struct value *args);
struct value bytes_rsplit(struct value *args);
struct value bytes_splitlines(struct value *args);
struct value bytes_partition(struct value *args);
struct value bytes_rpartition(struct value *args);
struct value bytes_strip(struct value *args);
struct value bytes_lstrip(struct value *args);
struct value bytes_rstrip(struct value *args);

#endif
