// Number literals: where they end, and what CPython says about those that are none. Their values
// are read later (literal.c).
#include <string.h>

#include "core/lang/syntax/tokenizer.h"

static bool is_digit(unsigned char character)
{
    return character >= '0' && character <= '9';
}

static bool is_name_part(unsigned char character)
{
    return is_digit(character) || character == '_' || character >= 0x80 ||
           ((character | 0x20) >= 'a' && (character | 0x20) <= 'z');
}

// CPython points at the last character that it has read.
static void fail_behind(struct tokenizer *tokenizer, const char *message, const char *kind)
{
    tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at - 1, tokenizer->at, message, kind);
}

// `1if x else y` is valid: a keyword may stand right behind a number.
static bool keyword_follows(const struct tokenizer *tokenizer)
{
    static const char *const keywords[] = {"and", "else", "for", "if", "in", "is", "not", "or"};
    const char *text = tokenizer->text + tokenizer->at;
    size_t left = tokenizer->end - tokenizer->at;
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        size_t length = strlen(keywords[i]);
        if (length <= left && memcmp(text, keywords[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static void check_end(struct tokenizer *tokenizer, const char *kind)
{
    if (is_name_part(tokenizer_peek(tokenizer, 0)) && !keyword_follows(tokenizer)) {
        fail_behind(tokenizer, "invalid %s literal", kind);
    }
}

static bool is_digit_of(unsigned char character, int base)
{
    if (base == 16) {
        return is_digit(character) ||
               ((character | 0x20) >= 'a' && (character | 0x20) <= 'f' && character < 0x80);
    }
    return is_digit(character) && character < '0' + base;
}

// The digits behind 0x, 0o or 0b, with single underscores before any of them.
static void based_number(struct tokenizer *tokenizer, int base, const char *kind)
{
    tokenizer->at += 2;
    do {
        if (tokenizer_peek(tokenizer, 0) == '_') {
            tokenizer->at++;
        }
        unsigned char first = tokenizer_peek(tokenizer, 0);
        if (!is_digit_of(first, base)) {
            if (is_digit(first)) {
                break;
            }
            fail_behind(tokenizer, "invalid %s literal", kind);
            return;
        }
        while (is_digit_of(tokenizer_peek(tokenizer, 0), base)) {
            tokenizer->at++;
        }
    } while (tokenizer_peek(tokenizer, 0) == '_');
    unsigned char behind = tokenizer_peek(tokenizer, 0);
    if (is_digit(behind)) {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at, tokenizer->at + 1,
                       "invalid digit '%c' in %s literal", behind, kind);
        return;
    }
    check_end(tokenizer, kind);
}

// Decimal digits with single underscores between them.
static void decimal_tail(struct tokenizer *tokenizer)
{
    for (;;) {
        while (is_digit(tokenizer_peek(tokenizer, 0))) {
            tokenizer->at++;
        }
        if (tokenizer_peek(tokenizer, 0) != '_') {
            return;
        }
        tokenizer->at++;
        if (!is_digit(tokenizer_peek(tokenizer, 0))) {
            fail_behind(tokenizer, "invalid %s literal", "decimal");
            return;
        }
    }
}

// Behind the mantissa's digits, and a point if there was one: an exponent, a j, the end.
static void exponent(struct tokenizer *tokenizer)
{
    if ((tokenizer_peek(tokenizer, 0) | 0x20) == 'e') {
        unsigned char sign = tokenizer_peek(tokenizer, 1);
        if (sign == '+' || sign == '-') {
            tokenizer->at += 2;
            if (!is_digit(tokenizer_peek(tokenizer, 0))) {
                fail_behind(tokenizer, "invalid %s literal", "decimal");
                return;
            }
        } else if (is_digit(sign)) {
            tokenizer->at++;
        } else {
            check_end(tokenizer, "decimal");
            return;
        }
        decimal_tail(tokenizer);
    }
    if (tokenizer->failed) {
        return;
    }
    if ((tokenizer_peek(tokenizer, 0) | 0x20) == 'j') {
        tokenizer->at++;
        check_end(tokenizer, "imaginary");
    } else {
        check_end(tokenizer, "decimal");
    }
}

static bool fraction_follows(const struct tokenizer *tokenizer)
{
    unsigned char next = tokenizer_peek(tokenizer, 0);
    return next == '.' || (next | 0x20) == 'e' || (next | 0x20) == 'j';
}

static void fraction(struct tokenizer *tokenizer)
{
    if (tokenizer_peek(tokenizer, 0) == '.') {
        tokenizer->at++;
        if (is_digit(tokenizer_peek(tokenizer, 0))) {
            decimal_tail(tokenizer);
        }
    }
    if (!tokenizer->failed) {
        exponent(tokenizer);
    }
}

// A number that begins with 0: only zeros, or a float.
static void zero_number(struct tokenizer *tokenizer)
{
    uint32_t start = tokenizer->at, zeros_end = start;
    for (;;) {
        if (tokenizer_peek(tokenizer, 0) == '_') {
            tokenizer->at++;
            if (!is_digit(tokenizer_peek(tokenizer, 0))) {
                fail_behind(tokenizer, "invalid %s literal", "decimal");
                return;
            }
        }
        if (tokenizer_peek(tokenizer, 0) != '0') {
            break;
        }
        zeros_end = ++tokenizer->at;
    }
    bool other_digits = is_digit(tokenizer_peek(tokenizer, 0));
    if (other_digits) {
        decimal_tail(tokenizer);
    }
    if (tokenizer->failed) {
        return;
    }
    if (other_digits && !fraction_follows(tokenizer)) {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, start, zeros_end,
                       "leading zeros in decimal integer literals are not permitted; "
                       "use an 0o prefix for octal integers");
        return;
    }
    fraction(tokenizer);
}

void tokenizer_number(struct tokenizer *tokenizer)
{
    unsigned char first = tokenizer_peek(tokenizer, 0);
    unsigned char letter = first == '0' ? tokenizer_peek(tokenizer, 1) | 0x20 : 0;
    if (letter == 'x') {
        based_number(tokenizer, 16, "hexadecimal");
    } else if (letter == 'o') {
        based_number(tokenizer, 8, "octal");
    } else if (letter == 'b') {
        based_number(tokenizer, 2, "binary");
    } else if (first == '0') {
        zero_number(tokenizer);
    } else {
        if (first != '.') {
            decimal_tail(tokenizer);
        }
        if (!tokenizer->failed) {
            fraction(tokenizer);
        }
    }
}
