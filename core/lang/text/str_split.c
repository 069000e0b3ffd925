// Texts taken apart: split, lines, partition, strip.
#include <string.h>

#include "core/base/utf8.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/text/str_methods.h"
#include "core/lang/text/unicode.h"

static bool is_space(const char *at, size_t length, size_t *ret_size)
{
    unsigned char byte = (unsigned char)*at;
    if (byte < 0x80) {
        *ret_size = 1;
        return byte == ' ' || (byte >= '\t' && byte <= '\r') || (byte >= 0x1C && byte <= 0x1F);
    }
    return (unicode_flags(utf8_decode(at, length, ret_size)) & UNICODE_SPACE) != 0;
}

static struct str *piece(const char *start, const char *end)
{
    return end == start + 1 ? str_of_character(*start) : str_create(start, (size_t)(end - start));
}

static bool push(struct list *list, const char *start, const char *end)
{
    struct str *str = piece(start, end);
    return str != NULL && list_push(list, value_object(str));
}

// ---- split

static bool split_words(struct list *list, const char *at, const char *end, int64_t limit)
{
    size_t size;
    for (;;) {
        while (at < end && is_space(at, (size_t)(end - at), &size)) {
            at += size;
        }
        if (at >= end) {
            return true;
        }
        const char *start = at;
        if (limit >= 0 && (int64_t)list->count == limit) {
            return push(list, start, end);
        }
        while (at < end && !is_space(at, (size_t)(end - at), &size)) {
            at += size;
        }
        if (!push(list, start, at)) {
            return false;
        }
    }
}

static bool split_at(struct list *list, const char *at, const char *end,
                     const struct str *separator, int64_t limit)
{
    while (limit < 0 || (int64_t)list->count < limit) {
        const char *found = memmem(at, (size_t)(end - at), separator->data, separator->length);
        if (found == NULL) {
            break;
        }
        if (!push(list, at, found)) {
            return false;
        }
        at = found + separator->length;
    }
    return push(list, at, end);
}

static const char *character_before(const char *start, const char *at)
{
    do {
        at--;
    } while (at > start && (*at & 0xC0) == 0x80);
    return at;
}

static bool rsplit_words(struct list *list, const char *start, const char *end, int64_t limit)
{
    size_t size;
    for (;;) {
        while (end > start) {
            const char *before = character_before(start, end);
            if (!is_space(before, (size_t)(end - before), &size)) {
                break;
            }
            end = before;
        }
        if (end == start) {
            return true;
        }
        const char *last = end;
        if (limit >= 0 && (int64_t)list->count == limit) {
            return push(list, start, last);
        }
        while (end > start) {
            const char *before = character_before(start, end);
            if (is_space(before, (size_t)(end - before), &size)) {
                break;
            }
            end = before;
        }
        if (!push(list, end, last)) {
            return false;
        }
    }
}

static bool rsplit_at(struct list *list, const char *start, const char *end,
                      const struct str *separator, int64_t limit)
{
    const char *at = end - separator->length;
    while ((limit < 0 || (int64_t)list->count < limit) && at >= start) {
        if (memcmp(at, separator->data, separator->length) != 0) {
            at--;
            continue;
        }
        if (!push(list, at + separator->length, end)) {
            return false;
        }
        end = at;
        at = end - separator->length;
    }
    return push(list, start, end);
}

static void reverse(struct list *list)
{
    for (size_t i = 0; i < list->count / 2; i++) {
        struct value item = list->items[i];
        list->items[i] = list->items[list->count - 1 - i];
        list->items[list->count - 1 - i] = item;
    }
}

static struct value split(struct value *args, bool from_end)
{
    struct str *str = str_of(args[0]), *separator = NULL;
    int64_t limit;
    if (!native_int(args[2], &limit)) {
        return value_unset;
    }
    if (!value_is_none(args[1])) {
        if (!type_is_instance(args[1], &str_type)) {
            return raise_type("must be str or None, not %s", type_name(args[1]));
        }
        separator = str_of(args[1]);
        if (separator->length == 0) {
            return raise_value("empty separator");
        }
    }
    struct list *list = list_create(8);
    if (list == NULL) {
        return value_unset;
    }
    const char *start = str->data, *end = start + str->length;
    bool fine = from_end            ? separator == NULL ? rsplit_words(list, start, end, limit)
                                                        : rsplit_at(list, start, end, separator, limit)
                           : separator == NULL ? split_words(list, start, end, limit)
                                    : split_at(list, start, end, separator, limit);
    if (!fine) {
        object_unref(list);
        return value_unset;
    }
    if (from_end) {
        reverse(list);
    }
    return value_object(list);
}

struct value str_split(struct value *args)
{
    return split(args, false);
}

struct value str_rsplit(struct value *args)
{
    return split(args, true);
}

// ---- lines

static bool is_line_end(uint32_t character)
{
    return (character >= '\n' && character <= '\r') || (character >= 0x1C && character <= 0x1E) ||
           character == 0x85 || character == 0x2028 || character == 0x2029;
}

struct value str_splitlines(struct value *args)
{
    struct str *str = str_of(args[0]);
    int64_t keep;
    struct list *list = list_create(8);
    if (list == NULL || !native_int(args[1], &keep)) {
        object_unref(list);
        return value_unset;
    }
    const char *at = str->data, *end = at + str->length;
    while (at < end) {
        const char *start = at;
        size_t size = 0;
        while (at < end && !is_line_end(utf8_decode(at, (size_t)(end - at), &size))) {
            at += size;
        }
        const char *stop = at;
        if (at < end) {
            at += at[0] == '\r' && at + 1 < end && at[1] == '\n' ? 2 : size;
        }
        if (!push(list, start, keep ? at : stop)) {
            object_unref(list);
            return value_unset;
        }
    }
    return value_object(list);
}

// ---- partition

static struct value three(struct str *first, struct str *second, struct str *third)
{
    struct value result = value_unset;
    if (first != NULL && second != NULL && third != NULL) {
        result = value_object(
            tuple_pack(3, value_object(first), value_object(second), value_object(third)));
    }
    object_unref(first);
    object_unref(second);
    object_unref(third);
    return result;
}

static struct value partition(struct value *args, bool last)
{
    struct str *str = str_of(args[0]), *separator;
    if (!str_argument(args[1], "", &separator)) {
        return value_unset;
    }
    if (separator->length == 0) {
        return raise_value("empty separator");
    }
    const char *start = str->data, *end = start + str->length, *found = NULL;
    if (!last) {
        found = memmem(start, str->length, separator->data, separator->length);
    }
    for (const char *at = end - separator->length; last && at >= start && found == NULL; at--) {
        found = memcmp(at, separator->data, separator->length) == 0 ? at : NULL;
    }
    if (found == NULL) {
        return last ? three(str_from(""), str_from(""), object_ref(str))
                    : three(object_ref(str), str_from(""), str_from(""));
    }
    return three(piece(start, found), object_ref(separator), piece(found + separator->length, end));
}

struct value str_partition(struct value *args)
{
    return partition(args, false);
}

struct value str_rpartition(struct value *args)
{
    return partition(args, true);
}

// ---- strip

// Whether a character goes: one of `set`, or a blank when there is no set.
static bool goes(const char *at, size_t length, const struct str *set, size_t *ret_size)
{
    if (set == NULL) {
        return is_space(at, length, ret_size);
    }
    utf8_decode(at, length, ret_size);
    for (size_t i = 0, size; i < set->length; i += size) {
        utf8_decode(set->data + i, set->length - i, &size);
        if (size == *ret_size && memcmp(set->data + i, at, size) == 0) {
            return true;
        }
    }
    return false;
}

static struct value strip(struct value *args, bool left, bool right, const char *name)
{
    struct str *str = str_of(args[0]), *set = NULL;
    if (!value_is_none(args[1])) {
        if (!type_is_instance(args[1], &str_type)) {
            return raise_type("%s arg must be None or str", name);
        }
        set = str_of(args[1]);
    }
    const char *start = str->data, *end = start + str->length;
    size_t size;
    while (left && start < end && goes(start, (size_t)(end - start), set, &size)) {
        start += size;
    }
    while (right && end > start) {
        const char *before = character_before(start, end);
        if (!goes(before, (size_t)(end - before), set, &size)) {
            break;
        }
        end = before;
    }
    return (size_t)(end - start) == str->length ? value_of(str) : value_object(piece(start, end));
}

struct value str_strip(struct value *args)
{
    return strip(args, true, true, "strip");
}

struct value str_lstrip(struct value *args)
{
    return strip(args, true, false, "lstrip");
}

struct value str_rstrip(struct value *args)
{
    return strip(args, false, true, "rstrip");
}
