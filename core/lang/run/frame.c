// Frames over one value stack. The arguments of a call lie where the callee's locals are.
#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/attention.h"
#include "core/lang/run/frame.h"
#include "core/lang/run/generator.h"

enum { STACK_SIZE = 1 << 18 }; // in values

static struct value *stack;
struct value *frame_stack_end;
static struct frame frames[FRAME_MOST + 1]; // [0] stands for "nothing runs"
struct frame *frame_innermost = frames;

bool frame_init(void)
{
    stack = memory_alloc(STACK_SIZE * sizeof *stack);
    if (stack == NULL) {
        return raise_memory(), false;
    }
    frame_stack_end = stack + STACK_SIZE;
    frame_innermost = frames;
    return true;
}

void frame_finish(void)
{
    memory_free(stack, stack != NULL ? STACK_SIZE * sizeof *stack : 0);
    stack = NULL;
}

struct frame *frame_current(void)
{
    return frame_innermost == frames ? NULL : frame_innermost;
}

struct frame *frame_caller(struct frame *frame)
{
    return frame - 1 == frames ? NULL : frame - 1;
}

uint32_t frame_at(const struct frame *frame)
{
    return frame->next > frame->code->instructions
               ? (uint32_t)(frame->next - frame->code->instructions) - 1
               : 0;
}

// The first free place of the stack for whoever calls from C.
struct value *frame_top(void)
{
    return frame_innermost == frames
               ? stack
               : frame_innermost->locals + frame_innermost->code->local_count +
                     frame_innermost->code->stack_size + FRAME_MARGIN;
}

bool frame_has_room(const struct value *locals, const struct code *code)
{
    size_t needed = code->local_count + code->stack_size + FRAME_MARGIN;
    if (frame_innermost < frames + FRAME_MOST && (size_t)(frame_stack_end - locals) > needed) {
        return true;
    }
    return raise_false(&exception_recursion_error, "maximum recursion depth exceeded");
}

void frame_clear_locals(struct value *locals, size_t from, const struct code *code)
{
    for (size_t i = from; i < code->local_count; i++) {
        locals[i] = value_unset;
    }
}

// Puts the arguments in place behind `locals`, where `count` of them lie (with the keywords' values
// behind them when there are names). On failure they are as they were.
static bool bind(struct function *function, struct value *locals, size_t count,
                 const struct tuple *names)
{
    struct code *code = function->code;
    const struct signature *signature = &code->signature;
    size_t all = count + (names != NULL ? names->count : 0), slots = signature_slots(signature);
    if ((code->flags & CODE_PLAIN) && names == NULL && count <= signature->count) {
        size_t i = count;
        while (i < signature->count && value_is_set(function->defaults[i])) {
            i++;
        }
        if (i == signature->count) {
            for (i = count; i < signature->count; i++) {
                locals[i] = value_ref(function->defaults[i]);
            }
            frame_clear_locals(locals, signature->count, code);
            return true;
        }
    }
    struct value *bound = locals + all;
    struct arguments arguments = {locals, count, names};
    if ((size_t)(frame_stack_end - bound) <= slots) {
        return raise_false(&exception_recursion_error, "maximum recursion depth exceeded");
    }
    if (!signature_bind(signature, function->defaults, function->qualified->data, NULL, &arguments,
                        bound)) {
        return false;
    }
    for (size_t i = 0; i < all; i++) {
        value_unref(locals[i]);
    }
    for (size_t i = 0; i < slots; i++) {
        locals[i] = bound[i];
    }
    frame_clear_locals(locals, slots, code);
    return true;
}

// A frame for a call whose arguments lie at `locals`. On failure they are as they were.
bool frame_enter(struct function *function, struct value *result, struct value *locals,
                 size_t count, const struct tuple *names, enum frame_kind kind)
{
    struct code *code = function->code;
    if (!frame_has_room(locals, code) || (attention_wanted() && !attention_attend())) {
        return false;
    }
    if (names == NULL && (code->flags & CODE_PLAIN) && count == code->signature.count) {
        frame_clear_locals(locals, count, code);
    } else if (!bind(function, locals, count, names)) {
        return false;
    }
    struct frame *frame = ++frame_innermost;
    frame->code = code;
    frame->next = code->instructions;
    frame->locals = locals;
    frame->sp = locals + code->local_count;
    frame->result = result;
    frame->closure = function->closure;
    frame->globals = function->globals;
    frame->names = NULL;
    frame->generator = NULL;
    frame->kind = kind;
    return true;
}

// A frame that goes on with a generator, which gets `sent` unless it is new. The frame holds a
// reference to it.
bool frame_enter_generator(struct generator *generator, struct value sent, struct value *locals,
                           enum frame_kind kind)
{
    struct code *code = generator->code;
    if (!frame_has_room(locals, code) || (attention_wanted() && !attention_attend())) {
        return false;
    }
    for (uint32_t i = 0; i < generator->value_count; i++) {
        value_put(&locals[i], generator->values[i]);
    }
    struct frame *frame = ++frame_innermost;
    frame->code = code;
    frame->next = generator->next;
    frame->locals = locals;
    frame->sp = locals + generator->value_count;
    frame->result = locals;
    frame->closure = generator->closure;
    frame->globals = generator->globals;
    frame->names = NULL;
    frame->generator = object_ref(generator);
    frame->kind = kind;
    frame->handled = raise_handled;
    if (value_is_set(generator->handled)) {
        raise_handled = generator->handled;
        generator->handled = value_unset;
    } else {
        value_ref(raise_handled);
    }
    if (generator->state != GENERATOR_NEW && value_is_set(sent)) {
        *frame->sp++ = value_ref(sent);
    }
    generator->value_count = 0;
    generator->state = GENERATOR_RUNNING;
    return true;
}

// Takes a generator's frame away; what was being handled outside is handled again.
void frame_leave_generator(struct frame *frame, struct value *sp, bool ended)
{
    struct generator *generator = frame->generator;
    struct value inside = raise_handled;
    raise_handled = frame->handled;
    if (ended) {
        value_unref(inside);
        generator->state = GENERATOR_ENDED;
        while (sp > frame->locals) {
            value_unref(*--sp);
        }
    } else {
        if (value_same(inside, raise_handled)) {
            value_unref(inside);
        } else {
            generator->handled = inside;
        }
        generator->value_count = (uint32_t)(sp - frame->locals);
        for (uint32_t i = 0; i < generator->value_count; i++) {
            value_put(&generator->values[i], frame->locals[i]);
        }
        generator->next = frame->next;
        generator->state = GENERATOR_SUSPENDED;
    }
    frame_innermost--;
    object_unref(generator);
}

// ---- looking at frames

struct value frame_locals(const struct frame *frame)
{
    if (frame->code->flags & (CODE_MODULE | CODE_CLASS)) {
        return value_of(frame->names != NULL ? frame->names : frame->globals);
    }
    struct dict *names = dict_create();
    for (uint32_t i = 0; names != NULL && i < frame->code->local_count; i++) {
        struct value value = frame->locals[i];
        value = value_is(value, &cell_type) ? ((struct cell *)value.object)->value : value;
        if (value_is_set(value) && !dict_set_name(names, frame->code->locals[i], value)) {
            object_unref(names);
            return value_unset;
        }
    }
    return value_object(names);
}

struct list *frame_local_names(const struct frame *frame)
{
    struct value names = frame_locals(frame);
    struct list *list = value_is_set(names) ? object_to_list(names) : NULL;
    value_unref(names);
    return list;
}
