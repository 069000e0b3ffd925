// The % commands: one table says what there is, %help and Tab read it too.
#ifndef RANKSH_REPL_COMMANDS_H
#define RANKSH_REPL_COMMANDS_H

#include "repl/lab.h"
#include "repl/unit.h"

struct command {
    const char *name; // NULL ends the table
    const char *arguments, *help;
    // `rest` is what stands behind the name, without blanks around it.
    enum unit_end (*run)(struct lab *lab, const char *rest);
};

extern const struct command commands_table[];

// Runs `%name rest`; neither is zero-terminated.
enum unit_end commands_run(struct lab *lab, const char *name, size_t name_length, const char *rest,
                           size_t rest_length);

// `?name`, `name?`: what the lab knows about a name.
enum unit_end commands_question(struct lab *lab, const char *name, size_t length);

#endif
