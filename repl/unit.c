#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/utf8.h"
#include "core/job/waiting.h"
#include "repl/environment.h"
#include "repl/launch.h"
#include "repl/signals.h"
#include "repl/unit.h"
#include "repl/waiting_view.h"

enum { STATUS_MS = 1000, AGAIN_MS = 2000, ANSWER_MS = 2000 };

struct rank_set unit_ranks(const struct lab *lab)
{
    struct rank_set ranks = lab->on_all ? lab_all(lab) : lab->on;
    return lab_has_job(lab) ? rank_set_minus(ranks, job_busy(lab->job)) : ranks;
}

// ---- while ranks run

static void begin_streaming(void *context)
{
    struct lab *lab = context;
    lab->stream_timer = NULL;
    output_stream(lab->output, true);
    if (lab->spawn_output != NULL) {
        output_stream(lab->spawn_output, true);
    }
}

static void show_progress(void *context);

static void show_progress_later(struct lab *lab)
{
    if (!lab->terminal.plain) {
        lab->status_timer = loop_after(lab->loop, STATUS_MS, show_progress, lab);
    }
}

// "epoch 2, step 140, loss 0.412, 1800 samples/s, 4 s left" where a unit trains on this many ranks
// since so many seconds, else "line 4, 1204 calls". What isn't known is left out.
static void add_how_far(const struct message_state *state, int ranks, double seconds,
                        struct text *out)
{
    if (state->steps == 0) {
        if (state->line > 0) {
            text_addf(out, ", line %u", state->line);
        }
        if (state->moves > 0) {
            text_addf(out, ", %llu calls", (unsigned long long)state->moves);
        }
        return;
    }
    if (state->epoch > 0) {
        text_addf(out, ", epoch %u", state->epoch);
    }
    text_addf(out, ", step %llu", (unsigned long long)state->steps);
    if (!isnan(state->loss)) {
        text_addf(out, ", loss %.4g", state->loss);
    }
    if (state->samples > 0) {
        text_addf(out, ", %.0f samples/s", (double)state->samples * ranks / seconds);
    }
    if (state->planned > state->steps) {
        text_addf(out, ", %.0f s left",
                  ceil(seconds * (double)(state->planned - state->steps) / (double)state->steps));
    }
}

// "12 s: ranks 0-3, line 4, 1204 calls (Ctrl-C interrupts)"
static void show_progress(void *context)
{
    struct lab *lab = context;
    lab->status_timer = NULL;
    if (lab_has_job(lab)) {
        struct rank_set busy = job_busy(lab->job);
        int first = rank_set_next(&busy, 0);
        const struct job_rank *state = first >= 0 ? job_rank(lab->job, first) : NULL;
        struct text status = {0};
        double seconds = (double)(clock_monotonic_ns() - lab->run_since_ns) / 1e9;
        text_addf(&status, "%lld s", (long long)seconds);
        if (lab->launch.ranks > 0) {
            text_add(&status, rank_set_count(&busy) > 1 ? ", ranks " : ", rank ");
            rank_set_add_text(&status, &busy);
        }
        if (state != NULL) {
            add_how_far(&state->state, rank_set_count(&busy), seconds, &status);
        }
        static const char ends[] = " (Ctrl-C interrupts)";
        if (status.length + sizeof ends <= (size_t)lab->terminal.columns) {
            text_add(&status, ends);
        }
        terminal_status(&lab->terminal, text_string(&status));
        text_finish(&status);
        job_refresh(lab->job);
    }
    show_progress_later(lab);
}

static void begin_following(struct lab *lab)
{
    lab->settled = false;
    lab->interrupted_ns = 0;
    lab->run_since_ns = clock_monotonic_ns();
    lab->stream_timer = loop_after(lab->loop, lab->settings.stream_ms, begin_streaming, lab);
    show_progress_later(lab);
}

static void tell_given_up(struct lab *lab)
{
    int count = rank_set_count(&lab->given_up);
    struct text ranks = {0};
    rank_set_add_words(&ranks, &lab->given_up);
    if (count > 0) {
        lab_say(lab, "%s %s", text_string(&ranks),
                count > 1 ? "give up their calls" : "gives up its call");
    }
    text_finish(&ranks);
    lab->given_up = (struct rank_set){{0}};
}

static void end_following(struct lab *lab)
{
    loop_cancel(lab->loop, lab->stream_timer);
    loop_cancel(lab->loop, lab->status_timer);
    lab->stream_timer = lab->status_timer = NULL;
    terminal_clear_status(&lab->terminal);
    tell_given_up(lab);
    output_stream(lab->output, false);
    output_flush(lab->output);
    if (lab->trace != NULL) {
        struct text costs = {0};
        trace_show(lab->trace, &lab->terminal, &costs);
        lab_print(lab, text_string(&costs));
        text_finish(&costs);
    }
}

// Asks all ranks how they are, so that job_waiting() is of now.
static void refresh(struct lab *lab)
{
    lab->refreshed = false;
    job_refresh(lab->job);
    while (!lab->refreshed && !lab->loss.set && !lab->settled && signals_ending() == 0 &&
           !signals_pending(SIGINT)) {
        loop_turn(lab->loop, ANSWER_MS);
    }
}

// Whether the ranks that are still busy only wait, as they did before.
static bool only_waiting(const struct lab *lab)
{
    struct rank_set busy = job_busy(lab->job);
    struct rank_set moving = rank_set_minus(busy, job_waiting(lab->job));
    return rank_set_count(&moving) == 0;
}

static void on_interrupt(struct lab *lab)
{
    struct rank_set busy = job_busy(lab->job);
    int64_t now = clock_monotonic_ns();
    bool again =
        lab->interrupted_ns != 0 && now - lab->interrupted_ns < (int64_t)AGAIN_MS * 1000000;
    if (!again) {
        terminal_clear_status(&lab->terminal);
        lab_print(lab, "^C\n");
        lab->interrupted_ns = now;
        spawn_interrupt(lab->spawner);
        job_interrupt(lab->job, busy);
        return;
    }
    char key = reader_key(lab->reader, "End the job? [y/n] ", "yn");
    if (key == 'y') {
        lab_clear_loss(lab);
        lab->loss.set = true;
        lab->loss.reason = JOB_END_ASKED;
        lab->loss.what = strdup("the job was ended on your word");
    } else {
        lab->interrupted_ns = clock_monotonic_ns();
        job_interrupt(lab->job, job_busy(lab->job));
    }
}

// Ranks of `set` that still run something.
static struct rank_set still(const struct lab *lab, struct rank_set set)
{
    return rank_set_and(job_busy(lab->job), set);
}

static enum unit_end outcome(const struct lab *lab)
{
    const struct journal_unit *unit = journal_find(&lab->journal, lab->last_unit);
    if (unit == NULL) {
        return UNIT_DONE;
    }
    return rank_set_count(&unit->stopped) > 0  ? UNIT_STOPPED
           : rank_set_count(&unit->raised) > 0 ? UNIT_RAISED
                                               : UNIT_DONE;
}

// Ranks that missed units while they waited and are free now; those that missed as many lines are
// told together.
static void tell_missed(struct lab *lab, struct rank_set waited)
{
    struct rank_set left = rank_set_minus(waited, job_busy(lab->job));
    for (int rank = rank_set_next(&left, 0); rank >= 0; rank = rank_set_next(&left, rank + 1)) {
        size_t lines = journal_missed(&lab->journal, rank);
        struct rank_set same = rank_set_of(rank);
        for (int other = rank; other >= 0; other = rank_set_next(&left, other + 1)) {
            if (journal_missed(&lab->journal, other) == lines) {
                rank_set_add(&same, other);
            }
        }
        left = rank_set_minus(left, same);
        if (lines > 0) {
            struct text ranks = {0};
            rank_set_add_words(&ranks, &same);
            lab_say(lab, "%s missed %zu line%s; %%catchup runs %s", text_string(&ranks), lines,
                    lines == 1 ? "" : "s", lines == 1 ? "it" : "them");
            text_finish(&ranks);
        }
    }
}

// What the learner does while ranks run; true when following must end.
static bool left_early(struct lab *lab)
{
    if (lab->loss.set || signals_ending() != 0 || lab->terminal.closed || lab->next != NULL) {
        return true;
    }
    if (signals_take(SIGINT)) {
        on_interrupt(lab);
    }
    if (signals_take(SIGTSTP)) {
        reader_suspend(lab->reader);
    }
    if (signals_take(SIGWINCH)) {
        terminal_measure(&lab->terminal);
    }
    if (lab->request.set && !lab->request_told && lab->answer_request != NULL) {
        lab->answer_request(lab);
    }
    return false;
}

enum unit_end unit_follow(struct lab *lab, struct rank_set running)
{
    enum unit_end end = UNIT_DONE;
    begin_following(lab);
    for (;;) {
        if (left_early(lab)) {
            end = lab->loss.set ? UNIT_LOST : UNIT_STOPPED;
            break;
        }
        struct rank_set mine = still(lab, running);
        struct rank_set busy = job_busy(lab->job);
        if (rank_set_count(&busy) == 0) {
            break;
        }
        if (rank_set_count(&mine) == 0) { // others go on: they wait as before, or were freed
            refresh(lab);
            if (!lab->loss.set && only_waiting(lab)) {
                break;
            }
        }
        if (lab->settled && !lab->loss.set) {
            end = UNIT_WAITS;
            break;
        }
        loop_turn(lab->loop, -1);
    }
    end_following(lab);
    if (end == UNIT_LOST) {
        launch_after_loss(lab);
    } else if (end == UNIT_WAITS) {
        waiting_view_print(lab);
    } else if (end == UNIT_DONE) {
        end = outcome(lab);
    }
    return end;
}

// ---- entering

bool unit_is_text(const char *source, size_t length)
{
    if (length >= MESSAGE_LIMIT - 65536) {
        status_fail(STATUS_INVALID, "this is too long: 16 MiB at most. Nothing was run");
    } else if (memchr(source, '\0', length) != NULL) {
        status_fail(STATUS_INVALID, "ValueError: source code string cannot contain null bytes");
    } else if (!utf8_valid(source, length)) {
        status_fail(STATUS_INVALID, "SyntaxError: this is no text in UTF-8. Nothing was run");
    } else {
        return true;
    }
    return false;
}

static bool check_ranks(struct lab *lab, struct rank_set ranks)
{
    struct rank_set strangers = rank_set_minus(ranks, lab_all(lab));
    int rank = rank_set_next(&strangers, 0);
    if (rank >= 0) {
        if (lab->launch.ranks == 0) {
            lab_mistake(lab, "torchrun 4 starts four ranks.",
                        "there is no rank %d: this is the lone process", rank);
        } else {
            lab_mistake(lab, NULL, "there is no rank %d: this job has ranks 0 to %d", rank,
                        lab->launch.ranks - 1);
        }
        return false;
    }
    struct rank_set busy = rank_set_and(ranks, job_busy(lab->job));
    rank = rank_set_next(&busy, 0);
    if (rank >= 0) {
        struct text what = {0};
        const struct message_call *call = waiting_call(lab->job, rank);
        if (call != NULL) {
            waiting_add_call(&what, call);
        }
        lab_mistake(lab, "Finish its call from the other ranks, or give it up with Ctrl-C.",
                    "rank %d is inside %s and takes no line now", rank,
                    call != NULL ? text_string(&what) : "another unit");
        text_finish(&what);
        return false;
    }
    if (rank_set_count(&ranks) == 0) {
        lab_mistake(lab, "Ctrl-C gives up the calls.", "no rank is free: all of them wait");
        return false;
    }
    return true;
}

// The first time that the lone process meets its peers' address: where it comes from.
static void say_master(struct lab *lab, const char *source, size_t length)
{
    if (!lab->said_master && lab->launch.ranks == 0 && environment_supplies_master() &&
        memmem(source, length, "init_process_group", 18) != NULL) {
        lab->said_master = true;
        lab_say(lab, "MASTER_ADDR=127.0.0.1 and MASTER_PORT=29500 are set for you at this prompt; "
                     "a bare python3 has neither");
    }
}

// The job that a unit was meant for has ended: waits for it to say why, and tells it.
static void hear_loss(struct lab *lab)
{
    while (!lab->loss.set && signals_ending() == 0) {
        loop_turn(lab->loop, ANSWER_MS);
    }
    if (lab->loss.set) {
        launch_after_loss(lab);
    }
}

bool unit_send(struct lab *lab, struct rank_set ranks, enum unit_mode mode, const char *name,
               const char *source, size_t length)
{
    struct text copy = {0};
    text_add_bytes(&copy, source, length);
    struct job_unit unit = {.mode = mode,
                            .name = name,
                            .first_line = 1,
                            .source = text_string(&copy),
                            .length = copy.length};
    uint32_t id;
    struct rank_set waiting = job_busy(lab->job);
    enum status status = job_submit(lab->job, ranks, &unit, &id);
    bool sent = status == STATUS_OK;
    struct journal_unit *entry = NULL;
    if (sent) {
        lab->last_unit = id;
        entry = journal_add(&lab->journal, id, mode, name, text_string(&copy), copy.length);
    } else if (status == STATUS_CLOSED) {
        hear_loss(lab);
    } else {
        lab_failure(lab);
    }
    text_finish(&copy);
    if (entry != NULL) { // who would have run it, did it not wait, misses it
        struct rank_set meant = lab->chosen ? ranks : lab->on_all ? lab_all(lab) : lab->on;
        entry->ranks = ranks;
        entry->missed = rank_set_and(waiting, rank_set_minus(meant, ranks));
    }
    for (int rank = rank_set_next(&ranks, 0); rank >= 0 && sent;
         rank = rank_set_next(&ranks, rank + 1)) {
        output_unit(lab->output, rank);
    }
    return sent;
}

enum unit_end unit_run(struct lab *lab, struct rank_set ranks, enum unit_mode mode,
                       const char *name, const char *source, size_t length)
{
    if (!unit_is_text(source, length)) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    if ((!lab_has_job(lab) && !launch_lone(lab)) || !check_ranks(lab, ranks)) {
        return UNIT_STOPPED;
    }
    struct rank_set waiting = job_busy(lab->job);
    say_master(lab, source, length);
    if (!unit_send(lab, ranks, mode, name, source, length)) {
        return UNIT_STOPPED;
    }
    uint32_t id = lab->last_unit;
    enum unit_end end = unit_follow(lab, ranks);
    // A unit that freed a waiting rank completed its call: it is not one that this rank missed.
    struct journal_unit *entry = end != UNIT_LOST ? journal_find(&lab->journal, id) : NULL;
    if (entry != NULL) {
        entry->missed = rank_set_and(entry->missed, job_busy(lab->job));
        tell_missed(lab, waiting);
    }
    return end;
}

void unit_cancel_waits(struct lab *lab)
{
    if (!lab_has_job(lab)) {
        return;
    }
    struct rank_set busy = job_busy(lab->job);
    if (rank_set_count(&busy) > 0) {
        job_interrupt(lab->job, busy);
        if (unit_follow(lab, busy) != UNIT_LOST) {
            tell_missed(lab, busy);
        }
    }
}

void unit_catch_up_events(struct lab *lab)
{
    output_flush(lab->output);
    if (lab->loss.set) {
        launch_after_loss(lab);
    }
    if (lab->request.set && !lab->request_told && lab->answer_request != NULL) {
        lab->answer_request(lab);
    }
}
