#include "core/dist/group_inside.h"
#include "core/dist/watch.h"
#include "core/dist/work_inside.h"

// A receive that waits is behind all that were committed, whichever number it got.
static uint32_t sequence_of(const struct work *work)
{
    bool behind = work->state < WORK_MOVING && work->call.operation == DIST_RECV &&
                  work->sequence < work->target->committed;
    return behind ? work->target->committed : work->sequence;
}

static void describe(const struct work *work, struct watch_call *ret_call)
{
    *ret_call = (struct watch_call){
        .target = work->target->key,
        .epoch = work->epoch,
        .sequence = sequence_of(work),
        .number = work->number,
        .queued = work->state == WORK_QUEUED,
        .committed = work->state >= WORK_MOVING,
        .async = work->async,
        .standing = work == work_standing,
        .mismatch = work->appealed & 1u << APPEAL_MISMATCH,
        .expired = work->appealed & 1u << APPEAL_TIMEOUT,
        .line = work->line,
        .call = &work->call,
        .since_ns = work->entered_ns,
        .timeout_ns = work->limit_ns,
        .members = work->group->job_ranks,
        .member_count = work->group->size,
    };
    group_name(work->group, ret_call->group_name);
}

static void tell_calls(const struct target *target, bool of_target, watch_each *each, void *context)
{
    for (const struct work *work = work_unfinished; work != NULL; work = work->next) {
        if ((work->target == target) == of_target) {
            struct watch_call call;
            describe(work, &call);
            each(context, &call);
        }
    }
}

void watch_look(const struct target_key *key, watch_each *each, void *context,
                struct watch_target *ret_target, struct watch_past *ret_past)
{
    target_lock();
    const struct target *target = key != NULL ? target_find(key) : NULL;
    *ret_target = (struct watch_target){0};
    if (target != NULL) {
        *ret_target = (struct watch_target){target->epoch, target->committed, target->base};
        tell_calls(target, true, each, context);
    }
    tell_calls(target, false, each, context);
    *ret_past = work_past;
    target_unlock();
}

void watch_hold(void)
{
    target_lock();
    target_set_held(true);
    target_unlock();
}

void watch_release(void)
{
    target_lock();
    target_set_held(false);
    target_unlock();
}

void watch_abandon(const struct target_key *key, uint32_t epoch, uint32_t base, enum status status,
                   const char *text, size_t length, const int *missing, int missing_count)
{
    struct reason *reason = reason_create(status, text, length, missing, missing_count),
                  *old = NULL;
    target_lock();
    struct target *target = target_find(key);
    if (target != NULL && target->epoch != epoch) {
        target->epoch = epoch;
        target->base = base;
        target->committed = 0;
        old = target->reason;
        target->reason = reason_ref(reason);
    }
    target_unlock();
    reason_unref(reason);
    reason_unref(old);
}

void watch_extend(const struct target_key *key, uint32_t epoch, uint32_t sequence, int64_t more_ns)
{
    target_lock();
    const struct target *target = target_find(key);
    for (struct work *work = work_unfinished; work != NULL; work = work->next) {
        if (work->target == target && work->epoch == epoch && work->sequence == sequence) {
            work->deadline_ns += more_ns;
            work->appealed &= (uint8_t) ~(1u << APPEAL_TIMEOUT);
        }
    }
    target_unlock();
}

void watch_set_slowness(int64_t ns)
{
    atomic_store(&work_slowness_ns, ns);
}

int64_t watch_slowness(void)
{
    return atomic_load(&work_slowness_ns);
}

void watch_set_costs(bool wanted)
{
    atomic_store(&work_costs_wanted, wanted);
}
