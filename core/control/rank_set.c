#include "core/control/rank_set.h"

enum { WORDS = RANK_SET_LIMIT / 64 };

struct rank_set rank_set_of(int rank)
{
    struct rank_set set = {0};
    rank_set_add(&set, rank);
    return set;
}

struct rank_set rank_set_below(int count)
{
    struct rank_set set = {0};
    for (int rank = 0; rank < count && rank < RANK_SET_LIMIT; rank++) {
        rank_set_add(&set, rank);
    }
    return set;
}

struct rank_set rank_set_minus(struct rank_set set, struct rank_set other)
{
    for (int i = 0; i < WORDS; i++) {
        set.bits[i] &= ~other.bits[i];
    }
    return set;
}

struct rank_set rank_set_and(struct rank_set set, struct rank_set other)
{
    for (int i = 0; i < WORDS; i++) {
        set.bits[i] &= other.bits[i];
    }
    return set;
}

struct rank_set rank_set_or(struct rank_set set, struct rank_set other)
{
    for (int i = 0; i < WORDS; i++) {
        set.bits[i] |= other.bits[i];
    }
    return set;
}

int rank_set_count(const struct rank_set *set)
{
    int count = 0;
    for (int i = 0; i < WORDS; i++) {
        count += __builtin_popcountll(set->bits[i]);
    }
    return count;
}

bool rank_set_equal(const struct rank_set *set, const struct rank_set *other)
{
    uint64_t difference = 0;
    for (int i = 0; i < WORDS; i++) {
        difference |= set->bits[i] ^ other->bits[i];
    }
    return difference == 0;
}

int rank_set_next(const struct rank_set *set, int from)
{
    for (int rank = from < 0 ? 0 : from; rank < RANK_SET_LIMIT; rank++) {
        if (rank_set_has(set, rank)) {
            return rank;
        }
    }
    return -1;
}

void rank_set_add_text(struct text *out, const struct rank_set *set)
{
    const char *separator = "";
    for (int first = rank_set_next(set, 0); first >= 0;) {
        int last = first;
        while (rank_set_has(set, last + 1)) {
            last++;
        }
        text_addf(out, "%s%d", separator, first);
        if (last > first) {
            text_addf(out, "-%d", last);
        }
        separator = ",";
        first = rank_set_next(set, last + 1);
    }
}

void rank_set_add_words(struct text *out, const struct rank_set *set)
{
    enum { MANY = 8 }; // more are told as ranges
    int count = rank_set_count(set);
    text_add(out, count == 1 ? "rank " : "ranks ");
    if (count > MANY) {
        rank_set_add_text(out, set);
        return;
    }
    const char *comma = "";
    for (int rank = rank_set_next(set, 0); rank >= 0; rank = rank_set_next(set, rank + 1)) {
        text_addf(out, "%s%d", comma, rank);
        comma = ", ";
    }
}
