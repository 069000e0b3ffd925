#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/dist/watch.h"
#include "core/rank/answer.h"
#include "core/rank/state.h"
#include "core/rank/wire.h"

enum { CALLS_SHOWN = 64, STRAY_SIZE = 4096 };

static struct channel *control;
static const struct runner *runner;
static int stray_fd;

// ---- what this rank is doing

struct picture {
    struct message_state state;
    struct message_call calls[CALLS_SHOWN];
    int64_t now_ns;
    bool standing, moving; // the main thread waits in a call; its data moves
};

static uint32_t flags_of(const struct watch_call *call)
{
    return (call->async ? CALL_ASYNC : 0u) | (call->standing ? CALL_BLOCKING : 0u) |
           (call->mismatch ? CALL_MISMATCH : 0u) | (call->expired ? CALL_EXPIRED : 0u);
}

// What the learner calls it: an asynchronous send is an isend.
static void name_operation(enum dist_call operation, bool async, char *out, size_t size)
{
    bool pair = operation == DIST_SEND || operation == DIST_RECV;
    snprintf(out, size, "%s%s", pair && async ? "i" : "", dist_call_name(operation));
}

static void name_call(const struct call *call, bool async, struct message_call *out)
{
    name_operation(call->operation, async, out->name, sizeof out->name);
    if (call->dtype != CALL_NO_DTYPE) {
        snprintf(out->dtype, sizeof out->dtype, "%s", dtype_facts[call->dtype].name);
    }
    if (call->reduce != REDUCE_NONE) {
        snprintf(out->reduce, sizeof out->reduce, "%s",
                 reduce_op_name((enum reduce_op)call->reduce));
    }
    snprintf(out->note, sizeof out->note, "%s", call->note != NULL ? call->note : "");
    out->root = call->root;
    out->dims = (uint32_t)call->ndim;
    for (int i = 0; i < call->ndim; i++) {
        out->shape[i] = call->shape[i];
    }
}

// Under the lock of the calls: copies and returns.
static void add_call(void *context, const struct watch_call *call)
{
    struct picture *picture = context;
    if (call->standing) {
        picture->standing = true;
        picture->moving = call->committed;
    }
    if (picture->state.call_count == CALLS_SHOWN) {
        return;
    }
    struct message_call *out = &picture->calls[picture->state.call_count++];
    *out = (struct message_call){
        .target = wire_target(&call->target),
        .epoch = call->epoch,
        .sequence = call->sequence,
        .number = call->number,
        .state = call->committed ? CALL_COMMITTED
                 : call->queued  ? CALL_QUEUED
                                 : CALL_WAITING,
        .flags = flags_of(call),
        .since_ns = call->since_ns != 0 ? picture->now_ns - call->since_ns : 0,
        .timeout_ns = call->timeout_ns,
        .line = call->line,
    };
    name_call(call->call, call->async, out);
    snprintf(out->group_name, sizeof out->group_name, "%s", call->group_name);
    for (int i = 0; i < call->member_count; i++) {
        rank_set_add(&out->members, call->members[i]);
    }
}

static uint64_t resident_bytes(void)
{
    char line[64];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return 0;
    }
    ssize_t got = read(fd, line, sizeof line - 1);
    close(fd);
    unsigned long long whole, resident;
    line[got > 0 ? got : 0] = '\0';
    return sscanf(line, "%llu %llu", &whole, &resident) == 2
               ? resident * (uint64_t)sysconf(_SC_PAGESIZE)
               : 0;
}

// The line that a call was made in is the line where the main thread stands, if it waits in it.
static void add_place(struct picture *picture)
{
    struct runner_place place = {.line = 0};
    enum rank_phase phase = (enum rank_phase)picture->state.phase;
    bool in_call = phase == PHASE_WAITING || phase == PHASE_MOVING || phase == PHASE_SLEEPING;
    runner->place(phase != PHASE_IDLE && !in_call, &place);
    picture->state.line = place.line;
    picture->state.steps = place.steps;
    picture->state.samples = place.samples;
    picture->state.planned = place.planned;
    picture->state.epoch = place.epoch;
    picture->state.loss = place.loss;
    for (uint32_t i = 0; i < picture->state.call_count; i++) {
        struct message_call *call = &picture->calls[i];
        if (call->line == 0 && call->flags & CALL_BLOCKING) {
            call->line = place.line;
        }
        if (call->line > 0) {
            memcpy(call->file, place.file, sizeof call->file);
            memcpy(call->function, place.function, sizeof call->function);
        }
    }
}

static void add_past(const struct watch_past *past, struct message_state *state)
{
    state->moves = past->moves;
    state->last_number = past->last_number;
    if (past->last_number > 0) {
        name_operation(past->last, past->last_async, state->last_name, sizeof state->last_name);
    }
}

static void send_state(uint32_t asked, const struct message_target *target)
{
    static struct picture picture;
    picture.state = (struct message_state){.asked = asked};
    picture.standing = picture.moving = false;
    picture.now_ns = clock_monotonic_ns();
    struct target_key key = wire_target_key(target);
    struct watch_target seen;
    struct watch_past past;
    watch_look(target->kind != TARGET_NONE ? &key : NULL, add_call, &picture, &seen, &past);
    add_past(&past, &picture.state);
    int phase = atomic_load(&state_phase);
    if (phase == PHASE_RUNNING && picture.standing) {
        phase = picture.moving ? PHASE_MOVING : PHASE_WAITING;
    }
    picture.state.phase = (uint32_t)phase;
    picture.state.phase_ns = picture.now_ns - atomic_load(&state_phase_since_ns);
    picture.state.cpu_ns = clock_cpu_ns();
    picture.state.memory = resident_bytes();
    picture.state.target_epoch = seen.epoch;
    picture.state.target_committed = seen.committed;
    picture.state.target_base = seen.base;
    add_place(&picture);
    struct channel_part parts[] = {
        {&picture.state, sizeof picture.state},
        {picture.calls, picture.state.call_count * sizeof *picture.calls}};
    channel_queue(control, MESSAGE_STATE, atomic_load(&state_unit), parts, 2);
}

// ---- orders

static enum status status_of(uint32_t reason)
{
    switch ((enum abandon_reason)reason) {
    case ABANDON_INTERRUPT:
        return STATUS_INTERRUPTED;
    case ABANDON_TIMEOUT:
        return STATUS_TIMEOUT;
    case ABANDON_MISMATCH:
        return STATUS_MISMATCH;
    case ABANDON_DEADLOCK:
    case ABANDON_LOST:
        break;
    }
    return STATUS_CLOSED;
}

static void abandon(const char *body, size_t length)
{
    struct message_abandon order;
    memcpy(&order, body, sizeof order);
    int missing[RANK_SET_LIMIT], count = 0;
    for (int rank = rank_set_next(&order.missing, 0); rank >= 0;
         rank = rank_set_next(&order.missing, rank + 1)) {
        missing[count++] = rank;
    }
    struct target_key key = wire_target_key(&order.target);
    size_t text_length = length - sizeof order;
    watch_abandon(&key, order.epoch, order.base, status_of(order.reason), body + sizeof order,
                  order.text_length < text_length ? order.text_length : text_length, missing,
                  count);
    send_state(order.number, &order.target);
}

static void interrupt(uint32_t unit)
{
    atomic_store(&state_interrupted, unit);
    if (unit != 0 && unit == atomic_load(&state_unit)) {
        runner->interrupt();
        state_wake();
    }
}

static void set(const struct message_setting *setting)
{
    switch ((enum setting_kind)setting->kind) {
    case SETTING_SLOW:
        watch_set_slowness(setting->value);
        break;
    case SETTING_TRACE:
        watch_set_costs(setting->value != 0);
        break;
    }
}

static void leave(void)
{
    atomic_store(&state_leaving, true);
    runner->interrupt();
    state_wake();
}

// Whether the body is at least a struct of `size` bytes; the lab is trusted, but not its bugs.
static bool has(size_t size)
{
    return control->head.length >= size;
}

static void obey(const char *body)
{
    struct message_ask ask;
    struct message_extend more;
    struct message_setting setting;
    size_t length = control->head.length;
    switch (control->head.kind) {
    case MESSAGE_FREEZE:
        watch_hold();
        // fall through
    case MESSAGE_STATUS:
        if (has(sizeof ask)) {
            memcpy(&ask, body, sizeof ask);
            send_state(ask.number, &ask.target);
        }
        break;
    case MESSAGE_ABANDON:
        if (has(sizeof(struct message_abandon))) {
            abandon(body, length);
        }
        break;
    case MESSAGE_RELEASE:
        watch_release();
        break;
    case MESSAGE_INTERRUPT:
        interrupt(control->head.unit);
        break;
    case MESSAGE_EXTEND:
        if (has(sizeof more)) {
            memcpy(&more, body, sizeof more);
            struct target_key key = wire_target_key(&more.target);
            watch_extend(&key, more.epoch, more.sequence, more.more_ns);
        }
        break;
    case MESSAGE_SETTING:
        if (has(sizeof setting)) {
            memcpy(&setting, body, sizeof setting);
            set(&setting);
        }
        break;
    case MESSAGE_LEAVE:
        leave();
        break;
    }
}

// ---- the thread

static void forward_stray(void)
{
    char bytes[STRAY_SIZE];
    ssize_t got = read(stray_fd, bytes, sizeof bytes);
    if (got > 0) {
        struct channel_part part = {bytes, (size_t)got};
        channel_queue(control, MESSAGE_STRAY, 0, &part, 1);
    }
}

static void *answer(void *unused)
{
    (void)unused;
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        bool full = channel_pending(control);
        struct pollfd polled[] = {
            {.fd = control->fd, .events = (short)(POLLIN | (full ? POLLOUT : 0))},
            {.fd = full ? -1 : stray_fd, .events = POLLIN},
        };
        if (poll(polled, 2, -1) < 0) {
            continue;
        }
        if (polled[0].revents & (POLLIN | POLLHUP | POLLERR)) {
            status = channel_fill(control);
        }
        if (status == STATUS_OK && full) {
            status = channel_flush(control);
        }
        const char *body = "";
        while (status == STATUS_OK && body != NULL) {
            status = channel_next(control, &body);
            if (status == STATUS_OK && body != NULL) {
                obey(body);
            }
        }
        if (polled[1].revents & POLLIN) {
            forward_stray();
        }
    }
    _exit(1); // the lab is gone
}

enum status answer_start(struct channel *channel, int stray, const struct runner *runs)
{
    control = channel;
    stray_fd = stray;
    runner = runs;
    pthread_t thread;
    int failed = pthread_create(&thread, NULL, answer, NULL);
    if (failed != 0) {
        return status_fail(STATUS_SYSTEM, "no thread could be started");
    }
    pthread_detach(thread);
    return STATUS_OK;
}
