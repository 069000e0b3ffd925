// One walk over the tree, depth first, with what surrounds a node in a chain of scopes.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/syntax/parse.h"
#include "core/lang/syntax/syntax_check.h"
#include "core/lang/syntax/syntax_warn.h"

enum { MAX_BLOCKS = 20 }; // loops, with and try inside each other, as in CPython

enum place { MODULE, CLASS, FUNCTION, LAMBDA, COMPREHENSION };

struct scope {
    struct scope *outer;
    enum place place;
    bool *generator; // set when a yield is found
    int loops, blocks;
    const struct ast_node *comprehension;
};

struct check {
    struct parse *parse;
    struct scope *scope;
    unsigned height;
    bool in_iterable; // of a comprehension
};

static void fail(struct check *check, struct ast_span span, const char *message)
{
    syntax_fail(&check->parse->error, &check->parse->arena, SYNTAX_ERROR, span, "%s", message);
}

static void fail_name(struct check *check, struct ast_span span, const char *format,
                      struct ast_text name)
{
    syntax_fail(&check->parse->error, &check->parse->arena, SYNTAX_ERROR, span, format, name.data);
}

static void refuse(struct check *check, struct ast_span span, const char *what, const char *hint)
{
    syntax_fail(&check->parse->error, &check->parse->arena, SYNTAX_ERROR, span, "ranksh has no %s",
                what);
    check->parse->error.hint = hint;
}

static bool is(struct ast_text text, const char *word)
{
    return text.data != NULL && strcmp(text.data, word) == 0;
}

static void visit(struct ast_node *node, void *context);

static void visit_list(struct check *check, const struct ast_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        visit(list->items[i], check);
    }
}

static void visit_if(struct check *check, struct ast_node *node)
{
    if (node != NULL) {
        visit(node, check);
    }
}

// Inside calls, displays and item tuples, where a star may stand.
static void visit_starred(struct ast_node *node, void *context)
{
    if (node->kind == AST_STARRED) {
        ast_visit(node, visit, context);
    } else {
        visit(node, context);
    }
}

// ---- targets

static void debug_name(struct check *check, struct ast_text name, struct ast_span span)
{
    if (is(name, "__debug__")) {
        fail(check, span, "cannot assign to __debug__");
    }
}

static void several_stars(struct check *check, const struct ast_node *node)
{
    int stars = 0;
    for (size_t i = 0; i < node->sequence.count; i++) {
        stars += node->sequence.items[i]->kind == AST_STARRED;
    }
    if (stars > 1) {
        fail(check, node->span, "multiple starred expressions in assignment");
    }
}

static void target(struct check *check, struct ast_node *node);

static void target_item(struct check *check, struct ast_node *node)
{
    target(check, node->kind == AST_STARRED ? node->starred : node);
}

static void target(struct check *check, struct ast_node *node)
{
    if (node->kind == AST_STARRED) {
        fail(check, node->span, "starred assignment target must be in a list or tuple");
    } else if (node->kind == AST_NAME) {
        debug_name(check, node->name, node->span);
    } else if (node->kind == AST_TUPLE || node->kind == AST_LIST) {
        several_stars(check, node);
        for (size_t i = 0; i < node->sequence.count; i++) {
            target_item(check, node->sequence.items[i]);
        }
    } else {
        if (node->kind == AST_ATTRIBUTE) {
            debug_name(check, node->attribute.name.text, node->span);
        }
        visit(node, check);
    }
}

static void deleted(struct check *check, const struct ast_list *targets)
{
    for (size_t i = 0; i < targets->count; i++) {
        struct ast_node *node = targets->items[i];
        if (node->kind == AST_NAME && is(node->name, "__debug__")) {
            fail(check, node->span, "cannot delete __debug__");
        } else if (node->kind == AST_TUPLE || node->kind == AST_LIST) {
            deleted(check, &node->sequence);
        } else {
            visit(node, check);
        }
    }
}

// ---- functions, classes, comprehensions

static void visit_inside(struct check *check, struct scope *scope, const struct ast_list *body)
{
    bool in_iterable = check->in_iterable;
    check->in_iterable = false;
    scope->outer = check->scope;
    check->scope = scope;
    visit_list(check, body);
    check->scope = scope->outer;
    check->in_iterable = in_iterable;
}

static void one_parameter(struct check *check, const struct ast_parameters *parameters,
                          const struct ast_parameter *parameter, struct ast_span definition)
{
    debug_name(check, parameter->name.text, definition);
    for (size_t i = 0; i < parameters->count; i++) {
        const struct ast_parameter *other = &parameters->items[i];
        if (other == parameter) {
            return;
        }
        if (is(parameter->name.text, other->name.text.data)) {
            fail_name(check, parameter->name.span, "duplicate argument '%s' in function definition",
                      parameter->name.text);
        }
    }
    if (parameters->star != NULL && parameter != parameters->star &&
        is(parameter->name.text, parameters->star->name.text.data)) {
        fail_name(check, parameter->name.span, "duplicate argument '%s' in function definition",
                  parameter->name.text);
    }
}

static void parameters(struct check *check, const struct ast_parameters *parameters,
                       struct ast_span definition)
{
    for (size_t i = 0; i < parameters->count; i++) {
        visit_if(check, parameters->items[i].value);
        visit_if(check, parameters->items[i].annotation);
        one_parameter(check, parameters, &parameters->items[i], definition);
    }
    if (parameters->star != NULL) {
        if (parameters->star->annotation != NULL) {
            visit_starred(parameters->star->annotation, check);
        }
        one_parameter(check, parameters, parameters->star, definition);
    }
    if (parameters->double_star != NULL) {
        visit_if(check, parameters->double_star->annotation);
        one_parameter(check, parameters, parameters->double_star, definition);
    }
}

static void function(struct check *check, struct ast_node *node)
{
    struct scope scope = {.place = FUNCTION, .generator = &node->def.generator};
    debug_name(check, node->def.name.text, node->span);
    if (check->scope->place == CLASS && is(node->def.name.text, "__del__")) {
        refuse(check, node->def.name.span, "'__del__'",
               "give the object a close() method, or use it in a with statement");
    }
    visit_list(check, &node->def.decorators);
    parameters(check, &node->def.parameters, node->span);
    visit_if(check, node->def.returns);
    visit_inside(check, &scope, &node->def.body);
}

static void lambda(struct check *check, struct ast_node *node)
{
    struct scope scope = {.place = LAMBDA, .generator = &node->lambda.generator};
    struct ast_list body = {&node->lambda.body, 1};
    parameters(check, &node->lambda.parameters, node->span);
    visit_inside(check, &scope, &body);
}

static void keywords(struct check *check, const struct ast_keywords *keywords, struct ast_span call)
{
    for (size_t i = 0; i < keywords->count; i++) {
        const struct ast_keyword *keyword = &keywords->items[i];
        debug_name(check, keyword->name, call);
        for (size_t j = 0; keyword->name.data != NULL && j < i; j++) {
            if (is(keywords->items[j].name, keyword->name.data)) {
                fail_name(check, keyword->span, "keyword argument repeated: %s", keyword->name);
            }
        }
        visit(keyword->value, check);
    }
}

static void class_definition(struct check *check, struct ast_node *node)
{
    struct scope scope = {.place = CLASS};
    debug_name(check, node->classdef.name.text, node->span);
    visit_list(check, &node->classdef.decorators);
    for (size_t i = 0; i < node->classdef.bases.count; i++) {
        visit_starred(node->classdef.bases.items[i], check);
    }
    keywords(check, &node->classdef.keywords, node->span);
    for (size_t i = 0; i < node->classdef.keywords.count; i++) {
        if (is(node->classdef.keywords.items[i].name, "metaclass")) {
            refuse(check, node->classdef.keywords.items[i].span, "metaclasses",
                   "a class decorator or __init_subclass__ can do it");
        }
    }
    visit_inside(check, &scope, &node->classdef.body);
}

static void comprehension(struct check *check, struct ast_node *node)
{
    struct scope scope = {.place = COMPREHENSION, .comprehension = node, .outer = check->scope};
    bool in_iterable = check->in_iterable;
    for (size_t i = 0; i < node->comprehension.clause_count; i++) {
        const struct ast_clause *clause = &node->comprehension.clauses[i];
        check->in_iterable = true;
        visit(clause->iterable, check); // the first one belongs to the scope outside
        check->in_iterable = in_iterable;
        check->scope = &scope;
        target(check, clause->target);
        visit_list(check, &clause->conditions);
    }
    visit_if(check, node->comprehension.key);
    visit(node->comprehension.element, check);
    check->scope = scope.outer;
}

// ---- expressions

static void yields(struct check *check, struct ast_node *node)
{
    const struct scope *scope = check->scope;
    if (scope->place == COMPREHENSION) {
        enum ast_kind kind = scope->comprehension->kind;
        fail(check, node->span,
             kind == AST_LIST_COMPREHENSION   ? "'yield' inside list comprehension"
             : kind == AST_SET_COMPREHENSION  ? "'yield' inside set comprehension"
             : kind == AST_DICT_COMPREHENSION ? "'yield' inside dict comprehension"
                                              : "'yield' inside generator expression");
    } else if (scope->generator == NULL) {
        fail(check, node->span, "'yield' outside function");
    } else {
        *scope->generator = true;
    }
    visit_if(check, node->value);
}

static bool binds(const struct ast_node *target, const char *name)
{
    if (target->kind == AST_NAME) {
        return is(target->name, name);
    }
    if (target->kind == AST_STARRED) {
        return binds(target->starred, name);
    }
    bool sequence = target->kind == AST_TUPLE || target->kind == AST_LIST;
    for (size_t i = 0; sequence && i < target->sequence.count; i++) {
        if (binds(target->sequence.items[i], name)) {
            return true;
        }
    }
    return false;
}

// A walrus in a comprehension binds in the function around it.
static void named(struct check *check, struct ast_node *node)
{
    const struct ast_node *name = node->named.target;
    if (check->in_iterable) {
        fail(check, node->span,
             "assignment expression cannot be used in a comprehension iterable expression");
    }
    const struct scope *scope = check->scope;
    for (; scope->place == COMPREHENSION; scope = scope->outer) {
        const struct ast_node *around = scope->comprehension;
        for (size_t i = 0; i < around->comprehension.clause_count; i++) {
            if (binds(around->comprehension.clauses[i].target, name->name.data)) {
                fail_name(check, name->span,
                          "assignment expression cannot rebind comprehension iteration variable "
                          "'%s'",
                          name->name);
            }
        }
    }
    if (scope->place == CLASS && check->scope != scope) {
        fail(check, name->span,
             "assignment expression within a comprehension cannot be used in a class body");
    }
    target(check, node->named.target);
    visit(node->named.value, check);
}

static void subscript(struct check *check, struct ast_node *node)
{
    visit(node->subscript.object, check);
    visit(node->subscript.index, check);
    syntax_warn(check->parse, node);
}

static void call(struct check *check, struct ast_node *node)
{
    syntax_warn(check->parse, node);
    visit(node->call.function, check);
    for (size_t i = 0; i < node->call.arguments.count; i++) {
        visit_starred(node->call.arguments.items[i], check);
    }
    keywords(check, &node->call.keywords, node->span);
}

// ---- statements

static void enter_block(struct check *check, const struct ast_node *node)
{
    if (++check->scope->blocks > MAX_BLOCKS) {
        fail(check, node->span, "too many statically nested blocks");
    }
}

static void loop(struct check *check, struct ast_node *node)
{
    bool counted = node->kind == AST_FOR;
    if (counted) {
        visit(node->loop.iterable, check);
        target(check, node->loop.target);
    } else {
        visit(node->branch.test, check);
    }
    enter_block(check, node);
    check->scope->loops++;
    visit_list(check, counted ? &node->loop.body : &node->branch.body);
    check->scope->loops--;
    check->scope->blocks--;
    visit_list(check, counted ? &node->loop.orelse : &node->branch.orelse);
}

// CPython compiles a finally twice, and says what it has to say about it twice.
static void final_block(struct check *check, const struct ast_list *body)
{
    size_t first = check->parse->warning_count;
    visit_list(check, body);
    syntax_warn_again(check->parse, first);
}

static void attempt(struct check *check, struct ast_node *node)
{
    enter_block(check, node);
    visit_list(check, &node->attempt.body);
    for (size_t i = 0; i < node->attempt.handler_count; i++) {
        const struct ast_handler *handler = &node->attempt.handlers[i];
        if (handler->type == NULL && i + 1 < node->attempt.handler_count) {
            fail(check, handler->span, "default 'except:' must be last");
        }
        visit_if(check, handler->type);
        debug_name(check, handler->name.text, handler->span);
        visit_list(check, &handler->body);
    }
    check->scope->blocks--;
    visit_list(check, &node->attempt.orelse);
    final_block(check, &node->attempt.final);
}

static void with(struct check *check, struct ast_node *node)
{
    for (size_t i = 0; i < node->with.item_count; i++) {
        visit(node->with.items[i].context, check);
        if (node->with.items[i].target != NULL) {
            target(check, node->with.items[i].target);
        }
    }
    enter_block(check, node);
    visit_list(check, &node->with.body);
    check->scope->blocks--;
}

static void imports(struct check *check, struct ast_node *node)
{
    for (size_t i = 0; i < node->import.alias_count; i++) {
        const struct ast_alias *alias = &node->import.aliases[i];
        bool star = is(alias->name, "*");
        if (star && check->scope->place != MODULE) {
            fail(check, alias->span, "import * only allowed at module level");
        }
        debug_name(check, alias->as_name.data != NULL ? alias->as_name : alias->name, node->span);
    }
    if (node->kind == AST_IMPORT_FROM && is(node->import.module, "__future__") &&
        !check->parse->future) {
        fail(check, node->span, "from __future__ imports must occur at the beginning of the file");
    }
}

// ---- the rest

static void sequence(struct check *check, struct ast_node *node)
{
    ast_visit(node, visit_starred, check);
}

static void misplaced_star(struct check *check, struct ast_node *node)
{
    fail(check, node->span, "can't use starred expression here");
}

static void assignment(struct check *check, struct ast_node *node)
{
    visit(node->assign.value, check);
    for (size_t i = 0; i < node->assign.targets.count; i++) {
        target(check, node->assign.targets.items[i]);
    }
}

static void augmented(struct check *check, struct ast_node *node)
{
    target(check, node->augmented.target);
    visit(node->augmented.value, check);
}

static void annotated(struct check *check, struct ast_node *node)
{
    visit_if(check, node->annotated.value);
    target(check, node->annotated.target);
    visit(node->annotated.annotation, check);
}

static void delete (struct check *check, struct ast_node *node)
{
    deleted(check, &node->targets);
}

static void returns(struct check *check, struct ast_node *node)
{
    if (check->scope->place != FUNCTION) {
        fail(check, node->span, "'return' outside function");
    }
    visit_if(check, node->value);
}

static void leaves_loop(struct check *check, struct ast_node *node)
{
    if (check->scope->loops == 0) {
        fail(check, node->span,
             node->kind == AST_BREAK ? "'break' outside loop" : "'continue' not properly in loop");
    }
}

static void warned(struct check *check, struct ast_node *node)
{
    syntax_warn(check->parse, node);
    ast_visit(node, visit, check);
}

// What isn't here only has children to be looked at.
static void (*const checks[AST_KINDS])(struct check *, struct ast_node *) = {
    [AST_TUPLE] = sequence,
    [AST_LIST] = sequence,
    [AST_SET] = sequence,
    [AST_COMPARE] = warned,
    [AST_CALL] = call,
    [AST_SUBSCRIPT] = subscript,
    [AST_STARRED] = misplaced_star,
    [AST_LAMBDA] = lambda,
    [AST_NAMED] = named,
    [AST_LIST_COMPREHENSION] = comprehension,
    [AST_SET_COMPREHENSION] = comprehension,
    [AST_DICT_COMPREHENSION] = comprehension,
    [AST_GENERATOR] = comprehension,
    [AST_YIELD] = yields,
    [AST_YIELD_FROM] = yields,
    [AST_ASSIGN] = assignment,
    [AST_AUGMENTED] = augmented,
    [AST_ANNOTATED] = annotated,
    [AST_DELETE] = delete,
    [AST_BREAK] = leaves_loop,
    [AST_CONTINUE] = leaves_loop,
    [AST_RETURN] = returns,
    [AST_IMPORT] = imports,
    [AST_IMPORT_FROM] = imports,
    [AST_ASSERT] = warned,
    [AST_WHILE] = loop,
    [AST_FOR] = loop,
    [AST_DEF] = function,
    [AST_CLASS] = class_definition,
    [AST_TRY] = attempt,
    [AST_WITH] = with,
};

static void visit(struct ast_node *node, void *context)
{
    struct check *check = context;
    if (check->parse->error.set) {
        return;
    }
    if (++check->height > AST_MAX_HEIGHT) {
        fail(check, node->span, "too many nested expressions");
    } else {
        if (checks[node->kind] != NULL) {
            checks[node->kind](check, node);
        } else {
            ast_visit(node, visit, check);
        }
    }
    check->height--;
}

// ---- from __future__ import

static bool is_future(const struct ast_node *node)
{
    return node->kind == AST_IMPORT_FROM && node->import.level == 0 &&
           is(node->import.module, "__future__");
}

static bool is_feature(struct ast_text name)
{
    static const char *const features[] = {
        "nested_scopes",  "generators",     "division",         "absolute_import",
        "with_statement", "print_function", "unicode_literals", "generator_stop",
    };
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        if (is(name, features[i])) {
            return true;
        }
    }
    return false;
}

static void future_import(struct check *check, const struct ast_node *node)
{
    for (size_t i = 0; i < node->import.alias_count; i++) {
        struct ast_text name = node->import.aliases[i].name;
        if (is(name, "annotations")) {
            check->parse->lazy_annotations = true;
        } else if (!is_feature(name)) {
            struct ast_span span = node->span;
            span.end_line = span.line;
            span.end_column = span.column;
            fail_name(check, span, "future feature %s is not defined", name);
        }
    }
}

void syntax_check(struct parse *parse)
{
    struct scope module = {.place = MODULE};
    struct check check = {.parse = parse, .scope = &module};
    parse->future = true; // only behind the docstring and others of their kind
    for (size_t i = 0; i < parse->body.count && !parse->error.set; i++) {
        struct ast_node *node = parse->body.items[i];
        bool docstring = i == 0 && ast_docstring(&parse->body).data != NULL;
        if (is_future(node) && parse->future) {
            future_import(&check, node);
        }
        parse->future = parse->future && (docstring || is_future(node));
        visit(node, &check);
    }
}
