// Order: sharing values, buckets, one reduction, backward's end, life.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/dist/collective_inside.h"
#include "core/dist/mpi_world.h"
#include "core/dist/reducer.h"
#include "core/tensor/autograd.h"
#include "core/tensor/failure.h"
#include "core/tensor/optimize.h"

enum { FIRST_BUCKET = 1024 * 1024, SHAPE_NUMBERS = TENSOR_DIMS + 1 };

// ---- sharing values

// What share_model() moves: how many parameters each rank has, rank 0's shapes, who differs from
// them, and the values.
struct sharing {
    struct tensor **tensors;
    int tensor_count, parameter_count;
    int counts[MPI_WORLD_LIMIT];
    int64_t *shapes;  // SHAPE_NUMBERS a parameter
    int first_unlike; // rank that differs first, or the group's size
    int unlike_index; // of which parameter
};

static void write_shapes(const struct sharing *sharing, int64_t *shapes)
{
    for (int i = 0; i < sharing->parameter_count; i++) {
        const struct tensor *tensor = sharing->tensors[i];
        int64_t *numbers = shapes + (size_t)i * SHAPE_NUMBERS;
        memset(numbers, 0, SHAPE_NUMBERS * sizeof *numbers);
        numbers[0] = tensor->ndim;
        memcpy(numbers + 1, tensor->shape, (size_t)tensor->ndim * sizeof *numbers);
    }
}

static void compare_counts(struct work *work, const struct sharing *sharing)
{
    int rank = work->group->rank, size = work->group->size;
    for (int other = 0; other < size; other++) {
        if (sharing->counts[other] != sharing->counts[rank]) {
            failure(FAILURE_RUNTIME,
                    "DDP expects same model across all ranks, but Rank %d has %d params, while "
                    "rank %d has inconsistent %d params.",
                    rank, sharing->counts[rank], other, sharing->counts[other]);
            work_give_up(work, STATUS_INVALID, status_message());
            return;
        }
    }
}

// Whether some ranks have other numbers of parameters than rank 0: then all give up, for each sees
// the same counts, but those that are in the majority name another rank.
static bool counts_differ(const struct work *work, const struct sharing *sharing)
{
    for (int other = 1; other < work->group->size; other++) {
        if (sharing->counts[other] != sharing->counts[0]) {
            return true;
        }
    }
    return false;
}

static void compare_shapes(struct work *work, struct sharing *sharing)
{
    sharing->first_unlike = work->group->size;
    for (int i = sharing->parameter_count - 1; i >= 0; i--) {
        const struct tensor *tensor = sharing->tensors[i];
        const int64_t *numbers = sharing->shapes + (size_t)i * SHAPE_NUMBERS;
        if (numbers[0] != tensor->ndim ||
            memcmp(numbers + 1, tensor->shape, (size_t)tensor->ndim * sizeof *numbers) != 0) {
            sharing->first_unlike = work->group->rank;
            sharing->unlike_index = i;
        }
    }
    int mine = sharing->first_unlike;
    MPI_Allreduce(MPI_IN_PLACE, &sharing->first_unlike, 1, MPI_INT, MPI_MIN, work->group->comm);
    if (sharing->first_unlike == work->group->size) {
        return;
    }
    char text[SHAPE_TEXT_SIZE];
    if (mine == work->group->rank) {
        const struct tensor *tensor = sharing->tensors[sharing->unlike_index];
        failure(FAILURE_RUNTIME,
                "[%d]: params[%d] in this process with sizes %s appears not to match sizes of the "
                "same param in process 0.",
                mine, sharing->unlike_index, shape_text(tensor->ndim, tensor->shape, text));
    } else {
        failure(FAILURE_RUNTIME,
                "DDP expects same model across all ranks, but the parameters of rank %d have other "
                "sizes than those of rank 0.",
                sharing->first_unlike);
    }
    work_give_up(work, STATUS_INVALID, status_message());
}

static void share_values(struct work *work, struct tensor *tensor)
{
    void *bytes = tensor_data(tensor);
    int length = (int)((size_t)tensor->numel * tensor_item_size(tensor));
    if (tensor->contiguous) {
        MPI_Bcast(bytes, length, MPI_BYTE, 0, work->group->comm);
    } else {
        bytes = work->send_staging->data;
        staging_pack(tensor, bytes);
        MPI_Bcast(bytes, length, MPI_BYTE, 0, work->group->comm);
        staging_unpack(bytes, tensor);
    }
    traffic_add(work, TRAFFIC_BROADCAST, (size_t)length);
    tensor_touch(tensor);
}

static bool move_buffers(struct work *work)
{
    struct sharing *sharing = work->receive;
    if (work->stage == sharing->tensor_count) {
        return false;
    }
    share_values(work, sharing->tensors[work->stage]);
    return true;
}

static bool move_model(struct work *work)
{
    struct sharing *sharing = work->receive;
    MPI_Comm comm = work->group->comm;
    switch (work->stage) {
    case 0:
        MPI_Allgather(&sharing->parameter_count, 1, MPI_INT, sharing->counts, 1, MPI_INT, comm);
        return true;
    case 1:
        if (counts_differ(work, sharing)) {
            compare_counts(work, sharing);
            return false;
        }
        MPI_Bcast(sharing->shapes, sharing->parameter_count * SHAPE_NUMBERS, MPI_INT64_T, 0, comm);
        return true;
    case 2:
        compare_shapes(work, sharing);
        return work->status == STATUS_OK;
    default:
        if (work->stage - 3 >= sharing->tensor_count) {
            return false;
        }
        share_values(work, sharing->tensors[work->stage - 3]);
        return true;
    }
}

static const struct work_kind model_kind = {agreement_begin, agreement_pursue, move_model, NULL, 1};
static const struct work_kind buffers_kind = {agreement_begin, agreement_pursue, move_buffers, NULL,
                                              1};

// Room for the largest tensor that is not contiguous.
static enum status stage_largest(struct work *work, struct tensor **tensors, int count)
{
    size_t largest = 0;
    for (int i = 0; i < count; i++) {
        size_t length = (size_t)tensors[i]->numel * tensor_item_size(tensors[i]);
        largest = !tensors[i]->contiguous && length > largest ? length : largest;
    }
    return largest > 0 ? storage_create(largest, &work->send_staging) : STATUS_OK;
}

enum status reducer_share_model(struct process_group *group, struct tensor **tensors,
                                int tensor_count, int parameter_count)
{
    struct sharing sharing = {
        .tensors = tensors, .tensor_count = tensor_count, .parameter_count = parameter_count};
    struct work work;
    sharing.shapes = calloc((size_t)parameter_count + 1, SHAPE_NUMBERS * sizeof *sharing.shapes);
    if (sharing.shapes == NULL) {
        return status_fail(STATUS_MEMORY, "no memory to compare the models");
    }
    write_shapes(&sharing, sharing.shapes);
    enum status status =
        collective_prepare(&work, group, &model_kind, DIST_DDP_MODEL, NULL, CALL_NO_ROOT);
    if (status == STATUS_OK) {
        status = stage_largest(&work, tensors, tensor_count);
    }
    work.receive = &sharing;
    status = status == STATUS_OK ? work_make(&work, NULL) : work_discard(&work, status);
    free(sharing.shapes);
    return status;
}

enum status reducer_share_buffers(struct process_group *group, struct tensor **buffers, int count)
{
    struct sharing sharing = {.tensors = buffers, .tensor_count = count};
    struct work work;
    enum status status =
        collective_prepare(&work, group, &buffers_kind, DIST_DDP_BUFFERS, NULL, CALL_NO_ROOT);
    if (status == STATUS_OK) {
        status = stage_largest(&work, buffers, count);
    }
    work.receive = &sharing;
    return status == STATUS_OK ? work_make(&work, NULL) : work_discard(&work, status);
}

// ---- buckets

struct bucket {
    struct storage *storage;
    enum dtype dtype;
    int first, count; // places in `order`
    int64_t numel;
};

struct watched {
    struct tensor *parameter;
    struct tensor *slot; // its piece of the bucket
    struct reducer *reducer;
    bool ready; // this backward has reached it
};

struct reducer {
    struct process_group *group;
    struct watched *watched; // in the order of the parameters
    int *order;              // their indices from the last to the first, by bucket
    int count, ready_count;
    struct bucket *buckets;
    int bucket_count;
    bool find_unused;
    bool sync;                   // the next backward ends in a reduction
    bool expecting;              // a forward pass was made, its backward is not through
    uint8_t *used;               // with find_unused: reached on some rank
    struct reducer *next_active; // to be asked when the running backward is through
    bool active;
};

static size_t bytes_of(const struct tensor *tensor)
{
    return (size_t)tensor->numel * tensor_item_size(tensor);
}

// Cuts `order` into buckets of one type each.
static void cut_buckets(struct reducer *reducer, size_t bucket_bytes)
{
    size_t filled = 0;
    struct bucket *bucket = NULL;
    for (int place = 0; place < reducer->count; place++) {
        const struct tensor *parameter = reducer->watched[reducer->order[place]].parameter;
        size_t limit = reducer->bucket_count <= 1 ? FIRST_BUCKET : bucket_bytes;
        if (bucket == NULL || parameter->dtype != bucket->dtype || filled >= limit) {
            bucket = &reducer->buckets[reducer->bucket_count++];
            *bucket = (struct bucket){.dtype = parameter->dtype, .first = place};
            filled = 0;
        }
        bucket->count++;
        bucket->numel += parameter->numel;
        filled += bytes_of(parameter);
    }
}

// Gives a bucket memory, and its parameters' gradients their places in it. What was there is given
// up by us; whoever else holds it keeps it.
static enum status furnish(struct reducer *reducer, struct bucket *bucket)
{
    struct storage *storage;
    enum status status =
        storage_create((size_t)bucket->numel * dtype_size(bucket->dtype), &storage);
    if (status != STATUS_OK) {
        return status;
    }
    storage_unref(bucket->storage);
    bucket->storage = storage;
    int64_t offset = 0;
    for (int place = bucket->first; place < bucket->first + bucket->count; place++) {
        struct watched *each = &reducer->watched[reducer->order[place]];
        const struct tensor *parameter = each->parameter;
        struct tensor *slot;
        status = tensor_over(storage, bucket->dtype, offset, parameter->ndim, parameter->shape,
                             NULL, &slot);
        if (status == STATUS_OK) {
            status = autograd_set_slot(each->parameter, slot);
        }
        if (status != STATUS_OK) {
            return status;
        }
        each->parameter->gradient->slot_storage_refs = 1 + (uint32_t)bucket->count;
        tensor_unref(each->slot);
        each->slot = slot;
        offset += parameter->numel;
    }
    return STATUS_OK;
}

// Whether the learner still holds gradients of a step that he has cleared (`old = p.grad`): they
// must not be written over.
static bool is_held(const struct reducer *reducer, const struct bucket *bucket)
{
    uint32_t ours = 1; // references to the storage
    bool all_cleared = true, held = false;
    for (int place = bucket->first; place < bucket->first + bucket->count; place++) {
        const struct watched *each = &reducer->watched[reducer->order[place]];
        const struct gradient *gradient = each->parameter->gradient;
        bool cleared = !gradient->zeroed && gradient->grad != each->slot;
        held |= cleared && each->slot->refs > 2;
        all_cleared &= cleared;
        ours++;
    }
    return held || (all_cleared && bucket->storage->refs > ours);
}

// ---- one reduction

static void scale_bucket(const struct bucket *bucket, int size)
{
    if (size > 1) {
        optimize_scale(bucket->dtype, bucket->storage->data, bucket->numel, 1.0 / size);
    }
}

static bool move_gradients(struct work *work)
{
    struct reducer *reducer = work->receive;
    int first = reducer->find_unused ? 1 : 0;
    if (work->stage < first) {
        traffic_add(work, TRAFFIC_ALL_REDUCE, (size_t)reducer->count);
        MPI_Allreduce(MPI_IN_PLACE, reducer->used, reducer->count, MPI_UINT8_T, MPI_MAX,
                      work->group->comm);
        return true;
    }
    if (work->stage - first >= reducer->bucket_count) {
        return false;
    }
    const struct bucket *bucket = &reducer->buckets[work->stage - first];
    scale_bucket(bucket, work->group->size);
    MPI_Allreduce(MPI_IN_PLACE, bucket->storage->data, (int)bucket->numel,
                  reduction_datatype(bucket->dtype), MPI_SUM, work->group->comm);
    traffic_add(work, TRAFFIC_ALL_REDUCE, (size_t)bucket->numel * dtype_size(bucket->dtype));
    return true;
}

static const struct work_kind gradients_kind = {agreement_begin, agreement_pursue, move_gradients,
                                                NULL, 1};

// Brings every gradient into its bucket: those that lie elsewhere are copied, missing ones are zero.
static enum status collect(struct reducer *reducer)
{
    for (int i = 0; i < reducer->count; i++) {
        struct watched *each = &reducer->watched[i];
        struct tensor *grad = autograd_grad(each->parameter);
        if (grad == NULL) {
            memset(tensor_data(each->slot), 0, bytes_of(each->slot));
        } else if (grad != each->slot) {
            staging_pack(grad, tensor_data(each->slot));
        }
        if (reducer->used != NULL) {
            reducer->used[i] = each->ready;
        }
    }
    return STATUS_OK;
}

static enum status spread(struct reducer *reducer)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < reducer->count && status == STATUS_OK; i++) {
        struct watched *each = &reducer->watched[i];
        struct tensor *grad = autograd_grad(each->parameter);
        if (grad == NULL && reducer->used != NULL && !reducer->used[i]) {
            continue; // no rank has reached it: it stays None
        }
        if (grad == NULL) {
            status = autograd_set_grad(each->parameter, each->slot);
        } else if (grad != each->slot) {
            staging_unpack(tensor_data(each->slot), grad);
        }
        tensor_touch(each->slot);
    }
    return status;
}

static enum status reduce_all(struct reducer *reducer)
{
    enum status status = collect(reducer);
    struct call call = call_on(DIST_DDP_GRADIENTS, NULL);
    call.dtype = (int)reducer->buckets[0].dtype;
    call.reduce = REDUCE_SUM;
    call.ndim = 1;
    call.shape[0] = 0;
    for (int i = 0; i < reducer->bucket_count; i++) {
        call.shape[0] += reducer->buckets[i].numel;
    }
    struct work work;
    work_init(&work, reducer->group, &gradients_kind, &call);
    work.receive = reducer;
    if (status == STATUS_OK) {
        status = work_make(&work, NULL);
    }
    return status == STATUS_OK ? spread(reducer) : status;
}

// ---- backward's end

static struct reducer *active;

// Several models may share one backward; each is reduced in the order in which it was reached.
static enum status after_backward(void *context)
{
    (void)context;
    enum status status = STATUS_OK;
    while (active != NULL) {
        struct reducer *reducer = active;
        active = reducer->next_active;
        reducer->active = false;
        bool complete = reducer->find_unused || reducer->ready_count == reducer->count;
        if (!complete || status != STATUS_OK) {
            continue; // the next forward pass tells
        }
        reducer->expecting = false;
        if (reducer->sync) {
            status = reduce_all(reducer);
        }
    }
    return status;
}

static void gradient_is_ready(void *context, struct tensor *leaf)
{
    struct watched *each = context;
    struct reducer *reducer = each->reducer;
    (void)leaf;
    if (!reducer->expecting || each->ready) {
        return;
    }
    each->ready = true;
    reducer->ready_count++;
    if (!reducer->active) {
        struct reducer **last = &active;
        while (*last != NULL) {
            last = &(*last)->next_active;
        }
        *last = reducer;
        reducer->next_active = NULL;
        reducer->active = true;
        autograd_after_backward(after_backward, NULL);
    }
}

static enum status complain_of_unused(const struct reducer *reducer)
{
    char indices[400];
    int length = 0;
    for (int i = 0; i < reducer->count && length < (int)sizeof indices - 12; i++) {
        if (!reducer->watched[i].ready) {
            length += snprintf(indices + length, sizeof indices - (size_t)length, " %d", i);
        }
    }
    return failure(
        FAILURE_RUNTIME,
        "Expected to have finished reduction in the prior iteration before starting a new one. "
        "This error indicates that your module has parameters that were not used in producing "
        "loss. You can enable unused parameter detection by passing the keyword argument "
        "`find_unused_parameters=True` to `torch.nn.parallel.DistributedDataParallel`, and by \n"
        "making sure all `forward` function outputs participate in calculating loss. \n"
        "Parameter indices which did not receive grad for rank %d:%s",
        process_group_rank(reducer->group), indices);
}

enum status reducer_prepare(struct reducer *reducer, bool sync)
{
    if (reducer->expecting && reducer->sync && reducer->ready_count > 0) {
        return complain_of_unused(reducer);
    }
    for (int i = 0; i < reducer->bucket_count; i++) {
        if (is_held(reducer, &reducer->buckets[i])) {
            enum status status = furnish(reducer, &reducer->buckets[i]);
            if (status != STATUS_OK) {
                return status;
            }
        }
    }
    for (int i = 0; i < reducer->count; i++) {
        reducer->watched[i].ready = false;
    }
    reducer->ready_count = 0;
    reducer->sync = sync;
    reducer->expecting = true;
    return STATUS_OK;
}

// ---- life

static enum status watch(struct reducer *reducer, struct tensor **parameters)
{
    for (int i = 0; i < reducer->count; i++) {
        struct watched *each = &reducer->watched[i];
        struct gradient *gradient;
        *each = (struct watched){.parameter = tensor_ref(parameters[i]), .reducer = reducer};
        enum status status = autograd_gradient(parameters[i], &gradient);
        if (status != STATUS_OK) {
            reducer->count = i + 1;
            return status;
        }
        gradient->ready = gradient_is_ready;
        gradient->ready_context = each;
    }
    return STATUS_OK;
}

enum status reducer_create(struct process_group *group, struct tensor **parameters, int count,
                           const struct reducer_options *options, struct reducer **ret_reducer)
{
    struct reducer *reducer = calloc(1, sizeof *reducer);
    if (reducer == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for the gradients");
    }
    size_t room = (size_t)count + 1;
    reducer->group = group;
    process_group_ref(group);
    reducer->count = count;
    reducer->find_unused = options->find_unused;
    reducer->watched = calloc(room, sizeof *reducer->watched);
    reducer->order = calloc(room, sizeof *reducer->order);
    reducer->buckets = calloc(room, sizeof *reducer->buckets);
    reducer->used = options->find_unused ? calloc(room, 1) : NULL;
    enum status status = STATUS_MEMORY;
    if (reducer->watched == NULL || reducer->order == NULL || reducer->buckets == NULL ||
        (options->find_unused && reducer->used == NULL)) {
        reducer->count = 0;
        status_fail(STATUS_MEMORY, "no memory for the gradients");
    } else {
        status = watch(reducer, parameters);
    }
    for (int i = 0; i < reducer->count; i++) {
        reducer->order[i] = reducer->count - 1 - i;
    }
    if (status == STATUS_OK) {
        cut_buckets(reducer, options->bucket_bytes);
    }
    for (int i = 0; i < reducer->bucket_count && status == STATUS_OK; i++) {
        status = furnish(reducer, &reducer->buckets[i]);
    }
    if (status != STATUS_OK) {
        reducer_destroy(reducer);
        return status;
    }
    *ret_reducer = reducer;
    return STATUS_OK;
}

static void forget_active(struct reducer *reducer)
{
    for (struct reducer **link = &active; *link != NULL; link = &(*link)->next_active) {
        if (*link == reducer) {
            *link = reducer->next_active;
            return;
        }
    }
}

void reducer_destroy(struct reducer *reducer)
{
    if (reducer == NULL) {
        return;
    }
    forget_active(reducer);
    for (int i = 0; i < reducer->count; i++) {
        struct watched *each = &reducer->watched[i];
        struct gradient *gradient = each->parameter->gradient;
        if (gradient != NULL && gradient->ready_context == each) {
            gradient->ready = NULL;
            autograd_set_slot(each->parameter, NULL);
        }
        tensor_unref(each->slot);
        tensor_unref(each->parameter);
    }
    for (int i = 0; i < reducer->bucket_count; i++) {
        storage_unref(reducer->buckets[i].storage);
    }
    process_group_unref(reducer->group);
    free(reducer->watched);
    free(reducer->order);
    free(reducer->buckets);
    free(reducer->used);
    free(reducer);
}

int reducer_bucket_count(const struct reducer *reducer)
{
    return reducer->bucket_count;
}

size_t reducer_bucket_size(const struct reducer *reducer, int bucket)
{
    return (size_t)reducer->buckets[bucket].numel * dtype_size(reducer->buckets[bucket].dtype);
}
