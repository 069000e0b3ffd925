// What a quiz shows: the view of its state and feedback.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quizzes/answer_text.h"
#include "quizzes/progress.h"
#include "quizzes/quiz_inside.h"
#include "quizzes/select.h"

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for the page");
}

void quiz_hide(struct quiz *quiz)
{
    grade_sheet_finish(&quiz->sheet);
    grade_answer_finish(&quiz->answer);
    for (size_t i = 0; i < GRADE_MAX_PIECES; i++) {
        page_finish(&quiz->piece_pages[i]);
    }
    page_finish(&quiz->about);
    page_finish(&quiz->key);
    free(quiz->comes_back);
    free(quiz->unsaved);
    free(quiz->live);
    quiz->comes_back = quiz->unsaved = quiz->live = NULL;
    quiz->receipt = (struct answer_receipt){0};
    quiz->feedback = (struct quiz_feedback){0};
}

// ---- options

static bool is_picked(const struct quiz *quiz, size_t option)
{
    for (size_t i = 0; i < quiz->answer.picked_count; i++) {
        if (quiz->answer.picked[i] == option) {
            return true;
        }
    }
    return false;
}

static void show_choice(const struct quiz *quiz, size_t place, struct quiz_option *shown)
{
    size_t index = quiz->sheet.order[place];
    const struct question_option *option = &quiz->sheet.question->options[index];
    *shown = (struct quiz_option){.label = (char)('a' + place), .text = &option->text};
    if (quiz->state != QUIZ_FEEDBACK) {
        return;
    }
    bool picked = is_picked(quiz, index);
    shown->mark = picked          ? option->right ? QUIZ_RIGHT_CHOSEN : QUIZ_WRONG_CHOSEN
                  : option->right ? QUIZ_RIGHT_MISSED
                                  : QUIZ_UNMARKED;
    if (shown->mark != QUIZ_UNMARKED && option->feedback.count > 0) {
        shown->feedback = &option->feedback;
    }
}

static bool show_piece(struct quiz *quiz, size_t place)
{
    struct page *page = &quiz->piece_pages[place];
    size_t piece = quiz->sheet.order[place];
    if (page->count == 0 && !page_add(page, PAGE_CODE, quiz->sheet.pieces[piece])) {
        return false;
    }
    quiz->options[place] = (struct quiz_option){.label = (char)('a' + place), .text = page};
    return true;
}

static bool show_options(struct quiz *quiz)
{
    bool fine = true;
    for (size_t i = 0; i < quiz->sheet.count && fine; i++) {
        if (quiz->sheet.question->kind == QUESTION_ORDER) {
            fine = show_piece(quiz, i);
        } else {
            show_choice(quiz, i, &quiz->options[i]);
        }
    }
    return fine;
}

// ---- feedback

static const char *verdict_of(const struct quiz_entry *entry)
{
    if (entry->right) {
        return entry->hint     ? "Right, with the hint."
               : entry->unsure ? "Right, though you were not sure."
                               : "Right.";
    }
    return entry->sure ? "Sure, and not right: these are worth most." : "Not right.";
}

// The options on screen say themselves what was chosen and what is right.
static bool shows_choices(const struct quiz *quiz)
{
    return quiz->sheet.count > 0 && quiz->sheet.question->kind != QUESTION_ORDER;
}

// What running it showed, and what the file says about such an answer.
static bool make_about(const struct quiz *quiz, struct page *about)
{
    if (shows_choices(quiz)) {
        return true;
    }
    const struct grade_answer *answer = &quiz->answer;
    if (answer->report != NULL && !page_add(about, PAGE_CODE, answer->report)) {
        return false;
    }
    return answer->said == NULL || page_copy(&answer->said->feedback, about);
}

// ---- what can be seen live

// The code of an option that says how it ends, which the lint has proven; NULL: none.
static char *option_code(const struct question_option *option)
{
    struct text code = {0};
    if (option->ends == NULL || !page_code(&option->text, &code)) {
        return NULL;
    }
    return text_take(&code);
}

// The question's code; where the options are code, what the learner chose.
static char *live_code(const struct quiz *quiz)
{
    const struct question *question = quiz->entries[quiz->at].question;
    const char *code = question->kind == QUESTION_FIX     ? question->solution
                       : question->kind == QUESTION_ORDER ? question->order
                                                          : question->code;
    if (code != NULL) {
        return strdup(code);
    }
    char *chosen = quiz->answer.said != NULL ? option_code(quiz->answer.said) : NULL;
    for (size_t i = 0; i < question->option_count && chosen == NULL; i++) {
        chosen = question->options[i].right ? option_code(&question->options[i]) : NULL;
    }
    return chosen;
}

const char *quiz_live_code(const struct quiz *quiz)
{
    return quiz->live;
}

enum status quiz_reveal(struct quiz *quiz, const struct answer_receipt *receipt)
{
    if (receipt->attempt == 0) {
        return status_fail(STATUS_INVALID, "an answer that isn't saved has no feedback");
    }
    const struct quiz_entry *entry = &quiz->entries[quiz->at];
    struct text when = {0};
    quiz->receipt = *receipt;
    quiz->state = QUIZ_FEEDBACK;
    if (receipt->due_ms > 0) {
        text_add(&when, "comes back ");
        progress_when(receipt->due_ms, quiz->answered, &when);
    }
    quiz->comes_back = text_take(&when);
    quiz->live = quiz->runner != NULL ? live_code(quiz) : NULL;
    bool fine = quiz->comes_back != NULL && make_about(quiz, &quiz->about) &&
                (shows_choices(quiz) || answer_text_key(entry->question, &quiz->key));
    quiz->feedback = (struct quiz_feedback){
        .right = entry->right,
        .confident_error = entry->sure && !entry->right,
        .verdict = verdict_of(entry),
        .about = quiz->about.count > 0 ? &quiz->about : NULL,
        .key = quiz->key.count > 0 ? &quiz->key : NULL,
        .explanation = &entry->question->explanation,
        .comes_back = quiz->comes_back,
        .live = quiz->live != NULL,
    };
    return fine ? STATUS_OK : no_memory();
}

// ---- the view

static enum status show_question(struct quiz *quiz, struct quiz_view *view)
{
    const struct quiz_entry *entry = &quiz->entries[quiz->at];
    view->question = entry->question;
    view->hint = entry->hint && entry->question->hint.count > 0 ? &entry->question->hint : NULL;
    view->hint_left =
        !entry->hint && entry->question->hint.count > 0 && quiz->session.kind != SESSION_EXAM;
    view->code = entry->question->kind == QUESTION_FIX ? entry->question->code : NULL;
    view->unit = entry->question->kind == QUESTION_NUMBER ? entry->question->unit : NULL;
    view->options = quiz->options;
    view->option_count = quiz->sheet.count;
    return show_options(quiz) ? STATUS_OK : no_memory();
}

// Which question it is, among the first askings or among those that are asked once more.
static void show_place(const struct quiz *quiz, struct quiz_view *view)
{
    view->again = quiz->at < quiz->count && quiz->entries[quiz->at].again;
    for (size_t i = 0; i < quiz->count; i++) {
        bool counts = quiz->entries[i].again == view->again;
        view->count += counts;
        view->number += counts && i <= quiz->at;
    }
}

enum status quiz_show(struct quiz *quiz, struct store_time now)
{
    int64_t left = quiz->session.limit_ms - quiz_used_ms(quiz, now);
    struct quiz_view view = {
        .state = quiz->state,
        .kind = quiz->session.kind,
        .title = quiz->session.title,
        .in_memory = store_in_memory(quiz->store),
        .left_ms = quiz->session.limit_ms == 0 ? -1
                   : left > 0                  ? left
                                               : 0,
        .ask = "",
    };
    show_place(quiz, &view);
    enum status status = quiz->at < quiz->count ? show_question(quiz, &view) : STATUS_OK;
    switch (quiz->state) {
    case QUIZ_ASK:
        snprintf(quiz->ask, sizeof quiz->ask, "%s%s; s skip%s", grade_ask(view.question),
                 view.hint_left ? "; ? hint" : "",
                 view.kind == SESSION_EXAM ? "; end hands in" : "");
        view.ask = quiz->ask;
        break;
    case QUIZ_UNSAVED:
        view.ask = "r try again, m go on in memory only, l leave";
        view.unsaved = quiz->unsaved != NULL ? quiz->unsaved : "";
        break;
    case QUIZ_FEEDBACK:
        view.feedback = &quiz->feedback;
        view.ask = quiz->feedback.live ? "Enter next, v see it live" : "Enter next";
        break;
    case QUIZ_DONE:
        status = quiz_sum_up(quiz);
        view.result = &quiz->result;
        break;
    }
    quiz->view = view;
    return status;
}
