// What is wrong with a source, and what is odd about it: made by the tokenizer, the parser and the
// compiler, shown by whoever asked for the program.
#ifndef RANKSH_CORE_LANG_SYNTAX_H
#define RANKSH_CORE_LANG_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/diag/diagnostic.h"
#include "core/lang/syntax/ast.h"
#include "core/lang/syntax/source.h"

enum syntax_kind { SYNTAX_ERROR, SYNTAX_INDENTATION, SYNTAX_TAB, SYNTAX_MEMORY };

// The first mistake found in a source. The texts live as long as the parse.
struct syntax_error {
    bool set;
    enum syntax_kind kind;
    const char *message; // CPython's words, or "ranksh has no …"
    const char *hint;    // what to type instead, or NULL
    // No wider than a column: a caret of one. `end_line` 0: no caret at all; `line` 0: no place
    // (the source could not be read).
    struct ast_span span;
};

// A SyntaxWarning of CPython's: `"is" with a literal. Did you mean "=="?`.
struct syntax_warning {
    const char *message;
    uint32_t line;
};

// Notes the mistake unless there is one already; the message is printf-style and is copied to the
// arena (SYNTAX_MEMORY, which stands for MemoryError, when that fails).
void syntax_fail(struct syntax_error *error, struct arena *arena, enum syntax_kind kind,
                 struct ast_span span, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

// The diagnostic of a mistake in `source`. NULL: no memory.
struct diagnostic *syntax_diagnostic(const struct syntax_error *error, const struct source *source);

// As CPython prints it: "train.py:3: SyntaxWarning: …" and the line.
void syntax_warning_text(const struct syntax_warning *warning, const struct source *source,
                         struct text *out);

#endif
