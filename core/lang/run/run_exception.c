// raise, except, with.
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/run.h"
#include "core/lang/text/str.h"

static struct value make_exception(struct value class)
{
    struct value made = object_call_values(class, NULL, 0);
    if (value_is_set(made) && !exception_is(made)) {
        struct str *text = object_repr(class), *other = object_repr(value_object(value_type(made)));
        if (text != NULL && other != NULL) {
            raise_type("calling %s should have returned an instance of BaseException, not %s",
                       text->data, other->data);
        }
        object_unref(text);
        object_unref(other);
        value_clear(&made);
    }
    return made;
}

// An exception from what stands behind `raise` or `from`: an instance, or a class to be called.
static struct value instance_of(struct value value, const char *message)
{
    if (exception_is(value)) {
        return value_ref(value);
    }
    return exception_is_class(value) ? make_exception(value) : raise_type("%s", message);
}

static bool raise_handled_again(void)
{
    if (!value_is_set(raise_handled)) {
        raise_error(&exception_runtime_error, "No active exception to reraise");
        return false;
    }
    raise_again(value_ref(raise_handled));
    return true;
}

bool run_raise(const struct value *values, uint32_t count)
{
    if (count == 0) {
        return raise_handled_again();
    }
    struct value raised = instance_of(values[0], "exceptions must derive from BaseException");
    if (!value_is_set(raised)) {
        return false;
    }
    struct exception *exception = (struct exception *)raised.object;
    if (count == 2) {
        struct value cause = value_is_none(values[1])
                                 ? value_none
                                 : instance_of(values[1], "exception causes must derive from "
                                                          "BaseException");
        if (!value_is_set(cause)) {
            value_unref(raised);
            return false;
        }
        value_replace(&exception->cause, value_is_none(cause) ? value_unset : cause);
        exception->context_hidden = true;
    }
    raise_exception(raised);
    return false;
}

// The classes behind `except`: one, or those of a tuple.
static const struct value *classes_of(const struct value *class, size_t *ret_count)
{
    bool many = value_is(*class, &tuple_type);
    *ret_count = many ? tuple_of(*class)->count : 1;
    return many ? tuple_of(*class)->items : class;
}

bool run_match(struct value exception, struct value class, bool *ret_matches)
{
    size_t count;
    const struct value *classes = classes_of(&class, &count);
    bool matches = false;
    for (size_t i = 0; i < count; i++) {
        if (!exception_is_class(classes[i])) {
            return raise_false(&exception_type_error, "catching classes that do not inherit from "
                                                      "BaseException is not allowed");
        }
        matches = matches || type_is_instance(exception, (struct type *)classes[i].object);
    }
    *ret_matches = matches && !exception_is_refusal(exception);
    return true;
}

// ---- with

bool run_with_enter(struct value *sp)
{
    struct value manager = sp[-1];
    struct value enter = object_find_special(manager, name_enter);
    if (!value_is_set(enter)) {
        return !raise_pending() &&
               raise_false(&exception_type_error,
                           "'%s' object does not support the context manager protocol",
                           type_name(manager));
    }
    struct value exit = object_find_special(manager, name_exit);
    if (!value_is_set(exit)) {
        value_unref(enter);
        return !raise_pending() &&
               raise_false(&exception_type_error,
                           "'%s' object does not support the context manager protocol (missed "
                           "__exit__ method)",
                           type_name(manager));
    }
    struct value entered = object_call_values(enter, NULL, 0);
    value_unref(enter);
    if (!value_is_set(entered)) {
        value_unref(exit);
        return false;
    }
    value_replace(sp - 1, exit);
    sp[0] = entered;
    return true;
}

bool run_with_exit(struct value exit)
{
    struct value nothing[] = {value_none, value_none, value_none};
    struct value result = object_call_values(exit, nothing, 3);
    value_unref(result);
    return value_is_set(result);
}

struct value run_with_except(struct value exit, struct value exception)
{
    struct value traceback = exception_traceback((struct exception *)exception.object);
    if (!value_is_set(traceback)) {
        return value_unset;
    }
    struct value about[] = {value_object(exception.object->type), exception, traceback};
    struct value result = object_call_values(exit, about, 3);
    value_unref(traceback);
    bool truth = false;
    bool fine = value_is_set(result) && object_truth(result, &truth);
    value_unref(result);
    return fine ? value_bool(truth && !exception_is_refusal(exception)) : value_unset;
}
