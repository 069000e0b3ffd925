#include <string.h>

#include "core/base/utf8.h"
#include "repl/page_view.h"

enum { WIDEST = 92, NARROWEST = 20 };

// One block being written: words go to `line` until the next does not fit.
struct flow {
    const struct terminal *terminal;
    struct text *out;
    size_t width;       // of the terminal
    size_t indent;      // of each further line
    size_t column;      // where the line stands
    bool empty;         // no word stands in the line yet
    const char *prefix; // stands before the next line; NULL: blanks
};

static void begin_line(struct flow *flow)
{
    if (flow->prefix != NULL) {
        text_add(flow->out, flow->prefix);
    } else {
        text_add_repeated(flow->out, ' ', flow->indent);
    }
    flow->prefix = NULL;
    flow->column = flow->indent;
    flow->empty = true;
}

static const struct page_span *span_at(const struct page_block *block, size_t at)
{
    for (size_t i = 0; i < block->span_count; i++) {
        const struct page_span *span = &block->spans[i];
        if (at >= span->start && at < span->start + span->length) {
            return span;
        }
    }
    return NULL;
}

static void add_run(const struct terminal *terminal, struct text *word, const char *bytes,
                    size_t length, const struct page_span *span)
{
    struct text run = {0};
    text_add_bytes(&run, bytes, length);
    if (span == NULL) {
        text_add(word, text_string(&run));
    } else {
        switch (span->style) {
        case PAGE_CODE_SPAN:
            terminal_style(terminal, word, STYLE_CODE, text_string(&run));
            break;
        case PAGE_STRONG:
            terminal_style(terminal, word, STYLE_STRONG, text_string(&run));
            break;
        case PAGE_EMPHASIS:
            terminal_style(terminal, word, STYLE_EMPHASIS, text_string(&run));
            break;
        }
    }
    text_finish(&run);
}

// Adds the word in [start, end) of the block to `word`; without colour code stands in backticks.
static size_t add_word(const struct terminal *terminal, const struct page_block *block,
                       size_t start, size_t end, struct text *word)
{
    size_t columns = utf8_columns(block->text + start, end - start);
    for (size_t at = start, next; at < end; at = next) {
        const struct page_span *span = span_at(block, at);
        next = at + 1;
        while (next < end && span_at(block, next) == span) {
            next++;
        }
        bool ticks = span != NULL && span->style == PAGE_CODE_SPAN && !terminal->colour;
        if (ticks && at == span->start) {
            text_add_char(word, '`');
            columns++;
        }
        add_run(terminal, word, block->text + at, next - at, span);
        if (ticks && next == span->start + span->length) {
            text_add_char(word, '`');
            columns++;
        }
    }
    return columns;
}

static void flow_text(struct flow *flow, const struct page_block *block)
{
    const char *text = block->text;
    begin_line(flow);
    for (size_t at = 0; text[at] != '\0';) {
        if (text[at] == '\n') {
            text_add_char(flow->out, '\n');
            begin_line(flow);
            at++;
            continue;
        }
        if (text[at] == ' ') {
            at++;
            continue;
        }
        size_t end = at + strcspn(text + at, " \n");
        struct text word = {0};
        size_t columns = add_word(flow->terminal, block, at, end, &word);
        if (!flow->empty && flow->column + 1 + columns > flow->width) {
            text_add_char(flow->out, '\n');
            begin_line(flow);
        }
        if (!flow->empty) {
            text_add_char(flow->out, ' ');
            flow->column++;
        }
        text_add(flow->out, text_string(&word));
        flow->column += columns;
        flow->empty = false;
        text_finish(&word);
        at = end;
    }
    text_add_char(flow->out, '\n');
}

static void flow_code(struct flow *flow, const struct page_block *block)
{
    for (const char *line = block->text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        struct text code = {0};
        begin_line(flow);
        text_add_bytes(&code, line, length);
        text_add(flow->out, "    ");
        terminal_style(flow->terminal, flow->out, STYLE_CODE, text_string(&code));
        text_add_char(flow->out, '\n');
        text_finish(&code);
        line += length + (line[length] == '\n');
    }
}

// Cells are padded to their column's width.
static void flow_table(struct flow *flow, const struct page_block *block)
{
    enum { COLUMNS = 12 };
    size_t widths[COLUMNS] = {0}, column = 0;
    for (const char *at = block->text; *at != '\0';) {
        size_t length = strcspn(at, "\t\n");
        size_t width = utf8_columns(at, length);
        if (column < COLUMNS && width > widths[column]) {
            widths[column] = width;
        }
        column = at[length] == '\t' ? column + 1 : 0;
        at += length + (at[length] != '\0');
    }
    column = 0;
    for (const char *at = block->text; *at != '\0';) {
        size_t length = strcspn(at, "\t\n");
        if (column == 0) {
            begin_line(flow);
        }
        text_add_bytes(flow->out, at, length);
        if (at[length] == '\t' && column < COLUMNS) {
            text_add_repeated(flow->out, ' ', widths[column] - utf8_columns(at, length) + 2);
        } else {
            text_add_char(flow->out, '\n');
        }
        column = at[length] == '\t' ? column + 1 : 0;
        at += length + (at[length] != '\0');
    }
}

static void add_block(const struct terminal *terminal, const struct page_block *block,
                      size_t indent, const char *prefix, struct text *out)
{
    size_t width = (size_t)terminal->columns < WIDEST ? (size_t)terminal->columns : WIDEST;
    struct flow flow = {.terminal = terminal,
                        .out = out,
                        .width = width > indent + NARROWEST ? width : indent + NARROWEST,
                        .indent = indent,
                        .prefix = prefix};
    switch (block->kind) {
    case PAGE_PARAGRAPH:
    case PAGE_ITEM:
        flow_text(&flow, block);
        break;
    case PAGE_HEADING: {
        begin_line(&flow);
        terminal_style(terminal, out, STYLE_STRONG, block->text);
        text_add_char(out, '\n');
        break;
    }
    case PAGE_CODE:
        flow_code(&flow, block);
        break;
    case PAGE_TABLE:
        flow_table(&flow, block);
        break;
    case PAGE_RULE:
        begin_line(&flow);
        text_add_repeated(out, '-', 20);
        text_add_char(out, '\n');
        break;
    case PAGE_DIRECTIVE:
    case PAGE_HINT_BEGIN:
    case PAGE_HINT_END:
    case PAGE_HTML:
        break;
    }
}

static bool is_shown(const struct page_block *block)
{
    return block->kind != PAGE_DIRECTIVE && block->kind != PAGE_HINT_BEGIN &&
           block->kind != PAGE_HINT_END && block->kind != PAGE_HTML;
}

void page_view_add_indented(const struct terminal *terminal, const struct page *page,
                            const char *first, struct text *out)
{
    size_t margin = utf8_columns(first, strlen(first));
    const struct page_block *before = NULL;
    for (size_t i = 0; page != NULL && i < page->count; i++) {
        const struct page_block *block = &page->blocks[i];
        if (!is_shown(block)) {
            continue;
        }
        bool item = block->kind == PAGE_ITEM;
        if (before != NULL && !(item && before->kind == PAGE_ITEM)) {
            text_add_char(out, '\n');
        }
        size_t indent = margin + 2 * (size_t)block->depth + (block->quoted ? 2 : 0);
        struct text prefix = {0};
        if (before == NULL) {
            text_add(&prefix, first);
        } else {
            text_add_repeated(&prefix, ' ', margin);
        }
        text_add_repeated(&prefix, ' ', indent - margin);
        if (item) {
            size_t start = prefix.length;
            if (block->number > 0) {
                text_addf(&prefix, "%d. ", block->number);
            } else {
                text_add(&prefix, "- ");
            }
            indent += prefix.length - start;
        }
        add_block(terminal, block, indent, text_string(&prefix), out);
        text_finish(&prefix);
        before = block;
    }
}

void page_view_add(const struct terminal *terminal, const struct page *page, struct text *out)
{
    if (terminal->plain && page != NULL) {
        size_t start = out->length;
        page_plain(page, out);
        if (out->length > start && out->data[out->length - 1] != '\n') {
            text_add_char(out, '\n');
        }
    } else {
        page_view_add_indented(terminal, page, "", out);
    }
}
