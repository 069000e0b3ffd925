// Commands that run something or write it down.
#ifndef RANKSH_REPL_COMMAND_RUN_H
#define RANKSH_REPL_COMMAND_RUN_H

#include "repl/lab.h"
#include "repl/unit.h"

enum unit_end command_run(struct lab *lab, const char *rest);
enum unit_end command_time(struct lab *lab, const char *rest);
enum unit_end command_timeit(struct lab *lab, const char *rest);
enum unit_end command_save(struct lab *lab, const char *rest);
enum unit_end command_quit(struct lab *lab, const char *rest);

#endif
