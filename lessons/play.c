// The machine: steps, tries, hints, predictions; each move is saved before it is shown.
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "lessons/attempt.h"
#include "lessons/hint.h"
#include "lessons/play.h"
#include "lessons/prediction.h"

enum { TRIES_A_HINT = 2 }; // quiet wrong tries until the next hint comes by itself

struct play {
    const struct lesson *lesson;
    struct store *store;
    int64_t learner;
    const struct play_jobs *jobs;
    enum play_state state;
    size_t at;                 // 0: the opening; step k is at k; step_count + 1: done
    int job_launch;            // of the job that stands; -1: none
    const struct page *newest; // the hint that came last; NULL: none
    int tries;
    size_t hints; // shown
    bool *hint_shown;
    bool solved, solution_shown;
    char *remark;
    char *setup; // for view->setup
    struct play_prediction *predictions;
    size_t prediction_count, prediction_capacity;
    const struct page **shown_hints;
    struct page nothing;
    struct play_view view;
};

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for the lesson");
}

static const struct lesson_step *step_of(const struct play *play)
{
    return play->at > 0 && play->at <= play->lesson->step_count ? &play->lesson->steps[play->at - 1]
                                                                : NULL;
}

static const char *step_id(const struct play *play)
{
    const struct lesson_step *step = step_of(play);
    return step != NULL ? step->id : "";
}

static void say(struct play *play, const char *remark)
{
    free(play->remark);
    play->remark = strdup(remark);
}

// ---- entering a step

static void forget_predictions(struct play *play)
{
    for (size_t i = 0; i < play->prediction_count; i++) {
        free((char *)play->predictions[i].expected);
        free((char *)play->predictions[i].shown);
    }
    play->prediction_count = 0;
}

static enum play_state state_of(const struct lesson_step *step)
{
    switch (step->kind) {
    case LESSON_READ:
        return PLAY_READ;
    case LESSON_TRY:
        return PLAY_TRY;
    case LESSON_PREDICT:
        return PLAY_PREDICT;
    case LESSON_SHOW:
        return PLAY_SHOW;
    case LESSON_QUIZ:
        return PLAY_QUIZ;
    }
    return PLAY_READ;
}

static bool needs_job(const struct lesson_step *step)
{
    return step->kind == LESSON_TRY || step->kind == LESSON_PREDICT || step->kind == LESSON_SHOW;
}

// Settles the state for the step at hand.
static enum status enter(struct play *play)
{
    const struct lesson_step *step = step_of(play);
    forget_predictions(play);
    say(play, "");
    play->newest = NULL;
    if (play->at > play->lesson->step_count) {
        play->state = PLAY_DONE;
        return STATUS_OK;
    }
    if (step == NULL) {
        play->state = PLAY_READ;
        return STATUS_OK;
    }
    free(play->hint_shown);
    free(play->shown_hints);
    play->hint_shown = calloc(step->hint_count + 1, sizeof *play->hint_shown);
    play->shown_hints = calloc(step->hint_count + 1, sizeof *play->shown_hints);
    if (play->hint_shown == NULL || play->shown_hints == NULL) {
        return no_memory();
    }
    if (play->solved) {
        play->state = PLAY_PASSED;
        return STATUS_OK;
    }
    play->state = state_of(step);
    bool first = play->job_launch < 0 && play->state == PLAY_READ; // what is read is about a job
    if (first || (needs_job(step) && (step->fresh || play->job_launch != step->launch))) {
        play->state = PLAY_JOB;
        free(play->setup);
        play->setup = lesson_setup(play->lesson, step);
        return play->setup != NULL ? STATUS_OK : no_memory();
    }
    return STATUS_OK;
}

static struct journey_place place_of(const struct play *play, struct store_time now)
{
    return (struct journey_place){
        .lesson = play->lesson->id,
        .step = step_id(play),
        .tries = play->tries,
        .hints = (int)play->hints,
        .solved = play->solved,
        .at = now,
    };
}

static enum status save_place(struct play *play, struct store_time now)
{
    struct journey_place place = place_of(play, now);
    return journey_save_place(play->store, play->learner, &place);
}

// ---- beginning

static enum status find_place(struct play *play)
{
    struct journey_place place;
    enum status status = journey_find_place(play->store, play->learner, play->lesson->id, &place);
    if (status == STATUS_NOT_FOUND) {
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < play->lesson->step_count; i++) { // a step that is gone: from the start
        if (strcmp(play->lesson->steps[i].id, place.step) == 0) {
            play->at = i + 1;
            play->tries = place.tries;
            play->hints = (size_t)(place.hints > 0 ? place.hints : 0);
            play->solved = place.solved;
        }
    }
    journey_place_finish(&place);
    return STATUS_OK;
}

enum status play_begin(const struct lesson *lesson, struct store *store, int64_t learner, bool anew,
                       const struct play_jobs *jobs, struct store_time now, struct play **ret_play)
{
    struct play *play = calloc(1, sizeof *play);
    if (play == NULL) {
        return no_memory();
    }
    play->lesson = lesson;
    play->store = store;
    play->learner = learner;
    play->jobs = jobs;
    play->job_launch = -1;
    enum status status = anew ? save_place(play, now) : find_place(play);
    size_t hints = play->hints;
    if (status == STATUS_OK) {
        status = enter(play);
    }
    const struct lesson_step *step = step_of(play);
    for (size_t i = 0; status == STATUS_OK && step != NULL && i < step->hint_count && i < hints;
         i++) {
        play->hint_shown[i] = true;
    }
    if (status != STATUS_OK) {
        play_destroy(play);
        return status;
    }
    *ret_play = play;
    return STATUS_OK;
}

void play_destroy(struct play *play)
{
    if (play == NULL) {
        return;
    }
    forget_predictions(play);
    free(play->predictions);
    free(play->hint_shown);
    free(play->shown_hints);
    free(play->remark);
    free(play->setup);
    free(play);
}

// ---- the view

static void view_hints(struct play *play, const struct lesson_step *step, struct play_view *view)
{
    for (size_t i = 0; i < step->hint_count; i++) {
        if (play->hint_shown[i]) {
            play->shown_hints[view->hint_count++] = &step->hints[i];
        }
    }
    view->hints = play->shown_hints;
    view->hint = play->newest;
    view->hint_left = view->hint_count < step->hint_count;
    view->offer_solution = play->state == PLAY_TRY && step->code != NULL && !view->hint_left &&
                           play->tries >= 2 + (int)step->hint_count;
}

const struct play_view *play_view(struct play *play)
{
    const struct lesson_step *step = step_of(play);
    struct play_view view = {
        .state = play->state,
        .lesson = play->lesson,
        .step = step,
        .number = play->at,
        .count = play->lesson->step_count,
        .text = &play->nothing,
        .launch = step != NULL ? step->launch : play->lesson->launch,
        .remark = play->remark != NULL ? play->remark : "",
        .predictions = play->predictions,
        .prediction_count = play->state == PLAY_PASSED ? play->prediction_count : 0,
        .tries = play->tries,
    };
    if (play->at == 0) {
        view.text = &play->lesson->opening;
    } else if (step != NULL) {
        view.text = play->state == PLAY_PASSED ? &step->after : &step->before;
        view_hints(play, step, &view);
    }
    if (play->state == PLAY_JOB && play->setup != NULL && play->setup[0] != '\0') {
        view.setup = play->setup;
    }
    bool runs = play->state == PLAY_PREDICT || play->state == PLAY_SHOW || play->state == PLAY_RUN;
    view.code = runs ? step->code : NULL;
    view.solution = play->solution_shown ? step->code : NULL;
    play->view = view;
    return &play->view;
}

// ---- moves

static enum status expect(const struct play *play, enum play_state state)
{
    static const char *const names[] = {"the start of a job", "reading",         "a try",
                                        "a prediction",       "a guess",         "a run",
                                        "questions",          "a finished step", "the end"};
    return play->state == state ? STATUS_OK
                                : status_fail(STATUS_INVALID, "the lesson is at %s, not at %s",
                                              names[play->state], names[state]);
}

enum status play_job_ready(struct play *play)
{
    enum status status = expect(play, PLAY_JOB);
    if (status == STATUS_OK) {
        play->job_launch = step_of(play)->launch;
        play->state = state_of(step_of(play));
    }
    return status;
}

static enum journey_outcome outcome_of(const struct play *play)
{
    const struct lesson_step *step = step_of(play);
    if (step == NULL || step->kind == LESSON_READ) {
        return JOURNEY_READ;
    }
    if (play->solution_shown) {
        return JOURNEY_SHOWN;
    }
    return play->hints > 0 ? JOURNEY_HINTED : JOURNEY_PASSED;
}

static void clear_step(struct play *play)
{
    play->tries = 0;
    play->hints = 0;
    play->solved = play->solution_shown = false;
}

// Goes to step `at`, having logged how the present one ended; all in one transaction.
static enum status move(struct play *play, size_t at, const enum journey_outcome *outcome,
                        struct store_time now)
{
    struct play before = *play;
    struct journey_step step = {
        .lesson = play->lesson->id,
        .step = step_id(play),
        .outcome = outcome != NULL ? *outcome : JOURNEY_READ,
        .tries = play->tries,
        .hints = (int)play->hints,
        .at = now,
    };
    bool done = at > play->lesson->step_count;
    bool logs = outcome != NULL && step_of(play) != NULL;
    play->at = at;
    clear_step(play);
    struct journey_place place = place_of(play, now);
    enum status status = logs ? journey_save_step(play->store, play->learner, &step, &place)
                              : journey_save_place(play->store, play->learner, &place);
    if (status == STATUS_OK && done) {
        struct journey_step end = {
            .lesson = play->lesson->id, .step = "", .outcome = JOURNEY_FINISHED, .at = now};
        status = journey_save_step(play->store, play->learner, &end, &place);
    }
    if (status != STATUS_OK) {
        *play = before;
        return status;
    }
    return enter(play);
}

enum status play_next(struct play *play, struct store_time now)
{
    if (play->state != PLAY_READ && play->state != PLAY_PASSED) {
        return status_fail(STATUS_INVALID, "this step isn't done yet: %%skip goes past it");
    }
    enum journey_outcome outcome = outcome_of(play);
    return move(play, play->at + 1, &outcome, now);
}

enum status play_back(struct play *play, struct store_time now)
{
    if (play->at == 0) {
        return status_fail(STATUS_NOT_FOUND, "this is where the lesson begins");
    }
    return move(play, play->at - 1, NULL, now);
}

enum status play_skip(struct play *play, struct store_time now)
{
    if (play->state == PLAY_DONE) {
        return status_fail(STATUS_INVALID, "the lesson is finished");
    }
    enum journey_outcome outcome = play->solved ? outcome_of(play) : JOURNEY_SKIPPED;
    return move(play, play->at + 1, &outcome, now);
}

static enum status pass(struct play *play, struct store_time now)
{
    play->solved = true;
    enum status status = save_place(play, now);
    if (status != STATUS_OK) {
        play->solved = false;
        return status;
    }
    play->state = PLAY_PASSED;
    return STATUS_OK;
}

// ---- tries

static void show_hint(struct play *play, const struct trial_result *facts)
{
    size_t best = hint_choose(step_of(play), play->hint_shown, facts);
    if (best != SIZE_MAX) {
        play->hint_shown[best] = true;
        play->hints++;
        play->newest = &step_of(play)->hints[best];
    }
}

static enum status remark_on(struct play *play, const struct trial_result *facts)
{
    char *remark = attempt_remark(facts);
    if (remark == NULL) {
        return no_memory();
    }
    free(play->remark);
    play->remark = remark;
    return STATUS_OK;
}

enum status play_unit(struct play *play, struct trial_result *facts, struct store_time now)
{
    if (play->state != PLAY_TRY) {
        return STATUS_OK;
    }
    const struct lesson_step *step = step_of(play);
    enum status status = play->jobs->check(play->jobs->context, step->check, facts);
    if (status != STATUS_OK) {
        return status;
    }
    attempt_narrow(step, facts);
    play->tries++;
    play->newest = NULL;
    if (trial_passed(facts)) {
        say(play, "");
        return pass(play, now);
    }
    bool failed = attempt_raised(facts);
    if (attempt_unfinished(step, play->tries, facts)) {
        say(play, "");
        return save_place(play, now);
    }
    if (failed || play->tries % TRIES_A_HINT == 0) {
        show_hint(play, facts);
    }
    status = remark_on(play, facts);
    return status == STATUS_OK ? save_place(play, now) : status;
}

enum status play_hint(struct play *play, struct store_time now)
{
    const struct lesson_step *step = step_of(play);
    size_t before = play->hints;
    if (step != NULL && play->state != PLAY_PASSED && play->state != PLAY_DONE) {
        show_hint(play, NULL);
    }
    if (play->hints == before) {
        return status_fail(STATUS_NOT_FOUND, "there is no more hint here");
    }
    return save_place(play, now);
}

enum status play_solution(struct play *play, struct store_time now)
{
    const struct lesson_step *step = step_of(play);
    if (step == NULL || step->kind != LESSON_TRY || step->code == NULL) {
        return status_fail(STATUS_NOT_FOUND, "there is nothing to solve in this step");
    }
    play->solution_shown = true;
    return save_place(play, now);
}

// ---- predictions

static enum status put_prediction(struct play *play, int rank, const char *text)
{
    struct play_prediction *found = NULL;
    for (size_t i = 0; i < play->prediction_count; i++) {
        found = play->predictions[i].rank == rank ? &play->predictions[i] : found;
    }
    if (found == NULL) {
        if (!array_reserve((void **)&play->predictions, &play->prediction_capacity,
                           play->prediction_count + 1, sizeof *play->predictions)) {
            return no_memory();
        }
        found = &play->predictions[play->prediction_count];
        *found = (struct play_prediction){.rank = rank};
    }
    char *copy = strdup(text);
    if (copy == NULL) {
        return no_memory();
    }
    free((char *)found->expected);
    found->expected = copy;
    play->prediction_count += found == &play->predictions[play->prediction_count];
    return STATUS_OK;
}

enum status play_predict(struct play *play, int rank, const char *text)
{
    enum status status = expect(play, PLAY_PREDICT);
    int ranks = status == STATUS_OK ? step_of(play)->launch : 0;
    if (status == STATUS_OK && (rank < -1 || rank >= (ranks > 0 ? ranks : 1))) {
        status = status_fail(STATUS_INVALID, "there is no rank %d", rank);
    }
    return status == STATUS_OK ? put_prediction(play, rank, text) : status;
}

enum status play_guess(struct play *play, const char *word)
{
    static const char *const words[] = {"works", "raises", "hangs", "wrong"};
    enum status status = expect(play, PLAY_SHOW);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        // `w` is works: `wrong` takes a second letter
        if (word[0] != '\0' && strncmp(words[i], word, strlen(word)) == 0) {
            return put_prediction(play, -1, words[i]);
        }
    }
    return status_fail(STATUS_INVALID, "say works, raises, hangs or wrong");
}

enum status play_run(struct play *play)
{
    if (play->state != PLAY_PREDICT && play->state != PLAY_SHOW) {
        return expect(play, PLAY_PREDICT);
    }
    if (play->prediction_count == 0) {
        return status_fail(STATUS_INVALID, "say first what you expect");
    }
    play->state = PLAY_RUN;
    return STATUS_OK;
}

static enum status compare(struct play *play, const struct trial_result *facts)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < play->prediction_count && status == STATUS_OK; i++) {
        status =
            step_of(play)->kind == LESSON_PREDICT
                ? prediction_compare(&play->predictions[i], facts)
                : prediction_compare_outcome(&play->predictions[i], step_of(play)->outcome, facts);
    }
    return status;
}

static enum status save_predictions(struct play *play, struct store_time now)
{
    struct journey_prediction *rows = calloc(play->prediction_count + 1, sizeof *rows);
    if (rows == NULL) {
        return no_memory();
    }
    for (size_t i = 0; i < play->prediction_count; i++) {
        rows[i] = (struct journey_prediction){
            .lesson = play->lesson->id,
            .step = step_id(play),
            .rank = play->predictions[i].rank,
            .expected = play->predictions[i].expected,
            .shown = play->predictions[i].shown,
            .right = play->predictions[i].right,
            .at = now,
        };
    }
    enum status status =
        journey_save_predictions(play->store, play->learner, rows, play->prediction_count);
    free(rows);
    return status;
}

enum status play_ran(struct play *play, struct trial_result *facts, struct store_time now)
{
    enum status status = expect(play, PLAY_RUN);
    if (status != STATUS_OK) {
        return status;
    }
    status = compare(play, facts);
    if (status == STATUS_OK) {
        status = save_predictions(play, now);
    }
    return status == STATUS_OK ? pass(play, now) : status;
}

enum status play_quiz_done(struct play *play, struct store_time now)
{
    enum status status = expect(play, PLAY_QUIZ);
    if (status != STATUS_OK) {
        return status;
    }
    return pass(play, now);
}
