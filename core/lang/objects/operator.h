// The operators: names, and what they do with any two values.
#ifndef RANKSH_CORE_LANG_OPERATOR_H
#define RANKSH_CORE_LANG_OPERATOR_H

#include "core/lang/objects/value.h"

enum operation {
    OPERATION_ADD,
    OPERATION_SUBTRACT,
    OPERATION_MULTIPLY,
    OPERATION_DIVIDE,
    OPERATION_FLOOR_DIVIDE,
    OPERATION_MODULO,
    OPERATION_POWER,
    OPERATION_MATRIX_MULTIPLY,
    OPERATION_AND,
    OPERATION_OR,
    OPERATION_XOR,
    OPERATION_SHIFT_LEFT,
    OPERATION_SHIFT_RIGHT,
    OPERATION_DIVMOD,
    OPERATION_COUNT,
};

enum { // what a type's `operations` are made of
    OPERATIONS_SEQUENCE = 1 << OPERATION_ADD | 1 << OPERATION_MULTIPLY,
    OPERATIONS_TEXT = OPERATIONS_SEQUENCE | 1 << OPERATION_MODULO,
    OPERATIONS_SET =
        1 << OPERATION_SUBTRACT | 1 << OPERATION_AND | 1 << OPERATION_OR | 1 << OPERATION_XOR,
    OPERATIONS_FLOAT = OPERATIONS_TEXT | 1 << OPERATION_SUBTRACT | 1 << OPERATION_DIVIDE |
                       1 << OPERATION_FLOOR_DIVIDE | 1 << OPERATION_POWER | 1 << OPERATION_DIVMOD,
    OPERATIONS_INT =
        OPERATIONS_FLOAT | OPERATIONS_SET | 1 << OPERATION_SHIFT_LEFT | 1 << OPERATION_SHIFT_RIGHT,
};

enum unary { UNARY_NEGATE, UNARY_PLUS, UNARY_INVERT, UNARY_ABSOLUTE, UNARY_COUNT };

enum comparison { // in the order of CPython's
    COMPARISON_LESS,
    COMPARISON_LESS_EQUAL,
    COMPARISON_EQUAL,
    COMPARISON_NOT_EQUAL,
    COMPARISON_GREATER,
    COMPARISON_GREATER_EQUAL,
    COMPARISON_COUNT,
};

struct operation_name {
    const char *symbol; // "+"
    const char *method; // "__add__"
    const char *reflected;
    const char *in_place;
};

extern const struct operation_name operation_names[OPERATION_COUNT];
extern const char *const unary_methods[UNARY_COUNT];
extern const char *const comparison_symbols[COMPARISON_COUNT];
extern const char *const comparison_methods[COMPARISON_COUNT];

// NotImplemented: borrowed wherever it is returned by a type's function (it is never freed).
extern const struct value value_not_implemented;
extern const struct value value_ellipsis;

static inline bool value_is_not_implemented(struct value value)
{
    return value_same(value, value_not_implemented);
}

// `left OP right`; raises TypeError when neither side knows how.
struct value operator_binary(enum operation operation, struct value left, struct value right);

// `left OP= right`: `left` is borrowed all the same; the result is what to store.
struct value operator_in_place(enum operation operation, struct value left, struct value right);

struct value operator_unary(enum unary unary, struct value value);

// Any result is possible (a tensor gives a tensor).
struct value operator_compare(enum comparison comparison, struct value left, struct value right);

// The comparison whose sides are swapped: < and >.
enum comparison comparison_swap(enum comparison comparison);

// Whether an order that says `sign` (negative, 0, positive) fulfils the comparison.
bool comparison_holds(enum comparison comparison, int sign);

#endif
