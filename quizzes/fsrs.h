// FSRS-6, the published review scheduler: 21 weights, whole days. (FSRS-7 exists; the log is kept so
// that a later version can replay it.) Formulas and default weights: the FSRS project's description
// of version 6.
#ifndef RANKSH_QUIZZES_FSRS_H
#define RANKSH_QUIZZES_FSRS_H

#include <stdbool.h>
#include <stdint.h>

enum { FSRS_VERSION = 6, FSRS_WEIGHTS = 21, FSRS_MAX_INTERVAL = 36500 };

enum fsrs_grade { FSRS_AGAIN = 1, FSRS_HARD, FSRS_GOOD, FSRS_EASY };

enum fsrs_stage { FSRS_NEW, FSRS_LEARNING, FSRS_REVIEW, FSRS_RELEARNING };

extern const double fsrs_weights[FSRS_WEIGHTS]; // the defaults

struct fsrs_card {
    double stability, difficulty; // 0 while new
    enum fsrs_stage stage;
    int step; // of the learning or relearning steps
};

// How likely the card is remembered after `days` whole days.
double fsrs_retrievability(const double *weights, double stability, double days);

// Days until retrievability falls to `retention`: 1 to 36500.
int fsrs_interval(const double *weights, double stability, double retention);

// The memory after a review `days` whole days after the last one (0 for the first).
void fsrs_remember(const double *weights, struct fsrs_card *card, enum fsrs_grade grade,
                   double days);

// The same, with learning steps of 1 and 10 minutes and a relearning step of 10: moves the stage
// and says when the card comes back: after `ret_minutes` when that isn't 0, else after `ret_days`.
void fsrs_review(const double *weights, struct fsrs_card *card, enum fsrs_grade grade, double days,
                 double retention, int *ret_days, int *ret_minutes);

#endif
