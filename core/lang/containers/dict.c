// The table of a dict. Its methods and views are in dict_methods.c and dict_views.c.
//
// Up to five entries are searched one after the other, more through an index of open addressing
// with linear steps. Deleted entries stay as holes until the entries are moved next. That happens
// when CPython does it, so that changing a dict in a loop over it is noticed alike.
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/dict_views.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"

enum { FEW = 5 };

static uint32_t layouts; // the last number given out

static void layout_changed(struct dict *dict)
{
    dict->layout = ++layouts;
}

struct dict *dict_create(void)
{
    struct dict *dict = type_allocate(&dict_type, 0);
    if (dict != NULL) {
        layout_changed(dict);
    }
    return dict;
}

static struct dict_entry *few_of(struct dict *dict)
{
    return dict->few > 0 ? (struct dict_entry *)(dict + 1) : NULL;
}

struct dict *dict_create_instance(uint32_t few)
{
    few = few > 0 ? few : DICT_FEW_FIRST;
    struct dict *dict = type_allocate(&dict_type, few * sizeof(struct dict_entry));
    if (dict != NULL) {
        dict->few = few;
        dict->entries = few_of(dict);
        dict->capacity = few;
        layout_changed(dict);
    }
    return dict;
}

size_t dict_size_of(const struct object *self)
{
    return self->type->size + ((const struct dict *)self)->few * sizeof(struct dict_entry);
}

static void free_entries(struct dict *dict, struct dict_entry *entries, uint32_t capacity)
{
    if (entries != few_of(dict)) {
        memory_free(entries, capacity * sizeof *entries);
    }
}

// A hash's first place in the index: spread, since small ints are their own hash.
static inline uint32_t place(const struct dict *dict, int64_t hash)
{
    uint64_t mixed = (uint64_t)hash * 0x9E3779B97F4A7C15U;
    return (uint32_t)(mixed >> 32) & dict->mask;
}

static void index_add(struct dict *dict, int64_t hash, uint32_t entry)
{
    uint32_t at = place(dict, hash);
    while (dict->index[at] != 0) {
        at = (at + 1) & dict->mask;
    }
    dict->index[at] = entry + 1;
}

static size_t index_size(const struct dict *dict)
{
    return dict->mask == 0 ? 0 : ((size_t)dict->mask + 1) * sizeof *dict->index;
}

// Moves the living entries into a table of `slots`, a power of two, two thirds of which may be
// taken, and makes a new index for them.
static bool rebuild(struct dict *dict, uint32_t slots)
{
    uint32_t capacity = slots / 3 * 2 + slots % 3 * 2 / 3;
    slots = capacity > FEW ? slots : 0;
    struct dict_entry *entries = memory_alloc(capacity * sizeof *entries);
    uint32_t *index = slots > 0 ? memory_alloc_zero(slots * sizeof *index) : NULL;
    if (entries == NULL || (slots > 0 && index == NULL)) {
        memory_free(entries, capacity * sizeof *entries);
        memory_free(index, slots * sizeof *index);
        raise_memory();
        return false;
    }
    uint32_t used = 0;
    for (uint32_t i = 0; i < dict->used; i++) {
        if (value_is_set(dict->entries[i].key)) {
            entries[used++] = dict->entries[i];
        }
    }
    free_entries(dict, dict->entries, dict->capacity);
    memory_free(dict->index, index_size(dict));
    dict->entries = entries;
    dict->index = index;
    dict->mask = slots > 0 ? slots - 1 : 0;
    dict->capacity = capacity;
    dict->used = used;
    dict->filled = used;
    for (uint32_t i = 0; index != NULL && i < used; i++) {
        index_add(dict, entries[i].hash, i);
    }
    layout_changed(dict);
    return true;
}

static uint32_t slots_for(uint32_t least)
{
    uint32_t slots = 8;
    while (slots < least) {
        slots *= 2;
    }
    return slots;
}

static bool make_room(struct dict *dict)
{
    if (dict->filled < dict->capacity) {
        return true;
    }
    if (dict->count >= UINT32_MAX / 4) {
        raise_memory();
        return false;
    }
    return rebuild(dict, slots_for(dict->count * 3));
}

static bool keys_equal(struct value key, const struct dict_entry *entry, bool *ret_equal)
{
    if (key.tag == VALUE_OBJECT && key.object->type == &str_type &&
        entry->key.tag == VALUE_OBJECT && entry->key.object->type == &str_type) {
        *ret_equal = str_equal(str_of(key), str_of(entry->key));
        return true;
    }
    struct value other = value_ref(entry->key);
    bool fine = object_equal(other, key, ret_equal);
    value_unref(other);
    return fine;
}

enum { MISSING = -1, RAISED = -2, CHANGED = -3 };

// The entry of a key, MISSING, RAISED, or CHANGED when comparing changed the dict.
static int64_t match(struct dict *dict, struct value key, uint32_t at)
{
    uint32_t layout = dict->layout;
    bool equal;
    if (value_same(dict->entries[at].key, key)) {
        return at;
    }
    if (!keys_equal(key, &dict->entries[at], &equal)) {
        return RAISED;
    }
    return dict->layout != layout ? CHANGED : equal ? (int64_t)at : MISSING;
}

static int64_t look(struct dict *dict, struct value key, int64_t hash)
{
    if (dict->mask == 0) {
        for (uint32_t i = 0; i < dict->used; i++) {
            if (dict->entries[i].hash == hash && value_is_set(dict->entries[i].key)) {
                int64_t found = match(dict, key, i);
                if (found != MISSING) {
                    return found;
                }
            }
        }
        return MISSING;
    }
    for (uint32_t at = place(dict, hash); dict->index[at] != 0; at = (at + 1) & dict->mask) {
        uint32_t entry = dict->index[at] - 1;
        if (dict->entries[entry].hash == hash && value_is_set(dict->entries[entry].key)) {
            int64_t found = match(dict, key, entry);
            if (found != MISSING) {
                return found;
            }
        }
    }
    return MISSING;
}

static int64_t find(struct dict *dict, struct value key, int64_t hash)
{
    int64_t found;
    do {
        found = look(dict, key, hash);
    } while (found == CHANGED);
    return found;
}

static inline bool hash_of(struct value key, int64_t *ret_hash)
{
    if (key.tag == VALUE_OBJECT && key.object->type == &str_type) {
        *ret_hash = str_hash(str_of(key));
        return true;
    }
    return object_hash(key, ret_hash);
}

bool dict_find(struct dict *dict, struct value key, struct value **ret_slot)
{
    int64_t hash;
    if (!hash_of(key, &hash)) {
        return false;
    }
    int64_t found = find(dict, key, hash);
    *ret_slot = found >= 0 ? &dict->entries[found].value : NULL;
    return found != RAISED;
}

// Names are interned and so are nearly all keys that are texts: mostly one look at pointers.
struct value *dict_find_name(struct dict *dict, struct str *name)
{
    if (dict->mask == 0) {
        for (uint32_t i = 0; i < dict->used; i++) {
            if (dict->entries[i].key.object == &name->object &&
                dict->entries[i].key.tag == VALUE_OBJECT) {
                return &dict->entries[i].value;
            }
        }
        if (dict->few > 0) {
            return NULL;
        }
    }
    int64_t hash = str_hash(name);
    int64_t found;
    if (dict->mask != 0) {
        for (uint32_t at = place(dict, hash); dict->index[at] != 0; at = (at + 1) & dict->mask) {
            struct dict_entry *entry = &dict->entries[dict->index[at] - 1];
            if (entry->key.tag == VALUE_OBJECT && entry->key.object == &name->object) {
                return &entry->value;
            }
        }
    }
    found = find(dict, value_object(name), hash);
    return found >= 0 ? &dict->entries[found].value : NULL;
}

struct value *dict_find_text(struct dict *dict, const char *text)
{
    struct str *name = str_interned(text);
    if (name == NULL) {
        raise_forget();
        return NULL;
    }
    struct value *slot = dict_find_name(dict, name);
    object_unref(name);
    return slot;
}

// The key under which an instance keeps an attribute: interned and marked, see str.h.
static struct value instance_key(struct value key)
{
    if (value_is(key, &str_type)) {
        struct str *name = str_intern(object_ref(key.object));
        if (name != NULL) {
            name->object.mark |= STR_INSTANCE_KEY;
        }
        return value_object(name);
    }
    return value_ref(key);
}

static struct value *slot_hashed(struct dict *dict, struct value key, int64_t hash)
{
    int64_t found = find(dict, key, hash);
    if (found >= 0) {
        return &dict->entries[found].value;
    }
    if (found == RAISED || !make_room(dict)) {
        return NULL;
    }
    key = dict->few > 0 ? instance_key(key) : value_ref(key);
    if (!value_is_set(key)) {
        return NULL;
    }
    uint32_t at = dict->used++;
    dict->filled++;
    dict->entries[at] = (struct dict_entry){.key = key, .hash = hash};
    dict->count++;
    if (dict->mask != 0) {
        index_add(dict, hash, at);
    }
    layout_changed(dict);
    return &dict->entries[at].value;
}

struct value *dict_slot(struct dict *dict, struct value key)
{
    int64_t hash;
    return hash_of(key, &hash) ? slot_hashed(dict, key, hash) : NULL;
}

bool dict_set_hashed(struct dict *dict, struct value key, int64_t hash, struct value value)
{
    struct value *slot = slot_hashed(dict, key, hash);
    if (slot == NULL) {
        return false;
    }
    value_replace(slot, value_ref(value));
    return true;
}

struct value *dict_add_name(struct dict *dict, struct str *name)
{
    if (!make_room(dict)) {
        return NULL;
    }
    uint32_t at = dict->used++;
    dict->filled++;
    int64_t hash = str_hash(name);
    name->object.mark |= STR_INSTANCE_KEY;
    dict->entries[at] = (struct dict_entry){.key = value_of(name), .hash = hash};
    dict->count++;
    if (dict->mask != 0) {
        index_add(dict, hash, at);
    }
    layout_changed(dict);
    return &dict->entries[at].value;
}

bool dict_set(struct dict *dict, struct value key, struct value value)
{
    struct value *slot = dict_slot(dict, key);
    if (slot == NULL) {
        return false;
    }
    value_replace(slot, value_ref(value));
    return true;
}

bool dict_set_name(struct dict *dict, struct str *name, struct value value)
{
    struct value *slot = dict_find_name(dict, name);
    if (slot != NULL) {
        value_replace(slot, value_ref(value));
        return true;
    }
    if (dict->few > 0 && (name->object.mark & STR_INTERNED)) {
        slot = dict_add_name(dict, name);
        if (slot != NULL) {
            *slot = value_ref(value);
        }
        return slot != NULL;
    }
    return dict_set(dict, value_object(name), value);
}

bool dict_set_text(struct dict *dict, const char *text, struct value value)
{
    struct str *name = str_interned(text);
    bool fine = name != NULL && dict_set_name(dict, name, value);
    object_unref(name);
    return fine;
}

void dict_delete_entry(struct dict *dict, uint32_t at)
{
    struct dict_entry entry = dict->entries[at];
    dict->entries[at].key = dict->entries[at].value = value_unset;
    dict->count--;
    layout_changed(dict);
    value_unref(entry.key);
    value_unref(entry.value);
}

bool dict_delete(struct dict *dict, struct value key, bool *ret_found)
{
    int64_t hash;
    if (!hash_of(key, &hash)) {
        return false;
    }
    int64_t found = find(dict, key, hash);
    if (found == RAISED) {
        return false;
    }
    *ret_found = found >= 0;
    if (found >= 0) {
        dict_delete_entry(dict, (uint32_t)found);
    }
    return true;
}

void dict_clear(struct dict *dict)
{
    struct dict_entry *entries = dict->entries;
    uint32_t used = dict->used, capacity = dict->capacity;
    memory_free(dict->index, index_size(dict));
    dict->entries = NULL;
    dict->index = NULL;
    dict->count = dict->used = dict->capacity = dict->mask = dict->filled = 0;
    layout_changed(dict);
    for (uint32_t i = 0; i < used; i++) {
        value_unref(entries[i].key);
        value_unref(entries[i].value);
    }
    free_entries(dict, entries, capacity);
}

struct dict *dict_copy(const struct dict *dict)
{
    struct dict *copy = dict_create();
    if (copy == NULL || dict->count == 0) {
        return copy;
    }
    uint32_t slots = dict->count >= dict->used / 3 * 2 + dict->used % 3 * 2 / 3 // few holes
                         ? slots_for(dict->capacity / 2 * 3)
                         : slots_for((dict->count * 3 + 1) / 2);
    if (!rebuild(copy, slots)) {
        object_unref(copy);
        return NULL;
    }
    for (uint32_t i = 0; i < dict->used; i++) {
        const struct dict_entry *entry = &dict->entries[i];
        if (value_is_set(entry->key)) {
            uint32_t at = copy->used++;
            value_ref(entry->key);
            value_ref(entry->value);
            copy->entries[at] = *entry;
            if (copy->mask != 0) {
                index_add(copy, entry->hash, at);
            }
        }
    }
    copy->count = copy->filled = copy->used;
    return copy;
}

struct dict_entry *dict_next(const struct dict *dict, uint32_t *position)
{
    while (*position < dict->used) {
        struct dict_entry *entry = &dict->entries[(*position)++];
        if (value_is_set(entry->key)) {
            return entry;
        }
    }
    return NULL;
}
