#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/utf8.h"
#include "repl/table.h"

void table_row(struct table *table, const char *format, ...)
{
    struct text line = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&line, format, arguments);
    va_end(arguments);
    if (array_reserve((void **)&table->cells, &table->capacity, (table->rows + 1) * table->columns,
                      sizeof *table->cells)) {
        const char *at = text_string(&line);
        for (size_t column = 0; column < table->columns; column++) {
            size_t length = strcspn(at, "\t");
            struct text cell = {0};
            text_add_printable(&cell, at, length);
            table->cells[table->rows * table->columns + column] = text_take(&cell);
            at += at[length] == '\t' ? length + 1 : length;
        }
        table->rows++;
    }
    text_finish(&line);
}

static const char *cell(const struct table *table, size_t row, size_t column)
{
    const char *text = table->cells[row * table->columns + column];
    return text != NULL ? text : "";
}

static size_t width_of(const char *text)
{
    return utf8_columns(text, strlen(text));
}

// The width of a column, 0 when all its cells are empty.
static size_t column_width(const struct table *table, size_t column)
{
    size_t width = 0;
    for (size_t row = 0; row < table->rows; row++) {
        size_t own = width_of(cell(table, row, column));
        width = own > width ? own : width;
    }
    size_t head = width_of(table->heads[column]);
    return width > 0 && head > width ? head : width;
}

static void add_cell(struct text *line, const char *text, size_t width)
{
    text_add(line, text);
    text_add_repeated(line, ' ', width - width_of(text) + 2);
}

static void add_line(struct text *out, struct text *line)
{
    while (line->length > 0 && line->data[line->length - 1] == ' ') {
        text_truncate(line, line->length - 1);
    }
    text_add(out, text_string(line));
    text_add_char(out, '\n');
    text_clear(line);
}

// The rows of one block: the first column, then those of [from, until).
static void add_block(const struct table *table, const size_t *widths, size_t from, size_t until,
                      struct text *out)
{
    struct text line = {0};
    for (size_t row = 0; row <= table->rows; row++) { // row 0 has the heads
        for (size_t column = 0; column < until; column++) {
            if (widths[column] > 0 && (column == 0 || column >= from)) {
                add_cell(&line, row > 0 ? cell(table, row - 1, column) : table->heads[column],
                         widths[column]);
            }
        }
        add_line(out, &line);
    }
    text_finish(&line);
}

// The column before which a block that begins with `from` must end to be no wider than `room`.
static size_t block_end(const struct table *table, const size_t *widths, size_t from, size_t room)
{
    size_t width = widths[0] + 2, column = from;
    while (column < table->columns && (widths[column] == 0 || width + widths[column] <= room)) {
        width += widths[column] > 0 ? widths[column] + 2 : 0;
        column++;
    }
    return column;
}

// "rank 0: state idle, pid 4711"
static void add_sentences(const struct table *table, struct text *out)
{
    for (size_t row = 0; row < table->rows; row++) {
        text_addf(out, "%s%s%s:", table->heads[0], table->heads[0][0] != '\0' ? " " : "",
                  cell(table, row, 0));
        const char *comma = "";
        for (size_t column = 1; column < table->columns; column++) {
            if (cell(table, row, column)[0] != '\0') {
                text_addf(out, "%s %s %s", comma, table->heads[column], cell(table, row, column));
                comma = ",";
            }
        }
        text_add_char(out, '\n');
    }
}

void table_add(const struct table *table, const struct terminal *terminal, struct text *out)
{
    size_t widths[TABLE_COLUMNS] = {0}, room = (size_t)terminal->columns;
    for (size_t column = 0; column < table->columns; column++) {
        widths[column] = column_width(table, column);
    }
    size_t middle = block_end(table, widths, 1, room);
    size_t end = block_end(table, widths, middle, room);
    if (terminal->plain || end < table->columns) {
        add_sentences(table, out);
        return;
    }
    add_block(table, widths, 1, middle, out);
    if (middle < table->columns) {
        add_block(table, widths, middle, table->columns, out);
    }
}

void table_finish(struct table *table)
{
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        free(table->cells[i]);
    }
    free(table->cells);
    table->cells = NULL;
    table->rows = table->capacity = 0;
}
