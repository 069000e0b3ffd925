#include <stdarg.h>
#include <stdio.h>

#include "core/base/text.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/attention.h"
#include "core/lang/text/str.h"

static struct value pending;      // what is raised and not yet taken
static struct value memory_error; // made beforehand: raising it needs no memory
struct value raise_handled;       // see raise.h

bool raise_init(void)
{
    memory_error = value_object(type_allocate(&exception_memory_error, 0));
    if (!value_is_set(memory_error)) {
        return false;
    }
    ((struct exception *)memory_error.object)->arguments = tuple_create(0);
    return ((struct exception *)memory_error.object)->arguments != NULL;
}

void raise_finish(void)
{
    value_clear(&pending);
    value_clear(&memory_error);
}

static struct exception *context_of(const struct exception *exception)
{
    return (struct exception *)(value_is_set(exception->context) ? exception->context.object
                                                                 : NULL);
}

// An exception raised while another is handled remembers that one; a circle that this would close
// is cut open. Circles that a program made are left: `slow` goes at half the speed and is met there.
static void set_context(struct exception *exception)
{
    if (!value_is_set(raise_handled) || raise_handled.object == &exception->container.object) {
        return;
    }
    struct exception *slow = (struct exception *)raise_handled.object, *next;
    bool odd = false;
    for (struct exception *it = slow; (next = context_of(it)) != NULL; odd = !odd) {
        if (next == exception) {
            value_clear(&it->context);
            break;
        }
        it = next;
        if (it == slow) {
            break;
        }
        slow = odd ? context_of(slow) : slow;
    }
    value_replace(&exception->context, value_ref(raise_handled));
}

struct value raise_exception(struct value exception)
{
    if (value_is_set(exception)) {
        set_context((struct exception *)exception.object);
        value_replace(&pending, exception);
    }
    return value_unset;
}

struct value raise_again(struct value exception)
{
    value_replace(&pending, exception);
    return value_unset;
}

struct value raise_memory(void)
{
    attention_raise(ATTENTION_COLLECT); // cycles may hold what was missing
    if (value_is_set(memory_error)) {
        struct exception *exception = (struct exception *)memory_error.object;
        exception_forget_traces(exception);
        value_clear(&exception->context);
        raise_exception(value_ref(memory_error));
    }
    return value_unset;
}

static void raise_formatted(struct type *type, const char *format, va_list arguments)
{
    struct text text = {0};
    text_addv(&text, format, arguments);
    if (text.failed) {
        raise_memory();
    } else {
        raise_exception(exception_create(type, text_string(&text), text.length));
    }
    text_finish(&text);
}

struct value raise_refused(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    raise_formatted(&exception_refusal, format, arguments);
    va_end(arguments);
    return value_unset;
}

struct value raise_refused_module(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    raise_formatted(&exception_refused_module, format, arguments);
    va_end(arguments);
    return value_unset;
}

struct value raise_error(struct type *type, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    raise_formatted(type, format, arguments);
    va_end(arguments);
    return value_unset;
}

struct value raise_type(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    raise_formatted(&exception_type_error, format, arguments);
    va_end(arguments);
    return value_unset;
}

struct value raise_value(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    raise_formatted(&exception_value_error, format, arguments);
    va_end(arguments);
    return value_unset;
}

struct value raise_with(struct type *type, struct value argument)
{
    return raise_exception(exception_create_with(type, argument));
}

void raise_note_attribute(struct value object, struct str *name)
{
    if (exception_is(pending)) {
        struct exception *exception = (struct exception *)pending.object;
        value_replace(&exception->name, value_of(name));
        value_replace(&exception->object, value_ref(object));
    }
}

void raise_note_argument(const char *name)
{
    if (exception_is(pending)) {
        struct exception *exception = (struct exception *)pending.object;
        snprintf(exception->blamed, sizeof exception->blamed, "%s", name);
    }
}

bool raise_if_interrupted(void)
{
    return attention_wanted() && !attention_attend();
}

bool raise_pending(void)
{
    return value_is_set(pending);
}

bool raise_is(const struct type *type)
{
    return value_is_set(pending) && type_is_instance(pending, type);
}

struct value raise_current(void)
{
    return pending;
}

struct value raise_take(void)
{
    struct value exception = pending;
    pending = value_unset;
    return exception;
}

void raise_forget(void)
{
    value_clear(&pending);
}
