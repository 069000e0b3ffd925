#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/store/learner.h"
#include "core/store/schedule.h"
#include "quizzes/progress.h"
#include "quizzes/scheduler.h"
#include "repl/scratch.h"
#include "repl/study.h"
#include "repl/topics.h"
#include "repl/wrap.h"

static enum status open_store(const struct options *options, struct study *study)
{
    char *path = NULL;
    enum status status = STATUS_OK;
    if (options->database == NULL) {
        status = store_default_path(&path);
    }
    if (status == STATUS_OK) {
        status = store_open(path != NULL ? path : options->database, &study->store);
    }
    free(path);
    return status;
}

// Without a file that can be used, learning goes on in memory if the learner says so.
static enum status open_in_memory(struct lab *lab, enum status status, struct study *study)
{
    if (!lab->terminal.input_is_tty) {
        return status;
    }
    lab_failure(lab);
    char key = reader_key(lab->reader,
                          "Go on without a file? What you learn is then lost when "
                          "you leave. [y/n] ",
                          "yn");
    return key == 'y' ? store_open_memory(&study->store)
                      : status_fail(STATUS_INTERRUPTED, "nothing was begun");
}

static void tell_problems(struct lab *lab, struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        if (problems->items[i].level != PROBLEM_ERROR) {
            continue; // its author's business
        }
        struct text line = {0};
        problem_print(&problems->items[i], &line);
        lab_print(lab, text_string(&line));
        text_finish(&line);
    }
    problems_finish(problems);
}

static enum status load(struct lab *lab, struct study *study)
{
    char *packs;
    enum status status = file_path(FILE_PLACE_DATA, "packs", &packs);
    if (status != STATUS_OK) {
        return status;
    }
    struct problems problems = {0};
    status = bank_load(packs, &problems, &study->bank);
    if (status == STATUS_OK) {
        status = lesson_course_load(packs, &problems, &study->course);
    }
    free(packs);
    tell_problems(lab, &problems);
    return status;
}

struct study *study_open(struct lab *lab)
{
    if (lab->study != NULL) {
        return lab->study;
    }
    struct study *study = calloc(1, sizeof *study);
    if (study == NULL) {
        lab_mistake(lab, NULL, "no memory for lessons and quizzes");
        return NULL;
    }
    study->runner = scratch_runner(lab->loop);
    enum status status = open_store(lab->options, study);
    if (status != STATUS_OK) {
        status = open_in_memory(lab, status, study);
    }
    if (status == STATUS_OK) {
        status = schedule_use(study->store, &scheduler);
    }
    if (status == STATUS_OK) {
        status = learner_find(study->store, lab->options->learner, &study->learner);
    }
    if (status == STATUS_OK) {
        status = load(lab, study);
    }
    if (status != STATUS_OK) {
        lab_failure(lab);
        study_destroy(study);
        return NULL;
    }
    lab->study = study;
    return study;
}

void study_destroy(struct study *study)
{
    if (study != NULL) {
        play_destroy(study->play);
        lesson_course_destroy(study->course);
        bank_destroy(study->bank);
        store_close(study->store);
        free(study->thing);
        free(study);
    }
}

const char *study_prefix(const struct lab *lab)
{
    return lab->options->verb->name[0] == '\0' ? "%" : "ranksh ";
}

void study_learned(struct lab *lab, const char *thing)
{
    struct study *study = lab->study;
    if (study != NULL) {
        study->learned++;
        char *copy = strdup(thing);
        if (copy != NULL) {
            free(study->thing);
            study->thing = copy;
        }
    }
}

// How many questions are due, and when the next one will be (0: none).
static bool count_due(const struct lab *lab, int64_t *ret_due, int64_t *ret_next_ms)
{
    struct study *study = lab->study;
    if (study != NULL) {
        return schedule_count_due(study->store, study->learner, store_now().utc_ms, ret_due,
                                  ret_next_ms) == STATUS_OK;
    }
    char *path = NULL; // nobody studied: what earlier sessions left, if it is there
    struct store *store = NULL;
    int64_t learner;
    const char *name = lab->options->database;
    bool known =
        (name != NULL || store_default_path(&path) == STATUS_OK) &&
        store_open_reading(name != NULL ? name : path, &store) == STATUS_OK &&
        learner_find(store, lab->options->learner, &learner) == STATUS_OK &&
        schedule_count_due(store, learner, store_now().utc_ms, ret_due, ret_next_ms) == STATUS_OK;
    store_close(store);
    free(path);
    return known;
}

// One thing learned: of a lesson or quiz, else what the last mistake at the prompt was about.
static void add_learned(struct lab *lab, struct text *out)
{
    if (lab->study != NULL && lab->study->thing != NULL) {
        text_add(out, lab->study->thing);
    } else if (lab->terminal.input_is_tty) {
        topics_add_met(lab, out);
    }
}

void study_farewell(struct lab *lab)
{
    int64_t due = 0, next_ms = 0;
    struct text learned = {0}, lines = {0};
    add_learned(lab, &learned);
    if (learned.length > 0) {
        text_addf(&lines, "Learned: %s\n", text_string(&learned));
    }
    if ((lab->study != NULL || lab->terminal.input_is_tty) && count_due(lab, &due, &next_ms)) {
        if (due > 0) {
            text_addf(&lines, "%lld question%s due now: ranksh review\n", (long long)due,
                      due == 1 ? " is" : "s are");
        } else if (next_ms > 0) {
            text_add(&lines, "Come back ");
            progress_when(next_ms, store_now(), &lines);
            text_add(&lines, ": ranksh review\n");
        }
    }
    struct text shown = {0};
    wrap_add(&lab->terminal, 0, text_string(&lines), &shown);
    lab_print(lab, text_string(&shown));
    text_finish(&learned);
    text_finish(&lines);
    text_finish(&shown);
}
