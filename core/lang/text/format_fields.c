// str.format() and format_map(): replacement fields {name.attribute[item]!conversion:spec}, specs
// with fields of their own.
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/format.h"

enum { MAX_DEPTH = 2 };

enum numbering { NOT_YET, AUTOMATIC, BY_HAND };

struct fields {
    struct tuple *values; // NULL: format_map
    struct value named;   // a mapping, or unset
    enum numbering numbering;
    size_t next;
};

static bool add_fields(struct fields *fields, const char *at, const char *end, int depth,
                       struct text *out);

// ---- which value a field means

// A number of digits; -1: the text is none. False: too large.
static bool position(const char *text, size_t length, int64_t *ret_position)
{
    int64_t number = 0;
    *ret_position = -1;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return true;
        }
        if (number > (INT64_MAX - 9) / 10) {
            return raise_false(&exception_value_error, "Too many decimal digits in format string");
        }
        number = number * 10 + (text[i] - '0');
    }
    *ret_position = length > 0 ? number : -1;
    return true;
}

static bool use_numbering(struct fields *fields, enum numbering numbering)
{
    if (fields->numbering == NOT_YET) {
        fields->numbering = numbering;
    }
    if (fields->numbering == numbering) {
        return true;
    }
    return numbering == BY_HAND
               ? raise_false(&exception_value_error,
                             "cannot switch from automatic field numbering to manual field "
                             "specification")
               : raise_false(&exception_value_error,
                             "cannot switch from manual field specification to automatic field "
                             "numbering");
}

static struct value positional(struct fields *fields, int64_t index)
{
    if (fields->values == NULL) {
        return raise_value("Format string contains positional fields");
    }
    if ((uint64_t)index >= fields->values->count) {
        return raise_error(&exception_index_error,
                           "Replacement index %lld out of range for positional args tuple",
                           (long long)index);
    }
    return value_ref(fields->values->items[index]);
}

static struct value named(struct fields *fields, const char *name, size_t length)
{
    struct value key = value_object(str_create(name, length)), value = value_unset;
    if (!value_is_set(key)) {
        return value_unset;
    }
    if (!value_is_set(fields->named)) {
        raise_with(&exception_key_error, key);
    } else {
        value = object_get_item(fields->named, key);
    }
    value_unref(key);
    return value;
}

static struct value first_value(struct fields *fields, const char *name, size_t length)
{
    int64_t index;
    if (!position(name, length, &index)) {
        return value_unset;
    }
    if (length == 0) {
        return use_numbering(fields, AUTOMATIC) ? positional(fields, (int64_t)fields->next++)
                                                : value_unset;
    }
    if (index >= 0) {
        return use_numbering(fields, BY_HAND) ? positional(fields, index) : value_unset;
    }
    return named(fields, name, length);
}

// .attribute or [item]; `*at` is at the dot or bracket.
static struct value step(struct value from, const char **at, const char *end)
{
    bool item = **at == '[';
    const char *start = ++*at;
    while (*at < end && (item ? **at != ']' : **at != '.' && **at != '[')) {
        (*at)++;
    }
    size_t length = (size_t)(*at - start);
    if (item && *at >= end) {
        return raise_value("Missing ']' in format string");
    }
    if (length == 0) {
        return raise_value("Empty attribute in format string");
    }
    int64_t index;
    if (item && !position(start, length, &index)) {
        return value_unset;
    }
    *at += item;
    if (item && *at < end && **at != '.' && **at != '[') {
        return raise_value("Only '.' or '[' may follow ']' in format field specifier");
    }
    if (item && index >= 0) {
        return object_get_item(from, value_int(index));
    }
    struct value name = value_object(str_intern(str_create(start, length))), value = value_unset;
    if (value_is_set(name)) {
        value = item ? object_get_item(from, name) : object_get(from, str_of(name));
        value_unref(name);
    }
    return value;
}

static struct value field_value(struct fields *fields, const char *name, size_t length)
{
    size_t first = 0;
    while (first < length && name[first] != '.' && name[first] != '[') {
        first++;
    }
    struct value value = first_value(fields, name, first);
    const char *at = name + first, *end = name + length;
    while (value_is_set(value) && at < end) {
        struct value next = step(value, &at, end);
        value_unref(value);
        value = next;
    }
    return value;
}

// ---- one field

// The pieces of what stands between the braces.
struct field {
    const char *name, *spec;
    size_t name_length, spec_length;
    char conversion; // 0: none
    bool nested;     // the spec holds braces
};

// The conversion behind `!`; what follows must be the spec or the end.
static bool read_conversion(const char **at, const char *end, struct field *field, bool *ret_done)
{
    if (*at >= end) {
        return raise_false(&exception_value_error,
                           "end of string while looking for conversion specifier");
    }
    field->conversion = *(*at)++;
    *ret_done = false;
    if (*at < end) {
        char next = *(*at)++;
        *ret_done = next == '}';
        if (next != '}' && next != ':') {
            return raise_false(&exception_value_error, "expected ':' after conversion specifier");
        }
    }
    return true;
}

// The spec up to the brace that closes the field.
static bool read_spec(const char **at, const char *end, struct field *field)
{
    int depth = 1;
    field->spec = *at;
    while (*at < end) {
        char here = *(*at)++;
        field->nested = field->nested || here == '{';
        depth += (here == '{') - (here == '}');
        if (depth == 0) {
            field->spec_length = (size_t)(*at - 1 - field->spec);
            return true;
        }
    }
    return raise_false(&exception_value_error, "unmatched '{' in format spec");
}

// Reads a field from behind its opening brace to behind its closing one.
static bool read_field(const char **at, const char *end, struct field *ret_field)
{
    struct field field = {.name = *at};
    char stop = '\0';
    bool done;
    while (*at < end && stop == '\0') {
        char here = *(*at)++;
        if (here == '{') {
            return raise_false(&exception_value_error, "unexpected '{' in field name");
        }
        while (here == '[' && *at < end && **at != ']') {
            (*at)++;
        }
        stop = here == '}' || here == ':' || here == '!' ? here : '\0';
    }
    if (stop == '\0') {
        return raise_false(&exception_value_error, "expected '}' before end of string");
    }
    field.name_length = (size_t)(*at - 1 - field.name);
    if (stop == '!') {
        if (!read_conversion(at, end, &field, &done)) {
            return false;
        }
        stop = done ? '}' : ':';
    }
    if (stop == ':' && !read_spec(at, end, &field)) {
        return false;
    }
    *ret_field = field;
    return true;
}

static struct value converted(struct value value, char conversion)
{
    struct str *text = NULL;
    switch (conversion) {
    case 0:
        return value_ref(value);
    case 's':
        return value_object(object_str(value));
    case 'r':
        return value_object(object_repr(value));
    case 'a':
        text = object_repr(value);
        break;
    default:
        return conversion > 32 && conversion < 127
                   ? raise_value("Unknown conversion specifier %c", conversion)
                   : raise_value("Unknown conversion specifier \\x%x", (unsigned char)conversion);
    }
    struct str *ascii = text != NULL ? str_ascii(text) : NULL;
    object_unref(text);
    return value_object(ascii);
}

static struct str *spec_of(struct fields *fields, const struct field *field, int depth)
{
    struct text text = {0};
    if (!field->nested) {
        return str_create(field->spec != NULL ? field->spec : "", field->spec_length);
    }
    if (!add_fields(fields, field->spec, field->spec + field->spec_length, depth + 1, &text)) {
        text_finish(&text);
        return NULL;
    }
    return number_text_take(&text);
}

static bool add_field(struct fields *fields, const char **at, const char *end, int depth,
                      struct text *out)
{
    struct field field;
    if (!read_field(at, end, &field)) {
        return false;
    }
    struct value value = field_value(fields, field.name, field.name_length);
    struct value shown = value_is_set(value) ? converted(value, field.conversion) : value_unset;
    struct str *spec = value_is_set(shown) ? spec_of(fields, &field, depth) : NULL;
    struct str *text = spec != NULL ? object_format(shown, spec) : NULL;
    if (text != NULL) {
        text_add_bytes(out, text->data, text->length);
    }
    value_unref(value);
    value_unref(shown);
    object_unref(spec);
    object_unref(text);
    return text != NULL;
}

// ---- literal text and fields by turns

static bool add_fields(struct fields *fields, const char *at, const char *end, int depth,
                       struct text *out)
{
    if (depth > MAX_DEPTH) {
        return raise_false(&exception_value_error, "Max string recursion exceeded");
    }
    while (at < end) {
        const char *start = at;
        while (at < end && *at != '{' && *at != '}') {
            at++;
        }
        text_add_bytes(out, start, (size_t)(at - start));
        if (at >= end) {
            break;
        }
        if (at + 1 < end && at[1] == at[0]) {
            text_add_char(out, *at);
            at += 2;
            continue;
        }
        if (*at == '}') {
            return raise_false(&exception_value_error, "Single '}' encountered in format string");
        }
        if (at + 1 >= end) {
            return raise_false(&exception_value_error, "Single '{' encountered in format string");
        }
        at++;
        if (!add_field(fields, &at, end, depth, out)) {
            return false;
        }
    }
    return true;
}

struct str *format_fields(struct str *format, struct tuple *values, struct value mapping)
{
    struct fields fields = {.values = values, .named = mapping};
    struct text out = {0};
    if (!add_fields(&fields, format->data, format->data + format->length, 1, &out)) {
        text_finish(&out);
        return NULL;
    }
    return number_text_take(&out);
}
