// The units of a job in the order in which they were entered: what each rank ran and what became
// of it. From here come %undo, %catchup, %save and the offer to run one's lines on new ranks.
#ifndef RANKSH_REPL_JOURNAL_H
#define RANKSH_REPL_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/base/text.h"
#include "core/control/message.h"
#include "core/control/rank_set.h"

// What one rank's run took from outside (clock, seeds), in the rank's own encoding.
struct journal_readings {
    int rank;
    char *data;
    size_t length;
};

struct journal_unit {
    uint32_t id; // the job's number for it
    char *name;  // "<stdin>", "train.py"
    char *source;
    enum unit_mode mode;
    struct rank_set ranks;   // that it went to
    struct rank_set missed;  // that waited in a call when it was entered
    struct rank_set done;    // that ran it to its end
    struct rank_set raised;  // an exception ended it there
    struct rank_set stopped; // interrupted, refused or lost there
    struct journal_readings *readings;
    size_t reading_count, reading_capacity;
    int64_t cpu_ns; // of the rank that computed longest: what a replay takes
};

struct journal {
    struct journal_unit *units;
    size_t count, capacity;
};

void journal_finish(struct journal *journal);

// Adds a unit; copies its texts. NULL: no memory. Valid until the next one is added.
struct journal_unit *journal_add(struct journal *journal, uint32_t id, enum unit_mode mode,
                                 const char *name, const char *source, size_t length);

// The unit of that number, NULL if there is none.
struct journal_unit *journal_find(const struct journal *journal, uint32_t id);

// Notes what a rank's run took from outside.
void journal_note(struct journal_unit *unit, int rank, const char *data, size_t length);

// Removes the last unit.
void journal_drop_last(struct journal *journal);

// Whether every rank that ran the unit came to its end.
bool journal_clean(const struct journal_unit *unit);

// Lines of source in the clean units, without empty ones and comments.
size_t journal_lines(const struct journal *journal);

// How many lines of units `rank` missed, and has not caught up with.
size_t journal_missed(const struct journal *journal, int rank);

#endif
