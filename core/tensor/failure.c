// The kind of the last failure; the message lies with core/base/status.
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "core/tensor/failure.h"

enum { MESSAGE_SIZE = 1024 };

static _Thread_local enum failure last_kind;
static bool (*interrupt_check)(void);

enum status failure(enum failure kind, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    last_kind = kind;
    return status_fail(STATUS_INVALID, "%s", message);
}

enum failure failure_kind(void)
{
    return last_kind;
}

void failure_set_interrupt_check(bool (*check)(void))
{
    interrupt_check = check;
}

enum status failure_check_interrupt(void)
{
    if (interrupt_check != NULL && interrupt_check()) {
        return status_fail(STATUS_INTERRUPTED, "interrupted");
    }
    return STATUS_OK;
}
