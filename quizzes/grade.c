#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "quizzes/grade.h"
#include "quizzes/number.h"
#include "quizzes/outcome.h"
#include "quizzes/random.h"

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for the answer");
}

// ---- the sheet

static bool add_piece(struct grade_sheet *sheet, char *piece)
{
    if (piece == NULL || sheet->count == GRADE_MAX_PIECES) {
        free(piece);
        return false;
    }
    sheet->pieces[sheet->count++] = piece;
    return true;
}

static bool cut_pieces(struct grade_sheet *sheet)
{
    const struct question *question = sheet->question;
    for (const char *at = question->order; *at != '\0'; at += *at == '\n') {
        size_t length = strcspn(at, "\n");
        if (length > 0 && !add_piece(sheet, strndup(at, length))) {
            return false;
        }
        at += length;
    }
    sheet->line_count = sheet->count;
    for (size_t i = 0; i < question->option_count; i++) {
        struct text decoy = {0};
        if (!page_code(&question->options[i].text, &decoy)) {
            page_plain(&question->options[i].text, &decoy);
        }
        if (!add_piece(sheet, text_take(&decoy))) {
            return false;
        }
    }
    return true;
}

static bool is_key_order(const struct grade_sheet *sheet)
{
    for (size_t i = 0; i < sheet->line_count; i++) {
        if (sheet->order[i] != i) {
            return false;
        }
    }
    return true;
}

enum status grade_sheet_init(const struct question *question, uint64_t seed,
                             struct grade_sheet *ret_sheet)
{
    struct grade_sheet sheet = {.question = question, .count = question->option_count};
    if (question->kind == QUESTION_ORDER) {
        sheet.count = 0;
        if (!cut_pieces(&sheet)) {
            grade_sheet_finish(&sheet);
            return no_memory();
        }
    } else if (question->kind == QUESTION_FIX || question->kind == QUESTION_NUMBER) {
        sheet.count = 0; // their options are known mistakes, not choices
    }
    do { // pieces that lie in order already would ask nothing
        random_order(seed++, sheet.order, sheet.count);
    } while (question->kind == QUESTION_ORDER && sheet.count > 1 && is_key_order(&sheet));
    *ret_sheet = sheet;
    return STATUS_OK;
}

void grade_sheet_finish(struct grade_sheet *sheet)
{
    for (size_t i = 0; i < GRADE_MAX_PIECES; i++) {
        free(sheet->pieces[i]);
    }
    *sheet = (struct grade_sheet){0};
}

void grade_answer_finish(struct grade_answer *answer)
{
    free(answer->chosen);
    free(answer->cells);
    free(answer->report);
    *answer = (struct grade_answer){0};
}

const char *grade_ask(const struct question *question)
{
    static const char *const asks[] = {
        [QUESTION_SINGLE] = "a letter (`b`, or `b,` when not sure)",
        [QUESTION_MULTIPLE] = "all letters that apply (`bd`, or `bd,` when not sure)",
        [QUESTION_PREDICT] = "a letter (`b`, or `b,` when not sure)",
        [QUESTION_FIX] = "mend the code: Enter begins",
        [QUESTION_ORDER] = "the letters in order (`cab`, or `cab,` when not sure)",
        [QUESTION_NUMBER] = "a number (`12`, or `12,` when not sure)",
    };
    return question->kind < QUESTION_KINDS ? asks[question->kind] : "";
}

// ---- choices

// The place that a letter or digit means; SIZE_MAX: none.
static size_t place_of(char character, size_t count, bool digits)
{
    size_t place = SIZE_MAX;
    if (isalpha((unsigned char)character)) {
        place = (size_t)(tolower((unsigned char)character) - 'a');
    } else if (digits && character >= '1' && character <= '9') {
        place = (size_t)(character - '1');
    }
    return place < count ? place : SIZE_MAX;
}

static enum status bad_choice(const struct grade_sheet *sheet)
{
    static const char *const wants[] = {
        [QUESTION_SINGLE] = "one letter",
        [QUESTION_MULTIPLE] = "one letter or several",
        [QUESTION_PREDICT] = "one letter",
        [QUESTION_ORDER] = "each letter once, at least two, in your order",
    };
    return status_fail(STATUS_INVALID, "that is no answer: %s from a to %c",
                       wants[sheet->question->kind], (char)('a' + sheet->count - 1));
}

// Letters, with blanks and commas between them, each at most once.
static enum status read_letters(const struct grade_sheet *sheet, const char *line, size_t length,
                                struct grade_answer *answer)
{
    bool used[GRADE_MAX_PIECES] = {0};
    for (size_t i = 0; i < length; i++) {
        if (line[i] == ' ' || line[i] == ',') {
            continue;
        }
        size_t place = place_of(line[i], sheet->count, true);
        if (place == SIZE_MAX || used[place]) {
            return bad_choice(sheet);
        }
        used[place] = true;
        answer->picked[answer->picked_count++] = sheet->order[place];
    }
    bool one =
        sheet->question->kind == QUESTION_SINGLE || sheet->question->kind == QUESTION_PREDICT;
    size_t least = sheet->question->kind == QUESTION_ORDER ? 2 : 1;
    bool fits = answer->picked_count >= least && (!one || answer->picked_count == 1);
    return fits ? STATUS_OK : bad_choice(sheet);
}

static bool is_picked(const struct grade_answer *answer, size_t option)
{
    for (size_t i = 0; i < answer->picked_count; i++) {
        if (answer->picked[i] == option) {
            return true;
        }
    }
    return false;
}

// Ranks of a prediction: is the chosen option right about each?
static void predict_cells(const struct question *question, const struct question_option *said,
                          struct text *cells)
{
    const struct question_option *key = NULL;
    for (size_t i = 0; i < question->option_count; i++) {
        key = question->options[i].right ? &question->options[i] : key;
    }
    int ranks = question->launch > 0 ? question->launch : 1;
    for (int rank = 0; rank < ranks && key != NULL; rank++) {
        text_addf(cells, "%s%d=%d", rank > 0 ? "," : "", rank,
                  outcome_same(&said->text, said->ends, &key->text, key->ends, rank));
    }
}

static void choice_cells(const struct question *question, const struct grade_answer *answer,
                         struct text *cells)
{
    for (size_t i = 0; i < question->option_count; i++) {
        text_addf(cells, "%s%s=%d", i > 0 ? "," : "", question->options[i].key,
                  is_picked(answer, i) == question->options[i].right);
    }
}

static enum status grade_choice(const struct grade_sheet *sheet, struct grade_answer *answer)
{
    const struct question *question = sheet->question;
    struct text chosen = {0}, cells = {0};
    answer->right = true;
    for (size_t i = 0; i < question->option_count; i++) { // in the file's order: the same keys
        const struct question_option *option = &question->options[i];
        bool picked = is_picked(answer, i);
        answer->right = answer->right && picked == option->right;
        if (picked) {
            text_addf(&chosen, "%s%s", chosen.length > 0 ? "," : "", option->key);
        }
        bool better = answer->said == NULL || (answer->said->right && !option->right);
        if (picked && better) {
            answer->said = option;
            answer->misconception = option->misconception;
        }
    }
    if (question->kind == QUESTION_MULTIPLE) {
        choice_cells(question, answer, &cells);
    } else if (question->kind == QUESTION_PREDICT && answer->said != NULL) {
        predict_cells(question, answer->said, &cells);
    }
    answer->chosen = text_take(&chosen);
    answer->cells = cells.length > 0 ? text_take(&cells) : NULL;
    bool failed = answer->chosen == NULL || cells.failed;
    text_finish(&cells);
    return failed ? no_memory() : STATUS_OK;
}

// ---- numbers

static enum status grade_number(const struct grade_sheet *sheet, const char *line, size_t length,
                                struct grade_answer *answer)
{
    const struct question *question = sheet->question;
    char *typed = strndup(line, length);
    double number = 0;
    if (typed == NULL) {
        return no_memory();
    }
    if (!number_read(typed, question->unit, &number)) {
        free(typed);
        return question->unit[0] != '\0'
                   ? status_fail(STATUS_INVALID, "type a number of %s, as `1.5` or `1.5 %s`",
                                 question->unit, question->unit)
                   : status_fail(STATUS_INVALID, "type a number, as `12` or `1.5`");
    }
    answer->chosen = typed;
    for (size_t i = 0; i < question->option_count; i++) {
        const struct question_option *option = &question->options[i];
        bool agrees = number_agrees(number, option->number, question->tolerance,
                                    question->tolerance_relative);
        if (agrees && (answer->said == NULL || option->right)) {
            answer->said = option;
            answer->misconception = option->misconception;
            answer->right = option->right;
        }
    }
    return STATUS_OK;
}

// ---- code

static void report_rank(const struct trial_rank *rank, struct text *report)
{
    if (rank->error_type[0] != '\0') {
        text_addf(report, "rank %d: %s: %s\n", rank->rank, rank->error_type, rank->error);
    } else if (rank->state != TRIAL_IDLE) {
        text_addf(report, "rank %d: %s\n", rank->rank, trial_state_name(rank->state));
    } else if (rank->checked && !rank->check_passed) {
        text_addf(report, "rank %d: %s%s\n", rank->rank,
                  rank->check_error[0] != '\0' ? "the check raised " : "the check is not true",
                  rank->check_error);
    }
}

static enum status run_and_check(const struct question *question, const char *code,
                                 const struct trial_runner *runner, struct grade_answer *answer)
{
    struct trial_request request = {
        .setup = question->setup,
        .code = code,
        .ranks = question->launch,
        .check = question->check,
        .check_ranks = question->check_ranks,
        .check_count = question->check_rank_count,
    };
    struct trial_result result = {0};
    enum status status = runner->run(runner->context, &request, &result);
    if (status != STATUS_OK) {
        return status;
    }
    answer->right = trial_passed(&result);
    struct text report = {0};
    for (size_t i = 0; i < result.count; i++) {
        report_rank(&result.ranks[i], &report);
        for (size_t k = 0; k < question->option_count && answer->said == NULL; k++) {
            const struct question_option *option = &question->options[k];
            if (!answer->right && option->ends != NULL &&
                outcome_ends_agree(option->ends, &result, NULL)) {
                answer->said = option;
                answer->misconception = option->misconception;
            }
        }
    }
    trial_result_finish(&result);
    bool failed = report.failed;
    answer->report = report.length > 0 && !answer->right ? text_take(&report) : NULL;
    text_finish(&report);
    return failed ? no_memory() : STATUS_OK;
}

enum status grade_code(const struct grade_sheet *sheet, const char *code, bool unsure,
                       const struct trial_runner *runner, struct grade_answer *ret_answer)
{
    if (runner == NULL) {
        return status_fail(STATUS_UNSUPPORTED, "there are no ranks to run this on");
    }
    struct grade_answer answer = {.unsure = unsure, .chosen = strdup(code)};
    enum status status =
        answer.chosen != NULL ? run_and_check(sheet->question, code, runner, &answer) : no_memory();
    if (status != STATUS_OK) {
        grade_answer_finish(&answer);
        return status;
    }
    *ret_answer = answer;
    return STATUS_OK;
}

// ---- order

static bool follows_key(const struct grade_sheet *sheet, const struct grade_answer *answer)
{
    bool same = answer->picked_count == sheet->line_count;
    for (size_t i = 0; i < answer->picked_count && same; i++) {
        same = strcmp(sheet->pieces[answer->picked[i]], sheet->pieces[i]) == 0;
    }
    return same;
}

static enum status grade_order(const struct grade_sheet *sheet, const struct trial_runner *runner,
                               struct grade_answer *answer)
{
    const struct question *question = sheet->question;
    struct text chosen = {0}, cells = {0}, code = {0};
    for (size_t i = 0; i < answer->picked_count; i++) {
        size_t piece = answer->picked[i];
        bool decoy = piece >= sheet->line_count;
        const struct question_option *option =
            decoy ? &question->options[piece - sheet->line_count] : NULL;
        text_addf(&chosen, i > 0 ? ",%zu" : "%zu", piece);
        text_addf(&cells, "%s%zu=%d", i > 0 ? "," : "", i,
                  i < sheet->line_count && strcmp(sheet->pieces[piece], sheet->pieces[i]) == 0);
        text_addf(&code, "%s\n", sheet->pieces[piece]);
        if (decoy && answer->said == NULL) {
            answer->said = option;
            answer->misconception = option->misconception;
        }
    }
    answer->right = follows_key(sheet, answer);
    enum status status = chosen.failed || cells.failed || code.failed ? no_memory() : STATUS_OK;
    if (status == STATUS_OK && !answer->right && answer->said == NULL && runner != NULL) {
        status = run_and_check(question, code.data, runner, answer); // another order may do as well
    }
    answer->chosen = text_take(&chosen);
    answer->cells = text_take(&cells);
    text_finish(&code);
    bool failed = answer->chosen == NULL || answer->cells == NULL;
    return status == STATUS_OK && failed ? no_memory() : status;
}

// ---- lines

enum status grade_line(const struct grade_sheet *sheet, const char *line,
                       const struct trial_runner *runner, struct grade_answer *ret_answer)
{
    line += strspn(line, " \t");
    size_t length = strlen(line);
    struct grade_answer answer = {0};
    while (length > 0 && strchr(" \t\r\n,", line[length - 1]) != NULL) {
        answer.unsure |= line[length - 1] == ',';
        length--;
    }
    enum status status = STATUS_OK;
    switch (sheet->question->kind) {
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_PREDICT:
        status = read_letters(sheet, line, length, &answer);
        status = status == STATUS_OK ? grade_choice(sheet, &answer) : status;
        break;
    case QUESTION_ORDER:
        status = read_letters(sheet, line, length, &answer);
        status = status == STATUS_OK ? grade_order(sheet, runner, &answer) : status;
        break;
    case QUESTION_NUMBER:
        status = grade_number(sheet, line, length, &answer);
        break;
    case QUESTION_FIX:
    case QUESTION_KINDS:
        status = status_fail(STATUS_INVALID, "%s", grade_ask(sheet->question));
        break;
    }
    if (status != STATUS_OK) {
        grade_answer_finish(&answer);
        return status;
    }
    *ret_answer = answer;
    return STATUS_OK;
}

void grade_restore(const struct grade_sheet *sheet, const char *chosen, struct grade_answer *answer)
{
    const struct question *question = sheet->question;
    for (size_t i = 0; i < question->option_count; i++) {
        const struct question_option *option = &question->options[i];
        size_t length = strlen(option->key);
        for (const char *at = chosen; *at != '\0'; at += *at == ',') {
            size_t part = strcspn(at, ",");
            if (part == length && memcmp(at, option->key, part) == 0 &&
                answer->picked_count < GRADE_MAX_PIECES) {
                answer->picked[answer->picked_count++] = i;
                if (answer->said == NULL || answer->said->right) {
                    answer->said = option;
                }
            }
            at += part;
        }
    }
}
