// Inside the tokenizer: what its files share.
#ifndef RANKSH_CORE_LANG_TOKENIZER_H
#define RANKSH_CORE_LANG_TOKENIZER_H

#include "core/lang/syntax/token.h"

// As CPython has them, but for brackets (200 there).
enum { TOKENIZER_BRACKETS = 100, TOKENIZER_INDENTS = 100 };

struct tokenizer {
    struct tokens *tokens;
    const struct source *source;
    struct arena *arena;
    const char *text;
    uint32_t at, end; // offsets: the next character, behind the last
    uint32_t line;    // index of the line that `at` is in
    bool failed;      // TOKEN_ERROR follows, or memory is out

    size_t openers[TOKENIZER_BRACKETS]; // token indices of the open brackets
    unsigned level;

    // Indentation as columns with tabs to eight, and with tabs as one column: both must agree on
    // what is deeper, or the source is inconsistent.
    uint32_t columns[TOKENIZER_INDENTS], alternatives[TOKENIZER_INDENTS];
    unsigned indents; // the current one's index
};

// The character at offset + `ahead`, 0 past the end.
static inline unsigned char tokenizer_peek(const struct tokenizer *tokenizer, uint32_t ahead)
{
    return tokenizer->at + ahead < tokenizer->end
               ? (unsigned char)tokenizer->text[tokenizer->at + ahead]
               : 0;
}

// Notes a mistake that covers [start, end) of the current line; the source ends there.
void tokenizer_fail(struct tokenizer *tokenizer, enum syntax_kind kind, uint32_t start,
                    uint32_t end, const char *format, ...) __attribute__((format(printf, 5, 6)));

// Steps over the number literal at the current position, or fails with CPython's words.
void tokenizer_number(struct tokenizer *tokenizer);

#endif
