// What is wrong or odd with a tree that the grammar allows: CPython finds these after parsing.
#ifndef RANKSH_CORE_LANG_SYNTAX_CHECK_H
#define RANKSH_CORE_LANG_SYNTAX_CHECK_H

struct parse;

// Walks the whole tree: sets the parse's error at the first mistake, collects its warnings, notes
// which functions are generators.
void syntax_check(struct parse *parse);

#endif
