// The interpreter as the runner of a rank's units.
#ifndef RANKSH_CORE_RANK_INTERPRETER_H
#define RANKSH_CORE_RANK_INTERPRETER_H

#include "core/rank/runner.h"

extern const struct runner interpreter_runner;

#endif
