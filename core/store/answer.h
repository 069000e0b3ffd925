// Answers: saved once, never changed. The receipt that answer_save gives is the only way to build
// feedback, so that nothing can be shown which is not on disk.
#ifndef RANKSH_CORE_STORE_ANSWER_H
#define RANKSH_CORE_STORE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/store/store.h"

enum answer_confidence { ANSWER_UNASKED, ANSWER_SURE, ANSWER_UNSURE };

// A question as it was when it was answered. Its revision is kept with its options the first time
// it is seen.
struct answer_option {
    const char *key;
    const char *text;
    const char *misconception; // NULL: none
    bool right;
};

struct answer_item {
    const char *key;      // pack/id
    const char *card;     // what is scheduled: pack/family, or the key
    const char *kind;     // "single", …
    const char *topics;   // "init,deadlock"
    const char *revision; // content hash
    const char *stem;
    const struct answer_option *options;
    size_t option_count;
};

struct answer {
    int64_t learner;
    int64_t session;
    int position; // in the session; one answer each
    struct answer_item item;
    const char *chosen; // option keys with commas, the number, the code: what the learner gave
    const char *cells;  // kinds with several parts: each part as `key=1` or `key=0`; or NULL
    const char *misconception; // that the answer shows; NULL: none
    bool right;
    bool hint;
    enum answer_confidence confidence;
    int grade;  // 1 again, 2 hard, 3 good, 4 easy; 0: no review
    int64_t ms; // how long it took
    uint64_t seed;
    struct store_time at;
    const char *again; // an item to put at the end of the session, or NULL
    uint64_t again_seed;
};

// Proof that an answer is on disk (or in memory, after store_go_memory). Only answer_save makes
// one with an id.
struct answer_receipt {
    int64_t attempt;
    int64_t due_ms;        // when the card comes back; 0: it isn't scheduled
    int64_t interval_days; // 0: the same day
};

// Saves the answer, its review and the card's new schedule in one transaction. STATUS_MISMATCH: this
// position of the session has an answer already (another process, or one before a kill).
enum status answer_save(struct store *store, const struct answer *answer,
                        struct answer_receipt *ret_receipt);

// The answer at a position, for going on after a kill between saving and showing.
// STATUS_NOT_FOUND: none. The strings are malloc'ed: answer_row_finish.
struct answer_row {
    int64_t attempt, learner, session;
    int64_t uid; // the same in every file that this answer was merged into
    int position;
    const char *learner_uuid, *learner_name, *item, *kind, *topics, *revision;
    const char *chosen, *cells, *misconception; // "" where there is none
    bool right, hint;
    enum answer_confidence confidence;
    int grade;
    int64_t ms, at_ms;
    int zone_minutes;
    uint64_t seed;
};

enum status answer_at(struct store *store, int64_t session, int position,
                      struct answer_row *ret_row);
void answer_row_finish(struct answer_row *row);

// Calls `each` for the answers of one learner (0: of all), oldest first, until it returns false.
// Strings live until the next row.
enum status answer_each(struct store *store, int64_t learner,
                        bool (*each)(void *context, const struct answer_row *row), void *context);

// Options of an item in all its revisions, for statistics: how often each was chosen is counted by
// whoever reads the answers.
struct answer_option_row {
    const char *item, *revision, *key, *text, *misconception; // "" where there is none
    bool right;
};
enum status answer_each_option(struct store *store, const char *item,
                               bool (*each)(void *context, const struct answer_option_row *row),
                               void *context);

#endif
