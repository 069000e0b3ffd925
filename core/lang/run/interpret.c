// The run loop. An opcode is a few lines here; what it does is in run_*.c, in functions that get
// the top of the stack and leave it as it was when they raise.
//
// Longer than other files: the loop is one function, whose parts share the registers.
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/range.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/arithmetic.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/attention.h"
#include "core/lang/run/call.h"
#include "core/lang/run/generator.h"
#include "core/lang/run/interpret.h"
#include "core/lang/run/run.h"
#include "core/lang/text/str.h"

static int entries; // run loops that are running

// ---- the loop

static const struct handler *find_handler(const struct code *code, uint32_t instruction)
{
    for (uint32_t i = 0; i < code->handler_count; i++) {
        if (instruction >= code->handlers[i].from && instruction < code->handlers[i].to) {
            return &code->handlers[i];
        }
    }
    return NULL;
}

// The result of a frame whose end ends the loop, when that is a generator's.
static struct value generator_result;

// Where the right side of an operator is; from the stack, it is taken off.
static inline struct value *right_side(uint32_t instruction, const struct frame *frame,
                                       struct value *sp)
{
    switch (code_small(instruction)) {
    case CODE_LOCAL:
        return frame->locals + code_large(instruction);
    case CODE_CONSTANT:
        return frame->code->constants + code_large(instruction);
    }
    return sp - 1;
}

static inline bool on_stack(uint32_t instruction)
{
    return code_small(instruction) == CODE_STACK;
}

// Runs from the frame_innermost frame, which is an entry, to that frame's end. `raising`: begins with
// what is raised.
static struct value run(bool raising)
{
    struct frame *frame = frame_innermost;
    const uint32_t *pc = frame->next;
    struct value *sp = frame->sp, *locals = frame->locals, *right, *left, value;
    struct value *constants = frame->code->constants;
    enum operation operation;
    enum comparison comparison;
    enum called called;
    uint32_t instruction;
    bool truth;

    if (raising) {
        goto raised;
    }
next:
    instruction = *pc++;
    switch (code_opcode(instruction)) {
    case OP_NOP:
        goto next;
    case OP_POP:
        value_unref(*--sp);
        goto next;
    case OP_COPY:
        value_put(sp, value_ref(sp[-(ptrdiff_t)code_operand(instruction)]));
        sp++;
        goto next;
    case OP_SWAP:
        left = sp - code_operand(instruction);
        value = sp[-1];
        value_put(sp - 1, *left);
        value_put(left, value);
        goto next;
    case OP_PUSH_UNSET:
        *sp++ = value_unset;
        goto next;
    case OP_LOAD_CONSTANT:
        value_put(sp++, value_ref(constants[code_operand(instruction)]));
        goto next;

    // ---- names
    case OP_LOAD_LOCAL:
        value = locals[code_operand(instruction)];
        if (!value_is_set(value)) {
            run_unbound_local(frame->code, code_operand(instruction));
            goto raised;
        }
        value_put(sp++, value_ref(value));
        goto next;
    case OP_STORE_LOCAL:
        value_replace(&locals[code_operand(instruction)], *--sp);
        goto next;
    case OP_CHECK_LOCAL:
    case OP_DELETE_LOCAL:
        left = &locals[code_operand(instruction)];
        if (!value_is_set(*left)) {
            run_unbound_local(frame->code, code_operand(instruction));
            goto raised;
        }
        if (code_opcode(instruction) == OP_DELETE_LOCAL) {
            value_clear(left);
        }
        goto next;
    case OP_LOAD_GLOBAL:
        value = run_global(&frame->code->sites[code_operand(instruction)], frame->globals);
        if (!value_is_set(value)) {
            goto raised;
        }
        value_put(sp++, value_ref(value));
        goto next;
    case OP_STORE_GLOBAL:
        if (!run_store_global(&frame->code->sites[code_operand(instruction)], frame->globals,
                              sp[-1])) {
            goto raised;
        }
        sp--;
        goto next;
    case OP_DELETE_GLOBAL:
        if (!run_delete_name(frame->globals, frame->code->sites[code_operand(instruction)].name)) {
            goto raised;
        }
        goto next;
    case OP_LOAD_NAME:
        value = run_load_name(frame, &frame->code->sites[code_operand(instruction)]);
        if (!value_is_set(value)) {
            goto raised;
        }
        value_put(sp++, value);
        goto next;
    case OP_STORE_NAME:
        if (!dict_set_name(frame->names, frame->code->sites[code_operand(instruction)].name,
                           sp[-1])) {
            goto raised;
        }
        value_unref(*--sp);
        goto next;
    case OP_DELETE_NAME:
        if (!run_delete_name(frame->names, frame->code->sites[code_operand(instruction)].name)) {
            goto raised;
        }
        goto next;
    case OP_MAKE_CELL:
        if (!run_make_cell(&locals[code_operand(instruction)])) {
            goto raised;
        }
        goto next;
    case OP_COPY_FREE:
        run_copy_free(frame, code_operand(instruction));
        goto next;
    case OP_LOAD_CELL:
        value = ((struct cell *)locals[code_operand(instruction)].object)->value;
        if (!value_is_set(value)) {
            run_unbound_cell(frame->code, code_operand(instruction));
            goto raised;
        }
        value_put(sp++, value_ref(value));
        goto next;
    case OP_STORE_CELL:
        value_replace(&((struct cell *)locals[code_operand(instruction)].object)->value, *--sp);
        goto next;
    case OP_DELETE_CELL:
        left = &((struct cell *)locals[code_operand(instruction)].object)->value;
        if (!value_is_set(*left)) {
            run_unbound_cell(frame->code, code_operand(instruction));
            goto raised;
        }
        value_clear(left);
        goto next;
    case OP_LOAD_CLASS_CELL:
        value = run_class_cell(frame, instruction);
        if (!value_is_set(value)) {
            goto raised;
        }
        value_put(sp++, value);
        goto next;

    // ---- attributes and items
    case OP_LOAD_ATTRIBUTE:
        right = run_known(&frame->code->sites[code_operand(instruction)], SITE_INSTANCE, sp[-1]);
        if (right != NULL) {
            value_replace(sp - 1, value_ref(*right));
            goto next;
        }
        frame->next = pc;
        if (!run_attribute(&frame->code->sites[code_operand(instruction)], sp - 1)) {
            goto raised;
        }
        goto next;
    case OP_STORE_ATTRIBUTE:
        left = run_known(&frame->code->sites[code_operand(instruction)], SITE_STORE, sp[-1]);
        if (left != NULL) {
            value_replace(left, sp[-2]);
            value_unref(sp[-1]);
            sp -= 2;
            goto next;
        }
        frame->next = pc;
        if (!run_store_attribute(&frame->code->sites[code_operand(instruction)], sp[-1], sp[-2])) {
            goto raised;
        }
        value_unref(*--sp);
        value_unref(*--sp);
        goto next;
    case OP_DELETE_ATTRIBUTE:
        if (!object_set(sp[-1], frame->code->sites[code_operand(instruction)].name, value_unset)) {
            goto raised;
        }
        value_unref(*--sp);
        goto next;
    case OP_LOAD_METHOD:
        frame->next = pc;
        if (!run_method(&frame->code->sites[code_operand(instruction)], sp - 1)) {
            goto raised;
        }
        sp++;
        goto next;
    case OP_LOAD_SUPER:
        value = run_super(frame, code_operand(instruction));
        if (!value_is_set(value)) {
            goto raised;
        }
        value_put(sp++, value);
        goto next;
    case OP_LOAD_ITEM:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        frame->next = pc;
        if (!run_item(left, *right) && !run_item_slowly(frame, instruction, left, *right)) {
            goto raised;
        }
        goto drop_right;
    case OP_STORE_ITEM:
        left = run_place(sp[-2], sp[-1]);
        if (left != NULL) {
            value_replace(left, sp[-3]);
            value_unref(sp[-2]);
            sp -= 3;
            goto next;
        }
        frame->next = pc;
        if (!run_store_item(sp[-2], sp[-1], sp[-3])) {
            goto raised;
        }
        frame_drop_values(sp - 3, sp);
        sp -= 3;
        goto next;
    case OP_DELETE_ITEM:
        if (!object_set_item(sp[-2], sp[-1], value_unset)) {
            goto raised;
        }
        frame_drop_values(sp - 2, sp);
        sp -= 2;
        goto next;
    case OP_BUILD_SLICE:
        left = sp - code_operand(instruction);
        value =
            slice_create(left[0], left[1], code_operand(instruction) == 3 ? left[2] : value_none);
        goto built;

    // ---- operators
    case OP_ADD:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        operation = OPERATION_ADD;
        if (arithmetic_add(left, *right)) {
            goto drop_number;
        }
        goto binary;
    case OP_SUBTRACT:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        operation = OPERATION_SUBTRACT;
        if (arithmetic_subtract(left, *right)) {
            goto drop_number;
        }
        goto binary;
    case OP_MULTIPLY:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        operation = OPERATION_MULTIPLY;
        if (arithmetic_multiply(left, *right)) {
            goto drop_number;
        }
        goto binary;
    case OP_DIVIDE:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        operation = OPERATION_DIVIDE;
        if (arithmetic_divide(left, *right)) {
            goto drop_number;
        }
        goto binary;
    case OP_FLOOR_DIVIDE:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        operation = OPERATION_FLOOR_DIVIDE;
        if (arithmetic_floor_divide(left, *right)) {
            goto drop_number;
        }
        goto binary;
    case OP_MODULO:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        operation = OPERATION_MODULO;
        if (arithmetic_modulo(left, *right)) {
            goto drop_number;
        }
        goto binary;
    case OP_POWER:
        operation = OPERATION_POWER;
        goto operands;
    case OP_MATRIX_MULTIPLY:
        operation = OPERATION_MATRIX_MULTIPLY;
        goto operands;
    case OP_AND:
        operation = OPERATION_AND;
        goto operands;
    case OP_OR:
        operation = OPERATION_OR;
        goto operands;
    case OP_XOR:
        operation = OPERATION_XOR;
        goto operands;
    case OP_SHIFT_LEFT:
        operation = OPERATION_SHIFT_LEFT;
        goto operands;
    case OP_SHIFT_RIGHT:
        operation = OPERATION_SHIFT_RIGHT;
        goto operands;
    operands:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
    binary:
        frame->next = pc;
        if (!run_binary(frame, instruction, operation, left, *right)) {
            goto raised;
        }
    drop_right:
        if (on_stack(instruction)) {
            value_unref(*--sp);
        }
        goto next;
    drop_number:
        sp = left + 1;
        goto next;
    case OP_LESS:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        comparison = COMPARISON_LESS;
        if (arithmetic_less(left, *right)) {
            goto compared;
        }
        goto compare;
    case OP_LESS_EQUAL:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        comparison = COMPARISON_LESS_EQUAL;
        if (arithmetic_less_equal(left, *right)) {
            goto compared;
        }
        goto compare;
    case OP_EQUAL:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        comparison = COMPARISON_EQUAL;
        if (arithmetic_equal(left, *right)) {
            goto compared;
        }
        goto compare;
    case OP_NOT_EQUAL:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        comparison = COMPARISON_NOT_EQUAL;
        if (arithmetic_not_equal(left, *right)) {
            goto compared;
        }
        goto compare;
    case OP_GREATER:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        comparison = COMPARISON_GREATER;
        if (arithmetic_greater(left, *right)) {
            goto compared;
        }
        goto compare;
    case OP_GREATER_EQUAL:
        right = right_side(instruction, frame, sp);
        left = sp - 1 - on_stack(instruction);
        comparison = COMPARISON_GREATER_EQUAL;
        if (arithmetic_greater_equal(left, *right)) {
            goto compared;
        }
        goto compare;
    compared: // mostly what follows is the jump that asks
        sp = left + 1;
        if (code_opcode(*pc) == OP_JUMP_IF_FALSE) {
            sp = left;
            pc += 1 + (left->integer ? 0 : code_operand(*pc));
        }
        goto next;
    compare:
        frame->next = pc;
        if (!run_compare(frame, instruction, comparison, left, *right)) {
            goto raised;
        }
        goto drop_right;
    case OP_IS:
    case OP_IS_NOT:
        truth = run_is(sp[-2], sp[-1]) == (code_opcode(instruction) == OP_IS);
        value_unref(*--sp);
        value_replace(sp - 1, value_bool(truth));
        goto next;
    case OP_IN:
    case OP_NOT_IN:
        frame->next = pc;
        if (!object_contains(sp[-1], sp[-2], &truth)) {
            goto raised;
        }
        value_unref(*--sp);
        value_replace(sp - 1, value_bool(truth == (code_opcode(instruction) == OP_IN)));
        goto next;
    case OP_NEGATE:
    case OP_PLUS:
    case OP_INVERT:
        if (!run_unary((enum unary)(code_opcode(instruction) - OP_NEGATE), sp - 1)) {
            goto raised;
        }
        goto next;
    case OP_NOT:
        if (!object_truth(sp[-1], &truth)) {
            goto raised;
        }
        value_replace(sp - 1, value_bool(!truth));
        goto next;
    case OP_IN_PLACE:
        if (code_operand(instruction) == OPERATION_ADD && arithmetic_add(sp - 2, sp[-1])) {
            sp--;
            goto next;
        }
        frame->next = pc;
        if (!run_in_place((enum operation)code_operand(instruction), sp - 2, sp[-1])) {
            goto raised;
        }
        value_unref(*--sp);
        goto next;
    case OP_ADD_TO_LOCAL:
        left = &locals[code_large(instruction)];
        if (arithmetic_add(left, sp[-1])) {
            sp--;
            pc++;
            goto next;
        }
        goto augment;
    case OP_AUGMENT_LOCAL:
        left = &locals[code_large(instruction)];
    augment:
        frame->next = pc;
        if (!value_is_set(*left)) {
            run_unbound_local(frame->code, code_large(instruction));
            pc++;
            goto raised;
        }
        if (!run_augment((enum operation)code_small(instruction), left, sp[-1])) {
            goto raised;
        }
        value_unref(*--sp);
        pc++;
        goto next;
    case OP_AUGMENT_GLOBAL:
        frame->next = pc;
        if (!run_augment_global(frame, instruction, sp[-1])) {
            pc += raise_is(&exception_name_error);
            goto raised;
        }
        value_unref(*--sp);
        pc++;
        goto next;
    case OP_AUGMENT_CELL:
        frame->next = pc;
        left = &((struct cell *)locals[code_large(instruction)].object)->value;
        if (!value_is_set(*left)) {
            run_unbound_cell(frame->code, code_large(instruction));
            pc++;
            goto raised;
        }
        if (!run_augment((enum operation)code_small(instruction), left, sp[-1])) {
            goto raised;
        }
        value_unref(*--sp);
        pc++;
        goto next;

    // ---- jumps
    case OP_JUMP:
        pc += code_operand(instruction);
        goto next;
    case OP_JUMP_BACK:
        if (attention_wanted()) {
            frame->next = pc;
            if (!attention_attend()) {
                goto raised;
            }
        }
        pc -= code_operand(instruction);
        goto next;
    case OP_JUMP_IF_FALSE:
    case OP_JUMP_IF_TRUE:
        if (!object_truth(sp[-1], &truth)) {
            goto raised;
        }
        value_unref(*--sp);
        if (truth == (code_opcode(instruction) == OP_JUMP_IF_TRUE)) {
            pc += code_operand(instruction);
        }
        goto next;
    case OP_JUMP_IF_FALSE_OR_POP:
    case OP_JUMP_IF_TRUE_OR_POP:
        if (!object_truth(sp[-1], &truth)) {
            goto raised;
        }
        if (truth == (code_opcode(instruction) == OP_JUMP_IF_TRUE_OR_POP)) {
            pc += code_operand(instruction);
        } else {
            value_unref(*--sp);
        }
        goto next;
    case OP_GET_ITERATOR:
        value = object_iterate(sp[-1]);
        if (!value_is_set(value)) {
            goto raised;
        }
        value_replace(sp - 1, value);
        goto next;
    case OP_FOR_NEXT:
        if (range_next_inline(sp[-1], sp)) {
            sp++;
            goto next;
        }
        frame->next = pc;
        if (value_is(sp[-1], &generator_type)) {
            frame->sp = sp;
            if (!run_generator_ready((struct generator *)sp[-1].object, &truth)) {
                goto raised;
            }
            if (truth) {
                goto exhausted;
            }
            if (!frame_enter_generator((struct generator *)sp[-1].object, value_none, frame_top(),
                                       FRAME_LOOP)) {
                goto raised;
            }
            goto entered;
        }
        value = object_next(sp[-1]);
        if (value_is_set(value)) {
            value_put(sp++, value);
            goto next;
        }
        if (raise_pending()) {
            goto raised;
        }
    exhausted:
        value_unref(*--sp);
        pc += code_operand(pc[-1]);
        goto next;

    // ---- making things
    case OP_UNPACK:
        if (!run_unpack(sp - 1, code_operand(instruction))) {
            goto raised;
        }
        sp += (ptrdiff_t)code_operand(instruction) - 1;
        goto next;
    case OP_UNPACK_STAR:
        if (!run_unpack_star(sp - 1, code_small(instruction), code_large(instruction))) {
            goto raised;
        }
        sp += code_small(instruction) + code_large(instruction);
        goto next;
    case OP_BUILD_TUPLE:
    case OP_BUILD_LIST:
    case OP_BUILD_SET:
    case OP_BUILD_STRING:
        left = sp - code_operand(instruction);
        value = run_build(code_opcode(instruction), left, code_operand(instruction));
        goto built;
    case OP_BUILD_DICT:
        left = sp - 2 * (ptrdiff_t)code_operand(instruction);
        value = run_build(OP_BUILD_DICT, left, code_operand(instruction));
    built:
        if (!value_is_set(value)) {
            goto raised;
        }
        frame_drop_values(left, sp);
        value_put(left, value);
        sp = left + 1;
        goto next;
    case OP_LIST_APPEND:
        sp--;
        if (!list_push(list_of(sp[-(ptrdiff_t)code_operand(instruction)]), *sp)) {
            goto raised;
        }
        goto next;
    case OP_SET_ADD:
    case OP_LIST_EXTEND:
    case OP_SET_UPDATE:
    case OP_DICT_UPDATE:
    case OP_DICT_MERGE:
        frame->next = pc;
        if (!run_add(code_opcode(instruction), sp[-1 - (ptrdiff_t)code_small(instruction)], sp[-1],
                     code_large(instruction) == 0                ? value_unset
                     : code_opcode(instruction) == OP_DICT_MERGE ? sp[-4]
                                                                 : sp[-3])) {
            goto raised;
        }
        value_unref(*--sp);
        goto next;
    case OP_DICT_ADD:
        if (!dict_set(dict_of(sp[-2 - (ptrdiff_t)code_operand(instruction)]), sp[-2], sp[-1])) {
            goto raised;
        }
        value_unref(*--sp);
        value_unref(*--sp);
        goto next;
    case OP_LIST_TO_TUPLE:
        value = value_object(tuple_from(list_of(sp[-1])->items, list_of(sp[-1])->count));
        if (!value_is_set(value)) {
            goto raised;
        }
        value_replace(sp - 1, value);
        goto next;
    case OP_FORMAT:
        frame->next = pc;
        left = sp - 1 - code_large(instruction);
        value = run_format(code_small(instruction), left[0],
                           code_large(instruction) ? left[1] : value_unset);
        goto built;

    // ---- calls
    case OP_CALL:
        frame->next = pc;
        frame->sp = sp;
        called = call_values(frame, code_operand(instruction), false, NULL);
        goto called;
    case OP_CALL_METHOD:
        frame->next = pc;
        frame->sp = sp;
        called = call_values(frame, code_operand(instruction), true, NULL);
        goto called;
    case OP_CALL_KEYWORDS:
        frame->next = pc;
        frame->sp = sp - 1;
        value = sp[-1];
        called = call_values(frame, code_operand(instruction) - tuple_of(value)->count, true,
                             tuple_of(value));
        value_unref(value);
        goto called;
    case OP_CALL_SPREAD:
        frame->next = pc;
        frame->sp = sp;
        called = call_spread(frame);
    called:
        sp = frame->sp;
        if (called == CALLED_DONE) {
            goto next;
        }
        if (called == CALLED_RAISED) {
            goto raised;
        }
        goto entered;
    case OP_MAKE_FUNCTION:
        left = sp - __builtin_popcount(code_small(instruction));
        value = run_make_function(frame, left, instruction);
        goto built;
    case OP_MAKE_CLASS:
        frame->next = pc;
        value = run_make_class(frame, sp - 4);
        left = sp - 4;
        goto built;

    // ---- ways out of frames
    case OP_RETURN:
        value = *--sp;
        if (frame->generator != NULL) {
            goto generator_returned;
        }
        left = frame->result;
        if (frame->kind == FRAME_INIT) {
            if (!value_is_none(value)) {
                raise_type("__init__() should return None, not '%s'", type_name(value));
                value_unref(value);
                goto raised;
            }
            value = value_ref(*left);
        }
        frame_drop_values(left, sp);
        frame_innermost--;
        if (frame->kind == FRAME_ENTRY) {
            return value;
        }
        frame = frame_innermost;
        value_put(left, value);
        sp = left + 1;
        goto resumed;
    case OP_MAKE_GENERATOR:
        value = run_make_generator(frame, sp, pc);
        if (!value_is_set(value)) {
            goto raised;
        }
        left = frame->result;
        frame_drop_values(left, locals); // the callee; the generator has the locals
        frame_innermost--;
        if (frame->kind == FRAME_ENTRY) {
            return value;
        }
        frame = frame_innermost;
        value_put(left, value);
        sp = left + 1;
        goto resumed;
    case OP_YIELD:
        value = *--sp;
        frame->next = pc;
        frame_leave_generator(frame, sp, false);
        if (frame->kind == FRAME_ENTRY) {
            return value;
        }
        truth = frame->kind == FRAME_DELEGATED;
        frame = frame_innermost;
        sp = frame->sp;
        if (truth) {
            value_replace(sp - 1, value); // what was sent
        } else {
            value_put(sp++, value);
        }
        goto resumed;
    generator_returned:
        truth = frame->kind == FRAME_DELEGATED;
        frame_leave_generator(frame, sp, true);
        if (frame->kind == FRAME_ENTRY) {
            generator_result = value;
            return value_unset;
        }
        frame = frame_innermost;
        pc = frame->next;
        sp = frame->sp;
        locals = frame->locals;
        constants = frame->code->constants;
        if (!truth) {
            value_unref(value);
            goto exhausted;
        }
        goto delegate_ended;
    case OP_GET_YIELD_FROM:
        if (!value_is(sp[-1], &generator_type)) {
            value = object_iterate(sp[-1]);
            if (!value_is_set(value)) {
                goto raised;
            }
            value_replace(sp - 1, value);
        }
        goto next;
    case OP_SEND:
        frame->next = pc;
        frame->sp = sp;
        if (value_is(sp[-2], &generator_type) &&
            run_can_delegate((struct generator *)sp[-2].object, sp[-1])) {
            if (!frame_enter_generator((struct generator *)sp[-2].object, sp[-1], frame_top(),
                                       FRAME_DELEGATED)) {
                goto raised;
            }
            goto entered;
        }
        value = run_send(sp[-2], sp[-1], &truth);
        if (!truth) {
            if (!value_is_set(value)) {
                goto raised;
            }
            value_replace(sp - 1, value);
            goto next;
        }
    delegate_ended: // the iterator and what was sent go, the result stays
        value_unref(*--sp);
        value_replace(sp - 1, value);
        pc += code_operand(pc[-1]);
        goto next;

    // ---- exceptions
    case OP_RAISE:
        frame->next = pc;
        if (run_raise(sp - code_operand(instruction), code_operand(instruction))) {
            goto unwind; // the same exception again: this frame is in its traceback already
        }
        goto raised;
    case OP_RAISE_AGAIN:
        value = *--sp;
        value_unref(raise_handled);
        raise_handled = *--sp;
        raise_again(value);
        goto unwind;
    case OP_PUSH_HANDLED:
        *sp = sp[-1];
        sp[-1] = raise_handled;
        raise_handled = value_ref(*sp++);
        goto next;
    case OP_POP_HANDLED:
        value_unref(raise_handled);
        raise_handled = *--sp;
        goto next;
    case OP_MATCH:
        if (!run_match(sp[-2], sp[-1], &truth)) {
            goto raised;
        }
        value_replace(sp - 1, value_bool(truth));
        goto next;
    case OP_LOAD_ASSERTION_ERROR:
        *sp++ = value_object(&exception_assertion_error);
        exception_assertion_error.container.object.refs++;
        goto next;
    case OP_WITH_ENTER:
        frame->next = pc;
        if (!run_with_enter(sp)) {
            goto raised;
        }
        sp++;
        goto next;
    case OP_WITH_EXIT:
        frame->next = pc;
        if (!run_with_exit(sp[-1])) {
            goto raised;
        }
        value_unref(*--sp);
        goto next;
    case OP_WITH_EXCEPT:
        frame->next = pc;
        value = run_with_except(sp[-3], sp[-1]);
        if (!value_is_set(value)) {
            goto raised;
        }
        value_put(sp++, value);
        goto next;

    // ---- modules and units
    case OP_IMPORT:
    case OP_IMPORT_TOP:
        frame->next = pc;
        value = run_import(constants[code_operand(instruction)],
                           code_opcode(instruction) == OP_IMPORT_TOP);
        if (!value_is_set(value)) {
            goto raised;
        }
        value_put(sp++, value);
        goto next;
    case OP_IMPORT_FROM:
        frame->next = pc;
        value = run_import_from(sp[-1], frame->code->sites[code_operand(instruction)].name);
        if (!value_is_set(value)) {
            goto raised;
        }
        value_put(sp++, value);
        goto next;
    case OP_IMPORT_STAR:
        if (!run_import_star(frame, sp[-1])) {
            goto raised;
        }
        value_unref(*--sp);
        goto next;
    case OP_SETUP_ANNOTATIONS:
        if (!run_setup_annotations(frame)) {
            goto raised;
        }
        goto next;
    case OP_SHOW:
        frame->next = pc;
        if (!run_show(frame, sp[-1])) {
            goto raised;
        }
        value_unref(*--sp);
        goto next;
    }
    __builtin_unreachable(); // no other opcodes are compiled

entered:
    frame = frame_innermost;
    sp = frame->sp;
resumed:
    pc = frame->next;
    locals = frame->locals;
    constants = frame->code->constants;
    goto next;

raised:
    frame->next = pc;
    exception_add_trace((struct exception *)raise_current().object, frame->code,
                        (uint32_t)(pc - frame->code->instructions) - 1);
unwind:;
    const struct handler *handler =
        exception_is_refusal(raise_current())
            ? NULL // not even a `finally`: what it did might hide the refusal
            : find_handler(frame->code, (uint32_t)(pc - frame->code->instructions) - 1);
    if (handler != NULL) {
        left = locals + frame->code->local_count + handler->depth;
        frame_drop_values(left, sp);
        *left = raise_take();
        sp = left + 1;
        pc = frame->code->instructions + handler->target;
        goto next;
    }
    enum frame_kind kind = frame->kind;
    if (frame->generator != NULL) {
        run_generator_raised(frame);
        frame_leave_generator(frame, sp, true);
        sp = frame_innermost->sp;
    } else {
        frame_drop_values(frame->result, sp);
        sp = frame->result;
        frame_innermost--;
    }
    if (kind == FRAME_ENTRY) {
        return value_unset;
    }
    frame = frame_innermost;
    pc = frame->next;
    locals = frame->locals;
    constants = frame->code->constants;
    goto raised;
}

// ---- from C

static bool may_enter(void)
{
    return entries < INTERPRET_ENTRIES ||
           raise_false(&exception_recursion_error, "maximum recursion depth exceeded");
}

static struct value run_entry(bool raising)
{
    entries++;
    struct value value = run(raising);
    entries--;
    return value;
}

struct value interpret_call(struct function *function, const struct arguments *arguments)
{
    struct value *base = frame_top();
    const struct tuple *names = arguments->names;
    size_t all = arguments->count + (names != NULL ? names->count : 0);
    if (!may_enter()) {
        return value_unset;
    }
    if ((size_t)(frame_stack_end - base) <= all + FRAME_MARGIN) {
        return raise_error(&exception_recursion_error, "maximum recursion depth exceeded");
    }
    for (size_t i = 0; i < all; i++) {
        base[i] = value_ref(arguments->values[i]);
    }
    if (!frame_enter(function, base, base, arguments->count, names, FRAME_ENTRY)) {
        frame_drop_values(base, base + all);
        return value_unset;
    }
    object_ref(function);
    struct value result = run_entry(false);
    object_unref(function);
    return result;
}

struct value interpret_code(struct code *code, struct dict *globals, struct dict *names,
                            struct tuple *closure)
{
    struct value *base = frame_top();
    if (!may_enter() || !frame_has_room(base, code)) {
        return value_unset;
    }
    frame_clear_locals(base, 0, code);
    *++frame_innermost = (struct frame){
        .code = code,
        .next = code->instructions,
        .locals = base,
        .sp = base + code->local_count,
        .result = base,
        .closure = closure,
        .globals = globals,
        .names = names,
        .kind = FRAME_ENTRY,
    };
    return run_entry(false);
}

static struct value run_generator(bool raising, struct value *ret_result)
{
    generator_result = value_unset;
    struct value yielded = run_entry(raising);
    *ret_result = generator_result;
    generator_result = value_unset;
    return yielded;
}

struct value interpret_resume(struct generator *generator, struct value value,
                              struct value *ret_result)
{
    if (!may_enter() || !frame_enter_generator(generator, value, frame_top(), FRAME_ENTRY)) {
        return value_unset;
    }
    return run_generator(false, ret_result);
}

struct value interpret_throw(struct generator *generator, struct value *ret_result)
{
    if (!may_enter()) {
        return value_unset;
    }
    struct value thrown = raise_take();
    bool handles = value_is_set(generator->handled);
    if (!frame_enter_generator(generator, value_unset, frame_top(), FRAME_ENTRY)) {
        value_unref(thrown);
        return value_unset;
    }
    if (handles) {
        raise_exception(thrown);
    } else {
        raise_again(thrown);
    }
    return run_generator(true, ret_result);
}
