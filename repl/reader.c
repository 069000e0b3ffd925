#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "repl/editor.h"
#include "repl/plain.h"
#include "repl/reader.h"
#include "repl/signals.h"

void completion_add(struct completion *completion, const char *word)
{
    for (size_t i = 0; i < completion->count; i++) {
        if (strcmp(completion->words[i], word) == 0) {
            return;
        }
    }
    char *copy = strdup(word);
    if (copy == NULL || !array_reserve((void **)&completion->words, &completion->capacity,
                                       completion->count + 1, sizeof *completion->words)) {
        free(copy);
        return;
    }
    completion->words[completion->count++] = copy;
}

struct reader *reader_create(struct terminal *terminal, struct loop *loop, struct recall *recall)
{
    struct reader *reader = NULL;
    if (!terminal->plain) {
        reader = editor_create(terminal, loop, recall);
    }
    return reader != NULL ? reader : plain_create(terminal, loop);
}

void reader_destroy(struct reader *reader)
{
    if (reader != NULL) {
        reader->destroy(reader);
    }
}

void reader_set_complete(struct reader *reader, complete_fn *complete, void *context)
{
    reader->complete = complete;
    reader->context = context;
}

enum reader_result reader_line(struct reader *reader, const char *prompt, struct text *ret_line)
{
    text_clear(ret_line);
    reader->reading = true;
    enum reader_result result = reader->line(reader, prompt, ret_line);
    reader->reading = false;
    return result;
}

bool reader_prefill(struct reader *reader, const char *text)
{
    return reader->prefill(reader, text);
}

char reader_key(struct reader *reader, const char *question, const char *keys)
{
    if (reader->terminal->plain) {
        struct text line = {0};
        char key = 0;
        while (key == 0 && reader_line(reader, question, &line) == READER_LINE) {
            const char *found =
                line.length > 0 ? strchr(keys, tolower((unsigned char)line.data[0])) : NULL;
            key = found != NULL ? *found : 0;
        }
        text_finish(&line);
        return key;
    }
    terminal_print(reader->terminal, question);
    for (;;) {
        switch (input_wait(&reader->input)) {
        case INPUT_BYTES: {
            char byte = reader->input.bytes[reader->input.start++];
            if (byte != '\0' && strchr(keys, tolower((unsigned char)byte)) != NULL) {
                char shown[] = {byte, '\n', '\0'};
                terminal_print(reader->terminal, shown);
                return (char)tolower((unsigned char)byte);
            }
            if (byte == '\004') {
                terminal_print(reader->terminal, "\n");
                return 0;
            }
            break;
        }
        case INPUT_INTERRUPTED:
        case INPUT_ENDED:
            terminal_print(reader->terminal, "\n");
            return 0;
        case INPUT_STOPPED:
            reader_suspend(reader);
            break;
        case INPUT_RESIZED:
            terminal_measure(reader->terminal);
            break;
        case INPUT_WOKEN:
            break;
        }
    }
}

void reader_print(struct reader *reader, const char *bytes, size_t length)
{
    if (reader->reading && length > 0) {
        reader->print(reader, bytes, length);
    } else {
        terminal_write(reader->terminal, bytes, length);
    }
}

void reader_wake(struct reader *reader)
{
    if (!reader->terminal->plain || !reader->terminal->input_is_tty) {
        input_wake(&reader->input);
    }
}

void reader_suspend(struct reader *reader)
{
    reader->suspend(reader);
}
