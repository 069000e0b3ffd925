// Bytes from standard input, taken while the loop goes round. Between two waits nothing is read:
// what is typed ahead stays with the terminal.
#ifndef RANKSH_REPL_INPUT_H
#define RANKSH_REPL_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/loop.h"

enum input_event {
    INPUT_BYTES,       // bytes[start..end) holds at least one
    INPUT_INTERRUPTED, // SIGINT came (and is forgotten)
    INPUT_STOPPED,     // SIGTSTP came (and is forgotten)
    INPUT_RESIZED,     // SIGWINCH came (and is forgotten)
    INPUT_WOKEN,       // input_wake() was called
    INPUT_ENDED,       // end of file, or a signal asks the process to end
};

struct input {
    struct loop *loop;
    bool ended, woken;
    size_t start, end;
    char bytes[16 * 1024];
};

void input_init(struct input *input, struct loop *loop);

// Turns the loop until there is something to tell. Bytes that are there already are told first,
// after signals.
enum input_event input_wait(struct input *input);

// Makes the wait under way, or the next one, return INPUT_WOKEN.
void input_wake(struct input *input);

// Forgets what was read and not used.
void input_drop(struct input *input);

#endif
