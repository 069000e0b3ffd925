// Reads lines from the person at the keyboard while the loop goes round: with line editing
// (editor.c), or whole lines in plain mode (plain.c). Whatever the lab wants to show goes through
// the reader, because a line may be under edit.
#ifndef RANKSH_REPL_READER_H
#define RANKSH_REPL_READER_H

#include "core/base/loop.h"
#include "core/base/text.h"
#include "repl/input.h"
#include "repl/recall.h"
#include "repl/terminal.h"

enum reader_result {
    READER_LINE,        // a line, without its newline; pasted ones may hold several
    READER_INTERRUPTED, // Ctrl-C; the line holds what is given up, as far as it is known
    READER_WOKEN,       // reader_wake(): what was typed comes back with the next reader_line()
    READER_ENDED,       // end of file, Ctrl-D, the terminal is gone or the process shall end
};

// What Tab found: words that may stand in place of the last `replaced` bytes before the cursor.
struct completion {
    size_t replaced;
    char **words; // malloc'ed, as are its strings
    size_t count, capacity;
};

// Adds a copy of `word` unless it is there already.
void completion_add(struct completion *completion, const char *word);

typedef void complete_fn(void *context, const char *before_cursor, struct completion *ret);

struct reader {
    struct terminal *terminal;
    struct input input;
    bool reading; // inside reader_line()
    complete_fn *complete;
    void *context;
    // how the two kinds differ
    enum reader_result (*line)(struct reader *reader, const char *prompt, struct text *ret_line);
    void (*print)(struct reader *reader, const char *bytes, size_t length);
    bool (*prefill)(struct reader *reader, const char *text);
    void (*suspend)(struct reader *reader);
    void (*destroy)(struct reader *reader);
};

// NULL: no memory. `recall` may be NULL and must live as long as the reader.
struct reader *reader_create(struct terminal *terminal, struct loop *loop, struct recall *recall);
void reader_destroy(struct reader *reader);

// Who finds the words for Tab.
void reader_set_complete(struct reader *reader, complete_fn *complete, void *context);

// Shows `prompt` and reads one line into `ret_line`, which is cleared first.
enum reader_result reader_line(struct reader *reader, const char *prompt, struct text *ret_line);

// The next line to be read begins with this text, to be edited. False: not in plain mode.
bool reader_prefill(struct reader *reader, const char *text);

// Shows `question` and waits for one of `keys` (in plain mode: a line that begins with it).
// Returns the key, 0 after Ctrl-C or at the end of input.
char reader_key(struct reader *reader, const char *question, const char *keys);

// Shows bytes now, above the line under edit; in plain mode before the next prompt when a line is
// being read.
void reader_print(struct reader *reader, const char *bytes, size_t length);

// Stops the process (Ctrl-Z while no line is read) and returns when it goes on.
void reader_suspend(struct reader *reader);

// Makes the line being read come back as READER_WOKEN. In plain mode at a terminal nothing happens:
// there everything waits for Enter.
void reader_wake(struct reader *reader);

#endif
