// Each rank has what it printed since the last flush (`held`, at most OUTPUT_LINES lines) and all
// that it printed in its unit (`kept`). A flush walks the ranks in order and shows each text once,
// with all the ranks that hold the same.
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/utf8.h"
#include "repl/output.h"
#include "repl/wrap.h"

struct rank_output {
    struct text held, error, kept;
    size_t shown;   // lines of this unit that went out or are held
    size_t dropped; // lines of it that will not be shown
    size_t lost;    // bytes of it that are not kept
};

struct lab_line {
    char *text;
    struct rank_set ranks;
};

struct output {
    const struct terminal *terminal;
    output_write_fn *write;
    void *context;
    int ranks; // 0: the lone process
    const char *kind;
    struct rank_output *rank;
    size_t rank_count, rank_capacity;
    struct lab_line *lab;
    size_t lab_count, lab_capacity;
    size_t kept; // bytes, all ranks
    bool streaming;
};

struct output *output_create(const struct terminal *terminal, output_write_fn *write, void *context)
{
    struct output *output = calloc(1, sizeof *output);
    if (output != NULL) {
        output->terminal = terminal;
        output->write = write;
        output->context = context;
        output_job(output, 0, "");
    }
    return output;
}

static void clear(struct output *output)
{
    for (size_t i = 0; i < output->rank_count; i++) {
        text_finish(&output->rank[i].held);
        text_finish(&output->rank[i].error);
        text_finish(&output->rank[i].kept);
    }
    for (size_t i = 0; i < output->lab_count; i++) {
        free(output->lab[i].text);
    }
    output->rank_count = output->lab_count = 0;
    output->kept = 0;
}

void output_destroy(struct output *output)
{
    if (output != NULL) {
        clear(output);
        free(output->rank);
        free(output->lab);
        free(output);
    }
}

void output_job(struct output *output, int ranks, const char *kind)
{
    clear(output);
    output->ranks = ranks;
    output->kind = kind;
    output->streaming = false;
    size_t count = ranks > 0 ? (size_t)ranks : 1;
    if (array_reserve((void **)&output->rank, &output->rank_capacity, count,
                      sizeof *output->rank)) {
        output->rank_count = count;
        memset(output->rank, 0, count * sizeof *output->rank);
    }
}

static struct rank_output *rank_of(const struct output *output, int rank)
{
    return rank >= 0 && (size_t)rank < output->rank_count ? &output->rank[rank] : NULL;
}

void output_unit(struct output *output, int rank)
{
    struct rank_output *own = rank_of(output, rank);
    if (own != NULL) {
        output->kept -= own->kept.length;
        text_finish(&own->kept);
        own->shown = own->dropped = own->lost = 0;
    }
}

// ---- showing

void output_labelled(const struct terminal *terminal, struct text *out, const char *label,
                     const char *bytes, size_t length)
{
    size_t width = utf8_columns(label, strlen(label));
    for (size_t at = 0, line; at < length || at == 0; at += line + 1) {
        const char *newline = length > at ? memchr(bytes + at, '\n', length - at) : NULL;
        line = newline != NULL ? (size_t)(newline - bytes) - at : length - at;
        if (at == 0 || terminal->plain) {
            terminal_style(terminal, out, STYLE_RANK, label);
        } else {
            text_add_repeated(out, ' ', width);
        }
        text_add_printable(out, bytes + at, line);
        text_add_char(out, '\n');
        if (newline == NULL) {
            break;
        }
    }
}

void output_add_error(const struct terminal *terminal, struct text *out, const char *label,
                      const char *bytes, size_t length)
{
    static const char hint[] = "  hint: ";
    bool in_hint = false;
    while (length > 0 && bytes[length - 1] == '\n') {
        length--;
    }
    if (!terminal->colour) {
        output_labelled(terminal, out, label, bytes, length);
        return;
    }
    terminal_style(terminal, out, STYLE_RANK, label);
    for (size_t at = 0, end; at < length; at = end + 1) {
        const char *newline = memchr(bytes + at, '\n', length - at);
        struct text line = {0};
        end = newline != NULL ? (size_t)(newline - bytes) : length;
        in_hint = in_hint || (end - at > sizeof hint - 1 && memcmp(bytes + at, hint, 8) == 0);
        text_add_repeated(out, ' ', at == 0 ? 0 : utf8_columns(label, strlen(label)));
        text_add_printable(&line, bytes + at, end - at);
        if (at == 0 || in_hint) {
            terminal_style(terminal, out, in_hint ? STYLE_HINT : STYLE_ERROR, text_string(&line));
        } else {
            text_add(out, text_string(&line));
        }
        text_add_char(out, '\n');
        text_finish(&line);
    }
}

static void add_label(const struct output *output, const struct rank_set *ranks, struct text *out)
{
    if (output->ranks > 0) {
        text_addf(out, "[%s", output->kind);
        rank_set_add_text(out, ranks);
        text_add(out, "] ");
    }
}

static void show(struct output *output, const struct rank_set *ranks, const char *bytes,
                 size_t length)
{
    struct text label = {0}, out = {0};
    add_label(output, ranks, &label);
    output_labelled(output->terminal, &out, text_string(&label), bytes, length);
    output->write(output->context, text_string(&out), out.length);
    text_finish(&out);
    text_finish(&label);
}

static void show_error(struct output *output, const struct rank_set *ranks, const char *bytes,
                       size_t length)
{
    struct text label = {0}, out = {0};
    add_label(output, ranks, &label);
    output_add_error(output->terminal, &out, text_string(&label), bytes, length);
    output->write(output->context, text_string(&out), out.length);
    text_finish(&out);
    text_finish(&label);
}

static bool same(const struct text *left, const struct text *right)
{
    return left->length == right->length &&
           memcmp(text_string(left), text_string(right), left->length) == 0;
}

typedef struct text *part_fn(struct rank_output *rank);
typedef void show_fn(struct output *output, const struct rank_set *ranks, const char *bytes,
                     size_t length);

static struct text *held_part(struct rank_output *rank)
{
    return &rank->held;
}

static struct text *error_part(struct rank_output *rank)
{
    return &rank->error;
}

// Shows one part of all ranks, those with the same text together, and empties it.
static void show_parts(struct output *output, part_fn *part, show_fn *show_part)
{
    for (size_t i = 0; i < output->rank_count; i++) {
        struct text *own = part(&output->rank[i]);
        if (own->length == 0) {
            continue;
        }
        struct rank_set ranks = rank_set_of((int)i);
        for (size_t j = i + 1; j < output->rank_count; j++) {
            struct text *other = part(&output->rank[j]);
            if (same(own, other)) {
                rank_set_add(&ranks, (int)j);
                text_clear(other);
            }
        }
        show_part(output, &ranks, own->data, own->length);
        text_finish(own);
    }
}

static void show_lab(struct output *output)
{
    struct rank_set all = rank_set_below(output->ranks > 0 ? output->ranks : 1);
    for (size_t i = 0; i < output->lab_count; i++) {
        struct lab_line *line = &output->lab[i];
        struct text plain = {0}, lines = {0}, out = {0};
        if (!rank_set_equal(&line->ranks, &all)) {
            add_label(output, &line->ranks, &plain);
        }
        bool own_word = strncmp(line->text, "in PyTorch:", 11) == 0;
        text_addf(&plain, "%s%s", own_word ? "" : "lab: ", line->text);
        wrap_add(output->terminal, 0, text_string(&plain), &lines);
        terminal_style(output->terminal, &out, STYLE_LAB, text_string(&lines));
        text_add_char(&out, '\n');
        output->write(output->context, text_string(&out), out.length);
        text_finish(&lines);
        text_finish(&plain);
        text_finish(&out);
        free(line->text);
    }
    output->lab_count = 0;
}

static void show_dropped(struct output *output)
{
    for (size_t i = 0; i < output->rank_count; i++) {
        struct rank_output *own = &output->rank[i];
        if (own->dropped == 0) {
            continue;
        }
        struct rank_set ranks = rank_set_of((int)i);
        for (size_t j = i + 1; j < output->rank_count; j++) {
            if (output->rank[j].dropped == own->dropped) {
                rank_set_add(&ranks, (int)j);
                output->rank[j].dropped = 0;
            }
        }
        struct text note = {0};
        text_addf(&note, "(%zu more lines; %%output FILE writes them)", own->dropped);
        show(output, &ranks, text_string(&note), note.length);
        text_finish(&note);
        own->dropped = 0;
    }
}

void output_flush(struct output *output)
{
    show_lab(output);
    show_parts(output, held_part, show);
    show_dropped(output);
    show_parts(output, error_part, show_error);
}

bool output_holds(const struct output *output)
{
    for (size_t i = 0; i < output->rank_count; i++) {
        const struct rank_output *own = &output->rank[i];
        if (own->held.length > 0 || own->error.length > 0 || own->dropped > 0) {
            return true;
        }
    }
    return output->lab_count > 0;
}

// Shows the whole lines that are held, each rank's on its own.
static void show_lines(struct output *output, int rank)
{
    struct text *held = &output->rank[rank].held;
    char *last = held->length > 0 ? memrchr(held->data, '\n', held->length) : NULL;
    if (last == NULL) {
        return;
    }
    size_t length = (size_t)(last + 1 - held->data);
    struct rank_set self = rank_set_of(rank);
    for (size_t at = 0, line; at < length; at += line) {
        char *newline = memchr(held->data + at, '\n', length - at);
        line = (size_t)(newline + 1 - (held->data + at));
        show(output, &self, held->data + at, line);
    }
    struct text rest = {0};
    text_add_bytes(&rest, held->data + length, held->length - length);
    text_finish(held);
    *held = rest;
}

void output_stream(struct output *output, bool on)
{
    if (on && !output->streaming) {
        output_flush(output);
    }
    output->streaming = on;
}

// ---- taking

static void keep(struct output *output, struct rank_output *own, const char *bytes, size_t length)
{
    size_t room = OUTPUT_KEPT - output->kept;
    size_t taken = own->lost > 0 ? 0 : length <= room ? length : utf8_floor(bytes, length, room);
    text_add_bytes(&own->kept, bytes, taken);
    output->kept += taken;
    own->lost += length - taken;
}

void output_add(struct output *output, int rank, const char *bytes, size_t length)
{
    struct rank_output *own = rank_of(output, rank);
    if (own == NULL) {
        return;
    }
    keep(output, own, bytes, length);
    for (size_t at = 0, line; at < length; at += line) {
        const char *newline = memchr(bytes + at, '\n', length - at);
        line = newline != NULL ? (size_t)(newline + 1 - (bytes + at)) : length - at;
        if (own->shown < OUTPUT_LINES && own->held.length < OUTPUT_KEPT) {
            text_add_bytes(&own->held, bytes + at, line);
            own->shown += newline != NULL;
        } else {
            own->dropped += newline != NULL;
        }
    }
    if (output->streaming) {
        show_lines(output, rank);
    }
}

void output_lab(struct output *output, int rank, const char *line, size_t length)
{
    struct text text = {0};
    while (length > 0 && line[length - 1] == '\n') {
        length--;
    }
    text_add_printable(&text, line, length);
    for (size_t i = 0; i < output->lab_count; i++) {
        if (strcmp(output->lab[i].text, text_string(&text)) == 0 &&
            !rank_set_has(&output->lab[i].ranks, rank)) {
            rank_set_add(&output->lab[i].ranks, rank);
            text_finish(&text);
            return;
        }
    }
    char *taken = text_take(&text);
    if (taken == NULL || !array_reserve((void **)&output->lab, &output->lab_capacity,
                                        output->lab_count + 1, sizeof *output->lab)) {
        free(taken);
        return;
    }
    output->lab[output->lab_count++] = (struct lab_line){.text = taken, .ranks = rank_set_of(rank)};
}

void output_error(struct output *output, int rank, const char *text)
{
    struct rank_output *own = rank_of(output, rank);
    if (own != NULL) {
        text_add(&own->error, text);
    }
}

const char *output_kept(const struct output *output, int rank, size_t *ret_length, size_t *ret_lost)
{
    const struct rank_output *own = rank_of(output, rank);
    *ret_length = own != NULL ? own->kept.length : 0;
    *ret_lost = own != NULL ? own->lost : 0;
    return own != NULL ? text_string(&own->kept) : "";
}
