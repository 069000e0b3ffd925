// The table of sets, after CPython's Objects/setobject.c: the order of the slots is what printing
// a set shows. Methods are in set_methods.c.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/set.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"

enum { LINEAR_PROBES = 9, PERTURB_SHIFT = 5, LARGE = 50000 };

struct set *set_create(struct type *type)
{
    struct set *set = type_allocate(type, 0);
    if (set != NULL) {
        set->entries = set->small;
        set->mask = SET_SMALL - 1;
        set->hash = -1;
    }
    return set;
}

static inline bool is_free(const struct set_entry *entry)
{
    return !value_is_set(entry->key) && entry->hash == 0;
}

// Puts a key that is not there yet into a table without deleted slots.
static void insert_clean(struct set_entry *entries, size_t mask, struct value key, int64_t hash)
{
    size_t perturb = (size_t)hash, i = (size_t)hash & mask;
    for (;;) {
        size_t probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        for (size_t j = 0; j <= probes; j++) {
            if (!value_is_set(entries[i + j].key)) {
                entries[i + j] = (struct set_entry){key, hash};
                return;
            }
        }
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static bool resize(struct set *set, size_t least)
{
    size_t size = SET_SMALL;
    while (size <= least) {
        size *= 2;
    }
    struct set_entry *old = set->entries, copy[SET_SMALL];
    size_t old_mask = set->mask;
    struct set_entry *entries = set->small;
    if (size > SET_SMALL) {
        entries = memory_alloc(size * sizeof *entries);
        if (entries == NULL) {
            raise_memory();
            return false;
        }
    } else if (old == set->small) {
        memcpy(copy, old, sizeof copy);
        old = copy;
    }
    memset(entries, 0, size * sizeof *entries);
    set->entries = entries;
    set->mask = size - 1;
    set->fill = set->used;
    for (size_t i = 0; i <= old_mask; i++) {
        if (value_is_set(old[i].key)) {
            insert_clean(entries, set->mask, old[i].key, old[i].hash);
        }
    }
    if (old != copy && old != set->small) {
        memory_free(old, (old_mask + 1) * sizeof *old);
    }
    return true;
}

static size_t grown(const struct set *set)
{
    return set->used > LARGE ? set->used * 2 : set->used * 4;
}

enum find { FOUND, FREE, RAISED };

// The slot of a key, or where it belongs: the last deleted slot on the way to the first free one,
// or that one.
static enum find look(struct set *set, struct value key, int64_t hash, struct set_entry **ret_slot)
{
again:;
    size_t mask = set->mask, perturb = (size_t)hash, i = (size_t)hash & mask;
    struct set_entry *deleted = NULL;
    for (;;) {
        struct set_entry *entry = &set->entries[i];
        size_t probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        for (size_t j = 0; j <= probes; j++, entry++) {
            if (is_free(entry)) {
                *ret_slot = deleted != NULL ? deleted : entry;
                return FREE;
            }
            if (!value_is_set(entry->key)) {
                deleted = entry;
                continue;
            }
            if (entry->hash != hash) {
                continue;
            }
            struct set_entry *table = set->entries;
            struct value candidate = value_ref(entry->key);
            bool equal;
            bool fine = object_equal(candidate, key, &equal);
            bool changed =
                table != set->entries || mask != set->mask || !value_same(entry->key, candidate);
            value_unref(candidate);
            if (!fine) {
                return RAISED;
            }
            if (changed) {
                goto again; // comparing changed the set
            }
            if (equal) {
                *ret_slot = entry;
                return FOUND;
            }
        }
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

bool set_add_hashed(struct set *set, struct value key, int64_t hash)
{
    struct set_entry *slot;
    value_ref(key); // comparing may change where it came from
    enum find found = look(set, key, hash, &slot);
    if (found != FREE) {
        value_unref(key);
        return found == FOUND;
    }
    bool reused = !is_free(slot);
    *slot = (struct set_entry){key, hash};
    set->used++;
    if (reused) {
        return true;
    }
    set->fill++;
    return set->fill * 5 < set->mask * 3 || resize(set, grown(set));
}

bool set_add(struct set *set, struct value key)
{
    int64_t hash;
    return object_hash(key, &hash) && set_add_hashed(set, key, hash);
}

bool set_contains_hashed(struct set *set, struct value key, int64_t hash, bool *ret_found)
{
    struct set_entry *slot;
    enum find found = look(set, key, hash, &slot);
    *ret_found = found == FOUND;
    return found != RAISED;
}

bool set_contains(struct set *set, struct value key, bool *ret_found)
{
    int64_t hash;
    return object_hash(key, &hash) && set_contains_hashed(set, key, hash, ret_found);
}

bool set_discard_hashed(struct set *set, struct value key, int64_t hash, bool *ret_found)
{
    struct set_entry *slot;
    enum find found = look(set, key, hash, &slot);
    *ret_found = found == FOUND;
    if (found == FOUND) {
        struct value old = slot->key;
        *slot = (struct set_entry){value_unset, -1};
        set->used--;
        value_unref(old);
    }
    return found != RAISED;
}

bool set_discard(struct set *set, struct value key, bool *ret_found)
{
    int64_t hash;
    return object_hash(key, &hash) && set_discard_hashed(set, key, hash, ret_found);
}

// ---- walking over keys of any kind, whose hashes sets and dicts know

bool set_walk_begin(struct set_walk *walk, struct value keys)
{
    *walk = (struct set_walk){.keys = value_unset};
    bool known = type_is_instance(keys, &set_type) || type_is_instance(keys, &frozenset_type) ||
                 value_is(keys, &dict_type);
    walk->keys = known ? value_ref(keys) : object_iterate(keys);
    walk->known = known;
    return value_is_set(walk->keys);
}

bool set_walk_next(struct set_walk *walk, struct value *ret_key, int64_t *ret_hash)
{
    if (!walk->known) {
        *ret_key = object_next(walk->keys);
        if (value_is_set(*ret_key) && !object_hash(*ret_key, ret_hash)) {
            value_clear(ret_key);
        }
        return value_is_set(*ret_key);
    }
    if (value_is(walk->keys, &dict_type)) {
        struct dict_entry *entry = dict_next(dict_of(walk->keys), &walk->dict_position);
        if (entry != NULL) {
            *ret_key = value_ref(entry->key);
            *ret_hash = entry->hash;
        }
        return entry != NULL;
    }
    struct set_entry *entry = set_next(set_of(walk->keys), &walk->position);
    if (entry != NULL) {
        *ret_key = value_ref(entry->key);
        *ret_hash = entry->hash;
    }
    return entry != NULL;
}

bool set_walk_end(struct set_walk *walk)
{
    value_clear(&walk->keys);
    return !raise_pending();
}

static bool merge(struct set *set, struct set *other)
{
    if (set == other || other->used == 0) {
        return true;
    }
    if ((set->fill + other->used) * 5 >= set->mask * 3 &&
        !resize(set, (set->used + other->used) * 2)) {
        return false;
    }
    if (set->fill == 0 && set->mask == other->mask && other->fill == other->used) {
        for (size_t i = 0; i <= other->mask; i++) {
            set->entries[i] = other->entries[i];
            value_ref(set->entries[i].key);
        }
        set->fill = set->used = other->used;
        return true;
    }
    bool empty = set->fill == 0;
    for (size_t i = 0; i <= other->mask; i++) {
        struct set_entry entry = other->entries[i];
        if (!value_is_set(entry.key)) {
            continue;
        }
        if (empty) {
            insert_clean(set->entries, set->mask, value_ref(entry.key), entry.hash);
            set->fill = ++set->used;
        } else if (!set_add_hashed(set, entry.key, entry.hash)) {
            return false;
        }
    }
    return true;
}

bool set_update(struct set *set, struct value iterable)
{
    if (type_is_instance(iterable, &set_type) || type_is_instance(iterable, &frozenset_type)) {
        return merge(set, set_of(iterable));
    }
    if (value_is(iterable, &dict_type)) {
        uint32_t count = dict_of(iterable)->count;
        if ((set->fill + count) * 5 >= set->mask * 3 && !resize(set, (set->used + count) * 2)) {
            return false;
        }
    }
    struct set_walk walk;
    struct value key;
    int64_t hash;
    bool fine = set_walk_begin(&walk, iterable);
    while (fine && set_walk_next(&walk, &key, &hash)) {
        fine = set_add_hashed(set, key, hash);
        value_unref(key);
    }
    return set_walk_end(&walk) && fine;
}

bool set_shrink(struct set *set)
{
    return set->fill - set->used <= set->mask / 4 || resize(set, grown(set));
}

void set_clear(struct set *set)
{
    struct set_entry *entries = set->entries, copy[SET_SMALL];
    size_t mask = set->mask;
    if (entries == set->small) {
        memcpy(copy, entries, sizeof copy);
        entries = copy;
    }
    memset(set->small, 0, sizeof set->small);
    set->entries = set->small;
    set->mask = SET_SMALL - 1;
    set->fill = set->used = set->finger = 0;
    for (size_t i = 0; i <= mask; i++) {
        value_unref(entries[i].key);
    }
    if (entries != copy) {
        memory_free(entries, (mask + 1) * sizeof *entries);
    }
}

void set_swap(struct set *left, struct set *right)
{
    struct set copy = *left;
    left->fill = right->fill;
    left->used = right->used;
    left->mask = right->mask;
    left->entries = right->entries == right->small ? left->small : right->entries;
    right->fill = copy.fill;
    right->used = copy.used;
    right->mask = copy.mask;
    right->entries = copy.entries == left->small ? right->small : copy.entries;
    memcpy(left->small, right->small, sizeof left->small);
    memcpy(right->small, copy.small, sizeof right->small);
    left->hash = right->hash = -1;
}

struct set_entry *set_next(const struct set *set, size_t *position)
{
    while (*position <= set->mask) {
        struct set_entry *entry = &set->entries[(*position)++];
        if (value_is_set(entry->key)) {
            return entry;
        }
    }
    return NULL;
}
