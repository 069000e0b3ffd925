// A line cut into words as a shell would: blanks part them, quotes and backslashes keep them whole.
#ifndef RANKSH_REPL_WORDS_H
#define RANKSH_REPL_WORDS_H

#include <stddef.h>

#include "core/base/status.h"

struct words {
    char **items; // NULL-terminated
    size_t count;
    char *text; // what they stand in
};

// STATUS_INVALID: a quote does not end. words_finish frees the result.
enum status words_split(const char *line, size_t length, struct words *ret_words);
void words_finish(struct words *words);

// Reads a whole number in [low, high]. `what` names it in the message of STATUS_INVALID.
enum status words_number(const char *word, const char *what, long low, long high, long *ret_number);

#endif
