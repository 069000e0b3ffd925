// Bytes in parts: split, partition, strip.
#include <string.h>

#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/text/bytes_methods.h"

bool bytes_is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool push(struct list *list, const char *start, const char *end)
{
    struct bytes *part = bytes_create(start, (size_t)(end - start));
    return part != NULL && list_push(list, value_object(part));
}

// ---- split. Parts are taken `most` times; what is left then is the last part.

static bool split_words(struct list *list, const char *at, const char *end, size_t most)
{
    for (size_t count = 0;; count++) {
        while (at < end && bytes_is_space(*at)) {
            at++;
        }
        if (at == end) {
            return true;
        }
        const char *start = at;
        while (at < end && (count >= most || !bytes_is_space(*at))) {
            at++;
        }
        if (!push(list, start, at)) {
            return false;
        }
    }
}

static bool split_words_back(struct list *list, const char *start, const char *end, size_t most)
{
    for (size_t count = 0;; count++) {
        while (end > start && bytes_is_space(end[-1])) {
            end--;
        }
        if (start == end) {
            return true;
        }
        const char *at = end;
        while (at > start && (count >= most || !bytes_is_space(at[-1]))) {
            at--;
        }
        if (!push(list, at, end)) {
            return false;
        }
        end = at;
    }
}

static bool split_at(struct list *list, const char *at, const char *end,
                     const struct bytes *separator, size_t most)
{
    const char *found;
    for (size_t count = 0; count < most; count++) {
        found = memmem(at, (size_t)(end - at), separator->data, separator->length);
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

static bool split_at_back(struct list *list, const char *start, const char *end,
                          const struct bytes *separator, size_t most)
{
    const char *at = end - separator->length;
    for (size_t count = 0; count < most && at >= start;) {
        if (memcmp(at, separator->data, separator->length) != 0) {
            at--;
            continue;
        }
        if (!push(list, at + separator->length, end)) {
            return false;
        }
        end = at;
        at -= separator->length;
        count++;
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

static struct value split(struct value *args, bool back)
{
    const struct bytes *bytes = bytes_of(args[0]), *separator = NULL;
    int64_t limit;
    if (!native_int(args[2], &limit) ||
        (!value_is_none(args[1]) && !bytes_argument(args[1], &separator))) {
        return value_unset;
    }
    if (separator != NULL && separator->length == 0) {
        return raise_value("empty separator");
    }
    size_t most = limit < 0 ? SIZE_MAX : (size_t)limit;
    const char *start = bytes->data, *end = start + bytes->length;
    struct list *list = list_create(8);
    bool fine = list != NULL;
    if (fine && separator == NULL) {
        fine = (back ? split_words_back : split_words)(list, start, end, most);
    } else if (fine) {
        fine = (back ? split_at_back : split_at)(list, start, end, separator, most);
    }
    if (!fine) {
        object_unref(list);
        return value_unset;
    }
    if (back) {
        reverse(list);
    }
    return value_object(list);
}

struct value bytes_split(struct value *args)
{
    return split(args, false);
}

struct value bytes_rsplit(struct value *args)
{
    return split(args, true);
}

struct value bytes_splitlines(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]);
    const char *at = bytes->data, *end = at + bytes->length;
    struct list *list = list_create(8);
    int64_t keep;
    if (!native_int(args[1], &keep)) {
        object_unref(list);
        return value_unset;
    }
    while (list != NULL && at < end) {
        const char *line = at;
        while (at < end && *at != '\n' && *at != '\r') {
            at++;
        }
        const char *stop = at;
        if (at < end) {
            at += *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
        }
        if (!push(list, line, keep ? at : stop)) {
            object_unref(list);
            return value_unset;
        }
    }
    return value_object(list);
}

// ---- partition

// The parts, whose references go over.
static struct value three(struct bytes *first, struct bytes *second, struct bytes *third)
{
    struct tuple *parts = NULL;
    if (first != NULL && second != NULL && third != NULL) {
        parts = tuple_pack(3, value_object(first), value_object(second), value_object(third));
    }
    object_unref(first);
    object_unref(second);
    object_unref(third);
    return value_object(parts);
}

static const char *last_place(const struct bytes *bytes, const struct bytes *part)
{
    const char *at = bytes->data + bytes->length - part->length;
    while (at >= bytes->data && memcmp(at, part->data, part->length) != 0) {
        at--;
    }
    return at >= bytes->data ? at : NULL;
}

static struct value partition(struct value *args, bool back)
{
    const struct bytes *bytes = bytes_of(args[0]), *part = NULL;
    if (!bytes_argument(args[1], &part)) {
        return value_unset;
    }
    if (part->length == 0) {
        return raise_value("empty separator");
    }
    const char *at = back ? last_place(bytes, part)
                          : memmem(bytes->data, bytes->length, part->data, part->length);
    if (at == NULL) {
        struct bytes *whole = object_ref(args[0].object);
        return back ? three(bytes_create("", 0), bytes_create("", 0), whole)
                    : three(whole, bytes_create("", 0), bytes_create("", 0));
    }
    const char *rest = at + part->length;
    return three(bytes_create(bytes->data, (size_t)(at - bytes->data)), object_ref(args[1].object),
                 bytes_create(rest, (size_t)(bytes->data + bytes->length - rest)));
}

struct value bytes_partition(struct value *args)
{
    return partition(args, false);
}

struct value bytes_rpartition(struct value *args)
{
    return partition(args, true);
}

// ---- strip

static bool goes(const struct bytes *set, char byte)
{
    return set == NULL ? bytes_is_space(byte) : memchr(set->data, byte, set->length) != NULL;
}

static struct value strip(struct value *args, bool left, bool right)
{
    const struct bytes *bytes = bytes_of(args[0]), *set = NULL;
    if (!value_is_none(args[1]) && !bytes_argument(args[1], &set)) {
        return value_unset;
    }
    const char *start = bytes->data, *end = start + bytes->length;
    while (left && start < end && goes(set, *start)) {
        start++;
    }
    while (right && end > start && goes(set, end[-1])) {
        end--;
    }
    return value_object(bytes_create(start, (size_t)(end - start)));
}

struct value bytes_strip(struct value *args)
{
    return strip(args, true, true);
}

struct value bytes_lstrip(struct value *args)
{
    return strip(args, true, false);
}

struct value bytes_rstrip(struct value *args)
{
    return strip(args, false, true);
}
