// `ranksh run` and `ranksh -c`: a script on the lone process or on N ranks, without a prompt.
#ifndef RANKSH_REPL_RUN_H
#define RANKSH_REPL_RUN_H

#include "repl/options.h"

int run_main(const struct options *options);
int run_code_main(const struct options *options);

#endif
