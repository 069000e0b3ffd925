// Dicts: compact and ordered. The entries lie in insertion order; from nine on an index of hashes
// points into them. Attributes of instances, classes and modules are dicts too.
#ifndef RANKSH_CORE_LANG_DICT_H
#define RANKSH_CORE_LANG_DICT_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"
#include "core/lang/text/str.h"

struct dict_entry {
    struct value key; // unset: deleted
    struct value value;
    int64_t hash;
};

struct dict {
    struct container container;
    uint32_t count;    // living entries
    uint32_t used;     // with the deleted ones
    uint32_t capacity; // entries that there is room for
    uint32_t layout;   // changes whenever a key comes, goes or moves
    uint32_t few;      // entries right behind it, when it holds an instance's attributes: its keys
                       // are interned and marked then; else 0
    uint32_t mask;     // slots in the index, less one; 0: no index
    uint32_t filled;   // entries added since they were moved last
    struct dict_entry *entries;
    uint32_t *index; // entry + 1; 0: free
};

enum { DICT_FEW_FIRST = 4, DICT_FEW_MOST = 12 };

extern struct type dict_type;

struct dict *dict_create(void); // NULL: raised

// For an instance's attributes, with room for so many; 0: not known.
struct dict *dict_create_instance(uint32_t few);
struct dict *dict_copy(const struct dict *dict);

// The value's slot, borrowed, NULL when the key is missing. False: hashing or comparing raised.
// The slot is good until a key is added or deleted.
bool dict_find(struct dict *dict, struct value key, struct value **ret_slot);
struct value *dict_find_name(struct dict *dict, struct str *name);
struct value *dict_find_text(struct dict *dict, const char *name);

// Both take new references.
bool dict_set(struct dict *dict, struct value key, struct value value);
bool dict_set_name(struct dict *dict, struct str *name, struct value value);
bool dict_set_hashed(struct dict *dict, struct value key, int64_t hash, struct value value);
bool dict_set_text(struct dict *dict, const char *name, struct value value);

// The slot of `key`, added with value_unset when it was missing: set it at once. NULL: raised.
struct value *dict_slot(struct dict *dict, struct value key);

// Adds an interned name that is not there yet to an instance's attributes. NULL: raised.
struct value *dict_add_name(struct dict *dict, struct str *name);

// Deletes; ret_found says whether the key was there.
bool dict_delete(struct dict *dict, struct value key, bool *ret_found);
void dict_delete_entry(struct dict *dict, uint32_t at); // a living one
void dict_clear(struct dict *dict);
bool dict_update(struct dict *dict, struct value other); // a mapping or pairs

// The next living entry from `*position` on, which starts at 0; NULL at the end.
struct dict_entry *dict_next(const struct dict *dict, uint32_t *position);

static inline struct dict *dict_of(struct value value)
{
    return (struct dict *)value.object;
}

#endif
