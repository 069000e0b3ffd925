#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/lang/syntax/parse.h"
#include "core/lang/syntax/syntax_warn.h"

static void add(struct parse *parse, struct syntax_warning warning)
{
    size_t count = parse->warning_count;
    if ((count & (count - 1)) == 0) { // full at each power of two
        size_t capacity = count > 0 ? count * 2 : 1;
        struct syntax_warning *grown = arena_alloc(&parse->arena, capacity * sizeof *grown);
        if (grown == NULL) {
            return; // the arena remembers
        }
        if (count > 0) {
            memcpy(grown, parse->warnings, count * sizeof *grown);
        }
        parse->warnings = grown;
    }
    parse->warnings[parse->warning_count++] = warning;
}

static void warn(struct parse *parse, const struct ast_node *node, const char *format, ...)
{
    char message[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const char *copy = arena_copy(&parse->arena, message, strlen(message));
    if (copy != NULL) {
        add(parse, (struct syntax_warning){copy, node->span.line});
    }
}

void syntax_warn_again(struct parse *parse, size_t first)
{
    size_t end = parse->warning_count;
    for (size_t i = first; i < end && !parse->arena.failed; i++) {
        add(parse, parse->warnings[i]);
    }
}

// What CPython's compiler has folded to a constant by then, as far as it matters here.
static bool is_constant(const struct ast_node *node)
{
    if (node->kind <= AST_BYTES) {
        return true;
    }
    if (node->kind == AST_UNARY) {
        return is_constant(node->unary.operand) && node->unary.op != AST_NOT;
    }
    if (node->kind == AST_BINARY) {
        return is_constant(node->binary.left) && is_constant(node->binary.right);
    }
    for (size_t i = 0; node->kind == AST_TUPLE && i < node->sequence.count; i++) {
        if (!is_constant(node->sequence.items[i])) {
            return false;
        }
    }
    return node->kind == AST_TUPLE;
}

// ---- is

static bool is_literal(const struct ast_node *node)
{
    return node->kind > AST_ELLIPSIS && is_constant(node);
}

static void comparison(struct parse *parse, const struct ast_node *node)
{
    bool left = is_literal(node->compare.left);
    for (size_t i = 0; i < node->compare.rights.count; i++) {
        bool right = is_literal(node->compare.rights.items[i]);
        enum ast_operator op = node->compare.operators[i];
        if ((op == AST_IS || op == AST_IS_NOT) && (left || right)) {
            warn(parse, node,
                 op == AST_IS ? "\"is\" with a literal. Did you mean \"==\"?"
                              : "\"is not\" with a literal. Did you mean \"!=\"?");
            return;
        }
        left = right;
    }
}

// ---- calls and items of what can't be called, or has none

// The type that an expression will surely have, NULL: it isn't known.
static const char *known_type(const struct ast_node *node)
{
    static const char *const types[] = {
        [AST_NONE] = "NoneType",
        [AST_TRUE] = "bool",
        [AST_FALSE] = "bool",
        [AST_ELLIPSIS] = "ellipsis",
        [AST_INT] = "int",
        [AST_FLOAT] = "float",
        [AST_STRING] = "str",
        [AST_BYTES] = "bytes",
        [AST_FSTRING] = "str",
        [AST_TUPLE] = "tuple",
        [AST_LIST] = "list",
        [AST_SET] = "set",
        [AST_DICT] = "dict",
        [AST_LAMBDA] = "function",
        [AST_LIST_COMPREHENSION] = "list",
        [AST_SET_COMPREHENSION] = "set",
        [AST_DICT_COMPREHENSION] = "dict",
        [AST_GENERATOR] = "generator",
    };
    return node->kind < sizeof types / sizeof *types ? types[node->kind] : NULL;
}

static void call(struct parse *parse, const struct ast_node *node)
{
    const char *type = known_type(node->call.function);
    if (type != NULL && node->call.function->kind != AST_LAMBDA) {
        warn(parse, node, "'%s' object is not callable; perhaps you missed a comma?", type);
    }
}

static bool has_items(enum ast_kind kind)
{
    return kind == AST_STRING || kind == AST_BYTES || kind == AST_FSTRING || kind == AST_TUPLE ||
           kind == AST_LIST || kind == AST_DICT || kind == AST_LIST_COMPREHENSION ||
           kind == AST_DICT_COMPREHENSION;
}

static bool is_index(enum ast_kind kind)
{
    return kind == AST_INT || kind == AST_TRUE || kind == AST_FALSE || kind == AST_SLICE;
}

static void subscript(struct parse *parse, const struct ast_node *node)
{
    enum ast_kind kind = node->subscript.object->kind;
    const char *type = known_type(node->subscript.object);
    const char *index = known_type(node->subscript.index);
    if (type == NULL) {
        return;
    }
    if (!has_items(kind)) {
        warn(parse, node, "'%s' object is not subscriptable; perhaps you missed a comma?", type);
    } else if (kind != AST_DICT && kind != AST_DICT_COMPREHENSION && index != NULL &&
               !is_index(node->subscript.index->kind)) {
        warn(parse, node,
             "%s indices must be integers or slices, not %s; perhaps you missed a comma?", type,
             index);
    }
}

void syntax_warn(struct parse *parse, const struct ast_node *node)
{
    if (node->kind == AST_COMPARE) {
        comparison(parse, node);
    } else if (node->kind == AST_CALL) {
        call(parse, node);
    } else if (node->kind == AST_SUBSCRIPT) {
        subscript(parse, node);
    } else if (node->kind == AST_ASSERT && node->assertion.test->kind == AST_TUPLE &&
               node->assertion.test->sequence.count > 0) {
        warn(parse, node, "assertion is always true, perhaps remove parentheses?");
    }
}
