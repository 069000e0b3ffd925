#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/text.h"
#include "core/diag/diagnostic.h"
#include "repl/spawn.h"

struct spawned {
    struct spawner *spawner;
    int64_t number; // what the rank that started it knows it by
    struct job *job, *parent;
    int processes, finished;
    int failed;            // the first process that failed, -1: none has
    int exit_code;         // of that one
    struct text traceback; // what its call raised; empty: it only ended
    bool over, joined;     // `joined`: somebody waits to hear that it is over
    int join_rank;
    uint32_t join_number;
    struct loop_timer *timer; // to end_later
};

struct spawner {
    struct loop *loop;
    bool interactive;
    int64_t settle_ms;
    struct spawn_events events;
    void *context;
    struct spawned **items;
    size_t count, capacity;
    int64_t last_number;
};

struct spawner *spawn_create(struct loop *loop, bool interactive, int64_t settle_ms,
                             const struct spawn_events *events, void *context)
{
    struct spawner *spawner = calloc(1, sizeof *spawner);
    if (spawner != NULL) {
        *spawner = (struct spawner){.loop = loop,
                                    .interactive = interactive,
                                    .settle_ms = settle_ms,
                                    .events = *events,
                                    .context = context};
    }
    return spawner;
}

static void destroy_spawned(struct spawned *spawned)
{
    loop_cancel(spawned->spawner->loop, spawned->timer);
    job_destroy(spawned->job);
    text_finish(&spawned->traceback);
    free(spawned);
}

void spawn_destroy(struct spawner *spawner)
{
    if (spawner != NULL) {
        for (size_t i = 0; i < spawner->count; i++) {
            destroy_spawned(spawner->items[i]);
        }
        free(spawner->items);
        free(spawner);
    }
}

static void remove_spawned(struct spawner *spawner, struct spawned *spawned)
{
    for (size_t i = 0; i < spawner->count; i++) {
        if (spawner->items[i] == spawned) {
            spawner->items[i] = spawner->items[--spawner->count];
            destroy_spawned(spawned);
            return;
        }
    }
}

// Tells whoever joins which process failed first (-1: none) and how; the rest of a spawn goes with
// it.
static void answer_join(struct spawned *spawned)
{
    if (spawned->over && spawned->joined) {
        struct text how = {0};
        text_addf(&how, "%d\n%s", spawned->exit_code, text_string(&spawned->traceback));
        job_reply(spawned->parent, spawned->join_rank, spawned->join_number, false, spawned->failed,
                  text_string(&how), how.length);
        text_finish(&how);
        remove_spawned(spawned->spawner, spawned);
    }
}

static void end_later(void *context)
{
    struct spawned *spawned = context;
    spawned->timer = NULL;
    answer_join(spawned);
}

// The job's own callbacks may not destroy it, so the end waits for the next turn.
static void end(struct spawned *spawned)
{
    if (!spawned->over) {
        spawned->over = true;
        spawned->spawner->events.ended(spawned->spawner->context);
        spawned->timer = loop_after(spawned->spawner->loop, 0, end_later, spawned);
    }
}

static bool on_output(void *context, struct job *job, int rank, uint32_t unit, int stream,
                      const char *bytes, size_t length)
{
    (void)job;
    (void)unit;
    struct spawned *spawned = context;
    spawned->spawner->events.output(spawned->spawner->context, rank, stream, bytes, length);
    return true;
}

static void add_traceback(const struct job_result *result, struct text *out)
{
    struct diagnostic *diagnostic;
    if (diagnostic_decode(result->diagnostic, result->diagnostic_length, &diagnostic) ==
        STATUS_OK) {
        diagnostic_traceback(diagnostic, out);
        diagnostic_destroy(diagnostic);
    } else {
        text_add(out, result->value != NULL ? result->value : "an unknown error\n");
    }
}

static void note_failure(struct spawned *spawned, int rank, const struct job_result *result)
{
    if (spawned->failed >= 0 || (result->outcome == OUTCOME_EXIT && result->exit_code == 0)) {
        return;
    }
    spawned->failed = rank;
    spawned->exit_code = result->exit_code;
    if (result->outcome == OUTCOME_EXIT) {
        return;
    }
    struct text traceback = {0};
    add_traceback(result, &traceback);
    if (result->exit_code == 0) { // its call raised this, and whoever joins raises it again
        spawned->exit_code = 1;
        spawned->traceback = traceback;
    } else { // it failed on the way to its call: the process says so and is gone
        spawned->spawner->events.output(spawned->spawner->context, rank, OUTPUT_STDERR,
                                        text_string(&traceback), traceback.length);
        text_finish(&traceback);
    }
}

static void on_done(void *context, struct job *job, int rank, const struct job_result *result)
{
    (void)job;
    struct spawned *spawned = context;
    if (result->outcome != OUTCOME_DONE) {
        note_failure(spawned, rank, result);
    }
    spawned->finished++;
    // as torch.multiprocessing: the first failure ends them all
    if (spawned->finished == spawned->processes || spawned->failed >= 0) {
        end(spawned);
    }
}

static void on_settled(void *context, struct job *job)
{
    struct spawned *spawned = context;
    spawned->spawner->events.settled(spawned->spawner->context, job);
}

static void on_ended(void *context, struct job *job, const struct job_ending *ending)
{
    (void)job;
    struct spawned *spawned = context;
    if (spawned->failed < 0) {
        spawned->failed = ending->rank >= 0 ? ending->rank : 0;
        spawned->exit_code = ending->signal != 0 ? -ending->signal : 1;
        if (ending->rank < 0) { // no process of theirs: what stood between
            text_add(&spawned->traceback, ending->what);
        }
    }
    end(spawned);
}

static void refuse(struct job *parent, int rank, uint32_t number, const char *why)
{
    job_reply(parent, rank, number, true, 0, why, strlen(why));
}

static void start(struct spawner *spawner, struct job *parent, int rank,
                  const struct job_request *request)
{
    static const struct job_events events = {
        .output = on_output, .done = on_done, .settled = on_settled, .ended = on_ended};
    if (request->value < 1 || request->value > RANK_SET_LIMIT) {
        refuse(parent, rank, request->number, "nprocs must be from 1 to 256");
        return;
    }
    struct spawned *spawned = calloc(1, sizeof *spawned);
    if (spawned == NULL || !array_reserve((void **)&spawner->items, &spawner->capacity,
                                          spawner->count + 1, sizeof *spawner->items)) {
        free(spawned);
        refuse(parent, rank, request->number, "no memory for processes");
        return;
    }
    *spawned = (struct spawned){.spawner = spawner,
                                .number = ++spawner->last_number,
                                .parent = parent,
                                .processes = (int)request->value,
                                .failed = -1};
    struct job_options options = {.ranks = spawned->processes,
                                  .bare = true,
                                  .interactive = spawner->interactive,
                                  .settle_ms = spawner->settle_ms};
    struct job_unit unit = {.mode = UNIT_CHILD,
                            .name = "<spawn>",
                            .source = "",
                            .data = request->data,
                            .data_length = request->length};
    uint32_t id;
    spawned->job = job_create(spawner->loop, &options, &events, spawned);
    if (spawned->job == NULL ||
        job_submit(spawned->job, rank_set_below(spawned->processes), &unit, &id) != STATUS_OK) {
        destroy_spawned(spawned);
        refuse(parent, rank, request->number, "the processes could not be started");
        return;
    }
    spawner->items[spawner->count++] = spawned;
    spawner->events.begun(spawner->context, spawned->processes);
    job_reply(parent, rank, request->number, false, spawned->number, "", 0);
}

static struct spawned *find(const struct spawner *spawner, const struct job *parent, int64_t number)
{
    for (size_t i = 0; i < spawner->count; i++) {
        if (spawner->items[i]->number == number && spawner->items[i]->parent == parent) {
            return spawner->items[i];
        }
    }
    return NULL;
}

void spawn_request(struct spawner *spawner, struct job *parent, int rank,
                   const struct job_request *request)
{
    struct spawned *spawned = find(spawner, parent, request->value);
    switch (request->kind) {
    case REQUEST_SPAWN:
        start(spawner, parent, rank, request);
        break;
    case REQUEST_JOIN:
        if (spawned == NULL) { // it was stopped
            job_reply(parent, rank, request->number, false, -1, "", 0);
            break;
        }
        spawned->joined = true;
        spawned->join_rank = rank;
        spawned->join_number = request->number;
        answer_join(spawned);
        break;
    case REQUEST_STOP:
        if (spawned != NULL) {
            remove_spawned(spawner, spawned);
        }
        job_reply(parent, rank, request->number, false, 0, "", 0);
        break;
    case REQUEST_PEERS:
        refuse(parent, rank, request->number, "not a spawn");
        break;
    }
}

void spawn_interrupt(struct spawner *spawner)
{
    for (size_t i = 0; spawner != NULL && i < spawner->count; i++) {
        job_interrupt(spawner->items[i]->job, job_busy(spawner->items[i]->job));
    }
}

void spawn_forget(struct spawner *spawner, const struct job *parent)
{
    for (size_t i = spawner != NULL ? spawner->count : 0; i > 0; i--) {
        if (spawner->items[i - 1]->parent == parent) {
            remove_spawned(spawner, spawner->items[i - 1]);
        }
    }
}
