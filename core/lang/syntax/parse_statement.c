// Statements of one line. Those with blocks are in parse_block.c.
#include "core/lang/syntax/parser.h"

// ---- assignments and expressions

static struct ast_node *value_of_assignment(struct parser *parser)
{
    return parser_kind(parser) == TOKEN_YIELD ? parser_yield(parser)
                                              : parser_star_expressions(parser);
}

// target: annotation = value
static struct ast_node *annotated(struct parser *parser, size_t first, struct ast_node *target)
{
    if (!parser_is_single_target(target)) {
        return parser_stop(parser);
    }
    parser->at++;
    struct ast_node *annotation = parser_expression(parser), *value = NULL;
    if (annotation == NULL) {
        return NULL;
    }
    if (parser_accept(parser, TOKEN_ASSIGN)) {
        value = value_of_assignment(parser);
        if (value == NULL) {
            return NULL;
        }
    }
    struct ast_node *node = parser_node(parser, AST_ANNOTATED, first);
    if (node != NULL) {
        node->annotated.target = target;
        node->annotated.annotation = annotation;
        node->annotated.value = value;
        node->annotated.simple = target->kind == AST_NAME && !target->parenthesized;
    }
    return node;
}

// target = target = value; the first one has been read.
static struct ast_node *assignment(struct parser *parser, size_t first, struct ast_node *value)
{
    struct parser_list targets = {0};
    while (parser_kind(parser) == TOKEN_ASSIGN) {
        if (!parser_is_target(value, true)) {
            return parser_stop(parser);
        }
        parser->at++;
        if (!parser_append(parser, &targets, value)) {
            return NULL;
        }
        value = value_of_assignment(parser);
        if (value == NULL) {
            return NULL;
        }
    }
    struct ast_node *node = parser_node(parser, AST_ASSIGN, first);
    if (node != NULL) {
        node->assign.targets = targets.list;
        node->assign.value = value;
    }
    return node;
}

struct augmented_operator {
    bool is;
    enum ast_operator op;
};

static const struct augmented_operator augmented_operators[TOKEN_KINDS] = {
    [TOKEN_PLUS_ASSIGN] = {true, AST_ADD},
    [TOKEN_MINUS_ASSIGN] = {true, AST_SUBTRACT},
    [TOKEN_STAR_ASSIGN] = {true, AST_MULTIPLY},
    [TOKEN_SLASH_ASSIGN] = {true, AST_DIVIDE},
    [TOKEN_DOUBLE_SLASH_ASSIGN] = {true, AST_FLOOR_DIVIDE},
    [TOKEN_PERCENT_ASSIGN] = {true, AST_MODULO},
    [TOKEN_AT_ASSIGN] = {true, AST_MATRIX_MULTIPLY},
    [TOKEN_DOUBLE_STAR_ASSIGN] = {true, AST_POWER},
    [TOKEN_LEFT_SHIFT_ASSIGN] = {true, AST_LEFT_SHIFT},
    [TOKEN_RIGHT_SHIFT_ASSIGN] = {true, AST_RIGHT_SHIFT},
    [TOKEN_AND_ASSIGN] = {true, AST_BIT_AND},
    [TOKEN_OR_ASSIGN] = {true, AST_BIT_OR},
    [TOKEN_XOR_ASSIGN] = {true, AST_BIT_XOR},
};

static struct ast_node *augmented(struct parser *parser, size_t first, struct ast_node *target)
{
    enum ast_operator op = augmented_operators[parser_kind(parser)].op;
    if (!parser_is_single_target(target)) {
        return parser_stop(parser);
    }
    parser->at++;
    struct ast_node *value = value_of_assignment(parser);
    struct ast_node *node = value != NULL ? parser_node(parser, AST_AUGMENTED, first) : NULL;
    if (node != NULL) {
        node->augmented.op = op;
        node->augmented.target = target;
        node->augmented.value = value;
    }
    return node;
}

static struct ast_node *expression_statement(struct parser *parser)
{
    size_t first = parser->at;
    bool yields = parser_kind(parser) == TOKEN_YIELD;
    struct ast_node *value = value_of_assignment(parser);
    if (value == NULL) {
        return NULL;
    }
    if (!yields) {
        if (parser_kind(parser) == TOKEN_ASSIGN) {
            return assignment(parser, first, value);
        }
        if (parser_kind(parser) == TOKEN_COLON) {
            return annotated(parser, first, value);
        }
        if (augmented_operators[parser_kind(parser)].is) {
            return augmented(parser, first, value);
        }
    }
    struct ast_node *node = parser_node(parser, AST_EXPRESSION, first);
    if (node != NULL) {
        node->value = value;
    }
    return node;
}

// ---- simple statements that begin with a keyword

static bool at_statement_end(const struct parser *parser)
{
    enum token_kind kind = parser_kind(parser);
    return kind == TOKEN_NEWLINE || kind == TOKEN_SEMICOLON;
}

static struct ast_node *keyword_alone(struct parser *parser, enum ast_kind kind)
{
    parser->at++;
    return parser_node(parser, kind, parser->at - 1);
}

static struct ast_node *return_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_node *value = NULL;
    if (!at_statement_end(parser)) {
        value = parser_star_expressions(parser);
        if (value == NULL) {
            return NULL;
        }
    }
    struct ast_node *node = parser_node(parser, AST_RETURN, first);
    if (node != NULL) {
        node->value = value;
    }
    return node;
}

static struct ast_node *raise_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_node *exception = NULL, *cause = NULL;
    if (!at_statement_end(parser)) {
        exception = parser_expression(parser);
        if (exception == NULL) {
            return NULL;
        }
        if (parser_accept(parser, TOKEN_FROM)) {
            cause = parser_expression(parser);
            if (cause == NULL) {
                return NULL;
            }
        }
    }
    struct ast_node *node = parser_node(parser, AST_RAISE, first);
    if (node != NULL) {
        node->raise.exception = exception;
        node->raise.cause = cause;
    }
    return node;
}

static struct ast_node *assert_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_node *test = parser_expression(parser), *message = NULL;
    if (test == NULL) {
        return NULL;
    }
    if (parser_accept(parser, TOKEN_COMMA)) {
        message = parser_expression(parser);
        if (message == NULL) {
            return NULL;
        }
    }
    struct ast_node *node = parser_node(parser, AST_ASSERT, first);
    if (node != NULL) {
        node->assertion.test = test;
        node->assertion.message = message;
    }
    return node;
}

static struct ast_node *delete_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct parser_list targets = {0};
    do {
        struct ast_node *target = parser_primary(parser);
        if (target != NULL && !parser_is_deletable(target)) {
            target = parser_stop(parser);
        }
        if (!parser_append(parser, &targets, target)) {
            return NULL;
        }
    } while (parser_accept(parser, TOKEN_COMMA) && !at_statement_end(parser));
    if (!at_statement_end(parser)) {
        return parser_stop(parser);
    }
    struct ast_node *node = parser_node(parser, AST_DELETE, first);
    if (node != NULL) {
        node->targets = targets.list;
    }
    return node;
}

// global a, b; nonlocal a, b
static struct ast_node *scope_statement(struct parser *parser, enum ast_kind kind)
{
    size_t first = parser->at++, capacity = 0;
    struct ast_names names = {0};
    do {
        if (!parser_grow(parser, (void **)&names.items, names.count, &capacity,
                         sizeof *names.items) ||
            !parser_name(parser, &names.items[names.count])) {
            return NULL;
        }
        names.count++;
    } while (parser_accept(parser, TOKEN_COMMA));
    struct ast_node *node = parser_node(parser, kind, first);
    if (node != NULL) {
        node->names = names;
    }
    return node;
}

// ---- imports

// a.b.c; the text is as written, without blanks.
static bool dotted_name(struct parser *parser, struct ast_text *ret_name)
{
    size_t first = parser->at, length = 0;
    do {
        if (!parser_expect(parser, TOKEN_NAME)) {
            return false;
        }
        length += parser->tokens->items[parser->at - 1].end -
                  parser->tokens->items[parser->at - 1].start + 1;
    } while (parser_accept(parser, TOKEN_DOT));
    char *name = arena_alloc(parser->arena, length), *out = name;
    if (name == NULL) {
        return false;
    }
    for (size_t i = first; i < parser->at; i++) {
        const struct token *token = &parser->tokens->items[i];
        for (uint32_t at = token->start; at < token->end; at++) {
            *out++ = parser->tokens->source->text[at];
        }
    }
    *ret_name = (struct ast_text){name, (size_t)(out - name)};
    return true;
}

static bool as_name(struct parser *parser, struct ast_alias *alias)
{
    struct ast_name name;
    if (parser_accept(parser, TOKEN_AS)) {
        if (!parser_name(parser, &name)) {
            return false;
        }
        alias->as_name = name.text;
    }
    return true;
}

struct aliases {
    struct ast_alias *items;
    size_t count, capacity;
};

static bool add_alias(struct parser *parser, struct aliases *aliases, bool dotted)
{
    size_t first = parser->at;
    struct ast_alias alias = {0};
    struct ast_name name;
    if (!parser_grow(parser, (void **)&aliases->items, aliases->count, &aliases->capacity,
                     sizeof *aliases->items)) {
        return false;
    }
    if (dotted) {
        if (!dotted_name(parser, &alias.name)) {
            return false;
        }
    } else {
        if (!parser_name(parser, &name)) {
            return false;
        }
        alias.name = name.text;
    }
    if (!as_name(parser, &alias)) {
        return false;
    }
    alias.span = token_range(parser->tokens, first, parser->at - 1);
    aliases->items[aliases->count++] = alias;
    return true;
}

static struct ast_node *import_node(struct parser *parser, enum ast_kind kind, size_t first,
                                    const struct aliases *aliases)
{
    struct ast_node *node = parser_node(parser, kind, first);
    if (node != NULL) {
        node->import.aliases = aliases->items;
        node->import.alias_count = aliases->count;
    }
    return node;
}

static struct ast_node *import_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct aliases aliases = {0};
    do {
        if (!add_alias(parser, &aliases, true)) {
            return NULL;
        }
    } while (parser_accept(parser, TOKEN_COMMA));
    return import_node(parser, AST_IMPORT, first, &aliases);
}

// What stands behind `from module import`.
static bool imported_names(struct parser *parser, struct aliases *aliases)
{
    if (parser_kind(parser) == TOKEN_STAR) {
        struct ast_alias star = {.span = token_span(parser->tokens, parser->at)};
        star.name = parser_text(parser, parser->at++);
        size_t capacity = 0;
        if (star.name.data == NULL ||
            !parser_grow(parser, (void **)&aliases->items, 0, &capacity, sizeof *aliases->items)) {
            return false;
        }
        aliases->items[aliases->count++] = star;
        return true;
    }
    bool parentheses = parser_accept(parser, TOKEN_LEFT_PAREN);
    do {
        if (parentheses && aliases->count > 0 && parser_kind(parser) == TOKEN_RIGHT_PAREN) {
            break;
        }
        if (!add_alias(parser, aliases, false)) {
            return false;
        }
    } while (parser_accept(parser, TOKEN_COMMA));
    return !parentheses || parser_expect(parser, TOKEN_RIGHT_PAREN);
}

static struct ast_node *from_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_text module = {0};
    struct aliases aliases = {0};
    int level = 0;
    for (;; parser->at++) {
        if (parser_kind(parser) == TOKEN_DOT) {
            level++;
        } else if (parser_kind(parser) == TOKEN_ELLIPSIS) {
            level += 3;
        } else {
            break;
        }
    }
    if ((level == 0 || parser_kind(parser) != TOKEN_IMPORT) && !dotted_name(parser, &module)) {
        return NULL;
    }
    if (!parser_expect(parser, TOKEN_IMPORT) || !imported_names(parser, &aliases)) {
        return NULL;
    }
    struct ast_node *node = import_node(parser, AST_IMPORT_FROM, first, &aliases);
    if (node != NULL) {
        node->import.module = module;
        node->import.level = level;
    }
    return node;
}

static struct ast_node *simple_statement(struct parser *parser)
{
    enum token_kind kind = parser_kind(parser);
    if (kind == TOKEN_PASS) {
        return keyword_alone(parser, AST_PASS);
    }
    if (kind == TOKEN_BREAK) {
        return keyword_alone(parser, AST_BREAK);
    }
    if (kind == TOKEN_CONTINUE) {
        return keyword_alone(parser, AST_CONTINUE);
    }
    if (kind == TOKEN_RETURN) {
        return return_statement(parser);
    }
    if (kind == TOKEN_RAISE) {
        return raise_statement(parser);
    }
    if (kind == TOKEN_ASSERT) {
        return assert_statement(parser);
    }
    if (kind == TOKEN_DEL) {
        return delete_statement(parser);
    }
    if (kind == TOKEN_GLOBAL || kind == TOKEN_NONLOCAL) {
        return scope_statement(parser, kind == TOKEN_GLOBAL ? AST_GLOBAL : AST_NONLOCAL);
    }
    if (kind == TOKEN_IMPORT) {
        return import_statement(parser);
    }
    return kind == TOKEN_FROM ? from_statement(parser) : expression_statement(parser);
}

// a; b; c and the end of the line
bool parser_line(struct parser *parser, struct parser_list *list)
{
    do {
        if (!parser_append(parser, list, simple_statement(parser))) {
            return false;
        }
    } while (parser_accept(parser, TOKEN_SEMICOLON) && parser_kind(parser) != TOKEN_NEWLINE);
    return parser_expect(parser, TOKEN_NEWLINE);
}
