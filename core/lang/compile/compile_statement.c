// Statements that run straight on.
#include <string.h>

#include "core/lang/compile/compile.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/operator.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

// ---- targets

static void unpack(struct compiler *compiler, const struct ast_node *target)
{
    const struct ast_list *items = &target->sequence;
    size_t star = SIZE_MAX;
    for (size_t i = 0; i < items->count; i++) {
        if (items->items[i]->kind == AST_STARRED) {
            star = i;
        }
    }
    compile_at(compiler, target->span);
    if (star == SIZE_MAX) {
        compile_emit(compiler, OP_UNPACK, (uint32_t)items->count);
    } else {
        compile_emit_both(compiler, OP_UNPACK_STAR, (uint32_t)star,
                          (uint32_t)(items->count - star - 1));
    }
    compile_depth(compiler, (int32_t)items->count - 1);
    for (size_t i = 0; i < items->count; i++) {
        const struct ast_node *item = items->items[i];
        compile_store(compiler, item->kind == AST_STARRED ? item->starred : item);
    }
}

void compile_store(struct compiler *compiler, const struct ast_node *target)
{
    compile_at(compiler, target->span);
    switch ((int)target->kind) {
    case AST_NAME:
        compile_use(compiler, target->name, NAME_STORE);
        break;
    case AST_TUPLE:
    case AST_LIST:
        unpack(compiler, target);
        break;
    case AST_ATTRIBUTE:
        compile_expression(compiler, target->attribute.object);
        compile_at_attribute(compiler, target, target->span);
        compile_emit(compiler, OP_STORE_ATTRIBUTE,
                     compile_site(compiler, compile_name(compiler, target->attribute.name.text)));
        break;
    case AST_SUBSCRIPT:
        compile_expression(compiler, target->subscript.object);
        compile_expression(compiler, target->subscript.index);
        compile_mark(compiler, target->span, target->subscript.mark);
        compile_emit(compiler, OP_STORE_ITEM, 0);
        break;
    default:
        compile_fail(compiler, target->span, "cannot assign here");
    }
}

void compile_delete(struct compiler *compiler, const struct ast_node *target)
{
    compile_at(compiler, target->span);
    switch ((int)target->kind) {
    case AST_NAME:
        compile_use(compiler, target->name, NAME_DELETE);
        break;
    case AST_TUPLE:
    case AST_LIST:
        for (size_t i = 0; i < target->sequence.count; i++) {
            compile_delete(compiler, target->sequence.items[i]);
        }
        break;
    case AST_ATTRIBUTE:
        compile_expression(compiler, target->attribute.object);
        compile_at_attribute(compiler, target, target->span);
        compile_emit(compiler, OP_DELETE_ATTRIBUTE,
                     compile_site(compiler, compile_name(compiler, target->attribute.name.text)));
        break;
    case AST_SUBSCRIPT:
        compile_expression(compiler, target->subscript.object);
        compile_expression(compiler, target->subscript.index);
        compile_mark(compiler, target->span, target->subscript.mark);
        compile_emit(compiler, OP_DELETE_ITEM, 0);
        break;
    default:
        compile_fail(compiler, target->span, "cannot delete this");
    }
}

// ---- assignment

// `a, b = b, a` needs no tuple: two or three plain targets are swapped on the stack.
static bool swaps(const struct ast_node *target, const struct ast_node *value)
{
    if (target->kind != AST_TUPLE || value->kind != AST_TUPLE ||
        target->sequence.count != value->sequence.count || target->sequence.count < 2 ||
        target->sequence.count > 3 || compile_is_constant(value)) {
        return false;
    }
    for (size_t i = 0; i < target->sequence.count; i++) {
        if (target->sequence.items[i]->kind == AST_STARRED ||
            value->sequence.items[i]->kind == AST_STARRED) {
            return false;
        }
    }
    return true;
}

static void assign(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_list *targets = &node->assign.targets;
    const struct ast_node *value = node->assign.value;
    if (targets->count == 1 && swaps(targets->items[0], value)) {
        for (size_t i = 0; i < value->sequence.count; i++) {
            compile_expression(compiler, value->sequence.items[i]);
        }
        compile_at(compiler, node->span);
        compile_emit(compiler, OP_SWAP, (uint32_t)value->sequence.count);
        for (size_t i = 0; i < value->sequence.count; i++) {
            compile_store(compiler, targets->items[0]->sequence.items[i]);
        }
        return;
    }
    compile_expression(compiler, value);
    for (size_t i = 0; i < targets->count; i++) {
        if (i + 1 < targets->count) {
            compile_at(compiler, node->span);
            compile_emit(compiler, OP_COPY, 1);
        }
        compile_store(compiler, targets->items[i]);
    }
}

// Whether evaluating it can neither raise, nor run other code, nor bind a name.
static bool is_simple(const struct ast_node *node)
{
    return compile_is_constant(node);
}

// x += y on a name: the value of x is changed where it lies, so that a text that nobody else holds
// grows in place. A right side that could bind x anew takes the other way.
static bool augment_name(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *target = node->augmented.target;
    struct scope *scope = compiler->scope;
    if (target->kind != AST_NAME || scope->kind == SCOPE_CLASS) {
        return false;
    }
    struct str *name = compile_name(compiler, target->name);
    if (name == NULL) {
        compiler->failed = true;
        return true;
    }
    unsigned bits = scope_symbol(scope, name);
    bool global = scope->kind == SCOPE_MODULE || (bits & SCOPE_GLOBAL);
    struct value *number = global ? NULL : dict_find_name(compiler->local_numbers, name);
    bool cell = !global && (bits & (SCOPE_CELL | SCOPE_FREE));
    enum operation operation = compile_operation(node->augmented.op);
    uint32_t place = global           ? compiler->code->site_count
                     : number != NULL ? (uint32_t)number->integer
                                      : UINT32_MAX;
    bool possible =
        place <= UINT16_MAX && (is_simple(node->augmented.value) ||
                                node->augmented.value->kind == AST_NAME || (!global && !cell));
    if (possible && !is_simple(node->augmented.value) && !global && !cell) {
        compile_at(compiler, target->span);
        compile_emit(compiler, OP_CHECK_LOCAL, place);
    }
    if (possible) {
        compile_expression(compiler, node->augmented.value);
        compile_at(compiler, node->span);
        if (global) {
            place = compile_site(compiler, object_ref(name));
        }
        enum code_opcode opcode = global                       ? OP_AUGMENT_GLOBAL
                                  : cell                       ? OP_AUGMENT_CELL
                                  : operation == OPERATION_ADD ? OP_ADD_TO_LOCAL
                                                               : OP_AUGMENT_LOCAL;
        compile_emit_both(compiler, opcode, operation, place);
        compile_at(compiler, target->span);
        compile_emit(compiler, OP_NOP, 0); // skipped: its position is that of an unbound x
    }
    object_unref(name);
    return possible;
}

static void augmented(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *target = node->augmented.target;
    enum operation operation = compile_operation(node->augmented.op);
    if (augment_name(compiler, node)) {
        return;
    }
    if (target->kind == AST_NAME) {
        compile_expression(compiler, target);
        compile_expression(compiler, node->augmented.value);
        compile_at(compiler, node->span);
        compile_emit(compiler, OP_IN_PLACE, operation);
        compile_use(compiler, target->name, NAME_STORE);
    } else if (target->kind == AST_ATTRIBUTE) {
        struct str *name = compile_name(compiler, target->attribute.name.text);
        compile_expression(compiler, target->attribute.object);
        compile_at_attribute(compiler, target, target->span);
        compile_emit(compiler, OP_COPY, 1);
        compile_emit(compiler, OP_LOAD_ATTRIBUTE, compile_site(compiler, object_ref(name)));
        compile_expression(compiler, node->augmented.value);
        compile_at(compiler, node->span);
        compile_emit(compiler, OP_IN_PLACE, operation);
        compile_emit(compiler, OP_SWAP, 2);
        compile_at_attribute(compiler, target, target->span);
        compile_emit(compiler, OP_STORE_ATTRIBUTE, compile_site(compiler, name));
    } else {
        compile_expression(compiler, target->subscript.object);
        compile_expression(compiler, target->subscript.index);
        compile_mark(compiler, target->span, target->subscript.mark);
        compile_emit(compiler, OP_COPY, 2);
        compile_emit(compiler, OP_COPY, 2);
        compile_emit_both(compiler, OP_LOAD_ITEM, CODE_STACK, 0);
        compile_depth(compiler, -1);
        compile_expression(compiler, node->augmented.value);
        compile_at(compiler, node->span);
        compile_emit(compiler, OP_IN_PLACE, operation);
        compile_emit(compiler, OP_SWAP, 3);
        compile_emit(compiler, OP_SWAP, 2);
        compile_mark(compiler, target->span, target->subscript.mark);
        compile_emit(compiler, OP_STORE_ITEM, 0);
    }
}

void compile_annotation(struct compiler *compiler, const struct ast_node *node)
{
    if (!*compiler->future_annotations) {
        compile_expression(compiler, node);
        return;
    }
    size_t length;
    const char *line = source_line(compiler->parse->source, node->span.line, &length);
    size_t end = node->span.end_line == node->span.line ? node->span.end_column : length;
    compile_at(compiler, node->span);
    compile_load(compiler,
                 value_object(str_create(line + node->span.column, end - node->span.column)));
}

static void annotated(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *target = node->annotated.target;
    bool kept = compiler->scope->kind == SCOPE_MODULE || compiler->scope->kind == SCOPE_CLASS;
    if (node->annotated.value != NULL) {
        compile_expression(compiler, node->annotated.value);
        compile_store(compiler, target);
    }
    if (!kept) {
        return;
    }
    compile_annotation(compiler, node->annotated.annotation);
    if (!node->annotated.simple || target->kind != AST_NAME) {
        compile_emit(compiler, OP_POP, 0);
        return;
    }
    compile_at(compiler, node->span);
    compile_use(compiler, (struct ast_text){"__annotations__", 15}, NAME_LOAD);
    compile_load(compiler, value_object(compile_name(compiler, target->name)));
    compile_emit(compiler, OP_STORE_ITEM, 0);
}

// ---- import

static void import_plain(struct compiler *compiler, const struct ast_node *node)
{
    for (size_t i = 0; i < node->import.alias_count; i++) {
        const struct ast_alias *alias = &node->import.aliases[i];
        struct value name = compile_text(compiler, alias->name);
        bool whole = alias->as_name.data != NULL;
        compile_at(compiler, node->span);
        compile_emit(compiler, whole ? OP_IMPORT : OP_IMPORT_TOP, compile_constant(compiler, name));
        struct ast_text target = whole ? alias->as_name : alias->name;
        const char *dot = whole ? NULL : memchr(target.data, '.', target.length);
        target.length = dot != NULL ? (size_t)(dot - target.data) : target.length;
        compile_use(compiler, target, NAME_STORE);
    }
}

static bool is_text(struct ast_text text, const char *expected)
{
    return text.data != NULL && text.length == strlen(expected) &&
           memcmp(text.data, expected, text.length) == 0;
}

static void import_from(struct compiler *compiler, const struct ast_node *node)
{
    compile_at(compiler, node->span);
    if (node->import.level > 0) {
        struct str *message = str_from("attempted relative import with no known parent package");
        compile_emit(compiler, OP_IMPORT, compile_constant(compiler, value_object(message)));
        compile_emit(compiler, OP_POP, 0);
        return;
    }
    if (is_text(node->import.module, "__future__")) {
        for (size_t i = 0; i < node->import.alias_count; i++) {
            if (is_text(node->import.aliases[i].name, "annotations")) {
                *compiler->future_annotations = true;
            }
        }
    }
    struct value name = compile_text(compiler, node->import.module);
    compile_emit(compiler, OP_IMPORT, compile_constant(compiler, name));
    for (size_t i = 0; i < node->import.alias_count; i++) {
        const struct ast_alias *alias = &node->import.aliases[i];
        if (is_text(alias->name, "*")) {
            compile_emit(compiler, OP_IMPORT_STAR, 0);
            return;
        }
        struct str *attribute = str_intern(str_create(alias->name.data, alias->name.length));
        compile_at(compiler, node->span);
        compile_emit(compiler, OP_IMPORT_FROM, compile_site(compiler, attribute));
        compile_use(compiler, alias->as_name.data != NULL ? alias->as_name : alias->name,
                    NAME_STORE);
    }
    compile_emit(compiler, OP_POP, 0);
}

// ---- the others

static void expression(struct compiler *compiler, const struct ast_node *node)
{
    bool shown = compiler->mode == COMPILE_INTERACTIVE && compiler->scope->kind == SCOPE_MODULE;
    if (!shown && compile_is_constant(node->value)) {
        return;
    }
    compile_expression(compiler, node->value);
    compile_at(compiler, node->span);
    compile_emit(compiler, shown ? OP_SHOW : OP_POP, 0);
}

// What CPython points at when the test fails: the last comparison that decides, or all of it.
static void find_blamed(const struct ast_node *test, struct ast_span *span)
{
    if (test->kind == AST_COMPARE) {
        *span = test->span;
    } else if (test->kind == AST_UNARY && test->unary.op == AST_NOT) {
        find_blamed(test->unary.operand, span);
    } else if (test->kind == AST_AND || test->kind == AST_OR) {
        for (size_t i = 0; i < test->logical.count; i++) {
            find_blamed(test->logical.items[i], span);
        }
    } else if (test->kind == AST_IF_ELSE) {
        find_blamed(test->choice.test, span);
        find_blamed(test->choice.body, span);
        find_blamed(test->choice.orelse, span);
    }
}

static void assertion(struct compiler *compiler, const struct ast_node *node)
{
    struct ast_span blamed = node->span;
    find_blamed(node->assertion.test, &blamed);
    struct jumps fine = {0};
    compile_jump_if(compiler, node->assertion.test, true, &fine);
    compile_at(compiler, blamed);
    compile_emit(compiler, OP_LOAD_ASSERTION_ERROR, 0);
    if (node->assertion.message != NULL) {
        compile_expression(compiler, node->assertion.message);
        compile_at(compiler, blamed);
        compile_emit(compiler, OP_CALL, 1);
        compile_depth(compiler, -1);
    }
    compile_emit(compiler, OP_RAISE, 1);
    compile_depth(compiler, -1);
    compile_land(compiler, &fine);
}

static void raise_statement(struct compiler *compiler, const struct ast_node *node)
{
    uint32_t count = 0;
    if (node->raise.exception != NULL) {
        compile_expression(compiler, node->raise.exception);
        count++;
    }
    if (node->raise.cause != NULL) {
        compile_expression(compiler, node->raise.cause);
        count++;
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_RAISE, count);
    compile_depth(compiler, -(int32_t)count);
}

void compile_statement(struct compiler *compiler, const struct ast_node *node)
{
    if (compiler->failed) {
        return;
    }
    compile_at(compiler, node->span);
    switch ((int)node->kind) {
    case AST_EXPRESSION:
        expression(compiler, node);
        break;
    case AST_ASSIGN:
        assign(compiler, node);
        break;
    case AST_AUGMENTED:
        augmented(compiler, node);
        break;
    case AST_ANNOTATED:
        annotated(compiler, node);
        break;
    case AST_DELETE:
        for (size_t i = 0; i < node->targets.count; i++) {
            compile_delete(compiler, node->targets.items[i]);
        }
        break;
    case AST_PASS:
    case AST_GLOBAL:
    case AST_NONLOCAL:
        break;
    case AST_RAISE:
        raise_statement(compiler, node);
        break;
    case AST_IMPORT:
        import_plain(compiler, node);
        break;
    case AST_IMPORT_FROM:
        import_from(compiler, node);
        break;
    case AST_ASSERT:
        assertion(compiler, node);
        break;
    case AST_DEF:
        compile_def(compiler, node);
        break;
    case AST_CLASS:
        compile_class(compiler, node);
        break;
    default:
        compile_control(compiler, node);
    }
}

void compile_body(struct compiler *compiler, const struct ast_list *body)
{
    for (size_t i = 0; i < body->count; i++) {
        compile_statement(compiler, body->items[i]);
    }
}
