// Counts that the database keeps up to date with every answer, so that a progress page needs no
// walk over all answers.
#ifndef RANKSH_CORE_STORE_TOTALS_H
#define RANKSH_CORE_STORE_TOTALS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/store/schedule.h"

struct totals_item {
    const char *item, *card, *topics;
    int64_t answers, right;
    int64_t sure, sure_right, unsure, unsure_right; // where confidence was asked
    int64_t hints;
    int64_t last_ms;
    bool last_right, last_sure;
    bool scheduled; // `schedule` is of its card
    struct schedule schedule;
};

// One call for each question that the learner ever answered.
enum status totals_each_item(struct store *store, int64_t learner,
                             bool (*each)(void *context, const struct totals_item *row),
                             void *context);

struct totals_misconception {
    const char *name;
    int64_t count; // answers that showed it
    int64_t last_ms;
};
enum status totals_each_misconception(struct store *store, int64_t learner,
                                      bool (*each)(void *context,
                                                   const struct totals_misconception *row),
                                      void *context);

struct totals_day {
    int64_t day; // store_day
    int64_t answers, right;
};

// The days with answers, the latest first, at most `limit`.
enum status totals_each_day(struct store *store, int64_t learner, size_t limit,
                            bool (*each)(void *context, const struct totals_day *row),
                            void *context);

#endif
