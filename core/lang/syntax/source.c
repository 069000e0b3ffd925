#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/syntax/source.h"

enum { SOURCE_LIMIT = 1 << 30 };

static bool find_lines(struct source *source)
{
    size_t capacity = 0;
    size_t start = 0;
    for (;;) {
        if (!array_reserve((void **)&source->line_starts, &capacity, source->line_count + 1,
                           sizeof *source->line_starts)) {
            return false;
        }
        source->line_starts[source->line_count++] = (uint32_t)start;
        char *end = memchr(source->text + start, '\n', source->length - start);
        if (end == NULL) {
            return true;
        }
        start = (size_t)(end - source->text) + 1;
    }
}

static enum status no_memory(const char *name)
{
    return status_fail(STATUS_MEMORY, "no memory for %s", name);
}

// Copies the text with each CR LF and each CR as LF.
static bool copy_lines(struct source *source, const char *text, size_t length)
{
    char *out = source->text = malloc(length + 1);
    if (out == NULL) {
        return false;
    }
    for (size_t at = 0; at < length; at++) {
        if (text[at] == '\r') {
            *out++ = '\n';
            at += at + 1 < length && text[at + 1] == '\n';
        } else {
            *out++ = text[at];
        }
    }
    *out = '\0';
    source->length = (size_t)(out - source->text);
    return true;
}

// Notes the first of the problems that a text can have. False: no memory.
static bool find_problem(struct source *source)
{
    struct text problem = {0};
    if (memchr(source->text, '\0', source->length) != NULL) {
        text_add(&problem, "source code cannot contain null bytes");
    } else {
        uint32_t line = 1;
        for (size_t at = 0, size; at < source->length; at += size) {
            if (utf8_decode(source->text + at, source->length - at, &size) == UTF8_INVALID) {
                text_addf(&problem,
                          "Non-UTF-8 code starting with '\\x%02x' in file %s on line %u, but no "
                          "encoding declared; see https://peps.python.org/pep-0263/ for details",
                          (unsigned char)source->text[at], source->name, line);
                break;
            }
            line += source->text[at] == '\n';
        }
    }
    if (problem.length == 0) {
        return true;
    }
    source->problem = text_take(&problem);
    return source->problem != NULL;
}

// Takes `problem` over, NULL: none is known yet.
static enum status create(const char *name, const char *text, size_t length, char *problem,
                          struct source **ret_source)
{
    if (length > SOURCE_LIMIT) {
        free(problem);
        return status_fail(STATUS_INVALID, "%s: a source of more than 1 GiB", name);
    }
    struct source *source = calloc(1, sizeof *source);
    if (source == NULL) {
        free(problem);
        return no_memory(name);
    }
    *source = (struct source){
        .references = 1,
        .name = strdup(name),
        .problem = problem,
        .first_line = 1,
    };
    if (source->name == NULL || !copy_lines(source, text, length) || !find_lines(source) ||
        (problem == NULL && !find_problem(source))) {
        source_unref(source);
        return no_memory(name);
    }
    *ret_source = source;
    return STATUS_OK;
}

enum status source_create(const char *name, const char *text, size_t length,
                          struct source **ret_source)
{
    return create(name, text, length, NULL, ret_source);
}

// ---- files

enum encoding { ENCODING_UTF8, ENCODING_LATIN1, ENCODING_OTHER };

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\f';
}

static bool is_encoding_part(char byte)
{
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
           byte == '-' || byte == '_' || byte == '.';
}

// The encoding named in one line: a comment with "coding:" or "coding=" and a name. False for none.
// `*ret_comment`: the line holds nothing but a comment, so the next one may name it.
static bool coding_comment(const char *line, size_t length, char *name, size_t room,
                           bool *ret_comment)
{
    size_t at = 0;
    while (at < length && is_blank(line[at])) {
        at++;
    }
    *ret_comment = at == length || line[at] == '#';
    const char *found = NULL;
    for (; *ret_comment && at + 7 <= length; at++) {
        if (memcmp(line + at, "coding", 6) == 0 && (line[at + 6] == ':' || line[at + 6] == '=')) {
            found = line + at + 7;
            break;
        }
    }
    if (found == NULL) {
        return false;
    }
    while (found < line + length && (*found == ' ' || *found == '\t')) {
        found++;
    }
    size_t count = 0;
    for (; found < line + length && is_encoding_part(*found) && count + 1 < room; found++) {
        name[count++] = *found;
    }
    name[count] = '\0';
    return count > 0;
}

static enum encoding encoding_of(const char *name)
{
    char plain[64];
    size_t length = 0;
    for (; name[length] != '\0' && length + 1 < sizeof plain; length++) {
        char letter = name[length];
        plain[length] = letter == '_'                    ? '-'
                        : letter >= 'A' && letter <= 'Z' ? (char)(letter | 0x20)
                                                         : letter;
    }
    plain[length] = '\0';
    static const char *const utf8[] = {"utf-8", "utf8", "utf-8-sig", "u8", "cp65001"};
    static const char *const latin1[] = {"latin-1", "iso-8859-1", "iso-latin-1",
                                         "latin1",  "iso8859-1",  "l1"};
    for (size_t i = 0; i < sizeof utf8 / sizeof *utf8; i++) {
        if (strcmp(plain, utf8[i]) == 0) {
            return ENCODING_UTF8;
        }
    }
    for (size_t i = 0; i < sizeof latin1 / sizeof *latin1; i++) {
        if (strcmp(plain, latin1[i]) == 0) {
            return ENCODING_LATIN1;
        }
    }
    return ENCODING_OTHER;
}

// What the first two lines say; `name` is "" when they say nothing.
static enum encoding declared_encoding(const char *bytes, size_t length, char *name, size_t room)
{
    name[0] = '\0';
    for (int i = 0; i < 2 && length > 0; i++) {
        const char *newline = memchr(bytes, '\n', length);
        size_t line = newline != NULL ? (size_t)(newline - bytes) : length;
        bool comment;
        if (coding_comment(bytes, line, name, room, &comment)) {
            return encoding_of(name);
        }
        if (!comment || newline == NULL) {
            break;
        }
        bytes += line + 1;
        length -= line + 1;
    }
    return ENCODING_UTF8;
}

static enum status decode_latin1(const char *name, const char *bytes, size_t length,
                                 struct source **ret_source)
{
    struct text text = {0};
    for (size_t i = 0; i < length; i++) {
        text_add_utf8(&text, (unsigned char)bytes[i]);
    }
    enum status status = text.failed
                             ? no_memory(name)
                             : create(name, text_string(&text), text.length, NULL, ret_source);
    text_finish(&text);
    return status;
}

enum status source_decode(const char *name, const char *bytes, size_t length,
                          struct source **ret_source)
{
    char encoding_name[64];
    bool marked = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    if (marked) {
        bytes += 3;
        length -= 3;
    }
    enum encoding encoding = declared_encoding(bytes, length, encoding_name, sizeof encoding_name);
    if (encoding == ENCODING_UTF8) {
        return create(name, bytes, length, NULL, ret_source);
    }
    if (encoding == ENCODING_LATIN1 && !marked) {
        return decode_latin1(name, bytes, length, ret_source);
    }
    struct text problem = {0};
    text_addf(&problem,
              marked ? "encoding problem: %s with BOM"
                     : "ranksh has no source encoding '%s': save the file as UTF-8",
              encoding_name);
    char *taken = text_take(&problem);
    return taken != NULL ? create(name, "", 0, taken, ret_source) : no_memory(name);
}

struct source *source_ref(struct source *source)
{
    source->references++;
    return source;
}

void source_unref(struct source *source)
{
    if (source != NULL && --source->references == 0) {
        free(source->name);
        free(source->text);
        free(source->problem);
        free(source->line_starts);
        free(source);
    }
}

const char *source_line(const struct source *source, uint32_t line, size_t *ret_length)
{
    *ret_length = 0;
    if (line < source->first_line || line - source->first_line >= source->line_count) {
        return "";
    }
    uint32_t index = line - source->first_line;
    size_t start = source->line_starts[index];
    size_t end = index + 1 < source->line_count ? source->line_starts[index + 1] : source->length;
    end -= end > start && source->text[end - 1] == '\n';
    *ret_length = end - start;
    return source->text + start;
}
