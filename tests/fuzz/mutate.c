// Changes of programs that keep most of their grammar: lines are dropped, doubled, moved and
// indented; words and brackets are exchanged for others; now and then bytes change.
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/target.h"

static const char *const words[] = {
    "0",
    "1",
    "-1",
    "2**70",
    "1e308",
    "0.1",
    "1.5",
    "''",
    "'a'",
    "'é漢'",
    "\"x\\n\"",
    "b'b'",
    "f'{x}'",
    "None",
    "True",
    "False",
    "...",
    "[]",
    "[x]",
    "()",
    "(x,)",
    "{}",
    "{x}",
    "*x",
    "**x",
    "x",
    "y",
    "self",
    "x.y",
    "x[0]",
    "x[::2]",
    "x[1:]",
    "x()",
    "x(y)",
    "x(*y)",
    "x(**y)",
    "lambda:",
    "lambda x:",
    "yield",
    "yield x",
    "yield from x",
    "not",
    "and",
    "or",
    "if",
    "else",
    "elif",
    "for",
    "in",
    "is",
    "while",
    "break",
    "continue",
    "return",
    "raise",
    "try:",
    "except:",
    "finally:",
    "with",
    "as",
    "def f(x):",
    "class A:",
    "pass",
    "del x",
    "global x",
    "nonlocal x",
    "import math",
    "from math import pi",
    "assert x",
    ":=",
    "=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "@",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    "~",
    "+=",
    "*=",
    "->",
    ":",
    ",",
    ".",
    ";",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\\\n",
    "#",
    "print(x)",
    "len(x)",
    "range(3)",
    "sorted(x)",
    "list(x)",
    "dict(x)",
    "set(x)",
    "str(x)",
    "int(x)",
    "iter(x)",
    "next(x)",
    "zip(x, y)",
    "map(f, x)",
    "super()",
    "type(x)",
    "x.append(x)",
    "x.pop()",
    "x.clear()",
    "x.sort()",
    "x.send(y)",
    "x.close()",
    "x.throw(ValueError)",
    "x.update(y)",
    "x.__class__",
    "x.__dict__",
    "x.format(y)",
    "x % y",
    "x.join(y)",
    "x.split()",
    "@property",
    "@staticmethod",
    "__init__",
    "__iter__",
    "__eq__",
    "__getattr__",
    "__call__",
    "for x in y:",
    "if x:",
    "while x:",
    "with x as y:",
    "except ValueError as e:",
    "raise x from y",
    "x = x",
    "x = [x]",
    "x = f",
    "y = x",
    "f(f)",
    "x.x = x",
    "[x for x in y]",
    "{x: y for x in y}",
    "(x for x in y)",
    "f\"{x!r:>{y}}\"",
    "x if y else x",
    "x, *y = y",
    "import copy, random",
};

static unsigned next(unsigned *state, size_t limit)
{
    *state = *state * 1664525u + 1013904223u;
    return limit == 0 ? 0 : (*state >> 8) % (unsigned)limit;
}

// Puts `insert` in the place of `length` bytes at `at`. Returns the new size, the old one when
// there is no room.
static size_t splice(uint8_t *data, size_t size, size_t max_size, size_t at, size_t length,
                     const void *insert, size_t insert_length)
{
    if (size - length + insert_length > max_size) {
        return size;
    }
    memmove(data + at + insert_length, data + at + length, size - at - length);
    memcpy(data + at, insert, insert_length);
    return size - length + insert_length;
}

static bool wordy(uint8_t byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '_' || byte >= 0x80;
}

// The line around `at`, with its end.
static void line_around(const uint8_t *data, size_t size, size_t at, size_t *ret_start,
                        size_t *ret_end)
{
    size_t start = at, end = at;
    while (start > 0 && data[start - 1] != '\n') {
        start--;
    }
    while (end < size && data[end] != '\n') {
        end++;
    }
    *ret_start = start;
    *ret_end = end < size ? end + 1 : end;
}

static size_t change_word(uint8_t *data, size_t size, size_t max_size, unsigned *state)
{
    size_t start = next(state, size), end = start;
    while (start > 0 && wordy(data[start - 1])) {
        start--;
    }
    while (end < size && wordy(data[end])) {
        end++;
    }
    if (end == start && next(state, 2) == 0) {
        end++; // an operator or a blank goes too
    }
    const char *word = words[next(state, sizeof words / sizeof *words)];
    return splice(data, size, max_size, start, end - start, word, strlen(word));
}

static size_t change_line(uint8_t *data, size_t size, size_t max_size, unsigned *state)
{
    size_t start, end, to_start, to_end;
    line_around(data, size, next(state, size), &start, &end);
    line_around(data, size, next(state, size), &to_start, &to_end);
    switch (next(state, 4)) {
    case 0:
        return splice(data, size, max_size, start, end - start, "", 0);
    case 1:
        return splice(data, size, max_size, start, 0, "    ", 4);
    case 2:
        return data[start] == ' ' && end - start > 4
                   ? splice(data, size, max_size, start, 4, "", 0)
                   : splice(data, size, max_size, start, 0, "\t", 1);
    default: {
        // another line is copied here
        size_t length = to_end - to_start;
        uint8_t *copy = malloc(length + 1);
        if (copy == NULL) {
            return size;
        }
        memcpy(copy, data + to_start, length);
        size = splice(data, size, max_size, start, next(state, 2) ? end - start : 0, copy, length);
        free(copy);
        return size;
    }
    }
}

static size_t change(uint8_t *data, size_t size, size_t max_size, unsigned *state)
{
    unsigned kind = next(state, 10);
    if (size == 0 || kind == 0) {
        return LLVMFuzzerMutate(data, size, max_size);
    }
    return kind < 6 ? change_word(data, size, max_size, state)
                    : change_line(data, size, max_size, state);
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
    unsigned state = seed * 2654435761u + 1;
    uint8_t *before = malloc(size + 1);
    if (before == NULL) {
        return size;
    }
    memcpy(before, data, size);
    size_t changed = size;
    for (unsigned tries = 0; tries < 8; tries++) {
        changed = size;
        for (unsigned rounds = 1 + next(&state, 3); rounds > 0; rounds--) {
            changed = change(data, changed, max_size, &state);
        }
        if (target_accepts(data, changed)) {
            break;
        }
        if (tries < 7) {
            memcpy(data, before, size);
        }
    }
    free(before);
    return changed;
}
