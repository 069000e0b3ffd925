// Texts widened and translated: justification, tabs, translate.
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/containers/dict.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str_methods.h"

// ---- justification

static bool fill_character(struct value value, const char **ret_fill, size_t *ret_length)
{
    if (!type_is_instance(value, &str_type)) {
        return raise_false(&exception_type_error,
                           "The fill character must be a unicode character, not %s",
                           type_name(value));
    }
    if (str_of(value)->count != 1) {
        return raise_false(&exception_type_error,
                           "The fill character must be exactly one character long");
    }
    *ret_fill = str_of(value)->data;
    *ret_length = str_of(value)->length;
    return true;
}

static char *repeat(char *out, const char *fill, size_t length, size_t count)
{
    if (length == 1) {
        memset(out, *fill, count);
        return out + count;
    }
    for (; count > 0; count--, out += length) {
        memcpy(out, fill, length);
    }
    return out;
}

static struct value pad(struct str *str, size_t left, size_t right, const char *fill,
                        size_t fill_length)
{
    struct str *padded = str_reserve(str->length + (left + right) * fill_length);
    if (padded == NULL) {
        return value_unset;
    }
    char *out = repeat(padded->data, fill, fill_length, left);
    memcpy(out, str->data, str->length);
    repeat(out + str->length, fill, fill_length, right);
    padded->count = (uint32_t)(str->count + left + right);
    return value_object(padded);
}

// `share` of the blanks goes to the left: 0 none, 1 half, 2 all.
static struct value justify(struct value *args, int share)
{
    struct str *str = str_of(args[0]);
    int64_t width;
    const char *fill;
    size_t fill_length;
    if (!native_int(args[1], &width) || !fill_character(args[2], &fill, &fill_length)) {
        return value_unset;
    }
    if (width <= (int64_t)str->count) {
        return value_of(str);
    }
    if (width > UINT32_MAX / 8) {
        return raise_memory();
    }
    size_t missing = (size_t)width - str->count;
    size_t left = share == 0   ? 0
                  : share == 2 ? missing
                               : missing / 2 + (missing & (size_t)width & 1);
    return pad(str, left, missing - left, fill, fill_length);
}

struct value str_ljust(struct value *args)
{
    return justify(args, 0);
}

struct value str_center(struct value *args)
{
    return justify(args, 1);
}

struct value str_rjust(struct value *args)
{
    return justify(args, 2);
}

struct value str_zfill(struct value *args)
{
    struct str *str = str_of(args[0]);
    int64_t width;
    if (!native_int(args[1], &width)) {
        return value_unset;
    }
    if (width <= (int64_t)str->count) {
        return value_of(str);
    }
    if (width > UINT32_MAX / 8) {
        return raise_memory();
    }
    size_t zeros = (size_t)width - str->count;
    struct value filled = pad(str, zeros, 0, "0", 1);
    if (value_is_set(filled) && (str->data[0] == '+' || str->data[0] == '-')) {
        str_of(filled)->data[0] = str->data[0];
        str_of(filled)->data[zeros] = '0';
    }
    return filled;
}

struct value str_expandtabs(struct value *args)
{
    struct str *str = str_of(args[0]);
    int64_t size;
    struct text out = {0};
    if (!native_int(args[1], &size)) {
        return value_unset;
    }
    if (size > INT32_MAX) {
        return raise_error(&exception_overflow_error, "Python int too large to convert to C int");
    }
    int64_t column = 0;
    for (size_t i = 0; i < str->length && !out.failed; i++) {
        char byte = str->data[i];
        if (byte == '\t') {
            int64_t blanks = size > 0 ? size - column % size : 0;
            if (blanks > 4096 && !memory_charge((size_t)blanks)) {
                text_finish(&out);
                return raise_memory();
            }
            text_add_repeated(&out, ' ', (size_t)blanks);
            memory_discharge(blanks > 4096 ? (size_t)blanks : 0);
            column += blanks;
            continue;
        }
        column = byte == '\n' || byte == '\r' ? 0 : column + ((byte & 0xC0) != 0x80);
        text_add_char(&out, byte);
    }
    return value_object(number_text_take(&out));
}

// ---- translate

// The key of a maketrans dict: a text of one character becomes its number.
static bool set_translation(struct dict *table, struct value key, struct value value)
{
    if (type_is_instance(key, &str_type)) {
        size_t size;
        if (str_of(key)->count != 1) {
            return raise_false(&exception_value_error,
                               "string keys in translate table must be of length 1");
        }
        key = value_int(utf8_decode(str_of(key)->data, str_of(key)->length, &size));
    } else if (!type_is_instance(key, &int_type)) {
        return raise_false(&exception_type_error,
                           "keys in translate table must be strings or integers");
    }
    return dict_set(table, key, value);
}

static bool from_dict(struct dict *table, struct value source)
{
    struct dict_entry *entry;
    uint32_t position = 0;
    if (!type_is_instance(source, &dict_type)) {
        return raise_false(&exception_type_error,
                           "if you give only one argument to maketrans it must be a dict");
    }
    while ((entry = dict_next(dict_of(source), &position)) != NULL) {
        if (!set_translation(table, entry->key, entry->value)) {
            return false;
        }
    }
    return true;
}

static bool from_texts(struct dict *table, struct value from, struct value to, struct value gone)
{
    struct str *keys, *values, *dropped;
    if (!str_argument(to, "maketrans() argument 2 ", &values)) {
        return false;
    }
    if (value_is_set(gone) && !value_is_none(gone) &&
        !str_argument(gone, "maketrans() argument 3 ", &dropped)) {
        return false;
    }
    if (!str_argument(from, "first maketrans argument must be a string if there is a second ",
                      &keys) ||
        !str_argument(to, "maketrans() argument 2 ", &values)) {
        return false;
    }
    if (keys->count != values->count) {
        return raise_false(&exception_value_error,
                           "the first two maketrans arguments must have equal length");
    }
    size_t one, other;
    for (size_t i = 0, j = 0; i < keys->length; i += one, j += other) {
        struct value key = value_int(utf8_decode(keys->data + i, keys->length - i, &one));
        struct value value = value_int(utf8_decode(values->data + j, values->length - j, &other));
        if (!dict_set(table, key, value)) {
            return false;
        }
    }
    if (!value_is_set(gone)) {
        return true;
    }
    if (!str_argument(gone, "maketrans() argument 3 ", &dropped)) {
        return false;
    }
    for (size_t i = 0; i < dropped->length; i += one) {
        struct value key = value_int(utf8_decode(dropped->data + i, dropped->length - i, &one));
        if (!dict_set(table, key, value_none)) {
            return false;
        }
    }
    return true;
}

struct value str_maketrans(struct value *args)
{
    struct dict *table = dict_create();
    bool fine =
        table != NULL && (value_is_set(args[1]) ? from_texts(table, args[0], args[1], args[2])
                                                : from_dict(table, args[0]));
    if (!fine) {
        object_unref(table);
        return value_unset;
    }
    return value_object(table);
}

// What a table says of one character is added. False: raised.
static bool add_translation(struct text *out, struct value said)
{
    if (value_is_none(said)) {
        return true;
    }
    if (type_is_instance(said, &str_type)) {
        text_add_bytes(out, str_of(said)->data, str_of(said)->length);
        return true;
    }
    int64_t code;
    if (!type_is_instance(said, &int_type) || !native_int(said, &code)) {
        return raise_pending() || raise_false(&exception_type_error,
                                              "character mapping must return integer, None or str");
    }
    if (code < 0 || code > 0x10FFFF) {
        return raise_false(&exception_value_error, "character mapping must be in range(0x110000)");
    }
    text_add_utf8(out, (uint32_t)code);
    return true;
}

struct value str_translate(struct value *args)
{
    struct str *str = str_of(args[0]);
    struct text out = {0};
    bool fine = true;
    for (size_t at = 0, size; fine && at < str->length; at += size) {
        struct value key = value_int(utf8_decode(str->data + at, str->length - at, &size));
        struct value said = object_get_item(args[1], key);
        if (!value_is_set(said) && raise_is(&exception_lookup_error)) {
            raise_forget();
            text_add_bytes(&out, str->data + at, size);
            continue;
        }
        fine = value_is_set(said) && add_translation(&out, said);
        value_unref(said);
    }
    if (!fine) {
        text_finish(&out);
        return value_unset;
    }
    return value_object(number_text_take(&out));
}
