// "Did you mean": CPython 3.11's rule (Python/suggestions.c), used for every name a learner can
// misspell.
#ifndef RANKSH_CORE_DIAG_SUGGEST_H
#define RANKSH_CORE_DIAG_SUGGEST_H

#include <stddef.h>

// The candidate nearest to `name`, or NULL when none is near enough, and always NULL for 750
// candidates or more. Among equals the first wins, so give them in CPython's order: dir(object)
// sorted; for a bare name the locals, then the globals, then the builtins.
const char *suggest_nearest(const char *name, const char *const *candidates, size_t count);

#endif
