// `format % values`, as CPython's unicode_format.c does it.
#include <math.h>
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/format.h"

// One run over a format.
struct percent {
    struct str *format;
    const char *at, *end;
    const struct value *values; // a tuple's, or the one value
    size_t count, next;
    struct value mapping; // what %(name)s asks; unset: nothing can be asked
    struct text out;
};

// One %…: what stands between the sign and the type.
struct conversion {
    bool minus, plus, blank, alternate, zero;
    int64_t width, precision; // -1: none
    char type;
    struct value value; // owned
};

static bool next_value(struct percent *percent, struct value *ret_value)
{
    if (percent->next >= percent->count) {
        return raise_false(&exception_type_error, "not enough arguments for format string");
    }
    *ret_value = percent->values[percent->next++];
    return true;
}

static bool incomplete(void)
{
    return raise_false(&exception_value_error, "incomplete format");
}

// (name), from behind the opening parenthesis; parentheses inside must pair.
static bool mapping_value(struct percent *percent, struct conversion *conversion)
{
    const char *start = ++percent->at;
    int depth = 1;
    for (; percent->at < percent->end; percent->at++) {
        depth += (*percent->at == '(') - (*percent->at == ')');
        if (depth == 0) {
            break;
        }
    }
    if (!value_is_set(percent->mapping)) {
        return raise_false(&exception_type_error, "format requires a mapping");
    }
    if (depth > 0) {
        return raise_false(&exception_value_error, "incomplete format key");
    }
    struct value key = value_object(str_create(start, (size_t)(percent->at - start)));
    percent->at++;
    if (value_is_set(key)) {
        value_replace(&conversion->value, object_get_item(percent->mapping, key));
        value_unref(key);
    }
    percent->next = percent->count; // all values count as used
    return value_is_set(conversion->value);
}

static void flags(struct percent *percent, struct conversion *conversion)
{
    for (; percent->at < percent->end; percent->at++) {
        switch (*percent->at) {
        case '-':
            conversion->minus = true;
            break;
        case '+':
            conversion->plus = true;
            break;
        case ' ':
            conversion->blank = true;
            break;
        case '#':
            conversion->alternate = true;
            break;
        case '0':
            conversion->zero = true;
            break;
        default:
            return;
        }
    }
}

// Digits or a star. -1: none.
static bool number(struct percent *percent, const char *what, int64_t *ret_number)
{
    struct value value;
    if (percent->at < percent->end && *percent->at == '*') {
        percent->at++;
        if (!next_value(percent, &value)) {
            return false;
        }
        if (!int_is_small(value)) {
            return raise_false(&exception_type_error, "* wants int");
        }
        *ret_number = value.integer;
        return true;
    }
    int64_t read = -1;
    for (; percent->at < percent->end && *percent->at >= '0' && *percent->at <= '9';
         percent->at++) {
        read = (read < 0 ? 0 : read) * 10 + (*percent->at - '0');
        if (read > INT32_MAX) {
            return raise_false(&exception_value_error, "%s too big", what);
        }
    }
    *ret_number = read;
    return true;
}

// Everything between % and the type.
static bool read_conversion(struct percent *percent, struct conversion *conversion)
{
    *conversion = (struct conversion){.width = -1, .precision = -1};
    if (percent->at < percent->end && *percent->at == '(' && !mapping_value(percent, conversion)) {
        return false;
    }
    flags(percent, conversion);
    if (!number(percent, "width", &conversion->width)) {
        return false;
    }
    if (conversion->width < -1) { // by a star: to the left
        conversion->minus = true;
        conversion->width = -conversion->width;
    }
    if (percent->at < percent->end && *percent->at == '.') {
        percent->at++;
        if (!number(percent, "precision", &conversion->precision)) {
            return false;
        }
        conversion->precision = conversion->precision < 0 ? 0 : conversion->precision;
    }
    if (percent->at < percent->end && strchr("hlL", *percent->at) != NULL) {
        percent->at++;
    }
    if (percent->at >= percent->end) {
        return incomplete();
    }
    conversion->type = *percent->at;
    return true;
}

// ---- conversions

static struct format_spec spec_of(const struct conversion *conversion)
{
    return (struct format_spec){
        .fill = {conversion->zero && !conversion->minus ? '0' : ' '},
        .fill_length = 1,
        .align = conversion->minus  ? '<'
                 : conversion->zero ? '='
                                    : '>',
        .sign = conversion->plus    ? '+'
                : conversion->blank ? ' '
                                    : '\0',
        .alternate = conversion->alternate,
        .width = conversion->width,
        .precision = -1,
    };
}

// %s %r %a: padded with blanks always.
static struct str *as_text(const struct conversion *conversion)
{
    struct str *text =
        conversion->type == 's' ? object_str(conversion->value) : object_repr(conversion->value);
    if (text != NULL && conversion->type == 'a') {
        struct str *ascii = str_ascii(text);
        object_unref(text);
        text = ascii;
    }
    if (text == NULL) {
        return NULL;
    }
    struct format_spec spec = spec_of(conversion);
    spec.fill[0] = ' ';
    spec.align = conversion->minus ? '<' : '>';
    spec.sign = '\0';
    spec.alternate = false;
    spec.precision = conversion->precision;
    struct str *padded = format_text(text, &spec);
    object_unref(text);
    return padded;
}

// An int for %d and the like: floats are cut for %d, and other numbers asked.
static struct value int_of(const struct conversion *conversion)
{
    struct value value = conversion->value;
    bool decimal = strchr("diu", conversion->type) != NULL;
    if (type_is_instance(value, &int_type)) {
        return value_ref(value);
    }
    struct value method = value_unset;
    if (value_is_float(value) && decimal) {
        return object_call_values(value_object(&int_type), &value, 1);
    }
    if (!value_is_float(value)) {
        method = object_find_special(value, decimal ? name_int : name_index);
        if (!value_is_set(method) && decimal && !raise_pending()) {
            method = object_find_special(value, name_index);
        }
    }
    if (value_is_set(method)) {
        struct value integer = object_call_values(method, NULL, 0);
        value_unref(method);
        return integer;
    }
    if (raise_pending()) {
        return value_unset;
    }
    return decimal ? raise_type("%%%c format: a real number is required, not %s", conversion->type,
                                type_name(value))
                   : raise_type("%%%c format: an integer is required, not %s", conversion->type,
                                type_name(value));
}

static struct str *with_precision(struct str *digits, int64_t precision)
{
    bool negative = digits->data[0] == '-';
    int64_t missing = precision - (int64_t)(digits->length - negative);
    struct text text = {0};
    if (missing <= 0) {
        return object_ref(digits);
    }
    text_add_bytes(&text, digits->data, negative);
    text_add_repeated(&text, '0', (size_t)missing);
    text_add(&text, digits->data + negative);
    return number_text_take(&text);
}

// An int with a precision: so many digits at least, laid out as a text with a sign before it.
static struct str *precise_int(struct value integer, const struct conversion *conversion,
                               const struct format_spec *spec)
{
    static const struct format_spec plain_spec = {
        .fill = " ", .fill_length = 1, .align = '>', .width = -1, .precision = -1};
    struct format_spec plain = plain_spec;
    plain.type = spec->type;
    struct str *digits = format_int(integer, &plain);
    struct str *longer = digits != NULL ? with_precision(digits, conversion->precision) : NULL;
    struct str *whole = NULL, *result = NULL;
    if (longer != NULL) {
        bool negative = longer->data[0] == '-';
        char prefix[] = {'0', spec->type, '\0'};
        whole =
            str_format("%s%s%s",
                       negative             ? "-"
                       : spec->sign == '\0' ? ""
                       : spec->sign == '+'  ? "+"
                                            : " ",
                       spec->alternate && spec->type != 'd' ? prefix : "", longer->data + negative);
    }
    if (whole != NULL) {
        plain.type = '\0';
        plain.width = spec->width;
        plain.align = spec->align == '=' ? '>' : spec->align;
        if (spec->align == '=' && (int64_t)whole->length < spec->width) { // zeros go on
            struct conversion wider = *conversion;
            size_t digits_shown = longer->length - (longer->data[0] == '-');
            wider.precision = spec->width - (int64_t)(whole->length - digits_shown);
            object_unref(digits);
            object_unref(longer);
            object_unref(whole);
            return precise_int(integer, &wider, spec);
        }
        result = format_text(whole, &plain);
    }
    object_unref(digits);
    object_unref(longer);
    object_unref(whole);
    return result;
}

static struct str *as_int(const struct conversion *conversion)
{
    struct value integer = int_of(conversion);
    if (!value_is_set(integer)) {
        return NULL;
    }
    struct format_spec spec = spec_of(conversion);
    spec.type = strchr("iu", conversion->type) != NULL ? 'd' : conversion->type;
    struct str *text = conversion->precision < 0 ? format_int(integer, &spec)
                                                 : precise_int(integer, conversion, &spec);
    value_unref(integer);
    return text;
}

static struct str *as_float(const struct conversion *conversion)
{
    double number;
    if (!native_float(conversion->value, &number)) {
        return NULL;
    }
    struct format_spec spec = spec_of(conversion);
    spec.type = conversion->type;
    spec.precision = conversion->precision < 0 ? 6 : conversion->precision;
    return format_float(number, &spec);
}

static struct str *as_character(const struct conversion *conversion)
{
    struct value value = conversion->value;
    struct format_spec spec = spec_of(conversion);
    spec.fill[0] = ' ';
    spec.align = conversion->minus ? '<' : '>';
    spec.sign = '\0';
    spec.alternate = false;
    if (type_is_instance(value, &str_type) && str_of(value)->count == 1) {
        return format_text(str_of(value), &spec);
    }
    struct value index = value_unset;
    if (!type_is_instance(value, &str_type) && !value_is_float(value)) {
        index = object_index(value);
        if (!value_is_set(index) && !raise_is(&exception_type_error)) {
            return NULL;
        }
        raise_forget();
    }
    if (!value_is_set(index)) {
        raise_type("%%c requires int or char");
        return NULL;
    }
    spec.type = 'c';
    struct value shown = int_is_small(index) ? index : value_int(-1); // out of range either way
    struct str *text = format_int(shown, &spec);
    value_unref(index);
    return text;
}

static struct str *convert(struct percent *percent, const struct conversion *conversion)
{
    char type = conversion->type;
    if (strchr("sra", type) != NULL) {
        return as_text(conversion);
    }
    if (strchr("diuoxX", type) != NULL) {
        return as_int(conversion);
    }
    if (strchr("eEfFgG", type) != NULL) {
        return as_float(conversion);
    }
    if (type == 'c') {
        return as_character(conversion);
    }
    size_t size;
    uint32_t character = utf8_decode(percent->at, (size_t)(percent->end - percent->at), &size);
    raise_value("unsupported format character '%.*s' (0x%x) at index %zu", (int)size,
                character >= 32 && character < 127 ? percent->at : "?", character,
                utf8_count(percent->format->data, (size_t)(percent->at - percent->format->data)));
    return NULL;
}

// At the character behind a %.
static bool one(struct percent *percent)
{
    struct conversion conversion;
    if (percent->at < percent->end && *percent->at == '%') {
        text_add_char(&percent->out, '%');
        percent->at++;
        return true;
    }
    if (!read_conversion(percent, &conversion)) {
        value_unref(conversion.value);
        return false;
    }
    if (!value_is_set(conversion.value)) {
        struct value value;
        if (!next_value(percent, &value)) {
            return false;
        }
        conversion.value = value_ref(value);
    }
    struct str *text = convert(percent, &conversion);
    value_unref(conversion.value);
    if (text == NULL) {
        return false;
    }
    text_add_bytes(&percent->out, text->data, text->length);
    object_unref(text);
    percent->at++;
    return true;
}

// What %(name)s may ask: anything with items but tuples and texts.
static bool is_mapping(struct value value)
{
    return !type_is_instance(value, &tuple_type) && !type_is_instance(value, &str_type) &&
           (value_type(value)->get_item != NULL);
}

struct value format_percent(struct str *format, struct value values)
{
    bool tuple = type_is_instance(values, &tuple_type);
    struct percent percent = {
        .format = format,
        .at = format->data,
        .end = format->data + format->length,
        .values = tuple ? tuple_of(values)->items : &values,
        .count = tuple ? tuple_of(values)->count : 1,
        .mapping = is_mapping(values) ? values : value_unset,
    };
    bool fine = true;
    while (fine && percent.at < percent.end) {
        const char *sign = memchr(percent.at, '%', (size_t)(percent.end - percent.at));
        const char *stop = sign != NULL ? sign : percent.end;
        text_add_bytes(&percent.out, percent.at, (size_t)(stop - percent.at));
        percent.at = stop;
        if (sign != NULL) {
            percent.at++;
            fine = one(&percent);
        }
    }
    if (fine && percent.next < percent.count && !value_is_set(percent.mapping)) {
        fine = raise_false(&exception_type_error,
                           "not all arguments converted during string formatting");
    }
    if (!fine) {
        text_finish(&percent.out);
        return value_unset;
    }
    return value_object(number_text_take(&percent.out));
}
