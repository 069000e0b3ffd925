// Operators on any two values: who is asked, in which order, and what is said when nobody knows.
#include <string.h>

#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/operator.h"
#include "core/lang/objects/raise.h"
#include "core/lang/objects/slots.h"
#include "core/lang/objects/type.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

const struct operation_name operation_names[OPERATION_COUNT] = {
    [OPERATION_ADD] = {"+", "__add__", "__radd__", "__iadd__"},
    [OPERATION_SUBTRACT] = {"-", "__sub__", "__rsub__", "__isub__"},
    [OPERATION_MULTIPLY] = {"*", "__mul__", "__rmul__", "__imul__"},
    [OPERATION_DIVIDE] = {"/", "__truediv__", "__rtruediv__", "__itruediv__"},
    [OPERATION_FLOOR_DIVIDE] = {"//", "__floordiv__", "__rfloordiv__", "__ifloordiv__"},
    [OPERATION_MODULO] = {"%", "__mod__", "__rmod__", "__imod__"},
    [OPERATION_POWER] = {"**", "__pow__", "__rpow__", "__ipow__"},
    [OPERATION_MATRIX_MULTIPLY] = {"@", "__matmul__", "__rmatmul__", "__imatmul__"},
    [OPERATION_AND] = {"&", "__and__", "__rand__", "__iand__"},
    [OPERATION_OR] = {"|", "__or__", "__ror__", "__ior__"},
    [OPERATION_XOR] = {"^", "__xor__", "__rxor__", "__ixor__"},
    [OPERATION_SHIFT_LEFT] = {"<<", "__lshift__", "__rlshift__", "__ilshift__"},
    [OPERATION_SHIFT_RIGHT] = {">>", "__rshift__", "__rrshift__", "__irshift__"},
    [OPERATION_DIVMOD] = {"divmod()", "__divmod__", "__rdivmod__", NULL},
};

const char *const unary_methods[UNARY_COUNT] = {
    [UNARY_NEGATE] = "__neg__",
    [UNARY_PLUS] = "__pos__",
    [UNARY_INVERT] = "__invert__",
    [UNARY_ABSOLUTE] = "__abs__",
};

const char *const comparison_symbols[COMPARISON_COUNT] = {"<", "<=", "==", "!=", ">", ">="};

const char *const comparison_methods[COMPARISON_COUNT] = {"__lt__", "__le__", "__eq__",
                                                          "__ne__", "__gt__", "__ge__"};

enum comparison comparison_swap(enum comparison comparison)
{
    switch (comparison) {
    case COMPARISON_LESS:
        return COMPARISON_GREATER;
    case COMPARISON_LESS_EQUAL:
        return COMPARISON_GREATER_EQUAL;
    case COMPARISON_GREATER:
        return COMPARISON_LESS;
    case COMPARISON_GREATER_EQUAL:
        return COMPARISON_LESS_EQUAL;
    case COMPARISON_EQUAL:
    case COMPARISON_NOT_EQUAL:
    case COMPARISON_COUNT:
        break;
    }
    return comparison;
}

bool comparison_holds(enum comparison comparison, int sign)
{
    switch (comparison) {
    case COMPARISON_LESS:
        return sign < 0;
    case COMPARISON_LESS_EQUAL:
        return sign <= 0;
    case COMPARISON_EQUAL:
        return sign == 0;
    case COMPARISON_NOT_EQUAL:
        return sign != 0;
    case COMPARISON_GREATER:
        return sign > 0;
    case COMPARISON_GREATER_EQUAL:
        return sign >= 0;
    case COMPARISON_COUNT:
        break;
    }
    return false;
}

// Whether the right side's class is below the left one's and has its own idea of the operation.
static bool right_first(struct type *left, struct type *right, const char *method)
{
    bool native = !(right->flags & TYPE_HEAP) &&
                  (right->binary == left->binary || right == &bool_type); // as for most
    if (left == right || native || !type_is_subtype(right, left)) {
        return false;
    }
    struct str *name = str_interned(method);
    if (name == NULL) {
        raise_forget();
        return false;
    }
    struct value *of_left = type_find(left, name), *of_right = type_find(right, name);
    object_unref(name);
    return of_right != NULL && (of_left == NULL || !value_same(*of_left, *of_right));
}

static struct value ask(enum operation operation, struct value self, struct value other,
                        bool reflected)
{
    struct type *type = value_type(self);
    return type->binary != NULL ? type->binary(operation, self, other, reflected)
                                : value_ref(value_not_implemented);
}

// Unset: raised; NotImplemented: nobody knows.
static struct value ask_both(enum operation operation, struct value left, struct value right)
{
    struct type *left_type = value_type(left), *right_type = value_type(right);
    bool reflected_first = right_first(left_type, right_type, operation_names[operation].reflected);
    struct value result;
    if (reflected_first) {
        result = ask(operation, right, left, true);
        if (!value_is_not_implemented(result)) {
            return result;
        }
        value_unref(result);
    }
    result = ask(operation, left, right, false);
    if (!value_is_not_implemented(result) || left_type == right_type || reflected_first) {
        return result;
    }
    value_unref(result);
    return ask(operation, right, left, true);
}

static bool is_sequence(struct value value)
{
    return type_is_instance(value, &list_type) || type_is_instance(value, &tuple_type) ||
           type_is_instance(value, &str_type) || type_is_instance(value, &bytes_type);
}

// Sequences have words of their own for + and *.
static bool refuse_sequence(enum operation operation, struct value left, struct value right,
                            bool in_place)
{
    // in place only the right side of something without items is asked
    const struct type *type = value_type(left);
    bool has_items = type->length != NULL || type->contains != NULL || type->get_item != NULL ||
                     (type->flags & TYPE_HEAP);
    bool right_asked = is_sequence(right) && !(in_place && has_items);
    if (operation == OPERATION_MULTIPLY && (is_sequence(left) || right_asked)) {
        raise_type("can't multiply sequence by non-int of type '%s'",
                   type_name(is_sequence(left) ? right : left));
        return true;
    }
    if (operation == OPERATION_ADD && is_sequence(left)) {
        const char *kind = type_is_instance(left, &list_type)    ? "list"
                           : type_is_instance(left, &tuple_type) ? "tuple"
                                                                 : "str";
        if (type_is_instance(left, &bytes_type)) {
            raise_type("can't concat %s to bytes", type_name(right));
        } else {
            raise_type("can only concatenate %s (not \"%s\") to %s", kind, type_name(right), kind);
        }
        return true;
    }
    return false;
}

static struct value refuse(enum operation operation, struct value left, struct value right,
                           bool in_place)
{
    if (refuse_sequence(operation, left, right, in_place)) {
        return value_unset;
    }
    const char *symbol = operation_names[operation].symbol;
    bool power = operation == OPERATION_POWER && !in_place;
    return raise_type("unsupported operand type(s) for %s%s: '%s' and '%s'",
                      power ? "** or pow()" : symbol, in_place ? "=" : "", type_name(left),
                      type_name(right));
}

struct value operator_binary(enum operation operation, struct value left, struct value right)
{
    struct value result = ask_both(operation, left, right);
    if (value_is_not_implemented(result)) {
        value_unref(result);
        return refuse(operation, left, right, false);
    }
    return result;
}

struct value operator_in_place(enum operation operation, struct value left, struct value right)
{
    struct type *type = value_type(left);
    struct value result;
    if (type->in_place != NULL) {
        result = type->in_place(operation, left, right);
        if (!value_is_not_implemented(result)) {
            return result;
        }
        value_unref(result);
    }
    result = ask_both(operation, left, right);
    if (value_is_not_implemented(result)) {
        value_unref(result);
        return refuse(operation, left, right, true);
    }
    return result;
}

struct value operator_unary(enum unary unary, struct value value)
{
    static const char *const symbols[UNARY_COUNT] = {"-", "+", "~", "abs()"};
    struct type *type = value_type(value);
    struct value result =
        type->unary != NULL ? type->unary(unary, value) : value_ref(value_not_implemented);
    if (!value_is_not_implemented(result)) {
        return result;
    }
    value_unref(result);
    return raise_type(unary == UNARY_ABSOLUTE ? "bad operand type for %s: '%s'"
                                              : "bad operand type for unary %s: '%s'",
                      symbols[unary], type->name);
}

static struct value compare_by(enum comparison comparison, struct value self, struct value other)
{
    struct type *type = value_type(self);
    return type->compare != NULL ? type->compare(comparison, self, other)
                                 : value_ref(value_not_implemented);
}

static struct value compare_both(enum comparison comparison, struct value left, struct value right)
{
    enum comparison swapped = comparison_swap(comparison);
    struct type *left_type = value_type(left), *right_type = value_type(right);
    bool reflected_first = left_type != right_type && (right_type->flags & TYPE_HEAP) &&
                           type_is_subtype(right_type, left_type);
    struct value result;
    if (reflected_first) {
        result = compare_by(swapped, right, left);
        if (!value_is_not_implemented(result)) {
            return result;
        }
        value_unref(result);
    }
    result = compare_by(comparison, left, right);
    if (!value_is_not_implemented(result)) {
        return result;
    }
    value_unref(result);
    if (!reflected_first) {
        result = compare_by(swapped, right, left);
        if (!value_is_not_implemented(result)) {
            return result;
        }
        value_unref(result);
    }
    if (comparison == COMPARISON_EQUAL || comparison == COMPARISON_NOT_EQUAL) {
        return value_bool(value_same(left, right) == (comparison == COMPARISON_EQUAL));
    }
    return raise_type("'%s' not supported between instances of '%s' and '%s'",
                      comparison_symbols[comparison], type_name(left), type_name(right));
}

struct value operator_compare(enum comparison comparison, struct value left, struct value right)
{
    bool entered = object_enter(" in comparison");
    struct value result = entered ? compare_both(comparison, left, right) : value_unset;
    object_leave();
    return result;
}
