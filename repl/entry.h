// What was entered at once (a line, a block, a paste) taken apart into what is the lab's and what
// is Python's, and run piece by piece.
#ifndef RANKSH_REPL_ENTRY_H
#define RANKSH_REPL_ENTRY_H

#include "repl/lab.h"
#include "repl/unit.h"

// Whether more must follow: an open bracket, string or block at the end of `text`.
bool entry_pending(const char *text, size_t length);

// Runs all of it; stops behind the first piece that does not come to its end.
enum unit_end entry_run(struct lab *lab, const char *text, size_t length);

#endif
