#include <stdlib.h>
#include <string.h>

#include "core/control/rank_set.h"
#include "repl/live_view.h"

void live_view_code(struct lab *lab, const char *code)
{
    for (const char *line = code; line != NULL && *line != '\0';) {
        size_t length = strcspn(line, "\n");
        lab_printf(lab, "%s %.*s\n", line[0] == ' ' ? "..." : ">>>", (int)length, line);
        line += length + (line[length] == '\n');
    }
}

// What a rank printed, how it ended, and whether the question's check holds there.
static char *describe(const struct trial_rank *rank)
{
    struct text body = {0};
    text_addf(&body, "%s%s", rank->output, rank->warnings);
    if (body.length > 0 && body.data[body.length - 1] == '\n') {
        text_truncate(&body, body.length - 1);
    }
    const char *gap = body.length > 0 ? "\n" : "";
    if (rank->error_type[0] != '\0') {
        text_addf(&body, "%s%s: %s", gap, rank->error_type, rank->error);
    } else if (rank->state != TRIAL_IDLE) {
        text_addf(&body, "%s(%s)", gap, trial_state_name(rank->state));
    } else if (rank->checked) {
        text_addf(&body, "%s(%s)", gap, rank->check_passed ? "as it should be" : "not right yet");
    } else if (body.length == 0) {
        text_add(&body, "(prints nothing)");
    }
    return text_take(&body);
}

static void show_block(struct lab *lab, const struct rank_set *ranks, const char *body, bool alone)
{
    struct text label = {0}, out = {0};
    if (!alone) {
        text_add_char(&label, '[');
        rank_set_add_text(&label, ranks);
        text_add(&label, "] ");
    }
    output_labelled(&lab->terminal, &out, text_string(&label), body, strlen(body));
    lab_print(lab, text_string(&out));
    text_finish(&label);
    text_finish(&out);
}

void live_view_result(struct lab *lab, const struct trial_result *result)
{
    char **bodies = calloc(result->count + 1, sizeof *bodies);
    for (size_t i = 0; bodies != NULL && i < result->count; i++) {
        bodies[i] = describe(&result->ranks[i]);
    }
    struct rank_set shown = rank_set_below(0);
    for (size_t i = 0; bodies != NULL && i < result->count; i++) {
        struct rank_set same = rank_set_below(0);
        for (size_t k = i; k < result->count && bodies[i] != NULL; k++) {
            if (bodies[k] != NULL && strcmp(bodies[i], bodies[k]) == 0) {
                rank_set_add(&same, result->ranks[k].rank);
            }
        }
        if (bodies[i] != NULL && !rank_set_has(&shown, result->ranks[i].rank)) {
            show_block(lab, &same, bodies[i], result->count == 1);
            shown = rank_set_or(shown, same);
        }
    }
    for (size_t i = 0; bodies != NULL && i < result->count; i++) {
        free(bodies[i]);
    }
    free(bodies);
}
