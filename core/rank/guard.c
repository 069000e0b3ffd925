#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/rank/guard.h"

static const uint64_t slack = UINT64_C(512) << 20;

void guard_follow_parent(int parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (parent != 0 && getppid() != parent) { // it died before the line above
        _exit(1);
    }
}

void guard_limit_memory(uint64_t budget)
{
#ifdef RANKSH_SANITIZED
    (void)budget; // a sanitizer's own memory is beyond any limit
    return;
#endif
    struct rlimit limit;
    uint64_t bytes = budget * 2 + slack;
    if (getrlimit(RLIMIT_DATA, &limit) == 0 && bytes < limit.rlim_max) {
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_DATA, &limit);
    }
}
