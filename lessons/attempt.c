#include <string.h>

#include "lessons/attempt.h"

bool attempt_raised(const struct trial_result *facts)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->ranks[i].error_type[0] != '\0') {
            return true;
        }
    }
    return false;
}

static bool is_asked(const struct lesson_step *step, int rank)
{
    for (size_t i = 0; i < step->check_rank_count; i++) {
        if (step->check_ranks[i] == rank) {
            return true;
        }
    }
    return step->check_rank_count == 0;
}

void attempt_narrow(const struct lesson_step *step, struct trial_result *facts)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (!is_asked(step, facts->ranks[i].rank)) {
            facts->ranks[i].checked = false;
        }
    }
}

static bool waits(const struct trial_result *facts)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->ranks[i].state == TRIAL_WAITING) {
            return true;
        }
    }
    return false;
}

// The lines at the solution's margin.
static int statements(const struct lesson_step *step)
{
    int count = 0;
    for (const char *at = step->code; at != NULL && *at != '\0';) {
        count += *at != ' ' && *at != '\n';
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    return count;
}

bool attempt_unfinished(const struct lesson_step *step, int tries, const struct trial_result *facts)
{
    return !attempt_raised(facts) && (waits(facts) || tries < statements(step));
}

char *attempt_remark(const struct trial_result *facts)
{
    struct text remark = {0};
    text_add(&remark, "Not there yet");
    size_t fine = 0, count = 0;
    for (size_t i = 0; i < facts->count; i++) {
        count += facts->ranks[i].checked;
        fine += facts->ranks[i].checked && facts->ranks[i].check_passed;
    }
    if (fine > 0 && fine < count) {
        text_addf(&remark, ": it holds on %zu of %zu ranks", fine, count);
    }
    text_add(&remark, ".");
    return text_take(&remark);
}
