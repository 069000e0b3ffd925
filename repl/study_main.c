// Each opens a lab without a job, does its one thing and leaves.
#include <stdio.h>

#include "core/base/json.h"
#include "quizzes/progress.h"
#include "repl/command_study.h"
#include "repl/exit_code.h"
#include "repl/signals.h"
#include "repl/study.h"
#include "repl/study_main.h"
#include "repl/visit.h"

static int with_lab(const struct options *options,
                    enum unit_end (*command)(struct lab *, const char *))
{
    struct lab *lab = visit_open(options);
    struct text words = {0};
    int code = EXIT_RAISED;
    for (int i = 0; i < options->argument_count; i++) {
        text_addf(&words, "%s%s", i > 0 ? " " : "", options->arguments[i]);
    }
    if (lab == NULL) {
        fprintf(stderr, "ranksh: %s\n", status_message());
    } else {
        bool done = command(lab, text_string(&words)) == UNIT_DONE;
        code = signals_ending() != 0 ? 128 + signals_ending() : done ? EXIT_FINE : EXIT_RAISED;
        if (done && signals_ending() == 0 && !lab->terminal.closed && command != command_progress &&
            !options->json) {
            study_farewell(lab);
        }
    }
    visit_close(lab);
    text_finish(&words);
    return code;
}

int study_main_quiz(const struct options *options)
{
    return with_lab(options, command_quiz);
}

int study_main_review(const struct options *options)
{
    return with_lab(options, command_review);
}

static enum unit_end list_lessons(struct lab *lab, const char *rest)
{
    (void)rest;
    return command_lesson(lab, "list");
}

int study_main_lessons(const struct options *options)
{
    return with_lab(options, list_lessons);
}

static enum unit_end print_json(struct lab *lab, const char *rest)
{
    (void)rest;
    struct study *study = study_open(lab);
    struct progress progress;
    if (study == NULL || progress_load(study->bank, study->store, study->learner, store_now(),
                                       &progress) != STATUS_OK) {
        return UNIT_STOPPED;
    }
    struct text out = {0};
    struct json json = {.out = &out};
    progress_json(&progress, &json);
    text_add_char(&out, '\n');
    lab_print(lab, text_string(&out));
    text_finish(&out);
    progress_finish(&progress);
    return UNIT_DONE;
}

int study_main_progress(const struct options *options)
{
    return with_lab(options, options->json ? print_json : command_progress);
}
