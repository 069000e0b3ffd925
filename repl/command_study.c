#include <stdlib.h>
#include <string.h>

#include "core/store/journey.h"
#include "quizzes/progress.h"
#include "repl/command_study.h"
#include "repl/lesson_screen.h"
#include "repl/quiz_screen.h"
#include "repl/study.h"
#include "repl/table.h"

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

// The first word of `rest` is `word`: what stands behind it, else NULL.
static const char *behind(const char *rest, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(rest, word, length) != 0 || (rest[length] != '\0' && rest[length] != ' ')) {
        return NULL;
    }
    return rest + length + strspn(rest + length, " ");
}

static enum unit_end play(struct lab *lab, enum status status, struct quiz *quiz)
{
    if (status != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    int right, asked;
    return ended(quiz_screen_play(lab, quiz, &right, &asked) == QUIZ_SCREEN_FINISHED);
}

enum unit_end command_quiz(struct lab *lab, const char *rest)
{
    struct study *study = study_open(lab);
    if (study == NULL) {
        return UNIT_STOPPED;
    }
    struct quiz *quiz = NULL;
    const char *exam = behind(rest, "exam");
    struct quiz_request request = {.kind = exam != NULL ? SESSION_EXAM : SESSION_PRACTICE,
                                   .what = exam != NULL ? exam : rest};
    if (exam != NULL) {
        char *end;
        unsigned long count = strtoul(exam, &end, 10);
        if (end != exam) {
            request.count = count;
            request.limit_ms = behind(end + strspn(end, " "), "untimed") != NULL ? -1 : 0;
            request.what = "";
        }
    }
    unsigned kinds = 1u << request.kind;
    enum status status = STATUS_NOT_FOUND;
    if (rest[0] == '\0' || exam != NULL) {
        status = quiz_resume(study->bank, study->store, study->learner, kinds, &study->runner,
                             store_now(), &quiz);
    }
    if (status == STATUS_NOT_FOUND) {
        status = quiz_begin(study->bank, study->store, study->learner, &request, &study->runner,
                            store_now(), &quiz);
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
    enum status status = quiz_resume(study->bank, study->store, study->learner,
                                     1u << SESSION_REVIEW, &study->runner, store_now(), &quiz);
    if (status == STATUS_NOT_FOUND) {
        status = quiz_begin(study->bank, study->store, study->learner, &request, &study->runner,
                            store_now(), &quiz);
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
