#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repl/ask.h"
#include "repl/facts.h"
#include "repl/launch.h"
#include "repl/lesson_screen.h"
#include "repl/quiz_screen.h"
#include "repl/study.h"
#include "repl/study_page.h"
#include "repl/unit.h"

enum { CHECK_MS = 5000 };

bool lesson_screen_is_on(const struct lab *lab)
{
    return lab->after_entry != NULL && lab->study != NULL && lab->study->play != NULL;
}

void lesson_screen_leave(struct lab *lab)
{
    if (lesson_screen_is_on(lab)) {
        lab->after_entry = NULL;
        lab_say(lab, "the lesson waits; %%lesson goes on with it");
    }
}

// ---- showing

static void show_step(struct lab *lab, const struct play_view *view)
{
    struct text head = {0};
    if (view->step != NULL && view->state != PLAY_PASSED) {
        const char *title = view->step->title != NULL ? view->step->title : "";
        text_addf(&head, "\n%s, %zu of %zu%s%s", view->lesson->title, view->number, view->count,
                  title[0] != '\0' ? ": " : "", title);
    } else if (view->state == PLAY_READ) {
        text_addf(&head, "\n%s", view->lesson->title);
    }
    if (head.length > 0) {
        study_page_styled(lab, STYLE_STRONG, text_string(&head));
    }
    text_finish(&head);
    study_page_print(lab, view->text);
}

static void show_prediction(struct lab *lab, const struct play_prediction *prediction)
{
    struct text line = {0};
    if (prediction->rank >= 0) {
        text_addf(&line, "rank %d: ", prediction->rank);
    }
    if (prediction->right) {
        text_add(&line, "as you said");
    } else {
        bool blank = prediction->expected[0] == '\0';
        text_addf(&line, "you said %s, it was %s", blank ? "nothing" : prediction->expected,
                  prediction->shown[0] == '\0' ? "nothing" : prediction->shown);
    }
    study_page_styled(lab, prediction->right ? STYLE_GOOD : STYLE_ERROR, text_string(&line));
    text_finish(&line);
}

static void show_predictions(struct lab *lab, const struct play_view *view)
{
    size_t right = 0;
    for (size_t i = 0; i < view->prediction_count; i++) {
        right += view->predictions[i].right;
    }
    if (view->prediction_count == 0) {
        return;
    }
    if (right == view->prediction_count) {
        study_page_styled(lab, STYLE_GOOD, "As you said.");
    }
    for (size_t i = 0; i < view->prediction_count && right < view->prediction_count; i++) {
        show_prediction(lab, &view->predictions[i]);
    }
    lab_print(lab, "\n");
}

static void show_remark(struct lab *lab, const struct play_view *view)
{
    if (view->remark[0] != '\0') {
        study_page_styled(lab, view->state == PLAY_PASSED ? STYLE_GOOD : STYLE_HINT, view->remark);
    }
    if (view->offer_solution && view->solution == NULL && view->state == PLAY_TRY) {
        lab_hint(lab, "%%solution shows one way to do it.");
    }
}

// The code that a prediction is about.
static void show_code(struct lab *lab, const struct play_view *view)
{
    struct page page = {0};
    if (view->code != NULL && page_add(&page, PAGE_CODE, view->code)) {
        lab_print(lab, "\n");
        study_page_print(lab, &page);
        lab_print(lab, "\n");
    }
    page_finish(&page);
}

static bool is_new(struct study *study, const struct play_view *view)
{
    bool fresh =
        !study->shown || study->shown_state != view->state || study->shown_step != view->step;
    study->shown = true;
    study->shown_state = view->state;
    study->shown_step = view->step;
    return fresh;
}

// ---- the lesson's job

static enum status check(void *context, const char *code, struct trial_result *facts)
{
    struct lab *lab = context;
    for (size_t i = 0; i < facts->count; i++) {
        struct trial_rank *rank = &facts->ranks[i];
        struct text source = {0};
        if (rank->state == TRIAL_DEAD || rank->state == TRIAL_RUNNING || i >= lab->rank_count) {
            continue;
        }
        facts_add_check(rank, code, &source);
        enum status status =
            ask_ranks(lab, rank_set_of(rank->rank), UNIT_CHECK, text_string(&source), CHECK_MS);
        text_finish(&source);
        if (status != STATUS_OK) {
            return status;
        }
        struct lab_answer *answer = &lab->answers[rank->rank];
        rank->checked = answer->outcome == OUTCOME_DONE;
        rank->check_passed = rank->checked && answer->truth;
        if (answer->error != NULL) {
            struct text error = {0};
            diagnostic_headline(answer->error, &error);
            free(rank->check_error);
            rank->check_error = text_take(&error);
        }
    }
    return STATUS_OK;
}

// Starts the job that the step needs, with its setup run unseen.
static bool start_job(struct lab *lab, const struct play_view *view)
{
    if (view->launch == TRIAL_LONE
            ? !launch_lone(lab)
            : !launch_ranks(lab, &(struct lab_launch){.ranks = view->launch})) {
        return false;
    }
    if (view->setup == NULL) {
        return true;
    }
    lab->replaying = true; // its output is nobody's news
    enum unit_end end =
        unit_run(lab, lab_all(lab), UNIT_SCRIPT, "<setup>", view->setup, strlen(view->setup));
    lab->replaying = false;
    return end == UNIT_DONE;
}

static struct rank_set step_ranks(const struct lab *lab, const struct lesson_step *step)
{
    struct rank_set ranks = {{0}}, all = lab_all(lab);
    if (step == NULL || step->only == NULL) {
        return all;
    }
    for (size_t i = 0; i < step->only_count; i++) {
        rank_set_add(&ranks, step->only[i]);
    }
    return rank_set_and(ranks, all);
}

// Runs the step's code, which stands on the screen, as a script would: without the values of its
// expression statements.
static bool run_code(struct lab *lab, const struct play_view *view)
{
    study_page_styled(lab, STYLE_LAB, "Now it runs:");
    enum unit_end end = unit_run(lab, step_ranks(lab, view->step), UNIT_SCRIPT, "<lesson>",
                                 view->code, strlen(view->code));
    struct trial_result facts;
    if (end == UNIT_LOST || facts_of_lab(lab, &facts) != STATUS_OK) {
        return false;
    }
    enum status status = play_ran(lab->study->play, &facts, store_now());
    trial_result_finish(&facts);
    if (end == UNIT_WAITS) {
        unit_cancel_waits(lab);
    }
    if (status != STATUS_OK) {
        lab_failure(lab);
    }
    return status == STATUS_OK;
}

// ---- what is asked before a run

// False: the learner leaves the question, or typed a command, which lab->aside has then.
static bool read_line(struct lab *lab, const char *prompt, struct text *line)
{
    if (!study_page_read(lab, prompt, line)) {
        return false;
    }
    bool command = text_string(line)[0] == '%';
    if (command) {
        text_add(&lab->aside, text_string(line));
    }
    return !command;
}

static bool ask_predictions(struct lab *lab, const struct play_view *view)
{
    struct rank_set ranks = step_ranks(lab, view->step);
    struct text line = {0}, before = {0}, prompt = {0};
    bool answered = true;
    lab_print(lab, "What will be printed?\n");
    int first = rank_set_next(&ranks, 0);
    for (int rank = first; rank >= 0 && answered; rank = rank_set_next(&ranks, rank + 1)) {
        text_clear(&prompt);
        if (lab->launch.ranks == 0) {
            text_add(&prompt, "prints> ");
        } else {
            text_addf(&prompt, "rank %d prints%s> ", rank,
                      rank == first ? "" : " (Enter: the same)");
        }
        answered = read_line(lab, text_string(&prompt), &line);
        if (answered && line.length > 0) {
            text_clear(&before);
            text_add(&before, text_string(&line));
        }
        if (answered && play_predict(lab->study->play, lab->launch.ranks == 0 ? -1 : rank,
                                     text_string(&before)) != STATUS_OK) {
            lab_failure(lab);
        }
    }
    text_finish(&line);
    text_finish(&before);
    text_finish(&prompt);
    if (answered && play_run(lab->study->play) != STATUS_OK) {
        lab_failure(lab);
        answered = false;
    }
    return answered;
}

static bool ask_guess(struct lab *lab)
{
    static const char *const words[] = {"works", "raises", "hangs", "wrong"};
    struct text line = {0};
    bool guessed = false;
    lab_print(lab, "What will happen? It works, raises, hangs, or gives a wrong number.\n");
    while (!guessed && read_line(lab, "w, r, h or n> ", &line)) {
        const char *typed = text_string(&line);
        for (size_t i = 0; i < sizeof words / sizeof *words && !guessed; i++) {
            bool letter = typed[0] == "wrhn"[i] && typed[1] == '\0';
            if (letter || strcmp(typed, words[i]) == 0) {
                guessed = play_guess(lab->study->play, words[i]) == STATUS_OK &&
                          play_run(lab->study->play) == STATUS_OK;
            }
        }
    }
    text_finish(&line);
    return guessed;
}

static bool ask_questions(struct lab *lab, const struct play_view *view)
{
    struct study *study = lab->study;
    struct text place = {0};
    text_addf(&place, "%s/%s", view->lesson->id, view->step->id);
    struct quiz_request request = {.kind = SESSION_LESSON,
                                   .what = "",
                                   .ids = (const char *const *)view->step->questions,
                                   .id_count = view->step->question_count,
                                   .lesson = text_string(&place),
                                   .keep_order = true};
    struct quiz *quiz;
    enum status status = quiz_begin(study->bank, study->store, study->learner, &request,
                                    &study->runner, store_now(), &quiz);
    text_finish(&place);
    if (status != STATUS_OK) {
        lab_failure(lab);
        return false;
    }
    if (quiz_screen_play(lab, quiz) != QUIZ_SCREEN_FINISHED) {
        return false;
    }
    status = play_quiz_done(study->play, store_now());
    const struct play_view *done = play_view(study->play);
    if (status == STATUS_OK && done->text->count == 0) { // Enter was pressed behind the answer
        status = play_next(study->play, store_now());
    }
    if (status != STATUS_OK) {
        lab_failure(lab);
        return false;
    }
    return true;
}

// ---- going on

static void finish_lesson(struct lab *lab, const struct play_view *view)
{
    struct text done = {0};
    text_addf(&done, "Done: %s.", view->lesson->title);
    study_page_styled(lab, STYLE_GOOD, text_string(&done));
    text_finish(&done);
    study_learned(lab, view->lesson->title);
    lab->after_entry = NULL;
    play_destroy(lab->study->play);
    lab->study->play = NULL;
    lab_hint(lab, "%%lesson goes on with the next one, %%quiz asks about what you know.");
}

// Does what the lesson wants until it waits for the learner.
static void advance(struct lab *lab)
{
    struct study *study = lab->study;
    bool going = true;
    while (going && lesson_screen_is_on(lab) && !lab->leave) {
        const struct play_view *view = play_view(study->play);
        enum play_state state = view->state;
        if (is_new(study, view) && view->state != PLAY_JOB && view->state != PLAY_RUN) {
            show_remark(lab, view);
            show_predictions(lab, view);
            show_step(lab, view);
        }
        switch (view->state) {
        case PLAY_JOB:
            going = start_job(lab, view) && play_job_ready(study->play) == STATUS_OK;
            break;
        case PLAY_READ:
        case PLAY_PASSED:
            lab_hint(lab, "[Enter] goes on.");
            going = false;
            break;
        case PLAY_TRY:
            going = false;
            break;
        case PLAY_PREDICT:
            show_code(lab, view);
            going = ask_predictions(lab, view);
            break;
        case PLAY_SHOW:
            show_code(lab, view);
            going = ask_guess(lab);
            break;
        case PLAY_RUN:
            going = run_code(lab, view);
            break;
        case PLAY_QUIZ:
            going = ask_questions(lab, view);
            break;
        case PLAY_DONE:
            finish_lesson(lab, view);
            return;
        }
        bool asks =
            state == PLAY_PREDICT || state == PLAY_SHOW || state == PLAY_QUIZ || state == PLAY_JOB;
        if (!going && asks && lab->aside.length == 0) {
            lesson_screen_leave(lab);
        }
    }
    study->seen_unit = lab->last_unit;
}

static void next(struct lab *lab)
{
    if (play_next(lab->study->play, store_now()) != STATUS_OK) {
        lab_failure(lab);
        return;
    }
    advance(lab);
}

// Lets the lesson look at the unit that was typed.
static void look(struct lab *lab)
{
    struct study *study = lab->study;
    struct trial_result facts;
    study->seen_unit = lab->last_unit;
    if (facts_of_lab(lab, &facts) != STATUS_OK) {
        lab_failure(lab);
        return;
    }
    enum status status = play_unit(study->play, &facts, store_now());
    trial_result_finish(&facts);
    const struct play_view *view = play_view(study->play);
    if (status != STATUS_OK) {
        lab_failure(lab);
    } else if (view->state == PLAY_TRY) {
        show_remark(lab, view);
        if (view->hint != NULL) {
            study_page_indented(lab, "Hint: ", view->hint);
        }
    } else {
        advance(lab);
    }
}

static void after_entry(struct lab *lab, bool empty)
{
    if (lab->aside.length > 0) {
        return; // what was typed in place of an answer comes first
    }
    switch (play_view(lab->study->play)->state) {
    case PLAY_READ:
    case PLAY_PASSED:
        if (empty) {
            next(lab);
        }
        break;
    case PLAY_TRY:
        if (lab->last_unit != lab->study->seen_unit) {
            look(lab);
        }
        break;
    case PLAY_JOB:
    case PLAY_PREDICT:
    case PLAY_SHOW:
    case PLAY_RUN:
    case PLAY_QUIZ:
    case PLAY_DONE:
        advance(lab); // a command came between the question and its answer
        break;
    }
}

bool lesson_screen_start(struct lab *lab, const char *name, bool anew)
{
    struct study *study = study_open(lab);
    if (study == NULL) {
        return false;
    }
    struct journey_place place = {.lesson = NULL};
    const struct lesson *lesson = NULL;
    if (name == NULL && journey_find_latest(study->store, study->learner, &place) == STATUS_OK) {
        lesson = lesson_find(study->course, place.lesson);
        journey_place_finish(&place);
    }
    if (name != NULL) {
        lesson = lesson_find(study->course, name);
    } else if (lesson == NULL && lesson_count(study->course) > 0) {
        lesson = lesson_at(study->course, 0);
    }
    if (lesson == NULL) {
        const char *near = name != NULL ? lesson_nearest(study->course, name) : NULL;
        struct text hint = {0};
        if (near != NULL) {
            text_addf(&hint, "Did you mean %s?", near);
        } else {
            text_add(&hint, "%lesson list shows them.");
        }
        lab_mistake(lab, text_string(&hint), "no lesson '%s'", name != NULL ? name : "");
        text_finish(&hint);
        return false;
    }
    play_destroy(study->play);
    study->play = NULL;
    study->shown = false;
    study->jobs = (struct play_jobs){.context = lab, .check = check};
    if (play_begin(lesson, study->store, study->learner, anew, &study->jobs, store_now(),
                   &study->play) != STATUS_OK) {
        lab_failure(lab);
        return false;
    }
    lab->after_entry = after_entry;
    advance(lab);
    return true;
}

bool lesson_screen_move(struct lab *lab, enum lesson_move move)
{
    if (!lesson_screen_is_on(lab)) {
        lab_mistake(lab, "%lesson begins one.", "no lesson is under way");
        return false;
    }
    struct study *study = lab->study;
    enum status status = STATUS_OK;
    switch (move) {
    case LESSON_NEXT:
        status = play_next(study->play, store_now());
        break;
    case LESSON_BACK:
        status = play_back(study->play, store_now());
        break;
    case LESSON_SKIP:
        status = play_skip(study->play, store_now());
        break;
    case LESSON_HINT:
        status = play_hint(study->play, store_now());
        break;
    case LESSON_SOLUTION:
        status = play_solution(study->play, store_now());
        break;
    }
    if (status != STATUS_OK) {
        lab_failure(lab);
        return false;
    }
    const struct play_view *view = play_view(study->play);
    if (move == LESSON_HINT && view->hint != NULL) {
        study_page_indented(lab, "Hint: ", view->hint);
    } else if (move == LESSON_SOLUTION && view->solution != NULL) {
        lab_printf(lab, "%s%s", view->solution,
                   view->solution[strlen(view->solution) - 1] == '\n' ? "" : "\n");
    } else {
        study->shown = false;
        advance(lab);
    }
    return true;
}
