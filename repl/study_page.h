// What the screens of quizzes and lessons share: pages shown, lines read.
#ifndef RANKSH_REPL_STUDY_PAGE_H
#define RANKSH_REPL_STUDY_PAGE_H

#include "core/diag/page.h"
#include "repl/lab.h"

void study_page_styled(struct lab *lab, enum style style, const char *line);
void study_page_print(struct lab *lab, const struct page *page); // NULL is an empty page
void study_page_indented(struct lab *lab, const char *first, const struct page *page);

// Reads a line into `line`, which is emptied first. False: the learner left with Ctrl-C, or with
// Ctrl-D, and then leaves the lab as well.
bool study_page_read(struct lab *lab, const char *prompt, struct text *line);

#endif
