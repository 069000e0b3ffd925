// Calls of what lies on the stack.
#ifndef RANKSH_CORE_LANG_CALL_H
#define RANKSH_CORE_LANG_CALL_H

#include "core/lang/run/frame.h"

enum called {
    CALLED_RAISED,
    CALLED_DONE,    // the result is where the callee was
    CALLED_ENTERED, // there is a new frame
};

// The top of the stack is frame->sp, before and afterwards. `gap`: a slot for self lies between
// the callee and its arguments, unset when there is none. `names`: of the keywords, whose values
// lie behind the `count` others; or NULL.
enum called call_values(struct frame *frame, size_t count, bool gap, const struct tuple *names);

// callee, list, dict on the stack: f(*list, **dict).
enum called call_spread(struct frame *frame);

#endif
