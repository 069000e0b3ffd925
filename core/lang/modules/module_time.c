// time: clocks and sleep. Every reading passes through the embedder, which may note or replay it.
#include <math.h>
#include <string.h>
#include <time.h>

#include "core/base/clock.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/modules/modules.h"
#include "core/lang/numbers/float.h"
#include "core/lang/text/str.h"

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

// ---- the calendar, for frozen/time.py

// The parts of a moment: (year, month, day, hour, minute, second, weekday, day of the year,
// summer time, zone, seconds east of Greenwich).
static struct value parts_of(const struct tm *tm)
{
    struct str *zone = str_from(tm->tm_zone != NULL ? tm->tm_zone : "");
    if (zone == NULL) {
        return value_unset;
    }
    struct value parts = value_object(tuple_pack(
        11, value_int(tm->tm_year + 1900), value_int(tm->tm_mon + 1), value_int(tm->tm_mday),
        value_int(tm->tm_hour), value_int(tm->tm_min), value_int(tm->tm_sec),
        value_int((tm->tm_wday + 6) % 7), value_int(tm->tm_yday + 1), value_int(tm->tm_isdst),
        value_object(zone), value_int(tm->tm_gmtoff)));
    object_unref(zone);
    return parts;
}

static struct value break_down(struct value argument, bool local)
{
    struct tm tm;
    double moment = (double)calendar() * 1e-9;
    if (!value_is_none(argument) && !float_of(argument, &moment)) {
        return raise_pending() ? value_unset
                               : raise_type("'%s' object cannot be interpreted as an integer",
                                            type_name(argument));
    }
    if (!(fabs(moment) < 6e16)) {
        return isnan(moment) ? raise_value("Invalid value NaN (not a number)")
                             : raise_error(&exception_overflow_error,
                                           "timestamp out of range for platform time_t");
    }
    time_t whole = (time_t)floor(moment);
    if ((local ? localtime_r(&whole, &tm) : gmtime_r(&whole, &tm)) == NULL) {
        return raise_error(&exception_overflow_error, "timestamp out of range");
    }
    return parts_of(&tm);
}

static struct value time_local(struct value *args)
{
    return break_down(args[0], true);
}

static struct value time_gmt(struct value *args)
{
    return break_down(args[0], false);
}

// Nine ints, checked by the dialect's side, as C has them.
static bool read_parts(struct value value, struct tm *ret_tm)
{
    struct tuple *tuple = tuple_of(value);
    int64_t parts[9];
    for (size_t i = 0; i < 9; i++) {
        if (i >= tuple->count || !native_int(tuple->items[i], &parts[i])) {
            return false;
        }
    }
    *ret_tm = (struct tm){
        .tm_year = (int)parts[0] - 1900,
        .tm_mon = (int)parts[1] - 1,
        .tm_mday = (int)parts[2],
        .tm_hour = (int)parts[3],
        .tm_min = (int)parts[4],
        .tm_sec = (int)parts[5],
        .tm_wday = (int)((parts[6] + 1) % 7),
        .tm_yday = (int)parts[7] - 1,
        .tm_isdst = (int)parts[8],
    };
    return true;
}

static struct value time_moment(struct value *args)
{
    struct tm tm;
    if (!read_parts(args[0], &tm)) {
        return value_unset;
    }
    tm.tm_wday = -1;
    time_t moment = mktime(&tm);
    return moment == -1 && tm.tm_wday == -1
               ? raise_error(&exception_overflow_error, "mktime argument out of range")
               : value_float((double)moment);
}

static struct value time_format(struct value *args)
{
    enum { MOST = 4096 };
    struct tm tm;
    const char *format;
    char text[MOST];
    if (!native_text(args[0], "format", &format) || !read_parts(args[1], &tm)) {
        return value_unset;
    }
    struct tm again = tm; // strftime wants to know the zone
    mktime(&again);
    tm.tm_zone = again.tm_zone;
    tm.tm_gmtoff = again.tm_gmtoff;
    size_t length = strftime(text, sizeof text, format, &tm);
    return length == 0 && strlen(format) > MOST / 4
               ? raise_refused("ranksh has no time.strftime() of such a long format")
               : value_object(str_create(text, length));
}

static const struct native functions[] = {
    {"_local(seconds=None, /)", time_local, 0, NULL},
    {"_gmt(seconds=None, /)", time_gmt, 0, NULL},
    {"_moment(parts, /)", time_moment, 0, NULL},
    {"_format(format, parts, /)", time_format, 0, NULL},
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
    .files = lang_frozen,
    .frozen = "time.py",
    .refused = modules_refused_time,
};
