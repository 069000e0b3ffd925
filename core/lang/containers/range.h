// range objects and their iterators.
#ifndef RANKSH_CORE_LANG_RANGE_H
#define RANKSH_CORE_LANG_RANGE_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

struct range_iterator {
    struct object object;
    int64_t next, step;
    uint64_t left; // how many are still to come
};

extern struct type range_type, range_iterator_type;

// The next number of a range iterator, for the run loop; false when it has ended or when
// `iterator` is something else.
static inline bool range_next_inline(struct value iterator, struct value *ret_number)
{
    if (iterator.tag != VALUE_OBJECT || iterator.object->type != &range_iterator_type) {
        return false;
    }
    struct range_iterator *range = (struct range_iterator *)iterator.object;
    if (range->left == 0) {
        return false;
    }
    value_put(ret_number, value_int(range->next));
    range->left--;
    range->next = (int64_t)((uint64_t)range->next + (uint64_t)range->step);
    return true;
}

#endif
