#include "core/base/clock.h"
#include "core/job/job_inside.h"
#include "core/job/waiting.h"

enum { REFRESH_MS = 100 };

static void set_timer(struct job *job);

static uint64_t mix(uint64_t hash, uint64_t more)
{
    return (hash ^ more) * UINT64_C(0x9E3779B97F4A7C15) + (hash >> 29);
}

// Whether the rank is at rest: at the prompt, or inside a call.
static bool at_rest(const struct peer *peer)
{
    return !peer_alive(peer) || peer->seen.unit == 0 || peer->seen.state.phase == PHASE_WAITING;
}

// The hash of the picture, 0 if somebody does something other than wait.
static uint64_t draw(const struct job *job)
{
    uint64_t hash = 1;
    bool somebody_waits = false;
    for (int rank = 0; rank < job->size; rank++) {
        const struct peer *peer = &job->peers[rank];
        if (!at_rest(peer)) {
            return 0;
        }
        somebody_waits |= peer_alive(peer) && peer->seen.unit != 0;
        hash = mix(mix(hash, peer->seen.unit), peer->seen.state.moves);
    }
    return somebody_waits ? hash | 1 : 0;
}

static void compare(struct job *job)
{
    struct settler *settler = &job->settler;
    uint64_t picture = draw(job);
    int64_t now_ns = clock_monotonic_ns();
    if (picture == 0 || picture != settler->picture) {
        settler->picture = picture;
        settler->since_ns = now_ns;
        settler->told = false;
    } else if (!settler->told && now_ns - settler->since_ns >= job->settle_ms * 1000000) {
        settler->told = true;
        if (job->events.settled != NULL) {
            job->events.settled(job->context, job);
        }
    }
}

static bool somebody_works(const struct job *job)
{
    for (int rank = 0; rank < job->size; rank++) {
        if (peer_alive(&job->peers[rank]) && job->peers[rank].seen.unit != 0) {
            return true;
        }
    }
    return false;
}

static void ask_again(void *context)
{
    struct job *job = context;
    job->settler.timer = NULL;
    if (job->leaving || !somebody_works(job)) {
        job->settler.picture = 0;
        return;
    }
    if (job->decider.phase == DECIDER_IDLE) {
        job->settler.number = peer_ask_all(job, MESSAGE_STATUS, NULL);
    }
    set_timer(job);
}

static void set_timer(struct job *job)
{
    if (job->settler.timer == NULL) {
        job->settler.timer = loop_after(job->loop, job->settle_ms / 2, ask_again, job);
    }
}

void settle_watch(struct job *job)
{
    set_timer(job);
}

static void refresh_is_due(void *context)
{
    struct job *job = context;
    job->settler.refresh_timer = NULL;
    job->settler.refresh_number = 0;
    if (job->events.refreshed != NULL) {
        job->events.refreshed(job->context, job);
    }
}

void settle_go_on(struct job *job)
{
    struct settler *settler = &job->settler;
    if (settler->number != 0 && peer_all_answered(job, settler->number)) {
        settler->number = 0;
        compare(job);
    }
    if (settler->refresh_number != 0 && peer_all_answered(job, settler->refresh_number)) {
        loop_cancel(job->loop, settler->refresh_timer);
        refresh_is_due(job);
    }
}

void settle_refresh(struct job *job)
{
    struct settler *settler = &job->settler;
    if (settler->refresh_timer != NULL) {
        return;
    }
    settler->refresh_timer = loop_after(job->loop, REFRESH_MS, refresh_is_due, job);
    if (job->decider.phase == DECIDER_IDLE) { // else its own questions are fresh enough
        settler->refresh_number = peer_ask_all(job, MESSAGE_STATUS, NULL);
    }
}

void settle_finish(struct job *job)
{
    loop_cancel(job->loop, job->settler.timer);
    loop_cancel(job->loop, job->settler.refresh_timer);
    job->settler = (struct settler){0};
}
