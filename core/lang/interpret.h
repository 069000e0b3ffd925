// The run loop: frames over one value stack.
#ifndef RANKSH_CORE_LANG_INTERPRET_H
#define RANKSH_CORE_LANG_INTERPRET_H

#include "core/lang/code.h"
#include "core/lang/function.h"
#include "core/lang/type.h"

struct generator;

enum frame_kind {
    FRAME_ENTRY,     // called from C: its end ends the run loop
    FRAME_CALL,      // the result goes to the caller's stack
    FRAME_INIT,      // an __init__: the result is the instance, which lies below its locals
    FRAME_LOOP,      // a generator that a `for` asked
    FRAME_DELEGATED, // a generator that a `yield from` asked
};

struct frame {
    struct code *code;    // the function or generator that holds it lives at least as long
    const uint32_t *next; // instruction; saved whenever something may look
    struct value *locals;
    struct value *sp;     // saved while a callee runs
    struct value *result; // where the callee lay: cut the stack to it, put the result there
    struct tuple *closure;
    struct dict *globals;
    struct dict *names;          // of a class body
    struct generator *generator; // whose frame it is; owned while it runs
    struct value handled;        // what was being handled when a generator was resumed
    enum frame_kind kind;
};

enum { INTERPRET_FRAMES = 1000, INTERPRET_ENTRIES = 200 };

bool interpret_init(void);
void interpret_finish(void);

struct value interpret_call(struct function *function, const struct arguments *arguments);

// Runs a unit or a class body in `globals` (and `names`). Owned result.
struct value interpret_code(struct code *code, struct dict *globals, struct dict *names,
                            struct tuple *closure);

// Resumes a generator from C, sending `value` (value_unset: nothing is waited for). Gives what it
// yields. At its end value_unset: with nothing raised and its result in `ret_result`, or raised.
struct value interpret_resume(struct generator *generator, struct value value,
                              struct value *ret_result);

// The same, raising in it what is raised.
struct value interpret_throw(struct generator *generator, struct value *ret_result);

// The innermost frame, NULL when nothing runs; and the one that called a frame.
struct frame *interpret_frame(void);
struct frame *interpret_caller(struct frame *frame);

// The names and values that code in a frame sees first: of a function a copy, else the dict itself.
struct value interpret_locals(const struct frame *frame);
struct list *interpret_local_names(const struct frame *frame);

// The index of the instruction that a frame is at.
uint32_t interpret_at(const struct frame *frame);

#endif
