#include <stdlib.h>
#include <string.h>

#include "repl/lab.h"
#include "repl/signals.h"
#include "repl/wrap.h"

enum status lab_create(const struct options *options, struct lab **ret_lab)
{
    struct lab *lab = calloc(1, sizeof *lab);
    if (lab == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for the lab");
    }
    *ret_lab = lab;
    lab->options = options;
    lab->on_all = true;
    terminal_init(&lab->terminal, options->plain);
    settings_load(&lab->settings);
    terminal_use_colour(&lab->terminal, lab->settings.colour);
    lab->loop = loop_create();
    if (lab->loop == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for the lab");
    }
    enum status status = signals_start(lab->loop, lab->terminal.input_is_tty);
    if (status != STATUS_OK) {
        return status;
    }
    if (lab->terminal.input_is_tty) {
        lab->recall = recall_create();
    }
    lab->reader = reader_create(&lab->terminal, lab->loop, lab->recall);
    lab->output = output_create(&lab->terminal, lab_write, lab);
    if (lab->reader == NULL || lab->output == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for the lab");
    }
    return STATUS_OK;
}

void lab_clear_loss(struct lab *lab)
{
    free(lab->loss.what);
    free(lab->loss.cure);
    free(lab->loss.scene);
    lab->loss = (struct lab_loss){.set = false};
}

void lab_clear_request(struct lab *lab)
{
    free(lab->request.data);
    lab->request = (struct lab_request){.set = false};
    lab->request_told = false;
}

static void free_ranks(struct lab *lab)
{
    for (size_t i = 0; i < lab->rank_count; i++) {
        diagnostic_destroy(lab->last[i].error);
        diagnostic_destroy(lab->answers[i].error);
        free(lab->answers[i].value);
    }
    free(lab->last);
    free(lab->answers);
    lab->last = NULL;
    lab->answers = NULL;
    lab->rank_count = 0;
}

void lab_forget_ranks(struct lab *lab)
{
    free_ranks(lab);
    size_t count = lab->launch.ranks > 0 ? (size_t)lab->launch.ranks : 1;
    lab->last = calloc(count, sizeof *lab->last);
    lab->answers = calloc(count, sizeof *lab->answers);
    lab->rank_count = lab->last != NULL && lab->answers != NULL ? count : 0;
    lab->asked = lab->last_unit = 0;
}

void lab_destroy(struct lab *lab)
{
    if (lab == NULL) {
        return;
    }
    text_finish(&lab->aside);
    spawn_destroy(lab->spawner);
    job_destroy(lab->job);
    output_destroy(lab->spawn_output);
    lab_clear_loss(lab);
    lab_clear_request(lab);
    free_ranks(lab);
    journal_finish(&lab->journal);
    journal_finish(&lab->earlier);
    trace_destroy(lab->trace);
    output_destroy(lab->output);
    reader_destroy(lab->reader);
    recall_destroy(lab->recall);
    if (lab->loop != NULL) {
        signals_stop();
    }
    loop_destroy(lab->loop);
    free(lab);
}

void lab_write(void *lab, const char *bytes, size_t length)
{
    reader_print(((struct lab *)lab)->reader, bytes, length);
}

void lab_print(struct lab *lab, const char *text)
{
    reader_print(lab->reader, text, strlen(text));
}

void lab_printf(struct lab *lab, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    lab_print(lab, text_string(&text));
    text_finish(&text);
}

// `whole`: as one line, for copying, however narrow the terminal is.
static void print_styled(struct lab *lab, enum style style, const char *prefix,
                         const struct text *text, bool whole)
{
    struct text plain = {0}, lines = {0}, out = {0};
    text_add(&plain, prefix);
    text_add_printable(&plain, text_string(text), text->length);
    if (whole) {
        text_add(&lines, text_string(&plain));
    } else {
        wrap_add(&lab->terminal, 0, text_string(&plain), &lines);
    }
    terminal_style(&lab->terminal, &out, style, text_string(&lines));
    text_add_char(&out, '\n');
    lab_print(lab, text_string(&out));
    text_finish(&plain);
    text_finish(&lines);
    text_finish(&out);
}

void lab_say(struct lab *lab, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    bool own_word = strncmp(text_string(&text), "in PyTorch:", 11) == 0;
    print_styled(lab, STYLE_LAB, own_word ? "" : "lab: ", &text, false);
    text_finish(&text);
}

void lab_say_whole(struct lab *lab, const char *line)
{
    struct text text = {0};
    text_add(&text, line);
    print_styled(lab, STYLE_LAB, "lab: ", &text, true);
    text_finish(&text);
}

void lab_mistake(struct lab *lab, const char *hint, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    print_styled(lab, STYLE_ERROR, "", &text, true);
    text_finish(&text);
    if (hint != NULL && hint[0] != '\0') {
        lab_hint(lab, "%s", hint);
    }
}

void lab_hint(struct lab *lab, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    print_styled(lab, STYLE_HINT, "  ", &text, false);
    text_finish(&text);
}

void lab_failure(struct lab *lab)
{
    lab_mistake(lab, NULL, "%s", status_message());
}

void lab_offer(struct lab *lab, size_t slot, char key, void (*accept)(struct lab *lab))
{
    lab->offers[slot] = (struct lab_offer){.key = key, .accept = accept};
}

void lab_label(const struct lab *lab, const struct rank_set *ranks, struct text *out)
{
    if (lab->launch.ranks > 0) {
        text_add(out, "[");
        rank_set_add_text(out, ranks);
        text_add(out, "] ");
    }
}

struct rank_set lab_all(const struct lab *lab)
{
    return rank_set_below(lab->launch.ranks > 0 ? lab->launch.ranks : 1);
}

bool lab_has_job(const struct lab *lab)
{
    return lab->job != NULL && !job_ended(lab->job);
}

void lab_render(const struct lab *lab, const struct diagnostic *diagnostic, struct text *out)
{
    enum { LABEL = 12 };
    if (lab->terminal.plain) {
        diagnostic_plain(diagnostic, out);
        return;
    }
    struct text whole = {0};
    size_t margin = lab->launch.ranks > 0 ? LABEL : 0;
    size_t columns = lab->terminal.output_is_tty ? (size_t)lab->terminal.columns : 0;
    diagnostic_prompt(diagnostic, columns > margin ? columns - margin : 0, &whole);
    const char *text = text_string(&whole);
    const char *hint = strstr(text, "\n  hint: ");
    if (hint == NULL) {
        text_add(out, text);
    } else { // the hint is prose; source lines and carets are not
        text_add_bytes(out, text, (size_t)(hint + 1 - text));
        wrap_add(&lab->terminal, margin, hint + 1, out);
    }
    text_finish(&whole);
}
