#include <string.h>

#include "core/base/utf8.h"
#include "repl/wrap.h"

enum { INDENT = 4, NARROW = 24 };

static void add_line(const char *line, size_t length, size_t width, struct text *out)
{
    size_t column = 0;
    for (size_t at = 0, end; at < length; at = end) {
        size_t blanks = strspn(line + at, " ");
        end = at + blanks;
        while (end < length && line[end] != ' ') {
            end++;
        }
        size_t word = utf8_columns(line + at, end - at);
        if (column > 0 && column + word > width && end > at + blanks) {
            text_add_char(out, '\n');
            text_add_repeated(out, ' ', INDENT);
            text_add_bytes(out, line + at + blanks, end - at - blanks);
            column = INDENT + word - blanks;
        } else {
            text_add_bytes(out, line + at, end - at);
            column += word;
        }
    }
}

void wrap_add(const struct terminal *terminal, size_t margin, const char *text, struct text *out)
{
    size_t width = (size_t)terminal->columns;
    width -= margin < width ? margin : 0;
    if (terminal->plain || width < NARROW) {
        text_add(out, text);
        return;
    }
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        add_line(text, length, width, out);
        text += length;
        if (*text == '\n') {
            text_add_char(out, *text++);
        }
    }
}
