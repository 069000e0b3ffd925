// Texts by format: the one formatter behind f-strings, format(), str.format and `%`.
#ifndef RANKSH_CORE_LANG_FORMAT_H
#define RANKSH_CORE_LANG_FORMAT_H

#include "core/lang/text/str.h"

// [[fill]align][sign][z][#][0][width][grouping][.precision][type]
struct format_spec {
    char fill[4];
    uint8_t fill_length;
    char align;         // < > ^ =, never 0 once parsed
    char sign;          // + - blank; 0: not given
    bool positive_zero; // z
    bool alternate;     // #
    char grouping;      // , _ or 0
    int64_t width;      // -1: none
    int64_t precision;  // -1: none
    char type;          // 0: none
};

// format(value, spec) of ints, bools, floats and texts; anything else is refused with a TypeError.
// NULL: raised.
struct str *format_value(struct value value, struct str *spec);

// The same with a spec that is known.
struct str *format_int(struct value value, const struct format_spec *spec);
struct str *format_float(double number, const struct format_spec *spec);
struct str *format_text(struct str *str, const struct format_spec *spec);

// `format % values`. Unset: raised.
struct value format_percent(struct str *format, struct value values);

// str.format(): `values` and `named` (or NULL) are what the fields ask for.
struct str *format_fields(struct str *format, struct tuple *values, struct value named);

#endif
