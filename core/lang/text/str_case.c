// Upper and lower case, and what kinds of characters a text has.
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/text/str_methods.h"
#include "core/lang/text/unicode.h"

// ---- case

enum mapping { UPPER, LOWER, TITLE, CAPITALIZE, SWAP, FOLD };

static bool is_ascii_letter(unsigned char byte, char first)
{
    return byte >= (unsigned char)first && byte <= (unsigned char)first + 25;
}

// A capital sigma at the end of a word has a lower case of its own.
static bool is_final_sigma(const struct str *str, size_t at, size_t size)
{
    bool before = false;
    for (size_t i = at; i > 0;) {
        size_t one;
        do {
            i--;
        } while (i > 0 && (str->data[i] & 0xC0) == 0x80);
        unsigned flags = unicode_flags(utf8_decode(str->data + i, str->length - i, &one));
        if (!(flags & UNICODE_CASE_IGNORABLE)) {
            before = (flags & UNICODE_CASED) != 0;
            break;
        }
    }
    for (size_t i = at + size, one; before && i < str->length; i += one) {
        unsigned flags = unicode_flags(utf8_decode(str->data + i, str->length - i, &one));
        if (!(flags & UNICODE_CASE_IGNORABLE)) {
            return !(flags & UNICODE_CASED);
        }
    }
    return before;
}

static enum unicode_case case_for(enum mapping mapping, unsigned flags, bool word_start)
{
    switch (mapping) {
    case UPPER:
        return UNICODE_TO_UPPER;
    case LOWER:
        return UNICODE_TO_LOWER;
    case FOLD:
        return UNICODE_TO_FOLD;
    case SWAP:
        return flags & UNICODE_UPPER ? UNICODE_TO_LOWER : UNICODE_TO_UPPER;
    case TITLE:
    case CAPITALIZE:
        return word_start ? UNICODE_TO_TITLE : UNICODE_TO_LOWER;
    }
    return UNICODE_TO_LOWER;
}

static struct value map_any(struct str *str, enum mapping mapping)
{
    struct text out = {0};
    bool word_start = true;
    for (size_t at = 0, size; at < str->length; at += size) {
        char bytes[UNICODE_CASE_MAX];
        uint32_t character = utf8_decode(str->data + at, str->length - at, &size);
        unsigned flags = unicode_flags(character);
        enum unicode_case to = case_for(mapping, flags, word_start);
        if (character == 0x3A3 && to == UNICODE_TO_LOWER) {
            text_add_utf8(&out, is_final_sigma(str, at, size) ? 0x3C2 : 0x3C3);
        } else if (mapping == SWAP && !(flags & (UNICODE_UPPER | UNICODE_LOWER))) {
            text_add_bytes(&out, str->data + at, size);
        } else {
            text_add_bytes(&out, bytes, unicode_case(character, to, bytes));
        }
        word_start = mapping == TITLE && !(flags & UNICODE_CASED);
    }
    return value_object(number_text_take(&out));
}

static struct value map_ascii(struct str *str, enum mapping mapping)
{
    struct str *result = str_reserve(str->length);
    bool word_start = true;
    for (size_t i = 0; result != NULL && i < str->length; i++) {
        unsigned char byte = (unsigned char)str->data[i];
        bool upper = is_ascii_letter(byte, 'A'), letter = upper || is_ascii_letter(byte, 'a');
        bool raise = mapping == UPPER || (mapping == SWAP && !upper) ||
                     ((mapping == TITLE || mapping == CAPITALIZE) && word_start);
        result->data[i] = (char)(letter ? (raise ? byte & ~0x20 : byte | 0x20) : byte);
        word_start = mapping == TITLE && !letter;
    }
    return value_object(result);
}

static struct value map(struct value *args, enum mapping mapping)
{
    struct str *str = str_of(args[0]);
    return str_is_ascii(str) ? map_ascii(str, mapping) : map_any(str, mapping);
}

struct value str_upper(struct value *args)
{
    return map(args, UPPER);
}

struct value str_lower(struct value *args)
{
    return map(args, LOWER);
}

struct value str_title(struct value *args)
{
    return map(args, TITLE);
}

struct value str_capitalize(struct value *args)
{
    return map(args, CAPITALIZE);
}

struct value str_swapcase(struct value *args)
{
    return map(args, SWAP);
}

struct value str_casefold(struct value *args)
{
    return map(args, FOLD);
}

// ---- kinds

// Whether there are characters and each has one of the flags.
static struct value all(struct value *args, unsigned flags)
{
    struct str *str = str_of(args[0]);
    for (size_t at = 0, size; at < str->length; at += size) {
        if (!(unicode_flags(utf8_decode(str->data + at, str->length - at, &size)) & flags)) {
            return value_false;
        }
    }
    return value_bool(str->length > 0);
}

struct value str_isalpha(struct value *args)
{
    return all(args, UNICODE_ALPHA);
}

struct value str_isalnum(struct value *args)
{
    return all(args, UNICODE_ALPHA | UNICODE_DECIMAL | UNICODE_DIGIT | UNICODE_NUMERIC);
}

struct value str_isdecimal(struct value *args)
{
    return all(args, UNICODE_DECIMAL);
}

struct value str_isdigit(struct value *args)
{
    return all(args, UNICODE_DIGIT);
}

struct value str_isnumeric(struct value *args)
{
    return all(args, UNICODE_NUMERIC);
}

struct value str_isspace(struct value *args)
{
    return all(args, UNICODE_SPACE);
}

struct value str_isprintable(struct value *args)
{
    return str_of(args[0])->length == 0 ? value_true : all(args, UNICODE_PRINTABLE);
}

struct value str_isascii(struct value *args)
{
    return value_bool(str_is_ascii(str_of(args[0])));
}

struct value str_isidentifier(struct value *args)
{
    struct str *str = str_of(args[0]);
    bool stable;
    return value_bool(str->length > 0 &&
                      unicode_check_name(str->data, str->length, &stable) == str->length);
}

// Whether some characters have case and none has another one than `wanted`.
static struct value one_case(struct value *args, unsigned wanted, unsigned unwanted)
{
    struct str *str = str_of(args[0]);
    bool found = false;
    for (size_t at = 0, size; at < str->length; at += size) {
        unsigned flags = unicode_flags(utf8_decode(str->data + at, str->length - at, &size));
        if (flags & unwanted) {
            return value_false;
        }
        found = found || (flags & wanted);
    }
    return value_bool(found);
}

struct value str_isupper(struct value *args)
{
    return one_case(args, UNICODE_UPPER, UNICODE_LOWER | UNICODE_TITLE);
}

struct value str_islower(struct value *args)
{
    return one_case(args, UNICODE_LOWER, UNICODE_UPPER | UNICODE_TITLE);
}

// Capitals only where words begin, small letters only inside.
struct value str_istitle(struct value *args)
{
    struct str *str = str_of(args[0]);
    bool found = false, inside = false;
    for (size_t at = 0, size; at < str->length; at += size) {
        unsigned flags = unicode_flags(utf8_decode(str->data + at, str->length - at, &size));
        bool capital = flags & (UNICODE_UPPER | UNICODE_TITLE), small = flags & UNICODE_LOWER;
        if ((capital && inside) || (small && !inside)) {
            return value_false;
        }
        inside = capital || small;
        found = found || inside;
    }
    return value_bool(found);
}
