// Floats as text and back, digit for digit as CPython does it. The C library rounds correctly both
// ways; nothing here depends on the locale, which is never set.
#ifndef RANKSH_CORE_LANG_FLOAT_TEXT_H
#define RANKSH_CORE_LANG_FLOAT_TEXT_H

#include "core/base/text.h"
#include "core/lang/text/str.h"

enum float_style {
    FLOAT_SHORTEST, // what repr shows; `precision` doesn't count
    FLOAT_FIXED,    // 1.50
    FLOAT_EXPONENT, // 1.50e+00
    FLOAT_GENERAL,  // %g
};

struct float_layout {
    enum float_style style;
    int precision;
    bool alternate; // keeps the point and the zeros (#)
    bool is_float;  // ends in ".0" rather than look like an int
};

// Adds the text of a finite number that is not negative.
void float_add(struct text *out, double size, const struct float_layout *layout);

// The text of an int, float, nan or inf as float() reads it, spaces and underscores included.
// ValueError in CPython's words; `shown` is what they quote.
bool float_parse(const char *text, size_t length, struct value shown, double *ret_number);

// float.hex() and float.fromhex().
struct str *float_hex(double number);
bool float_parse_hex(const char *text, size_t length, double *ret_number); // ValueError

// round(number, places): correctly rounded in decimal, ties to even. OverflowError.
bool float_round(double number, int64_t places, double *ret_number);

#endif
