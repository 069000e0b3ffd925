// What this machine has of what ranksh needs, and what to install.
#ifndef RANKSH_REPL_DOCTOR_H
#define RANKSH_REPL_DOCTOR_H

#include <stdbool.h>

#include "core/base/text.h"
#include "core/diag/trial.h"
#include "repl/options.h"
#include "repl/terminal.h"

// Adds a line for each check; one starts two ranks with `runner`. False when something that is needed is missing.
bool doctor_report(const struct options *options, const struct terminal *terminal,
                   const struct trial_runner *runner, struct text *out);

// `ranksh doctor`.
int doctor_main(const struct options *options);

#endif
