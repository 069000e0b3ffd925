#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/diag/trial.h"

static void rank_finish(struct trial_rank *rank)
{
    free(rank->output);
    free(rank->error_type);
    free(rank->error);
    free(rank->waits_for);
    free(rank->check_error);
}

void trial_result_finish(struct trial_result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        rank_finish(&result->ranks[i]);
    }
    free(result->ranks);
    *result = (struct trial_result){0};
}

enum status trial_result_init(struct trial_result *result, size_t count)
{
    *result = (struct trial_result){.ranks = calloc(count, sizeof *result->ranks), .count = count};
    bool failed = result->ranks == NULL && count > 0;
    for (size_t i = 0; i < count && !failed; i++) {
        struct trial_rank *rank = &result->ranks[i];
        *rank = (struct trial_rank){
            .rank = (int)i,
            .output = strdup(""),
            .error_type = strdup(""),
            .error = strdup(""),
            .check_error = strdup(""),
        };
        failed = rank->output == NULL || rank->error_type == NULL || rank->error == NULL ||
                 rank->check_error == NULL;
    }
    if (failed) {
        result->count = result->ranks != NULL ? count : 0;
        trial_result_finish(result);
        return status_fail(STATUS_MEMORY, "no memory for %zu ranks' results", count);
    }
    return STATUS_OK;
}

bool trial_passed(const struct trial_result *result)
{
    bool any = false;
    for (size_t i = 0; i < result->count; i++) {
        any |= result->ranks[i].checked;
        if (result->ranks[i].checked && !result->ranks[i].check_passed) {
            return false;
        }
    }
    return any;
}

const char *trial_state_name(enum trial_state state)
{
    static const char *const names[] = {"idle", "waiting", "running", "dead"};
    return state < TRIAL_STATE_COUNT ? names[state] : "?";
}

char *trial_printed(const struct trial_rank *rank)
{
    struct text out = {0};
    size_t kept = 0; // the length with no blanks at the end of the current line
    for (const char *at = rank->output; *at != '\0'; at++) {
        if (*at == '\n') {
            text_truncate(&out, kept);
        }
        if (*at != '\r') {
            text_add_char(&out, *at);
        }
        if (*at != ' ' && *at != '\t' && *at != '\r') {
            kept = out.length;
        }
    }
    text_truncate(&out, kept);
    while (out.length > 0 && out.data[out.length - 1] == '\n') {
        text_truncate(&out, out.length - 1);
    }
    return text_take(&out);
}
