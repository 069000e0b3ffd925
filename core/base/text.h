// A text that grows. Adding never fails on the spot: when memory ends the text is marked, further
// additions do nothing, and the owner asks once, at the end.
//
//     struct text out = {0};
//     text_addf(&out, "rank %d", rank);
//     if (out.failed) ...
//     text_finish(&out);
#ifndef RANKSH_CORE_BASE_TEXT_H
#define RANKSH_CORE_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
    char *data;    // zero-terminated; NULL while nothing was added
    size_t length; // without the zero
    size_t capacity;
    bool failed; // memory ended: the contents are incomplete
};

void text_finish(struct text *text);

// Empties the text and keeps its memory; forgets a failure.
void text_clear(struct text *text);

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_add_char(struct text *text, char character);
void text_add_utf8(struct text *text, uint32_t character);
void text_add_repeated(struct text *text, char character, size_t count);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_addv(struct text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

// Adds `bytes` as a terminal may see them: valid UTF-8, newlines and tabs stay; other control
// characters (escape sequences among them) and invalid bytes become visible, as \x1b.
void text_add_printable(struct text *text, const char *bytes, size_t length);

// Shortens the text to `length` bytes; longer than it is: nothing happens.
void text_truncate(struct text *text, size_t length);

// Hands the zero-terminated contents over to the caller, who frees them; the text is empty then.
// NULL when the text has failed. An empty text gives "".
char *text_take(struct text *text);

// The contents, "" when there are none. Valid until the next change.
const char *text_string(const struct text *text);

#endif
