// A small generator for shuffles: the same seed gives the same order for ever (SplitMix64).
#ifndef RANKSH_QUIZZES_RANDOM_H
#define RANKSH_QUIZZES_RANDOM_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t random_next(uint64_t *seed)
{
    uint64_t bits = *seed += 0x9E3779B97F4A7C15u;
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
    return bits ^ (bits >> 31);
}

// A number below `limit`, which is small: the bias is without meaning.
static inline size_t random_below(uint64_t *seed, size_t limit)
{
    return (size_t)(random_next(seed) % limit);
}

// Fills `order` with 0 … count - 1, shuffled.
static inline void random_order(uint64_t seed, size_t *order, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = random_below(&seed, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
}

#endif
