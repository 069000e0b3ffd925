// list.sort and sorted: comparison by comparison what CPython 3.11 does, since a program can watch:
// by an own __lt__, or by nan, whose place depends on the order of the comparisons. That is its
// timsort (Objects/listsort.txt) with powersort's choice of what to merge (Munro and Wild, 2018):
// runs that are ordered already are found, short ones made longer by binary insertion, and merged
// with galloping. While it sorts, the list is empty, and one that was touched meanwhile raises
// ValueError.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

// A run this short is made longer; a side that won this often gallops; runs that may wait (each
// has a power of its own, which is at most the bits of a count and one).
enum { RUN_LONG = 64, GALLOP_AT = 7, RUNS_MOST = 66 };

struct pair {
    struct value key, value;
};

typedef bool less_fn(struct value left, struct value right, bool *ret_less);

struct run {
    struct pair *pairs;
    size_t count;
    int power; // of the border to the next run
};

struct sort {
    less_fn *less;
    size_t compared;
    size_t gallop_at;
    struct pair *pairs; // all of them
    size_t count;
    struct pair *room; // for half of them
    struct run runs[RUNS_MOST];
    size_t run_count;
};

static bool less_int(struct value left, struct value right, bool *ret_less)
{
    *ret_less = left.integer < right.integer;
    return true;
}

static bool less_float(struct value left, struct value right, bool *ret_less)
{
    *ret_less = left.number < right.number;
    return true;
}

static bool less_str(struct value left, struct value right, bool *ret_less)
{
    *ret_less = str_compare(str_of(left), str_of(right)) < 0;
    return true;
}

// Most tuples differ in their first element, and that is mostly a number.
static bool less_tuple(struct value left, struct value right, bool *ret_less)
{
    const struct tuple *a = tuple_of(left), *b = tuple_of(right);
    if (a->count > 0 && b->count > 0 && a->items[0].tag == VALUE_INT &&
        b->items[0].tag == VALUE_INT && a->items[0].integer != b->items[0].integer) {
        *ret_less = a->items[0].integer < b->items[0].integer;
        return true;
    }
    return object_less(left, right, ret_less);
}

// A comparison for keys that are all of one kind.
static less_fn *less_for(const struct pair *pairs, size_t count)
{
    enum value_tag tag = count > 0 ? pairs[0].key.tag : VALUE_NONE;
    bool all_str = true, all_tuple = true;
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].key.tag != tag) {
            return object_less;
        }
        all_str = all_str && value_is(pairs[i].key, &str_type);
        all_tuple = all_tuple && value_is(pairs[i].key, &tuple_type);
    }
    return tag == VALUE_INT     ? less_int
           : tag == VALUE_FLOAT ? less_float
           : all_str            ? less_str
           : all_tuple          ? less_tuple
                                : object_less;
}

static inline bool is_less(struct sort *sort, struct value left, struct value right, bool *ret_less)
{
    if ((++sort->compared & 0xFFFF) == 0 && raise_if_interrupted()) {
        return false;
    }
    return sort->less(left, right, ret_less);
}

static void reverse_pairs(struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct pair pair = pairs[i];
        pairs[i] = pairs[count - 1 - i];
        pairs[count - 1 - i] = pair;
    }
}

// How many of the first pairs are ordered; strictly falling ones are turned round. 0: raised.
static size_t find_run(struct sort *sort, struct pair *pairs, size_t count)
{
    size_t length = 1;
    bool falling = false, less = false;
    for (; length < count; length++) {
        if (!is_less(sort, pairs[length].key, pairs[length - 1].key, &less)) {
            return 0;
        }
        if (length == 1) {
            falling = less;
        } else if (less != falling) {
            break;
        }
    }
    if (falling) {
        reverse_pairs(pairs, length);
    }
    return length;
}

// Puts pairs[ordered] and those behind it where they belong among the ones before.
static bool insert_all(struct sort *sort, struct pair *pairs, size_t ordered, size_t count)
{
    for (size_t i = ordered; i < count; i++) {
        struct pair pair = pairs[i];
        size_t low = 0, high = i;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            bool less;
            if (!is_less(sort, pair.key, pairs[middle].key, &less)) {
                return false;
            }
            if (less) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        memmove(pairs + low + 1, pairs + low, (i - low) * sizeof *pairs);
        pairs[low] = pair;
    }
    return true;
}

// What gallop looks for: the first pair that is not before `key`. Equal ones count as before it
// when the key is on their right.
struct border {
    struct value key;
    bool equal_before;
};

static bool is_before(struct sort *sort, struct value key, const struct border *border,
                      bool *ret_before)
{
    if (border->equal_before) {
        bool less;
        bool fine = is_less(sort, border->key, key, &less);
        *ret_before = !less;
        return fine;
    }
    return is_less(sort, key, border->key, ret_before);
}

// The index of the border among `count` ordered pairs: from `hint` by steps that double, then by
// halving. False: raised.
static bool gallop(struct sort *sort, const struct pair *pairs, size_t count, size_t hint,
                   const struct border *border, size_t *ret_index)
{
    bool before;
    if (!is_before(sort, pairs[hint].key, border, &before)) {
        return false;
    }
    bool right = before;
    size_t last = 0, step = 1, most = right ? count - hint : hint + 1;
    while (step < most) {
        if (!is_before(sort, pairs[right ? hint + step : hint - step].key, border, &before)) {
            return false;
        }
        if (before != right) {
            break;
        }
        last = step;
        step = step * 2 + 1;
    }
    if (step > most) {
        step = most;
    }
    // pairs[low - 1] is before the border, pairs[high] is not
    size_t low = right ? hint + last + 1 : hint + 1 - step;
    size_t high = right ? hint + step : hint - last;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (!is_before(sort, pairs[middle].key, border, &before)) {
            return false;
        }
        if (before) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *ret_index = high;
    return true;
}

// Two neighbouring runs that are being merged, from the front or from the back; the run on that
// side waits in `room`. The pointers are where the next ones lie and go: from the back, just
// behind it.
struct merge {
    bool backwards;
    struct pair *left, *right, *to;
    size_t left_count, right_count;
};

enum merge_state { MERGE_ON, MERGE_DONE, MERGE_RAISED };

// Moves the next `count` of a side. MERGE_DONE: what is left can be moved without comparing.
static inline void move_pairs(struct pair *to, const struct pair *from, size_t count)
{
    if (count == 1) { // by far the commonest
        *to = *from;
    } else {
        memmove(to, from, count * sizeof *to);
    }
}

static inline enum merge_state take(struct merge *merge, bool right, size_t count)
{
    struct pair **from = right ? &merge->right : &merge->left;
    if (merge->backwards) {
        *from -= count;
        merge->to -= count;
        move_pairs(merge->to, *from, count);
    } else {
        move_pairs(merge->to, *from, count);
        *from += count;
        merge->to += count;
    }
    *(right ? &merge->right_count : &merge->left_count) -= count;
    size_t waiting = merge->backwards ? merge->right_count : merge->left_count;
    size_t other = merge->backwards ? merge->left_count : merge->right_count;
    return waiting <= 1 || other == 0 ? MERGE_DONE : MERGE_ON;
}

static struct value next_key(const struct merge *merge, bool right)
{
    const struct pair *next = right ? merge->right : merge->left;
    return merge->backwards ? next[-1].key : next->key;
}

// One by one, until a side has won often enough in a row.
static enum merge_state merge_singly(struct sort *sort, struct merge *merge)
{
    size_t left_wins = 0, right_wins = 0;
    enum merge_state state = MERGE_ON;
    while (state == MERGE_ON && left_wins < sort->gallop_at && right_wins < sort->gallop_at) {
        bool less;
        if (!is_less(sort, next_key(merge, true), next_key(merge, false), &less)) {
            return MERGE_RAISED;
        }
        bool right = less != merge->backwards;
        left_wins = right ? 0 : left_wins + 1;
        right_wins = right ? right_wins + 1 : 0;
        state = take(merge, right, 1);
    }
    return state;
}

// Takes all of a side that come before the other side's next one, and then that one.
static enum merge_state merge_stretch(struct sort *sort, struct merge *merge, bool right,
                                      size_t *ret_wins)
{
    size_t count = right ? merge->right_count : merge->left_count, index;
    const struct pair *from = right ? merge->right : merge->left;
    struct border border = {.key = next_key(merge, !right), .equal_before = !right};
    if (!gallop(sort, merge->backwards ? from - count : from, count,
                merge->backwards ? count - 1 : 0, &border, &index)) {
        return MERGE_RAISED;
    }
    *ret_wins = merge->backwards ? count - index : index;
    enum merge_state state = *ret_wins > 0 ? take(merge, right, *ret_wins) : MERGE_ON;
    return state == MERGE_ON ? take(merge, !right, 1) : state;
}

// By stretches, as long as they are long.
static enum merge_state merge_galloping(struct sort *sort, struct merge *merge)
{
    size_t left_wins, right_wins;
    enum merge_state state;
    sort->gallop_at++;
    do {
        sort->gallop_at -= sort->gallop_at > 1;
        if ((state = merge_stretch(sort, merge, false, &left_wins)) != MERGE_ON ||
            (state = merge_stretch(sort, merge, true, &right_wins)) != MERGE_ON) {
            return state;
        }
    } while (left_wins >= GALLOP_AT || right_wins >= GALLOP_AT);
    sort->gallop_at++; // leaving costs something
    return MERGE_ON;
}

// Merges two neighbouring runs, neither empty; the shorter one waits in `room`. The right one's
// first and the left one's last are known to change places.
static bool merge_runs(struct sort *sort, struct pair *pairs, size_t left, size_t right)
{
    bool backwards = left > right;
    struct merge merge = {.backwards = backwards, .left_count = left, .right_count = right};
    if (backwards) {
        memcpy(sort->room, pairs + left, right * sizeof *pairs);
        merge.left = pairs + left;
        merge.right = sort->room + right;
        merge.to = pairs + left + right;
    } else {
        memcpy(sort->room, pairs, left * sizeof *pairs);
        merge.left = sort->room;
        merge.right = pairs + left;
        merge.to = pairs;
    }
    enum merge_state state = take(&merge, !backwards, 1);
    while (state == MERGE_ON && (state = merge_singly(sort, &merge)) == MERGE_ON) {
        state = merge_galloping(sort, &merge);
    }
    if (state == MERGE_DONE && (backwards ? merge.right_count : merge.left_count) == 1) {
        take(&merge, !backwards, backwards ? merge.left_count : merge.right_count);
    }
    take(&merge, backwards, backwards ? merge.right_count : merge.left_count);
    return state != MERGE_RAISED;
}

// Merges run `index` with the next one.
static bool merge_at(struct sort *sort, size_t index)
{
    struct run *run = &sort->runs[index];
    struct pair *pairs = run->pairs;
    size_t left = run->count, right = run[1].count, skip;
    run->count = left + right;
    memmove(run + 1, run + 2, (sort->run_count - index - 2) * sizeof *run);
    sort->run_count--;
    // what is in its place already, at either end
    struct border border = {.key = pairs[left].key, .equal_before = true};
    if (!gallop(sort, pairs, left, 0, &border, &skip)) {
        return false;
    }
    pairs += skip;
    left -= skip;
    if (left == 0) {
        return true;
    }
    border = (struct border){.key = pairs[left - 1].key, .equal_before = false};
    return gallop(sort, pairs + left, right, right - 1, &border, &right) &&
           (right == 0 || merge_runs(sort, pairs, left, right));
}

// The power of the border between two runs: the level of a perfectly balanced tree of merges at
// which they would meet.
static int border_power(size_t start, size_t left, size_t right, size_t count)
{
    int power = 0;
    size_t a = 2 * start + left, b = a + left + right;
    for (;;) {
        power++;
        if (a >= count) {
            a -= count;
            b -= count;
        } else if (b >= count) {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

static bool add_run(struct sort *sort, struct pair *pairs, size_t count)
{
    if (sort->run_count > 0) {
        struct run *last = &sort->runs[sort->run_count - 1];
        int power =
            border_power((size_t)(last->pairs - sort->pairs), last->count, count, sort->count);
        while (sort->run_count > 1 && sort->runs[sort->run_count - 2].power > power) {
            if (!merge_at(sort, sort->run_count - 2)) {
                return false;
            }
        }
        sort->runs[sort->run_count - 1].power = power;
    }
    sort->runs[sort->run_count++] = (struct run){.pairs = pairs, .count = count};
    return true;
}

// The length that runs are brought to: the count's six highest bits, one more if any bit is cut.
static size_t least_run(size_t count)
{
    size_t cut = 0;
    while (count >= RUN_LONG) {
        cut |= count & 1;
        count >>= 1;
    }
    return count + cut;
}

static bool sort_pairs(struct sort *sort)
{
    size_t least = least_run(sort->count);
    for (size_t at = 0; at < sort->count;) {
        struct pair *pairs = sort->pairs + at;
        size_t rest = sort->count - at;
        size_t length = find_run(sort, pairs, rest);
        if (length == 0) {
            return false;
        }
        if (length < least) {
            size_t longer = rest < least ? rest : least;
            if (!insert_all(sort, pairs, length, longer)) {
                return false;
            }
            length = longer;
        }
        if (!add_run(sort, pairs, length)) {
            return false;
        }
        at += length;
    }
    while (sort->run_count > 1) {
        size_t index = sort->run_count - 2;
        if (index > 0 && sort->runs[index - 1].count < sort->runs[index + 1].count) {
            index--;
        }
        if (!merge_at(sort, index)) {
            return false;
        }
    }
    return true;
}
// Fills in the keys; false, with those that were made released, when a key function raised.
static bool make_keys(struct pair *pairs, size_t count, struct value key)
{
    for (size_t i = 0; i < count; i++) {
        pairs[i].key = value_is_none(key) ? value_ref(pairs[i].value)
                                          : object_call_values(key, &pairs[i].value, 1);
        if (!value_is_set(pairs[i].key)) {
            while (i > 0) {
                value_unref(pairs[--i].key);
            }
            return false;
        }
    }
    return true;
}

// Sorts `count` pairs; afterwards only their values count.
static bool sort_all(struct pair *pairs, size_t count, struct value key, bool reverse)
{
    size_t room_size = (count / 2 + 1) * sizeof(struct pair);
    struct pair *room = memory_alloc(room_size);
    if (room == NULL) {
        raise_memory();
        return false;
    }
    bool fine = make_keys(pairs, count, key);
    if (fine) {
        struct sort sort = {.less = less_for(pairs, count),
                            .gallop_at = GALLOP_AT,
                            .pairs = pairs,
                            .count = count,
                            .room = room};
        if (reverse) { // twice, so that equals keep their order
            reverse_pairs(pairs, count);
        }
        fine = count < 2 || sort_pairs(&sort);
        if (reverse) {
            reverse_pairs(pairs, count);
        }
        for (size_t i = 0; i < count; i++) {
            value_unref(pairs[i].key);
        }
    }
    memory_free(room, room_size);
    return fine;
}

bool list_sort(struct list *list, struct value key, bool reverse)
{
    size_t count = list->count, capacity = list->capacity;
    struct value *items = list->items;
    struct pair *pairs = memory_alloc(count * sizeof *pairs);
    if (pairs == NULL) {
        raise_memory();
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        pairs[i].value = items[i];
    }
    list->items = NULL;
    list->count = list->capacity = 0;
    bool fine = sort_all(pairs, count, key, reverse);
    for (size_t i = 0; i < count; i++) {
        items[i] = pairs[i].value;
    }
    memory_free(pairs, count * sizeof *pairs);
    bool touched = list->items != NULL;
    list_truncate(list, 0);
    list->items = items;
    list->count = count;
    list->capacity = capacity;
    if (fine && touched) {
        return raise_false(&exception_value_error, "list modified during sort");
    }
    return fine;
}
