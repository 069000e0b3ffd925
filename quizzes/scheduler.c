#include <stdlib.h>
#include <string.h>

#include "quizzes/fsrs.h"
#include "quizzes/scheduler.h"

static const double retention = 0.9;
static const int64_t minute_ms = 60000;

// ---- clocks

// Puts into `times` when each review happened, as far as the clock can be believed. `tails` and
// `before` are scratch of the same length: the usual search for a longest run, where tails[k] ends
// the best run of k + 1 reviews.
static void believe(const struct schedule_review *reviews, size_t count, int64_t *times,
                    size_t *tails, size_t *before)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        size_t low = 0, high = length; // the first run whose end is later than this review
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (reviews[tails[middle]].at_ms <= reviews[i].at_ms) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        before[i] = low > 0 ? tails[low - 1] : SIZE_MAX;
        tails[low] = i;
        length = low == length ? length + 1 : length;
    }
    for (size_t i = 0; i < count; i++) {
        times[i] = INT64_MIN;
    }
    size_t first = 0;
    for (size_t i = length > 0 ? tails[length - 1] : SIZE_MAX; i != SIZE_MAX; i = before[i]) {
        times[i] = reviews[i].at_ms;
        first = i;
    }
    for (size_t i = 0; i < count; i++) {
        if (times[i] == INT64_MIN) {
            times[i] = i > 0 && i > first ? times[i - 1] : reviews[first].at_ms;
        }
    }
}

struct timed {
    int64_t at_ms;
    size_t index; // in the log
};

static int compare_times(const void *first, const void *second)
{
    const struct timed *a = first, *b = second;
    if (a->at_ms != b->at_ms) {
        return a->at_ms < b->at_ms ? -1 : 1;
    }
    return (a->index > b->index) - (a->index < b->index);
}

// All reviews in the order in which they happened. NULL: no memory.
static struct timed *put_in_order(const struct schedule_review *reviews, size_t count)
{
    struct timed *order = calloc(count, sizeof *order);
    int64_t *times = calloc(count, sizeof *times);
    size_t *tails = calloc(count, sizeof *tails), *before = calloc(count, sizeof *before);
    if (order == NULL || times == NULL || tails == NULL || before == NULL) {
        free(order);
        order = NULL;
    }
    for (size_t start = 0, end; order != NULL && start < count; start = end) {
        for (end = start + 1; end < count && reviews[end].recorder == reviews[start].recorder;) {
            end++;
        }
        believe(reviews + start, end - start, times + start, tails, before);
    }
    for (size_t i = 0; order != NULL && i < count; i++) {
        order[i] = (struct timed){.at_ms = times[i], .index = i};
    }
    if (order != NULL) {
        qsort(order, count, sizeof *order, compare_times);
    }
    free(times);
    free(tails);
    free(before);
    return order;
}

// ---- replay

static double days_between(int64_t from_day, int64_t to_day)
{
    return to_day > from_day ? (double)(to_day - from_day) : 0;
}

static void replay_in_order(const struct schedule_review *reviews, const struct timed *order,
                            size_t count, struct schedule *schedule)
{
    struct fsrs_card card = {0};
    int days = 0, minutes = 0, zone = 0;
    int64_t last_day = 0, last_ms = 0;
    for (size_t i = 0; i < count; i++) {
        const struct schedule_review *review = &reviews[order ? order[i].index : i];
        last_ms = order ? order[i].at_ms : review->at_ms;
        zone = review->zone_minutes;
        int64_t day = store_day(last_ms, zone);
        schedule->lapses += review->grade == FSRS_AGAIN && card.stage == FSRS_REVIEW;
        fsrs_review(fsrs_weights, &card, (enum fsrs_grade)review->grade,
                    i > 0 ? days_between(last_day, day) : 0, retention, &days, &minutes);
        last_day = i > 0 && day < last_day ? last_day : day;
    }
    schedule->stability = card.stability;
    schedule->difficulty = card.difficulty;
    schedule->stage = (int)card.stage;
    schedule->step = card.step;
    schedule->reviews = (int)count;
    schedule->last_ms = last_ms;
    schedule->due_ms = minutes > 0 ? last_ms + minutes * minute_ms
                                   : store_day_start(store_day(last_ms, zone) + days, zone);
}

// Without memory the log is taken as it stands, which is right as long as no clock jumped.
static void replay(const struct schedule_review *reviews, size_t count,
                   struct schedule *ret_schedule)
{
    struct timed *order = put_in_order(reviews, count);
    struct schedule schedule = {0};
    replay_in_order(reviews, order, count, &schedule);
    free(order);
    *ret_schedule = schedule;
}

const struct scheduler scheduler = {.version = FSRS_VERSION * 100 + 1, .replay = replay};

double scheduler_retrievability(const struct schedule *schedule, int64_t now_ms, int zone_minutes)
{
    double days =
        days_between(store_day(schedule->last_ms, zone_minutes), store_day(now_ms, zone_minutes));
    return fsrs_retrievability(fsrs_weights, schedule->stability, days);
}
