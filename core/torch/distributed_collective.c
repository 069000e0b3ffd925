// The collectives: PyTorch's checks in its order, then core/dist. Order: arguments, results, the
// calls from all_reduce to monitored_barrier.
#include <stdlib.h>
#include <string.h>

#include "core/dist/collective.h"
#include "core/dist/mpi_world.h"
#include "core/lang/containers/list.h"
#include "core/lang/interp.h"
#include "core/lang/objects/object.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/tensor_type.h"

// ---- arguments

// What most collectives are called with.
struct call_place {
    struct group_object *group;
    bool outside; // this rank is not in the group: the call does nothing
    bool async;
};

static bool find_place(struct value group, struct value async, const char *name,
                       struct call_place *ret_place)
{
    ret_place->group = distributed_group_for(group, name, &ret_place->outside);
    return ret_place->group != NULL && native_truth(async, &ret_place->async);
}

// What a call returns that was not made: None outside the group, else an exception is raised.
static struct value not_made(const struct call_place *place)
{
    return place->outside && !raise_pending() ? value_none : value_unset;
}

bool distributed_need_tensor(const char *parameter)
{
    raise_type("Invalid function argument. Expected parameter `%s` to be of type torch.Tensor.",
               parameter);
    raise_note_argument(parameter);
    return false;
}

static struct tensor *need_tensor(struct value value, const char *parameter)
{
    struct tensor *tensor = tensor_of(value);
    if (tensor == NULL) {
        distributed_need_tensor(parameter);
    }
    return tensor;
}

struct tensor_list {
    struct tensor *items[MPI_WORLD_LIMIT];
    int count;
};

static bool need_list(struct value value, const char *parameter, struct tensor_list *ret_list)
{
    bool fine = value_is(value, &list_type) && list_of(value)->count <= MPI_WORLD_LIMIT;
    ret_list->count = 0;
    for (size_t i = 0; fine && i < list_of(value)->count; i++) {
        ret_list->items[ret_list->count] = tensor_of(list_of(value)->items[i]);
        fine = ret_list->items[ret_list->count++] != NULL;
    }
    if (!fine) {
        raise_type("Invalid function argument. Expected parameter `%s` to be of type "
                   "List[torch.Tensor].",
                   parameter);
        raise_note_argument(parameter);
    }
    return fine;
}

static bool same_dtype(const struct tensor *first, const struct tensor *second)
{
    if (first->dtype == second->dtype) {
        return true;
    }
    return raise_false(&exception_value_error,
                       "Invalid usage of tensors with different dtypesFound torch.%s and  torch.%s",
                       dtype_facts[first->dtype].name, dtype_facts[second->dtype].name);
}

static bool list_has_dtype(const struct tensor_list *list, const struct tensor *tensor,
                           bool list_first)
{
    for (int i = 0; i < list->count; i++) {
        if (!(list_first ? same_dtype(list->items[i], tensor)
                         : same_dtype(tensor, list->items[i]))) {
            return false;
        }
    }
    return true;
}

// "(2, 3)", as gloo shows sizes.
static void add_sizes(struct text *out, const struct tensor *tensor)
{
    text_add_char(out, '(');
    for (int i = 0; i < tensor->ndim; i++) {
        text_addf(out, "%s%lld", i > 0 ? ", " : "", (long long)tensor->shape[i]);
    }
    text_add_char(out, ')');
}

static bool list_has_shape(const struct tensor_list *list, const struct tensor *tensor,
                           const char *name)
{
    for (int i = 0; i < list->count; i++) {
        if (!tensor_same_shape(list->items[i], tensor)) {
            struct text text = {0};
            text_addf(&text, "ProcessGroupGloo::%s: invalid tensor size at index %d (expected ",
                      name, i);
            add_sizes(&text, tensor);
            text_add(&text, ", got ");
            add_sizes(&text, list->items[i]);
            text_add_char(&text, ')');
            raise_error(&exception_runtime_error, "%s", text_string(&text));
            text_finish(&text);
            return false;
        }
    }
    return true;
}

// A root given as a global rank, or as the group's own; `what`: "src" or "dst".
static bool read_root(const struct call_place *place, const char *name, const char *what,
                      struct value global, struct value in_group, int *ret_root)
{
    int64_t rank;
    bool given = value_is_set(global) && !value_is_none(global);
    if (!value_is_none(in_group)) {
        if (given) {
            return raise_false(&exception_value_error,
                               "Can't specify both group_rank and global_rank");
        }
        if (!native_int(in_group, &rank)) {
            return false;
        }
        *ret_root = rank < -1 || rank > INT32_MAX ? -1 : (int)rank;
        return true;
    }
    if (!given) {
        raise_type("%s() missing 1 required positional argument: '%s'", name, what);
        return false;
    }
    return distributed_rank_in(place->group, global, ret_root);
}

// ---- results

struct value distributed_list_of(struct value value)
{
    struct list *list = list_from(&value, 1);
    return value_object(list);
}

// What the call gives: None, a Work for async_op, or an exception. `result`: the tensor or list of
// tensors that the work fills.
static struct value made(enum status status, const struct call_place *place, struct work *work,
                         struct value result)
{
    if (status != STATUS_OK) {
        return distributed_raise(status);
    }
    if (!place->async) {
        return value_none;
    }
    struct value list =
        value_is(result, &list_type) ? value_ref(result) : distributed_list_of(result);
    return distributed_work(work, list);
}

#define WORK_FOR(place) ((place).async ? &work : NULL)

// ---- the calls

static struct value call_all_reduce(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    enum reduce_op op = REDUCE_SUM;
    struct tensor *tensor = need_tensor(args[0], "tensor");
    if (tensor == NULL) {
        return value_unset;
    }
    if (!find_place(args[2], args[3], "all_reduce", &place)) {
        return not_made(&place);
    }
    if (value_is_set(args[1]) && !distributed_reduce_op(args[1], "AllreduceOptions", &op)) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = all_reduce(place.group->group, tensor, op, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

static struct value call_broadcast(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    int root;
    struct tensor *tensor = need_tensor(args[0], "tensor");
    if (tensor == NULL) {
        return value_unset;
    }
    if (!find_place(args[2], args[3], "broadcast", &place)) {
        return not_made(&place);
    }
    if (!read_root(&place, "broadcast", "src", args[1], args[4], &root)) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = broadcast(place.group->group, tensor, root, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

static struct value call_reduce(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    enum reduce_op op = REDUCE_SUM;
    int root;
    struct tensor *tensor = need_tensor(args[0], "tensor");
    if (tensor == NULL) {
        return value_unset;
    }
    if (!find_place(args[3], args[4], "reduce", &place)) {
        return not_made(&place);
    }
    if ((value_is_set(args[2]) && !distributed_reduce_op(args[2], "ReduceOptions", &op)) ||
        !read_root(&place, "reduce", "dst", args[1], args[5], &root)) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = reduce(place.group->group, tensor, root, op, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

static struct value call_all_gather(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    struct tensor_list list;
    struct tensor *tensor;
    if (!need_list(args[0], "tensor_list", &list) ||
        (tensor = need_tensor(args[1], "tensor")) == NULL || !list_has_dtype(&list, tensor, true)) {
        return value_unset;
    }
    if (!find_place(args[2], args[3], "all_gather", &place)) {
        return not_made(&place);
    }
    int size = process_group_size(place.group->group);
    if (list.count != size) {
        return raise_error(&exception_runtime_error,
                           "ProcessGroupGloo::allgather: invalid output tensor list at index 0 "
                           "(expected length %d, got %d)",
                           size, list.count);
    }
    if (!list_has_shape(&list, tensor, "allgather")) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = all_gather(place.group->group, list.items, tensor, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

// The two tensors of a collective that joins or cuts along the first dimension.
static bool read_whole_and_piece(struct value whole_value, const char *whole_name,
                                 struct value piece_value, const char *piece_name,
                                 struct tensor **ret_whole, struct tensor **ret_piece)
{
    *ret_whole = need_tensor(whole_value, whole_name);
    *ret_piece = *ret_whole != NULL ? need_tensor(piece_value, piece_name) : NULL;
    return *ret_piece != NULL;
}

static bool whole_fits(const struct call_place *place, const struct tensor *whole,
                       const struct tensor *piece, const char *whole_name)
{
    int size = process_group_size(place->group->group);
    if (whole->dtype != piece->dtype) {
        return raise_false(&exception_type_error,
                           "output tensor must have the same type as input tensor");
    }
    if (whole->numel != piece->numel * size) {
        return raise_false(&exception_value_error,
                           "%s tensor size must be equal to world_size times %s tensor size",
                           whole_name, whole_name[0] == 'o' ? "input" : "output");
    }
    return true;
}

static struct value call_all_gather_into_tensor(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    struct tensor *output, *input;
    if (!read_whole_and_piece(args[0], "output_tensor", args[1], "input_tensor", &output, &input)) {
        return value_unset;
    }
    if (!find_place(args[2], args[3], "all_gather_into_tensor", &place)) {
        return not_made(&place);
    }
    if (!whole_fits(&place, output, input, "output")) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = all_gather_into_tensor(place.group->group, output, input, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

// A list that only the root has. `*ret_given`: there is one.
static bool read_root_list(struct value value, const char *parameter, struct tensor_list *ret_list,
                           bool *ret_given)
{
    *ret_given = false;
    ret_list->count = 0;
    if (!native_truth(value, ret_given)) {
        return false;
    }
    return !*ret_given || need_list(value, parameter, ret_list);
}

static bool check_root_list(bool is_root, bool given, const char *list_name, const char *root_name)
{
    if (is_root == given) {
        return true;
    }
    if (is_root) {
        return raise_false(&exception_value_error, "Argument ``%s`` must be specified on %s rank.",
                           list_name, root_name);
    }
    return raise_false(&exception_value_error,
                       "Argument ``%s`` must NOT be specified on non-%s ranks.", list_name,
                       root_name);
}

static bool check_list_length(const struct call_place *place, const struct tensor_list *list,
                              const char *name, const char *direction)
{
    int size = process_group_size(place->group->group);
    if (list->count == size) {
        return true;
    }
    return raise_false(&exception_runtime_error,
                       "ProcessGroupGloo::%s: Incorrect %s list size %d. %c%s list size should be "
                       "%d, same as size of the process group.",
                       name, direction, list->count, direction[0] - 'a' + 'A', direction + 1, size);
}

// dst and src of gather and scatter are rank 0 of WORLD if nothing is said.
static bool read_default_root(const struct call_place *place, const char *name, const char *what,
                              struct value global, struct value in_group, int *ret_root)
{
    bool nothing = value_is_none(global) && value_is_none(in_group);
    return read_root(place, name, what, nothing ? value_int(0) : global, in_group, ret_root);
}

static struct value call_gather(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    struct tensor_list list;
    bool given;
    int root;
    struct tensor *tensor = need_tensor(args[0], "tensor");
    if (tensor == NULL || !read_root_list(args[1], "gather_list", &list, &given) ||
        !list_has_dtype(&list, tensor, false)) {
        return value_unset;
    }
    if (!find_place(args[3], args[4], "gather", &place)) {
        return not_made(&place);
    }
    if (!read_default_root(&place, "gather", "dst", args[2], args[5], &root)) {
        return value_unset;
    }
    bool is_root = root == process_group_rank(place.group->group);
    if (!check_root_list(is_root, given, "gather_list", "destination") ||
        (is_root && (!check_list_length(&place, &list, "gather", "output") ||
                     !list_has_shape(&list, tensor, "gather")))) {
        return value_unset;
    }
    interp_publish_place();
    enum status status =
        gather(place.group->group, tensor, is_root ? list.items : NULL, root, WORK_FOR(place));
    return made(status, &place, work, is_root ? args[1] : args[0]);
}

static struct value call_scatter(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    struct tensor_list list;
    bool given;
    int root;
    struct tensor *tensor = need_tensor(args[0], "tensor");
    if (tensor == NULL || !read_root_list(args[1], "scatter_list", &list, &given) ||
        !list_has_dtype(&list, tensor, false)) {
        return value_unset;
    }
    if (!find_place(args[3], args[4], "scatter", &place)) {
        return not_made(&place);
    }
    if (!read_default_root(&place, "scatter", "src", args[2], args[5], &root)) {
        return value_unset;
    }
    bool is_root = root == process_group_rank(place.group->group);
    if (!check_root_list(is_root, given, "scatter_list", "source") ||
        (is_root && (!check_list_length(&place, &list, "scatter", "input") ||
                     !list_has_shape(&list, tensor, "scatter")))) {
        return value_unset;
    }
    interp_publish_place();
    enum status status =
        scatter(place.group->group, tensor, is_root ? list.items : NULL, root, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

static struct value call_reduce_scatter(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    struct tensor_list list;
    enum reduce_op op = REDUCE_SUM;
    struct tensor *output = need_tensor(args[0], "output");
    if (output == NULL || !need_list(args[1], "input_list", &list) ||
        !list_has_dtype(&list, output, false)) {
        return value_unset;
    }
    if (!find_place(args[3], args[4], "reduce_scatter", &place)) {
        return not_made(&place);
    }
    if ((value_is_set(args[2]) && !distributed_reduce_op(args[2], "ReduceScatterOptions", &op)) ||
        !check_list_length(&place, &list, "reduce_scatter", "input") ||
        !list_has_shape(&list, output, "reduce_scatter")) {
        return value_unset;
    }
    interp_publish_place();
    enum status status =
        reduce_scatter(place.group->group, output, list.items, op, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

static struct value call_reduce_scatter_tensor(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    struct tensor *input, *output;
    enum reduce_op op = REDUCE_SUM;
    if (!read_whole_and_piece(args[0], "output", args[1], "input", &output, &input)) {
        return value_unset;
    }
    if (!find_place(args[3], args[4], "reduce_scatter_tensor", &place)) {
        return not_made(&place);
    }
    if ((value_is_set(args[2]) && !distributed_reduce_op(args[2], "ReduceScatterOptions", &op)) ||
        !whole_fits(&place, input, output, "input")) {
        return value_unset;
    }
    interp_publish_place();
    enum status status =
        reduce_scatter_tensor(place.group->group, output, input, op, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

static struct value call_all_to_all(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    struct tensor_list outputs, inputs;
    if (!need_list(args[0], "output_tensor_list", &outputs) ||
        !need_list(args[1], "input_tensor_list", &inputs) ||
        (inputs.count > 0 && (!list_has_dtype(&outputs, inputs.items[0], true) ||
                              !list_has_dtype(&inputs, inputs.items[0], true)))) {
        return value_unset;
    }
    if (!find_place(args[2], args[3], "all_to_all", &place)) {
        return not_made(&place);
    }
    if (!check_list_length(&place, &outputs, "all_to_all", "output") ||
        !check_list_length(&place, &inputs, "all_to_all", "input")) {
        return value_unset;
    }
    interp_publish_place();
    enum status status =
        all_to_all(place.group->group, outputs.items, inputs.items, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

// Rows a member; `*ret_given` false: equal pieces. False: raised.
static bool read_splits(struct value value, const struct tensor *tensor, int size,
                        int64_t ret_splits[static MPI_WORLD_LIMIT], bool *ret_given)
{
    int64_t rows = tensor->ndim > 0 ? tensor->shape[0] : 1, sum = 0;
    *ret_given = false;
    struct list *list = value_is_none(value) ? list_create(0) : object_to_list(value);
    if (list == NULL) {
        return false;
    }
    bool fine = true;
    if (list->count == 0) {
        // rows that don't divide equally: gloo leaves the last ones where they are, and says nothing
    } else if (list->count != (size_t)size) {
        fine = raise_false(&exception_runtime_error,
                           "Number of tensor splits not equal to group size");
    } else {
        *ret_given = true;
        for (int i = 0; i < size && fine; i++) {
            fine = native_int(list->items[i], &ret_splits[i]) &&
                   (ret_splits[i] >= 0 ||
                    raise_false(&exception_runtime_error, "Split sizes must not be negative"));
            sum += fine ? ret_splits[i] : 0;
        }
        fine = fine && (sum == rows || raise_false(&exception_runtime_error,
                                                   "Split sizes doesn't match total dim 0 size"));
    }
    object_unref(list);
    return fine;
}

static struct value call_all_to_all_single(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    struct tensor *input, *output;
    int64_t output_splits[MPI_WORLD_LIMIT], input_splits[MPI_WORLD_LIMIT];
    bool output_given, input_given;
    if (!read_whole_and_piece(args[0], "output", args[1], "input", &output, &input)) {
        return value_unset;
    }
    if (!find_place(args[4], args[5], "all_to_all_single", &place)) {
        return not_made(&place);
    }
    int size = process_group_size(place.group->group);
    if (!same_dtype(output, input) ||
        !read_splits(args[2], output, size, output_splits, &output_given) ||
        !read_splits(args[3], input, size, input_splits, &input_given)) {
        return value_unset;
    }
    interp_publish_place();
    enum status status =
        all_to_all_single(place.group->group, output, input, output_given ? output_splits : NULL,
                          input_given ? input_splits : NULL, WORK_FOR(place));
    return made(status, &place, work, args[0]);
}

static struct value call_barrier(struct value *args)
{
    struct call_place place;
    struct work *work = NULL;
    if (!find_place(args[0], args[1], "barrier", &place)) {
        return not_made(&place);
    }
    enum backend backend = process_group_backend(place.group->group);
    if (!value_is_none(args[2]) && backend != BACKEND_NCCL) {
        return raise_error(&exception_runtime_error,
                           "Function argument device_ids not supported for the selected backend %s",
                           backend_name(backend));
    }
    interp_publish_place();
    enum status status = barrier(place.group->group, WORK_FOR(place));
    return made(status, &place, work, value_none);
}

// ---- monitored_barrier

// Rank 0 tells who is missing (all of them with wait_all_ranks); the others only that it failed.
static struct value raise_missing(const struct group_object *group, int64_t timeout_ns,
                                  bool wait_all)
{
    const struct process_group_failure *failure = process_group_failure();
    int rank = process_group_rank(group->group), told = 0;
    if (rank != 0) {
        return raise_error(&exception_runtime_error,
                           "Rank %d successfully reached monitoredBarrier, but received errors "
                           "while waiting for send/recv from rank 0. Please check rank 0 logs for "
                           "faulty rank.",
                           rank);
    }
    struct text ranks = {0};
    for (int i = 0; i < failure->missing_count && (wait_all || told == 0); i++) {
        text_addf(&ranks, "%s%d", told++ > 0 ? ", " : "", failure->missing[i]);
    }
    raise_error(&exception_runtime_error,
                "[Rank 0]: Rank%s %s failed to pass monitoredBarrier in %lld ms",
                wait_all ? "s" : "", text_string(&ranks), (long long)(timeout_ns / 1000000));
    text_finish(&ranks);
    return value_unset;
}

static struct value call_monitored_barrier(struct value *args)
{
    struct call_place place;
    bool wait_all;
    if (!find_place(args[0], value_false, "monitored_barrier", &place)) {
        return not_made(&place);
    }
    if (process_group_backend(place.group->group) != BACKEND_GLOO) {
        return raise_value("monitored_barrier is only implemented for GLOO backend.");
    }
    int64_t timeout_ns = process_group_timeout_ns(place.group->group);
    if (!value_is_none(args[1]) && !distributed_duration(args[1], &timeout_ns)) {
        return value_unset;
    }
    if (!native_truth(args[2], &wait_all)) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = monitored_barrier(place.group->group, timeout_ns);
    if (status == STATUS_TIMEOUT) {
        return raise_missing(place.group, timeout_ns, wait_all);
    }
    return status == STATUS_OK ? value_none : distributed_raise(status);
}

const struct native distributed_collective_functions[] = {
    {"all_reduce(tensor, op=?, group=None, async_op=False)", call_all_reduce, NATIVE_PYTHON, NULL},
    {"broadcast(tensor, src=?, group=None, async_op=False, group_src=None)", call_broadcast,
     NATIVE_PYTHON, NULL},
    {"reduce(tensor, dst=?, op=?, group=None, async_op=False, group_dst=None)", call_reduce,
     NATIVE_PYTHON, NULL},
    {"all_gather(tensor_list, tensor, group=None, async_op=False)", call_all_gather, NATIVE_PYTHON,
     NULL},
    {"all_gather_into_tensor(output_tensor, input_tensor, group=None, async_op=False)",
     call_all_gather_into_tensor, NATIVE_PYTHON, NULL},
    {"gather(tensor, gather_list=None, dst=None, group=None, async_op=False, group_dst=None)",
     call_gather, NATIVE_PYTHON, NULL},
    {"scatter(tensor, scatter_list=None, src=None, group=None, async_op=False, group_src=None)",
     call_scatter, NATIVE_PYTHON, NULL},
    {"reduce_scatter(output, input_list, op=?, group=None, async_op=False)", call_reduce_scatter,
     NATIVE_PYTHON, NULL},
    {"reduce_scatter_tensor(output, input, op=?, group=None, async_op=False)",
     call_reduce_scatter_tensor, NATIVE_PYTHON, NULL},
    {"all_to_all(output_tensor_list, input_tensor_list, group=None, async_op=False)",
     call_all_to_all, NATIVE_PYTHON, NULL},
    {"all_to_all_single(output, input, output_split_sizes=None, input_split_sizes=None, "
     "group=None, async_op=False)",
     call_all_to_all_single, NATIVE_PYTHON, NULL},
    {"barrier(group=None, async_op=False, device_ids=None)", call_barrier, NATIVE_PYTHON, NULL},
    {"monitored_barrier(group=None, timeout=None, wait_all_ranks=False)", call_monitored_barrier,
     NATIVE_PYTHON, NULL},
    {0},
};
