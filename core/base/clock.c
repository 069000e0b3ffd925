#include <errno.h>
#include <time.h>

#include "core/base/clock.h"

static const int64_t second_ns = 1000000000;

static int64_t read_clock(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return now.tv_sec * second_ns + now.tv_nsec;
}

int64_t clock_monotonic_ns(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t clock_calendar_ns(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t clock_cpu_ns(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

void clock_sleep_ns(int64_t duration)
{
    if (duration <= 0) {
        return;
    }
    struct timespec left = {.tv_sec = duration / second_ns, .tv_nsec = duration % second_ns};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}
