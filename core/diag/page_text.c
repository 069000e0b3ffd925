// What is read out of pages: plain text, code, attributes, the head of a file.
#include <stdlib.h>
#include <string.h>

#include "core/diag/page.h"

// ---- plain text

static bool code_span_at(const struct page_block *block, size_t at, bool end)
{
    for (size_t i = 0; i < block->span_count; i++) {
        const struct page_span *span = &block->spans[i];
        if (span->style == PAGE_CODE_SPAN && span->start + (end ? span->length : 0) == at) {
            return true;
        }
    }
    return false;
}

static void add_with_backticks(const struct page_block *block, struct text *out)
{
    size_t length = strlen(block->text);
    for (size_t at = 0; at <= length; at++) {
        if (code_span_at(block, at, true)) {
            text_add_char(out, '`');
        }
        if (at < length && code_span_at(block, at, false)) {
            text_add_char(out, '`');
        }
        if (at < length) {
            text_add_char(out, block->text[at]);
        }
    }
}

static void add_table(const char *rows, struct text *out)
{
    for (; *rows != '\0'; rows++) {
        if (*rows == '\t') {
            text_add(out, " | ");
        } else if (*rows != '\n' || rows[1] != '\0') {
            text_add_char(out, *rows);
        }
    }
}

void page_block_plain(const struct page_block *block, struct text *out)
{
    switch (block->kind) {
    case PAGE_PARAGRAPH:
    case PAGE_HEADING:
    case PAGE_HINT_BEGIN:
        add_with_backticks(block, out);
        break;
    case PAGE_ITEM:
        text_add_repeated(out, ' ', 2 * (size_t)block->depth);
        if (block->number > 0) {
            text_addf(out, "%d. ", block->number);
        } else {
            text_add(out, "- ");
        }
        add_with_backticks(block, out);
        break;
    case PAGE_CODE: {
        size_t length = strlen(block->text);
        text_add_bytes(out, block->text, length - (length > 0 && block->text[length - 1] == '\n'));
        break;
    }
    case PAGE_TABLE:
        add_table(block->text, out);
        break;
    case PAGE_RULE:
    case PAGE_DIRECTIVE:
    case PAGE_HINT_END:
    case PAGE_HTML:
        break;
    }
}

void page_plain(const struct page *page, struct text *out)
{
    enum page_kind previous = PAGE_RULE;
    bool first = true;
    for (size_t i = 0; i < page->count; i++) {
        const struct page_block *block = &page->blocks[i];
        if (block->kind >= PAGE_RULE && block->kind != PAGE_HINT_BEGIN) {
            continue;
        }
        if (!first && !(previous == PAGE_ITEM && block->kind == PAGE_ITEM)) {
            text_add_char(out, '\n');
        }
        page_block_plain(block, out);
        text_add_char(out, '\n');
        previous = block->kind;
        first = false;
    }
}

bool page_code(const struct page *page, struct text *out)
{
    for (size_t i = 0; i < page->count; i++) {
        const struct page_block *block = &page->blocks[i];
        if (block->kind == PAGE_CODE) {
            page_block_plain(block, out);
            return true;
        }
        for (size_t k = 0; k < block->span_count; k++) {
            if (block->spans[k].style == PAGE_CODE_SPAN) {
                text_add_bytes(out, block->text + block->spans[k].start, block->spans[k].length);
                return true;
            }
        }
    }
    return false;
}

// ---- attributes

static void trim(const char **text, size_t *length)
{
    while (*length > 0 && strchr(" \t\r\n", (*text)[0]) != NULL) {
        (*text)++;
        (*length)--;
    }
    while (*length > 0 && strchr(" \t\r\n", (*text)[*length - 1]) != NULL) {
        (*length)--;
    }
}

bool page_attribute_next(const char **at, struct page_attribute *ret_attribute)
{
    while (**at == ';' || (**at != '\0' && strchr(" \t\r\n", **at) != NULL)) {
        (*at)++;
    }
    if (**at == '\0') {
        return false;
    }
    size_t length = strcspn(*at, ";");
    const char *colon = memchr(*at, ':', length);
    struct page_attribute attribute = {.name = *at, .name_length = length, .value = *at + length};
    if (colon != NULL) {
        attribute.name_length = (size_t)(colon - *at);
        attribute.value = colon + 1;
        attribute.value_length = length - attribute.name_length - 1;
    }
    trim(&attribute.name, &attribute.name_length);
    trim(&attribute.value, &attribute.value_length);
    *at += length;
    *ret_attribute = attribute;
    return true;
}

bool page_attribute_is(const struct page_attribute *attribute, const char *name)
{
    return strlen(name) == attribute->name_length &&
           memcmp(attribute->name, name, attribute->name_length) == 0;
}

char *page_attribute_value(const char *directive, const char *name)
{
    struct page_attribute attribute;
    while (directive != NULL && page_attribute_next(&directive, &attribute)) {
        if (page_attribute_is(&attribute, name)) {
            return strndup(attribute.value, attribute.value_length);
        }
    }
    return NULL;
}

// ---- heads

// The length of the line at `at`, its end excluded; `*ret_next` is where the next one begins.
static size_t line_at(const char *text, size_t length, size_t at, size_t *ret_next)
{
    const char *end = memchr(text + at, '\n', length - at);
    size_t line = end != NULL ? (size_t)(end - text) - at : length - at;
    *ret_next = at + line + (end != NULL);
    return line > 0 && text[at + line - 1] == '\r' ? line - 1 : line;
}

static bool is_fence(const char *line, size_t length)
{
    return length == 3 && memcmp(line, "---", 3) == 0;
}

enum status page_head_read(const char *markdown, size_t length, struct page_head *ret_head)
{
    size_t start, next;
    if (!is_fence(markdown, line_at(markdown, length, 0, &start))) {
        *ret_head = (struct page_head){.text = markdown, .body_line = 1};
        return STATUS_OK;
    }
    int line = 2;
    for (size_t at = start; at < length; at = next, line++) {
        if (is_fence(markdown + at, line_at(markdown, length, at, &next))) {
            *ret_head = (struct page_head){.text = markdown + start,
                                           .length = at - start,
                                           .body = next,
                                           .body_line = line + 1};
            return STATUS_OK;
        }
    }
    return status_fail(STATUS_INVALID, "line 1: the head that `---` opens has no closing `---`");
}
