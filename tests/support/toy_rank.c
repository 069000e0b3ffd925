// A rank process with a tiny language instead of the dialect, for tests of processes, agreement and
// clean-up. A unit is lines of blank-separated words; numbers in collectives are chosen so that
// every result can be checked on the spot. A line that fails ends the unit as an exception.
//
//     init [RANK SIZE [SECONDS]]        nccl_init, the same       group NAME RANKS            destroy NAME
//     all_reduce GROUP COUNT SEED       (async_all_reduce: then `wait N`, works count from 0)
//     broadcast GROUP COUNT ROOT SEED   barrier GROUP               odd GROUP (a call of its own kind)
//     sweep GROUP COUNT SEED (random collectives; COUNT 0: every one there is; nccl: on that backend)
//     send GROUP TO COUNT SEED [TAG]    recv GROUP FROM COUNT SEED [TAG] (FROM -1: any; isend irecv)
//     wait N [MS]      waitall          sleep MS     loop           spin MS (polls MPI)
//     print TEXT       out BYTES        stray TEXT   crash SIGNAL   exit CODE    leave
//     env NAME         value TEXT (for checks)       ask KIND VALUE TEXT         reading KIND
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/dist/collective.h"
#include "core/dist/mpi_world.h"
#include "core/dist/point_to_point.h"
#include "core/dist/start.h"
#include "core/rank/rank.h"
#include "tests/support/sweep.h"

enum { WORDS = 12, GROUPS = 16, WORKS = 4096 };

static struct runner_start start;
static atomic_bool asked_to_stop, poll_wanted;
static struct process_group *groups[GROUPS];
static char group_names[GROUPS][16];
static struct toy_work {
    struct work *work;
    struct tensor *tensor;
    int64_t first, step; // what the elements must be: first + step * index
} works[WORKS];
static int work_count;
static _Atomic uint32_t line_number;

struct line {
    char *words[WORDS];
    int count;
    struct runner_result *result;
};

static int64_t number(const struct line *line, int index, int64_t otherwise)
{
    return index < line->count ? atoll(line->words[index]) : otherwise;
}

static struct process_group *group_of(const struct line *line)
{
    for (int i = 0; i < GROUPS && line->count > 1; i++) {
        if (groups[i] != NULL && strcmp(group_names[i], line->words[1]) == 0) {
            return groups[i];
        }
    }
    return NULL;
}

static void keep_group(const char *name, struct process_group *group)
{
    int place = 0;
    for (int i = GROUPS - 1; i >= 0; i--) {
        if (groups[i] == NULL) {
            place = i;
        }
    }
    for (int i = 0; i < GROUPS; i++) {
        if (groups[i] != NULL && strcmp(group_names[i], name) == 0) {
            process_group_leave(groups[i]);
            process_group_unref(groups[i]);
            groups[i] = NULL;
            place = i;
        }
    }
    groups[place] = group;
    snprintf(group_names[place], sizeof group_names[place], "%s", name);
}

// ---- tensors whose elements are first + step * index

static struct tensor *make(int64_t count, int64_t first, int64_t step)
{
    struct tensor *tensor;
    if (tensor_create(DTYPE_INT64, 1, &count, &tensor) != STATUS_OK) {
        return NULL;
    }
    for (int64_t i = 0; i < count; i++) {
        tensor_longs(tensor)[i] = first + step * i;
    }
    return tensor;
}

static enum status check(const struct tensor *tensor, int64_t first, int64_t step)
{
    for (int64_t i = 0; i < tensor->numel; i++) {
        int64_t got = tensor_longs(tensor)[i], wanted = first + step * i;
        if (got != wanted) {
            return status_fail(STATUS_CORRUPT, "WRONG element %lld: %lld, wanted %lld",
                               (long long)i, (long long)got, (long long)wanted);
        }
    }
    return STATUS_OK;
}

static enum status keep(struct work *work, struct tensor *tensor, int64_t first, int64_t step)
{
    if (work_count == WORKS) {
        return status_fail(STATUS_INVALID, "too many works");
    }
    works[work_count++] = (struct toy_work){work, tensor, first, step};
    return STATUS_OK;
}

static enum status finish(enum status status, struct tensor *tensor, int64_t first, int64_t step)
{
    if (status == STATUS_OK) {
        status = check(tensor, first, step);
    }
    tensor_unref(tensor);
    return status;
}

// ---- groups and collectives

static enum status run_init(struct line *line)
{
    struct process_group_claim claim = {.rank = (int)number(line, 1, start.rank),
                                        .world_size = (int)number(line, 2, start.size),
                                        .backend =
                                            line->words[0][0] == 'n' ? BACKEND_NCCL : BACKEND_GLOO,
                                        .timeout_ns = number(line, 3, 60) * 1000000000};
    struct process_group *world;
    enum status status = start_dist(start.lone);
    if (status == STATUS_OK) {
        status = process_group_join(&claim, &world);
    }
    if (status == STATUS_OK) {
        keep_group("W", world);
    }
    return status;
}

static enum status run_group(struct line *line)
{
    int ranks[MPI_WORLD_LIMIT], count = 0;
    char *rest = line->words[2];
    for (char *word = strtok_r(rest, ",", &rest); word != NULL; word = strtok_r(NULL, ",", &rest)) {
        ranks[count++] = atoi(word);
    }
    struct line world = {.words = {NULL, "W"}, .count = 2};
    struct process_group *group;
    enum status status = process_group_new(group_of(&world), ranks, count, BACKEND_GLOO,
                                           INT64_C(60000000000), &group);
    if (status == STATUS_OK && group != NULL) {
        keep_group(line->words[1], group);
    }
    return status;
}

static enum status run_destroy(struct line *line)
{
    keep_group(line->words[1], NULL);
    return STATUS_OK;
}

// Every rank gives (world rank + 1) * seed + index.
static enum status run_all_reduce(struct line *line)
{
    struct process_group *group = group_of(line);
    bool async = line->words[0][1] == 's';
    int64_t count = number(line, 2, 1), seed = number(line, 3, 1), sum = 0;
    int size = process_group_size(group), rank = process_group_rank(group);
    for (int i = 0; i < size; i++) {
        sum += (process_group_world_rank(group, i) + 1) * seed;
    }
    struct tensor *tensor = make(count, (process_group_world_rank(group, rank) + 1) * seed, 1);
    struct work *work;
    enum status status = all_reduce(group, tensor, REDUCE_SUM, async ? &work : NULL);
    if (async && status == STATUS_OK) {
        return keep(work, tensor, sum, size);
    }
    return finish(status, tensor, sum, size);
}

static enum status run_broadcast(struct line *line)
{
    struct process_group *group = group_of(line);
    int root = (int)number(line, 3, 0);
    int64_t seed = number(line, 4, 1);
    bool mine = process_group_rank(group) == root;
    struct tensor *tensor = make(number(line, 2, 1), mine ? seed : -1, mine);
    return finish(broadcast(group, tensor, root, NULL), tensor, seed, 1);
}

static enum status run_barrier(struct line *line)
{
    return barrier(group_of(line), NULL);
}

static enum status run_sweep(struct line *line)
{
    int count = (int)number(line, 2, 0);
    return count == 0 ? sweep_all(group_of(line))
                      : sweep(group_of(line), count, (uint64_t)number(line, 3, 1));
}

// A call that no two ranks make alike.
static enum status run_odd(struct line *line)
{
    struct process_group *group = group_of(line);
    struct tensor *tensor = make(1 + process_group_rank(group), 0, 0);
    enum status status = all_reduce(group, tensor, REDUCE_MAX, NULL);
    tensor_unref(tensor);
    return status;
}

// ---- sends and receives

static enum status run_pair(struct line *line)
{
    struct process_group *group = group_of(line);
    const char *name = line->words[0];
    bool async = name[0] == 'i', sends = strstr(name, "send") != NULL;
    int peer = (int)number(line, 2, 0);
    int64_t seed = number(line, 4, 1);
    uint32_t tag = (uint32_t)number(line, 5, 0);
    struct tensor *tensor = make(number(line, 3, 1), sends ? seed : -7, sends);
    struct work *work;
    enum status status =
        sends ? point_to_point_send(group, tensor, peer, tag, async ? &work : NULL)
              : point_to_point_receive(group, tensor, peer, tag, NULL, async ? &work : NULL);
    if (async && status == STATUS_OK) {
        return keep(work, tensor, seed, 1);
    }
    return finish(status, tensor, seed, 1);
}

static enum status wait_one(int index, int64_t timeout_ms)
{
    struct toy_work *each = &works[index];
    if (index >= work_count || each->work == NULL) {
        return status_fail(STATUS_INVALID, "no work %d", index);
    }
    enum status status = work_wait(each->work, timeout_ms * 1000000);
    work_unref(each->work);
    each->work = NULL;
    return finish(status, each->tensor, each->first, each->step);
}

static enum status run_wait(struct line *line)
{
    return wait_one((int)number(line, 1, 0), number(line, 2, 0));
}

// All of them; the first failure counts.
static enum status run_waitall(struct line *line)
{
    enum status status = STATUS_OK;
    (void)line;
    for (int i = 0; i < work_count; i++) {
        if (works[i].work != NULL) {
            enum status one = wait_one(i, 0);
            status = status == STATUS_OK ? one : status;
        }
    }
    work_count = 0;
    return status;
}

// ---- everything else

static enum status run_sleep(struct line *line)
{
    return rank_sleep(number(line, 1, 0) * 1000000) ? STATUS_OK
                                                    : status_fail(STATUS_INTERRUPTED, "stopped");
}

static enum status run_loop(struct line *line)
{
    int64_t end_ns = clock_monotonic_ns() + number(line, 1, 3600000) * 1000000;
    while (!atomic_load(&asked_to_stop) && clock_monotonic_ns() < end_ns) {
        if (atomic_load(&poll_wanted)) {
            rank_poll();
        }
    }
    return atomic_load(&asked_to_stop) ? status_fail(STATUS_INTERRUPTED, "stopped") : STATUS_OK;
}

static enum status run_print(struct line *line)
{
    for (int i = 1; i < line->count; i++) {
        rank_write(OUTPUT_STDOUT, line->words[i], strlen(line->words[i]));
        rank_write(OUTPUT_STDOUT, i + 1 < line->count ? " " : "\n", 1);
    }
    return STATUS_OK;
}

static enum status run_out(struct line *line)
{
    char piece[1000];
    memset(piece, 'x', sizeof piece);
    for (int64_t left = number(line, 1, 0); left > 0; left -= (int64_t)sizeof piece) {
        size_t length = left < (int64_t)sizeof piece ? (size_t)left : sizeof piece;
        if (!rank_write(OUTPUT_STDOUT, piece, length)) {
            return status_fail(STATUS_INTERRUPTED, "stopped");
        }
    }
    return STATUS_OK;
}

static enum status run_stray(struct line *line)
{
    ssize_t written = write(STDERR_FILENO, line->words[1], strlen(line->words[1]));
    return written > 0 ? STATUS_OK : STATUS_SYSTEM;
}

static enum status run_crash(struct line *line)
{
    raise((int)number(line, 1, SIGSEGV));
    return STATUS_OK;
}

static enum status run_exit(struct line *line)
{
    line->result->outcome = OUTCOME_EXIT;
    line->result->exit_code = (int)number(line, 1, 0);
    return STATUS_OK;
}

static enum status run_leave(struct line *line)
{
    exit((int)number(line, 1, 0));
}

static enum status run_env(struct line *line)
{
    size_t length = strlen(line->words[1]);
    const char *value = "(unset)\n";
    for (const char *const *entry = start.environment; *entry != NULL; entry++) {
        if (strncmp(*entry, line->words[1], length) == 0 && (*entry)[length] == '=') {
            value = *entry + length + 1;
        }
    }
    rank_write(OUTPUT_STDOUT, value, strlen(value));
    return STATUS_OK;
}

static enum status run_value(struct line *line)
{
    line->result->truth = true;
    text_add(&line->result->value, line->words[1]);
    return STATUS_OK;
}

static enum status run_ask(struct line *line)
{
    struct rank_reply reply;
    if (!rank_request((enum request_kind)number(line, 1, 1), number(line, 2, 0), line->words[3],
                      strlen(line->words[3]), INT64_C(2000000000), &reply)) {
        return status_fail(STATUS_TIMEOUT, "no answer");
    }
    rank_write(OUTPUT_STDOUT, reply.data, reply.length);
    free(reply.data);
    return reply.refused ? status_fail(STATUS_UNSUPPORTED, "refused") : STATUS_OK;
}

static enum status run_reading(struct line *line)
{
    char text[32];
    snprintf(text, sizeof text, "%lld\n",
             (long long)rank_reading((uint32_t)number(line, 1, 0), clock_monotonic_ns()));
    line->result->truth = true;
    text_add(&line->result->value, text);
    rank_write(OUTPUT_STDOUT, text, strlen(text));
    return STATUS_OK;
}

static const struct {
    const char *name;
    enum status (*run)(struct line *line);
    bool needs_group;
} commands[] = {
    {"init", run_init, false},
    {"nccl_init", run_init, false},
    {"group", run_group, false},
    {"destroy", run_destroy, false},
    {"all_reduce", run_all_reduce, true},
    {"async_all_reduce", run_all_reduce, true},
    {"broadcast", run_broadcast, true},
    {"barrier", run_barrier, true},
    {"odd", run_odd, true},
    {"sweep", run_sweep, true},
    {"send", run_pair, true},
    {"recv", run_pair, true},
    {"isend", run_pair, true},
    {"irecv", run_pair, true},
    {"wait", run_wait, false},
    {"waitall", run_waitall, false},
    {"sleep", run_sleep, false},
    {"loop", run_loop, false},
    {"print", run_print, false},
    {"out", run_out, false},
    {"stray", run_stray, false},
    {"crash", run_crash, false},
    {"exit", run_exit, false},
    {"leave", run_leave, false},
    {"env", run_env, false},
    {"value", run_value, false},
    {"ask", run_ask, false},
    {"reading", run_reading, false},
};

// ---- the runner

static enum status toy_start(const struct runner_start *given)
{
    start = *given;
    return STATUS_OK;
}

static enum status run_line(char *text, struct runner_result *result)
{
    struct line line = {.result = result};
    for (char *word = strtok_r(text, " ", &text); word != NULL && line.count < WORDS;
         word = strtok_r(NULL, " ", &text)) {
        line.words[line.count++] = word;
    }
    for (size_t i = 0; line.count > 0 && i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, line.words[0]) == 0) {
            if (commands[i].needs_group && group_of(&line) == NULL) {
                return status_fail(STATUS_NOT_FOUND, "no group %s", line.words[1]);
            }
            return commands[i].run(&line);
        }
    }
    return line.count == 0 ? STATUS_OK : status_fail(STATUS_INVALID, "unknown command");
}

static void toy_run(const struct runner_unit *unit, struct runner_result *result)
{
    char *source = strdup(unit->source), *rest = source;
    enum status status = STATUS_OK;
    line_number = (uint32_t)unit->first_line;
    while (status == STATUS_OK && rest != NULL && result->outcome == OUTCOME_DONE) {
        char *line = strsep(&rest, "\n");
        status = atomic_load(&asked_to_stop) ? status_fail(STATUS_INTERRUPTED, "stopped")
                                             : run_line(line, result);
        line_number++;
    }
    free(source);
    if (status != STATUS_OK) {
        result->outcome = status == STATUS_INTERRUPTED ? OUTCOME_INTERRUPTED : OUTCOME_EXCEPTION;
        bool told = status == STATUS_TIMEOUT || status == STATUS_MISMATCH ||
                    status == STATUS_CLOSED || status == STATUS_INVALID;
        text_addf(&result->diagnostic, "%d %s", (int)status,
                  told && strlen(status_message()) > 1000 ? process_group_failure()->text
                                                          : status_message());
    }
}

static void toy_interrupt(void)
{
    atomic_store(&asked_to_stop, true);
}

static void toy_forget_interrupt(void)
{
    atomic_store(&asked_to_stop, false);
}

static bool toy_interrupted(void)
{
    return atomic_load(&asked_to_stop);
}

static void toy_place(bool fresh, struct runner_place *ret_place)
{
    (void)fresh;
    *ret_place = (struct runner_place){.file = "toy", .function = "f", .line = line_number};
}

static void toy_poll(bool wanted)
{
    atomic_store(&poll_wanted, wanted);
}

int main(void)
{
    static const struct runner runner = {
        toy_start,       toy_run,   toy_interrupt, toy_forget_interrupt,
        toy_interrupted, toy_place, toy_poll};
    return rank_main(&runner);
}
