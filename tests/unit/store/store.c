#include <sqlite3.h>

#include "core/store/schema.h"
#include "tests/unit/store/fixture.h"

static bool count_learner(void *context, const struct learner *learner)
{
    assert_int_equal(strlen(learner->uuid), 36);
    ++*(int *)context;
    return true;
}

static void learners_are_uuids(void **state)
{
    struct store *store = fixture_open(state, "a.db");
    int64_t own, again, anna, named;
    assert_ok(learner_find(store, NULL, &own));
    assert_ok(learner_find(store, NULL, &again));
    assert_int_equal(own, again);
    assert_ok(learner_find(store, "Anna'); DROP TABLE learners; --", &anna));
    assert_int_not_equal(own, anna);
    assert_ok(learner_find(store, "default", &named));
    assert_int_equal(own, named);
    assert_ok(learner_rename(store, own, "me"));
    assert_ok(learner_find(store, "me", &named));
    assert_int_equal(own, named);
    int count = 0;
    assert_ok(learner_each(store, count_learner, &count));
    assert_int_equal(count, 2);
    store_close(store);
    store = fixture_open(state, "a.db");
    assert_ok(learner_find(store, NULL, &again));
    assert_int_equal(own, again);
    store_close(store);
}

static void file_is_private(void **state)
{
    char path[FIXTURE_PATH];
    fixture_path(state, "deep/er/a.db", path);
    struct store *store = NULL;
    assert_ok(store_open(path, &store));
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    store_close(store);
}

static bool only_item(void *context, const struct totals_item *row)
{
    *(struct totals_item *)context = *row;
    assert_string_equal(row->item, "ranksh/q");
    return true;
}

static bool take_row(void *context, const struct answer_row *row)
{
    assert_string_equal(row->item, "ranksh/q");
    assert_int_equal(row->seed, 0xFFFFFFFFFFFFFFFFu);
    ++*(int *)context;
    return true;
}

static bool check_option(void *context, const struct answer_option_row *row)
{
    assert_string_equal(row->text, row->right ? "yes" : "no'; DROP TABLE attempts; --");
    ++*(int *)context;
    return true;
}

static void answers_are_kept(void **state)
{
    struct store *store = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(store, NULL, &learner));
    int64_t session = fixture_session(store, learner, 3);
    struct answer_receipt receipt = {0};
    for (int i = 0; i < 3; i++) {
        struct answer answer = fixture_answer(learner, session, i, "ranksh/q", "ranksh/family:f",
                                              i < 2, fixture_start_ms + i * 60000);
        assert_ok(answer_save(store, &answer, &receipt));
        assert_true(receipt.attempt > 0);
        assert_int_equal(answer_save(store, &answer, &receipt), STATUS_MISMATCH);
    }
    struct totals_item totals = {0};
    assert_ok(totals_each_item(store, learner, only_item, &totals));
    assert_int_equal(totals.answers, 3);
    assert_int_equal(totals.right, 2);
    assert_int_equal(totals.sure, 2);
    assert_int_equal(totals.sure_right, 1);
    assert_int_equal(totals.unsure_right, 1);
    assert_false(totals.last_right);
    assert_true(totals.last_sure);
    assert_true(totals.scheduled);
    assert_int_equal(totals.schedule.reviews, 3);
    int count = 0;
    assert_ok(answer_each(store, 0, take_row, &count));
    assert_int_equal(count, 3);
    count = 0;
    assert_ok(answer_each_option(store, "ranksh/q", check_option, &count));
    assert_int_equal(count, 2);
    struct answer_row row;
    assert_ok(answer_at(store, session, 2, &row));
    assert_string_equal(row.misconception, "no-is-yes");
    answer_row_finish(&row);
    assert_int_equal(answer_at(store, session, 9, &row), STATUS_NOT_FOUND);
    store_close(store);
}

static bool note_progress(void *context, const struct session_question *question)
{
    ((enum session_progress *)context)[question->position] = question->progress;
    return true;
}

static void sessions_go_on(void **state)
{
    struct store *store = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(store, NULL, &learner));
    int64_t id = fixture_session(store, learner, 4);
    struct answer answer =
        fixture_answer(learner, id, 1, "ranksh/q", "ranksh/q", true, fixture_start_ms);
    struct answer_receipt receipt;
    assert_ok(answer_save(store, &answer, &receipt));
    assert_ok(session_skip(store, id, 2));
    assert_ok(session_note_hint(store, id, 3));
    assert_ok(session_note_used(store, id, 5000));
    assert_ok(session_note_used(store, id, 4000));
    assert_ok(session_add_question(store, id, "ranksh/q2", 9));
    store_close(store);
    store = fixture_open(state, "a.db");
    struct session session;
    assert_int_equal(session_find_open(store, learner, 1u << SESSION_EXAM, NULL, &session),
                     STATUS_NOT_FOUND);
    assert_ok(session_find_open(store, learner, 1u << SESSION_PRACTICE, NULL, &session));
    assert_int_equal(session.id, id);
    assert_int_equal(session.used_ms, 5000);
    session_finish(&session);
    enum session_progress progress[5];
    assert_ok(session_each_question(store, id, note_progress, progress));
    assert_int_equal(progress[0], SESSION_OPEN);
    assert_int_equal(progress[1], SESSION_ANSWERED);
    assert_int_equal(progress[2], SESSION_SKIPPED);
    assert_int_equal(progress[4], SESSION_OPEN);
    assert_ok(session_close(store, id, fixture_time(1)));
    assert_int_equal(session_find_open(store, learner, ~0u, NULL, &session), STATUS_NOT_FOUND);
    store_close(store);
}

static void lessons_are_kept(void **state)
{
    struct store *store = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(store, NULL, &learner));
    struct journey_place place = {.lesson = "ranksh/world-size", .step = "one"};
    assert_ok(journey_save_place(store, learner, &place));
    struct journey_step step = {.lesson = "ranksh/world-size", .step = "one", .tries = 2};
    place.step = "two";
    place.solved = true;
    place.at = fixture_time(7);
    assert_ok(journey_save_step(store, learner, &step, &place));
    struct journey_place found;
    assert_ok(journey_find_latest(store, learner, &found));
    assert_string_equal(found.step, "two");
    assert_true(found.solved);
    journey_place_finish(&found);
    assert_int_equal(journey_find_place(store, learner, "x", &found), STATUS_NOT_FOUND);
    struct journey_prediction predictions[] = {
        {.lesson = "l", .step = "s", .rank = 0, .expected = "1", .shown = "1", .right = true},
        {.lesson = "l", .step = "s", .rank = 1, .expected = "1", .shown = "2"},
    };
    assert_ok(journey_save_predictions(store, learner, predictions, 2));
    store_close(store);
}

// ---- migrations

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    sqlite3_close(handle);
}

// What every version has: a learner with one wrong and one right answer.
static const char old_answers[] =
    "INSERT INTO recorders(id, uuid, place, sequence) VALUES(1, 'r', 'p', 2);"
    "INSERT INTO learners VALUES(1, '11111111-1111-4111-8111-111111111111', 'default', 5, 0, 1);"
    "INSERT INTO cards VALUES(1, 'ranksh/q'); INSERT INTO items VALUES(1, 'ranksh/q', 1, 'single',"
    "'init'); INSERT INTO revisions VALUES(1, 1, 'h', 's');"
    "INSERT INTO sessions(id, uuid, learner, kind, title, lesson, limit_ms, started_ms,"
    "zone_minutes) VALUES(1, 's', 1, 0, '', '', 0, 0, 0);"
    "INSERT INTO attempts VALUES(1, 10, 1, 1, 0, 1, 1, 'b', NULL, 0, 1, 0, 1, 'm', 9, 1,"
    "1750000000000, 0, 1, 1), (2, 11, 1, 1, 1, 1, 1, 'a', NULL, 1, 2, 0, 3, NULL, 9, 1,"
    "1750000600000, 0, 1, 2);";

static void make_version(const char *path, int version)
{
    sqlite3 *handle = NULL;
    assert_ok(database_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &handle));
    struct store store = {.handle = handle, .path = (char *)path, .writable = true};
    assert_ok(schema_migrate(&store, version));
    database_close(&store);
}

static void every_version_comes_up_to_date(void **state)
{
    for (int version = 0; version <= schema_version(); version++) {
        char path[FIXTURE_PATH], name[16];
        snprintf(name, sizeof name, "v%d.db", version);
        fixture_path(state, name, path);
        if (version > 0) {
            make_version(path, version);
            run_sql(path, old_answers);
        }
        struct store *store = fixture_open(state, name);
        struct care_report report;
        assert_ok(care_check(store, &report));
        assert_int_equal(report.version, schema_version());
        assert_int_equal(report.answers, version > 0 ? 2 : 0);
        assert_int_equal(report.damaged + report.dangling, 0);
        assert_int_equal(report.wrong_totals + report.wrong_schedules, 0);
        care_report_finish(&report);
        if (version > 0) {
            struct totals_item totals = {0};
            assert_ok(totals_each_item(store, 1, only_item, &totals));
            assert_int_equal(totals.answers, 2);
            assert_true(totals.last_right);
            assert_int_equal(totals.schedule.reviews, 2);
        }
        store_close(store);
    }
}

static void newer_files_are_refused(void **state)
{
    char path[FIXTURE_PATH];
    fixture_path(state, "a.db", path);
    store_close(fixture_open(state, "a.db"));
    run_sql(path, "PRAGMA user_version = 99");
    struct store *store = NULL;
    assert_int_equal(store_open(path, &store), STATUS_UNSUPPORTED);
    char known[32];
    snprintf(known, sizeof known, "up to %d", schema_version());
    assert_non_null(strstr(status_message(), "version 99"));
    assert_non_null(strstr(status_message(), known));
    assert_int_equal(store_open_reading(path, &store), STATUS_UNSUPPORTED);
    struct store *other = fixture_open(state, "b.db");
    struct care_merge merge;
    assert_int_equal(care_merge(other, path, false, &merge), STATUS_UNSUPPORTED);
    store_close(other);
}

static void days_begin_at_four(void **state)
{
    (void)state;
    int64_t noon = 1750000000000 / fixture_day_ms * fixture_day_ms + fixture_day_ms / 2;
    int64_t day = store_day(noon, 0);
    assert_int_equal(store_day(noon + 15 * 3600000, 0), day);     // 3 in the morning
    assert_int_equal(store_day(noon + 16 * 3600000, 0), day + 1); // 4
    assert_int_equal(store_day_start(day + 1, 0), noon + 16 * 3600000);
    assert_int_equal(store_day(store_day_start(day, 330), 330), day);
    assert_int_equal(store_day(store_day_start(day, 330) - 1, 330), day - 1);
    assert_int_equal(store_day(store_day_start(-3, -60), -60), -3);
    assert_int_equal(store_day(store_day_start(-3, -60) - 1, -60), -4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(learners_are_uuids, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(file_is_private, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(answers_are_kept, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(sessions_go_on, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(lessons_are_kept, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(every_version_comes_up_to_date, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(newer_files_are_refused, fixture_set_up, fixture_tear_down),
        cmocka_unit_test(days_begin_at_four),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
