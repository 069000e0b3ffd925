// Diagnostics as bytes: a version, then each exception of the chain, the newest first. Numbers are
// little-endian with 7 bits a byte (the high bit: more follows); a text is its length plus one,
// then its bytes; 0 stands for NULL.
#include <string.h>

#include "core/diag/diagnostic.h"

enum { WIRE_VERSION = 1 };

static void put_number(struct text *out, uint64_t number)
{
    while (number >= 0x80) {
        text_add_char(out, (char)(number | 0x80));
        number >>= 7;
    }
    text_add_char(out, (char)number);
}

static void put_text(struct text *out, const char *text)
{
    size_t length = text != NULL ? strlen(text) : 0;
    put_number(out, text != NULL ? length + 1 : 0);
    if (length > 0) {
        text_add_bytes(out, text, length);
    }
}

static void put_frame(struct text *out, const struct diagnostic_frame *frame)
{
    put_text(out, frame->file);
    put_text(out, frame->function);
    put_text(out, frame->source);
    put_number(out, frame->line);
    put_number(out, frame->marks.known);
    put_number(out, frame->marks.column);
    put_number(out, frame->marks.end_column);
    put_number(out, frame->marks.end_line);
    put_number(out, frame->marks.operator_column);
    put_number(out, frame->marks.operator_end_column);
    put_text(out, frame->argument);
}

void diagnostic_encode(const struct diagnostic *diagnostic, struct text *out)
{
    put_number(out, WIRE_VERSION);
    for (; diagnostic != NULL; diagnostic = diagnostic->earlier) {
        put_text(out, diagnostic->class_name);
        put_text(out, diagnostic->message);
        put_text(out, diagnostic->suggestion);
        put_text(out, diagnostic->hint);
        put_number(out, diagnostic->frame_count);
        for (size_t i = 0; i < diagnostic->frame_count; i++) {
            put_frame(out, &diagnostic->frames[i]);
        }
        put_number(out, diagnostic->note_count);
        for (size_t i = 0; i < diagnostic->note_count; i++) {
            put_text(out, diagnostic->notes[i]);
        }
        put_number(out, diagnostic->earlier_link);
        put_number(out, diagnostic->earlier != NULL);
    }
}

// What is left to read. `failure` is the first thing that went wrong.
struct reader {
    const char *at, *end;
    enum status failure;
    struct text scratch; // texts on their way into a diagnostic, each with its zero
};

static void fail(struct reader *reader, enum status failure)
{
    if (reader->failure == STATUS_OK) {
        reader->failure = failure;
    }
    reader->at = reader->end;
}

static uint64_t get_number(struct reader *reader, uint64_t limit)
{
    uint64_t number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
        if (reader->at == reader->end) {
            break;
        }
        unsigned char byte = (unsigned char)*reader->at++;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80 && number <= limit) {
            return number;
        }
    }
    fail(reader, STATUS_CORRUPT);
    return 0;
}

static uint32_t get_u32(struct reader *reader)
{
    return (uint32_t)get_number(reader, UINT32_MAX);
}

// An offset into `scratch`, plus one; 0 for NULL. The text moves while it grows, so the caller asks
// for the address last.
static size_t get_text(struct reader *reader, bool may_be_null)
{
    uint64_t length = get_number(reader, (uint64_t)(reader->end - reader->at) + 1);
    if (length == 0) {
        if (!may_be_null) {
            fail(reader, STATUS_CORRUPT);
        }
        return 0;
    }
    length--;
    if (length > (uint64_t)(reader->end - reader->at) ||
        memchr(reader->at, '\0', (size_t)length) != NULL) {
        fail(reader, STATUS_CORRUPT);
        return 0;
    }
    size_t offset = reader->scratch.length;
    text_add_bytes(&reader->scratch, reader->at, (size_t)length);
    text_add_char(&reader->scratch, '\0');
    reader->at += length;
    if (reader->scratch.failed) {
        fail(reader, STATUS_MEMORY);
    }
    return offset + 1;
}

static const char *text_at(const struct reader *reader, size_t offset)
{
    return offset > 0 ? reader->scratch.data + offset - 1 : NULL;
}

static void get_frame(struct reader *reader, struct diagnostic *diagnostic)
{
    text_clear(&reader->scratch);
    struct diagnostic_frame frame = {0};
    size_t file = get_text(reader, false);
    size_t function = get_text(reader, true);
    size_t source = get_text(reader, true);
    frame.line = get_u32(reader);
    frame.marks.known = get_number(reader, 1) != 0;
    frame.marks.column = get_u32(reader);
    frame.marks.end_column = get_u32(reader);
    frame.marks.end_line = get_u32(reader);
    frame.marks.operator_column = get_u32(reader);
    frame.marks.operator_end_column = get_u32(reader);
    size_t argument = get_text(reader, true);
    if (reader->failure == STATUS_OK) {
        frame.file = text_at(reader, file);
        frame.function = text_at(reader, function);
        frame.source = text_at(reader, source);
        frame.argument = text_at(reader, argument);
        if (diagnostic_add_frame(diagnostic, &frame) != STATUS_OK) {
            fail(reader, STATUS_MEMORY);
        }
    }
}

static void get_note(struct reader *reader, struct diagnostic *diagnostic)
{
    text_clear(&reader->scratch);
    size_t note = get_text(reader, false);
    if (reader->failure == STATUS_OK &&
        diagnostic_add_note(diagnostic, text_at(reader, note)) != STATUS_OK) {
        fail(reader, STATUS_MEMORY);
    }
}

static struct diagnostic *get_head(struct reader *reader)
{
    text_clear(&reader->scratch);
    size_t class_name = get_text(reader, false);
    size_t message = get_text(reader, false);
    size_t suggestion = get_text(reader, true);
    size_t hint = get_text(reader, true);
    if (reader->failure != STATUS_OK) {
        return NULL;
    }
    struct diagnostic *diagnostic =
        diagnostic_create(text_at(reader, class_name), text_at(reader, message));
    if (diagnostic == NULL ||
        (suggestion > 0 &&
         diagnostic_set_suggestion(diagnostic, text_at(reader, suggestion)) != STATUS_OK) ||
        (hint > 0 && diagnostic_set_hint(diagnostic, text_at(reader, hint)) != STATUS_OK)) {
        fail(reader, STATUS_MEMORY);
    }
    return diagnostic;
}

// One exception of the chain; NULL when not even its head could be read.
static struct diagnostic *get_one(struct reader *reader)
{
    struct diagnostic *diagnostic = get_head(reader);
    uint64_t frames = get_number(reader, UINT32_MAX);
    for (uint64_t i = 0; i < frames && reader->failure == STATUS_OK; i++) {
        get_frame(reader, diagnostic);
    }
    uint64_t notes = get_number(reader, UINT32_MAX);
    for (uint64_t i = 0; i < notes && reader->failure == STATUS_OK; i++) {
        get_note(reader, diagnostic);
    }
    enum diagnostic_link link = (enum diagnostic_link)get_number(reader, DIAGNOSTIC_CONTEXT);
    if (diagnostic != NULL) {
        diagnostic->earlier_link = link;
    }
    return diagnostic;
}

enum status diagnostic_decode(const char *bytes, size_t length, struct diagnostic **ret_diagnostic)
{
    struct reader reader = {.at = bytes, .end = bytes + length};
    struct diagnostic *first = NULL, **next = &first;
    if (get_number(&reader, UINT32_MAX) != WIRE_VERSION) {
        fail(&reader, STATUS_CORRUPT);
    }
    for (bool more = true; more && reader.failure == STATUS_OK;) {
        *next = get_one(&reader);
        more = get_number(&reader, 1) != 0;
        if (*next != NULL) {
            next = &(*next)->earlier;
        }
    }
    if (reader.at != reader.end) {
        fail(&reader, STATUS_CORRUPT);
    }
    text_finish(&reader.scratch);
    if (reader.failure != STATUS_OK) {
        diagnostic_destroy(first);
        return status_fail(reader.failure, reader.failure == STATUS_MEMORY
                                               ? "no memory for a diagnostic"
                                               : "a diagnostic arrived garbled");
    }
    *ret_diagnostic = first;
    return STATUS_OK;
}
