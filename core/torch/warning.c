// Warnings, and which were shown before.
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/lang/interp.h"
#include "core/torch/warning.h"

enum { WARNINGS_REMEMBERED = 64 };

// Whether this text was shown for this line before.
static bool shown_before(const char *line)
{
    static char *shown[WARNINGS_REMEMBERED];
    static int next;
    for (int i = 0; i < WARNINGS_REMEMBERED; i++) {
        if (shown[i] != NULL && strcmp(shown[i], line) == 0) {
            return true;
        }
    }
    free(shown[next]);
    shown[next] = strdup(line);
    next = (next + 1) % WARNINGS_REMEMBERED;
    return false;
}

void warning_show_list(const char *category, const char *format, va_list arguments)
{
    struct text line = {0};
    struct interp_place place;
    if (interp_place_here(0, &place)) {
        text_addf(&line, "%s:%u: ", place.file, place.line);
    }
    text_addf(&line, "%s: ", category);
    text_addv(&line, format, arguments);
    text_add_char(&line, '\n');
    if (!line.failed && !shown_before(text_string(&line))) {
        interp_write(INTERP_STDERR, line.data, line.length);
    }
    text_finish(&line);
}

void warning_show(const char *category, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    warning_show_list(category, format, arguments);
    va_end(arguments);
}
