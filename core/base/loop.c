// Watches and timers live in arrays of pointers. What a callback removes is only marked and is
// freed when the turn is over, so that the arrays stay valid while they are walked.
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>

#include "core/base/array.h"
#include "core/base/clock.h"
#include "core/base/loop.h"

struct loop_watch {
    int fd;
    short events;
    bool removed;
    loop_ready_fn *ready;
    void *context;
};

struct loop_timer {
    int64_t due_ns;
    bool removed;
    loop_due_fn *due;
    void *context;
};

struct loop {
    struct loop_watch **watches;
    size_t watch_count, watch_capacity;
    struct loop_timer **timers;
    size_t timer_count, timer_capacity;
    struct pollfd *polled;
    size_t polled_capacity;
    int depth; // turns under way: a callback may turn the loop again
};

struct loop *loop_create(void)
{
    return calloc(1, sizeof(struct loop));
}

void loop_destroy(struct loop *loop)
{
    if (loop == NULL) {
        return;
    }
    for (size_t i = 0; i < loop->watch_count; i++) {
        free(loop->watches[i]);
    }
    for (size_t i = 0; i < loop->timer_count; i++) {
        free(loop->timers[i]);
    }
    free(loop->watches);
    free(loop->timers);
    free(loop->polled);
    free(loop);
}

struct loop_watch *loop_watch(struct loop *loop, int fd, short events, loop_ready_fn *ready,
                              void *context)
{
    struct loop_watch *watch = malloc(sizeof *watch);
    if (watch == NULL || !array_reserve((void **)&loop->watches, &loop->watch_capacity,
                                        loop->watch_count + 1, sizeof *loop->watches)) {
        free(watch);
        return NULL;
    }
    *watch = (struct loop_watch){.fd = fd, .events = events, .ready = ready, .context = context};
    loop->watches[loop->watch_count++] = watch;
    return watch;
}

void loop_watch_events(struct loop_watch *watch, short events)
{
    watch->events = events;
}

struct loop_timer *loop_after(struct loop *loop, int64_t delay_ms, loop_due_fn *due, void *context)
{
    struct loop_timer *timer = malloc(sizeof *timer);
    if (timer == NULL || !array_reserve((void **)&loop->timers, &loop->timer_capacity,
                                        loop->timer_count + 1, sizeof *loop->timers)) {
        free(timer);
        return NULL;
    }
    *timer = (struct loop_timer){
        .due_ns = clock_monotonic_ns() + delay_ms * 1000000, .due = due, .context = context};
    loop->timers[loop->timer_count++] = timer;
    return timer;
}

// Frees what was removed, once nobody walks the arrays.
static void sweep(struct loop *loop)
{
    if (loop->depth > 0) {
        return;
    }
    size_t kept = 0;
    for (size_t i = 0; i < loop->watch_count; i++) {
        if (loop->watches[i]->removed) {
            free(loop->watches[i]);
        } else {
            loop->watches[kept++] = loop->watches[i];
        }
    }
    loop->watch_count = kept;
    kept = 0;
    for (size_t i = 0; i < loop->timer_count; i++) {
        if (loop->timers[i]->removed) {
            free(loop->timers[i]);
        } else {
            loop->timers[kept++] = loop->timers[i];
        }
    }
    loop->timer_count = kept;
}

void loop_unwatch(struct loop *loop, struct loop_watch *watch)
{
    if (watch != NULL) {
        watch->removed = true;
        sweep(loop);
    }
}

void loop_cancel(struct loop *loop, struct loop_timer *timer)
{
    if (timer != NULL) {
        timer->removed = true;
        sweep(loop);
    }
}

// Milliseconds until the next timer is due, rounded up; `limit_ms` if that is sooner.
static int64_t wait_ms(const struct loop *loop, int64_t limit_ms)
{
    int64_t now = clock_monotonic_ns();
    for (size_t i = 0; i < loop->timer_count; i++) {
        if (!loop->timers[i]->removed) {
            int64_t left = (loop->timers[i]->due_ns - now + 999999) / 1000000;
            left = left < 0 ? 0 : left;
            limit_ms = limit_ms < 0 || left < limit_ms ? left : limit_ms;
        }
    }
    return limit_ms > 1000000 ? 1000000 : limit_ms;
}

static void fire_timers(struct loop *loop)
{
    int64_t now = clock_monotonic_ns();
    size_t count = loop->timer_count; // timers set by callbacks wait for the next turn
    for (size_t i = 0; i < count; i++) {
        struct loop_timer *timer = loop->timers[i];
        if (!timer->removed && timer->due_ns <= now) {
            timer->removed = true;
            timer->due(timer->context);
        }
    }
}

static enum status poll_watches(struct loop *loop, int64_t timeout_ms)
{
    size_t count = loop->watch_count;
    if (!array_reserve((void **)&loop->polled, &loop->polled_capacity, count,
                       sizeof *loop->polled)) {
        return status_fail(STATUS_MEMORY, "no memory to wait for %zu descriptors", count);
    }
    struct pollfd *polled = loop->polled;
    for (size_t i = 0; i < count; i++) {
        struct loop_watch *watch = loop->watches[i];
        polled[i] = (struct pollfd){.fd = watch->removed ? -1 : watch->fd, .events = watch->events};
    }
    int ready = poll(polled, count, (int)wait_ms(loop, timeout_ms));
    if (ready < 0) {
        return status_fail_errno("poll");
    }
    for (size_t i = 0; i < count && ready > 0; i++) {
        short events = loop->polled[i].revents;
        struct loop_watch *watch = loop->watches[i];
        if (events != 0) {
            loop->polled[i].revents = 0; // a turn inside the callback leaves none to be told twice
            ready--;
            if (!watch->removed) {
                watch->ready(watch->context, watch->fd, events);
            }
        }
    }
    return STATUS_OK;
}

enum status loop_turn(struct loop *loop, int64_t timeout_ms)
{
    loop->depth++;
    enum status status = poll_watches(loop, timeout_ms);
    fire_timers(loop);
    loop->depth--;
    sweep(loop);
    return status;
}
