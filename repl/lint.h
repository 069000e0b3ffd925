// `ranksh lint PATH…`: checks lesson and question files and runs their code on live ranks.
#ifndef RANKSH_REPL_LINT_H
#define RANKSH_REPL_LINT_H

#include "repl/options.h"

int lint_main(const struct options *options);

#endif
