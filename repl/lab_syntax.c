#include <ctype.h>
#include <string.h>

#include "repl/lab_syntax.h"

static bool blank(char character)
{
    return character == ' ' || character == '\t';
}

static bool name_start(char character)
{
    return isalpha((unsigned char)character) || character == '_' || (character & 0x80) != 0;
}

static bool name_part(char character)
{
    return name_start(character) || isdigit((unsigned char)character);
}

// The length of the dotted name at `text`, 0 if there is none.
static size_t dotted_name(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && name_start(text[at])) {
        while (at < length && name_part(text[at])) {
            at++;
        }
        if (at + 1 < length && text[at] == '.' && name_start(text[at + 1])) {
            at++;
        } else {
            break;
        }
    }
    return at;
}

static size_t line_length(const char *text, size_t length)
{
    const char *newline = memchr(text, '\n', length);
    return newline != NULL ? (size_t)(newline - text) : length;
}

enum status lab_syntax_ranks(const char *text, size_t length, struct rank_set *ret_ranks,
                             bool *ret_all)
{
    struct rank_set ranks = {{0}};
    if (length == 3 && strncmp(text, "all", 3) == 0) {
        *ret_all = true;
        *ret_ranks = ranks;
        return STATUS_OK;
    }
    size_t at = 0;
    do {
        long from = -1, to = -1;
        for (long *number = &from;; number = &to) {
            while (at < length && isdigit((unsigned char)text[at])) {
                *number = *number < 0 ? 0 : *number;
                *number = *number > RANK_SET_LIMIT ? *number : *number * 10 + (text[at] - '0');
                at++;
            }
            if (number == &to || at == length || text[at] != '-') {
                break;
            }
            at++;
            to = -2; // digits must follow
        }
        if (to == -1) {
            to = from;
        }
        if (from < 0 || to < from || (at < length && text[at] != ',')) {
            return status_fail(STATUS_INVALID, "'%.*s' is no list of ranks; say 1,3 or 0-2 or all",
                               (int)length, text);
        }
        if (to >= RANK_SET_LIMIT) {
            return status_fail(STATUS_INVALID, "there is no rank %ld: a job has at most %d ranks",
                               to, RANK_SET_LIMIT);
        }
        for (long rank = from; rank <= to; rank++) {
            rank_set_add(&ranks, (int)rank);
        }
    } while (at < length && text[at++] == ',');
    *ret_all = false;
    *ret_ranks = ranks;
    return STATUS_OK;
}

static enum status read_ranks(const char *line, size_t length, struct lab_syntax *syntax)
{
    size_t word = 1;
    while (word < length && !isspace((unsigned char)line[word])) {
        word++;
    }
    bool digits = length > 1 && isdigit((unsigned char)line[1]);
    bool all = word == 4 && strncmp(line + 1, "all", 3) == 0;
    if (!digits && !(all && word < length && blank(line[word]))) {
        return STATUS_OK; // a decorator
    }
    size_t statement = word;
    while (statement < length && blank(line[statement])) {
        statement++;
    }
    syntax->kind = LAB_RANKS;
    syntax->rest = line + statement;
    syntax->rest_length = length - statement;
    if (statement == length || line[statement] == '\n') {
        return status_fail(STATUS_INVALID,
                           "@%.*s wants a statement behind it; %%on %.*s chooses "
                           "ranks for the lines that follow",
                           (int)(word - 1), line + 1, (int)(word - 1), line + 1);
    }
    return lab_syntax_ranks(line + 1, word - 1, &syntax->ranks, &syntax->all_ranks);
}

static void read_torchrun(const char *line, size_t length, struct lab_syntax *syntax)
{
    static const size_t word = sizeof "torchrun" - 1;
    if (length < word || strncmp(line, "torchrun", word) != 0 ||
        (length > word && !blank(line[word]) && line[word] != '=')) {
        return;
    }
    size_t rest = word;
    while (rest < length && blank(line[rest])) {
        rest++;
    }
    if (rest < length && strchr("=.([,:", line[rest]) != NULL) {
        return;
    }
    syntax->kind = LAB_TORCHRUN;
    syntax->name = line;
    syntax->name_length = length;
    syntax->rest = line + rest;
    syntax->rest_length = length - rest;
}

static bool is_leave(const char *line, size_t length)
{
    static const char *const words[] = {"exit", "quit", "exit()", "quit()"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == length && strncmp(line, words[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static void read_question(const char *line, size_t length, struct lab_syntax *syntax)
{
    size_t start = line[0] == '?' ? 1 : 0;
    while (start > 0 && start < length && blank(line[start])) {
        start++;
    }
    size_t name = dotted_name(line + start, length - start);
    bool whole =
        start > 0 ? start + name == length : start + name + 1 == length && line[length - 1] == '?';
    if (whole && (name > 0 || length == 1)) {
        syntax->kind = LAB_QUESTION;
        syntax->name = line + start;
        syntax->name_length = name;
    }
}

static bool only_comments(const char *text, size_t length)
{
    for (size_t at = 0; at < length; at += line_length(text + at, length - at) + 1) {
        while (at < length && isspace((unsigned char)text[at]) && text[at] != '\n') {
            at++;
        }
        if (at < length && text[at] != '#' && text[at] != '\n') {
            return false;
        }
    }
    return true;
}

enum status lab_syntax_read(const char *line, size_t length, struct lab_syntax *ret_syntax)
{
    struct lab_syntax syntax = {.kind = LAB_PYTHON};
    while (length > 0 && blank(*line)) {
        line++;
        length--;
    }
    size_t first = line_length(line, length);
    while (first > 0 && isspace((unsigned char)line[first - 1])) {
        first--;
    }
    enum status status = STATUS_OK;
    if (only_comments(line, length)) {
        syntax.kind = LAB_EMPTY;
    } else if (first > 0 && line[0] == '%') {
        syntax.kind = LAB_COMMAND;
        size_t name = 1;
        while (name < first && !isspace((unsigned char)line[name])) {
            name++;
        }
        syntax.name = line + 1;
        syntax.name_length = name - 1;
        while (name < first && blank(line[name])) {
            name++;
        }
        syntax.rest = line + name;
        syntax.rest_length = first - name;
    } else if (first > 0 && line[0] == '@') {
        status = read_ranks(line, length, &syntax);
    } else if (is_leave(line, first)) {
        syntax.kind = LAB_LEAVE;
    } else if (first > 0) {
        read_question(line, first, &syntax);
        if (syntax.kind == LAB_PYTHON) {
            read_torchrun(line, first, &syntax);
        }
    }
    *ret_syntax = syntax;
    return status;
}

// ---- pasted prompts

// The length of a prompt at `line`: ">>> ", "... ", "[0-3] >>> ", "[1-3] 0 waits >>> "; 0: none.
static size_t prompt_length(const char *line, size_t length)
{
    size_t at = 0;
    if (length > 0 && line[0] == '[') {
        at = 1;
        while (at < length && strchr("0123456789,-", line[at]) != NULL) {
            at++;
        }
        if (at + 2 > length || line[at] != ']' || line[at + 1] != ' ') {
            return 0;
        }
        at += 2;
        size_t waits = at;
        while (waits < length && strchr("0123456789,-", line[waits]) != NULL) {
            waits++;
        }
        if (waits > at) {
            if (waits + 6 < length && strncmp(line + waits, " wait ", 6) == 0) {
                at = waits + 6;
            } else if (waits + 7 < length && strncmp(line + waits, " waits ", 7) == 0) {
                at = waits + 7;
            } else {
                return 0;
            }
        }
    }
    if (at + 3 > length ||
        (strncmp(line + at, ">>>", 3) != 0 && (at > 0 || strncmp(line + at, "...", 3) != 0))) {
        return 0;
    }
    at += 3;
    return at == length ? at : line[at] == ' ' ? at + 1 : 0;
}

size_t lab_syntax_strip_prompts(const char *text, size_t length, struct text *out)
{
    size_t first = 0; // behind empty lines
    while (first < length && (text[first] == '\n' || blank(text[first]))) {
        first++;
    }
    size_t head = prompt_length(text + first, line_length(text + first, length - first));
    if (head == 0 || text[first] == '.') {
        text_add_bytes(out, text, length);
        return 0;
    }
    size_t dropped = 0;
    bool started = false;
    for (size_t at = first; at < length;) {
        size_t line = line_length(text + at, length - at);
        size_t prompt = prompt_length(text + at, line);
        if (prompt > 0) {
            text_add(out, started ? "\n" : "");
            text_add_bytes(out, text + at + prompt, line - prompt);
            started = true;
        } else if (line > 0) {
            dropped++;
        }
        at += line + 1;
    }
    return dropped;
}
