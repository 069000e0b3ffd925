// Inside the parser: what its files share. Each file reads one part of the grammar, by recursive
// descent over the tokens; the floors are
//
//     parse -> parse_block -> parse_definition, parse_statement -> parse_expression -> ...
//
// with calls upwards (a lambda in an atom) through parser_expression and its like below. A function
// that can't go on leaves `at` at the token that it can't use and returns NULL or false. What the
// token should have been is not its business: syntax_explain.c finds out later.
#ifndef RANKSH_CORE_LANG_PARSER_H
#define RANKSH_CORE_LANG_PARSER_H

#include "core/base/arena.h"
#include "core/lang/syntax/ast.h"
#include "core/lang/syntax/syntax.h"
#include "core/lang/syntax/token.h"

struct parser {
    struct arena *arena;
    const struct tokens *tokens;
    struct syntax_error *error; // set when the mistake is known already
    size_t at;                  // the next token
    size_t furthest;            // the last one that somebody could not use
    unsigned depth;             // of expressions and blocks
    unsigned format_depth;      // of f-strings inside format specs
    bool in_format;             // the tokens are an f-string's expression
    // A trial of syntax_explain.c: what can't be read to its end counts up to where it could, as a
    // PEG parser would take it.
    bool trial;
    void (*explain)(struct parser *parser); // sets the error; for f-strings
};

static inline enum token_kind parser_kind(const struct parser *parser)
{
    return (enum token_kind)parser->tokens->items[parser->at].kind;
}

// The kind of the token behind the next one.
static inline enum token_kind parser_second(const struct parser *parser)
{
    enum token_kind kind = parser_kind(parser);
    return kind == TOKEN_END || kind == TOKEN_ERROR
               ? kind
               : (enum token_kind)parser->tokens->items[parser->at + 1].kind;
}

// ---- parser.c: tokens and nodes

// The next token can't be used. Returns NULL.
void *parser_stop(struct parser *parser);

// Steps over the next token if it is of that kind.
bool parser_accept(struct parser *parser, enum token_kind kind);

// The same, or stops.
bool parser_expect(struct parser *parser, enum token_kind kind);

// The part from `at` on could not be read. NULL; but in a trial what was read before, if no error
// is known yet.
struct ast_node *parser_fall_back(struct parser *parser, size_t at, struct ast_node *before);

// Guards recursion: false (and the error) when it goes too deep.
bool parser_enter(struct parser *parser);
static inline void parser_leave(struct parser *parser)
{
    parser->depth--;
}

// The mistake is known: CPython's words for the token at `index`. Returns NULL.
void *parser_fail(struct parser *parser, size_t index, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// A feature that ranksh hasn't got, with the way round it or NULL. Returns NULL.
void *parser_refuse(struct parser *parser, size_t index, const char *what, const char *hint);

// A new node that reaches from token `first` to the last one read. NULL: no memory.
struct ast_node *parser_node(struct parser *parser, enum ast_kind kind, size_t first);

// The same for a statement that has read a block: it ends before the block's NEWLINE and DEDENT.
struct ast_node *parser_block_node(struct parser *parser, enum ast_kind kind, size_t first);

// The text of a token, in the arena.
struct ast_text parser_text(struct parser *parser, size_t index);

// A name and where it stands; stops when the next token is none.
bool parser_name(struct parser *parser, struct ast_name *ret_name);

// Grows an array in the arena to hold one more. False: no memory.
bool parser_grow(struct parser *parser, void **items, size_t count, size_t *capacity, size_t size);

// A list that is being read.
struct parser_list {
    struct ast_list list;
    size_t capacity;
};
bool parser_append(struct parser *parser, struct parser_list *list, struct ast_node *node);

// ---- parse_expression.c
struct ast_node *parser_expression(struct parser *parser);       // no walrus, no star
struct ast_node *parser_disjunction(struct parser *parser);      // no if-else, no lambda
struct ast_node *parser_binary(struct parser *parser);           // no comparison: a | b
struct ast_node *parser_named(struct parser *parser);            // or NAME := expression
struct ast_node *parser_star_named(struct parser *parser);       // or *binary
struct ast_node *parser_star_expression(struct parser *parser);  // expression or *binary
struct ast_node *parser_star_expressions(struct parser *parser); // a tuple when commas follow
struct ast_node *parser_yield(struct parser *parser);

// The targets of a for: a name, attribute, item, or a tuple of them.
struct ast_node *parser_targets(struct parser *parser);
struct ast_node *parser_target(struct parser *parser); // a single one, or in brackets

// Whether a node may stand left of `=` (starred: inside a tuple or list), of `+=`, behind `del`.
bool parser_is_target(const struct ast_node *node, bool starred);
bool parser_is_single_target(const struct ast_node *node);
bool parser_is_deletable(const struct ast_node *node);

// ---- parse_atom.c
struct ast_node *parser_atom(struct parser *parser);
struct ast_node *parser_primary(struct parser *parser); // an atom with its calls, items, attributes

// One or more `for … in … if …`.
bool parser_clauses(struct parser *parser, struct ast_clause **ret_clauses, size_t *ret_count);

// What stands between the parentheses of a call or class, and the closing one.
bool parser_arguments(struct parser *parser, struct ast_list *ret_arguments,
                      struct ast_keywords *ret_keywords);

// ---- parse_parameters.c: up to and without the `)` or the lambda's `:`
bool parser_parameters(struct parser *parser, bool lambda, struct ast_parameters *ret_parameters);

// ---- parse_literal.c, parse_format.c
struct ast_node *parser_number(struct parser *parser);
struct ast_node *parser_strings(struct parser *parser); // neighbours too

// Adds the parts of the f-string text [start, end) that begins in the line of that index.
struct parser_format {
    struct parser_list parts;
    struct text *text; // what was read since the last part
    size_t first;      // the string's first token, and what messages point at
    bool raw;
};
bool parser_format(struct parser *parser, struct parser_format *format, uint32_t start,
                   uint32_t end, uint32_t line);
bool parser_format_flush(struct parser *parser, struct parser_format *format);

// Adds what the characters [at, end) of a literal mean to `text`: escapes are undone unless `raw`.
bool parser_unescape(struct parser *parser, const char *at, const char *end, bool raw, bool bytes,
                     struct text *text);

// ---- parse_statement.c: `a; b; c` and the end of the line
bool parser_line(struct parser *parser, struct parser_list *list);

// ---- parse_block.c, parse_definition.c
bool parser_statements(struct parser *parser, struct ast_list *ret_body); // up to DEDENT or END
bool parser_block(struct parser *parser, struct ast_list *ret_body);      // behind the colon
struct ast_node *parser_definition(struct parser *parser); // def, class, and their decorators

#endif
