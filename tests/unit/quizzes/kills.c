// kill -9 at 200 random moments of a running quiz: every answer whose feedback was seen is there,
// none is there twice, and the quiz goes on where it was.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "core/base/clock.h"
#include "quizzes/quiz_inside.h"
#include "tests/unit/quizzes/samples.h"

enum { KILLS = 200 };

static int runs;
static const struct trial_runner runner = {.context = &runs, .run = samples_run};

// What the child tells when feedback is on screen.
struct seen {
    int64_t session;
    int position;
};

static enum status answer(struct quiz *quiz, struct store_time now, unsigned chance)
{
    const struct quiz_view *view = quiz_view(quiz, now);
    if (view->question->kind == QUESTION_FIX) {
        return quiz_submit(quiz, chance % 2 ? "mended" : "broken", true, now);
    }
    if (view->question->kind == QUESTION_NUMBER) {
        return quiz_type(quiz, chance % 2 ? "1.5" : "3,", now);
    }
    if (view->question->kind == QUESTION_ORDER) {
        return quiz_type(quiz, chance % 2 ? "abcd" : "dc,", now);
    }
    return quiz_type(quiz, chance % 2 ? "a" : "b,", now);
}

// Answers for ever; after each feedback it reports what was seen.
static void learn(const char *path, int report, unsigned chance)
{
    struct bank *bank = samples_bank();
    struct store *store = NULL;
    int64_t learner = 0;
    if (store_open(path, &store) != STATUS_OK || schedule_use(store, &scheduler) != STATUS_OK ||
        learner_find(store, NULL, &learner) != STATUS_OK) {
        _exit(1);
    }
    for (;;) {
        struct quiz *quiz = NULL;
        struct quiz_request request = {.what = "6"};
        struct store_time now = store_now();
        if (quiz_resume(bank, store, learner, ~0u, &runner, now, &quiz) != STATUS_OK &&
            quiz_begin(bank, store, learner, &request, &runner, now, &quiz) != STATUS_OK) {
            _exit(2);
        }
        while (quiz_view(quiz, now)->state != QUIZ_DONE) {
            chance = chance * 1664525 + 1013904223;
            if (answer(quiz, now, chance >> 16) != STATUS_OK) {
                _exit(3);
            }
            const struct quiz_view *view = quiz_view(quiz, now);
            if (view->state == QUIZ_FEEDBACK) {
                struct seen seen = {.session = quiz->session.id, .position = (int)quiz->at};
                if (write(report, &seen, sizeof seen) != sizeof seen) {
                    _exit(4);
                }
                if (quiz_next(quiz, now) != STATUS_OK) {
                    _exit(5);
                }
            }
        }
        quiz_destroy(quiz);
    }
}

enum { MAX_SESSIONS = 4096, MAX_QUESTIONS = 16 };

static unsigned char answered[MAX_SESSIONS][MAX_QUESTIONS];

static bool count_row(void *context, const struct answer_row *row)
{
    ++*(int64_t *)context;
    assert_true(row->session < MAX_SESSIONS && row->position < MAX_QUESTIONS);
    assert_int_equal(answered[row->session][row->position]++, 0); // none is doubled
    return true;
}

static int64_t check_seen(const char *told)
{
    FILE *file = fopen(told, "r");
    struct seen seen;
    int64_t count = 0;
    while (fread(&seen, sizeof seen, 1, file) == 1) {
        assert_int_equal(answered[seen.session][seen.position], 1); // none is missing
        count++;
    }
    fclose(file);
    return count;
}

static int64_t size_of(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 ? file.st_size : 0;
}

// Until the child has shown an answer more, for at most a minute.
static void await_growth(const char *told, int64_t size)
{
    for (int i = 0; i < 6000 && size_of(told) == size; i++) {
        clock_sleep_ns(10000000);
    }
}

static void killed_at_any_moment(void **state)
{
    char path[FIXTURE_PATH], told[FIXTURE_PATH];
    fixture_path(state, "killed.db", path);
    fixture_path(state, "seen", told);
    unsigned chance = 20240607;
    for (int i = 0; i < KILLS; i++) {
        chance = chance * 1664525 + 1013904223;
        int64_t size = size_of(told);
        pid_t child = fork();
        if (child == 0) {
            int report = open(told, O_WRONLY | O_CREAT | O_APPEND, 0600);
            learn(path, report, chance);
        }
        if (i % 2 == 0) { // the others may be killed while they start
            await_growth(told, size);
        }
        clock_sleep_ns((int64_t)(chance >> 8) % 30000000);
        int how = 0;
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &how, 0), child);
        assert_true(WIFSIGNALED(how)); // it did not give up by itself
    }
    struct store *store = fixture_open(state, "killed.db");
    struct care_report report;
    assert_ok(care_check(store, &report));
    assert_int_equal(report.damaged + report.dangling + report.wrong_totals, 0);
    assert_int_equal(report.wrong_schedules, 0);
    int64_t saved = 0;
    assert_ok(answer_each(store, 0, count_row, &saved));
    int64_t seen = check_seen(told);
    print_message("%d kills, %lld answers seen, %lld saved\n", KILLS, (long long)seen,
                  (long long)saved);
    assert_true(seen > 0);
    assert_true(saved >= seen && saved <= seen + KILLS); // at most one a kill wasn't seen yet
    care_report_finish(&report);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(killed_at_any_moment, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
