// The communicators of the job, for the files of this room.
#ifndef RANKSH_CORE_DIST_MPI_WORLD_INSIDE_H
#define RANKSH_CORE_DIST_MPI_WORLD_INSIDE_H

#include <stdbool.h>

#include <mpi.h>

extern MPI_Comm mpi_world_letters; // agreement's small messages
extern MPI_Comm mpi_world_pairs;   // data of sends and receives
extern MPI_Comm mpi_world_all;     // collectives of the whole job

// Whether a call of MPI failed since this was last asked, and what it said.
bool mpi_world_failed(void);
const char *mpi_world_failure(void);

#endif
