// From what was typed to an answer, and whether it is right. Nothing here shows or saves anything.
#ifndef RANKSH_QUIZZES_GRADE_H
#define RANKSH_QUIZZES_GRADE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag/trial.h"
#include "quizzes/question.h"

enum { GRADE_MAX_PIECES = 26 };

// What is on screen for one question: options or pieces in shuffled order. The pieces of an order
// question are its lines, then its decoys.
struct grade_sheet {
    const struct question *question;
    size_t order[GRADE_MAX_PIECES]; // at each place: an option, or a piece
    size_t count;
    char *pieces[GRADE_MAX_PIECES]; // order questions: the text of each piece
    size_t line_count;              // how many of the pieces are lines of the key
};

enum status grade_sheet_init(const struct question *question, uint64_t seed,
                             struct grade_sheet *ret_sheet);
void grade_sheet_finish(struct grade_sheet *sheet);

struct grade_answer {
    bool right;
    bool unsure;
    char *chosen;                       // as answers are stored; never NULL
    char *cells;                        // or NULL
    const char *misconception;          // or NULL; the question's own
    const struct question_option *said; // the option whose feedback fits best; NULL: none
    size_t picked[GRADE_MAX_PIECES];    // options or pieces, as chosen
    size_t picked_count;
    char *report; // fix and order: what running it showed; NULL: nothing to say
};
void grade_answer_finish(struct grade_answer *answer);

// Reads a typed line. STATUS_INVALID with a message that says what is possible.
enum status grade_line(const struct grade_sheet *sheet, const char *line,
                       const struct trial_runner *runner, struct grade_answer *ret_answer);

// Runs edited code and its check. The runner's failures.
enum status grade_code(const struct grade_sheet *sheet, const char *code, bool unsure,
                       const struct trial_runner *runner, struct grade_answer *ret_answer);

// Makes again what a stored answer had chosen, for marks: the keys in `chosen`.
void grade_restore(const struct grade_sheet *sheet, const char *chosen,
                   struct grade_answer *answer);

// One line: which answers are possible.
const char *grade_ask(const struct question *question);

#endif
