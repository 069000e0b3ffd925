#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/job/launch.h"

// In the child: between fork() and exec() of a process with one thread. Never returns.
static void become(char *const *command, const char *const *settings, int output, int lab_pid,
                   bool starts_ranks)
{
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != lab_pid) { // it died before the line above
        _exit(1);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    const int usual[] = {SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGHUP, SIGCHLD, SIGWINCH, SIGTSTP};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        signal(usual[i], SIG_DFL);
    }
    int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    syscall(SYS_close_range, 3, ~0U, 0);
    char parent[16];
    snprintf(parent, sizeof parent, "%d", starts_ranks ? (int)getpid() : lab_pid);
    setenv("RANKSH_PARENT", parent, 1);
    for (; *settings != NULL; settings++) {
        putenv((char *)*settings);
    }
    execv(command[0], command);
    dprintf(STDERR_FILENO, "%s: exec failed, error %d\n", command[0], errno);
    _exit(127);
}

enum status launch_start(char *const *command, const char *const *settings, bool starts_ranks,
                         struct launch *ret_launch)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return status_fail_errno("pipe");
    }
    int lab_pid = getpid(), pid = fork();
    if (pid == 0) {
        become(command, settings, ends[1], lab_pid, starts_ranks);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return status_fail_errno("fork");
    }
    int pid_fd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (pid_fd < 0) {
        enum status status = status_fail_errno("pidfd_open");
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        close(ends[0]);
        return status;
    }
    fcntl(pid_fd, F_SETFD, FD_CLOEXEC);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    *ret_launch = (struct launch){.pid = pid, .pid_fd = pid_fd, .output_fd = ends[0]};
    return STATUS_OK;
}

bool launch_reap(struct launch *launch, int *ret_wait_status)
{
    if (launch->pid == 0 || waitpid(launch->pid, ret_wait_status, WNOHANG) != launch->pid) {
        return false;
    }
    launch->pid = 0;
    return true;
}

void launch_finish(struct launch *launch)
{
    if (launch->pid != 0) {
        kill(launch->pid, SIGKILL);
        waitpid(launch->pid, NULL, 0);
    }
    if (launch->pid_fd > 0) {
        close(launch->pid_fd);
    }
    if (launch->output_fd > 0) {
        close(launch->output_fd);
    }
    *launch = (struct launch){0};
}
