#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/float_text.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"

// ---- decimals by whole numbers, for sizes that are neither huge nor tiny

__extension__ typedef unsigned __int128 wide;

enum { MOST_PLACES = 22 }; // 10^22 * 2^53 < 2^127

static wide ten_to(int power)
{
    wide result = 1;
    for (; power > 0; power--) {
        result *= 10;
    }
    return result;
}

// size * 10^places as a whole number, ties to even. `*ret_near`: that number, divided again, is
// nearer to `size` than to any other float. False: too large or small for this.
static bool scale(double size, int places, uint64_t *ret_whole, bool *ret_near)
{
    int exponent;
    uint64_t mantissa = (uint64_t)ldexp(frexp(size, &exponent), 53);
    int shift = 53 - exponent;
    if (places < 0 || places > MOST_PLACES || shift <= 0 || shift > 126) {
        return false;
    }
    wide power = ten_to(places), product = mantissa * power;
    wide whole = product >> shift, rest = product - (whole << shift), half = (wide)1 << (shift - 1);
    whole += rest > half || (rest == half && (whole & 1) != 0);
    wide back = whole << shift, off = back > product ? back - product : product - back;
    *ret_near = off * 2 < power || (off * 2 == power && mantissa % 2 == 0);
    *ret_whole = (uint64_t)whole;
    return whole >> 64 == 0;
}

// Writes `whole`, with zeros before it up to `width` digits, before `end`; returns where it begins.
static char *write_digits(char *end, uint64_t whole, int width)
{
    for (; whole > 0 || width > 0; whole /= 10, width--) {
        *--end = (char)('0' + whole % 10);
    }
    return end;
}

// "%.*f"; false: not for this size.
static bool add_fixed(struct text *out, double size, int precision)
{
    char text[64], *end = text + sizeof text;
    uint64_t whole;
    bool near;
    if (!scale(size, precision, &whole, &near)) {
        return false;
    }
    char *at = write_digits(end, whole, precision + 1);
    text_add_bytes(out, at, (size_t)(end - at) - (size_t)precision);
    if (precision > 0) {
        text_add_char(out, '.');
        text_add_bytes(out, end - precision, (size_t)precision);
    }
    return true;
}

// ---- shortest digits

// Digits of a number and where its point is: 0.d1d2d3… × 10^point.
struct digits {
    char text[40];
    int count;
    int point;
};

// The digits of "%.*e" with `precision` behind the first.
static void digits_of(double size, int precision, struct digits *ret_digits)
{
    char text[48];
    snprintf(text, sizeof text, "%.*e", precision, size);
    ret_digits->count = 0;
    const char *at = text;
    for (; *at != 'e'; at++) {
        if (*at != '.') {
            ret_digits->text[ret_digits->count++] = *at;
        }
    }
    ret_digits->point = atoi(at + 1) + 1;
}

static void drop_zeros(struct digits *digits)
{
    while (digits->count > 1 && digits->text[digits->count - 1] == '0') {
        digits->count--;
    }
}

static double number_of(const struct digits *digits)
{
    char text[64];
    snprintf(text, sizeof text, "0.%.*se%d", digits->count, digits->text, digits->point);
    return strtod(text, NULL);
}

// The decimal one unit above, in the last place. No number needs more than 17 nines.
static void one_up(struct digits *digits)
{
    int at = digits->count - 1;
    while (at >= 0 && digits->text[at] == '9') {
        digits->text[at--] = '0';
    }
    if (at >= 0) {
        digits->text[at]++;
    } else {
        memmove(digits->text + 1, digits->text, (size_t)digits->count - 1);
        digits->text[0] = '1';
        digits->point++;
    }
}

// The `point` of a size's digits; false: huge or tiny.
static bool point_of(double size, int *ret_point)
{
    static const double tens[] = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1,
                                  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,
                                  1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17};
    enum { TENS = sizeof tens / sizeof tens[0], ONE = 6 };
    int above = 0;
    while (above < TENS && size >= tens[above]) {
        above++;
    }
    *ret_point = above - ONE;
    return above > 0 && above < TENS;
}

// The same as shortest() below, for most numbers; false: not for this one.
static bool shortest_by_scale(double size, struct digits *ret_digits)
{
    int exponent, point;
    bool near = false;
    uint64_t whole = 0;
    if (!point_of(size, &point) || frexp(size, &exponent) == 0.5) {
        return false;
    }
    for (int count = 15; count <= 17 && !near; count++) {
        ret_digits->point = point;
        if (!scale(size, count - point, &whole, &near)) {
            return false;
        }
        if (whole == (uint64_t)ten_to(count)) { // rounded up to one digit more
            whole /= 10;
            ret_digits->point++;
        }
    }
    char *end = ret_digits->text + sizeof ret_digits->text, *at = write_digits(end, whole, 1);
    ret_digits->count = (int)(end - at);
    memmove(ret_digits->text, at, (size_t)ret_digits->count);
    drop_zeros(ret_digits);
    return true;
}

// The fewest digits that read back as `size`, and of those the nearest. Fifteen always do when
// any fewer do, but for subnormals. Below a power of two the floats lie closer than above it, so
// there the nearest 16 digits may lie below while one unit up still reads back.
static void shortest(double size, struct digits *ret_digits)
{
    int exponent;
    if (shortest_by_scale(size, ret_digits)) {
        return;
    }
    bool power_of_two = frexp(size, &exponent) == 0.5;
    for (int count = size < 2.2250738585072014e-308 ? 1 : 15; count <= 17; count++) {
        digits_of(size, count - 1, ret_digits);
        if (number_of(ret_digits) == size) {
            break;
        }
        if (count == 16 && power_of_two) {
            one_up(ret_digits);
            if (number_of(ret_digits) == size) {
                break;
            }
        }
    }
    drop_zeros(ret_digits);
}

// ---- layouts

static void add_exponent(struct text *out, const struct digits *digits, bool alternate)
{
    text_add_char(out, digits->text[0]);
    if (digits->count > 1 || alternate) {
        text_add_char(out, '.');
        text_add_bytes(out, digits->text + 1, (size_t)digits->count - 1);
    }
    text_addf(out, "e%+03d", digits->point - 1);
}

static void add_plain(struct text *out, const struct digits *digits,
                      const struct float_layout *layout)
{
    int whole = digits->point > 0 ? digits->point : 0;
    int given = digits->count < whole ? digits->count : whole;
    text_add_bytes(out, digits->text, (size_t)given);
    text_add_repeated(out, '0', (size_t)(whole - given));
    if (whole == 0) {
        text_add_char(out, '0');
    }
    if (digits->count > given) {
        text_add_char(out, '.');
        text_add_repeated(out, '0', (size_t)(digits->point < 0 ? -digits->point : 0));
        text_add_bytes(out, digits->text + given, (size_t)(digits->count - given));
    } else if (layout->is_float) {
        text_add(out, ".0");
    } else if (layout->alternate) {
        text_add_char(out, '.');
    }
}

// %g, whose precision counts all digits.
static void add_general(struct text *out, double size, const struct float_layout *layout)
{
    struct digits digits;
    int precision = layout->precision > 0 ? layout->precision : 1;
    int shown = precision < 30 ? precision : 30; // further ones are added as zeros or by %f
    digits_of(size, shown - 1, &digits);
    if (size == 0) {
        digits.point = 1;
    }
    bool exponent = digits.point <= -4 || digits.point > precision - layout->is_float;
    if (precision > 30) { // so many digits come from the C library as they are
        struct text all = {0};
        int behind = exponent ? precision - 1 : precision - digits.point;
        text_addf(&all, exponent ? "%.*e" : "%.*f", behind > 0 ? behind : 0, size);
        char *tail = strchr(text_string(&all), 'e');
        size_t end = tail != NULL ? (size_t)(tail - all.data) : all.length;
        bool point = memchr(text_string(&all), '.', all.length) != NULL;
        while (!layout->alternate && point && end > 0 && all.data[end - 1] == '0') {
            end--;
        }
        end -= !layout->alternate && point && all.data[end - 1] == '.';
        text_add_bytes(out, text_string(&all), end);
        text_add(out, tail != NULL ? tail : "");
        if (tail == NULL && layout->is_float && memchr(all.data, '.', end) == NULL) {
            text_add(out, ".0");
        }
        text_finish(&all);
        return;
    }
    if (!layout->alternate) {
        drop_zeros(&digits);
    }
    if (exponent) {
        add_exponent(out, &digits, layout->alternate);
    } else {
        add_plain(out, &digits, layout);
    }
}

static void add_shortest(struct text *out, double size, const struct float_layout *layout)
{
    struct digits digits = {.text = "0", .count = 1, .point = 1};
    if (size != 0) {
        shortest(size, &digits);
    }
    if (digits.point <= -4 || digits.point > 16) {
        add_exponent(out, &digits, layout->alternate);
    } else {
        add_plain(out, &digits, layout);
    }
}

void float_add(struct text *out, double size, const struct float_layout *layout)
{
    switch (layout->style) {
    case FLOAT_SHORTEST:
        add_shortest(out, size, layout);
        break;
    case FLOAT_FIXED:
        if (layout->alternate || !add_fixed(out, size, layout->precision)) {
            text_addf(out, layout->alternate ? "%#.*f" : "%.*f", layout->precision, size);
        }
        break;
    case FLOAT_EXPONENT:
        text_addf(out, layout->alternate ? "%#.*e" : "%.*e", layout->precision, size);
        break;
    case FLOAT_GENERAL:
        add_general(out, size, layout);
        break;
    }
}

struct str *float_text(double number)
{
    static const struct float_layout layout = {.style = FLOAT_SHORTEST, .is_float = true};
    struct text text = {0};
    if (isnan(number)) {
        return str_from("nan");
    }
    if (isinf(number)) {
        return str_from(number > 0 ? "inf" : "-inf");
    }
    if (signbit(number)) {
        text_add_char(&text, '-');
    }
    float_add(&text, fabs(number), &layout);
    return number_text_take(&text);
}

// ---- reading

static bool is_number_end(const char *at)
{
    return *at == '\0';
}

static const char *skip_digits(const char *at)
{
    while (*at >= '0' && *at <= '9') {
        at++;
    }
    return at;
}

// [sign] digits [. digits] [e [sign] digits], with a digit before or behind the point.
static bool is_decimal(const char *at)
{
    at += *at == '+' || *at == '-';
    const char *whole = at, *point = skip_digits(at), *end = point;
    if (*point == '.') {
        end = skip_digits(point + 1);
    }
    if (point == whole && end <= point + 1) {
        return false;
    }
    if (*end == 'e' || *end == 'E') {
        end++;
        end += *end == '+' || *end == '-';
        const char *exponent = end;
        end = skip_digits(end);
        if (end == exponent) {
            return false;
        }
    }
    return is_number_end(end);
}

// A nan with bits of its own: in Python each is an object, which a container finds by identity
// alone, and here the bits are the identity.
static double fresh_nan(bool negative)
{
    static uint64_t made;
    uint64_t bits =
        (negative ? 0xFFF8000000000000U : 0x7FF8000000000000U) | (++made & 0x0007FFFFFFFFFFFFU);
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static bool is_special(const char *at, double *ret_number)
{
    bool negative = *at == '-';
    at += *at == '+' || *at == '-';
    if (strcasecmp(at, "nan") == 0) {
        *ret_number = fresh_nan(negative);
        return true;
    }
    if (strcasecmp(at, "inf") == 0 || strcasecmp(at, "infinity") == 0) {
        *ret_number = negative ? -INFINITY : INFINITY;
        return true;
    }
    return false;
}

bool float_parse(const char *text, size_t length, struct value shown, double *ret_number)
{
    struct text plain = {0};
    bool fine = number_text_plain(text, length, &plain) && !plain.failed &&
                number_text_drop_underscores(&plain);
    if (fine && is_decimal(text_string(&plain))) {
        *ret_number = strtod(text_string(&plain), NULL);
    } else {
        fine = fine && is_special(text_string(&plain), ret_number);
    }
    text_finish(&plain);
    if (!fine) {
        struct str *repr = object_repr(shown);
        if (repr != NULL) {
            raise_value("could not convert string to float: %s", repr->data);
            object_unref(repr);
        }
    }
    return fine;
}

// ---- hexadecimal

struct str *float_hex(double number)
{
    if (!isfinite(number)) {
        return float_text(number);
    }
    const char *sign = signbit(number) ? "-" : "";
    if (number == 0) {
        return str_format("%s0x0.0p+0", sign);
    }
    int exponent;
    double mantissa = frexp(fabs(number), &exponent);
    int shift = exponent < -1021 ? -1021 - exponent : 0; // subnormals begin with 0x0.
    uint64_t bits = (uint64_t)ldexp(mantissa, 53 - shift);
    exponent += shift - 1;
    return str_format("%s0x%d.%013llxp%+d", sign, (int)(bits >> 52),
                      (unsigned long long)(bits & (((uint64_t)1 << 52) - 1)), exponent);
}

// Digits as they are read: the first 60 bits, whether anything behind them is not zero, and the
// power of two that belongs to the lowest bit.
struct hex_digits {
    uint64_t bits;
    bool more;
    int64_t exponent;
    size_t count;
};

static int hex_digit(char character)
{
    return character >= '0' && character <= '9'                     ? character - '0'
           : (character | 0x20) >= 'a' && (character | 0x20) <= 'f' ? (character | 0x20) - 'a' + 10
                                                                    : -1;
}

static const char *read_hex_digits(const char *at, struct hex_digits *digits)
{
    bool behind_point = false;
    for (;; at++) {
        int digit = hex_digit(*at);
        if (*at == '.' && !behind_point) {
            behind_point = true;
            continue;
        }
        if (digit < 0) {
            return at;
        }
        digits->count++;
        bool room = digits->bits >> 56 == 0;
        digits->bits = room ? digits->bits << 4 | (uint64_t)digit : digits->bits;
        digits->more = digits->more || (!room && digit != 0);
        digits->exponent += (room ? 0 : 4) - (behind_point ? 4 : 0);
    }
}

// p+10; false: there is no number behind the p.
static bool read_exponent(const char **at, int64_t *exponent)
{
    if ((**at | 0x20) != 'p') {
        return true;
    }
    bool negative = (*at)[1] == '-';
    *at += (*at)[1] == '-' || (*at)[1] == '+' ? 2 : 1;
    const char *start = *at;
    int64_t given = 0;
    for (; **at >= '0' && **at <= '9'; (*at)++) {
        given = given > INT32_MAX ? given : given * 10 + (**at - '0');
    }
    *exponent += negative ? -given : given;
    return *at > start;
}

// The nearest double, ties to even. (strtod of glibc errs for some subnormals.)
static double hex_value(const struct hex_digits *digits)
{
    if (digits->bits == 0) {
        return 0;
    }
    int length = 64 - __builtin_clzll(digits->bits);
    int64_t top = digits->exponent + length;
    int64_t precision = top >= -1021 ? 53 : 53 - (-1021 - top), drop = length - precision;
    if (top > 1100 || drop > 62) {
        return top > 1100 ? INFINITY : 0;
    }
    uint64_t bits = digits->bits;
    if (drop > 0) {
        uint64_t half = (uint64_t)1 << (drop - 1), rest = bits & (2 * half - 1);
        bits >>= drop;
        bits += rest > half || (rest == half && (digits->more || (bits & 1) != 0));
    } else {
        drop = 0;
    }
    return ldexp((double)bits, (int)(digits->exponent + drop));
}

bool float_parse_hex(const char *text, size_t length, double *ret_number)
{
    const char *last = text + length;
    while (text < last && isspace((unsigned char)*text)) {
        text++;
    }
    while (last > text && isspace((unsigned char)last[-1])) {
        last--;
    }
    char *copy = strndup(text, (size_t)(last - text));
    if (copy == NULL) {
        raise_memory();
        return false;
    }
    bool fine = strlen(copy) == (size_t)(last - text);
    if (fine && !is_special(copy, ret_number)) {
        struct hex_digits digits = {0};
        const char *at = copy + (*copy == '-' || *copy == '+');
        at += at[0] == '0' && (at[1] | 0x20) == 'x' ? 2 : 0;
        at = read_hex_digits(at, &digits);
        fine = digits.count > 0 && read_exponent(&at, &digits.exponent) && *at == '\0';
        *ret_number = fine ? hex_value(&digits) : 0;
        if (fine && isinf(*ret_number)) {
            free(copy);
            return raise_false(&exception_overflow_error,
                               "hexadecimal value too large to represent as a float");
        }
        *ret_number = *copy == '-' ? -*ret_number : *ret_number;
    }
    free(copy);
    return fine || raise_false(&exception_value_error, "invalid hexadecimal floating-point string");
}

// ---- rounding

// Rounds the decimal digits of a whole number to tens, hundreds, …; ties to even. `below`: more
// stands behind the point.
static double round_tens(double size, int tens)
{
    char text[400];
    snprintf(text, sizeof text, "%.60f", size);
    char *point = strchr(text, '.');
    int whole = (int)(point - text);
    if (tens > whole) {
        return 0.0;
    }
    int kept = whole - tens;
    bool rest = false; // anything behind the first digit that goes
    for (const char *at = text + kept + 1; *at != '\0'; at++) {
        rest = rest || (*at != '0' && *at != '.');
    }
    char first = text[kept];
    bool odd = kept > 0 && ((text[kept - 1] - '0') & 1);
    bool up = first > '5' || (first == '5' && (rest || odd));
    struct text rounded = {0};
    text_addf(&rounded, "%.*s", kept, kept > 0 ? text : "0");
    for (size_t i = rounded.length; up && i > 0; i--) {
        if (rounded.data[i - 1] != '9') {
            rounded.data[i - 1]++;
            up = false;
        } else {
            rounded.data[i - 1] = '0';
        }
    }
    struct text whole_text = {0};
    text_addf(&whole_text, "%s%se%d", up ? "1" : "0", text_string(&rounded), tens);
    double result = strtod(text_string(&whole_text), NULL);
    text_finish(&rounded);
    text_finish(&whole_text);
    return result;
}

bool float_round(double number, int64_t places, double *ret_number)
{
    if (!isfinite(number) || places > 323) {
        *ret_number = number;
        return true;
    }
    if (places < -308) {
        *ret_number = copysign(0.0, number);
        return true;
    }
    double rounded;
    if (places >= 0) {
        char text[700];
        snprintf(text, sizeof text, "%.*f", (int)places, number);
        rounded = strtod(text, NULL);
    } else {
        rounded = copysign(round_tens(fabs(number), (int)-places), number);
    }
    if (isinf(rounded)) {
        return raise_false(&exception_overflow_error, "rounded value too large to represent");
    }
    *ret_number = rounded;
    return true;
}
