#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/lang/interp.h"
#include "core/lang/modules/files.h"
#include "core/lang/objects/exception.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

struct value files_raise(int error, struct value name)
{
    struct value arguments[] = {value_int(error), value_object(str_from(strerror(error))), name};
    if (!value_is_set(arguments[1])) {
        return value_unset;
    }
    struct value exception = object_call_values(value_object(&exception_os_error), arguments, 3);
    value_unref(arguments[1]);
    return value_is_set(exception) ? raise_exception(exception) : value_unset;
}

// Whether a part of the path is "..".
static bool leaves(const char *path)
{
    for (const char *at = path; *at != '\0';) {
        size_t length = strcspn(at, "/");
        if (length == 2 && memcmp(at, "..", 2) == 0) {
            return true;
        }
        at += length + strspn(at + length, "/");
    }
    return false;
}

char *files_path(struct value name)
{
    if (!type_is_instance(name, &str_type)) {
        raise_type("expected str, bytes or os.PathLike object, not %s", type_name(name));
        return NULL;
    }
    const struct str *str = str_of(name);
    const char *folder = interp_files();
    if (folder == NULL) {
        raise_refused("ranksh has no files here: '%s'", str->data);
        return NULL;
    }
    if (strlen(str->data) != str->length) {
        raise_value("embedded null byte");
        return NULL;
    }
    if (leaves(str->data)) {
        files_raise(EACCES, name);
        return NULL;
    }
    struct text path = {0};
    text_addf(&path, "%s/%s", folder, str->data + strspn(str->data, "/"));
    char *taken = text_take(&path);
    if (taken == NULL) {
        raise_memory();
    }
    return taken;
}

char *files_path_for_writing(struct value name)
{
    char *path = files_path(name);
    char *slash = path != NULL ? strrchr(path, '/') : NULL;
    if (slash == NULL) {
        return path;
    }
    *slash = '\0';
    enum status status = file_make_folder(path, 0700);
    *slash = '/';
    if (status != STATUS_OK) {
        free(path);
        files_raise(EACCES, name);
        return NULL;
    }
    return path;
}
