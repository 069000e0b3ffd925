#include <ctype.h>
#include <string.h>

#include "repl/complete.h"
#include "repl/entry.h"
#include "repl/lab_syntax.h"
#include "repl/prompt.h"
#include "repl/signals.h"
#include "repl/unit.h"

void prompt_add(const struct lab *lab, struct text *out)
{
    if (lab->launch.ranks > 0 && lab_has_job(lab)) {
        struct rank_set free_ranks = unit_ranks(lab), waiting = job_busy(lab->job);
        if (rank_set_count(&free_ranks) > 0) {
            lab_label(lab, &free_ranks, out);
        }
        if (rank_set_count(&waiting) > 0) {
            rank_set_add_text(out, &waiting);
            text_add(out, rank_set_count(&waiting) > 1 ? " wait " : " waits ");
        }
    }
    text_add(out, ">>> ");
}

static bool take_offer(struct lab *lab, const struct text *entry)
{
    const char *line = text_string(entry);
    line += strspn(line, " \t");
    size_t length = strlen(line);
    while (length > 0 && isspace((unsigned char)line[length - 1])) {
        length--;
    }
    struct lab_offer offers[2] = {lab->offers[0], lab->offers[1]};
    lab->offers[0] = lab->offers[1] = (struct lab_offer){.key = '\0'};
    for (size_t i = 0; i < 2; i++) {
        if (offers[i].key != '\0' && length == 1 && line[0] == offers[i].key) {
            offers[i].accept(lab);
            return true;
        }
    }
    return false;
}

// Adds a line to the entry, without prompts that were pasted with it.
static void add_line(struct lab *lab, struct text *entry, const struct text *line, bool *prompted)
{
    struct text clean = {0};
    const char *text = text_string(line);
    size_t length = line->length;
    if (entry->length == 0) {
        size_t dropped = lab_syntax_strip_prompts(text, length, &clean);
        *prompted = clean.length != length;
        if (dropped > 0) {
            lab_say(lab, "%zu pasted line%s without a prompt left out, as output", dropped,
                    dropped == 1 ? "" : "s");
        }
    } else {
        text_add_char(entry, '\n');
        if (*prompted && length >= 3 && strncmp(text, "...", 3) == 0 &&
            (length == 3 || text[3] == ' ')) {
            text += length == 3 ? 3 : 4;
            length -= length == 3 ? 3 : 4;
        }
        text_add_bytes(&clean, text, length);
    }
    text_add_bytes(entry, text_string(&clean), clean.length);
    entry->failed |= line->failed || clean.failed;
    text_finish(&clean);
}

// Reads lines into `entry` until it is complete. False: there is nothing to run.
static bool read_entry(struct lab *lab, struct text *entry, bool *ret_interrupted)
{
    struct text line = {0}, prompt = {0};
    bool prompted = false, complete = false, ended = false;
    text_clear(entry);
    *ret_interrupted = false;
    while (!complete && !ended) {
        text_clear(&prompt);
        if (entry->length == 0) {
            prompt_add(lab, &prompt);
        }
        switch (
            reader_line(lab->reader, entry->length > 0 ? "... " : text_string(&prompt), &line)) {
        case READER_LINE:
            add_line(lab, entry, &line, &prompted);
            complete = entry->failed || !entry_pending(text_string(entry), entry->length);
            break;
        case READER_INTERRUPTED:
            *ret_interrupted = line.length == 0 && entry->length == 0;
            text_clear(entry);
            ended = true;
            break;
        case READER_WOKEN:
            unit_catch_up_events(lab);
            break;
        case READER_ENDED:
            lab->leave = true; // a block without its empty line still runs, as in a script
            complete = entry->length > 0 && !lab->terminal.input_is_tty;
            ended = true;
            break;
        }
    }
    text_finish(&line);
    text_finish(&prompt);
    return complete;
}

static void remember(struct lab *lab, const struct text *entry)
{
    struct text trimmed = {0};
    size_t length = entry->length;
    while (length > 0 && entry->data[length - 1] == '\n') {
        length--;
    }
    text_add_bytes(&trimmed, text_string(entry), length);
    if (lab->recall != NULL && recall_add(lab->recall, text_string(&trimmed)) != STATUS_OK) {
        lab_say(lab, "%s; this session's lines are not kept", status_message());
    }
    text_finish(&trimmed);
}

static void run_entry(struct lab *lab, const struct text *entry)
{
    if (entry->failed) {
        lab_mistake(lab, NULL, "this is too long: 16 MiB at most. Nothing was run");
        return;
    }
    remember(lab, entry);
    if (lab->loss.set) { // it was meant for a job that is gone
        unit_catch_up_events(lab);
        lab_say(lab, "your line was not run");
        return;
    }
    if (take_offer(lab, entry)) {
        return;
    }
    bool leaving = lab->leave;
    lab->leave = false;
    entry_run(lab, text_string(entry), entry->length);
    lab->leave |= leaving;
    if (lab->after_entry != NULL && !lab->leave) {
        const char *typed = text_string(entry);
        lab->after_entry(lab, typed[strspn(typed, " \t\n")] == '\0');
    }
}

void prompt_loop(struct lab *lab)
{
    struct text entry = {0};
    reader_set_complete(lab->reader, complete_line, lab);
    while (!lab->leave && !lab->terminal.closed && signals_ending() == 0) {
        bool interrupted;
        unit_catch_up_events(lab);
        if (lab->next != NULL) {
            void (*next)(struct lab *) = lab->next;
            lab->next = NULL;
            next(lab);
            continue;
        }
        if (lab->aside.length > 0) {
            text_clear(&entry);
            text_add(&entry, text_string(&lab->aside));
            text_clear(&lab->aside);
            run_entry(lab, &entry);
        } else if (read_entry(lab, &entry, &interrupted)) {
            run_entry(lab, &entry);
        } else if (interrupted) {
            unit_cancel_waits(lab);
        }
    }
    text_finish(&entry);
}
