// What lists and tuples share. Items and counts are passed by address, since comparing items may
// run code of the learner's that changes the list.
#ifndef RANKSH_CORE_LANG_SEQUENCE_H
#define RANKSH_CORE_LANG_SEQUENCE_H

#include "core/lang/objects/operator.h"
#include "core/lang/objects/type.h"

enum { SEQUENCE_LOOK_UP = 65536 }; // elements between two looks at the interrupt flag

// At most one positional argument for the constructor `name`; keywords only for subclasses.
bool sequence_one_argument(struct type *type, const char *name, const struct arguments *arguments);

// A subscript that must be an int: "list indices must be integers or slices, not str".
bool sequence_position(struct value key, const char *name, size_t count, size_t *ret_position);

// The same, "list assignment index out of range" with `doing` " assignment".
bool sequence_position_for(struct value key, const char *name, const char *doing, size_t count,
                           size_t *ret_position);

// Whether `item` is among the items, and where (or NULL).
bool sequence_find(struct value *const *items, const size_t *count, struct value item,
                   bool *ret_found, size_t *ret_position);

struct value sequence_compare(enum comparison comparison, struct value *const *left,
                              const size_t *left_count, struct value *const *right,
                              const size_t *right_count);

struct value sequence_count(struct value *const *items, const size_t *count, struct value item);

// index(value, start, stop): `arguments` are these three; `message` is the ValueError's.
struct value sequence_index(struct value *const *items, const size_t *count,
                            struct value *arguments, const char *message);

// How often a sequence of `count` items is repeated by `* times`. SIZE_MAX: the result is what is
// returned instead (NotImplemented, or value_unset when raised).
struct value sequence_times(struct value times, size_t count, size_t *ret_times);

// list[int]: the annotation; gives a generic alias (genericalias.h).
struct value sequence_class_item(struct value *args);

#endif
