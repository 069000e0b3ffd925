// Reads a script as ranksh does, without running it: for the tests that compare with CPython.
//
//     syntax FILE          CPython's stderr for the syntax errors and warnings; exit 1 for an error
//     syntax --tree FILE   the tree, one node a line, as tests/dialect/tree.py prints CPython's
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/lang/syntax/parse.h"

static int depth;

static const char *const kinds[] = {
    [AST_NONE] = "None",
    [AST_TRUE] = "True",
    [AST_FALSE] = "False",
    [AST_ELLIPSIS] = "Ellipsis",
    [AST_INT] = "int",
    [AST_FLOAT] = "float",
    [AST_STRING] = "str",
    [AST_BYTES] = "bytes",
    [AST_FSTRING] = "JoinedStr",
    [AST_FORMAT] = "FormattedValue",
    [AST_NAME] = "Name",
    [AST_TUPLE] = "Tuple",
    [AST_LIST] = "List",
    [AST_SET] = "Set",
    [AST_DICT] = "Dict",
    [AST_UNARY] = "UnaryOp",
    [AST_BINARY] = "BinOp",
    [AST_AND] = "And",
    [AST_OR] = "Or",
    [AST_COMPARE] = "Compare",
    [AST_IF_ELSE] = "IfExp",
    [AST_CALL] = "Call",
    [AST_ATTRIBUTE] = "Attribute",
    [AST_SUBSCRIPT] = "Subscript",
    [AST_SLICE] = "Slice",
    [AST_STARRED] = "Starred",
    [AST_LAMBDA] = "Lambda",
    [AST_NAMED] = "NamedExpr",
    [AST_LIST_COMPREHENSION] = "ListComp",
    [AST_SET_COMPREHENSION] = "SetComp",
    [AST_DICT_COMPREHENSION] = "DictComp",
    [AST_GENERATOR] = "GeneratorExp",
    [AST_YIELD] = "Yield",
    [AST_YIELD_FROM] = "YieldFrom",
    [AST_EXPRESSION] = "Expr",
    [AST_ASSIGN] = "Assign",
    [AST_AUGMENTED] = "AugAssign",
    [AST_ANNOTATED] = "AnnAssign",
    [AST_DELETE] = "Delete",
    [AST_PASS] = "Pass",
    [AST_BREAK] = "Break",
    [AST_CONTINUE] = "Continue",
    [AST_RETURN] = "Return",
    [AST_RAISE] = "Raise",
    [AST_GLOBAL] = "Global",
    [AST_NONLOCAL] = "Nonlocal",
    [AST_IMPORT] = "Import",
    [AST_IMPORT_FROM] = "ImportFrom",
    [AST_ASSERT] = "Assert",
    [AST_IF] = "If",
    [AST_WHILE] = "While",
    [AST_FOR] = "For",
    [AST_DEF] = "FunctionDef",
    [AST_CLASS] = "ClassDef",
    [AST_TRY] = "Try",
    [AST_WITH] = "With",
};

static const char *const operators[] = {
    [AST_ADD] = "Add",           [AST_SUBTRACT] = "Sub",
    [AST_MULTIPLY] = "Mult",     [AST_MATRIX_MULTIPLY] = "MatMult",
    [AST_DIVIDE] = "Div",        [AST_FLOOR_DIVIDE] = "FloorDiv",
    [AST_MODULO] = "Mod",        [AST_POWER] = "Pow",
    [AST_LEFT_SHIFT] = "LShift", [AST_RIGHT_SHIFT] = "RShift",
    [AST_BIT_AND] = "BitAnd",    [AST_BIT_OR] = "BitOr",
    [AST_BIT_XOR] = "BitXor",    [AST_NEGATE] = "USub",
    [AST_PLUS] = "UAdd",         [AST_INVERT] = "Invert",
    [AST_NOT] = "Not",           [AST_EQUAL] = "Eq",
    [AST_NOT_EQUAL] = "NotEq",   [AST_LESS] = "Lt",
    [AST_LESS_EQUAL] = "LtE",    [AST_GREATER] = "Gt",
    [AST_GREATER_EQUAL] = "GtE", [AST_IS] = "Is",
    [AST_IS_NOT] = "IsNot",      [AST_IN] = "In",
    [AST_NOT_IN] = "NotIn",
};

static void word(const char *what)
{
    printf("%*s%s\n", depth * 2, "", what);
}

static void text(const char *what, struct ast_text value)
{
    if (value.data == NULL) {
        return;
    }
    printf("%*s%s ", depth * 2, "", what);
    for (size_t i = 0; i < value.length; i++) {
        unsigned char byte = (unsigned char)value.data[i];
        printf(byte > 32 && byte < 127 && byte != '\\' ? "%c" : "\\%02x", byte);
    }
    putchar('\n');
}

static void node(const struct ast_node *node);

static void nodes(const char *what, const struct ast_list *list)
{
    word(what);
    depth++;
    for (size_t i = 0; i < list->count; i++) {
        node(list->items[i]);
    }
    depth--;
}

static void optional(const char *what, const struct ast_node *value)
{
    if (value != NULL) {
        word(what);
        depth++;
        node(value);
        depth--;
    }
}

static void parameter(const char *what, const struct ast_parameter *parameter)
{
    if (parameter != NULL) {
        text(what, parameter->name.text);
        optional("annotation", parameter->annotation);
        optional("default", parameter->value);
    }
}

static void parameters(const struct ast_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        parameter(i < parameters->positional_only ? "posonly"
                  : i < parameters->positional    ? "arg"
                                                  : "kwonly",
                  &parameters->items[i]);
    }
    parameter("vararg", parameters->star);
    parameter("kwarg", parameters->double_star);
}

static void keywords(const struct ast_keywords *keywords)
{
    for (size_t i = 0; i < keywords->count; i++) {
        struct ast_span span = keywords->items[i].span;
        printf("%*skeyword %u:%u-%u:%u\n", depth * 2, "", span.line, span.column, span.end_line,
               span.end_column);
        text("arg", keywords->items[i].name);
        node(keywords->items[i].value);
    }
}

static void names(const struct ast_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        text("name", names->items[i].text);
    }
}

static void aliases(const struct ast_node *import)
{
    for (size_t i = 0; i < import->import.alias_count; i++) {
        struct ast_span span = import->import.aliases[i].span;
        printf("%*salias %u:%u-%u:%u\n", depth * 2, "", span.line, span.column, span.end_line,
               span.end_column);
        text("name", import->import.aliases[i].name);
        text("asname", import->import.aliases[i].as_name);
    }
}

static void comprehension(const struct ast_node *comprehension)
{
    optional("key", comprehension->comprehension.key);
    optional("elt", comprehension->comprehension.element);
    for (size_t i = 0; i < comprehension->comprehension.clause_count; i++) {
        const struct ast_clause *clause = &comprehension->comprehension.clauses[i];
        optional("target", clause->target);
        optional("iter", clause->iterable);
        nodes("ifs", &clause->conditions);
    }
}

static void handlers(const struct ast_node *tree)
{
    for (size_t i = 0; i < tree->attempt.handler_count; i++) {
        const struct ast_handler *handler = &tree->attempt.handlers[i];
        printf("%*shandler %u:%u-%u:%u\n", depth * 2, "", handler->span.line, handler->span.column,
               handler->span.end_line, handler->span.end_column);
        optional("type", handler->type);
        text("name", handler->name.text);
        nodes("body", &handler->body);
    }
}

// What a node has inside; its head is printed already.
static void inside(const struct ast_node *tree)
{
    switch (tree->kind) {
    case AST_NONE:
    case AST_TRUE:
    case AST_FALSE:
    case AST_ELLIPSIS:
    case AST_PASS:
    case AST_BREAK:
    case AST_CONTINUE:
        break;
    case AST_INT:
        if (tree->integer.big) {
            printf("%*svalue %s%s\n", depth * 2, "",
                   tree->integer.base == 16  ? "0x"
                   : tree->integer.base == 8 ? "0o"
                   : tree->integer.base == 2 ? "0b"
                                             : "",
                   tree->integer.digits.data);
        } else {
            printf("%*svalue %lld\n", depth * 2, "", (long long)tree->integer.value);
        }
        break;
    case AST_FLOAT:
        printf("%*svalue %.17g\n", depth * 2, "", tree->number);
        break;
    case AST_STRING:
    case AST_BYTES:
        text("value", tree->string);
        break;
    case AST_NAME:
        text("id", tree->name);
        break;
    case AST_FSTRING:
        nodes("values", &tree->parts);
        break;
    case AST_FORMAT:
        optional("value", tree->format.value);
        printf("%*sconversion %c\n", depth * 2, "",
               tree->format.conversion ? tree->format.conversion : '-');
        optional("spec", tree->format.spec);
        break;
    case AST_TUPLE:
    case AST_LIST:
    case AST_SET:
        nodes("elts", &tree->sequence);
        break;
    case AST_DICT:
        for (size_t i = 0; i < tree->dict.keys.count; i++) {
            optional("key", tree->dict.keys.items[i]);
            optional("value", tree->dict.values.items[i]);
        }
        break;
    case AST_UNARY:
        word(operators[tree->unary.op]);
        node(tree->unary.operand);
        break;
    case AST_BINARY:
        word(operators[tree->binary.op]);
        node(tree->binary.left);
        node(tree->binary.right);
        break;
    case AST_AND:
    case AST_OR:
        nodes("values", &tree->logical);
        break;
    case AST_COMPARE:
        node(tree->compare.left);
        for (size_t i = 0; i < tree->compare.rights.count; i++) {
            optional(operators[tree->compare.operators[i]], tree->compare.rights.items[i]);
        }
        break;
    case AST_IF_ELSE:
        optional("test", tree->choice.test);
        optional("body", tree->choice.body);
        optional("orelse", tree->choice.orelse);
        break;
    case AST_CALL:
        optional("func", tree->call.function);
        nodes("args", &tree->call.arguments);
        keywords(&tree->call.keywords);
        break;
    case AST_ATTRIBUTE:
        optional("value", tree->attribute.object);
        text("attr", tree->attribute.name.text);
        break;
    case AST_SUBSCRIPT:
        optional("value", tree->subscript.object);
        optional("slice", tree->subscript.index);
        break;
    case AST_SLICE:
        optional("lower", tree->slice.start);
        optional("upper", tree->slice.stop);
        optional("step", tree->slice.step);
        break;
    case AST_STARRED:
        node(tree->starred);
        break;
    case AST_LAMBDA:
        parameters(&tree->lambda.parameters);
        optional("body", tree->lambda.body);
        break;
    case AST_NAMED:
        optional("target", tree->named.target);
        optional("value", tree->named.value);
        break;
    case AST_LIST_COMPREHENSION:
    case AST_SET_COMPREHENSION:
    case AST_DICT_COMPREHENSION:
    case AST_GENERATOR:
        comprehension(tree);
        break;
    case AST_YIELD:
    case AST_YIELD_FROM:
        optional("value", tree->value);
        break;
    case AST_EXPRESSION:
        node(tree->value);
        break;
    case AST_RETURN:
        optional("value", tree->value);
        break;
    case AST_ASSIGN:
        nodes("targets", &tree->assign.targets);
        optional("value", tree->assign.value);
        break;
    case AST_AUGMENTED:
        word(operators[tree->augmented.op]);
        optional("target", tree->augmented.target);
        optional("value", tree->augmented.value);
        break;
    case AST_ANNOTATED:
        word(tree->annotated.simple ? "simple" : "complex");
        optional("target", tree->annotated.target);
        optional("annotation", tree->annotated.annotation);
        optional("value", tree->annotated.value);
        break;
    case AST_DELETE:
        nodes("targets", &tree->targets);
        break;
    case AST_RAISE:
        optional("exc", tree->raise.exception);
        optional("cause", tree->raise.cause);
        break;
    case AST_GLOBAL:
    case AST_NONLOCAL:
        names(&tree->names);
        break;
    case AST_IMPORT_FROM:
        text("module", tree->import.module);
        printf("%*slevel %d\n", depth * 2, "", tree->import.level);
        aliases(tree);
        break;
    case AST_IMPORT:
        aliases(tree);
        break;
    case AST_ASSERT:
        optional("test", tree->assertion.test);
        optional("msg", tree->assertion.message);
        break;
    case AST_IF:
    case AST_WHILE:
        optional("test", tree->branch.test);
        nodes("body", &tree->branch.body);
        nodes("orelse", &tree->branch.orelse);
        break;
    case AST_FOR:
        optional("target", tree->loop.target);
        optional("iter", tree->loop.iterable);
        nodes("body", &tree->loop.body);
        nodes("orelse", &tree->loop.orelse);
        break;
    case AST_DEF:
        text("name", tree->def.name.text);
        parameters(&tree->def.parameters);
        optional("returns", tree->def.returns);
        nodes("decorators", &tree->def.decorators);
        nodes("body", &tree->def.body);
        break;
    case AST_CLASS:
        text("name", tree->classdef.name.text);
        nodes("bases", &tree->classdef.bases);
        keywords(&tree->classdef.keywords);
        nodes("decorators", &tree->classdef.decorators);
        nodes("body", &tree->classdef.body);
        break;
    case AST_TRY:
        nodes("body", &tree->attempt.body);
        handlers(tree);
        nodes("orelse", &tree->attempt.orelse);
        nodes("final", &tree->attempt.final);
        break;
    case AST_WITH:
        for (size_t i = 0; i < tree->with.item_count; i++) {
            optional("context", tree->with.items[i].context);
            optional("vars", tree->with.items[i].target);
        }
        nodes("body", &tree->with.body);
        break;
    }
}

static void node(const struct ast_node *tree)
{
    printf("%*s%s %u:%u-%u:%u\n", depth * 2, "", kinds[tree->kind], tree->span.line,
           tree->span.column, tree->span.end_line, tree->span.end_column);
    depth++;
    inside(tree);
    depth--;
}

static void warn(const struct parse *parse)
{
    for (size_t i = 0; i < parse->warning_count; i++) {
        struct text out = {0};
        syntax_warning_text(&parse->warnings[i], parse->source, &out);
        fputs(text_string(&out), stderr);
        text_finish(&out);
    }
}

static void report(const struct syntax_error *error, const struct source *source)
{
    struct diagnostic *diagnostic = syntax_diagnostic(error, source);
    struct text out = {0};
    diagnostic_traceback(diagnostic, &out);
    fputs(text_string(&out), stderr);
    text_finish(&out);
    diagnostic_destroy(diagnostic);
}

int main(int argc, char **argv)
{
    bool tree = argc == 3 && strcmp(argv[1], "--tree") == 0;
    const char *path = argv[argc - 1];
    char *data;
    size_t length;
    if (argc < 2 || file_read(path, 64 << 20, &data, &length) != STATUS_OK) {
        fprintf(stderr, "usage: syntax [--tree] FILE\n");
        return 2;
    }
    struct source *source;
    int code = 1;
    if (source_decode(path, data, length, &source) != STATUS_OK) {
        fprintf(stderr, "%s\n", status_message());
        free(data);
        return 2;
    }
    struct parse parse;
    parse_init(&parse, source, PARSE_FILE);
    warn(&parse);
    if (parse.state == PARSE_COMPLETE) {
        for (size_t i = 0; tree && i < parse.body.count; i++) {
            node(parse.body.items[i]);
        }
        code = 0;
    } else {
        report(&parse.error, source);
    }
    parse_finish(&parse);
    source_unref(source);
    free(data);
    return code;
}
