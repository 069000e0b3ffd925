#include <string.h>

#include "core/base/utf8.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/unicode.h"

struct str *number_text_take(struct text *text)
{
    struct str *str = NULL;
    if (text->failed) {
        raise_memory();
    } else {
        str = str_create(text_string(text), text->length);
    }
    text_finish(text);
    return str;
}

static bool is_space(uint32_t character)
{
    return (unicode_flags(character) & UNICODE_SPACE) != 0;
}

bool number_text_plain(const char *text, size_t length, struct text *out)
{
    size_t blanks = 0; // seen behind the last word
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(text + at, length - at, &size);
        if (is_space(character)) {
            blanks++;
            continue;
        }
        if (blanks > 0 && out->length > 0) {
            return false; // between words
        }
        blanks = 0;
        int digit = character < 0x80 ? -1 : unicode_decimal(character);
        if (character == 0 || (character >= 0x80 && digit < 0)) {
            return false;
        }
        text_add_char(out, digit >= 0 ? (char)('0' + digit) : (char)character);
    }
    text_add_bytes(out, "", 0);
    return true;
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

bool number_text_drop_underscores(struct text *text)
{
    char *out = text->data;
    for (size_t i = 0; i < text->length; i++) {
        if (text->data[i] != '_') {
            *out++ = text->data[i];
        } else if (i == 0 || !is_digit(text->data[i - 1]) || !is_digit(text->data[i + 1])) {
            return false;
        }
    }
    text_truncate(text, (size_t)(out - text->data));
    return true;
}

// ---- ints

static int digit_of(char character)
{
    if (is_digit(character)) {
        return character - '0';
    }
    char letter = (char)(character | 0x20);
    return letter >= 'a' && letter <= 'z' ? letter - 'a' + 10 : 36;
}

static int base_of_prefix(const char *text)
{
    if (text[0] != '0') {
        return 0;
    }
    char letter = (char)(text[1] | 0x20);
    return letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
}

// Digits of the base with single underscores between them, written to `out`. At least one.
static bool read_digits(const char *at, int base, struct text *out)
{
    bool may_underscore = false;
    for (; *at != '\0'; at++) {
        if (*at == '_' && may_underscore) {
            may_underscore = false;
            continue;
        }
        if (digit_of(*at) >= base) {
            return false;
        }
        text_add_char(out, *at);
        may_underscore = true;
    }
    return may_underscore;
}

static struct value parse_small(const char *digits, int base, bool negative, bool *ret_fits)
{
    int64_t value = 0;
    *ret_fits = true;
    for (; *digits != '\0' && *ret_fits; digits++) {
        *ret_fits = !__builtin_mul_overflow(value, base, &value) &&
                    !__builtin_sub_overflow(value, digit_of(*digits), &value);
    }
    *ret_fits = *ret_fits && (negative || value != INT64_MIN);
    return value_int(negative ? value : *ret_fits ? -value : 0);
}

static struct value parse_digits(const struct text *digits, int base, bool negative)
{
    bool fits;
    struct value value = parse_small(text_string(digits), base, negative, &fits);
    if (fits) {
        return value;
    }
    value = bigint_parse(text_string(digits), digits->length, base);
    if (negative && value_is_set(value)) {
        struct value positive = value;
        value = bigint_unary(UNARY_NEGATE, positive);
        value_unref(positive);
    }
    return value;
}

// Reads the sign and the prefix; false when the rest can't be a number.
static bool begin(const char **at, int *base, bool *ret_negative)
{
    *ret_negative = **at == '-';
    *at += **at == '-' || **at == '+';
    int prefix = base_of_prefix(*at);
    if (prefix != 0 && (*base == 0 || *base == prefix)) {
        *base = prefix;
        *at += 2;
        *at += **at == '_';
        return true;
    }
    if (*base == 0) {
        *base = 10;
        if (**at == '0') { // only zeros may follow
            return strspn(*at, "0_") == strlen(*at);
        }
    }
    return true;
}

struct value number_text_int(const char *text, size_t length, int base, struct value shown)
{
    struct text plain = {0}, digits = {0};
    struct value value = value_unset;
    int asked = base;
    bool negative = false;
    bool fine = number_text_plain(text, length, &plain);
    const char *at = text_string(&plain);
    fine = fine && begin(&at, &base, &negative) && read_digits(at, base, &digits);
    if (plain.failed || digits.failed) {
        raise_memory();
    } else if (fine) {
        value = parse_digits(&digits, base, negative);
    } else {
        struct str *repr = object_repr(shown);
        if (repr != NULL) {
            raise_value("invalid literal for int() with base %d: %.200s", asked, repr->data);
            object_unref(repr);
        }
    }
    text_finish(&plain);
    text_finish(&digits);
    return value;
}
