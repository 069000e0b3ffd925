// What int() and float() do with a text before they read it, and texts that turn into values.
#ifndef RANKSH_CORE_LANG_NUMBER_TEXT_H
#define RANKSH_CORE_LANG_NUMBER_TEXT_H

#include "core/base/text.h"
#include "core/lang/text/str.h"

// Adds the text without the blanks around it, digits of all scripts as 0 to 9. False, and nothing
// raised, when something else beyond ASCII is in it.
bool number_text_plain(const char *text, size_t length, struct text *out);

// Takes away single underscores between digits; false when one stands elsewhere.
bool number_text_drop_underscores(struct text *text);

// int(text, base) for a base of 2 to 36, or 0. ValueError in CPython's words; `shown` is what they
// quote.
struct value number_text_int(const char *text, size_t length, int base, struct value shown);

// Makes a value of what was written and empties the text; NULL: MemoryError is raised.
struct str *number_text_take(struct text *text);

#endif
