// torch.save and torch.load. A file is a head that says what it is, then what pickle.h makes.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/lang/modules/files.h"
#include "core/lang/text/str.h"
#include "core/torch/pickle.h"
#include "core/torch/save.h"
#include "core/torch/small_types.h"

static const char head[] = "ranksh tensors 1\n";

enum { HEAD_LENGTH = sizeof head - 1 };
static const size_t largest = (size_t)1 << 31;

// Only names of files are known: there are no file objects.
static bool check_name(struct value name)
{
    return type_is_instance(name, &str_type) ||
           raise_false(&exception_attribute_error, "'%s' object has no attribute 'write'",
                       type_name(name));
}

static struct value save(struct value *args)
{
    struct text text = {0};
    if (!check_name(args[1])) {
        return value_unset;
    }
    text_add_bytes(&text, head, HEAD_LENGTH);
    if (!pickle_value(args[0], &text)) {
        text_finish(&text);
        return value_unset;
    }
    char *path = files_path_for_writing(args[1]);
    if (path != NULL) {
        errno = 0;
        if (file_write(path, text_string(&text), text.length, 0600) != STATUS_OK) {
            files_raise(errno != 0 ? errno : EIO, args[1]);
        }
    }
    free(path);
    text_finish(&text);
    return raise_pending() ? value_unset : value_none;
}

static struct value load(struct value *args)
{
    char *data = NULL, *path = check_name(args[0]) ? files_path(args[0]) : NULL;
    size_t length = 0;
    if (path == NULL) {
        return value_unset;
    }
    errno = 0;
    enum status status = file_read(path, largest, &data, &length);
    int error = errno;
    free(path);
    if (status != STATUS_OK) {
        return status == STATUS_INVALID && error == 0
                   ? raise_error(&exception_runtime_error, "%s", status_message())
                   : files_raise(error != 0 ? error : ENOENT, args[0]);
    }
    struct value value = value_unset;
    if (length < HEAD_LENGTH || memcmp(data, head, HEAD_LENGTH) != 0) {
        raise_error(&exception_runtime_error,
                    "Invalid magic number; corrupt file? (ranksh reads what its own torch.save "
                    "wrote, not PyTorch's files)");
    } else {
        value = pickle_read(data + HEAD_LENGTH, length - HEAD_LENGTH);
    }
    free(data);
    return value;
}

const struct native save_functions[] = {
    {"save(obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True)",
     save, NATIVE_PYTHON, NULL},
    {"load(f, map_location=None, pickle_module=None, *, weights_only=True, mmap=None)", load,
     NATIVE_PYTHON, NULL},
    {0},
};
