// Statements and blocks; def and class are in parse_definition.c.
#include "core/lang/parser.h"

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
static bool simple_line(struct parser *parser, struct parser_list *list)
{
    do {
        if (!parser_append(parser, list, simple_statement(parser))) {
            return false;
        }
    } while (parser_accept(parser, TOKEN_SEMICOLON) && parser_kind(parser) != TOKEN_NEWLINE);
    return parser_expect(parser, TOKEN_NEWLINE);
}

// ---- blocks

bool parser_block(struct parser *parser, struct ast_list *ret_body)
{
    if (!parser_accept(parser, TOKEN_NEWLINE)) {
        struct parser_list list = {0};
        if (!simple_line(parser, &list)) {
            return false;
        }
        *ret_body = list.list;
        return true;
    }
    return parser_expect(parser, TOKEN_INDENT) && parser_statements(parser, ret_body) &&
           parser_expect(parser, TOKEN_DEDENT);
}

static bool colon_block(struct parser *parser, struct ast_list *ret_body)
{
    return parser_expect(parser, TOKEN_COLON) && parser_block(parser, ret_body);
}

static bool else_block(struct parser *parser, struct ast_list *ret_body)
{
    return !parser_accept(parser, TOKEN_ELSE) || colon_block(parser, ret_body);
}

// if or elif with its block, without what follows.
static struct ast_node *if_branch(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_list body;
    struct ast_node *test = parser_named(parser);
    if (test == NULL || !colon_block(parser, &body)) {
        return NULL;
    }
    struct ast_node *node = parser_block_node(parser, AST_IF, first);
    if (node != NULL) {
        node->branch.test = test;
        node->branch.body = body;
    }
    return node;
}

// An elif hangs alone in the `orelse` of the one before; all of them reach to the end.
static struct ast_node *if_statement(struct parser *parser)
{
    size_t first = parser->at;
    struct ast_node *outermost = if_branch(parser), *last = outermost;
    while (last != NULL && parser_kind(parser) == TOKEN_ELIF) {
        struct parser_list orelse = {0};
        if (!parser_append(parser, &orelse, if_branch(parser))) {
            return NULL;
        }
        last->branch.orelse = orelse.list;
        last = orelse.list.items[0];
    }
    if (last == NULL || !else_block(parser, &last->branch.orelse)) {
        return NULL;
    }
    struct ast_node *whole = parser_block_node(parser, AST_IF, first);
    if (whole == NULL) {
        return NULL;
    }
    for (struct ast_node *node = outermost;; node = node->branch.orelse.items[0]) {
        node->span.end_line = whole->span.end_line;
        node->span.end_column = whole->span.end_column;
        if (node == last) {
            return outermost;
        }
    }
}

static struct ast_node *while_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_list body = {0}, orelse = {0};
    struct ast_node *test = parser_named(parser);
    if (test == NULL || !colon_block(parser, &body) || !else_block(parser, &orelse)) {
        return NULL;
    }
    struct ast_node *node = parser_block_node(parser, AST_WHILE, first);
    if (node != NULL) {
        node->branch.test = test;
        node->branch.body = body;
        node->branch.orelse = orelse;
    }
    return node;
}

static struct ast_node *for_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_list body = {0}, orelse = {0};
    struct ast_node *target = parser_targets(parser);
    if (target == NULL || !parser_expect(parser, TOKEN_IN)) {
        return NULL;
    }
    struct ast_node *iterable = parser_star_expressions(parser);
    if (iterable == NULL || !colon_block(parser, &body) || !else_block(parser, &orelse)) {
        return NULL;
    }
    struct ast_node *node = parser_block_node(parser, AST_FOR, first);
    if (node != NULL) {
        node->loop.target = target;
        node->loop.iterable = iterable;
        node->loop.body = body;
        node->loop.orelse = orelse;
    }
    return node;
}

// ---- with

struct with_items {
    struct ast_with_item *items;
    size_t count, capacity;
};

static bool with_item(struct parser *parser, struct with_items *items)
{
    struct ast_with_item item = {.context = parser_expression(parser)};
    if (item.context == NULL) {
        return false;
    }
    if (parser_accept(parser, TOKEN_AS)) {
        item.target = parser_target(parser);
        if (item.target == NULL) {
            return false;
        }
    }
    if (!parser_grow(parser, (void **)&items->items, items->count, &items->capacity,
                     sizeof *items->items)) {
        return false;
    }
    items->items[items->count++] = item;
    return true;
}

// (a as b, c as d): — parentheses that belong to the statement. False, with nothing read, when
// they turn out to belong to an expression.
static bool with_parentheses(struct parser *parser, struct with_items *items)
{
    size_t start = parser->at;
    if (!parser_accept(parser, TOKEN_LEFT_PAREN)) {
        return false;
    }
    bool fine = true;
    do {
        if (items->count > 0 && parser_kind(parser) == TOKEN_RIGHT_PAREN) {
            break;
        }
        fine = with_item(parser, items);
    } while (fine && parser_accept(parser, TOKEN_COMMA));
    if (fine && parser_expect(parser, TOKEN_RIGHT_PAREN) && parser_kind(parser) == TOKEN_COLON) {
        return true;
    }
    parser_stop(parser);
    parser->at = start;
    *items = (struct with_items){0};
    return false;
}

static struct ast_node *with_statement(struct parser *parser)
{
    size_t first = parser->at++;
    struct with_items items = {0};
    struct ast_list body = {0};
    if (!with_parentheses(parser, &items)) {
        if (parser->error->set) {
            return NULL;
        }
        do {
            if (!with_item(parser, &items)) {
                return NULL;
            }
        } while (parser_accept(parser, TOKEN_COMMA));
    }
    if (!colon_block(parser, &body)) {
        return NULL;
    }
    struct ast_node *node = parser_block_node(parser, AST_WITH, first);
    if (node != NULL) {
        node->with.items = items.items;
        node->with.item_count = items.count;
        node->with.body = body;
    }
    return node;
}

// ---- try

static bool handler(struct parser *parser, struct ast_handler *ret_handler)
{
    size_t first = parser->at++;
    struct ast_handler handler = {0};
    if (parser_kind(parser) == TOKEN_STAR) {
        parser_refuse(parser, parser->at - 1, "'except*'", "write except without the star");
        return false;
    }
    if (parser_kind(parser) != TOKEN_COLON) {
        handler.type = parser_expression(parser);
        if (handler.type == NULL ||
            (parser_accept(parser, TOKEN_AS) && !parser_name(parser, &handler.name))) {
            return false;
        }
    }
    if (!colon_block(parser, &handler.body)) {
        return false;
    }
    struct ast_node *node = parser_block_node(parser, AST_PASS, first);
    if (node == NULL) {
        return false;
    }
    handler.span = node->span;
    *ret_handler = handler;
    return true;
}

static struct ast_node *try_statement(struct parser *parser)
{
    size_t first = parser->at++, capacity = 0;
    struct ast_node read = {0};
    if (!colon_block(parser, &read.attempt.body)) {
        return NULL;
    }
    while (parser_kind(parser) == TOKEN_EXCEPT) {
        if (!parser_grow(parser, (void **)&read.attempt.handlers, read.attempt.handler_count,
                         &capacity, sizeof *read.attempt.handlers) ||
            !handler(parser, &read.attempt.handlers[read.attempt.handler_count])) {
            return NULL;
        }
        read.attempt.handler_count++;
    }
    if (read.attempt.handler_count > 0 && !else_block(parser, &read.attempt.orelse)) {
        return NULL;
    }
    bool final = parser_accept(parser, TOKEN_FINALLY);
    if (final ? !colon_block(parser, &read.attempt.final) : read.attempt.handler_count == 0) {
        return parser_stop(parser);
    }
    struct ast_node *node = parser_block_node(parser, AST_TRY, first);
    if (node != NULL) {
        node->attempt = read.attempt;
    }
    return node;
}

// ---- any statement

static struct ast_node *compound_statement(struct parser *parser)
{
    enum token_kind kind = parser_kind(parser);
    if (kind == TOKEN_IF) {
        return if_statement(parser);
    }
    if (kind == TOKEN_WHILE) {
        return while_statement(parser);
    }
    if (kind == TOKEN_FOR) {
        return for_statement(parser);
    }
    if (kind == TOKEN_TRY) {
        return try_statement(parser);
    }
    return kind == TOKEN_WITH ? with_statement(parser) : parser_definition(parser);
}

static bool is_compound(enum token_kind kind)
{
    static const bool compound[TOKEN_KINDS] = {
        [TOKEN_IF] = true,    [TOKEN_WHILE] = true, [TOKEN_FOR] = true,
        [TOKEN_TRY] = true,   [TOKEN_WITH] = true,  [TOKEN_DEF] = true,
        [TOKEN_CLASS] = true, [TOKEN_AT] = true,    [TOKEN_ASYNC] = true,
    };
    return compound[kind];
}

static bool statement(struct parser *parser, struct parser_list *list)
{
    if (!is_compound(parser_kind(parser))) {
        return simple_line(parser, list);
    }
    if (!parser_enter(parser)) {
        return false;
    }
    bool fine = parser_append(parser, list, compound_statement(parser));
    parser_leave(parser);
    return fine;
}

bool parser_statements(struct parser *parser, struct ast_list *ret_body)
{
    struct parser_list list = {0};
    while (parser_kind(parser) != TOKEN_END && parser_kind(parser) != TOKEN_DEDENT) {
        if (!statement(parser, &list)) {
            return false;
        }
    }
    *ret_body = list.list;
    return true;
}
