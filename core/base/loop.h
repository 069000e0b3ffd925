// The event loop of the processes that wait for several things at a time: file descriptors and
// timers, over one poll(). Callbacks may add and remove watches and timers, their own included.
// One thread.
#ifndef RANKSH_CORE_BASE_LOOP_H
#define RANKSH_CORE_BASE_LOOP_H

#include <stdint.h>

#include "core/base/status.h"

struct loop;
struct loop_watch;
struct loop_timer;

// `events` are those of poll() that happened (POLLIN, POLLOUT, POLLHUP, …).
typedef void loop_ready_fn(void *context, int fd, short events);
typedef void loop_due_fn(void *context);

struct loop *loop_create(void); // NULL: no memory
void loop_destroy(struct loop *loop);

// Calls `ready` whenever one of `events` happens on `fd`. NULL: no memory.
// The caller keeps the descriptor, and removes the watch before closing it.
struct loop_watch *loop_watch(struct loop *loop, int fd, short events, loop_ready_fn *ready,
                              void *context);
void loop_watch_events(struct loop_watch *watch, short events);
void loop_unwatch(struct loop *loop, struct loop_watch *watch); // NULL is fine

// Calls `due` once, `delay_ms` from now. NULL: no memory. A timer is gone once it has fired.
struct loop_timer *loop_after(struct loop *loop, int64_t delay_ms, loop_due_fn *due, void *context);
void loop_cancel(struct loop *loop, struct loop_timer *timer); // NULL is fine

// Waits at most `timeout_ms` (-1: without limit) for the next event or timer and makes its calls.
// STATUS_INTERRUPTED when a signal came first; its handler has run by then.
enum status loop_turn(struct loop *loop, int64_t timeout_ms);

#endif
