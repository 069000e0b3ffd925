// Exceptions as objects: the builtin classes, what an instance carries, where it came by.
#ifndef RANKSH_CORE_LANG_EXCEPTION_H
#define RANKSH_CORE_LANG_EXCEPTION_H

#include <stdint.h>

#include "core/lang/objects/type.h"

struct code;

// One frame that an exception passed, innermost first.
struct trace {
    struct code *code;    // owned
    uint32_t instruction; // index into the code
};

struct exception {
    struct container container;
    struct dict *attributes;
    struct tuple *arguments;
    struct value cause;   // from `raise … from cause`; unset: none
    struct value context; // what was being handled; unset: none
    bool context_hidden;  // `from` was written
    struct value
        name; // NameError, AttributeError, ImportError: what was looked for; OSError: filename2
    struct value object; // AttributeError: where; OSError: the file name
    struct trace *traces;
    uint32_t trace_count, trace_capacity;
    struct value note_list; // add_note(): a list, or unset
    char blamed[24];        // the argument of the innermost call that is to blame, or ""
};

// class, base, name: the whole hierarchy, parents first.
#define EXCEPTION_TABLE(X)                                                                      \
    X(exception_exception, exception_base, "Exception")                                         \
    X(exception_keyboard_interrupt, exception_base, "KeyboardInterrupt")                        \
    X(exception_system_exit, exception_base, "SystemExit")                                      \
    X(exception_generator_exit, exception_base, "GeneratorExit")                                \
    X(exception_arithmetic_error, exception_exception, "ArithmeticError")                       \
    X(exception_floating_point_error, exception_arithmetic_error, "FloatingPointError")         \
    X(exception_overflow_error, exception_arithmetic_error, "OverflowError")                    \
    X(exception_zero_division_error, exception_arithmetic_error, "ZeroDivisionError")           \
    X(exception_assertion_error, exception_exception, "AssertionError")                         \
    X(exception_attribute_error, exception_exception, "AttributeError")                         \
    X(exception_buffer_error, exception_exception, "BufferError")                               \
    X(exception_eof_error, exception_exception, "EOFError")                                     \
    X(exception_import_error, exception_exception, "ImportError")                               \
    X(exception_module_not_found_error, exception_import_error, "ModuleNotFoundError")          \
    X(exception_lookup_error, exception_exception, "LookupError")                               \
    X(exception_index_error, exception_lookup_error, "IndexError")                              \
    X(exception_key_error, exception_lookup_error, "KeyError")                                  \
    X(exception_memory_error, exception_exception, "MemoryError")                               \
    X(exception_name_error, exception_exception, "NameError")                                   \
    X(exception_unbound_local_error, exception_name_error, "UnboundLocalError")                 \
    X(exception_os_error, exception_exception, "OSError")                                       \
    X(exception_connection_error, exception_os_error, "ConnectionError")                        \
    X(exception_broken_pipe_error, exception_connection_error, "BrokenPipeError")               \
    X(exception_connection_refused_error, exception_connection_error, "ConnectionRefusedError") \
    X(exception_connection_reset_error, exception_connection_error, "ConnectionResetError")     \
    X(exception_file_exists_error, exception_os_error, "FileExistsError")                       \
    X(exception_file_not_found_error, exception_os_error, "FileNotFoundError")                  \
    X(exception_is_a_directory_error, exception_os_error, "IsADirectoryError")                  \
    X(exception_not_a_directory_error, exception_os_error, "NotADirectoryError")                \
    X(exception_permission_error, exception_os_error, "PermissionError")                        \
    X(exception_timeout_error, exception_os_error, "TimeoutError")                              \
    X(exception_reference_error, exception_exception, "ReferenceError")                         \
    X(exception_runtime_error, exception_exception, "RuntimeError")                             \
    X(exception_not_implemented_error, exception_runtime_error, "NotImplementedError")          \
    X(exception_recursion_error, exception_runtime_error, "RecursionError")                     \
    X(exception_stop_iteration, exception_exception, "StopIteration")                           \
    X(exception_syntax_error, exception_exception, "SyntaxError")                               \
    X(exception_indentation_error, exception_syntax_error, "IndentationError")                  \
    X(exception_tab_error, exception_indentation_error, "TabError")                             \
    X(exception_system_error, exception_exception, "SystemError")                               \
    X(exception_type_error, exception_exception, "TypeError")                                   \
    X(exception_value_error, exception_exception, "ValueError")                                 \
    X(exception_unicode_error, exception_value_error, "UnicodeError")                           \
    X(exception_unicode_decode_error, exception_unicode_error, "UnicodeDecodeError")            \
    X(exception_unicode_encode_error, exception_unicode_error, "UnicodeEncodeError")            \
    X(exception_warning, exception_exception, "Warning")                                        \
    X(exception_user_warning, exception_warning, "UserWarning")                                 \
    X(exception_deprecation_warning, exception_warning, "DeprecationWarning")                   \
    X(exception_runtime_warning, exception_warning, "RuntimeWarning")                           \
    X(exception_future_warning, exception_warning, "FutureWarning")

extern struct type exception_base; // BaseException
#define EXCEPTION_DECLARE(identifier, base, name) extern struct type identifier;
EXCEPTION_TABLE(EXCEPTION_DECLARE)
#undef EXCEPTION_DECLARE

extern struct type exception_traceback_type;

bool exception_init_types(void);
bool exception_add_builtins(struct dict *builtins);

// A new native exception class; `name` and `module` must outlive it.
//     struct type dist_error = EXCEPTION_TYPE("DistError", "torch.distributed", &runtime_error);
#define EXCEPTION_TYPE(type_name, type_module, type_base)                             \
    {                                                                                 \
        .name = type_name, .module = type_module, .base = type_base,                  \
        .size = sizeof(struct exception), .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE \
    }

// A new exception of `type` with one text argument. Unset: MemoryError is raised instead.
struct value exception_create(struct type *type, const char *message, size_t length);

// A new exception with one argument of any kind.
struct value exception_create_with(struct type *type, struct value argument);

// What makes one like it again: its args, of an OSError with the files. NULL: raised.
struct tuple *exception_all_arguments(const struct exception *exception);

static inline bool exception_is(struct value value)
{
    return value.tag == VALUE_OBJECT && (value.object->type->flags & TYPE_EXCEPTION) != 0;
}

static inline bool exception_is_class(struct value value)
{
    return value.tag == VALUE_OBJECT && type_is_instance(value, &type_type) &&
           (((struct type *)value.object)->flags & TYPE_EXCEPTION) != 0;
}

// __traceback__
struct value exception_traceback(struct exception *exception);

// What the dialect hasn't got is refused with exceptions that no `except` catches, so that no
// program goes on with a wrong idea: raise_refused() of raise.h.
extern struct type exception_refusal, exception_refused_module;
bool exception_is_refusal(struct value exception);

// Notes that the exception passed the frame of `code`. Silent when memory has ended.
void exception_add_trace(struct exception *exception, struct code *code, uint32_t instruction);

void exception_forget_traces(struct exception *exception);

// What stands behind "ValueError: ", as print shows it. NULL: raised.
struct str *exception_text(struct exception *exception);

#endif
