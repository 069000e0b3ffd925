#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/job/job_inside.h"
#include "core/job/waiting.h"

const struct message_call *waiting_call(const struct job *job, int rank)
{
    const struct job_rank *seen = job_rank(job, rank);
    for (uint32_t i = 0; seen != NULL && !seen->dead && i < seen->state.call_count; i++) {
        if (seen->calls[i].flags & CALL_BLOCKING) {
            return &seen->calls[i];
        }
    }
    return NULL;
}

// The rank's own part in the collective that `call` is, NULL if it has not made it.
static const struct message_call *part_of(const struct job *job, int rank,
                                          const struct message_call *call)
{
    const struct job_rank *seen = job_rank(job, rank);
    for (uint32_t i = 0; seen != NULL && i < seen->state.call_count; i++) {
        const struct message_call *own = &seen->calls[i];
        if (target_equal(&own->target, &call->target) && own->epoch == call->epoch &&
            own->sequence == call->sequence) {
            return own;
        }
    }
    return NULL;
}

struct rank_set waiting_for_call(const struct job *job, int rank, const struct message_call *call)
{
    struct rank_set missing = {0};
    switch ((enum target_kind)call->target.kind) {
    case TARGET_NONE:
        break;
    case TARGET_GROUP:
        for (int member = rank_set_next(&call->members, 0); member >= 0;
             member = rank_set_next(&call->members, member + 1)) {
            if (part_of(job, member, call) == NULL) {
                rank_set_add(&missing, member);
            }
        }
        break;
    case TARGET_CHANNEL:
        rank_set_add(&missing,
                     call->target.source == rank ? call->target.destination : call->target.source);
        break;
    case TARGET_ANY:
        missing = rank_set_minus(call->members, rank_set_of(rank));
        break;
    }
    return missing;
}

struct rank_set waiting_for(const struct job *job, int rank)
{
    const struct message_call *call = waiting_call(job, rank);
    return call != NULL ? waiting_for_call(job, rank, call) : (struct rank_set){0};
}

// Follows the waits from `start`, depth first, until they come back to it. `path` is the way.
static int find_way_back(const struct job *job, int start, int at, struct rank_set *seen, int *path,
                         int length)
{
    struct rank_set next = waiting_for(job, at);
    for (int rank = rank_set_next(&next, 0); rank >= 0; rank = rank_set_next(&next, rank + 1)) {
        if (rank == start) {
            return length;
        }
        if (rank > start && !rank_set_has(seen, rank)) { // a smaller one was a start already
            rank_set_add(seen, rank);
            path[length] = rank;
            int found = find_way_back(job, start, rank, seen, path, length + 1);
            if (found > 0) {
                return found;
            }
        }
    }
    return 0;
}

int waiting_cycle(const struct job *job, int ret_ranks[static RANK_SET_LIMIT])
{
    for (int start = 0; start < job_size(job); start++) {
        int path[RANK_SET_LIMIT] = {start};
        struct rank_set seen = rank_set_of(start);
        int length = find_way_back(job, start, start, &seen, path, 1);
        if (length > 0) {
            memcpy(ret_ranks, path, (size_t)length * sizeof *path);
            return length;
        }
    }
    return 0;
}

// Whether the rank may still do something of its own accord.
static bool may_act(const struct job *job, int rank, bool idle_may_act)
{
    const struct job_rank *seen = job_rank(job, rank);
    if (seen == NULL || seen->dead) {
        return false;
    }
    return seen->unit == 0 ? idle_may_act : seen->state.phase != PHASE_WAITING;
}

bool waiting_forever(const struct job *job, bool idle_may_act)
{
    struct rank_set free = {0};
    int waiters = 0;
    for (int rank = 0; rank < job_size(job); rank++) {
        if (may_act(job, rank, idle_may_act)) {
            rank_set_add(&free, rank);
        } else if (waiting_call(job, rank) != NULL) {
            waiters++;
        }
    }
    // A collective needs all that are missing to be able to come; a receive from anybody, one.
    for (bool changed = true; changed;) {
        changed = false;
        for (int rank = 0; rank < job_size(job); rank++) {
            const struct message_call *call = waiting_call(job, rank);
            if (call == NULL || rank_set_has(&free, rank)) {
                continue;
            }
            struct rank_set missing = waiting_for(job, rank);
            struct rank_set stuck = rank_set_minus(missing, free);
            bool can = call->target.kind == TARGET_ANY ? !rank_set_equal(&stuck, &missing)
                                                       : rank_set_count(&stuck) == 0;
            if (can) {
                rank_set_add(&free, rank);
                changed = true;
            }
        }
    }
    int freed_waiters = 0;
    for (int rank = 0; rank < job_size(job); rank++) {
        freed_waiters += rank_set_has(&free, rank) && waiting_call(job, rank) != NULL &&
                         !may_act(job, rank, idle_may_act);
    }
    return waiters > 0 && freed_waiters < waiters;
}

// Adds "float32 [4], sum": whatever of it there is.
static void add_details(struct text *out, const struct message_call *call)
{
    const char *separator = "";
    if (call->dtype[0] != '\0') {
        text_addf(out, "%s [", call->dtype);
        for (uint32_t i = 0; i < call->dims && i < MESSAGE_DIMS; i++) {
            text_addf(out, "%s%" PRId64, i > 0 ? ", " : "", call->shape[i]);
        }
        text_add_char(out, ']');
        separator = ", ";
    }
    if (call->reduce[0] != '\0') {
        text_add(out, separator);
        for (const char *letter = call->reduce; *letter != '\0'; letter++) {
            text_add_char(out, (char)tolower((unsigned char)*letter));
        }
        separator = ", ";
    }
    if (call->root >= 0 && call->target.kind == TARGET_GROUP) {
        text_addf(out, "%sroot %d", separator, call->root);
        separator = ", ";
    }
    if (call->note[0] != '\0') {
        text_addf(out, "%s%s", separator, call->note);
        separator = ", ";
    }
    if (call->target.kind != TARGET_GROUP && call->target.tag != 0) {
        text_addf(out, "%stag %u", separator, call->target.tag);
        separator = ", ";
    }
    if (call->target.group != 0 && strcmp(call->group_name, "WORLD") != 0) {
        text_addf(out, "%s%s", separator, call->group_name);
    }
}

void waiting_add_call(struct text *out, const struct message_call *call)
{
    struct text details = {0};
    add_details(&details, call);
    text_addf(out, "%s #%u", call->name, call->number);
    if (details.length > 0) {
        text_addf(out, " (%s)", text_string(&details));
    }
    text_finish(&details);
    if (call->target.kind == TARGET_CHANNEL) {
        bool sends = strstr(call->name, "send") != NULL;
        text_addf(out, sends ? " to rank %d" : " from rank %d",
                  sends ? call->target.destination : call->target.source);
    } else if (call->target.kind == TARGET_ANY) {
        text_add(out, " from any rank");
    }
}

void waiting_add_rank(struct text *out, const struct job *job, int rank)
{
    const struct message_call *call = waiting_call(job, rank);
    if (call == NULL) {
        return;
    }
    struct rank_set missing = waiting_for_call(job, rank, call);
    text_addf(out, "rank %d waits in ", rank);
    waiting_add_call(out, call);
    if (call->target.kind == TARGET_GROUP && rank_set_count(&missing) > 0) {
        text_add(out, " for ");
        rank_set_add_words(out, &missing);
    }
}

void waiting_add_doing(struct text *out, const struct job *job, int rank)
{
    static const char *const doings[] = {
        [PHASE_STARTING] = "is starting",
        [PHASE_IDLE] = "is at the prompt",
        [PHASE_RUNNING] = "computes",
        [PHASE_SLEEPING] = "sleeps",
        [PHASE_WAITING] = "waits",
        [PHASE_MOVING] = "moves data",
        [PHASE_OUTPUT] = "waits for the terminal",
        [PHASE_REQUEST] = "waits for the lab",
    };
    const struct job_rank *seen = job_rank(job, rank);
    const struct message_call *call = waiting_call(job, rank);
    text_addf(out, "rank %d ", rank);
    if (seen->dead) {
        text_add(out, "is dead");
    } else if (call != NULL) {
        text_add(out, call->state == CALL_COMMITTED ? "moves data in " : "waits in ");
        waiting_add_call(out, call);
        if (call->line > 0) {
            text_addf(out, ", %s:%u", call->file, call->line);
        }
    } else if (seen->unit == 0 && !job->interactive) {
        text_add(out, "has ended its script");
    } else {
        uint32_t phase = seen->state.phase;
        text_add(out, doings[phase <= PHASE_REQUEST ? phase : PHASE_RUNNING]);
        if (seen->unit != 0 && seen->state.line > 0) {
            text_addf(out, " (line %u)", seen->state.line);
        }
    }
}

// ---- the table

static void add_cell(struct text *out, size_t column_start, const char *cell, size_t width)
{
    text_add(out, cell);
    size_t used = out->length - column_start;
    text_add_repeated(out, ' ', used < width ? width - used : 1);
}

static void add_row(struct text *out, const struct job *job, int rank,
                    const struct message_call *call)
{
    char cell[64];
    snprintf(cell, sizeof cell, "  rank %d", rank);
    add_cell(out, out->length, cell, 10);
    if (call == NULL) {
        struct text doing = {0};
        waiting_add_doing(&doing, job, rank);
        const char *words = strchr(text_string(&doing) + strlen("rank "), ' ');
        text_addf(out, "(%s)\n", words != NULL ? words + 1 : "");
        text_finish(&doing);
        return;
    }
    snprintf(cell, sizeof cell, "%s #%u", call->name, call->number);
    add_cell(out, out->length, cell, 20);
    struct text details = {0};
    add_details(&details, call);
    add_cell(out, out->length, text_string(&details), 24);
    text_finish(&details);
    if (call->line > 0) {
        const char *name = strrchr(call->file, '/');
        text_addf(out, "%s:%u", name != NULL ? name + 1 : call->file, call->line);
    }
    while (out->length > 0 && out->data[out->length - 1] == ' ') {
        text_truncate(out, out->length - 1);
    }
    text_add_char(out, '\n');
}

void waiting_add_table(struct text *out, const struct job *job, const struct rank_set *ranks,
                       const struct message_target *target)
{
    for (int rank = rank_set_next(ranks, 0); rank >= 0; rank = rank_set_next(ranks, rank + 1)) {
        const struct job_rank *seen = job_rank(job, rank);
        const struct message_call *call = waiting_call(job, rank);
        for (uint32_t i = 0; target != NULL && seen != NULL && i < seen->state.call_count; i++) {
            if (target_equal(&seen->calls[i].target, target)) {
                call = &seen->calls[i];
                break;
            }
        }
        add_row(out, job, rank, call);
    }
}
