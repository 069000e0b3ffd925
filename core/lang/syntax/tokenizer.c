// Source text to tokens, by CPython's rules: lines and their indentation first, then the words in
// them. The first mistake ends the tokens.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/base/utf8.h"
#include "core/lang/syntax/tokenizer.h"
#include "core/lang/text/unicode.h"

static void out_of_memory(struct tokenizer *tokenizer)
{
    tokenizer->tokens->error =
        (struct syntax_error){.set = true, .kind = SYNTAX_MEMORY, .message = ""};
    tokenizer->failed = true;
}

void tokenizer_fail(struct tokenizer *tokenizer, enum syntax_kind kind, uint32_t start,
                    uint32_t end, const char *format, ...)
{
    char message[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    uint32_t line_start = tokenizer->source->line_starts[tokenizer->line];
    uint32_t line = tokenizer->line + tokenizer->source->first_line;
    struct ast_span span = {line, start - line_start, line, end - line_start};
    syntax_fail(&tokenizer->tokens->error, tokenizer->arena, kind, span, "%s", message);
    tokenizer->failed = true;
}

static void add(struct tokenizer *tokenizer, enum token_kind kind, uint32_t start, uint32_t line)
{
    struct tokens *tokens = tokenizer->tokens;
    if (tokens->count == tokens->capacity) {
        size_t capacity = tokens->capacity > 0 ? tokens->capacity * 2 : 64;
        struct token *items = memory_resize(tokens->items, tokens->capacity * sizeof *items,
                                            capacity * sizeof *items);
        if (items == NULL) {
            out_of_memory(tokenizer);
            return;
        }
        tokens->items = items;
        tokens->capacity = capacity;
    }
    tokens->items[tokens->count++] = (struct token){
        .start = start,
        .end = tokenizer->at,
        .line = line,
        .end_line = tokenizer->line,
        .kind = (uint8_t)kind,
        .level = (uint8_t)tokenizer->level,
    };
}

static void add_here(struct tokenizer *tokenizer, enum token_kind kind)
{
    add(tokenizer, kind, tokenizer->at, tokenizer->line);
}

static void newline(struct tokenizer *tokenizer)
{
    tokenizer->at++;
    tokenizer->line++;
}

// Steps over a backslash and the end of its line.
static bool continuation(struct tokenizer *tokenizer)
{
    tokenizer->tokens->error_waits = true; // should there be one
    tokenizer->at++;
    if (tokenizer->at >= tokenizer->end) {
        tokenizer->tokens->stop = TOKEN_STOP_BACKSLASH;
        tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at, tokenizer->at,
                       "unexpected EOF while parsing");
        return false;
    }
    if (tokenizer_peek(tokenizer, 0) != '\n') {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at, tokenizer->at + 1,
                       "unexpected character after line continuation character");
        return false;
    }
    newline(tokenizer);
    if (tokenizer->at >= tokenizer->end) {
        tokenizer->tokens->stop = TOKEN_STOP_BACKSLASH;
        tokenizer->line--;
        tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at - 1, tokenizer->at - 1,
                       "unexpected EOF while parsing");
        return false;
    }
    tokenizer->tokens->error_waits = false;
    return true;
}

// ---- indentation

static void fail_at_line_end(struct tokenizer *tokenizer, enum syntax_kind kind,
                             const char *message)
{
    const char *here = tokenizer->text + tokenizer->at;
    const char *line_end = memchr(here, '\n', tokenizer->end - tokenizer->at);
    uint32_t end = line_end != NULL ? (uint32_t)(line_end - tokenizer->text) : tokenizer->end;
    tokenizer_fail(tokenizer, kind, end, end, "%s", message);
    if (kind != SYNTAX_INDENTATION) {
        tokenizer->tokens->error.span.end_line = 0;
    }
    tokenizer->tokens->error_waits = true;
}

static void open_indent(struct tokenizer *tokenizer, uint32_t column, uint32_t alternative)
{
    if (tokenizer->indents + 1 >= TOKENIZER_INDENTS) {
        fail_at_line_end(tokenizer, SYNTAX_INDENTATION, "too many levels of indentation");
        return;
    }
    tokenizer->indents++;
    tokenizer->columns[tokenizer->indents] = column;
    tokenizer->alternatives[tokenizer->indents] = alternative;
    add(tokenizer, TOKEN_INDENT, tokenizer->source->line_starts[tokenizer->line], tokenizer->line);
}

static void indent_to(struct tokenizer *tokenizer, uint32_t column, uint32_t alternative)
{
    static const char inconsistent[] = "inconsistent use of tabs and spaces in indentation";
    if (column > tokenizer->columns[tokenizer->indents]) {
        if (alternative <= tokenizer->alternatives[tokenizer->indents]) {
            fail_at_line_end(tokenizer, SYNTAX_TAB, inconsistent);
        } else {
            open_indent(tokenizer, column, alternative);
        }
        return;
    }
    unsigned level = tokenizer->indents;
    while (column < tokenizer->columns[level]) {
        level--;
    }
    if (column != tokenizer->columns[level]) {
        fail_at_line_end(tokenizer, SYNTAX_INDENTATION,
                         "unindent does not match any outer indentation level");
    } else if (alternative != tokenizer->alternatives[level]) {
        fail_at_line_end(tokenizer, SYNTAX_TAB, inconsistent);
    }
    for (; !tokenizer->failed && tokenizer->indents > level; tokenizer->indents--) {
        add_here(tokenizer, TOKEN_DEDENT);
    }
}

static void skip_comment(struct tokenizer *tokenizer)
{
    if (tokenizer_peek(tokenizer, 0) == '#') {
        const char *here = tokenizer->text + tokenizer->at;
        const char *end = memchr(here, '\n', tokenizer->end - tokenizer->at);
        tokenizer->at = end != NULL ? (uint32_t)(end - tokenizer->text) : tokenizer->end;
    }
}

// The blanks at the head of a line. False for a line without a word, which doesn't count.
static bool line_start(struct tokenizer *tokenizer)
{
    uint32_t column = 0, alternative = 0;
    bool continued = false; // only the first of several lines counts
    uint32_t continued_column = 0, continued_alternative = 0;
    for (;; tokenizer->at++) {
        unsigned char next = tokenizer_peek(tokenizer, 0);
        if (next == ' ') {
            column++;
            alternative++;
        } else if (next == '\t') {
            column = column / 8 * 8 + 8;
            alternative++;
        } else if (next == '\f') {
            column = alternative = 0;
        } else if (next == '\\') {
            if (!continued && column > 0) {
                continued = true;
                continued_column = column;
                continued_alternative = alternative;
            }
            if (!continuation(tokenizer)) {
                return false;
            }
            tokenizer->at--;
        } else {
            break;
        }
    }
    uint32_t comment = tokenizer->at;
    skip_comment(tokenizer);
    if (tokenizer->at >= tokenizer->end) {
        return false;
    }
    if (tokenizer_peek(tokenizer, 0) == '\n') {
        newline(tokenizer);
        return false;
    }
    tokenizer->at = comment;
    indent_to(tokenizer, continued ? continued_column : column,
              continued ? continued_alternative : alternative);
    return true;
}

// ---- words

static bool is_name_part(unsigned char character)
{
    return (character >= '0' && character <= '9') || character == '_' || character >= 0x80 ||
           ((character | 0x20) >= 'a' && (character | 0x20) <= 'z');
}

static void fail_character(struct tokenizer *tokenizer)
{
    size_t size;
    uint32_t character =
        utf8_decode(tokenizer->text + tokenizer->at, tokenizer->end - tokenizer->at, &size);
    uint32_t start = tokenizer->at, end = start + (uint32_t)size;
    if (character == UTF8_INVALID) {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, start, end,
                       "(unicode error) 'utf-8' codec can't decode byte 0x%02x",
                       (unsigned char)tokenizer->text[start]);
    } else if (unicode_flags(character) & UNICODE_PRINTABLE) {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, start, end, "invalid character '%.*s' (U+%04X)",
                       (int)size, tokenizer->text + start, character);
    } else {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, start, end,
                       "invalid non-printable character U+%04X", character);
    }
}

static void string_token(struct tokenizer *tokenizer, uint32_t start);

// r, b, u, f, br, rb, fr, rf in any case.
static bool is_string_prefix(const char *text, uint32_t length)
{
    bool raw = false, other = false;
    for (uint32_t i = 0; i < length; i++) {
        char letter = (char)(text[i] | 0x20);
        if (letter == 'r' && !raw && (i == 0 || (text[0] | 0x20) != 'u')) {
            raw = true;
        } else if (!other && (letter == 'b' || letter == 'f' || (letter == 'u' && i == 0))) {
            other = true;
        } else {
            return false;
        }
    }
    return true;
}

static void name_token(struct tokenizer *tokenizer)
{
    uint32_t start = tokenizer->at;
    bool ascii = true;
    while (is_name_part(tokenizer_peek(tokenizer, 0))) {
        ascii = ascii && tokenizer_peek(tokenizer, 0) < 0x80;
        tokenizer->at++;
    }
    const char *name = tokenizer->text + start;
    uint32_t length = tokenizer->at - start;
    unsigned char next = tokenizer_peek(tokenizer, 0);
    if ((next == '"' || next == '\'') && length <= 2 && is_string_prefix(name, length)) {
        string_token(tokenizer, start);
        return;
    }
    if (!ascii) {
        bool stable;
        size_t wrong = unicode_check_name(name, length, &stable);
        if (wrong < length) {
            tokenizer->at = start + (uint32_t)wrong;
            fail_character(tokenizer);
            return;
        }
        if (!stable) {
            tokenizer_fail(tokenizer, SYNTAX_ERROR, start, tokenizer->at,
                           "ranksh has no names with characters that Unicode normalises: '%.*s'",
                           length < 100 ? (int)length : 0, name);
            return;
        }
    }
    add(tokenizer, token_keyword(name, length), start, tokenizer->line);
}

// At the opening quote; `start` is where the prefix begins.
static void string_token(struct tokenizer *tokenizer, uint32_t start)
{
    uint32_t line = tokenizer->line;
    unsigned char quote = tokenizer_peek(tokenizer, 0);
    bool triple = tokenizer_peek(tokenizer, 1) == quote && tokenizer_peek(tokenizer, 2) == quote;
    tokenizer->at += triple ? 3 : 1;
    for (;;) {
        unsigned char next = tokenizer_peek(tokenizer, 0);
        if (tokenizer->at >= tokenizer->end || (next == '\n' && !triple)) {
            break;
        }
        if (next == quote && (!triple || (tokenizer_peek(tokenizer, 1) == quote &&
                                          tokenizer_peek(tokenizer, 2) == quote))) {
            tokenizer->at += triple ? 3 : 1;
            add(tokenizer, TOKEN_STRING, start, line);
            return;
        }
        if (next == '\\' && tokenizer->at + 1 < tokenizer->end) {
            tokenizer->at++;
        }
        if (tokenizer_peek(tokenizer, 0) == '\n') {
            newline(tokenizer);
        } else {
            tokenizer->at++;
        }
    }
    uint32_t last = tokenizer->line;
    if (triple && tokenizer->at > 0 && tokenizer->text[tokenizer->at - 1] == '\n') {
        last--; // what follows the last line's end is no line
    }
    tokenizer->line = line;
    if (triple) {
        tokenizer->tokens->stop = TOKEN_STOP_STRING;
    }
    tokenizer_fail(tokenizer, SYNTAX_ERROR, start, start + 1,
                   "unterminated %sstring literal (detected at line %u)",
                   triple ? "triple-quoted " : "", last + tokenizer->source->first_line);
}

// ---- operators and brackets

static char opener_of(char closer)
{
    return closer == ')' ? '(' : closer == ']' ? '[' : '{';
}

static void open_bracket(struct tokenizer *tokenizer)
{
    if (tokenizer->level >= TOKENIZER_BRACKETS) {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at, tokenizer->at + 1,
                       "too many nested parentheses");
        return;
    }
    tokenizer->openers[tokenizer->level++] = tokenizer->tokens->count;
}

static void close_bracket(struct tokenizer *tokenizer, char closer)
{
    if (tokenizer->level == 0) {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at, tokenizer->at + 1, "unmatched '%c'",
                       closer);
        return;
    }
    const struct token *opener = &tokenizer->tokens->items[tokenizer->openers[--tokenizer->level]];
    char opened = tokenizer->text[opener->start];
    if (opened == opener_of(closer)) {
        return;
    }
    if (opener->line != tokenizer->line) {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at, tokenizer->at + 1,
                       "closing parenthesis '%c' does not match opening parenthesis '%c' "
                       "on line %u",
                       closer, opened, opener->line + tokenizer->source->first_line);
    } else {
        tokenizer_fail(tokenizer, SYNTAX_ERROR, tokenizer->at, tokenizer->at + 1,
                       "closing parenthesis '%c' does not match opening parenthesis '%c'", closer,
                       opened);
    }
}

static void operator_token(struct tokenizer *tokenizer)
{
    uint32_t start = tokenizer->at;
    const char *text = tokenizer->text + start;
    enum token_kind kind = token_operator(text, tokenizer->end - start);
    if (kind == TOKEN_END) {
        if (strchr("$?!`", *text) == NULL || *text == '\0') {
            fail_character(tokenizer);
            return;
        }
        kind = TOKEN_UNKNOWN;
    }
    if (strchr("([{", *text) != NULL) {
        open_bracket(tokenizer);
    } else if (strchr(")]}", *text) != NULL) {
        close_bracket(tokenizer, *text);
    }
    if (!tokenizer->failed) {
        tokenizer->at += kind == TOKEN_UNKNOWN ? 1 : (uint32_t)strlen(token_name(kind));
        add(tokenizer, kind, start, tokenizer->line);
    }
}

static void word(struct tokenizer *tokenizer)
{
    unsigned char next = tokenizer_peek(tokenizer, 0);
    unsigned char second = tokenizer_peek(tokenizer, 1);
    if ((next >= '0' && next <= '9') || (next == '.' && second >= '0' && second <= '9')) {
        uint32_t start = tokenizer->at;
        tokenizer_number(tokenizer);
        if (!tokenizer->failed) {
            add(tokenizer, TOKEN_NUMBER, start, tokenizer->line);
        }
    } else if (next == '"' || next == '\'') {
        string_token(tokenizer, tokenizer->at);
    } else if (is_name_part(next)) {
        name_token(tokenizer);
    } else {
        operator_token(tokenizer);
    }
}

// ---- lines

// The rest of a logical line behind its indentation, with its NEWLINE if `whole`.
static void logical_line(struct tokenizer *tokenizer, bool whole)
{
    while (!tokenizer->failed) {
        unsigned char next = tokenizer_peek(tokenizer, 0);
        uint32_t start = tokenizer->at;
        if (next == ' ' || next == '\t' || next == '\f') {
            tokenizer->at++;
            continue;
        }
        if (next == '\\') {
            continuation(tokenizer);
            continue;
        }
        skip_comment(tokenizer);
        if (tokenizer->at >= tokenizer->end) {
            if (whole && tokenizer->level == 0) {
                add(tokenizer, TOKEN_NEWLINE, start, tokenizer->line);
            }
            return;
        }
        if (tokenizer_peek(tokenizer, 0) != '\n') {
            word(tokenizer);
        } else if (whole && tokenizer->level == 0) {
            add(tokenizer, TOKEN_NEWLINE, start, tokenizer->line);
            newline(tokenizer);
            return;
        } else {
            newline(tokenizer);
        }
    }
}

static bool finish(struct tokenizer *tokenizer)
{
    struct tokens *tokens = tokenizer->tokens;
    tokens->indent = tokenizer->columns[tokenizer->indents];
    if (!tokenizer->failed && tokenizer->level > 0) {
        tokens->stop = TOKEN_STOP_BRACKET;
        tokens->opener = tokenizer->openers[tokenizer->level - 1];
    }
    if (!tokenizer->failed && tokenizer->level == 0) {
        for (; tokenizer->indents > 0; tokenizer->indents--) {
            add_here(tokenizer, TOKEN_DEDENT);
        }
    }
    add_here(tokenizer, tokenizer->failed ? TOKEN_ERROR : TOKEN_END);
    return !tokens->error.set || tokens->error.kind != SYNTAX_MEMORY;
}

bool tokens_init(struct tokens *tokens, const struct source *source, struct arena *arena)
{
    struct tokenizer tokenizer = {
        .tokens = tokens,
        .source = source,
        .arena = arena,
        .text = source->text,
        .end = (uint32_t)source->length,
    };
    *tokens = (struct tokens){.source = source};
    while (!tokenizer.failed && tokenizer.at < tokenizer.end) {
        if (line_start(&tokenizer)) {
            logical_line(&tokenizer, true);
        }
    }
    return finish(&tokenizer);
}

bool tokens_init_expression(struct tokens *tokens, const struct source *source, uint32_t start,
                            uint32_t end, uint32_t line, struct arena *arena)
{
    struct tokenizer tokenizer = {
        .tokens = tokens,
        .source = source,
        .arena = arena,
        .text = source->text,
        .at = start,
        .end = end,
        .line = line,
    };
    *tokens = (struct tokens){.source = source};
    open_bracket(&tokenizer);
    add(&tokenizer, TOKEN_LEFT_PAREN, start - 1, line);
    logical_line(&tokenizer, false);
    if (!tokenizer.failed && tokenizer.level == 1) {
        tokenizer.level--;
        tokenizer.at++;
        add(&tokenizer, TOKEN_RIGHT_PAREN, end, tokenizer.line);
    }
    return finish(&tokenizer);
}
