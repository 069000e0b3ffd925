// The collectives on Python objects: pickled, sent as bytes, read again.
#include <stdlib.h>

#include "core/dist/collective.h"
#include "core/dist/mpi_world.h"
#include "core/lang/containers/list.h"
#include "core/lang/interp.h"
#include "core/lang/objects/object.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/pickle.h"

static struct bytes take(struct text *text)
{
    return (struct bytes){.data = text->data, .length = text->length};
}

static void free_all(struct bytes *all, int count)
{
    for (int i = 0; i < count; i++) {
        free(all[i].data);
    }
}

// object_list[index] = what the bytes say; they are freed.
static bool put(struct value object_list, int index, struct bytes *bytes)
{
    struct value value = pickle_read(bytes->data, bytes->length);
    free(bytes->data);
    bytes->data = NULL;
    bool set = value_is_set(value) && object_set_item(object_list, value_int(index), value);
    value_unref(value);
    return set;
}

static bool put_all(struct value object_list, struct bytes *all, int count)
{
    bool fine = true;
    for (int i = 0; i < count && fine; i++) {
        fine = put(object_list, i, &all[i]);
    }
    free_all(all, count);
    return fine;
}

static struct value all_gather_object(struct value *args)
{
    bool outside;
    struct bytes all[MPI_WORLD_LIMIT];
    struct text mine = {0};
    struct group_object *group = distributed_group_for(args[2], "all_gather_object", &outside);
    if (group == NULL) {
        return outside ? value_none : value_unset;
    }
    struct value result = value_unset;
    if (pickle_value(args[1], &mine)) {
        struct bytes bytes = take(&mine);
        interp_publish_place();
        enum status status = all_gather_bytes(group->group, &bytes, all);
        if (status != STATUS_OK) {
            distributed_raise(status);
        } else if (put_all(args[0], all, process_group_size(group->group))) {
            result = value_none;
        }
    }
    text_finish(&mine);
    return result;
}

// The root as a rank of the group; rank 0 of WORLD if nothing is said.
static bool read_root(const struct group_object *group, struct value root, int *ret_root)
{
    return distributed_rank_in(group, value_is_none(root) ? value_int(0) : root, ret_root);
}

static struct value gather_object(struct value *args)
{
    bool outside, given;
    int root;
    struct bytes all[MPI_WORLD_LIMIT];
    struct text mine = {0};
    struct group_object *group = distributed_group_for(args[3], "gather_object", &outside);
    if (group == NULL) {
        return outside ? value_none : value_unset;
    }
    if (!read_root(group, args[2], &root) || !native_truth(args[1], &given)) {
        return value_unset;
    }
    bool is_root = root == process_group_rank(group->group);
    if (is_root && !given) {
        return raise_value("Argument ``gather_list`` must be specified on destination rank.");
    }
    if (!is_root && given) {
        return raise_value("Argument ``gather_list`` must NOT be specified on non-destination "
                           "ranks.");
    }
    struct value result = value_unset;
    if (pickle_value(args[0], &mine)) {
        struct bytes bytes = take(&mine);
        interp_publish_place();
        enum status status = gather_bytes(group->group, &bytes, root, all);
        if (status != STATUS_OK) {
            distributed_raise(status);
        } else if (!is_root || put_all(args[1], all, process_group_size(group->group))) {
            result = value_none;
        }
    }
    text_finish(&mine);
    return result;
}

// Pickles each item of a list. -1: raised.
static int pickle_items(struct value object_list, struct bytes ret_all[static MPI_WORLD_LIMIT])
{
    struct list *list = object_to_list(object_list);
    int count = 0;
    bool fine = list != NULL;
    if (fine && list->count > MPI_WORLD_LIMIT) {
        raise_refused("ranksh sends at most %d objects in one list", MPI_WORLD_LIMIT);
        fine = false;
    }
    while (fine && (size_t)count < list->count) {
        struct text text = {0};
        fine = pickle_value(list->items[count], &text);
        ret_all[count++] = take(&text);
    }
    object_unref(list);
    if (!fine) {
        free_all(ret_all, count);
        return -1;
    }
    return count;
}

static struct value broadcast_object_list(struct value *args)
{
    bool outside;
    int root, count = 0;
    int64_t length;
    struct bytes all[MPI_WORLD_LIMIT];
    struct group_object *group = distributed_group_for(args[2], "broadcast_object_list", &outside);
    if (group == NULL) {
        return outside ? value_none : value_unset;
    }
    if (!read_root(group, args[1], &root)) {
        return value_unset;
    }
    bool is_root = root == process_group_rank(group->group);
    if (is_root) {
        count = pickle_items(args[0], all);
    } else if (object_length(args[0], &length)) {
        count = length <= MPI_WORLD_LIMIT ? (int)length : MPI_WORLD_LIMIT;
    } else {
        count = -1;
    }
    if (count < 0) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = broadcast_bytes(group->group, all, count, root);
    if (is_root) {
        free_all(all, count);
    }
    if (status != STATUS_OK) {
        return distributed_raise(status);
    }
    return is_root || put_all(args[0], all, count) ? value_none : value_unset;
}

static struct value scatter_object_list(struct value *args)
{
    bool outside;
    int root, count = 0;
    struct bytes all[MPI_WORLD_LIMIT], mine;
    struct group_object *group = distributed_group_for(args[3], "scatter_object_list", &outside);
    if (group == NULL) {
        return outside ? value_none : value_unset;
    }
    if (!value_is(args[0], &list_type) || list_of(args[0])->count < 1) {
        return raise_value("Expected argument scatter_object_output_list to be a list of size at "
                           "least 1.");
    }
    if (!read_root(group, args[2], &root)) {
        return value_unset;
    }
    bool is_root = root == process_group_rank(group->group);
    int size = process_group_size(group->group);
    if (is_root) {
        count = pickle_items(args[1], all);
        if (count >= 0 && count != size) {
            free_all(all, count);
            raise_value("Expected argument scatter_object_input_list to have %d objects, one for "
                        "each rank, but it has %d",
                        size, count);
            count = -1;
        }
    }
    if (count < 0) {
        return value_unset;
    }
    interp_publish_place();
    enum status status = scatter_bytes(group->group, all, root, &mine);
    free_all(all, count);
    if (status != STATUS_OK) {
        return distributed_raise(status);
    }
    return put(args[0], 0, &mine) ? value_none : value_unset;
}

const struct native distributed_object_functions[] = {
    {"all_gather_object(object_list, obj, group=None)", all_gather_object, NATIVE_PYTHON, NULL},
    {"gather_object(obj, object_gather_list=None, dst=None, group=None)", gather_object,
     NATIVE_PYTHON, NULL},
    {"broadcast_object_list(object_list, src=None, group=None, device=None)", broadcast_object_list,
     NATIVE_PYTHON, NULL},
    {"scatter_object_list(scatter_object_output_list, scatter_object_input_list=None, src=None, "
     "group=None)",
     scatter_object_list, NATIVE_PYTHON, NULL},
    {0},
};
