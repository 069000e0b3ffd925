// Walks libcmark's tree once and flattens it. Inline nodes add to the text of the block that is
// open; a block is closed when its node ends.
#include <stdlib.h>
#include <string.h>

#include <cmark.h>

#include "core/base/array.h"
#include "core/base/utf8.h"
#include "core/diag/page.h"

enum { MAX_STYLE_DEPTH = 16 };

// Where the walk is.
struct walk {
    struct page *page;
    int line_offset;   // added to cmark's line numbers
    int depth;         // list items around
    int quotes;        // block quotes around
    int item_number;   // PAGE_ITEM to be: its number; meaningful while `in_item_head`
    bool in_item_head; // the next paragraph is the first of a list item
    bool table;        // inside a paragraph that is a table: line breaks stay
    bool open;         // a block collects text
    struct page_block block;
    struct text text;
    size_t span_capacity;
    size_t style_start[MAX_STYLE_DEPTH];
    int styles;
    bool failed;
};

static void block_finish(struct page_block *block)
{
    free(block->text);
    free(block->info);
    free(block->directive);
    free(block->spans);
    *block = (struct page_block){0};
}

void page_finish(struct page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        block_finish(&page->blocks[i]);
    }
    free(page->blocks);
    *page = (struct page){0};
}

bool page_take(struct page *page, struct page_block *block)
{
    if (!array_reserve((void **)&page->blocks, &page->capacity, page->count + 1,
                       sizeof *page->blocks)) {
        return false;
    }
    page->blocks[page->count++] = *block;
    *block = (struct page_block){0};
    return true;
}

bool page_add(struct page *page, enum page_kind kind, const char *text)
{
    struct page_block block = {.kind = kind, .text = strdup(text)};
    if (block.text == NULL || !page_take(page, &block)) {
        free(block.text);
        return false;
    }
    return true;
}

// Everything in it made again; what could not be is NULL.
static struct page_block block_copy(const struct page_block *block)
{
    struct page_block copy = *block;
    size_t size = block->span_count * sizeof *block->spans;
    copy.text = strdup(block->text);
    copy.info = block->info != NULL ? strdup(block->info) : NULL;
    copy.directive = block->directive != NULL ? strdup(block->directive) : NULL;
    copy.spans = size > 0 ? malloc(size) : NULL;
    if (copy.spans != NULL) {
        memcpy(copy.spans, block->spans, size);
    }
    return copy;
}

bool page_copy(const struct page *from, struct page *page)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct page_block *block = &from->blocks[i];
        struct page_block copy = block_copy(block);
        bool whole = copy.text != NULL && (copy.info != NULL || block->info == NULL) &&
                     (copy.directive != NULL || block->directive == NULL) &&
                     (copy.spans != NULL || block->span_count == 0);
        if (!whole || !page_take(page, &copy)) {
            block_finish(&copy);
            return false;
        }
    }
    return true;
}

static bool is_blank(char character)
{
    return character == ' ' || character == '\t' || character == '\n';
}

static char *copy_trimmed(const char *text, size_t length)
{
    while (length > 0 && is_blank(text[0])) {
        text++;
        length--;
    }
    while (length > 0 && is_blank(text[length - 1])) {
        length--;
    }
    return strndup(text, length);
}

// ---- building one block

static void add_visible(struct text *out, const char *bytes)
{
    text_add_printable(out, bytes, strlen(bytes));
}

static void begin_block(struct walk *walk, enum page_kind kind, cmark_node *node)
{
    walk->open = true;
    walk->styles = 0;
    walk->span_capacity = 0;
    text_clear(&walk->text);
    walk->block = (struct page_block){
        .kind = kind,
        .line = cmark_node_get_start_line(node) + walk->line_offset,
        .depth = walk->depth,
        .quoted = walk->quotes > 0,
    };
}

// A span can't reach beyond the text that trimming leaves.
static void clip_spans(struct page_block *block, size_t cut, size_t length)
{
    size_t kept = 0;
    for (size_t i = 0; i < block->span_count; i++) {
        struct page_span span = block->spans[i];
        size_t end = span.start + span.length;
        span.start = span.start > cut ? span.start - cut : 0;
        end = end > cut ? end - cut : 0;
        end = end < length ? end : length;
        if (end > span.start) {
            span.length = end - span.start;
            block->spans[kept++] = span;
        }
    }
    block->span_count = kept;
}

static void end_block(struct walk *walk)
{
    struct page_block *block = &walk->block;
    const char *text = text_string(&walk->text);
    size_t length = walk->text.length, cut = 0;
    if (block->kind != PAGE_CODE && block->kind != PAGE_TABLE) {
        while (cut < length && is_blank(text[cut])) {
            cut++;
        }
        while (length > cut && is_blank(text[length - 1])) {
            length--;
        }
        clip_spans(block, cut, length - cut);
    }
    block->text = strndup(text + cut, length - cut);
    walk->open = false;
    if (block->text == NULL || walk->text.failed || !page_take(walk->page, block)) {
        walk->failed = true;
        block_finish(block);
    }
}

static void add_simple(struct walk *walk, enum page_kind kind, cmark_node *node, const char *text)
{
    begin_block(walk, kind, node);
    add_visible(&walk->text, text);
    end_block(walk);
}

// ---- HTML: comments are directions, <details> are hints, the rest is kept apart

static void note_directive(struct walk *walk, const char *html)
{
    size_t length = strlen(html);
    while (length > 0 && is_blank(html[length - 1])) {
        length--;
    }
    size_t close = length >= 7 && memcmp(html + length - 3, "-->", 3) == 0 ? 3 : 0;
    char *inside = copy_trimmed(html + 4, length - 4 - close);
    if (inside == NULL) {
        walk->failed = true;
        return;
    }
    free(walk->block.directive);
    walk->block.directive = inside;
}

static void html_comment(struct walk *walk, cmark_node *node, const char *html)
{
    begin_block(walk, PAGE_DIRECTIVE, node);
    note_directive(walk, html);
    if (walk->block.directive != NULL) {
        add_visible(&walk->text, walk->block.directive);
    }
    end_block(walk);
}

// `<details><summary>Hint</summary>text</details>`, whole or up to where Markdown begins.
static void html_details(struct walk *walk, cmark_node *node, const char *html)
{
    const char *summary = strstr(html, "<summary>");
    const char *summary_end = strstr(html, "</summary>");
    const char *end = strstr(html, "</details>");
    const char *rest = strchr(html, '>') + 1;
    begin_block(walk, PAGE_HINT_BEGIN, node);
    if (summary != NULL && summary_end != NULL && summary_end > summary) {
        text_add_printable(&walk->text, summary + 9, (size_t)(summary_end - summary - 9));
        rest = summary_end + 10;
    }
    end_block(walk);
    size_t length = end != NULL && end > rest ? (size_t)(end - rest) : strlen(rest);
    char *inside = copy_trimmed(rest, length);
    if (inside == NULL) {
        walk->failed = true;
    } else if (inside[0] != '\0') {
        add_simple(walk, PAGE_PARAGRAPH, node, inside);
    }
    free(inside);
    if (end != NULL) {
        add_simple(walk, PAGE_HINT_END, node, "");
    }
}

static void html_block(struct walk *walk, cmark_node *node)
{
    const char *html = cmark_node_get_literal(node);
    while (is_blank(*html)) {
        html++;
    }
    if (strncmp(html, "<!--", 4) == 0) {
        html_comment(walk, node, html);
    } else if (strncmp(html, "<details", 8) == 0 && strchr(html, '>') != NULL) {
        html_details(walk, node, html);
    } else if (strncmp(html, "</details>", 10) == 0) {
        add_simple(walk, PAGE_HINT_END, node, "");
    } else {
        add_simple(walk, PAGE_HTML, node, html);
    }
}

// ---- inline nodes

static void add_span(struct walk *walk, size_t start, enum page_style style)
{
    struct page_block *block = &walk->block;
    if (!array_reserve((void **)&block->spans, &walk->span_capacity, block->span_count + 1,
                       sizeof *block->spans)) {
        walk->failed = true;
        return;
    }
    block->spans[block->span_count++] =
        (struct page_span){.start = start, .length = walk->text.length - start, .style = style};
}

static void style_event(struct walk *walk, bool enter, enum page_style style)
{
    if (enter) {
        if (walk->styles < MAX_STYLE_DEPTH) {
            walk->style_start[walk->styles] = walk->text.length;
        }
        walk->styles++;
        return;
    }
    walk->styles--;
    if (walk->styles < MAX_STYLE_DEPTH) {
        add_span(walk, walk->style_start[walk->styles], style);
    }
}

static void code_span(struct walk *walk, const char *code)
{
    size_t start = walk->text.length;
    add_visible(&walk->text, code);
    add_span(walk, start, PAGE_CODE_SPAN);
}

static void inline_event(struct walk *walk, cmark_node *node, bool enter)
{
    if (!walk->open) {
        return;
    }
    cmark_node_type type = cmark_node_get_type(node);
    const char *literal = cmark_node_get_literal(node);
    if (type == CMARK_NODE_TEXT) {
        add_visible(&walk->text, literal);
    } else if (type == CMARK_NODE_SOFTBREAK) {
        text_add_char(&walk->text, walk->table ? '\n' : ' ');
    } else if (type == CMARK_NODE_LINEBREAK) {
        text_add_char(&walk->text, '\n');
    } else if (type == CMARK_NODE_CODE) {
        code_span(walk, literal);
    } else if (type == CMARK_NODE_HTML_INLINE && strncmp(literal, "<!--", 4) == 0) {
        note_directive(walk, literal);
    } else if (type == CMARK_NODE_EMPH) {
        style_event(walk, enter, PAGE_EMPHASIS);
    } else if (type == CMARK_NODE_STRONG) {
        style_event(walk, enter, PAGE_STRONG);
    }
}

// ---- tables: CommonMark has none, so they come as a paragraph whose lines begin with a bar

static bool is_table(cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    return first != NULL && cmark_node_get_type(first) == CMARK_NODE_TEXT &&
           cmark_node_get_literal(first)[0] == '|';
}

static bool is_table_ruler(const char *row, size_t length)
{
    return length > 0 && strspn(row, "|-: ") >= length && memchr(row, '-', length) != NULL;
}

static void add_table_row(struct text *out, const char *row, size_t length)
{
    while (length > 0 && (row[length - 1] == '|' || is_blank(row[length - 1]))) {
        length--;
    }
    const char *end = row + length;
    row += *row == '|';
    for (bool first = true; row <= end; first = false) {
        const char *bar = memchr(row, '|', (size_t)(end - row));
        const char *stop = bar != NULL ? bar : end;
        char *cell = copy_trimmed(row, (size_t)(stop - row));
        if (!first) {
            text_add_char(out, '\t');
        }
        text_add(out, cell != NULL ? cell : "");
        out->failed |= cell == NULL;
        free(cell);
        row = stop + 1;
    }
    text_add_char(out, '\n');
}

// Rows of `| a | b |` become lines with tabs. Spans would point to the old places: they go.
static void table_close(struct walk *walk)
{
    struct text rows = {0};
    const char *at = text_string(&walk->text);
    while (*at != '\0') {
        size_t length = strcspn(at, "\n");
        if (!is_table_ruler(at, length)) {
            add_table_row(&rows, at, length);
        }
        at += length + (at[length] == '\n');
    }
    text_clear(&walk->text);
    text_add(&walk->text, text_string(&rows));
    walk->text.failed |= rows.failed;
    text_finish(&rows);
    walk->block.kind = PAGE_TABLE;
    walk->block.span_count = 0;
    walk->table = false;
    end_block(walk);
}

// ---- blocks

static void paragraph_event(struct walk *walk, cmark_node *node, bool enter)
{
    if (!enter) {
        if (walk->table) {
            table_close(walk);
        } else {
            end_block(walk);
        }
        return;
    }
    if (walk->in_item_head && walk->quotes == 0) {
        walk->in_item_head = false;
        begin_block(walk, PAGE_ITEM, node);
        walk->block.number = walk->item_number;
        walk->block.depth = walk->depth - 1;
        return;
    }
    begin_block(walk, PAGE_PARAGRAPH, node);
    walk->table = is_table(node);
}

static void code_event(struct walk *walk, cmark_node *node)
{
    begin_block(walk, PAGE_CODE, node);
    walk->block.info =
        copy_trimmed(cmark_node_get_fence_info(node), strlen(cmark_node_get_fence_info(node)));
    walk->failed |= walk->block.info == NULL;
    text_add(&walk->text, cmark_node_get_literal(node));
    end_block(walk);
}

// An item whose first block is no paragraph (a fence) still gets its PAGE_ITEM.
static void item_head_without_text(struct walk *walk, cmark_node *node)
{
    if (walk->in_item_head) {
        walk->in_item_head = false;
        begin_block(walk, PAGE_ITEM, node);
        walk->block.number = walk->item_number;
        walk->block.depth = walk->depth - 1;
        end_block(walk);
    }
}

static void item_event(struct walk *walk, cmark_node *node, bool enter)
{
    item_head_without_text(walk, node); // an empty item, or one that opens with a list
    walk->depth += enter ? 1 : -1;
    if (!enter) {
        return;
    }
    cmark_node *list = cmark_node_parent(node);
    int number = 0;
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        number = cmark_node_get_list_start(list);
        for (cmark_node *at = node; (at = cmark_node_previous(at)) != NULL;) {
            number++;
        }
    }
    walk->in_item_head = true;
    walk->item_number = number;
}

static void walk_event(struct walk *walk, cmark_node *node, bool enter)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH) {
        paragraph_event(walk, node, enter);
    } else if (type == CMARK_NODE_ITEM) {
        item_event(walk, node, enter);
    } else if (type == CMARK_NODE_BLOCK_QUOTE) {
        item_head_without_text(walk, node);
        walk->quotes += enter ? 1 : -1;
    } else if (type == CMARK_NODE_HEADING) {
        if (enter) {
            begin_block(walk, PAGE_HEADING, node);
            walk->block.level = cmark_node_get_heading_level(node);
        } else {
            end_block(walk);
        }
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        item_head_without_text(walk, node);
        code_event(walk, node);
    } else if (type == CMARK_NODE_HTML_BLOCK) {
        item_head_without_text(walk, node);
        html_block(walk, node);
    } else if (type == CMARK_NODE_THEMATIC_BREAK) {
        add_simple(walk, PAGE_RULE, node, "");
    } else {
        inline_event(walk, node, enter);
    }
}

// ---- the source

// The line of the first byte that may not be there; 0 when all may. Carriage returns are allowed:
// cmark takes them for line ends.
static int find_bad_byte(const char *markdown, size_t length, uint32_t *ret_character)
{
    int line = 1;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(markdown + at, length - at, &size);
        line += character == '\n';
        bool fine = character >= 0x20 ? character != 0x7F && character != UTF8_INVALID &&
                                            !(character >= 0x80 && character < 0xA0) &&
                                            !(character >= 0x202A && character <= 0x202E) &&
                                            !(character >= 0x2066 && character <= 0x2069)
                                      : character == '\n' || character == '\t' || character == '\r';
        if (!fine) {
            *ret_character = character == UTF8_INVALID ? (unsigned char)markdown[at] : character;
            return line;
        }
    }
    return 0;
}

enum status page_parse(const char *markdown, size_t length, int first_line, struct page *ret_page)
{
    uint32_t character = 0;
    int line = find_bad_byte(markdown, length, &character);
    if (line != 0) {
        return status_fail(STATUS_INVALID, "line %d: a control character or no UTF-8 (0x%02X)",
                           line + first_line - 1, (unsigned)character);
    }
    cmark_node *document = cmark_parse_document(markdown, length, CMARK_OPT_DEFAULT);
    cmark_iter *iterator = cmark_iter_new(document);
    struct page page = {0};
    struct walk walk = {.page = &page, .line_offset = first_line - 1};
    for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
        walk_event(&walk, cmark_iter_get_node(iterator), event == CMARK_EVENT_ENTER);
    }
    cmark_iter_free(iterator);
    cmark_node_free(document);
    text_finish(&walk.text);
    if (walk.failed) {
        page_finish(&page);
        return status_fail(STATUS_MEMORY, "no memory to read a page");
    }
    *ret_page = page;
    return STATUS_OK;
}
