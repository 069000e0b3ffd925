// What the dialect can do with texts.
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/iterator.h"
#include "core/lang/list.h"
#include "core/lang/native.h"
#include "core/lang/object.h"
#include "core/lang/sequence.h"
#include "core/lang/slice.h"
#include "core/lang/str.h"
#include "core/lang/str_methods.h"

struct str *str_repr(struct str *str)
{
    struct text text = {0};
    char quote =
        memchr(str->data, '\'', str->length) != NULL && memchr(str->data, '"', str->length) == NULL
            ? '"'
            : '\'';
    text_add_char(&text, quote);
    for (size_t i = 0; i < str->length; i++) {
        unsigned char c = (unsigned char)str->data[i];
        if (c == (unsigned char)quote || c == '\\') {
            text_addf(&text, "\\%c", c);
        } else if (c == '\n') {
            text_add(&text, "\\n");
        } else if (c == '\r') {
            text_add(&text, "\\r");
        } else if (c == '\t') {
            text_add(&text, "\\t");
        } else if (c < 32 || c == 127) {
            text_addf(&text, "\\x%02x", c);
        } else {
            text_add_char(&text, (char)c);
        }
    }
    text_add_char(&text, quote);
    struct str *repr = text.failed ? NULL : str_create(text.data, text.length);
    if (text.failed) {
        raise_memory();
    }
    text_finish(&text);
    return repr;
}

struct str *str_ascii(struct str *str)
{
    struct text text = {0};
    size_t size;
    for (size_t at = 0; at < str->length; at += size) {
        uint32_t code = utf8_decode(str->data + at, str->length - at, &size);
        if (code < 128) {
            text_add_char(&text, (char)code);
        } else {
            text_addf(&text, code < 256 ? "\\x%02x" : code < 65536 ? "\\u%04x" : "\\U%08x", code);
        }
    }
    struct str *ascii = text.failed ? NULL : str_create(text_string(&text), text.length);
    text_finish(&text);
    if (ascii == NULL) {
        raise_memory();
    }
    return ascii;
}

struct value str_percent(struct str *format, struct value values)
{
    (void)format;
    (void)values;
    return raise_error(&exception_not_implemented_error, "str %% is not here yet");
}

struct str *format_value(struct value value, struct str *spec)
{
    if (spec->length == 0) {
        return object_str(value);
    }
    raise_error(&exception_not_implemented_error, "format specs are not here yet");
    return NULL;
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    (void)type;
    if (arguments->count == 0) {
        return value_object(str_from(""));
    }
    return value_object(object_str(arguments->values[0]));
}

static struct value repr(struct value self)
{
    return value_object(str_repr(str_of(self)));
}

static struct value to_str(struct value self)
{
    return value_ref(self);
}

static bool hash(struct value self, int64_t *ret_hash)
{
    *ret_hash = str_hash(str_of(self));
    return true;
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!type_is_instance(other, &str_type)) {
        return value_ref(value_not_implemented);
    }
    if (comparison == COMPARISON_EQUAL || comparison == COMPARISON_NOT_EQUAL) {
        bool equal = str_equal(str_of(self), str_of(other));
        return value_bool(equal == (comparison == COMPARISON_EQUAL));
    }
    return value_bool(comparison_holds(comparison, str_compare(str_of(self), str_of(other))));
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    struct str *str = str_of(self);
    if (operation == OPERATION_ADD && !reflected && type_is_instance(other, &str_type)) {
        return value_object(str_concatenate(str, str_of(other)));
    }
    if (operation == OPERATION_MULTIPLY) {
        size_t times;
        struct value refused = sequence_times(other, str->length, &times);
        if (times == SIZE_MAX) {
            return refused;
        }
        struct str *product = str_reserve(str->length * times);
        for (size_t i = 0; product != NULL && i < times; i++) {
            memcpy(product->data + i * str->length, str->data, str->length);
        }
        if (product != NULL) {
            product->count = str->count * (uint32_t)times;
        }
        return value_object(product);
    }
    if (operation == OPERATION_MODULO && !reflected) {
        return str_percent(str, other);
    }
    return value_ref(value_not_implemented);
}

static bool length(struct value self, int64_t *ret_length)
{
    *ret_length = str_of(self)->count;
    return true;
}

static bool contains(struct value self, struct value item, bool *ret_found)
{
    if (!type_is_instance(item, &str_type)) {
        return raise_false(&exception_type_error,
                           "'in <string>' requires string as left operand, not %s",
                           type_name(item));
    }
    struct str *str = str_of(self), *part = str_of(item);
    *ret_found = memmem(str->data, str->length, part->data, part->length) != NULL;
    return true;
}

static struct value get_item(struct value self, struct value key)
{
    struct str *str = str_of(self);
    size_t position;
    if (value_is(key, &slice_type)) {
        struct slice_range range;
        if (!slice_resolve(key, str->count, &range)) {
            return value_unset;
        }
        if (range.step == 1) {
            size_t start = str_offset(str, (size_t)range.start);
            size_t end = str_offset(str, (size_t)range.start + range.count);
            return value_object(str_create(str->data + start, end - start));
        }
        struct text text = {0};
        for (size_t i = 0; i < range.count; i++) {
            size_t at = (size_t)(range.start + (int64_t)i * range.step);
            size_t start = str_offset(str, at), end = str_offset(str, at + 1);
            text_add_bytes(&text, str->data + start, end - start);
        }
        struct str *part = text.failed ? NULL : str_create(text_string(&text), text.length);
        text_finish(&text);
        return part != NULL ? value_object(part) : raise_memory();
    }
    if (!sequence_position(key, "string", str->count, &position)) {
        return value_unset;
    }
    size_t start = str_offset(str, position), end = str_offset(str, position + 1);
    return value_object(end == start + 1 ? str_of_character(str->data[start])
                                         : str_create(str->data + start, end - start));
}

static struct value iterate(struct value self)
{
    return iterator_create(self);
}

static struct value method_join(struct value *args)
{
    struct list *list = object_to_list(args[1]);
    if (list == NULL) {
        if (raise_is(&exception_type_error)) {
            raise_forget();
            raise_type("can only join an iterable");
        }
        return value_unset;
    }
    struct str *joined = str_join(str_of(args[0]), list->items, list->count);
    object_unref(list);
    return value_object(joined);
}

static const struct native methods[] = {
    {"join(self, iterable, /)", method_join, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type str_type = {
    .name = "str",
    .size = sizeof(struct str),
    .methods = methods,
    .size_of = str_size_of,
    .finish = str_finish,
    .create = create,
    .get_item = get_item,
    .length = length,
    .contains = contains,
    .iterate = iterate,
    .repr = repr,
    .str = to_str,
    .hash = hash,
    .compare = compare,
    .binary = binary,
};
