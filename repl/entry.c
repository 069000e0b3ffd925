// Pieces: a lab line is one, `@ranks` takes one statement, and the Python between two lab lines is
// one unit. A line is the lab's only where Python could begin a new statement: behind text that is
// complete once an empty line follows.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/lang/syntax/parse.h"
#include "repl/ask.h"
#include "repl/commands.h"
#include "repl/cpu_form.h"
#include "repl/entry.h"
#include "repl/lab_syntax.h"
#include "repl/topics.h"
#include "repl/torchrun.h"

enum { TRIES = 200 }; // lines that look like the lab's inside one string or bracket

struct piece {
    struct lab_syntax syntax;
    enum status status; // of reading the syntax; the message is stored
    const char *text;   // of a Python piece or of a statement behind @ranks
    size_t length;
};

static enum parse_state state_of(const char *text, size_t length, const char *behind)
{
    struct text whole = {0};
    struct source *source;
    enum parse_state state = PARSE_ERROR;
    text_add_bytes(&whole, text, length);
    text_add(&whole, behind);
    if (!whole.failed &&
        source_create("<stdin>", text_string(&whole), whole.length, &source) == STATUS_OK) {
        struct parse parse;
        parse_init(&parse, source, PARSE_INTERACTIVE);
        state = parse.state;
        parse_finish(&parse);
        source_unref(source);
    }
    text_finish(&whole);
    return state;
}

static size_t line_end(const char *text, size_t length, size_t at)
{
    const char *newline = memchr(text + at, '\n', length - at);
    return newline != NULL ? (size_t)(newline - text) : length;
}

static bool continues_block(const char *line, size_t length)
{
    static const char *const words[] = {"else", "elif", "except", "finally", ")", "]", "}"};
    if (length == 0 || isspace((unsigned char)line[0])) {
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t word = strlen(words[i]);
        if (length >= word && strncmp(line, words[i], word) == 0 &&
            (length == word || !isalnum((unsigned char)line[word]))) {
            return true;
        }
    }
    return false;
}

// Where the Python that begins at `start` ends: before the next lab line, or (`one`) behind its
// first statement.
static size_t python_end(const char *text, size_t length, size_t start, bool one)
{
    size_t tries = 0;
    for (size_t at = line_end(text, length, start) + 1; at < length && tries < TRIES;
         at = line_end(text, length, at) + 1) {
        size_t line = line_end(text, length, at) - at;
        struct lab_syntax syntax;
        bool wanted = one ? !continues_block(text + at, line)
                          : (text[at] != ' ' && text[at] != '\t' &&
                             (lab_syntax_read(text + at, line, &syntax) != STATUS_OK ||
                              (syntax.kind != LAB_PYTHON && syntax.kind != LAB_EMPTY)));
        if (wanted) {
            tries++;
            if (state_of(text + start, at - start, "\n") == PARSE_COMPLETE) {
                return at;
            }
        }
    }
    return length;
}

// The next piece from `*at`; false at the end.
static bool next_piece(const char *text, size_t length, size_t *at, struct piece *piece)
{
    while (*at < length) {
        size_t start = *at, end = line_end(text, length, start);
        piece->status = lab_syntax_read(text + start, end - start, &piece->syntax);
        *at = end + 1;
        if (piece->status != STATUS_OK) {
            return true;
        }
        switch (piece->syntax.kind) {
        case LAB_EMPTY:
            continue;
        case LAB_COMMAND:
        case LAB_QUESTION:
        case LAB_TORCHRUN:
        case LAB_LEAVE:
            return true;
        case LAB_RANKS:
        case LAB_PYTHON: {
            bool one = piece->syntax.kind == LAB_RANKS;
            size_t code = one ? (size_t)(piece->syntax.rest - text) : start;
            size_t stop = python_end(text, length, code, one);
            piece->text = text + code;
            piece->length = stop - code;
            *at = stop;
            return true;
        }
        }
    }
    return false;
}

bool entry_pending(const char *text, size_t length)
{
    struct piece piece;
    bool pending = false;
    if (!unit_is_text(text, length)) {
        return false;
    }
    for (size_t at = 0; next_piece(text, length, &at, &piece);) {
        bool python = piece.syntax.kind == LAB_PYTHON || piece.syntax.kind == LAB_RANKS;
        pending = python && piece.status == STATUS_OK &&
                  state_of(piece.text, piece.length, "\n") == PARSE_PENDING;
    }
    return pending;
}

// A mistake in the text is shown without asking a rank.
static bool show_syntax_error(struct lab *lab, const char *text, size_t length)
{
    struct source *source;
    if (source_create("<stdin>", text, length, &source) != STATUS_OK) {
        return false;
    }
    struct parse parse;
    bool shown = false;
    parse_init(&parse, source, PARSE_FILE);
    if (parse.state == PARSE_ERROR) {
        struct diagnostic *diagnostic = syntax_diagnostic(&parse.error, source);
        if (diagnostic != NULL) {
            struct text error = {0}, out = {0};
            topics_note_error(lab, diagnostic);
            lab_render(lab, diagnostic, &error);
            output_add_error(&lab->terminal, &out, "", text_string(&error), error.length);
            lab_print(lab, text_string(&out));
            text_finish(&error);
            text_finish(&out);
            shown = true;
        }
        diagnostic_destroy(diagnostic);
    }
    parse_finish(&parse);
    source_unref(source);
    return shown;
}

// ---- the CPU form of lines that wanted a GPU

static void accept_cpu_form(struct lab *lab)
{
    const struct journal_unit *last =
        lab->journal.count > 0 ? &lab->journal.units[lab->journal.count - 1] : NULL;
    struct text source = {0};
    if (last != NULL && cpu_form_add(last->source, &source)) {
        struct rank_set ranks = rank_set_and(last->ranks, unit_ranks(lab));
        unit_run(lab, ranks, UNIT_PROMPT, "<stdin>", text_string(&source), source.length);
    }
    text_finish(&source);
}

// Shows what would work here when the unit failed for want of a GPU.
static void offer_cpu_form(struct lab *lab, struct rank_set ranks)
{
    int rank = rank_set_next(&ranks, 0);
    const struct diagnostic *error = lab->last[rank].error;
    struct text source = {0};
    if (error != NULL && cpu_form_is_wanted(error) && lab->journal.count > 0 &&
        cpu_form_add(lab->journal.units[lab->journal.count - 1].source, &source)) {
        struct text shown = {0};
        output_labelled(&lab->terminal, &shown, "    ", source.data, source.length);
        lab_say(lab, "there is no GPU here. On the CPU this would be:");
        lab_printf(lab, "%s[c] runs that\n", text_string(&shown));
        lab_offer(lab, 0, 'c', accept_cpu_form);
        text_finish(&shown);
    }
    text_finish(&source);
}

static enum unit_end run_python(struct lab *lab, const struct piece *piece, struct rank_set ranks)
{
    size_t length = piece->length;
    while (length > 0 && piece->text[length - 1] == '\n') {
        length--;
    }
    if (show_syntax_error(lab, piece->text, length)) {
        return UNIT_RAISED;
    }
    enum unit_end end = unit_run(lab, ranks, UNIT_PROMPT, "<stdin>", piece->text, length);
    if (end == UNIT_RAISED) {
        offer_cpu_form(lab, ranks);
    }
    return end;
}

// Whether the learner has a variable of that name, somewhere.
static bool is_bound(struct lab *lab, const char *name)
{
    if (!lab_has_job(lab) || lab->journal.count == 0) {
        return false;
    }
    struct rank_set idle = job_idle(lab->job);
    bool bound = false;
    if (rank_set_count(&idle) > 0 && ask_ranks(lab, idle, UNIT_CHECK, name, 500) == STATUS_OK) {
        for (size_t i = 0; i < lab->rank_count; i++) {
            bound |= lab->answers[i].arrived && lab->answers[i].outcome == OUTCOME_DONE;
        }
    }
    return bound;
}

static enum unit_end run_piece(struct lab *lab, struct piece *piece)
{
    const struct lab_syntax *syntax = &piece->syntax;
    if (piece->status != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    switch (syntax->kind) {
    case LAB_EMPTY:
        return UNIT_DONE;
    case LAB_PYTHON:
        return run_python(lab, piece, unit_ranks(lab));
    case LAB_RANKS: {
        lab->chosen = true;
        enum unit_end end =
            run_python(lab, piece, syntax->all_ranks ? lab_all(lab) : syntax->ranks);
        lab->chosen = false;
        return end;
    }
    case LAB_COMMAND:
        return commands_run(lab, syntax->name, syntax->name_length, syntax->rest,
                            syntax->rest_length);
    case LAB_QUESTION:
        return commands_question(lab, syntax->name, syntax->name_length);
    case LAB_TORCHRUN:
        if (is_bound(lab, "torchrun")) {
            piece->text = syntax->name;
            piece->length = syntax->name_length;
            return run_python(lab, piece, unit_ranks(lab));
        }
        return torchrun_run(lab, syntax->rest, syntax->rest_length);
    case LAB_LEAVE:
        lab->leave = true;
        return UNIT_DONE;
    }
    return UNIT_DONE;
}

enum unit_end entry_run(struct lab *lab, const char *text, size_t length)
{
    struct piece piece;
    enum unit_end end = UNIT_DONE;
    if (!unit_is_text(text, length)) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    for (size_t at = 0; end == UNIT_DONE && !lab->leave && next_piece(text, length, &at, &piece);) {
        end = run_piece(lab, &piece);
        size_t rest = at;
        struct piece left;
        if (end != UNIT_DONE && next_piece(text, length, &rest, &left)) {
            lab_say(lab, "the lines behind it were not run");
        }
    }
    return end;
}
