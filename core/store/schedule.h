// When cards come back. A card is a question, or a family of questions that ask one idea. The log
// of reviews is the truth; a schedule is what a scheduler makes of one card's log, kept so that
// "what is due" is an index lookup. Whoever opens a store gives it the scheduler.
#ifndef RANKSH_CORE_STORE_SCHEDULE_H
#define RANKSH_CORE_STORE_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/store/store.h"

struct schedule_review {
    int64_t at_ms; // as the clock said: it may have jumped
    int zone_minutes;
    int grade;        // 1 to 4
    int64_t recorder; // which file on which machine wrote it; ids are local but in UUID order
    int64_t sequence; // its order within that recorder
};

struct schedule {
    double stability; // days
    double difficulty;
    int stage; // the scheduler's own: learning, review, relearning
    int step;  // the scheduler's own
    int reviews, lapses;
    int64_t last_ms, due_ms;
};

struct scheduler {
    int version; // a change rebuilds every schedule

    // Makes the schedule of one card from all of its reviews (at least one), which come ordered by
    // recorder, then sequence. A pure function.
    void (*replay)(const struct schedule_review *reviews, size_t count,
                   struct schedule *ret_schedule);
};

// To be called after store_open, before answers are saved; rebuilds the schedules when they were
// made by another version. `scheduler` must outlive the store.
enum status schedule_use(struct store *store, const struct scheduler *scheduler);

// Makes all schedules anew from the log.
enum status schedule_rebuild(struct store *store);

// How many stored schedules differ from their log's replay (0, unless something is wrong).
enum status schedule_verify(struct store *store, int64_t *ret_wrong);

struct schedule_row {
    const char *card;
    const char *last_item; // the variant that was asked last
    bool confident_error;  // the last answer was sure and wrong
    struct schedule schedule;
};

// Calls `each` for the cards of a learner that are due at `now_ms`, the most overdue first, at
// most `limit`. A card whose last review lies more than a day in the future (the clock was wrong
// then, or is now) counts as due, so that no jump hides it.
enum status schedule_each_due(struct store *store, int64_t learner, int64_t now_ms, size_t limit,
                              bool (*each)(void *context, const struct schedule_row *row),
                              void *context);

// How many are due; and when the next one will be (0: none).
enum status schedule_count_due(struct store *store, int64_t learner, int64_t now_ms,
                               int64_t *ret_due, int64_t *ret_next_ms);

// The schedule of one card. STATUS_NOT_FOUND when it was never reviewed.
enum status schedule_get(struct store *store, int64_t learner, const char *card,
                         struct schedule *ret_schedule);

// The reviews of one card in the order that a scheduler gets them. malloc'ed.
enum status schedule_log(struct store *store, int64_t learner, const char *card,
                         struct schedule_review **ret_reviews, size_t *ret_count);

#endif
