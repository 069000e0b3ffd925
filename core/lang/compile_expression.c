// Expressions: each leaves one value on the stack.
#include <stdlib.h>

#include "core/lang/bigint.h"
#include "core/lang/bytes.h"
#include "core/lang/compile.h"
#include "core/lang/int.h"
#include "core/lang/list.h"
#include "core/lang/object.h"
#include "core/lang/operator.h"
#include "core/lang/raise.h"
#include "core/lang/set.h"
#include "core/lang/str.h"
#include "core/lang/tuple.h"

// ---- names

static void use_local(struct compiler *compiler, struct str *name, enum name_use use, bool cell)
{
    static const enum code_opcode plain[] = {OP_LOAD_LOCAL, OP_STORE_LOCAL, OP_DELETE_LOCAL};
    static const enum code_opcode shared[] = {OP_LOAD_CELL, OP_STORE_CELL, OP_DELETE_CELL};
    struct value *number = dict_find_name(compiler->local_numbers, name);
    compile_emit(compiler, cell ? shared[use] : plain[use], (uint32_t)number->integer);
}

static void use_class_cell(struct compiler *compiler, struct str *name)
{
    uint32_t number = (uint32_t)dict_find_name(compiler->local_numbers, name)->integer;
    uint32_t constant = compile_constant(compiler, value_of(name));
    if (constant > UINT8_MAX) {
        compile_emit(compiler, OP_LOAD_CELL, number);
    } else {
        compile_emit_both(compiler, OP_LOAD_CLASS_CELL, constant, number);
    }
}

void compile_use(struct compiler *compiler, struct ast_text text, enum name_use use)
{
    static const enum code_opcode global[] = {OP_LOAD_GLOBAL, OP_STORE_GLOBAL, OP_DELETE_GLOBAL};
    static const enum code_opcode named[] = {OP_LOAD_NAME, OP_STORE_NAME, OP_DELETE_NAME};
    struct scope *scope = compiler->scope;
    struct str *name = compile_name(compiler, text);
    if (name == NULL) {
        compiler->failed = true;
        return;
    }
    unsigned bits = scope_symbol(scope, name);
    bool bound = (bits & SCOPE_BOUND) && !(bits & (SCOPE_GLOBAL | SCOPE_NONLOCAL));
    if (scope->kind == SCOPE_CLASS && !(bits & SCOPE_GLOBAL)) {
        if ((bits & SCOPE_FREE) && !bound && use == NAME_LOAD) {
            use_class_cell(compiler, name);
        } else if ((bits & SCOPE_FREE) && !bound) {
            use_local(compiler, name, use, true);
        } else {
            compile_emit(compiler, named[use], compile_site(compiler, object_ref(name)));
        }
    } else if (scope->kind != SCOPE_MODULE && (bound || (bits & SCOPE_FREE)) &&
               !(bits & SCOPE_GLOBAL)) {
        use_local(compiler, name, use, (bits & (SCOPE_CELL | SCOPE_FREE)) != 0);
    } else {
        compile_emit(compiler, global[use], compile_site(compiler, object_ref(name)));
    }
    object_unref(name);
}

// The local that a name is, or -1.
static int64_t plain_local(struct compiler *compiler, const struct ast_node *node)
{
    if (node->kind != AST_NAME || compiler->scope->kind == SCOPE_CLASS ||
        compiler->scope->kind == SCOPE_MODULE) {
        return -1;
    }
    struct str *name = compile_name(compiler, node->name);
    unsigned bits = name != NULL ? scope_symbol(compiler->scope, name) : 0;
    struct value *number = NULL;
    if ((bits & SCOPE_BOUND) &&
        !(bits & (SCOPE_GLOBAL | SCOPE_NONLOCAL | SCOPE_CELL | SCOPE_FREE))) {
        number = dict_find_name(compiler->local_numbers, name);
    }
    object_unref(name);
    return number != NULL ? number->integer : -1;
}

// ---- constants

static struct value fold(const struct ast_node *node);

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

static struct value constant_tuple(struct compiler *compiler, const struct ast_list *items);

static struct value constant_of(struct compiler *compiler, const struct ast_node *node)
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
        return constant_tuple(compiler, &node->sequence);
    }
}

static struct value constant_tuple(struct compiler *compiler, const struct ast_list *items)
{
    struct tuple *tuple = tuple_create(items->count);
    for (size_t i = 0; tuple != NULL && i < items->count; i++) {
        tuple->items[i] = constant_of(compiler, items->items[i]);
        if (!value_is_set(tuple->items[i])) {
            object_unref(tuple);
            return value_unset;
        }
    }
    return value_object(tuple);
}

// ---- operators

static enum operation operation_of(enum ast_operator op)
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
            result = operator_binary(operation_of(node->binary.op), left, right);
        }
    }
    value_unref(left);
    value_unref(right);
    return result;
}

static enum code_opcode opcode_of(enum ast_operator op)
{
    static const enum code_opcode opcodes[] = {
        [AST_ADD] = OP_ADD,
        [AST_SUBTRACT] = OP_SUBTRACT,
        [AST_MULTIPLY] = OP_MULTIPLY,
        [AST_MATRIX_MULTIPLY] = OP_MATRIX_MULTIPLY,
        [AST_DIVIDE] = OP_DIVIDE,
        [AST_FLOOR_DIVIDE] = OP_FLOOR_DIVIDE,
        [AST_MODULO] = OP_MODULO,
        [AST_POWER] = OP_POWER,
        [AST_LEFT_SHIFT] = OP_SHIFT_LEFT,
        [AST_RIGHT_SHIFT] = OP_SHIFT_RIGHT,
        [AST_BIT_AND] = OP_AND,
        [AST_BIT_OR] = OP_OR,
        [AST_BIT_XOR] = OP_XOR,
        [AST_NEGATE] = OP_NEGATE,
        [AST_PLUS] = OP_PLUS,
        [AST_INVERT] = OP_INVERT,
        [AST_NOT] = OP_NOT,
        [AST_EQUAL] = OP_EQUAL,
        [AST_NOT_EQUAL] = OP_NOT_EQUAL,
        [AST_LESS] = OP_LESS,
        [AST_LESS_EQUAL] = OP_LESS_EQUAL,
        [AST_GREATER] = OP_GREATER,
        [AST_GREATER_EQUAL] = OP_GREATER_EQUAL,
        [AST_IS] = OP_IS,
        [AST_IS_NOT] = OP_IS_NOT,
        [AST_IN] = OP_IN,
        [AST_NOT_IN] = OP_NOT_IN,
    };
    return opcodes[op];
}

// The right side of an operator that can take it from a local or a constant: where it is, or
// CODE_STACK once it is on the stack.
static enum code_right right_side(struct compiler *compiler, const struct ast_node *node,
                                  uint32_t *ret_index)
{
    int64_t local = plain_local(compiler, node);
    *ret_index = 0;
    if (local >= 0 && local <= UINT16_MAX) {
        *ret_index = (uint32_t)local;
        return CODE_LOCAL;
    }
    if (compile_is_constant(node)) {
        uint32_t constant = compile_constant(compiler, constant_of(compiler, node));
        if (constant <= UINT16_MAX) {
            *ret_index = constant;
            return CODE_CONSTANT;
        }
    }
    compile_expression(compiler, node);
    return CODE_STACK;
}

static void emit_operator(struct compiler *compiler, enum code_opcode opcode, enum code_right side,
                          uint32_t index)
{
    compile_emit_both(compiler, opcode, side, index);
    compile_depth(compiler, side == CODE_STACK ? -1 : 0);
}

static void binary(struct compiler *compiler, const struct ast_node *node)
{
    uint32_t index;
    compile_expression(compiler, node->binary.left);
    enum code_right side = right_side(compiler, node->binary.right, &index);
    compile_mark(compiler, node->span, node->binary.mark);
    emit_operator(compiler, opcode_of(node->binary.op), side, index);
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
static bool constant_container(struct compiler *compiler, const struct ast_node *node)
{
    if (node->kind != AST_LIST && node->kind != AST_SET) {
        return false;
    }
    for (size_t i = 0; i < node->sequence.count; i++) {
        if (!compile_is_constant(node->sequence.items[i])) {
            return false;
        }
    }
    struct value items = constant_tuple(compiler, &node->sequence);
    if (node->kind == AST_SET && value_is_set(items)) {
        struct value set = constant_set(compiler, items);
        value_unref(items);
        items = set;
    }
    compile_load(compiler, items);
    return true;
}

static void compare_once(struct compiler *compiler, enum ast_operator op,
                         const struct ast_node *right, struct ast_span span)
{
    enum code_opcode opcode = opcode_of(op);
    uint32_t index = 0;
    if (op == AST_IN || op == AST_NOT_IN || op == AST_IS || op == AST_IS_NOT) {
        bool made = (op == AST_IN || op == AST_NOT_IN) && constant_container(compiler, right);
        if (!made) {
            compile_expression(compiler, right);
        }
        compile_at(compiler, span);
        compile_emit(compiler, opcode, 0);
        return;
    }
    enum code_right side = right_side(compiler, right, &index);
    compile_at(compiler, span);
    emit_operator(compiler, opcode, side, index);
}

// a < b < c: b is evaluated once, c only when a < b.
static void compare(struct compiler *compiler, const struct ast_node *node)
{
    struct jumps ends = {0};
    size_t last = node->compare.rights.count - 1;
    compile_expression(compiler, node->compare.left);
    for (size_t i = 0; i < last; i++) {
        compile_expression(compiler, node->compare.rights.items[i]);
        compile_at(compiler, node->span);
        compile_emit(compiler, OP_SWAP, 2);
        compile_emit(compiler, OP_COPY, 2);
        enum code_opcode opcode = opcode_of(node->compare.operators[i]);
        if (opcode == OP_IS || opcode == OP_IS_NOT || opcode == OP_IN || opcode == OP_NOT_IN) {
            compile_emit(compiler, opcode, 0);
        } else {
            emit_operator(compiler, opcode, CODE_STACK, 0);
        }
        compile_jump(compiler, OP_JUMP_IF_FALSE_OR_POP, &ends);
    }
    compare_once(compiler, node->compare.operators[last], node->compare.rights.items[last],
                 node->span);
    if (last > 0) {
        struct jumps behind = {0};
        compile_jump(compiler, OP_JUMP, &behind);
        compile_land(compiler, &ends);
        compile_depth(compiler, 1);
        compile_emit(compiler, OP_SWAP, 2);
        compile_emit(compiler, OP_POP, 0);
        compile_land(compiler, &behind);
    }
}

static void logical(struct compiler *compiler, const struct ast_node *node)
{
    struct jumps ends = {0};
    enum code_opcode opcode =
        node->kind == AST_AND ? OP_JUMP_IF_FALSE_OR_POP : OP_JUMP_IF_TRUE_OR_POP;
    for (size_t i = 0; i < node->logical.count; i++) {
        compile_expression(compiler, node->logical.items[i]);
        if (i + 1 < node->logical.count) {
            compile_jump(compiler, opcode, &ends);
        }
    }
    compile_land(compiler, &ends);
}

// Jumps when the truth of `node` is `when`, else falls through; leaves nothing on the stack.
void compile_jump_if(struct compiler *compiler, const struct ast_node *node, bool when,
                     struct jumps *jumps)
{
    if (node->kind == AST_UNARY && node->unary.op == AST_NOT) {
        compile_jump_if(compiler, node->unary.operand, !when, jumps);
        return;
    }
    if (node->kind == AST_AND || node->kind == AST_OR) {
        bool decides = node->kind == AST_OR; // a part with this truth decides the whole
        struct jumps past = {0};
        size_t last = node->logical.count - 1;
        for (size_t i = 0; i < last; i++) {
            compile_jump_if(compiler, node->logical.items[i], decides,
                            decides == when ? jumps : &past);
        }
        compile_jump_if(compiler, node->logical.items[last], when, jumps);
        compile_land(compiler, &past);
        return;
    }
    compile_expression(compiler, node);
    compile_at(compiler, node->span);
    compile_jump(compiler, when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, jumps);
}

static void choice(struct compiler *compiler, const struct ast_node *node)
{
    struct jumps otherwise = {0}, behind = {0};
    compile_jump_if(compiler, node->choice.test, false, &otherwise);
    compile_expression(compiler, node->choice.body);
    compile_jump(compiler, OP_JUMP, &behind);
    compile_land(compiler, &otherwise);
    compile_depth(compiler, -1);
    compile_expression(compiler, node->choice.orelse);
    compile_land(compiler, &behind);
}

// ---- displays

static bool has_star(const struct ast_list *items)
{
    for (size_t i = 0; i < items->count; i++) {
        if (items->items[i]->kind == AST_STARRED) {
            return true;
        }
    }
    return false;
}

// Items of a display or call, stars among them, into a list or set that is made here.
static void collect_items(struct compiler *compiler, const struct ast_list *items, bool set)
{
    struct position whole = compiler->position;
    compile_emit(compiler, set ? OP_BUILD_SET : OP_BUILD_LIST, 0);
    compile_depth(compiler, 1);
    for (size_t i = 0; i < items->count; i++) {
        const struct ast_node *item = items->items[i];
        bool star = item->kind == AST_STARRED;
        compile_expression(compiler, star ? item->starred : item);
        compiler->position = whole;
        if (star) {
            compile_emit(compiler, set ? OP_SET_UPDATE : OP_LIST_EXTEND, 1);
        } else {
            compile_emit(compiler, set ? OP_SET_ADD : OP_LIST_APPEND, 1);
        }
    }
}

// Three or more constants go into a list or set from a tuple or frozenset that is made once; for a
// set that decides its order, and CPython does the same.
static bool constant_items(struct compiler *compiler, const struct ast_node *node)
{
    bool set = node->kind == AST_SET;
    if (node->kind == AST_TUPLE || node->sequence.count < 3) {
        return false;
    }
    for (size_t i = 0; i < node->sequence.count; i++) {
        if (!compile_is_constant(node->sequence.items[i])) {
            return false;
        }
    }
    compile_emit(compiler, set ? OP_BUILD_SET : OP_BUILD_LIST, 0);
    compile_depth(compiler, 1);
    if (set) {
        constant_container(compiler, node);
    } else {
        compile_load(compiler, constant_tuple(compiler, &node->sequence));
    }
    compile_emit(compiler, set ? OP_SET_UPDATE : OP_LIST_EXTEND, 1);
    return true;
}

static void sequence(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_list *items = &node->sequence;
    if (constant_items(compiler, node)) {
        return;
    }
    if (node->kind == AST_TUPLE && compile_is_constant(node)) {
        compile_load(compiler, constant_of(compiler, node));
        return;
    }
    if (has_star(items)) {
        collect_items(compiler, items, node->kind == AST_SET);
        if (node->kind == AST_TUPLE) {
            compile_emit(compiler, OP_LIST_TO_TUPLE, 0);
        }
        return;
    }
    for (size_t i = 0; i < items->count; i++) {
        compile_expression(compiler, items->items[i]);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler,
                 node->kind == AST_TUPLE  ? OP_BUILD_TUPLE
                 : node->kind == AST_LIST ? OP_BUILD_LIST
                                          : OP_BUILD_SET,
                 (uint32_t)items->count);
    compile_depth(compiler, 1 - (int32_t)items->count);
}

static void dict(struct compiler *compiler, const struct ast_node *node)
{
    enum { AT_ONCE = 16 }; // pairs on the stack before they go into the dict
    const struct ast_list *keys = &node->dict.keys, *values = &node->dict.values;
    size_t start = 0;
    while (start < values->count && start < AT_ONCE && keys->items[start] != NULL) {
        compile_expression(compiler, keys->items[start]);
        compile_expression(compiler, values->items[start]);
        start++;
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_BUILD_DICT, (uint32_t)start);
    compile_depth(compiler, 1 - 2 * (int32_t)start);
    for (size_t i = start; i < values->count; i++) {
        if (keys->items[i] == NULL) {
            compile_expression(compiler, values->items[i]);
            compile_at(compiler, node->span);
            compile_emit(compiler, OP_DICT_UPDATE, 1);
        } else {
            compile_expression(compiler, keys->items[i]);
            compile_expression(compiler, values->items[i]);
            compile_at(compiler, node->span);
            compile_emit(compiler, OP_DICT_ADD, 1);
        }
    }
}

static void fstring(struct compiler *compiler, const struct ast_node *node)
{
    for (size_t i = 0; i < node->parts.count; i++) {
        compile_expression(compiler, node->parts.items[i]);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_BUILD_STRING, (uint32_t)node->parts.count);
    compile_depth(compiler, 1 - (int32_t)node->parts.count);
}

static void format(struct compiler *compiler, const struct ast_node *node)
{
    bool spec = node->format.spec != NULL;
    compile_expression(compiler, node->format.value);
    if (spec) {
        compile_expression(compiler, node->format.spec);
    }
    compile_at(compiler, node->format.value->span);
    compile_emit_both(compiler, OP_FORMAT, (uint32_t)(unsigned char)node->format.conversion, spec);
    compile_depth(compiler, spec ? -1 : 0);
}

// ---- attributes, items, calls

static void optional(struct compiler *compiler, const struct ast_node *node)
{
    if (node != NULL) {
        compile_expression(compiler, node);
    } else {
        compile_load(compiler, value_none);
    }
}

static void slice(struct compiler *compiler, const struct ast_node *node)
{
    bool step = node->slice.step != NULL;
    optional(compiler, node->slice.start);
    optional(compiler, node->slice.stop);
    if (step) {
        compile_expression(compiler, node->slice.step);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_BUILD_SLICE, step ? 3 : 2);
    compile_depth(compiler, step ? -2 : -1);
}

static void subscript(struct compiler *compiler, const struct ast_node *node)
{
    uint32_t index;
    compile_expression(compiler, node->subscript.object);
    enum code_right side = right_side(compiler, node->subscript.index, &index);
    compile_mark(compiler, node->span, node->subscript.mark);
    emit_operator(compiler, OP_LOAD_ITEM, side, index);
}

// What stands over several lines is shown from the name behind the dot on.
void compile_at_attribute(struct compiler *compiler, const struct ast_node *attribute,
                          struct ast_span span)
{
    if (attribute->span.line != attribute->span.end_line) {
        span.line = attribute->attribute.name.span.line;
        span.column = attribute->attribute.name.span.column;
    }
    compile_at(compiler, span);
}

static void attribute(struct compiler *compiler, const struct ast_node *node)
{
    compile_expression(compiler, node->attribute.object);
    compile_at_attribute(compiler, node, node->span);
    struct str *name = compile_name(compiler, node->attribute.name.text);
    compile_emit(compiler, OP_LOAD_ATTRIBUTE, compile_site(compiler, name));
}

// The arguments of a call that has stars: a list and a dict.
static void spread(struct compiler *compiler, const struct ast_list *arguments,
                   const struct ast_keywords *keywords, size_t already)
{
    struct position whole = compiler->position;
    compile_emit(compiler, OP_BUILD_LIST, (uint32_t)already);
    compile_depth(compiler, 1 - (int32_t)already);
    for (size_t i = 0; i < arguments->count; i++) {
        const struct ast_node *item = arguments->items[i];
        bool star = item->kind == AST_STARRED;
        compile_expression(compiler, star ? item->starred : item);
        compiler->position = whole;
        if (star) {
            compile_emit_both(compiler, OP_LIST_EXTEND, 1, true);
        } else {
            compile_emit(compiler, OP_LIST_APPEND, 1);
        }
    }
    compile_emit(compiler, OP_BUILD_DICT, 0);
    compile_depth(compiler, 1);
    for (size_t i = 0; i < keywords->count; i++) {
        const struct ast_keyword *keyword = &keywords->items[i];
        if (keyword->name.data == NULL) {
            compile_expression(compiler, keyword->value);
            compiler->position = whole;
            compile_emit_both(compiler, OP_DICT_MERGE, 1, true);
        } else {
            struct value name = compile_text(compiler, keyword->name);
            compile_emit(compiler, OP_BUILD_DICT, 0);
            compile_depth(compiler, 1);
            compile_load(compiler, name);
            compile_expression(compiler, keyword->value);
            compiler->position = whole;
            compile_emit(compiler, OP_DICT_ADD, 1);
            compile_emit_both(compiler, OP_DICT_MERGE, 1, true);
        }
    }
    compile_emit(compiler, OP_CALL_SPREAD, 0);
}

static bool is_spread(const struct ast_list *arguments, const struct ast_keywords *keywords)
{
    for (size_t i = 0; i < keywords->count; i++) {
        if (keywords->items[i].name.data == NULL) {
            return true;
        }
    }
    return has_star(arguments);
}

static void keyword_call(struct compiler *compiler, const struct ast_list *arguments,
                         const struct ast_keywords *keywords, size_t already)
{
    struct position whole = compiler->position;
    struct tuple *names = tuple_create(keywords->count);
    for (size_t i = 0; i < arguments->count; i++) {
        compile_expression(compiler, arguments->items[i]);
    }
    for (size_t i = 0; i < keywords->count; i++) {
        compile_expression(compiler, keywords->items[i].value);
        if (names != NULL) {
            names->items[i] = compile_text(compiler, keywords->items[i].name);
            compiler->failed = compiler->failed || !value_is_set(names->items[i]);
        }
    }
    uint32_t count = (uint32_t)(arguments->count + keywords->count + already);
    compile_load(compiler, value_object(names));
    compiler->position = whole;
    compile_emit(compiler, OP_CALL_KEYWORDS, count);
    compile_depth(compiler, -(int32_t)count - 2);
}

// The rest of a call whose callee lies on the stack, with `already` arguments above it.
static void call_parts(struct compiler *compiler, const struct ast_list *arguments,
                       const struct ast_keywords *keywords, size_t already)
{
    struct position whole = compiler->position;
    if (is_spread(arguments, keywords)) {
        spread(compiler, arguments, keywords, already);
        return;
    }
    for (size_t i = 0; i < arguments->count; i++) {
        compile_expression(compiler, arguments->items[i]);
    }
    compiler->position = whole;
    uint32_t count = (uint32_t)(arguments->count + already);
    compile_emit(compiler, OP_CALL, count);
    compile_depth(compiler, -(int32_t)count);
}

// super() without arguments, in a method: the class and the first parameter are implied.
static bool bare_super(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *function = node->call.function;
    if (function->kind != AST_NAME || function->name.length != 5 ||
        __builtin_memcmp(function->name.data, "super", 5) != 0 ||
        node->call.arguments.count + node->call.keywords.count > 0) {
        return false;
    }
    struct str *name = str_interned("__class__");
    struct value *number = name != NULL ? dict_find_name(compiler->local_numbers, name) : NULL;
    object_unref(name);
    if (number == NULL || compiler->scope->kind == SCOPE_CLASS) {
        return false;
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_LOAD_SUPER, (uint32_t)number->integer);
    return true;
}

// A call's position: of a method over several lines, from the line of its name on.
static void at_call(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *function = node->call.function;
    if (function->kind == AST_ATTRIBUTE) {
        compile_at_attribute(compiler, function, node->span);
    } else {
        compile_at(compiler, node->span);
    }
}

static void method_call(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_node *function = node->call.function;
    const struct ast_list *arguments = &node->call.arguments;
    compile_expression(compiler, function->attribute.object);
    compile_at_attribute(compiler, function, function->span);
    struct str *name = compile_name(compiler, function->attribute.name.text);
    compile_emit(compiler, OP_LOAD_METHOD, compile_site(compiler, name));
    at_call(compiler, node);
    if (node->call.keywords.count > 0) {
        keyword_call(compiler, arguments, &node->call.keywords, 0);
        return;
    }
    struct position whole = compiler->position;
    for (size_t i = 0; i < arguments->count; i++) {
        compile_expression(compiler, arguments->items[i]);
    }
    compiler->position = whole;
    compile_emit(compiler, OP_CALL_METHOD, (uint32_t)arguments->count);
    compile_depth(compiler, -(int32_t)arguments->count - 1);
}

void compile_call(struct compiler *compiler, const struct ast_node *node)
{
    const struct ast_list *arguments = &node->call.arguments;
    const struct ast_keywords *keywords = &node->call.keywords;
    bool is_plain = !is_spread(arguments, keywords);
    if (bare_super(compiler, node)) {
        return;
    }
    if (is_plain && node->call.function->kind == AST_ATTRIBUTE) {
        method_call(compiler, node);
        return;
    }
    compile_expression(compiler, node->call.function);
    at_call(compiler, node);
    if (is_plain && keywords->count > 0) {
        compile_emit(compiler, OP_PUSH_UNSET, 0);
        keyword_call(compiler, arguments, keywords, 0);
    } else {
        call_parts(compiler, arguments, keywords, 0);
    }
}

// ---- the rest

static void named(struct compiler *compiler, const struct ast_node *node)
{
    compile_expression(compiler, node->named.value);
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_COPY, 1);
    compile_use(compiler, node->named.target->name, NAME_STORE);
}

static void yield(struct compiler *compiler, const struct ast_node *node)
{
    if (node->value != NULL) {
        compile_expression(compiler, node->value);
    } else {
        compile_load(compiler, value_none);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_YIELD, 0);
}

static void yield_from(struct compiler *compiler, const struct ast_node *node)
{
    struct jumps end = {0};
    compile_expression(compiler, node->value);
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_GET_YIELD_FROM, 0);
    compile_load(compiler, value_none);
    uint32_t start = compile_here(compiler);
    compile_jump(compiler, OP_SEND, &end);
    compile_emit(compiler, OP_YIELD, 0);
    compile_jump_back(compiler, start);
    compile_land(compiler, &end);
    compile_depth(compiler, -1);
}

void compile_expression(struct compiler *compiler, const struct ast_node *node)
{
    if (compiler->failed) {
        return;
    }
    compile_at(compiler, node->span);
    if (compile_is_constant(node) && node->kind != AST_TUPLE) {
        compile_load(compiler, constant_of(compiler, node));
        return;
    }
    switch ((int)node->kind) {
    case AST_FSTRING:
        fstring(compiler, node);
        break;
    case AST_FORMAT:
        format(compiler, node);
        break;
    case AST_NAME:
        compile_use(compiler, node->name, NAME_LOAD);
        break;
    case AST_TUPLE:
    case AST_LIST:
    case AST_SET:
        sequence(compiler, node);
        break;
    case AST_DICT:
        dict(compiler, node);
        break;
    case AST_UNARY:
        compile_expression(compiler, node->unary.operand);
        compile_at(compiler, node->span);
        compile_emit(compiler, opcode_of(node->unary.op), 0);
        break;
    case AST_BINARY:
        binary(compiler, node);
        break;
    case AST_AND:
    case AST_OR:
        logical(compiler, node);
        break;
    case AST_COMPARE:
        compare(compiler, node);
        break;
    case AST_IF_ELSE:
        choice(compiler, node);
        break;
    case AST_CALL:
        compile_call(compiler, node);
        break;
    case AST_ATTRIBUTE:
        attribute(compiler, node);
        break;
    case AST_SUBSCRIPT:
        subscript(compiler, node);
        break;
    case AST_SLICE:
        slice(compiler, node);
        break;
    case AST_LAMBDA:
        compile_lambda(compiler, node);
        break;
    case AST_NAMED:
        named(compiler, node);
        break;
    case AST_LIST_COMPREHENSION:
    case AST_SET_COMPREHENSION:
    case AST_DICT_COMPREHENSION:
    case AST_GENERATOR:
        compile_comprehension(compiler, node);
        break;
    case AST_YIELD:
        yield(compiler, node);
        break;
    case AST_YIELD_FROM:
        yield_from(compiler, node);
        break;
    default:
        compile_fail(compiler, node->span, "can't use starred expression here");
    }
}
