#include <stdlib.h>
#include <string.h>

#include "core/job/waiting.h"
#include "repl/waiting_view.h"
#include "repl/wrap.h"

// Adds what rank `rank` waits in and for, without the rank: "waits in all_reduce #3 (…) for …".
static void add_wait(struct text *out, const struct job *job, int rank, enum waiting_view_kind kind)
{
    struct text line = {0};
    waiting_add_rank(&line, job, rank);
    const char *verb = strstr(text_string(&line), "waits ");
    text_add(out, verb != NULL ? verb + strlen("waits ") : text_string(&line));
    text_finish(&line);
    struct rank_set missing = waiting_for(job, rank), idle = job_idle(job);
    struct rank_set able = rank_set_and(missing, idle);
    bool plural = rank_set_count(&able) > 1;
    if (rank_set_count(&able) > 0 && rank_set_equal(&able, &missing)) {
        text_add(out, plural ? ", which are " : ", which is ");
    } else if (rank_set_count(&able) > 0) {
        text_add(out, ", of which ");
        rank_set_add_words(out, &able);
        text_add(out, plural ? " are " : " is ");
    }
    if (rank_set_count(&able) > 0) {
        text_add(out, kind == WAITING_VIEW_PROMPT ? "at the prompt" : "at the end of the script");
    }
    const struct message_call *call = waiting_call(job, rank);
    if (kind == WAITING_VIEW_SCRIPT && call != NULL && call->line > 0) {
        text_addf(out, "\n    at %s:%u", call->file, call->line);
        text_addf(out, call->function[0] != '\0' ? " in %s" : "%s", call->function);
    }
}

static void add_cycle(struct text *out, const struct job *job, bool unicode)
{
    int ranks[RANK_SET_LIMIT];
    int count = waiting_cycle(job, ranks);
    if (count == 0) {
        return;
    }
    text_add(out, "a cycle: ");
    for (int i = 0; i < count; i++) {
        text_addf(out, "%d %s ", ranks[i], unicode ? "→" : "->");
    }
    text_addf(out, "%d, each waiting for the next\n", ranks[0]);
}

void waiting_view_add(struct text *out, const struct job *job, enum waiting_view_kind kind,
                      bool unicode)
{
    struct rank_set left = job_waiting(job);
    for (int rank = rank_set_next(&left, 0); rank >= 0; rank = rank_set_next(&left, rank + 1)) {
        struct rank_set same = rank_set_of(rank);
        struct text wait = {0};
        add_wait(&wait, job, rank, kind);
        for (int other = rank_set_next(&left, rank + 1); other >= 0;
             other = rank_set_next(&left, other + 1)) {
            struct text other_wait = {0};
            add_wait(&other_wait, job, other, kind);
            if (strcmp(text_string(&wait), text_string(&other_wait)) == 0) {
                rank_set_add(&same, other);
            }
            text_finish(&other_wait);
        }
        left = rank_set_minus(left, same);
        rank_set_add_words(out, &same);
        text_addf(out, " %s %s\n", rank_set_count(&same) > 1 ? "wait" : "waits",
                  text_string(&wait));
        text_finish(&wait);
    }
    add_cycle(out, job, unicode);
}

void waiting_view_print(struct lab *lab)
{
    struct text view = {0}, lines = {0}, shown = {0};
    waiting_view_add(&view, lab->job, WAITING_VIEW_PROMPT, lab->terminal.unicode);
    wrap_add(&lab->terminal, 0, text_string(&view), &lines);
    terminal_style(&lab->terminal, &shown, STYLE_STRONG, text_string(&lines));
    lab_print(lab, text_string(&shown));
    text_finish(&view);
    text_finish(&lines);
    text_finish(&shown);
    if (waiting_forever(lab->job, true)) {
        lab_hint(lab, "Nothing can free them. Ctrl-C gives up the calls.");
        return;
    }
    char *completion = waiting_view_completion(lab);
    if (completion != NULL && strlen(completion) < 60 && strchr(completion, '\n') == NULL) {
        lab_hint(lab, "%s completes the call%s; Ctrl-C gives it up.", completion,
                 lab->terminal.plain ? "" : " (Tab types it)");
    } else {
        lab_hint(lab, "Run the other side on the free ranks, or give the call up with Ctrl-C.");
    }
    free(completion);
}

// ---- the statement that completes a call

static void add_tensor(struct text *out, const struct message_call *call)
{
    text_add(out, "torch.zeros(");
    for (uint32_t i = 0; i < call->dims && i < MESSAGE_DIMS; i++) {
        text_addf(out, "%s%lld", i > 0 ? ", " : "", (long long)call->shape[i]);
    }
    text_add(out, call->dims == 0 ? "()" : "");
    if (call->dtype[0] != '\0' && strcmp(call->dtype, "float32") != 0) {
        text_addf(out, ", dtype=torch.%s", call->dtype);
    }
    text_add(out, ")");
}

// The line of the unit that makes the call, as the learner typed it: the one that the rank says it
// stands in, else the first that names the call.
static void add_own_line(struct text *out, const struct lab *lab, int rank,
                         const struct message_call *call)
{
    const struct job_rank *state = job_rank(lab->job, rank);
    const struct journal_unit *unit =
        state != NULL ? journal_find(&lab->journal, state->unit) : NULL;
    uint32_t number = 1;
    for (const char *line = unit != NULL ? unit->source : ""; *line != '\0'; number++) {
        size_t length = strcspn(line, "\n");
        const char *name = memmem(line, length, call->name, strlen(call->name));
        if (name != NULL && (call->line == 0 || call->line == number)) {
            size_t indent = strspn(line, " \t");
            text_add_bytes(out, line + indent, length - indent);
            return;
        }
        line += length + (line[length] == '\n');
    }
}

// The first rank that waits for nobody but free ones, else the first that waits for one of them;
// -1: none.
static int rank_to_help(const struct job *job)
{
    struct rank_set waiting = job_waiting(job), idle = job_idle(job);
    int found = -1;
    for (int rank = rank_set_next(&waiting, 0); rank >= 0;
         rank = rank_set_next(&waiting, rank + 1)) {
        struct rank_set missing = waiting_for(job, rank);
        struct rank_set able = rank_set_and(missing, idle);
        if (waiting_call(job, rank) == NULL || rank_set_count(&able) == 0) {
            continue;
        }
        if (rank_set_equal(&able, &missing)) {
            return rank;
        }
        found = found < 0 ? rank : found;
    }
    return found;
}

char *waiting_view_completion(const struct lab *lab)
{
    int rank = lab_has_job(lab) ? rank_to_help(lab->job) : -1;
    if (rank < 0) {
        return NULL;
    }
    const struct message_call *call = waiting_call(lab->job, rank);
    struct rank_set free_ranks = job_idle(lab->job);
    struct rank_set able = rank_set_and(waiting_for(lab->job, rank), free_ranks);
    struct text statement = {0}, out = {0};
    bool sends = strstr(call->name, "send") != NULL;
    switch ((enum target_kind)call->target.kind) {
    case TARGET_GROUP:
        add_own_line(&statement, lab, rank, call);
        break;
    case TARGET_CHANNEL:
    case TARGET_ANY:
        text_addf(&statement, "dist.%s(", sends ? "recv" : "send");
        add_tensor(&statement, call);
        text_addf(&statement, ", %s=%d)", sends ? "src" : "dst", rank);
        break;
    case TARGET_NONE:
        break;
    }
    if (statement.length > 0) {
        if (!rank_set_equal(&able, &free_ranks)) {
            text_add(&out, "@");
            rank_set_add_text(&out, &able);
            text_add(&out, " ");
        }
        text_add(&out, text_string(&statement));
    }
    text_finish(&statement);
    return out.length > 0 ? text_take(&out) : NULL;
}
