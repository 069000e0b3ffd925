// Texts in texts: find, count, replace, and how a text begins and ends.
#include <string.h>

#include "core/base/utf8.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/text/str_methods.h"

bool str_argument(struct value value, const char *what, struct str **ret_str)
{
    if (!type_is_instance(value, &str_type)) {
        return raise_false(&exception_type_error, "%smust be str, not %s", what,
                           value_is_none(value) && *what != '\0' ? "None" : type_name(value));
    }
    *ret_str = str_of(value);
    return true;
}

bool str_span(struct str *str, struct value start, struct value end, size_t *ret_first,
              size_t *ret_last, bool *ret_inside)
{
    int64_t count = str->count, first = 0, last = count;
    if ((!value_is_none(start) && !native_clipped(start, &first)) ||
        (!value_is_none(end) && !native_clipped(end, &last))) {
        if (raise_is(&exception_type_error)) {
            raise_forget();
            raise_type("slice indices must be integers or None or have an __index__ method");
        }
        return false;
    }
    first = first < 0 ? first + count : first;
    last = last < 0 ? last + count : last;
    first = first < 0 ? 0 : first;
    last = last < 0 ? 0 : last > count ? count : last;
    *ret_inside = first <= last;
    *ret_first = *ret_inside ? str_offset(str, (size_t)first) : 0;
    *ret_last = *ret_inside ? str_offset(str, (size_t)last) : 0;
    return true;
}

// The last place of `part` in `text`; NULL: nowhere.
static const char *find_last(const char *text, size_t length, const struct str *part)
{
    if (part->length > length) {
        return NULL;
    }
    if (part->length == 0) {
        return text + length;
    }
    size_t room = length - part->length + 1;
    for (;;) {
        const char *at = memrchr(text, part->data[0], room);
        if (at == NULL || memcmp(at, part->data, part->length) == 0) {
            return at;
        }
        room = (size_t)(at - text);
    }
}

// The character at which `part` begins, -1: it isn't there. False: raised.
static bool search(struct value *args, bool last, int64_t *ret_index)
{
    struct str *str = str_of(args[0]), *part;
    size_t first, end;
    bool inside;
    if (!str_span(str, args[2], args[3], &first, &end, &inside) ||
        !str_argument(args[1], "", &part)) {
        return false;
    }
    *ret_index = -1;
    if (!inside) {
        return true;
    }
    const char *text = str->data + first;
    const char *at = last ? find_last(text, end - first, part)
                          : memmem(text, end - first, part->data, part->length);
    if (at != NULL) {
        size_t offset = (size_t)(at - str->data);
        *ret_index = (int64_t)(str_is_ascii(str) ? offset : utf8_count(str->data, offset));
    }
    return true;
}

struct value str_find(struct value *args)
{
    int64_t index;
    return search(args, false, &index) ? value_int(index) : value_unset;
}

struct value str_rfind(struct value *args)
{
    int64_t index;
    return search(args, true, &index) ? value_int(index) : value_unset;
}

static struct value index_of(struct value *args, bool last)
{
    int64_t index;
    if (!search(args, last, &index)) {
        return value_unset;
    }
    return index >= 0 ? value_int(index) : raise_value("substring not found");
}

struct value str_index(struct value *args)
{
    return index_of(args, false);
}

struct value str_rindex(struct value *args)
{
    return index_of(args, true);
}

// How often, at most `limit` times, without overlap; the part is not empty.
static size_t count_in(const char *text, size_t length, const struct str *part, size_t limit)
{
    size_t count = 0;
    const char *end = text + length;
    while (count < limit &&
           (text = memmem(text, (size_t)(end - text), part->data, part->length)) != NULL) {
        count++;
        text += part->length;
    }
    return count;
}

struct value str_count(struct value *args)
{
    struct str *str = str_of(args[0]), *part;
    size_t first, end;
    bool inside;
    if (!str_span(str, args[2], args[3], &first, &end, &inside) ||
        !str_argument(args[1], "", &part)) {
        return value_unset;
    }
    if (!inside) {
        return value_int(0);
    }
    if (part->length == 0) {
        return value_int((int64_t)utf8_count(str->data + first, end - first) + 1);
    }
    return value_int((int64_t)count_in(str->data + first, end - first, part, SIZE_MAX));
}

// ---- replace

// Puts `with` before each of the first `count` characters, and behind the last one if there is room.
static struct value spread(struct str *str, struct str *with, size_t count)
{
    size_t places = (size_t)str->count + 1 < count ? (size_t)str->count + 1 : count;
    struct str *result = str_reserve(str->length + places * with->length);
    char *out = result != NULL ? result->data : NULL;
    size_t at = 0;
    for (size_t i = 0; out != NULL && i < places; i++) {
        memcpy(out, with->data, with->length);
        out += with->length;
        if (i < str->count) {
            size_t size;
            utf8_decode(str->data + at, str->length - at, &size);
            memcpy(out, str->data + at, size);
            out += size;
            at += size;
        }
    }
    if (out != NULL) {
        memcpy(out, str->data + at, str->length - at);
        result->count = (uint32_t)(str->count + places * with->count);
    }
    return value_object(result);
}

struct value str_replace(struct value *args)
{
    struct str *str = str_of(args[0]), *old, *with;
    int64_t limit;
    if (!str_argument(args[1], "replace() argument 1 ", &old) ||
        !str_argument(args[2], "replace() argument 2 ", &with) || !native_int(args[3], &limit)) {
        return value_unset;
    }
    size_t most = limit < 0 ? SIZE_MAX : (size_t)limit;
    if (old->length == 0) {
        return most == 0 ? value_of(str) : spread(str, with, most);
    }
    size_t count = count_in(str->data, str->length, old, most);
    if (count == 0) {
        return value_of(str);
    }
    struct str *result = str_reserve(str->length - count * old->length + count * with->length);
    if (result == NULL) {
        return value_unset;
    }
    char *out = result->data;
    const char *at = str->data, *end = str->data + str->length;
    for (size_t i = 0; i < count; i++) {
        const char *found = memmem(at, (size_t)(end - at), old->data, old->length);
        memcpy(out, at, (size_t)(found - at));
        out += found - at;
        memcpy(out, with->data, with->length);
        out += with->length;
        at = found + old->length;
    }
    memcpy(out, at, (size_t)(end - at));
    result->count = (uint32_t)(str->count - count * old->count + count * with->count);
    return value_object(result);
}

// ---- beginnings and ends

static bool fits(const char *text, size_t length, const struct str *part, bool at_end)
{
    return part->length <= length &&
           memcmp(at_end ? text + length - part->length : text, part->data, part->length) == 0;
}

static struct value begins_or_ends(struct value *args, bool at_end)
{
    const char *name = at_end ? "endswith" : "startswith";
    struct str *str = str_of(args[0]);
    size_t first, last;
    bool inside;
    if (!str_span(str, args[2], args[3], &first, &last, &inside)) {
        return value_unset;
    }
    const char *text = str->data + first;
    size_t length = last - first;
    if (type_is_instance(args[1], &str_type)) {
        return value_bool(inside && fits(text, length, str_of(args[1]), at_end));
    }
    if (!type_is_instance(args[1], &tuple_type)) {
        return raise_type("%s first arg must be str or a tuple of str, not %s", name,
                          type_name(args[1]));
    }
    struct tuple *parts = tuple_of(args[1]);
    for (size_t i = 0; i < parts->count; i++) {
        if (!type_is_instance(parts->items[i], &str_type)) {
            return raise_type("tuple for %s must only contain str, not %s", name,
                              type_name(parts->items[i]));
        }
        if (inside && fits(text, length, str_of(parts->items[i]), at_end)) {
            return value_true;
        }
    }
    return value_false;
}

struct value str_startswith(struct value *args)
{
    return begins_or_ends(args, false);
}

struct value str_endswith(struct value *args)
{
    return begins_or_ends(args, true);
}

struct value str_removeprefix(struct value *args)
{
    struct str *str = str_of(args[0]), *part;
    if (!str_argument(args[1], "removeprefix() argument ", &part)) {
        return value_unset;
    }
    if (part->length == 0 || !fits(str->data, str->length, part, false)) {
        return value_of(str);
    }
    return value_object(str_create(str->data + part->length, str->length - part->length));
}

struct value str_removesuffix(struct value *args)
{
    struct str *str = str_of(args[0]), *part;
    if (!str_argument(args[1], "removesuffix() argument ", &part)) {
        return value_unset;
    }
    if (part->length == 0 || !fits(str->data, str->length, part, true)) {
        return value_of(str);
    }
    return value_object(str_create(str->data, str->length - part->length));
}
