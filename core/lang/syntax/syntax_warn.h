// CPython's SyntaxWarnings: code that is valid and hardly meant.
#ifndef RANKSH_CORE_LANG_SYNTAX_WARN_H
#define RANKSH_CORE_LANG_SYNTAX_WARN_H

#include <stddef.h>

struct ast_node;
struct parse;

// Adds what CPython 3.11 would warn of at one node: a comparison, a call, a subscript, an assert.
void syntax_warn(struct parse *parse, const struct ast_node *node);

// Repeats the warnings from `first` on.
void syntax_warn_again(struct parse *parse, size_t first);

#endif
