// The syntax tree: what the parser makes of a source and the compiler reads. All of it, texts too,
// lies in the arena of its struct parse and goes with it. Nothing here has a destructor.
//
// Every node has a span. Three more marks exist where messages need them: the operator of a binary
// operation, the brackets of a subscript (both for `~~~^^^`) and the name in an attribute, a
// definition or an import.
#ifndef RANKSH_CORE_LANG_AST_H
#define RANKSH_CORE_LANG_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// No tree is higher than this, so a recursive walk is safe: the parser refuses what is.
enum { AST_MAX_HEIGHT = 1000 };

// Lines count from 1, columns are bytes from 0; the end is the byte behind the last.
struct ast_span {
    uint32_t line, column;
    uint32_t end_line, end_column;
};

// Bytes with a zero behind them; a string literal may hold further zeros.
struct ast_text {
    const char *data; // NULL: absent
    size_t length;
};

enum ast_kind {
    // ---- expressions
    AST_NONE,
    AST_TRUE,
    AST_FALSE,
    AST_ELLIPSIS,
    AST_INT,
    AST_FLOAT,
    AST_STRING,  // neighbours are joined already
    AST_BYTES,   // the same
    AST_FSTRING, // parts: AST_STRING and AST_FORMAT in order
    AST_FORMAT,  // {value!conversion:spec}, only inside AST_FSTRING
    AST_NAME,
    AST_TUPLE, // sequence
    AST_LIST,  // sequence
    AST_SET,   // sequence, never empty
    AST_DICT,
    AST_UNARY,
    AST_BINARY,
    AST_AND, // logical
    AST_OR,  // logical
    AST_COMPARE,
    AST_IF_ELSE, // choice: body if test else orelse
    AST_CALL,
    AST_ATTRIBUTE,
    AST_SUBSCRIPT, // the index may be AST_SLICE or a tuple that holds some
    AST_SLICE,     // only inside AST_SUBSCRIPT
    AST_STARRED,   // *value: in calls, displays and targets only
    AST_LAMBDA,
    AST_NAMED, // (target := value), the target an AST_NAME
    AST_LIST_COMPREHENSION,
    AST_SET_COMPREHENSION,
    AST_DICT_COMPREHENSION,
    AST_GENERATOR, // the expression in parentheses, or a call's only argument
    AST_YIELD,
    AST_YIELD_FROM,
    // ---- statements
    AST_EXPRESSION,
    AST_ASSIGN,
    AST_AUGMENTED,
    AST_ANNOTATED,
    AST_DELETE,
    AST_PASS,
    AST_BREAK,
    AST_CONTINUE,
    AST_RETURN,
    AST_RAISE,
    AST_GLOBAL,
    AST_NONLOCAL,
    AST_IMPORT,
    AST_IMPORT_FROM,
    AST_ASSERT,
    AST_IF,
    AST_WHILE,
    AST_FOR,
    AST_DEF,
    AST_CLASS,
    AST_TRY,
    AST_WITH,
};

enum { AST_KINDS = AST_WITH + 1 };

enum ast_operator {
    // binary and augmented
    AST_ADD,
    AST_SUBTRACT,
    AST_MULTIPLY,
    AST_MATRIX_MULTIPLY,
    AST_DIVIDE,
    AST_FLOOR_DIVIDE,
    AST_MODULO,
    AST_POWER,
    AST_LEFT_SHIFT,
    AST_RIGHT_SHIFT,
    AST_BIT_AND,
    AST_BIT_OR,
    AST_BIT_XOR,
    // unary
    AST_NEGATE,
    AST_PLUS,
    AST_INVERT,
    AST_NOT,
    // comparisons
    AST_EQUAL,
    AST_NOT_EQUAL,
    AST_LESS,
    AST_LESS_EQUAL,
    AST_GREATER,
    AST_GREATER_EQUAL,
    AST_IS,
    AST_IS_NOT,
    AST_IN,
    AST_NOT_IN,
};

struct ast_node;

// Never NULL inside, unless a comment says so.
struct ast_list {
    struct ast_node **items;
    size_t count;
};

struct ast_name {
    struct ast_text text;
    struct ast_span span;
};

struct ast_names {
    struct ast_name *items;
    size_t count;
};

struct ast_keyword {
    struct ast_text name; // absent: **value
    struct ast_node *value;
    struct ast_span span; // of all of name=value
};

struct ast_keywords {
    struct ast_keyword *items;
    size_t count;
};

struct ast_clause { // for TARGET in ITERABLE if CONDITION if CONDITION …
    struct ast_node *target, *iterable;
    struct ast_list conditions;
};

struct ast_parameter {
    struct ast_name name;
    struct ast_node *annotation; // or NULL; never in a lambda
    struct ast_node *value;      // the default, or NULL
};

// The parameters of one function. The first `positional_only` come before a `/`, the next up to
// `positional` may be given either way, the rest by keyword alone.
struct ast_parameters {
    struct ast_parameter *items;
    size_t count, positional, positional_only;
    struct ast_parameter *star, *double_star; // *args, **kwargs, or NULL
};

struct ast_alias {           // import name as as_name; from module import name as as_name
    struct ast_text name;    // dotted after a plain import; "*" for a star
    struct ast_text as_name; // or absent
    struct ast_span span;
};

struct ast_handler {       // except type as name: body
    struct ast_node *type; // NULL: a bare except
    struct ast_name name;  // or absent
    struct ast_list body;
    struct ast_span span;
};

struct ast_with_item {
    struct ast_node *context;
    struct ast_node *target; // or NULL
};

struct ast_node {
    enum ast_kind kind;
    bool parenthesized; // an expression in parentheses; its span is without them
    struct ast_span span;
    union {
        struct {      // AST_INT
            bool big; // does not fit `value`
            int64_t value;
            struct ast_text digits; // of a big one: no underscores, no 0x
            int base;               // 2, 8, 10 or 16
        } integer;
        double number;          // AST_FLOAT
        struct ast_text string; // AST_STRING, AST_BYTES
        struct ast_text name;   // AST_NAME
        struct ast_list parts;  // AST_FSTRING
        struct {                // AST_FORMAT
            struct ast_node *value;
            char conversion;       // 's', 'r', 'a', or 0
            struct ast_node *spec; // AST_FSTRING, or NULL
        } format;
        struct ast_list sequence;   // AST_TUPLE, AST_LIST, AST_SET
        struct {                    // AST_DICT
            struct ast_list keys;   // a NULL key: the value is **mapping
            struct ast_list values; // as many
        } dict;
        struct { // AST_UNARY
            enum ast_operator op;
            struct ast_node *operand;
        } unary;
        struct { // AST_BINARY
            enum ast_operator op;
            struct ast_node *left, *right;
            struct ast_span mark; // what a traceback marks with ^
        } binary;
        struct ast_list logical; // AST_AND, AST_OR: two or more
        struct {                 // AST_COMPARE: a < b < c has two operators, two rights
            struct ast_node *left;
            enum ast_operator *operators;
            struct ast_list rights;
        } compare;
        struct { // AST_IF_ELSE
            struct ast_node *test, *body, *orelse;
        } choice;
        struct { // AST_CALL
            struct ast_node *function;
            struct ast_list arguments; // AST_STARRED among them
            // Those of `keywords` that come before an AST_STARRED are evaluated after it, as in
            // CPython: all arguments, then all keywords.
            struct ast_keywords keywords;
        } call;
        struct { // AST_ATTRIBUTE
            struct ast_node *object;
            struct ast_name name;
        } attribute;
        struct { // AST_SUBSCRIPT
            struct ast_node *object, *index;
            struct ast_span mark; // what a traceback marks with ^
        } subscript;
        struct { // AST_SLICE: each may be NULL
            struct ast_node *start, *stop, *step;
        } slice;
        struct ast_node *starred; // AST_STARRED
        struct {                  // AST_LAMBDA
            struct ast_parameters parameters;
            struct ast_node *body;
            bool generator; // a yield stands in it
        } lambda;
        struct { // AST_NAMED
            struct ast_node *target, *value;
        } named;
        struct {                            // the comprehensions and AST_GENERATOR
            struct ast_node *key, *element; // a key in AST_DICT_COMPREHENSION only
            struct ast_clause *clauses;
            size_t clause_count;
        } comprehension;
        struct ast_node *value; // AST_YIELD (or NULL), AST_YIELD_FROM, AST_EXPRESSION,
                                // AST_RETURN (or NULL)
        struct {                // AST_ASSIGN: a = b = value has two targets
            struct ast_list targets;
            struct ast_node *value;
        } assign;
        struct { // AST_AUGMENTED
            enum ast_operator op;
            struct ast_node *target, *value;
        } augmented;
        struct { // AST_ANNOTATED
            struct ast_node *target, *annotation;
            struct ast_node *value; // or NULL
            bool simple;            // a bare name: its annotation is stored
        } annotated;
        struct ast_list targets; // AST_DELETE
        struct {                 // AST_RAISE: each may be NULL
            struct ast_node *exception, *cause;
        } raise;
        struct ast_names names;     // AST_GLOBAL, AST_NONLOCAL
        struct {                    // AST_IMPORT, AST_IMPORT_FROM
            struct ast_text module; // AST_IMPORT_FROM: dotted; absent in `from . import x`
            int level;              // leading dots
            struct ast_alias *aliases;
            size_t alias_count;
        } import;
        struct { // AST_ASSERT
            struct ast_node *test;
            struct ast_node *message; // or NULL
        } assertion;
        struct { // AST_IF, AST_WHILE; an elif is an AST_IF alone in `orelse`
            struct ast_node *test;
            struct ast_list body, orelse;
        } branch;
        struct { // AST_FOR
            struct ast_node *target, *iterable;
            struct ast_list body, orelse;
        } loop;
        struct { // AST_DEF
            struct ast_name name;
            struct ast_parameters parameters;
            struct ast_node *returns;   // the annotation behind ->, or NULL
            struct ast_list decorators; // in source order
            struct ast_list body;
            bool generator; // a yield stands in it, not counting inner functions
        } def;
        struct { // AST_CLASS
            struct ast_name name;
            struct ast_list bases; // AST_STARRED among them
            struct ast_keywords keywords;
            struct ast_list decorators;
            struct ast_list body;
        } classdef;
        struct { // AST_TRY
            struct ast_list body;
            struct ast_handler *handlers;
            size_t handler_count;
            struct ast_list orelse, final;
        } attempt;
        struct { // AST_WITH
            struct ast_with_item *items;
            size_t item_count;
            struct ast_list body;
        } with;
    };
};

// Calls `visit` for each child of a node, in the order in which CPython evaluates them; statements
// of a body too. Not for names, parameters without values, or anything that is no node.
void ast_visit(const struct ast_node *node, void (*visit)(struct ast_node *child, void *context),
               void *context);

// The docstring at the head of a body, or an absent text.
struct ast_text ast_docstring(const struct ast_list *body);

#endif
