// Exceptions as diagnostics.
#ifndef RANKSH_CORE_LANG_DIAGNOSE_H
#define RANKSH_CORE_LANG_DIAGNOSE_H

#include "core/diag/diagnostic.h"
#include "core/lang/containers/dict.h"
#include "core/lang/objects/exception.h"

// What a learner sees of an exception that nobody caught. `scope`: the globals in which names were
// perhaps misspelt, or NULL. NULL: no memory. Raises nothing.
struct diagnostic *diagnose_exception(struct exception *exception, struct dict *scope);

#endif
