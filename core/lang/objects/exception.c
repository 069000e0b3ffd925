// The exception classes and what their instances do.
#include <stdarg.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/compile/code.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/exception.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"

static struct exception *of(struct value value)
{
    return (struct exception *)value.object;
}

static struct value create_with_arguments(struct type *type, struct tuple *arguments)
{
    struct exception *exception = arguments != NULL ? type_allocate(type, 0) : NULL;
    if (exception != NULL) {
        exception->arguments = object_ref(arguments);
    }
    object_unref(arguments);
    return value_object(exception);
}

struct value exception_create_with(struct type *type, struct value argument)
{
    return create_with_arguments(type, value_is_set(argument) ? tuple_from(&argument, 1)
                                                              : tuple_create(0));
}

struct value exception_create(struct type *type, const char *message, size_t length)
{
    struct str *text = str_create(message, length);
    if (text == NULL) {
        return value_unset;
    }
    struct value exception = exception_create_with(type, value_object(text));
    object_unref(text);
    return exception;
}

void exception_add_trace(struct exception *exception, struct code *code, uint32_t instruction)
{
    if (exception->trace_count == exception->trace_capacity) {
        uint32_t capacity = exception->trace_capacity * 2 + 4;
        struct trace *traces =
            memory_resize(exception->traces, exception->trace_capacity * sizeof *traces,
                          capacity * sizeof *traces);
        if (traces == NULL) {
            return;
        }
        exception->traces = traces;
        exception->trace_capacity = capacity;
    }
    exception->traces[exception->trace_count++] = (struct trace){object_ref(code), instruction};
}

// ---- life

static struct value base_create(struct type *type, const struct arguments *arguments)
{
    return create_with_arguments(type, tuple_from(arguments->values, arguments->count));
}

static bool base_init(struct value self, const struct arguments *arguments)
{
    if (arguments->names != NULL) {
        return raise_false(&exception_type_error, "%s() takes no keyword arguments",
                           type_name(self));
    }
    struct tuple *tuple = tuple_from(arguments->values, arguments->count);
    if (tuple == NULL) {
        return false;
    }
    struct tuple *old = of(self)->arguments;
    of(self)->arguments = tuple;
    object_unref(old);
    return true;
}

void exception_forget_traces(struct exception *exception)
{
    for (uint32_t i = 0; i < exception->trace_count; i++) {
        object_unref(exception->traces[i].code);
    }
    exception->trace_count = 0;
}

static void finish(struct object *self)
{
    struct exception *exception = (struct exception *)self;
    exception_forget_traces(exception);
    memory_free(exception->traces, exception->trace_capacity * sizeof(struct trace));
    object_unref(exception->arguments);
    value_unref(exception->cause);
    value_unref(exception->context);
    value_unref(exception->name);
    value_unref(exception->object);
    value_unref(exception->note_list);
}

static void visit_parts(struct object *self, visit_fn *visit, void *context)
{
    struct exception *exception = (struct exception *)self;
    for (uint32_t i = 0; i < exception->trace_count; i++) {
        visit(value_object(exception->traces[i].code), context);
    }
    visit(value_object(exception->arguments), context);
    visit(exception->cause, context);
    visit(exception->context, context);
    visit(exception->name, context);
    visit(exception->object, context);
    visit(exception->note_list, context);
}

// ---- texts

static struct value base_str(struct value self)
{
    struct tuple *arguments = of(self)->arguments;
    if (arguments->count == 0) {
        return value_of(name_empty);
    }
    if (arguments->count == 1) {
        return value_object(object_str(arguments->items[0]));
    }
    return value_object(object_repr(value_object(arguments)));
}

static struct value base_repr(struct value self)
{
    struct tuple *arguments = of(self)->arguments;
    struct str *inner = arguments->count == 1 ? object_repr(arguments->items[0])
                                              : object_repr(value_object(arguments));
    struct str *text = NULL;
    if (inner != NULL) {
        text = str_format(arguments->count == 1 ? "%s(%s)" : "%s%s", type_name(self), inner->data);
    }
    object_unref(inner);
    return value_object(text);
}

static struct value key_error_str(struct value self)
{
    struct tuple *arguments = of(self)->arguments;
    return arguments->count == 1 ? value_object(object_repr(arguments->items[0])) : base_str(self);
}

// "[Errno 2] No such file or directory: 'x' -> 'y'"
static struct value os_error_str(struct value self)
{
    struct tuple *arguments = of(self)->arguments;
    if (arguments->count < 2 || arguments->count > 5) {
        return base_str(self);
    }
    struct value one = of(self)->object, other = of(self)->name;
    struct str *number = object_str(arguments->items[0]), *words = object_str(arguments->items[1]);
    struct str *file = value_is_set(one) ? object_repr(one) : NULL, *text = NULL;
    struct str *second = value_is_set(other) ? object_repr(other) : NULL;
    if (number != NULL && words != NULL && !raise_pending()) {
        text = str_format("[Errno %s] %s%s%s%s%s", number->data, words->data,
                          file != NULL ? ": " : "", file != NULL ? file->data : "",
                          second != NULL ? " -> " : "", second != NULL ? second->data : "");
    }
    object_unref(number);
    object_unref(words);
    object_unref(file);
    object_unref(second);
    return value_object(text);
}

struct str *exception_text(struct exception *exception)
{
    return object_str(value_object(exception));
}

// ---- attributes

static struct value or_none(struct value value)
{
    return value_is_set(value) ? value_ref(value) : value_none;
}

static struct value get_args(struct value *args)
{
    return value_of(of(args[0])->arguments);
}

static struct value set_args(struct value *args)
{
    struct tuple *tuple = value_is_set(args[1]) ? tuple_from_iterable(args[1]) : NULL;
    if (tuple == NULL) {
        return value_is_set(args[1]) ? value_unset : raise_type("args may not be deleted");
    }
    object_unref(of(args[0])->arguments);
    of(args[0])->arguments = tuple;
    return value_none;
}

static struct value get_cause(struct value *args)
{
    return or_none(of(args[0])->cause);
}

static bool is_exception_or_none(struct value value)
{
    return value_is_none(value) || exception_is(value);
}

static struct value set_cause(struct value *args)
{
    if (!is_exception_or_none(args[1])) {
        return raise_type("exception cause must be None or derive from BaseException");
    }
    value_replace(&of(args[0])->cause, value_is_none(args[1]) ? value_unset : value_ref(args[1]));
    of(args[0])->context_hidden = true;
    return value_none;
}

static struct value get_context(struct value *args)
{
    return or_none(of(args[0])->context);
}

static struct value set_context(struct value *args)
{
    if (!is_exception_or_none(args[1])) {
        return raise_type("exception context must be None or derive from BaseException");
    }
    value_replace(&of(args[0])->context, value_is_none(args[1]) ? value_unset : value_ref(args[1]));
    return value_none;
}

static struct value get_suppress(struct value *args)
{
    return value_bool(of(args[0])->context_hidden);
}

static struct value set_suppress(struct value *args)
{
    return native_truth(args[1], &of(args[0])->context_hidden) ? value_none : value_unset;
}

static struct value get_traceback(struct value *args)
{
    struct exception *exception = of(args[0]);
    return exception->trace_count > 0 ? exception_traceback(exception) : value_none;
}

static struct value set_traceback(struct value *args)
{
    if (value_is_none(args[1])) {
        exception_forget_traces(of(args[0]));
    }
    return value_none;
}

static struct value with_traceback(struct value *args)
{
    set_traceback(args);
    return value_ref(args[0]);
}

static struct value add_note(struct value *args)
{
    struct exception *exception = of(args[0]);
    if (!type_is_instance(args[1], &str_type)) {
        return raise_type("note must be a str, not '%s'", type_name(args[1]));
    }
    if (!value_is_set(exception->note_list)) {
        exception->note_list = value_object(list_create(1));
    }
    return value_is_set(exception->note_list) && list_append(list_of(exception->note_list), args[1])
               ? value_none
               : value_unset;
}

static struct value get_notes(struct value *args)
{
    struct exception *exception = of(args[0]);
    return value_is_set(exception->note_list)
               ? value_ref(exception->note_list)
               : object_no_attribute(args[0], str_interned("__notes__"));
}

static struct value argument(struct value self, size_t index)
{
    struct tuple *arguments = of(self)->arguments;
    return index < arguments->count ? value_ref(arguments->items[index]) : value_none;
}

static struct value get_value(struct value *args) // StopIteration
{
    return argument(args[0], 0);
}

static struct value get_code(struct value *args) // SystemExit
{
    struct tuple *arguments = of(args[0])->arguments;
    return arguments->count > 1 ? value_of(arguments) : argument(args[0], 0);
}

static struct value os_argument(struct value self, size_t index)
{
    size_t count = of(self)->arguments->count;
    return count >= 2 && count <= 5 ? argument(self, index) : value_none;
}

static struct value get_errno(struct value *args)
{
    return os_argument(args[0], 0);
}

static struct value get_strerror(struct value *args)
{
    return os_argument(args[0], 1);
}

static struct value get_filename(struct value *args)
{
    return or_none(of(args[0])->object);
}

static struct value get_filename2(struct value *args)
{
    return or_none(of(args[0])->name);
}

static struct value get_name(struct value *args)
{
    return or_none(of(args[0])->name);
}

static struct value get_object(struct value *args)
{
    return or_none(of(args[0])->object);
}

static struct value get_msg(struct value *args)
{
    return argument(args[0], 0);
}

static bool named_init(struct value self, const struct arguments *arguments)
{
    struct arguments plain = {arguments->values, arguments->count, NULL};
    for (size_t i = 0; arguments->names != NULL && i < arguments->names->count; i++) {
        struct str *name = str_of(arguments->names->items[i]);
        struct value value = arguments->values[arguments->count + i];
        if (str_is(name, "name")) {
            value_replace(&of(self)->name, value_ref(value));
        } else if (str_is(name, "obj") || str_is(name, "path")) {
            value_replace(&of(self)->object, value_ref(value));
        } else {
            return raise_false(&exception_type_error,
                               "'%s' is an invalid keyword argument for %s()", name->data,
                               type_name(self));
        }
    }
    return base_init(self, &plain);
}

#define END                 \
    {                       \
        NULL, NULL, 0, NULL \
    }

static const struct native base_methods[] = {
    {"args(self)", get_args, NATIVE_GETTER, NULL},
    {"args(self, value)", set_args, NATIVE_SETTER, NULL},
    {"__cause__(self)", get_cause, NATIVE_GETTER, NULL},
    {"__cause__(self, value)", set_cause, NATIVE_SETTER, NULL},
    {"__context__(self)", get_context, NATIVE_GETTER, NULL},
    {"__context__(self, value)", set_context, NATIVE_SETTER, NULL},
    {"__suppress_context__(self)", get_suppress, NATIVE_GETTER, NULL},
    {"__suppress_context__(self, value)", set_suppress, NATIVE_SETTER, NULL},
    {"__traceback__(self)", get_traceback, NATIVE_GETTER, NULL},
    {"__traceback__(self, value)", set_traceback, NATIVE_SETTER, NULL},
    {"with_traceback(self, tb, /)", with_traceback, 0, NULL},
    {"add_note(self, note, /)", add_note, 0, NULL},
    {"__notes__(self)", get_notes, NATIVE_GETTER, NULL},
    END,
};

static const struct native stop_iteration_methods[] = {
    {"value(self)", get_value, NATIVE_GETTER, NULL},
    END,
};

static const struct native system_exit_methods[] = {
    {"code(self)", get_code, NATIVE_GETTER, NULL},
    END,
};

static const struct native os_error_methods[] = {
    {"errno(self)", get_errno, NATIVE_GETTER, NULL},
    {"strerror(self)", get_strerror, NATIVE_GETTER, NULL},
    {"filename(self)", get_filename, NATIVE_GETTER, NULL},
    {"filename2(self)", get_filename2, NATIVE_GETTER, NULL},
    END,
};

static const struct native named_methods[] = {
    {"name(self)", get_name, NATIVE_GETTER, NULL},
    {"obj(self)", get_object, NATIVE_GETTER, NULL},
    END,
};

static const struct native import_methods[] = {
    {"name(self)", get_name, NATIVE_GETTER, NULL},
    {"path(self)", get_object, NATIVE_GETTER, NULL},
    {"msg(self)", get_msg, NATIVE_GETTER, NULL},
    END,
};

// ---- the classes

struct type exception_base = {
    .name = "BaseException",
    .size = sizeof(struct exception),
    .attributes_at = offsetof(struct exception, attributes),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE | TYPE_EXCEPTION,
    .methods = base_methods,
    .finish = finish,
    .visit = visit_parts,
    .create = base_create,
    .init = base_init,
    .repr = base_repr,
    .str = base_str,
};

#define EXCEPTION_DEFINE(identifier, base_type, type_name) \
    struct type identifier = EXCEPTION_TYPE(type_name, NULL, &base_type);
EXCEPTION_TABLE(EXCEPTION_DEFINE)

struct type exception_refusal = EXCEPTION_TYPE("NotImplementedError", NULL, &exception_base);
struct type exception_refused_module =
    EXCEPTION_TYPE("ModuleNotFoundError", NULL, &exception_refusal);

bool exception_is_refusal(struct value exception)
{
    return type_is_instance(exception, &exception_refusal);
}

static struct type *const classes[] = {&exception_base,
#define EXCEPTION_POINTER(identifier, base, name) &identifier,
                                       EXCEPTION_TABLE(EXCEPTION_POINTER)};

static const struct {
    int64_t number;
    struct type *type;
    const char *name; // of a class that is not there
} os_kinds[] = {
    {1, &exception_permission_error, NULL},
    {2, &exception_file_not_found_error, NULL},
    {3, NULL, "ProcessLookupError"},
    {4, NULL, "InterruptedError"},
    {10, NULL, "ChildProcessError"},
    {11, NULL, "BlockingIOError"},
    {13, &exception_permission_error, NULL},
    {17, &exception_file_exists_error, NULL},
    {20, &exception_not_a_directory_error, NULL},
    {21, &exception_is_a_directory_error, NULL},
    {32, &exception_broken_pipe_error, NULL},
    {103, NULL, "ConnectionAbortedError"},
    {104, &exception_connection_reset_error, NULL},
    {108, &exception_broken_pipe_error, NULL},
    {110, &exception_timeout_error, NULL},
    {111, &exception_connection_refused_error, NULL},
    {114, NULL, "BlockingIOError"},
    {115, NULL, "BlockingIOError"},
};

// The files of OSError(errno, strerror, filename, winerror, filename2) leave its args.
static bool os_error_fill(struct value self, const struct arguments *arguments)
{
    size_t count = arguments->count;
    bool named = count >= 3 && count <= 5 && !value_is_none(arguments->values[2]);
    struct arguments kept = {arguments->values, named ? 2 : count, arguments->names};
    if (!base_init(self, &kept)) {
        return false;
    }
    if (named) {
        value_replace(&of(self)->object, value_ref(arguments->values[2]));
    }
    if (named && count == 5 && !value_is_none(arguments->values[4])) {
        value_replace(&of(self)->name, value_ref(arguments->values[4]));
    }
    return true;
}

static struct value os_error_create(struct type *type, const struct arguments *arguments);

// A class with an __init__ of its own, but no __new__, is filled there; any other in __new__.
static bool os_error_init(struct value self, const struct arguments *arguments)
{
    const struct type *type = value_type(self);
    return type->init == os_error_init || type->create != os_error_create ||
           os_error_fill(self, arguments);
}

// OSError(2, '…') makes a FileNotFoundError.
static struct value os_error_create(struct type *type, const struct arguments *arguments)
{
    const struct type *called = type;
    if (type->init != os_error_init && type->create == os_error_create) {
        return create_with_arguments(type, tuple_create(0));
    }
    if (type == &exception_os_error && arguments->count >= 2 && arguments->count <= 5 &&
        value_is_int(arguments->values[0])) {
        for (size_t i = 0; i < sizeof os_kinds / sizeof *os_kinds; i++) {
            if (os_kinds[i].number != arguments->values[0].integer) {
                continue;
            }
            if (os_kinds[i].type == NULL) {
                return raise_refused("ranksh has no '%s'", os_kinds[i].name);
            }
            type = os_kinds[i].type;
            break;
        }
    }
    if (arguments->names != NULL) {
        return raise_type("%s() takes no keyword arguments", called->name);
    }
    struct value self = create_with_arguments(type, tuple_create(0));
    if (value_is_set(self) && !os_error_fill(self, arguments)) {
        value_unref(self);
        return value_unset;
    }
    return self;
}

struct tuple *exception_all_arguments(const struct exception *exception)
{
    const struct tuple *kept = exception->arguments;
    if (!type_is_subtype(exception->container.object.type, &exception_os_error) ||
        kept->count != 2 || !value_is_set(exception->object)) {
        return object_ref(exception->arguments);
    }
    struct value all[5] = {kept->items[0], kept->items[1], exception->object, value_none,
                           exception->name};
    return tuple_from(all, value_is_set(exception->name) ? 5 : 3);
}

bool exception_init_types(void)
{
    exception_stop_iteration.methods = stop_iteration_methods;
    exception_system_exit.methods = system_exit_methods;
    exception_os_error.methods = os_error_methods;
    exception_os_error.str = os_error_str;
    exception_os_error.create = os_error_create;
    exception_os_error.init = os_error_init;
    exception_name_error.methods = named_methods;
    exception_name_error.init = named_init;
    exception_attribute_error.methods = named_methods;
    exception_attribute_error.init = named_init;
    exception_import_error.methods = import_methods;
    exception_import_error.init = named_init;
    exception_key_error.str = key_error_str;
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (!type_ready(classes[i])) {
            return false;
        }
    }
    return type_ready(&exception_refusal) && type_ready(&exception_refused_module);
}

bool exception_add_builtins(struct dict *builtins)
{
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (!dict_set_text(builtins, classes[i]->name, value_object(classes[i]))) {
            return false;
        }
    }
    return dict_set_text(builtins, "EnvironmentError", value_object(&exception_os_error)) &&
           dict_set_text(builtins, "IOError", value_object(&exception_os_error));
}

// ---- traceback objects: only their existence, lines and order can be seen

struct traceback {
    struct container container;
    struct value exception;
    uint32_t depth; // 0: outermost
};

struct value exception_traceback(struct exception *exception)
{
    struct traceback *traceback = type_allocate(&exception_traceback_type, 0);
    if (traceback != NULL) {
        traceback->exception = value_of(exception);
    }
    return value_object(traceback);
}

static const struct trace *trace_at(const struct traceback *traceback)
{
    const struct exception *exception = of(traceback->exception);
    return traceback->depth < exception->trace_count
               ? &exception->traces[exception->trace_count - 1 - traceback->depth]
               : NULL;
}

static struct value traceback_line(struct value *args)
{
    const struct trace *trace = trace_at((struct traceback *)args[0].object);
    return trace != NULL ? value_int(trace->code->positions[trace->instruction].line) : value_none;
}

static struct value traceback_next(struct value *args)
{
    struct traceback *traceback = (struct traceback *)args[0].object;
    struct value next = value_none;
    if (traceback->depth + 1 < of(traceback->exception)->trace_count) {
        next = exception_traceback(of(traceback->exception));
        if (value_is_set(next)) {
            ((struct traceback *)next.object)->depth = traceback->depth + 1;
        }
    }
    return next;
}

static void traceback_finish(struct object *self)
{
    value_unref(((struct traceback *)self)->exception);
}

static void traceback_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct traceback *)self)->exception, context);
}

static const struct native traceback_methods[] = {
    {"tb_lineno(self)", traceback_line, NATIVE_GETTER, NULL},
    {"tb_next(self)", traceback_next, NATIVE_GETTER, NULL},
    END,
};

struct type exception_traceback_type = {
    .name = "traceback",
    .size = sizeof(struct traceback),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = traceback_methods,
    .finish = traceback_finish,
    .visit = traceback_visit,
};
