// Questions from Moodle's text format into ours.
#ifndef RANKSH_QUIZZES_GIFT_H
#define RANKSH_QUIZZES_GIFT_H

#include <stddef.h>

#include "core/base/status.h"
#include "core/base/text.h"
#include "core/diag/problem.h"

// Reads GIFT and adds a question file in our format to `out`: ids and keys are made from titles and
// texts, missing feedback is marked TODO. Multiple choice (with weights too), true/false and numbers
// come over; matching, short answers and essays don't and are named as warnings, as is every TODO.
// STATUS_MEMORY; STATUS_INVALID when there is no question in it.
enum status gift_read(const char *file, const char *gift, size_t length, struct text *out,
                      struct problems *problems);

#endif
