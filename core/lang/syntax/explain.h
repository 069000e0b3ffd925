// Inside syntax_explain: what its recognisers share.
//
// A recogniser looks at the tokens around the one that the parser could not use and, if it sees the
// mistake that it knows, sets the error in CPython's words and returns true. They stand in tables,
// in the order in which CPython's second pass tries its invalid_ rules: the first one wins.
#ifndef RANKSH_CORE_LANG_EXPLAIN_H
#define RANKSH_CORE_LANG_EXPLAIN_H

#include "core/lang/syntax/parser.h"

enum { EXPLAIN_NONE = -1 };

// What a bracket opens, or a line.
enum explain_region {
    EXPLAIN_STATEMENT,
    EXPLAIN_GROUP,      // ( of an expression or tuple
    EXPLAIN_CALL,       // ( of a call or of a class's bases
    EXPLAIN_PARAMETERS, // ( of a def
    EXPLAIN_LIST,
    EXPLAIN_SUBSCRIPT,
    EXPLAIN_BRACES,
};

struct explain {
    struct parser *parser; // the one that stopped
    const struct tokens *tokens;
    size_t index;       // the token that could not be used
    size_t line;        // the first token of its logical line
    size_t statement;   // of its statement: behind a `;` or the colon of a header in the same line
    bool assigns;       // the statement begins with a valid assignment
    struct arena arena; // trees of trials
    size_t fuel;        // tokens that trials may still read
    size_t reached;     // the last token that a trial has looked at
    int names;          // in a row, behind the one that is looked at
    bool beyond;        // a trial ran into the end of what could be tokenized
};

typedef bool explain_fn(struct explain *explain, size_t at);

static inline enum token_kind explain_kind(const struct explain *explain, size_t at)
{
    return (enum token_kind)explain->tokens->items[at].kind;
}

// Sets the error for a node, a token, or everything from one span's start to another's end. True.
bool explain_span(struct explain *explain, struct ast_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool explain_token(struct explain *explain, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// A token's span; but the ends of lines and blocks have no place to point at.
struct ast_span explain_place(const struct explain *explain, size_t at);
struct ast_span explain_between(struct ast_span first, struct ast_span last);

// Reads a part of the grammar from token `at` on, as far as it goes. The tree, or NULL, and the
// token behind it.
typedef struct ast_node *explain_reader(struct parser *parser);
struct ast_node *explain_read(struct explain *explain, explain_reader *reader, size_t at,
                              size_t *ret_end);

// The same for `for … in …` clauses: the token behind them, 0 when there are none; and the end of
// the last condition or iterable.
size_t explain_clauses(struct explain *explain, size_t at, struct ast_span *ret_last);

// Whether a token is that word: match, print.
bool explain_is_word(const struct explain *explain, size_t at, const char *word);

// The token of the bracket that is open at `at`, looking back to `from`; EXPLAIN_NONE: none.
ptrdiff_t explain_opener(const struct explain *explain, size_t at, size_t from);
bool explain_ends_value(enum token_kind kind); // a value may end with such a token
enum explain_region explain_region_of(const struct explain *explain, ptrdiff_t opener);

// The token behind the bracket that `at` opens, but not past `limit`.
size_t explain_skip_bracket(const struct explain *explain, size_t at, size_t limit);

// The part of a target that can't be assigned to or deleted, NULL: all of it can.
enum explain_target { EXPLAIN_ASSIGNED, EXPLAIN_LOOPED, EXPLAIN_DELETED };
const struct ast_node *explain_bad_target(const struct ast_node *node, enum explain_target use);

// "function call", "literal", …: what a message calls an expression.
const char *explain_expression_name(const struct ast_node *node);

// "cannot assign to …" or "cannot delete …" for a tree with such a part.
bool explain_target(struct explain *explain, const struct ast_node *node, enum explain_target use);

// explain_expression.c: where expressions begin, and what brackets hold.
bool explain_expressions(struct explain *explain);

// The items of the dicts around; CPython's first pass looks for these.
bool explain_dicts(struct explain *explain);

// explain_bracket.c: what follows an opening bracket; `first` is the token behind it.
bool explain_call(struct explain *explain, size_t first);
bool explain_group(struct explain *explain, size_t first);
bool explain_comprehension(struct explain *explain, size_t first, bool parentheses);
bool explain_dict(struct explain *explain, size_t first);
bool explain_dict_comprehension(struct explain *explain, size_t first);

// explain_parameters.c: `at` is the first token behind the `(` or the word lambda.
bool explain_parameters(struct explain *explain, size_t at, bool lambda);

// explain_statement.c: before and after the expressions have been looked at.
bool explain_forced(struct explain *explain);
bool explain_statement(struct explain *explain);

// Whether a valid assignment begins at `at`, whatever comes behind it.
bool explain_is_assignment(struct explain *explain, size_t at);

#endif
