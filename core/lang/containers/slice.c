#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"

struct value slice_create(struct value start, struct value stop, struct value step)
{
    struct slice *slice = type_allocate(&slice_type, 0);
    if (slice != NULL) {
        slice->start = value_ref(start);
        slice->stop = value_ref(stop);
        slice->step = value_ref(step);
    }
    return value_object(slice);
}

// A part of a slice as a number; `absent` when it was not given.
static bool part(struct value value, int64_t absent, int64_t *ret_number)
{
    if (value_is_none(value)) {
        *ret_number = absent;
        return true;
    }
    if (value_is_int(value)) {
        *ret_number = value.integer;
        return true;
    }
    if (!object_has_index(value)) {
        return raise_false(&exception_type_error, "slice indices must be integers or None or have "
                                                  "an __index__ method");
    }
    return native_clipped(value, ret_number);
}

static int64_t clip(int64_t number, int64_t low, int64_t high)
{
    return number < low ? low : number > high ? high : number;
}

bool slice_resolve(struct value value, size_t count, struct slice_range *ret_range)
{
    struct slice *slice = (struct slice *)value.object;
    int64_t length = (int64_t)count, step, start, stop;
    if (!part(slice->step, 1, &step)) {
        return false;
    }
    if (step == 0) {
        return raise_false(&exception_value_error, "slice step cannot be zero");
    }
    if (step < -INT64_MAX) {
        step = -INT64_MAX;
    }
    bool down = step < 0;
    if (!part(slice->start, down ? INT64_MAX : 0, &start) ||
        !part(slice->stop, down ? INT64_MIN : INT64_MAX, &stop)) {
        return false;
    }
    int64_t low = down ? -1 : 0, high = down ? length - 1 : length;
    start = clip(start < 0 ? start + length : start, low, high);
    stop = stop == INT64_MIN ? low : clip(stop < 0 ? stop + length : stop, low, high);
    int64_t selected = 0;
    if (down ? stop < start : start < stop) {
        selected = down ? (start - stop - 1) / -step + 1 : (stop - start - 1) / step + 1;
    }
    *ret_range = (struct slice_range){start, stop, step, (size_t)selected};
    return true;
}

static void finish(struct object *self)
{
    struct slice *slice = (struct slice *)self;
    value_unref(slice->start);
    value_unref(slice->stop);
    value_unref(slice->step);
}

static void visit_parts(struct object *self, visit_fn *visit, void *context)
{
    struct slice *slice = (struct slice *)self;
    visit(slice->start, context);
    visit(slice->stop, context);
    visit(slice->step, context);
}

static struct value create(struct type *type, const struct arguments *arguments)
{
    const struct value *values = arguments->values;
    (void)type;
    if (arguments->names != NULL) {
        return raise_type("slice() takes no keyword arguments");
    }
    switch (arguments->count) {
    case 0:
        return raise_type("slice expected at least 1 argument, got 0");
    case 1:
        return slice_create(value_none, values[0], value_none);
    case 2:
        return slice_create(values[0], values[1], value_none);
    case 3:
        return slice_create(values[0], values[1], values[2]);
    }
    return raise_type("slice expected at most 3 arguments, got %zu", arguments->count);
}

static struct value repr(struct value self)
{
    struct slice *slice = (struct slice *)self.object;
    struct str *start = object_repr(slice->start), *stop = object_repr(slice->stop),
               *step = object_repr(slice->step);
    struct str *text = NULL;
    if (start != NULL && stop != NULL && step != NULL) {
        text = str_format("slice(%s, %s, %s)", start->data, stop->data, step->data);
    }
    object_unref(start);
    object_unref(stop);
    object_unref(step);
    return value_object(text);
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!value_is(other, &slice_type)) {
        return value_ref(value_not_implemented);
    }
    struct slice *a = (struct slice *)self.object, *b = (struct slice *)other.object;
    struct tuple *left = tuple_pack(3, a->start, a->stop, a->step);
    struct tuple *right = tuple_pack(3, b->start, b->stop, b->step);
    struct value result = value_unset;
    if (left != NULL && right != NULL) {
        result = operator_compare(comparison, value_object(left), value_object(right));
    }
    object_unref(left);
    object_unref(right);
    return result;
}

static struct value get_start(struct value *args)
{
    return value_ref(((struct slice *)args[0].object)->start);
}

static struct value get_stop(struct value *args)
{
    return value_ref(((struct slice *)args[0].object)->stop);
}

static struct value get_step(struct value *args)
{
    return value_ref(((struct slice *)args[0].object)->step);
}

static struct value indices(struct value *args)
{
    int64_t length;
    struct slice_range range;
    if (!native_int(args[1], &length)) {
        return value_unset;
    }
    if (length < 0) {
        return raise_value("length should not be negative");
    }
    if (!slice_resolve(args[0], (size_t)length, &range)) {
        return value_unset;
    }
    return value_object(
        tuple_pack(3, value_int(range.start), value_int(range.stop), value_int(range.step)));
}

static const struct native methods[] = {
    {"start(self)", get_start, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"stop(self)", get_stop, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"step(self)", get_step, NATIVE_GETTER | NATIVE_MEMBER, NULL},
    {"indices(self, length, /)", indices, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type slice_type = {
    .name = "slice",
    .size = sizeof(struct slice),
    .flags = TYPE_CONTAINER,
    .methods = methods,
    .finish = finish,
    .visit = visit_parts,
    .create = create,
    .repr = repr,
    .compare = compare,
};
