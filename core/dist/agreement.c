#include "core/dist/agreement.h"
#include "core/dist/group_inside.h"
#include "core/dist/hooks.h"
#include "core/dist/post.h"

static void round_arrived(const struct post_message *message)
{
    struct process_group *group = group_find(message->group);
    if (group == NULL || message->round >= group->rounds) {
        return; // this rank has left the group
    }
    group->slots[message->round * 2 + (message->sequence & 1)] = (struct group_slot){
        .epoch = message->epoch,
        .sequence = message->sequence,
        .used = true,
        .equal = message->equal,
        .async = message->async,
        .hash = message->hash,
    };
}

void agreement_start(void)
{
    post_set_handler(POST_ROUND, round_arrived);
}

// Tells the rank 2^round places on what this rank knows.
static void send_round(struct work *work)
{
    struct process_group *group = work->group;
    struct post_message message = {
        .kind = POST_ROUND,
        .equal = work->equal,
        .async = work->any_async,
        .group = group->id,
        .epoch = work->epoch,
        .sequence = work->sequence,
        .round = work->round,
        .hash = work->hash,
    };
    int place = (group->rank + (1 << work->round)) % group->size;
    post_send(group->job_ranks[place], &message);
}

// Whether all rounds are through.
static bool hear_rounds(struct work *work)
{
    struct process_group *group = work->group;
    while (work->round < group->rounds) {
        const struct group_slot *slot = &group->slots[work->round * 2 + (work->sequence & 1)];
        if (!slot->used || slot->epoch != work->epoch || slot->sequence != work->sequence) {
            return false;
        }
        work->equal = work->equal && slot->equal && slot->hash == work->hash;
        work->any_async = work->any_async || slot->async;
        work->round++;
        if (work->round < group->rounds) {
            send_round(work);
        }
    }
    return true;
}

static void leave_queue(struct work *work)
{
    struct process_group *group = work->group;
    group->queue = work->behind;
    if (group->queue == NULL) {
        group->queue_end = &group->queue;
    }
}

static void start_rounds(struct work *work)
{
    if (work->state == WORK_QUEUED) {
        work->state = WORK_AGREEING;
        if (work->group->rounds > 0) {
            send_round(work);
        }
    }
}

// Whether the group's first work has left the queue.
static bool pursue_first(struct work *work)
{
    if (work_abandoned(work)) {
        leave_queue(work);
        work_end_abandoned(work);
        return true;
    }
    start_rounds(work);
    bool heard_all = hear_rounds(work);
    if (!work->equal) { // that much is certain, even if some have not come yet
        work_appeal(work, APPEAL_MISMATCH);
        return false;
    }
    if (!heard_all || work->group->staged != NULL || !work_commit(work)) {
        return false;
    }
    leave_queue(work);
    work_advance(work);
    return true;
}

void agreement_pursue(struct work *work)
{
    struct process_group *group = work->group;
    process_group_ref(group); // the work that ends may have held it last
    while (group->queue != NULL && pursue_first(group->queue)) {
    }
    process_group_unref(group);
}

void agreement_begin(struct work *work)
{
    struct process_group *group = work->group;
    work->behind = NULL;
    *group->queue_end = work;
    group->queue_end = &work->behind;
    if (!work->async) {
        agreement_pursue(work);
    } else if (group->queue == work) {
        start_rounds(work); // the rest comes with progress: the caller goes on with his own work
    }
}
