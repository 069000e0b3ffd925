#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/json.h"
#include "core/base/utf8.h"

static void add_quoted(struct text *out, const char *string)
{
    text_add_char(out, '"');
    size_t length = strlen(string);
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(string + at, length - at, &size);
        if (character == '"' || character == '\\') {
            text_addf(out, "\\%c", (char)character);
        } else if (character < 0x20) {
            text_addf(out, "\\u%04x", character);
        } else {
            text_add_utf8(out, character == UTF8_INVALID ? 0xFFFD : character);
        }
    }
    text_add_char(out, '"');
}

static void begin(struct json *json, const char *name)
{
    if (json->filled[json->depth]) {
        text_add(json->out, ", ");
    }
    json->filled[json->depth] = true;
    if (name != NULL) {
        add_quoted(json->out, name);
        text_add(json->out, ": ");
    }
}

static void open_with(struct json *json, const char *name, char opener, char closer)
{
    begin(json, name);
    text_add_char(json->out, opener);
    if (json->depth + 1 < JSON_DEPTH) {
        json->depth++;
    } else {
        json->out->failed = true; // nested deeper than any caller means to
    }
    json->filled[json->depth] = false;
    json->closer[json->depth] = closer;
}

void json_object(struct json *json, const char *name)
{
    open_with(json, name, '{', '}');
}

void json_array(struct json *json, const char *name)
{
    open_with(json, name, '[', ']');
}

void json_end(struct json *json)
{
    text_add_char(json->out, json->closer[json->depth]);
    if (json->depth > 0) {
        json->depth--;
    }
}

void json_string(struct json *json, const char *name, const char *value)
{
    begin(json, name);
    if (value == NULL) {
        text_add(json->out, "null");
    } else {
        add_quoted(json->out, value);
    }
}

void json_int(struct json *json, const char *name, int64_t value)
{
    begin(json, name);
    text_addf(json->out, "%lld", (long long)value);
}

void json_number(struct json *json, const char *name, double value)
{
    begin(json, name);
    if (!isfinite(value)) {
        text_add(json->out, "null");
        return;
    }
    char digits[40];
    for (int precision = 15; precision <= 17; precision++) { // the shortest that reads back
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (strtod(digits, NULL) == value) {
            break;
        }
    }
    text_add(json->out, digits);
}

void json_bool(struct json *json, const char *name, bool value)
{
    begin(json, name);
    text_add(json->out, value ? "true" : "false");
}
