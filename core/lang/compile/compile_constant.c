// What can be worked out before the program runs: literals, arithmetic on numbers, tuples of them.
#include <stdlib.h>

#include "core/lang/compile/compile.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/operator.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

enum operation compile_operation(enum ast_operator op)
{
    static const enum operation operations[] = {
        [AST_ADD] = OPERATION_ADD,
        [AST_SUBTRACT] = OPERATION_SUBTRACT,
        [AST_MULTIPLY] = OPERATION_MULTIPLY,
        [AST_MATRIX_MULTIPLY] = OPERATION_MATRIX_MULTIPLY,
        [AST_DIVIDE] = OPERATION_DIVIDE,
        [AST_FLOOR_DIVIDE] = OPERATION_FLOOR_DIVIDE,
        [AST_MODULO] = OPERATION_MODULO,
        [AST_POWER] = OPERATION_POWER,
        [AST_LEFT_SHIFT] = OPERATION_SHIFT_LEFT,
        [AST_RIGHT_SHIFT] = OPERATION_SHIFT_RIGHT,
        [AST_BIT_AND] = OPERATION_AND,
        [AST_BIT_OR] = OPERATION_OR,
        [AST_BIT_XOR] = OPERATION_XOR,
    };
    return operations[op];
}

// Results that would take more than 128 bits are left to the run, as in CPython.
static bool is_small_work(enum ast_operator op, struct value left, struct value right)
{
    if (right.tag != VALUE_INT || left.tag != VALUE_INT) {
        return true;
    }
    if (op == AST_POWER) {
        int bits =
            left.integer == 0 ? 1 : 64 - __builtin_clzll((unsigned long long)llabs(left.integer));
        return right.integer < 0 || right.integer <= 128 / bits;
    }
    return op != AST_LEFT_SHIFT || (right.integer >= 0 && right.integer <= 64);
}

static bool is_number(struct value value)
{
    return value.tag == VALUE_FLOAT || value.tag == VALUE_INT || value_is(value, &int_type);
}

// The number that a constant expression stands for, or value_unset.
static struct value fold(const struct ast_node *node)
{
    if (node->kind == AST_FLOAT) {
        return value_float(node->number);
    }
    if (node->kind == AST_INT) {
        return node->integer.big ? bigint_parse(node->integer.digits.data,
                                                node->integer.digits.length, node->integer.base)
                                 : value_int(node->integer.value);
    }
    struct value left = value_unset, right = value_unset, result = value_unset;
    if (node->kind == AST_UNARY && node->unary.op != AST_NOT) {
        left = fold(node->unary.operand);
        enum unary unary = node->unary.op == AST_NEGATE ? UNARY_NEGATE
                           : node->unary.op == AST_PLUS ? UNARY_PLUS
                                                        : UNARY_INVERT;
        bool fine = value_is_set(left) && is_number(left);
        result = fine ? operator_unary(unary, left) : value_unset;
    } else if (node->kind == AST_BINARY) {
        left = fold(node->binary.left);
        right = value_is_set(left) ? fold(node->binary.right) : value_unset;
        if (value_is_set(right) && is_small_work(node->binary.op, left, right)) {
            result = operator_binary(compile_operation(node->binary.op), left, right);
        }
    }
    value_unref(left);
    value_unref(right);
    return result;
}

// Numbers joined by operators whose result CPython works out beforehand.
static bool folds(const struct ast_node *node)
{
    if (raise_pending()) {
        return false; // memory ended before
    }
    struct value value = fold(node);
    value_unref(value);
    raise_forget();
    return value_is_set(value);
}

bool compile_is_constant(const struct ast_node *node)
{
    switch ((int)node->kind) {
    case AST_NONE:
    case AST_TRUE:
    case AST_FALSE:
    case AST_ELLIPSIS:
    case AST_INT:
    case AST_FLOAT:
    case AST_STRING:
    case AST_BYTES:
        return true;
    case AST_UNARY:
    case AST_BINARY:
        return folds(node);
    case AST_TUPLE:
        for (size_t i = 0; i < node->sequence.count; i++) {
            if (!compile_is_constant(node->sequence.items[i])) {
                return false;
            }
        }
        return true;
    default:
        return false;
    }
}

struct value compile_value(struct compiler *compiler, const struct ast_node *node)
{
    switch ((int)node->kind) {
    case AST_NONE:
        return value_none;
    case AST_TRUE:
        return value_true;
    case AST_FALSE:
        return value_false;
    case AST_ELLIPSIS:
        return value_ref(value_ellipsis);
    case AST_INT:
        return node->integer.big ? bigint_parse(node->integer.digits.data,
                                                node->integer.digits.length, node->integer.base)
                                 : value_int(node->integer.value);
    case AST_FLOAT:
        return value_float(node->number);
    case AST_STRING:
        return compile_text(compiler, node->string);
    case AST_BYTES:
        return value_object(bytes_create(node->string.data, node->string.length));
    case AST_UNARY:
    case AST_BINARY:
        return fold(node);
    default:
        return compile_value_tuple(compiler, &node->sequence);
    }
}

struct value compile_value_tuple(struct compiler *compiler, const struct ast_list *items)
{
    struct tuple *tuple = tuple_create(items->count);
    for (size_t i = 0; tuple != NULL && i < items->count; i++) {
        tuple->items[i] = compile_value(compiler, items->items[i]);
        if (!value_is_set(tuple->items[i])) {
            object_unref(tuple);
            return value_unset;
        }
    }
    return value_object(tuple);
}

// Whether CPython's compiler takes two constants for the same one: equal and of the same types.
static bool is_same_constant(struct value left, struct value right)
{
    if (left.tag != right.tag) {
        return false;
    }
    if (left.tag != VALUE_OBJECT) {
        return left.integer == right.integer; // floats by their bits
    }
    if (value_type(left) != value_type(right)) {
        return false;
    }
    if (value_is(left, &tuple_type)) {
        struct tuple *a = tuple_of(left), *b = tuple_of(right);
        bool same = a->count == b->count;
        for (size_t i = 0; same && i < a->count; i++) {
            same = is_same_constant(a->items[i], b->items[i]);
        }
        return same;
    }
    bool equal = false;
    return object_equal(left, right, &equal) && equal;
}

static bool is_same_set(struct set *left, struct set *right)
{
    struct set_entry *entry, *other;
    size_t position = 0;
    bool same = left->used == right->used;
    while (same && (entry = set_next(left, &position)) != NULL) {
        size_t at = 0;
        same = false;
        while (!same && (other = set_next(right, &at)) != NULL) {
            same = entry->hash == other->hash && is_same_constant(entry->key, other->key);
        }
    }
    return same;
}

// The frozenset of constants. Its order is seen when a set display is made of it, so it is made as
// CPython's compiler makes it: once more from its own order, and one for all equal ones of the unit.
static struct value constant_set(struct compiler *compiler, struct value items)
{
    struct set *first = set_create(&frozenset_type), *set = set_create(&frozenset_type);
    bool fine = first != NULL && set != NULL && set_update(first, items);
    struct set_entry *entry;
    for (size_t at = 0; fine && (entry = set_next(first, &at)) != NULL;) {
        fine = set_add(set, entry->key);
    }
    object_unref(first);
    for (size_t i = 0; fine && i < compiler->sets->count; i++) {
        struct set *earlier = set_of(compiler->sets->items[i]);
        if (is_same_set(earlier, set)) {
            object_unref(set);
            return value_object(object_ref(earlier));
        }
    }
    if (!fine || !list_append(compiler->sets, value_object(set))) {
        object_unref(set);
        compiler->failed = true;
        return value_unset;
    }
    return value_object(set);
}

// `x in [1, 2]` looks in a tuple, `x in {1, 2}` in a frozenset, both made once.
bool compile_container(struct compiler *compiler, const struct ast_node *node)
{
    if (node->kind != AST_LIST && node->kind != AST_SET) {
        return false;
    }
    for (size_t i = 0; i < node->sequence.count; i++) {
        if (!compile_is_constant(node->sequence.items[i])) {
            return false;
        }
    }
    struct value items = compile_value_tuple(compiler, &node->sequence);
    if (node->kind == AST_SET && value_is_set(items)) {
        struct value set = constant_set(compiler, items);
        value_unref(items);
        items = set;
    }
    compile_load(compiler, items);
    return true;
}
