#include "core/store/schema.h"

// Never edit an entry that was released: append one.
static const char *const migrations[] = {
    // 1: learners, items with their history, sittings, answers
    "CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    // a recorder is one file on one machine; events count up within it
    "CREATE TABLE recorders(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE,"
    "  place TEXT NOT NULL, sequence INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE learners(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
    "  created_ms INTEGER NOT NULL, zone_minutes INTEGER NOT NULL,"
    "  home INTEGER NOT NULL CHECK(home IN (0, 1)));"
    // learners of merged files who are the same person as one of ours
    "CREATE TABLE aliases(uuid TEXT PRIMARY KEY,"
    "  learner INTEGER NOT NULL REFERENCES learners(id)) WITHOUT ROWID;"
    "CREATE TABLE cards(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);"
    "CREATE TABLE items(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
    "  card INTEGER NOT NULL REFERENCES cards(id), kind TEXT NOT NULL, topics TEXT NOT NULL);"
    "CREATE INDEX items_by_card ON items(card);"
    "CREATE TABLE revisions(id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items(id),"
    "  hash TEXT NOT NULL, stem TEXT NOT NULL, UNIQUE(item, hash));"
    "CREATE TABLE options(revision INTEGER NOT NULL REFERENCES revisions(id), key TEXT NOT NULL,"
    "  text TEXT NOT NULL, misconception TEXT, right INTEGER NOT NULL CHECK(right IN (0, 1)),"
    "  PRIMARY KEY(revision, key)) WITHOUT ROWID;"
    "CREATE TABLE sessions(id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE,"
    "  learner INTEGER NOT NULL REFERENCES learners(id), kind INTEGER NOT NULL,"
    "  title TEXT NOT NULL, lesson TEXT NOT NULL, limit_ms INTEGER NOT NULL,"
    "  used_ms INTEGER NOT NULL DEFAULT 0, started_ms INTEGER NOT NULL,"
    "  zone_minutes INTEGER NOT NULL, finished_ms INTEGER);"
    "CREATE INDEX sessions_open ON sessions(learner, id) WHERE finished_ms IS NULL;"
    "CREATE TABLE session_questions(session INTEGER NOT NULL REFERENCES sessions(id),"
    "  position INTEGER NOT NULL, item TEXT NOT NULL, seed INTEGER NOT NULL,"
    "  skipped INTEGER NOT NULL DEFAULT 0, hint INTEGER NOT NULL DEFAULT 0,"
    "  PRIMARY KEY(session, position)) WITHOUT ROWID;"
    // an answer is identified by its uid in whatever file it lies
    "CREATE TABLE attempts(id INTEGER PRIMARY KEY, uid INTEGER NOT NULL UNIQUE,"
    "  learner INTEGER NOT NULL REFERENCES learners(id),"
    "  session INTEGER NOT NULL REFERENCES sessions(id), position INTEGER NOT NULL,"
    "  item INTEGER NOT NULL REFERENCES items(id),"
    "  revision INTEGER NOT NULL REFERENCES revisions(id), chosen TEXT NOT NULL, cells TEXT,"
    "  right INTEGER NOT NULL CHECK(right IN (0, 1)), confidence INTEGER NOT NULL,"
    "  hint INTEGER NOT NULL CHECK(hint IN (0, 1)),"
    "  grade INTEGER NOT NULL CHECK(grade BETWEEN 0 AND 4), misconception TEXT,"
    "  ms INTEGER NOT NULL, seed INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    "  zone_minutes INTEGER NOT NULL, recorder INTEGER NOT NULL REFERENCES recorders(id),"
    "  sequence INTEGER NOT NULL);"
    "CREATE INDEX attempts_by_session ON attempts(session, position);"
    "CREATE INDEX attempts_by_item ON attempts(learner, item);"
    // what is scheduled by: the truth from which schedules are made
    "CREATE VIEW reviews AS SELECT a.id, a.learner, i.card, a.item, a.grade, a.at_ms,"
    "  a.zone_minutes, a.recorder, a.sequence, a.uid, a.right, a.confidence"
    // (the cross join keeps a card's few questions outside, whatever the planner thinks)
    "  FROM items i CROSS JOIN attempts a ON a.item = i.id WHERE a.grade > 0;"
    "CREATE TABLE schedules(learner INTEGER NOT NULL REFERENCES learners(id),"
    "  card INTEGER NOT NULL REFERENCES cards(id), stability REAL NOT NULL,"
    "  difficulty REAL NOT NULL, stage INTEGER NOT NULL, step INTEGER NOT NULL,"
    "  reviews INTEGER NOT NULL, lapses INTEGER NOT NULL, last_ms INTEGER NOT NULL,"
    "  due_ms INTEGER NOT NULL, last_item INTEGER NOT NULL REFERENCES items(id),"
    "  confident_error INTEGER NOT NULL, PRIMARY KEY(learner, card)) WITHOUT ROWID;"
    "CREATE INDEX schedules_by_due ON schedules(learner, due_ms);"
    "CREATE INDEX schedules_by_last ON schedules(learner, last_ms);",

    // 2: the way through the lessons
    "CREATE TABLE lesson_steps(id INTEGER PRIMARY KEY, uid INTEGER NOT NULL UNIQUE,"
    "  learner INTEGER NOT NULL REFERENCES learners(id), lesson TEXT NOT NULL,"
    "  step TEXT NOT NULL, outcome INTEGER NOT NULL, tries INTEGER NOT NULL,"
    "  hints INTEGER NOT NULL, at_ms INTEGER NOT NULL, zone_minutes INTEGER NOT NULL,"
    "  recorder INTEGER NOT NULL REFERENCES recorders(id), sequence INTEGER NOT NULL);"
    "CREATE INDEX lesson_steps_by_lesson ON lesson_steps(learner, lesson, step);"
    "CREATE TABLE lesson_places(learner INTEGER NOT NULL REFERENCES learners(id),"
    "  lesson TEXT NOT NULL, step TEXT NOT NULL, tries INTEGER NOT NULL, hints INTEGER NOT NULL,"
    "  solved INTEGER NOT NULL, at_ms INTEGER NOT NULL, zone_minutes INTEGER NOT NULL,"
    "  PRIMARY KEY(learner, lesson)) WITHOUT ROWID;"
    "CREATE TABLE predictions(id INTEGER PRIMARY KEY, uid INTEGER NOT NULL UNIQUE,"
    "  learner INTEGER NOT NULL REFERENCES learners(id), lesson TEXT NOT NULL,"
    "  step TEXT NOT NULL, rank INTEGER NOT NULL, expected TEXT NOT NULL, shown TEXT NOT NULL,"
    "  right INTEGER NOT NULL CHECK(right IN (0, 1)), at_ms INTEGER NOT NULL,"
    "  zone_minutes INTEGER NOT NULL, recorder INTEGER NOT NULL REFERENCES recorders(id),"
    "  sequence INTEGER NOT NULL);"
    "CREATE INDEX predictions_by_lesson ON predictions(learner, lesson);",

    // 3: counts for the progress page, kept by a trigger whatever inserts an answer
    "CREATE TABLE totals_items(learner INTEGER NOT NULL REFERENCES learners(id),"
    "  item INTEGER NOT NULL REFERENCES items(id), answers INTEGER NOT NULL,"
    "  right INTEGER NOT NULL, sure INTEGER NOT NULL, sure_right INTEGER NOT NULL,"
    "  unsure INTEGER NOT NULL, unsure_right INTEGER NOT NULL, hints INTEGER NOT NULL,"
    "  last_ms INTEGER NOT NULL, last_uid INTEGER NOT NULL, last_right INTEGER NOT NULL,"
    "  last_confidence INTEGER NOT NULL, PRIMARY KEY(learner, item)) WITHOUT ROWID;"
    "CREATE TABLE totals_days(learner INTEGER NOT NULL REFERENCES learners(id),"
    "  day INTEGER NOT NULL, answers INTEGER NOT NULL, right INTEGER NOT NULL,"
    "  PRIMARY KEY(learner, day)) WITHOUT ROWID;"
    "CREATE TABLE totals_misconceptions(learner INTEGER NOT NULL REFERENCES learners(id),"
    "  name TEXT NOT NULL, count INTEGER NOT NULL, last_ms INTEGER NOT NULL,"
    "  PRIMARY KEY(learner, name)) WITHOUT ROWID;"
    "INSERT INTO totals_items SELECT learner, item, count(*), sum(right), sum(confidence = 1),"
    "  sum(confidence = 1 AND right), sum(confidence = 2), sum(confidence = 2 AND right),"
    "  sum(hint), 0, 0, 0, 0 FROM attempts GROUP BY learner, item;"
    "UPDATE totals_items SET (last_ms, last_uid, last_right, last_confidence) ="
    "  (SELECT at_ms, uid, right, confidence FROM attempts a WHERE a.learner ="
    "   totals_items.learner AND a.item = totals_items.item"
    "   ORDER BY at_ms DESC, uid DESC LIMIT 1);"
    "INSERT INTO totals_days SELECT learner,"
    "  (at_ms + zone_minutes * 60000 - 14400000) / 86400000 AS day, count(*), sum(right)"
    "  FROM attempts GROUP BY learner, day;"
    "INSERT INTO totals_misconceptions SELECT learner, misconception, count(*), max(at_ms)"
    "  FROM attempts WHERE misconception IS NOT NULL GROUP BY learner, misconception;"
    "CREATE TRIGGER attempts_counted AFTER INSERT ON attempts BEGIN"
    "  INSERT INTO totals_items VALUES(new.learner, new.item, 1, new.right,"
    "    new.confidence = 1, new.confidence = 1 AND new.right, new.confidence = 2,"
    "    new.confidence = 2 AND new.right, new.hint, new.at_ms, new.uid, new.right,"
    "    new.confidence)"
    "  ON CONFLICT(learner, item) DO UPDATE SET answers = answers + 1,"
    "    right = right + excluded.right, sure = sure + excluded.sure,"
    "    sure_right = sure_right + excluded.sure_right, unsure = unsure + excluded.unsure,"
    "    unsure_right = unsure_right + excluded.unsure_right, hints = hints + excluded.hints,"
    "    last_right = CASE WHEN (excluded.last_ms, excluded.last_uid) > (last_ms, last_uid)"
    "      THEN excluded.last_right ELSE last_right END,"
    "    last_confidence = CASE WHEN (excluded.last_ms, excluded.last_uid) > (last_ms, last_uid)"
    "      THEN excluded.last_confidence ELSE last_confidence END,"
    "    last_uid = CASE WHEN (excluded.last_ms, excluded.last_uid) > (last_ms, last_uid)"
    "      THEN excluded.last_uid ELSE last_uid END,"
    "    last_ms = max(last_ms, excluded.last_ms);"
    "  INSERT INTO totals_days VALUES(new.learner,"
    "    (new.at_ms + new.zone_minutes * 60000 - 14400000) / 86400000, 1, new.right)"
    "  ON CONFLICT(learner, day) DO UPDATE SET answers = answers + 1,"
    "    right = right + excluded.right;"
    "  INSERT INTO totals_misconceptions SELECT new.learner, new.misconception, 1, new.at_ms"
    "    WHERE new.misconception IS NOT NULL"
    "  ON CONFLICT(learner, name) DO UPDATE SET count = count + 1,"
    "    last_ms = max(last_ms, excluded.last_ms);"
    "END;",
};

int schema_version(void)
{
    return sizeof migrations / sizeof *migrations;
}

enum status schema_read(struct store *store, int *ret_version)
{
    int64_t version;
    enum status status = database_int(store, "PRAGMA user_version", &version);
    if (status == STATUS_OK) {
        *ret_version = (int)version;
    }
    return status;
}

static enum status refuse_newer(struct store *store, int version)
{
    return status_fail(STATUS_UNSUPPORTED,
                       "%s was written by a newer ranksh: its schema is version %d, this one knows "
                       "up to %d. Update ranksh, or use another file with --db",
                       store_path(store), version, schema_version());
}

static enum status run_migrations(struct store *store, int from, int to)
{
    enum status status = STATUS_OK;
    for (int i = from; i < to && status == STATUS_OK; i++) {
        status = database_run(store, migrations[i], "migrate the database");
    }
    if (status == STATUS_OK) {
        char pragma[64];
        sqlite3_snprintf(sizeof pragma, pragma, "PRAGMA user_version = %d", to);
        status = database_run(store, pragma, "migrate the database");
    }
    return status;
}

enum status schema_migrate(struct store *store, int version)
{
    int target = version > 0 ? version : schema_version(), current;
    enum status status = schema_read(store, &current);
    if (status != STATUS_OK || current == target) {
        return status;
    }
    if (current > target) {
        return refuse_newer(store, current);
    }
    status = database_begin(store);
    if (status != STATUS_OK) {
        return status;
    }
    status = schema_read(store, &current); // somebody else may have been faster
    if (status == STATUS_OK && current > target) {
        status = refuse_newer(store, current);
    }
    if (status == STATUS_OK && current < target) {
        status = run_migrations(store, current, target);
    }
    return database_end(store, status);
}
