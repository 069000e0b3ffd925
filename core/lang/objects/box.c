#include <string.h>

#include "core/base/memory.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/box.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

static size_t rounded(size_t size)
{
    return (size + sizeof(struct value) - 1) / sizeof(struct value) * sizeof(struct value);
}

// The size of the part that the native type knows.
static size_t native_size(const struct object *self)
{
    const struct type *type = self->type;
    while (type->flags & TYPE_HEAP) {
        type = type->base;
    }
    return rounded(type->size_of(self));
}

size_t box_size_of(const struct object *self)
{
    return native_size(self) + sizeof(struct value);
}

struct value *box_hidden(const struct object *self)
{
    return (struct value *)((uintptr_t)self + native_size(self));
}

bool box_is_needed(const struct type *type)
{
    return (type->flags & TYPE_HEAP) &&
           ((type->flags & TYPE_BOXED) || type_is_subtype(type, &float_type));
}

bool box_makes_plain(const struct type *type)
{
    return type->create == int_type.create || type->create == str_type.create ||
           type->create == float_type.create;
}

static struct value box_float(struct type *type, double number)
{
    struct float_box *box = type_allocate(type, 0);
    if (box != NULL) {
        box->number = number;
    }
    return value_object(box);
}

struct value box_create(struct type *type, struct value plain)
{
    if (!value_is_set(plain) || type_is_instance(plain, type)) {
        return plain;
    }
    if (type_is_subtype(type, &float_type)) {
        return value_is_float(plain) ? box_float(type, plain.number) : plain;
    }
    if (int_is_small(plain)) {
        plain = bigint_expanded(plain.integer);
        if (!value_is_set(plain)) {
            return plain;
        }
    }
    size_t size = plain.object->type->size_of(plain.object);
    struct object *box = memory_alloc(rounded(size) + sizeof(struct value));
    if (box == NULL) {
        value_unref(plain);
        return raise_memory();
    }
    memcpy(box, plain.object, size);
    *box = (struct object){.refs = 1, .type = object_ref(type)};
    if (type_is_subtype(type, &str_type)) {
        ((struct str *)box)->offsets = NULL;
    }
    *box_hidden(box) = value_unset;
    value_unref(plain);
    return value_object(box);
}
