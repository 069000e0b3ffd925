// operator: the operators as functions. attrgetter, itemgetter and methodcaller are in
// frozen/operator.py.
#include "core/lang/containers/tuple.h"
#include "core/lang/modules/modules.h"
#include "core/lang/objects/object.h"

#define BINARY(name, operation)                                            \
    static struct value do_##name(struct value *args)                      \
    {                                                                      \
        return operator_binary(OPERATION_##operation, args[0], args[1]);   \
    }                                                                      \
    static struct value in_place_##name(struct value *args)                \
    {                                                                      \
        return operator_in_place(OPERATION_##operation, args[0], args[1]); \
    }

#define COMPARISON(name, comparison)                                        \
    static struct value do_##name(struct value *args)                       \
    {                                                                       \
        return operator_compare(COMPARISON_##comparison, args[0], args[1]); \
    }

#define UNARY(name, unary)                             \
    static struct value do_##name(struct value *args)  \
    {                                                  \
        return operator_unary(UNARY_##unary, args[0]); \
    }

BINARY(add, ADD)
BINARY(sub, SUBTRACT)
BINARY(mul, MULTIPLY)
BINARY(truediv, DIVIDE)
BINARY(floordiv, FLOOR_DIVIDE)
BINARY(mod, MODULO)
BINARY(pow, POWER)
BINARY(matmul, MATRIX_MULTIPLY)
BINARY(and, AND)
BINARY(or, OR)
BINARY(xor, XOR)
BINARY(lshift, SHIFT_LEFT)
BINARY(rshift, SHIFT_RIGHT)

COMPARISON(lt, LESS)
COMPARISON(le, LESS_EQUAL)
COMPARISON(eq, EQUAL)
COMPARISON(ne, NOT_EQUAL)
COMPARISON(gt, GREATER)
COMPARISON(ge, GREATER_EQUAL)

UNARY(neg, NEGATE)
UNARY(pos, PLUS)
UNARY(invert, INVERT)
UNARY(abs, ABSOLUTE)

static struct value do_truth(struct value *args)
{
    bool truth;
    return object_truth(args[0], &truth) ? value_bool(truth) : value_unset;
}

static struct value do_not(struct value *args)
{
    bool truth;
    return object_truth(args[0], &truth) ? value_bool(!truth) : value_unset;
}

static struct value do_is(struct value *args)
{
    return value_bool(value_same(args[0], args[1]));
}

static struct value do_is_not(struct value *args)
{
    return value_bool(!value_same(args[0], args[1]));
}

static struct value do_contains(struct value *args)
{
    bool found;
    return object_contains(args[0], args[1], &found) ? value_bool(found) : value_unset;
}

static struct value do_getitem(struct value *args)
{
    return object_get_item(args[0], args[1]);
}

static struct value do_setitem(struct value *args)
{
    return object_set_item(args[0], args[1], args[2]) ? value_none : value_unset;
}

static struct value do_delitem(struct value *args)
{
    return object_set_item(args[0], args[1], value_unset) ? value_none : value_unset;
}

static struct value do_index(struct value *args)
{
    return object_index(args[0]);
}

static bool is_sequence(struct value value)
{
    return value_type(value)->get_item != NULL && value_type(value)->length != NULL;
}

static struct value concatenate(struct value *args, bool in_place)
{
    if (!is_sequence(args[0])) {
        return raise_type("'%s' object can't be concatenated", type_name(args[0]));
    }
    return (in_place ? operator_in_place : operator_binary)(OPERATION_ADD, args[0], args[1]);
}

static struct value do_concat(struct value *args)
{
    return concatenate(args, false);
}

static struct value in_place_concat(struct value *args)
{
    return concatenate(args, true);
}

static const struct native functions[] = {
    {"add(a, b, /)", do_add, 0, NULL},
    {"iadd(a, b, /)", in_place_add, 0, NULL},
    {"sub(a, b, /)", do_sub, 0, NULL},
    {"isub(a, b, /)", in_place_sub, 0, NULL},
    {"mul(a, b, /)", do_mul, 0, NULL},
    {"imul(a, b, /)", in_place_mul, 0, NULL},
    {"truediv(a, b, /)", do_truediv, 0, NULL},
    {"itruediv(a, b, /)", in_place_truediv, 0, NULL},
    {"floordiv(a, b, /)", do_floordiv, 0, NULL},
    {"ifloordiv(a, b, /)", in_place_floordiv, 0, NULL},
    {"mod(a, b, /)", do_mod, 0, NULL},
    {"imod(a, b, /)", in_place_mod, 0, NULL},
    {"pow(a, b, /)", do_pow, 0, NULL},
    {"ipow(a, b, /)", in_place_pow, 0, NULL},
    {"matmul(a, b, /)", do_matmul, 0, NULL},
    {"imatmul(a, b, /)", in_place_matmul, 0, NULL},
    {"and_(a, b, /)", do_and, 0, NULL},
    {"iand(a, b, /)", in_place_and, 0, NULL},
    {"or_(a, b, /)", do_or, 0, NULL},
    {"ior(a, b, /)", in_place_or, 0, NULL},
    {"xor(a, b, /)", do_xor, 0, NULL},
    {"ixor(a, b, /)", in_place_xor, 0, NULL},
    {"lshift(a, b, /)", do_lshift, 0, NULL},
    {"ilshift(a, b, /)", in_place_lshift, 0, NULL},
    {"rshift(a, b, /)", do_rshift, 0, NULL},
    {"irshift(a, b, /)", in_place_rshift, 0, NULL},
    {"lt(a, b, /)", do_lt, 0, NULL},
    {"le(a, b, /)", do_le, 0, NULL},
    {"eq(a, b, /)", do_eq, 0, NULL},
    {"ne(a, b, /)", do_ne, 0, NULL},
    {"gt(a, b, /)", do_gt, 0, NULL},
    {"ge(a, b, /)", do_ge, 0, NULL},
    {"neg(a, /)", do_neg, 0, NULL},
    {"pos(a, /)", do_pos, 0, NULL},
    {"invert(a, /)", do_invert, 0, NULL},
    {"inv(a, /)", do_invert, 0, NULL},
    {"abs(a, /)", do_abs, 0, NULL},
    {"truth(a, /)", do_truth, 0, NULL},
    {"not_(a, /)", do_not, 0, NULL},
    {"is_(a, b, /)", do_is, 0, NULL},
    {"is_not(a, b, /)", do_is_not, 0, NULL},
    {"contains(a, b, /)", do_contains, 0, NULL},
    {"getitem(a, b, /)", do_getitem, 0, NULL},
    {"setitem(a, b, c, /)", do_setitem, 0, NULL},
    {"delitem(a, b, /)", do_delitem, 0, NULL},
    {"index(a, /)", do_index, 0, NULL},
    {"concat(a, b, /)", do_concat, 0, NULL},
    {"iconcat(a, b, /)", in_place_concat, 0, NULL},
    {NULL, NULL, 0, NULL},
};

const struct native_module module_operator = {
    .name = "operator",
    .functions = functions,
    .files = lang_frozen,
    .frozen = "operator.py",
};
