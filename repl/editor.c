// Libedit asks for one character at a time; that question turns the event loop. What happens
// meanwhile is shown above the line under edit: its rows are erased, the text is written, and
// libedit draws its line again below.
//
// Between two lines the terminal neither echoes nor collects lines, so that what is typed ahead
// does not mix with output and waits for the next prompt.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <histedit.h>

#include "core/base/utf8.h"
#include "repl/editor.h"
#include "repl/editor_keys.h"
#include "repl/signals.h"

enum { PASTE_LIMIT = 4 * 1024 * 1024 };

struct editor {
    struct reader reader;
    EditLine *libedit;
    History *lines;
    struct recall *recall;
    size_t recalled; // entries of `recall` that libedit has
    char *prompt;    // with escapes between '\1'
    size_t prompt_columns;
    size_t kept_after;      // characters behind the cursor in it
    struct text kept;       // what stood in a line that was woken up
    enum reader_result end; // why the line ended without a newline
    bool tab_twice;
    struct termios before, between; // the terminal's state outside and between two lines
    bool paste_marks;               // bracketed paste is on
};

static struct editor *editor_of(EditLine *libedit)
{
    void *editor = NULL;
    el_get(libedit, EL_CLIENTDATA, &editor);
    return editor;
}

static char *prompt_for_libedit(EditLine *libedit)
{
    return editor_of(libedit)->prompt;
}

// ---- the terminal's modes

static void set_paste_marks(struct editor *editor, bool on)
{
    if (editor->paste_marks != on) {
        terminal_print(editor->reader.terminal, on ? "\033[?2004h" : "\033[?2004l");
        editor->paste_marks = on;
    }
}

static void set_mode(const struct termios *mode)
{
    tcsetattr(STDIN_FILENO, TCSADRAIN, mode);
}

// ---- the rows on screen

// Moves (row, column) as libedit does when it draws `text`; both count from 0.
static void walk(const char *text, size_t length, size_t columns, size_t *row, size_t *column)
{
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(text + at, length - at, &size);
        if (character == '\n') {
            ++*row;
            *column = 0;
            continue;
        }
        size_t width = (size_t)utf8_width(character);
        if (character == '\t') {
            width = 8 - *column % 8;
        } else if (character < ' ' || character == 0x7F) {
            width = 2; // shown as ^A
        }
        if (*column + width > columns) {
            ++*row;
            *column = 0;
        }
        *column += width;
        if (*column >= columns) {
            ++*row;
            *column = 0;
        }
    }
}

// Erases the prompt and the line, and puts the cursor where the prompt began.
static void erase_rows(struct editor *editor)
{
    const struct terminal *terminal = editor->reader.terminal;
    const LineInfo *line = el_line(editor->libedit);
    size_t columns = (size_t)terminal->columns;
    size_t row = editor->prompt_columns / columns, column = editor->prompt_columns % columns;
    walk(line->buffer, (size_t)(line->cursor - line->buffer), columns, &row, &column);
    if (row > (size_t)terminal->rows - 1) {
        row = (size_t)terminal->rows - 1;
    }
    struct text erase = {0};
    if (row > 0) {
        text_addf(&erase, "\033[%zuA", row);
    }
    text_add(&erase, "\r\033[J");
    fflush(stdout);
    terminal_write(editor->reader.terminal, text_string(&erase), erase.length);
    text_finish(&erase);
}

static void print_above(struct reader *reader, const char *bytes, size_t length)
{
    struct editor *editor = (struct editor *)reader;
    erase_rows(editor);
    terminal_write(reader->terminal, bytes, length);
    terminal_fresh_line(reader->terminal);
    el_set(editor->libedit, EL_REFRESH);
}

static void resize(struct editor *editor)
{
    terminal_measure(editor->reader.terminal);
    erase_rows(editor);
    el_resize(editor->libedit);
    el_set(editor->libedit, EL_REFRESH);
}

static void suspend_line(struct editor *editor)
{
    set_paste_marks(editor, false);
    el_set(editor->libedit, EL_PREP_TERM, 0);
    set_mode(&editor->before);
    signals_suspend();
    set_mode(&editor->between);
    el_set(editor->libedit, EL_PREP_TERM, 1);
    set_paste_marks(editor, true);
    resize(editor);
}

static bool prefill(struct reader *reader, const char *text)
{
    struct editor *editor = (struct editor *)reader;
    text_clear(&editor->kept);
    text_add(&editor->kept, text);
    editor->kept_after = 0;
    return true;
}

static void suspend(struct reader *reader)
{
    struct editor *editor = (struct editor *)reader;
    set_mode(&editor->before);
    signals_suspend();
    set_mode(&editor->between);
    terminal_measure(reader->terminal);
}

// ---- characters for libedit

// The next character, -1 when the line ends without one; then editor->end says why.
static int32_t next_character(struct editor *editor)
{
    struct input *input = &editor->reader.input;
    char bytes[UTF8_MAX_LENGTH];
    size_t have = 0;
    for (;;) {
        switch (input_wait(input)) {
        case INPUT_BYTES:
            bytes[have++] = input->bytes[input->start++];
            unsigned char lead = (unsigned char)bytes[0];
            size_t wanted = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            if (have < wanted) {
                continue;
            }
            size_t size;
            uint32_t character = utf8_decode(bytes, have, &size);
            have = 0;
            if (character != UTF8_INVALID && character != 0) {
                return (int32_t)character;
            }
            continue;
        case INPUT_INTERRUPTED:
            input_drop(input);
            editor->end = READER_INTERRUPTED;
            return -1;
        case INPUT_STOPPED:
            suspend_line(editor);
            continue;
        case INPUT_RESIZED:
            resize(editor);
            continue;
        case INPUT_WOKEN:
            editor->end = READER_WOKEN;
            return -1;
        case INPUT_ENDED:
            editor->end = READER_ENDED;
            return -1;
        }
    }
}

// Puts back what a woken line held, or what the next line begins with.
static void insert_kept(struct editor *editor)
{
    erase_rows(editor);
    el_insertstr(editor->libedit, text_string(&editor->kept));
    el_cursor(editor->libedit, -(int)editor->kept_after);
    text_clear(&editor->kept);
    editor->kept_after = 0;
    el_set(editor->libedit, EL_REFRESH);
}

static int character_for_libedit(EditLine *libedit, wchar_t *ret_character)
{
    struct editor *editor = editor_of(libedit);
    if (editor->kept.length > 0) {
        insert_kept(editor);
    }
    int32_t character = next_character(editor);
    if (character < 0) {
        return 0;
    }
    *ret_character = (wchar_t)character;
    return 1;
}

// ---- keys

// Newlines at the end go, but for one that ends a block: Enter then runs it.
static void trim_paste(struct text *pasted)
{
    size_t length = pasted->length, last = 0;
    for (size_t i = 0; i < length; i++) {
        pasted->data[i] = pasted->data[i] == '\r' ? '\n' : pasted->data[i];
    }
    while (length > 0 && pasted->data[length - 1] == '\n') {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        last = pasted->data[i] == '\n' ? i + 1 : last;
    }
    bool block = last > 0 && (pasted->data[last] == ' ' || pasted->data[last] == '\t');
    if (block && length < pasted->length) {
        length++;
    }
    text_truncate(pasted, length);
}

// Takes everything up to the end mark of a bracketed paste, without control characters.
static unsigned char paste_key(EditLine *libedit, int key)
{
    (void)key;
    static const char end_mark[] = "\033[201~";
    struct editor *editor = editor_of(libedit);
    struct text pasted = {0};
    size_t matched = 0;
    while (matched < sizeof end_mark - 1) {
        int32_t character = next_character(editor);
        if (character < 0) {
            text_finish(&pasted);
            return CC_EOF;
        }
        if (character == end_mark[matched]) {
            matched++;
            continue;
        }
        matched = character == end_mark[0];
        bool after_return = pasted.length > 0 && pasted.data[pasted.length - 1] == '\r';
        if (character == '\n' && after_return) {
            text_truncate(&pasted, pasted.length - 1);
        }
        bool wanted = character >= ' '
                          ? character != 0x7F
                          : character == '\t' || character == '\n' || character == '\r';
        if (wanted && pasted.length < PASTE_LIMIT) {
            text_add_utf8(&pasted, (uint32_t)character);
        }
    }
    trim_paste(&pasted);
    int failed = pasted.length > 0 ? el_insertstr(libedit, text_string(&pasted)) : 0;
    text_finish(&pasted);
    return failed != 0 ? CC_REFRESH_BEEP : CC_REFRESH;
}

static void show_words(struct editor *editor, const struct completion *completion)
{
    size_t widest = 1, columns = (size_t)editor->reader.terminal->columns;
    for (size_t i = 0; i < completion->count; i++) {
        size_t width = utf8_columns(completion->words[i], strlen(completion->words[i]));
        widest = width + 2 > widest ? width + 2 : widest;
    }
    size_t across = columns / widest > 0 ? columns / widest : 1;
    size_t down = (completion->count + across - 1) / across;
    struct text table = {0};
    for (size_t row = 0; row < down; row++) {
        for (size_t i = row; i < completion->count; i += down) {
            const char *word = completion->words[i];
            text_add(&table, word);
            if (i + down < completion->count) {
                text_add_repeated(&table, ' ', widest - utf8_columns(word, strlen(word)));
            }
        }
        text_add_char(&table, '\n');
    }
    print_above(&editor->reader, text_string(&table), table.length);
    text_finish(&table);
}

// The number of leading bytes that all words share, ending at a character boundary.
static size_t shared_length(const struct completion *completion)
{
    const char *first = completion->words[0];
    size_t shared = strlen(first);
    for (size_t i = 1; i < completion->count; i++) {
        size_t same = 0;
        while (same < shared && completion->words[i][same] == first[same]) {
            same++;
        }
        shared = same;
    }
    return utf8_floor(first, strlen(first), shared);
}

static int compare_words(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static unsigned char insert_completion(struct editor *editor, struct completion *completion)
{
    if (completion->count == 0) {
        return CC_ERROR;
    }
    qsort(completion->words, completion->count, sizeof *completion->words, compare_words);
    size_t shared = shared_length(completion);
    bool again = editor->tab_twice;
    editor->tab_twice = completion->count > 1 && shared <= completion->replaced;
    if (editor->tab_twice) {
        if (again) {
            show_words(editor, completion);
        }
        return again ? CC_NORM : CC_ERROR;
    }
    struct text word = {0};
    text_add_bytes(&word, completion->words[0], shared);
    const LineInfo *line = el_line(editor->libedit);
    size_t characters = utf8_count(line->cursor - completion->replaced, completion->replaced);
    if (characters > 0) {
        el_deletestr(editor->libedit, (int)characters);
    }
    if (word.length > 0) {
        el_insertstr(editor->libedit, word.data);
    }
    text_finish(&word);
    return CC_REFRESH;
}

static unsigned char tab_key(EditLine *libedit, int key)
{
    (void)key;
    struct editor *editor = editor_of(libedit);
    const LineInfo *line = el_line(libedit);
    struct text before = {0};
    text_add_bytes(&before, line->buffer, (size_t)(line->cursor - line->buffer));
    const char *newline = strrchr(text_string(&before), '\n');
    const char *row = newline != NULL ? newline + 1 : text_string(&before);
    unsigned char result = CC_REFRESH;
    struct completion completion = {0};
    if (editor->reader.complete != NULL) {
        editor->reader.complete(editor->reader.context, text_string(&before), &completion);
    }
    if (completion.count == 0 && row[strspn(row, " \t")] == '\0') {
        el_insertstr(libedit, "    "); // nothing stands before it: an indentation
    } else {
        result = insert_completion(editor, &completion);
    }
    for (size_t i = 0; i < completion.count; i++) {
        free(completion.words[i]);
    }
    free(completion.words);
    text_finish(&before);
    return result;
}

// ---- reading a line

static void set_prompt(struct editor *editor, const char *prompt)
{
    struct terminal *terminal = editor->reader.terminal;
    struct text shown = {0};
    size_t length = strlen(prompt);
    while (length > 0 && prompt[length - 1] == ' ') {
        length--;
    }
    if (terminal->colour && length > 0) { // what stands last must not be an escape
        text_add(&shown, "\1\033[1m\1");
        text_add_bytes(&shown, prompt, length);
        text_add(&shown, "\1\033[0m\1");
        text_add(&shown, prompt + length);
    } else {
        text_add(&shown, prompt);
    }
    char *taken = text_take(&shown);
    if (taken != NULL) {
        free(editor->prompt);
        editor->prompt = taken;
        editor->prompt_columns = utf8_columns(prompt, strlen(prompt));
    }
}

// Gives libedit the entries that were added since the last line.
static void feed_history(struct editor *editor)
{
    if (editor->recall == NULL) {
        return;
    }
    HistEvent event;
    size_t count = recall_count(editor->recall);
    if (editor->recalled == count && count == RECALL_LIMIT) {
        history(editor->lines, &event, H_ENTER, recall_entry(editor->recall, count - 1));
    }
    for (; editor->recalled < count; editor->recalled++) {
        history(editor->lines, &event, H_ENTER, recall_entry(editor->recall, editor->recalled));
    }
}

// What libedit's line holds when it ended without a newline; the cursor goes below it.
static void leave_line(struct editor *editor)
{
    const LineInfo *line = el_line(editor->libedit);
    if (editor->end == READER_WOKEN) {
        text_clear(&editor->kept);
        text_add_bytes(&editor->kept, line->buffer, (size_t)(line->lastchar - line->buffer));
        editor->kept_after = utf8_count(line->cursor, (size_t)(line->lastchar - line->cursor));
        erase_rows(editor);
        return;
    }
    size_t columns = (size_t)editor->reader.terminal->columns;
    size_t row = editor->prompt_columns / columns, column = editor->prompt_columns % columns;
    walk(line->buffer, (size_t)(line->cursor - line->buffer), columns, &row, &column);
    size_t last = editor->prompt_columns / columns;
    column = editor->prompt_columns % columns;
    walk(line->buffer, (size_t)(line->lastchar - line->buffer), columns, &last, &column);
    struct text below = {0};
    if (last > row) {
        text_addf(&below, "\033[%zuB", last - row);
    }
    text_add(&below, editor->end == READER_INTERRUPTED ? "^C\n" : "\n");
    terminal_write(editor->reader.terminal, text_string(&below), below.length);
    text_finish(&below);
}

static enum reader_result read_line(struct reader *reader, const char *prompt,
                                    struct text *ret_line)
{
    struct editor *editor = (struct editor *)reader;
    terminal_fresh_line(reader->terminal);
    set_prompt(editor, prompt);
    feed_history(editor);
    editor->end = READER_ENDED;
    editor->tab_twice = false;
    el_set(editor->libedit, EL_PREP_TERM, 1);
    set_paste_marks(editor, true);
    int length = 0;
    const char *line = el_gets(editor->libedit, &length);
    fflush(stdout);
    enum reader_result result = READER_LINE;
    if (line != NULL && length > 0) {
        text_add_bytes(ret_line, line, strlen(line));
        if (ret_line->length > 0 && ret_line->data[ret_line->length - 1] == '\n') {
            text_truncate(ret_line, ret_line->length - 1);
        }
    } else {
        const LineInfo *left = el_line(editor->libedit);
        result = editor->end; // stays READER_ENDED for Ctrl-D
        text_add_bytes(ret_line, left->buffer, (size_t)(left->lastchar - left->buffer));
        leave_line(editor);
    }
    set_paste_marks(editor, false);
    set_mode(&editor->between);
    reader->terminal->column_zero = true;
    return result;
}

static void destroy(struct reader *reader)
{
    struct editor *editor = (struct editor *)reader;
    if (editor->libedit != NULL) {
        set_paste_marks(editor, false);
        el_end(editor->libedit);
        set_mode(&editor->before);
    }
    if (editor->lines != NULL) {
        history_end(editor->lines);
    }
    free(editor->prompt);
    text_finish(&editor->kept);
    free(editor);
}

static void bind_keys(EditLine *libedit)
{
    el_set(libedit, EL_EDITOR, "emacs");
    el_set(libedit, EL_ADDFN, "lab-paste", "takes a bracketed paste", paste_key);
    el_set(libedit, EL_ADDFN, "lab-tab", "completes what stands before the cursor", tab_key);
    static const char *const keys[][2] = {
        {"\033[200~", "lab-paste"},         {"^I", "lab-tab"},
        {"^R", "em-inc-search-prev"},       {"^W", "ed-delete-prev-word"},
        {"\033[1~", "ed-move-to-beg"},      {"\033[4~", "ed-move-to-end"},
        {"\033[3~", "ed-delete-next-char"}, {"\033[1;5D", "ed-prev-word"},
        {"\033[1;5C", "em-next-word"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        el_set(libedit, EL_BIND, keys[i][0], keys[i][1], NULL);
    }
    editor_keys_bind(libedit);
    el_source(libedit, NULL); // the user's own ~/.editrc has the last word
}

struct reader *editor_create(struct terminal *terminal, struct loop *loop, struct recall *recall)
{
    struct editor *editor = calloc(1, sizeof *editor);
    if (editor == NULL) {
        return NULL;
    }
    editor->reader = (struct reader){.terminal = terminal,
                                     .line = read_line,
                                     .print = print_above,
                                     .prefill = prefill,
                                     .suspend = suspend,
                                     .destroy = destroy};
    input_init(&editor->reader.input, loop);
    editor->recall = recall;
    set_prompt(editor, "");
    HistEvent event;
    bool modes = tcgetattr(STDIN_FILENO, &editor->before) == 0;
    editor->between = editor->before;
    editor->between.c_lflag &= ~(tcflag_t)(ECHO | ICANON);
    editor->lines = history_init();
    if (modes && editor->prompt != NULL && editor->lines != NULL) {
        editor->libedit = el_init("ranksh", stdin, stdout, stderr);
    }
    if (editor->libedit == NULL) {
        destroy(&editor->reader);
        return NULL;
    }
    history(editor->lines, &event, H_SETSIZE, RECALL_LIMIT);
    el_set(editor->libedit, EL_CLIENTDATA, editor);
    el_set(editor->libedit, EL_PROMPT_ESC, prompt_for_libedit, '\1');
    el_set(editor->libedit, EL_GETCFN, character_for_libedit);
    el_set(editor->libedit, EL_HIST, history, editor->lines);
    bind_keys(editor->libedit);
    set_mode(&editor->between);
    return &editor->reader;
}
