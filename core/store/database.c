// SQLite, wrapped: one place turns its codes into messages that say what to do.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/store/database.h"

static const char settings[] = "PRAGMA busy_timeout = 5000;"
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON;"
                               "PRAGMA temp_store = MEMORY;";

// ---- failures

static enum status class_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return STATUS_BUSY;
    case SQLITE_NOMEM:
        return STATUS_MEMORY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return STATUS_CORRUPT;
    case SQLITE_INTERRUPT:
        return STATUS_INTERRUPTED;
    case SQLITE_CONSTRAINT:
        return STATUS_MISMATCH;
    default:
        return STATUS_SYSTEM;
    }
}

static const char *cure_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another program has been writing to it for more than 5 s: end that, then try again";
    case SQLITE_FULL:
        return "the disk is full: free some space, then try again";
    case SQLITE_READONLY:
        return "the file or its folder may only be read: change its permissions, or use --db";
    case SQLITE_CANTOPEN:
        return "the file can't be opened: check its folder and permissions, or use --db";
    case SQLITE_CORRUPT:
        return "a part of the file is damaged: `ranksh db check` says how much; a backup can be "
               "put in its place";
    case SQLITE_NOTADB:
        return "that is no SQLite database: it was left as it is; name another file with --db";
    case SQLITE_IOERR:
        return "the disk reported an error: check it and its free space, then try again";
    default:
        return NULL;
    }
}

static enum status fail_with(const char *path, int code, const char *what, const char *detail)
{
    const char *cure = cure_of(code);
    return status_fail(class_of(code), "cannot %s: %s: %s%s%s%s", what, path,
                       cure != NULL ? cure : detail, cure != NULL ? " (" : "",
                       cure != NULL ? detail : "", cure != NULL ? ")" : "");
}

enum status database_fail(struct store *store, int code, const char *what)
{
    return fail_with(store_path(store), code, what, sqlite3_errstr(code));
}

// ---- opening

enum status database_open(const char *path, int flags, sqlite3 **ret_handle)
{
    sqlite3 *handle = NULL;
    int code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(handle, settings, NULL, NULL, NULL);
    }
    if (code != SQLITE_OK) {
        enum status status = fail_with(path, code, "open the database", sqlite3_errstr(code));
        sqlite3_close(handle);
        return status;
    }
    *ret_handle = handle;
    return STATUS_OK;
}

void database_close(struct store *store)
{
    for (size_t i = 0; i < store->cached; i++) {
        sqlite3_finalize(store->cache[i].handle);
    }
    store->cached = 0;
    sqlite3_close(store->handle);
    store->handle = NULL;
}

// ---- statements

// The cached statement for this literal, prepared when it is new. NULL: none free, or failed.
static struct database_cached *cached_for(struct store *store, const char *sql, int *ret_code)
{
    for (size_t i = 0; i < store->cached; i++) {
        if (store->cache[i].sql == sql) {
            return store->cache[i].busy ? NULL : &store->cache[i];
        }
    }
    if (store->cached == DATABASE_CACHE) {
        return NULL;
    }
    struct database_cached *cached = &store->cache[store->cached];
    *cached = (struct database_cached){.sql = sql};
    *ret_code = sqlite3_prepare_v3(store->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                   &cached->handle, NULL);
    if (*ret_code != SQLITE_OK) {
        return NULL;
    }
    store->cached++;
    return cached;
}

void statement_begin(struct store *store, struct statement *statement, const char *sql)
{
    *statement = (struct statement){.store = store};
    statement->cached = cached_for(store, sql, &statement->code);
    if (statement->cached != NULL) {
        statement->cached->busy = true;
        statement->handle = statement->cached->handle;
    } else if (statement->code == SQLITE_OK) {
        statement->code = sqlite3_prepare_v2(store->handle, sql, -1, &statement->handle, NULL);
    }
}

static int parameter(struct statement *statement, const char *name)
{
    if (statement->code != SQLITE_OK) {
        return 0;
    }
    int index = sqlite3_bind_parameter_index(statement->handle, name);
    if (index == 0) {
        statement->code = SQLITE_RANGE;
    }
    return index;
}

static void note(struct statement *statement, int code)
{
    if (statement->code == SQLITE_OK) {
        statement->code = code;
    }
}

void statement_bind_int(struct statement *statement, const char *name, int64_t value)
{
    int index = parameter(statement, name);
    if (index > 0) {
        note(statement, sqlite3_bind_int64(statement->handle, index, value));
    }
}

void statement_bind_real(struct statement *statement, const char *name, double value)
{
    int index = parameter(statement, name);
    if (index > 0) {
        note(statement, sqlite3_bind_double(statement->handle, index, value));
    }
}

void statement_bind_text(struct statement *statement, const char *name, const char *value)
{
    int index = parameter(statement, name);
    if (index > 0) {
        note(statement, sqlite3_bind_text(statement->handle, index, value, -1, SQLITE_STATIC));
    }
}

bool statement_next(struct statement *statement)
{
    if (statement->code != SQLITE_OK) {
        return false;
    }
    statement->column = 0;
    int code = sqlite3_step(statement->handle);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        statement->code = code;
    }
    return code == SQLITE_ROW;
}

// Columns are mostly read in the order in which they are named: so the search begins there.
static int column_of(struct statement *statement, const char *name)
{
    int count = sqlite3_data_count(statement->handle);
    for (int i = 0; i < count; i++) {
        int column = (statement->column + i) % count;
        if (strcmp(sqlite3_column_name(statement->handle, column), name) == 0) {
            statement->column = column + 1;
            return column;
        }
    }
    note(statement, SQLITE_RANGE);
    return -1;
}

int64_t statement_int(struct statement *statement, const char *column)
{
    int index = column_of(statement, column);
    return index >= 0 ? sqlite3_column_int64(statement->handle, index) : 0;
}

double statement_real(struct statement *statement, const char *column)
{
    int index = column_of(statement, column);
    return index >= 0 ? sqlite3_column_double(statement->handle, index) : 0;
}

const char *statement_text(struct statement *statement, const char *column)
{
    int index = column_of(statement, column);
    if (index < 0 || sqlite3_column_type(statement->handle, index) == SQLITE_NULL) {
        return "";
    }
    const char *text = (const char *)sqlite3_column_text(statement->handle, index);
    if (text == NULL) {
        note(statement, SQLITE_NOMEM);
        return "";
    }
    return text;
}

bool statement_null(struct statement *statement, const char *column)
{
    int index = column_of(statement, column);
    return index < 0 || sqlite3_column_type(statement->handle, index) == SQLITE_NULL;
}

enum status statement_end(struct statement *statement, const char *what)
{
    int code = statement->code;
    enum status status = STATUS_OK;
    if (code != SQLITE_OK) {
        status = database_fail(statement->store, code, what);
    }
    if (statement->cached != NULL) {
        sqlite3_reset(statement->handle);
        sqlite3_clear_bindings(statement->handle);
        statement->cached->busy = false;
    } else {
        sqlite3_finalize(statement->handle);
    }
    statement->handle = NULL;
    return status;
}

enum status statement_run(struct statement *statement, const char *what)
{
    while (statement_next(statement)) {
    }
    return statement_end(statement, what);
}

enum status statement_single(struct statement *statement, const char *what, int64_t *ret_number)
{
    bool found = statement_next(statement);
    int64_t number = found ? sqlite3_column_int64(statement->handle, 0) : 0;
    enum status status = statement_end(statement, what);
    if (status != STATUS_OK) {
        return status;
    }
    if (!found) {
        return status_fail(STATUS_NOT_FOUND, "cannot %s: it isn't there", what);
    }
    *ret_number = number;
    return STATUS_OK;
}

// ---- whole statements and transactions

enum status database_run(struct store *store, const char *sql, const char *what)
{
    int code = sqlite3_exec(store->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? STATUS_OK : database_fail(store, code, what);
}

enum status database_int(struct store *store, const char *sql, int64_t *ret_number)
{
    struct statement statement;
    statement_begin(store, &statement, sql);
    return statement_single(&statement, "read the database", ret_number);
}

enum status database_begin(struct store *store)
{
    struct statement statement;
    statement_begin(store, &statement, "BEGIN IMMEDIATE");
    return statement_run(&statement, "write to the database");
}

enum status database_end(struct store *store, enum status status)
{
    if (status == STATUS_OK) {
        struct statement statement;
        statement_begin(store, &statement, "COMMIT");
        status = statement_run(&statement, "save to the database");
    }
    if (status != STATUS_OK && !sqlite3_get_autocommit(store->handle)) {
        char message[512];
        snprintf(message, sizeof message, "%s", status_message());
        database_run(store, "ROLLBACK", "undo");
        return status_fail(status, "%s", message);
    }
    return status;
}

// ---- identities

static enum status random_bytes(void *bytes, size_t size)
{
    if (getrandom(bytes, size, 0) != (ssize_t)size) {
        return status_fail_errno("cannot get random numbers");
    }
    return STATUS_OK;
}

static enum status random_uid(int64_t *ret_uid)
{
    uint64_t uid = 0;
    while (uid == 0) {
        enum status status = random_bytes(&uid, sizeof uid);
        if (status != STATUS_OK) {
            return status;
        }
        uid &= INT64_MAX;
    }
    *ret_uid = (int64_t)uid;
    return STATUS_OK;
}

enum status store_uuid(char uuid[STORE_UUID_SIZE])
{
    unsigned char bytes[16];
    enum status status = random_bytes(bytes, sizeof bytes);
    if (status != STATUS_OK) {
        return status;
    }
    bytes[6] = (unsigned char)((bytes[6] & 0x0F) | 0x40);
    bytes[8] = (unsigned char)((bytes[8] & 0x3F) | 0x80);
    char *at = uuid;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bool dash = i == 4 || i == 6 || i == 8 || i == 10;
        at += sprintf(at, dash ? "-%02x" : "%02x", bytes[i]);
    }
    return STATUS_OK;
}

// A file that was copied is another recorder: it is known by its machine, device and inode.
static void describe_place(const struct store *store, char *place, size_t size)
{
    char *machine = NULL;
    size_t length = 0;
    struct stat file = {0};
    if (store->in_memory || stat(store->path, &file) != 0) {
        snprintf(place, size, "memory %ld", (long)getpid());
        return;
    }
    if (file_read("/etc/machine-id", 256, &machine, &length) != STATUS_OK) {
        machine = NULL;
    }
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++) { // the id itself is nobody's business
        hash = (hash ^ (unsigned char)machine[i]) * 0x100000001B3u;
    }
    free(machine);
    snprintf(place, size, "%016llx %llx %llx", (unsigned long long)hash,
             (unsigned long long)file.st_dev, (unsigned long long)file.st_ino);
}

static enum status find_recorder(struct store *store, int64_t *ret_recorder)
{
    char place[80];
    describe_place(store, place, sizeof place);
    struct statement find;
    statement_begin(store, &find,
                    "SELECT id FROM recorders WHERE place = :place ORDER BY id DESC LIMIT 1");
    statement_bind_text(&find, ":place", place);
    enum status status = statement_single(&find, "find the recorder", ret_recorder);
    if (status != STATUS_NOT_FOUND) {
        return status;
    }
    char uuid[STORE_UUID_SIZE];
    status = store_uuid(uuid);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement add;
    statement_begin(store, &add, "INSERT INTO recorders(uuid, place) VALUES(:uuid, :place)");
    statement_bind_text(&add, ":uuid", uuid);
    statement_bind_text(&add, ":place", place);
    status = statement_run(&add, "add a recorder");
    if (status == STATUS_OK) {
        *ret_recorder = sqlite3_last_insert_rowid(store->handle);
    }
    return status;
}

enum status database_event(struct store *store, struct database_event *ret_event)
{
    struct database_event event = {0};
    enum status status = random_uid(&event.uid);
    if (status == STATUS_OK) {
        status = find_recorder(store, &event.recorder);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct statement count;
    statement_begin(store, &count,
                    "UPDATE recorders SET sequence = sequence + 1 WHERE id = :id"
                    " RETURNING sequence");
    statement_bind_int(&count, ":id", event.recorder);
    status = statement_single(&count, "count an event", &event.sequence);
    *ret_event = event;
    return status;
}

void statement_bind_event(struct statement *statement, const struct database_event *event)
{
    statement_bind_int(statement, ":uid", event->uid);
    statement_bind_int(statement, ":recorder", event->recorder);
    statement_bind_int(statement, ":sequence", event->sequence);
}
