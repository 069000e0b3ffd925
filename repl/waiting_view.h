// Who waits where for whom, as the learner sees it when nothing moves any more but waiting.
#ifndef RANKSH_REPL_WAITING_VIEW_H
#define RANKSH_REPL_WAITING_VIEW_H

#include "repl/lab.h"

// Adds the view: a line for each group of ranks in the same call, the cycle if there is one. Ends
// with a newline; adds nothing when nobody waits.
enum waiting_view_kind {
    WAITING_VIEW_PROMPT, // ranks that could act are at the prompt
    WAITING_VIEW_SCRIPT, // they are at the end of their script; each wait says its file and line
};
void waiting_view_add(struct text *out, const struct job *job, enum waiting_view_kind kind,
                      bool unicode);

// Shows it, and how to go on.
void waiting_view_print(struct lab *lab);

// The statement that the missing ranks would have to run to complete the call that the first
// waiting rank stands in, ready for the prompt ("@1 " before it when not all free ranks should).
// NULL: nobody waits, or it can't be told. The caller frees it.
char *waiting_view_completion(const struct lab *lab);

#endif
