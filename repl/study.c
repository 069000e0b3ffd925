#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/store/learner.h"
#include "core/store/schedule.h"
#include "quizzes/progress.h"
#include "quizzes/scheduler.h"
#include "repl/scratch.h"
#include "repl/study.h"

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

void study_farewell(struct lab *lab)
{
    struct study *study = lab->study;
    if (study == NULL) {
        return;
    }
    if (study->thing != NULL) {
        lab_printf(lab, "Learned: %s\n", study->thing);
    }
    struct progress progress;
    if (progress_load(study->bank, study->store, study->learner, store_now(), &progress) ==
        STATUS_OK) {
        if (progress.due > 0) {
            lab_printf(lab, "%lld question%s due now: ranksh review\n", (long long)progress.due,
                       progress.due == 1 ? " is" : "s are");
        } else if (progress.next_due_ms > 0) {
            struct text when = {0};
            progress_when(progress.next_due_ms, store_now(), &when);
            lab_printf(lab, "Come back %s: ranksh review\n", text_string(&when));
            text_finish(&when);
        }
        progress_finish(&progress);
    }
}
