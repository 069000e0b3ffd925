#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

void text_finish(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}

void text_clear(struct text *text)
{
    text->failed = false;
    text_truncate(text, 0);
}

// Room for `more` bytes and the zero behind them.
static bool reserve(struct text *text, size_t more)
{
    if (text->failed) {
        return false;
    }
    if (more > SIZE_MAX - text->length - 1 ||
        !array_reserve((void **)&text->data, &text->capacity, text->length + more + 1, 1)) {
        text->failed = true;
    }
    return !text->failed;
}

void text_add_bytes(struct text *text, const char *bytes, size_t length)
{
    if (reserve(text, length)) {
        if (length > 0) {
            memcpy(text->data + text->length, bytes, length);
        }
        text->length += length;
        text->data[text->length] = '\0';
    }
}

void text_add(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

void text_add_char(struct text *text, char character)
{
    text_add_bytes(text, &character, 1);
}

void text_add_utf8(struct text *text, uint32_t character)
{
    char bytes[UTF8_MAX_LENGTH];
    text_add_bytes(text, bytes, utf8_encode(character, bytes));
}

void text_add_repeated(struct text *text, char character, size_t count)
{
    if (reserve(text, count)) {
        memset(text->data + text->length, character, count);
        text->length += count;
        text->data[text->length] = '\0';
    }
}

void text_addv(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length >= 0 && reserve(text, (size_t)length)) {
        vsnprintf(text->data + text->length, (size_t)length + 1, format, arguments);
        text->length += (size_t)length;
    }
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_addv(text, format, arguments);
    va_end(arguments);
}

static bool is_printable(uint32_t character)
{
    if (character == UTF8_INVALID) {
        return false;
    }
    if (character < 0x20 || (character >= 0x7F && character < 0xA0)) {
        return character == '\n' || character == '\t';
    }
    // characters that reorder or hide what stands around them
    return !(character >= 0x202A && character <= 0x202E) &&
           !(character >= 0x2066 && character <= 0x2069);
}

void text_add_printable(struct text *text, const char *bytes, size_t length)
{
    size_t plain = 0; // start of the run not yet copied
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(bytes + at, length - at, &size);
        if (is_printable(character)) {
            continue;
        }
        text_add_bytes(text, bytes + plain, at - plain);
        plain = at + size;
        if (character == UTF8_INVALID || character < 0x100) {
            text_addf(text, "\\x%02x",
                      character == UTF8_INVALID ? (unsigned char)bytes[at] : character);
        } else {
            text_addf(text, "\\u%04x", character);
        }
    }
    text_add_bytes(text, bytes + plain, length - plain);
}

void text_truncate(struct text *text, size_t length)
{
    if (length < text->length) {
        text->length = length;
        text->data[length] = '\0';
    }
}

char *text_take(struct text *text)
{
    text_add_bytes(text, "", 0);
    char *data = text->data;
    if (text->failed) {
        free(data);
        data = NULL;
    }
    *text = (struct text){0};
    return data;
}

const char *text_string(const struct text *text)
{
    return text->data != NULL ? text->data : "";
}
