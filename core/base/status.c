// The last failure of each thread: a code and a message of fixed size, so that reporting a lack
// of memory needs none.
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/status.h"
#include "core/base/utf8.h"

enum { MESSAGE_SIZE = 1024 };

static _Thread_local char message[MESSAGE_SIZE];
static _Thread_local enum status message_code;

// Keeps a text that snprintf cut from ending inside a UTF-8 sequence.
static void trim_cut_character(char *text, int would_be_length)
{
    if (would_be_length >= MESSAGE_SIZE) {
        text[utf8_floor(text, MESSAGE_SIZE - 1, MESSAGE_SIZE - 1)] = '\0';
    }
}

enum status status_fail(enum status code, const char *format, ...)
{
    char fresh[MESSAGE_SIZE]; // the arguments may point into `message`
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(fresh, sizeof fresh, format, arguments);
    va_end(arguments);
    trim_cut_character(fresh, length);
    memcpy(message, fresh, sizeof message);
    message_code = code;
    return code;
}

static enum status code_of_errno(int error)
{
    switch (error) {
    case ENOENT:
        return STATUS_NOT_FOUND;
    case ENOMEM:
        return STATUS_MEMORY;
    case EINTR:
        return STATUS_INTERRUPTED;
    default:
        return STATUS_SYSTEM;
    }
}

enum status status_fail_errno(const char *format, ...)
{
    int error = errno;
    char what[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    trim_cut_character(what, vsnprintf(what, sizeof what, format, arguments));
    va_end(arguments);
    return status_fail(code_of_errno(error), "%s: %s", what, strerror(error));
}

enum status status_pass(const char *format, ...)
{
    char prefix[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    trim_cut_character(prefix, vsnprintf(prefix, sizeof prefix, format, arguments));
    va_end(arguments);
    return status_fail(message_code, "%s: %s", prefix, message);
}

const char *status_message(void)
{
    return message;
}
