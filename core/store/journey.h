// The way through the lessons: which step a learner is at, what was done, what was predicted.
#ifndef RANKSH_CORE_STORE_JOURNEY_H
#define RANKSH_CORE_STORE_JOURNEY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/store/store.h"

enum journey_outcome {
    JOURNEY_READ,   // read on
    JOURNEY_PASSED, // the check passed by the learner's own work
    JOURNEY_HINTED, // passed after a hint
    JOURNEY_SHOWN,  // the solution was shown
    JOURNEY_SKIPPED,
    JOURNEY_FINISHED, // the lesson itself; step is ""
};

// Where a lesson stands: what is needed to go on after a kill.
struct journey_place {
    const char *lesson; // pack/id
    const char *step;   // "" : before the first
    int tries, hints;   // in this step
    bool solved;        // the step's check has passed; "read on" is what is left
    struct store_time at;
};

// Notes the place; one a lesson and learner.
enum status journey_save_place(struct store *store, int64_t learner,
                               const struct journey_place *place);

// Adds to the log: a step of a lesson ended so.
struct journey_step {
    const char *lesson, *step;
    enum journey_outcome outcome;
    int tries, hints;
    struct store_time at;
};

// Logs the step and notes the next place, in one transaction.
enum status journey_save_step(struct store *store, int64_t learner, const struct journey_step *step,
                              const struct journey_place *next);

// The place of one lesson. STATUS_NOT_FOUND: never begun. journey_place_finish frees the strings.
enum status journey_find_place(struct store *store, int64_t learner, const char *lesson,
                               struct journey_place *ret_place);
void journey_place_finish(struct journey_place *place);

// The lesson that was played last and isn't finished. STATUS_NOT_FOUND: none.
enum status journey_find_latest(struct store *store, int64_t learner,
                                struct journey_place *ret_place);

struct journey_lesson {
    const char *lesson, *step; // where it stands
    int64_t steps_done;        // different steps in the log
    bool finished;             // at least once
    int64_t last_ms;
};
enum status journey_each_lesson(struct store *store, int64_t learner,
                                bool (*each)(void *context, const struct journey_lesson *row),
                                void *context);

// What the learner expected a rank to show, and what it showed. rank -1: all ranks at once.
struct journey_prediction {
    const char *lesson, *step;
    int rank;
    const char *expected, *shown;
    bool right;
    struct store_time at;
};
enum status journey_save_predictions(struct store *store, int64_t learner,
                                     const struct journey_prediction *predictions, size_t count);

#endif
