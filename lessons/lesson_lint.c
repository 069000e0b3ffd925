#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lessons/lesson_lint.h"

struct prover {
    const struct lesson *lesson;
    const struct trial_runner *runner;
    struct problems *problems;
};

static void contradict(struct prover *prover, const struct lesson_step *step, const char *what,
                       const char *why)
{
    problems_add(prover->problems, PROBLEM_ERROR, prover->lesson->file, step->line, NULL,
                 "step `%s`: %s%s%s", step->id, what, why[0] != '\0' ? ": " : "", why);
}

static void describe(const struct trial_result *result, struct text *why)
{
    for (size_t i = 0; i < result->count; i++) {
        const struct trial_rank *rank = &result->ranks[i];
        text_addf(why, "%srank %d %s", i > 0 ? ", " : "", rank->rank,
                  rank->error_type[0] != '\0' ? rank->error_type : trial_state_name(rank->state));
        if (rank->error_type[0] != '\0') {
            text_addf(why, " (%s)", rank->error);
        }
        if (rank->checked && !rank->check_passed) {
            text_addf(why, ", check %s",
                      rank->check_error[0] != '\0' ? rank->check_error : "not true");
        }
    }
}

static bool any_raised(const struct trial_result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        if (result->ranks[i].error_type[0] != '\0') {
            return true;
        }
    }
    return false;
}

static bool any_stuck(const struct trial_result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        if (result->ranks[i].state == TRIAL_WAITING || result->ranks[i].state == TRIAL_RUNNING) {
            return true;
        }
    }
    return false;
}

static bool announced(const struct lesson_step *step)
{
    struct text text = {0};
    page_plain(&step->before, &text);
    bool found = strcasestr(text_string(&text), "on purpose") != NULL;
    text_finish(&text);
    return found;
}

static void judge_show(struct prover *prover, const struct lesson_step *step,
                       const struct trial_result *result, const char *why)
{
    bool raises = any_raised(result), hangs = any_stuck(result);
    bool as_said = strcmp(step->outcome, "raises") == 0  ? raises
                   : strcmp(step->outcome, "hangs") == 0 ? hangs
                                                         : !raises && !hangs;
    if (!as_said) {
        contradict(prover, step, "the outcome is another", why);
    }
    if (step->check != NULL && !trial_passed(result)) {
        contradict(prover, step, "the check fails", why);
    }
}

static void judge(struct prover *prover, const struct lesson_step *step,
                  const struct trial_result *result)
{
    struct text why = {0};
    describe(result, &why);
    if (step->kind == LESSON_TRY && !trial_passed(result)) {
        contradict(prover, step, "the solution does not pass its check", text_string(&why));
    } else if (step->kind == LESSON_SHOW) {
        judge_show(prover, step, result, text_string(&why));
    } else if (step->kind == LESSON_PREDICT && any_stuck(result)) {
        contradict(prover, step, "the code does not end", text_string(&why));
    }
    if ((any_raised(result) || any_stuck(result)) && !announced(step)) {
        problems_add(prover->problems, PROBLEM_WARNING, prover->lesson->file, step->line,
                     "**This will fail on purpose.**", "step `%s` fails without saying so",
                     step->id);
    }
    text_finish(&why);
}

static enum status prove_step(struct prover *prover, const struct lesson_step *step)
{
    char *setup = lesson_setup(prover->lesson, step);
    if (setup == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for the lint");
    }
    struct trial_request request = {
        .setup = setup[0] != '\0' ? setup : NULL,
        .code = step->code,
        .ranks = step->launch,
        .only = step->only,
        .only_count = step->only_count,
        .check = step->check,
        .check_ranks = step->check_ranks,
        .check_count = step->check_rank_count,
    };
    struct trial_result result = {0};
    enum status status = prover->runner->run(prover->runner->context, &request, &result);
    free(setup);
    if (status == STATUS_OK) {
        judge(prover, step, &result);
        trial_result_finish(&result);
    } else if (status != STATUS_INTERRUPTED && status != STATUS_MEMORY) {
        contradict(prover, step, "the code could not be run", status_message());
        status = STATUS_OK;
    }
    return status;
}

enum status lesson_lint_run(const struct lesson *lesson, const struct trial_runner *runner,
                            struct problems *problems)
{
    struct prover prover = {.lesson = lesson, .runner = runner, .problems = problems};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < lesson->step_count && status == STATUS_OK; i++) {
        const struct lesson_step *step = &lesson->steps[i];
        if (step->code != NULL && step->kind != LESSON_QUIZ) {
            status = prove_step(&prover, step);
        }
    }
    return status;
}
