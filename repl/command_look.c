#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "repl/ask.h"
#include "repl/command_look.h"
#include "repl/doctor.h"
#include "repl/scratch.h"
#include "repl/words.h"

enum { HISTORY_SHOWN = 20, ASK_MS = 1000 };

enum unit_end command_history(struct lab *lab, const char *rest)
{
    long wanted = HISTORY_SHOWN;
    if (rest[0] != '\0' &&
        words_number(rest, "the number of lines", 1, RECALL_LIMIT, &wanted) != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    size_t count = lab->recall != NULL ? recall_count(lab->recall) : lab->journal.count;
    struct text out = {0};
    for (size_t i = count > (size_t)wanted ? count - (size_t)wanted : 0; i < count; i++) {
        const char *entry =
            lab->recall != NULL ? recall_entry(lab->recall, i) : lab->journal.units[i].source;
        text_add_printable(&out, entry, strlen(entry));
        text_add_char(&out, '\n');
    }
    lab_print(lab, text_string(&out));
    text_finish(&out);
    return UNIT_DONE;
}

// ---- what was printed

enum unit_end command_output(struct lab *lab, const char *rest)
{
    if (rest[0] == '\0') {
        lab_mistake(lab, "%last shows it again.", "%%output FILE writes all that was printed last");
        return UNIT_STOPPED;
    }
    struct text out = {0};
    size_t missing = 0;
    for (size_t rank = 0; rank < lab->rank_count; rank++) {
        size_t length, lost;
        const char *kept = output_kept(lab->output, (int)rank, &length, &lost);
        missing += lost;
        if (lab->launch.ranks == 0) {
            text_add_bytes(&out, kept, length);
            continue;
        }
        for (size_t at = 0, line; at < length; at += line + 1) {
            line = strcspn(kept + at, "\n");
            text_addf(&out, "[%zu] ", rank);
            text_add_bytes(&out, kept + at, line);
            text_add_char(&out, '\n');
        }
    }
    enum status status = out.failed ? status_fail(STATUS_MEMORY, "no memory for all of it")
                                    : file_write(rest, text_string(&out), out.length, 0644);
    if (status != STATUS_OK) {
        lab_failure(lab);
    } else if (missing > 0) {
        lab_say(lab, "%s: %zu bytes; %zu bytes more were printed and not kept", rest, out.length,
                missing);
    } else {
        lab_say(lab, "%s: %zu bytes", rest, out.length);
    }
    text_finish(&out);
    return status == STATUS_OK ? UNIT_DONE : UNIT_STOPPED;
}

static const char *outcome_name(enum unit_outcome outcome)
{
    switch (outcome) {
    case OUTCOME_DONE:
        return "done";
    case OUTCOME_EXCEPTION:
        return "raised";
    case OUTCOME_EXIT:
        return "left";
    case OUTCOME_INTERRUPTED:
        return "interrupted";
    case OUTCOME_SYNTAX:
        return "not run";
    case OUTCOME_REFUSED:
        return "refused";
    }
    return "?";
}

enum unit_end command_last(struct lab *lab, const char *rest)
{
    (void)rest;
    struct text out = {0};
    for (size_t rank = 0; rank < lab->rank_count; rank++) {
        const struct lab_last *last = &lab->last[rank];
        if (!last->set) {
            continue;
        }
        struct rank_set self = rank_set_of((int)rank);
        struct text label = {0}, body = {0};
        size_t length, lost;
        const char *kept = output_kept(lab->output, (int)rank, &length, &lost);
        lab_label(lab, &self, &label);
        text_addf(&body, "%s in %.3g ms", outcome_name(last->outcome), (double)last->wall_ns / 1e6);
        if (length > 0) {
            text_add_char(&body, '\n');
            text_add_bytes(&body, kept, length - (kept[length - 1] == '\n'));
        }
        if (last->error != NULL) {
            text_add_char(&body, '\n');
            diagnostic_headline(last->error, &body);
        }
        output_labelled(&lab->terminal, &out, text_string(&label), text_string(&body), body.length);
        text_finish(&label);
        text_finish(&body);
    }
    lab_print(lab, out.length > 0 ? text_string(&out) : "(nothing has run in this job)\n");
    text_finish(&out);
    return UNIT_DONE;
}

// ---- what is bound

// The text in a repr of letters, digits and newlines: 'a: int\nb: str'.
static char *unquoted(const char *repr)
{
    struct text out = {0};
    size_t length = repr != NULL ? strlen(repr) : 0;
    for (size_t at = 1; at + 1 < length; at++) {
        bool newline = repr[at] == '\\' && repr[at + 1] == 'n';
        text_add_char(&out, newline ? '\n' : repr[at]);
        at += newline;
    }
    return text_take(&out);
}

enum unit_end command_who(struct lab *lab, const char *rest)
{
    (void)rest;
    static const char question[] =
        "'\\n'.join(sorted(f'{k}: {type(v).__name__}' for k, v in globals().items() "
        "if k[0] != '_'))";
    struct rank_set idle = lab_has_job(lab) ? job_idle(lab->job) : (struct rank_set){{0}};
    if (rank_set_count(&idle) == 0 ||
        ask_ranks(lab, idle, UNIT_CHECK, question, ASK_MS) != STATUS_OK) {
        lab_mistake(lab, NULL, "no rank can be asked now");
        return UNIT_STOPPED;
    }
    struct rank_set left = idle;
    for (int rank = rank_set_next(&left, 0); rank >= 0; rank = rank_set_next(&left, rank + 1)) {
        const char *value = lab->answers[rank].value;
        struct rank_set same = {{0}};
        for (int other = rank; other >= 0; other = rank_set_next(&left, other + 1)) {
            const char *its = lab->answers[other].value;
            if (strcmp(value != NULL ? value : "", its != NULL ? its : "") == 0) {
                rank_set_add(&same, other);
            }
        }
        left = rank_set_minus(left, same);
        struct text label = {0}, out = {0};
        lab_label(lab, &same, &label);
        char *names = unquoted(value);
        bool empty = names == NULL || names[0] == '\0';
        output_labelled(&lab->terminal, &out, text_string(&label),
                        empty ? "(no variables yet)" : names,
                        strlen(empty ? "(no variables yet)" : names));
        lab_print(lab, text_string(&out));
        text_finish(&label);
        text_finish(&out);
        free(names);
    }
    return UNIT_DONE;
}

enum unit_end command_set(struct lab *lab, const char *rest)
{
    struct words words;
    if (words_split(rest, strlen(rest), &words) != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    enum status status = STATUS_OK;
    if (words.count == 2) {
        status = settings_set(&lab->settings, words.items[0], words.items[1]);
        terminal_use_colour(&lab->terminal, lab->settings.colour);
    } else if (words.count != 0) {
        status = status_fail(STATUS_INVALID, "%%set NAME VALUE changes one, %%set lists them");
    }
    words_finish(&words);
    if (status != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    struct text out = {0};
    settings_list(&lab->settings, &out);
    lab_print(lab, text_string(&out));
    text_finish(&out);
    return UNIT_DONE;
}

enum unit_end command_doctor(struct lab *lab, const char *rest)
{
    (void)rest;
    struct text out = {0};
    struct trial_runner runner = scratch_runner(lab->loop);
    bool healthy = doctor_report(lab->options, &lab->terminal, &runner, &out);
    lab_print(lab, text_string(&out));
    text_finish(&out);
    return healthy ? UNIT_DONE : UNIT_STOPPED;
}
