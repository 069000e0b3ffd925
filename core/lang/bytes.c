#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/bytes.h"
#include "core/lang/raise.h"
#include "core/lang/str.h"

struct bytes *bytes_create(const char *data, size_t length)
{
    struct bytes *bytes = memory_alloc(sizeof *bytes + length + 1);
    if (bytes == NULL) {
        raise_memory();
        return NULL;
    }
    bytes->object = (struct object){.refs = 1, .type = &bytes_type};
    bytes->length = length;
    memcpy(bytes->data, data, length);
    bytes->data[length] = '\0';
    return bytes;
}

static size_t size_of(const struct object *self)
{
    return sizeof(struct bytes) + ((const struct bytes *)self)->length + 1;
}

static struct value repr(struct value self)
{
    struct text text = {0};
    text_add(&text, "b'");
    for (size_t i = 0; i < bytes_of(self)->length; i++) {
        unsigned char c = (unsigned char)bytes_of(self)->data[i];
        text_addf(&text, c >= 32 && c < 127 ? "%c" : "\\x%02x", c);
    }
    text_add(&text, "'");
    struct str *str = text.failed ? NULL : str_create(text.data, text.length);
    text_finish(&text);
    return str != NULL ? value_object(str) : raise_memory();
}

struct type bytes_type = {
    .name = "bytes",
    .flags = TYPE_NO_CREATE,
    .size_of = size_of,
    .repr = repr,
};
