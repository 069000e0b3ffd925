// Lists.
#ifndef RANKSH_CORE_LANG_LIST_H
#define RANKSH_CORE_LANG_LIST_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

struct list {
    struct container container;
    size_t count, capacity;
    struct value *items; // owned
};

extern struct type list_type;

struct list *list_create(size_t capacity);                            // NULL: raised
struct list *list_from(const struct value *items, size_t count);      // takes new references
bool list_append(struct list *list, struct value item);               // takes a new reference
bool list_push(struct list *list, struct value item);                 // takes the reference over,
                                                                      // also when it fails
bool list_insert(struct list *list, size_t index, struct value item); // takes a new reference
bool list_extend(struct list *list, struct value iterable);
void list_truncate(struct list *list, size_t count);
bool list_sort(struct list *list, struct value key, bool reverse); // key: value_none for none

// Turns a position as the dialect counts (negative: from the end) into one in [0, count).
// False, without an exception, when it is outside.
static inline bool list_position(int64_t index, size_t count, size_t *ret_position)
{
    if (index < 0) {
        index += (int64_t)count;
    }
    *ret_position = (size_t)index;
    return (uint64_t)index < count;
}

static inline struct list *list_of(struct value value)
{
    return (struct list *)value.object;
}

// repr of a sequence with brackets; shared with tuples and others.
struct str *list_repr_items(const char *open, struct value owner, struct value *const *items,
                            const size_t *count, const char *close);

#endif
