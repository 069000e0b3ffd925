#include "core/lang/syntax/ast.h"

struct ast_text ast_docstring(const struct ast_list *body)
{
    if (body->count > 0 && body->items[0]->kind == AST_EXPRESSION &&
        body->items[0]->value->kind == AST_STRING) {
        return body->items[0]->value->string;
    }
    return (struct ast_text){0};
}

struct visitor {
    void (*visit)(struct ast_node *child, void *context);
    void *context;
};

static void one(const struct visitor *visitor, struct ast_node *child)
{
    if (child != NULL) {
        visitor->visit(child, visitor->context);
    }
}

static void list(const struct visitor *visitor, const struct ast_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        one(visitor, list->items[i]);
    }
}

static void keywords(const struct visitor *visitor, const struct ast_keywords *keywords)
{
    for (size_t i = 0; i < keywords->count; i++) {
        one(visitor, keywords->items[i].value);
    }
}

static void dict(const struct visitor *visitor, const struct ast_node *node)
{
    for (size_t i = 0; i < node->dict.values.count; i++) {
        one(visitor, node->dict.keys.items[i]);
        one(visitor, node->dict.values.items[i]);
    }
}

static void comprehension(const struct visitor *visitor, const struct ast_node *node)
{
    for (size_t i = 0; i < node->comprehension.clause_count; i++) {
        const struct ast_clause *clause = &node->comprehension.clauses[i];
        one(visitor, clause->iterable);
        one(visitor, clause->target);
        list(visitor, &clause->conditions);
    }
    one(visitor, node->comprehension.key);
    one(visitor, node->comprehension.element);
}

static void parameters(const struct visitor *visitor, const struct ast_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        one(visitor, parameters->items[i].value);
    }
    for (size_t i = 0; i < parameters->count; i++) {
        one(visitor, parameters->items[i].annotation);
    }
    if (parameters->star != NULL) {
        one(visitor, parameters->star->annotation);
    }
    if (parameters->double_star != NULL) {
        one(visitor, parameters->double_star->annotation);
    }
}

static void attempt(const struct visitor *visitor, const struct ast_node *node)
{
    list(visitor, &node->attempt.body);
    for (size_t i = 0; i < node->attempt.handler_count; i++) {
        one(visitor, node->attempt.handlers[i].type);
        list(visitor, &node->attempt.handlers[i].body);
    }
    list(visitor, &node->attempt.orelse);
    list(visitor, &node->attempt.final);
}

static void parts(const struct visitor *visitor, const struct ast_node *node)
{
    list(visitor, &node->parts);
}

static void format(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->format.value);
    one(visitor, node->format.spec);
}

static void sequence(const struct visitor *visitor, const struct ast_node *node)
{
    list(visitor, &node->sequence);
}

static void unary(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->unary.operand);
}

static void binary(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->binary.left);
    one(visitor, node->binary.right);
}

static void logical(const struct visitor *visitor, const struct ast_node *node)
{
    list(visitor, &node->logical);
}

static void compare(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->compare.left);
    list(visitor, &node->compare.rights);
}

static void choice(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->choice.test);
    one(visitor, node->choice.body);
    one(visitor, node->choice.orelse);
}

static void call(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->call.function);
    list(visitor, &node->call.arguments);
    keywords(visitor, &node->call.keywords);
}

static void attribute(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->attribute.object);
}

static void subscript(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->subscript.object);
    one(visitor, node->subscript.index);
}

static void slice(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->slice.start);
    one(visitor, node->slice.stop);
    one(visitor, node->slice.step);
}

static void starred(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->starred);
}

static void lambda(const struct visitor *visitor, const struct ast_node *node)
{
    parameters(visitor, &node->lambda.parameters);
    one(visitor, node->lambda.body);
}

static void named(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->named.value);
    one(visitor, node->named.target);
}

static void value(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->value);
}

static void assign(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->assign.value);
    list(visitor, &node->assign.targets);
}

static void augmented(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->augmented.target);
    one(visitor, node->augmented.value);
}

static void annotated(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->annotated.value);
    one(visitor, node->annotated.target);
    one(visitor, node->annotated.annotation);
}

static void targets(const struct visitor *visitor, const struct ast_node *node)
{
    list(visitor, &node->targets);
}

static void raise(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->raise.exception);
    one(visitor, node->raise.cause);
}

static void assertion(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->assertion.test);
    one(visitor, node->assertion.message);
}

static void branch(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->branch.test);
    list(visitor, &node->branch.body);
    list(visitor, &node->branch.orelse);
}

static void loop(const struct visitor *visitor, const struct ast_node *node)
{
    one(visitor, node->loop.iterable);
    one(visitor, node->loop.target);
    list(visitor, &node->loop.body);
    list(visitor, &node->loop.orelse);
}

static void definition(const struct visitor *visitor, const struct ast_node *node)
{
    list(visitor, &node->def.decorators);
    parameters(visitor, &node->def.parameters);
    one(visitor, node->def.returns);
    list(visitor, &node->def.body);
}

static void class_definition(const struct visitor *visitor, const struct ast_node *node)
{
    list(visitor, &node->classdef.decorators);
    list(visitor, &node->classdef.bases);
    keywords(visitor, &node->classdef.keywords);
    list(visitor, &node->classdef.body);
}

static void with(const struct visitor *visitor, const struct ast_node *node)
{
    for (size_t i = 0; i < node->with.item_count; i++) {
        one(visitor, node->with.items[i].context);
        one(visitor, node->with.items[i].target);
    }
    list(visitor, &node->with.body);
}

static void (*const visitors[AST_KINDS])(const struct visitor *, const struct ast_node *) = {
    [AST_FSTRING] = parts,
    [AST_FORMAT] = format,
    [AST_TUPLE] = sequence,
    [AST_LIST] = sequence,
    [AST_SET] = sequence,
    [AST_DICT] = dict,
    [AST_UNARY] = unary,
    [AST_BINARY] = binary,
    [AST_AND] = logical,
    [AST_OR] = logical,
    [AST_COMPARE] = compare,
    [AST_IF_ELSE] = choice,
    [AST_CALL] = call,
    [AST_ATTRIBUTE] = attribute,
    [AST_SUBSCRIPT] = subscript,
    [AST_SLICE] = slice,
    [AST_STARRED] = starred,
    [AST_LAMBDA] = lambda,
    [AST_NAMED] = named,
    [AST_LIST_COMPREHENSION] = comprehension,
    [AST_SET_COMPREHENSION] = comprehension,
    [AST_DICT_COMPREHENSION] = comprehension,
    [AST_GENERATOR] = comprehension,
    [AST_YIELD] = value,
    [AST_YIELD_FROM] = value,
    [AST_EXPRESSION] = value,
    [AST_RETURN] = value,
    [AST_ASSIGN] = assign,
    [AST_AUGMENTED] = augmented,
    [AST_ANNOTATED] = annotated,
    [AST_DELETE] = targets,
    [AST_RAISE] = raise,
    [AST_ASSERT] = assertion,
    [AST_IF] = branch,
    [AST_WHILE] = branch,
    [AST_FOR] = loop,
    [AST_DEF] = definition,
    [AST_CLASS] = class_definition,
    [AST_TRY] = attempt,
    [AST_WITH] = with,
};

void ast_visit(const struct ast_node *node, void (*visit)(struct ast_node *child, void *context),
               void *context)
{
    const struct visitor visitor = {visit, context};
    if (visitors[node->kind] != NULL) {
        visitors[node->kind](&visitor, node);
    }
}
