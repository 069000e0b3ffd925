// Merging: the other file is attached and its rows come over by SQL. Rows are matched by what
// identifies them everywhere: UUIDs, keys, hashes and the uid of an event. Counts follow by their
// trigger, schedules by replay.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/store/care.h"
#include "core/store/database.h"
#include "core/store/schema.h"

static const char merge_people[] =
    "INSERT INTO recorders(uuid, place, sequence) SELECT uuid, place, sequence"
    "  FROM other.recorders WHERE true ON CONFLICT(uuid) DO UPDATE"
    "  SET sequence = max(sequence, excluded.sequence);"
    "INSERT INTO learners(uuid, name, created_ms, zone_minutes, home)"
    "  SELECT uuid, name, created_ms, zone_minutes, 0 FROM other.learners o"
    "  WHERE uuid NOT IN (SELECT uuid FROM main.aliases) ORDER BY uuid"
    "  ON CONFLICT(uuid) DO NOTHING;"
    "CREATE TEMP TABLE people AS SELECT o.id AS theirs,"
    "  coalesce((SELECT learner FROM main.aliases a WHERE a.uuid = o.uuid),"
    "           (SELECT id FROM main.learners m WHERE m.uuid = o.uuid)) AS ours"
    "  FROM other.learners o;"
    "INSERT INTO main.aliases(uuid, learner) SELECT a.uuid, p.ours FROM other.aliases a"
    "  JOIN temp.people p ON p.theirs = a.learner"
    "  WHERE a.uuid NOT IN (SELECT uuid FROM main.learners) ON CONFLICT DO NOTHING;";

static const char merge_items[] =
    "INSERT INTO main.cards(key) SELECT key FROM other.cards WHERE true ON CONFLICT DO NOTHING;"
    "INSERT INTO main.items(key, card, kind, topics) SELECT o.key, m.id, o.kind, o.topics"
    "  FROM other.items o JOIN other.cards c ON c.id = o.card JOIN main.cards m ON m.key = c.key"
    "  WHERE true ON CONFLICT DO NOTHING;"
    "INSERT INTO main.revisions(item, hash, stem) SELECT m.id, r.hash, r.stem"
    "  FROM other.revisions r JOIN other.items o ON o.id = r.item"
    "  JOIN main.items m ON m.key = o.key WHERE true ON CONFLICT DO NOTHING;"
    "CREATE TEMP TABLE versions AS SELECT r.id AS theirs, n.id AS ours, n.item AS item"
    "  FROM other.revisions r JOIN other.items o ON o.id = r.item"
    "  JOIN main.items m ON m.key = o.key JOIN main.revisions n ON n.item = m.id"
    "  AND n.hash = r.hash;"
    "CREATE UNIQUE INDEX temp.versions_theirs ON versions(theirs);"
    "INSERT INTO main.options(revision, key, text, misconception, right)"
    "  SELECT v.ours, o.key, o.text, o.misconception, o.right FROM other.options o"
    "  JOIN temp.versions v ON v.theirs = o.revision WHERE true ON CONFLICT DO NOTHING;";

static const char merge_sessions[] =
    "INSERT INTO main.sessions(uuid, learner, kind, title, lesson, limit_ms, used_ms, started_ms,"
    "  zone_minutes, finished_ms) SELECT o.uuid, p.ours, o.kind, o.title, o.lesson, o.limit_ms,"
    "  o.used_ms, o.started_ms, o.zone_minutes, o.finished_ms FROM other.sessions o"
    "  JOIN temp.people p ON p.theirs = o.learner WHERE true"
    "  ON CONFLICT(uuid) DO UPDATE SET used_ms = max(used_ms, excluded.used_ms),"
    "  finished_ms = coalesce(finished_ms, excluded.finished_ms);"
    "CREATE TEMP TABLE sittings AS SELECT o.id AS theirs, m.id AS ours FROM other.sessions o"
    "  JOIN main.sessions m ON m.uuid = o.uuid;"
    "CREATE UNIQUE INDEX temp.sittings_theirs ON sittings(theirs);"
    "INSERT INTO main.session_questions(session, position, item, seed, skipped, hint)"
    "  SELECT s.ours, q.position, q.item, q.seed, q.skipped, q.hint FROM other.session_questions q"
    "  JOIN temp.sittings s ON s.theirs = q.session WHERE true"
    "  ON CONFLICT DO UPDATE SET skipped = max(skipped, excluded.skipped),"
    "  hint = max(hint, excluded.hint);";

static const char merge_events[] =
    "CREATE TEMP TABLE touched AS SELECT DISTINCT p.ours AS learner, i.card AS card"
    "  FROM other.attempts a JOIN temp.people p ON p.theirs = a.learner"
    "  JOIN temp.versions v ON v.theirs = a.revision JOIN main.items i ON i.id = v.item"
    "  WHERE a.uid NOT IN (SELECT uid FROM main.attempts);"
    "INSERT INTO main.attempts(uid, learner, session, position, item, revision, chosen, cells,"
    "  right, confidence, hint, grade, misconception, ms, seed, at_ms, zone_minutes, recorder,"
    "  sequence) SELECT a.uid, p.ours, s.ours, a.position, v.item, v.ours, a.chosen, a.cells,"
    "  a.right, a.confidence, a.hint, a.grade, a.misconception, a.ms, a.seed, a.at_ms,"
    "  a.zone_minutes, n.id, a.sequence FROM other.attempts a"
    "  JOIN temp.people p ON p.theirs = a.learner JOIN temp.sittings s ON s.theirs = a.session"
    "  JOIN temp.versions v ON v.theirs = a.revision JOIN other.recorders r ON r.id = a.recorder"
    "  JOIN main.recorders n ON n.uuid = r.uuid"
    "  WHERE a.uid NOT IN (SELECT uid FROM main.attempts) ORDER BY a.id;"
    "INSERT INTO main.lesson_steps(uid, learner, lesson, step, outcome, tries, hints, at_ms,"
    "  zone_minutes, recorder, sequence) SELECT l.uid, p.ours, l.lesson, l.step, l.outcome,"
    "  l.tries, l.hints, l.at_ms, l.zone_minutes, n.id, l.sequence FROM other.lesson_steps l"
    "  JOIN temp.people p ON p.theirs = l.learner JOIN other.recorders r ON r.id = l.recorder"
    "  JOIN main.recorders n ON n.uuid = r.uuid"
    "  WHERE l.uid NOT IN (SELECT uid FROM main.lesson_steps) ORDER BY l.id;"
    "INSERT INTO main.predictions(uid, learner, lesson, step, rank, expected, shown, right, at_ms,"
    "  zone_minutes, recorder, sequence) SELECT l.uid, p.ours, l.lesson, l.step, l.rank,"
    "  l.expected, l.shown, l.right, l.at_ms, l.zone_minutes, n.id, l.sequence"
    "  FROM other.predictions l JOIN temp.people p ON p.theirs = l.learner"
    "  JOIN other.recorders r ON r.id = l.recorder JOIN main.recorders n ON n.uuid = r.uuid"
    "  WHERE l.uid NOT IN (SELECT uid FROM main.predictions) ORDER BY l.id;"
    "INSERT INTO main.lesson_places(learner, lesson, step, tries, hints, solved, at_ms,"
    "  zone_minutes) SELECT p.ours, l.lesson, l.step, l.tries, l.hints, l.solved, l.at_ms,"
    "  l.zone_minutes FROM other.lesson_places l JOIN temp.people p ON p.theirs = l.learner"
    "  WHERE true ON CONFLICT DO UPDATE SET step = excluded.step, tries = excluded.tries,"
    "  hints = excluded.hints, solved = excluded.solved, at_ms = excluded.at_ms,"
    "  zone_minutes = excluded.zone_minutes WHERE (excluded.at_ms, excluded.step) > (at_ms, step);";

static const char merge_cleanup[] = "DROP TABLE IF EXISTS temp.people;"
                                    "DROP TABLE IF EXISTS temp.versions;"
                                    "DROP TABLE IF EXISTS temp.sittings;"
                                    "DROP TABLE IF EXISTS temp.touched;";

// The person at the other laptop is the person at this one.
static enum status join_own(struct store *store)
{
    struct statement find;
    statement_begin(
        store, &find,
        "SELECT EXISTS(SELECT 1 FROM main.learners m WHERE m.uuid = o.uuid"
        " AND m.id <> (SELECT id FROM main.learners WHERE home = 1 ORDER BY id LIMIT 1))"
        " FROM other.learners o WHERE o.home = 1 ORDER BY o.id LIMIT 1");
    int64_t stranger = 0;
    enum status status = statement_single(&find, "find the other learner", &stranger);
    if (status == STATUS_NOT_FOUND) {
        return STATUS_OK; // nobody has learned there
    }
    if (status == STATUS_OK && stranger != 0) {
        return status_fail(STATUS_MISMATCH, "that learner was merged before as somebody else");
    }
    if (status == STATUS_OK) {
        status = database_run(store,
                              "INSERT INTO main.aliases(uuid, learner) SELECT o.uuid, m.id"
                              " FROM (SELECT uuid FROM other.learners WHERE home = 1 ORDER BY id"
                              " LIMIT 1) o, (SELECT id, uuid FROM main.learners WHERE home = 1"
                              " ORDER BY id LIMIT 1) m WHERE o.uuid <> m.uuid"
                              " ON CONFLICT DO NOTHING",
                              "join the learners");
    }
    return status;
}

static enum status count(struct store *store, struct care_merge *counts)
{
    const struct {
        const char *sql;
        int64_t *number;
    } numbers[] = {
        {"SELECT count(*) FROM main.learners", &counts->learners},
        {"SELECT count(*) FROM main.attempts", &counts->answers},
        {"SELECT count(*) FROM main.lesson_steps", &counts->steps},
        {"SELECT count(*) FROM main.predictions", &counts->predictions},
        {"SELECT count(*) FROM other.attempts", &counts->known},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && status == STATUS_OK; i++) {
        status = database_int(store, numbers[i].sql, numbers[i].number);
    }
    return status;
}

static enum status replay_touched(struct store *store)
{
    if (store->scheduler == NULL) { // whoever opens the file with one rebuilds
        return database_run(store, "DELETE FROM settings WHERE name = 'scheduler'", "merge");
    }
    struct statement rows;
    statement_begin(store, &rows, "SELECT learner, card FROM temp.touched");
    enum status status = STATUS_OK;
    while (status == STATUS_OK && statement_next(&rows)) {
        struct schedule ignored;
        status = schedule_replay(store, statement_int(&rows, "learner"),
                                 statement_int(&rows, "card"), &ignored);
    }
    enum status ended = statement_end(&rows, "merge the schedules");
    return status != STATUS_OK ? status : ended;
}

static enum status merge_inside(struct store *store, bool own_learner, struct care_merge *ret_merge)
{
    struct care_merge before = {0}, after = {0};
    enum status status = count(store, &before);
    if (status == STATUS_OK && own_learner) {
        status = join_own(store);
    }
    const char *const parts[] = {merge_people, merge_items, merge_sessions, merge_events};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && status == STATUS_OK; i++) {
        status = database_run(store, parts[i], "merge");
    }
    if (status == STATUS_OK) {
        status = replay_touched(store);
    }
    if (status == STATUS_OK) {
        status = database_run(store, merge_cleanup, "merge");
    }
    if (status == STATUS_OK) {
        status = count(store, &after);
    }
    *ret_merge = (struct care_merge){
        .learners = after.learners - before.learners,
        .answers = after.answers - before.answers,
        .steps = after.steps - before.steps,
        .predictions = after.predictions - before.predictions,
        .known = after.known - (after.answers - before.answers),
    };
    return status;
}

static enum status attach(struct store *store, const char *path)
{
    struct statement attach;
    statement_begin(store, &attach, "ATTACH :path AS other");
    statement_bind_text(&attach, ":path", path);
    return statement_run(&attach, "open the other database");
}

static enum status merge_attached(struct store *store, const char *path, bool own_learner,
                                  struct care_merge *ret_merge)
{
    enum status status = attach(store, path);
    if (status != STATUS_OK) {
        return status;
    }
    struct care_merge merge = {0};
    status = database_begin(store);
    if (status == STATUS_OK) {
        status = database_end(store, merge_inside(store, own_learner, &merge));
    }
    char message[512];
    snprintf(message, sizeof message, "%s", status_message());
    database_run(store, "DETACH other", "merge"); // statements that name it are no longer valid
    if (status != STATUS_OK) {
        return status_fail(status, "%s", message);
    }
    *ret_merge = merge;
    return STATUS_OK;
}

// An older file is brought up to date in a copy of ours.
static enum status copy_and_migrate(sqlite3 *from, char *copy)
{
    int fd = mkstemp(copy);
    if (fd < 0) {
        return status_fail_errno("cannot create %s", copy);
    }
    close(fd);
    struct store temporary = {.path = copy, .writable = true};
    enum status status = database_open(copy, SQLITE_OPEN_READWRITE, &temporary.handle);
    if (status != STATUS_OK) {
        return status;
    }
    sqlite3_backup *backup = sqlite3_backup_init(temporary.handle, "main", from, "main");
    int code = backup != NULL ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
    int finished = sqlite3_backup_finish(backup);
    code = code == SQLITE_DONE ? finished : code;
    status = code == SQLITE_OK ? schema_migrate(&temporary, 0)
                               : database_fail(&temporary, code, "copy the other database");
    database_close(&temporary);
    return status;
}

enum status care_merge(struct store *store, const char *path, bool own_learner,
                       struct care_merge *ret_merge)
{
    if (access(path, R_OK) != 0) { // ATTACH would create it
        return status_fail_errno("cannot open %s", path);
    }
    struct store other = {.path = (char *)path};
    enum status status = database_open(path, SQLITE_OPEN_READONLY, &other.handle);
    if (status != STATUS_OK) {
        return status;
    }
    int version = 0;
    char copy[] = "/tmp/ranksh-merge-XXXXXX";
    bool older = false;
    status = schema_read(&other, &version);
    if (status == STATUS_OK && version == 0) {
        status = status_fail(STATUS_INVALID, "%s is no ranksh database", path);
    } else if (status == STATUS_OK && version > schema_version()) {
        status = schema_migrate(&other, 0); // says so
    } else if (status == STATUS_OK && version < schema_version()) {
        older = true;
        status = copy_and_migrate(other.handle, copy);
    }
    database_close(&other);
    if (status == STATUS_OK) {
        status = merge_attached(store, older ? copy : path, own_learner, ret_merge);
    }
    if (older) {
        unlink(copy);
    }
    return status;
}
