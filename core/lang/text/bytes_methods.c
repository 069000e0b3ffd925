// Methods of bytes that make other bytes, ask what kind they are, or turn them into text; and the
// table of all methods.
#include <string.h>

#include "core/base/text.h"
#include "core/lang/containers/list.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes_methods.h"
#include "core/lang/text/encoding.h"
#include "core/lang/text/str.h"

static struct value method_decode(struct value *args)
{
    return value_object(encoding_decode(bytes_of(args[0]), args[1], args[2]));
}

// bytes.hex(sep, bytes_per_sep): groups are counted from the right, with a negative count from the
// left.
static struct value method_hex(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]);
    int64_t group;
    char separator = '\0';
    bool separated = value_is_set(args[1]);
    if (!native_int(args[2], &group)) {
        return value_unset;
    }
    if (separated) {
        bool text = type_is_instance(args[1], &str_type);
        int64_t length;
        if (!object_length(args[1], &length)) {
            return value_unset;
        }
        if (length != 1) {
            return raise_value("sep must be length 1.");
        }
        if (!text && !value_is(args[1], &bytes_type)) {
            return raise_type("sep must be str or bytes.");
        }
        separator = text ? str_of(args[1])->data[0] : bytes_of(args[1])->data[0];
        if ((unsigned char)separator >= 128) {
            return raise_value("sep must be ASCII.");
        }
    }
    struct text text = {0};
    size_t every = (size_t)(group < 0 ? -group : group);
    for (size_t i = 0; i < bytes->length; i++) {
        size_t from = group < 0 ? i : bytes->length - i;
        if (separated && i > 0 && every > 0 && from % every == 0) {
            text_add_char(&text, separator);
        }
        text_addf(&text, "%02x", (unsigned char)bytes->data[i]);
    }
    return value_object(number_text_take(&text));
}

static int hex_digit(char character)
{
    const char *digits = "0123456789abcdef";
    const char *found = character != '\0' ? strchr(digits, character | 0x20) : NULL;
    return found != NULL && (character & 0x10 || character >= 'A') ? (int)(found - digits) : -1;
}

static struct value method_fromhex(struct value *args)
{
    if (!type_is_instance(args[1], &str_type)) {
        return raise_type("fromhex() argument must be str, not %s", type_name(args[1]));
    }
    const struct str *str = str_of(args[1]);
    struct bytes *bytes = bytes_create(NULL, str->length / 2);
    size_t count = 0;
    for (size_t i = 0; bytes != NULL && i < str->length;) {
        if (strchr(" \t\n\r\f\v", str->data[i]) != NULL) {
            i++;
            continue;
        }
        int high = hex_digit(str->data[i]), low = hex_digit(str->data[i + 1]);
        if (high < 0 || low < 0) {
            object_unref(bytes);
            return raise_value("non-hexadecimal number found in fromhex() arg at position %zu",
                               high < 0 ? i : i + 1);
        }
        bytes->data[count++] = (char)(high << 4 | low);
        i += 2;
    }
    if (bytes == NULL) {
        return value_unset;
    }
    struct value result = value_object(bytes_create(bytes->data, count));
    object_unref(bytes);
    return result;
}

static struct value method_join(struct value *args)
{
    const struct bytes *separator = bytes_of(args[0]);
    struct list *list = object_to_list(args[1]);
    if (list == NULL && raise_is(&exception_type_error) && value_type(args[1])->iterate == NULL) {
        raise_forget();
        raise_type("can only join an iterable");
    }
    struct text out = {0};
    bool fine = list != NULL;
    for (size_t i = 0; fine && i < list->count; i++) {
        if (!value_is(list->items[i], &bytes_type)) {
            fine = raise_false(&exception_type_error,
                               "sequence item %zu: expected a bytes-like object, %s found", i,
                               type_name(list->items[i]));
            break;
        }
        text_add_bytes(&out, separator->data, i > 0 ? separator->length : 0);
        text_add_bytes(&out, bytes_of(list->items[i])->data, bytes_of(list->items[i])->length);
    }
    if (fine && out.failed) {
        raise_memory();
        fine = false;
    }
    struct value joined =
        fine ? value_object(bytes_create(text_string(&out), out.length)) : value_unset;
    text_finish(&out);
    object_unref(list);
    return joined;
}

// ---- case

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static char upper(char byte)
{
    return byte >= 'a' && byte <= 'z' ? (char)(byte & ~0x20) : byte;
}

static bool is_letter(char byte)
{
    return lower(byte) >= 'a' && lower(byte) <= 'z';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

enum letters { LETTERS_UPPER, LETTERS_LOWER, LETTERS_SWAPPED, LETTERS_TITLE, LETTERS_CAPITAL };

static char in_case(enum letters letters, char byte, bool begins, bool first)
{
    switch (letters) {
    case LETTERS_UPPER:
        return upper(byte);
    case LETTERS_LOWER:
        return lower(byte);
    case LETTERS_SWAPPED:
        return is_letter(byte) ? (char)(byte ^ 0x20) : byte;
    case LETTERS_TITLE:
        return begins ? upper(byte) : lower(byte);
    case LETTERS_CAPITAL:
        return first ? upper(byte) : lower(byte);
    }
    return byte;
}

static struct value change_case(struct value *args, enum letters letters)
{
    const struct bytes *bytes = bytes_of(args[0]);
    struct bytes *result = bytes_create(bytes->data, bytes->length);
    for (size_t i = 0; result != NULL && i < result->length; i++) {
        bool begins = i == 0 || !is_letter(bytes->data[i - 1]);
        result->data[i] = in_case(letters, bytes->data[i], begins, i == 0);
    }
    return value_object(result);
}

static struct value method_upper(struct value *args)
{
    return change_case(args, LETTERS_UPPER);
}

static struct value method_lower(struct value *args)
{
    return change_case(args, LETTERS_LOWER);
}

static struct value method_swapcase(struct value *args)
{
    return change_case(args, LETTERS_SWAPPED);
}

static struct value method_title(struct value *args)
{
    return change_case(args, LETTERS_TITLE);
}

static struct value method_capitalize(struct value *args)
{
    return change_case(args, LETTERS_CAPITAL);
}

// ---- questions

static struct value all(struct value *args, bool letters, bool digits, bool spaces)
{
    const struct bytes *bytes = bytes_of(args[0]);
    for (size_t i = 0; i < bytes->length; i++) {
        char byte = bytes->data[i];
        if (!((letters && is_letter(byte)) || (digits && is_digit(byte)) ||
              (spaces && bytes_is_space(byte)))) {
            return value_false;
        }
    }
    return value_bool(bytes->length > 0);
}

static struct value method_isalpha(struct value *args)
{
    return all(args, true, false, false);
}

static struct value method_isdigit(struct value *args)
{
    return all(args, false, true, false);
}

static struct value method_isalnum(struct value *args)
{
    return all(args, true, true, false);
}

static struct value method_isspace(struct value *args)
{
    return all(args, false, false, true);
}

static struct value method_isascii(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]);
    for (size_t i = 0; i < bytes->length; i++) {
        if ((unsigned char)bytes->data[i] >= 128) {
            return value_false;
        }
    }
    return value_true;
}

// Whether there are letters, and all of them are in that case.
static struct value in_one_case(struct value *args, char (*change)(char byte))
{
    const struct bytes *bytes = bytes_of(args[0]);
    bool any = false;
    for (size_t i = 0; i < bytes->length; i++) {
        if (is_letter(bytes->data[i])) {
            if (change(bytes->data[i]) != bytes->data[i]) {
                return value_false;
            }
            any = true;
        }
    }
    return value_bool(any);
}

static struct value method_islower(struct value *args)
{
    return in_one_case(args, lower);
}

static struct value method_isupper(struct value *args)
{
    return in_one_case(args, upper);
}

static struct value method_istitle(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]);
    bool any = false;
    for (size_t i = 0; i < bytes->length; i++) {
        char byte = bytes->data[i];
        bool begins = i == 0 || !is_letter(bytes->data[i - 1]);
        if (is_letter(byte) && byte != (begins ? upper(byte) : lower(byte))) {
            return value_false;
        }
        any = any || is_letter(byte);
    }
    return value_bool(any);
}

// ---- layout

static struct value pad(const struct bytes *bytes, size_t left, size_t right, char fill)
{
    struct bytes *result = bytes_create(NULL, left + bytes->length + right);
    if (result != NULL) {
        memset(result->data, fill, left);
        memcpy(result->data + left, bytes->data, bytes->length);
        memset(result->data + left + bytes->length, fill, right);
    }
    return value_object(result);
}

static struct value align(struct value *args, const char *name, char side)
{
    const struct bytes *bytes = bytes_of(args[0]);
    int64_t width;
    if (!native_int(args[1], &width)) {
        return value_unset;
    }
    bool given = value_is_set(args[2]);
    if (given && (!value_is(args[2], &bytes_type) || bytes_of(args[2])->length != 1)) {
        return raise_type("%s() argument 2 must be a byte string of length 1, not %s", name,
                          type_name(args[2]));
    }
    if (width <= (int64_t)bytes->length) {
        return value_ref(args[0]);
    }
    size_t room = (size_t)width - bytes->length;
    size_t left = side == '<' ? 0 : side == '>' ? room : room / 2 + (room & (size_t)width & 1);
    return pad(bytes, left, room - left, given ? bytes_of(args[2])->data[0] : ' ');
}

static struct value method_ljust(struct value *args)
{
    return align(args, "ljust", '<');
}

static struct value method_rjust(struct value *args)
{
    return align(args, "rjust", '>');
}

static struct value method_center(struct value *args)
{
    return align(args, "center", '^');
}

static struct value method_zfill(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]);
    int64_t width;
    if (!native_int(args[1], &width)) {
        return value_unset;
    }
    if (width <= (int64_t)bytes->length) {
        return value_ref(args[0]);
    }
    size_t room = (size_t)width - bytes->length;
    struct value result = pad(bytes, room, 0, '0');
    if (value_is_set(result) && (bytes->data[0] == '+' || bytes->data[0] == '-')) {
        char *data = ((struct bytes *)result.object)->data;
        data[0] = bytes->data[0];
        data[room] = '0';
    }
    return result;
}

static struct value method_expandtabs(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]);
    struct text text = {0};
    int64_t size, column = 0;
    if (!native_int(args[1], &size)) {
        return value_unset;
    }
    for (size_t i = 0; i < bytes->length; i++) {
        char byte = bytes->data[i];
        if (byte == '\t') {
            int64_t more = size > 0 ? size - column % size : 0;
            text_add_repeated(&text, ' ', (size_t)more);
            column += more;
        } else {
            text_add_bytes(&text, &byte, 1);
            column = byte == '\n' || byte == '\r' ? 0 : column + 1;
        }
    }
    struct bytes *result = text.failed ? NULL : bytes_create(text_string(&text), text.length);
    if (text.failed) {
        raise_memory();
    }
    text_finish(&text);
    return value_object(result);
}

// ---- tables

static struct value method_maketrans(struct value *args)
{
    const struct bytes *from = NULL, *to = NULL;
    if (!bytes_argument(args[0], &from) || !bytes_argument(args[1], &to)) {
        return value_unset;
    }
    if (from->length != to->length) {
        return raise_value("maketrans arguments must have same length");
    }
    struct bytes *table = bytes_create(NULL, 256);
    for (size_t i = 0; table != NULL && i < 256; i++) {
        table->data[i] = (char)i;
    }
    for (size_t i = 0; table != NULL && i < from->length; i++) {
        table->data[(unsigned char)from->data[i]] = to->data[i];
    }
    return value_object(table);
}

static struct value method_translate(struct value *args)
{
    const struct bytes *bytes = bytes_of(args[0]), *table = NULL, *gone = NULL;
    if (!value_is_none(args[1]) && !bytes_argument(args[1], &table)) {
        return value_unset;
    }
    if (table != NULL && table->length != 256) {
        return raise_value("translation table must be 256 characters long");
    }
    if (value_is_set(args[2]) && !bytes_argument(args[2], &gone)) {
        return value_unset;
    }
    struct bytes *work = bytes_create(NULL, bytes->length);
    size_t count = 0;
    for (size_t i = 0; work != NULL && i < bytes->length; i++) {
        char byte = bytes->data[i];
        if (gone == NULL || memchr(gone->data, byte, gone->length) == NULL) {
            work->data[count++] = table != NULL ? table->data[(unsigned char)byte] : byte;
        }
    }
    struct bytes *result = work != NULL ? bytes_create(work->data, count) : NULL;
    object_unref(work);
    return value_object(result);
}

static struct value method_bytes(struct value *args)
{
    return value_ref(args[0]);
}

const struct native bytes_methods[] = {
    {"__bytes__(self, /)", method_bytes, 0, NULL},
    {"capitalize(self, /)", method_capitalize, 0, NULL},
    {"center(self, width, fillchar=?, /)", method_center, 0, NULL},
    {"count(self, sub, start=None, end=None, /)", bytes_count, NATIVE_PARSED, NULL},
    {"decode(self, encoding='utf-8', errors='strict')", method_decode, 0, NULL},
    {"endswith(self, suffix, start=None, end=None, /)", bytes_endswith, NATIVE_PARSED, NULL},
    {"expandtabs(self, tabsize=8)", method_expandtabs, 0, NULL},
    {"find(self, sub, start=None, end=None, /)", bytes_find, NATIVE_PARSED, NULL},
    {"fromhex(cls, string, /)", method_fromhex, NATIVE_CLASS, NULL},
    {"hex(self, sep=?, bytes_per_sep=1)", method_hex, 0, NULL},
    {"index(self, sub, start=None, end=None, /)", bytes_index, NATIVE_PARSED, NULL},
    {"isalnum(self, /)", method_isalnum, 0, NULL},
    {"isalpha(self, /)", method_isalpha, 0, NULL},
    {"isascii(self, /)", method_isascii, 0, NULL},
    {"isdigit(self, /)", method_isdigit, 0, NULL},
    {"islower(self, /)", method_islower, 0, NULL},
    {"isspace(self, /)", method_isspace, 0, NULL},
    {"istitle(self, /)", method_istitle, 0, NULL},
    {"isupper(self, /)", method_isupper, 0, NULL},
    {"join(self, iterable, /)", method_join, 0, NULL},
    {"ljust(self, width, fillchar=?, /)", method_ljust, 0, NULL},
    {"lower(self, /)", method_lower, 0, NULL},
    {"lstrip(self, bytes=None, /)", bytes_lstrip, 0, NULL},
    {"maketrans(frm, to, /)", method_maketrans, NATIVE_STATIC, NULL},
    {"partition(self, sep, /)", bytes_partition, 0, NULL},
    {"removeprefix(self, prefix, /)", bytes_removeprefix, 0, NULL},
    {"removesuffix(self, suffix, /)", bytes_removesuffix, 0, NULL},
    {"replace(self, old, new, count=-1, /)", bytes_replace, 0, NULL},
    {"rfind(self, sub, start=None, end=None, /)", bytes_rfind, NATIVE_PARSED, NULL},
    {"rindex(self, sub, start=None, end=None, /)", bytes_rindex, NATIVE_PARSED, NULL},
    {"rjust(self, width, fillchar=?, /)", method_rjust, 0, NULL},
    {"rpartition(self, sep, /)", bytes_rpartition, 0, NULL},
    {"rsplit(self, sep=None, maxsplit=-1)", bytes_rsplit, 0, NULL},
    {"rstrip(self, bytes=None, /)", bytes_rstrip, 0, NULL},
    {"split(self, sep=None, maxsplit=-1)", bytes_split, 0, NULL},
    {"splitlines(self, keepends=False)", bytes_splitlines, 0, NULL},
    {"startswith(self, prefix, start=None, end=None, /)", bytes_startswith, NATIVE_PARSED, NULL},
    {"strip(self, bytes=None, /)", bytes_strip, 0, NULL},
    {"swapcase(self, /)", method_swapcase, 0, NULL},
    {"title(self, /)", method_title, 0, NULL},
    {"translate(self, table, /, delete=?)", method_translate, 0, NULL},
    {"upper(self, /)", method_upper, 0, NULL},
    {"zfill(self, width, /)", method_zfill, 0, NULL},
    {NULL, NULL, 0, NULL},
};
