// Opening, closing, carrying on in memory; time.
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/store/schema.h"

static const int64_t minute_ms = 60000, day_ms = 86400000;
static const int64_t day_begins_ms = 4 * 3600000; // four in the morning

// ---- time

struct store_time store_now(void)
{
    int64_t utc_ms = clock_calendar_ns() / 1000000;
    time_t seconds = (time_t)(utc_ms / 1000);
    struct tm local = {0};
    localtime_r(&seconds, &local);
    return (struct store_time){
        .utc_ms = utc_ms > 0 ? utc_ms : 0,
        .zone_minutes = (int)(local.tm_gmtoff / 60),
        .tick_ms = clock_monotonic_ns() / 1000000,
    };
}

int64_t store_day(int64_t utc_ms, int zone_minutes)
{
    int64_t local = utc_ms + zone_minutes * minute_ms - day_begins_ms;
    return local >= 0 ? local / day_ms : -((-local + day_ms - 1) / day_ms);
}

int64_t store_day_start(int64_t day, int zone_minutes)
{
    return day * day_ms + day_begins_ms - zone_minutes * minute_ms;
}

// ---- opening

static enum status store_create(const char *path, struct store **ret_store)
{
    struct store *store = calloc(1, sizeof *store);
    char *copy = strdup(path);
    if (store == NULL || copy == NULL) {
        free(store);
        free(copy);
        return status_fail(STATUS_MEMORY, "no memory to open %s", path);
    }
    store->path = copy;
    *ret_store = store;
    return STATUS_OK;
}

void store_close(struct store *store)
{
    if (store != NULL) {
        database_close(store);
        free(store->path);
        free(store->learner_name);
        free(store);
    }
}

static enum status make_folder(const char *path)
{
    char *copy = strdup(path);
    if (copy == NULL) {
        return status_fail(STATUS_MEMORY, "no memory to open %s", path);
    }
    enum status status = file_make_folder(dirname(copy), 0700);
    free(copy);
    return status;
}

// SQLite opens a file that may not be written for reading; then there is nothing to set up.
static enum status set_up(struct store *store)
{
    store->writable = sqlite3_db_readonly(store->handle, "main") == 0;
    int version = 0;
    enum status status = schema_read(store, &version);
    if (status != STATUS_OK) {
        return status;
    }
    if (store->writable) {
        status = database_run(store, "PRAGMA journal_mode = WAL", "open the database");
        return status == STATUS_OK ? schema_migrate(store, 0) : status;
    }
    if (version > schema_version()) {
        return schema_migrate(store, 0); // says so
    }
    if (version < schema_version()) {
        return status_fail(STATUS_UNSUPPORTED,
                           "%s has an older schema (version %d of %d) and may only be read, so it "
                           "can't be brought up to date",
                           store->path, version, schema_version());
    }
    return STATUS_OK;
}

static enum status open_with(const char *path, int flags, struct store **ret_store)
{
    struct store *store = NULL;
    enum status status = store_create(path, &store);
    if (status == STATUS_OK) {
        status = database_open(path, flags, &store->handle);
    }
    if (status == STATUS_OK) {
        status = set_up(store);
    }
    if (status != STATUS_OK) {
        store_close(store);
        return status;
    }
    *ret_store = store;
    return STATUS_OK;
}

enum status store_open(const char *path, struct store **ret_store)
{
    enum status status = make_folder(path);
    if (status != STATUS_OK) {
        return status;
    }
    mode_t mask = umask(0077); // SQLite creates with 0644
    status = open_with(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, ret_store);
    umask(mask);
    return status;
}

enum status store_open_reading(const char *path, struct store **ret_store)
{
    struct stat file;
    if (stat(path, &file) != 0) {
        return status_fail_errno("cannot open %s", path);
    }
    return open_with(path, SQLITE_OPEN_READONLY, ret_store);
}

enum status store_open_memory(struct store **ret_store)
{
    struct store *store = NULL;
    enum status status = store_create(":memory:", &store);
    if (status == STATUS_OK) {
        store->in_memory = store->writable = true;
        status =
            database_open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &store->handle);
    }
    if (status == STATUS_OK) {
        status = schema_migrate(store, 0);
    }
    if (status != STATUS_OK) {
        store_close(store);
        return status;
    }
    *ret_store = store;
    return STATUS_OK;
}

// ---- carrying on in memory

static bool copy_to(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == NULL) {
        return false;
    }
    int code = sqlite3_backup_step(backup, -1);
    return sqlite3_backup_finish(backup) == SQLITE_OK && code == SQLITE_DONE;
}

// In an empty copy the learner keeps the id that the rest of the program holds.
static enum status keep_learner(struct store *store)
{
    if (store->learner_id == 0) {
        return STATUS_OK;
    }
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO learners(id, uuid, name, created_ms, zone_minutes, home)"
                    " VALUES(:id, :uuid, :name, 0, 0, 1)");
    statement_bind_int(&add, ":id", store->learner_id);
    statement_bind_text(&add, ":uuid", store->learner_uuid);
    statement_bind_text(&add, ":name", store->learner_name);
    return statement_run(&add, "keep the learner");
}

enum status store_go_memory(struct store *store, bool *ret_copied)
{
    struct store memory = {.path = store->path, .in_memory = true, .writable = true};
    enum status status =
        database_open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &memory.handle);
    if (status != STATUS_OK) {
        return status;
    }
    bool copied = store->handle != NULL && copy_to(store->handle, memory.handle);
    if (copied) { // what can be copied page by page may still be nonsense
        int version = 0;
        copied = schema_read(&memory, &version) == STATUS_OK && version == schema_version();
    }
    if (!copied) {
        database_close(&memory);
        status =
            database_open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &memory.handle);
    }
    if (status != STATUS_OK) {
        return status;
    }
    char *name = strdup(":memory:");
    if (name == NULL) {
        database_close(&memory);
        return status_fail(STATUS_MEMORY, "no memory to carry on in memory");
    }
    database_close(store);
    free(store->path);
    store->path = name;
    store->handle = memory.handle;
    memcpy(store->cache, memory.cache, sizeof memory.cache);
    store->cached = memory.cached;
    store->in_memory = store->writable = true;
    if (!copied) {
        status = schema_migrate(store, 0);
        if (status == STATUS_OK) {
            status = keep_learner(store);
        }
    }
    *ret_copied = copied;
    return status;
}

const char *store_path(const struct store *store)
{
    return store->path;
}

bool store_in_memory(const struct store *store)
{
    return store->in_memory;
}

bool store_writable(const struct store *store)
{
    return store->writable;
}

enum status store_default_path(char **ret_path)
{
    return file_path(FILE_PLACE_DATA, "ranksh.db", ret_path);
}
