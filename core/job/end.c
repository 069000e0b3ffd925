// Order: cleaning up, telling, losing a rank, the other ways.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/job/connect.h"
#include "core/job/end.h"
#include "core/job/hear.h"
#include "core/job/job_inside.h"
#include "core/job/mpirun.h"
#include "core/job/waiting.h"

enum { LEAVE_MS = 1000, SCENE_MS = 300 };

// ---- cleaning up

static void kill_rank(struct peer *peer)
{
    if (peer->pid_fd >= 0 && !peer->seen.dead) {
        syscall(SYS_pidfd_send_signal, peer->pid_fd, SIGKILL, NULL, 0);
        peer->killed = true;
    }
}

static void forget_rank(struct peer *peer)
{
    peer->seen.dead = true;
    hear_stop(peer);
    if (peer->pid_fd >= 0) {
        close(peer->pid_fd);
        peer->pid_fd = -1;
    }
}

// Nothing of the job runs or watches any more after this.
void end_clean_up(struct job *job)
{
    job->leaving = true;
    connect_stop(job);
    decide_finish(job);
    settle_finish(job);
    for (int rank = 0; rank < job->size; rank++) {
        kill_rank(&job->peers[rank]);
        forget_rank(&job->peers[rank]);
    }
    loop_unwatch(job->loop, job->output_watch);
    loop_unwatch(job->loop, job->exit_watch);
    loop_cancel(job->loop, job->start_timer);
    loop_cancel(job->loop, job->end_timer);
    job->output_watch = job->exit_watch = NULL;
    job->start_timer = job->end_timer = NULL;
    launch_finish(&job->launch);
    folder_finish(&job->folder);
}

// Tells `ended`, once; `ending`, `ending_what` and the others say why.
static void finish(struct job *job)
{
    if (job->ended) {
        return;
    }
    end_clean_up(job);
    job->ended = true;
    job->ending.what = text_string(&job->ending_what);
    job->ending.cure = text_string(&job->ending_cure);
    job->ending.scene = text_string(&job->ending_scene);
    if (job->events.ended != NULL) {
        job->events.ended(job->context, job, &job->ending);
    }
}

static void finish_later(void *context)
{
    struct job *job = context;
    job->end_timer = NULL;
    finish(job);
}

static void finish_in(struct job *job, int64_t delay_ms)
{
    loop_cancel(job->loop, job->end_timer);
    job->end_timer = loop_after(job->loop, delay_ms, finish_later, job);
}

static void set_ending(struct job *job, enum job_end reason, int rank)
{
    job->leaving = true;
    job->ending = (struct job_ending){.reason = reason, .rank = rank, .exit_code = -1};
    text_clear(&job->ending_what);
    text_clear(&job->ending_cure);
}

// Told in the next turn of the loop, so that the caller has the job by then.
void end_unstarted(struct job *job, const char *what, const char *cure)
{
    set_ending(job, JOB_END_START, -1);
    text_add(&job->ending_what, what);
    text_add(&job->ending_cure, cure);
    finish_in(job, 0);
}

// ---- losing a rank

// "rank 2 was killed (signal 9, Killed)", as far as it is known.
static void describe_loss(struct job *job)
{
    struct job_ending *ending = &job->ending;
    text_clear(&job->ending_what);
    if (ending->rank < 0) {
        return;
    }
    text_addf(&job->ending_what, job->lone ? "the process " : "rank %d ", ending->rank);
    if (ending->signal != 0) {
        text_addf(&job->ending_what, "was ended by signal %d (%s)", ending->signal,
                  strsignal(ending->signal));
    } else if (ending->exit_code >= 0) {
        text_addf(&job->ending_what, "ended with exit code %d", ending->exit_code);
    } else {
        text_add(&job->ending_what, "is gone");
    }
}

// How the lost rank ended: of the lone process the kernel tells, of the others mpirun's last words:
// "process rank 1 with PID 0 on node vm exited on signal 9 (Killed)."
static void find_cause(struct job *job)
{
    struct job_ending *ending = &job->ending;
    char words[48];
    if (job->lone && job->exited) {
        ending->signal = WIFSIGNALED(job->wait_status) ? WTERMSIG(job->wait_status) : 0;
        ending->exit_code = WIFEXITED(job->wait_status) ? WEXITSTATUS(job->wait_status) : -1;
        return;
    }
    snprintf(words, sizeof words, "process rank %d with PID", ending->rank);
    const char *found = strstr(text_string(&job->log), words);
    const char *signal_words = found != NULL ? strstr(found, "exited on signal ") : NULL;
    if (signal_words != NULL) {
        ending->signal = atoi(signal_words + strlen("exited on signal "));
    } else if (job->peers[ending->rank].killed) {
        ending->signal = SIGKILL;
    }
}

static void finish_loss(struct job *job)
{
    bool launcher_killed = !job->lone && job->exited && WIFSIGNALED(job->wait_status);
    if (launcher_killed) {
        set_ending(job, JOB_END_LAUNCHER, -1);
        text_addf(&job->ending_what,
                  "mpirun, which held the ranks together, was ended by signal %d",
                  WTERMSIG(job->wait_status));
    } else if (job->ending.reason == JOB_END_RANK_LOST) {
        find_cause(job);
        describe_loss(job);
    }
    finish(job);
}

// What the others were doing is known, or they take too long to say: the job ends. mpirun then
// says how the rank died.
static void end_scene(struct job *job)
{
    loop_cancel(job->loop, job->end_timer);
    job->end_timer = NULL;
    job->scene_number = 0;
    text_clear(&job->ending_scene);
    for (int rank = 0; rank < job->size; rank++) {
        if (rank != job->ending.rank && peer_alive(&job->peers[rank])) {
            waiting_add_doing(&job->ending_scene, job, rank);
            text_add_char(&job->ending_scene, '\n');
        }
    }
    for (int rank = 0; rank < job->size; rank++) {
        kill_rank(&job->peers[rank]);
        forget_rank(&job->peers[rank]);
    }
    if (job->exited) {
        finish_loss(job);
    } else {
        finish_in(job, LEAVE_MS); // find_cause() is asked when mpirun has gone
    }
}

static void scene_is_due(void *context)
{
    struct job *job = context;
    job->end_timer = NULL;
    end_scene(job);
}

void end_rank_answered(struct job *job)
{
    if (job->scene_number != 0 && peer_all_answered(job, job->scene_number)) {
        end_scene(job);
    }
}

void end_rank_gone(struct job *job, int rank)
{
    struct peer *peer = &job->peers[rank];
    forget_rank(peer);
    if (job->leaving) {
        return; // expected, or the second one of the same disaster
    }
    set_ending(job, JOB_END_RANK_LOST, rank);
    describe_loss(job);
    decide_finish(job);
    settle_finish(job);
    job->scene_number = peer_ask_all(job, MESSAGE_FREEZE, NULL);
    loop_cancel(job->loop, job->end_timer);
    job->end_timer = loop_after(job->loop, SCENE_MS, scene_is_due, job);
    end_rank_answered(job); // when there are no others
}

void end_nonsense(struct job *job, int rank)
{
    if (job->ended || job->ending.reason == JOB_END_PROTOCOL) {
        return;
    }
    set_ending(job, JOB_END_PROTOCOL, rank);
    if (rank >= 0) {
        text_addf(&job->ending_what, "rank %d: ", rank);
    }
    text_add(&job->ending_what, status_message());
    if (!job->connected) {
        job->ending.reason = JOB_END_START;
        text_add(&job->ending_cure, "`ranksh doctor` shows which mpirun and which MPI are used");
    }
    for (int i = 0; i < job->size; i++) {
        kill_rank(&job->peers[i]);
    }
    finish_in(job, 0);
}

// mpirun, or the lone process, has ended.
void end_launched(struct job *job)
{
    if (!launch_reap(&job->launch, &job->wait_status)) {
        return;
    }
    job->exited = true;
    loop_unwatch(job->loop, job->exit_watch);
    job->exit_watch = NULL;
    if (!job->connected && !job->leaving) {
        set_ending(job, JOB_END_START, -1);
        const struct mpirun_trouble *trouble = mpirun_explain(text_string(&job->log));
        text_add(&job->ending_what, trouble != NULL ? trouble->what
                                    : job->lone     ? "the rank process ended before it was ready"
                                                    : "mpirun ended before the ranks were ready");
        text_add(&job->ending_cure,
                 trouble != NULL ? trouble->cure : "`%ranks --log` shows what it wrote");
        finish_in(job, 0);
    } else if (!job->leaving) {
        set_ending(job, JOB_END_LAUNCHER, -1);
        if (job->lone) {
            job->ending.reason = JOB_END_RANK_LOST;
            job->ending.rank = 0;
        }
        finish_loss(job);
    } else if (job->scene_number == 0) {
        finish_loss(job);
    }
}

void end_late(struct job *job)
{
    set_ending(job, JOB_END_START, -1);
    int missing = 0;
    for (int rank = 0; rank < job->size; rank++) {
        missing += !job->peers[rank].seen.connected;
    }
    text_addf(&job->ending_what, "%d of %d ranks had not started after %lld seconds", missing,
              job->size, (long long)(job->connect_ms / 1000));
    text_add(&job->ending_cure, "`%ranks --log` shows what mpirun wrote");
    finish(job);
}

void end_politely(struct job *job)
{
    if (job->leaving) {
        return;
    }
    set_ending(job, JOB_END_ASKED, -1);
    decide_finish(job);
    settle_finish(job);
    for (int rank = 0; rank < job->size; rank++) {
        if (peer_alive(&job->peers[rank])) {
            peer_order(&job->peers[rank], MESSAGE_LEAVE, 0, NULL, 0);
        }
    }
    finish_in(job, job->connected ? LEAVE_MS : 0);
}
