// How an operation on tensors says that it failed: a status, the message in PyTorch's words, and
// which exception that message belongs to.
#ifndef RANKSH_CORE_TENSOR_FAILURE_H
#define RANKSH_CORE_TENSOR_FAILURE_H

#include <stdbool.h>

#include "core/base/status.h"

enum failure {
    FAILURE_RUNTIME,         // RuntimeError
    FAILURE_INDEX,           // IndexError
    FAILURE_VALUE,           // ValueError
    FAILURE_TYPE,            // TypeError
    FAILURE_NOT_IMPLEMENTED, // NotImplementedError
};

// Stores the message and the exception; returns STATUS_INVALID.
enum status failure(enum failure kind, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The exception of the last failure() of this thread. Of use after STATUS_INVALID only; the other
// codes mean: STATUS_MEMORY a RuntimeError with the allocator's text, STATUS_INTERRUPTED that the
// check below said so, STATUS_UNSUPPORTED that ranksh refuses this by name.
enum failure failure_kind(void);

// Is asked now and then during long work, and ends it by returning true. NULL: nobody is asked.
void failure_set_interrupt_check(bool (*check)(void));

// STATUS_OK, or STATUS_INTERRUPTED when the check says so.
enum status failure_check_interrupt(void);

#endif
