// Expressions: each leaves one value on the stack.

#include "core/lang/compile/compile.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/operator.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

// ---- names

static void use_local(struct compiler *compiler, struct str *name, enum name_use use, bool cell)
{
    static const enum code_opcode plain[] = {OP_LOAD_LOCAL, OP_STORE_LOCAL, OP_DELETE_LOCAL};
    static const enum code_opcode shared[] = {OP_LOAD_CELL, OP_STORE_CELL, OP_DELETE_CELL};
    struct value *number = dict_find_name(compiler->local_numbers, name);
    compile_emit(compiler, cell ? shared[use] : plain[use], (uint32_t)number->integer);
}

static void use_class_cell(struct compiler *compiler, struct str *name)
{
    uint32_t number = (uint32_t)dict_find_name(compiler->local_numbers, name)->integer;
    uint32_t constant = compile_constant(compiler, value_of(name));
    if (constant > UINT8_MAX) {
        compile_emit(compiler, OP_LOAD_CELL, number);
    } else {
        compile_emit_both(compiler, OP_LOAD_CLASS_CELL, constant, number);
    }
}

void compile_use(struct compiler *compiler, struct ast_text text, enum name_use use)
{
    static const enum code_opcode global[] = {OP_LOAD_GLOBAL, OP_STORE_GLOBAL, OP_DELETE_GLOBAL};
    static const enum code_opcode named[] = {OP_LOAD_NAME, OP_STORE_NAME, OP_DELETE_NAME};
    struct scope *scope = compiler->scope;
    struct str *name = compile_name(compiler, text);
    if (name == NULL) {
        compiler->failed = true;
        return;
    }
    unsigned bits = scope_symbol(scope, name);
    bool bound = (bits & SCOPE_BOUND) && !(bits & (SCOPE_GLOBAL | SCOPE_NONLOCAL));
    if (scope->kind == SCOPE_CLASS && !(bits & SCOPE_GLOBAL)) {
        if ((bits & SCOPE_FREE) && !bound && use == NAME_LOAD) {
            use_class_cell(compiler, name);
        } else if ((bits & SCOPE_FREE) && !bound) {
            use_local(compiler, name, use, true);
        } else {
            compile_emit(compiler, named[use], compile_site(compiler, object_ref(name)));
        }
    } else if (scope->kind != SCOPE_MODULE && (bound || (bits & SCOPE_FREE)) &&
               !(bits & SCOPE_GLOBAL)) {
        use_local(compiler, name, use, (bits & (SCOPE_CELL | SCOPE_FREE)) != 0);
    } else {
        compile_emit(compiler, global[use], compile_site(compiler, object_ref(name)));
    }
    object_unref(name);
}

// The local that a name is, or -1.
int64_t compile_plain_local(struct compiler *compiler, const struct ast_node *node)
{
    if (node->kind != AST_NAME || compiler->scope->kind == SCOPE_CLASS ||
        compiler->scope->kind == SCOPE_MODULE) {
        return -1;
    }
    struct str *name = compile_name(compiler, node->name);
    unsigned bits = name != NULL ? scope_symbol(compiler->scope, name) : 0;
    struct value *number = NULL;
    if ((bits & SCOPE_BOUND) &&
        !(bits & (SCOPE_GLOBAL | SCOPE_NONLOCAL | SCOPE_CELL | SCOPE_FREE))) {
        number = dict_find_name(compiler->local_numbers, name);
    }
    object_unref(name);
    return number != NULL ? number->integer : -1;
}

// ---- displays

bool compile_has_star(const struct ast_list *items)
{
    for (size_t i = 0; i < items->count; i++) {
        if (items->items[i]->kind == AST_STARRED) {
            return true;
        }
    }
    return false;
}

// Items of a display or call, stars among them, into a list or set that is made here.
static void collect_items(struct compiler *compiler, const struct ast_list *items, bool set)
{
    struct position whole = compiler->position;
    compile_emit(compiler, set ? OP_BUILD_SET : OP_BUILD_LIST, 0);
    compile_depth(compiler, 1);
    for (size_t i = 0; i < items->count; i++) {
        const struct ast_node *item = items->items[i];
        bool star = item->kind == AST_STARRED;
        compile_expression(compiler, star ? item->starred : item);
        compiler->position = whole;
        if (star) {
            compile_emit(compiler, set ? OP_SET_UPDATE : OP_LIST_EXTEND, 1);
        } else {
            compile_emit(compiler, set ? OP_SET_ADD : OP_LIST_APPEND, 1);
        }
    }
}

// Three or more constants go into a list or set from a tuple or frozenset that is made once; for a
// set that decides its order, and CPython does the same.
static bool constant_items(struct compiler *compiler, const struct ast_node *node)
{
    bool set = node->kind == AST_SET;
    if (node->kind == AST_TUPLE || node->sequence.count < 3) {
        return false;
    }
    for (size_t i = 0; i < node->sequence.count; i++) {
        if (!compile_is_constant(node->sequence.items[i])) {
            return false;
        }
    }
    compile_emit(compiler, set ? OP_BUILD_SET : OP_BUILD_LIST, 0);
    compile_depth(compiler, 1);
    if (set) {
        compile_container(compiler, node);
    } else {
        compile_load(compiler, compile_value_tuple(compiler, &node->sequence));
    }
    compile_emit(compiler, set ? OP_SET_UPDATE : OP_LIST_EXTEND, 1);
    return true;
}

static void sequence(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_list *items = &node->sequence;
    if (constant_items(compiler, node)) {
        return;
    }
    if (node->kind == AST_TUPLE && compile_is_constant(node)) {
        compile_load(compiler, compile_value(compiler, node));
        return;
    }
    if (compile_has_star(items)) {
        collect_items(compiler, items, node->kind == AST_SET);
        if (node->kind == AST_TUPLE) {
            compile_emit(compiler, OP_LIST_TO_TUPLE, 0);
        }
        return;
    }
    for (size_t i = 0; i < items->count; i++) {
        compile_expression(compiler, items->items[i]);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler,
                 node->kind == AST_TUPLE  ? OP_BUILD_TUPLE
                 : node->kind == AST_LIST ? OP_BUILD_LIST
                                          : OP_BUILD_SET,
                 (uint32_t)items->count);
    compile_depth(compiler, 1 - (int32_t)items->count);
}

static void dict(struct compiler *compiler, const struct ast_node *node)
{
    enum { AT_ONCE = 16 }; // pairs on the stack before they go into the dict
    const struct ast_list *keys = &node->dict.keys, *values = &node->dict.values;
    size_t start = 0;
    while (start < values->count && start < AT_ONCE && keys->items[start] != NULL) {
        compile_expression(compiler, keys->items[start]);
        compile_expression(compiler, values->items[start]);
        start++;
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_BUILD_DICT, (uint32_t)start);
    compile_depth(compiler, 1 - 2 * (int32_t)start);
    for (size_t i = start; i < values->count; i++) {
        if (keys->items[i] == NULL) {
            compile_expression(compiler, values->items[i]);
            compile_at(compiler, node->span);
            compile_emit(compiler, OP_DICT_UPDATE, 1);
        } else {
            compile_expression(compiler, keys->items[i]);
            compile_expression(compiler, values->items[i]);
            compile_at(compiler, node->span);
            compile_emit(compiler, OP_DICT_ADD, 1);
        }
    }
}

static void fstring(struct compiler *compiler, const struct ast_node *node, struct ast_span whole);

// Errors in a field's formatting point at the whole text, as CPython 3.11's.
static void format(struct compiler *compiler, const struct ast_node *node, struct ast_span whole)
{
    bool spec = node->format.spec != NULL;
    compile_expression(compiler, node->format.value);
    if (spec) {
        fstring(compiler, node->format.spec, whole);
    }
    compile_at(compiler, whole);
    compile_emit_both(compiler, OP_FORMAT, (uint32_t)(unsigned char)node->format.conversion, spec);
    compile_depth(compiler, spec ? -1 : 0);
}

static void fstring(struct compiler *compiler, const struct ast_node *node, struct ast_span whole)
{
    for (size_t i = 0; i < node->parts.count; i++) {
        const struct ast_node *part = node->parts.items[i];
        if (part->kind == AST_FORMAT) {
            format(compiler, part, whole);
        } else {
            compile_expression(compiler, part);
        }
    }
    compile_at(compiler, whole);
    compile_emit(compiler, OP_BUILD_STRING, (uint32_t)node->parts.count);
    compile_depth(compiler, 1 - (int32_t)node->parts.count);
}

// ---- attributes and slices

static void optional(struct compiler *compiler, const struct ast_node *node)
{
    if (node != NULL) {
        compile_expression(compiler, node);
    } else {
        compile_load(compiler, value_none);
    }
}

static void slice(struct compiler *compiler, const struct ast_node *node)
{
    bool step = node->slice.step != NULL;
    optional(compiler, node->slice.start);
    optional(compiler, node->slice.stop);
    if (step) {
        compile_expression(compiler, node->slice.step);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_BUILD_SLICE, step ? 3 : 2);
    compile_depth(compiler, step ? -2 : -1);
}

// What stands over several lines is shown from the name behind the dot on.
void compile_at_attribute(struct compiler *compiler, const struct ast_node *attribute,
                          struct ast_span span)
{
    if (attribute->span.line != attribute->span.end_line) {
        span.line = attribute->attribute.name.span.line;
        span.column = attribute->attribute.name.span.column;
    }
    compile_at(compiler, span);
}

static void attribute(struct compiler *compiler, const struct ast_node *node)
{
    compile_expression(compiler, node->attribute.object);
    compile_at_attribute(compiler, node, node->span);
    struct str *name = compile_name(compiler, node->attribute.name.text);
    compile_emit(compiler, OP_LOAD_ATTRIBUTE, compile_site(compiler, name));
}

// ---- the rest

static void named(struct compiler *compiler, const struct ast_node *node)
{
    compile_expression(compiler, node->named.value);
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_COPY, 1);
    compile_use(compiler, node->named.target->name, NAME_STORE);
}

static void yield(struct compiler *compiler, const struct ast_node *node)
{
    if (node->value != NULL) {
        compile_expression(compiler, node->value);
    } else {
        compile_load(compiler, value_none);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_YIELD, 0);
}

static void yield_from(struct compiler *compiler, const struct ast_node *node)
{
    struct jumps end = {0};
    compile_expression(compiler, node->value);
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_GET_YIELD_FROM, 0);
    compile_load(compiler, value_none);
    uint32_t start = compile_here(compiler);
    compile_jump(compiler, OP_SEND, &end);
    compile_emit(compiler, OP_YIELD, 0);
    compile_jump_back(compiler, start);
    compile_land(compiler, &end);
    compile_depth(compiler, -1);
}

void compile_expression(struct compiler *compiler, const struct ast_node *node)
{
    if (compiler->failed) {
        return;
    }
    compile_at(compiler, node->span);
    if (compile_is_constant(node) && node->kind != AST_TUPLE) {
        compile_load(compiler, compile_value(compiler, node));
        return;
    }
    switch ((int)node->kind) {
    case AST_FSTRING:
        fstring(compiler, node, node->span);
        break;
    case AST_NAME:
        compile_use(compiler, node->name, NAME_LOAD);
        break;
    case AST_TUPLE:
    case AST_LIST:
    case AST_SET:
        sequence(compiler, node);
        break;
    case AST_DICT:
        dict(compiler, node);
        break;
    case AST_UNARY:
    case AST_BINARY:
    case AST_AND:
    case AST_OR:
    case AST_COMPARE:
    case AST_IF_ELSE:
    case AST_SUBSCRIPT:
        compile_operator(compiler, node);
        break;
    case AST_CALL:
        compile_call(compiler, node);
        break;
    case AST_ATTRIBUTE:
        attribute(compiler, node);
        break;
    case AST_SLICE:
        slice(compiler, node);
        break;
    case AST_LAMBDA:
        compile_lambda(compiler, node);
        break;
    case AST_NAMED:
        named(compiler, node);
        break;
    case AST_LIST_COMPREHENSION:
    case AST_SET_COMPREHENSION:
    case AST_DICT_COMPREHENSION:
    case AST_GENERATOR:
        compile_comprehension(compiler, node);
        break;
    case AST_YIELD:
        yield(compiler, node);
        break;
    case AST_YIELD_FROM:
        yield_from(compiler, node);
        break;
    default:
        compile_fail(compiler, node->span, "can't use starred expression here");
    }
}
