#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repl/environment.h"
#include "repl/events.h"
#include "repl/launch.h"
#include "repl/signals.h"

enum { SETTLE_MS = 500 };

static void keep_lines(struct lab *lab)
{
    if (lab->journal.count > 0) {
        journal_finish(&lab->earlier);
        lab->earlier = lab->journal;
        lab->journal = (struct journal){0};
    }
}

static bool start(struct lab *lab, const struct lab_launch *launch)
{
    spawn_forget(lab->spawner, lab->job);
    job_destroy(lab->job);
    lab->job = NULL;
    keep_lines(lab);
    lab->launch = *launch;
    lab->on_all = true;
    lab->ready = lab->settled = lab->refreshed = false;
    lab_clear_loss(lab);
    lab_clear_request(lab);
    lab_forget_ranks(lab);
    output_job(lab->output, launch->ranks, "");
    const char **variables = environment_create(launch->ranks == 0);
    struct job_options options = {.ranks = launch->ranks,
                                  .environment = variables,
                                  .arguments = (const char *const *)launch->arguments,
                                  .master_port = launch->master_port,
                                  .standalone = launch->standalone,
                                  .memory_budget = (uint64_t)lab->settings.memory_mib << 20,
                                  .interactive = true,
                                  .settle_ms = SETTLE_MS};
    if (variables != NULL) {
        lab->job = job_create(lab->loop, &options, &events_of_lab, lab);
    }
    free(variables);
    if (lab->job != NULL && lab->trace != NULL) {
        job_trace(lab->job, true);
    }
    return lab->job != NULL;
}

bool launch_lone(struct lab *lab)
{
    if (!start(lab, &(struct lab_launch){.ranks = 0})) {
        lab_mistake(lab, NULL, "no memory for a process that runs your lines");
        return false;
    }
    return true;
}

static void tell_loss(struct lab *lab)
{
    lab_mistake(lab, NULL, "%s", lab->loss.what != NULL ? lab->loss.what : "the job has ended");
    if (lab->loss.scene != NULL && lab->loss.scene[0] != '\0') {
        struct text scene = {0};
        text_add_printable(&scene, lab->loss.scene, strlen(lab->loss.scene));
        lab_printf(lab, "%s%s", text_string(&scene),
                   scene.length > 0 && scene.data[scene.length - 1] == '\n' ? "" : "\n");
        text_finish(&scene);
    }
    if (lab->loss.cure != NULL && lab->loss.cure[0] != '\0') {
        lab_hint(lab, "%s", lab->loss.cure);
    }
}

bool launch_ranks(struct lab *lab, const struct lab_launch *launch)
{
    if (!start(lab, launch)) {
        lab_mistake(lab, NULL, "no memory for a job");
        launch_lone(lab);
        return false;
    }
    char starting[64];
    snprintf(starting, sizeof starting, "starting %d ranks …", launch->ranks);
    terminal_status(&lab->terminal, starting);
    bool cancelled = false;
    while (!lab->ready && !lab->loss.set && !cancelled) {
        loop_turn(lab->loop, -1);
        cancelled = signals_take(SIGINT) || signals_ending() != 0;
    }
    terminal_clear_status(&lab->terminal);
    if (lab->ready && !lab->loss.set) {
        return true;
    }
    if (cancelled) {
        lab_say(lab, "start cancelled; this is the lone process again");
    } else {
        tell_loss(lab);
    }
    launch_lone(lab);
    return false;
}

void launch_after_loss(struct lab *lab)
{
    int ranks = lab->launch.ranks;
    enum job_end reason = lab->loss.reason;
    output_stream(lab->output, false);
    output_flush(lab->output);
    tell_loss(lab);
    if (reason == JOB_END_START && ranks == 0) {
        job_destroy(lab->job); // the same would happen again: the next line tries
        lab->job = NULL;
        lab_clear_loss(lab);
        return;
    }
    size_t lines = journal_lines(&lab->journal);
    launch_lone(lab);
    if (ranks > 0 && reason == JOB_END_ASKED) {
        lab_say(lab, "this is the lone process again; torchrun %d starts anew", ranks);
    } else if (ranks > 0) {
        lab_say(lab, "the job has ended with it, as torchrun would end it. torchrun %d starts anew",
                ranks);
    } else {
        lab_say(lab, "this is a fresh process; nothing is imported%s",
                lines > 0 ? ", and your lines are in %history" : "");
    }
}
