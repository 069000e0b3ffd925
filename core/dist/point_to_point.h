// Sends and receives. A send completes only when its receive has been posted, as gloo's does, so
// that two ranks that both send first really wait for each other. Messages of one sender, group
// and tag arrive in order.
//
//     sender                      receiver
//     REQUEST (what, how much) →
//                              ←  CLEARANCE   once the receive is posted: it has committed
//     data                     →
//
// The tensor must be contiguous; a shorter message leaves the rest of the receiver's as it was.
// A longer one or another dtype is a mismatch on both sides.
#ifndef RANKSH_CORE_DIST_POINT_TO_POINT_H
#define RANKSH_CORE_DIST_POINT_TO_POINT_H

#include "core/dist/process_group.h"
#include "core/dist/work.h"
#include "core/tensor/tensor.h"

enum { ANY_SOURCE = -1 };

void point_to_point_start(void); // once MPI stands

// `destination` and `source` are ranks of the group. With `ret_work` the call returns at once.
enum status point_to_point_send(struct process_group *group, struct tensor *tensor, int destination,
                                uint32_t tag, struct work **ret_work);

// `ret_source`: where it came from, a rank of the group; may be NULL, and is unused with `ret_work`.
enum status point_to_point_receive(struct process_group *group, struct tensor *tensor, int source,
                                   uint32_t tag, int *ret_source, struct work **ret_work);

#endif
