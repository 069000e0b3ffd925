// The learner's database: one SQLite file in WAL mode that several processes may use at a time.
// Everything that is told to be saved is on disk (synchronous=FULL) when the function that saves it
// returns STATUS_OK. A process killed at any moment leaves a file that the next one opens.
//
// Failures of every function of this room: STATUS_BUSY (another process holds the lock for longer
// than five seconds), STATUS_SYSTEM (disk full, read-only, unreadable), STATUS_CORRUPT (damaged
// pages, or no database at all), STATUS_UNSUPPORTED (written by a newer ranksh), STATUS_MEMORY.
// The message says which file and what to do. Nothing is half-written: whoever fails has changed
// nothing. One thread.
#ifndef RANKSH_CORE_STORE_STORE_H
#define RANKSH_CORE_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/status.h"

struct store;

// A moment: UTC in milliseconds since 1970, the zone it was lived in, and a clock that never jumps
// for measuring how long something took.
struct store_time {
    int64_t utc_ms;
    int zone_minutes; // east of Greenwich
    int64_t tick_ms;  // monotonic; 0 where no duration is measured
};

struct store_time store_now(void);

// The local calendar day of a moment, counted from 1970-01-01; a day begins at four in the
// morning, so that a late evening is one day.
int64_t store_day(int64_t utc_ms, int zone_minutes);

// When that local day begins, in UTC milliseconds.
int64_t store_day_start(int64_t day, int zone_minutes);

// Opens `path`, creating it (0600) and its folder (0700); migrates an older schema. A file that
// can only be read opens too: see store_writable. store_close ends it.
enum status store_open(const char *path, struct store **ret_store);

// Opens what is there for reading alone: nothing is created, migrated or written. STATUS_NOT_FOUND;
// STATUS_UNSUPPORTED for an older schema as well.
enum status store_open_reading(const char *path, struct store **ret_store);

// A database that lives in memory and ends with the process.
enum status store_open_memory(struct store **ret_store);

// After a failure, and only when the learner agreed to it: carries on in memory with a copy of
// what the file still lets us read (nothing, when it lets us read nothing). Statements, learners'
// and sessions' ids stay valid when the copy worked; `*ret_copied` says whether it did.
enum status store_go_memory(struct store *store, bool *ret_copied);

void store_close(struct store *store); // NULL is fine

const char *store_path(const struct store *store); // ":memory:" in memory
bool store_in_memory(const struct store *store);
bool store_writable(const struct store *store);

// The place of the database when no --db is given: $XDG_DATA_HOME/ranksh/ranksh.db. malloc'ed.
enum status store_default_path(char **ret_path);

// A random UUID (version 4) as text, 36 characters and the zero.
enum { STORE_UUID_SIZE = 37 };
enum status store_uuid(char uuid[STORE_UUID_SIZE]);

#endif
