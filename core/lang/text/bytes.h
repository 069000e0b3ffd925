// Bytes: immutable.
#ifndef RANKSH_CORE_LANG_BYTES_H
#define RANKSH_CORE_LANG_BYTES_H

#include "core/lang/objects/type.h"

struct bytes {
    struct object object;
    size_t length;
    char data[]; // a zero byte stands behind it
};

extern struct type bytes_type;

struct bytes *bytes_create(const char *data, size_t length); // NULL: raised

static inline struct bytes *bytes_of(struct value value)
{
    return (struct bytes *)value.object;
}

#endif
