// What a learner said would happen, held against what did.
#ifndef RANKSH_LESSONS_PREDICTION_H
#define RANKSH_LESSONS_PREDICTION_H

#include "core/diag/trial.h"
#include "lessons/play.h"

// Compares what each rank (or the one that is meant) printed and how it ended; blanks at the ends and
// letters' case don't matter. Fills `shown` and `right`. STATUS_MEMORY.
enum status prediction_compare(struct play_prediction *prediction,
                               const struct trial_result *facts);

// Compares one of the words works, raises, hangs, wrong. `said` is the step's own outcome: only the
// author can know that a number is wrong.
enum status prediction_compare_outcome(struct play_prediction *prediction, const char *said,
                                       const struct trial_result *facts);

#endif
