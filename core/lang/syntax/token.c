#include <string.h>

#include "core/base/memory.h"
#include "core/lang/syntax/token.h"

static const char *const names[TOKEN_KINDS] = {
    [TOKEN_FALSE] = "False",
    [TOKEN_NONE] = "None",
    [TOKEN_TRUE] = "True",
    [TOKEN_AND] = "and",
    [TOKEN_AS] = "as",
    [TOKEN_ASSERT] = "assert",
    [TOKEN_ASYNC] = "async",
    [TOKEN_AWAIT] = "await",
    [TOKEN_BREAK] = "break",
    [TOKEN_CLASS] = "class",
    [TOKEN_CONTINUE] = "continue",
    [TOKEN_DEF] = "def",
    [TOKEN_DEL] = "del",
    [TOKEN_ELIF] = "elif",
    [TOKEN_ELSE] = "else",
    [TOKEN_EXCEPT] = "except",
    [TOKEN_FINALLY] = "finally",
    [TOKEN_FOR] = "for",
    [TOKEN_FROM] = "from",
    [TOKEN_GLOBAL] = "global",
    [TOKEN_IF] = "if",
    [TOKEN_IMPORT] = "import",
    [TOKEN_IN] = "in",
    [TOKEN_IS] = "is",
    [TOKEN_LAMBDA] = "lambda",
    [TOKEN_NONLOCAL] = "nonlocal",
    [TOKEN_NOT] = "not",
    [TOKEN_OR] = "or",
    [TOKEN_PASS] = "pass",
    [TOKEN_RAISE] = "raise",
    [TOKEN_RETURN] = "return",
    [TOKEN_TRY] = "try",
    [TOKEN_WHILE] = "while",
    [TOKEN_WITH] = "with",
    [TOKEN_YIELD] = "yield",
    [TOKEN_LEFT_PAREN] = "(",
    [TOKEN_RIGHT_PAREN] = ")",
    [TOKEN_LEFT_BRACKET] = "[",
    [TOKEN_RIGHT_BRACKET] = "]",
    [TOKEN_LEFT_BRACE] = "{",
    [TOKEN_RIGHT_BRACE] = "}",
    [TOKEN_COLON] = ":",
    [TOKEN_COMMA] = ",",
    [TOKEN_SEMICOLON] = ";",
    [TOKEN_DOT] = ".",
    [TOKEN_ELLIPSIS] = "...",
    [TOKEN_ARROW] = "->",
    [TOKEN_WALRUS] = ":=",
    [TOKEN_ASSIGN] = "=",
    [TOKEN_PLUS] = "+",
    [TOKEN_MINUS] = "-",
    [TOKEN_STAR] = "*",
    [TOKEN_SLASH] = "/",
    [TOKEN_DOUBLE_SLASH] = "//",
    [TOKEN_PERCENT] = "%",
    [TOKEN_AT] = "@",
    [TOKEN_DOUBLE_STAR] = "**",
    [TOKEN_LEFT_SHIFT] = "<<",
    [TOKEN_RIGHT_SHIFT] = ">>",
    [TOKEN_AMPERSAND] = "&",
    [TOKEN_BAR] = "|",
    [TOKEN_CARET] = "^",
    [TOKEN_TILDE] = "~",
    [TOKEN_EQUAL] = "==",
    [TOKEN_NOT_EQUAL] = "!=",
    [TOKEN_LESS] = "<",
    [TOKEN_LESS_EQUAL] = "<=",
    [TOKEN_GREATER] = ">",
    [TOKEN_GREATER_EQUAL] = ">=",
    [TOKEN_DIAMOND] = "<>",
    [TOKEN_PLUS_ASSIGN] = "+=",
    [TOKEN_MINUS_ASSIGN] = "-=",
    [TOKEN_STAR_ASSIGN] = "*=",
    [TOKEN_SLASH_ASSIGN] = "/=",
    [TOKEN_DOUBLE_SLASH_ASSIGN] = "//=",
    [TOKEN_PERCENT_ASSIGN] = "%=",
    [TOKEN_AT_ASSIGN] = "@=",
    [TOKEN_DOUBLE_STAR_ASSIGN] = "**=",
    [TOKEN_LEFT_SHIFT_ASSIGN] = "<<=",
    [TOKEN_RIGHT_SHIFT_ASSIGN] = ">>=",
    [TOKEN_AND_ASSIGN] = "&=",
    [TOKEN_OR_ASSIGN] = "|=",
    [TOKEN_XOR_ASSIGN] = "^=",
};

const char *token_name(enum token_kind kind)
{
    return names[kind] != NULL ? names[kind] : "";
}

static bool is_name(enum token_kind kind, const char *word, size_t length)
{
    return strlen(names[kind]) == length && memcmp(names[kind], word, length) == 0;
}

enum token_kind token_keyword(const char *word, size_t length)
{
    // Most names are no keywords: those of more than 8 letters, and all with other letters.
    if (length < 2 || length > 8 || (word[0] >= 'A' && word[0] <= 'Z' && length > 5)) {
        return TOKEN_NAME;
    }
    for (enum token_kind kind = TOKEN_FALSE; kind <= TOKEN_YIELD; kind++) {
        if (names[kind][0] == word[0] && is_name(kind, word, length)) {
            return kind;
        }
    }
    return TOKEN_NAME;
}

enum token_kind token_operator(const char *text, size_t length)
{
    enum token_kind best = TOKEN_END;
    size_t longest = 0;
    for (enum token_kind kind = TOKEN_LEFT_PAREN; kind < TOKEN_KINDS; kind++) {
        if (names[kind][0] != text[0]) {
            continue;
        }
        size_t size = strlen(names[kind]);
        if (size > longest && size <= length && memcmp(names[kind], text, size) == 0) {
            best = kind;
            longest = size;
        }
    }
    return best;
}

struct ast_span token_span(const struct tokens *tokens, size_t index)
{
    return token_range(tokens, index, index);
}

struct ast_span token_range(const struct tokens *tokens, size_t first, size_t last)
{
    const struct source *source = tokens->source;
    const struct token *from = &tokens->items[first], *to = &tokens->items[last];
    return (struct ast_span){
        .line = from->line + source->first_line,
        .column = from->start - source->line_starts[from->line],
        .end_line = to->end_line + source->first_line,
        .end_column = to->end - source->line_starts[to->end_line],
    };
}

void tokens_finish(struct tokens *tokens)
{
    memory_free(tokens->items, tokens->capacity * sizeof *tokens->items);
    *tokens = (struct tokens){0};
}
