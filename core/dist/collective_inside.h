// What the files of the collectives share.
#ifndef RANKSH_CORE_DIST_COLLECTIVE_INSIDE_H
#define RANKSH_CORE_DIST_COLLECTIVE_INSIDE_H

#include <mpi.h>

#include "core/dist/agreement.h"
#include "core/dist/collective.h"
#include "core/dist/group_inside.h"
#include "core/dist/reduction.h"
#include "core/dist/staging.h"
#include "core/dist/traffic.h"
#include "core/dist/work_inside.h"

// Describes and prepares a collective on `tensor` (NULL: none) with a root (a rank of the group, or
// CALL_NO_ROOT). A failure() if the root is no rank of the group or MPI can't count the elements.
enum status collective_prepare(struct work *work, struct process_group *group,
                               const struct work_kind *kind, enum dist_call operation,
                               const struct tensor *tensor, int root);

// The same for one that reduces: also finds the MPI_Op.
enum status collective_prepare_reduction(struct work *work, struct process_group *group,
                                         const struct work_kind *kind, enum dist_call operation,
                                         const struct tensor *tensor, int root, enum reduce_op op);

// For finish(): divides what was summed for AVG, then staging_finish().
void collective_finish_reduction(struct work *work);

#endif
