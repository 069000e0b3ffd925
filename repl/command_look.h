// Commands that show something: what was typed, printed and bound, and what things mean.
#ifndef RANKSH_REPL_COMMAND_LOOK_H
#define RANKSH_REPL_COMMAND_LOOK_H

#include "repl/lab.h"
#include "repl/unit.h"

enum unit_end command_history(struct lab *lab, const char *rest);
enum unit_end command_output(struct lab *lab, const char *rest);
enum unit_end command_last(struct lab *lab, const char *rest);
enum unit_end command_who(struct lab *lab, const char *rest);
enum unit_end command_set(struct lab *lab, const char *rest);
enum unit_end command_doctor(struct lab *lab, const char *rest);

#endif
