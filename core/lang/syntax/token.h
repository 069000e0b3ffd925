// The words of a source: names, numbers, strings, operators, and the line structure that CPython's
// tokenizer sees (NEWLINE, INDENT, DEDENT).
#ifndef RANKSH_CORE_LANG_TOKEN_H
#define RANKSH_CORE_LANG_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/lang/syntax/ast.h"
#include "core/lang/syntax/source.h"
#include "core/lang/syntax/syntax.h"

enum token_kind {
    TOKEN_END,
    TOKEN_ERROR, // the last token of a source that makes no sense from here on (tokens.error)
    TOKEN_NEWLINE,
    TOKEN_INDENT,
    TOKEN_DEDENT,
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_UNKNOWN, // a character that begins nothing: $ ? ! `
    // ---- keywords
    TOKEN_FALSE,
    TOKEN_NONE,
    TOKEN_TRUE,
    TOKEN_AND,
    TOKEN_AS,
    TOKEN_ASSERT,
    TOKEN_ASYNC,
    TOKEN_AWAIT,
    TOKEN_BREAK,
    TOKEN_CLASS,
    TOKEN_CONTINUE,
    TOKEN_DEF,
    TOKEN_DEL,
    TOKEN_ELIF,
    TOKEN_ELSE,
    TOKEN_EXCEPT,
    TOKEN_FINALLY,
    TOKEN_FOR,
    TOKEN_FROM,
    TOKEN_GLOBAL,
    TOKEN_IF,
    TOKEN_IMPORT,
    TOKEN_IN,
    TOKEN_IS,
    TOKEN_LAMBDA,
    TOKEN_NONLOCAL,
    TOKEN_NOT,
    TOKEN_OR,
    TOKEN_PASS,
    TOKEN_RAISE,
    TOKEN_RETURN,
    TOKEN_TRY,
    TOKEN_WHILE,
    TOKEN_WITH,
    TOKEN_YIELD,
    // ---- operators
    TOKEN_LEFT_PAREN,
    TOKEN_RIGHT_PAREN,
    TOKEN_LEFT_BRACKET,
    TOKEN_RIGHT_BRACKET,
    TOKEN_LEFT_BRACE,
    TOKEN_RIGHT_BRACE,
    TOKEN_COLON,
    TOKEN_COMMA,
    TOKEN_SEMICOLON,
    TOKEN_DOT,
    TOKEN_ELLIPSIS,
    TOKEN_ARROW,
    TOKEN_WALRUS,
    TOKEN_ASSIGN,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_STAR,
    TOKEN_SLASH,
    TOKEN_DOUBLE_SLASH,
    TOKEN_PERCENT,
    TOKEN_AT,
    TOKEN_DOUBLE_STAR,
    TOKEN_LEFT_SHIFT,
    TOKEN_RIGHT_SHIFT,
    TOKEN_AMPERSAND,
    TOKEN_BAR,
    TOKEN_CARET,
    TOKEN_TILDE,
    TOKEN_EQUAL,
    TOKEN_NOT_EQUAL,
    TOKEN_LESS,
    TOKEN_LESS_EQUAL,
    TOKEN_GREATER,
    TOKEN_GREATER_EQUAL,
    TOKEN_DIAMOND, // <>, valid nowhere
    TOKEN_PLUS_ASSIGN,
    TOKEN_MINUS_ASSIGN,
    TOKEN_STAR_ASSIGN,
    TOKEN_SLASH_ASSIGN,
    TOKEN_DOUBLE_SLASH_ASSIGN,
    TOKEN_PERCENT_ASSIGN,
    TOKEN_AT_ASSIGN,
    TOKEN_DOUBLE_STAR_ASSIGN,
    TOKEN_LEFT_SHIFT_ASSIGN,
    TOKEN_RIGHT_SHIFT_ASSIGN,
    TOKEN_AND_ASSIGN,
    TOKEN_OR_ASSIGN,
    TOKEN_XOR_ASSIGN,
    TOKEN_KINDS,
};

struct token {
    uint32_t start, end;     // offsets in the source
    uint32_t line, end_line; // indices, from 0
    uint8_t kind;            // enum token_kind
    uint8_t level;           // brackets open behind it
};

// How the text ended: what a prompt must know.
enum token_stop {
    TOKEN_STOP_CLEAN,
    TOKEN_STOP_BRACKET,   // inside brackets
    TOKEN_STOP_STRING,    // inside a triple-quoted string
    TOKEN_STOP_BACKSLASH, // behind a backslash
};

struct tokens {
    const struct source *source;
    struct token *items; // the last is TOKEN_END or TOKEN_ERROR
    size_t count, capacity;
    enum token_stop stop;
    size_t opener;             // TOKEN_STOP_BRACKET: the index of the innermost open bracket
    struct syntax_error error; // of TOKEN_ERROR
    bool error_waits;          // it counts only when the parser gets there
    uint32_t indent;           // columns of the innermost block at the end
};

// Reads all of a source. Messages go into the arena. False: no memory.
bool tokens_init(struct tokens *tokens, const struct source *source, struct arena *arena);

// Reads [start, end), an expression inside an f-string that begins in the line of that index, as
// if its braces were parentheses.
bool tokens_init_expression(struct tokens *tokens, const struct source *source, uint32_t start,
                            uint32_t end, uint32_t line, struct arena *arena);
void tokens_finish(struct tokens *tokens);

struct ast_span token_span(const struct tokens *tokens, size_t index);

// The span from the start of one token to the end of another.
struct ast_span token_range(const struct tokens *tokens, size_t first, size_t last);

// TOKEN_NAME when the word is no keyword.
enum token_kind token_keyword(const char *word, size_t length);

// The operator at the head of `text`, the longest that fits; TOKEN_END: none.
enum token_kind token_operator(const char *text, size_t length);

// The word or sign of keywords and operators: "class", "+=".
const char *token_name(enum token_kind kind);

#endif
