// Rows of cells shown in columns where the terminal is wide enough, in two blocks if need be, else,
// and in plain mode, as one line a row that names each cell.
#ifndef RANKSH_REPL_TABLE_H
#define RANKSH_REPL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"
#include "repl/terminal.h"

enum { TABLE_COLUMNS = 10 };

struct table {
    const char *heads[TABLE_COLUMNS]; // the first names the row: "rank"
    size_t columns;
    char **cells; // row by row
    size_t rows, capacity;
};

// Adds a row: one printf-style text with a tab between cells.
void table_row(struct table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Adds the whole table to `out`. Empty columns are left out.
void table_add(const struct table *table, const struct terminal *terminal, struct text *out);

void table_finish(struct table *table);

#endif
