// The command line: `ranksh [options] [verb] [arguments]`. Two tables say what exists: the verbs
// (main.c) and the options (options.c); parsing and --help both follow them.
#ifndef RANKSH_REPL_OPTIONS_H
#define RANKSH_REPL_OPTIONS_H

#include <stdbool.h>

#include "core/base/status.h"
#include "core/base/text.h"

enum option_flag {
    OPTION_COMMON = 1,        // --db --learner --plain --help --version: taken everywhere
    OPTION_RANKS = 2,         // -n
    OPTION_CODE = 4,          // -c
    OPTION_TAG_OUTPUT = 8,    // --tag-output
    OPTION_WAIT = 16,         // --wait
    OPTION_JSON = 32,         // --json
    OPTION_SCRIPT = 64,       // no option: what follows the first argument belongs to a script
    OPTION_NO_ARGUMENT = 128, // no option: the verb takes no arguments
    OPTION_FORMAT = 256,      // --format
    OPTION_MINE = 512,        // --mine
};

struct options;

struct verb {
    const char *name; // "" is what runs when no verb was given; NULL ends a table
    const char *arguments, *help;
    unsigned flags; // enum option_flag
    int (*run)(const struct options *options);
};

struct options {
    const struct verb *verb;
    const char *database, *learner, *code, *format; // NULL: not given
    int ranks;                                      // 0: not given
    bool plain, tag_output, wait, json, mine, help, version;
    char **arguments; // what follows the verb, NULL-terminated
    int argument_count;
};

// Fills `ret_options`, whose strings are those of `argv` (which is reordered in place).
// STATUS_INVALID: the message says what is wrong, in words for the user.
enum status options_parse(int argc, char **argv, const struct verb *verbs,
                          struct options *ret_options);

// What `ranksh --help` shows.
void options_help(const struct verb *verbs, struct text *out);

#endif
