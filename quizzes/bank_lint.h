// What only the lint looks at: things that need the whole bank, and keys proven by running.
#ifndef RANKSH_QUIZZES_BANK_LINT_H
#define RANKSH_QUIZZES_BANK_LINT_H

#include "core/diag/problem.h"
#include "core/diag/trial.h"
#include "quizzes/bank.h"

// How often the right option of single, multiple and predict questions is (among) the longest,
// against what chance would give.
struct bank_lint_lengths {
    size_t questions;
    double longest;  // questions whose key is the longest option; a tie counts as its share
    double expected; // the sum of 1 / options
};

struct bank_lint_lengths bank_lint_lengths(const struct bank *bank);

// Questions with nearly the same text, and a key that the longest option gives away over the bank
// (more than chance and a fifth, from 20 questions up). STATUS_MEMORY.
enum status bank_lint_texts(const struct bank *bank, struct problems *problems);

// Runs the code of one question and compares: ends, prints, checks, solutions. What the runtime
// contradicts is an error. The runner's own failure is a problem too; STATUS_INTERRUPTED and
// STATUS_MEMORY end it.
enum status bank_lint_run(const struct question *question, const struct trial_runner *runner,
                          struct problems *problems);

#endif
