#include "core/lang/modules/modules.h"

// Those that are all in the dialect.
#define FROZEN(module_name, file)                                 \
    {                                                             \
        .name = module_name, .files = lang_frozen, .frozen = file \
    }

static const struct native_module frozen[] = {
    FROZEN("abc", "abc.py"),
    FROZEN("argparse", "argparse.py"),
    FROZEN("_argparse_actions", "argparse_actions.py"),
    FROZEN("_argparse_help", "argparse_help.py"),
    FROZEN("_calendar", "datetime_calendar.py"),
    FROZEN("bisect", "bisect.py"),
    FROZEN("contextlib", "contextlib.py"),
    FROZEN("enum", "enum.py"),
    FROZEN("gc", "gc.py"),
    FROZEN("io", "io.py"),
    FROZEN("json", "json.py"),
    FROZEN("logging", "logging.py"),
    FROZEN("numbers", "numbers.py"),
    FROZEN("heapq", "heapq.py"),
    FROZEN("statistics", "statistics.py"),
    FROZEN("textwrap", "textwrap.py"),
    FROZEN("traceback", "traceback.py"),
    FROZEN("types", "types.py"),
    FROZEN("typing", "typing.py"),
    FROZEN("warnings", "warnings.py"),
    FROZEN("collections.abc", "collections_abc.py"),
    FROZEN("copy", "copy.py"),
    FROZEN("dataclasses", "dataclasses.py"),
    FROZEN("functools", "functools.py"),
    {.name = "datetime",
     .files = lang_frozen,
     .frozen = "datetime.py",
     .refused = modules_refused_datetime},
    {.name = "os.path",
     .files = lang_frozen,
     .frozen = "os_path.py",
     .refused = modules_refused_os_path},
    {.name = "string",
     .files = lang_frozen,
     .frozen = "string.py",
     .refused = modules_refused_string},
    {.name = "tempfile",
     .files = lang_frozen,
     .frozen = "tempfile.py",
     .refused = modules_refused_tempfile},
    FROZEN("__future__", "future.py"),
};

static const struct native_module *const native[] = {
    &module_collections, &module_frozen, &module_itertools, &module_math, &module_operator,
    &module_os,          &module_random, &module_sys,       &module_time,
};

bool modules_offer(void)
{
    for (size_t i = 0; i < sizeof native / sizeof native[0]; i++) {
        if (!module_offer(native[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof frozen / sizeof frozen[0]; i++) {
        if (!module_offer(&frozen[i])) {
            return false;
        }
    }
    return true;
}
