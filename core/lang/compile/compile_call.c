// Calls: plain ones, of methods, with keywords, with * and **, super().
#include "core/lang/compile/compile.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

// The arguments of a call that has stars: a list and a dict.
static void spread(struct compiler *compiler, const struct ast_list *arguments,
                   const struct ast_keywords *keywords, size_t already)
{
    struct position whole = compiler->position;
    compile_emit(compiler, OP_BUILD_LIST, (uint32_t)already);
    compile_depth(compiler, 1 - (int32_t)already);
    for (size_t i = 0; i < arguments->count; i++) {
        const struct ast_node *item = arguments->items[i];
        bool star = item->kind == AST_STARRED;
        compile_expression(compiler, star ? item->starred : item);
        compiler->position = whole;
        if (star) {
            compile_emit_both(compiler, OP_LIST_EXTEND, 1, arguments->count == 1 && already == 0);
        } else {
            compile_emit(compiler, OP_LIST_APPEND, 1);
        }
    }
    compile_emit(compiler, OP_BUILD_DICT, 0);
    compile_depth(compiler, 1);
    for (size_t i = 0; i < keywords->count; i++) {
        const struct ast_keyword *keyword = &keywords->items[i];
        if (keyword->name.data == NULL) {
            compile_expression(compiler, keyword->value);
            compiler->position = whole;
            compile_emit_both(compiler, OP_DICT_MERGE, 1, true);
        } else {
            struct value name = compile_text(compiler, keyword->name);
            compile_emit(compiler, OP_BUILD_DICT, 0);
            compile_depth(compiler, 1);
            compile_load(compiler, name);
            compile_expression(compiler, keyword->value);
            compiler->position = whole;
            compile_emit(compiler, OP_DICT_ADD, 1);
            compile_emit_both(compiler, OP_DICT_MERGE, 1, true);
        }
    }
    compile_emit(compiler, OP_CALL_SPREAD, 0);
}

static bool is_spread(const struct ast_list *arguments, const struct ast_keywords *keywords)
{
    for (size_t i = 0; i < keywords->count; i++) {
        if (keywords->items[i].name.data == NULL) {
            return true;
        }
    }
    return compile_has_star(arguments);
}

static void keyword_call(struct compiler *compiler, const struct ast_list *arguments,
                         const struct ast_keywords *keywords, size_t already)
{
    struct position whole = compiler->position;
    struct tuple *names = tuple_create(keywords->count);
    for (size_t i = 0; i < arguments->count; i++) {
        compile_expression(compiler, arguments->items[i]);
    }
    for (size_t i = 0; i < keywords->count; i++) {
        compile_expression(compiler, keywords->items[i].value);
        if (names != NULL) {
            names->items[i] = compile_text(compiler, keywords->items[i].name);
            compiler->failed = compiler->failed || !value_is_set(names->items[i]);
        }
    }
    uint32_t count = (uint32_t)(arguments->count + keywords->count + already);
    compile_load(compiler, value_object(names));
    compiler->position = whole;
    compile_emit(compiler, OP_CALL_KEYWORDS, count);
    compile_depth(compiler, -(int32_t)count - 2);
}

// The rest of a call whose callee lies on the stack, with `already` arguments above it.
static void call_parts(struct compiler *compiler, const struct ast_list *arguments,
                       const struct ast_keywords *keywords, size_t already)
{
    struct position whole = compiler->position;
    if (is_spread(arguments, keywords)) {
        spread(compiler, arguments, keywords, already);
        return;
    }
    for (size_t i = 0; i < arguments->count; i++) {
        compile_expression(compiler, arguments->items[i]);
    }
    compiler->position = whole;
    uint32_t count = (uint32_t)(arguments->count + already);
    compile_emit(compiler, OP_CALL, count);
    compile_depth(compiler, -(int32_t)count);
}

// super() without arguments, in a method: the class and the first parameter are implied.
static bool bare_super(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *function = node->call.function;
    if (function->kind != AST_NAME || function->name.length != 5 ||
        __builtin_memcmp(function->name.data, "super", 5) != 0 ||
        node->call.arguments.count + node->call.keywords.count > 0) {
        return false;
    }
    struct str *name = str_interned("__class__");
    struct value *number = name != NULL ? dict_find_name(compiler->local_numbers, name) : NULL;
    object_unref(name);
    if (number == NULL || compiler->scope->kind == SCOPE_CLASS) {
        return false;
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_LOAD_SUPER, (uint32_t)number->integer);
    return true;
}

// A call's position: of a method over several lines, from the line of its name on.
static void at_call(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *function = node->call.function;
    if (function->kind == AST_ATTRIBUTE) {
        compile_at_attribute(compiler, function, node->span);
    } else {
        compile_at(compiler, node->span);
    }
}

static void method_call(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *function = node->call.function;
    const struct ast_list *arguments = &node->call.arguments;
    compile_expression(compiler, function->attribute.object);
    compile_at_attribute(compiler, function, function->span);
    struct str *name = compile_name(compiler, function->attribute.name.text);
    compile_emit(compiler, OP_LOAD_METHOD, compile_site(compiler, name));
    at_call(compiler, node);
    if (node->call.keywords.count > 0) {
        keyword_call(compiler, arguments, &node->call.keywords, 0);
        return;
    }
    struct position whole = compiler->position;
    for (size_t i = 0; i < arguments->count; i++) {
        compile_expression(compiler, arguments->items[i]);
    }
    compiler->position = whole;
    compile_emit(compiler, OP_CALL_METHOD, (uint32_t)arguments->count);
    compile_depth(compiler, -(int32_t)arguments->count - 1);
}

void compile_call(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_list *arguments = &node->call.arguments;
    const struct ast_keywords *keywords = &node->call.keywords;
    bool is_plain = !is_spread(arguments, keywords);
    if (bare_super(compiler, node)) {
        return;
    }
    if (is_plain && node->call.function->kind == AST_ATTRIBUTE) {
        method_call(compiler, node);
        return;
    }
    compile_expression(compiler, node->call.function);
    at_call(compiler, node);
    if (is_plain && keywords->count > 0) {
        compile_emit(compiler, OP_PUSH_UNSET, 0);
        keyword_call(compiler, arguments, keywords, 0);
    } else {
        call_parts(compiler, arguments, keywords, 0);
    }
}
