// A set of ranks, as a bit each.
#ifndef RANKSH_CORE_CONTROL_RANK_SET_H
#define RANKSH_CORE_CONTROL_RANK_SET_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/text.h"

enum { RANK_SET_LIMIT = 256 }; // ranks of a job are 0 … RANK_SET_LIMIT - 1

struct rank_set {
    uint64_t bits[RANK_SET_LIMIT / 64];
};

static inline bool rank_set_has(const struct rank_set *set, int rank)
{
    return rank >= 0 && rank < RANK_SET_LIMIT && (set->bits[rank / 64] >> (rank % 64) & 1);
}

static inline void rank_set_add(struct rank_set *set, int rank)
{
    set->bits[rank / 64] |= UINT64_C(1) << (rank % 64);
}

static inline void rank_set_remove(struct rank_set *set, int rank)
{
    set->bits[rank / 64] &= ~(UINT64_C(1) << (rank % 64));
}

struct rank_set rank_set_of(int rank);
struct rank_set rank_set_below(int count); // 0 … count - 1
struct rank_set rank_set_minus(struct rank_set set, struct rank_set other);
struct rank_set rank_set_and(struct rank_set set, struct rank_set other);
struct rank_set rank_set_or(struct rank_set set, struct rank_set other);
int rank_set_count(const struct rank_set *set);
bool rank_set_equal(const struct rank_set *set, const struct rank_set *other);

// The smallest member that is at least `from`, -1 if there is none:
//     for (int rank = rank_set_next(&set, 0); rank >= 0; rank = rank_set_next(&set, rank + 1))
int rank_set_next(const struct rank_set *set, int from);

// Adds "0-3" or "0-1,3"; nothing for the empty set.
void rank_set_add_text(struct text *out, const struct rank_set *set);

// Adds the same for a sentence: "rank 2", "ranks 0, 2"; many as
// ranges, "ranks 0-6,9-15".
void rank_set_add_words(struct text *out, const struct rank_set *set);

#endif
