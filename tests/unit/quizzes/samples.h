// A small bank of every kind of question, and a runner that runs nothing.
#ifndef RANKSH_TESTS_UNIT_QUIZZES_SAMPLES_H
#define RANKSH_TESTS_UNIT_QUIZZES_SAMPLES_H

#include "quizzes/bank.h"
#include "quizzes/quiz.h"
#include "tests/unit/store/fixture.h"

static const char samples[] =
    "# Samples\n\n"
    "### Why does it fail?\n"
    "<!-- id: why; kind: single; topics: init; family: fail; source: practice -->\n"
    "No launcher.\n\n```python\ninit(rank=0)\n```\n> Which number is missing?\n\n"
    "- [x] Nothing says how many. <!-- key: size -->\n  > Yes: world_size.\n"
    "- [ ] The rank is text. <!-- key: text; misconception: rank-type -->\n  > It is an int.\n"
    "- [ ] The backend is wrong. <!-- key: backend; misconception: wrong-backend -->\n  > No.\n\n"
    "1. One step.\n2. Two steps.\n\n**Check:** both numbers.\n\n"
    "### Why does that fail?\n"
    "<!-- id: why-two; topics: init; family: fail -->\nOther words.\n\n"
    "- [ ] Because. <!-- key: because; misconception: rank-type -->\n  > No.\n"
    "- [x] Size. <!-- key: size -->\n  > Yes.\n"
    "- [ ] Port. <!-- key: port; misconception: rank-type -->\n  > No.\n\nSo.\n\n"
    "### Which ranks print?\n"
    "<!-- id: which; kind: multiple; topics: ranks; launch: 4 -->\n\n"
    "- [x] rank 0 <!-- key: zero -->\n  > Yes.\n"
    "- [x] rank 1 <!-- key: one -->\n  > Yes.\n"
    "- [ ] rank 9 <!-- key: nine; misconception: too-many -->\n  > There are four.\n\nSo.\n\n"
    "### What is printed?\n"
    "<!-- id: printed; kind: predict; topics: ranks; launch: 2 -->\n"
    "```python\nprint(rank)\n```\n\n"
    "- [x] `[0] 0`, `[1] 1` <!-- key: own -->\n  > Yes.\n"
    "- [ ] `[0-1] 0` <!-- key: zeros; misconception: all-zero -->\n  > No.\n"
    "- [ ] Nothing. <!-- key: none; misconception: silent; ends: ValueError@1 -->\n  > "
    "No.\n\nSo.\n\n"
    "### Mend it\n"
    "<!-- id: mend; kind: fix; topics: loop; launch: 2 -->\n"
    "```python\nbroken\n```\n```python solution\nmended\n```\n```python check\nfine()\n```\n"
    "> Look at the end.\n\n"
    "- [ ] It raises. <!-- key: raises; misconception: raises-it; ends: ValueError -->\n"
    "  > The value is no good.\n\n"
    "1. Mended.\n\n"
    "### Put in order\n"
    "<!-- id: order; kind: order; topics: loop -->\n"
    "```python order\nfor x in y:\n    first()\n    second()\n```\n```python check\nTrue\n```\n\n"
    "- [ ] `    third()` <!-- key: third; misconception: third-time -->\n  > Not needed.\n\nSo.\n\n"
    "### How much?\n"
    "<!-- id: much; source: practice; kind: number; topics: cost; unit: GB; tolerance: 1% -->\n\n"
    "- [x] 1.5 GB <!-- key: right -->\n  > Yes.\n"
    "- [ ] 3 GB <!-- key: double; misconception: forgot-half -->\n  > Halve it.\n\nSo.\n";

static const char sample_misconceptions[] =
    "# List\n\n## rank-type\n\n- Idea: A rank is text.\n- True: It is an int.\n- Bites: early\n\n"
    "## wrong-backend\n\n## too-many\n\n## all-zero\n\n## silent\n\n## raises-it\n\n"
    "## third-time\n\n## forgot-half\n";

static inline struct bank *samples_load(const char *text, struct problems *problems)
{
    struct pack_file source = {"ranksh", "samples.md", text, strlen(text), true};
    struct bank *bank = NULL;
    assert_ok(bank_load_sources(&source, 1, sample_misconceptions, problems, &bank));
    return bank;
}

static inline struct bank *samples_bank(void)
{
    struct problems problems = {0};
    struct bank *bank = samples_load(samples, &problems);
    struct text text = {0};
    for (size_t i = 0; i < problems.count; i++) {
        problem_print(&problems.items[i], &text);
    }
    if (problems.errors > 0) {
        fail_msg("%s", text_string(&text));
    }
    text_finish(&text);
    problems_finish(&problems);
    return bank;
}

static inline void samples_set(char **field, const char *value, enum status *status)
{
    char *copy = strdup(value);
    if (copy == NULL) {
        *status = status_fail(STATUS_MEMORY, "no memory for a result");
        return;
    }
    free(*field);
    *field = copy;
}

// Code that contains "mended" or is in the right order passes its check; "broken" raises a
// ValueError on every rank; `print(rank)` prints it.
static inline enum status samples_run(void *context, const struct trial_request *request,
                                      struct trial_result *ret_result)
{
    ++*(int *)context;
    struct trial_result result;
    size_t ranks = request->ranks > 0 ? (size_t)request->ranks : 1;
    enum status status = trial_result_init(&result, ranks);
    for (size_t i = 0; i < ranks && status == STATUS_OK; i++) {
        struct trial_rank *rank = &result.ranks[i];
        rank->checked = request->check != NULL;
        rank->check_passed = strstr(request->code, "mended") != NULL ||
                             strstr(request->code, "first()\n    second()") != NULL;
        if (strstr(request->code, "broken") != NULL) {
            samples_set(&rank->error_type, "ValueError", &status);
            samples_set(&rank->error, "broken", &status);
            rank->checked = false;
        }
        if (strstr(request->code, "print(rank)") != NULL) {
            char line[16];
            snprintf(line, sizeof line, "%zu\n", i);
            samples_set(&rank->output, line, &status);
        }
    }
    if (status == STATUS_OK) {
        *ret_result = result;
    } else {
        trial_result_finish(&result);
    }
    return status;
}

#endif
