#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/text.h"
#include "core/diag/trial.h"

static void rank_finish(struct trial_rank *rank)
{
    free(rank->output);
    free(rank->warnings);
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
            .warnings = strdup(""),
            .error_type = strdup(""),
            .error = strdup(""),
            .check_error = strdup(""),
        };
        failed = rank->output == NULL || rank->warnings == NULL || rank->error_type == NULL ||
                 rank->error == NULL || rank->check_error == NULL;
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

// ---- sets of ranks

enum { MAX_RANK = 1023 };

// A number off the front of the text; -1 when there is none or it is too large.
static int take_number(const char **at, const char *end)
{
    int number = -1;
    for (; *at < end && **at >= '0' && **at <= '9'; (*at)++) {
        number = (number < 0 ? 0 : number) * 10 + (**at - '0');
        if (number > MAX_RANK) {
            return -1;
        }
    }
    return number;
}

static enum status bad_ranks(const char *text, size_t length)
{
    return status_fail(STATUS_INVALID, "`%.*s` names no ranks (0, 1-3, 0,2 or all)", (int)length,
                       text);
}

enum status trial_read_ranks(const char *text, size_t length, int **ret_ranks, size_t *ret_count)
{
    int *ranks = NULL;
    size_t count = 0, capacity = 0;
    const char *at = text, *end = text + length;
    if (length == 3 && memcmp(text, "all", 3) == 0) {
        at = end;
    } else if (length == 0) {
        return bad_ranks(text, length);
    }
    while (at < end) {
        int first = take_number(&at, end), last = first;
        if (at < end && *at == '-') {
            at++;
            last = take_number(&at, end);
        }
        bool fine = first >= 0 && last >= first && (at == end || (*at == ',' && at + 1 < end));
        if (!fine) {
            free(ranks);
            return bad_ranks(text, length);
        }
        at += at < end;
        if (!array_reserve((void **)&ranks, &capacity, count + (size_t)(last - first) + 1,
                           sizeof *ranks)) {
            free(ranks);
            return status_fail(STATUS_MEMORY, "no memory for a list of ranks");
        }
        for (int rank = first; rank <= last; rank++) {
            ranks[count++] = rank;
        }
    }
    *ret_ranks = ranks;
    *ret_count = count;
    return STATUS_OK;
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
