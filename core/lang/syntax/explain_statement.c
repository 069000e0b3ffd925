// Mistakes in statements: their headers and blocks, what is assigned to, imported, deleted.
#include "core/lang/syntax/explain.h"

static enum token_kind head(const struct explain *explain)
{
    return explain_kind(explain, explain->statement);
}

// ---- what CPython's first pass insists on

// else if x:
static bool colon_behind_word(struct explain *explain)
{
    enum token_kind kind = explain_kind(explain, explain->line);
    return explain->index == explain->line + 1 &&
           (kind == TOKEN_ELSE || kind == TOKEN_TRY || kind == TOKEN_FINALLY) &&
           explain_token(explain, explain->index, "expected ':'");
}

// def f:, def f()
static bool function_header(struct explain *explain)
{
    size_t line = explain->line, index = explain->index, end;
    if (explain_kind(explain, line) != TOKEN_DEF || index < line + 2 ||
        explain_kind(explain, line + 1) != TOKEN_NAME) {
        return false;
    }
    if (index == line + 2) {
        return explain_token(explain, index, "expected '('");
    }
    size_t behind = explain_skip_bracket(explain, line + 2, index);
    if (explain_kind(explain, behind - 1) != TOKEN_RIGHT_PAREN ||
        explain_opener(explain, behind, line) != EXPLAIN_NONE) {
        return false;
    }
    if (explain_kind(explain, behind) == TOKEN_ARROW &&
        explain_read(explain, parser_expression, behind + 1, &end) != NULL) {
        behind = end;
    }
    return explain_kind(explain, behind) != TOKEN_COLON && !explain->beyond &&
           explain_token(explain, behind, "expected ':'");
}

// ---- headers without a colon, at the end of the line

// Each gives the token behind what it reads, 0 when it can't.

static size_t read_with_items(struct explain *explain, size_t at)
{
    size_t end;
    for (;; at = end + 1) {
        if (explain_read(explain, parser_expression, at, &end) == NULL) {
            return 0;
        }
        if (explain_kind(explain, end) == TOKEN_AS &&
            explain_read(explain, parser_target, end + 1, &end) == NULL) {
            return 0;
        }
        if (explain_kind(explain, end) != TOKEN_COMMA) {
            return end;
        }
    }
}

static size_t read_with(struct explain *explain, size_t at)
{
    size_t end = read_with_items(explain, at);
    if (end != explain->index && explain_kind(explain, at) == TOKEN_LEFT_PAREN) {
        end = read_with_items(explain, at + 1);
        end += end > 0 && explain_kind(explain, end) == TOKEN_COMMA;
        end = end > 0 && explain_kind(explain, end) == TOKEN_RIGHT_PAREN ? end + 1 : 0;
    }
    return end;
}

static size_t read_for(struct explain *explain, size_t at)
{
    size_t end;
    return explain_read(explain, parser_targets, at, &end) != NULL &&
                   explain_kind(explain, end) == TOKEN_IN &&
                   explain_read(explain, parser_star_expressions, end + 1, &end) != NULL
               ? end
               : 0;
}

static size_t read_class(struct explain *explain, size_t at)
{
    if (explain_kind(explain, at) != TOKEN_NAME) {
        return 0;
    }
    bool bases = explain_kind(explain, at + 1) == TOKEN_LEFT_PAREN;
    return bases ? explain_skip_bracket(explain, at + 1, explain->index) : at + 1;
}

static size_t read_except(struct explain *explain, size_t at)
{
    size_t end;
    if (explain_kind(explain, at) == TOKEN_NEWLINE) {
        return at;
    }
    if (explain_read(explain, parser_expression, at, &end) == NULL) {
        return 0;
    }
    bool named =
        explain_kind(explain, end) == TOKEN_AS && explain_kind(explain, end + 1) == TOKEN_NAME;
    return end + (named ? 2 : 0);
}

static size_t read_condition(struct explain *explain, size_t at)
{
    size_t end;
    return explain_read(explain, parser_named, at, &end) != NULL ? end : 0;
}

static bool missing_colon(struct explain *explain)
{
    static size_t (*const readers[TOKEN_KINDS])(struct explain *, size_t) = {
        [TOKEN_IF] = read_condition,  [TOKEN_ELIF] = read_condition, [TOKEN_WHILE] = read_condition,
        [TOKEN_FOR] = read_for,       [TOKEN_WITH] = read_with,      [TOKEN_CLASS] = read_class,
        [TOKEN_EXCEPT] = read_except,
    };
    return explain_kind(explain, explain->index) == TOKEN_NEWLINE &&
           readers[head(explain)] != NULL &&
           readers[head(explain)](explain, explain->statement + 1) == explain->index &&
           explain_token(explain, explain->index, "expected ':'");
}

// ---- blocks

static size_t line_start(const struct explain *explain, size_t at)
{
    while (at > 0 && explain_kind(explain, at - 1) != TOKEN_NEWLINE &&
           explain_kind(explain, at - 1) != TOKEN_INDENT &&
           explain_kind(explain, at - 1) != TOKEN_DEDENT) {
        at--;
    }
    return at;
}

// if x: and no indented line behind it
static bool missing_block(struct explain *explain)
{
    static const char *const names[TOKEN_KINDS] = {
        [TOKEN_IF] = "'if' statement",           [TOKEN_ELIF] = "'elif' statement",
        [TOKEN_ELSE] = "'else' statement",       [TOKEN_WHILE] = "'while' statement",
        [TOKEN_FOR] = "'for' statement",         [TOKEN_WITH] = "'with' statement",
        [TOKEN_TRY] = "'try' statement",         [TOKEN_EXCEPT] = "'except' statement",
        [TOKEN_FINALLY] = "'finally' statement", [TOKEN_DEF] = "function definition",
        [TOKEN_CLASS] = "class definition",
    };
    size_t index = explain->index;
    if (index < 2 || explain_kind(explain, index - 1) != TOKEN_NEWLINE ||
        explain_kind(explain, index - 2) != TOKEN_COLON) {
        return false;
    }
    size_t start = line_start(explain, index - 1);
    const char *name = names[explain_kind(explain, start)];
    if (name == NULL) {
        return false;
    }
    struct ast_span span = explain_place(explain, index);
    span.end_column = span.column;
    syntax_fail(explain->parser->error, explain->parser->arena, SYNTAX_INDENTATION, span,
                "expected an indented block after %s on line %u", name,
                token_span(explain->tokens, start).line);
    return true;
}

// The header of the block that ends right before the token, when one does.
static size_t header_before(const struct explain *explain, size_t at)
{
    int depth = 0;
    size_t end = at - 1;
    if (explain_kind(explain, end) == TOKEN_DEDENT) {
        for (;; end--) {
            enum token_kind kind = explain_kind(explain, end);
            depth += (kind == TOKEN_DEDENT) - (kind == TOKEN_INDENT);
            if (depth == 0 || end == 0) {
                break;
            }
        }
        end -= end > 0;
    }
    return line_start(explain, end);
}

// try: without except or finally
static bool lonely_try(struct explain *explain)
{
    size_t index = explain->index;
    if (index < 2 || explain->line != index) {
        return false;
    }
    if (explain_kind(explain, header_before(explain, index)) != TOKEN_TRY) {
        return false;
    }
    return explain_span(explain, explain_place(explain, index),
                        "expected 'except' or 'finally' block");
}

bool explain_forced(struct explain *explain)
{
    return colon_behind_word(explain) || function_header(explain) || missing_block(explain) ||
           lonely_try(explain);
}

// ---- single statements

// except A, B:
static bool several_exceptions(struct explain *explain)
{
    size_t end;
    if (head(explain) != TOKEN_EXCEPT) {
        return false;
    }
    struct ast_node *first = explain_read(explain, parser_expression, explain->statement + 1, &end);
    if (first == NULL || explain_kind(explain, end) != TOKEN_COMMA) {
        return false;
    }
    struct ast_span span = first->span;
    if (explain_read(explain, parser_star_expressions, end + 1, &end) == NULL) {
        return false;
    }
    if (explain_kind(explain, end) == TOKEN_AS) {
        end += 2;
    }
    if (explain_kind(explain, end) != TOKEN_COLON) {
        return false;
    }
    struct ast_span colon = token_span(explain->tokens, end);
    span.end_line = colon.line;
    span.end_column = colon.column;
    return explain_span(explain, span, "multiple exception types must be parenthesized");
}

// with a as f():
static bool with_target(struct explain *explain)
{
    size_t at = explain->statement + 1, end;
    if (head(explain) != TOKEN_WITH) {
        return false;
    }
    at += explain_kind(explain, at) == TOKEN_LEFT_PAREN &&
          explain_opener(explain, explain->index, explain->statement) == (ptrdiff_t)at;
    while (explain_read(explain, parser_expression, at, &end) != NULL) {
        if (explain_kind(explain, end) == TOKEN_AS) {
            struct ast_node *target = explain_read(explain, parser_expression, end + 1, &end);
            enum token_kind behind = target != NULL ? explain_kind(explain, end) : TOKEN_END;
            bool complete =
                behind == TOKEN_COMMA || behind == TOKEN_RIGHT_PAREN || behind == TOKEN_COLON;
            if (!complete || explain_target(explain, target, EXPLAIN_ASSIGNED)) {
                return complete;
            }
        }
        if (explain_kind(explain, end) != TOKEN_COMMA) {
            return false;
        }
        at = end + 1;
    }
    return false;
}

// from a import b,
static bool trailing_comma(struct explain *explain)
{
    return head(explain) == TOKEN_FROM && explain_kind(explain, explain->index) == TOKEN_NEWLINE &&
           explain_kind(explain, explain->index - 1) == TOKEN_COMMA &&
           explain_token(explain, explain->index,
                         "trailing comma not allowed without surrounding parentheses");
}

// del f()
static bool deleted(struct explain *explain)
{
    size_t end;
    if (head(explain) != TOKEN_DEL) {
        return false;
    }
    struct ast_node *node =
        explain_read(explain, parser_star_expressions, explain->statement + 1, &end);
    return node != NULL && !explain->beyond && explain_target(explain, node, EXPLAIN_DELETED);
}

// ---- assignments

// (a, b): int
static bool annotated(struct explain *explain, size_t at)
{
    size_t end, behind;
    struct ast_node *target = explain_read(explain, parser_star_named, at, &end);
    if (target == NULL) {
        return false;
    }
    struct ast_span span = target->span;
    enum ast_kind kind = target->kind;
    if (explain_kind(explain, end) == TOKEN_COMMA) {
        return explain_read(explain, parser_star_expressions, at, &end) != NULL &&
               explain_kind(explain, end) == TOKEN_COLON &&
               explain_read(explain, parser_expression, end + 1, &behind) != NULL &&
               explain_span(explain, span, "only single target (not tuple) can be annotated");
    }
    if (explain_kind(explain, end) != TOKEN_COLON || kind == AST_STARRED ||
        explain_read(explain, parser_expression, end + 1, &behind) == NULL) {
        return false;
    }
    if (kind == AST_TUPLE || kind == AST_LIST) {
        return explain_span(explain, span, "only single target (not %s) can be annotated",
                            kind == AST_TUPLE ? "tuple" : "list");
    }
    return explain_span(explain, span, "illegal target for annotation");
}

// Steps over `target =` as often as it goes.
static size_t skip_targets(struct explain *explain, size_t at)
{
    size_t end;
    while (explain_read(explain, parser_targets, at, &end) != NULL &&
           explain_kind(explain, end) == TOKEN_ASSIGN) {
        at = end + 1;
    }
    return at;
}

// f() = 1
static bool assigned(struct explain *explain, size_t start)
{
    size_t end, at = skip_targets(explain, start);
    if (explain_kind(explain, at) == TOKEN_YIELD) {
        struct ast_node *node = explain_read(explain, parser_yield, at, &end);
        return node != NULL && explain_kind(explain, end) == TOKEN_ASSIGN &&
               explain_span(explain, node->span, "assignment to yield expression not possible");
    }
    struct ast_node *node = explain_read(explain, parser_star_expressions, at, &end);
    return node != NULL && explain_kind(explain, end) == TOKEN_ASSIGN &&
           explain_target(explain, node, EXPLAIN_ASSIGNED);
}

static bool is_augmented(enum token_kind kind)
{
    return kind >= TOKEN_PLUS_ASSIGN && kind <= TOKEN_XOR_ASSIGN;
}

// f() += 1
static bool augmented(struct explain *explain, size_t at)
{
    size_t end;
    struct ast_node *node = explain_read(explain, parser_star_expressions, at, &end);
    if (node == NULL || !is_augmented(explain_kind(explain, end)) ||
        parser_is_single_target(node)) {
        return false;
    }
    struct ast_span span = node->span;
    const char *name = explain_expression_name(node);
    enum token_kind next = explain_kind(explain, end + 1);
    return explain_read(explain, next == TOKEN_YIELD ? parser_yield : parser_star_expressions,
                        end + 1, &end) != NULL &&
           explain_span(explain, span, "'%s' is an illegal expression for augmented assignment",
                        name);
}

static bool assignment(struct explain *explain)
{
    size_t at = explain->statement;
    return !explain->assigns &&
           (annotated(explain, at) || assigned(explain, at) || augmented(explain, at));
}

bool explain_is_assignment(struct explain *explain, size_t at)
{
    size_t end;
    struct ast_node *target = explain_read(explain, parser_target, at, &end);
    if (target != NULL && parser_is_single_target(target)) {
        size_t behind;
        if (is_augmented(explain_kind(explain, end)) ||
            (explain_kind(explain, end) == TOKEN_COLON &&
             explain_read(explain, parser_expression, end + 1, &behind) != NULL)) {
            return true;
        }
    }
    size_t value = skip_targets(explain, at);
    if (value > at) {
        bool yields = explain_kind(explain, value) == TOKEN_YIELD;
        return explain_read(explain, yields ? parser_yield : parser_star_expressions, value,
                            &end) != NULL &&
               explain_kind(explain, end) != TOKEN_ASSIGN;
    }
    return false;
}

bool explain_statement(struct explain *explain)
{
    static bool (*const recognisers[])(struct explain *) = {
        missing_colon, several_exceptions, with_target, trailing_comma, deleted, assignment,
    };
    for (size_t i = 0; i < sizeof recognisers / sizeof *recognisers; i++) {
        if (recognisers[i](explain)) {
            return true;
        }
        if (explain->beyond) {
            return false;
        }
    }
    return false;
}
