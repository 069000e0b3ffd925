// keys(), values(), items() and their iterators.
#ifndef RANKSH_CORE_LANG_DICT_VIEWS_H
#define RANKSH_CORE_LANG_DICT_VIEWS_H

#include "core/lang/containers/dict.h"

enum dict_view { DICT_KEYS, DICT_VALUES, DICT_ITEMS };

extern struct type dict_keys_type, dict_values_type, dict_items_type;
// By what they give, forwards and then backwards.
enum { DICT_ITERATOR_TYPES = 6 };
extern struct type dict_iterator_types[DICT_ITERATOR_TYPES];

struct value dict_view_create(struct dict *dict, enum dict_view what);

// The same with the types of OrderedDict's views.
struct value dict_view_ordered(struct dict *dict, enum dict_view what);
struct value dict_iterator_create(struct dict *dict, enum dict_view what, bool reversed);

size_t dict_size_of(const struct object *self); // for dict_type

// A dict that cannot be written; takes over the reference.
extern struct type mappingproxy_type;
struct value mappingproxy_create(struct dict *dict);

// What iterating gives for one entry; a new reference.
struct value dict_view_item(const struct dict_entry *entry, enum dict_view what);

#endif
