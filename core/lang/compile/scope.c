// One walk over the tree notes what each scope binds and uses; a second one over the scopes finds
// the owners of free names.
#include <string.h>

#include "core/lang/compile/scope.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

struct walk {
    struct arena *arena;
    struct syntax_error *error;
    struct scope *scope;
    bool failed; // an error is noted, or raised
};

static void visit(struct walk *walk, const struct ast_node *node);
static void visit_target(struct walk *walk, const struct ast_node *node);
static void visit_all(struct walk *walk, const struct ast_list *list);

unsigned scope_symbol(const struct scope *scope, struct str *name)
{
    struct value *slot = dict_find_name(scope->symbols, name);
    return slot != NULL ? (unsigned)slot->integer : 0;
}

struct str *scope_name(const struct scope *scope, struct ast_text text)
{
    const struct str *class_name = scope->class_name;
    size_t skip = 0;
    bool private_name = class_name != NULL && text.length > 2 && memcmp(text.data, "__", 2) == 0 &&
                        memcmp(text.data + text.length - 2, "__", 2) != 0 &&
                        memchr(text.data, '.', text.length) == NULL;
    while (private_name && class_name->data[skip] == '_') {
        skip++;
    }
    if (private_name && skip < class_name->length) {
        return str_intern(
            str_format("_%s%.*s", class_name->data + skip, (int)text.length, text.data));
    }
    return str_intern(str_create(text.data, text.length));
}

// ---- noting

static bool set_bits(struct scope *scope, struct str *name, unsigned bits)
{
    struct value *slot = dict_slot(scope->symbols, value_object(name));
    if (slot == NULL) {
        return false;
    }
    *slot = value_int((slot->tag == VALUE_INT ? slot->integer : 0) | bits);
    return true;
}

static void note(struct walk *walk, struct scope *scope, struct ast_text text, unsigned bits)
{
    struct str *name = walk->failed ? NULL : scope_name(scope, text);
    if (name == NULL || !set_bits(scope, name, bits)) {
        walk->failed = true;
    }
    object_unref(name);
}

static void fail(struct walk *walk, struct ast_span span, const char *format, struct ast_text name)
{
    if (!walk->failed) {
        walk->failed = true;
        syntax_fail(walk->error, walk->arena, SYNTAX_ERROR, span, format, name.data);
    }
}

static struct scope *open(struct walk *walk, enum scope_kind kind, const struct ast_node *node)
{
    struct scope *scope = arena_alloc(walk->arena, sizeof *scope), *outer = walk->scope;
    struct dict *symbols = dict_create();
    if (scope == NULL || symbols == NULL) {
        object_unref(symbols);
        raise_memory();
        walk->failed = true;
        return NULL;
    }
    scope->kind = kind;
    scope->node = node;
    scope->outer = outer;
    scope->symbols = symbols;
    scope->class_name = outer != NULL ? object_ref(outer->class_name) : NULL;
    if (outer != NULL && outer->last_inner != NULL) {
        outer->last_inner->next = scope;
    } else if (outer != NULL) {
        outer->first_inner = scope;
    }
    if (outer != NULL) {
        outer->last_inner = scope;
    }
    walk->scope = scope;
    return scope;
}

// ---- expressions

static void visit_optional(struct walk *walk, const struct ast_node *node)
{
    if (node != NULL) {
        visit(walk, node);
    }
}

static void visit_keywords(struct walk *walk, const struct ast_keywords *keywords)
{
    for (size_t i = 0; i < keywords->count; i++) {
        visit(walk, keywords->items[i].value);
    }
}

static void visit_defaults(struct walk *walk, const struct ast_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        visit_optional(walk, parameters->items[i].value);
    }
}

static void visit_annotations(struct walk *walk, const struct ast_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        visit_optional(walk, parameters->items[i].annotation);
    }
    if (parameters->star != NULL) {
        visit_optional(walk, parameters->star->annotation);
    }
    if (parameters->double_star != NULL) {
        visit_optional(walk, parameters->double_star->annotation);
    }
}

static void note_parameter(struct walk *walk, const struct ast_parameter *parameter)
{
    struct str *name = walk->failed ? NULL : scope_name(walk->scope, parameter->name.text);
    if (name != NULL && (scope_symbol(walk->scope, name) & SCOPE_PARAMETER)) {
        fail(walk, parameter->name.span, "duplicate argument '%s' in function definition",
             parameter->name.text);
    }
    object_unref(name);
    note(walk, walk->scope, parameter->name.text, SCOPE_BOUND | SCOPE_PARAMETER);
}

// In source order, which is the order of the locals.
static void note_parameters(struct walk *walk, const struct ast_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        if (i == parameters->positional && parameters->star != NULL) {
            note_parameter(walk, parameters->star);
        }
        note_parameter(walk, &parameters->items[i]);
    }
    if (parameters->star != NULL && parameters->positional >= parameters->count) {
        note_parameter(walk, parameters->star);
    }
    if (parameters->double_star != NULL) {
        note_parameter(walk, parameters->double_star);
    }
}

static void visit_comprehension(struct walk *walk, const struct ast_node *node)
{
    struct scope *outer = walk->scope;
    visit(walk, node->comprehension.clauses[0].iterable);
    if (walk->failed || open(walk, SCOPE_COMPREHENSION, node) == NULL) {
        return;
    }
    walk->scope->generator = node->kind == AST_GENERATOR;
    note(walk, walk->scope, (struct ast_text){".0", 2}, SCOPE_BOUND | SCOPE_PARAMETER);
    for (size_t i = 0; i < node->comprehension.clause_count; i++) {
        const struct ast_clause *clause = &node->comprehension.clauses[i];
        if (i > 0) {
            visit(walk, clause->iterable);
        }
        visit_target(walk, clause->target);
        visit_all(walk, &clause->conditions);
    }
    visit_optional(walk, node->comprehension.key);
    visit(walk, node->comprehension.element);
    walk->scope = outer;
}

static void visit_lambda(struct walk *walk, const struct ast_node *node)
{
    struct scope *outer = walk->scope;
    visit_defaults(walk, &node->lambda.parameters);
    if (walk->failed || open(walk, SCOPE_FUNCTION, node) == NULL) {
        return;
    }
    note_parameters(walk, &node->lambda.parameters);
    visit(walk, node->lambda.body);
    walk->scope = outer;
}

// `:=` inside a comprehension binds in the function around it.
static void visit_named(struct walk *walk, const struct ast_node *node)
{
    struct ast_text name = node->named.target->name;
    struct scope *owner = walk->scope;
    visit(walk, node->named.value);
    while (owner->kind == SCOPE_COMPREHENSION) {
        owner = owner->outer;
    }
    if (owner->kind == SCOPE_CLASS && owner != walk->scope) {
        fail(walk, node->span,
             "assignment expression within a comprehension cannot be used in a class body", name);
        return;
    }
    struct str *text = scope_name(owner, name);
    bool global =
        owner->kind == SCOPE_MODULE || (text != NULL && (scope_symbol(owner, text) & SCOPE_GLOBAL));
    object_unref(text);
    for (struct scope *it = walk->scope; it != owner; it = it->outer) {
        note(walk, it, name, global ? SCOPE_GLOBAL : SCOPE_NONLOCAL);
    }
    note(walk, owner, name, SCOPE_BOUND);
}

static void visit_name(struct walk *walk, const struct ast_node *node, unsigned bits)
{
    note(walk, walk->scope, node->name, bits);
    bool is_super = node->name.length == 5 && memcmp(node->name.data, "super", 5) == 0;
    if (is_super && walk->scope->kind != SCOPE_MODULE && walk->scope->kind != SCOPE_CLASS) {
        note(walk, walk->scope, (struct ast_text){"__class__", 9}, SCOPE_USED);
    }
}

static void visit_call(struct walk *walk, const struct ast_node *node)
{
    visit(walk, node->call.function);
    visit_all(walk, &node->call.arguments);
    visit_keywords(walk, &node->call.keywords);
}

static void visit_dict(struct walk *walk, const struct ast_node *node)
{
    for (size_t i = 0; i < node->dict.values.count; i++) {
        visit_optional(walk, node->dict.keys.items[i]);
        visit(walk, node->dict.values.items[i]);
    }
}

// ---- statements

static void bind(struct walk *walk, struct ast_text name)
{
    note(walk, walk->scope, name, SCOPE_BOUND);
}

// Targets bind their names; what else they hold is used.
static void visit_target(struct walk *walk, const struct ast_node *node)
{
    switch ((int)node->kind) {
    case AST_NAME:
        bind(walk, node->name);
        break;
    case AST_TUPLE:
    case AST_LIST:
        for (size_t i = 0; i < node->sequence.count; i++) {
            visit_target(walk, node->sequence.items[i]);
        }
        break;
    case AST_STARRED:
        visit_target(walk, node->starred);
        break;
    default:
        visit(walk, node);
    }
}

static void visit_targets(struct walk *walk, const struct ast_list *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        visit_target(walk, targets->items[i]);
    }
}

static void visit_def(struct walk *walk, const struct ast_node *node)
{
    struct scope *outer = walk->scope;
    bind(walk, node->def.name.text);
    visit_all(walk, &node->def.decorators);
    visit_defaults(walk, &node->def.parameters);
    visit_annotations(walk, &node->def.parameters);
    visit_optional(walk, node->def.returns);
    if (walk->failed || open(walk, SCOPE_FUNCTION, node) == NULL) {
        return;
    }
    walk->scope->generator = node->def.generator;
    note_parameters(walk, &node->def.parameters);
    visit_all(walk, &node->def.body);
    walk->scope = outer;
}

static void visit_class(struct walk *walk, const struct ast_node *node)
{
    struct scope *outer = walk->scope;
    bind(walk, node->classdef.name.text);
    visit_all(walk, &node->classdef.decorators);
    visit_all(walk, &node->classdef.bases);
    visit_keywords(walk, &node->classdef.keywords);
    if (walk->failed || open(walk, SCOPE_CLASS, node) == NULL) {
        return;
    }
    struct ast_text name = node->classdef.name.text;
    object_unref(walk->scope->class_name);
    walk->scope->class_name = str_create(name.data, name.length);
    walk->failed = walk->failed || walk->scope->class_name == NULL;
    visit_all(walk, &node->classdef.body);
    walk->scope = outer;
}

// The place of the first statement that declares the name.
static struct ast_span directive_of(const struct scope *scope, const struct str *name)
{
    struct ast_span span = {0};
    for (const struct scope_directive *it = scope->directives; it != NULL; it = it->next) {
        for (size_t i = 0; i < it->node->names.count; i++) {
            struct ast_text text = it->node->names.items[i].text;
            if (text.length == name->length && memcmp(text.data, name->data, text.length) == 0) {
                span = it->node->span;
            }
        }
    }
    return span;
}

static void visit_declaration(struct walk *walk, const struct ast_node *node)
{
    bool global = node->kind == AST_GLOBAL;
    struct scope_directive *directive = arena_alloc(walk->arena, sizeof *directive);
    if (directive == NULL) {
        raise_memory();
        walk->failed = true;
        return;
    }
    *directive = (struct scope_directive){node, walk->scope->directives};
    walk->scope->directives = directive;
    for (size_t i = 0; i < node->names.count && !walk->failed; i++) {
        struct ast_text text = node->names.items[i].text;
        struct str *name = scope_name(walk->scope, text);
        unsigned bits = name != NULL ? scope_symbol(walk->scope, name) : 0;
        struct ast_span first =
            name != NULL ? directive_of(walk->scope, name) : (struct ast_span){0};
        object_unref(name);
        if (!global && walk->scope->kind == SCOPE_MODULE) {
            fail(walk, node->span, "nonlocal declaration not allowed at module level", text);
        } else if (bits & SCOPE_PARAMETER) {
            fail(walk, node->span,
                 global ? "name '%s' is parameter and global"
                        : "name '%s' is parameter and nonlocal",
                 text);
        } else if (bits & (global ? SCOPE_NONLOCAL : SCOPE_GLOBAL)) {
            fail(walk, first, "name '%s' is nonlocal and global", text);
        } else if (bits & SCOPE_USED) {
            fail(walk, node->span,
                 global ? "name '%s' is used prior to global declaration"
                        : "name '%s' is used prior to nonlocal declaration",
                 text);
        } else if ((bits & SCOPE_BOUND) && walk->scope->kind != SCOPE_MODULE) {
            fail(walk, node->span,
                 global ? "name '%s' is assigned to before global declaration"
                        : "name '%s' is assigned to before nonlocal declaration",
                 text);
        }
        note(walk, walk->scope, text, global ? SCOPE_GLOBAL : SCOPE_NONLOCAL);
    }
}

static void visit_import(struct walk *walk, const struct ast_node *node)
{
    for (size_t i = 0; i < node->import.alias_count; i++) {
        const struct ast_alias *alias = &node->import.aliases[i];
        struct ast_text name = alias->as_name.data != NULL ? alias->as_name : alias->name;
        if (node->kind == AST_IMPORT && alias->as_name.data == NULL) {
            const char *dot = memchr(name.data, '.', name.length);
            name.length = dot != NULL ? (size_t)(dot - name.data) : name.length;
        }
        if (!(name.length == 1 && name.data[0] == '*')) {
            bind(walk, name);
        }
    }
}

static void visit_try(struct walk *walk, const struct ast_node *node)
{
    visit_all(walk, &node->attempt.body);
    for (size_t i = 0; i < node->attempt.handler_count; i++) {
        const struct ast_handler *handler = &node->attempt.handlers[i];
        visit_optional(walk, handler->type);
        if (handler->name.text.data != NULL) {
            bind(walk, handler->name.text);
        }
        visit_all(walk, &handler->body);
    }
    visit_all(walk, &node->attempt.orelse);
    visit_all(walk, &node->attempt.final);
}

static void visit_with(struct walk *walk, const struct ast_node *node)
{
    for (size_t i = 0; i < node->with.item_count; i++) {
        visit(walk, node->with.items[i].context);
        if (node->with.items[i].target != NULL) {
            visit_target(walk, node->with.items[i].target);
        }
    }
    visit_all(walk, &node->with.body);
}

static void visit_annotated(struct walk *walk, const struct ast_node *node)
{
    visit_optional(walk, node->annotated.value);
    visit_target(walk, node->annotated.target);
    if (walk->scope->kind != SCOPE_FUNCTION) {
        visit(walk, node->annotated.annotation);
    }
    if (walk->scope->kind == SCOPE_CLASS || walk->scope->kind == SCOPE_MODULE) {
        note(walk, walk->scope, (struct ast_text){"__annotations__", 15}, SCOPE_BOUND);
    }
}

static void visit_all(struct walk *walk, const struct ast_list *list)
{
    for (size_t i = 0; i < list->count && !walk->failed; i++) {
        visit(walk, list->items[i]);
    }
}

// One case a kind: the parts in the order in which they are evaluated.
static void visit(struct walk *walk, const struct ast_node *node)
{
    if (walk->failed) {
        return;
    }
    switch (node->kind) {
    case AST_NONE:
    case AST_TRUE:
    case AST_FALSE:
    case AST_ELLIPSIS:
    case AST_INT:
    case AST_FLOAT:
    case AST_STRING:
    case AST_BYTES:
    case AST_PASS:
    case AST_BREAK:
    case AST_CONTINUE:
        break;
    case AST_FSTRING:
        visit_all(walk, &node->parts);
        break;
    case AST_FORMAT:
        visit(walk, node->format.value);
        visit_optional(walk, node->format.spec);
        break;
    case AST_NAME:
        visit_name(walk, node, SCOPE_USED);
        break;
    case AST_TUPLE:
    case AST_LIST:
    case AST_SET:
        visit_all(walk, &node->sequence);
        break;
    case AST_DICT:
        visit_dict(walk, node);
        break;
    case AST_UNARY:
        visit(walk, node->unary.operand);
        break;
    case AST_BINARY:
        visit(walk, node->binary.left);
        visit(walk, node->binary.right);
        break;
    case AST_AND:
    case AST_OR:
        visit_all(walk, &node->logical);
        break;
    case AST_COMPARE:
        visit(walk, node->compare.left);
        visit_all(walk, &node->compare.rights);
        break;
    case AST_IF_ELSE:
        visit(walk, node->choice.test);
        visit(walk, node->choice.body);
        visit(walk, node->choice.orelse);
        break;
    case AST_CALL:
        visit_call(walk, node);
        break;
    case AST_ATTRIBUTE:
        visit(walk, node->attribute.object);
        break;
    case AST_SUBSCRIPT:
        visit(walk, node->subscript.object);
        visit(walk, node->subscript.index);
        break;
    case AST_SLICE:
        visit_optional(walk, node->slice.start);
        visit_optional(walk, node->slice.stop);
        visit_optional(walk, node->slice.step);
        break;
    case AST_STARRED:
        visit(walk, node->starred);
        break;
    case AST_LAMBDA:
        visit_lambda(walk, node);
        break;
    case AST_NAMED:
        visit_named(walk, node);
        break;
    case AST_LIST_COMPREHENSION:
    case AST_SET_COMPREHENSION:
    case AST_DICT_COMPREHENSION:
    case AST_GENERATOR:
        visit_comprehension(walk, node);
        break;
    case AST_YIELD:
    case AST_YIELD_FROM:
        walk->scope->generator = true;
        visit_optional(walk, node->value);
        break;
    case AST_EXPRESSION:
    case AST_RETURN:
        visit_optional(walk, node->value);
        break;
    case AST_ASSIGN:
        visit(walk, node->assign.value);
        visit_targets(walk, &node->assign.targets);
        break;
    case AST_AUGMENTED:
        visit(walk, node->augmented.value);
        visit_target(walk, node->augmented.target);
        break;
    case AST_ANNOTATED:
        visit_annotated(walk, node);
        break;
    case AST_DELETE:
        visit_targets(walk, &node->targets);
        break;
    case AST_RAISE:
        visit_optional(walk, node->raise.exception);
        visit_optional(walk, node->raise.cause);
        break;
    case AST_GLOBAL:
    case AST_NONLOCAL:
        visit_declaration(walk, node);
        break;
    case AST_IMPORT:
    case AST_IMPORT_FROM:
        visit_import(walk, node);
        break;
    case AST_ASSERT:
        visit(walk, node->assertion.test);
        visit_optional(walk, node->assertion.message);
        break;
    case AST_IF:
    case AST_WHILE:
        visit(walk, node->branch.test);
        visit_all(walk, &node->branch.body);
        visit_all(walk, &node->branch.orelse);
        break;
    case AST_FOR:
        visit(walk, node->loop.iterable);
        visit_target(walk, node->loop.target);
        visit_all(walk, &node->loop.body);
        visit_all(walk, &node->loop.orelse);
        break;
    case AST_DEF:
        visit_def(walk, node);
        break;
    case AST_CLASS:
        visit_class(walk, node);
        break;
    case AST_TRY:
        visit_try(walk, node);
        break;
    case AST_WITH:
        visit_with(walk, node);
        break;
    }
}

// ---- owners

static bool is_function(const struct scope *scope)
{
    return scope->kind == SCOPE_FUNCTION || scope->kind == SCOPE_COMPREHENSION;
}

// The function around `scope` that binds the name, or the class that gives __class__; NULL: it is
// global.
static struct scope *owner_of(const struct scope *scope, struct str *name)
{
    for (struct scope *it = scope->outer; it != NULL; it = it->outer) {
        unsigned bits = scope_symbol(it, name);
        if (it->kind == SCOPE_CLASS && name == name_class) {
            return it;
        }
        if (!is_function(it)) {
            continue;
        }
        if (bits & SCOPE_GLOBAL) {
            return NULL;
        }
        if ((bits & SCOPE_BOUND) && !(bits & SCOPE_NONLOCAL)) {
            return it;
        }
    }
    return NULL;
}

// Marks the name as free in all functions from `scope` out to its owner, and as a cell there.
static bool link(struct scope *scope, struct scope *owner, struct str *name)
{
    for (struct scope *it = scope; it != owner; it = it->outer) {
        if (!set_bits(it, name, SCOPE_FREE)) {
            return false;
        }
    }
    if (owner->kind == SCOPE_CLASS) {
        owner->needs_class_cell = true;
        return true;
    }
    return set_bits(owner, name, SCOPE_CELL);
}

static void resolve_name(struct walk *walk, struct scope *scope, struct str *name, unsigned bits)
{
    bool bound_here = (bits & SCOPE_BOUND) && !(bits & SCOPE_NONLOCAL);
    if ((bits & SCOPE_GLOBAL) || scope->kind == SCOPE_MODULE || bound_here) {
        return;
    }
    struct scope *owner = owner_of(scope, name);
    if (owner != NULL) {
        if (!link(scope, owner, name)) {
            walk->failed = true;
        }
    } else if (bits & SCOPE_NONLOCAL) {
        fail(walk, directive_of(scope, name), "no binding for nonlocal '%s' found",
             (struct ast_text){name->data, name->length});
    }
}

static void resolve(struct walk *walk, struct scope *scope)
{
    for (uint32_t i = 0; i < scope->symbols->used && !walk->failed; i++) {
        struct dict_entry entry = scope->symbols->entries[i];
        resolve_name(walk, scope, str_of(entry.key), (unsigned)entry.value.integer);
    }
    for (struct scope *it = scope->first_inner; it != NULL && !walk->failed; it = it->next) {
        resolve(walk, it);
    }
}

struct scope *scope_analyse(const struct ast_list *body, struct arena *arena,
                            struct syntax_error *error)
{
    struct walk walk = {.arena = arena, .error = error};
    struct scope *module = open(&walk, SCOPE_MODULE, NULL);
    if (module == NULL) {
        return NULL;
    }
    visit_all(&walk, body);
    if (!walk.failed) {
        resolve(&walk, module);
    }
    if (walk.failed) {
        scope_finish(module);
        return NULL;
    }
    return module;
}

void scope_finish(struct scope *scope)
{
    if (scope == NULL) {
        return;
    }
    for (struct scope *it = scope->first_inner; it != NULL; it = it->next) {
        scope_finish(it);
    }
    object_unref(scope->symbols);
    object_unref(scope->class_name);
}

struct scope *scope_inner(struct scope *scope, const struct ast_node *node)
{
    struct scope *it = scope->looked_up != NULL ? scope->looked_up : scope->first_inner;
    while (it != NULL && it->node != node) {
        it = it->next;
    }
    for (it = it != NULL ? it : scope->first_inner; it->node != node; it = it->next) {
    }
    scope->looked_up = it;
    return it;
}
