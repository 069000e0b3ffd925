// The values of number and string literals.
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/syntax/parser.h"

// Decimal digits that int() and literals may have, as in CPython (sys.get_int_max_str_digits).
enum { MAX_DIGITS = 4300 };

// ---- numbers

static int digit_value(char digit)
{
    return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

static bool fits(const char *digits, int base, int64_t *ret_value)
{
    int64_t value = 0;
    for (; *digits != '\0'; digits++) {
        if (__builtin_mul_overflow(value, base, &value) ||
            __builtin_add_overflow(value, digit_value(*digits), &value)) {
            return false;
        }
    }
    *ret_value = value;
    return true;
}

// The literal's characters without underscores.
static struct ast_text without_underscores(struct parser *parser, size_t index)
{
    struct ast_text text = parser_text(parser, index);
    if (text.data == NULL) {
        return text;
    }
    char *out = (char *)text.data;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '_') {
            *out++ = text.data[i];
        }
    }
    *out = '\0';
    text.length = (size_t)(out - text.data);
    return text;
}

static struct ast_node *integer(struct parser *parser, size_t first, struct ast_text digits)
{
    int base = 10;
    if (digits.length > 2 && digits.data[0] == '0' && (digits.data[1] | 0x20) >= 'b') {
        char letter = (char)(digits.data[1] | 0x20);
        base = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
        digits.data += 2;
        digits.length -= 2;
    }
    while (digits.length > 1 && digits.data[0] == '0') {
        digits.data++;
        digits.length--;
    }
    if (base == 10 && digits.length > MAX_DIGITS) {
        return parser_fail(
            parser, first,
            "Exceeds the limit (%d digits) for integer string conversion: value has %zu "
            "digits; use sys.set_int_max_str_digits() to increase the limit - "
            "Consider hexadecimal for huge integer literals to avoid decimal "
            "conversion limits.",
            MAX_DIGITS, digits.length);
    }
    struct ast_node *node = parser_node(parser, AST_INT, first);
    if (node != NULL) {
        node->integer.base = base;
        node->integer.digits = digits;
        node->integer.big = !fits(digits.data, base, &node->integer.value);
    }
    return node;
}

struct ast_node *parser_number(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_text digits = without_underscores(parser, first);
    if (digits.data == NULL) {
        return NULL;
    }
    bool based =
        digits.length > 1 && digits.data[0] == '0' && strchr("xXoObB", digits.data[1]) != NULL;
    if (!based && (digits.data[digits.length - 1] | 0x20) == 'j') {
        return parser_refuse(parser, first, "complex numbers", NULL);
    }
    if (based || strpbrk(digits.data, ".eE") == NULL) {
        return integer(parser, first, digits);
    }
    struct ast_node *node = parser_node(parser, AST_FLOAT, first);
    if (node != NULL) {
        node->number = strtod(digits.data, NULL);
    }
    return node;
}

// ---- escapes

// Where in a literal an escape stands, for messages: CPython counts in a text in which every
// character past ASCII is written with ten.
struct escapes {
    struct parser *parser;
    struct text *out;
    const char *begin;
    bool bytes;
};

static size_t position(const struct escapes *escapes, const char *at)
{
    size_t count = 0, size;
    for (const char *here = escapes->begin; here < at; here += size) {
        utf8_decode(here, (size_t)(at - here), &size);
        count += size > 1 ? 10 : 1;
    }
    return count;
}

// CPython's message about [start, end) of a literal, at the token behind the strings.
static bool bad_escape(const struct escapes *escapes, const char *start, const char *end,
                       const char *what)
{
    size_t first = position(escapes, start), last = position(escapes, end) - 1;
    if (last > first) {
        parser_fail(escapes->parser, escapes->parser->at,
                    "(unicode error) 'unicodeescape' codec can't decode bytes in position "
                    "%zu-%zu: %s",
                    first, last, what);
    } else {
        parser_fail(escapes->parser, escapes->parser->at,
                    "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position "
                    "%zu: %s",
                    first, what);
    }
    return false;
}

static bool is_hex(char character)
{
    return (character >= '0' && character <= '9') ||
           ((character | 0x20) >= 'a' && (character | 0x20) <= 'f');
}

// \x41 ሴ \U0001F600; `at` is behind the letter.
static bool hex_escape(const struct escapes *escapes, const char **at, const char *end, int digits)
{
    const char *start = *at - 2;
    uint32_t value = 0;
    int count = 0;
    for (; count < digits && *at < end && is_hex(**at); count++, (*at)++) {
        value = value << 4 | (uint32_t)digit_value(**at);
    }
    if (count < digits && escapes->bytes) {
        parser_fail(escapes->parser, escapes->parser->at,
                    "(value error) invalid \\x escape at position %zu", position(escapes, start));
        return false;
    }
    if (count < digits) {
        return bad_escape(escapes, start, *at,
                          digits == 2   ? "truncated \\xXX escape"
                          : digits == 4 ? "truncated \\uXXXX escape"
                                        : "truncated \\UXXXXXXXX escape");
    }
    if (value > 0x10FFFF) {
        return bad_escape(escapes, start, *at, "illegal Unicode character");
    }
    if (value >= 0xD800 && value < 0xE000) {
        parser_refuse(escapes->parser, escapes->parser->at - 1, "lone surrogates in texts", NULL);
        return false;
    }
    if (escapes->bytes) {
        text_add_char(escapes->out, (char)value);
    } else {
        text_add_utf8(escapes->out, value);
    }
    return true;
}

static void octal_escape(const struct escapes *escapes, const char **at, const char *end)
{
    uint32_t value = 0;
    for (int i = 0; i < 3 && *at < end && **at >= '0' && **at <= '7'; i++, (*at)++) {
        value = value << 3 | (uint32_t)(**at - '0');
    }
    if (escapes->bytes) {
        text_add_char(escapes->out, (char)value);
    } else {
        text_add_utf8(escapes->out, value);
    }
}

// `at` is at the letter behind the backslash, which is not the literal's last character.
static bool escape(const struct escapes *escapes, const char **at, const char *end)
{
    static const char letters[] = "\\'\"abfnrtv", meanings[] = "\\'\"\a\b\f\n\r\t\v";
    char letter = **at;
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
    if (letter >= '0' && letter <= '7') {
        octal_escape(escapes, at, end);
        return true;
    }
    (*at)++;
    if (found != NULL) {
        text_add_char(escapes->out, meanings[found - letters]);
    } else if (letter == 'x') {
        return hex_escape(escapes, at, end, 2);
    } else if (letter == 'u' && !escapes->bytes) {
        return hex_escape(escapes, at, end, 4);
    } else if (letter == 'U' && !escapes->bytes) {
        return hex_escape(escapes, at, end, 8);
    } else if (letter == 'N' && !escapes->bytes) {
        parser_refuse(escapes->parser, escapes->parser->at - 1, "names of characters (\\N{...})",
                      "type the character itself, or its number as \\u2192");
        return false;
    } else if (letter != '\n') {
        text_add_char(escapes->out, '\\'); // no escape: both stay
        text_add_char(escapes->out, letter);
    }
    return true;
}

bool parser_unescape(struct parser *parser, const char *at, const char *end, bool raw, bool bytes,
                     struct text *text)
{
    struct escapes escapes = {parser, text, at, bytes};
    while (at < end) {
        const char *backslash = raw ? NULL : memchr(at, '\\', (size_t)(end - at));
        const char *plain_end = backslash != NULL ? backslash : end;
        text_add_bytes(text, at, (size_t)(plain_end - at));
        at = plain_end;
        if (backslash != NULL) {
            at++;
            if (at == end) {
                return bad_escape(&escapes, backslash, end, "\\ at end of string");
            }
            if (!escape(&escapes, &at, end)) {
                return false;
            }
        }
    }
    return true;
}

// ---- strings

// One STRING token taken apart.
struct literal {
    bool raw, bytes, format;
    uint32_t start, end; // offsets of its text, without prefix and quotes
};

static struct literal take_apart(const struct parser *parser, size_t index)
{
    const struct token *token = &parser->tokens->items[index];
    const char *text = parser->tokens->source->text;
    struct literal literal = {.start = token->start, .end = token->end};
    for (; text[literal.start] != '"' && text[literal.start] != '\''; literal.start++) {
        char letter = (char)(text[literal.start] | 0x20);
        literal.raw = literal.raw || letter == 'r';
        literal.bytes = literal.bytes || letter == 'b';
        literal.format = literal.format || letter == 'f';
    }
    const char *quotes = text + literal.start;
    bool triple =
        literal.end - literal.start >= 6 && quotes[1] == quotes[0] && quotes[2] == quotes[0];
    literal.start += triple ? 3 : 1;
    literal.end -= triple ? 3 : 1;
    return literal;
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static struct ast_text take(struct parser *parser, struct text *text)
{
    struct ast_text taken = {0};
    if (!text->failed) {
        taken = (struct ast_text){arena_copy(parser->arena, text_string(text), text->length),
                                  text->length};
    } else {
        parser->arena->failed = true;
    }
    text_clear(text);
    return taken;
}

bool parser_format_flush(struct parser *parser, struct parser_format *format)
{
    if (format->text->length == 0 && !format->text->failed) {
        return true;
    }
    struct ast_text text = take(parser, format->text);
    struct ast_node *node =
        text.data != NULL ? parser_node(parser, AST_STRING, format->first) : NULL;
    if (node == NULL) {
        return false;
    }
    node->string = text;
    return parser_append(parser, &format->parts, node);
}

// Adds one token's text to what the tokens before it gave.
static bool add_literal(struct parser *parser, size_t index, struct parser_format *format)
{
    struct literal literal = take_apart(parser, index);
    const char *text = parser->tokens->source->text;
    if (literal.format) {
        format->raw = literal.raw;
        return parser_format(parser, format, literal.start, literal.end,
                             parser->tokens->items[index].line);
    }
    if (literal.bytes && !is_ascii(text + literal.start, literal.end - literal.start)) {
        parser_fail(parser, parser->at, "bytes can only contain ASCII literal characters");
        return false;
    }
    return parser_unescape(parser, text + literal.start, text + literal.end, literal.raw,
                           literal.bytes, format->text);
}

struct ast_node *parser_strings(struct parser *parser)
{
    size_t first = parser->at;
    while (parser_accept(parser, TOKEN_STRING)) {
    }
    if (parser_kind(parser) == TOKEN_ERROR) {
        return parser_stop(parser);
    }
    struct text text = {0};
    struct parser_format format = {.text = &text, .first = first};
    bool formatted = false, bytes = take_apart(parser, first).bytes, fine = true;
    for (size_t i = first; fine && i < parser->at; i++) {
        struct literal literal = take_apart(parser, i);
        if (literal.bytes != bytes) {
            parser_fail(parser, parser->at, "cannot mix bytes and nonbytes literals");
            fine = false;
            break;
        }
        formatted = formatted || literal.format;
        fine = add_literal(parser, i, &format);
    }
    struct ast_node *node = NULL;
    enum ast_kind kind = formatted ? AST_FSTRING : bytes ? AST_BYTES : AST_STRING;
    if (fine && (!formatted || parser_format_flush(parser, &format))) {
        node = parser_node(parser, kind, first);
    }
    if (node != NULL && formatted) {
        node->parts = format.parts.list;
    } else if (node != NULL) {
        node->string = take(parser, &text);
        node = node->string.data != NULL ? node : NULL;
    }
    text_finish(&text);
    return node;
}
