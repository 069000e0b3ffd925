// What scratch ranks did, shown as the lab shows output: ranks that did the same share a block.
#ifndef RANKSH_REPL_LIVE_VIEW_H
#define RANKSH_REPL_LIVE_VIEW_H

#include "core/diag/trial.h"
#include "repl/lab.h"

// The code as if it had been typed.
void live_view_code(struct lab *lab, const char *code);

void live_view_result(struct lab *lab, const struct trial_result *result);

#endif
