// What a learner knows, and what that rests on: answers, how long ago, how likely they are
// remembered now.
#ifndef RANKSH_QUIZZES_PROGRESS_H
#define RANKSH_QUIZZES_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/store.h"
#include "quizzes/bank.h"

struct progress_topic {
    const char *name;
    int64_t questions, tried; // in the bank; answered at least once
    int64_t answers, right;
    int64_t due;           // cards
    int64_t last_ms;       // 0: never
    double retrievability; // mean over its tried cards, now; 0 when none
    double mastery;        // 0 to 1: coverage × mean over cards of retrievability × last result
};

struct progress_weakness {
    const char *name, *idea; // a misconception; idea is "" when it has left the list
    int64_t count, last_ms;
};

struct progress_error { // sure, and wrong
    const char *item, *title;
    int64_t last_ms;
};

struct progress {
    struct progress_topic *topics; // the weakest tried ones first, untried ones last
    size_t topic_count;
    struct progress_weakness *weaknesses; // the most frequent first
    size_t weakness_count;
    struct progress_error *errors; // the latest first
    size_t error_count;
    int64_t answers, right, questions, tried;
    int64_t sure, sure_right, unsure, unsure_right; // calibration
    int64_t due, next_due_ms;
    int64_t days, streak, best_streak; // days with answers; in a row up to today or yesterday
    int64_t week[7];                   // answers on the last seven days, today last
    void *owned;                       // what the strings stand in
};

enum status progress_load(const struct bank *bank, struct store *store, int64_t learner,
                          struct store_time now, struct progress *ret_progress);
void progress_finish(struct progress *progress);

void progress_json(const struct progress *progress, struct json *json);

// A page of at most `columns` (40 to 120 are used) with small bars; `plain` leaves out all but
// ASCII and writes bars as numbers.
void progress_print(const struct progress *progress, struct store_time now, int columns, bool plain,
                    struct text *out);

// "today", "in 3 days", "in 2 months": when something comes back.
void progress_when(int64_t due_ms, struct store_time now, struct text *out);

#endif
