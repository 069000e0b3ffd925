#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "repl/editor_keys.h"

// A row of the line: where it begins and ends.
struct row {
    const char *start, *end;
};

static struct row row_at(const LineInfo *line, const char *place)
{
    struct row row = {place, place};
    while (row.start > line->buffer && row.start[-1] != '\n') {
        row.start--;
    }
    while (row.end < line->lastchar && *row.end != '\n') {
        row.end++;
    }
    return row;
}

static int characters(const char *from, const char *to)
{
    return (int)utf8_count(from, (size_t)(to - from));
}

// To the same place in another row, or to its end.
static void move_to(EditLine *libedit, const LineInfo *line, struct row row, int place)
{
    int length = characters(row.start, row.end);
    int target = characters(line->buffer, row.start) + (place < length ? place : length);
    el_cursor(libedit, target - characters(line->buffer, line->cursor));
}

static unsigned char row_up(EditLine *libedit, int key)
{
    (void)key;
    const LineInfo *line = el_line(libedit);
    struct row row = row_at(line, line->cursor);
    if (row.start == line->buffer) {
        el_push(libedit, "\020"); // Ctrl-P: the history
        return CC_NORM;
    }
    move_to(libedit, line, row_at(line, row.start - 1), characters(row.start, line->cursor));
    return CC_CURSOR;
}

static unsigned char row_down(EditLine *libedit, int key)
{
    (void)key;
    const LineInfo *line = el_line(libedit);
    struct row row = row_at(line, line->cursor);
    if (row.end == line->lastchar) {
        el_push(libedit, "\016"); // Ctrl-N
        return CC_NORM;
    }
    move_to(libedit, line, row_at(line, row.end + 1), characters(row.start, line->cursor));
    return CC_CURSOR;
}

static unsigned char row_begin(EditLine *libedit, int key)
{
    (void)key;
    const LineInfo *line = el_line(libedit);
    move_to(libedit, line, row_at(line, line->cursor), 0);
    return CC_CURSOR;
}

static unsigned char row_end(EditLine *libedit, int key)
{
    (void)key;
    const LineInfo *line = el_line(libedit);
    move_to(libedit, line, row_at(line, line->cursor), INT_MAX);
    return CC_CURSOR;
}

// What is behind the cursor; at a row's end the next row comes up.
static unsigned char row_kill(EditLine *libedit, int key)
{
    (void)key;
    const LineInfo *line = el_line(libedit);
    struct row row = row_at(line, line->cursor);
    if (row.start == line->buffer && row.end == line->lastchar) {
        el_push(libedit, "\030\013"); // Ctrl-X Ctrl-K: the line, to be yanked
        return CC_NORM;
    }
    int count = characters(line->cursor, row.end);
    if (count == 0 && row.end < line->lastchar) {
        count = 1;
    }
    el_cursor(libedit, count);
    el_deletestr(libedit, count);
    return CC_REFRESH;
}

static unsigned char row_break(EditLine *libedit, int key)
{
    (void)key;
    const LineInfo *line = el_line(libedit);
    struct row row = row_at(line, line->cursor);
    struct text added = {0};
    text_add_char(&added, '\n');
    text_add_bytes(&added, row.start, strspn(row.start, " "));
    int failed = added.failed ? -1 : el_insertstr(libedit, text_string(&added));
    text_finish(&added);
    return failed == 0 ? CC_REFRESH : CC_REFRESH_BEEP;
}

void editor_keys_bind(EditLine *libedit)
{
    el_set(libedit, EL_ADDFN, "lab-up", "to the row above, else the history", row_up);
    el_set(libedit, EL_ADDFN, "lab-down", "to the row below, else the history", row_down);
    el_set(libedit, EL_ADDFN, "lab-begin", "to the row's beginning", row_begin);
    el_set(libedit, EL_ADDFN, "lab-end", "to the row's end", row_end);
    el_set(libedit, EL_ADDFN, "lab-kill", "deletes to the row's end", row_kill);
    el_set(libedit, EL_ADDFN, "lab-row", "begins a new row", row_break);
    static const char *const keys[][2] = {
        {"\033[A", "lab-up"},     {"\033OA", "lab-up"},    {"\033[B", "lab-down"},
        {"\033OB", "lab-down"},   {"\033^M", "lab-row"},   {"\033^J", "lab-row"},
        {"^A", "lab-begin"},      {"\033[H", "lab-begin"}, {"\033OH", "lab-begin"},
        {"\033[1~", "lab-begin"}, {"^E", "lab-end"},       {"\033[F", "lab-end"},
        {"\033OF", "lab-end"},    {"\033[4~", "lab-end"},  {"^K", "lab-kill"},
        {"^X^K", "ed-kill-line"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        el_set(libedit, EL_BIND, keys[i][0], keys[i][1], NULL);
    }
}
