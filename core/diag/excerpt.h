// A source line and its carets as a terminal shows them: by columns, not characters, and cut to
// what fits.
#ifndef RANKSH_CORE_DIAG_EXCERPT_H
#define RANKSH_CORE_DIAG_EXCERPT_H

#include <stddef.h>

#include "core/base/text.h"

// What to show of a line. All places count characters from 0.
struct excerpt {
    const char *line;                    // without its end
    size_t length;                       // bytes
    size_t start, end;                   // what to mark; equal: nothing
    size_t operator_start, operator_end; // marked ^ where the rest is ~; equal: no operator
};

// Adds two lines (one when nothing is marked), each behind `indent` blanks and none wider than
// `columns` (0: no limit), the mark in sight. A tab counts four columns, a wide character two, a
// combining one none; what is cut off becomes an ellipsis.
void excerpt_add(const struct excerpt *excerpt, size_t indent, size_t columns, struct text *out);

#endif
