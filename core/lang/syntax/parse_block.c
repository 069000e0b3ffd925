// Blocks and the statements that have some; def and class are in parse_definition.c.
#include "core/lang/syntax/parser.h"

bool parser_block(struct parser *parser, struct ast_list *ret_body)
{
    if (!parser_accept(parser, TOKEN_NEWLINE)) {
        struct parser_list list = {0};
        if (!parser_line(parser, &list)) {
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
        return parser_line(parser, list);
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
