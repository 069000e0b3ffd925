// What the ranks of a job print, on its way to the terminal. At first it is held, so that ranks
// with the same output can share one block; later it streams line by line:
//
//     [0-3] 4
//     [0] loss 2.31
//         loss 2.08
//     [1] loss 2.30
//
// The lone process's output has no label. Control characters are made visible.
#ifndef RANKSH_REPL_OUTPUT_H
#define RANKSH_REPL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"
#include "core/control/rank_set.h"
#include "repl/terminal.h"

enum {
    OUTPUT_LINES = 2000,           // shown of one block
    OUTPUT_KEPT = 4 * 1024 * 1024, // bytes kept of a unit's output, all ranks together
};

struct output;

typedef void output_write_fn(void *context, const char *bytes, size_t length);

// `write` shows text now. NULL: no memory.
struct output *output_create(const struct terminal *terminal, output_write_fn *write,
                             void *context);
void output_destroy(struct output *output);

// A job of so many ranks begins (0: the lone process). What the last one printed is forgotten.
// Labels are "[0-3]", or "[process 0-3]" when `kind` is "process ".
void output_job(struct output *output, int ranks, const char *kind);

// A unit begins on this rank: what it printed before is no longer kept.
void output_unit(struct output *output, int rank);

// `rank` printed this.
void output_add(struct output *output, int rank, const char *bytes, size_t length);

// A line that the lab says on behalf of `rank`, without "lab: ".
void output_lab(struct output *output, int rank, const char *line, size_t length);

// `rank` ended with an error, in these lines.
void output_error(struct output *output, int rank, const char *text);

// Whether lines are shown as they come. Turning it on shows what is held.
void output_stream(struct output *output, bool on);

// Shows what is held, and says what was left out since output_unit().
void output_flush(struct output *output);

// Whether anything is held that output_flush() would show.
bool output_holds(const struct output *output);

// All that `rank` printed in its unit, as far as it was kept; `ret_lost` bytes were not.
const char *output_kept(const struct output *output, int rank, size_t *ret_length,
                        size_t *ret_lost);

// Adds `bytes` with `label` before the first line and blanks of its width before the others (in
// plain mode the label before each); ends with a newline.
void output_labelled(const struct terminal *terminal, struct text *out, const char *label,
                     const char *bytes, size_t length);

// The same for a rendered error: its first line and its hint stand out.
void output_add_error(const struct terminal *terminal, struct text *out, const char *label,
                      const char *bytes, size_t length);

#endif
