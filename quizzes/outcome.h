// What a question says about running its code, compared with what happened.
//
// `ends` is words STATE[@RANKS], STATE = `ok`, `waits`, or the class of an exception; a rank that
// isn't named ends ok. What is printed is code spans `[RANKS] line`, in order; without brackets the
// line is for every rank.
#ifndef RANKSH_QUIZZES_OUTCOME_H
#define RANKSH_QUIZZES_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"
#include "core/diag/page.h"
#include "core/diag/trial.h"

bool outcome_valid_ends(const char *ends);

// Whether every rank ended as `ends` (NULL: fine on all) says. What differs goes to `why` (NULL:
// not wanted), a line each.
bool outcome_ends_agree(const char *ends, const struct trial_result *result, struct text *why);

// Whether every rank printed what the option's code spans say.
bool outcome_prints_agree(const struct page *option, const struct trial_result *result,
                          struct text *why);

// Whether two options say the same of one rank: for the cells that are logged.
bool outcome_same(const struct page *first, const char *first_ends, const struct page *second,
                  const char *second_ends, int rank);

#endif
