// Every allocation of our own made to fail in turn: what was asked for happens, or STATUS_MEMORY is
// said; nothing crashes and, under a sanitizer, nothing leaks. Linked with malloc and its like wrapped.
#include "core/diag/topic.h"
#include "lessons/play.h"
#include "quizzes/gift.h"
#include "quizzes/progress.h"
#include "quizzes/statistics.h"
#include "tests/unit/quizzes/samples.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t size);

static long left = -1; // allocations that still work; -1: all
static bool starved;   // one has failed

static bool fails(void)
{
    if (left == 0) {
        starved = true;
        return true;
    }
    left -= left > 0;
    return false;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t size)
{
    return fails() ? NULL : __real_strndup(text, size);
}

// Calls `scene` with one allocation less each time, until all it wants are there. One failure must
// be enough to be told: `forgiving` scenes may also do without.
static void starve(enum status (*scene)(void), bool forgiving)
{
    for (long count = 0;; count++) {
        left = count;
        starved = false;
        enum status status = scene();
        left = -1;
        if (!starved) {
            assert_int_equal(status, STATUS_OK);
            assert_true(count > 3);
            return;
        }
        if (status != STATUS_MEMORY && !(forgiving && status == STATUS_OK)) {
            fail_msg("after %ld: status %d, %s", count, status, status_message());
        }
    }
}

static enum status load_bank(struct bank **ret_bank)
{
    struct pack_file source = {"ranksh", "samples.md", samples, sizeof samples - 1, true};
    struct problems problems = {0};
    enum status status = bank_load_sources(&source, 1, sample_misconceptions, &problems, ret_bank);
    problems_finish(&problems);
    return status;
}

static enum status bank_scene(void)
{
    struct bank *bank = NULL;
    enum status status = load_bank(&bank);
    bank_destroy(bank);
    return status;
}

static void a_starved_bank(void **state)
{
    (void)state;
    starve(bank_scene, false);
}

static enum status bad_file_scene(void)
{
    static const char bad[] = "### A?\n<!-- id: a b; kind: x -->\n\n- [x] y\n- [ ] z\n";
    struct pack_file source = {"mine", "bad.md", bad, sizeof bad - 1, true};
    struct problems problems = {0};
    struct bank *bank = NULL;
    enum status status = bank_load_sources(&source, 1, "", &problems, &bank);
    bank_destroy(bank);
    problems_finish(&problems);
    return status;
}

static void a_starved_complaint(void **state)
{
    (void)state;
    starve(bad_file_scene, false);
}

static enum status topics_scene(void)
{
    static const char text[] = "## A\n<!-- topic: a; error: E; says: x | y; help: a, b -->\n"
                               "- Hint: h\n- Why: w\n- more `code`\n\nText.\n";
    struct pack_file file = {"ranksh", "t.md", text, sizeof text - 1, true};
    struct problems problems = {0};
    struct topic_list *list = NULL;
    enum status status = topic_list_load_files(&file, 1, &problems, &list);
    topic_list_destroy(list);
    problems_finish(&problems);
    return status;
}

static void starved_topics(void **state)
{
    (void)state;
    starve(topics_scene, false);
}

static enum status gift_scene(void)
{
    static const char gift[] = "// c\n::T::Stem\\: {\n=a#b\n~c\n####d}\n\nN {#4:1}\n";
    struct text out = {0};
    struct problems problems = {0};
    enum status status = gift_read("g", gift, sizeof gift - 1, &out, &problems);
    text_finish(&out);
    problems_finish(&problems);
    return status;
}

static void a_starved_import(void **state)
{
    (void)state;
    starve(gift_scene, false);
}

// ---- scenes that need a store; the bank is loaded beforehand

static struct bank *bank;
static struct store *store;
static int64_t learner;
static int runs;
static const struct trial_runner runner = {.context = &runs, .run = samples_run};

static enum status quiz_scene(void)
{
    struct store_time now = fixture_time(fixture_start_ms);
    struct quiz *quiz = NULL;
    struct quiz_request request = {.what = "6", .seed = 4};
    enum status status = quiz_begin(bank, store, learner, &request, &runner, now, &quiz);
    for (int i = 0; i < 12 && status == STATUS_OK; i++) {
        const struct quiz_view *view = quiz_view(quiz, now);
        if (view->state == QUIZ_FEEDBACK) {
            status = quiz_next(quiz, now);
        } else if (view->state == QUIZ_ASK) {
            status = view->question->kind == QUESTION_FIX ? quiz_submit(quiz, "broken", true, now)
                     : view->question->kind == QUESTION_NUMBER ? quiz_type(quiz, "3", now)
                     : view->question->kind == QUESTION_ORDER  ? quiz_type(quiz, "ab", now)
                                                               : quiz_type(quiz, "a", now);
        }
    }
    quiz_destroy(quiz);
    return status;
}

static enum status progress_scene(void)
{
    struct progress progress = {0};
    struct statistics statistics = {0};
    struct store_time now = fixture_time(fixture_start_ms);
    enum status status = progress_load(bank, store, learner, now, &progress);
    if (status == STATUS_OK) {
        status = statistics_load(bank, store, &statistics);
    }
    progress_finish(&progress);
    statistics_finish(&statistics);
    return status;
}

static void a_starved_learner(void **state)
{
    assert_ok(load_bank(&bank));
    store = fixture_open(state, "a.db");
    assert_ok(learner_find(store, NULL, &learner));
    starve(quiz_scene, true); // a repetition may be dropped
    starve(progress_scene, true);
    struct care_report report;
    assert_ok(care_check(store, &report));
    assert_int_equal(report.wrong_totals + report.wrong_schedules, 0);
    care_report_finish(&report);
    store_close(store);
    bank_destroy(bank);
}

// ---- lessons

static enum status check(void *context, const char *code, struct trial_result *facts)
{
    (void)context;
    (void)code;
    facts->ranks[0].checked = facts->ranks[0].check_passed = true;
    return STATUS_OK;
}

static enum status play_through(const struct lesson *lesson)
{
    static const struct play_jobs jobs = {.check = check};
    struct store_time now = fixture_time(fixture_start_ms);
    struct play *play = NULL;
    struct trial_result facts = {0};
    enum status status = play_begin(lesson, store, learner, true, &jobs, now, &play);
    if (status == STATUS_OK) {
        status = trial_result_init(&facts, 1);
    }
    for (int i = 0; i < 20 && status == STATUS_OK; i++) {
        switch (play_view(play)->state) {
        case PLAY_JOB:
            status = play_job_ready(play);
            break;
        case PLAY_READ:
        case PLAY_PASSED:
            status = play_next(play, now);
            break;
        case PLAY_TRY:
            status = play_unit(play, &facts, now);
            break;
        case PLAY_PREDICT:
            status = play_predict(play, -1, "1");
            status = status == STATUS_OK ? play_run(play) : status;
            break;
        case PLAY_RUN:
            status = play_ran(play, &facts, now);
            break;
        case PLAY_SHOW:
        case PLAY_QUIZ:
        case PLAY_DONE:
            break;
        }
    }
    trial_result_finish(&facts);
    play_destroy(play);
    return status;
}

static enum status lesson_scene(void)
{
    static const char text[] =
        "---\nid: l\ntitle: t\nrequires: [a]\n---\nOpening.\n\n```python setup\nx\n```\n\n"
        "## Try\n<!-- step: try; rerun: yes -->\n```python try @0\nx\n```\n```python "
        "check\ny\n```\n"
        "<details><summary>Hint: E</summary>h</details>\n\n<!-- quiz: q -->\n\n"
        "## P\n<!-- step: p -->\n```python predict\nx\n```\n";
    struct pack_file file = {"mine", "l.md", text, sizeof text - 1, true};
    struct problems problems = {0};
    struct lesson_course *course = NULL;
    enum status status = lesson_course_load_sources(&file, 1, &problems, &course);
    if (status == STATUS_OK) {
        status = play_through(lesson_at(course, 0));
    }
    lesson_course_destroy(course);
    problems_finish(&problems);
    return status;
}

static void a_starved_lesson(void **state)
{
    store = fixture_open(state, "a.db");
    assert_ok(learner_find(store, NULL, &learner));
    starve(lesson_scene, true); // a remark may be dropped
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_starved_bank),
        cmocka_unit_test(a_starved_complaint),
        cmocka_unit_test(starved_topics),
        cmocka_unit_test(a_starved_import),
        cmocka_unit_test_setup_teardown(a_starved_learner, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_starved_lesson, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
