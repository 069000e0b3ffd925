// A trial: start the job, run the setup on all ranks, the code on those that it is for, then ask
// the check. Each phase ends when all its ranks are done, when nothing but waiting moves any more,
// or when time is up.
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/job/job.h"
#include "repl/environment.h"
#include "repl/facts.h"
#include "repl/scratch.h"
#include "repl/signals.h"

enum { TIMEOUT_MS = 20000, SETTLE_MS = 500, OUTPUT_LIMIT = 256 * 1024 };

struct scratch_rank {
    struct text output, warnings;
    struct diagnostic *error;
    bool truth;
};

struct scratch {
    struct loop *loop;
    struct job *job;
    size_t count;
    struct scratch_rank *ranks;
    bool settled, ended;
    int64_t peers;           // the world size that an init_process_group waits for, 0: none does
    uint32_t unit;           // of this phase
    struct rank_set running; // ranks that have not ended it
    int64_t deadline_ns;
    char *lost; // why the job ended
};

static bool on_output(void *context, struct job *job, int rank, uint32_t unit, int stream,
                      const char *bytes, size_t length)
{
    (void)job;
    struct scratch *scratch = context;
    struct scratch_rank *own = &scratch->ranks[rank];
    struct text *output = stream == OUTPUT_STDERR ? &own->warnings : &own->output;
    if (unit == scratch->unit && stream != OUTPUT_LAB && output->length < OUTPUT_LIMIT) {
        text_add_bytes(output, bytes, length);
    }
    return true;
}

static void on_done(void *context, struct job *job, int rank, const struct job_result *result)
{
    (void)job;
    struct scratch *scratch = context;
    if (result->unit != scratch->unit) {
        return;
    }
    struct scratch_rank *own = &scratch->ranks[rank];
    rank_set_remove(&scratch->running, rank);
    own->truth = result->truth;
    diagnostic_destroy(own->error);
    own->error = NULL;
    if (result->diagnostic_length > 0) {
        diagnostic_decode(result->diagnostic, result->diagnostic_length, &own->error);
    }
}

static void on_settled(void *context, struct job *job)
{
    (void)job;
    ((struct scratch *)context)->settled = true;
}

static void on_ended(void *context, struct job *job, const struct job_ending *ending)
{
    (void)job;
    struct scratch *scratch = context;
    scratch->ended = true;
    free(scratch->lost);
    scratch->lost = strdup(ending->what);
}

// A lone process that waits for peers waits for ever: nobody will start them here.
static void on_request(void *context, struct job *job, int rank, const struct job_request *request)
{
    struct scratch *scratch = context;
    if (request->kind == REQUEST_PEERS) {
        scratch->peers = request->value;
        scratch->settled = true;
        return;
    }
    static const char no[] = "no processes can be started in a trial";
    job_reply(job, rank, request->number, true, 0, no, sizeof no - 1);
}

static void clear_rank(struct scratch_rank *rank)
{
    text_finish(&rank->output);
    text_finish(&rank->warnings);
    diagnostic_destroy(rank->error);
    rank->error = NULL;
}

// Runs a unit on `ranks` and returns when the phase is over. STATUS_INTERRUPTED: by the learner.
static enum status run_phase(struct scratch *scratch, struct rank_set ranks, enum unit_mode mode,
                             const char *source)
{
    struct job_unit unit = {
        .mode = mode, .name = "<stdin>", .source = source, .length = strlen(source)};
    scratch->settled = false;
    enum status status = job_submit(scratch->job, ranks, &unit, &scratch->unit);
    if (status != STATUS_OK) {
        return status;
    }
    scratch->running = ranks;
    while (rank_set_count(&scratch->running) > 0 && !scratch->settled && !scratch->ended) {
        int64_t left = (scratch->deadline_ns - clock_monotonic_ns()) / 1000000;
        if (left <= 0) {
            break;
        }
        if (signals_take(SIGINT) || signals_ending() != 0) {
            return status_fail(STATUS_INTERRUPTED, "interrupted");
        }
        loop_turn(scratch->loop, left);
    }
    return STATUS_OK;
}

static struct rank_set chosen(const int *ranks, size_t count, size_t all)
{
    struct rank_set set = rank_set_below(ranks == NULL ? (int)all : 0);
    for (size_t i = 0; i < count && ranks != NULL; i++) {
        if (ranks[i] >= 0 && (size_t)ranks[i] < all) {
            rank_set_add(&set, ranks[i]);
        }
    }
    return set;
}

static enum status run_setup(struct scratch *scratch, const char *setup)
{
    if (setup == NULL) {
        return STATUS_OK;
    }
    enum status status =
        run_phase(scratch, rank_set_below((int)scratch->count), UNIT_SCRIPT, setup);
    for (size_t i = 0; i < scratch->count && status == STATUS_OK; i++) {
        if (scratch->ranks[i].error != NULL) {
            status =
                status_fail(STATUS_INVALID, "the setup raised %s: %s",
                            scratch->ranks[i].error->class_name, scratch->ranks[i].error->message);
        } else if (rank_set_has(&scratch->running, (int)i)) {
            status = status_fail(STATUS_TIMEOUT, "the setup did not come to its end");
        }
        clear_rank(&scratch->ranks[i]);
    }
    return status;
}

// Asks the check on each rank, beside what the code left there.
static enum status run_check(struct scratch *scratch, const struct trial_request *request,
                             struct trial_result *result)
{
    struct rank_set ranks = chosen(request->check_ranks, request->check_count, scratch->count);
    for (int rank = rank_set_next(&ranks, 0); rank >= 0; rank = rank_set_next(&ranks, rank + 1)) {
        struct trial_rank *facts = &result->ranks[rank];
        if (scratch->ended || facts->state == TRIAL_RUNNING) {
            continue;
        }
        struct text source = {0};
        facts_add_check(facts, request->check, &source);
        clear_rank(&scratch->ranks[rank]);
        enum status status =
            run_phase(scratch, rank_set_of(rank), UNIT_CHECK, text_string(&source));
        text_finish(&source);
        if (status != STATUS_OK) {
            return status;
        }
        facts->checked = !rank_set_has(&scratch->running, rank);
        facts->check_passed = facts->checked && scratch->ranks[rank].truth;
        if (scratch->ranks[rank].error != NULL) {
            struct text error = {0};
            diagnostic_headline(scratch->ranks[rank].error, &error);
            free(facts->check_error);
            facts->check_error = text_take(&error);
        }
    }
    return STATUS_OK;
}

static enum status run_trial(struct scratch *scratch, const struct trial_request *request,
                             struct trial_result *result)
{
    enum status status = run_setup(scratch, request->setup);
    if (status == STATUS_OK && request->code != NULL) {
        status = run_phase(scratch, chosen(request->only, request->only_count, scratch->count),
                           UNIT_SCRIPT, request->code);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (scratch->ended && rank_set_count(&scratch->running) == (int)scratch->count) {
        return status_fail(STATUS_CLOSED, "%s", scratch->lost != NULL ? scratch->lost : "no ranks");
    }
    for (size_t i = 0; i < scratch->count; i++) {
        const struct scratch_rank *own = &scratch->ranks[i];
        facts_fill(&result->ranks[i], scratch->job, (int)i, text_string(&own->output),
                   own->output.length, own->error);
        char *warnings = strdup(text_string(&own->warnings));
        if (warnings != NULL) {
            free(result->ranks[i].warnings);
            result->ranks[i].warnings = warnings;
        }
    }
    if (scratch->peers > 0) {
        facts_wait_for_peers(&result->ranks[0], scratch->peers);
    }
    return request->check != NULL ? run_check(scratch, request, result) : STATUS_OK;
}

static enum status run(void *context, const struct trial_request *request,
                       struct trial_result *ret_result)
{
    static const struct job_events events = {.output = on_output,
                                             .done = on_done,
                                             .settled = on_settled,
                                             .request = on_request,
                                             .ended = on_ended};
    int timeout = request->timeout_ms > 0 ? request->timeout_ms : TIMEOUT_MS;
    struct scratch scratch = {
        .loop = context,
        .count = request->ranks == TRIAL_LONE ? 1 : (size_t)request->ranks,
        .deadline_ns = clock_monotonic_ns() + (int64_t)timeout * 1000000,
    };
    const char **environment = environment_create(request->ranks == TRIAL_LONE);
    struct job_options options = {.ranks = request->ranks,
                                  .environment = environment,
                                  .own_files = true,
                                  .interactive = true,
                                  .settle_ms = SETTLE_MS};
    struct trial_result result = {0};
    enum status status = trial_result_init(&result, scratch.count);
    scratch.ranks = calloc(scratch.count, sizeof *scratch.ranks);
    if (status == STATUS_OK && scratch.ranks != NULL && environment != NULL) {
        scratch.job = job_create(scratch.loop, &options, &events, &scratch);
    }
    status = scratch.job == NULL ? status_fail(STATUS_MEMORY, "no memory for scratch ranks")
                                 : run_trial(&scratch, request, &result);
    job_destroy(scratch.job);
    for (size_t i = 0; i < scratch.count && scratch.ranks != NULL; i++) {
        clear_rank(&scratch.ranks[i]);
    }
    free(scratch.ranks);
    free(scratch.lost);
    free(environment);
    if (status == STATUS_OK) {
        *ret_result = result;
    } else {
        trial_result_finish(&result);
    }
    return status;
}

struct trial_runner scratch_runner(struct loop *loop)
{
    return (struct trial_runner){.context = loop, .run = run};
}
