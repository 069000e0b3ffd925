// Statements that jump: if, loops, try, with, and the ways out of them.
//
// A block is whatever must be tidied up by `break`, `continue` and `return` when they leave it.
// A `finally` is compiled once for each way out. While it, or the end of a `with`, is compiled on
// such a way, its instructions are not covered by the handlers of the blocks that are left.
#include "core/lang/compile/compile.h"
#include "core/lang/objects/raise.h"

// ---- blocks

static void push(struct compiler *compiler, struct block *block, enum block_kind kind)
{
    *block = (struct block){.kind = kind, .outer = compiler->block, .depth = compiler->depth};
    compiler->block = block;
}

static void pop(struct compiler *compiler)
{
    compiler->block = compiler->block->outer;
}

// Drops what lies on top, or just below the value that is to be returned.
static void drop(struct compiler *compiler, bool with_value, enum code_opcode opcode)
{
    if (with_value) {
        compile_emit(compiler, OP_SWAP, 2);
    }
    compile_emit(compiler, opcode, 0);
}

static void forget_name(struct compiler *compiler, const struct ast_handler *handler)
{
    compile_load(compiler, value_none);
    compile_use(compiler, handler->name.text, NAME_STORE);
    compile_use(compiler, handler->name.text, NAME_DELETE);
}

static void leave(struct compiler *compiler, struct block *block, bool with_value)
{
    struct block value;
    switch (block->kind) {
    case BLOCK_LOOP:
    case BLOCK_TRY:
        break;
    case BLOCK_FOR:
    case BLOCK_VALUE:
        drop(compiler, with_value, OP_POP);
        break;
    case BLOCK_FINALLY:
        if (with_value) {
            push(compiler, &value, BLOCK_VALUE);
        }
        compile_body(compiler, block->final);
        break;
    case BLOCK_WITH:
        compiler->position = block->position;
        drop(compiler, with_value, OP_WITH_EXIT);
        break;
    case BLOCK_HANDLER:
        drop(compiler, with_value, OP_POP_HANDLED);
        break;
    case BLOCK_NAME:
        forget_name(compiler, block->name);
        break;
    case BLOCK_FINALLY_ERROR:
        drop(compiler, with_value, OP_POP);
        drop(compiler, with_value, OP_POP_HANDLED);
        break;
    }
}

// One way out: what covered the blocks that are left, so that they can be covered again behind it.
struct way {
    struct block *until; // stays
    uint32_t depth;
    bool covered[AST_MAX_HEIGHT];
};

static void way_out(struct compiler *compiler, struct way *way, struct block *until,
                    bool with_value)
{
    struct block *innermost = compiler->block;
    size_t count = 0;
    way->until = until;
    for (struct block *it = innermost; it != until; it = it->outer) {
        way->covered[count++] = it->covered;
        compile_uncover(compiler, it);
        compiler->block = it->outer;
        leave(compiler, it, with_value);
    }
    compiler->block = innermost;
}

static void way_done(struct compiler *compiler, const struct way *way)
{
    size_t count = 0;
    compiler->depth = way->depth;
    for (struct block *it = compiler->block; it != way->until; it = it->outer) {
        if (way->covered[count++]) {
            compile_cover(compiler, it, it->handler_depth);
        }
    }
}

// ---- break, continue, return

static void jump_out(struct compiler *compiler, const struct ast_node *node)
{
    struct block *loop = compiler->block;
    struct way way = {.depth = compiler->depth};
    while (loop != NULL && loop->kind != BLOCK_LOOP && loop->kind != BLOCK_FOR) {
        loop = loop->outer;
    }
    if (loop == NULL) {
        compile_fail(compiler, node->span, "%s",
                     node->kind == AST_BREAK ? "'break' outside loop"
                                             : "'continue' not properly in loop");
        return;
    }
    way_out(compiler, &way, loop, false);
    compile_at(compiler, node->span);
    if (node->kind == AST_CONTINUE) {
        compile_jump_back(compiler, loop->start);
    } else {
        if (loop->kind == BLOCK_FOR) {
            compile_emit(compiler, OP_POP, 0);
        }
        compile_jump(compiler, OP_JUMP, &loop->breaks);
    }
    way_done(compiler, &way);
}

static void return_statement(struct compiler *compiler, const struct ast_node *node)
{
    struct way way = {.depth = compiler->depth};
    bool constant = node->value == NULL || compile_is_constant(node->value);
    if (!constant) {
        compile_expression(compiler, node->value);
    }
    way_out(compiler, &way, NULL, !constant);
    compile_at(compiler, node->span);
    if (node->value == NULL) {
        compile_load(compiler, value_none);
    } else if (constant) {
        compile_expression(compiler, node->value);
    }
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_RETURN, 0);
    way_done(compiler, &way);
}

// ---- if and loops

static void if_statement(struct compiler *compiler, const struct ast_node *node)
{
    struct jumps otherwise = {0}, behind = {0};
    compile_jump_if(compiler, node->branch.test, false, &otherwise);
    compile_body(compiler, &node->branch.body);
    if (node->branch.orelse.count > 0) {
        compile_jump(compiler, OP_JUMP, &behind);
    }
    compile_land(compiler, &otherwise);
    compile_body(compiler, &node->branch.orelse);
    compile_land(compiler, &behind);
}

static bool is_true(const struct ast_node *node)
{
    return node->kind == AST_TRUE ||
           (node->kind == AST_INT && (node->integer.big || node->integer.value != 0));
}

static void while_statement(struct compiler *compiler, const struct ast_node *node)
{
    struct block block;
    struct jumps end = {0};
    push(compiler, &block, BLOCK_LOOP);
    block.start = compile_here(compiler);
    if (!is_true(node->branch.test)) {
        compile_jump_if(compiler, node->branch.test, false, &end);
    }
    compile_body(compiler, &node->branch.body);
    compile_at(compiler, node->branch.test->span);
    compile_jump_back(compiler, block.start);
    pop(compiler);
    compile_land(compiler, &end);
    compile_body(compiler, &node->branch.orelse);
    compile_land(compiler, &block.breaks);
}

static void for_statement(struct compiler *compiler, const struct ast_node *node)
{
    struct block block;
    struct jumps end = {0};
    compile_expression(compiler, node->loop.iterable);
    compile_at(compiler, node->span);
    compile_emit(compiler, OP_GET_ITERATOR, 0);
    push(compiler, &block, BLOCK_FOR);
    block.start = compile_here(compiler);
    compile_jump(compiler, OP_FOR_NEXT, &end);
    compile_store(compiler, node->loop.target);
    compile_body(compiler, &node->loop.body);
    compile_at(compiler, node->span);
    compile_jump_back(compiler, block.start);
    pop(compiler);
    compile_land(compiler, &end);
    compiler->depth = block.depth - 1;
    compile_body(compiler, &node->loop.orelse);
    compile_land(compiler, &block.breaks);
}

// ---- try

// One except clause. On the stack: what was handled before, the exception; below it `clauses`.
static void except(struct compiler *compiler, const struct ast_handler *handler,
                   struct block *clauses, struct jumps *behind)
{
    struct block name;
    struct jumps next = {0};
    bool named = handler->name.text.data != NULL;
    uint32_t depth = compiler->depth;
    compile_at(compiler, handler->span);
    if (handler->type != NULL) {
        compile_expression(compiler, handler->type);
    } else {
        compile_load(compiler, value_of(&exception_base));
    }
    compile_emit(compiler, OP_MATCH, 0);
    compile_jump(compiler, OP_JUMP_IF_FALSE, &next);
    if (named) {
        compile_use(compiler, handler->name.text, NAME_STORE);
        push(compiler, &name, BLOCK_NAME);
        name.name = handler;
        compile_cover(compiler, &name, compiler->depth);
    } else {
        compile_emit(compiler, OP_POP, 0);
    }
    compile_body(compiler, &handler->body);
    if (named) {
        compile_uncover(compiler, &name);
        pop(compiler);
    }
    compile_uncover(compiler, clauses);
    compile_emit(compiler, OP_POP_HANDLED, 0);
    if (named) {
        forget_name(compiler, handler);
    }
    compile_jump(compiler, OP_JUMP, behind);
    if (named) {
        compile_catch(compiler, &name);
        forget_name(compiler, handler);
        compile_emit(compiler, OP_RAISE_AGAIN, 0);
    }
    compile_cover(compiler, clauses, clauses->handler_depth);
    compile_land(compiler, &next);
    compiler->depth = depth;
}

static void try_except(struct compiler *compiler, const struct ast_node *node)
{
    struct block body, clauses;
    struct jumps behind = {0};
    uint32_t depth = compiler->depth;
    push(compiler, &body, BLOCK_TRY);
    compile_cover(compiler, &body, depth);
    compile_body(compiler, &node->attempt.body);
    compile_uncover(compiler, &body);
    pop(compiler);
    compile_body(compiler, &node->attempt.orelse);
    compile_jump(compiler, OP_JUMP, &behind);
    compile_catch(compiler, &body);
    compile_emit(compiler, OP_PUSH_HANDLED, 0);
    push(compiler, &clauses, BLOCK_HANDLER);
    compile_cover(compiler, &clauses, depth + 1);
    for (size_t i = 0; i < node->attempt.handler_count; i++) {
        except(compiler, &node->attempt.handlers[i], &clauses, &behind);
    }
    compile_uncover(compiler, &clauses);
    pop(compiler);
    compile_emit(compiler, OP_RAISE_AGAIN, 0);
    compile_catch(compiler, &clauses);
    compile_emit(compiler, OP_RAISE_AGAIN, 0);
    compile_land(compiler, &behind);
    compiler->depth = depth;
}

static void try_finally(struct compiler *compiler, const struct ast_node *node)
{
    struct block body, error;
    struct jumps behind = {0};
    uint32_t depth = compiler->depth;
    push(compiler, &body, BLOCK_FINALLY);
    body.final = &node->attempt.final;
    compile_cover(compiler, &body, depth);
    if (node->attempt.handler_count > 0) {
        try_except(compiler, node);
    } else {
        compile_body(compiler, &node->attempt.body);
    }
    compile_uncover(compiler, &body);
    pop(compiler);
    compile_body(compiler, &node->attempt.final);
    compile_jump(compiler, OP_JUMP, &behind);
    compile_catch(compiler, &body);
    compile_emit(compiler, OP_PUSH_HANDLED, 0);
    push(compiler, &error, BLOCK_FINALLY_ERROR);
    compile_cover(compiler, &error, depth + 1);
    compile_body(compiler, &node->attempt.final);
    compile_uncover(compiler, &error);
    pop(compiler);
    compile_emit(compiler, OP_RAISE_AGAIN, 0);
    compile_catch(compiler, &error);
    compile_emit(compiler, OP_RAISE_AGAIN, 0);
    compile_land(compiler, &behind);
    compiler->depth = depth;
}

// ---- with

static void with_items(struct compiler *compiler, const struct ast_node *node, size_t index)
{
    struct block body, error;
    struct jumps behind = {0}, suppressed = {0};
    if (index == node->with.item_count) {
        compile_body(compiler, &node->with.body);
        return;
    }
    const struct ast_with_item *item = &node->with.items[index];
    compile_expression(compiler, item->context);
    compile_at(compiler, node->span);
    struct position position = compiler->position;
    compile_emit(compiler, OP_WITH_ENTER, 0);
    uint32_t depth = compiler->depth - 1; // the exit function lies below it
    push(compiler, &body, BLOCK_WITH);
    body.position = position;
    compile_cover(compiler, &body, depth);
    if (item->target != NULL) {
        compile_store(compiler, item->target);
    } else {
        compile_emit(compiler, OP_POP, 0);
    }
    with_items(compiler, node, index + 1);
    compile_uncover(compiler, &body);
    pop(compiler);
    compiler->position = position;
    compile_emit(compiler, OP_WITH_EXIT, 0);
    compile_jump(compiler, OP_JUMP, &behind);
    compile_catch(compiler, &body);
    compile_emit(compiler, OP_PUSH_HANDLED, 0);
    push(compiler, &error, BLOCK_HANDLER);
    compile_cover(compiler, &error, depth + 1);
    compile_emit(compiler, OP_WITH_EXCEPT, 0);
    compile_jump(compiler, OP_JUMP_IF_TRUE, &suppressed);
    compile_uncover(compiler, &error);
    pop(compiler);
    compile_emit(compiler, OP_RAISE_AGAIN, 0);
    compile_catch(compiler, &error);
    compile_emit(compiler, OP_RAISE_AGAIN, 0);
    compile_land(compiler, &suppressed);
    compiler->depth = depth + 2;
    compile_emit(compiler, OP_POP, 0);
    compile_emit(compiler, OP_POP_HANDLED, 0);
    compile_emit(compiler, OP_POP, 0);
    compile_land(compiler, &behind);
}

void compile_control(struct compiler *compiler, const struct ast_node *node)
{
    switch ((int)node->kind) {
    case AST_BREAK:
    case AST_CONTINUE:
        jump_out(compiler, node);
        break;
    case AST_RETURN:
        return_statement(compiler, node);
        break;
    case AST_IF:
        if_statement(compiler, node);
        break;
    case AST_WHILE:
        while_statement(compiler, node);
        break;
    case AST_FOR:
        for_statement(compiler, node);
        break;
    case AST_TRY:
        if (node->attempt.final.count > 0) {
            try_finally(compiler, node);
        } else {
            try_except(compiler, node);
        }
        break;
    case AST_WITH:
        with_items(compiler, node, 0);
        break;
    default:
        compile_fail(compiler, node->span, "ranksh has no such statement");
    }
}
