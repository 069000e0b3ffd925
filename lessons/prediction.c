#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lessons/prediction.h"

static enum status show(struct play_prediction *prediction, char *shown)
{
    free((char *)prediction->shown);
    prediction->shown = shown;
    return shown != NULL ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory for what was shown");
}

// What a rank showed, as one text: what it printed, then how it ended.
static char *shown_by(const struct trial_rank *rank)
{
    char *printed = trial_printed(rank);
    if (printed == NULL) {
        return NULL;
    }
    struct text shown = {0};
    text_add(&shown, printed);
    free(printed);
    const char *end = rank->error_type[0] != '\0' ? rank->error_type
                      : rank->state != TRIAL_IDLE ? trial_state_name(rank->state)
                                                  : NULL;
    if (end != NULL) {
        text_addf(&shown, shown.length > 0 ? "\n%s" : "%s", end);
    }
    return text_take(&shown);
}

// The next word of a text; a list's brackets and commas part words, as blanks do.
static size_t next_word(const char **at)
{
    *at += strspn(*at, " \t\r\n,[]()");
    return strcspn(*at, " \t\r\n,[]()");
}

// 7 is right for 7.0: what counts is the number.
static bool same_number(const char *one, size_t one_length, const char *other, size_t other_length)
{
    char *one_end, *other_end;
    double first = strtod(one, &one_end), second = strtod(other, &other_end);
    return one_end == one + one_length && other_end == other + other_length && first == second;
}

static bool same_text(const char *expected, const char *shown)
{
    for (;;) {
        size_t one = next_word(&expected), other = next_word(&shown);
        if (one == 0 || other == 0) {
            return one == other;
        }
        bool same = (one == other && strncasecmp(expected, shown, one) == 0) ||
                    same_number(expected, one, shown, other);
        if (!same) {
            return false;
        }
        expected += one;
        shown += other;
    }
}

enum status prediction_compare(struct play_prediction *prediction, const struct trial_result *facts)
{
    struct text all = {0};
    prediction->right = true;
    for (size_t i = 0; i < facts->count; i++) {
        const struct trial_rank *rank = &facts->ranks[i];
        if (prediction->rank >= 0 && prediction->rank != rank->rank) {
            continue;
        }
        char *shown = shown_by(rank);
        prediction->right =
            prediction->right && shown != NULL && same_text(prediction->expected, shown);
        if (facts->count > 1 && prediction->rank < 0) {
            text_addf(&all, "%s[%d] ", all.length > 0 ? "\n" : "", rank->rank);
        }
        text_add(&all, shown != NULL ? shown : "");
        all.failed |= shown == NULL;
        free(shown);
    }
    return show(prediction, text_take(&all));
}

enum status prediction_compare_outcome(struct play_prediction *prediction, const char *said,
                                       const struct trial_result *facts)
{
    const char *outcome = strcmp(said, "wrong") == 0 ? "wrong" : "works";
    for (size_t i = 0; i < facts->count; i++) {
        const struct trial_rank *rank = &facts->ranks[i];
        if (rank->error_type[0] != '\0' && strcmp(outcome, "hangs") != 0) {
            outcome = "raises";
        }
        if (rank->state == TRIAL_WAITING || rank->state == TRIAL_RUNNING) {
            outcome = "hangs";
        }
    }
    prediction->right = strcmp(prediction->expected, outcome) == 0;
    return show(prediction, strdup(outcome));
}
