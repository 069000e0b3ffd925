#include <stdlib.h>
#include <string.h>

#include "core/job/waiting.h"
#include "repl/facts.h"

static void set(char **field, char *value)
{
    if (value != NULL) {
        free(*field);
        *field = value;
    }
}

static void fill_waits(struct trial_rank *facts, const struct job *job, int rank)
{
    struct rank_set others = waiting_for(job, rank);
    int count = rank_set_count(&others);
    facts->waits_for = calloc((size_t)count + 1, sizeof *facts->waits_for);
    for (int other = rank_set_next(&others, 0); other >= 0 && facts->waits_for != NULL;
         other = rank_set_next(&others, other + 1)) {
        facts->waits_for[facts->waits_count++] = other;
    }
}

void facts_fill(struct trial_rank *facts, const struct job *job, int rank, const char *output,
                size_t length, const struct diagnostic *error)
{
    facts->rank = rank;
    set(&facts->output, strndup(output, length));
    if (error != NULL) {
        set(&facts->error_type, strdup(error->class_name));
        set(&facts->error, strdup(error->message));
    }
    const struct job_rank *state = job != NULL && !job_ended(job) ? job_rank(job, rank) : NULL;
    if (state == NULL || state->dead) {
        facts->state = TRIAL_DEAD;
        return;
    }
    struct rank_set waiting = job_waiting(job), idle = job_idle(job);
    facts->state = rank_set_has(&idle, rank)      ? TRIAL_IDLE
                   : rank_set_has(&waiting, rank) ? TRIAL_WAITING
                                                  : TRIAL_RUNNING;
    if (facts->state == TRIAL_WAITING) {
        fill_waits(facts, job, rank);
    }
}

void facts_wait_for_peers(struct trial_rank *facts, int64_t size)
{
    size_t count = size > 1 && size <= RANK_SET_LIMIT ? (size_t)size - 1 : 0;
    free(facts->waits_for);
    facts->state = TRIAL_WAITING;
    facts->waits_for = calloc(count + 1, sizeof *facts->waits_for);
    facts->waits_count = facts->waits_for != NULL ? count : 0;
    for (size_t i = 0; i < facts->waits_count; i++) {
        facts->waits_for[i] = (int)i + 1;
    }
}

enum status facts_of_lab(struct lab *lab, struct trial_result *ret_facts)
{
    struct trial_result facts;
    enum status status = trial_result_init(&facts, lab->rank_count);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < lab->rank_count; i++) {
        size_t length, lost;
        const char *output = output_kept(lab->output, (int)i, &length, &lost);
        facts_fill(&facts.ranks[i], lab->job, (int)i, output, length, lab->last[i].error);
    }
    if (lab->request.set && lab->request.kind == REQUEST_PEERS && lab->rank_count > 0) {
        facts_wait_for_peers(&facts.ranks[0], lab->request.value);
    }
    *ret_facts = facts;
    return STATUS_OK;
}

// A string literal of the dialect.
static void add_literal(struct text *out, const char *string)
{
    text_add_char(out, '\'');
    for (; *string != '\0'; string++) {
        unsigned char byte = (unsigned char)*string;
        if (byte == '\'' || byte == '\\') {
            text_add_char(out, '\\');
            text_add_char(out, *string);
        } else if (byte < ' ' || byte == 0x7F) {
            text_addf(out, "\\x%02x", byte);
        } else {
            text_add_char(out, *string);
        }
    }
    text_add_char(out, '\'');
}

void facts_add_check(const struct trial_rank *facts, const char *check, struct text *out)
{
    const struct {
        const char *name, *value;
    } texts[] = {{"error_type", facts->error_type},
                 {"error", facts->error},
                 {"output", facts->output},
                 {"state", trial_state_name(facts->state)}};
    text_addf(out, "(lambda lesson: (%s))(type('lesson', (), {", check);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        text_addf(out, "'%s': ", texts[i].name);
        add_literal(out, texts[i].value);
        text_add(out, ", ");
    }
    text_add(out, "'waits_for': [");
    for (size_t i = 0; i < facts->waits_count; i++) {
        text_addf(out, "%s%d", i > 0 ? ", " : "", facts->waits_for[i]);
    }
    text_add(out, "]}))");
}
