#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/dist/reason.h"

struct reason {
    atomic_int refs;
    struct process_group_failure failure;
};

static struct reason *last;
static const struct process_group_failure no_memory = {
    .status = STATUS_CLOSED,
    .text = "the call was given up, and there is no memory to say why",
};

struct reason *reason_create(enum status status, const char *text, size_t length,
                             const int *missing, int missing_count)
{
    struct reason *reason = calloc(1, sizeof *reason);
    char *text_copy = malloc(length + 1);
    int *missing_copy = malloc(((size_t)missing_count + 1) * sizeof *missing);
    if (reason == NULL || text_copy == NULL || missing_copy == NULL) {
        free(reason);
        free(text_copy);
        free(missing_copy);
        return NULL;
    }
    memcpy(text_copy, text, length);
    text_copy[length] = '\0';
    if (missing_count > 0) {
        memcpy(missing_copy, missing, (size_t)missing_count * sizeof *missing);
    }
    atomic_init(&reason->refs, 1);
    reason->failure = (struct process_group_failure){.status = status,
                                                     .text = text_copy,
                                                     .missing = missing_copy,
                                                     .missing_count = missing_count};
    return reason;
}

struct reason *reason_ref(struct reason *reason)
{
    if (reason != NULL) {
        atomic_fetch_add(&reason->refs, 1);
    }
    return reason;
}

void reason_unref(struct reason *reason)
{
    if (reason != NULL && atomic_fetch_sub(&reason->refs, 1) == 1) {
        free((char *)reason->failure.text);
        free((int *)reason->failure.missing);
        free(reason);
    }
}

const struct process_group_failure *process_group_failure(void)
{
    return last != NULL ? &last->failure : &no_memory;
}

enum status reason_tell(struct reason *reason)
{
    reason_ref(reason);
    reason_unref(last);
    last = reason;
    const struct process_group_failure *failure = process_group_failure();
    return status_fail(failure->status, "%s", failure->text);
}
