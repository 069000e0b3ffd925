// Bytes: the type itself. Its methods are in bytes_search.c and bytes_methods.c.
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/bytes_methods.h"
#include "core/lang/text/encoding.h"
#include "core/lang/text/str.h"

struct bytes *bytes_create(const char *data, size_t length)
{
    struct bytes *bytes = memory_alloc(sizeof *bytes + length + 1);
    if (bytes == NULL) {
        raise_memory();
        return NULL;
    }
    bytes->object = (struct object){.refs = 1, .type = &bytes_type};
    bytes->length = length;
    if (length > 0 && data != NULL) {
        memcpy(bytes->data, data, length);
    } else if (length > 0) {
        memset(bytes->data, 0, length);
    }
    bytes->data[length] = '\0';
    return bytes;
}

static size_t size_of(const struct object *self)
{
    return sizeof(struct bytes) + ((const struct bytes *)self)->length + 1;
}

// ---- making

static bool byte_of(struct value value, unsigned char *ret_byte)
{
    int64_t integer;
    struct value index = object_index(value);
    if (!value_is_set(index)) {
        return false;
    }
    bool small = int_is_small(index);
    integer = small ? index.integer : -1;
    value_unref(index);
    if (integer < 0 || integer > 255) {
        return raise_false(&exception_value_error, "bytes must be in range(0, 256)");
    }
    *ret_byte = (unsigned char)integer;
    return true;
}

static struct value from_iterable(struct value iterable)
{
    struct list *list = object_to_list(iterable);
    if (list == NULL) {
        if (raise_is(&exception_type_error) && value_type(iterable)->iterate == NULL &&
            value_type(iterable)->get_item == NULL) {
            raise_forget();
            raise_type("cannot convert '%s' object to bytes", type_name(iterable));
        }
        return value_unset;
    }
    struct bytes *bytes = bytes_create(NULL, list->count);
    for (size_t i = 0; bytes != NULL && i < list->count; i++) {
        if (!byte_of(list->items[i], (unsigned char *)&bytes->data[i])) {
            object_unref(bytes);
            bytes = NULL;
        }
    }
    object_unref(list);
    return value_object(bytes);
}

static struct value zeros(struct value count)
{
    int64_t length;
    if (!native_int(count, &length)) {
        return value_unset;
    }
    return length < 0 ? raise_value("negative count")
                      : value_object(bytes_create(NULL, (size_t)length));
}

// What an object's __bytes__ gives; takes the method over.
static struct value from_method(struct value method)
{
    struct value made = value_is_set(method) ? object_call_values(method, NULL, 0) : value_unset;
    value_unref(method);
    if (value_is_set(made) && !value_is(made, &bytes_type)) {
        raise_type("__bytes__ returned non-bytes (type %s)", type_name(made));
        value_clear(&made);
    }
    return made;
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    static const char *const names[] = {"source", "encoding", "errors"};
    struct value slots[3];
    (void)type;
    if (!native_bind_names("bytes", names, 3, 0, arguments, slots)) {
        return value_unset;
    }
    bool coded = value_is_set(slots[1]) || value_is_set(slots[2]);
    if (!value_is_set(slots[0])) {
        return coded ? raise_type("encoding without a string argument")
                     : value_object(bytes_create("", 0));
    }
    if (type_is_instance(slots[0], &str_type)) {
        return value_is_set(slots[1])
                   ? value_object(encoding_encode(str_of(slots[0]), slots[1], slots[2]))
                   : raise_type("string argument without an encoding");
    }
    if (coded) {
        return raise_type("encoding without a string argument");
    }
    if (value_is(slots[0], &bytes_type)) {
        return value_ref(slots[0]);
    }
    struct value method = object_find_special(slots[0], name_bytes);
    if (value_is_set(method) || raise_pending()) {
        return from_method(method);
    }
    bool counts = type_is_instance(slots[0], &int_type) || object_has_index(slots[0]);
    return counts ? zeros(slots[0]) : from_iterable(slots[0]);
}

// ---- as text, in order, in parts

static struct value repr(struct value self)
{
    const struct bytes *bytes = bytes_of(self);
    bool single = memchr(bytes->data, '\'', bytes->length) != NULL;
    char quote = single && memchr(bytes->data, '"', bytes->length) == NULL ? '"' : '\'';
    struct text text = {0};
    text_addf(&text, "b%c", quote);
    for (size_t i = 0; i < bytes->length; i++) {
        unsigned char byte = (unsigned char)bytes->data[i];
        if (byte == (unsigned char)quote || byte == '\\') {
            text_addf(&text, "\\%c", byte);
        } else if (byte == '\t' || byte == '\n' || byte == '\r') {
            text_add(&text, byte == '\t' ? "\\t" : byte == '\n' ? "\\n" : "\\r");
        } else {
            text_addf(&text, byte >= 32 && byte < 127 ? "%c" : "\\x%02x", byte);
        }
    }
    text_add_char(&text, quote);
    return value_object(number_text_take(&text));
}

static bool hash(struct value self, int64_t *ret_hash)
{
    struct str *str = str_create(bytes_of(self)->data, bytes_of(self)->length);
    if (str == NULL) {
        return false;
    }
    *ret_hash = str_hash(str);
    object_unref(str);
    return true;
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!value_is(other, &bytes_type)) {
        return value_ref(value_not_implemented);
    }
    const struct bytes *left = bytes_of(self), *right = bytes_of(other);
    size_t shorter = left->length < right->length ? left->length : right->length;
    int sign = memcmp(left->data, right->data, shorter);
    sign = sign != 0 ? sign : (left->length > right->length) - (left->length < right->length);
    return value_bool(comparison_holds(comparison, sign));
}

static struct value concatenate(const struct bytes *left, const struct bytes *right)
{
    struct bytes *sum = bytes_create(NULL, left->length + right->length);
    if (sum != NULL) {
        memcpy(sum->data, left->data, left->length);
        memcpy(sum->data + left->length, right->data, right->length);
    }
    return value_object(sum);
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    const struct bytes *bytes = bytes_of(self);
    if (operation == OPERATION_ADD && !reflected && value_is(other, &bytes_type)) {
        return concatenate(bytes, bytes_of(other));
    }
    if (operation == OPERATION_MODULO && !reflected) {
        return raise_refused("ranksh has no %% of bytes");
    }
    if (operation != OPERATION_MULTIPLY) {
        return value_ref(value_not_implemented);
    }
    size_t times;
    struct value refused = sequence_times(other, bytes->length, &times);
    if (times == SIZE_MAX) {
        return refused;
    }
    struct bytes *product = bytes_create(NULL, bytes->length * times);
    for (size_t i = 0; product != NULL && i < times; i++) {
        memcpy(product->data + i * bytes->length, bytes->data, bytes->length);
    }
    return value_object(product);
}

static bool length(struct value self, int64_t *ret_length)
{
    *ret_length = (int64_t)bytes_of(self)->length;
    return true;
}

static struct value get_item(struct value self, struct value key)
{
    const struct bytes *bytes = bytes_of(self);
    struct slice_range range;
    size_t position;
    if (!value_is(key, &slice_type)) {
        if (value_is_int(key) && !list_position(key.integer, bytes->length, &position)) {
            return raise_error(&exception_index_error, "index out of range");
        }
        return sequence_position(key, "byte", bytes->length, &position)
                   ? value_int((unsigned char)bytes->data[position])
                   : value_unset;
    }
    if (!slice_resolve(key, bytes->length, &range)) {
        return value_unset;
    }
    struct bytes *part = bytes_create(NULL, range.count);
    for (size_t i = 0; part != NULL && i < range.count; i++) {
        part->data[i] = bytes->data[range.start + (int64_t)i * range.step];
    }
    return value_object(part);
}

static struct value iterate(struct value self)
{
    return iterator_create(self);
}

static bool contains(struct value self, struct value item, bool *ret_found)
{
    char one;
    const char *data;
    size_t size;
    if (!value_is(item, &bytes_type) && !object_has_index(item)) {
        return raise_false(&exception_type_error, "a bytes-like object is required, not '%s'",
                           type_name(item));
    }
    if (!bytes_part(item, &one, &data, &size)) {
        return false;
    }
    *ret_found = memmem(bytes_of(self)->data, bytes_of(self)->length, data, size) != NULL;
    return true;
}

struct type bytes_type = {
    .name = "bytes",
    .size = sizeof(struct bytes),
    .methods = bytes_methods,
    .size_of = size_of,
    .create = create,
    .get_item = get_item,
    .length = length,
    .contains = contains,
    .iterate = iterate,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .binary = binary,
    .operations = OPERATIONS_TEXT,
    .reflected_operations = 1U << OPERATION_MULTIPLY | 1U << OPERATION_MODULO,
};
