#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "repl/signals.h"

static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP};
enum { ENDING_FIRST = 1, ENDING_LAST = 3, ALWAYS = 4, CAUGHT = 6 };

static volatile sig_atomic_t came[CAUGHT];
static int wake_pipe[2] = {-1, -1};
static struct loop *loop_of_signals;
static struct loop_watch *watch;

static void handler(int signal)
{
    int error = errno;
    for (size_t i = 0; i < CAUGHT; i++) {
        if (caught[i] == signal) {
            came[i] = 1;
        }
    }
    ssize_t written = write(wake_pipe[1], "", 1); // full: the loop is awake anyway
    (void)written;
    errno = error;
}

static void drain(void *context, int fd, short events)
{
    (void)context;
    (void)events;
    char bytes[64];
    while (read(fd, bytes, sizeof bytes) > 0) {
    }
}

enum status signals_start(struct loop *loop, bool terminal)
{
    if (pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        return status_fail_errno("no pipe for signals");
    }
    loop_of_signals = loop;
    watch = loop_watch(loop, wake_pipe[0], POLLIN, drain, NULL);
    if (watch == NULL) {
        return status_fail(STATUS_MEMORY, "no memory to wait for signals");
    }
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < (terminal ? CAUGHT : ALWAYS); i++) {
        sigaction(caught[i], &action, NULL);
    }
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    return STATUS_OK;
}

void signals_stop(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], &action, NULL);
    }
    loop_unwatch(loop_of_signals, watch);
    watch = NULL;
    for (size_t i = 0; i < 2; i++) {
        if (wake_pipe[i] >= 0) {
            close(wake_pipe[i]);
            wake_pipe[i] = -1;
        }
    }
}

static volatile sig_atomic_t *note_of(int signal)
{
    for (size_t i = 0; i < CAUGHT; i++) {
        if (caught[i] == signal) {
            return &came[i];
        }
    }
    return NULL;
}

bool signals_pending(int signal)
{
    volatile sig_atomic_t *note = note_of(signal);
    return note != NULL && *note != 0;
}

bool signals_take(int signal)
{
    bool pending = signals_pending(signal);
    if (pending) {
        *note_of(signal) = 0;
    }
    return pending;
}

int signals_ending(void)
{
    for (size_t i = ENDING_FIRST; i <= ENDING_LAST; i++) {
        if (came[i] != 0) {
            return caught[i];
        }
    }
    return 0;
}

void signals_suspend(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    struct sigaction ours;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTSTP, &action, &ours);
    raise(SIGTSTP); // returns when somebody sends SIGCONT
    sigaction(SIGTSTP, &ours, NULL);
}
