// Time: a clock for durations and one for the calendar.
#ifndef RANKSH_CORE_BASE_CLOCK_H
#define RANKSH_CORE_BASE_CLOCK_H

#include <stdint.h>

// Nanoseconds since some fixed moment; never goes back.
int64_t clock_monotonic_ns(void);

// Nanoseconds since 1970-01-01 UTC; the user may set it back.
int64_t clock_calendar_ns(void);

// Nanoseconds of CPU time that this process has used.
int64_t clock_cpu_ns(void);

// Sleeps, and goes on sleeping after a signal.
void clock_sleep_ns(int64_t duration);

#endif
