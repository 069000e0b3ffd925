// Which hint comes next.
#ifndef RANKSH_LESSONS_HINT_H
#define RANKSH_LESSONS_HINT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag/trial.h"
#include "lessons/lesson.h"

// The first hint that isn't `shown` and fits an error in `facts` (NULL: nothing was run); else the
// first one for everybody; else any that is left. SIZE_MAX: none.
size_t hint_choose(const struct lesson_step *step, const bool *shown,
                   const struct trial_result *facts);

#endif
