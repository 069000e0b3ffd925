// The reducer of core/dist for the dialect's part of torch.nn.parallel.
#include <stdlib.h>

#include "core/dist/reducer.h"
#include "core/lang/containers/list.h"
#include "core/lang/interp.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/tensor_type.h"

struct reducer_object {
    struct object object;
    struct reducer *reducer;
};

static void finish(struct object *self)
{
    reducer_destroy(((struct reducer_object *)self)->reducer);
}

struct type distributed_reducer_type = {
    .name = "Reducer",
    .module = "torch.distributed",
    .size = sizeof(struct reducer_object),
    .flags = TYPE_NO_CREATE,
    .finish = finish,
};

// The tensors of two lists, one behind the other, malloc'ed. NULL: raised.
static struct tensor **tensors_of(struct value first, struct value second, int *ret_count)
{
    const struct list *lists[] = {list_of(first),
                                  value_is(second, &list_type) ? list_of(second) : NULL};
    size_t count = lists[0]->count + (lists[1] != NULL ? lists[1]->count : 0);
    struct tensor **tensors = calloc(count + 1, sizeof *tensors);
    *ret_count = 0;
    for (int i = 0; i < 2 && tensors != NULL && lists[i] != NULL; i++) {
        for (size_t j = 0; j < lists[i]->count; j++) {
            tensors[(*ret_count)++] = tensor_of(lists[i]->items[j]);
        }
    }
    if (tensors == NULL) {
        raise_memory();
    }
    return tensors;
}

static struct value default_group(struct value *args)
{
    (void)args;
    bool outside;
    return value_of(distributed_group(value_none, &outside));
}

static struct process_group *group_of(struct value value)
{
    bool outside;
    struct group_object *group = distributed_group(value, &outside);
    if (outside) {
        raise_value("Invalid process group specified");
    }
    return group != NULL ? group->group : NULL;
}

static struct value share_model(struct value *args)
{
    int count;
    struct process_group *group = group_of(args[0]);
    struct tensor **tensors = group != NULL ? tensors_of(args[1], args[2], &count) : NULL;
    if (tensors == NULL) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = reducer_share_model(group, tensors, count, (int)list_of(args[1])->count);
    free(tensors);
    return status == STATUS_OK ? value_none : distributed_raise(status);
}

static struct value share_buffers(struct value *args)
{
    int count;
    struct process_group *group = group_of(args[0]);
    struct tensor **tensors = group != NULL ? tensors_of(args[1], value_none, &count) : NULL;
    if (tensors == NULL) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = reducer_share_buffers(group, tensors, count);
    free(tensors);
    return status == STATUS_OK ? value_none : distributed_raise(status);
}

static struct value make_reducer(struct value *args)
{
    int count;
    int64_t bytes;
    struct reducer_options options;
    struct process_group *group = group_of(args[0]);
    if (group == NULL || !native_int(args[2], &bytes) ||
        !native_truth(args[3], &options.find_unused)) {
        return value_unset;
    }
    options.bucket_bytes = bytes > 0 ? (size_t)bytes : 1;
    struct reducer_object *object = type_allocate(&distributed_reducer_type, 0);
    struct tensor **tensors = object != NULL ? tensors_of(args[1], value_none, &count) : NULL;
    enum status status = tensors != NULL
                             ? reducer_create(group, tensors, count, &options, &object->reducer)
                             : STATUS_OK;
    free(tensors);
    if (status != STATUS_OK) {
        distributed_raise(status);
    }
    if (raise_pending()) {
        object_unref(object);
        return value_unset;
    }
    return value_object(object);
}

static struct value prepare(struct value *args)
{
    bool sync;
    if (!native_truth(args[1], &sync)) {
        return value_unset;
    }
    enum status status = reducer_prepare(((struct reducer_object *)args[0].object)->reducer, sync);
    return status == STATUS_OK ? value_none : distributed_raise(status);
}

const struct native distributed_parallel_functions[] = {
    {"_default_group()", default_group, 0, NULL},
    {"_share_model(group, trained, others)", share_model, 0, NULL},
    {"_share_buffers(group, buffers)", share_buffers, 0, NULL},
    {"_make_reducer(group, parameters, bucket_bytes, find_unused)", make_reducer, 0, NULL},
    {"_prepare(reducer, sync)", prepare, 0, NULL},
    {0},
};
