#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/control/address.h"
#include "core/job/connect.h"
#include "core/job/hear.h"
#include "core/job/job_inside.h"

enum { HELLO_MS = 2000, STRANGERS_LIMIT = 2 * RANK_SET_LIMIT };

// ---- strangers

static void dismiss(struct stranger *stranger)
{
    struct job *job = stranger->job;
    for (struct stranger **link = &job->strangers; *link != NULL; link = &(*link)->next) {
        if (*link == stranger) {
            *link = stranger->next;
            break;
        }
    }
    loop_unwatch(job->loop, stranger->watch);
    loop_cancel(job->loop, stranger->timer);
    if (stranger->channel.fd >= 0) {
        channel_finish(&stranger->channel);
    }
    free(stranger);
}

static void said_nothing(void *context)
{
    struct stranger *stranger = context;
    stranger->timer = NULL;
    dismiss(stranger);
}

// In the same time whatever the bytes are.
static bool same_token(const uint8_t *a, const uint8_t *b)
{
    unsigned difference = 0;
    for (int i = 0; i < MESSAGE_TOKEN; i++) {
        difference |= (unsigned)(a[i] ^ b[i]);
    }
    return difference == 0;
}

// ---- ranks

// A rank that knows the secret but does not fit: says why, once, for all of the job.
static enum status check_fit(const struct job *job, const struct message_hello *hello)
{
    if (hello->magic != MESSAGE_MAGIC || hello->version != MESSAGE_VERSION) {
        return status_fail(STATUS_MISMATCH,
                           "the rank program speaks version %u of the protocol, this one %d",
                           hello->version, MESSAGE_VERSION);
    }
    if (strcmp(hello->build, RANKSH_BUILD) != 0) {
        return status_fail(STATUS_MISMATCH, "the rank program is of ranksh %s, this one is %s",
                           hello->build, RANKSH_BUILD);
    }
    if (hello->rank < 0) {
        return status_fail(STATUS_MISMATCH,
                           "the launcher is not that of the ranks' MPI, %s: it numbered nobody",
                           hello->mpi);
    }
    if (hello->size != job->size || hello->rank >= job->size) {
        return status_fail(STATUS_MISMATCH, "a rank %d of %d came into a job of %d", hello->rank,
                           hello->size, job->size);
    }
    return STATUS_OK;
}

// The kernel says which process it is, whatever it says itself.
static void find_process(struct peer *peer)
{
    unsigned uid;
    if (address_peer(peer->control.fd, &uid, &peer->seen.pid) == STATUS_OK) {
        peer->pid_fd = (int)syscall(SYS_pidfd_open, peer->seen.pid, 0);
    }
}

static void welcome(struct peer *peer, struct channel *channel, const struct message_hello *hello)
{
    struct job *job = peer->job;
    struct channel *place = hello->role == MESSAGE_ROLE_CONTROL ? &peer->control : &peer->work;
    if (place->fd >= 0) {
        channel_finish(channel); // somebody has that place already
        return;
    }
    *place = *channel;
    place->limit = MESSAGE_LIMIT;
    memcpy(peer->seen.host, hello->host, sizeof peer->seen.host);
    if (peer->control.fd >= 0 && peer->work.fd >= 0) {
        peer->seen.connected = true;
        find_process(peer);
        hear_start(peer);
        job->rank_connected(job);
        hear_early(peer);
    }
}

static void hear_hello(struct stranger *stranger, const char *body)
{
    struct job *job = stranger->job;
    struct message_hello hello;
    if (stranger->channel.head.kind != MESSAGE_HELLO ||
        stranger->channel.head.length != sizeof hello) {
        dismiss(stranger);
        return;
    }
    memcpy(&hello, body, sizeof hello);
    if (!same_token(hello.token, job->token)) {
        dismiss(stranger);
        return;
    }
    hello.build[sizeof hello.build - 1] = hello.mpi[sizeof hello.mpi - 1] = '\0';
    hello.host[sizeof hello.host - 1] = '\0';
    bool fits = check_fit(job, &hello) == STATUS_OK;
    struct channel channel = stranger->channel;
    stranger->channel.fd = -1;
    dismiss(stranger);
    if (fits) {
        welcome(&job->peers[hello.rank], &channel, &hello);
    } else {
        channel_finish(&channel);
        job->nonsense(job, -1);
    }
}

static void stranger_ready(void *context, int fd, short events)
{
    struct stranger *stranger = context;
    const char *body = NULL;
    (void)fd;
    (void)events;
    if (channel_fill(&stranger->channel) != STATUS_OK ||
        channel_next(&stranger->channel, &body) != STATUS_OK) {
        dismiss(stranger);
    } else if (body != NULL) {
        hear_hello(stranger, body);
    }
}

static void admit(struct job *job, int fd)
{
    struct stranger *stranger = calloc(1, sizeof *stranger);
    if (stranger == NULL) {
        close(fd);
        return;
    }
    stranger->job = job;
    stranger->next = job->strangers;
    job->strangers = stranger;
    channel_init(&stranger->channel, fd, sizeof(struct message_hello));
    stranger->watch = loop_watch(job->loop, fd, POLLIN, stranger_ready, stranger);
    stranger->timer = loop_after(job->loop, HELLO_MS, said_nothing, stranger);
    if (stranger->watch == NULL || stranger->timer == NULL) {
        dismiss(stranger);
    }
}

static int count_strangers(const struct job *job)
{
    int count = 0;
    for (const struct stranger *each = job->strangers; each != NULL; each = each->next) {
        count++;
    }
    return count;
}

static void somebody_knocks(void *context, int fd, short events)
{
    struct job *job = context;
    (void)events;
    int caller = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK), pid;
    unsigned uid;
    if (caller < 0) {
        return;
    }
    if (address_peer(caller, &uid, &pid) != STATUS_OK || uid != geteuid() ||
        count_strangers(job) >= STRANGERS_LIMIT) {
        close(caller);
        return;
    }
    admit(job, caller);
}

// ---- the socket

enum status connect_settings(const struct job *job, char **ret_socket, char **ret_token)
{
    char hex[2 * MESSAGE_TOKEN + 1];
    for (int i = 0; i < MESSAGE_TOKEN; i++) {
        snprintf(hex + 2 * i, 3, "%02x", job->token[i]);
    }
    char *socket = NULL, *token = NULL;
    if (asprintf(&socket, "RANKSH_SOCKET=%s/socket", job->folder.path) < 0 ||
        asprintf(&token, "RANKSH_TOKEN=%s", hex) < 0) {
        free(socket);
        return status_fail(STATUS_MEMORY, "no memory for the ranks' environment");
    }
    *ret_socket = socket;
    *ret_token = token;
    return STATUS_OK;
}

enum status connect_start(struct job *job)
{
    char *path;
    if (getrandom(job->token, sizeof job->token, 0) != sizeof job->token) {
        return status_fail_errno("getrandom");
    }
    if (asprintf(&path, "%s/socket", job->folder.path) < 0) {
        return status_fail(STATUS_MEMORY, "no memory for a path");
    }
    enum status status = address_listen(path, &job->listen_fd);
    free(path);
    if (status != STATUS_OK) {
        return status;
    }
    job->listen_watch = loop_watch(job->loop, job->listen_fd, POLLIN, somebody_knocks, job);
    return job->listen_watch != NULL ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory");
}

void connect_stop(struct job *job)
{
    loop_unwatch(job->loop, job->listen_watch);
    job->listen_watch = NULL;
    if (job->listen_fd >= 0) {
        close(job->listen_fd);
        job->listen_fd = -1;
    }
    while (job->strangers != NULL) {
        dismiss(job->strangers);
    }
}
