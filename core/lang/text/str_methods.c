// What the dialect can do with texts: the type, and its methods' table.
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/sequence.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/encoding.h"
#include "core/lang/text/format.h"
#include "core/lang/text/str_methods.h"
#include "core/lang/text/unicode.h"

// ---- as text

static void add_escaped(struct text *out, uint32_t character)
{
    if (character == '\n') {
        text_add(out, "\\n");
    } else if (character == '\r') {
        text_add(out, "\\r");
    } else if (character == '\t') {
        text_add(out, "\\t");
    } else {
        text_addf(out,
                  character < 0x100     ? "\\x%02x"
                  : character < 0x10000 ? "\\u%04x"
                                        : "\\U%08x",
                  character);
    }
}

struct str *str_repr(struct str *str)
{
    struct text text = {0};
    bool single = memchr(str->data, '\'', str->length) != NULL;
    char quote = single && memchr(str->data, '"', str->length) == NULL ? '"' : '\'';
    text_add_char(&text, quote);
    size_t plain = 0; // start of the run not yet copied
    for (size_t at = 0, size; at < str->length; at += size) {
        unsigned char byte = (unsigned char)str->data[at];
        uint32_t character = byte;
        size = 1;
        if (byte >= 0x80) {
            character = utf8_decode(str->data + at, str->length - at, &size);
            if (unicode_flags(character) & UNICODE_PRINTABLE) {
                continue;
            }
        } else if (byte != (unsigned char)quote && byte != '\\' && byte >= 32 && byte < 127) {
            continue;
        }
        text_add_bytes(&text, str->data + plain, at - plain);
        plain = at + size;
        if (byte == (unsigned char)quote || byte == '\\') {
            text_addf(&text, "\\%c", byte);
        } else {
            add_escaped(&text, character);
        }
    }
    text_add_bytes(&text, str->data + plain, str->length - plain);
    text_add_char(&text, quote);
    return number_text_take(&text);
}

struct str *str_ascii(struct str *str)
{
    struct text text = {0};
    size_t size;
    if (str_is_ascii(str)) {
        return object_ref(str);
    }
    for (size_t at = 0; at < str->length; at += size) {
        uint32_t character = utf8_decode(str->data + at, str->length - at, &size);
        if (character < 128) {
            text_add_char(&text, (char)character);
        } else {
            add_escaped(&text, character);
        }
    }
    return number_text_take(&text);
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    static const char *const names[] = {"object", "encoding", "errors"};
    struct value slots[3];
    (void)type;
    if (!native_bind_names("str", names, 3, 0, arguments, slots)) {
        return value_unset;
    }
    for (size_t i = 1; i < 3; i++) {
        if (value_is_set(slots[i]) && !type_is_instance(slots[i], &str_type)) {
            return raise_type("str() argument '%s' must be str, not %s", names[i],
                              type_name(slots[i]));
        }
    }
    if (!value_is_set(slots[0])) {
        return value_object(str_from(""));
    }
    if (!value_is_set(slots[1]) && !value_is_set(slots[2])) {
        return value_object(object_str(slots[0]));
    }
    if (type_is_instance(slots[0], &str_type)) {
        return raise_type("decoding str is not supported");
    }
    if (!value_is(slots[0], &bytes_type)) {
        return raise_type("decoding to str: need a bytes-like object, %s found",
                          type_name(slots[0]));
    }
    return value_object(encoding_decode(bytes_of(slots[0]), slots[1], slots[2]));
}

static struct value repr(struct value self)
{
    return value_object(str_repr(str_of(self)));
}

static struct value to_str(struct value self)
{
    struct str *str = str_of(self);
    return value_is(self, &str_type) ? value_ref(self)
                                     : value_object(str_create(str->data, str->length));
}

static bool hash(struct value self, int64_t *ret_hash)
{
    *ret_hash = str_hash(str_of(self));
    return true;
}

// ---- operators

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

static struct value times(struct str *str, struct value by)
{
    const size_t AT_ONCE = 1 << 24; // bytes between two looks at interrupts
    size_t count;
    struct value refused = sequence_times(by, str->length, &count);
    if (count == SIZE_MAX) {
        return refused;
    }
    struct str *product = str_reserve(str->length * count);
    if (product == NULL) {
        return value_unset;
    }
    if (str->length == 1) {
        memset(product->data, str->data[0], count);
    } else if (count > 0) { // doubles what is there
        size_t done = str->length, all = str->length * count;
        memcpy(product->data, str->data, done);
        for (size_t more; done < all; done += more) {
            more = done < all - done ? done : all - done;
            more = more < AT_ONCE ? more : AT_ONCE;
            memcpy(product->data + done, product->data, more);
            if (raise_if_interrupted()) {
                object_unref(product);
                return value_unset;
            }
        }
    }
    product->count = str->count * (uint32_t)count;
    return value_object(product);
}

static struct value binary(enum operation operation, struct value self, struct value other,
                           bool reflected)
{
    struct str *str = str_of(self);
    if (operation == OPERATION_ADD && !reflected && type_is_instance(other, &str_type)) {
        return value_object(str_concatenate(str, str_of(other)));
    }
    if (operation == OPERATION_MULTIPLY) {
        return times(str, other);
    }
    if (operation == OPERATION_MODULO && !reflected) {
        return format_percent(str, other);
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

static struct value get_slice(struct str *str, struct value key)
{
    struct slice_range range;
    if (!slice_resolve(key, str->count, &range)) {
        return value_unset;
    }
    if (range.count == 0) {
        return value_object(str_from(""));
    }
    if (range.step == 1) {
        size_t start = str_offset(str, (size_t)range.start);
        size_t end = str_offset(str, (size_t)range.start + range.count);
        return end - start == str->length
                   ? value_of(str)
                   : value_object(str_create(str->data + start, end - start));
    }
    if (str_is_ascii(str)) {
        struct str *part = str_reserve(range.count);
        for (size_t i = 0; part != NULL && i < range.count; i++) {
            part->data[i] = str->data[range.start + (int64_t)i * range.step];
        }
        return value_object(part);
    }
    struct text text = {0};
    for (size_t i = 0; i < range.count; i++) {
        size_t at = str_offset(str, (size_t)(range.start + (int64_t)i * range.step)), size;
        utf8_decode(str->data + at, str->length - at, &size);
        text_add_bytes(&text, str->data + at, size);
    }
    return value_object(number_text_take(&text));
}

static bool is_position(struct value key)
{
    if (type_is_instance(key, &int_type)) {
        return true;
    }
    struct value method = object_find_special(key, name_index);
    bool there = value_is_set(method);
    value_unref(method);
    return there;
}

static struct value get_item(struct value self, struct value key)
{
    struct str *str = str_of(self);
    size_t position, size;
    if (value_is(key, &slice_type)) {
        return get_slice(str, key);
    }
    if (!is_position(key)) {
        return raise_pending()
                   ? value_unset
                   : raise_type("string indices must be integers, not '%s'", type_name(key));
    }
    if (!sequence_position(key, "string", str->count, &position)) {
        return value_unset;
    }
    size_t start = str_offset(str, position);
    utf8_decode(str->data + start, str->length - start, &size);
    return value_object(size == 1 ? str_of_character(str->data[start])
                                  : str_create(str->data + start, size));
}

static struct value iterate(struct value self)
{
    return iterator_create(self);
}

// ---- methods of no other file

static struct value method_join(struct value *args)
{
    if (value_is(args[1], &list_type)) {
        struct list *list = list_of(args[1]);
        return value_object(str_join(str_of(args[0]), list->items, list->count));
    }
    struct list *list = object_to_list(args[1]);
    if (list == NULL) {
        if (raise_is(&exception_type_error) && value_type(args[1])->iterate == NULL) {
            raise_forget();
            raise_type("can only join an iterable");
        }
        return value_unset;
    }
    struct str *joined = str_join(str_of(args[0]), list->items, list->count);
    object_unref(list);
    return value_object(joined);
}

static struct value method_encode(struct value *args)
{
    return value_object(encoding_encode(str_of(args[0]), args[1], args[2]));
}

static struct value method_format(struct value *args)
{
    return value_object(format_fields(str_of(args[0]), tuple_of(args[1]), args[2]));
}

static struct value method_format_map(struct value *args)
{
    return value_object(format_fields(str_of(args[0]), NULL, args[1]));
}

static const struct native methods[] = {
    {"__format__(self, format_spec, /)", object_format_method, 0, NULL},
    {"capitalize(self, /)", str_capitalize, 0, NULL},
    {"casefold(self, /)", str_casefold, 0, NULL},
    {"center(self, width, fillchar=' ', /)", str_center, 0, NULL},
    {"count(self, sub, start=None, end=None, /)", str_count, NATIVE_PARSED, NULL},
    {"encode(self, encoding='utf-8', errors='strict')", method_encode, 0, NULL},
    {"endswith(self, suffix, start=None, end=None, /)", str_endswith, NATIVE_PARSED, NULL},
    {"expandtabs(self, tabsize=8)", str_expandtabs, 0, NULL},
    {"find(self, sub, start=None, end=None, /)", str_find, NATIVE_PARSED, NULL},
    {"format(self, /, *args, **kwargs)", method_format, 0, NULL},
    {"format_map(self, mapping, /)", method_format_map, 0, NULL},
    {"index(self, sub, start=None, end=None, /)", str_index, NATIVE_PARSED, NULL},
    {"isalnum(self, /)", str_isalnum, 0, NULL},
    {"isalpha(self, /)", str_isalpha, 0, NULL},
    {"isascii(self, /)", str_isascii, 0, NULL},
    {"isdecimal(self, /)", str_isdecimal, 0, NULL},
    {"isdigit(self, /)", str_isdigit, 0, NULL},
    {"isidentifier(self, /)", str_isidentifier, 0, NULL},
    {"islower(self, /)", str_islower, 0, NULL},
    {"isnumeric(self, /)", str_isnumeric, 0, NULL},
    {"isprintable(self, /)", str_isprintable, 0, NULL},
    {"isspace(self, /)", str_isspace, 0, NULL},
    {"istitle(self, /)", str_istitle, 0, NULL},
    {"isupper(self, /)", str_isupper, 0, NULL},
    {"join(self, iterable, /)", method_join, 0, NULL},
    {"ljust(self, width, fillchar=' ', /)", str_ljust, 0, NULL},
    {"lower(self, /)", str_lower, 0, NULL},
    {"lstrip(self, chars=None, /)", str_lstrip, 0, NULL},
    {"maketrans(x, y=?, z=?, /)", str_maketrans, NATIVE_STATIC, NULL},
    {"partition(self, sep, /)", str_partition, 0, NULL},
    {"removeprefix(self, prefix, /)", str_removeprefix, 0, NULL},
    {"removesuffix(self, suffix, /)", str_removesuffix, 0, NULL},
    {"replace(self, old, new, count=-1, /)", str_replace, 0, NULL},
    {"rfind(self, sub, start=None, end=None, /)", str_rfind, NATIVE_PARSED, NULL},
    {"rindex(self, sub, start=None, end=None, /)", str_rindex, NATIVE_PARSED, NULL},
    {"rjust(self, width, fillchar=' ', /)", str_rjust, 0, NULL},
    {"rpartition(self, sep, /)", str_rpartition, 0, NULL},
    {"rsplit(self, sep=None, maxsplit=-1)", str_rsplit, 0, NULL},
    {"rstrip(self, chars=None, /)", str_rstrip, 0, NULL},
    {"split(self, sep=None, maxsplit=-1)", str_split, 0, NULL},
    {"splitlines(self, keepends=False)", str_splitlines, 0, NULL},
    {"startswith(self, prefix, start=None, end=None, /)", str_startswith, NATIVE_PARSED, NULL},
    {"strip(self, chars=None, /)", str_strip, 0, NULL},
    {"swapcase(self, /)", str_swapcase, 0, NULL},
    {"title(self, /)", str_title, 0, NULL},
    {"translate(self, table, /)", str_translate, 0, NULL},
    {"upper(self, /)", str_upper, 0, NULL},
    {"zfill(self, width, /)", str_zfill, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type str_type = {
    .name = "str",
    .flags = TYPE_SUBCLASSABLE,
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
    .operations = OPERATIONS_TEXT,
    .reflected_operations = 1U << OPERATION_MULTIPLY | 1U << OPERATION_MODULO,
};
