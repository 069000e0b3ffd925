// Two laptops, a class of thirty, copies of copies: nothing lost, nothing doubled.
#include "tests/unit/store/fixture.h"

static void answer_some(struct store *store, const char *name, int count, int64_t start_ms,
                        const char *item)
{
    int64_t learner;
    assert_ok(learner_find(store, name, &learner));
    int64_t session = fixture_session(store, learner, (size_t)count);
    for (int i = 0; i < count; i++) {
        struct answer answer = fixture_answer(learner, session, i, item, "ranksh/family:f",
                                              i % 3 > 0, start_ms + i * fixture_day_ms);
        struct answer_receipt receipt;
        assert_ok(answer_save(store, &answer, &receipt));
    }
    struct journey_step step = {.lesson = "ranksh/l", .step = "s", .at = fixture_time(start_ms)};
    struct journey_place place = {.lesson = "ranksh/l", .step = item, .at = fixture_time(start_ms)};
    assert_ok(journey_save_step(store, learner, &step, &place));
    struct journey_prediction prediction = {
        .lesson = "ranksh/l", .step = "s", .expected = "1", .shown = "1", .right = true};
    assert_ok(journey_save_predictions(store, learner, &prediction, 1));
}

static struct care_report check(struct store *store)
{
    struct care_report report;
    assert_ok(care_check(store, &report));
    assert_int_equal(report.damaged + report.dangling, 0);
    assert_int_equal(report.wrong_totals + report.wrong_schedules, 0);
    care_report_finish(&report);
    return report;
}

static struct care_merge merge(void **state, struct store *into, const char *name, bool own)
{
    char path[FIXTURE_PATH];
    fixture_path(state, name, path);
    struct care_merge merged = {0};
    assert_ok(care_merge(into, path, own, &merged));
    return merged;
}

static void two_laptops_of_one_person(void **state)
{
    struct store *here = fixture_open(state, "here.db"), *there = fixture_open(state, "there.db");
    answer_some(here, NULL, 5, fixture_start_ms, "ranksh/a");
    answer_some(there, NULL, 4, fixture_start_ms + fixture_day_ms / 2, "ranksh/b");
    struct care_merge merged = merge(state, here, "there.db", true);
    assert_int_equal(merged.answers, 4);
    assert_int_equal(merged.learners, 0);
    assert_int_equal(merged.steps, 1);
    assert_int_equal(merged.predictions, 1);
    struct care_report report = check(here);
    assert_int_equal(report.answers, 9);
    assert_int_equal(report.learners, 1);
    merged = merge(state, here, "there.db", true);
    assert_int_equal(merged.answers + merged.steps + merged.predictions, 0);
    assert_int_equal(merged.known, 4);
    merged = merge(state, here, "there.db", false); // remembered
    assert_int_equal(merged.answers + merged.learners, 0);
    // and back: both know all
    merged = merge(state, there, "here.db", true);
    assert_int_equal(merged.answers, 5);
    assert_int_equal(check(there).answers, 9);
    int64_t learner;
    struct schedule one, other;
    assert_ok(learner_find(here, NULL, &learner));
    assert_ok(schedule_get(here, learner, "ranksh/family:f", &one));
    assert_ok(learner_find(there, NULL, &learner));
    assert_ok(schedule_get(there, learner, "ranksh/family:f", &other));
    assert_int_equal(one.reviews, 9);
    assert_memory_equal(&one.due_ms, &other.due_ms, sizeof one.due_ms);
    assert_true(one.stability == other.stability && one.difficulty == other.difficulty);
    struct journey_place place;
    assert_ok(journey_find_place(here, learner, "ranksh/l", &place));
    assert_string_equal(place.step, "ranksh/b"); // the later one
    journey_place_finish(&place);
    store_close(here);
    store_close(there);
}

static void a_class_of_thirty(void **state)
{
    enum { CLASS = 30 };
    for (int i = 0; i < CLASS; i++) {
        char name[32];
        snprintf(name, sizeof name, "laptop%d.db", i);
        struct store *store = fixture_open(state, name);
        answer_some(store, NULL, i % 4 + 1, fixture_start_ms + i, "ranksh/a");
        store_close(store);
    }
    struct store *forth = fixture_open(state, "forth.db"), *back = fixture_open(state, "back.db");
    int64_t answers = 0;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < CLASS; i++) {
            char name[32];
            snprintf(name, sizeof name, "laptop%d.db", i);
            struct care_merge merged = merge(state, forth, name, false);
            assert_int_equal(merged.learners, round == 0);
            answers += merged.answers;
            snprintf(name, sizeof name, "laptop%d.db", CLASS - 1 - i);
            merge(state, back, name, false);
        }
    }
    struct care_report one = check(forth), other = check(back);
    assert_int_equal(one.answers, answers);
    assert_int_equal(one.answers, other.answers);
    assert_int_equal(one.learners, CLASS);
    assert_int_equal(other.learners, CLASS);
    int64_t learner;
    assert_int_equal(learner_find(forth, "default", &learner), STATUS_MISMATCH);
    assert_non_null(strstr(status_message(), "30 learners are called `default`"));
    store_close(forth);
    store_close(back);
}

static void copies_of_a_file_go_separate_ways(void **state)
{
    char path[FIXTURE_PATH];
    fixture_path(state, "copy.db", path);
    struct store *first = fixture_open(state, "first.db");
    answer_some(first, NULL, 3, fixture_start_ms, "ranksh/a");
    assert_ok(care_backup(first, path));
    assert_int_equal(care_backup(first, path), STATUS_INVALID);
    struct store *copy = fixture_open(state, "copy.db");
    answer_some(first, NULL, 2, fixture_start_ms + 10 * fixture_day_ms, "ranksh/a");
    answer_some(copy, NULL, 4, fixture_start_ms + 11 * fixture_day_ms, "ranksh/a");
    struct care_merge merged = merge(state, first, "copy.db", false);
    assert_int_equal(merged.answers, 4);
    assert_int_equal(merged.known, 3);
    assert_int_equal(check(first).answers, 9);
    assert_int_equal(check(first).learners, 1);
    store_close(first);
    store_close(copy);
}

static void strangers_are_refused(void **state)
{
    char path[FIXTURE_PATH];
    struct store *store = fixture_open(state, "a.db");
    struct care_merge merged;
    fixture_path(state, "missing.db", path);
    assert_int_equal(care_merge(store, path, false, &merged), STATUS_NOT_FOUND);
    fixture_path(state, "note.db", path);
    FILE *note = fopen(path, "w");
    for (int i = 0; i < 200; i++) {
        fputs("This is no database at all. ", note);
    }
    fclose(note);
    assert_int_equal(care_merge(store, path, false, &merged), STATUS_CORRUPT);
    fixture_path(state, "empty.db", path);
    fclose(fopen(path, "w"));
    assert_int_equal(care_merge(store, path, false, &merged), STATUS_INVALID);
    answer_some(store, NULL, 1, fixture_start_ms, "ranksh/a");
    assert_int_equal(check(store).answers, 1);
    store_close(store);
}

static void joining_a_known_stranger_is_refused(void **state)
{
    struct store *here = fixture_open(state, "here.db"), *there = fixture_open(state, "there.db");
    answer_some(here, NULL, 2, fixture_start_ms, "ranksh/a");
    answer_some(there, NULL, 2, fixture_start_ms, "ranksh/a");
    assert_int_equal(merge(state, here, "there.db", false).learners, 1);
    char path[FIXTURE_PATH];
    fixture_path(state, "there.db", path);
    struct care_merge merged;
    assert_int_equal(care_merge(here, path, true, &merged), STATUS_MISMATCH);
    assert_int_equal(check(here).answers, 4);
    store_close(here);
    store_close(there);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(two_laptops_of_one_person),           TEST(a_class_of_thirty),
        TEST(copies_of_a_file_go_separate_ways),   TEST(strangers_are_refused),
        TEST(joining_a_known_stranger_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
