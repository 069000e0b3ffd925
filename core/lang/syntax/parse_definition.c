// def and class, with their decorators.
#include "core/lang/syntax/parser.h"

static bool decorators(struct parser *parser, struct ast_list *ret_list)
{
    struct parser_list list = {0};
    while (parser_accept(parser, TOKEN_AT)) {
        if (!parser_append(parser, &list, parser_named(parser)) ||
            !parser_expect(parser, TOKEN_NEWLINE)) {
            return false;
        }
    }
    *ret_list = list.list;
    return true;
}

static struct ast_node *function(struct parser *parser, struct ast_list decorator_list)
{
    size_t first = parser->at++;
    struct ast_name name;
    struct ast_parameters parameters = {0};
    struct ast_node *returns = NULL;
    struct ast_list body;
    if (!parser_name(parser, &name) || !parser_expect(parser, TOKEN_LEFT_PAREN) ||
        !parser_parameters(parser, false, &parameters) ||
        !parser_expect(parser, TOKEN_RIGHT_PAREN)) {
        return NULL;
    }
    if (parser_accept(parser, TOKEN_ARROW)) {
        returns = parser_expression(parser);
        if (returns == NULL) {
            return NULL;
        }
    }
    if (!parser_expect(parser, TOKEN_COLON) || !parser_block(parser, &body)) {
        return NULL;
    }
    struct ast_node *node = parser_block_node(parser, AST_DEF, first);
    if (node != NULL) {
        node->def.name = name;
        node->def.parameters = parameters;
        node->def.returns = returns;
        node->def.decorators = decorator_list;
        node->def.body = body;
    }
    return node;
}

static struct ast_node *class_definition(struct parser *parser, struct ast_list decorator_list)
{
    size_t first = parser->at++;
    struct ast_name name;
    struct ast_list bases = {0}, body;
    struct ast_keywords keywords = {0};
    if (!parser_name(parser, &name) ||
        (parser_accept(parser, TOKEN_LEFT_PAREN) && !parser_arguments(parser, &bases, &keywords)) ||
        !parser_expect(parser, TOKEN_COLON) || !parser_block(parser, &body)) {
        return NULL;
    }
    struct ast_node *node = parser_block_node(parser, AST_CLASS, first);
    if (node != NULL) {
        node->classdef.name = name;
        node->classdef.bases = bases;
        node->classdef.keywords = keywords;
        node->classdef.decorators = decorator_list;
        node->classdef.body = body;
    }
    return node;
}

struct ast_node *parser_definition(struct parser *parser)
{
    struct ast_list decorator_list;
    if (!decorators(parser, &decorator_list)) {
        return NULL;
    }
    if (parser_kind(parser) == TOKEN_DEF) {
        return function(parser, decorator_list);
    }
    if (parser_kind(parser) == TOKEN_CLASS) {
        return class_definition(parser, decorator_list);
    }
    if (parser_kind(parser) == TOKEN_ASYNC) {
        return parser_refuse(parser, parser->at, "'async'",
                             "collectives run beside other work with async_op=True and .wait()");
    }
    return parser_stop(parser);
}
