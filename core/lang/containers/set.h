// Sets and frozensets. Probing and growth are CPython's (Objects/setobject.c), so that sets of
// numbers and tuples print in the same order.
#ifndef RANKSH_CORE_LANG_SET_H
#define RANKSH_CORE_LANG_SET_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

struct set_entry {
    struct value key; // unset with hash 0: free; unset with hash -1: deleted
    int64_t hash;
};

enum { SET_SMALL = 8 };

struct set {
    struct container container;
    size_t fill; // living and deleted
    size_t used; // living
    size_t mask; // slots less one
    struct set_entry *entries;
    int64_t hash;  // of a frozenset, -1: not known
    size_t finger; // where pop() looks next
    struct set_entry small[SET_SMALL];
};

extern struct type set_type;
extern struct type frozenset_type;
extern struct type set_iterator_type;

struct set *set_create(struct type *type); // NULL: raised
bool set_add(struct set *set, struct value key);
bool set_contains(struct set *set, struct value key, bool *ret_found);
bool set_discard(struct set *set, struct value key, bool *ret_found);
bool set_update(struct set *set, struct value iterable);

// The same for a key whose hash is known.
bool set_add_hashed(struct set *set, struct value key, int64_t hash);
bool set_contains_hashed(struct set *set, struct value key, int64_t hash, bool *ret_found);
bool set_discard_hashed(struct set *set, struct value key, int64_t hash, bool *ret_found);

// A walk over the keys of any iterable. The key is owned by the caller; false: the end, or raised.
// set_walk_end() follows in any case and tells which.
struct set_walk {
    struct value keys; // a set or dict, or an iterator
    bool known;        // not an iterator
    size_t position;
    uint32_t dict_position;
};

bool set_walk_begin(struct set_walk *walk, struct value keys);
bool set_walk_next(struct set_walk *walk, struct value *ret_key, int64_t *ret_hash);
bool set_walk_end(struct set_walk *walk);
struct set_entry *set_next(const struct set *set, size_t *position); // as dict_next

void set_clear(struct set *set);
bool set_shrink(struct set *set);                   // after many deletions
void set_swap(struct set *left, struct set *right); // what they hold

static inline struct set *set_of(struct value value)
{
    return (struct set *)value.object;
}

#endif
