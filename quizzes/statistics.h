// For those who teach: what the answers of many learners say about the questions, and about the
// class.
#ifndef RANKSH_QUIZZES_STATISTICS_H
#define RANKSH_QUIZZES_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/store/store.h"
#include "quizzes/bank.h"

enum { STATISTICS_LEARNERS = 100, STATISTICS_ANSWERS = 20 }; // fewer say little

struct statistics_option {
    char *key;
    bool right;
    int64_t chosen; // at first answers
};

struct statistics_item {
    char *item;
    int64_t answers, learners;
    int64_t first_right;   // learners whose first answer was right
    int64_t sure_wrong;    // answers that were sure and wrong
    double seconds;        // mean time of first answers
    double discrimination; // right here against right elsewhere; NaN below 100 learners
    struct statistics_option *options;
    size_t option_count;
    const char *mend; // why it needs mending; NULL: it doesn't seem to
};

struct statistics {
    struct statistics_item *items; // those that need mending first, then the hardest
    size_t count, capacity;
    int64_t learners, answers;
};

// Reads all answers of all learners in the store.
enum status statistics_load(const struct bank *bank, struct store *store,
                            struct statistics *ret_statistics);
void statistics_finish(struct statistics *statistics);
void statistics_print(const struct statistics *statistics, struct text *out);
void statistics_json(const struct statistics *statistics, struct json *json);

// Learners by topics: questions answered and how many of the last answers were right, per cent;
// weak cells are marked. JSON has the numbers.
enum status statistics_class(const struct bank *bank, struct store *store, struct text *out);
enum status statistics_class_json(const struct bank *bank, struct store *store, struct json *json);

#endif
