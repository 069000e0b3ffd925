// Calls of what lies on the stack: a callee, perhaps self, arguments. Functions and classes of the
// dialect get a frame; anything else is done at once.
#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/attention.h"
#include "core/lang/run/call.h"
#include "core/lang/run/run.h"

// Puts a result in the place of the callee and what lies behind it.
static enum called finish_call(struct frame *frame, struct value *callee, struct value result)
{
    if (!value_is_set(result)) {
        return CALLED_RAISED;
    }
    frame_drop_values(callee, frame->sp);
    *callee = result;
    frame->sp = callee + 1;
    return CALLED_DONE;
}

// Anything but a function of the dialect.
static enum called call_other(struct frame *frame, struct value *callee, struct value *values,
                              size_t count, const struct tuple *names)
{
    struct arguments arguments = {values, count, names};
    struct type *type = value_type(*callee);
    struct value result;
    if (attention_wanted() && !attention_attend()) {
        return CALLED_RAISED;
    }
    if (type == &method_descriptor_type || type == &native_function_type) {
        result = native_function_call((struct native_function *)callee->object, &arguments);
    } else {
        result = object_call(*callee, &arguments);
    }
    return finish_call(frame, callee, result);
}

// Makes room for `shift` values between the callee and its arguments.
static void shift_arguments(struct frame *frame, struct value *arguments, size_t shift)
{
    for (struct value *it = frame->sp; it > arguments; it--) {
        it[shift - 1] = it[-1];
    }
    for (size_t i = 0; i < shift; i++) {
        arguments[i] = value_unset;
    }
    frame->sp += shift;
}

// An instance of a class whose __init__ is the dialect's, without nesting in C: the stack becomes
// instance, function, self, arguments. When that fails, the values there are dropped all the same.
static enum called construct(struct frame *frame, struct value *callee, struct value *arguments,
                             size_t count, const struct tuple *names, struct function *init)
{
    struct type *type = (struct type *)callee->object;
    struct value instance = value_object(type_allocate(type, 0));
    if (!value_is_set(instance)) {
        return CALLED_RAISED;
    }
    shift_arguments(frame, arguments, (size_t)(callee + 3 - arguments));
    callee[1] = value_of(init);
    callee[2] = value_ref(instance);
    value_replace(callee, instance);
    return frame_enter(init, callee, callee + 2, count + 1, names, FRAME_INIT) ? CALLED_ENTERED
                                                                               : CALLED_RAISED;
}

// `gap`: a slot for self lies between the callee and its arguments, unset when there is none.
enum called call_values(struct frame *frame, size_t count, bool gap, const struct tuple *names)
{
    struct value *arguments = frame->sp - count - (names != NULL ? names->count : 0);
    struct value *callee = arguments - 1 - gap;
    if (gap && value_is_set(callee[1])) {
        arguments--;
        count++;
    } else if (value_is(*callee, &method_type)) {
        struct method *method = (struct method *)callee->object;
        struct value function = value_ref(method->function);
        if (gap) {
            arguments--;
        } else {
            shift_arguments(frame, arguments, 1);
        }
        arguments[0] = value_ref(method->self);
        value_replace(callee, function);
        count++;
    }
    struct type *type = value_type(*callee);
    if (type == &function_type) {
        return frame_enter((struct function *)callee->object, callee, arguments, count, names,
                           FRAME_CALL)
                   ? CALLED_ENTERED
                   : CALLED_RAISED;
    }
    struct function *init =
        type == &type_type ? run_plain_init((struct type *)callee->object) : NULL;
    if (init != NULL) {
        return construct(frame, callee, arguments, count, names, init);
    }
    return call_other(frame, callee, arguments, count, names);
}

// callee, list, dict on the stack: f(*list, **dict).
enum called call_spread(struct frame *frame)
{
    enum { FEW = 200 };
    struct value *callee = frame->sp - 3;
    struct list *list = list_of(callee[1]);
    struct dict *dict = dict_of(callee[2]);
    struct tuple *names = dict->count > 0 ? tuple_create(dict->count) : NULL;
    size_t all = list->count + dict->count;
    bool few = all < FEW && (size_t)(frame_stack_end - callee) > FEW + FRAME_MARGIN;
    if (names == NULL && dict->count > 0) {
        return CALLED_RAISED;
    }
    struct value *values = few ? callee + 1 : memory_alloc(all * sizeof *values);
    if (values == NULL) {
        raise_memory();
        object_unref(names);
        return CALLED_RAISED;
    }
    struct dict_entry *entry;
    uint32_t position = 0;
    for (size_t i = 0; i < list->count; i++) {
        values[i] = value_ref(list->items[i]);
    }
    for (size_t i = 0; (entry = dict_next(dict, &position)) != NULL; i++) {
        names->items[i] = value_ref(entry->key);
        values[list->count + i] = value_ref(entry->value);
    }
    enum called called;
    size_t count = list->count;
    if (few) {
        object_unref(list);
        object_unref(dict);
        frame->sp = values + all;
        called = call_values(frame, count, false, names);
    } else {
        struct arguments arguments = {values, count, names};
        called = finish_call(frame, callee, object_call(*callee, &arguments));
        frame_drop_values(values, values + all);
        memory_free(values, all * sizeof *values);
    }
    object_unref(names);
    return called;
}
