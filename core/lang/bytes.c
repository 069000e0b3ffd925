// Bytes, as far as teaching needs them. Most methods of CPython's are here; the rest is refused by
// name.
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/bigint.h"
#include "core/lang/bytes.h"
#include "core/lang/encoding.h"
#include "core/lang/float.h"
#include "core/lang/int.h"
#include "core/lang/iterator.h"
#include "core/lang/list.h"
#include "core/lang/native.h"
#include "core/lang/number_text.h"
#include "core/lang/object.h"
#include "core/lang/sequence.h"
#include "core/lang/slice.h"
#include "core/lang/str.h"
#include "core/lang/tuple.h"

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
        if (raise_is(&exception_type_error) && value_type(iterable)->iterate == NULL) {
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
    return type_is_instance(slots[0], &int_type) ? zeros(slots[0]) : from_iterable(slots[0]);
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
    *ret_hash = str_hash(str) ^ 0x5bd1e995;
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

// A part to look for: bytes, or one byte as an int kept in `one`.
static bool part_of(struct value value, char *one, const char **ret_data, size_t *ret_length)
{
    if (value_is(value, &bytes_type)) {
        *ret_data = bytes_of(value)->data;
        *ret_length = bytes_of(value)->length;
        return true;
    }
    if (!type_is_instance(value, &int_type)) {
        return raise_false(&exception_type_error,
                           "argument should be integer or bytes-like object, not '%s'",
                           type_name(value));
    }
    if (!int_is_small(value) || value.integer < 0 || value.integer > 255) {
        return raise_false(&exception_value_error, "byte must be in range(0, 256)");
    }
    *one = (char)value.integer;
    *ret_data = one;
    *ret_length = 1;
    return true;
}

static bool contains(struct value self, struct value item, bool *ret_found)
{
    char one;
    const char *data;
    size_t size;
    if (!value_is(item, &bytes_type) && !type_is_instance(item, &int_type)) {
        return raise_false(&exception_type_error, "a bytes-like object is required, not '%s'",
                           type_name(item));
    }
    if (!part_of(item, &one, &data, &size)) {
        return false;
    }
    *ret_found = memmem(bytes_of(self)->data, bytes_of(self)->length, data, size) != NULL;
    return true;
}

// ---- methods

static bool bytes_argument(struct value value, const struct bytes **ret_bytes)
{
    if (!value_is(value, &bytes_type)) {
        return raise_false(&exception_type_error, "a bytes-like object is required, not '%s'",
                           type_name(value));
    }
    *ret_bytes = bytes_of(value);
    return true;
}

static struct value method_decode(struct value *args)
{
    return value_object(encoding_decode(bytes_of(args[0]), args[1], args[2]));
}

static struct value method_hex(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]);
    struct text text = {0};
    if (value_is_set(args[1])) {
        return raise_refused("ranksh has no separators in bytes.hex()");
    }
    for (size_t i = 0; i < bytes->length; i++) {
        text_addf(&text, "%02x", (unsigned char)bytes->data[i]);
    }
    return value_object(number_text_take(&text));
}

static int hex_digit(char character)
{
    const char *digits = "0123456789abcdef";
    const char *found = character != '\0' ? strchr(digits, character | 0x20) : NULL;
    return found != NULL && (character & 0x10 || character >= 'A') ? (int)(found - digits) : -1;
}

static struct value method_fromhex(struct value *args)
{
    if (!type_is_instance(args[1], &str_type)) {
        return raise_type("fromhex() argument must be str, not %s", type_name(args[1]));
    }
    const struct str *str = str_of(args[1]);
    struct bytes *bytes = bytes_create(NULL, str->length / 2);
    size_t count = 0;
    for (size_t i = 0; bytes != NULL && i < str->length;) {
        if (strchr(" \t\n\r\f\v", str->data[i]) != NULL) {
            i++;
            continue;
        }
        int high = hex_digit(str->data[i]), low = hex_digit(str->data[i + 1]);
        if (high < 0 || low < 0) {
            object_unref(bytes);
            return raise_value("non-hexadecimal number found in fromhex() arg at position %zu",
                               high < 0 ? i : i + 1);
        }
        bytes->data[count++] = (char)(high << 4 | low);
        i += 2;
    }
    if (bytes == NULL) {
        return value_unset;
    }
    struct value result = value_object(bytes_create(bytes->data, count));
    object_unref(bytes);
    return result;
}

// Where a part begins, -1: nowhere. False: raised.
static bool search(struct value *args, int64_t *ret_index)
{
    const struct bytes *bytes = bytes_of(args[0]);
    char one;
    const char *data;
    size_t size;
    int64_t count = (int64_t)bytes->length, first = 0, last = count;
    if (!part_of(args[1], &one, &data, &size) ||
        (!value_is_none(args[2]) && !native_clipped(args[2], &first)) ||
        (!value_is_none(args[3]) && !native_clipped(args[3], &last))) {
        return false;
    }
    first = first < 0 ? (first + count < 0 ? 0 : first + count) : first;
    last = last < 0 ? last + count : last > count ? count : last;
    const char *found =
        first <= last ? memmem(bytes->data + first, (size_t)(last - first), data, size) : NULL;
    *ret_index = found != NULL ? found - bytes->data : -1;
    return true;
}

static struct value method_find(struct value *args)
{
    int64_t index;
    return search(args, &index) ? value_int(index) : value_unset;
}

static struct value method_index(struct value *args)
{
    int64_t index;
    if (!search(args, &index)) {
        return value_unset;
    }
    return index >= 0 ? value_int(index) : raise_value("subsection not found");
}

static size_t count_in(const struct bytes *bytes, const char *part, size_t size)
{
    size_t count = 0;
    const char *at = bytes->data, *end = at + bytes->length;
    while ((at = memmem(at, (size_t)(end - at), part, size)) != NULL) {
        count++;
        at += size;
    }
    return count;
}

static struct value method_count(struct value *args)
{
    char one;
    const char *data;
    size_t size;
    if (!part_of(args[1], &one, &data, &size)) {
        return value_unset;
    }
    return value_int(size == 0 ? (int64_t)bytes_of(args[0])->length + 1
                               : (int64_t)count_in(bytes_of(args[0]), data, size));
}

static struct value begins_or_ends(struct value *args, bool at_end)
{
    const struct bytes *bytes = bytes_of(args[0]);
    bool tuple = type_is_instance(args[1], &tuple_type);
    size_t count = tuple ? tuple_of(args[1])->count : 1;
    for (size_t i = 0; i < count; i++) {
        struct value part = tuple ? tuple_of(args[1])->items[i] : args[1];
        if (!value_is(part, &bytes_type)) {
            return raise_type("%s first arg must be bytes or a tuple of bytes, not %s",
                              at_end ? "endswith" : "startswith", type_name(part));
        }
        const struct bytes *other = bytes_of(part);
        if (other->length <= bytes->length &&
            memcmp(bytes->data + (at_end ? bytes->length - other->length : 0), other->data,
                   other->length) == 0) {
            return value_true;
        }
    }
    return value_false;
}

static struct value method_startswith(struct value *args)
{
    return begins_or_ends(args, false);
}

static struct value method_endswith(struct value *args)
{
    return begins_or_ends(args, true);
}

static struct value method_join(struct value *args)
{
    const struct bytes *separator = bytes_of(args[0]);
    struct list *list = object_to_list(args[1]);
    struct text out = {0};
    bool fine = list != NULL;
    for (size_t i = 0; fine && i < list->count; i++) {
        if (!value_is(list->items[i], &bytes_type)) {
            fine = raise_false(&exception_type_error,
                               "sequence item %zu: expected a bytes-like object, %s found", i,
                               type_name(list->items[i]));
            break;
        }
        text_add_bytes(&out, separator->data, i > 0 ? separator->length : 0);
        text_add_bytes(&out, bytes_of(list->items[i])->data, bytes_of(list->items[i])->length);
    }
    if (fine && out.failed) {
        raise_memory();
        fine = false;
    }
    struct value joined =
        fine ? value_object(bytes_create(text_string(&out), out.length)) : value_unset;
    text_finish(&out);
    object_unref(list);
    return joined;
}

static struct value method_replace(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]), *old = NULL, *with = NULL;
    if (!bytes_argument(args[1], &old) || !bytes_argument(args[2], &with)) {
        return value_unset;
    }
    if (old->length == 0) {
        return raise_refused("ranksh has no bytes.replace() of nothing");
    }
    size_t count = count_in(bytes, old->data, old->length);
    struct bytes *result =
        bytes_create(NULL, bytes->length - count * old->length + count * with->length);
    const char *at = bytes->data, *end = at + bytes->length;
    char *out = result != NULL ? result->data : NULL;
    for (size_t i = 0; out != NULL && i < count; i++) {
        const char *found = memmem(at, (size_t)(end - at), old->data, old->length);
        memcpy(out, at, (size_t)(found - at));
        memcpy(out + (found - at), with->data, with->length);
        out += (found - at) + (ptrdiff_t)with->length;
        at = found + old->length;
    }
    if (out != NULL) {
        memcpy(out, at, (size_t)(end - at));
    }
    return value_object(result);
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool push(struct list *list, const char *start, const char *end)
{
    struct bytes *part = bytes_create(start, (size_t)(end - start));
    return part != NULL && list_push(list, value_object(part));
}

static bool split_words(struct list *list, const char *at, const char *end)
{
    for (;;) {
        while (at < end && is_space(*at)) {
            at++;
        }
        const char *start = at;
        while (at < end && !is_space(*at)) {
            at++;
        }
        if (start == at) {
            return true;
        }
        if (!push(list, start, at)) {
            return false;
        }
    }
}

static bool split_at(struct list *list, const char *at, const char *end,
                     const struct bytes *separator)
{
    const char *found;
    while ((found = memmem(at, (size_t)(end - at), separator->data, separator->length)) != NULL) {
        if (!push(list, at, found)) {
            return false;
        }
        at = found + separator->length;
    }
    return push(list, at, end);
}

static struct value method_split(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]), *separator = NULL;
    if (!value_is_none(args[1]) && !bytes_argument(args[1], &separator)) {
        return value_unset;
    }
    if (separator != NULL && separator->length == 0) {
        return raise_value("empty separator");
    }
    struct list *list = list_create(8);
    const char *end = bytes->data + bytes->length;
    if (list == NULL || !(separator == NULL ? split_words(list, bytes->data, end)
                                            : split_at(list, bytes->data, end, separator))) {
        object_unref(list);
        return value_unset;
    }
    return value_object(list);
}

static struct value method_strip(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]), *set = NULL;
    if (!value_is_none(args[1]) && !bytes_argument(args[1], &set)) {
        return value_unset;
    }
    const char *start = bytes->data, *end = start + bytes->length;
#define GOES(byte) (set == NULL ? is_space(byte) : memchr(set->data, byte, set->length) != NULL)
    while (start < end && GOES(*start)) {
        start++;
    }
    while (end > start && GOES(end[-1])) {
        end--;
    }
#undef GOES
    return value_object(bytes_create(start, (size_t)(end - start)));
}

static struct value change_case(struct value *args, char first)
{
    struct bytes *result = bytes_create(bytes_of(args[0])->data, bytes_of(args[0])->length);
    for (size_t i = 0; result != NULL && i < result->length; i++) {
        char byte = result->data[i];
        result->data[i] = byte >= first && byte <= first + 25 ? (char)(byte ^ 0x20) : byte;
    }
    return value_object(result);
}

static struct value method_upper(struct value *args)
{
    return change_case(args, 'a');
}

static struct value method_lower(struct value *args)
{
    return change_case(args, 'A');
}

static struct value all(struct value *args, bool letters, bool digits, bool spaces)
{
    const struct bytes *bytes = bytes_of(args[0]);
    for (size_t i = 0; i < bytes->length; i++) {
        char byte = bytes->data[i], lower = (char)(byte | 0x20);
        bool letter = lower >= 'a' && lower <= 'z', digit = byte >= '0' && byte <= '9';
        if (!((letters && letter) || (digits && digit) || (spaces && is_space(byte)))) {
            return value_false;
        }
    }
    return value_bool(bytes->length > 0);
}

static struct value method_isalpha(struct value *args)
{
    return all(args, true, false, false);
}

static struct value method_isdigit(struct value *args)
{
    return all(args, false, true, false);
}

static struct value method_isalnum(struct value *args)
{
    return all(args, true, true, false);
}

static struct value method_isspace(struct value *args)
{
    return all(args, false, false, true);
}

static const struct native methods[] = {
    {"count(self, sub, /)", method_count, NATIVE_PARSED, NULL},
    {"decode(self, encoding='utf-8', errors='strict')", method_decode, 0, NULL},
    {"endswith(self, suffix, /)", method_endswith, NATIVE_PARSED, NULL},
    {"find(self, sub, start=None, end=None, /)", method_find, NATIVE_PARSED, NULL},
    {"fromhex(cls, string, /)", method_fromhex, NATIVE_CLASS, NULL},
    {"hex(self, sep=?, /)", method_hex, 0, NULL},
    {"index(self, sub, start=None, end=None, /)", method_index, NATIVE_PARSED, NULL},
    {"isalnum(self, /)", method_isalnum, 0, NULL},
    {"isalpha(self, /)", method_isalpha, 0, NULL},
    {"isdigit(self, /)", method_isdigit, 0, NULL},
    {"isspace(self, /)", method_isspace, 0, NULL},
    {"join(self, iterable, /)", method_join, 0, NULL},
    {"lower(self, /)", method_lower, 0, NULL},
    {"replace(self, old, new, /)", method_replace, 0, NULL},
    {"split(self, sep=None)", method_split, 0, NULL},
    {"startswith(self, prefix, /)", method_startswith, NATIVE_PARSED, NULL},
    {"strip(self, chars=None, /)", method_strip, 0, NULL},
    {"upper(self, /)", method_upper, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static const char *const refused[] = {
    "capitalize", "center",       "expandtabs",   "isascii", "islower",
    "istitle",    "isupper",      "ljust",        "lstrip",  "maketrans",
    "partition",  "removeprefix", "removesuffix", "rfind",   "rindex",
    "rjust",      "rpartition",   "rsplit",       "rstrip",  "splitlines",
    "swapcase",   "title",        "translate",    "zfill",   NULL,
};

struct type bytes_type = {
    .name = "bytes",
    .size = sizeof(struct bytes),
    .methods = methods,
    .refused = refused,
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
};
