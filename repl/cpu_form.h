// The same lines without a GPU: what a learner can run here of code that was written for CUDA.
#ifndef RANKSH_REPL_CPU_FORM_H
#define RANKSH_REPL_CPU_FORM_H

#include <stdbool.h>

#include "core/base/text.h"
#include "core/diag/diagnostic.h"

// Whether the error says that there is no CUDA.
bool cpu_form_is_wanted(const struct diagnostic *error);

// Adds `source` with its devices changed to the CPU. False when nothing in it names a GPU; then
// nothing useful was added.
bool cpu_form_add(const char *source, struct text *out);

#endif
