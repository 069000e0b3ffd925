#include <math.h>

#include "quizzes/statistics.h"
#include "tests/unit/quizzes/samples.h"

static void answer(struct store *store, int64_t learner, int64_t session, int position,
                   const char *item, const char *chosen, bool right)
{
    struct answer answer =
        fixture_answer(learner, session, position, item, item, right, fixture_start_ms + position);
    answer.chosen = chosen;
    struct answer_receipt receipt;
    assert_ok(answer_save(store, &answer, &receipt));
}

// Learner i knows the more the higher i. `why` follows that, `which` turns it round, `much` is
// always right.
static void fill(struct store *store, int learners)
{
    for (int i = 0; i < learners; i++) {
        char name[16];
        snprintf(name, sizeof name, "learner %d", i);
        int64_t learner;
        assert_ok(learner_find(store, name, &learner));
        int64_t session = fixture_session(store, learner, 8);
        bool able = i * 2 > learners;
        answer(store, learner, session, 0, "ranksh/why", able ? "size" : "backend", able);
        answer(store, learner, session, 1, "ranksh/which", able ? "nine" : "zero,one", !able);
        answer(store, learner, session, 2, "ranksh/much", "1.5", true);
        answer(store, learner, session, 3, "ranksh/printed", able ? "own" : "zeros", able);
        answer(store, learner, session, 4, "ranksh/why", "size", true); // not the first
        answer(store, learner, session, 5, "ranksh/mend", "code", able);
    }
}

static const struct statistics_item *find(const struct statistics *statistics, const char *name)
{
    for (size_t i = 0; i < statistics->count; i++) {
        if (strcmp(statistics->items[i].item, name) == 0) {
            return &statistics->items[i];
        }
    }
    fail_msg("no %s", name);
    return NULL;
}

static void items_are_judged(void **state)
{
    struct bank *bank = samples_bank();
    struct store *store = fixture_open(state, "a.db");
    fill(store, 120);
    struct statistics statistics;
    assert_ok(statistics_load(bank, store, &statistics));
    assert_int_equal(statistics.learners, 120);
    assert_int_equal(statistics.answers, 720);
    const struct statistics_item *item = find(&statistics, "ranksh/why");
    assert_int_equal(item->answers, 240);
    assert_int_equal(item->learners, 120);
    assert_int_equal(item->first_right, 59);
    assert_true(item->discrimination > 0.8);
    assert_int_equal(item->options[0].chosen, 59);
    assert_int_equal(item->options[1].chosen, 0);
    assert_non_null(strstr(item->mend, "a wrong option"));
    item = find(&statistics, "ranksh/which");
    assert_true(item->discrimination < -0.8);
    assert_non_null(strstr(item->mend, "is the key right"));
    item = find(&statistics, "ranksh/much");
    assert_false(isfinite(item->discrimination));
    assert_non_null(strstr(item->mend, "teaches nothing new"));
    assert_null(find(&statistics, "ranksh/mend")->mend);
    struct text out = {0};
    statistics_print(&statistics, &out);
    assert_non_null(strstr(out.data, "ranksh/why: 59 of 120 right at first, 1 s"));
    text_clear(&out);
    struct json json = {.out = &out};
    statistics_json(&statistics, &json);
    assert_non_null(strstr(out.data, "\"discrimination\": null"));
    text_finish(&out);
    statistics_finish(&statistics);
    store_close(store);
    bank_destroy(bank);
}

static void few_learners_say_little(void **state)
{
    struct bank *bank = samples_bank();
    struct store *store = fixture_open(state, "a.db");
    fill(store, 12);
    struct statistics statistics;
    assert_ok(statistics_load(bank, store, &statistics));
    for (size_t i = 0; i < statistics.count; i++) {
        assert_false(isfinite(statistics.items[i].discrimination));
        assert_null(statistics.items[i].mend);
    }
    statistics_finish(&statistics);
    struct text out = {0};
    assert_ok(statistics_class(bank, store, &out));
    assert_non_null(strstr(out.data, "learner 11 ("));
    assert_non_null(strstr(out.data, "The class"));
    text_clear(&out);
    struct json json = {.out = &out};
    assert_ok(statistics_class_json(bank, store, &json));
    assert_non_null(strstr(out.data, "\"learner\": \"learner 0\""));
    text_finish(&out);
    store_close(store);
    bank_destroy(bank);
}

static void packs_are_made_and_read(void **state)
{
    char packs[FIXTURE_PATH];
    fixture_path(state, "packs", packs);
    char *path = NULL;
    assert_ok(pack_create(packs, "course-1"));
    assert_int_equal(pack_create(packs, "course-1"), STATUS_INVALID);
    assert_int_equal(pack_create(packs, "../x"), STATUS_INVALID);
    assert_int_equal(pack_write(packs, "quizzes", "../../etc/x", NULL, &path), STATUS_INVALID);
    assert_int_equal(pack_write(packs, "quizzes", "a/b/c", NULL, &path), STATUS_INVALID);
    assert_ok(pack_write(packs, "quizzes", "course-1/sums", NULL, &path));
    assert_int_equal(pack_write(packs, "quizzes", "course-1/sums", NULL, &path), STATUS_INVALID);
    free(path);
    assert_ok(pack_write(packs, "quizzes", "alone", NULL, &path));
    assert_non_null(strstr(path, "/mine/quizzes/alone.md"));
    free(path);
    struct problems problems = {0};
    struct bank *bank = NULL;
    assert_ok(bank_load(packs, &problems, &bank));
    assert_int_equal(problems.errors, 0); // the template is a whole question
    assert_non_null(bank_find(bank, "course-1/sums"));
    assert_non_null(bank_find(bank, "mine/alone"));
    bank_destroy(bank);
    problems_finish(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(items_are_judged, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(few_learners_say_little, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(packs_are_made_and_read, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
