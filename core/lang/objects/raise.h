// Raising. A function that fails leaves an exception behind and returns value_unset, false, NULL:
//
//     if (index >= list->count) {
//         return raise_error(&exception_index_error, "list index out of range");
//     }
//
// The caller either hands the failure on or takes the exception away with raise_take().
#ifndef RANKSH_CORE_LANG_RAISE_H
#define RANKSH_CORE_LANG_RAISE_H

#include "core/lang/objects/exception.h"
#include "core/lang/objects/value.h"

// Raises `type` with a printf-style message and returns value_unset.
struct value raise_error(struct type *type, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// The same, returning false.
#define raise_false(...) (raise_error(__VA_ARGS__), false) // a macro: compilers see the false

// The two most frequent ones.
struct value raise_type(const char *format, ...) __attribute__((format(printf, 1, 2)));
struct value raise_value(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Refuses what ranksh hasn't got: shown as a NotImplementedError (or ModuleNotFoundError), but not
// caught by any `except`, so that no program goes on with a wrong idea.
struct value raise_refused(const char *format, ...) __attribute__((format(printf, 1, 2)));
struct value raise_refused_module(const char *format, ...) __attribute__((format(printf, 1, 2)));

// MemoryError, without needing memory.
struct value raise_memory(void);

// Raises an exception object; takes over the reference.
struct value raise_exception(struct value exception);

// Raises `type` with one argument of any kind (KeyError); `argument` is borrowed.
struct value raise_with(struct type *type, struct value argument);

// Notes what the pending AttributeError or NameError looked for, for "Did you mean".
void raise_note_attribute(struct value object, struct str *name);

// Notes which argument of the call is to blame, if it is given by name.
void raise_note_argument(const char *name);

// KeyboardInterrupt if somebody asked for it. Long builtins ask every 65,536 elements.
bool raise_if_interrupted(void);

// Raises an exception that is on its way already: its context stays as it is. Takes over the
// reference.
struct value raise_again(struct value exception);

// The exception that an `except` or `finally` is dealing with; unset: none. The run loop keeps it.
extern struct value raise_handled;

bool raise_init(void);
void raise_finish(void);

bool raise_pending(void); // something is raised and nobody took it yet

// Whether what is pending is of that type.
bool raise_is(const struct type *type);

struct value raise_current(void); // what is pending, borrowed

// Takes the pending exception away; the caller owns it.
struct value raise_take(void);

// Forgets the pending exception.
void raise_forget(void);

#endif
