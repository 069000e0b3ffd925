// The terminal, or what stands in its place (a pipe, a file): what it can do, its size, and the
// one way in which anything reaches it.
#ifndef RANKSH_REPL_TERMINAL_H
#define RANKSH_REPL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"

struct terminal {
    bool input_is_tty, output_is_tty;
    bool plain;   // whole lines, nothing redrawn: --plain, ACCESSIBLE, TERM=dumb or no terminal
    bool colour;  // never when plain or with NO_COLOR
    bool unicode; // arrows and boxes may be drawn; never when plain
    bool closed;  // a write has failed for good: nobody reads any more
    int columns, rows;
    bool column_zero; // the last thing written ended its line
    bool status;      // a status line stands there
};

// What a piece of text is; a terminal without colour shows all alike.
enum style {
    STYLE_ERROR,
    STYLE_HINT,
    STYLE_LAB,  // what the lab itself says beside the learner's output
    STYLE_RANK, // "[0-3]"
    STYLE_PROMPT,
    STYLE_STRONG,
    STYLE_GOOD,
    STYLE_CODE,
    STYLE_EMPHASIS,
};

// Looks at the environment and at descriptors 0 and 1; `plain` is the user's own wish.
void terminal_init(struct terminal *terminal, bool plain);

// Colours on, where the terminal can have them and NO_COLOR doesn't forbid it, or off.
void terminal_use_colour(struct terminal *terminal, bool on);

// Asks for the size again.
void terminal_measure(struct terminal *terminal);

// Writes all of it to descriptor 1. A closed or broken output sets `closed` and is no error here.
void terminal_write(struct terminal *terminal, const char *bytes, size_t length);
void terminal_print(struct terminal *terminal, const char *string);

// A line that says how things stand: the next thing written takes its place. Nothing in plain mode.
void terminal_status(struct terminal *terminal, const char *line);
void terminal_clear_status(struct terminal *terminal);

// Ends the line that stands unfinished, if one does.
void terminal_fresh_line(struct terminal *terminal);

// Puts `string` into `out` in the style's colours.
void terminal_style(const struct terminal *terminal, struct text *out, enum style style,
                    const char *string);

#endif
