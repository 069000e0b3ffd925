// Schedules and clocks that can't be trusted.
#include "quizzes/fsrs.h"
#include "quizzes/scheduler.h"
#include "tests/unit/test.h"

static const int64_t day_ms = 86400000, start_ms = 1750000000000;

enum { MAX = 32 };

static struct schedule replay(const int *days, const int *grades, size_t count)
{
    struct schedule_review reviews[MAX];
    for (size_t i = 0; i < count; i++) {
        reviews[i] = (struct schedule_review){
            .at_ms = start_ms + days[i] * day_ms, .grade = grades[i], .sequence = (int64_t)i};
    }
    struct schedule schedule;
    scheduler.replay(reviews, count, &schedule);
    return schedule;
}

static const int good[MAX] = {3, 3, 3, 3, 3, 3, 3, 3};

static void a_straight_log(void **state)
{
    (void)state;
    static const int days[] = {0, 0, 2, 13};
    struct schedule schedule = replay(days, good, 4);
    assert_int_equal(schedule.reviews, 4);
    assert_int_equal(schedule.stage, FSRS_REVIEW);
    assert_int_equal(schedule.last_ms, start_ms + 13 * day_ms);
    assert_int_equal(store_day(schedule.due_ms, 0) - store_day(schedule.last_ms, 0), 46);
    static const int once[] = {0};
    schedule = replay(once, good, 1);
    assert_int_equal(schedule.due_ms, start_ms + 600000); // a learning step of ten minutes
}

// One review with the clock years ahead, or at 1970, weighs no more than one at its neighbour's time.
static void one_wild_clock_changes_little(void **state)
{
    (void)state;
    static const int straight[] = {0, 0, 2, 2, 13}, ahead[] = {0, 0, 2, 5475, 13},
                     behind[] = {0, 0, 2, -20000, 13};
    struct schedule expected = replay(straight, good, 5);
    struct schedule one = replay(ahead, good, 5), other = replay(behind, good, 5);
    assert_memory_equal(&one, &expected, sizeof one);
    assert_memory_equal(&other, &expected, sizeof other);
}

static void only_days_and_never_backwards(void **state)
{
    (void)state;
    static const int days[] = {9, 8, 7, 6, 5, 4, 3, 2};
    struct schedule schedule = replay(days, good, 8);
    assert_true(schedule.stability > 0 && schedule.stability < 100);
    assert_int_equal(schedule.reviews, 8);
    assert_true(scheduler_retrievability(&schedule, 0, 0) > 0.999); // a clock at 1970
}

// Two laptops' reviews are put together by time, whichever comes first in the log.
static void recorders_are_put_together_by_time(void **state)
{
    (void)state;
    struct schedule_review reviews[4], turned[4];
    static const int days[] = {0, 2, 0, 13}, recorders[] = {0, 0, 1, 1};
    for (size_t i = 0; i < 4; i++) {
        reviews[i] = (struct schedule_review){.at_ms = start_ms + days[i] * day_ms + (int64_t)i,
                                              .grade = 3,
                                              .recorder = recorders[i],
                                              .sequence = (int64_t)i};
    }
    for (size_t i = 0; i < 4; i++) {
        turned[i] = reviews[(i + 2) % 4];
        turned[i].recorder = 1 - turned[i].recorder;
    }
    struct schedule one, other;
    scheduler.replay(reviews, 4, &one);
    scheduler.replay(turned, 4, &other);
    assert_memory_equal(&one, &other, sizeof one);
    assert_int_equal(store_day(one.due_ms, 0) - store_day(one.last_ms, 0), 46);
}

static void zones_and_lapses(void **state)
{
    (void)state;
    static const int days[] = {0, 0, 2, 13, 14}, grades[] = {3, 3, 3, 1, 3};
    struct schedule schedule = replay(days, grades, 5);
    assert_int_equal(schedule.lapses, 1);
    // eastwards over the date line the local day may go back: no time has passed then
    struct schedule_review reviews[] = {
        {.at_ms = start_ms, .zone_minutes = 780, .grade = 3},
        {.at_ms = start_ms + 3600000, .zone_minutes = -600, .grade = 3, .sequence = 1},
    };
    scheduler.replay(reviews, 2, &schedule);
    assert_true(schedule.stability > 2 && schedule.stability < 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_straight_log),
        cmocka_unit_test(one_wild_clock_changes_little),
        cmocka_unit_test(only_days_and_never_backwards),
        cmocka_unit_test(recorders_are_put_together_by_time),
        cmocka_unit_test(zones_and_lapses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
