// From source text to syntax tree.
//
//     struct parse parse;
//     parse_init(&parse, source, PARSE_FILE);
//     if (parse.state == PARSE_COMPLETE) ... parse.body ...
//     parse_finish(&parse);
//
// A tree that is COMPLETE is valid Python 3.11 that ranksh runs, but for what needs scopes: the
// compiler refuses a misplaced `global` or `nonlocal`.
#ifndef RANKSH_CORE_LANG_PARSE_H
#define RANKSH_CORE_LANG_PARSE_H

#include "core/base/arena.h"
#include "core/lang/syntax/ast.h"
#include "core/lang/syntax/source.h"
#include "core/lang/syntax/syntax.h"

enum parse_state {
    PARSE_COMPLETE, // `body` holds the statements
    PARSE_PENDING,  // PARSE_INTERACTIVE only: valid so far, and more must follow
    PARSE_ERROR,    // `error` says what is wrong
};

enum parse_mode {
    // A whole program, nothing follows.
    PARSE_FILE,
    // What was typed so far, one or more lines. PENDING at an end inside brackets, a triple-quoted
    // string or a block, behind a backslash or a decorator; a compound statement at the end wants
    // an empty line behind it, as at CPython's prompt.
    PARSE_INTERACTIVE,
};

struct parse {
    enum parse_state state;
    struct source *source; // a reference
    struct arena arena;    // the tree, its texts, the messages
    struct ast_list body;
    struct syntax_error error;
    struct syntax_warning *warnings; // in source order, each once a line
    size_t warning_count;
    bool lazy_annotations; // from __future__ import annotations: they are not evaluated
    bool future;           // inside syntax_check: such an import may still come
    // Blanks that the next line of a PENDING source would get: the depth of its innermost block.
    uint32_t indent;
};

// Reads all of `source`. Never fails otherwise than by state PARSE_ERROR; no memory is one
// (class SYNTAX_MEMORY). Takes a reference of its own to `source`.
void parse_init(struct parse *parse, struct source *source, enum parse_mode mode);
void parse_finish(struct parse *parse);

#endif
