// A store with a million answers: how long until it is open, until the next question, until the
// progress page? Prints each figure against its limit; `bench-store [ANSWERS]`.
//
// One learner has half of the answers, on a thousand questions; fifty more share the rest.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/store/database.h"
#include "core/store/learner.h"
#include "quizzes/progress.h"
#include "quizzes/quiz.h"
#include "quizzes/scheduler.h"

enum { QUESTIONS = 1000, LEARNERS = 51, ROUNDS = 25 };

static const int64_t start_ms = 1700000000000;

static void must(enum status status)
{
    if (status != STATUS_OK) {
        fprintf(stderr, "%s\n", status_message());
        exit(1);
    }
}

static struct bank *make_bank(void)
{
    struct text text = {0};
    for (int i = 0; i < QUESTIONS; i++) {
        text_addf(&text,
                  "### Question %d?\n<!-- id: q%d; topics: topic%d -->\n\n"
                  "- [x] right <!-- key: a -->\n  > Yes.\n- [ ] wrong <!-- key: b -->\n  > No.\n"
                  "- [ ] neither <!-- key: c -->\n  > No.\n\nSo.\n\n",
                  i, i, i % 13);
    }
    struct pack_file file = {"ranksh", "bench.md", text.data, text.length, false};
    struct problems problems = {0};
    struct bank *bank = NULL;
    must(bank_load_sources(&file, 1, "", &problems, &bank));
    problems_finish(&problems);
    text_finish(&text);
    return bank;
}

static void run_sql(struct store *store, const char *format, long answers)
{
    char sql[2048];
    snprintf(sql, sizeof sql, format, answers);
    must(database_run(store, sql, "fill the database"));
}

// The rows are made by SQLite itself; the triggers count them as they count any answer.
static void fill(struct store *store, long answers)
{
    must(database_begin(store));
    run_sql(store,
            "INSERT INTO recorders(id, uuid, place, sequence) VALUES(1, 'bench', 'bench', %ld)",
            answers);
    run_sql(store,
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 51)"
            " INSERT INTO learners SELECT i, printf('%%08x-bench', i), 'default', 0, 0, i = 1"
            " FROM n",
            0);
    run_sql(store,
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
            " INSERT INTO cards SELECT i, printf('ranksh/q%%d', i - 1) FROM n",
            0);
    run_sql(store,
            "INSERT INTO items SELECT id, key, id, 'single', 'topic' || ((id - 1) %% 13)"
            " FROM cards",
            0);
    run_sql(store, "INSERT INTO revisions SELECT id, id, 'h', 's' FROM items", 0);
    run_sql(store,
            "INSERT INTO sessions SELECT id, uuid, id, 0, '', '', 0, 0, 0, 0, 1 FROM learners", 0);
    run_sql(store,
            "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %ld)"
            " INSERT INTO attempts SELECT i, i * 1000003, CASE WHEN i %% 2 THEN 1"
            " ELSE 2 + i %% 50 END, CASE WHEN i %% 2 THEN 1 ELSE 2 + i %% 50 END, i,"
            " 1 + (i / 2) %% 1000, 1 + (i / 2) %% 1000, 'a', NULL, i %% 5 > 0, 1 + i %% 2, 0,"
            " CASE WHEN i %% 5 > 0 THEN 3 ELSE 1 END, CASE WHEN i %% 5 > 0 THEN NULL ELSE"
            " 'idea' || i %% 40 END, 5000, i, 1700000000000 + i * 60000, 60, 1, i FROM n",
            answers);
    must(database_end(store, STATUS_OK));
}

static int compare(const void *first, const void *second)
{
    double a = *(const double *)first, b = *(const double *)second;
    return (a > b) - (a < b);
}

static void report(const char *what, double *times, size_t count, double limit_ms)
{
    qsort(times, count, sizeof *times, compare);
    printf("%-44s median %8.3f ms  worst %8.3f ms", what, times[count / 2], times[count - 1]);
    if (limit_ms > 0) {
        printf("  limit %5.0f ms  ratio %.3f", limit_ms, times[count / 2] / limit_ms);
    }
    printf("\n");
}

static double since(int64_t start_ns)
{
    return (double)(clock_monotonic_ns() - start_ns) / 1e6;
}

static void measure_opening(const char *path)
{
    double times[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        struct store *store = NULL;
        int64_t learner, start = clock_monotonic_ns();
        must(store_open(path, &store));
        must(schedule_use(store, &scheduler));
        must(learner_find(store, NULL, &learner));
        times[i] = since(start);
        store_close(store);
    }
    report("open, learner found", times, ROUNDS, 20);
}

static void measure_quiz(struct bank *bank, struct store *store, int64_t learner,
                         enum session_kind kind, struct store_time now)
{
    double begins[ROUNDS], nexts[ROUNDS], answers[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        struct quiz *quiz = NULL;
        struct quiz_request request = {.kind = kind, .what = "10"};
        int64_t start = clock_monotonic_ns();
        must(quiz_begin(bank, store, learner, &request, NULL, now, &quiz));
        quiz_view(quiz, now);
        begins[i] = since(start);
        start = clock_monotonic_ns();
        must(quiz_type(quiz, "a", now));
        answers[i] = since(start);
        start = clock_monotonic_ns();
        must(quiz_next(quiz, now));
        quiz_view(quiz, now);
        nexts[i] = since(start);
        must(quiz_close(quiz, now));
        quiz_destroy(quiz);
    }
    bool review = kind == SESSION_REVIEW;
    report(review ? "review: drawn and saved, first question"
                  : "quiz: drawn and saved, first question",
           begins, ROUNDS, 0);
    report("next question", nexts, ROUNDS, 2);
    report("answer saved (fsync), feedback ready", answers, ROUNDS, 0);
}

static void measure_progress(struct bank *bank, struct store *store, int64_t learner,
                             struct store_time now)
{
    double times[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        struct progress progress;
        struct text page = {0};
        int64_t start = clock_monotonic_ns();
        must(progress_load(bank, store, learner, now, &progress));
        progress_print(&progress, now, 80, false, &page);
        times[i] = since(start);
        text_finish(&page);
        progress_finish(&progress);
    }
    report("progress page", times, ROUNDS, 100);
}

int main(int count, char **arguments)
{
    long answers = count > 1 ? atol(arguments[1]) : 1000000;
    char folder[] = "/tmp/ranksh-bench-XXXXXX", path[64], command[96];
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    snprintf(path, sizeof path, "%s/bench.db", folder);
    struct bank *bank = make_bank();
    struct store *store = NULL;
    int64_t learner, start = clock_monotonic_ns();
    must(store_open(path, &store));
    fill(store, answers);
    printf("%ld answers by %d learners written in %.1f s\n", answers, LEARNERS,
           since(start) / 1000);
    start = clock_monotonic_ns();
    must(schedule_use(store, &scheduler));
    printf("all schedules made from the log in %.1f s\n", since(start) / 1000);
    must(learner_find(store, NULL, &learner));
    store_close(store);
    measure_opening(path);
    must(store_open(path, &store));
    must(schedule_use(store, &scheduler));
    struct store_time now = {.utc_ms = start_ms + answers * 60000 + 86400000, .zone_minutes = 60};
    measure_quiz(bank, store, learner, SESSION_PRACTICE, now);
    measure_quiz(bank, store, learner, SESSION_REVIEW, now);
    measure_progress(bank, store, learner, now);
    store_close(store);
    bank_destroy(bank);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}
