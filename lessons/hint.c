#include <stdint.h>
#include <string.h>

#include "lessons/hint.h"

// Whether an error holds what the hint is for.
static bool fits(const char *when, const struct trial_result *facts)
{
    for (size_t i = 0; facts != NULL && i < facts->count; i++) {
        const struct trial_rank *rank = &facts->ranks[i];
        if (when[0] != '\0' &&
            (strcmp(rank->error_type, when) == 0 || strstr(rank->error, when) != NULL)) {
            return true;
        }
    }
    return false;
}

size_t hint_choose(const struct lesson_step *step, const bool *shown,
                   const struct trial_result *facts)
{
    size_t best = SIZE_MAX;
    int best_rank = 0;
    for (size_t i = 0; i < step->hint_count; i++) {
        const char *when = step->hint_when[i];
        int rank = shown[i] ? 0 : fits(when, facts) ? 3 : when[0] == '\0' ? 2 : 1;
        if (rank > best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    return best;
}
