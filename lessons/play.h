// A lesson being played: a state machine over its steps. It knows no terminal and no ranks; it says
// what to show, which job it needs, and what may be done; whoever drives it types into the job.
//
// Where a learner is, is on disk after every call that moves on: play_begin goes on there.
#ifndef RANKSH_LESSONS_PLAY_H
#define RANKSH_LESSONS_PLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag/trial.h"
#include "core/store/journey.h"
#include "core/store/store.h"
#include "lessons/lesson.h"

struct play;

enum play_state {
    PLAY_JOB,     // start a job of view->launch ranks, run view->setup on it: play_job_ready
    PLAY_READ,    // play_next
    PLAY_TRY,     // the learner types: play_unit after each unit; play_hint, play_solution
    PLAY_PREDICT, // play_predict, then play_run
    PLAY_SHOW,    // play_guess, then play_run
    PLAY_RUN,     // run view->code on the job and call play_ran with what happened
    PLAY_QUIZ,    // ask view->step->questions, then play_quiz_done
    PLAY_PASSED,  // the step is done; `after` and the comparison are shown: play_next
    PLAY_DONE,    // the lesson is finished
};

// What the check of a lesson is told about the last unit: for each rank its error_type, error,
// output, state and waits_for. In the check they are `lesson.error_type` and so on.
struct play_jobs {
    void *context;

    // Evaluates the expression `code` on the lesson's own job, beside the learner's variables
    // without touching them and without communicating, leaving the random state as it was. `facts`
    // has every rank's last unit; a rank that is waiting is asked by its facts alone. Sets
    // `checked`, `check_passed` and `check_error` in `facts`, for all ranks; a check that is meant
    // for some of them is judged by these.
    enum status (*check)(void *context, const char *code, struct trial_result *facts);
};

struct play_prediction { // of one rank, or of all (rank -1)
    int rank;
    const char *expected, *shown;
    bool right;
};

struct play_view {
    enum play_state state;
    const struct lesson *lesson;
    const struct lesson_step *step;  // NULL before the first step and at the end
    size_t number, count;            // step 3 of 9; the opening is 0
    const struct page *text;         // what to show now
    int launch;                      // the job that the step needs
    const char *setup;               // PLAY_JOB: unseen code for it; NULL: none
    const char *code;                // PLAY_PREDICT, PLAY_SHOW, PLAY_RUN: what runs; else NULL
    const struct page *const *hints; // those asked for so far
    size_t hint_count;
    const struct page *hint; // the one that the last try or play_hint added; NULL: none
    bool hint_left;
    const char *solution; // after play_solution; else NULL
    bool offer_solution;  // enough wrong tries: say that %solution is there
    const char *remark;   // one line about the last try: "" when there is nothing to say
    const struct play_prediction *predictions; // PLAY_PASSED after a prediction
    size_t prediction_count;
    int tries;
};

// Begins `lesson`, or goes on where the learner left it (unless `anew`). `jobs`, `store` and
// `lesson` outlive the play. Store failures.
enum status play_begin(const struct lesson *lesson, struct store *store, int64_t learner, bool anew,
                       const struct play_jobs *jobs, struct store_time now, struct play **ret_play);
void play_destroy(struct play *play);

const struct play_view *play_view(struct play *play);

// The job of view->launch ranks stands and has run the setup.
enum status play_job_ready(struct play *play);

// A unit that the learner typed has ended, or only waits. Not a try: PLAY_TRY alone looks at it.
enum status play_unit(struct play *play, struct trial_result *facts, struct store_time now);

// What a rank will print; rank -1: every rank the same. Again for the same rank: replaces it.
enum status play_predict(struct play *play, int rank, const char *text);
// "works", "raises", "hangs" or "wrong", or their first letters. STATUS_INVALID: none of them.
enum status play_guess(struct play *play, const char *word);
enum status play_run(struct play *play); // STATUS_INVALID: nothing was predicted yet
enum status play_ran(struct play *play, struct trial_result *facts, struct store_time now);

enum status play_quiz_done(struct play *play, struct store_time now);

enum status play_next(struct play *play, struct store_time now);
enum status play_back(struct play *play, struct store_time now);     // STATUS_NOT_FOUND: the first
enum status play_hint(struct play *play, struct store_time now);     // STATUS_NOT_FOUND: no more
enum status play_solution(struct play *play, struct store_time now); // STATUS_NOT_FOUND: none
enum status play_skip(struct play *play, struct store_time now);

#endif
