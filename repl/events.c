#include <stdlib.h>
#include <string.h>

#include "repl/events.h"
#include "repl/lab.h"
#include "repl/topics.h"
#include "repl/waiting_view.h"

// Output that comes while a line is being edited is collected for a moment, so that ranks that say
// the same still share a block.
enum { LATE_MS = 30, SPAWN_SETTLE_MS = 500 };

static void show_late(void *context)
{
    struct lab *lab = context;
    lab->late_timer = NULL;
    reader_wake(lab->reader);
}

// Something happened that the person at a prompt should see, if only in the prompt.
static void stir(struct lab *lab)
{
    if (lab->reader->reading && lab->late_timer == NULL) {
        lab->late_timer = loop_after(lab->loop, LATE_MS, show_late, lab);
    }
}

static void on_ready(void *context, struct job *job)
{
    (void)job;
    struct lab *lab = context;
    lab->ready = true;
}

static bool on_output(void *context, struct job *job, int rank, uint32_t unit, int stream,
                      const char *bytes, size_t length)
{
    (void)job;
    (void)unit;
    struct lab *lab = context;
    if (!lab->replaying) {
        if (stream == OUTPUT_LAB) {
            output_lab(lab->output, rank, bytes, length);
        } else {
            output_add(lab->output, rank, bytes, length);
        }
        stir(lab);
    }
    return true;
}

static struct diagnostic *decode(const struct job_result *result)
{
    struct diagnostic *diagnostic = NULL;
    if (result->diagnostic_length > 0 &&
        diagnostic_decode(result->diagnostic, result->diagnostic_length, &diagnostic) !=
            STATUS_OK) {
        return NULL;
    }
    return diagnostic;
}

static void note_answer(struct lab *lab, int rank, const struct job_result *result)
{
    struct lab_answer *answer = &lab->answers[rank];
    free(answer->value);
    diagnostic_destroy(answer->error);
    *answer = (struct lab_answer){
        .arrived = true,
        .outcome = result->outcome,
        .truth = result->truth,
        .value = result->value != NULL ? strdup(result->value) : NULL,
        .error = decode(result),
    };
}

// Puts what ended the unit on this rank into its block.
static void show_error(struct lab *lab, int rank, const struct job_result *result,
                       const struct diagnostic *diagnostic)
{
    struct text text = {0};
    switch (result->outcome) {
    case OUTCOME_DONE:
        break;
    case OUTCOME_EXCEPTION:
    case OUTCOME_INTERRUPTED:
    case OUTCOME_SYNTAX:
        if (diagnostic != NULL) {
            lab_render(lab, diagnostic, &text);
        } else {
            text_add(&text, result->outcome == OUTCOME_INTERRUPTED ? "KeyboardInterrupt"
                                                                   : "an error without a text");
        }
        break;
    case OUTCOME_EXIT:
        text_addf(&text, "lab: left with code %d; the %s stays, and takes the next line",
                  result->exit_code, lab->launch.ranks > 0 ? "rank" : "process");
        break;
    case OUTCOME_REFUSED:
        text_addf(&text, "not run: %s", result->value != NULL ? result->value : "no reason given");
        break;
    }
    while (text.length > 0 && text.data[text.length - 1] == '\n') {
        text_truncate(&text, text.length - 1);
    }
    output_error(lab->output, rank, text_string(&text));
    text_finish(&text);
}

static void note_outcome(struct journal_unit *unit, int rank, const struct job_result *result)
{
    switch (result->outcome) {
    case OUTCOME_DONE:
        rank_set_add(&unit->done, rank);
        break;
    case OUTCOME_EXCEPTION:
    case OUTCOME_EXIT:
    case OUTCOME_SYNTAX:
        rank_set_add(&unit->raised, rank);
        break;
    case OUTCOME_INTERRUPTED:
    case OUTCOME_REFUSED:
        rank_set_add(&unit->stopped, rank);
        break;
    }
    unit->cpu_ns = result->cpu_ns > unit->cpu_ns ? result->cpu_ns : unit->cpu_ns;
    journal_note(unit, rank, result->journal, result->journal_length);
}

static void on_done(void *context, struct job *job, int rank, const struct job_result *result)
{
    (void)job;
    struct lab *lab = context;
    if ((size_t)rank >= lab->rank_count) {
        return;
    }
    if (result->unit == lab->asked) {
        note_answer(lab, rank, result);
        return;
    }
    struct journal_unit *unit = journal_find(&lab->journal, result->unit);
    struct diagnostic *error = decode(result);
    if (unit != NULL) {
        note_outcome(unit, rank, result);
    }
    if (error != NULL && result->outcome != OUTCOME_INTERRUPTED) {
        topics_note_error(lab, error);
    }
    if (!lab->replaying || !rank_set_has(&lab->raising, rank)) {
        show_error(lab, rank, result, error);
    }
    struct lab_last *last = &lab->last[rank];
    diagnostic_destroy(last->error);
    *last = (struct lab_last){.set = true,
                              .unit = result->unit,
                              .outcome = result->outcome,
                              .exit_code = result->exit_code,
                              .wall_ns = result->wall_ns,
                              .cpu_ns = result->cpu_ns,
                              .error = error};
    stir(lab);
}

static void on_settled(void *context, struct job *job)
{
    (void)job;
    struct lab *lab = context;
    lab->settled = true;
}

static void on_decided(void *context, struct job *job, const struct job_decision *decision)
{
    (void)job;
    struct lab *lab = context;
    if (decision->reason == ABANDON_INTERRUPT) {
        lab->given_up = rank_set_or(lab->given_up, decision->waiting);
    }
    if (decision->elsewhere[0] != '\0') {
        lab_say(lab, "%s", decision->elsewhere);
    }
}

// ---- processes of torch.multiprocessing

static void on_spawn_output(void *context, int rank, int stream, const char *bytes, size_t length)
{
    struct lab *lab = context;
    if (stream == OUTPUT_LAB) {
        output_lab(lab->spawn_output, rank, bytes, length);
    } else {
        output_add(lab->spawn_output, rank, bytes, length);
    }
}

static void on_spawn_begun(void *context, int processes)
{
    struct lab *lab = context;
    output_job(lab->spawn_output, processes, "process ");
    lab_say(lab, "%d process%s of their own", processes, processes == 1 ? "" : "es");
}

static void on_spawn_ended(void *context)
{
    struct lab *lab = context;
    output_flush(lab->spawn_output);
}

static void on_spawn_settled(void *context, struct job *job)
{
    struct lab *lab = context;
    struct text view = {0};
    output_flush(lab->spawn_output);
    waiting_view_add(&view, job, WAITING_VIEW_SCRIPT, lab->terminal.unicode);
    lab_printf(lab, "%s", text_string(&view));
    lab_hint(lab, "These are the spawned processes. Ctrl-C gives their calls up.");
    text_finish(&view);
}

static void request_spawn(struct lab *lab, struct job *job, int rank,
                          const struct job_request *request)
{
    static const struct spawn_events events = {.output = on_spawn_output,
                                               .begun = on_spawn_begun,
                                               .ended = on_spawn_ended,
                                               .settled = on_spawn_settled};
    if (lab->spawner == NULL) {
        lab->spawn_output = output_create(&lab->terminal, lab_write, lab);
        lab->spawner = lab->spawn_output != NULL
                           ? spawn_create(lab->loop, true, SPAWN_SETTLE_MS, &events, lab)
                           : NULL;
    }
    if (lab->spawner != NULL) {
        spawn_request(lab->spawner, job, rank, request);
    } else {
        static const char no[] = "no memory for processes";
        job_reply(job, rank, request->number, true, 0, no, sizeof no - 1);
    }
}

static void on_request(void *context, struct job *job, int rank, const struct job_request *request)
{
    struct lab *lab = context;
    if (request->kind != REQUEST_PEERS) {
        request_spawn(lab, job, rank, request);
        return;
    }
    if (lab->request.set) {
        static const char busy[] = "the lab is answering another rank";
        job_reply(job, rank, request->number, true, 0, busy, sizeof busy - 1);
        return;
    }
    lab->request = (struct lab_request){.set = true,
                                        .rank = rank,
                                        .number = request->number,
                                        .kind = request->kind,
                                        .value = request->value,
                                        .data = malloc(request->length + 1),
                                        .length = request->length};
    if (lab->request.data != NULL) {
        memcpy(lab->request.data, request->length > 0 ? request->data : "", request->length);
        lab->request.data[request->length] = '\0';
    }
    if (lab->reader->reading) {
        reader_wake(lab->reader);
    }
}

static void on_trace(void *context, struct job *job, int rank, const struct message_trace *entry)
{
    (void)job;
    struct lab *lab = context;
    if (lab->trace != NULL) {
        trace_add(lab->trace, rank, entry);
    }
}

static void on_refreshed(void *context, struct job *job)
{
    (void)job;
    struct lab *lab = context;
    lab->refreshed = true;
}

static void on_ended(void *context, struct job *job, const struct job_ending *ending)
{
    (void)job;
    struct lab *lab = context;
    lab_clear_loss(lab);
    lab->loss = (struct lab_loss){.set = true,
                                  .reason = ending->reason,
                                  .rank = ending->rank,
                                  .what = strdup(ending->what),
                                  .cure = strdup(ending->cure),
                                  .scene = strdup(ending->scene)};
    if (lab->reader->reading) {
        reader_wake(lab->reader);
    }
}

const struct job_events events_of_lab = {
    .ready = on_ready,
    .output = on_output,
    .done = on_done,
    .settled = on_settled,
    .decided = on_decided,
    .request = on_request,
    .trace = on_trace,
    .refreshed = on_refreshed,
    .ended = on_ended,
};
