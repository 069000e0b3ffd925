#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/job/waiting.h"
#include "repl/command_ranks.h"
#include "repl/lab_syntax.h"
#include "repl/launch.h"
#include "repl/replay.h"
#include "repl/signals.h"
#include "repl/table.h"
#include "repl/words.h"

enum { KILL_MS = 5000, REFRESH_MS = 1000 };

// ---- how they are

static const char *phase_name(const struct job_rank *rank)
{
    if (rank->dead) {
        return "dead";
    }
    if (!rank->ready) {
        return "starting";
    }
    switch ((enum rank_phase)rank->state.phase) {
    case PHASE_STARTING:
        return "starting";
    case PHASE_IDLE:
        return "at the prompt";
    case PHASE_RUNNING:
        return "runs";
    case PHASE_SLEEPING:
        return "sleeps";
    case PHASE_WAITING:
        return "waits";
    case PHASE_MOVING:
        return "moves data";
    case PHASE_OUTPUT:
        return "waits for the terminal";
    case PHASE_REQUEST:
        return "waits for the lab";
    }
    return "?";
}

static void add_duration(struct text *out, int64_t ns)
{
    if (ns < 1000000) {
        text_addf(out, "%.0f µs", (double)ns / 1e3);
    } else if (ns < 1000000000) {
        text_addf(out, "%.1f ms", (double)ns / 1e6);
    } else {
        text_addf(out, "%.1f s", (double)ns / 1e9);
    }
}

static void add_rank_row(const struct lab *lab, int number, struct table *table)
{
    const struct job_rank *rank = job_rank(lab->job, number);
    if (rank == NULL) {
        return;
    }
    struct text call = {0}, duration = {0}, last = {0}, cpu = {0}, memory = {0};
    const struct message_call *current = waiting_call(lab->job, number);
    if (current != NULL) {
        waiting_add_call(&call, current);
        add_duration(&duration, current->since_ns);
    } else if (rank->state.phase != PHASE_IDLE) {
        add_duration(&duration, rank->state.phase_ns);
    }
    if (rank->state.cpu_ns > 0) {
        add_duration(&cpu, rank->state.cpu_ns);
    }
    if (rank->state.memory > 0) {
        text_addf(&memory, "%.0f MiB", (double)rank->state.memory / 1048576);
    }
    if (rank->state.last_name[0] != '\0') {
        text_addf(&last, "%s #%u", rank->state.last_name, rank->state.last_number);
    }
    table_row(table, "%d\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t%s", number, phase_name(rank),
              text_string(&call), text_string(&duration), text_string(&last), rank->pid,
              text_string(&memory), text_string(&cpu), rank->host);
    text_finish(&call);
    text_finish(&duration);
    text_finish(&last);
    text_finish(&cpu);
    text_finish(&memory);
}

enum unit_end command_ranks(struct lab *lab, const char *rest)
{
    struct text out = {0};
    if (!lab_has_job(lab)) {
        lab_mistake(lab, NULL, "no job stands");
        return UNIT_STOPPED;
    }
    if (strcmp(rest, "--log") == 0) {
        job_log(lab->job, &out);
        lab_printf(lab, "%s%s", text_string(&out), out.length > 0 ? "" : "(nothing)\n");
        text_finish(&out);
        return UNIT_DONE;
    }
    if (rest[0] != '\0') {
        lab_mistake(lab, "%ranks, or %ranks --log for what the launcher said", "no option '%s'",
                    rest);
        return UNIT_STOPPED;
    }
    lab->refreshed = false;
    job_refresh(lab->job);
    int64_t end = clock_monotonic_ns() + (int64_t)REFRESH_MS * 1000000;
    while (!lab->refreshed && !lab->loss.set && clock_monotonic_ns() < end) {
        loop_turn(lab->loop, REFRESH_MS);
    }
    struct table table = {
        .heads = {"rank", "state", "call", "since", "last call", "pid", "memory", "CPU", "host"},
        .columns = 9};
    for (int rank = 0; rank < (int)lab->rank_count; rank++) {
        add_rank_row(lab, rank, &table);
    }
    table_add(&table, &lab->terminal, &out);
    lab_print(lab, text_string(&out));
    table_finish(&table);
    text_finish(&out);
    return UNIT_DONE;
}

// ---- which take the next line

enum unit_end command_on(struct lab *lab, const char *rest)
{
    struct rank_set ranks;
    bool all;
    if (rest[0] != '\0') {
        if (lab_syntax_ranks(rest, strlen(rest), &ranks, &all) != STATUS_OK) {
            lab_failure(lab);
            return UNIT_STOPPED;
        }
        struct rank_set strangers = rank_set_minus(ranks, lab_all(lab));
        int stranger = rank_set_next(&strangers, 0);
        if (stranger >= 0) {
            lab_mistake(lab, lab->launch.ranks == 0 ? "torchrun 4 starts four ranks." : NULL,
                        "there is no rank %d", stranger);
            return UNIT_STOPPED;
        }
        lab->on_all = all;
        lab->on = ranks;
    }
    struct text text = {0};
    struct rank_set now = lab->on_all ? lab_all(lab) : lab->on;
    rank_set_add_words(&text, &now);
    lab_say(lab, "lines go to %s%s", lab->launch.ranks > 0 ? text_string(&text) : "this process",
            lab->on_all || lab->launch.ranks == 0 ? "" : "; %on all goes back");
    text_finish(&text);
    return UNIT_DONE;
}

enum unit_end command_catchup(struct lab *lab, const char *rest)
{
    (void)rest;
    struct rank_set idle = lab_has_job(lab) ? job_idle(lab->job) : (struct rank_set){{0}};
    enum unit_end end = UNIT_DONE;
    size_t count = lab->journal.count, ran = 0;
    for (size_t i = 0; i < count && end == UNIT_DONE; i++) {
        struct rank_set behind = rank_set_and(lab->journal.units[i].missed, idle);
        if (rank_set_count(&behind) == 0) {
            continue;
        }
        lab->journal.units[i].missed = rank_set_minus(lab->journal.units[i].missed, behind);
        char *source = strdup(lab->journal.units[i].source);
        char *name = strdup(lab->journal.units[i].name);
        enum unit_mode mode = lab->journal.units[i].mode;
        if (source != NULL && name != NULL) {
            end = unit_run(lab, behind, mode, name, source, strlen(source));
            ran++;
        }
        free(source);
        free(name);
    }
    if (ran == 0) {
        lab_say(lab, "no free rank has missed anything");
    }
    return end;
}

// ---- faults on purpose

static bool read_rank(struct lab *lab, const char *word, int *ret_rank)
{
    long rank;
    if (words_number(word, "the rank", 0, (long)lab->rank_count - 1, &rank) != STATUS_OK) {
        lab_failure(lab);
        return false;
    }
    *ret_rank = (int)rank;
    return true;
}

enum unit_end command_kill(struct lab *lab, const char *rest)
{
    int rank;
    if (rest[0] == '\0') {
        lab_mistake(lab, NULL, "which rank? %%kill 2 kills rank 2 as a fault would");
        return UNIT_STOPPED;
    }
    if (!lab_has_job(lab) || !read_rank(lab, rest, &rank)) {
        return UNIT_STOPPED;
    }
    if (job_kill(lab->job, rank) != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    int64_t end = clock_monotonic_ns() + (int64_t)KILL_MS * 1000000;
    while (!lab->loss.set && clock_monotonic_ns() < end && signals_ending() == 0) {
        loop_turn(lab->loop, 100);
    }
    if (lab->loss.set) {
        launch_after_loss(lab);
    }
    return UNIT_LOST;
}

// "20ms", "1.5s", "300us", "off"
static bool read_delay(const char *word, int64_t *ret_ns)
{
    static const struct {
        const char *name;
        double ns;
    } units[] = {{"ms", 1e6}, {"us", 1e3}, {"µs", 1e3}, {"s", 1e9}, {"ns", 1}};
    if (strcmp(word, "off") == 0 || strcmp(word, "0") == 0) {
        *ret_ns = 0;
        return true;
    }
    char *end;
    double number = strtod(word, &end);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (end != word && strcmp(end, units[i].name) == 0 && number >= 0 &&
            number * units[i].ns <= 60e9) {
            *ret_ns = (int64_t)(number * units[i].ns);
            return true;
        }
    }
    return false;
}

enum unit_end command_slow(struct lab *lab, const char *rest)
{
    struct words words;
    int64_t delay = 0;
    int rank = 0;
    if (words_split(rest, strlen(rest), &words) != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    bool good = words.count == 2 && read_delay(words.items[1], &delay);
    if (!good) {
        lab_mistake(lab, "%slow 2 20ms, %slow 2 off; at most 60s", "which rank, and how slow?");
    }
    good = good && lab_has_job(lab) && read_rank(lab, words.items[0], &rank);
    if (good && job_slow(lab->job, rank, delay) != STATUS_OK) {
        lab_failure(lab);
        good = false;
    }
    if (good && delay > 0) {
        lab_say(lab, "rank %d loses %s before each collective and each step", rank, words.items[1]);
    } else if (good) {
        lab_say(lab, "rank %d is as fast as it can be", rank);
    }
    words_finish(&words);
    return good ? UNIT_DONE : UNIT_STOPPED;
}

enum unit_end command_trace(struct lab *lab, const char *rest)
{
    bool on = strcmp(rest, "on") == 0;
    if (!on && strcmp(rest, "off") != 0) {
        lab_mistake(lab, "%trace on, %trace off", "tracing is %s",
                    lab->trace != NULL ? "on" : "off");
        return UNIT_STOPPED;
    }
    trace_destroy(lab->trace);
    lab->trace = on ? trace_create() : NULL;
    if (lab_has_job(lab)) {
        job_trace(lab->job, on);
    }
    lab_say(lab, on ? "each call's cost is shown after it" : "costs are not shown");
    return UNIT_DONE;
}

// ---- starting over

enum unit_end command_reset(struct lab *lab, const char *rest)
{
    (void)rest;
    struct lab_launch launch = lab->launch;
    if (launch.ranks > 0 ? !launch_ranks(lab, &launch) : !launch_lone(lab)) {
        return UNIT_STOPPED;
    }
    if (launch.ranks > 0) {
        replay_offer(lab);
    } else {
        lab_say(lab, "a fresh process; nothing is imported");
    }
    return UNIT_DONE;
}

enum unit_end command_undo(struct lab *lab, const char *rest)
{
    (void)rest;
    if (lab->journal.count == 0) {
        lab_mistake(lab, NULL, "there is nothing to take back in this job");
        return UNIT_STOPPED;
    }
    const struct journal_unit *last = &lab->journal.units[lab->journal.count - 1];
    struct text line = {0};
    text_add_printable(&line, last->source, strcspn(last->source, "\n"));
    bool done = replay_to(lab, lab->journal.count - 1);
    if (done) {
        lab_say(lab, "taken back: %s", text_string(&line));
    }
    text_finish(&line);
    return done ? UNIT_DONE : UNIT_STOPPED;
}
