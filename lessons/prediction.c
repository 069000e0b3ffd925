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

static bool same_text(const char *expected, const char *shown)
{
    expected += strspn(expected, " \t\n");
    size_t length = strlen(expected);
    while (length > 0 && strchr(" \t\r\n", expected[length - 1]) != NULL) {
        length--;
    }
    return length == strlen(shown) && strncasecmp(expected, shown, length) == 0;
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
