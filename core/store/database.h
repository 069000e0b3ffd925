// Inside the room: the handle, transactions, and statements. No other room includes this.
//
//     struct statement rows;
//     statement_begin(store, &rows, "SELECT name FROM learners WHERE id = :id");
//     statement_bind_int(&rows, ":id", id);
//     while (statement_next(&rows)) { ... statement_text(&rows, "name") ... }
//     return statement_end(&rows, "read the learner");
//
// A statement remembers its first failure; what follows does nothing, and statement_end tells.
#ifndef RANKSH_CORE_STORE_DATABASE_H
#define RANKSH_CORE_STORE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "core/store/learner.h"
#include "core/store/schedule.h"
#include "core/store/store.h"

enum { DATABASE_CACHE = 96 };

struct database_cached {
    const char *sql; // a literal: compared by address
    sqlite3_stmt *handle;
    bool busy;
};

struct store {
    sqlite3 *handle;
    char *path;
    bool in_memory, writable;
    const struct scheduler *scheduler; // NULL: none
    struct database_cached cache[DATABASE_CACHE];
    size_t cached;
    char learner_uuid[STORE_UUID_SIZE]; // of the last learner_find, to carry into memory
    char *learner_name;
    int64_t learner_id;
};

// Opens a handle with the settings of the room. `flags` are SQLite's.
enum status database_open(const char *path, int flags, sqlite3 **ret_handle);

// Stores a message for a failed SQLite call: what, which file, what to do.
enum status database_fail(struct store *store, int code, const char *what);

// A transaction for writing, which others wait for; nested calls aren't allowed. After a failure
// inside, database_end with the failing status rolls back and returns it.
enum status database_begin(struct store *store);
enum status database_end(struct store *store, enum status status);

// Runs one or more statements without results.
enum status database_run(struct store *store, const char *sql, const char *what);

// One integer that a query without parameters gives.
enum status database_int(struct store *store, const char *sql, int64_t *ret_number);

void database_close(struct store *store); // the handle and its statements

struct statement {
    struct store *store;
    sqlite3_stmt *handle;
    struct database_cached *cached; // NULL: finalised at the end
    int code;                       // the first failure
    int column;                     // where the next name is looked for first
};

void statement_begin(struct store *store, struct statement *statement, const char *sql);
void statement_bind_int(struct statement *statement, const char *name, int64_t value);
void statement_bind_real(struct statement *statement, const char *name, double value);
void statement_bind_text(struct statement *statement, const char *name, const char *value);
bool statement_next(struct statement *statement); // false: no more rows, or failed
int64_t statement_int(struct statement *statement, const char *column);
double statement_real(struct statement *statement, const char *column);
const char *statement_text(struct statement *statement, const char *column); // "" for NULL
bool statement_null(struct statement *statement, const char *column);
enum status statement_end(struct statement *statement, const char *what);

// For statements that give no rows.
enum status statement_run(struct statement *statement, const char *what);

// The first column of the first row of a statement whose parameters are bound; ends it.
// STATUS_NOT_FOUND without a row.
enum status statement_single(struct statement *statement, const char *what, int64_t *ret_number);

// What identifies something that happened (an answer, a step, a prediction): a random number that
// is the same in every file, and which file on which machine wrote it as its how-manyeth event.
struct database_event {
    int64_t uid, recorder, sequence;
};

// Makes the next one. Inside a transaction.
enum status database_event(struct store *store, struct database_event *ret_event);

// Binds :uid, :recorder and :sequence.
void statement_bind_event(struct statement *statement, const struct database_event *event);

// Replays the log of one card and saves its schedule. Inside a transaction.
enum status schedule_replay(struct store *store, int64_t learner, int64_t card,
                            struct schedule *ret_schedule);

#endif
