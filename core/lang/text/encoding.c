#include <stdio.h>
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/encoding.h"

enum encoding { UTF_8, ASCII, LATIN_1 };

struct encoding_name {
    const char *name;
    enum encoding encoding;
};

static const struct encoding_name encodings[] = {
    {"utf-8", UTF_8},        {"utf8", UTF_8},        {"u8", UTF_8},        {"ascii", ASCII},
    {"us-ascii", ASCII},     {"646", ASCII},         {"latin-1", LATIN_1}, {"latin1", LATIN_1},
    {"iso-8859-1", LATIN_1}, {"iso8859-1", LATIN_1}, {"l1", LATIN_1},
};

enum handler { STRICT, IGNORE, REPLACE, BACKSLASH_REPLACE, XML_REPLACE, HANDLERS };

static const char *const handlers[HANDLERS] = {"strict", "ignore", "replace", "backslashreplace",
                                               "xmlcharrefreplace"};

// A way to convert, and what it is called in messages.
struct codec {
    enum encoding encoding;
    enum handler handler;
    const char *name;
};

static bool argument(struct value value, const char *what, const char *otherwise,
                     const char **ret_text)
{
    *ret_text = otherwise;
    if (!value_is_set(value)) {
        return true;
    }
    if (!type_is_instance(value, &str_type)) {
        return raise_false(&exception_type_error, "%s must be str, not %s", what,
                           value_is_none(value) ? "None" : type_name(value));
    }
    *ret_text = str_of(value)->data;
    return true;
}

static bool find_encoding(const char *name, enum encoding *ret_encoding)
{
    char plain[32];
    size_t length = 0;
    for (; name[length] != '\0' && length + 1 < sizeof plain; length++) {
        char letter = name[length];
        plain[length] = letter == '_' || letter == ' '   ? '-'
                        : letter >= 'A' && letter <= 'Z' ? (char)(letter | 0x20)
                                                         : letter;
    }
    plain[length] = '\0';
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        if (strcmp(encodings[i].name, plain) == 0) {
            *ret_encoding = encodings[i].encoding;
            return true;
        }
    }
    static const char *const known[] = {
        "base64", "big5",        "bz2",     "charmap", "cp",   "euc",  "gb",      "hex",
        "idna",   "iso",         "johab",   "koi8",    "mac",  "mbcs", "ptcp",    "puny",
        "quopri", "raw-unicode", "rot",     "shift",   "sjis", "tis",  "unicode", "undefined",
        "utf",    "uu",          "windows", "zip",     "zlib",
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strncmp(known[i], plain, strlen(known[i])) == 0) {
            raise_refused("ranksh has no encoding '%s'", name);
            return false;
        }
    }
    return raise_false(&exception_lookup_error, "unknown encoding: %s", name);
}

static bool find_codec(const char *function, struct value encoding, struct value errors,
                       struct codec *ret_codec)
{
    char what[64];
    const char *name, *handler;
    snprintf(what, sizeof what, "%s() argument 'encoding'", function);
    if (!argument(encoding, what, "utf-8", &name)) {
        return false;
    }
    snprintf(what, sizeof what, "%s() argument 'errors'", function);
    if (!argument(errors, what, "strict", &handler) || !find_encoding(name, &ret_codec->encoding)) {
        return false;
    }
    static const char *const names[] = {"utf-8", "ascii", "latin-1"};
    ret_codec->name = names[ret_codec->encoding];
    for (int i = 0; i < HANDLERS; i++) {
        if (strcmp(handlers[i], handler) == 0) {
            ret_codec->handler = (enum handler)i;
            return true;
        }
    }
    return raise_false(&exception_lookup_error, "unknown error handler name '%s'", handler);
}

// ---- to bytes

static uint32_t limit_of(const struct codec *codec)
{
    return codec->encoding == ASCII ? 0x80 : codec->encoding == LATIN_1 ? 0x100 : 0x110000;
}

static void add_code(struct text *out, uint32_t character, bool quoted)
{
    text_addf(out,
              character < 0x100     ? "%s\\x%02x%s"
              : character < 0x10000 ? "%s\\u%04x%s"
                                    : "%s\\U%08x%s",
              quoted ? "'" : "", character, quoted ? "'" : "");
}

static void encode_error(const struct codec *codec, struct str *str, size_t at)
{
    size_t first = utf8_count(str->data, at), count = 0, size;
    uint32_t limit = limit_of(codec), character = utf8_decode(str->data + at, 4, &size);
    for (size_t here = at, one; here < str->length; here += one, count++) {
        if (utf8_decode(str->data + here, str->length - here, &one) < limit) {
            break;
        }
    }
    struct text what = {0};
    if (count == 1) {
        text_add(&what, "character ");
        add_code(&what, character, true);
        text_addf(&what, " in position %zu", first);
    } else {
        text_addf(&what, "characters in position %zu-%zu", first, first + count - 1);
    }
    raise_error(&exception_unicode_encode_error,
                "'%s' codec can't encode %s: ordinal not in "
                "range(%u)",
                codec->name, text_string(&what), limit);
    text_finish(&what);
}

struct bytes *encoding_encode(struct str *str, struct value encoding, struct value errors)
{
    struct codec codec;
    if (!find_codec("encode", encoding, errors, &codec)) {
        return NULL;
    }
    if (codec.encoding == UTF_8 || str_is_ascii(str)) {
        return bytes_create(str->data, str->length);
    }
    struct text out = {0};
    struct bytes *bytes = NULL;
    uint32_t limit = limit_of(&codec);
    for (size_t at = 0, size; at < str->length; at += size) {
        uint32_t character = utf8_decode(str->data + at, str->length - at, &size);
        if (character < limit) {
            text_add_char(&out, (char)character);
        } else if (codec.handler == STRICT) {
            encode_error(&codec, str, at);
            text_finish(&out);
            return NULL;
        } else if (codec.handler == REPLACE) {
            text_add_char(&out, '?');
        } else if (codec.handler == BACKSLASH_REPLACE) {
            add_code(&out, character, false);
        } else if (codec.handler == XML_REPLACE) {
            text_addf(&out, "&#%u;", character);
        }
    }
    if (out.failed) {
        raise_memory();
    } else {
        bytes = bytes_create(text_string(&out), out.length);
    }
    text_finish(&out);
    return bytes;
}

// ---- to texts

// Why no character begins at `at`, and how many bytes that takes.
static const char *utf8_problem(const unsigned char *at, size_t length, size_t *ret_length)
{
    unsigned char lead = at[0];
    size_t wanted = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : 2;
    *ret_length = 1;
    if (lead < 0xC2 || lead > 0xF4) {
        return "invalid start byte";
    }
    for (size_t i = 1; i < wanted; i++) {
        if (i >= length) {
            *ret_length = length;
            return "unexpected end of data";
        }
        unsigned char low = 0x80, high = 0xBF;
        if (i == 1) {
            low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        }
        if (at[i] < low || at[i] > high) {
            *ret_length = i;
            return "invalid continuation byte";
        }
    }
    return "invalid continuation byte";
}

static void decode_error(const struct codec *codec, unsigned char byte, size_t at, size_t length,
                         const char *why)
{
    if (length == 1) {
        raise_error(&exception_unicode_decode_error,
                    "'%s' codec can't decode byte 0x%02x in position %zu: %s", codec->name, byte,
                    at, why);
    } else {
        raise_error(&exception_unicode_decode_error,
                    "'%s' codec can't decode bytes in position %zu-%zu: %s", codec->name, at,
                    at + length - 1, why);
    }
}

struct str *encoding_decode(const struct bytes *bytes, struct value encoding, struct value errors)
{
    struct codec codec;
    struct text out = {0};
    if (!find_codec("decode", encoding, errors, &codec)) {
        return NULL;
    }
    const char *data = bytes->data;
    for (size_t at = 0, size; at < bytes->length; at += size) {
        unsigned char byte = (unsigned char)data[at];
        const char *why = "ordinal not in range(128)";
        size_t wrong = 1;
        size = 1;
        if (byte < 0x80 || codec.encoding == LATIN_1) {
            text_add_utf8(&out, byte);
            continue;
        }
        if (codec.encoding == UTF_8) {
            if (utf8_decode(data + at, bytes->length - at, &size) != UTF8_INVALID) {
                text_add_bytes(&out, data + at, size);
                continue;
            }
            why = utf8_problem((const unsigned char *)data + at, bytes->length - at, &wrong);
        }
        size = wrong;
        if (codec.handler == REPLACE) {
            text_add_utf8(&out, 0xFFFD);
        } else if (codec.handler == BACKSLASH_REPLACE) {
            for (size_t i = 0; i < wrong; i++) {
                text_addf(&out, "\\x%02x", (unsigned char)data[at + i]);
            }
        } else if (codec.handler != IGNORE) {
            decode_error(&codec, byte, at, wrong, why);
            text_finish(&out);
            return NULL;
        }
    }
    return number_text_take(&out);
}
