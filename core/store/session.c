#include <stdlib.h>
#include <string.h>

#include "core/store/database.h"
#include "core/store/session.h"

static enum status add_question(struct store *store, int64_t session, int64_t position,
                                const char *item, uint64_t seed)
{
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO session_questions(session, position, item, seed)"
                    " VALUES(:session, :position, :item, :seed)");
    statement_bind_int(&add, ":session", session);
    statement_bind_int(&add, ":position", position);
    statement_bind_text(&add, ":item", item);
    statement_bind_int(&add, ":seed", (int64_t)seed);
    return statement_run(&add, "save the quiz");
}

static enum status add_session(struct store *store, const struct session *session)
{
    char uuid[STORE_UUID_SIZE];
    enum status status = store_uuid(uuid);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO sessions(uuid, learner, kind, title, lesson, limit_ms, used_ms,"
                    " started_ms, zone_minutes) VALUES(:uuid, :learner, :kind, :title, :lesson,"
                    " :limit_ms, :used_ms, :started_ms, :zone_minutes)");
    statement_bind_text(&add, ":uuid", uuid);
    statement_bind_int(&add, ":learner", session->learner);
    statement_bind_int(&add, ":kind", (int64_t)session->kind);
    statement_bind_text(&add, ":title", session->title);
    statement_bind_text(&add, ":lesson", session->lesson);
    statement_bind_int(&add, ":limit_ms", session->limit_ms);
    statement_bind_int(&add, ":used_ms", session->used_ms);
    statement_bind_int(&add, ":started_ms", session->started.utc_ms);
    statement_bind_int(&add, ":zone_minutes", session->started.zone_minutes);
    return statement_run(&add, "save the quiz");
}

enum status session_create(struct store *store, const struct session *session,
                           const struct session_question *questions, size_t count,
                           int64_t *ret_session)
{
    enum status status = database_begin(store);
    if (status != STATUS_OK) {
        return status;
    }
    status = add_session(store, session);
    int64_t id = sqlite3_last_insert_rowid(store->handle);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = add_question(store, id, (int64_t)i, questions[i].item, questions[i].seed);
    }
    status = database_end(store, status);
    if (status == STATUS_OK) {
        *ret_session = id;
    }
    return status;
}

static bool read_session(struct statement *row, struct session *session)
{
    *session = (struct session){
        .id = statement_int(row, "id"),
        .learner = statement_int(row, "learner"),
        .kind = (enum session_kind)statement_int(row, "kind"),
        .title = strdup(statement_text(row, "title")),
        .lesson = strdup(statement_text(row, "lesson")),
        .limit_ms = statement_int(row, "limit_ms"),
        .used_ms = statement_int(row, "used_ms"),
        .started = {.utc_ms = statement_int(row, "started_ms"),
                    .zone_minutes = (int)statement_int(row, "zone_minutes")},
    };
    return session->title != NULL && session->lesson != NULL;
}

void session_finish(struct session *session)
{
    free((char *)session->title);
    free((char *)session->lesson);
    *session = (struct session){0};
}

enum status session_find_open(struct store *store, int64_t learner, unsigned kinds,
                              const char *lesson, struct session *ret_session)
{
    struct statement find;
    statement_begin(store, &find,
                    "SELECT id, learner, kind, title, lesson, limit_ms, used_ms, started_ms,"
                    " zone_minutes FROM sessions WHERE learner = :learner AND finished_ms IS NULL"
                    " AND (1 << kind) & :kinds AND (:lesson IS NULL OR lesson = :lesson)"
                    " ORDER BY id DESC LIMIT 1");
    statement_bind_int(&find, ":learner", learner);
    statement_bind_int(&find, ":kinds", (int64_t)kinds);
    statement_bind_text(&find, ":lesson", lesson);
    struct session session = {0};
    bool found = statement_next(&find), fine = !found || read_session(&find, &session);
    enum status status = statement_end(&find, "look for an unfinished quiz");
    if (status == STATUS_OK && !fine) {
        status = status_fail(STATUS_MEMORY, "no memory for the quiz");
    }
    if (status == STATUS_OK && !found) {
        status = status_fail(STATUS_NOT_FOUND, "there is no unfinished quiz");
    }
    if (status != STATUS_OK) {
        session_finish(&session);
        return status;
    }
    *ret_session = session;
    return STATUS_OK;
}

enum status session_each_question(struct store *store, int64_t session,
                                  bool (*each)(void *context,
                                               const struct session_question *question),
                                  void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT position, item, seed, skipped, hint, EXISTS(SELECT 1 FROM attempts a"
                    " WHERE a.session = q.session AND a.position = q.position) AS answered"
                    " FROM session_questions q WHERE session = :session ORDER BY position");
    statement_bind_int(&rows, ":session", session);
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct session_question question = {
            .position = (int)statement_int(&rows, "position"),
            .item = statement_text(&rows, "item"),
            .seed = (uint64_t)statement_int(&rows, "seed"),
            .progress = statement_int(&rows, "skipped") != 0 ? SESSION_SKIPPED : SESSION_OPEN,
            .hint = statement_int(&rows, "hint") != 0,
        };
        if (statement_int(&rows, "answered") != 0) {
            question.progress = SESSION_ANSWERED;
        }
        go_on = each(context, &question);
    }
    return statement_end(&rows, "read the quiz");
}

enum status session_add_question(struct store *store, int64_t session, const char *item,
                                 uint64_t seed)
{
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO session_questions(session, position, item, seed)"
                    " SELECT :session, coalesce(max(position) + 1, 0), :item, :seed"
                    " FROM session_questions WHERE session = :session");
    statement_bind_int(&add, ":session", session);
    statement_bind_text(&add, ":item", item);
    statement_bind_int(&add, ":seed", (int64_t)seed);
    return statement_run(&add, "add to the quiz");
}

static enum status mark_question(struct store *store, const char *sql, int64_t session,
                                 int position)
{
    struct statement mark;
    statement_begin(store, &mark, sql);
    statement_bind_int(&mark, ":session", session);
    statement_bind_int(&mark, ":position", position);
    return statement_run(&mark, "save the quiz");
}

enum status session_note_hint(struct store *store, int64_t session, int position)
{
    return mark_question(store,
                         "UPDATE session_questions SET hint = 1"
                         " WHERE session = :session AND position = :position",
                         session, position);
}

enum status session_skip(struct store *store, int64_t session, int position)
{
    return mark_question(store,
                         "UPDATE session_questions SET skipped = 1"
                         " WHERE session = :session AND position = :position",
                         session, position);
}

enum status session_note_used(struct store *store, int64_t session, int64_t used_ms)
{
    struct statement note;
    statement_begin(store, &note,
                    "UPDATE sessions SET used_ms = max(used_ms, :used_ms) WHERE id = :session");
    statement_bind_int(&note, ":used_ms", used_ms);
    statement_bind_int(&note, ":session", session);
    return statement_run(&note, "save the quiz");
}

enum status session_close(struct store *store, int64_t session, struct store_time at)
{
    struct statement close;
    statement_begin(store, &close,
                    "UPDATE sessions SET finished_ms = :at_ms"
                    " WHERE id = :session AND finished_ms IS NULL");
    statement_bind_int(&close, ":at_ms", at.utc_ms);
    statement_bind_int(&close, ":session", session);
    return statement_run(&close, "finish the quiz");
}
