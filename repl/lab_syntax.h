// What is the lab's and what is Python's. Lab syntax exists only at the first token of a new
// logical line:
//
//     %command …   @1,3 STATEMENT   @0-2 …   @all …   ?name   name?   torchrun …   exit   quit
#ifndef RANKSH_REPL_LAB_SYNTAX_H
#define RANKSH_REPL_LAB_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"
#include "core/base/text.h"
#include "core/control/rank_set.h"

enum lab_kind {
    LAB_PYTHON,   // none of the lab's
    LAB_EMPTY,    // nothing, or a comment
    LAB_COMMAND,  // `name` and `rest`
    LAB_RANKS,    // `rest` goes to `ranks`, or to all of them
    LAB_QUESTION, // about `name`
    LAB_TORCHRUN, // `rest` are its words, `name` is the whole line
    LAB_LEAVE,    // exit, quit
};

// One line taken apart; the parts point into it.
struct lab_syntax {
    enum lab_kind kind;
    const char *name, *rest;
    size_t name_length, rest_length;
    bool all_ranks;
    struct rank_set ranks;
};

// Looks at `length` bytes of `line`, which begins a logical line; more lines may follow, and count
// as part of `rest` for LAB_RANKS. STATUS_INVALID when "@" is followed by digits that are no
// list of ranks.
enum status lab_syntax_read(const char *line, size_t length, struct lab_syntax *ret_syntax);

// Reads "1,3", "0-2,5", "all" (then `ret_all`). STATUS_INVALID says what is wrong.
enum status lab_syntax_ranks(const char *text, size_t length, struct rank_set *ret_ranks,
                             bool *ret_all);

// Adds `text` to `out` without pasted prompts (">>> ", "... ", "[0-3] >>> "). When its first line
// has one, lines without are taken for output and dropped; how many is returned.
size_t lab_syntax_strip_prompts(const char *text, size_t length, struct text *out);

#endif
