// send, recv, isend, irecv. Ranks in the arguments are global ranks, also with group=.
#include "core/dist/point_to_point.h"
#include "core/lang/interp.h"
#include "core/lang/objects/object.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/tensor_type.h"

// What the arguments of one call mean.
struct pair {
    struct group_object *group;
    struct tensor *tensor;
    int peer; // rank of the group, or ANY_SOURCE
    uint32_t tag;
    bool outside; // this rank is not in the group
};

enum argument { TENSOR, PEER, GROUP, TAG, GROUP_PEER };

static bool read_tag(struct value value, uint32_t *ret_tag)
{
    int64_t tag;
    if (!native_int(value, &tag)) {
        return false;
    }
    if (tag < 0) {
        return raise_false(&exception_runtime_error, "Tag must be nonnegative");
    }
    *ret_tag = (uint32_t)tag;
    return tag <= INT32_MAX || raise_false(&exception_overflow_error, "Tag is too large");
}

// The partner, as a rank of the group. `what`: "destination" or "source".
static bool read_peer(struct value *args, const char *what, struct pair *pair)
{
    int size = process_group_size(pair->group->group);
    int64_t given;
    if (!value_is_none(args[GROUP_PEER])) {
        if (value_is_set(args[PEER]) && !value_is_none(args[PEER])) {
            return raise_false(&exception_value_error,
                               "Can't specify both group_rank and global_rank");
        }
        if (!native_int(args[GROUP_PEER], &given)) {
            return false;
        }
        pair->peer = given < -1 || given > size ? size : (int)given;
    } else if (!distributed_rank_in(pair->group, args[PEER], &pair->peer)) {
        return false;
    }
    if (pair->peer < 0 || pair->peer >= size) {
        struct value shown = value_is_none(args[GROUP_PEER]) ? args[PEER] : args[GROUP_PEER];
        native_int(shown, &given);
        return raise_false(&exception_value_error,
                           "Invalid %s rank: there is no rank %lld, the ranks are 0 to %d", what,
                           (long long)given, size - 1);
    }
    if (pair->peer == process_group_rank(pair->group->group)) {
        return raise_false(&exception_value_error,
                           "Invalid %s rank: %s rank should not be the same as the rank of the "
                           "current process.",
                           what, what);
    }
    return true;
}

static bool read_pair(struct value *args, const char *name, const char *what, struct pair *pair)
{
    pair->tensor = tensor_of(args[TENSOR]);
    if (pair->tensor == NULL) {
        return distributed_need_tensor("tensor");
    }
    pair->group = distributed_group_for(args[GROUP], name, &pair->outside);
    if (pair->group == NULL) {
        return false;
    }
    bool sends = what[0] == 'd';
    if (sends && !value_is_set(args[PEER]) && value_is_none(args[GROUP_PEER])) {
        raise_type("%s() missing 1 required positional argument: 'dst'", name);
        return false;
    }
    bool any = !sends && value_is_none(args[PEER]) && value_is_none(args[GROUP_PEER]);
    pair->peer = ANY_SOURCE;
    if (!any && !read_peer(args, what, pair)) {
        return false;
    }
    if (!pair->tensor->contiguous) {
        return raise_false(&exception_runtime_error, "%s tensor has to be contiguous",
                           sends ? "input" : "output");
    }
    return read_tag(args[TAG], &pair->tag);
}

static struct value send(struct value *args)
{
    struct pair pair;
    if (!read_pair(args, "send", "destination", &pair)) {
        return pair.outside ? value_none : value_unset;
    }
    interp_publish_place();
    enum status status =
        point_to_point_send(pair.group->group, pair.tensor, pair.peer, pair.tag, NULL);
    return status == STATUS_OK ? value_none : distributed_raise(status);
}

static struct value recv(struct value *args)
{
    struct pair pair;
    int source;
    if (!read_pair(args, "recv", "source", &pair)) {
        return pair.outside ? value_int(-1) : value_unset;
    }
    interp_publish_place();
    enum status status =
        point_to_point_receive(pair.group->group, pair.tensor, pair.peer, pair.tag, &source, NULL);
    if (status != STATUS_OK) {
        return distributed_raise(status);
    }
    return value_int(process_group_world_rank(pair.group->group, source));
}

static struct value isend(struct value *args)
{
    struct pair pair;
    struct work *work;
    if (!read_pair(args, "isend", "destination", &pair)) {
        return pair.outside ? value_none : value_unset;
    }
    enum status status =
        point_to_point_send(pair.group->group, pair.tensor, pair.peer, pair.tag, &work);
    return status == STATUS_OK ? distributed_work(work, distributed_list_of(args[TENSOR]))
                               : distributed_raise(status);
}

static struct value irecv(struct value *args)
{
    struct pair pair;
    struct work *work;
    if (!read_pair(args, "irecv", "source", &pair)) {
        return pair.outside ? value_none : value_unset;
    }
    enum status status =
        point_to_point_receive(pair.group->group, pair.tensor, pair.peer, pair.tag, NULL, &work);
    return status == STATUS_OK ? distributed_work(work, distributed_list_of(args[TENSOR]))
                               : distributed_raise(status);
}

const struct native distributed_pair_functions[] = {
    {"send(tensor, dst=?, group=None, tag=0, group_dst=None)", send, NATIVE_PYTHON, NULL},
    {"recv(tensor, src=None, group=None, tag=0, group_src=None)", recv, NATIVE_PYTHON, NULL},
    {"isend(tensor, dst=?, group=None, tag=0, group_dst=None)", isend, NATIVE_PYTHON, NULL},
    {"irecv(tensor, src=None, group=None, tag=0, group_src=None)", irecv, NATIVE_PYTHON, NULL},
    {0},
};
