// Commands about the ranks of the job: which take the next line, how they are, faults on purpose.
#ifndef RANKSH_REPL_COMMAND_RANKS_H
#define RANKSH_REPL_COMMAND_RANKS_H

#include "repl/lab.h"
#include "repl/unit.h"

enum unit_end command_ranks(struct lab *lab, const char *rest);
enum unit_end command_on(struct lab *lab, const char *rest);
enum unit_end command_catchup(struct lab *lab, const char *rest);
enum unit_end command_kill(struct lab *lab, const char *rest);
enum unit_end command_slow(struct lab *lab, const char *rest);
enum unit_end command_trace(struct lab *lab, const char *rest);
enum unit_end command_reset(struct lab *lab, const char *rest);
enum unit_end command_undo(struct lab *lab, const char *rest);

#endif
