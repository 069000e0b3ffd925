#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "repl/script.h"

enum { SCRIPT_LIMIT = 15 * 1024 * 1024 };

static enum status read_input(char **ret_text, size_t *ret_length)
{
    struct text text = {0};
    char bytes[16 * 1024];
    for (;;) {
        ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        if (count == 0) {
            break;
        }
        if (count < 0 && errno != EINTR) {
            text_finish(&text);
            return status_fail_errno("cannot read standard input");
        }
        if (count > 0) {
            text_add_bytes(&text, bytes, (size_t)count);
        }
        if (text.length > SCRIPT_LIMIT || text.failed) {
            text_finish(&text);
            return status_fail(STATUS_INVALID, "standard input is too long for a script");
        }
    }
    *ret_length = text.length;
    *ret_text = text_take(&text);
    return *ret_text != NULL ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory for a script");
}

enum status script_load(const char *path, char **ret_text, size_t *ret_length)
{
    char *text;
    size_t length;
    enum status status = strcmp(path, "-") == 0 ? read_input(&text, &length)
                                                : file_read(path, SCRIPT_LIMIT, &text, &length);
    if (status != STATUS_OK) {
        return status;
    }
    const char *zero = memchr(text, '\0', length);
    if (zero != NULL || !utf8_valid(text, length)) {
        free(text);
        return status_fail(STATUS_INVALID, "%s is no Python program: it holds bytes that are no %s",
                           path, zero != NULL ? "text" : "UTF-8");
    }
    *ret_text = text;
    *ret_length = length;
    return STATUS_OK;
}
