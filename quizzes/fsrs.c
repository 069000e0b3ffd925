#include <math.h>

#include "quizzes/fsrs.h"

const double fsrs_weights[FSRS_WEIGHTS] = {
    0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001,  1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
};

static const double min_stability = 0.001, max_stability = 36500;
static const int learning_minutes[] = {1, 10};
static const int relearning_minutes[] = {10};

enum {
    LEARNING_STEPS = sizeof learning_minutes / sizeof *learning_minutes,
    RELEARNING_STEPS = sizeof relearning_minutes / sizeof *relearning_minutes,
};

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

// F of the power curve: chosen so that R is 0.9 when the days equal the stability.
static double curve_factor(const double *w)
{
    return pow(0.9, -1 / w[20]) - 1;
}

double fsrs_retrievability(const double *w, double stability, double days)
{
    return pow(1 + curve_factor(w) * days / stability, -w[20]);
}

int fsrs_interval(const double *w, double stability, double retention)
{
    double days = stability / curve_factor(w) * (pow(retention, -1 / w[20]) - 1);
    return (int)clamp(round(days), 1, FSRS_MAX_INTERVAL);
}

static double first_difficulty(const double *w, enum fsrs_grade grade)
{
    return w[4] - exp(w[5] * ((double)grade - 1)) + 1;
}

static double next_difficulty(const double *w, double difficulty, enum fsrs_grade grade)
{
    double moved = difficulty - w[6] * ((double)grade - 3) * (10 - difficulty) / 9;
    return clamp(w[7] * first_difficulty(w, FSRS_EASY) + (1 - w[7]) * moved, 1, 10);
}

static double passed_stability(const double *w, const struct fsrs_card *card, enum fsrs_grade grade,
                               double retrievability)
{
    double growth = exp(w[8]) * (11 - card->difficulty) * pow(card->stability, -w[9]) *
                    (exp(w[10] * (1 - retrievability)) - 1);
    growth *= grade == FSRS_HARD ? w[15] : grade == FSRS_EASY ? w[16] : 1;
    return card->stability * (1 + growth);
}

static double failed_stability(const double *w, const struct fsrs_card *card, double retrievability)
{
    double forgotten = w[11] * pow(card->difficulty, -w[12]) *
                       (pow(card->stability + 1, w[13]) - 1) * exp(w[14] * (1 - retrievability));
    return fmin(forgotten, card->stability / exp(w[17] * w[18]));
}

static double same_day_stability(const double *w, double stability, enum fsrs_grade grade)
{
    double factor = exp(w[17] * ((double)grade - 3 + w[18])) * pow(stability, -w[19]);
    return stability * (grade >= FSRS_HARD ? fmax(factor, 1) : factor);
}

void fsrs_remember(const double *w, struct fsrs_card *card, enum fsrs_grade grade, double days)
{
    if (card->stage == FSRS_NEW) {
        card->stability = clamp(w[grade - 1], min_stability, max_stability);
        card->difficulty = clamp(first_difficulty(w, grade), 1, 10);
        card->stage = FSRS_LEARNING;
        card->step = 0;
        return;
    }
    double stability, retrievability = fsrs_retrievability(w, card->stability, days);
    if (days < 1) {
        stability = same_day_stability(w, card->stability, grade);
    } else if (grade == FSRS_AGAIN) {
        stability = failed_stability(w, card, retrievability);
    } else {
        stability = passed_stability(w, card, grade, retrievability);
    }
    card->stability = clamp(stability, min_stability, max_stability);
    card->difficulty = next_difficulty(w, card->difficulty, grade);
}

// Moves through steps of minutes; false when the card has left them.
static bool take_step(struct fsrs_card *card, enum fsrs_grade grade, const int *minutes, int count,
                      int *ret_minutes)
{
    if (grade == FSRS_AGAIN) {
        card->step = 0;
        *ret_minutes = minutes[0];
        return true;
    }
    if (grade == FSRS_EASY || card->step >= count) {
        return false;
    }
    if (grade == FSRS_HARD) { // the step again; the first one between it and the next
        *ret_minutes = card->step > 0 ? minutes[card->step]
                       : count > 1    ? (minutes[0] + minutes[1] + 1) / 2
                                      : minutes[0] * 3 / 2;
        return true;
    }
    if (card->step + 1 == count) {
        return false;
    }
    card->step++;
    *ret_minutes = minutes[card->step];
    return true;
}

void fsrs_review(const double *w, struct fsrs_card *card, enum fsrs_grade grade, double days,
                 double retention, int *ret_days, int *ret_minutes)
{
    fsrs_remember(w, card, grade, days);
    int minutes = 0;
    bool stays = false;
    switch (card->stage) {
    case FSRS_NEW:
    case FSRS_LEARNING:
        stays = take_step(card, grade, learning_minutes, LEARNING_STEPS, &minutes);
        break;
    case FSRS_REVIEW:
        if (grade == FSRS_AGAIN) {
            card->stage = FSRS_RELEARNING;
            card->step = 0;
            minutes = relearning_minutes[0];
            stays = true;
        }
        break;
    case FSRS_RELEARNING:
        stays = take_step(card, grade, relearning_minutes, RELEARNING_STEPS, &minutes);
        break;
    }
    if (!stays) {
        card->stage = FSRS_REVIEW;
        card->step = 0;
        *ret_days = fsrs_interval(w, card->stability, retention);
        *ret_minutes = 0;
        return;
    }
    *ret_days = 0;
    *ret_minutes = minutes;
}
