// Prose in a terminal: lines end between words.
#ifndef RANKSH_REPL_WRAP_H
#define RANKSH_REPL_WRAP_H

#include "core/base/text.h"
#include "repl/terminal.h"

// Adds `text` with its lines cut at blanks so that none is wider than the terminal, less `margin`
// columns; what is cut off goes on below, indented by four. Plain terminals get the text as it is.
void wrap_add(const struct terminal *terminal, size_t margin, const char *text, struct text *out);

#endif
