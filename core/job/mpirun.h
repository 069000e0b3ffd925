// Open MPI's launcher: where it is, which options its version takes, and what its last words mean.
#ifndef RANKSH_CORE_JOB_MPIRUN_H
#define RANKSH_CORE_JOB_MPIRUN_H

#include <stdbool.h>

#include "core/base/status.h"

struct mpirun {
    char *path;
    int major; // version of Open MPI
};

// Finds mpirun: `wanted` if not NULL, else the one that this program was built with, else the first
// in PATH. STATUS_NOT_FOUND, STATUS_UNSUPPORTED for a version that nobody has tried.
enum status mpirun_find(const char *wanted, struct mpirun *ret_mpirun);
void mpirun_finish(struct mpirun *mpirun);

// The command line that starts `count` processes of `program`, with all of MPI's files in `folder`.
// NULL-terminated, to be freed with mpirun_free_command(). NULL: no memory.
char **mpirun_command(const struct mpirun *mpirun, int count, const char *program,
                      const char *folder);
void mpirun_free_command(char **command);

// Why a job never stood, and what to do about it.
struct mpirun_trouble {
    const char *what, *cure;
};

// Looks for the first known trouble in what mpirun wrote; NULL: nothing that is known.
const struct mpirun_trouble *mpirun_explain(const char *log);

extern const struct mpirun_trouble mpirun_missing;

#endif
