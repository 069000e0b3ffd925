// Looking after a database file: check, backup, and merging others into it.
#ifndef RANKSH_CORE_STORE_CARE_H
#define RANKSH_CORE_STORE_CARE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"
#include "core/store/store.h"

struct care_report {
    int version;
    int64_t learners, answers, reviews, steps;
    int64_t damaged;         // findings of SQLite's integrity check
    int64_t dangling;        // rows that refer to nothing
    int64_t wrong_totals;    // counts that differ from the answers
    int64_t wrong_schedules; // that differ from their log (needs a scheduler: else 0)
    struct text findings;    // a line each, the first hundred
};

// Reads the whole file. STATUS_OK also when there are findings.
enum status care_check(struct store *store, struct care_report *ret_report);
void care_report_finish(struct care_report *report);

// A copy that is whole whatever other processes write meanwhile. STATUS_INVALID when `path` exists.
enum status care_backup(struct store *store, const char *path);

struct care_merge {
    int64_t learners, answers, steps, predictions; // that were new
    int64_t known;                                 // answers that were here already
};

// Takes in everything of the database at `path` that isn't here yet; that file is only read (an
// older schema is migrated in a copy). Merging twice changes nothing, the order of merging
// neither. `own_learner`: the other file's own learner is the same person as this file's (two
// laptops); it is remembered for later merges. STATUS_MISMATCH when that learner was merged before as
// somebody else. All or nothing.
enum status care_merge(struct store *store, const char *path, bool own_learner,
                       struct care_merge *ret_merge);

#endif
