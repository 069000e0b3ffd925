// What a learner typed in a step to try: how near it is.
#ifndef RANKSH_LESSONS_ATTEMPT_H
#define RANKSH_LESSONS_ATTEMPT_H

#include "core/diag/trial.h"
#include "lessons/lesson.h"

bool attempt_raised(const struct trial_result *facts);

// Takes the check off ranks that the step doesn't ask.
void attempt_narrow(const struct lesson_step *step, struct trial_result *facts);

// Nothing went wrong and more is likely to come: a rank waits for others, or fewer units were typed
// than the solution has statements.
bool attempt_unfinished(const struct lesson_step *step, int tries,
                        const struct trial_result *facts);

// One line about the ranks on which the check does not hold. malloc'ed; NULL: no memory.
char *attempt_remark(const struct trial_result *facts);

#endif
