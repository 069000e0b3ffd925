// What Tab offers: commands, ranks' names, and the call that frees a waiting rank.
#ifndef RANKSH_REPL_COMPLETE_H
#define RANKSH_REPL_COMPLETE_H

#include "repl/reader.h"

// A complete_fn; the context is the struct lab.
void complete_line(void *context, const char *before_cursor, struct completion *ret);

#endif
