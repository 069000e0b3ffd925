// Readings from outside a unit (clocks, seeds, pids): written down while it runs for the first
// time, read back when it is run again. Main thread.
#ifndef RANKSH_CORE_RANK_JOURNAL_H
#define RANKSH_CORE_RANK_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/text.h"

// Begins a unit. `replay`: the journal of its first run, NULL if this is the first.
void journal_begin(const char *replay, size_t length);
bool journal_replays(void);

// The first time notes `real` and returns it; in a replay returns what was noted, or `real` once
// the journal has no more of that kind in this place.
int64_t journal_pass(uint32_t kind, int64_t real);

// What was noted, for the lab to keep. Valid until the next begin.
const struct text *journal_notes(void);

#endif
