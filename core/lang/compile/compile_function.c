// Whatever has code of its own: units, functions, lambdas, comprehensions, classes.
#include "core/lang/compile/compile.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

// ---- names of code objects

// "f.<locals>.g" in a function, "C.g" in a class, "g" at the top or when declared global there.
static struct str *qualified_name(const struct compiler *outer, struct str *name)
{
    struct scope *scope = outer->scope;
    if (scope->kind == SCOPE_MODULE || (scope_symbol(scope, name) & SCOPE_GLOBAL)) {
        return object_ref(name);
    }
    bool inside = scope->kind == SCOPE_CLASS || scope->kind == SCOPE_COMPREHENSION;
    return str_format(inside ? "%s.%s" : "%s.<locals>.%s", outer->code->qualified->data,
                      name->data);
}

static bool open_named(struct compiler *inner, struct compiler *outer, const struct ast_node *node,
                       struct str *name)
{
    struct scope *scope = scope_inner(outer->scope, node);
    struct str *qualified = name != NULL ? qualified_name(outer, name) : NULL;
    bool fine = compile_open(inner, outer, scope, name, qualified);
    object_unref(qualified);
    object_unref(name);
    return fine;
}

// ---- the head of a function's code

static void emit_cells(struct compiler *compiler)
{
    struct code *code = compiler->code;
    uint32_t owned = code->local_count - code->free_count;
    if (code->free_count > 0) {
        compile_emit(compiler, OP_COPY_FREE, code->free_count);
    }
    for (uint32_t i = 0; i < owned; i++) {
        bool class_cell = compiler->scope->kind == SCOPE_CLASS;
        if (class_cell || (scope_symbol(compiler->scope, code->locals[i]) & SCOPE_CELL)) {
            compile_emit(compiler, OP_MAKE_CELL, i);
        }
    }
}

static void head(struct compiler *compiler)
{
    struct code *code = compiler->code;
    const struct signature *signature = &code->signature;
    emit_cells(compiler);
    if (compiler->scope->generator) {
        code->flags |= CODE_GENERATOR;
        compile_emit(compiler, OP_MAKE_GENERATOR, 0);
    }
    bool plain =
        signature->count == signature->positional && !signature->rest && !signature->options;
    code->flags |= plain ? CODE_PLAIN : 0;
}

static void set_parameters(struct compiler *compiler, const struct ast_parameters *parameters)
{
    struct code *code = compiler->code;
    struct signature *signature = &code->signature;
    *signature = (struct signature){
        .count = parameters->count,
        .positional = parameters->positional,
        .positional_only = parameters->positional_only,
        .rest = parameters->star != NULL,
        .options = parameters->double_star != NULL,
        .words = SIGNATURE_PYTHON,
    };
}

// The names of the parameters, without *rest between them, as signature.h wants them.
static void set_parameter_names(struct compiler *compiler)
{
    struct code *code = compiler->code;
    struct signature *signature = &code->signature;
    if (compiler->failed || signature->count == 0) {
        return;
    }
    signature->names = code_parameter_names(code);
    if (signature->names == NULL) {
        compiler->failed = true;
    }
}

static void take_docstring(struct compiler *compiler, const struct ast_list *body)
{
    struct ast_text doc = ast_docstring(body);
    if (doc.data != NULL && !compiler->failed) {
        compiler->code->doc = value_object(str_create(doc.data, doc.length));
        compiler->failed = !value_is_set(compiler->code->doc);
    }
}

static void return_none(struct compiler *compiler)
{
    compile_load(compiler, value_none);
    compile_emit(compiler, OP_RETURN, 0);
}

// ---- making functions: what their code needs on the stack

static uint32_t emit_defaults(struct compiler *compiler, const struct ast_parameters *parameters)
{
    uint32_t parts = 0, count = 0;
    for (size_t i = 0; i < parameters->positional; i++) {
        if (parameters->items[i].value != NULL) {
            compile_expression(compiler, parameters->items[i].value);
            count++;
        }
    }
    if (count > 0) {
        compile_emit(compiler, OP_BUILD_TUPLE, count);
        compile_depth(compiler, 1 - (int32_t)count);
        parts |= CODE_DEFAULTS;
    }
    for (size_t i = parameters->positional; i < parameters->count; i++) {
        const struct ast_parameter *parameter = &parameters->items[i];
        if (parameter->value == NULL) {
            continue;
        }
        if (!(parts & CODE_KEYWORD_DEFAULTS)) {
            compile_emit(compiler, OP_BUILD_DICT, 0);
            compile_depth(compiler, 1);
            parts |= CODE_KEYWORD_DEFAULTS;
        }
        compile_load(compiler, value_object(compile_name(compiler, parameter->name.text)));
        compile_expression(compiler, parameter->value);
        compile_emit(compiler, OP_DICT_ADD, 1);
    }
    return parts;
}

static uint32_t emit_one_annotation(struct compiler *compiler, struct ast_text name,
                                    const struct ast_node *annotation)
{
    if (annotation == NULL) {
        return 0;
    }
    compile_load(compiler, value_object(compile_name(compiler, name)));
    compile_annotation(compiler, annotation);
    return 1;
}

static uint32_t emit_annotations(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_parameters *parameters = &node->def.parameters;
    uint32_t count = 0;
    for (size_t i = 0; i < parameters->count || i == parameters->positional; i++) {
        if (i == parameters->positional && parameters->star != NULL) {
            count += emit_one_annotation(compiler, parameters->star->name.text,
                                         parameters->star->annotation);
        }
        if (i < parameters->count) {
            count += emit_one_annotation(compiler, parameters->items[i].name.text,
                                         parameters->items[i].annotation);
        }
    }
    if (parameters->double_star != NULL) {
        count += emit_one_annotation(compiler, parameters->double_star->name.text,
                                     parameters->double_star->annotation);
    }
    count += emit_one_annotation(compiler, (struct ast_text){"return", 6}, node->def.returns);
    if (count == 0) {
        return 0;
    }
    compile_emit(compiler, OP_BUILD_DICT, count);
    compile_depth(compiler, 1 - 2 * (int32_t)count);
    return CODE_ANNOTATIONS;
}

// The cells that `code` shares with this function, as a tuple.
static uint32_t emit_closure(struct compiler *compiler, struct code *code)
{
    uint32_t first = code->local_count - code->free_count;
    for (uint32_t i = first; i < code->local_count; i++) {
        struct value *number = dict_find_name(compiler->local_numbers, code->locals[i]);
        compile_emit(compiler, OP_LOAD_LOCAL, number != NULL ? (uint32_t)number->integer : 0);
    }
    if (code->free_count == 0) {
        return 0;
    }
    compile_emit(compiler, OP_BUILD_TUPLE, code->free_count);
    compile_depth(compiler, 1 - (int32_t)code->free_count);
    return CODE_CLOSURE;
}

static void emit_function(struct compiler *compiler, struct code *code, uint32_t parts)
{
    if (code == NULL) {
        compiler->failed = true;
        return;
    }
    parts |= emit_closure(compiler, code);
    uint32_t constant = compile_constant(compiler, value_object(code));
    compile_emit_both(compiler, OP_MAKE_FUNCTION, parts, constant);
    compile_depth(compiler, 1 - __builtin_popcount(parts));
}

// ---- def, lambda

static void emit_decorators(struct compiler *compiler, const struct ast_list *decorators)
{
    for (size_t i = 0; i < decorators->count; i++) {
        compile_expression(compiler, decorators->items[i]);
    }
}

static void apply_decorators(struct compiler *compiler, const struct ast_list *decorators)
{
    for (size_t i = decorators->count; i > 0; i--) {
        compile_at(compiler, decorators->items[i - 1]->span);
        compile_emit(compiler, OP_CALL, 1);
        compile_depth(compiler, -1);
    }
}

void compile_def(struct compiler *compiler, const struct ast_node *node)
{
    struct compiler inner;
    emit_decorators(compiler, &node->def.decorators);
    compile_at(compiler, node->span);
    uint32_t parts = emit_defaults(compiler, &node->def.parameters);
    parts |= emit_annotations(compiler, node);
    compile_at(compiler, node->span);
    struct value name = compile_text(compiler, node->def.name.text);
    if (compiler->failed) {
        value_unref(name);
        return;
    }
    if (open_named(&inner, compiler, node, str_of(name))) {
        set_parameters(&inner, &node->def.parameters);
        set_parameter_names(&inner);
        take_docstring(&inner, &node->def.body);
        head(&inner);
        compile_body(&inner, &node->def.body);
        return_none(&inner);
    }
    emit_function(compiler, compile_close(&inner), parts);
    apply_decorators(compiler, &node->def.decorators);
    compile_at(compiler, node->span);
    compile_use(compiler, node->def.name.text, NAME_STORE);
}

void compile_lambda(struct compiler *compiler, const struct ast_node *node)
{
    struct compiler inner;
    uint32_t parts = emit_defaults(compiler, &node->lambda.parameters);
    if (compiler->failed) {
        return;
    }
    if (open_named(&inner, compiler, node, str_interned("<lambda>"))) {
        set_parameters(&inner, &node->lambda.parameters);
        set_parameter_names(&inner);
        head(&inner);
        compile_expression(&inner, node->lambda.body);
        compile_at(&inner, node->lambda.body->span);
        compile_emit(&inner, OP_RETURN, 0);
    }
    compile_at(compiler, node->span);
    emit_function(compiler, compile_close(&inner), parts);
}

// ---- comprehensions

static void add_element(struct compiler *compiler, const struct ast_node *node, uint32_t depth)
{
    if (node->comprehension.key != NULL) {
        compile_expression(compiler, node->comprehension.key);
    }
    compile_expression(compiler, node->comprehension.element);
    bool hashes = node->kind == AST_SET_COMPREHENSION || node->kind == AST_DICT_COMPREHENSION;
    compile_at(compiler, hashes ? node->span : node->comprehension.element->span);
    switch ((int)node->kind) {
    case AST_LIST_COMPREHENSION:
        compile_emit(compiler, OP_LIST_APPEND, depth);
        break;
    case AST_SET_COMPREHENSION:
        compile_emit(compiler, OP_SET_ADD, depth);
        break;
    case AST_DICT_COMPREHENSION:
        compile_emit(compiler, OP_DICT_ADD, depth);
        break;
    default:
        compile_emit(compiler, OP_YIELD, 0);
        compile_emit(compiler, OP_POP, 0);
    }
}

// The clauses from `index` on, one loop inside the other.
static void clauses(struct compiler *compiler, const struct ast_node *node, size_t index)
{
    struct jumps end = {0};
    if (index == node->comprehension.clause_count) {
        add_element(compiler, node, (uint32_t)index + 1);
        return;
    }
    const struct ast_clause *clause = &node->comprehension.clauses[index];
    compile_at(compiler, clause->iterable->span);
    if (index == 0) {
        compile_emit(compiler, OP_LOAD_LOCAL, 0);
    } else {
        compile_expression(compiler, clause->iterable);
        compile_at(compiler, node->span);
        compile_emit(compiler, OP_GET_ITERATOR, 0);
        compile_at(compiler, clause->iterable->span);
    }
    uint32_t start = compile_here(compiler);
    compile_jump(compiler, OP_FOR_NEXT, &end);
    compile_store(compiler, clause->target);
    struct jumps skip = {0};
    for (size_t i = 0; i < clause->conditions.count; i++) {
        compile_jump_if(compiler, clause->conditions.items[i], false, &skip);
    }
    clauses(compiler, node, index + 1);
    compile_land(compiler, &skip);
    compile_jump_back(compiler, start);
    compile_land(compiler, &end);
    compile_depth(compiler, -1);
}

static struct code *comprehension_code(struct compiler *compiler, const struct ast_node *node)
{
    struct compiler inner;
    const char *name = node->kind == AST_LIST_COMPREHENSION   ? "<listcomp>"
                       : node->kind == AST_SET_COMPREHENSION  ? "<setcomp>"
                       : node->kind == AST_DICT_COMPREHENSION ? "<dictcomp>"
                                                              : "<genexpr>";
    if (open_named(&inner, compiler, node, str_interned(name))) {
        inner.code->signature = (struct signature){
            .count = 1, .positional = 1, .positional_only = 1, .words = SIGNATURE_PYTHON};
        set_parameter_names(&inner);
        head(&inner);
        if (node->kind != AST_GENERATOR) {
            compile_emit(&inner,
                         node->kind == AST_LIST_COMPREHENSION  ? OP_BUILD_LIST
                         : node->kind == AST_SET_COMPREHENSION ? OP_BUILD_SET
                                                               : OP_BUILD_DICT,
                         0);
            compile_depth(&inner, 1);
        }
        clauses(&inner, node, 0);
        if (node->kind == AST_GENERATOR) {
            compile_load(&inner, value_none);
        }
        compile_at(&inner, node->span);
        compile_emit(&inner, OP_RETURN, 0);
    }
    return compile_close(&inner);
}

void compile_comprehension(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *first = node->comprehension.clauses[0].iterable;
    struct code *code = comprehension_code(compiler, node);
    compile_at(compiler, node->span);
    emit_function(compiler, code, 0);
    compile_expression(compiler, first);
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_GET_ITERATOR, 0);
    compile_emit(compiler, OP_CALL, 1);
    compile_depth(compiler, -1);
}

// ---- class

static bool has_annotations(const struct ast_list *body)
{
    for (size_t i = 0; i < body->count; i++) {
        const struct ast_node *node = body->items[i];
        bool inner = false;
        if (node->kind == AST_IF || node->kind == AST_WHILE) {
            inner = has_annotations(&node->branch.body) || has_annotations(&node->branch.orelse);
        } else if (node->kind == AST_FOR) {
            inner = has_annotations(&node->loop.body) || has_annotations(&node->loop.orelse);
        } else if (node->kind == AST_TRY) {
            inner = has_annotations(&node->attempt.body) || has_annotations(&node->attempt.orelse);
        } else if (node->kind == AST_WITH) {
            inner = has_annotations(&node->with.body);
        }
        if (inner || node->kind == AST_ANNOTATED) {
            return true;
        }
    }
    return false;
}

static void store_text(struct compiler *compiler, const char *name, struct value value)
{
    compile_load(compiler, value);
    compile_use(compiler, (struct ast_text){name, __builtin_strlen(name)}, NAME_STORE);
}

static struct code *class_code(struct compiler *compiler, const struct ast_node *node)
{
    struct compiler inner;
    struct value name = compile_text(compiler, node->classdef.name.text);
    if (!value_is_set(name)) {
        return NULL;
    }
    if (open_named(&inner, compiler, node, str_of(name))) {
        const struct ast_list *body = &node->classdef.body;
        struct ast_text doc = ast_docstring(body);
        inner.code->flags |= CODE_CLASS;
        emit_cells(&inner);
        compile_use(&inner, (struct ast_text){"__name__", 8}, NAME_LOAD);
        compile_use(&inner, (struct ast_text){"__module__", 10}, NAME_STORE);
        store_text(&inner, "__qualname__", value_of(inner.code->qualified));
        if (has_annotations(body)) {
            compile_emit(&inner, OP_SETUP_ANNOTATIONS, 0);
        }
        if (doc.data != NULL) {
            store_text(&inner, "__doc__", value_object(str_create(doc.data, doc.length)));
        }
        compile_body(&inner, body);
        if (inner.scope->needs_class_cell) {
            compile_emit(&inner, OP_LOAD_LOCAL, 0);
            compile_use(&inner, (struct ast_text){"__classcell__", 13}, NAME_STORE);
        }
        return_none(&inner);
    }
    return compile_close(&inner);
}

void compile_class(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_keywords *keywords = &node->classdef.keywords;
    emit_decorators(compiler, &node->classdef.decorators);
    compile_at(compiler, node->span);
    for (size_t i = 0; i < keywords->count; i++) {
        struct ast_text name = keywords->items[i].name;
        if (name.length == 9 && __builtin_memcmp(name.data, "metaclass", 9) == 0) {
            compile_fail(compiler, keywords->items[i].span, "ranksh has no metaclasses");
            return;
        }
    }
    emit_function(compiler, class_code(compiler, node), 0);
    compile_load(compiler, compile_text(compiler, node->classdef.name.text));
    for (size_t i = 0; i < node->classdef.bases.count; i++) {
        if (node->classdef.bases.items[i]->kind == AST_STARRED) {
            compile_fail(compiler, node->classdef.bases.items[i]->span,
                         "ranksh has no starred bases");
            return;
        }
        compile_expression(compiler, node->classdef.bases.items[i]);
    }
    compile_at(compiler, node->span);
    uint32_t count = (uint32_t)node->classdef.bases.count;
    compile_emit(compiler, OP_BUILD_TUPLE, count);
    compile_depth(compiler, 1 - (int32_t)count);
    for (size_t i = 0; i < keywords->count; i++) {
        if (keywords->items[i].name.data == NULL) {
            compile_fail(compiler, keywords->items[i].span,
                         "ranksh has no ** in a class statement");
            return;
        }
        compile_load(compiler, compile_text(compiler, keywords->items[i].name));
        compile_expression(compiler, keywords->items[i].value);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_BUILD_DICT, (uint32_t)keywords->count);
    compile_depth(compiler, 1 - 2 * (int32_t)keywords->count);
    compile_emit(compiler, OP_MAKE_CLASS, 0);
    apply_decorators(compiler, &node->classdef.decorators);
    compile_at(compiler, node->span);
    compile_use(compiler, node->classdef.name.text, NAME_STORE);
}

// ---- units

void compile_module(struct compiler *compiler, const struct ast_list *body)
{
    struct ast_text doc = ast_docstring(body);
    if (has_annotations(body)) {
        compile_emit(compiler, OP_SETUP_ANNOTATIONS, 0);
    }
    if (doc.data != NULL && compiler->mode == COMPILE_FILE) {
        store_text(compiler, "__doc__", value_object(str_create(doc.data, doc.length)));
    }
    compile_body(compiler, body);
    return_none(compiler);
}
