// What can be said about one question without running anything; used while files are read.
#ifndef RANKSH_QUIZZES_QUESTION_CHECK_H
#define RANKSH_QUIZZES_QUESTION_CHECK_H

#include "quizzes/question.h"

// Adds what is wrong or doubtful. A missing feedback is an error in the built-in files, else a
// warning.
void question_check(const struct question *question, struct problems *problems);

// Columns that an option takes on screen: what a guesser sees.
size_t question_option_length(const struct question_option *option);

// Fills `revision`. False: no memory.
bool question_hash(struct question *question);

#endif
