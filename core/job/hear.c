#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/clock.h"
#include "core/job/hear.h"
#include "core/job/job_inside.h"

// ---- the control socket

static enum status hear_state(struct peer *peer, const char *body, size_t length)
{
    struct message_state state;
    if (length < sizeof state) {
        return status_fail(STATUS_CORRUPT, "a state is too short");
    }
    memcpy(&state, body, sizeof state);
    if (state.call_count > (length - sizeof state) / sizeof(struct message_call) ||
        !array_reserve((void **)&peer->calls, &peer->call_capacity, state.call_count,
                       sizeof *peer->calls)) {
        return status_fail(STATUS_CORRUPT, "a state announces %u calls", state.call_count);
    }
    if (state.call_count > 0) {
        memcpy(peer->calls, body + sizeof state, state.call_count * sizeof *peer->calls);
    }
    for (uint32_t i = 0; i < state.call_count; i++) { // texts from outside
        struct message_call *call = &peer->calls[i];
        call->name[sizeof call->name - 1] = call->dtype[sizeof call->dtype - 1] = '\0';
        call->reduce[sizeof call->reduce - 1] = call->file[sizeof call->file - 1] = '\0';
        call->group_name[sizeof call->group_name - 1] = '\0';
        call->function[sizeof call->function - 1] = '\0';
        call->dims = call->dims < MESSAGE_DIMS ? call->dims : MESSAGE_DIMS;
    }
    peer->seen.state = state;
    peer->seen.calls = peer->calls;
    peer->answered = state.asked;
    decide_go_on(peer->job);
    settle_go_on(peer->job);
    peer->job->rank_answered(peer->job);
    return STATUS_OK;
}

static enum status hear_control(struct peer *peer, const char *body)
{
    struct job *job = peer->job;
    size_t length = peer->control.head.length;
    switch (peer->control.head.kind) {
    case MESSAGE_STATE:
        return hear_state(peer, body, length);
    case MESSAGE_STRAY:
        if (job->events.output != NULL) {
            job->events.output(job->context, job, peer->seen.rank, peer->seen.unit, 0, body,
                               length);
        }
        return STATUS_OK;
    default:
        return status_fail(STATUS_CORRUPT, "message %u does not belong on a control socket",
                           peer->control.head.kind);
    }
}

// ---- the work socket

static enum status hear_output(struct peer *peer, const char *body, size_t length)
{
    struct job *job = peer->job;
    struct message_output output;
    if (length < sizeof output) {
        return status_fail(STATUS_CORRUPT, "an output message is too short");
    }
    memcpy(&output, body, sizeof output);
    bool taken =
        job->events.output == NULL ||
        job->events.output(job->context, job, peer->seen.rank, peer->work.head.unit,
                           (int)output.stream, body + sizeof output, length - sizeof output);
    if (taken) {
        job_take(job, peer->seen.rank, length - sizeof output);
    }
    return STATUS_OK;
}

static void become_idle(struct peer *peer)
{
    peer->seen.unit = 0;
    peer->idle_since_ns = clock_monotonic_ns();
    peer->idle_until_ns = 0;
    peer->seen.state.phase = PHASE_IDLE;
}

static enum status hear_done(struct peer *peer, const char *body, size_t length)
{
    struct job *job = peer->job;
    struct message_done done;
    if (length < sizeof done) {
        return status_fail(STATUS_CORRUPT, "a result is too short");
    }
    memcpy(&done, body, sizeof done);
    body += sizeof done;
    length -= sizeof done;
    if ((uint64_t)done.diagnostic_length + done.value_length + done.journal_length != length) {
        return status_fail(STATUS_CORRUPT, "a result's lengths don't add up");
    }
    uint32_t unit = peer->work.head.unit;
    if (unit == peer->seen.unit) { // a check inside a wait ends without ending the unit
        become_idle(peer);
    }
    char *value = strndup(body + done.diagnostic_length, done.value_length);
    struct job_result result = {.unit = unit,
                                .outcome = (enum unit_outcome)done.outcome,
                                .exit_code = done.exit_code,
                                .wall_ns = done.wall_ns,
                                .cpu_ns = done.cpu_ns,
                                .truth = done.truth != 0,
                                .value = value != NULL ? value : "",
                                .diagnostic = body,
                                .diagnostic_length = done.diagnostic_length,
                                .journal = body + done.diagnostic_length + done.value_length,
                                .journal_length = done.journal_length};
    if (job->events.done != NULL) {
        job->events.done(job->context, job, peer->seen.rank, &result);
    }
    free(value);
    return STATUS_OK;
}

static enum status hear_request(struct peer *peer, const char *body, size_t length)
{
    struct job *job = peer->job;
    struct message_request request;
    if (length < sizeof request) {
        return status_fail(STATUS_CORRUPT, "a request is too short");
    }
    memcpy(&request, body, sizeof request);
    struct job_request told = {.number = request.number,
                               .kind = (enum request_kind)request.kind,
                               .value = request.value,
                               .data = body + sizeof request,
                               .length = length - sizeof request};
    if (job->events.request != NULL) {
        job->events.request(job->context, job, peer->seen.rank, &told);
    }
    return STATUS_OK;
}

static enum status hear_work(struct peer *peer, const char *body)
{
    struct job *job = peer->job;
    size_t length = peer->work.head.length;
    struct message_note note;
    struct message_trace trace;
    switch (peer->work.head.kind) {
    case MESSAGE_READY:
        peer->seen.ready = true;
        if (peer->seen.unit == 0) {
            become_idle(peer);
        }
        return STATUS_OK;
    case MESSAGE_OUTPUT:
        return hear_output(peer, body, length);
    case MESSAGE_DONE:
        return hear_done(peer, body, length);
    case MESSAGE_REQUEST:
        return hear_request(peer, body, length);
    case MESSAGE_NOTE:
        if (length >= sizeof note) {
            memcpy(&note, body, sizeof note);
            decide_note(job, peer->seen.rank, &note);
        }
        return STATUS_OK;
    case MESSAGE_TRACE:
        if (length >= sizeof trace && job->events.trace != NULL) {
            memcpy(&trace, body, sizeof trace);
            trace.name[sizeof trace.name - 1] = '\0';
            job->events.trace(job->context, job, peer->seen.rank, &trace);
        }
        return STATUS_OK;
    default:
        return status_fail(STATUS_CORRUPT, "message %u does not belong on a work socket",
                           peer->work.head.kind);
    }
}

// ---- both

// Reads a socket and hears every whole message on it, unless one of them ends the job.
static void hear(struct peer *peer, struct channel *channel, struct loop_watch *watch, short events,
                 enum status (*hear_one)(struct peer *, const char *))
{
    struct job *job = peer->job;
    enum status status = STATUS_OK;
    if (events & POLLOUT) {
        status = channel_flush(channel);
        loop_watch_events(watch, (short)(POLLIN | (channel_pending(channel) ? POLLOUT : 0)));
    }
    if (status == STATUS_OK && (events & (POLLIN | POLLHUP | POLLERR))) {
        status = channel_fill(channel);
    }
    bool gone = status == STATUS_CLOSED;
    const char *body = "";
    for (status = STATUS_OK; status == STATUS_OK && body != NULL && !peer->seen.dead;) {
        status = channel_next(channel, &body);
        if (status == STATUS_OK && body != NULL) {
            status = hear_one(peer, body);
        }
    }
    if (status != STATUS_OK) {
        job->nonsense(job, peer->seen.rank);
    } else if (gone && !peer->seen.dead) {
        job->rank_gone(job, peer->seen.rank);
    }
}

static void control_ready(void *context, int fd, short events)
{
    struct peer *peer = context;
    (void)fd;
    hear(peer, &peer->control, peer->control_watch, events, hear_control);
}

static void work_ready(void *context, int fd, short events)
{
    struct peer *peer = context;
    (void)fd;
    hear(peer, &peer->work, peer->work_watch, events, hear_work);
}

void hear_start(struct peer *peer)
{
    struct loop *loop = peer->job->loop;
    peer->control_watch = loop_watch(loop, peer->control.fd, POLLIN, control_ready, peer);
    peer->work_watch = loop_watch(loop, peer->work.fd, POLLIN, work_ready, peer);
}

void hear_early(struct peer *peer)
{
    hear(peer, &peer->control, peer->control_watch, 0, hear_control);
    hear(peer, &peer->work, peer->work_watch, 0, hear_work);
}

void hear_stop(struct peer *peer)
{
    loop_unwatch(peer->job->loop, peer->control_watch);
    loop_unwatch(peer->job->loop, peer->work_watch);
    peer->control_watch = peer->work_watch = NULL;
    if (peer->control.fd >= 0) {
        channel_finish(&peer->control);
    }
    if (peer->work.fd >= 0) {
        channel_finish(&peer->work);
    }
    free(peer->calls);
    peer->calls = NULL;
    peer->seen.calls = NULL;
    peer->seen.state.call_count = 0;
    peer->call_capacity = 0;
}
