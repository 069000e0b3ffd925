#include <signal.h>
#include <string.h>

#include "core/base/clock.h"
#include "repl/ask.h"
#include "repl/signals.h"

static bool all_arrived(const struct lab *lab, struct rank_set ranks)
{
    for (int rank = rank_set_next(&ranks, 0); rank >= 0; rank = rank_set_next(&ranks, rank + 1)) {
        if ((size_t)rank >= lab->rank_count || !lab->answers[rank].arrived) {
            return false;
        }
    }
    return true;
}

enum status ask_ranks(struct lab *lab, struct rank_set ranks, enum unit_mode mode,
                      const char *source, int64_t limit_ms)
{
    if (!lab_has_job(lab)) {
        return status_fail(STATUS_CLOSED, "no job stands");
    }
    for (size_t i = 0; i < lab->rank_count; i++) {
        lab->answers[i].arrived = false;
    }
    struct job_unit unit = {
        .mode = mode, .name = "<lab>", .source = source, .length = strlen(source)};
    uint32_t id;
    enum status status = job_submit(lab->job, ranks, &unit, &id);
    if (status != STATUS_OK) {
        return status;
    }
    lab->asked = id;
    int64_t end = clock_monotonic_ns() + limit_ms * 1000000;
    while (!all_arrived(lab, ranks) && !lab->loss.set && !signals_pending(SIGINT) &&
           signals_ending() == 0) {
        int64_t left = (end - clock_monotonic_ns()) / 1000000;
        if (left <= 0) {
            return status_fail(STATUS_TIMEOUT, "the ranks did not answer in time");
        }
        loop_turn(lab->loop, left);
    }
    return all_arrived(lab, ranks) ? STATUS_OK
                                   : status_fail(STATUS_INTERRUPTED, "the ranks did not answer");
}
