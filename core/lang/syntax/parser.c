#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/lang/syntax/parser.h"

void *parser_stop(struct parser *parser)
{
    if (parser->at > parser->furthest) {
        parser->furthest = parser->at;
    }
    return NULL;
}

bool parser_accept(struct parser *parser, enum token_kind kind)
{
    if (parser_kind(parser) != kind) {
        return false;
    }
    parser->at++;
    return true;
}

bool parser_expect(struct parser *parser, enum token_kind kind)
{
    if (!parser_accept(parser, kind)) {
        parser_stop(parser);
        return false;
    }
    return true;
}

struct ast_node *parser_fall_back(struct parser *parser, size_t at, struct ast_node *before)
{
    if (!parser->trial || parser->error->set || parser->arena->failed) {
        return NULL;
    }
    parser->at = at;
    return before;
}

bool parser_enter(struct parser *parser)
{
    if (parser->depth >= AST_MAX_HEIGHT) {
        parser_fail(parser, parser->at, "too many nested expressions");
        return false;
    }
    parser->depth++;
    return true;
}

void *parser_fail(struct parser *parser, size_t index, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    syntax_fail(parser->error, parser->arena, SYNTAX_ERROR, token_span(parser->tokens, index), "%s",
                message);
    return NULL;
}

void *parser_refuse(struct parser *parser, size_t index, const char *what, const char *hint)
{
    parser_fail(parser, index, "ranksh has no %s", what);
    parser->error->hint = hint;
    return NULL;
}

struct ast_node *parser_node(struct parser *parser, enum ast_kind kind, size_t first)
{
    struct ast_node *node = arena_alloc(parser->arena, sizeof *node);
    if (node != NULL) {
        node->kind = kind;
        node->span =
            token_range(parser->tokens, first, parser->at > first ? parser->at - 1 : first);
    }
    return node;
}

struct ast_node *parser_block_node(struct parser *parser, enum ast_kind kind, size_t first)
{
    size_t at = parser->at;
    while (parser->at > first + 1) {
        uint8_t last = parser->tokens->items[parser->at - 1].kind;
        if (last != TOKEN_DEDENT && last != TOKEN_NEWLINE) {
            break;
        }
        parser->at--;
    }
    struct ast_node *node = parser_node(parser, kind, first);
    parser->at = at;
    return node;
}

struct ast_text parser_text(struct parser *parser, size_t index)
{
    const struct token *token = &parser->tokens->items[index];
    size_t length = token->end - token->start;
    const char *text = parser->tokens->source->text + token->start;
    return (struct ast_text){arena_copy(parser->arena, text, length), length};
}

bool parser_name(struct parser *parser, struct ast_name *ret_name)
{
    if (!parser_expect(parser, TOKEN_NAME)) {
        return false;
    }
    ret_name->text = parser_text(parser, parser->at - 1);
    ret_name->span = token_span(parser->tokens, parser->at - 1);
    return ret_name->text.data != NULL;
}

bool parser_grow(struct parser *parser, void **items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    size_t larger = *capacity > 0 ? *capacity * 2 : 4;
    void *grown = arena_alloc(parser->arena, larger * size);
    if (grown == NULL) {
        return false;
    }
    if (count > 0) {
        memcpy(grown, *items, count * size);
    }
    *items = grown;
    *capacity = larger;
    return true;
}

bool parser_append(struct parser *parser, struct parser_list *list, struct ast_node *node)
{
    if (node == NULL || !parser_grow(parser, (void **)&list->list.items, list->list.count,
                                     &list->capacity, sizeof *list->list.items)) {
        return false;
    }
    list->list.items[list->list.count++] = node;
    return true;
}
