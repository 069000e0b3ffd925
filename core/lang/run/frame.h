// Frames over one value stack.
#ifndef RANKSH_CORE_LANG_FRAME_H
#define RANKSH_CORE_LANG_FRAME_H

#include "core/lang/compile/code.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/value.h"

struct generator;
struct list;

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

enum { FRAME_MOST = 1000, FRAME_MARGIN = 8 };

bool frame_init(void);
void frame_finish(void);

extern struct frame *frame_innermost; // for call.c and the run loop; others use frame_current()
extern struct value *frame_stack_end;

// The first free place of the stack for whoever calls from C.
struct value *frame_top(void);

// Whether a frame of `code` fits at `locals`; false: RecursionError is raised.
bool frame_has_room(const struct value *locals, const struct code *code);

void frame_clear_locals(struct value *locals, size_t from, const struct code *code);

// A frame for a call whose arguments lie at `locals`, the keywords' values behind them. On failure
// they are as they were.
bool frame_enter(struct function *function, struct value *result, struct value *locals,
                 size_t count, const struct tuple *names, enum frame_kind kind);

// A frame that goes on with a generator, which gets `sent` unless it is new or that is unset. The
// frame holds a reference to it.
bool frame_enter_generator(struct generator *generator, struct value sent, struct value *locals,
                           enum frame_kind kind);

// Takes a generator's frame away, with the values up to `sp`.
void frame_leave_generator(struct frame *frame, struct value *sp, bool ended);

// Cuts the stack.
static inline void frame_drop_values(struct value *from, struct value *sp)
{
    while (sp > from) {
        value_unref(*--sp);
    }
}

// The innermost frame, NULL when nothing runs; and the one that called a frame.
struct frame *frame_current(void);
struct frame *frame_caller(struct frame *frame);

// The names and values that code in a frame sees first: of a function a copy, else the dict itself.
struct value frame_locals(const struct frame *frame);
struct list *frame_local_names(const struct frame *frame);

// The index of the instruction that a frame is at.
uint32_t frame_at(const struct frame *frame);

#endif
