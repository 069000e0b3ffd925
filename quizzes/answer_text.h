// Answers as pages for reading: what was given, what is right.
#ifndef RANKSH_QUIZZES_ANSWER_TEXT_H
#define RANKSH_QUIZZES_ANSWER_TEXT_H

#include "quizzes/question.h"

// Adds what an answer had chosen, from the form in which answers are stored; nothing for what the
// question doesn't have any more. False: no memory.
bool answer_text_given(const struct question *question, const char *chosen, struct page *page);

// Adds the right answer. False: no memory.
bool answer_text_key(const struct question *question, struct page *page);

#endif
