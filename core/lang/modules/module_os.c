// os: the environment, the process, and files of the files folder. The rest, os.path too, is in
// frozen/os.py and frozen/os_path.py.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/utf8.h"
#include "core/lang/containers/dict.h"
#include "core/lang/interp.h"
#include "core/lang/modules/files.h"
#include "core/lang/modules/modules.h"
#include "core/lang/objects/object.h"

// os.environ's beginning, as a dict.
static struct value environment(struct value *args)
{
    (void)args;
    const char *const *variables = interp_environment();
    struct dict *dict = dict_create();
    for (; dict != NULL && variables != NULL && *variables != NULL; variables++) {
        const char *equals = strchr(*variables, '=');
        if (equals == NULL || !utf8_valid(*variables, strlen(*variables))) {
            continue;
        }
        struct value name = value_object(str_create(*variables, (size_t)(equals - *variables)));
        struct value value = value_object(str_from(equals + 1));
        bool fine = value_is_set(name) && value_is_set(value) && dict_set(dict, name, value);
        value_unref(name);
        value_unref(value);
        if (!fine) {
            object_unref(dict);
            return value_unset;
        }
    }
    return value_object(dict);
}

static struct value os_getpid(struct value *args)
{
    (void)args;
    return value_int(interp_reading(INTERP_PID, getpid()));
}

static struct value os_cpu_count(struct value *args)
{
    (void)args;
    return value_int(sysconf(_SC_NPROCESSORS_ONLN));
}

static struct value os_remove(struct value *args)
{
    char *path = files_path(args[0]);
    if (path == NULL) {
        return value_unset;
    }
    int error = unlink(path) == 0 ? 0 : errno;
    free(path);
    return error == 0 ? value_none : files_raise(error, args[0]);
}

static struct value os_makedirs(struct value *args)
{
    bool fine;
    struct stat status;
    char *path = files_path_for_writing(args[0]);
    if (path == NULL || !native_truth(args[2], &fine)) {
        free(path);
        return value_unset;
    }
    int error = stat(path, &status) == 0 && !(fine && S_ISDIR(status.st_mode)) ? EEXIST : 0;
    if (error == 0 && file_make_folder(path, 0700) != STATUS_OK) {
        error = EACCES;
    }
    free(path);
    return error == 0 ? value_none : files_raise(error, args[0]);
}

// What lies under a name: None, or its kind ('file', 'folder') and size.
static struct value stat_of(struct value *args)
{
    struct stat status;
    char *path = files_path(args[0]);
    if (path == NULL) {
        return value_unset;
    }
    bool there = stat(path, &status) == 0;
    free(path);
    if (!there) {
        return value_none;
    }
    return value_int(S_ISDIR(status.st_mode) ? -1 : (int64_t)status.st_size);
}

static const struct native functions[] = {
    {"_environment()", environment, 0, NULL},
    {"_size(path, /)", stat_of, 0, NULL},
    {"getpid()", os_getpid, 0, NULL},
    {"cpu_count()", os_cpu_count, 0, NULL},
    {"makedirs(name, mode=511, exist_ok=False)", os_makedirs, NATIVE_PYTHON, NULL},
    {"remove(path)", os_remove, 0, NULL},
    {"unlink(path)", os_remove, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native_constant constants[] = {
    {"name", {0}, "posix"}, {"sep", {0}, "/"},
    {"linesep", {0}, "\n"}, {"pathsep", {0}, ":"},
    {"curdir", {0}, "."},   {"pardir", {0}, ".."},
    {"extsep", {0}, "."},   {"devnull", {0}, "/dev/null"},
    {NULL, {0}, NULL},
};

const struct native_module module_os = {
    .name = "os",
    .functions = functions,
    .constants = constants,
    .files = lang_frozen,
    .frozen = "os.py",
    .refused = modules_refused_os,
};
