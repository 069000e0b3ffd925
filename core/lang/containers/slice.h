// slice objects, and what they mean for a sequence.
#ifndef RANKSH_CORE_LANG_SLICE_H
#define RANKSH_CORE_LANG_SLICE_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

struct slice {
    struct container container;
    struct value start, stop, step; // owned; value_none when not given
};

struct slice_range {
    int64_t start, stop, step; // within the sequence
    size_t count;              // how many items it selects
};

extern struct type slice_type;

struct value slice_create(struct value start, struct value stop, struct value step);

// The items that a slice selects from a sequence of `count`. False: raised.
bool slice_resolve(struct value slice, size_t count, struct slice_range *ret_range);

#endif
