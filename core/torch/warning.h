// Python's warnings.warn, shown on stderr with the learner's line; once for each line and text.
#ifndef RANKSH_CORE_TORCH_WARNING_H
#define RANKSH_CORE_TORCH_WARNING_H

#include <stdarg.h>

void warning_show(const char *category, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void warning_show_list(const char *category, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

#endif
