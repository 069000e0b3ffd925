#include <stdbool.h>
#include <stdlib.h>

#include "core/base/utf8.h"
#include "core/diag/excerpt.h"

enum { TAB = 4, LEAST = 16 }; // columns; narrower terminals are let wrap

struct cell {        // a character; one more stands behind the last
    size_t at, size; // its bytes
    size_t before;   // columns of those before it
};

// What a character looks like: itself, blanks for a tab, \x1b for control characters.
static void add_cell(const struct excerpt *excerpt, const struct cell *cell, struct text *out)
{
    if (excerpt->line[cell->at] == '\t') {
        text_add_repeated(out, ' ', TAB);
    } else {
        text_add_printable(out, excerpt->line + cell->at, cell->size);
    }
}

static size_t columns_of(const struct excerpt *excerpt, const struct cell *cell)
{
    struct text shown = {0};
    add_cell(excerpt, cell, &shown);
    size_t columns = utf8_columns(text_string(&shown), shown.length);
    text_finish(&shown);
    return columns;
}

// The characters [from, to) that fit into `room` columns, with an ellipsis where something is cut.
// The mark stands in sight, as much of it as there is room for.
static void choose_window(const struct excerpt *excerpt, const struct cell *cells, size_t count,
                          size_t room, size_t *from, size_t *to)
{
    size_t start = excerpt->start < count ? excerpt->start : count;
    size_t end = excerpt->end < count ? excerpt->end : count;
    *from = 0;
    *to = count;
    if (cells[count].before <= room) {
        return;
    }
    while (*from < start && cells[end].before - cells[*from].before + 2 > room) {
        (*from)++;
    }
    if (*from == start && start > 0) { // a little of what stands before it
        *from = start > room / 4 ? start - room / 4 : 0;
    }
    size_t left = room - (*from > 0) - 1;
    for (*to = *from; *to < count && cells[*to + 1].before - cells[*from].before <= left; (*to)++) {
    }
}

static void add_carets(const struct excerpt *excerpt, const struct cell *cells, size_t from,
                       size_t to, size_t count, struct text *out)
{
    bool has_operator = excerpt->operator_start < excerpt->operator_end;
    size_t end = to < count && excerpt->end > to ? to : excerpt->end;
    for (size_t i = from; i < end; i++) {
        bool inside = i >= excerpt->operator_start && i < excerpt->operator_end;
        char mark = i < excerpt->start ? ' ' : has_operator && !inside ? '~' : '^';
        text_add_repeated(out, mark, i < count ? cells[i + 1].before - cells[i].before : 1);
    }
    text_add_char(out, '\n');
}

static void add_lines(const struct excerpt *excerpt, const struct cell *cells, size_t count,
                      size_t indent, size_t columns, struct text *out)
{
    size_t from = 0, to = count;
    if (columns > indent + LEAST) {
        choose_window(excerpt, cells, count, columns - indent, &from, &to);
    }
    text_add_repeated(out, ' ', indent);
    text_add(out, from > 0 ? "…" : "");
    for (size_t i = from; i < to; i++) {
        add_cell(excerpt, &cells[i], out);
    }
    text_add(out, to < count ? "…\n" : "\n");
    if (excerpt->start < excerpt->end) {
        text_add_repeated(out, ' ', indent + (from > 0));
        add_carets(excerpt, cells, from, to, count, out);
    }
}

void excerpt_add(const struct excerpt *excerpt, size_t indent, size_t columns, struct text *out)
{
    struct cell *cells = calloc(excerpt->length + 1, sizeof *cells);
    if (cells == NULL) {
        out->failed = true;
        return;
    }
    size_t count = 0;
    for (size_t at = 0; at < excerpt->length; count++) {
        struct cell *cell = &cells[count];
        cell->at = at;
        utf8_decode(excerpt->line + at, excerpt->length - at, &cell->size);
        cell[1].before = cell->before + columns_of(excerpt, cell);
        at += cell->size;
    }
    add_lines(excerpt, cells, count, indent, columns, out);
    free(cells);
}
