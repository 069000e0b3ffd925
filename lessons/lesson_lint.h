// What only the lint looks at in lessons: the code of each step, proven by running.
#ifndef RANKSH_LESSONS_LESSON_LINT_H
#define RANKSH_LESSONS_LESSON_LINT_H

#include "core/diag/problem.h"
#include "core/diag/trial.h"
#include "lessons/lesson.h"

// Runs every step as the lesson would: the setup, earlier steps that are kept (`rerun`), then the
// step's code. A try's solution must pass its check, a show must have its outcome, a prediction must
// not raise unless the text says "on purpose". STATUS_INTERRUPTED and STATUS_MEMORY end it.
enum status lesson_lint_run(const struct lesson *lesson, const struct trial_runner *runner,
                            struct problems *problems);

#endif
