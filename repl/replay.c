// A replay gives each rank its units in order, as soon as it is free. Ranks that met in a
// collective meet again: nobody orders them but themselves.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repl/launch.h"
#include "repl/replay.h"
#include "repl/signals.h"
#include "repl/unit.h"

static const int64_t ASK_NS = 2000000000;

// ---- the learner's lines on new ranks, aloud

static void accept_lines(struct lab *lab)
{
    struct journal lines = lab->earlier;
    lab->earlier = (struct journal){0};
    enum unit_end end = UNIT_DONE;
    for (size_t i = 0; i < lines.count && end == UNIT_DONE; i++) {
        const struct journal_unit *unit = &lines.units[i];
        if (journal_clean(unit)) {
            end = unit_run(lab, lab_all(lab), unit->mode, unit->name, unit->source,
                           strlen(unit->source));
            if (end != UNIT_DONE && end != UNIT_LOST) {
                lab_say(lab, "that was line %zu of %zu; the rest was not run", i + 1, lines.count);
            }
        }
    }
    journal_finish(&lines);
}

void replay_offer(struct lab *lab)
{
    size_t lines = journal_lines(&lab->earlier);
    struct text text = {0};
    text_addf(&text, "%d fresh rank%s, nothing imported.", lab->launch.ranks,
              lab->launch.ranks == 1 ? "" : "s");
    if (lines > 0) {
        text_addf(&text, " [r] runs your %zu line%s on %s", lines, lines == 1 ? "" : "s",
                  lab->launch.ranks == 1 ? "it" : "them");
        lab_offer(lab, 0, 'r', accept_lines);
    }
    lab_printf(lab, "%s\n", text_string(&text));
    text_finish(&text);
}

// ---- silently

struct replay {
    struct lab *lab;
    const struct journal *journal;
    size_t count;
    bool everywhere;
    size_t *next; // the unit that each rank takes next
};

// Whether the unit is one that `rank` ran and that can be run again.
static bool wanted(const struct replay *replay, const struct journal_unit *unit, int rank)
{
    return replay->everywhere
               ? journal_clean(unit)
               : rank_set_has(&unit->done, rank) || rank_set_has(&unit->raised, rank);
}

static enum status send_unit(const struct replay *replay, const struct journal_unit *entry,
                             int rank)
{
    struct job_unit unit = {.mode = entry->mode,
                            .flags = UNIT_REPLAY,
                            .name = entry->name,
                            .first_line = 1,
                            .source = entry->source,
                            .length = strlen(entry->source)};
    for (size_t i = 0; i < entry->reading_count; i++) {
        if (entry->readings[i].rank == rank) {
            unit.journal = entry->readings[i].data;
            unit.journal_length = entry->readings[i].length;
        }
    }
    uint32_t id;
    if (rank_set_has(&entry->raised, rank)) {
        rank_set_add(&replay->lab->raising, rank);
    } else {
        rank_set_remove(&replay->lab->raising, rank);
    }
    return job_submit(replay->lab->job, rank_set_of(rank), &unit, &id);
}

// Gives every free rank its next unit; how many ranks have something to do is in `*ret_busy`.
static enum status feed(struct replay *replay, size_t *ret_busy)
{
    struct lab *lab = replay->lab;
    struct rank_set busy = job_busy(lab->job);
    *ret_busy = (size_t)rank_set_count(&busy);
    for (size_t rank = 0; rank < lab->rank_count; rank++) {
        if (rank_set_has(&busy, (int)rank)) {
            continue;
        }
        while (replay->next[rank] < replay->count &&
               !wanted(replay, &replay->journal->units[replay->next[rank]], (int)rank)) {
            replay->next[rank]++;
        }
        if (replay->next[rank] < replay->count) {
            enum status status =
                send_unit(replay, &replay->journal->units[replay->next[rank]++], (int)rank);
            if (status != STATUS_OK) {
                return status;
            }
            ++*ret_busy;
        }
    }
    return STATUS_OK;
}

static bool run(struct replay *replay)
{
    struct lab *lab = replay->lab;
    const char *why = NULL;
    size_t busy = 1;
    lab->replaying = true;
    lab->settled = false;
    terminal_status(&lab->terminal, "replaying …");
    while (why == NULL) {
        if (lab->loss.set) {
            why = lab->loss.what;
        } else if (signals_take(SIGINT) || signals_ending() != 0) {
            why = "interrupted";
            job_interrupt(lab->job, job_busy(lab->job));
        } else if (lab->settled) {
            why = "the ranks wait for each other";
            job_interrupt(lab->job, job_busy(lab->job));
        } else if (feed(replay, &busy) != STATUS_OK) {
            why = status_message();
        } else if (busy == 0) {
            break;
        } else {
            loop_turn(lab->loop, -1);
        }
    }
    terminal_clear_status(&lab->terminal);
    lab->replaying = false;
    if (why != NULL) {
        lab_mistake(lab, NULL, "the replay stopped: %s", why);
    }
    return why == NULL;
}

static bool replay_units(struct lab *lab, const struct journal *journal, size_t count,
                         bool everywhere)
{
    struct replay replay = {
        .lab = lab, .journal = journal, .count = count, .everywhere = everywhere};
    replay.next = calloc(lab->rank_count, sizeof *replay.next);
    bool done = replay.next != NULL && run(&replay);
    free(replay.next);
    return done;
}

bool replay_everywhere(struct lab *lab, const struct journal *journal, size_t count)
{
    return replay_units(lab, journal, count, true);
}

static bool agreed(struct lab *lab, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += lab->journal.units[i].cpu_ns;
    }
    if (sum < ASK_NS) {
        return true;
    }
    char question[96];
    snprintf(question, sizeof question, "The lines up to there took %.0f s. Run them again? [y/n] ",
             (double)sum / 1e9);
    return reader_key(lab->reader, question, "yn") == 'y';
}

bool replay_to(struct lab *lab, size_t count)
{
    if (!agreed(lab, count)) {
        return false;
    }
    struct journal journal = lab->journal;
    lab->journal = (struct journal){0};
    struct lab_launch launch = lab->launch;
    bool stands = launch.ranks == 0 ? launch_lone(lab) : launch_ranks(lab, &launch);
    if (!stands) {
        lab->earlier = journal;
        return false;
    }
    bool done = replay_units(lab, &journal, count, false);
    while (journal.count > count) {
        journal_drop_last(&journal);
    }
    for (size_t i = 0; i < journal.count; i++) {
        journal.units[i].id = 0; // a number of the old job
    }
    lab->journal = journal;
    return done;
}
