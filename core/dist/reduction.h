// How element types and reduce ops are called in MPI, and which go together.
#ifndef RANKSH_CORE_DIST_REDUCTION_H
#define RANKSH_CORE_DIST_REDUCTION_H

#include <mpi.h>

#include "core/dist/call.h"
#include "core/dist/process_group.h"

MPI_Datatype reduction_datatype(enum dtype dtype);

// Whether the group's backend can reduce such elements with `op`: a failure() if not. AVG is SUM,
// and reduction_divide() does the rest.
enum status reduction_find(const struct process_group *group, enum dtype dtype, enum reduce_op op,
                           MPI_Op *ret_op);

// What AVG still has to do to `count` elements that were summed over `members`.
void reduction_divide(enum dtype dtype, void *elements, int64_t count, int members);

#endif
