// Finds CPython's words for a source that the parser could not read.
#ifndef RANKSH_CORE_LANG_SYNTAX_EXPLAIN_H
#define RANKSH_CORE_LANG_SYNTAX_EXPLAIN_H

struct parser;

// The parser has stopped at `furthest`: sets its error, if it isn't set already.
void syntax_explain(struct parser *parser);

#endif
