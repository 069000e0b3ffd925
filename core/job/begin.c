// Order: options, the processes, ranks arriving.
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/job/begin.h"
#include "core/job/connect.h"
#include "core/job/end.h"
#include "core/job/environment.h"
#include "core/job/job_inside.h"
#include "core/job/mpirun.h"

enum { CONNECT_MS = 30000, DEFAULT_PORT = 29500 };
static const uint64_t smallest_budget = UINT64_C(256) << 20, largest_budget = UINT64_C(8) << 30;

extern char **environ;

// ---- options

static char **copy_list(const char *const *list)
{
    size_t count = 0;
    while (list[count] != NULL) {
        count++;
    }
    char **copy = calloc(count + 1, sizeof *copy);
    for (size_t i = 0; copy != NULL && i < count; i++) {
        copy[i] = strdup(list[i]);
    }
    return copy;
}

static uint64_t default_budget(int ranks)
{
    uint64_t memory = (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE);
    uint64_t share = memory / 2 / (uint64_t)ranks;
    return share < smallest_budget  ? smallest_budget
           : share > largest_budget ? largest_budget
                                    : share;
}

static char *copy_text(const char *text)
{
    return text != NULL ? strdup(text) : NULL;
}

bool begin_options(struct job *job, const struct job_options *options)
{
    static const char *const no_arguments[] = {"", NULL};
    job->lone = options->ranks == 0;
    job->size = job->lone ? 1 : options->ranks;
    job->interactive = options->interactive;
    job->standalone = options->standalone;
    job->bare = options->bare || job->lone;
    job->own_files = options->own_files;
    job->settle_ms = options->settle_ms > 0 ? options->settle_ms : 500;
    job->connect_ms = options->connect_ms > 0 ? options->connect_ms : CONNECT_MS;
    job->memory_budget =
        options->memory_budget > 0 ? options->memory_budget : default_budget(job->size);
    job->master_port = options->master_port > 0 ? options->master_port : DEFAULT_PORT;
    job->master_address =
        strdup(options->master_address != NULL ? options->master_address : "127.0.0.1");
    job->program = copy_text(options->rank_program);
    job->wanted_mpirun = copy_text(options->mpirun);
    job->environment = copy_list(options->environment != NULL ? options->environment
                                                              : (const char *const *)environ);
    job->arguments = copy_list(options->arguments != NULL ? options->arguments : no_arguments);
    job->peers = calloc((size_t)job->size, sizeof *job->peers);
    if (job->peers == NULL) {
        return false;
    }
    for (int rank = 0; rank < job->size; rank++) {
        job->peers[rank] = (struct peer){
            .job = job, .seen.rank = rank, .pid_fd = -1, .control.fd = -1, .work.fd = -1};
    }
    return job->environment != NULL && job->arguments != NULL && job->master_address != NULL;
}

static void free_list(char **list)
{
    for (char **each = list; each != NULL && *each != NULL; each++) {
        free(*each);
    }
    free(list);
}

void begin_free_options(struct job *job)
{
    free_list(job->environment);
    free_list(job->arguments);
    free(job->program);
    free(job->wanted_mpirun);
    free(job->master_address);
    free(job->peers);
}

// ---- the processes

static void add_to_log(struct job *job, const char *bytes, size_t length)
{
    if (job->log.length + length > LOG_SIZE) { // keep the end
        size_t keep = LOG_SIZE / 2;
        size_t drop = job->log.length > keep ? job->log.length - keep : 0;
        memmove(job->log.data, job->log.data + drop, job->log.length - drop);
        text_truncate(&job->log, job->log.length - drop);
    }
    text_add_bytes(&job->log, bytes, length);
}

static void launched_writes(void *context, int fd, short events)
{
    struct job *job = context;
    char bytes[4096];
    (void)events;
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got > 0) {
        add_to_log(job, bytes, (size_t)got);
    } else if (got == 0) {
        loop_unwatch(job->loop, job->output_watch);
        job->output_watch = NULL;
    }
}

static void launched_ended(void *context, int fd, short events)
{
    (void)fd;
    (void)events;
    end_launched(context);
}

static void start_takes_too_long(void *context)
{
    struct job *job = context;
    job->start_timer = NULL;
    end_late(job);
}

// The processes' own environment: one thread each for BLAS, and the way to the lab.
static enum status launch(struct job *job, char *const *command)
{
    char *socket, *token;
    enum status status = connect_settings(job, &socket, &token);
    if (status != STATUS_OK) {
        return status;
    }
    struct text files = {0};
    text_addf(&files, "RANKSH_FILES=%s/files", job->folder.path);
    const char *settings[] = {socket,
                              token,
                              "OMP_NUM_THREADS=1",
                              "OPENBLAS_NUM_THREADS=1",
                              job->lone ? "RANKSH_LONE=1" : "RANKSH_LONE=0",
                              job->own_files ? text_string(&files) : NULL,
                              NULL};
    status = files.failed ? status_fail(STATUS_MEMORY, "no memory")
                          : launch_start(command, settings, !job->lone, &job->launch);
    text_finish(&files);
    free(socket);
    free(token);
    return status;
}

static enum status launch_job(struct job *job)
{
    if (job->lone) {
        char *command[] = {job->program, NULL};
        return launch(job, command);
    }
    struct mpirun mpirun;
    enum status status = mpirun_find(job->wanted_mpirun, &mpirun);
    if (status != STATUS_OK) {
        return status;
    }
    char **command = mpirun_command(&mpirun, job->size, job->program, job->folder.path);
    status = command != NULL ? launch(job, command) : status_fail(STATUS_MEMORY, "no memory");
    mpirun_free_command(command);
    mpirun_finish(&mpirun);
    return status;
}

static enum status watch_launched(struct job *job)
{
    job->output_watch = loop_watch(job->loop, job->launch.output_fd, POLLIN, launched_writes, job);
    job->exit_watch = loop_watch(job->loop, job->launch.pid_fd, POLLIN, launched_ended, job);
    job->start_timer = loop_after(job->loop, job->connect_ms, start_takes_too_long, job);
    bool complete =
        job->output_watch != NULL && job->exit_watch != NULL && job->start_timer != NULL;
    return complete ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory to watch the ranks");
}

void begin_launch(struct job *job)
{
    enum status status = STATUS_OK;
    if (job->program == NULL) {
        status = job_rank_program(&job->program);
    }
    if (status == STATUS_OK) {
        status = folder_init(&job->folder);
    }
    if (status == STATUS_OK) {
        status = connect_start(job);
    }
    if (status == STATUS_OK) {
        status = launch_job(job);
    }
    if (status == STATUS_OK) {
        status = watch_launched(job);
    }
    if (status != STATUS_OK) {
        bool no_mpirun = strcmp(status_message(), mpirun_missing.what) == 0;
        end_unstarted(job, status_message(), no_mpirun ? mpirun_missing.cure : "");
    }
}

// ---- ranks arriving

static void send_welcome(struct job *job, int rank)
{
    struct text texts = {0};
    char run_id[40];
    snprintf(run_id, sizeof run_id, "%s",
             job->standalone ? strrchr(job->folder.path, '/') + 1 : "none");
    struct environment_facts facts = {.base = (const char *const *)job->environment,
                                      .rank = rank,
                                      .size = job->size,
                                      .torchrun = !job->bare,
                                      .standalone = job->standalone,
                                      .master_address = job->master_address,
                                      .master_port = job->master_port,
                                      .run_id = run_id};
    struct message_welcome welcome = {.memory_budget = job->memory_budget,
                                      .environment_count = environment_build(&facts, &texts)};
    for (char **argument = job->arguments; *argument != NULL; argument++) {
        text_add_bytes(&texts, *argument, strlen(*argument) + 1);
        welcome.argument_count++;
    }
    struct channel_part parts[] = {{&welcome, sizeof welcome}, {texts.data, texts.length}};
    peer_send(&job->peers[rank], MESSAGE_WELCOME, 0, parts, 2);
    text_finish(&texts);
}

void begin_welcome(struct job *job)
{
    loop_cancel(job->loop, job->start_timer);
    job->start_timer = NULL;
    job->connected = true;
    connect_stop(job); // nobody else is expected
    for (int rank = 0; rank < job->size; rank++) {
        send_welcome(job, rank);
    }
}
