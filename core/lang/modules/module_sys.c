// sys: the natives; names, streams and version are in frozen/sys.py.
#include <float.h>
#include <string.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/modules/modules.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/objects/exception.h"

static struct value arguments(struct value *args)
{
    (void)args;
    struct list *list = list_create(4);
    for (const char *const *at = interp_arguments(); list != NULL && *at != NULL; at++) {
        struct str *str = str_from(*at);
        if (str == NULL || !list_push(list, value_object(str))) {
            object_unref(list);
            return value_unset;
        }
    }
    return value_object(list);
}

// _write(stream, text): 1 is stdout, 2 is stderr.
static struct value write_text(struct value *args)
{
    struct str *text = str_of(args[1]);
    enum interp_stream stream = args[0].integer == 2 ? INTERP_STDERR : INTERP_STDOUT;
    return interp_write(stream, text->data, text->length) ? value_int(text->count) : value_unset;
}

static struct value sys_intern(struct value *args)
{
    if (!type_is_instance(args[0], &str_type)) {
        return raise_type("intern() argument must be str, not %s", type_name(args[0]));
    }
    return value_object(str_intern(object_ref(args[0].object)));
}

static struct value sys_exc_info(struct value *args)
{
    (void)args;
    if (!exception_is(raise_handled)) {
        return value_object(tuple_pack(3, value_none, value_none, value_none));
    }
    struct exception *exception = (struct exception *)raise_handled.object;
    struct value traceback = exception_traceback(exception);
    if (!value_is_set(traceback)) {
        return value_unset;
    }
    struct value info = value_object(
        tuple_pack(3, value_object(raise_handled.object->type), raise_handled, traceback));
    value_unref(traceback);
    return info;
}

// What sys.stdout was before a program put something else there; set by frozen/sys.py.
static struct value stdout_at_first;
static struct dict *globals; // of the module, borrowed from it

static struct value remember_stdout(struct value *args)
{
    value_replace(&stdout_at_first, value_ref(args[0]));
    return value_none;
}

struct value modules_stdout(void)
{
    struct value *slot = globals != NULL ? dict_find_text(globals, "stdout") : NULL;
    return slot == NULL || value_same(*slot, stdout_at_first) ? value_unset : *slot;
}

void modules_finish(void)
{
    globals = NULL;
    bigint_digit_limit = BIGINT_MAX_DIGITS;
    value_clear(&stdout_at_first);
}

static bool fill(struct module *module)
{
    globals = module->attributes;
    return true;
}

static struct value get_digits(struct value *args)
{
    (void)args;
    return value_int((int64_t)bigint_digit_limit);
}

static struct value set_digits(struct value *args)
{
    int64_t limit;
    if (!native_int(args[0], &limit)) {
        return value_unset;
    }
    if (limit != 0 && limit < BIGINT_LEAST_LIMIT) {
        return raise_value("maxdigits must be 0 or larger than %d", BIGINT_LEAST_LIMIT);
    }
    bigint_digit_limit = (size_t)limit;
    return value_none;
}

static const struct native functions[] = {
    {"get_int_max_str_digits()", get_digits, 0, NULL},
    {"set_int_max_str_digits(maxdigits)", set_digits, 0, NULL},
    {"_arguments()", arguments, 0, NULL},
    {"_write(stream, text, /)", write_text, 0, NULL},
    {"_remember_stdout(stream, /)", remember_stdout, 0, NULL},
    {"exc_info()", sys_exc_info, 0, NULL},
    {"intern(string, /)", sys_intern, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native_constant constants[] = {
    {"maxsize", {.tag = VALUE_INT, .integer = INT64_MAX}, NULL},
    {"maxunicode", {.tag = VALUE_INT, .integer = 0x10FFFF}, NULL},
    {"hexversion", {.tag = VALUE_INT, .integer = 0x030B02F0}, NULL},
    {"byteorder", {0}, "little"},
    {"platform", {0}, "linux"},
    {"executable", {0}, ""},
    {"prefix", {0}, "/usr"},
    {"float_repr_style", {0}, "short"},
    {NULL, {0}, NULL},
};

const struct native_module module_sys = {
    .name = "sys",
    .functions = functions,
    .constants = constants,
    .fill = fill,
    .files = lang_frozen,
    .frozen = "sys.py",
    .refused = modules_refused_sys,
};
