// Lines are cut out of the bytes as they come. Nothing is redrawn, so what the lab wants to show
// while a line is being read waits until it is entered.
#include <stdlib.h>
#include <string.h>

#include "repl/plain.h"
#include "repl/signals.h"

enum { LINE_LIMIT = 16 * 1024 * 1024 };

struct plain {
    struct reader reader;
    struct text late;   // shown when the line is entered
    struct text unread; // the beginning of a line that was woken up
};

static void print_late(struct plain *plain)
{
    terminal_write(plain->reader.terminal, text_string(&plain->late), plain->late.length);
    text_clear(&plain->late);
}

// Moves bytes up to a newline into `line`; whether the newline was there.
static bool take_line(struct input *input, struct text *line)
{
    char *start = input->bytes + input->start;
    size_t there = input->end - input->start;
    char *newline = memchr(start, '\n', there);
    size_t length = newline != NULL ? (size_t)(newline - start) : there;
    if (line->length + length <= LINE_LIMIT) {
        text_add_bytes(line, start, length);
    } else {
        line->failed = true; // too long is as good as no memory for it
    }
    input->start += newline != NULL ? length + 1 : length;
    return newline != NULL;
}

static enum reader_result read_line(struct reader *reader, const char *prompt, struct text *line)
{
    struct plain *plain = (struct plain *)reader;
    struct terminal *terminal = reader->terminal;
    if (terminal->input_is_tty && plain->unread.length == 0) {
        terminal_print(terminal, prompt);
    }
    text_add_bytes(line, text_string(&plain->unread), plain->unread.length);
    text_clear(&plain->unread);
    for (;;) {
        enum reader_result result = READER_LINE;
        switch (input_wait(&reader->input)) {
        case INPUT_BYTES:
            if (!take_line(&reader->input, line)) {
                continue;
            }
            if (line->length > 0 && line->data[line->length - 1] == '\r') {
                text_truncate(line, line->length - 1);
            }
            break;
        case INPUT_INTERRUPTED:
            input_drop(&reader->input);
            text_clear(line);
            terminal_print(terminal, "\n");
            result = READER_INTERRUPTED;
            break;
        case INPUT_WOKEN:
            text_add_bytes(&plain->unread, text_string(line), line->length);
            result = READER_WOKEN;
            break;
        case INPUT_STOPPED:
            signals_suspend();
            continue;
        case INPUT_RESIZED:
            terminal_measure(terminal);
            continue;
        case INPUT_ENDED:
            result = line->length > 0 ? READER_LINE : READER_ENDED;
            if (terminal->input_is_tty && result == READER_ENDED) {
                terminal_print(terminal, "\n");
            }
            break;
        }
        print_late(plain);
        return result;
    }
}

static void print_later(struct reader *reader, const char *bytes, size_t length)
{
    struct plain *plain = (struct plain *)reader;
    if (reader->terminal->input_is_tty) {
        text_add_bytes(&plain->late, bytes, length);
    } else {
        terminal_write(reader->terminal, bytes, length);
    }
}

static bool prefill(struct reader *reader, const char *text)
{
    (void)reader;
    (void)text;
    return false;
}

static void suspend(struct reader *reader)
{
    (void)reader;
    signals_suspend();
}

static void destroy(struct reader *reader)
{
    struct plain *plain = (struct plain *)reader;
    print_late(plain);
    text_finish(&plain->late);
    text_finish(&plain->unread);
    free(plain);
}

struct reader *plain_create(struct terminal *terminal, struct loop *loop)
{
    struct plain *plain = calloc(1, sizeof *plain);
    if (plain == NULL) {
        return NULL;
    }
    plain->reader = (struct reader){.terminal = terminal,
                                    .line = read_line,
                                    .print = print_later,
                                    .prefill = prefill,
                                    .suspend = suspend,
                                    .destroy = destroy};
    input_init(&plain->reader.input, loop);
    return &plain->reader;
}
