// The folder of one job below the run directory: its socket, Open MPI's session and shared memory.
// Beside it stands a lock file that is held for as long as this process lives, so that folders of
// labs that died can be told from those in use.
#ifndef RANKSH_CORE_JOB_FOLDER_H
#define RANKSH_CORE_JOB_FOLDER_H

#include "core/base/status.h"

struct folder {
    char *path;
    int lock_fd; // -1: none
};

// Makes a folder, after removing those that nobody holds any more. STATUS_INVALID when the run
// directory is not this user's alone.
enum status folder_init(struct folder *folder);

// Removes it with all it holds. A folder of zeros or an initialised one.
void folder_finish(struct folder *folder);

#endif
