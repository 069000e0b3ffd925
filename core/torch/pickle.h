// Values as bytes, to send to another process of this program or to keep in a file: None, truths,
// numbers, texts, bytes, lists, tuples, dicts, sets, tensors, instances of the learner's classes,
// and functions and classes by their names. What is shared stays shared, cycles too.
//
// Not CPython's format: only ranksh reads it, and reading runs none of the learner's code.
#ifndef RANKSH_CORE_TORCH_PICKLE_H
#define RANKSH_CORE_TORCH_PICKLE_H

#include <stddef.h>

#include "core/base/text.h"
#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

extern struct type pickle_error_type; // _pickle.PicklingError

// Adds the bytes of `value`. False: PicklingError, AttributeError, TypeError or RecursionError is
// raised in CPython's words, or MemoryError.
bool pickle_value(struct value value, struct text *out);

// The value of bytes that pickle_value made, all of them. Unset: raised; bytes that make no sense
// are a RuntimeError.
struct value pickle_read(const char *bytes, size_t length);

#endif
