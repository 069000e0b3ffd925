// itertools: groupby and tee, whose parts look at each other.
#include "core/lang/containers/tuple.h"
#include "core/lang/modules/itertools.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/object.h"

// ---- groupby

enum { GROUP_ITERATOR, GROUP_KEY, GROUP_CURRENT, GROUP_TARGET, GROUP_VALUE };
enum { GROUPER_PARENT, GROUPER_TARGET };
enum { GROUP_NUMBER }; // counts the groups that were given out

static struct value groupby_new(struct value *args)
{
    struct value iterator = object_iterate(args[1]);
    struct stream *stream = value_is_set(iterator) ? stream_create(args[0]) : NULL;
    if (stream == NULL) {
        value_unref(iterator);
        return value_unset;
    }
    stream->parts[GROUP_ITERATOR] = iterator;
    stream->parts[GROUP_KEY] = value_ref(args[2]);
    return value_object(stream);
}

// Reads one more value; false: the end, or raised.
static bool advance(struct stream *group)
{
    struct value item = stream_next(group->parts[GROUP_ITERATOR]);
    if (!value_is_set(item)) {
        return false;
    }
    struct value function = value_ref(group->parts[GROUP_KEY]);
    struct value key =
        value_is_none(function) ? value_ref(item) : object_call_values(function, &item, 1);
    value_unref(function);
    if (!value_is_set(key)) {
        value_unref(item);
        return false;
    }
    value_replace(&group->parts[GROUP_VALUE], item);
    value_replace(&group->parts[GROUP_CURRENT], key);
    return true;
}

static bool same_key(struct value left, struct value right, bool *ret_same)
{
    value_ref(left);
    value_ref(right);
    bool fine = object_equal(left, right, ret_same);
    value_unref(left);
    value_unref(right);
    return fine;
}

static struct value groupby_next(struct value self)
{
    struct stream *group = stream_of(self);
    group->numbers[GROUP_NUMBER]++;
    for (;;) {
        bool same = false;
        if (value_is_set(group->parts[GROUP_CURRENT])) {
            if (!value_is_set(group->parts[GROUP_TARGET])) {
                break;
            }
            if (!same_key(group->parts[GROUP_TARGET], group->parts[GROUP_CURRENT], &same)) {
                return value_unset;
            }
            if (!same) {
                break;
            }
        }
        if (!advance(group)) {
            return value_unset;
        }
    }
    value_replace(&group->parts[GROUP_TARGET], value_ref(group->parts[GROUP_CURRENT]));
    struct stream *grouper = stream_create(value_object(&itertools_grouper));
    if (grouper == NULL) {
        return value_unset;
    }
    grouper->parts[GROUPER_PARENT] = value_ref(self);
    grouper->parts[GROUPER_TARGET] = value_ref(group->parts[GROUP_TARGET]);
    grouper->numbers[GROUP_NUMBER] = group->numbers[GROUP_NUMBER];
    struct value both =
        value_object(tuple_pack(2, group->parts[GROUP_CURRENT], value_object(grouper)));
    object_unref(grouper);
    return both;
}

static struct value grouper_next(struct value self)
{
    struct stream *grouper = stream_of(self), *group = stream_of(grouper->parts[GROUPER_PARENT]);
    bool same;
    if (group->numbers[GROUP_NUMBER] != grouper->numbers[GROUP_NUMBER]) {
        return value_unset;
    }
    if (!value_is_set(group->parts[GROUP_VALUE]) && !advance(group)) {
        return value_unset;
    }
    if (!same_key(grouper->parts[GROUPER_TARGET], group->parts[GROUP_CURRENT], &same) || !same) {
        return value_unset;
    }
    struct value item = group->parts[GROUP_VALUE];
    group->parts[GROUP_VALUE] = value_unset;
    return item;
}

static const struct native groupby_methods[] = {
    {"__new__(cls, iterable, key=None)", groupby_new, NATIVE_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

struct type itertools_groupby = STREAM_TYPE("groupby", groupby_methods, groupby_next);
struct type itertools_grouper = STREAM_TYPE("_grouper", NULL, grouper_next);

// ---- tee: a chain of items, each made when the first of the iterators comes to it

enum { TEE_ITEM };                             // of an iterator: the next to be read
enum { ITEM_SOURCE, ITEM_VALUE, ITEM_BEHIND }; // `started`: the source is being asked

static struct value item_create(struct value source)
{
    struct stream *item = stream_create(value_object(&itertools_tee_item));
    if (item != NULL) {
        item->parts[ITEM_SOURCE] = value_ref(source);
    }
    return value_object(item);
}

static bool fill_item(struct stream *item)
{
    if (item->started) {
        return raise_false(&exception_runtime_error, "cannot re-enter the tee iterator");
    }
    item->started = true;
    struct value value = stream_next(item->parts[ITEM_SOURCE]);
    item->started = false;
    if (!value_is_set(value)) {
        return false;
    }
    struct value behind = item_create(item->parts[ITEM_SOURCE]);
    if (!value_is_set(behind)) {
        value_unref(value);
        return false;
    }
    value_replace(&item->parts[ITEM_VALUE], value);
    value_replace(&item->parts[ITEM_BEHIND], behind);
    return true;
}

static struct value tee_next(struct value self)
{
    struct stream *tee = stream_of(self);
    struct value held = value_ref(tee->parts[TEE_ITEM]), value = value_unset;
    struct stream *item = stream_of(held);
    if (value_is_set(item->parts[ITEM_VALUE]) || fill_item(item)) {
        value = value_ref(item->parts[ITEM_VALUE]);
        value_replace(&tee->parts[TEE_ITEM], value_ref(item->parts[ITEM_BEHIND]));
    }
    value_unref(held);
    return value;
}

static struct value tee_at(struct value item)
{
    struct stream *tee = stream_create(value_object(&itertools_tee));
    if (tee != NULL) {
        tee->parts[TEE_ITEM] = value_ref(item);
    }
    return value_object(tee);
}

static struct value tee_over(struct value iterable)
{
    struct value iterator = object_iterate(iterable);
    if (!value_is_set(iterator) || value_is(iterator, &itertools_tee)) {
        return iterator;
    }
    struct value item = item_create(iterator);
    struct value tee = value_is_set(item) ? tee_at(item) : value_unset;
    value_unref(item);
    value_unref(iterator);
    return tee;
}

static struct value tee_new(struct value *args)
{
    return tee_over(args[1]);
}

static struct value tee_copy(struct value *args)
{
    return tee_at(stream_of(args[0])->parts[TEE_ITEM]);
}

static const struct native tee_methods[] = {
    {"__new__(cls, iterable, /)", tee_new, NATIVE_STATIC, NULL},
    {"__copy__(self, /)", tee_copy, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type itertools_tee = STREAM_TYPE("_tee", tee_methods, tee_next);
struct type itertools_tee_item = STREAM_TYPE("_tee_dataobject", NULL, NULL);

struct value itertools_tee_function(struct value *args)
{
    int64_t count;
    if (!native_int(args[1], &count)) {
        return value_unset;
    }
    if (count < 0) {
        return raise_value("n must be >= 0");
    }
    struct tuple *all = tuple_create((size_t)count);
    struct value first = all != NULL && count > 0 ? tee_over(args[0]) : value_unset;
    bool fine = all != NULL && (count == 0 || value_is_set(first));
    for (int64_t i = 0; fine && i < count; i++) {
        all->items[i] = i == 0 ? value_ref(first) : tee_copy(&first);
        fine = value_is_set(all->items[i]);
    }
    value_unref(first);
    if (!fine) {
        object_unref(all);
        return value_unset;
    }
    return value_object(all);
}
