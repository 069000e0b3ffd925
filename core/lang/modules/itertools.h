// What the iterators of itertools share: one struct, whose parts mean something else in each type.
#ifndef RANKSH_CORE_LANG_ITERTOOLS_H
#define RANKSH_CORE_LANG_ITERTOOLS_H

#include "core/lang/objects/native.h"
#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

enum { ITERTOOLS_PARTS = 5 };

struct stream {
    struct container container;
    struct value parts[ITERTOOLS_PARTS]; // owned; unset when not there
    int64_t numbers[4];
    int64_t *places; // owned
    size_t place_count;
    bool started, ended;
};

static inline struct stream *stream_of(struct value self)
{
    return (struct stream *)self.object;
}

// An instance of the class `type` with nothing set; NULL: raised.
struct stream *stream_create(struct value type);
bool stream_make_places(struct stream *stream, size_t count);

// The next value of a part, which stays alive meanwhile though `self` may change.
struct value stream_next(struct value part);

void stream_finish(struct object *self);
void stream_visit(struct object *self, visit_fn *visit, void *context);

#define STREAM_TYPE(type_name, its_methods, its_next)                               \
    {                                                                               \
        .name = "itertools." type_name, .size = sizeof(struct stream),              \
        .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE, .methods = its_methods,        \
        .finish = stream_finish, .visit = stream_visit, .iterate = iterator_itself, \
        .next = its_next                                                            \
    }

extern struct type itertools_product, itertools_permutations, itertools_combinations,
    itertools_with_replacement;
extern struct type itertools_groupby, itertools_grouper, itertools_tee, itertools_tee_item;

struct value itertools_tee_function(struct value *args);

#endif
