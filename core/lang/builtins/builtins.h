// The module `builtins`.
#ifndef RANKSH_CORE_LANG_BUILTINS_H
#define RANKSH_CORE_LANG_BUILTINS_H

#include "core/lang/objects/native.h"

extern const struct native_module builtins_module;

// The names of CPython's builtins, in its order, NULL at the end: for "Did you mean" and refusals.
extern const char *const builtins_names[];

// Makes all types of core/lang ready, before anything else runs.
bool builtins_init_types(void);

#endif
