#include <poll.h>

#include "core/job/job_inside.h"

// Writes what the socket takes, and waits for it to take the rest.
static void queue(struct channel *channel, struct loop_watch *watch, enum message_kind kind,
                  uint32_t unit, const struct channel_part *parts, int count)
{
    if (channel->fd >= 0 && watch != NULL) {
        channel_queue(channel, kind, unit, parts, count);
        loop_watch_events(watch, (short)(POLLIN | (channel_pending(channel) ? POLLOUT : 0)));
    }
}

void peer_order(struct peer *peer, enum message_kind kind, uint32_t unit,
                const struct channel_part *parts, int count)
{
    queue(&peer->control, peer->control_watch, kind, unit, parts, count);
}

void peer_send(struct peer *peer, enum message_kind kind, uint32_t unit,
               const struct channel_part *parts, int count)
{
    queue(&peer->work, peer->work_watch, kind, unit, parts, count);
}

bool peer_alive(const struct peer *peer)
{
    return peer->seen.connected && !peer->seen.dead;
}

uint32_t peer_ask_all(struct job *job, enum message_kind kind, const struct message_target *target)
{
    struct message_ask ask = {.number = ++job->last_ask};
    if (target != NULL) {
        ask.target = *target;
    }
    for (int rank = 0; rank < job->size; rank++) {
        struct peer *peer = &job->peers[rank];
        if (peer_alive(peer)) {
            peer->asked = ask.number;
            peer_order(peer, kind, 0, &(struct channel_part){&ask, sizeof ask}, 1);
        }
    }
    return ask.number;
}

bool peer_all_answered(const struct job *job, uint32_t number)
{
    for (int rank = 0; rank < job->size; rank++) {
        const struct peer *peer = &job->peers[rank];
        if (peer_alive(peer) && peer->answered < number) {
            return false;
        }
    }
    return true;
}

bool target_equal(const struct message_target *a, const struct message_target *b)
{
    return a->kind == b->kind && a->group == b->group && a->source == b->source &&
           a->destination == b->destination && a->tag == b->tag;
}
