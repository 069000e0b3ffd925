// Order: units, life, questions, orders.
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/job/begin.h"
#include "core/job/end.h"
#include "core/job/job_inside.h"

// ---- units

static void send_unit(struct job *job, const struct early_unit *unit)
{
    for (int rank = rank_set_next(&unit->ranks, 0); rank >= 0;
         rank = rank_set_next(&unit->ranks, rank + 1)) {
        struct message_unit head = unit->head;
        head.slow_ns = job->peers[rank].slow_ns;
        head.trace = job->peers[rank].traced;
        struct channel_part parts[] = {{&head, sizeof head}, {unit->bytes, unit->length}};
        peer_send(&job->peers[rank], MESSAGE_UNIT, unit->number, parts, 2);
    }
    settle_watch(job);
}

// Leaves no traces, so that it is no unit that a rank could miss.
static bool is_check(enum unit_mode mode)
{
    return mode == UNIT_CHECK || mode == UNIT_NAMES;
}

// Whether the unit may go to these ranks, and if not why.
static enum status check_submit(const struct job *job, const struct rank_set *ranks,
                                enum unit_mode mode)
{
    if (job->leaving) {
        return status_fail(STATUS_CLOSED, "the ranks have ended");
    }
    for (int rank = rank_set_next(ranks, 0); rank >= 0; rank = rank_set_next(ranks, rank + 1)) {
        const struct job_rank *seen = job_rank(job, rank);
        if (seen == NULL) {
            return status_fail(STATUS_NOT_FOUND, "there is no rank %d: the job has ranks 0 to %d",
                               rank, job->size - 1);
        }
        bool waits = seen->state.phase == PHASE_WAITING;
        if (seen->unit != 0 && !(is_check(mode) && waits)) {
            return status_fail(STATUS_BUSY, "rank %d %s", rank,
                               waits ? "waits inside a call" : "is still running");
        }
    }
    return STATUS_OK;
}

static struct early_unit *pack_unit(const struct job_unit *unit)
{
    struct early_unit *packed = calloc(1, sizeof *packed);
    size_t name_length = strlen(unit->name);
    size_t length = name_length + unit->length + unit->journal_length + unit->data_length;
    char *bytes = malloc(length + 1);
    if (packed == NULL || bytes == NULL || length > MESSAGE_LIMIT - sizeof packed->head) {
        free(packed);
        free(bytes);
        return NULL;
    }
    packed->head = (struct message_unit){
        .mode = unit->mode,
        .flags = unit->flags,
        .first_line = unit->first_line > 0 ? (uint32_t)unit->first_line : 1,
        .name_length = (uint32_t)name_length,
        .source_length = (uint32_t)unit->length,
        .journal_length = (uint32_t)unit->journal_length,
        .data_length = (uint32_t)unit->data_length,
    };
    packed->bytes = bytes;
    packed->length = length;
    const struct channel_part parts[] = {{unit->name, name_length},
                                         {unit->source, unit->length},
                                         {unit->journal, unit->journal_length},
                                         {unit->data, unit->data_length}};
    for (int i = 0; i < 4; i++) {
        if (parts[i].length > 0) {
            memcpy(bytes, parts[i].bytes, parts[i].length);
            bytes += parts[i].length;
        }
    }
    return packed;
}

// Notes who runs the unit and who misses it.
static void note_unit(struct job *job, const struct early_unit *unit)
{
    int64_t now_ns = clock_monotonic_ns();
    for (int rank = 0; rank < job->size; rank++) {
        struct peer *peer = &job->peers[rank];
        bool check = is_check((enum unit_mode)unit->head.mode);
        if (!rank_set_has(&unit->ranks, rank)) {
            peer->seen.missed += !check;
            continue;
        }
        if (peer->seen.unit != 0) {
            continue; // a check inside a wait
        }
        peer->seen.missed = check ? peer->seen.missed : 0;
        peer->seen.unit = unit->number;
        peer->seen.unit_since_ns = now_ns;
        peer->seen.state.phase = PHASE_RUNNING;
        peer->seen.state.call_count = 0;
        peer->idle_until_ns = now_ns;
        peer->granted_ns = 0;
    }
}

enum status job_submit(struct job *job, struct rank_set ranks, const struct job_unit *unit,
                       uint32_t *ret_unit)
{
    enum status status = check_submit(job, &ranks, unit->mode);
    if (status != STATUS_OK) {
        return status;
    }
    struct early_unit *packed = pack_unit(unit);
    if (packed == NULL) {
        return status_fail(STATUS_MEMORY, "these lines are too long for one unit");
    }
    packed->ranks = ranks;
    packed->number = *ret_unit = ++job->last_unit;
    note_unit(job, packed);
    if (job->connected) {
        send_unit(job, packed);
        free(packed->bytes);
        free(packed);
    } else {
        struct early_unit **link = &job->early;
        while (*link != NULL) {
            link = &(*link)->next;
        }
        *link = packed;
    }
    return STATUS_OK;
}

void job_take(struct job *job, int rank, size_t bytes)
{
    struct message_credit credit = {.bytes = (uint32_t)bytes};
    peer_send(&job->peers[rank], MESSAGE_CREDIT_MORE, 0,
              &(struct channel_part){&credit, sizeof credit}, 1);
}

// ---- life

static void free_early(struct job *job)
{
    struct early_unit *unit = job->early;
    job->early = unit->next;
    free(unit->bytes);
    free(unit);
}

static void rank_connected(struct job *job)
{
    for (int rank = 0; rank < job->size; rank++) {
        if (!job->peers[rank].seen.connected) {
            return;
        }
    }
    begin_welcome(job);
    while (job->early != NULL) {
        send_unit(job, job->early);
        free_early(job);
    }
    if (job->events.ready != NULL) {
        job->events.ready(job->context, job);
    }
}

struct job *job_create(struct loop *loop, const struct job_options *options,
                       const struct job_events *events, void *context)
{
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL) {
        return NULL;
    }
    *job = (struct job){.loop = loop,
                        .events = *events,
                        .context = context,
                        .folder.lock_fd = -1,
                        .listen_fd = -1,
                        .rank_connected = rank_connected,
                        .rank_answered = end_rank_answered,
                        .rank_gone = end_rank_gone,
                        .nonsense = end_nonsense,
                        .ending.rank = -1};
    if (options->ranks > RANK_SET_LIMIT || options->ranks < 0) {
        job->size = 0;
        end_unstarted(job, "a job has 1 to 256 ranks", "");
        return job;
    }
    if (!begin_options(job, options)) {
        job_destroy(job);
        return NULL;
    }
    begin_launch(job);
    return job;
}

void job_destroy(struct job *job)
{
    if (job == NULL) {
        return;
    }
    end_clean_up(job);
    while (job->early != NULL) {
        free_early(job);
    }
    begin_free_options(job);
    text_finish(&job->log);
    text_finish(&job->ending_what);
    text_finish(&job->ending_cure);
    text_finish(&job->ending_scene);
    free(job);
}

void job_end(struct job *job)
{
    end_politely(job);
}

// ---- questions

int job_size(const struct job *job)
{
    return job->size;
}

bool job_is_lone(const struct job *job)
{
    return job->lone;
}

bool job_ended(const struct job *job)
{
    return job->ended;
}

const struct job_rank *job_rank(const struct job *job, int rank)
{
    return rank >= 0 && rank < job->size ? &job->peers[rank].seen : NULL;
}

struct rank_set job_idle(const struct job *job)
{
    struct rank_set set = {0};
    for (int rank = 0; rank < job->size; rank++) {
        if (!job->peers[rank].seen.dead && job->peers[rank].seen.unit == 0) {
            rank_set_add(&set, rank);
        }
    }
    return set;
}

struct rank_set job_busy(const struct job *job)
{
    struct rank_set set = {0};
    for (int rank = 0; rank < job->size; rank++) {
        if (!job->peers[rank].seen.dead && job->peers[rank].seen.unit != 0) {
            rank_set_add(&set, rank);
        }
    }
    return set;
}

struct rank_set job_waiting(const struct job *job)
{
    struct rank_set set = {0};
    for (int rank = 0; rank < job->size; rank++) {
        const struct job_rank *seen = &job->peers[rank].seen;
        if (!seen->dead && seen->unit != 0 && seen->state.phase == PHASE_WAITING) {
            rank_set_add(&set, rank);
        }
    }
    return set;
}

void job_log(const struct job *job, struct text *out)
{
    text_add_printable(out, text_string(&job->log), job->log.length);
}

void job_refresh(struct job *job)
{
    settle_refresh(job);
}

// ---- orders

void job_interrupt(struct job *job, struct rank_set ranks)
{
    for (int rank = rank_set_next(&ranks, 0); rank >= 0 && rank < job->size;
         rank = rank_set_next(&ranks, rank + 1)) {
        struct peer *peer = &job->peers[rank];
        if (peer->seen.unit != 0) {
            peer_order(peer, MESSAGE_INTERRUPT, peer->seen.unit, NULL, 0);
        }
    }
}

void job_abandon(struct job *job, struct rank_set ranks, enum abandon_reason reason,
                 const char *text)
{
    decide_order(job, &ranks, reason, text);
}

void job_reply(struct job *job, int rank, uint32_t number, bool refused, int64_t value,
               const char *data, size_t length)
{
    struct message_reply reply = {
        .number = number, .refused = refused, .value = value, .data_length = (uint32_t)length};
    struct channel_part parts[] = {{&reply, sizeof reply}, {data, length}};
    if (rank >= 0 && rank < job->size) {
        peer_send(&job->peers[rank], MESSAGE_REPLY, 0, parts, 2);
    }
}

enum status job_kill(struct job *job, int rank)
{
    if (job_rank(job, rank) == NULL || !peer_alive(&job->peers[rank])) {
        return status_fail(STATUS_NOT_FOUND, "there is no rank %d to kill", rank);
    }
    syscall(SYS_pidfd_send_signal, job->peers[rank].pid_fd, SIGKILL, NULL, 0);
    job->peers[rank].killed = true;
    return STATUS_OK;
}

static void set(struct job *job, int rank, enum setting_kind kind, int64_t value)
{
    struct message_setting setting = {.kind = kind, .value = value};
    peer_order(&job->peers[rank], MESSAGE_SETTING, 0,
               &(struct channel_part){&setting, sizeof setting}, 1);
}

enum status job_slow(struct job *job, int rank, int64_t delay_ns)
{
    if (job_rank(job, rank) == NULL || !peer_alive(&job->peers[rank])) {
        return status_fail(STATUS_NOT_FOUND, "there is no rank %d", rank);
    }
    job->peers[rank].slow_ns = delay_ns;
    set(job, rank, SETTING_SLOW, delay_ns);
    return STATUS_OK;
}

void job_trace(struct job *job, bool on)
{
    for (int rank = 0; rank < job->size; rank++) {
        job->peers[rank].traced = on;
        set(job, rank, SETTING_TRACE, on);
    }
}

enum status job_rank_program(char **ret_path)
{
    static const char *const places[] = {"/ranksh-rank", "/../core/rank/ranksh-rank",
                                         "/../libexec/ranksh/ranksh-rank"};
    char own[PATH_MAX], path[PATH_MAX + 64];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    if (length < 0) {
        return status_fail_errno("/proc/self/exe");
    }
    own[length] = '\0';
    *strrchr(own, '/') = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(path, sizeof path, "%s%s", own, places[i]);
        if (access(path, X_OK) == 0) {
            *ret_path = strdup(path);
            return *ret_path != NULL ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory");
        }
    }
    return status_fail(STATUS_NOT_FOUND, "ranksh-rank, the rank program, is not beside %s", own);
}
