// The part of torch.multiprocessing that speaks with the lab: what a child needs to know goes there
// as bytes and comes back in the child.
//
//     (environment, sources, calls)    calls: pickled once more, because what they name is there
//                                      only when the sources have run
#include <stdlib.h>
#include <string.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/pickle.h"

static bool bootstrapping; // the sources run again, in a child

// ---- the parent

static struct value check_may_start(struct value *args)
{
    (void)args;
    if (!bootstrapping) {
        return value_none;
    }
    return raise_error(&exception_runtime_error, "%s",
                       "\n        An attempt has been made to start a new process before the\n"
                       "        current process has finished its bootstrapping phase.\n\n"
                       "        This probably means that you are not using fork to start your\n"
                       "        child processes and you have forgotten to use the proper idiom\n"
                       "        in the main module:\n\n"
                       "            if __name__ == '__main__':\n"
                       "                freeze_support()\n"
                       "                ...\n\n"
                       "        The \"freeze_support()\" line can be omitted if the program\n"
                       "        is not going to be frozen to produce an executable.");
}

// dict(os.environ)
static struct value environment(void)
{
    struct value module = module_import("os");
    struct value mapping = value_is_set(module) ? object_get_named(module, "environ") : value_unset;
    struct value items =
        value_is_set(mapping) ? object_call_method(mapping, "items", NULL, 0) : value_unset;
    struct dict *copy = value_is_set(items) ? dict_create() : NULL;
    if (copy != NULL && !dict_update(copy, items)) {
        object_unref(copy);
        copy = NULL;
    }
    value_unref(items);
    value_unref(mapping);
    value_unref(module);
    return value_object(copy);
}

static struct value source_value(const struct distributed_source *source)
{
    struct value parts[] = {value_object(str_from(source->name)),
                            value_object(bytes_create(source->text, source->length)),
                            value_bool(source->typed), value_int(source->first_line)};
    struct tuple *tuple =
        value_is_set(parts[0]) && value_is_set(parts[1]) ? tuple_from(parts, 4) : NULL;
    value_unref(parts[0]);
    value_unref(parts[1]);
    return value_object(tuple);
}

// What ran here so far; a typed line that runs now is what asks for the children, so not that.
static struct value sources(void)
{
    struct list *list = list_create(8);
    struct distributed_source source;
    for (size_t i = 0; list != NULL && distributed_host.source(i, &source); i++) {
        if (!(source.running && source.typed) && !list_push(list, source_value(&source))) {
            object_unref(list);
            return value_unset;
        }
    }
    return raise_pending() ? (object_unref(list), value_unset) : value_object(list);
}

static bool pack(struct value calls, struct text *out)
{
    struct text inner = {0};
    struct value parts[3] = {value_unset, value_unset, value_unset};
    bool fine = pickle_value(calls, &inner);
    if (fine) {
        parts[0] = environment();
        parts[1] = value_is_set(parts[0]) ? sources() : value_unset;
        parts[2] = value_is_set(parts[1]) ? value_object(bytes_create(inner.data, inner.length))
                                          : value_unset;
        struct value whole =
            value_is_set(parts[2]) ? value_object(tuple_from(parts, 3)) : value_unset;
        fine = value_is_set(whole) && pickle_value(whole, out);
        value_unref(whole);
    }
    for (int i = 0; i < 3; i++) {
        value_unref(parts[i]);
    }
    text_finish(&inner);
    return fine;
}

static struct value raise_stopped(void)
{
    interp_forget_interrupt();
    return raise_with(&exception_keyboard_interrupt, value_unset);
}

static struct value start_children(struct value *args)
{
    struct text data = {0};
    int64_t job = 0;
    char *answer = NULL;
    struct value result = value_unset;
    if (pack(args[0], &data)) {
        interp_publish_place();
        switch (distributed_host.ask(DISTRIBUTED_SPAWN, (int64_t)list_of(args[0])->count, data.data,
                                     data.length, 0, &job, &answer)) {
        case DISTRIBUTED_ANSWERED:
            result = value_int(job);
            break;
        case DISTRIBUTED_REFUSED:
            raise_error(&exception_runtime_error, "%s",
                        answer != NULL ? answer : "the lab does not start processes here");
            break;
        case DISTRIBUTED_TIMED_OUT:
        case DISTRIBUTED_STOPPED:
            raise_stopped();
            break;
        }
    }
    free(answer);
    text_finish(&data);
    return result;
}

// (ended, index of the first that failed or -1, its exit code, its traceback). The lab's answer is
// the index, and "EXITCODE\nTRACEBACK".
static struct value join_children(struct value *args)
{
    int64_t job, index = -1, timeout_ns = 0;
    double seconds;
    char *answer = NULL;
    if (!native_int(args[0], &job)) {
        return value_unset;
    }
    if (!value_is_none(args[1])) {
        if (!native_float(args[1], &seconds)) {
            return value_unset;
        }
        timeout_ns = seconds > 0 ? (int64_t)(seconds * 1e9) : 1;
    }
    interp_publish_place();
    enum distributed_answer answered =
        distributed_host.ask(DISTRIBUTED_JOIN, job, NULL, 0, timeout_ns, &index, &answer);
    if (answered == DISTRIBUTED_STOPPED) {
        free(answer);
        return raise_stopped();
    }
    const char *text = answer != NULL ? strchr(answer, '\n') : NULL;
    int code = answer != NULL ? atoi(answer) : 0;
    struct value traceback = value_object(str_from(text != NULL ? text + 1 : ""));
    struct value parts[] = {value_bool(answered != DISTRIBUTED_TIMED_OUT), value_int(index),
                            value_int(code), traceback};
    struct value result =
        value_is_set(traceback) ? value_object(tuple_from(parts, 4)) : value_unset;
    value_unref(traceback);
    free(answer);
    return result;
}

static struct value stop_children(struct value *args)
{
    int64_t job, value;
    char *answer = NULL;
    if (!native_int(args[0], &job)) {
        return value_unset;
    }
    distributed_host.ask(DISTRIBUTED_STOP, job, NULL, 0, 0, &value, &answer);
    free(answer);
    return value_none;
}

const struct native distributed_spawn_functions[] = {
    {"_check_may_start()", check_may_start, 0, NULL},
    {"_start(calls)", start_children, 0, NULL},
    {"_join(job, timeout)", join_children, 0, NULL},
    {"_stop(job)", stop_children, 0, NULL},
    {0},
};

// ---- the child

static struct value child; // (environment, sources, calls), while this process is one

static bool take_environment(struct value variables)
{
    struct value module = module_import("os");
    struct value mapping = value_is_set(module) ? object_get_named(module, "environ") : value_unset;
    struct value done =
        value_is_set(mapping) ? object_call_method(mapping, "update", &variables, 1) : value_unset;
    bool fine = value_is_set(done);
    value_unref(done);
    value_unref(mapping);
    value_unref(module);
    return fine;
}

bool distributed_child_begin(const char *data, size_t length)
{
    value_replace(&child, pickle_read(data, length));
    if (!value_is_set(child) || !value_is(child, &tuple_type) || tuple_of(child)->count != 3) {
        return raise_pending() ? false
                               : raise_false(&exception_runtime_error, "no call for a child");
    }
    struct value name = value_object(str_from("__mp_main__"));
    bool fine = value_is_set(name) && dict_set_text(interp_globals(), "__name__", name) &&
                take_environment(tuple_of(child)->items[0]);
    value_unref(name);
    bootstrapping = fine;
    return fine;
}

bool distributed_child_source(size_t index, struct distributed_source *ret_source)
{
    const struct list *list = list_of(tuple_of(child)->items[1]);
    if (index >= list->count) {
        return false;
    }
    const struct value *parts = tuple_of(list->items[index])->items;
    *ret_source = (struct distributed_source){.name = str_of(parts[0])->data,
                                              .text = bytes_of(parts[1])->data,
                                              .length = bytes_of(parts[1])->length,
                                              .typed = parts[2].integer != 0,
                                              .first_line = (int)parts[3].integer};
    return true;
}

// function(*args, **kwargs)
static struct value call(struct value entry)
{
    const struct value *parts = tuple_of(entry)->items;
    struct tuple *positional = tuple_of(parts[1]);
    struct dict *named = dict_of(parts[2]);
    size_t count = positional->count + named->count;
    struct value *values = malloc((count + 1) * sizeof *values);
    struct tuple *names = tuple_create(named->count);
    struct value result = value_unset;
    if (values != NULL && names != NULL) {
        memcpy(values, positional->items, positional->count * sizeof *values);
        uint32_t position = 0;
        size_t at = 0;
        for (struct dict_entry *each; (each = dict_next(named, &position)) != NULL; at++) {
            values[positional->count + at] = each->value;
            names->items[at] = value_ref(each->key);
        }
        struct arguments arguments = {
            .values = values, .count = positional->count, .names = named->count > 0 ? names : NULL};
        result = object_call(parts[0], &arguments);
    } else if (values == NULL) {
        raise_memory();
    }
    free(values);
    object_unref(names);
    return result;
}

bool distributed_child_call(void)
{
    bootstrapping = false;
    struct bytes *bytes = bytes_of(tuple_of(child)->items[2]);
    struct value calls = pickle_read(bytes->data, bytes->length), result = value_unset;
    if (value_is_set(calls)) {
        size_t index = (size_t)distributed_host.rank;
        result = index < list_of(calls)->count ? call(list_of(calls)->items[index]) : value_none;
    }
    value_unref(calls);
    value_clear(&child);
    bool fine = value_is_set(result);
    value_unref(result);
    return fine;
}
