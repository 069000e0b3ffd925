// What a quiz shows: the view of its state, feedback, the result, JSON.
#include <stdlib.h>
#include <string.h>

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
    quiz->comes_back = quiz->unsaved = NULL;
    quiz->receipt = (struct answer_receipt){0};
    quiz->feedback = (struct quiz_feedback){0};
}

const char *quiz_live_code(const struct quiz *quiz)
{
    if (quiz->at >= quiz->count) {
        return NULL;
    }
    const struct question *question = quiz->entries[quiz->at].question;
    switch (question->kind) {
    case QUESTION_FIX:
        return question->solution;
    case QUESTION_ORDER:
        return question->order;
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_PREDICT:
    case QUESTION_NUMBER:
    case QUESTION_KINDS:
        break;
    }
    return question->code;
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

static bool add_number(const struct question *question, struct page *key)
{
    for (size_t i = 0; i < question->option_count; i++) {
        if (question->options[i].right) {
            struct text text = {0};
            page_plain(&question->options[i].text, &text);
            while (text.length > 0 && text.data[text.length - 1] == '\n') {
                text_truncate(&text, text.length - 1);
            }
            bool fine = !text.failed && page_add(key, PAGE_PARAGRAPH, text_string(&text));
            text_finish(&text);
            return fine;
        }
    }
    return true;
}

// The right answer of kinds whose options don't show it.
static bool make_key(const struct question *question, struct page *key)
{
    switch (question->kind) {
    case QUESTION_FIX:
        return page_add(key, PAGE_CODE, question->solution);
    case QUESTION_ORDER:
        return page_add(key, PAGE_CODE, question->order);
    case QUESTION_NUMBER:
        return add_number(question, key);
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_PREDICT:
    case QUESTION_KINDS:
        break;
    }
    return true;
}

static bool copy_page(const struct page *from, struct page *to)
{
    for (size_t i = 0; i < from->count; i++) {
        struct text text = {0};
        page_block_plain(&from->blocks[i], &text);
        bool fine = !text.failed && page_add(to, from->blocks[i].kind, text_string(&text));
        text_finish(&text);
        if (!fine) {
            return false;
        }
    }
    return true;
}

// What running it showed, and what the file says about such an answer.
static bool make_about(const struct quiz *quiz, struct page *about)
{
    bool choices = quiz->sheet.count > 0 && quiz->sheet.question->kind != QUESTION_ORDER;
    if (choices) {
        return true;
    }
    const struct grade_answer *answer = &quiz->answer;
    if (answer->report != NULL && !page_add(about, PAGE_CODE, answer->report)) {
        return false;
    }
    return answer->said == NULL || copy_page(&answer->said->feedback, about);
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
    bool fine = quiz->comes_back != NULL && make_about(quiz, &quiz->about) &&
                make_key(entry->question, &quiz->key);
    quiz->feedback = (struct quiz_feedback){
        .right = entry->right,
        .confident_error = entry->sure && !entry->right,
        .verdict = verdict_of(entry),
        .about = quiz->about.count > 0 ? &quiz->about : NULL,
        .key = quiz->key.count > 0 ? &quiz->key : NULL,
        .explanation = &entry->question->explanation,
        .comes_back = quiz->comes_back,
        .live = quiz->runner != NULL && quiz_live_code(quiz) != NULL,
    };
    return fine ? STATUS_OK : no_memory();
}

// ---- the result

// Confident errors, other errors, right ones, what was skipped.
static int line_rank(const struct quiz_line *line)
{
    return !line->answered ? 3 : line->right ? 2 : line->sure ? 0 : 1;
}

static int compare_lines(const void *first, const void *second)
{
    const struct quiz_line *a = first, *b = second;
    int order = line_rank(a) - line_rank(b);
    return order != 0 ? order : (a > b) - (a < b);
}

static double share(const struct quiz_topic_score *score)
{
    return score->answered > 0 ? (double)score->right / score->answered : 2;
}

static int compare_scores(const void *first, const void *second)
{
    double a = share(first), b = share(second);
    return (a > b) - (a < b);
}

static void count_topics(struct quiz *quiz, const struct quiz_entry *entry)
{
    for (size_t i = 0; i < entry->question->topic_count; i++) {
        struct quiz_topic_score *score = quiz->scores;
        const char *topic = entry->question->topics[i];
        while (score < quiz->scores + quiz->result.topic_count &&
               strcmp(score->topic, topic) != 0) {
            score++;
        }
        if (score == quiz->scores + quiz->result.topic_count) {
            quiz->result.topic_count++;
            *score = (struct quiz_topic_score){.topic = topic};
        }
        score->answered++;
        score->right += entry->right;
    }
}

static void count_entry(struct quiz *quiz, const struct quiz_entry *entry)
{
    struct quiz_result *result = &quiz->result;
    bool answered = entry->progress == SESSION_ANSWERED;
    quiz->lines[result->line_count++] = (struct quiz_line){
        .question = entry->question,
        .answered = answered,
        .right = entry->right,
        .sure = entry->sure,
        .hint = entry->hint,
        .chosen = entry->chosen != NULL ? entry->chosen : "",
        .feedback = entry->feedback,
    };
    result->asked++;
    result->answered += answered;
    result->skipped += entry->progress == SESSION_SKIPPED;
    result->right += answered && entry->right;
    result->sure += answered && entry->sure;
    result->sure_right += answered && entry->sure && entry->right;
    result->unsure += answered && entry->unsure;
    result->unsure_right += answered && entry->unsure && entry->right;
    result->hints += answered && entry->hint;
    if (answered) {
        count_topics(quiz, entry);
    }
}

static enum status show_result(struct quiz *quiz)
{
    size_t topics = 1;
    for (size_t i = 0; i < quiz->count; i++) {
        topics += quiz->entries[i].question->topic_count;
    }
    free(quiz->lines);
    free(quiz->scores);
    quiz->result = (struct quiz_result){0};
    quiz->lines = calloc(quiz->count + 1, sizeof *quiz->lines);
    quiz->scores = calloc(topics, sizeof *quiz->scores);
    if (quiz->lines == NULL || quiz->scores == NULL) {
        return no_memory();
    }
    for (size_t i = 0; i < quiz->count; i++) {
        if (!quiz->entries[i].again) {
            count_entry(quiz, &quiz->entries[i]);
        }
    }
    qsort(quiz->lines, quiz->result.line_count, sizeof *quiz->lines, compare_lines);
    qsort(quiz->scores, quiz->result.topic_count, sizeof *quiz->scores, compare_scores);
    quiz->result.lines = quiz->lines;
    quiz->result.topics = quiz->scores;
    quiz->result.used_ms = quiz->used_ms;
    quiz->result.out_of_time = quiz->out_of_time;
    quiz->result.next_due_ms = quiz->next_due_ms;
    return STATUS_OK;
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

enum status quiz_show(struct quiz *quiz, struct store_time now)
{
    int64_t left = quiz->session.limit_ms - quiz_used_ms(quiz, now);
    struct quiz_view view = {
        .state = quiz->state,
        .kind = quiz->session.kind,
        .title = quiz->session.title,
        .in_memory = store_in_memory(quiz->store),
        .number = quiz->at < quiz->count ? quiz->at + 1 : quiz->count,
        .count = quiz->count,
        .left_ms = quiz->session.limit_ms == 0 ? -1
                   : left > 0                  ? left
                                               : 0,
        .ask = "",
    };
    enum status status = quiz->at < quiz->count ? show_question(quiz, &view) : STATUS_OK;
    switch (quiz->state) {
    case QUIZ_ASK:
        view.ask = grade_ask(view.question);
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
        status = show_result(quiz);
        view.result = &quiz->result;
        break;
    }
    quiz->view = view;
    return status;
}

// ---- JSON

static void json_page(struct json *json, const char *name, const struct page *page)
{
    struct text text = {0};
    if (page != NULL) {
        page_plain(page, &text);
    }
    json_string(json, name, page != NULL ? text_string(&text) : NULL);
    text_finish(&text);
}

static void json_options(const struct quiz_view *view, struct json *json)
{
    static const char *const marks[] = {NULL, "right", "missed", "wrong"};
    json_array(json, "options");
    for (size_t i = 0; i < view->option_count; i++) {
        char label[2] = {view->options[i].label, '\0'};
        json_object(json, NULL);
        json_string(json, "label", label);
        json_page(json, "text", view->options[i].text);
        if (view->feedback != NULL) {
            json_string(json, "mark", marks[view->options[i].mark]);
            json_page(json, "feedback", view->options[i].feedback);
        }
        json_end(json);
    }
    json_end(json);
}

static void json_feedback(const struct quiz_feedback *feedback, struct json *json)
{
    json_object(json, "feedback");
    json_bool(json, "right", feedback->right);
    json_bool(json, "confident_error", feedback->confident_error);
    json_string(json, "verdict", feedback->verdict);
    json_page(json, "about", feedback->about);
    json_page(json, "key", feedback->key);
    json_page(json, "explanation", feedback->explanation);
    json_string(json, "comes_back", feedback->comes_back);
    json_end(json);
}

static void json_result(const struct quiz_result *result, struct json *json)
{
    json_object(json, "result");
    json_int(json, "asked", result->asked);
    json_int(json, "answered", result->answered);
    json_int(json, "right", result->right);
    json_int(json, "skipped", result->skipped);
    json_int(json, "sure", result->sure);
    json_int(json, "sure_right", result->sure_right);
    json_int(json, "hints", result->hints);
    json_int(json, "used_ms", result->used_ms);
    json_bool(json, "out_of_time", result->out_of_time);
    json_array(json, "lines");
    for (size_t i = 0; i < result->line_count; i++) {
        const struct quiz_line *line = &result->lines[i];
        json_object(json, NULL);
        json_string(json, "id", line->question->id);
        json_bool(json, "answered", line->answered);
        json_bool(json, "right", line->right);
        json_bool(json, "sure", line->sure);
        json_string(json, "chosen", line->chosen);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

void quiz_view_json(const struct quiz_view *view, struct json *json)
{
    static const char *const states[] = {"ask", "unsaved", "feedback", "done"};
    json_object(json, NULL);
    json_string(json, "state", states[view->state]);
    json_string(json, "title", view->title);
    json_int(json, "number", (int64_t)view->number);
    json_int(json, "count", (int64_t)view->count);
    if (view->question != NULL) {
        json_string(json, "id", view->question->id);
        json_string(json, "kind", question_kind_name(view->question->kind));
        json_page(json, "stem", &view->question->stem);
        json_page(json, "hint", view->hint);
        json_options(view, json);
    }
    if (view->feedback != NULL) {
        json_feedback(view->feedback, json);
    }
    if (view->result != NULL) {
        json_result(view->result, json);
    }
    json_string(json, "unsaved", view->unsaved);
    json_end(json);
}
