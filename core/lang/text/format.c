// Format specs: what they say, and numbers and texts laid out by them.
#include <math.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/float_text.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/format.h"
#include "core/lang/text/unicode.h"

// ---- reading a spec

static bool is_align(char character)
{
    return character != '\0' && strchr("<>=^", character) != NULL;
}

// A number of any script's digits; -1 when there is none. False: too large.
static bool read_number(const char **at, const char *end, int64_t *ret_number)
{
    int64_t number = -1;
    for (size_t size; *at < end; *at += size) {
        int digit = unicode_decimal(utf8_decode(*at, (size_t)(end - *at), &size));
        if (digit < 0) {
            break;
        }
        if (number > (INT64_MAX - digit) / 10) {
            return raise_false(&exception_value_error, "Too many decimal digits in format string");
        }
        number = (number < 0 ? 0 : number) * 10 + digit;
    }
    *ret_number = number;
    return true;
}

static void read_align(const char **at, const char *end, struct format_spec *spec)
{
    size_t size;
    utf8_decode(*at, (size_t)(end - *at), &size);
    if (*at + size < end && is_align((*at)[size])) {
        memcpy(spec->fill, *at, size);
        spec->fill_length = (uint8_t)size;
        spec->align = (*at)[size];
        *at += size + 1;
    } else if (is_align(**at)) {
        spec->align = *(*at)++;
    }
}

static bool read_grouping(const char **at, const char *end, struct format_spec *spec)
{
    if (*at < end && **at == ',') {
        spec->grouping = *(*at)++;
    }
    if (*at < end && **at == '_') {
        if (spec->grouping != 0) {
            return raise_false(&exception_value_error, "Cannot specify both ',' and '_'.");
        }
        spec->grouping = *(*at)++;
    }
    if (*at < end && **at == ',' && spec->grouping == '_') {
        return raise_false(&exception_value_error, "Cannot specify both ',' and '_'.");
    }
    return true;
}

// Which types go with which grouping.
static bool check_grouping(const struct format_spec *spec, bool is_text)
{
    if (spec->grouping != 0 && is_text && spec->type == 0) {
        return raise_false(&exception_value_error, "Cannot specify '%c' with 's'.", spec->grouping);
    }
    if (spec->grouping == 0 || (spec->type != 0 && strchr("defgEFG%", spec->type) != NULL) ||
        spec->type == 0) {
        return true;
    }
    if (spec->grouping == '_' && strchr("boxX", spec->type) != NULL) {
        return true;
    }
    return raise_false(&exception_value_error, "Cannot specify '%c' with '%c'.", spec->grouping,
                       spec->type);
}

// `type` of the value, for messages. The alignment that is not given is `align`.
static bool parse(struct str *text, const char *type, char align, struct format_spec *ret_spec)
{
    struct format_spec spec = {.fill = " ", .fill_length = 1, .width = -1, .precision = -1};
    const char *at = text->data, *end = text->data + text->length;
    if (at < end) {
        read_align(&at, end, &spec);
    }
    bool fill_given = spec.align != 0 && at - text->data > 1;
    if (at < end && (*at == '+' || *at == '-' || *at == ' ')) {
        spec.sign = *at++;
    }
    if (at < end && *at == 'z') {
        spec.positive_zero = true;
        at++;
    }
    if (at < end && *at == '#') {
        spec.alternate = true;
        at++;
    }
    if (!fill_given && at < end && *at == '0') {
        spec.fill[0] = '0';
        spec.fill_length = 1;
        spec.align = spec.align == 0 && align == '>' ? '=' : spec.align;
        at++;
    }
    if (!read_number(&at, end, &spec.width) || !read_grouping(&at, end, &spec)) {
        return false;
    }
    if (at < end && *at == '.') {
        at++;
        if (!read_number(&at, end, &spec.precision)) {
            return false;
        }
        if (spec.precision < 0) {
            return raise_false(&exception_value_error, "Format specifier missing precision");
        }
    }
    if (end - at > 1) {
        size_t size;
        utf8_decode(at, (size_t)(end - at), &size);
        if (at + size < end) {
            return raise_false(&exception_value_error,
                               "Invalid format specifier '%s' for object of type '%s'", text->data,
                               type);
        }
    }
    if (end - at == 1) {
        spec.type = *at;
    } else if (at < end) {
        size_t size;
        return raise_false(&exception_value_error,
                           "Unknown format code '\\x%x' for object of type '%s'",
                           (unsigned)utf8_decode(at, (size_t)(end - at), &size), type);
    }
    spec.align = spec.align != 0 ? spec.align : align;
    *ret_spec = spec;
    return check_grouping(ret_spec, align == '<');
}

static struct str *unknown_type(char type, const char *name)
{
    if (type > 32 && type < 127) {
        raise_value("Unknown format code '%c' for object of type '%s'", type, name);
    } else {
        raise_value("Unknown format code '\\x%x' for object of type '%s'", (unsigned char)type,
                    name);
    }
    return NULL;
}

// ---- laying out

// The pieces of a formatted value, in this order; `body` is what zeros and groups belong to.
struct pieces {
    const char *sign, *prefix;
    const char *body; // digits before the point
    size_t body_length;
    const char *rest; // point, fraction, exponent, %
    size_t rest_length;
};

// How many bytes `digits` digits take in groups of `group`.
static size_t grouped_length(size_t digits, size_t group)
{
    return digits > 0 ? digits + (digits - 1) / group : 0;
}

// Digits in groups, with zeros before them up to `width`.
static void add_grouped(struct text *out, const struct pieces *pieces,
                        const struct format_spec *spec, size_t width)
{
    size_t group = spec->type != 0 && strchr("boxX", spec->type) != NULL ? 4 : 3;
    size_t digits = pieces->body_length;
    while (grouped_length(digits, group) < width) {
        digits++;
    }
    for (size_t left = digits; left > 0; left--) {
        text_add_char(out,
                      left > pieces->body_length ? '0' : pieces->body[pieces->body_length - left]);
        if (left > 1 && (left - 1) % group == 0) {
            text_add_char(out, spec->grouping);
        }
    }
}

static void add_fill(struct text *out, const struct format_spec *spec, size_t count)
{
    if (spec->fill_length == 1) {
        text_add_repeated(out, spec->fill[0], count);
        return;
    }
    for (; count > 0 && !out->failed; count--) {
        text_add_bytes(out, spec->fill, spec->fill_length);
    }
}

// Whether the budget allows a text of that size.
static bool affordable(int64_t size)
{
    if (size <= 4096) {
        return true;
    }
    if (size > UINT32_MAX / 8 || !memory_charge((size_t)size)) {
        raise_memory();
        return false;
    }
    memory_discharge((size_t)size);
    return true;
}

// The whole text: `characters` of them in `text`, which is all of it but the fill.
static struct str *pad(const char *text, size_t length, size_t characters, size_t lead,
                       const struct format_spec *spec)
{
    size_t width = spec->width > 0 ? (size_t)spec->width : 0;
    size_t fill = width > characters ? width - characters : 0;
    size_t before = spec->align == '>' ? fill : spec->align == '^' ? fill / 2 : 0;
    size_t inside = spec->align == '=' ? fill : 0;
    if (fill == 0) {
        return str_create(text, length);
    }
    if (!affordable((int64_t)(fill * spec->fill_length))) {
        return NULL;
    }
    struct text out = {0};
    add_fill(&out, spec, before);
    text_add_bytes(&out, text, lead);
    add_fill(&out, spec, inside);
    text_add_bytes(&out, text + lead, length - lead);
    add_fill(&out, spec, fill - before - inside);
    return number_text_take(&out);
}

static struct str *lay_out(const struct pieces *pieces, const struct format_spec *spec)
{
    struct text out = {0};
    text_add(&out, pieces->sign);
    text_add(&out, pieces->prefix);
    size_t lead = out.length;
    bool zeros = spec->fill_length == 1 && spec->fill[0] == '0' && spec->align == '=';
    if (spec->grouping != 0 && pieces->body_length > 0) {
        int64_t room = zeros ? spec->width - (int64_t)(lead + pieces->rest_length) : 0;
        if (!affordable(room)) {
            text_finish(&out);
            return NULL;
        }
        add_grouped(&out, pieces, spec, room > 0 ? (size_t)room : 0);
    } else {
        text_add_bytes(&out, pieces->body, pieces->body_length);
    }
    text_add_bytes(&out, pieces->rest, pieces->rest_length);
    struct str *str = NULL;
    if (out.failed) {
        raise_memory();
    } else {
        str = pad(text_string(&out), out.length, out.length, lead, spec);
    }
    text_finish(&out);
    return str;
}

static const char *sign_text(bool negative, char sign)
{
    return negative ? "-" : sign == '+' ? "+" : sign == ' ' ? " " : "";
}

// ---- texts

struct str *format_text(struct str *str, const struct format_spec *spec)
{
    if (spec->type != 's' && spec->type != 0) {
        return unknown_type(spec->type, "str");
    }
    const char *wrong =
        spec->sign == ' '     ? "Space not allowed in string format specifier"
        : spec->sign != 0     ? "Sign not allowed in string format specifier"
        : spec->positive_zero ? "Negative zero coercion (z) not allowed in string format specifier"
        : spec->alternate     ? "Alternate form (#) not allowed in string format specifier"
        : spec->align == '='  ? "'=' alignment not allowed in string format specifier"
                              : NULL;
    if (wrong != NULL) {
        raise_value("%s", wrong);
        return NULL;
    }
    size_t count = str->count;
    if (spec->precision >= 0 && (uint64_t)spec->precision < count) {
        count = (size_t)spec->precision;
    }
    return pad(str->data, str_offset(str, count), count, 0, spec);
}

// ---- ints

static struct str *format_character(struct value value, const struct format_spec *spec)
{
    const char *wrong = spec->sign != 0 ? "Sign" : spec->alternate ? "Alternate form (#)" : NULL;
    char bytes[UTF8_MAX_LENGTH];
    if (wrong != NULL) {
        raise_value("%s not allowed with integer format specifier 'c'", wrong);
        return NULL;
    }
    if (!int_is_small(value)) {
        raise_error(&exception_overflow_error, "Python int too large to convert to C long");
        return NULL;
    }
    if (value.integer < 0 || value.integer > 0x10FFFF) {
        raise_error(&exception_overflow_error, "%%c arg not in range(0x110000)");
        return NULL;
    }
    if (value.integer >= 0xD800 && value.integer < 0xE000) {
        raise_refused("ranksh has no lone surrogates in texts");
        return NULL;
    }
    return pad(bytes, utf8_encode((uint32_t)value.integer, bytes), 1, 0, spec);
}

struct str *format_int(struct value value, const struct format_spec *spec)
{
    if (spec->type != 0 && strchr("eEfFgG%", spec->type) != NULL) {
        double number;
        return bigint_to_float(value, &number) ? format_float(number, spec) : NULL;
    }
    if (spec->type != 0 && strchr("bcdoxXn", spec->type) == NULL) {
        return unknown_type(spec->type, value_is_bool(value) ? "bool" : "int");
    }
    if (spec->precision >= 0) {
        raise_value("Precision not allowed in integer format specifier");
        return NULL;
    }
    if (spec->positive_zero) {
        raise_value("Negative zero coercion (z) not allowed in integer format specifier");
        return NULL;
    }
    if (spec->type == 'c') {
        return format_character(value, spec);
    }
    char type = (char)(spec->type | 0x20);
    int base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' ? 16 : 10;
    struct str *digits = bigint_text(value, base);
    if (digits == NULL) {
        return NULL;
    }
    for (size_t i = 0; spec->type == 'X' && i < digits->length; i++) {
        digits->data[i] -= digits->data[i] >= 'a' ? 'a' - 'A' : 0;
    }
    bool negative = digits->data[0] == '-';
    char prefix[] = {'0', spec->type, '\0'};
    const struct pieces pieces = {
        .sign = sign_text(negative, spec->sign),
        .prefix = spec->alternate && base != 10 ? prefix : "",
        .body = digits->data + negative,
        .body_length = digits->length - negative,
        .rest = "",
    };
    struct str *str = lay_out(&pieces, spec);
    object_unref(digits);
    return str;
}

// ---- floats

static bool layout_of(const struct format_spec *spec, struct float_layout *ret_layout)
{
    char type = (char)(spec->type | 0x20);
    struct float_layout layout = {.alternate = spec->alternate,
                                  .precision = spec->precision < 0 ? 6 : (int)spec->precision};
    if (spec->precision > INT32_MAX) {
        return raise_false(&exception_value_error, "precision too big");
    }
    if (spec->type == 0) {
        layout.style = spec->precision < 0 ? FLOAT_SHORTEST : FLOAT_GENERAL;
        layout.is_float = true;
    } else if (type == 'e') {
        layout.style = FLOAT_EXPONENT;
    } else if (type == 'g' || type == 'n') {
        layout.style = FLOAT_GENERAL;
    } else {
        layout.style = FLOAT_FIXED;
    }
    *ret_layout = layout;
    return affordable(layout.precision);
}

static bool only_zeros(const struct text *text)
{
    return strcspn(text_string(text), "123456789") >= strcspn(text_string(text), "e") ||
           text_string(text)[strcspn(text_string(text), "123456789e")] == '\0';
}

// "nan", "inf", or the digits.
static void add_number(struct text *out, double number, const struct format_spec *spec,
                       const struct float_layout *layout)
{
    if (isfinite(number)) {
        float_add(out, fabs(number), layout);
    } else {
        text_add(out, isnan(number) ? "nan" : "inf");
    }
    for (size_t i = 0; spec->type >= 'A' && spec->type <= 'Z' && i < out->length; i++) {
        out->data[i] -= out->data[i] >= 'a' && out->data[i] <= 'z' ? 'a' - 'A' : 0;
    }
    if (spec->type == '%') {
        text_add_char(out, '%');
    }
}

struct str *format_float(double number, const struct format_spec *spec)
{
    struct float_layout layout;
    if (spec->type != 0 && strchr("eEfFgGn%", spec->type) == NULL) {
        return unknown_type(spec->type, "float");
    }
    if (!layout_of(spec, &layout)) {
        return NULL;
    }
    number = spec->type == '%' ? number * 100 : number;
    struct text text = {0};
    add_number(&text, number, spec, &layout);
    if (text.failed) {
        text_finish(&text);
        raise_memory();
        return NULL;
    }
    bool negative = signbit(number) && !isnan(number) &&
                    !(spec->positive_zero && isfinite(number) && only_zeros(&text));
    size_t body = strspn(text_string(&text), "0123456789");
    const struct pieces pieces = {
        .sign = sign_text(negative, spec->sign),
        .prefix = "",
        .body = text_string(&text),
        .body_length = body,
        .rest = text_string(&text) + body,
        .rest_length = text.length - body,
    };
    struct str *str = lay_out(&pieces, spec);
    text_finish(&text);
    return str;
}

struct str *format_value(struct value value, struct str *text)
{
    struct format_spec spec;
    if (type_is_instance(value, &str_type)) {
        return parse(text, "str", '<', &spec) ? format_text(str_of(value), &spec) : NULL;
    }
    if (type_is_instance(value, &int_type)) {
        const char *name = value_is_bool(value) ? "bool" : "int";
        return parse(text, name, '>', &spec) ? format_int(value, &spec) : NULL;
    }
    if (value_is_float(value)) {
        return parse(text, "float", '>', &spec) ? format_float(value.number, &spec) : NULL;
    }
    raise_type("unsupported format string passed to %s.__format__", type_name(value));
    return NULL;
}
