// What CPython 3.11's types and modules have: a name of theirs that ours lack is refused, not
// unknown, so that hasattr() and `except AttributeError` send no program another way than there.
#ifndef RANKSH_CORE_LANG_CPYTHON_NAMES_H
#define RANKSH_CORE_LANG_CPYTHON_NAMES_H

#include <stdbool.h>

// `subject`: a module's name, or a type's with its module ("collections.deque"; builtins without).
bool cpython_names_has(const char *subject, const char *name);

// All of them, each between two blanks; "" when the subject is unknown.
const char *cpython_names_of(const char *subject);

bool cpython_names_among(const char *names, const char *name);

#endif
