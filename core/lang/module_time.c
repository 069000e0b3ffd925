// time: clocks and sleep. Every reading passes through the embedder, which may note or replay it.
#include <math.h>

#include "core/base/clock.h"
#include "core/lang/float.h"
#include "core/lang/interp.h"
#include "core/lang/modules.h"

static struct value seconds(int64_t ns)
{
    return value_float((double)ns * 1e-9);
}

static int64_t calendar(void)
{
    return interp_reading(INTERP_CALENDAR, clock_calendar_ns());
}

static int64_t monotonic(void)
{
    return interp_reading(INTERP_MONOTONIC, clock_monotonic_ns());
}

static int64_t cpu(void)
{
    return interp_reading(INTERP_CPU, clock_cpu_ns());
}

#define CLOCK(name, reading)                          \
    static struct value name(struct value *args)      \
    {                                                 \
        (void)args;                                   \
        return seconds(reading());                    \
    }                                                 \
    static struct value name##_ns(struct value *args) \
    {                                                 \
        (void)args;                                   \
        return value_int(reading());                  \
    }

CLOCK(time_time, calendar)
CLOCK(time_monotonic, monotonic)
CLOCK(time_process_time, cpu)

static struct value time_sleep(struct value *args)
{
    double wanted;
    if (!float_of(args[0], &wanted)) {
        return raise_pending() ? value_unset
                               : raise_type("'%s' object cannot be interpreted as an integer",
                                            type_name(args[0]));
    }
    if (isnan(wanted)) {
        return raise_value("Invalid value NaN (not a number)");
    }
    if (wanted < 0) {
        return raise_value("sleep length must be non-negative");
    }
    if (wanted > 9e9) {
        return raise_error(&exception_overflow_error,
                           "timestamp too large to convert to C _PyTime_t");
    }
    return interp_sleep((int64_t)ceil(wanted * 1e9)) ? value_none : value_unset;
}

static const struct native functions[] = {
    {"time()", time_time, 0, NULL},
    {"time_ns()", time_time_ns, 0, NULL},
    {"monotonic()", time_monotonic, 0, NULL},
    {"monotonic_ns()", time_monotonic_ns, 0, NULL},
    {"perf_counter()", time_monotonic, 0, NULL},
    {"perf_counter_ns()", time_monotonic_ns, 0, NULL},
    {"process_time()", time_process_time, 0, NULL},
    {"process_time_ns()", time_process_time_ns, 0, NULL},
    {"sleep(seconds, /)", time_sleep, 0, NULL},
    {NULL, NULL, 0, NULL},
};

const struct native_module module_time = {
    .name = "time",
    .functions = functions,
    .refused = modules_refused_time,
};
