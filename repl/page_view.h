// Pages of teaching text as this terminal shows them: wrapped to its width, code and emphasis in
// colour. In plain mode page_plain() does it.
#ifndef RANKSH_REPL_PAGE_VIEW_H
#define RANKSH_REPL_PAGE_VIEW_H

#include "core/diag/page.h"
#include "repl/terminal.h"

// Adds the page, a blank line between blocks, a newline at its end. NULL is an empty page.
void page_view_add(const struct terminal *terminal, const struct page *page, struct text *out);

// The same with `first` before the first line and blanks of its width before the others: for
// options ("  a) ") and remarks.
void page_view_add_indented(const struct terminal *terminal, const struct page *page,
                            const char *first, struct text *out);

#endif
