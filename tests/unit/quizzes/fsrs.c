#include <math.h>

#include "quizzes/fsrs.h"
#include "tests/unit/test.h"

static void near_to(double got, double expected, double room)
{
    if (!(fabs(got - expected) <= room)) {
        fail_msg("%.9g is not %.9g", got, expected);
    }
}

// Vectors of the FSRS implementations' own test suites.
static void six_reviews(void **state)
{
    (void)state;
    static const int grades[] = {1, 3, 3, 3, 3, 3}, days[] = {0, 0, 1, 3, 8, 21};
    double flat[FSRS_WEIGHTS];
    memcpy(flat, fsrs_weights, sizeof flat);
    flat[17] = flat[18] = flat[19] = 0;
    struct fsrs_card card = {0}, other = {0};
    for (size_t i = 0; i < 6; i++) {
        fsrs_remember(fsrs_weights, &card, (enum fsrs_grade)grades[i], days[i]);
        fsrs_remember(flat, &other, (enum fsrs_grade)grades[i], days[i]);
    }
    near_to(card.stability, 53.62691, 1e-4);
    near_to(card.difficulty, 6.3574867, 1e-4);
    near_to(other.stability, 53.335106, 1e-4);
}

static void intervals_with_steps(void **state)
{
    (void)state;
    static const int grades[] = {3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3};
    static const int expected[] = {0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21};
    struct fsrs_card card = {0};
    int days = 0, minutes = 0;
    for (size_t i = 0; i < sizeof grades / sizeof *grades; i++) {
        fsrs_review(fsrs_weights, &card, (enum fsrs_grade)grades[i], days, 0.9, &days, &minutes);
        assert_int_equal(days, expected[i]);
        assert_int_equal(minutes > 0, days == 0);
    }
}

static void same_day(void **state)
{
    (void)state;
    static const double stabilities[] = {1.596818, 5, 5, 8.12961};
    static const double difficulties[] = {8.341763, 6.6659956, 4.990228, 3.3144615};
    for (int grade = 1; grade <= 4; grade++) {
        struct fsrs_card card = {.stability = 5, .difficulty = 5, .stage = FSRS_REVIEW};
        fsrs_remember(fsrs_weights, &card, (enum fsrs_grade)grade, 0);
        near_to(card.stability, stabilities[grade - 1], 5e-5);
        near_to(card.difficulty, difficulties[grade - 1], 5e-5);
    }
}

static void retention_gives_interval(void **state)
{
    (void)state;
    static const int expected[] = {34793, 2508, 387, 90, 27, 9, 3, 1, 1};
    for (int i = 0; i < 9; i++) {
        assert_int_equal(fsrs_interval(fsrs_weights, 1, 0.2 + 0.1 * i), expected[i]);
    }
    near_to(fsrs_retrievability(fsrs_weights, 7, 7), 0.9, 1e-12);
    near_to(fsrs_retrievability(fsrs_weights, 7, 0), 1, 1e-12);
}

// Whatever is answered whenever, the memory stays in its bounds.
static void stays_in_bounds(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int run = 0; run < 2000; run++) {
        struct fsrs_card card = {0};
        for (int i = 0; i < 60; i++) {
            seed = seed * 1664525 + 1013904223;
            int days, minutes, grade = (int)(seed >> 16) % 4 + 1;
            double gap = (seed >> 8) % 7 == 0 ? (seed >> 4) % 40000 : (seed >> 4) % 9;
            fsrs_review(fsrs_weights, &card, (enum fsrs_grade)grade, gap, 0.9, &days, &minutes);
            assert_true(card.stability >= 0.001 && card.stability <= 36500);
            assert_true(card.difficulty >= 1 && card.difficulty <= 10);
            assert_true(minutes > 0 ? days == 0 : days >= 1 && days <= FSRS_MAX_INTERVAL);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_reviews),     cmocka_unit_test(intervals_with_steps),
        cmocka_unit_test(same_day),        cmocka_unit_test(retention_gives_interval),
        cmocka_unit_test(stays_in_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
