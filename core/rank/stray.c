#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "core/rank/stray.h"

enum { DRAIN_STEPS = 100 };

static int read_end = -1, write_end = -1;

// Only calls that a signal handler may make.
void stray_drain(void)
{
    int left = 0;
    for (int i = 0; i < DRAIN_STEPS && ioctl(read_end, FIONREAD, &left) == 0 && left > 0; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    }
}

static void last_words(int signal_number)
{
    stray_drain();
    // the pipe is empty when it was read, not when it was sent: one more moment
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    raise(signal_number); // the handler is gone by now (SA_RESETHAND)
}

enum status stray_init(int *ret_fd)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return status_fail_errno("pipe");
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    *ret_fd = read_end = ends[0];
    write_end = ends[1];
    return STATUS_OK;
}

enum status stray_redirect(void)
{
    if (dup2(write_end, STDOUT_FILENO) < 0 || dup2(write_end, STDERR_FILENO) < 0) {
        return status_fail_errno("dup2");
    }
    close(write_end);
    struct sigaction action = {.sa_handler = last_words, .sa_flags = SA_RESETHAND | SA_NODEFER};
    const int fatal[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) {
        sigaction(fatal[i], &action, NULL);
    }
    atexit(stray_drain);
    return STATUS_OK;
}
