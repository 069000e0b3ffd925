// The order of an explanation: what CPython's first pass raises itself, the recognisers, then
// "invalid syntax" or an indentation error; and at last a mistake that the tokenizer has found
// further on, which beats all of them.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/lang/syntax/explain.h"
#include "core/lang/syntax/syntax_explain.h"

// More than enough for any statement that a person wrote.
enum { FUEL = 2000000 };

// ---- errors

static bool fail(struct explain *explain, enum syntax_kind kind, struct ast_span span,
                 const char *format, va_list arguments)
{
    char message[512];
    vsnprintf(message, sizeof message, format, arguments);
    syntax_fail(explain->parser->error, explain->parser->arena, kind, span, "%s%s",
                explain->parser->in_format ? "f-string: " : "", message);
    return true;
}

bool explain_span(struct explain *explain, struct ast_span span, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail(explain, SYNTAX_ERROR, span, format, arguments);
    va_end(arguments);
    return true;
}

bool explain_token(struct explain *explain, size_t at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail(explain, SYNTAX_ERROR, token_span(explain->tokens, at), format, arguments);
    va_end(arguments);
    return true;
}

struct ast_span explain_place(const struct explain *explain, size_t at)
{
    const struct source *source = explain->tokens->source;
    struct ast_span span = token_span(explain->tokens, at);
    enum token_kind kind = explain_kind(explain, at);
    if (kind == TOKEN_DEDENT || kind == TOKEN_INDENT || kind == TOKEN_END) {
        span.end_line = 0;
        bool behind = explain->tokens->items[at].start == source->length &&
                      span.line > source->first_line && span.column == 0;
        span.line -= behind;
    }
    return span;
}

struct ast_span explain_between(struct ast_span first, struct ast_span last)
{
    return (struct ast_span){first.line, first.column, last.end_line, last.end_column};
}

// ---- trials

// The source can't be read past this token.
static bool is_limit(const struct tokens *tokens, size_t index)
{
    return tokens->items[index].kind == TOKEN_ERROR ||
           (tokens->items[index].kind == TOKEN_END && tokens->stop == TOKEN_STOP_BRACKET);
}

static void begin_trial(struct explain *explain, struct parser *trial, struct syntax_error *error,
                        size_t at)
{
    arena_finish(&explain->arena);
    *trial = (struct parser){
        .arena = &explain->arena,
        .tokens = explain->tokens,
        .error = error,
        .at = at,
        .in_format = explain->parser->in_format,
        .format_depth = explain->parser->format_depth,
        .trial = true,
    };
}

static void end_trial(struct explain *explain, const struct parser *trial, size_t at)
{
    size_t reached = trial->at > trial->furthest ? trial->at : trial->furthest;
    explain->reached = reached > explain->reached ? reached : explain->reached;
    explain->fuel -= reached - at < explain->fuel ? reached - at + 1 : explain->fuel;
    if (is_limit(explain->tokens, reached)) {
        explain->beyond = true;
    }
}

struct ast_node *explain_read(struct explain *explain, explain_reader *reader, size_t at,
                              size_t *ret_end)
{
    struct parser trial;
    struct syntax_error error = {0};
    if (explain->fuel == 0 || at >= explain->tokens->count) {
        return NULL;
    }
    begin_trial(explain, &trial, &error, at);
    struct ast_node *node = reader(&trial);
    end_trial(explain, &trial, at);
    *ret_end = trial.at;
    return error.set ? NULL : node;
}

size_t explain_clauses(struct explain *explain, size_t at, struct ast_span *ret_last)
{
    struct parser trial;
    struct syntax_error error = {0};
    struct ast_clause *clauses;
    size_t count;
    if (explain->fuel == 0 || explain_kind(explain, at) != TOKEN_FOR) {
        return 0;
    }
    begin_trial(explain, &trial, &error, at);
    bool read = parser_clauses(&trial, &clauses, &count) && count > 0;
    end_trial(explain, &trial, at);
    if (!read) {
        return 0;
    }
    const struct ast_clause *last = &clauses[count - 1];
    const struct ast_node *end = last->conditions.count > 0
                                     ? last->conditions.items[last->conditions.count - 1]
                                     : last->iterable;
    *ret_last = end->span;
    return trial.at;
}

// ---- tokens

bool explain_is_word(const struct explain *explain, size_t at, const char *word)
{
    const struct token *token = &explain->tokens->items[at];
    size_t length = strlen(word);
    return token->end - token->start == length &&
           memcmp(explain->tokens->source->text + token->start, word, length) == 0;
}

static bool opens(enum token_kind kind)
{
    return kind == TOKEN_LEFT_PAREN || kind == TOKEN_LEFT_BRACKET || kind == TOKEN_LEFT_BRACE;
}

static bool closes(enum token_kind kind)
{
    return kind == TOKEN_RIGHT_PAREN || kind == TOKEN_RIGHT_BRACKET || kind == TOKEN_RIGHT_BRACE;
}

ptrdiff_t explain_opener(const struct explain *explain, size_t at, size_t from)
{
    int depth = 0;
    while (at-- > from) {
        enum token_kind kind = explain_kind(explain, at);
        if (closes(kind)) {
            depth++;
        } else if (opens(kind) && depth-- == 0) {
            return (ptrdiff_t)at;
        }
    }
    return EXPLAIN_NONE;
}

size_t explain_skip_bracket(const struct explain *explain, size_t at, size_t limit)
{
    int depth = 0;
    for (; at < limit; at++) {
        enum token_kind kind = explain_kind(explain, at);
        depth += opens(kind) - closes(kind);
        if (depth == 0) {
            return at + 1;
        }
    }
    return limit;
}

bool explain_ends_value(enum token_kind kind)
{
    return kind == TOKEN_NAME || kind == TOKEN_STRING || kind == TOKEN_NUMBER ||
           kind == TOKEN_NONE || kind == TOKEN_TRUE || kind == TOKEN_FALSE ||
           kind == TOKEN_ELLIPSIS || closes(kind);
}

enum explain_region explain_region_of(const struct explain *explain, ptrdiff_t opener)
{
    if (opener == EXPLAIN_NONE) {
        return EXPLAIN_STATEMENT;
    }
    size_t at = (size_t)opener;
    enum token_kind kind = explain_kind(explain, at);
    if (kind == TOKEN_LEFT_BRACE) {
        return EXPLAIN_BRACES;
    }
    enum token_kind before = at > explain->line ? explain_kind(explain, at - 1) : TOKEN_NEWLINE;
    bool clings = explain_ends_value(before);
    if (kind == TOKEN_LEFT_BRACKET) {
        return clings ? EXPLAIN_SUBSCRIPT : EXPLAIN_LIST;
    }
    if (!clings) {
        return EXPLAIN_GROUP;
    }
    bool definition = at >= explain->line + 2 && explain_kind(explain, at - 2) == TOKEN_DEF;
    return definition ? EXPLAIN_PARAMETERS : EXPLAIN_CALL;
}

// ---- targets

const char *explain_expression_name(const struct ast_node *node)
{
    static const char *const names[] = {
        [AST_NONE] = "None",
        [AST_TRUE] = "True",
        [AST_FALSE] = "False",
        [AST_ELLIPSIS] = "ellipsis",
        [AST_INT] = "literal",
        [AST_FLOAT] = "literal",
        [AST_STRING] = "literal",
        [AST_BYTES] = "literal",
        [AST_FSTRING] = "f-string expression",
        [AST_FORMAT] = "f-string expression",
        [AST_NAME] = "name",
        [AST_TUPLE] = "tuple",
        [AST_LIST] = "list",
        [AST_SET] = "set display",
        [AST_DICT] = "dict literal",
        [AST_UNARY] = "expression",
        [AST_BINARY] = "expression",
        [AST_AND] = "expression",
        [AST_OR] = "expression",
        [AST_COMPARE] = "comparison",
        [AST_IF_ELSE] = "conditional expression",
        [AST_CALL] = "function call",
        [AST_ATTRIBUTE] = "attribute",
        [AST_SUBSCRIPT] = "subscript",
        [AST_SLICE] = "slice",
        [AST_STARRED] = "starred",
        [AST_LAMBDA] = "lambda",
        [AST_NAMED] = "named expression",
        [AST_LIST_COMPREHENSION] = "list comprehension",
        [AST_SET_COMPREHENSION] = "set comprehension",
        [AST_DICT_COMPREHENSION] = "dict comprehension",
        [AST_GENERATOR] = "generator expression",
        [AST_YIELD] = "yield expression",
        [AST_YIELD_FROM] = "yield expression",
    };
    return names[node->kind];
}

const struct ast_node *explain_bad_target(const struct ast_node *node, enum explain_target use)
{
    if (node->kind == AST_TUPLE || node->kind == AST_LIST) {
        for (size_t i = 0; i < node->sequence.count; i++) {
            const struct ast_node *bad = explain_bad_target(node->sequence.items[i], use);
            if (bad != NULL) {
                return bad;
            }
        }
        return NULL;
    }
    if (node->kind == AST_STARRED) {
        return use == EXPLAIN_DELETED ? node : explain_bad_target(node->starred, use);
    }
    if (node->kind == AST_COMPARE && use == EXPLAIN_LOOPED) {
        // `for a in b` reads as a comparison
        return node->compare.operators[0] == AST_IN ? explain_bad_target(node->compare.left, use)
                                                    : NULL;
    }
    return parser_is_single_target(node) ? NULL : node;
}

bool explain_target(struct explain *explain, const struct ast_node *node, enum explain_target use)
{
    const struct ast_node *bad = explain_bad_target(node, use);
    return bad != NULL &&
           explain_span(explain, bad->span,
                        use == EXPLAIN_DELETED ? "cannot delete %s" : "cannot assign to %s",
                        explain_expression_name(bad));
}

// ---- the order

static bool ends_line(enum token_kind kind)
{
    return kind == TOKEN_NEWLINE || kind == TOKEN_INDENT || kind == TOKEN_DEDENT;
}

static bool is_header(enum token_kind kind)
{
    static const bool headers[TOKEN_KINDS] = {
        [TOKEN_IF] = true,   [TOKEN_ELIF] = true, [TOKEN_ELSE] = true,   [TOKEN_WHILE] = true,
        [TOKEN_FOR] = true,  [TOKEN_TRY] = true,  [TOKEN_EXCEPT] = true, [TOKEN_FINALLY] = true,
        [TOKEN_WITH] = true, [TOKEN_DEF] = true,  [TOKEN_CLASS] = true,
    };
    return headers[kind];
}

// Where the statement in that line begins which the parser could not read.
static size_t statement_start(const struct explain *explain)
{
    size_t start = explain->line;
    bool header = is_header(explain_kind(explain, start));
    int lambdas = 0;
    for (size_t at = explain->line; at < explain->index;) {
        enum token_kind kind = explain_kind(explain, at);
        if (opens(kind)) {
            at = explain_skip_bracket(explain, at, explain->index);
            continue;
        }
        at++;
        lambdas += kind == TOKEN_LAMBDA;
        if (kind == TOKEN_SEMICOLON || (kind == TOKEN_COLON && header && lambdas == 0)) {
            start = at;
            header = false;
        } else if (kind == TOKEN_COLON && lambdas > 0) {
            lambdas--;
        }
    }
    return start;
}

static void unclosed(struct parser *parser)
{
    const struct tokens *tokens = parser->tokens;
    const struct token *opener = &tokens->items[tokens->opener];
    parser_fail(parser, tokens->opener, "'%c' was never closed",
                tokens->source->text[opener->start]);
}

// Returns whether a mistake of the tokenizer's further on is preferred.
static bool generic(struct explain *explain)
{
    size_t index = explain->index;
    enum token_kind kind = explain_kind(explain, index);
    if (kind == TOKEN_INDENT || kind == TOKEN_DEDENT) {
        syntax_fail(explain->parser->error, explain->parser->arena, SYNTAX_INDENTATION,
                    explain_place(explain, index),
                    kind == TOKEN_INDENT ? "unexpected indent" : "unexpected unindent");
        return false;
    }
    return explain_span(explain, explain_place(explain, index), "invalid syntax");
}

// match is no keyword, so it is only known by what follows: a block of cases.
static bool refuse_match(struct explain *explain)
{
    size_t at = explain->line;
    if (!explain_is_word(explain, at, "match")) {
        return false;
    }
    while (at < explain->tokens->count && !ends_line(explain_kind(explain, at)) &&
           explain_kind(explain, at) != TOKEN_ERROR && explain_kind(explain, at) != TOKEN_END) {
        at++;
    }
    if (at + 2 >= explain->tokens->count || explain_kind(explain, at - 1) != TOKEN_COLON ||
        explain_kind(explain, at + 1) != TOKEN_INDENT ||
        !explain_is_word(explain, at + 2, "case")) {
        return false;
    }
    parser_refuse(explain->parser, explain->line, "'match'", "write if, elif and else");
    return true;
}

static bool look(struct explain *explain)
{
    static bool (*const recognisers[])(struct explain *) = {
        refuse_match, explain_forced, explain_dicts, explain_expressions, explain_statement,
    };
    for (size_t i = 0; i < sizeof recognisers / sizeof *recognisers; i++) {
        if (recognisers[i](explain) || explain->beyond) {
            return true;
        }
    }
    return generic(explain);
}

// A source that can't be tokenized to its end: CPython reports that in preference, an unclosed
// bracket only when the mistake is in a later line than the bracket.
static void prefer_token_error(struct parser *parser, size_t reached)
{
    const struct tokens *tokens = parser->tokens;
    if (tokens->error.set && !tokens->error_waits) {
        *parser->error = tokens->error;
    } else if (tokens->stop == TOKEN_STOP_BRACKET &&
               tokens->items[reached].line > tokens->items[tokens->opener].line) {
        *parser->error = (struct syntax_error){0};
        unclosed(parser);
    }
}

static bool is_refusal(const struct syntax_error *error)
{
    return error->set && strncmp(error->message, "ranksh has no ", 14) == 0;
}

void syntax_explain(struct parser *parser)
{
    const struct tokens *tokens = parser->tokens;
    if (parser->error->set) {
        if (!is_refusal(parser->error)) {
            prefer_token_error(parser, parser->furthest);
        }
        return;
    }
    struct explain explain = {
        .parser = parser,
        .tokens = tokens,
        .index = parser->furthest,
        .line = parser->furthest,
        .fuel = FUEL,
        .reached = parser->furthest,
        .beyond = is_limit(tokens, parser->furthest),
    };
    while (explain.line > 0 && !ends_line(explain_kind(&explain, explain.line - 1))) {
        explain.line--;
    }
    explain.statement = statement_start(&explain);
    bool preferred = true;
    if (!explain.beyond) {
        explain.assigns = explain_is_assignment(&explain, explain.statement);
        explain.beyond = false;
        preferred = look(&explain);
    }
    if (explain.beyond && !parser->error->set) {
        if (tokens->error.set) {
            *parser->error = tokens->error;
        } else {
            unclosed(parser);
        }
    } else if (preferred && !is_refusal(parser->error)) {
        prefer_token_error(parser, explain.reached);
    }
    if (explain.arena.failed) {
        parser->arena->failed = true;
    }
    arena_finish(&explain.arena);
}
