#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/lang/syntax/syntax.h"

void syntax_fail(struct syntax_error *error, struct arena *arena, enum syntax_kind kind,
                 struct ast_span span, const char *format, ...)
{
    if (error->set) {
        return;
    }
    struct text message = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&message, format, arguments);
    va_end(arguments);
    const char *copy = NULL;
    if (!message.failed) {
        copy = arena_copy(arena, text_string(&message), message.length);
    }
    text_finish(&message);
    *error = (struct syntax_error){
        .set = true,
        .kind = copy != NULL ? kind : SYNTAX_MEMORY,
        .message = copy != NULL ? copy : "",
        .span = span,
    };
}

static const char *class_name(enum syntax_kind kind)
{
    switch (kind) {
    case SYNTAX_ERROR:
        return "SyntaxError";
    case SYNTAX_INDENTATION:
        return "IndentationError";
    case SYNTAX_TAB:
        return "TabError";
    case SYNTAX_MEMORY:
        return "MemoryError";
    }
    return "";
}

struct diagnostic *syntax_diagnostic(const struct syntax_error *error, const struct source *source)
{
    struct diagnostic *diagnostic = diagnostic_create(class_name(error->kind), error->message);
    if (diagnostic == NULL || error->kind == SYNTAX_MEMORY || error->span.line == 0) {
        return diagnostic;
    }
    size_t length;
    const char *text = source_line(source, error->span.line, &length);
    char *line = strndup(text, length);
    struct diagnostic_frame frame = {
        .file = source->name,
        .source = line,
        .line = error->span.line,
        .marks =
            {
                .known = error->span.end_line > 0,
                .column = error->span.column,
                .end_column = error->span.end_column,
                .end_line = error->span.end_line,
            },
    };
    if (line == NULL || diagnostic_add_frame(diagnostic, &frame) != STATUS_OK ||
        (error->hint != NULL && diagnostic_set_hint(diagnostic, error->hint) != STATUS_OK)) {
        diagnostic_destroy(diagnostic);
        diagnostic = NULL;
    }
    free(line);
    return diagnostic;
}

void syntax_warning_text(const struct syntax_warning *warning, const struct source *source,
                         struct text *out)
{
    size_t length;
    const char *line = source_line(source, warning->line, &length);
    size_t indent = 0;
    while (indent < length && strchr(" \t\f", line[indent]) != NULL) {
        indent++;
    }
    text_addf(out, "%s:%u: SyntaxWarning: %s\n  ", source->name, warning->line, warning->message);
    text_add_printable(out, line + indent, length - indent);
    text_add_char(out, '\n');
}
