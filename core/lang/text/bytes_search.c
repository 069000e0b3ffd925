// Bytes in bytes: find, count, replace, and how they begin and end.
#include <string.h>

#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes_methods.h"

bool bytes_argument(struct value value, const struct bytes **ret_bytes)
{
    if (!value_is(value, &bytes_type)) {
        return raise_false(&exception_type_error, "a bytes-like object is required, not '%s'",
                           type_name(value));
    }
    *ret_bytes = bytes_of(value);
    return true;
}

bool bytes_part(struct value value, char *one, const char **ret_data, size_t *ret_length)
{
    if (value_is(value, &bytes_type)) {
        *ret_data = bytes_of(value)->data;
        *ret_length = bytes_of(value)->length;
        return true;
    }
    if (!object_has_index(value)) {
        return raise_false(&exception_type_error,
                           "argument should be integer or bytes-like object, not '%s'",
                           type_name(value));
    }
    int64_t byte;
    if (!native_clipped(value, &byte)) {
        return false;
    }
    if (byte < 0 || byte > 255) {
        return raise_false(&exception_value_error, "byte must be in range(0, 256)");
    }
    *one = (char)byte;
    *ret_data = one;
    *ret_length = 1;
    return true;
}

// The bytes [start, end), each a value as slices have them. False: raised.
static bool span(const struct bytes *bytes, struct value start, struct value end,
                 int64_t *ret_first, int64_t *ret_last)
{
    int64_t count = (int64_t)bytes->length, first = 0, last = count;
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
    *ret_first = first < 0 ? 0 : first;
    *ret_last = last < 0 ? 0 : last > count ? count : last;
    return true;
}

// The last place of a part in [start, end); NULL: nowhere.
static const char *find_last(const char *start, const char *end, const char *part, size_t size)
{
    for (const char *at = end - size; at >= start; at--) {
        if (memcmp(at, part, size) == 0) {
            return at;
        }
    }
    return NULL;
}

// Where a part begins, -1: nowhere. False: raised.
static bool search(struct value *args, bool from_end, int64_t *ret_index)
{
    const struct bytes *bytes = bytes_of(args[0]);
    char one;
    const char *part;
    size_t size;
    int64_t first, last;
    if (!span(bytes, args[2], args[3], &first, &last) || !bytes_part(args[1], &one, &part, &size)) {
        return false;
    }
    const char *found = NULL;
    if (first <= last && (int64_t)size <= last - first) {
        const char *start = bytes->data + first, *end = bytes->data + last;
        found = from_end ? find_last(start, end, part, size)
                         : memmem(start, (size_t)(end - start), part, size);
    }
    *ret_index = found != NULL ? found - bytes->data : -1;
    return true;
}

struct value bytes_find(struct value *args)
{
    int64_t index;
    return search(args, false, &index) ? value_int(index) : value_unset;
}

struct value bytes_rfind(struct value *args)
{
    int64_t index;
    return search(args, true, &index) ? value_int(index) : value_unset;
}

static struct value index_of(struct value *args, bool from_end)
{
    int64_t index;
    if (!search(args, from_end, &index)) {
        return value_unset;
    }
    return index >= 0 ? value_int(index) : raise_value("subsection not found");
}

struct value bytes_index(struct value *args)
{
    return index_of(args, false);
}

struct value bytes_rindex(struct value *args)
{
    return index_of(args, true);
}

// How often, at most `limit` times, without overlap.
static size_t count_in(const char *at, size_t length, const char *part, size_t size, size_t limit)
{
    const char *end = at + length;
    if (size == 0) {
        return length + 1 < limit ? length + 1 : limit;
    }
    size_t count = 0;
    while (count < limit && (at = memmem(at, (size_t)(end - at), part, size)) != NULL) {
        count++;
        at += size;
    }
    return count;
}

struct value bytes_count(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]);
    char one;
    const char *part;
    size_t size;
    int64_t first, last;
    if (!span(bytes, args[2], args[3], &first, &last) || !bytes_part(args[1], &one, &part, &size)) {
        return value_unset;
    }
    return value_int(first > last ? 0
                                  : (int64_t)count_in(bytes->data + first, (size_t)(last - first),
                                                      part, size, SIZE_MAX));
}

// Nothing stands before each byte and behind the last.
static struct value replace_nothing(const struct bytes *bytes, const struct bytes *with,
                                    size_t count)
{
    struct bytes *result = bytes_create(NULL, bytes->length + count * with->length);
    char *out = result != NULL ? result->data : NULL;
    for (size_t i = 0; out != NULL && i <= bytes->length; i++) {
        if (i < count) {
            memcpy(out, with->data, with->length);
            out += with->length;
        }
        if (i < bytes->length) {
            *out++ = bytes->data[i];
        }
    }
    return value_object(result);
}

struct value bytes_replace(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]), *old = NULL, *with = NULL;
    int64_t limit;
    if (!bytes_argument(args[1], &old) || !bytes_argument(args[2], &with) ||
        !native_int(args[3], &limit)) {
        return value_unset;
    }
    size_t count = count_in(bytes->data, bytes->length, old->data, old->length,
                            limit < 0 ? SIZE_MAX : (size_t)limit);
    if (count == 0) {
        return value_ref(args[0]);
    }
    if (old->length == 0) {
        return replace_nothing(bytes, with, count);
    }
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

// ---- beginnings and ends

static bool fits(const char *data, size_t length, const struct bytes *part, bool at_end)
{
    return part->length <= length &&
           memcmp(data + (at_end ? length - part->length : 0), part->data, part->length) == 0;
}

static struct value begins_or_ends(struct value *args, bool at_end)
{
    const struct bytes *bytes = bytes_of(args[0]);
    bool tuple = type_is_instance(args[1], &tuple_type);
    size_t count = tuple ? tuple_of(args[1])->count : 1;
    int64_t first, last;
    if (!span(bytes, args[2], args[3], &first, &last)) {
        return value_unset;
    }
    for (size_t i = 0; i < count; i++) {
        struct value part = tuple ? tuple_of(args[1])->items[i] : args[1];
        const struct bytes *other = NULL;
        if (tuple && !bytes_argument(part, &other)) {
            return value_unset;
        }
        if (!value_is(part, &bytes_type)) {
            return raise_type("%s first arg must be bytes or a tuple of bytes, not %s",
                              at_end ? "endswith" : "startswith", type_name(part));
        }
        if (first <= last &&
            fits(bytes->data + first, (size_t)(last - first), bytes_of(part), at_end)) {
            return value_true;
        }
    }
    return value_false;
}

struct value bytes_startswith(struct value *args)
{
    return begins_or_ends(args, false);
}

struct value bytes_endswith(struct value *args)
{
    return begins_or_ends(args, true);
}

static struct value without(struct value *args, bool at_end)
{
    const struct bytes *bytes = bytes_of(args[0]), *part = NULL;
    if (!bytes_argument(args[1], &part)) {
        return value_unset;
    }
    if (!fits(bytes->data, bytes->length, part, at_end)) {
        return value_ref(args[0]);
    }
    return value_object(
        bytes_create(bytes->data + (at_end ? 0 : part->length), bytes->length - part->length));
}

struct value bytes_removeprefix(struct value *args)
{
    return without(args, false);
}

struct value bytes_removesuffix(struct value *args)
{
    return without(args, true);
}
