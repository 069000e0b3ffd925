// Iterators over sequences: lists, tuples and texts, and whatever has __getitem__.
#ifndef RANKSH_CORE_LANG_ITERATOR_H
#define RANKSH_CORE_LANG_ITERATOR_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

struct iterator {
    struct container container;
    struct value sequence; // unset once it has ended
    size_t position;
};

extern struct type list_iterator_type, tuple_iterator_type, str_iterator_type, bytes_iterator_type;
extern struct type ascii_iterator_type; // of a text that is all ASCII
extern struct type sequence_iterator_type, reversed_type, list_reversed_type;

// An iterator over `sequence`; list, tuple and str subclasses too.
struct value iterator_create(struct value sequence);
struct value iterator_create_reversed(struct value sequence);

// What an iterator's `iterate` is.
struct value iterator_itself(struct value self);

#endif
