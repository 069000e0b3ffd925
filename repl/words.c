#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "repl/words.h"

// Copies the word at `from` to `*to`, without its quotes; returns what is behind it, NULL when a
// quote does not end.
static const char *copy_word(const char *from, const char *end, char **to)
{
    char quote = '\0';
    for (; from < end && (quote != '\0' || !isspace((unsigned char)*from)); from++) {
        if (quote == '\0' && (*from == '\'' || *from == '"')) {
            quote = *from;
        } else if (*from == quote) {
            quote = '\0';
        } else if (*from == '\\' && quote != '\'' && from + 1 < end) {
            *(*to)++ = *++from;
        } else {
            *(*to)++ = *from;
        }
    }
    *(*to)++ = '\0';
    return quote == '\0' ? from : NULL;
}

enum status words_split(const char *line, size_t length, struct words *ret_words)
{
    struct words words = {.text = malloc(2 * length + 1),
                          .items = calloc(length + 2, sizeof(char *))};
    if (words.text == NULL || words.items == NULL) {
        words_finish(&words);
        return status_fail(STATUS_MEMORY, "no memory for a line");
    }
    char *to = words.text;
    const char *end = line + length;
    while (line < end) {
        while (line < end && isspace((unsigned char)*line)) {
            line++;
        }
        if (line == end) {
            break;
        }
        words.items[words.count++] = to;
        line = copy_word(line, end, &to);
        if (line == NULL) {
            words_finish(&words);
            return status_fail(STATUS_INVALID, "a quote is not closed");
        }
    }
    *ret_words = words;
    return STATUS_OK;
}

void words_finish(struct words *words)
{
    free(words->items);
    free(words->text);
    *words = (struct words){0};
}

enum status words_number(const char *word, const char *what, long low, long high, long *ret_number)
{
    char *end;
    errno = 0;
    long number = strtol(word, &end, 10);
    if (end == word || *end != '\0' || isspace((unsigned char)word[0])) {
        return status_fail(STATUS_INVALID, "%s must be a whole number, not '%s'", what, word);
    }
    if (errno != 0 || number < low || number > high) {
        return status_fail(STATUS_INVALID, "%s must be from %ld to %ld, not %s", what, low, high,
                           word);
    }
    *ret_number = number;
    return STATUS_OK;
}
