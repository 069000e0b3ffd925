#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/store/database.h"

static const char default_name[] = "default";

enum { SHORTEST_PREFIX = 6 };

static enum status remember(struct store *store, int64_t id)
{
    struct statement find;
    statement_begin(store, &find, "SELECT uuid, name FROM learners WHERE id = :id");
    statement_bind_int(&find, ":id", id);
    char *name = NULL;
    if (statement_next(&find)) {
        snprintf(store->learner_uuid, sizeof store->learner_uuid, "%s",
                 statement_text(&find, "uuid"));
        name = strdup(statement_text(&find, "name"));
    }
    enum status status = statement_end(&find, "read the learner");
    if (status == STATUS_OK && name == NULL) {
        status = status_fail(STATUS_MEMORY, "no memory for the learner");
    }
    if (status != STATUS_OK) {
        free(name);
        return status;
    }
    free(store->learner_name);
    store->learner_name = name;
    store->learner_id = id;
    return STATUS_OK;
}

static enum status create(struct store *store, const char *name, int64_t *ret_learner)
{
    char uuid[STORE_UUID_SIZE];
    enum status status = store_uuid(uuid);
    if (status != STATUS_OK) {
        return status;
    }
    struct store_time now = store_now();
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO learners(uuid, name, created_ms, zone_minutes, home)"
                    " VALUES(:uuid, :name, :created_ms, :zone_minutes, 1)");
    statement_bind_text(&add, ":uuid", uuid);
    statement_bind_text(&add, ":name", name);
    statement_bind_int(&add, ":created_ms", now.utc_ms);
    statement_bind_int(&add, ":zone_minutes", now.zone_minutes);
    status = statement_run(&add, "add a learner");
    if (status == STATUS_OK) {
        *ret_learner = sqlite3_last_insert_rowid(store->handle);
    }
    return status;
}

// Those a name or a beginning of a UUID means; home ones first.
static enum status find(struct store *store, const char *name, int64_t *ret_learner, int *ret_count)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT id, uuid, home FROM learners WHERE name = :name OR"
                    " (length(:name) >= :shortest AND substr(uuid, 1, length(:name)) = :name)"
                    " ORDER BY home DESC, uuid");
    statement_bind_text(&rows, ":name", name);
    statement_bind_int(&rows, ":shortest", SHORTEST_PREFIX);
    struct text uuids = {0};
    int count = 0, home = 0;
    int64_t first = 0;
    while (statement_next(&rows)) {
        first = count == 0 ? statement_int(&rows, "id") : first;
        text_addf(&uuids, "%s%.13s", count > 0 ? ", " : "", statement_text(&rows, "uuid"));
        home += statement_int(&rows, "home") != 0;
        count++;
    }
    enum status status = statement_end(&rows, "look for the learner");
    if (status == STATUS_OK && count > 1 && home != 1) {
        status = status_fail(STATUS_MISMATCH,
                             "%d learners are called `%s`; say which with --learner and the "
                             "beginning of one of these: %s",
                             count, name, text_string(&uuids));
    }
    text_finish(&uuids);
    if (status == STATUS_OK) {
        *ret_learner = first;
        *ret_count = count;
    }
    return status;
}

// This file's own: the first that was made here.
static enum status find_own(struct store *store, int64_t *ret_learner, int *ret_count)
{
    struct statement own;
    statement_begin(store, &own, "SELECT id FROM learners WHERE home = 1 ORDER BY id LIMIT 1");
    enum status status = statement_single(&own, "look for the learner", ret_learner);
    *ret_count = status == STATUS_OK;
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status look_up(struct store *store, const char *name, int64_t *ret_learner,
                           int *ret_count)
{
    return name == NULL ? find_own(store, ret_learner, ret_count)
                        : find(store, name, ret_learner, ret_count);
}

enum status learner_find(struct store *store, const char *name, int64_t *ret_learner)
{
    int64_t learner = 0;
    int count = 0;
    enum status status = look_up(store, name, &learner, &count);
    if (status == STATUS_OK && count == 0) { // look again where nobody else can add it
        status = database_begin(store);
        if (status != STATUS_OK) {
            return status;
        }
        status = look_up(store, name, &learner, &count);
        if (status == STATUS_OK && count == 0) {
            status = create(store, name != NULL ? name : default_name, &learner);
        }
        status = database_end(store, status);
    }
    if (status == STATUS_OK) {
        status = remember(store, learner);
    }
    if (status == STATUS_OK) {
        *ret_learner = learner;
    }
    return status;
}

enum status learner_each(struct store *store,
                         bool (*each)(void *context, const struct learner *learner), void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT id, uuid, name, created_ms, home FROM learners ORDER BY name, uuid");
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct learner learner = {.id = statement_int(&rows, "id")};
        snprintf(learner.uuid, sizeof learner.uuid, "%s", statement_text(&rows, "uuid"));
        learner.name = statement_text(&rows, "name");
        learner.created_ms = statement_int(&rows, "created_ms");
        learner.home = statement_int(&rows, "home") != 0;
        go_on = each(context, &learner);
    }
    return statement_end(&rows, "list the learners");
}

enum status learner_rename(struct store *store, int64_t learner, const char *name)
{
    struct statement rename;
    statement_begin(store, &rename, "UPDATE learners SET name = :name WHERE id = :id");
    statement_bind_text(&rename, ":name", name);
    statement_bind_int(&rename, ":id", learner);
    enum status status = statement_run(&rename, "rename the learner");
    return status == STATUS_OK ? remember(store, learner) : status;
}
