// list.sort and sorted: a merge sort that keeps the order of equals, over pairs of key and value.
// Runs of up to 16 are sorted by insertion; ordered halves are not merged. While it sorts, the
// list is empty, as CPython's is, and a list that was touched meanwhile raises ValueError.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/list.h"
#include "core/lang/object.h"
#include "core/lang/raise.h"
#include "core/lang/str.h"

enum { RUN = 16 };

struct pair {
    struct value key, value;
};

typedef bool less_fn(struct value left, struct value right, bool *ret_less);

struct sort {
    less_fn *less;
    size_t compared;
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

// A comparison for keys that are all of one kind.
static less_fn *less_for(const struct pair *pairs, size_t count)
{
    enum value_tag tag = count > 0 ? pairs[0].key.tag : VALUE_NONE;
    bool all_str = true;
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].key.tag != tag) {
            return object_less;
        }
        all_str = all_str && value_is(pairs[i].key, &str_type);
    }
    return tag == VALUE_INT     ? less_int
           : tag == VALUE_FLOAT ? less_float
           : all_str            ? less_str
                                : object_less;
}

static bool is_less(struct sort *sort, struct value left, struct value right, bool *ret_less)
{
    if ((++sort->compared & 0xFFFF) == 0 && raise_if_interrupted()) {
        return false;
    }
    return sort->less(left, right, ret_less);
}

static bool insert_all(struct sort *sort, struct pair *pairs, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct pair pair = pairs[i];
        size_t at = i;
        bool fine = true, less = true;
        while (at > 0 && (fine = is_less(sort, pair.key, pairs[at - 1].key, &less)) && less) {
            pairs[at] = pairs[at - 1];
            at--;
        }
        pairs[at] = pair;
        if (!fine) {
            return false;
        }
    }
    return true;
}

// Merges two ordered neighbours by way of `room`, which has space for the left one.
static bool merge(struct sort *sort, struct pair *pairs, size_t left, size_t count,
                  struct pair *room)
{
    bool less;
    if (!is_less(sort, pairs[left].key, pairs[left - 1].key, &less)) {
        return false;
    }
    if (!less) {
        return true;
    }
    memcpy(room, pairs, left * sizeof *room);
    size_t from_left = 0, from_right = left, to = 0;
    bool fine = true;
    while (from_left < left && from_right < count &&
           (fine = is_less(sort, pairs[from_right].key, room[from_left].key, &less))) {
        pairs[to++] = less ? pairs[from_right++] : room[from_left++];
    }
    memcpy(pairs + to, room + from_left, (left - from_left) * sizeof *room);
    return fine;
}

static bool sort_pairs(struct sort *sort, struct pair *pairs, size_t count, struct pair *room)
{
    if (count <= RUN) {
        return insert_all(sort, pairs, count);
    }
    size_t left = count / 2;
    return sort_pairs(sort, pairs, left, room) &&
           sort_pairs(sort, pairs + left, count - left, room) &&
           merge(sort, pairs, left, count, room);
}

static void reverse_pairs(struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct pair pair = pairs[i];
        pairs[i] = pairs[count - 1 - i];
        pairs[count - 1 - i] = pair;
    }
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
        struct sort sort = {.less = less_for(pairs, count)};
        if (reverse) { // twice, so that equals keep their order
            reverse_pairs(pairs, count);
        }
        fine = sort_pairs(&sort, pairs, count, room);
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
