// What a learner may choose (%set), kept in $XDG_CONFIG_HOME/ranksh/config as "name = value" lines.
#ifndef RANKSH_REPL_SETTINGS_H
#define RANKSH_REPL_SETTINGS_H

#include <stdbool.h>

#include "core/base/status.h"
#include "core/base/text.h"

struct settings {
    bool colour;
    long stream_ms;  // a unit that runs longer shows its output line by line
    long memory_mib; // a rank's budget; 0: a share of the machine's
};

// The defaults, then what the file says; lines that make no sense are skipped.
void settings_load(struct settings *settings);

// Changes one and writes the file. STATUS_NOT_FOUND: no such setting; STATUS_INVALID: no such
// value; any other: it is changed, and could not be written.
enum status settings_set(struct settings *settings, const char *name, const char *value);

// Adds each setting with its value and meaning.
void settings_list(const struct settings *settings, struct text *out);

#endif
