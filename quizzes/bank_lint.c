#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "quizzes/bank_lint.h"
#include "quizzes/number.h"
#include "quizzes/outcome.h"
#include "quizzes/question_check.h"

// ---- lengths

static bool shows_choices(const struct question *question)
{
    return question->kind == QUESTION_SINGLE || question->kind == QUESTION_MULTIPLE ||
           question->kind == QUESTION_PREDICT;
}

struct bank_lint_lengths bank_lint_lengths(const struct bank *bank)
{
    struct bank_lint_lengths lengths = {0};
    for (size_t i = 0; i < bank_count(bank); i++) {
        const struct question *question = bank_question(bank, i);
        if (!shows_choices(question)) {
            continue;
        }
        size_t longest = 0, ties = 0, right_ties = 0, right = 0;
        for (size_t k = 0; k < question->option_count; k++) {
            size_t length = question_option_length(&question->options[k]);
            if (length > longest) {
                longest = length;
                ties = right_ties = 0;
            }
            ties += length == longest;
            right_ties += length == longest && question->options[k].right;
            right += question->options[k].right;
        }
        lengths.questions++;
        lengths.longest += (double)right_ties / (double)ties;
        lengths.expected += (double)right / (double)question->option_count;
    }
    return lengths;
}

// ---- texts that are nearly the same: shared words over all words

enum { MAX_WORDS = 512 };

struct words {
    uint64_t hashes[MAX_WORDS]; // sorted, each once
    size_t count;
};

static int compare_hashes(const void *first, const void *second)
{
    uint64_t a = *(const uint64_t *)first, b = *(const uint64_t *)second;
    return (a > b) - (a < b);
}

static void collect_words(const char *text, struct words *words)
{
    uint64_t hash = 0;
    for (;; text++) {
        if (isalnum((unsigned char)*text) || *text == '_') {
            hash = (hash ^ (uint64_t)tolower((unsigned char)*text)) * 0x100000001B3u + 1;
            continue;
        }
        if (hash != 0 && words->count < MAX_WORDS) {
            words->hashes[words->count++] = hash;
        }
        hash = 0;
        if (*text == '\0') {
            return;
        }
    }
}

static void sort_words(struct words *words)
{
    qsort(words->hashes, words->count, sizeof *words->hashes, compare_hashes);
    size_t kept = 0;
    for (size_t i = 0; i < words->count; i++) {
        if (kept == 0 || words->hashes[kept - 1] != words->hashes[i]) {
            words->hashes[kept++] = words->hashes[i];
        }
    }
    words->count = kept;
}

static double likeness(const struct words *first, const struct words *second)
{
    size_t shared = 0, i = 0, k = 0;
    while (i < first->count && k < second->count) {
        int order = compare_hashes(&first->hashes[i], &second->hashes[k]);
        shared += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    size_t all = first->count + second->count - shared;
    return all > 0 ? (double)shared / (double)all : 0;
}

static bool question_words(const struct question *question, struct words *words)
{
    struct text text = {0};
    page_plain(&question->stem, &text);
    for (size_t i = 0; i < question->option_count; i++) {
        page_plain(&question->options[i].text, &text);
    }
    text_add(&text, question->order != NULL ? question->order : "");
    collect_words(text_string(&text), words);
    sort_words(words);
    bool fine = !text.failed;
    text_finish(&text);
    return fine;
}

static void find_alike(const struct bank *bank, const struct words *words, size_t count,
                       struct problems *problems)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct question *one = bank_question(bank, i), *other = bank_question(bank, k);
            if (words[i].count >= 8 && likeness(&words[i], &words[k]) > 0.85) {
                problems_add(problems, PROBLEM_WARNING, one->file, one->line,
                             "ask something else, or make them a family with other code",
                             "nearly the same text as `%s` (%s:%d)", other->id, other->file,
                             other->line);
            }
        }
    }
}

enum status bank_lint_texts(const struct bank *bank, struct problems *problems)
{
    size_t count = bank_count(bank);
    struct words *words = calloc(count + 1, sizeof *words);
    bool fine = words != NULL;
    for (size_t i = 0; i < count && fine; i++) {
        fine = question_words(bank_question(bank, i), &words[i]);
    }
    if (fine) {
        find_alike(bank, words, count, problems);
        struct bank_lint_lengths lengths = bank_lint_lengths(bank);
        if (lengths.questions >= 20 &&
            lengths.longest > lengths.expected + 0.2 * (double)lengths.questions) {
            problems_add(
                problems, PROBLEM_ERROR, "bank", 0, "shorten keys, or say more in the others",
                "the key is the longest option in %.0f of %zu questions; chance gives %.0f",
                lengths.longest, lengths.questions, lengths.expected);
        }
    }
    free(words);
    return fine && !problems->failed ? STATUS_OK
                                     : status_fail(STATUS_MEMORY, "no memory for the lint");
}

// ---- running

struct prover {
    const struct question *question;
    const struct trial_runner *runner;
    struct problems *problems;
};

static void contradict(struct prover *prover, int line, const char *what, const char *why)
{
    size_t length = strlen(why);
    while (length > 0 && why[length - 1] == '\n') {
        length--;
    }
    problems_add(prover->problems, PROBLEM_ERROR, prover->question->file,
                 line > 0 ? line : prover->question->line, NULL, "%s: %s%s%.*s",
                 prover->question->id, what, length > 0 ? ": " : "", (int)length, why);
}

// Runs `code` behind the setup; STATUS_INVALID when the job itself failed, which is reported.
static enum status run_code(struct prover *prover, const char *code, bool check,
                            struct trial_result *ret_result)
{
    const struct question *question = prover->question;
    struct trial_request request = {
        .setup = question->setup,
        .code = code,
        .ranks = question->launch,
        .check = check ? question->check : NULL,
        .check_ranks = question->check_ranks,
        .check_count = question->check_rank_count,
    };
    struct trial_result result = {0};
    enum status status = prover->runner->run(prover->runner->context, &request, &result);
    if (status == STATUS_INTERRUPTED || status == STATUS_MEMORY) {
        return status;
    }
    if (status != STATUS_OK) {
        contradict(prover, 0, "the code could not be run", status_message());
        return STATUS_INVALID;
    }
    *ret_result = result;
    return STATUS_OK;
}

static void expect_check(struct prover *prover, const struct trial_result *result, const char *what)
{
    if (trial_passed(result)) {
        return;
    }
    struct text why = {0};
    for (size_t i = 0; i < result->count; i++) {
        const struct trial_rank *rank = &result->ranks[i];
        if (rank->checked && !rank->check_passed) {
            text_addf(&why, "rank %d: check %s%s\n", rank->rank,
                      rank->check_error[0] != '\0' ? "raised " : "was false", rank->check_error);
        }
        if (rank->error_type[0] != '\0') {
            text_addf(&why, "rank %d: %s: %s\n", rank->rank, rank->error_type, rank->error);
        }
    }
    contradict(prover, 0, what, text_string(&why));
    text_finish(&why);
}

static enum status prove_ends(struct prover *prover, const char *code, const char *ends, int line,
                              bool check)
{
    struct trial_result result;
    enum status status = run_code(prover, code, check, &result);
    if (status != STATUS_OK) {
        return status;
    }
    struct text why = {0};
    if (!outcome_ends_agree(ends, &result, &why)) {
        contradict(prover, line, "the code ends otherwise", text_string(&why));
    } else if (check) {
        expect_check(prover, &result, "the check fails");
    }
    text_finish(&why);
    trial_result_finish(&result);
    return STATUS_OK;
}

static enum status prove_predict(struct prover *prover)
{
    struct trial_result result;
    enum status status = run_code(prover, prover->question->code, false, &result);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < prover->question->option_count; i++) {
        const struct question_option *option = &prover->question->options[i];
        struct text why = {0};
        bool ends = outcome_ends_agree(option->ends, &result, &why);
        bool agrees = outcome_prints_agree(&option->text, &result, &why) && ends;
        if (agrees != option->right) {
            contradict(prover, option->line,
                       option->right ? "the key isn't what happens"
                                     : "a wrong option is what happens",
                       text_string(&why));
        }
        text_finish(&why);
    }
    trial_result_finish(&result);
    return STATUS_OK;
}

// The broken code must fail in some way, the solution must pass.
static enum status prove_fix(struct prover *prover)
{
    const struct question *question = prover->question;
    struct trial_result result;
    enum status status = run_code(prover, question->code, true, &result);
    if (status != STATUS_OK) {
        return status;
    }
    struct text why = {0};
    bool fine = trial_passed(&result) && outcome_ends_agree(NULL, &result, NULL);
    if (fine) {
        contradict(prover, 0, "the code that is to be mended passes", "");
    } else if (question->ends != NULL && !outcome_ends_agree(question->ends, &result, &why)) {
        contradict(prover, 0, "the broken code ends otherwise", text_string(&why));
    }
    text_finish(&why);
    trial_result_finish(&result);
    status = run_code(prover, question->solution, true, &result);
    if (status == STATUS_OK) {
        expect_check(prover, &result, "the solution fails");
        trial_result_finish(&result);
    }
    return status;
}

static enum status prove_order(struct prover *prover)
{
    struct trial_result result;
    enum status status = run_code(prover, prover->question->order, true, &result);
    if (status == STATUS_OK) {
        expect_check(prover, &result, "the given order fails");
        trial_result_finish(&result);
    }
    return status;
}

// When the code prints one number, that is the key.
static enum status prove_number(struct prover *prover)
{
    const struct question *question = prover->question;
    struct trial_result result;
    enum status status = run_code(prover, question->code, question->check != NULL, &result);
    if (status != STATUS_OK) {
        return status;
    }
    char *printed = result.count > 0 ? trial_printed(&result.ranks[0]) : NULL;
    double number;
    for (size_t i = 0; i < question->option_count && printed != NULL; i++) {
        const struct question_option *option = &question->options[i];
        if (option->right && number_read(printed, question->unit, &number) &&
            !number_agrees(number, option->number, question->tolerance,
                           question->tolerance_relative)) {
            contradict(prover, option->line, "the code prints another number", printed);
        }
    }
    free(printed);
    struct text why = {0};
    if (!outcome_ends_agree(question->ends, &result, &why)) {
        contradict(prover, 0, "the code ends otherwise", text_string(&why));
    }
    text_finish(&why);
    trial_result_finish(&result);
    return STATUS_OK;
}

// Options of single and multiple questions that say how their own code ends.
static enum status prove_options(struct prover *prover)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < prover->question->option_count && status == STATUS_OK; i++) {
        const struct question_option *option = &prover->question->options[i];
        struct text code = {0};
        if (option->ends != NULL && page_code(&option->text, &code)) {
            status = prove_ends(prover, text_string(&code), option->ends, option->line, false);
            status = status == STATUS_INVALID ? STATUS_OK : status;
        }
        text_finish(&code);
    }
    return status;
}

enum status bank_lint_run(const struct question *question, const struct trial_runner *runner,
                          struct problems *problems)
{
    struct prover prover = {.question = question, .runner = runner, .problems = problems};
    enum status status = STATUS_OK;
    switch (question->kind) {
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
        if (question->code != NULL) {
            status =
                prove_ends(&prover, question->code, question->ends, 0, question->check != NULL);
        }
        if (status == STATUS_OK || status == STATUS_INVALID) {
            status = prove_options(&prover);
        }
        break;
    case QUESTION_PREDICT:
        status = prove_predict(&prover);
        break;
    case QUESTION_FIX:
        status = prove_fix(&prover);
        break;
    case QUESTION_ORDER:
        status = prove_order(&prover);
        break;
    case QUESTION_NUMBER:
        status = question->code != NULL ? prove_number(&prover) : STATUS_OK;
        break;
    case QUESTION_KINDS:
        break;
    }
    return status == STATUS_INVALID ? STATUS_OK : status;
}
