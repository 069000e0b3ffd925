// What the files of torch.distributed share.
#ifndef RANKSH_CORE_TORCH_DISTRIBUTED_INSIDE_H
#define RANKSH_CORE_TORCH_DISTRIBUTED_INSIDE_H

#include "core/dist/call.h"
#include "core/dist/process_group.h"
#include "core/dist/work.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/raise.h"
#include "core/lang/objects/type.h"
#include "core/torch/distributed.h"

extern struct distributed_host distributed_host;

// ---- distributed_error.c

extern struct type distributed_error_type;         // torch.distributed.DistError
extern struct type distributed_backend_error_type; // DistBackendError
extern struct type distributed_network_error_type; // DistNetworkError
extern struct type distributed_store_error_type;   // DistStoreError

// Raises what a call of core/dist returned instead of STATUS_OK, and returns value_unset.
struct value distributed_raise(enum status status);

// Python's warnings.warn, shown on stderr with the learner's line; once for each line and text.
void distributed_warn(const char *category, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// ---- distributed_group.c

struct group_object {
    struct object object;
    struct process_group *group; // NULL: destroyed before it was made
};

extern struct type distributed_group_type;

// WORLD, borrowed; NULL before init_process_group.
struct group_object *distributed_world(void);
bool distributed_set_world(struct process_group *world); // takes the reference over; NULL: none

// The group that an argument `group` means; NULL with an exception, or with `*ret_outsider` set
// for the handle of a group that this rank is not in.
struct group_object *distributed_group(struct value group, bool *ret_outsider);

// The same for a collective called `name`: an outsider gets PyTorch's warning.
struct group_object *distributed_group_for(struct value group, const char *name,
                                           bool *ret_outsider);

// A rank of WORLD as a rank of the group. False: "Global rank 5 is not part of group ...".
bool distributed_rank_in(const struct group_object *group, struct value global_rank, int *ret_rank);

extern const struct native distributed_group_functions[];
bool distributed_group_fill(struct value non_member); // what outsiders of a group get
void distributed_group_finish(void);

// ---- distributed_init.c
extern const struct native distributed_init_functions[];

// The backend of that name. False: ValueError.
bool distributed_backend(struct value name, enum backend *ret_backend);

// The argument `timeout`, a datetime.timedelta, in nanoseconds. False: TypeError.
bool distributed_duration(struct value timedelta, int64_t *ret_ns);

// ---- distributed_reduce_op.c
extern struct type distributed_reduce_op_type;
bool distributed_reduce_op_fill(void); // its members, once the type is ready

// The op that an argument means; false: TypeError in pybind's words, naming the options type.
bool distributed_reduce_op(struct value op, const char *options, enum reduce_op *ret_op);

// ---- distributed_work.c
extern struct type distributed_work_type;

// Takes both references over; `result` is the list of tensors that it fills.
struct value distributed_work(struct work *work, struct value result);

// ---- distributed_pair.c, distributed_collective.c, distributed_object.c
extern const struct native distributed_pair_functions[];
extern const struct native distributed_collective_functions[];
extern const struct native distributed_object_functions[];

// ---- distributed_parallel.c, distributed_spawn.c: natives of torch.nn.parallel and
// torch.multiprocessing
extern struct type distributed_reducer_type;
extern const struct native distributed_parallel_functions[];
extern const struct native distributed_spawn_functions[];

// Raises that a parameter must be a tensor; returns false.
bool distributed_need_tensor(const char *parameter);

// [value], a new reference. Unset: raised.
struct value distributed_list_of(struct value value);

#endif
