#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/lang/interp.h"
#include "core/tensor/failure.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/warning.h"

struct type distributed_error_type =
    EXCEPTION_TYPE("DistError", "torch.distributed", &exception_runtime_error);
struct type distributed_backend_error_type =
    EXCEPTION_TYPE("DistBackendError", "torch.distributed", &distributed_error_type);
struct type distributed_network_error_type =
    EXCEPTION_TYPE("DistNetworkError", "torch.distributed", &distributed_error_type);
struct type distributed_store_error_type =
    EXCEPTION_TYPE("DistStoreError", "torch.distributed", &distributed_error_type);

static struct type *type_of_failure(void)
{
    switch (failure_kind()) {
    case FAILURE_RUNTIME:
        return &exception_runtime_error;
    case FAILURE_INDEX:
        return &exception_index_error;
    case FAILURE_VALUE:
        return &exception_value_error;
    case FAILURE_TYPE:
        return &exception_type_error;
    case FAILURE_NOT_IMPLEMENTED:
        return &exception_not_implemented_error;
    }
    return &exception_runtime_error;
}

static struct value raise_text(struct type *type, const char *text)
{
    struct value exception = exception_create(type, text, strlen(text));
    return value_is_set(exception) ? raise_exception(exception) : value_unset;
}

struct value distributed_raise(enum status status)
{
    switch (status) {
    case STATUS_INTERRUPTED:
        interp_forget_interrupt();
        return raise_with(&exception_keyboard_interrupt, value_unset);
    case STATUS_TIMEOUT:
    case STATUS_MISMATCH:
    case STATUS_CLOSED:
        return raise_text(&exception_runtime_error, process_group_failure()->text);
    case STATUS_MEMORY:
        return raise_text(&exception_runtime_error, status_message());
    case STATUS_UNSUPPORTED:
        return raise_refused("%s", status_message());
    case STATUS_OK:
    case STATUS_INVALID:
    case STATUS_NOT_FOUND:
    case STATUS_SYSTEM:
    case STATUS_BUSY:
    case STATUS_CORRUPT:
        break;
    }
    return raise_text(type_of_failure(), status_message());
}

void distributed_warn(const char *category, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    warning_show_list(category, format, arguments);
    va_end(arguments);
}
