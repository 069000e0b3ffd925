// Files to run.
#ifndef RANKSH_REPL_SCRIPT_H
#define RANKSH_REPL_SCRIPT_H

#include <stddef.h>

#include "core/base/status.h"

// Reads a script ("-": standard input) and checks that it can be a program: UTF-8, no zero bytes.
// The caller frees `*ret_text`. The message is a sentence for the learner.
enum status script_load(const char *path, char **ret_text, size_t *ret_length);

#endif
