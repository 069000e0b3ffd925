// The collectives. All members of the group must make the same call; it blocks until it is done,
// or gives a work with `ret_work` (NULL: blocks). Ranks (`root`) are ranks of the group. Statuses
// as in process_group.h; STATUS_INVALID: a failure() in PyTorch's words, before anything was said
// to the others.
//
// Tensors may be laid out in any way; those that are not contiguous are copied. Lists have one
// tensor a member, in rank order, and are not kept.
#ifndef RANKSH_CORE_DIST_COLLECTIVE_H
#define RANKSH_CORE_DIST_COLLECTIVE_H

#include <stddef.h>

#include "core/dist/call.h"
#include "core/dist/process_group.h"
#include "core/dist/work.h"
#include "core/tensor/tensor.h"

enum status all_reduce(struct process_group *group, struct tensor *tensor, enum reduce_op op,
                       struct work **ret_work);

enum status broadcast(struct process_group *group, struct tensor *tensor, int root,
                      struct work **ret_work);

// Other ranks' tensors stay as they were.
enum status reduce(struct process_group *group, struct tensor *tensor, int root, enum reduce_op op,
                   struct work **ret_work);

enum status all_gather(struct process_group *group, struct tensor **outputs, struct tensor *input,
                       struct work **ret_work);

// `output` has size times the elements of `input`.
enum status all_gather_into_tensor(struct process_group *group, struct tensor *output,
                                   struct tensor *input, struct work **ret_work);

// `outputs` is NULL but on the root.
enum status gather(struct process_group *group, struct tensor *input, struct tensor **outputs,
                   int root, struct work **ret_work);

// `inputs` is NULL but on the root.
enum status scatter(struct process_group *group, struct tensor *output, struct tensor **inputs,
                    int root, struct work **ret_work);

enum status reduce_scatter(struct process_group *group, struct tensor *output,
                           struct tensor **inputs, enum reduce_op op, struct work **ret_work);

// `input` has size times the elements of `output`.
enum status reduce_scatter_tensor(struct process_group *group, struct tensor *output,
                                  struct tensor *input, enum reduce_op op, struct work **ret_work);

// What rank i has for rank j must be as long as what j expects from i.
enum status all_to_all(struct process_group *group, struct tensor **outputs, struct tensor **inputs,
                       struct work **ret_work);

// Pieces along the first dimension; splits are rows a member, NULL: equal pieces.
enum status all_to_all_single(struct process_group *group, struct tensor *output,
                              struct tensor *input, const int64_t *output_splits,
                              const int64_t *input_splits, struct work **ret_work);

enum status barrier(struct process_group *group, struct work **ret_work);

// A barrier with a time of its own; process_group_failure() has the missing ranks.
enum status monitored_barrier(struct process_group *group, int64_t timeout_ns);

// ---- bytes of any length, for Python objects. Blocking.

struct bytes {
    char *data; // malloc'ed when returned
    size_t length;
};

// `ret_all` has room for size of them.
enum status all_gather_bytes(struct process_group *group, const struct bytes *mine,
                             struct bytes *ret_all);

// `ret_all` is only used on the root.
enum status gather_bytes(struct process_group *group, const struct bytes *mine, int root,
                         struct bytes *ret_all);

// `count` pieces from the root to all; `pieces` are its own there, and filled elsewhere. The count
// must be the same everywhere.
enum status broadcast_bytes(struct process_group *group, struct bytes *pieces, int count, int root);

// One piece for each member from the root.
enum status scatter_bytes(struct process_group *group, const struct bytes *all, int root,
                          struct bytes *ret_mine);

#endif
