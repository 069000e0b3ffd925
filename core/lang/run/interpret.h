// The run loop.
#ifndef RANKSH_CORE_LANG_INTERPRET_H
#define RANKSH_CORE_LANG_INTERPRET_H

#include "core/lang/objects/function.h"
#include "core/lang/objects/type.h"
#include "core/lang/run/frame.h"

enum { INTERPRET_ENTRIES = 450 }; // run loops inside each other

struct value interpret_call(struct function *function, const struct arguments *arguments);

// Runs a unit or a class body in `globals` (and `names`). Owned result.
struct value interpret_code(struct code *code, struct dict *globals, struct dict *names,
                            struct tuple *closure);

// Resumes a generator from C, sending `value` (value_unset: nothing is waited for). Gives what it
// yields. At its end value_unset: with nothing raised and its result in `ret_result`, or raised.
struct value interpret_resume(struct generator *generator, struct value value,
                              struct value *ret_result);

// The same, raising in it what is raised.
struct value interpret_throw(struct generator *generator, struct value *ret_result);

#endif
