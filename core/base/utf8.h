// UTF-8: one character at a time, columns on a terminal, and texts made safe for one.
#ifndef RANKSH_CORE_BASE_UTF8_H
#define RANKSH_CORE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_MAX_LENGTH = 4 };
static const uint32_t UTF8_INVALID = 0xFFFFFFFF; // no character

// Reads the character at `text` (at most `length` bytes) and says in `ret_size` how many bytes it
// took: 1 to 4. Anything that is no shortest-form UTF-8 (surrogates too) gives UTF8_INVALID and
// takes one byte. `length` must not be 0.
uint32_t utf8_decode(const char *text, size_t length, size_t *ret_size);

// Writes `character` (up to 0x10FFFF) to `bytes`, without a zero byte, and returns its length.
size_t utf8_encode(uint32_t character, char bytes[static UTF8_MAX_LENGTH]);

// Whether all of `text` is valid.
bool utf8_valid(const char *text, size_t length);

// How many characters `length` bytes hold; an invalid byte counts as one.
size_t utf8_count(const char *text, size_t length);

// The largest character boundary that is not past `limit`.
size_t utf8_floor(const char *text, size_t length, size_t limit);

// Terminal columns of one character: 0 for combining marks, 2 for wide East Asian characters and
// emoji, else 1; control characters count 0. By wcwidth()'s table, whatever the locale.
int utf8_width(uint32_t character);

// Terminal columns of a text.
size_t utf8_columns(const char *text, size_t length);

#endif
