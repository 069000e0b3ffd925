// A database in a folder of its own, and answers to put into it.
#ifndef RANKSH_TESTS_UNIT_STORE_FIXTURE_H
#define RANKSH_TESTS_UNIT_STORE_FIXTURE_H

#include <sys/stat.h>
#include <unistd.h>

#include "core/store/answer.h"
#include "core/store/care.h"
#include "core/store/journey.h"
#include "core/store/learner.h"
#include "core/store/schedule.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "core/store/totals.h"
#include "quizzes/scheduler.h"
#include "tests/unit/test.h"

enum { FIXTURE_PATH = 128 };

static const int64_t fixture_start_ms = 1750000000000; // 2025-06-15
static const int64_t fixture_day_ms = 86400000;

#define assert_ok(call)                                  \
    do {                                                 \
        if ((call) != STATUS_OK) {                       \
            fail_msg("%s: %s", #call, status_message()); \
        }                                                \
    } while (0)

static inline int fixture_set_up(void **state)
{
    char *folder = strdup("/tmp/ranksh-store-XXXXXX");
    *state = folder;
    return folder != NULL && mkdtemp(folder) != NULL ? 0 : -1;
}

static inline int fixture_tear_down(void **state)
{
    char command[FIXTURE_PATH + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
    int failed = system(command);
    free(*state);
    return failed;
}

static inline void fixture_path(void **state, const char *name, char path[static FIXTURE_PATH])
{
    snprintf(path, FIXTURE_PATH, "%s/%s", (char *)*state, name);
}

static inline struct store *fixture_open(void **state, const char *name)
{
    char path[FIXTURE_PATH];
    fixture_path(state, name, path);
    struct store *store = NULL;
    assert_ok(store_open(path, &store));
    assert_ok(schedule_use(store, &scheduler));
    return store;
}

static inline struct store_time fixture_time(int64_t ms)
{
    return (struct store_time){.utc_ms = ms, .zone_minutes = 120};
}

static inline int64_t fixture_session(struct store *store, int64_t learner, size_t count)
{
    struct session session = {
        .learner = learner, .title = "test", .lesson = "", .started = fixture_time(0)};
    struct session_question *questions = calloc(count + 1, sizeof *questions);
    for (size_t i = 0; i < count; i++) {
        questions[i] = (struct session_question){.item = "ranksh/q", .seed = i};
    }
    int64_t id = 0;
    assert_ok(session_create(store, &session, questions, count, &id));
    free(questions);
    return id;
}

// An answer to `item` of `card`; right answers are graded 3, wrong ones 1.
static inline struct answer fixture_answer(int64_t learner, int64_t session, int position,
                                           const char *item, const char *card, bool right,
                                           int64_t at_ms)
{
    static const struct answer_option options[] = {
        {.key = "a", .text = "yes", .right = true},
        {.key = "b", .text = "no'; DROP TABLE attempts; --", .misconception = "no-is-yes"},
    };
    return (struct answer){
        .learner = learner,
        .session = session,
        .position = position,
        .item = {.key = item,
                 .card = card,
                 .kind = "single",
                 .topics = "init,loop",
                 .revision = "0123456789abcdef",
                 .stem = "Why?",
                 .options = options,
                 .option_count = 2},
        .chosen = right ? "a" : "b",
        .misconception = right ? NULL : "no-is-yes",
        .right = right,
        .confidence = position % 2 == 0 ? ANSWER_SURE : ANSWER_UNSURE,
        .grade = right ? 3 : 1,
        .ms = 1000,
        .seed = 0xFFFFFFFFFFFFFFFFu,
        .at = fixture_time(at_ms),
    };
}

#endif
