// Operators, comparisons, conditions and subscripts.
#include "core/lang/compile/compile.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

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
    int64_t local = compile_plain_local(compiler, node);
    *ret_index = 0;
    if (local >= 0 && local <= UINT16_MAX) {
        *ret_index = (uint32_t)local;
        return CODE_LOCAL;
    }
    if (compile_is_constant(node)) {
        uint32_t constant = compile_constant(compiler, compile_value(compiler, node));
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

static void compare_once(struct compiler *compiler, enum ast_operator op,
                         const struct ast_node *right, struct ast_span span)
{
    enum code_opcode opcode = opcode_of(op);
    uint32_t index = 0;
    if (op == AST_IN || op == AST_NOT_IN || op == AST_IS || op == AST_IS_NOT) {
        bool made = (op == AST_IN || op == AST_NOT_IN) && compile_container(compiler, right);
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

static void subscript(struct compiler *compiler, const struct ast_node *node)
{
    uint32_t index;
    compile_expression(compiler, node->subscript.object);
    enum code_right side = right_side(compiler, node->subscript.index, &index);
    compile_mark(compiler, node->span, node->subscript.mark);
    emit_operator(compiler, OP_LOAD_ITEM, side, index);
}

void compile_operator(struct compiler *compiler, const struct ast_node *node)
{
    switch ((int)node->kind) {
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
    default:
        subscript(compiler, node);
    }
}
