#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/utf8.h"
#include "repl/terminal.h"

static bool set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0';
}

// Libedit writes through the C locale's tables and gives up on what they lack, so it always gets a
// UTF-8 one. Only LC_CTYPE: numbers keep their points.
static bool set_locale(void)
{
    if (setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) {
        return true;
    }
    setlocale(LC_CTYPE, "C.UTF-8");
    return false;
}

void terminal_init(struct terminal *terminal, bool plain)
{
    const char *kind = getenv("TERM");
    const char *accessible = getenv("ACCESSIBLE");
    *terminal = (struct terminal){.input_is_tty = isatty(STDIN_FILENO) == 1,
                                  .output_is_tty = isatty(STDOUT_FILENO) == 1,
                                  .columns = 80,
                                  .rows = 24,
                                  .column_zero = true};
    terminal->plain = plain || !terminal->input_is_tty || !terminal->output_is_tty ||
                      kind == NULL || kind[0] == '\0' || strcmp(kind, "dumb") == 0 ||
                      (accessible != NULL && strcmp(accessible, "0") != 0 && accessible[0] != '\0');
    terminal_use_colour(terminal, true);
    terminal->unicode = set_locale() && !terminal->plain;
    terminal_measure(terminal);
}

void terminal_use_colour(struct terminal *terminal, bool on)
{
    terminal->colour = on && !terminal->plain && !set("NO_COLOR");
}

void terminal_measure(struct terminal *terminal)
{
    struct winsize size;
    if (terminal->output_is_tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col > 0 && size.ws_row > 0) {
        terminal->columns = size.ws_col;
        terminal->rows = size.ws_row;
    }
}

static void write_all(struct terminal *terminal, const char *bytes, size_t length)
{
    while (length > 0 && !terminal->closed) {
        ssize_t count = write(STDOUT_FILENO, bytes, length);
        if (count >= 0) {
            bytes += count;
            length -= (size_t)count;
        } else if (errno == EAGAIN) {
            struct pollfd slow = {.fd = STDOUT_FILENO, .events = POLLOUT};
            poll(&slow, 1, 1000);
        } else if (errno != EINTR) {
            terminal->closed = true;
        }
    }
}

void terminal_write(struct terminal *terminal, const char *bytes, size_t length)
{
    if (length > 0) {
        terminal_clear_status(terminal);
        terminal->column_zero = bytes[length - 1] == '\n';
        write_all(terminal, bytes, length);
    }
}

void terminal_clear_status(struct terminal *terminal)
{
    if (terminal->status) {
        terminal->status = false;
        write_all(terminal, "\r\033[K", 4);
    }
}

void terminal_status(struct terminal *terminal, const char *line)
{
    if (terminal->plain) {
        return;
    }
    terminal_clear_status(terminal);
    terminal_fresh_line(terminal);
    size_t length = strlen(line), columns = 0, at = 0;
    while (at < length) {
        size_t size;
        size_t width = (size_t)utf8_width(utf8_decode(line + at, length - at, &size));
        if (columns + width >= (size_t)terminal->columns) {
            break;
        }
        columns += width;
        at += size;
    }
    struct text shown = {0}, styled = {0};
    text_add_bytes(&shown, line, at);
    terminal_style(terminal, &styled, STYLE_LAB, text_string(&shown));
    write_all(terminal, text_string(&styled), styled.length);
    text_finish(&shown);
    text_finish(&styled);
    terminal->status = true;
}

void terminal_print(struct terminal *terminal, const char *string)
{
    terminal_write(terminal, string, strlen(string));
}

void terminal_fresh_line(struct terminal *terminal)
{
    if (!terminal->column_zero) {
        terminal_print(terminal, "\n");
    }
}

void terminal_style(const struct terminal *terminal, struct text *out, enum style style,
                    const char *string)
{
    static const char *const codes[] = {
        [STYLE_ERROR] = "1;31", [STYLE_HINT] = "36",  [STYLE_LAB] = "2",
        [STYLE_RANK] = "1;34",  [STYLE_PROMPT] = "1", [STYLE_STRONG] = "1",
        [STYLE_GOOD] = "32",    [STYLE_CODE] = "36",  [STYLE_EMPHASIS] = "3",
    };
    if (terminal->colour) {
        text_addf(out, "\033[%sm%s\033[0m", codes[style], string);
    } else {
        text_add(out, string);
    }
}
