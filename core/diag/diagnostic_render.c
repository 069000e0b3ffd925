// The three ways to show a diagnostic: CPython's traceback text, the prompt's, plain words.
#include <string.h>

#include "core/base/utf8.h"
#include "core/diag/diagnostic.h"
#include "core/diag/excerpt.h"

enum { REPEATS_SHOWN = 3, CALLERS_SHOWN = 4 };

void diagnostic_headline(const struct diagnostic *diagnostic, struct text *out)
{
    text_add(out, diagnostic->class_name);
    if (diagnostic->message[0] != '\0') {
        text_addf(out, ": %s", diagnostic->message);
    }
    if (diagnostic->suggestion != NULL) {
        text_addf(out, ". Did you mean: '%s'?", diagnostic->suggestion);
    }
}

// ---- one line and its carets

// A source line as it is shown: without the blanks before it, marks counted in characters.
struct shown_line {
    const char *text;
    size_t length;
    size_t start, end;                   // what to mark; equal: nothing
    size_t operator_start, operator_end; // equal: no operator
};

static size_t blanks_before(const char *text)
{
    return strspn(text, " \t\f");
}

static size_t blanks_behind(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && strchr(" \t\f", text[length - count - 1]) != NULL) {
        count++;
    }
    return count;
}

// Characters from the first shown one to the byte column.
static size_t shown_column(const struct shown_line *line, size_t indent, size_t column)
{
    column = column < indent ? 0 : column - indent;
    return utf8_count(line->text, column < line->length ? column : line->length);
}

// In a call over several lines CPython marks to the end of the first one; a SyntaxError also marks
// the blanks there, and always at least one column, be it behind the line's end.
static struct shown_line shown_line(const struct diagnostic_frame *frame)
{
    const struct diagnostic_marks *marks = &frame->marks;
    size_t indent = blanks_before(frame->source);
    struct shown_line line = {.text = frame->source + indent};
    line.length = strlen(line.text);
    bool syntax = frame->function == NULL;
    if (!marks->known || (syntax && marks->column < indent)) {
        return line;
    }
    line.start = shown_column(&line, indent, marks->column);
    if (marks->end_line > frame->line) {
        size_t cut = syntax ? 0 : blanks_behind(line.text, line.length);
        line.end = utf8_count(line.text, line.length - cut);
    } else {
        line.end = shown_column(&line, indent, marks->end_column);
        if (marks->operator_end_column > marks->operator_column) {
            line.operator_start = shown_column(&line, indent, marks->operator_column);
            line.operator_end = shown_column(&line, indent, marks->operator_end_column);
        }
    }
    if (line.end < line.start) {
        line.end = line.start;
    }
    if (syntax && line.end == line.start) {
        line.end++;
    }
    return line;
}

static bool marks_all(const struct shown_line *line)
{
    return line->start == 0 && line->end == utf8_count(line->text, line->length) &&
           line->operator_start == line->operator_end;
}

static void add_carets(struct text *out, size_t indent, const struct shown_line *line)
{
    text_add_repeated(out, ' ', indent + line->start);
    if (line->operator_start == line->operator_end) {
        text_add_repeated(out, '^', line->end - line->start);
    } else {
        for (size_t at = line->start; at < line->end; at++) {
            bool inside = at >= line->operator_start && at < line->operator_end;
            text_add_char(out, inside ? '^' : '~');
        }
    }
    text_add_char(out, '\n');
}

// The line, and its carets in characters as CPython counts; none that would say "all of it" of a
// call.
static void add_source(struct text *out, const struct diagnostic_frame *frame, size_t indent)
{
    struct shown_line line = shown_line(frame);
    text_add_repeated(out, ' ', indent);
    text_add_printable(out, line.text, line.length);
    text_add_char(out, '\n');
    if (line.end > line.start && !(frame->function != NULL && marks_all(&line))) {
        add_carets(out, indent, &line);
    }
}

// ---- CPython's traceback

static bool same_place(const struct diagnostic_frame *a, const struct diagnostic_frame *b)
{
    return a->line == b->line && strcmp(a->file, b->file) == 0 && a->function != NULL &&
           b->function != NULL && strcmp(a->function, b->function) == 0;
}

static void add_repeats(struct text *out, size_t repeats)
{
    if (repeats > REPEATS_SHOWN) {
        size_t more = repeats - REPEATS_SHOWN;
        text_addf(out, "  [Previous line repeated %zu more time%s]\n", more, more > 1 ? "s" : "");
    }
}

static void add_frames(struct text *out, const struct diagnostic *diagnostic)
{
    size_t repeats = 0;
    for (size_t i = 0; i < diagnostic->frame_count; i++) {
        const struct diagnostic_frame *frame = &diagnostic->frames[i];
        if (i > 0 && !same_place(frame, frame - 1)) {
            add_repeats(out, repeats);
            repeats = 0;
        }
        if (++repeats > REPEATS_SHOWN) {
            continue;
        }
        text_addf(out, "  File \"%s\", line %u", frame->file, frame->line);
        if (frame->function != NULL) {
            text_addf(out, ", in %s", frame->function);
        }
        text_add_char(out, '\n');
        bool blank = frame->source == NULL || frame->source[blanks_before(frame->source)] == '\0';
        if (!blank || (frame->function == NULL && frame->source != NULL)) {
            add_source(out, frame, 4);
        }
    }
    add_repeats(out, repeats);
}

static const struct diagnostic *nth_earlier(const struct diagnostic *diagnostic, size_t n)
{
    while (n-- > 0) {
        diagnostic = diagnostic->earlier;
    }
    return diagnostic;
}

static size_t chain_length(const struct diagnostic *diagnostic)
{
    size_t length = 0;
    for (; diagnostic != NULL; diagnostic = diagnostic->earlier) {
        length++;
    }
    return length;
}

static void add_notes(struct text *out, const struct diagnostic *diagnostic)
{
    for (size_t i = 0; i < diagnostic->note_count; i++) {
        text_addf(out, "%s\n", diagnostic->notes[i]);
    }
}

void diagnostic_traceback(const struct diagnostic *diagnostic, struct text *out)
{
    for (size_t left = chain_length(diagnostic); left > 0; left--) {
        const struct diagnostic *one = nth_earlier(diagnostic, left - 1);
        if (one->frame_count > 0 && one->frames[0].function != NULL) {
            text_add(out, "Traceback (most recent call last):\n");
        }
        add_frames(out, one);
        diagnostic_headline(one, out);
        text_add_char(out, '\n');
        add_notes(out, one);
        if (left > 1) {
            const struct diagnostic *later = nth_earlier(diagnostic, left - 2);
            text_addf(out, "\n%s:\n\n",
                      later->earlier_link == DIAGNOSTIC_CAUSE
                          ? "The above exception was the direct cause of the following exception"
                          : "During handling of the above exception, another exception occurred");
        }
    }
}

// ---- the prompt

// Where the value that begins at `at` ends: before the `,` or `)` that is not its own.
static size_t value_end(const char *source, size_t at)
{
    int depth = 0;
    char quote = '\0';
    for (; source[at] != '\0'; at++) {
        char c = source[at];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (strchr("([{", c) != NULL) {
            depth++;
        } else if (strchr(")]}", c) != NULL && depth-- == 0) {
            break;
        } else if (c == ',' && depth == 0) {
            break;
        }
    }
    return at;
}

// Narrows the marks to `argument=...`, where the call spells it so; else there is none to name.
static void mark_argument(struct diagnostic_frame *frame)
{
    if (frame->argument == NULL || !frame->marks.known ||
        frame->marks.column >= strlen(frame->source)) {
        frame->argument = NULL;
        return;
    }
    size_t length = strlen(frame->argument);
    const char *found = frame->source + frame->marks.column;
    while ((found = strstr(found, frame->argument)) != NULL) {
        size_t blanks = blanks_before(found + length);
        bool begins = found == frame->source || strchr("(, \t", found[-1]) != NULL;
        if (begins && found[length + blanks] == '=' && found[length + blanks + 1] != '=') {
            frame->marks.column = (uint32_t)(found - frame->source);
            frame->marks.end_column = (uint32_t)value_end(frame->source, frame->marks.column);
            frame->marks.end_line = frame->line;
            frame->marks.operator_column = frame->marks.operator_end_column = 0;
            return;
        }
        found += length;
    }
    frame->argument = NULL;
}

// Where a frame is, in words; nothing for the one line that was just typed.
static void add_place(struct text *out, const struct diagnostic_frame *frame)
{
    text_addf(out, "%s line %u", frame->file, frame->line);
    if (frame->function != NULL && strcmp(frame->function, "<module>") != 0) {
        text_addf(out, ", in %s", frame->function);
    }
}

static bool is_typed_line(const struct diagnostic *diagnostic)
{
    const struct diagnostic_frame *frame = diagnostic->frames;
    return diagnostic->frame_count == 1 && frame->file[0] == '<' && frame->line == 1 &&
           frame->source != NULL;
}

static size_t count_repeats(const struct diagnostic *diagnostic, size_t index)
{
    size_t repeats = 1;
    while (index >= repeats &&
           same_place(&diagnostic->frames[index], &diagnostic->frames[index - repeats])) {
        repeats++;
    }
    return repeats;
}

// The callers of the innermost frame, the nearest first, repeated ones once.
static void add_callers(struct text *out, const struct diagnostic *diagnostic)
{
    size_t index = diagnostic->frame_count - 1;
    size_t repeats = count_repeats(diagnostic, index);
    if (repeats > 1) {
        text_addf(out, "  (%zu calls of the same line)\n", repeats);
    }
    for (int shown = 0; index >= repeats; shown++) {
        index -= repeats;
        if (shown == CALLERS_SHOWN) {
            text_addf(out, "  … %zu more callers\n", index + 1);
            return;
        }
        repeats = count_repeats(diagnostic, index);
        text_add(out, "  called from ");
        add_place(out, &diagnostic->frames[index]);
        if (repeats > 1) {
            text_addf(out, " (%zu times)", repeats);
        }
        text_add_char(out, '\n');
    }
}

static void add_hint(struct text *out, const char *hint)
{
    text_add(out, "  hint: ");
    for (const char *line = hint; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        text_add_bytes(out, line, length);
        line += length;
        if (*line == '\n') {
            text_add(out, "\n        ");
            line++;
        }
    }
    text_add_char(out, '\n');
}

static void add_earlier(struct text *out, const struct diagnostic *diagnostic)
{
    for (const struct diagnostic *one = diagnostic; one->earlier != NULL; one = one->earlier) {
        text_add(out, one->earlier_link == DIAGNOSTIC_CAUSE ? "  caused by " : "  while handling ");
        diagnostic_headline(one->earlier, out);
        text_add_char(out, '\n');
    }
}

static void add_excerpt(struct text *out, const struct diagnostic_frame *frame, size_t columns)
{
    struct shown_line line = shown_line(frame);
    struct excerpt excerpt = {line.text, line.length,         line.start,
                              line.end,  line.operator_start, line.operator_end};
    excerpt_add(&excerpt, 4, columns, out);
}

void diagnostic_prompt(const struct diagnostic *diagnostic, size_t columns, struct text *out)
{
    diagnostic_headline(diagnostic, out);
    text_add_char(out, '\n');
    add_notes(out, diagnostic);
    if (diagnostic->frame_count > 0) {
        const struct diagnostic_frame *frame = &diagnostic->frames[diagnostic->frame_count - 1];
        if (!is_typed_line(diagnostic)) {
            text_add(out, "  ");
            add_place(out, frame);
            text_add(out, frame->source != NULL ? ":\n" : "\n");
        }
        if (frame->source != NULL) {
            struct diagnostic_frame narrow = *frame;
            mark_argument(&narrow);
            add_excerpt(out, &narrow, columns);
        }
        add_callers(out, diagnostic);
    }
    add_earlier(out, diagnostic);
    if (diagnostic->hint != NULL) {
        add_hint(out, diagnostic->hint);
    }
}

// ---- plain words

// "column 35, argument rank=0": counted from 1 in the line as it was typed.
static void add_mark_words(struct text *out, const struct diagnostic_frame *frame)
{
    const struct diagnostic_marks *marks = &frame->marks;
    size_t length = strlen(frame->source);
    if (!marks->known || marks->column > length) {
        return;
    }
    text_addf(out, ", column %zu", utf8_count(frame->source, marks->column) + 1);
    size_t end =
        marks->end_line > frame->line || marks->end_column > length ? length : marks->end_column;
    if (end > marks->column) {
        text_add(out, frame->argument != NULL ? ", argument " : ", at ");
        text_add_printable(out, frame->source + marks->column, end - marks->column);
    }
}

static void add_plain_frame(struct text *out, const struct diagnostic_frame *frame)
{
    add_place(out, frame);
    if (frame->source != NULL) {
        struct diagnostic_frame narrow = *frame;
        mark_argument(&narrow);
        add_mark_words(out, &narrow);
        size_t indent = blanks_before(frame->source);
        text_add(out, ": ");
        text_add_printable(out, frame->source + indent, strlen(frame->source + indent));
    }
    text_add_char(out, '\n');
}

void diagnostic_plain(const struct diagnostic *diagnostic, struct text *out)
{
    diagnostic_headline(diagnostic, out);
    text_add_char(out, '\n');
    add_notes(out, diagnostic);
    if (diagnostic->frame_count > 0) {
        text_add(out, "  ");
        add_plain_frame(out, &diagnostic->frames[diagnostic->frame_count - 1]);
        add_callers(out, diagnostic);
    }
    add_earlier(out, diagnostic);
    if (diagnostic->hint != NULL) {
        add_hint(out, diagnostic->hint);
    }
}
