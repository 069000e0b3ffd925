// The store's scheduler: FSRS-6 over the log of one card, proof against clocks that jump.
#ifndef RANKSH_QUIZZES_SCHEDULER_H
#define RANKSH_QUIZZES_SCHEDULER_H

#include "core/store/schedule.h"

// For schedule_use. A card comes back at the beginning of a local day, or after minutes.
//
// Times are believed like this: within one recorder the reviews came in their own order, so the
// longest run of them whose clock never went back is taken to be right (of equally long ones the
// one that ends earliest); a review off that run happened when the one before it did. Then the
// recorders' reviews are put together by time.
extern const struct scheduler scheduler;

// How likely the card is remembered at `now_ms`, by whole local days. A clock that went back
// counts as no time passed.
double scheduler_retrievability(const struct schedule *schedule, int64_t now_ms, int zone_minutes);

#endif
