#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/rank/state.h"

atomic_int state_phase;
_Atomic int64_t state_phase_since_ns;
atomic_uint state_unit, state_interrupted;
atomic_bool state_leaving;

static int wake_fd = -1;

enum status state_init(void)
{
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (wake_fd < 0) {
        return status_fail_errno("eventfd");
    }
    state_enter(PHASE_STARTING);
    return STATUS_OK;
}

enum rank_phase state_enter(enum rank_phase phase)
{
    atomic_store(&state_phase_since_ns, clock_monotonic_ns());
    return (enum rank_phase)atomic_exchange(&state_phase, phase);
}

void state_wake(void)
{
    uint64_t one = 1;
    ssize_t written = write(wake_fd, &one, sizeof one);
    (void)written; // it is awake enough if the counter is full
}

bool state_sleep(int fd, int timeout_ms)
{
    struct pollfd polled[] = {{.fd = wake_fd, .events = POLLIN}, {.fd = fd, .events = POLLIN}};
    if (poll(polled, 2, timeout_ms) <= 0) {
        return false;
    }
    if (polled[0].revents != 0) {
        uint64_t count;
        ssize_t got = read(wake_fd, &count, sizeof count);
        (void)got;
    }
    return polled[1].revents != 0;
}
