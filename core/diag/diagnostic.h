// One failure as a learner sees it: what CPython or PyTorch says, where, and what to type instead.
// The interpreter and the parser make them, a rank sends them to the REPL as bytes, and whoever
// owns a terminal renders them.
//
// All texts are the diagnostic's own copies from malloc, so that a rank whose budget is used up
// can still report. Any thread, one at a time.
#ifndef RANKSH_CORE_DIAG_DIAGNOSTIC_H
#define RANKSH_CORE_DIAG_DIAGNOSTIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/base/text.h"

// The part of a source line that a caret points at. Columns are bytes from 0 in the line as it
// stands in the file; the end is the byte behind the last.
struct diagnostic_marks {
    bool known;
    uint32_t column, end_column;
    uint32_t end_line;            // later than the frame's line: marked to the line's end
    uint32_t operator_column;     // the operator inside, marked ^ where the rest is ~
    uint32_t operator_end_column; // 0: no operator
};

// A line of a traceback, or the place of a SyntaxError.
struct diagnostic_frame {
    const char *file;     // "train.py", "<stdin>"
    const char *function; // "<module>", "train"; NULL: the place of a SyntaxError
    const char *source;   // the line's text, or NULL: not known
    uint32_t line;        // from 1
    struct diagnostic_marks marks;
    const char *argument; // the keyword argument to blame, or NULL: the prompt marks just that
};

enum diagnostic_link {
    DIAGNOSTIC_CAUSE,   // raise … from …
    DIAGNOSTIC_CONTEXT, // raised while the other was handled
};

struct diagnostic {
    char *class_name; // as a traceback prints it: "ValueError", "torch.distributed.DistError"
    char *message;    // "" when there is none
    char *suggestion; // what was perhaps meant, or NULL: ". Did you mean: 'x'?"
    struct diagnostic_frame *frames; // the outermost first
    size_t frame_count, frame_capacity;
    char **notes; // add_note()
    size_t note_count, note_capacity;
    char *hint;                        // what to type instead, or NULL
    struct diagnostic *earlier;        // the exception that this one came from, or NULL
    enum diagnostic_link earlier_link; // how
};

struct diagnostic *diagnostic_create(const char *class_name, const char *message); // NULL: memory
void diagnostic_destroy(struct diagnostic *diagnostic); // the earlier ones too; NULL is fine

// Copies everything it is given. STATUS_MEMORY: the diagnostic is as it was.
enum status diagnostic_add_frame(struct diagnostic *diagnostic,
                                 const struct diagnostic_frame *frame);
enum status diagnostic_add_note(struct diagnostic *diagnostic, const char *note);
enum status diagnostic_set_suggestion(struct diagnostic *diagnostic, const char *name);
enum status diagnostic_set_hint(struct diagnostic *diagnostic, const char *hint);

// "NameError: name 'x' is not defined. Did you mean: 'y'?", the last line of a traceback; more
// lines when the message has some.
void diagnostic_headline(const struct diagnostic *diagnostic, struct text *out);

// Exactly what CPython 3.11 prints on stderr, with its carets and repeated-line counts; no hint.
void diagnostic_traceback(const struct diagnostic *diagnostic, struct text *out);

// For the prompt: the headline, the innermost source lines with a caret below, the hint.
// Source lines are cut to `columns` of a terminal; 0: not at all.
void diagnostic_prompt(const struct diagnostic *diagnostic, size_t columns, struct text *out);

// The same for screen readers and logs: a caret becomes words ("column 35, argument rank=0").
void diagnostic_plain(const struct diagnostic *diagnostic, struct text *out);

// Bytes for diagnostic_decode; any build of the same version reads them.
void diagnostic_encode(const struct diagnostic *diagnostic, struct text *out);

// STATUS_CORRUPT for bytes that no encode wrote, whatever they are; STATUS_MEMORY.
enum status diagnostic_decode(const char *bytes, size_t length, struct diagnostic **ret_diagnostic);

#endif
