// Tuples.
#ifndef RANKSH_CORE_LANG_TUPLE_H
#define RANKSH_CORE_LANG_TUPLE_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

struct tuple {
    struct container container;
    size_t count;
    struct value items[]; // owned; one more behind them in subclasses, for the attributes
};

extern struct type tuple_type;

struct tuple *tuple_create(size_t count); // all items unset: fill them in at once. NULL: raised
struct tuple *tuple_create_as(struct type *type, size_t count);    // the same of a subclass
struct tuple *tuple_from(const struct value *items, size_t count); // takes new references
struct tuple *tuple_pack(size_t count, ...); // of struct value; takes new references
struct tuple *tuple_from_iterable(struct value iterable);

// Lets go of the one empty tuple (at the interpreter's end).
void tuple_forget_empty(void);

static inline struct tuple *tuple_of(struct value value)
{
    return (struct tuple *)value.object;
}

#endif
