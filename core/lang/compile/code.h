// Compiled code: what the compiler makes and the run loop reads.
//
// An instruction is 4 bytes: the opcode, and 24 bits that are one operand or two (8 and 16 bits).
// Locals are numbered: parameters in source order, other locals, then the free variables. A local
// that inner functions share holds a cell (function.h).
#ifndef RANKSH_CORE_LANG_CODE_H
#define RANKSH_CORE_LANG_CODE_H

#include "core/lang/objects/signature.h"
#include "core/lang/objects/value.h"
#include "core/lang/syntax/source.h"

// name, what it does to the stack (top on the right), change of its depth (or VARIES)
#define CODE_TABLE(X)                                                                          \
    X(NOP, 0)                                                                                  \
    X(POP, -1)                                                                                 \
    X(COPY, 1) /* the n-th from the top, 1 is the top */                                       \
    X(SWAP, 0) /* the top with the n-th */                                                     \
    X(PUSH_UNSET, 1)                                                                           \
    X(LOAD_CONSTANT, 1)                                                                        \
    X(LOAD_LOCAL, 1)                                                                           \
    X(STORE_LOCAL, -1)                                                                         \
    X(DELETE_LOCAL, 0)                                                                         \
    X(CHECK_LOCAL, 0) /* raises when it is unbound */                                          \
    X(LOAD_GLOBAL, 1)                                                                          \
    X(STORE_GLOBAL, -1)                                                                        \
    X(DELETE_GLOBAL, 0)                                                                        \
    X(LOAD_NAME, 1) /* in a class body: its names, then globals */                             \
    X(STORE_NAME, -1)                                                                          \
    X(DELETE_NAME, 0)                                                                          \
    X(MAKE_CELL, 0)                                                                            \
    X(COPY_FREE, 0) /* the closure's cells into n locals behind the others */                  \
    X(LOAD_CELL, 1)                                                                            \
    X(STORE_CELL, -1)                                                                          \
    X(DELETE_CELL, 0)                                                                          \
    X(LOAD_CLASS_CELL, 1) /* 8: constant of the name, 16: local */                             \
    X(LOAD_ATTRIBUTE, 0)                                                                       \
    X(STORE_ATTRIBUTE, -2) /* value object -> */                                               \
    X(DELETE_ATTRIBUTE, -1)                                                                    \
    X(LOAD_METHOD, 1) /* object -> function self | value unset */                              \
    X(LOAD_SUPER, 1)  /* the local of __class__ */                                             \
    X(STORE_ITEM, -3) /* value object key -> */                                                \
    X(DELETE_ITEM, -2)                                                                         \
    X(BUILD_SLICE, VARIES)                                                                     \
    /* operators: 8 bits say where the right side is, 16 which local or constant */            \
    X(ADD, VARIES)                                                                             \
    X(SUBTRACT, VARIES)                                                                        \
    X(MULTIPLY, VARIES)                                                                        \
    X(DIVIDE, VARIES)                                                                          \
    X(FLOOR_DIVIDE, VARIES)                                                                    \
    X(MODULO, VARIES)                                                                          \
    X(POWER, VARIES)                                                                           \
    X(MATRIX_MULTIPLY, VARIES)                                                                 \
    X(AND, VARIES)                                                                             \
    X(OR, VARIES)                                                                              \
    X(XOR, VARIES)                                                                             \
    X(SHIFT_LEFT, VARIES)                                                                      \
    X(SHIFT_RIGHT, VARIES)                                                                     \
    X(LESS, VARIES)                                                                            \
    X(LESS_EQUAL, VARIES)                                                                      \
    X(EQUAL, VARIES)                                                                           \
    X(NOT_EQUAL, VARIES)                                                                       \
    X(GREATER, VARIES)                                                                         \
    X(GREATER_EQUAL, VARIES)                                                                   \
    X(LOAD_ITEM, VARIES)                                                                       \
    X(IS, -1)                                                                                  \
    X(IS_NOT, -1)                                                                              \
    X(IN, -1)                                                                                  \
    X(NOT_IN, -1)                                                                              \
    X(NEGATE, 0)                                                                               \
    X(PLUS, 0)                                                                                 \
    X(INVERT, 0)                                                                               \
    X(NOT, 0)                                                                                  \
    /* x += y: 8 bits the operation, 16 the place of x */                                      \
    X(IN_PLACE, -1) /* left right -> result */                                                 \
    X(ADD_TO_LOCAL, -1)                                                                        \
    X(AUGMENT_LOCAL, -1)                                                                       \
    X(AUGMENT_GLOBAL, -1)                                                                      \
    X(AUGMENT_CELL, -1)                                                                        \
    X(JUMP, 0)                                                                                 \
    X(JUMP_BACK, 0)                                                                            \
    X(JUMP_IF_FALSE, -1)                                                                       \
    X(JUMP_IF_TRUE, -1)                                                                        \
    X(JUMP_IF_FALSE_OR_POP, -1)                                                                \
    X(JUMP_IF_TRUE_OR_POP, -1)                                                                 \
    X(GET_ITERATOR, 0)                                                                         \
    X(FOR_NEXT, 1) /* iterator -> iterator item; at the end pops it and jumps */               \
    X(UNPACK, VARIES)                                                                          \
    X(UNPACK_STAR, VARIES) /* 8: how many before the star, 16: behind */                       \
    X(BUILD_TUPLE, VARIES)                                                                     \
    X(BUILD_LIST, VARIES)                                                                      \
    X(BUILD_SET, VARIES)                                                                       \
    X(BUILD_DICT, VARIES)                                                                      \
    X(LIST_APPEND, -1) /* to the n-th from the top, without the item */                        \
    X(SET_ADD, -1)                                                                             \
    X(DICT_ADD, -2)                                                                            \
    X(LIST_EXTEND, -1)                                                                         \
    X(SET_UPDATE, -1)                                                                          \
    X(DICT_UPDATE, -1)                                                                         \
    X(DICT_MERGE, -1) /* **options of a call: no key twice */                                  \
    X(LIST_TO_TUPLE, 0)                                                                        \
    X(FORMAT, VARIES) /* 8: conversion, 16: whether a spec lies on top */                      \
    X(BUILD_STRING, VARIES)                                                                    \
    X(CALL, VARIES)          /* callee arguments -> result */                                  \
    X(CALL_METHOD, VARIES)   /* function self arguments -> result */                           \
    X(CALL_KEYWORDS, VARIES) /* the names, a tuple, on top; self as CALL_METHOD */             \
    X(CALL_SPREAD, -2)       /* callee list dict -> result */                                  \
    X(RETURN, -1)                                                                              \
    X(MAKE_FUNCTION, VARIES) /* 8: enum code_part, on the stack in this order; 16: the code */ \
    X(MAKE_CLASS, -3)        /* body name bases keywords -> class */                           \
    X(MAKE_GENERATOR, 0)                                                                       \
    X(YIELD, 0)                                                                                \
    X(GET_YIELD_FROM, 0)                                                                       \
    X(SEND, 0) /* iterator value -> iterator item; at the end result, and jumps */             \
    X(RAISE, VARIES)                                                                           \
    X(RAISE_AGAIN, -2) /* handled exception -> raises it */                                    \
    X(PUSH_HANDLED, 1) /* exception -> handled exception */                                    \
    X(POP_HANDLED, -1)                                                                         \
    X(MATCH, 0) /* exception class -> exception bool */                                        \
    X(LOAD_ASSERTION_ERROR, 1)                                                                 \
    X(WITH_ENTER, 1)  /* manager -> exit entered */                                            \
    X(WITH_EXIT, -1)  /* exit -> ; calls it without exception */                               \
    X(WITH_EXCEPT, 1) /* exit handled exception -> … result */                               \
    X(IMPORT, 1)      /* the module of that whole name */                                      \
    X(IMPORT_TOP, 1)  /* imports it all, gives the first of the name */                        \
    X(IMPORT_FROM, 1) /* module -> module value */                                             \
    X(IMPORT_STAR, -1)                                                                         \
    X(SETUP_ANNOTATIONS, 0)                                                                    \
    X(SHOW, -1) /* prints an expression at the prompt */

enum code_opcode {
#define CODE_NAME(name, effect) OP_##name,
    CODE_TABLE(CODE_NAME)
#undef CODE_NAME
};

enum code_right { CODE_STACK, CODE_LOCAL, CODE_CONSTANT }; // where a right side is

enum code_part { // what MAKE_FUNCTION finds on the stack
    CODE_DEFAULTS = 1,
    CODE_KEYWORD_DEFAULTS = 2,
    CODE_ANNOTATIONS = 4,
    CODE_CLOSURE = 8,
};

enum code_flag {
    CODE_GENERATOR = 1,
    CODE_PLAIN = 2,   // positional parameters only, no cells: a call needs no binding
    CODE_CLASS = 4,   // a class body: names in a dict
    CODE_MODULE = 8,  // a unit
    CODE_HIDDEN = 16, // of a frozen module: left out of tracebacks
};

// Where an instruction comes from. Columns are bytes; CODE_FAR stands for anything past it.
enum { CODE_FAR = UINT16_MAX };
struct position {
    uint32_t line, end_line;
    uint16_t column, end_column;
    uint16_t mark, mark_end; // the operator; 0 and 0: none
};

struct handler { // an exception in [from, to) cuts the stack to `depth` and goes on at `target`
    uint32_t from, to, target, depth;
};

// A place that looks a name up, and what it found last.
struct site {
    struct str *name; // owned
    uint32_t version; // of the type, or the layout of the dict; 0: nothing found yet
    uint32_t index;   // of the dict's entry
    struct value *slot;
    uint32_t second; // layout of the builtins
    uint32_t kind;   // what the slot or index is, see interpret.c
};

struct code {
    struct container container;
    struct source *source;
    struct str *name, *qualified;
    unsigned flags;
    struct signature signature; // of its parameters; the names are in `locals` too, and owned there
    struct str **locals;        // names of all locals; owned
    uint32_t local_count;       // with the free ones
    uint32_t free_count;
    uint32_t stack_size;
    uint32_t *instructions;
    struct position *positions;
    uint32_t count, capacity;
    struct value *constants;
    uint32_t constant_count, constant_capacity;
    struct site *sites;
    uint32_t site_count, site_capacity;
    struct handler *handlers; // inner ones first
    uint32_t handler_count, handler_capacity;
    uint32_t first_line;
    struct value doc;
};

extern struct type code_type;

// The parameters' names without *rest and **options, for the signature; NULL: raised.
struct str **code_parameter_names(const struct code *code);

static inline enum code_opcode code_opcode(uint32_t instruction)
{
    return (enum code_opcode)(instruction & 0xFF);
}

static inline uint32_t code_operand(uint32_t instruction)
{
    return instruction >> 8;
}

static inline uint32_t code_small(uint32_t instruction) // the 8 bits of two operands
{
    return instruction >> 8 & 0xFF;
}

static inline uint32_t code_large(uint32_t instruction) // the 16 bits
{
    return instruction >> 16;
}

#endif
