#include <stdlib.h>
#include <string.h>

#include "core/store/journey.h"
#include "quizzes/progress.h"
#include "repl/command_study.h"
#include "repl/lesson_screen.h"
#include "repl/quiz_screen.h"
#include "repl/study.h"
#include "repl/table.h"

enum { MAX_WORDS = 100, MAX_QUESTIONS = 1000 };

static enum unit_end ended(bool good)
{
    return good ? UNIT_DONE : UNIT_STOPPED;
}

// ---- lessons

struct listing {
    struct lab *lab;
    const char *lesson;
    bool begun, finished;
};

static bool note_lesson(void *context, const struct journey_lesson *row)
{
    struct listing *listing = context;
    if (strcmp(row->lesson, listing->lesson) == 0) {
        listing->begun = true;
        listing->finished = row->finished;
    }
    return true;
}

void command_study_list(struct lab *lab, struct text *out)
{
    struct study *study = study_open(lab);
    if (study == NULL) {
        return;
    }
    struct table table = {.heads = {"", "lesson", "title", "minutes", "you"}, .columns = 5};
    for (size_t i = 0; i < lesson_count(study->course); i++) {
        const struct lesson *lesson = lesson_at(study->course, i);
        struct listing listing = {.lab = lab, .lesson = lesson->id};
        journey_each_lesson(study->store, study->learner, note_lesson, &listing);
        const char *slash = strrchr(lesson->id, '/');
        table_row(&table, "%zu\t%s\t%s\t%d\t%s", i + 1,
                  lesson->ours && slash != NULL ? slash + 1 : lesson->id, lesson->title,
                  lesson->minutes,
                  listing.finished ? "done"
                  : listing.begun  ? "begun"
                                   : "");
    }
    table_add(&table, &lab->terminal, out);
    table_finish(&table);
}

enum unit_end command_lesson(struct lab *lab, const char *rest)
{
    if (strcmp(rest, "list") == 0) {
        struct text out = {0};
        command_study_list(lab, &out);
        lab_print(lab, text_string(&out));
        text_finish(&out);
        return UNIT_DONE;
    }
    return ended(lesson_screen_start(lab, rest[0] != '\0' ? rest : NULL, false));
}

enum unit_end command_next(struct lab *lab, const char *rest)
{
    (void)rest;
    return ended(lesson_screen_move(lab, LESSON_NEXT));
}

enum unit_end command_back(struct lab *lab, const char *rest)
{
    (void)rest;
    return ended(lesson_screen_move(lab, LESSON_BACK));
}

enum unit_end command_hint(struct lab *lab, const char *rest)
{
    (void)rest;
    return ended(lesson_screen_move(lab, LESSON_HINT));
}

enum unit_end command_solution(struct lab *lab, const char *rest)
{
    (void)rest;
    return ended(lesson_screen_move(lab, LESSON_SOLUTION));
}

enum unit_end command_skip(struct lab *lab, const char *rest)
{
    (void)rest;
    return ended(lesson_screen_move(lab, LESSON_SKIP));
}

enum unit_end command_play(struct lab *lab, const char *rest)
{
    (void)rest;
    if (!lesson_screen_is_on(lab)) {
        lab_mistake(lab, "Just type; %lesson begins a lesson.", "no lesson is under way");
        return UNIT_STOPPED;
    }
    lesson_screen_leave(lab);
    return UNIT_DONE;
}

// ---- quizzes

// What stands behind %quiz: `[exam] [topic|lesson|id…] [N] [untimed]`.
struct wish {
    char *text;                       // that the words stand in
    const char *words[MAX_WORDS + 1]; // what is left when the others are taken off
    size_t count;
    struct quiz_request request;
};

static bool is_number(const char *word)
{
    return word[0] != '\0' && word[strspn(word, "0123456789")] == '\0';
}

static enum status split(const char *rest, struct wish *wish)
{
    char *state = NULL;
    wish->text = strdup(rest);
    if (wish->text == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for a quiz");
    }
    for (char *word = strtok_r(wish->text, " ,", &state); word != NULL;
         word = strtok_r(NULL, " ,", &state)) {
        if (wish->count == MAX_WORDS) {
            return status_fail(STATUS_INVALID, "that are too many questions for one quiz");
        }
        wish->words[wish->count++] = word;
    }
    return STATUS_OK;
}

static bool take_last(struct wish *wish, bool fits)
{
    wish->count -= fits;
    return fits;
}

static enum status read_wish(const char *rest, struct wish *wish)
{
    enum status status = split(rest, wish);
    if (status != STATUS_OK) {
        return status;
    }
    wish->request.kind = SESSION_PRACTICE;
    if (wish->count > 0 && strcmp(wish->words[0], "exam") == 0) {
        wish->request.kind = SESSION_EXAM;
        memmove(wish->words, wish->words + 1, --wish->count * sizeof *wish->words);
    }
    const char *last = wish->count > 0 ? wish->words[wish->count - 1] : "";
    if (take_last(wish, wish->request.kind == SESSION_EXAM && strcmp(last, "untimed") == 0)) {
        wish->request.limit_ms = -1;
        last = wish->count > 0 ? wish->words[wish->count - 1] : "";
    }
    if (take_last(wish, is_number(last))) {
        wish->request.count = strtoul(last, NULL, 10);
        if (wish->request.count < 1 || wish->request.count > MAX_QUESTIONS) {
            return status_fail(STATUS_INVALID, "a quiz has 1 to %d questions", MAX_QUESTIONS);
        }
    }
    wish->request.what = wish->count > 0 ? wish->words[0] : "";
    if (wish->count > 1) {
        wish->request.ids = wish->words;
        wish->request.id_count = wish->count;
    }
    return STATUS_OK;
}

// All questions that a lesson asks. STATUS_NOT_FOUND: it asks none.
static enum status begin_lesson_quiz(struct study *study, const struct lesson *lesson,
                                     struct quiz_request *request, struct quiz **ret_quiz)
{
    size_t count = 0;
    for (size_t i = 0; i < lesson->step_count; i++) {
        count += lesson->steps[i].question_count;
    }
    const char **ids = calloc(count + 1, sizeof *ids);
    if (ids == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for a quiz");
    }
    for (size_t i = 0; i < lesson->step_count; i++) {
        for (size_t k = 0; k < lesson->steps[i].question_count; k++) {
            ids[request->id_count++] = lesson->steps[i].questions[k];
        }
    }
    request->ids = ids;
    enum status status = quiz_begin(study->bank, study->store, study->learner, request,
                                    &study->runner, store_now(), ret_quiz);
    free(ids);
    return status;
}

static enum status begin_quiz(struct study *study, struct wish *wish, struct quiz **ret_quiz)
{
    struct quiz_request *request = &wish->request;
    enum status status = STATUS_NOT_FOUND;
    if (wish->count == 0 && (request->count == 0 || request->kind == SESSION_EXAM)) {
        status = quiz_resume(study->bank, study->store, study->learner, 1u << request->kind,
                             &study->runner, store_now(), ret_quiz);
    }
    if (status == STATUS_NOT_FOUND) {
        status = quiz_begin(study->bank, study->store, study->learner, request, &study->runner,
                            store_now(), ret_quiz);
    }
    const struct lesson *lesson = wish->count == 1 && status == STATUS_NOT_FOUND
                                      ? lesson_find(study->course, wish->words[0])
                                      : NULL;
    return lesson == NULL ? status : begin_lesson_quiz(study, lesson, request, ret_quiz);
}

// What can be asked for, below a failure that says what can't.
static void tell_topics(struct lab *lab)
{
    const struct bank *bank = lab->study->bank;
    struct text hint = {0};
    text_add(&hint, "Topics:");
    for (size_t i = 0; i < bank_topic_count(bank); i++) {
        text_addf(&hint, "%s %s", i > 0 ? "," : "", bank_topic(bank, i));
    }
    text_add(&hint, ". A lesson, a question's id or a number will do, too.");
    lab_mistake(lab, text_string(&hint), "%s", status_message());
    text_finish(&hint);
}

static enum unit_end play(struct lab *lab, enum status status, struct quiz *quiz)
{
    if (status != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    return ended(quiz_screen_play(lab, quiz) != QUIZ_SCREEN_FAILED);
}

enum unit_end command_quiz(struct lab *lab, const char *rest)
{
    struct study *study = study_open(lab);
    if (study == NULL) {
        return UNIT_STOPPED;
    }
    struct quiz *quiz = NULL;
    struct wish wish = {.count = 0};
    enum status status = read_wish(rest, &wish);
    status = status == STATUS_OK ? begin_quiz(study, &wish, &quiz) : status;
    bool unknown = status == STATUS_NOT_FOUND && wish.count > 0;
    free(wish.text);
    if (unknown) {
        tell_topics(lab);
        return UNIT_STOPPED;
    }
    return play(lab, status, quiz);
}

enum unit_end command_review(struct lab *lab, const char *rest)
{
    struct study *study = study_open(lab);
    if (study == NULL) {
        return UNIT_STOPPED;
    }
    struct quiz *quiz = NULL;
    struct quiz_request request = {.kind = SESSION_REVIEW, .what = rest};
    enum status status = STATUS_NOT_FOUND;
    if (rest[0] == '\0') {
        status = quiz_resume(study->bank, study->store, study->learner, 1u << SESSION_REVIEW,
                             &study->runner, store_now(), &quiz);
    }
    if (status == STATUS_NOT_FOUND) {
        status = quiz_begin(study->bank, study->store, study->learner, &request, &study->runner,
                            store_now(), &quiz);
    }
    if (status == STATUS_NOT_FOUND && rest[0] == '\0') {
        lab_say(lab, "%s", status_message()); // nothing is due: no failure
        return UNIT_DONE;
    }
    return play(lab, status, quiz);
}

enum unit_end command_progress(struct lab *lab, const char *rest)
{
    (void)rest;
    struct study *study = study_open(lab);
    struct progress progress;
    if (study == NULL) {
        return UNIT_STOPPED;
    }
    if (progress_load(study->bank, study->store, study->learner, store_now(), &progress) !=
        STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    struct text out = {0};
    progress_print(&progress, store_now(), lab->terminal.columns, lab->terminal.plain, &out);
    lab_print(lab, text_string(&out));
    text_finish(&out);
    progress_finish(&progress);
    return UNIT_DONE;
}
