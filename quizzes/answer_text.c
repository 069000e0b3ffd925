#include <stdlib.h>
#include <string.h>

#include "quizzes/answer_text.h"
#include "quizzes/grade.h"

static bool add_options(const struct question *question, const bool *wanted, struct page *page)
{
    bool fine = true;
    for (size_t i = 0; i < question->option_count && fine; i++) {
        fine = !wanted[i] || page_copy(&question->options[i].text, page);
    }
    return fine;
}

static bool add_chosen(const struct question *question, const char *chosen, struct page *page)
{
    bool wanted[GRADE_MAX_PIECES] = {false};
    struct grade_sheet sheet = {.question = question};
    struct grade_answer answer = {0};
    grade_restore(&sheet, chosen, &answer);
    for (size_t i = 0; i < answer.picked_count; i++) {
        wanted[answer.picked[i]] = true;
    }
    return add_options(question, wanted, page);
}

// The pieces by their numbers, one a line.
static bool add_order(const struct question *question, const char *chosen, struct page *page)
{
    struct grade_sheet sheet;
    struct text code = {0};
    if (grade_sheet_init(question, 1, &sheet) != STATUS_OK) {
        return false;
    }
    for (const char *at = chosen; *at != '\0';) {
        char *end;
        unsigned long piece = strtoul(at, &end, 10);
        if (end == at) {
            break;
        }
        if (piece < sheet.count) {
            text_addf(&code, "%s\n", sheet.pieces[piece]);
        }
        at = end + (*end == ',');
    }
    grade_sheet_finish(&sheet);
    bool fine = !code.failed && (code.length == 0 || page_add(page, PAGE_CODE, code.data));
    text_finish(&code);
    return fine;
}

bool answer_text_given(const struct question *question, const char *chosen, struct page *page)
{
    switch (question->kind) {
    case QUESTION_FIX:
        return page_add(page, PAGE_CODE, chosen);
    case QUESTION_ORDER:
        return add_order(question, chosen, page);
    case QUESTION_NUMBER:
        return page_add(page, PAGE_PARAGRAPH, chosen);
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_PREDICT:
        return add_chosen(question, chosen, page);
    case QUESTION_KINDS:
        break;
    }
    return true;
}

bool answer_text_key(const struct question *question, struct page *page)
{
    bool wanted[GRADE_MAX_PIECES] = {false};
    for (size_t i = 0; i < question->option_count && i < GRADE_MAX_PIECES; i++) {
        wanted[i] = question->options[i].right;
    }
    switch (question->kind) {
    case QUESTION_FIX:
        return page_add(page, PAGE_CODE, question->solution);
    case QUESTION_ORDER:
        return page_add(page, PAGE_CODE, question->order);
    case QUESTION_NUMBER:
    case QUESTION_SINGLE:
    case QUESTION_MULTIPLE:
    case QUESTION_PREDICT:
        return add_options(question, wanted, page);
    case QUESTION_KINDS:
        break;
    }
    return true;
}
