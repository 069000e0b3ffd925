// Process groups as objects: WORLD, new_group, and what can be asked of them. Order: the type,
// WORLD, arguments, questions, new_group and destroy.
#include <stdlib.h>
#include <string.h>

#include "core/dist/mpi_world.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/torch/distributed_inside.h"

static struct group_object *world;     // NULL: not initialised
static struct value outsider;          // GroupMember.NON_GROUP_MEMBER
static int outsiders[MPI_WORLD_LIMIT]; // the ranks of the last group that this one is not in
static int outsiders_count;
static struct list *group_list; // every group_object made since init, to destroy them together

// ---- the type

static struct group_object *of(struct value value)
{
    return (struct group_object *)value.object;
}

static struct process_group *group_of(struct value value)
{
    return of(value)->group;
}

static void finish(struct object *self)
{
    process_group_unref(((struct group_object *)self)->group);
}

static struct value method_rank(struct value *args)
{
    return value_int(process_group_rank(group_of(args[0])));
}

static struct value method_size(struct value *args)
{
    return value_int(process_group_size(group_of(args[0])));
}

static struct value method_name(struct value *args)
{
    return value_object(str_from(backend_name(process_group_backend(group_of(args[0])))));
}

static const struct native methods[] = {
    {"rank(self)", method_rank, 0, NULL},
    {"size(self)", method_size, 0, NULL},
    {"name(self)", method_name, 0, NULL},
    {0},
};

struct type distributed_group_type = {
    .name = "ProcessGroupGloo",
    .module = "torch.distributed.distributed_c10d",
    .size = sizeof(struct group_object),
    .flags = TYPE_NO_CREATE,
    .methods = methods,
    .finish = finish,
};

static struct group_object *group_create(struct process_group *group)
{
    struct group_object *object = type_allocate(&distributed_group_type, 0);
    if (object == NULL) {
        process_group_unref(group);
        return NULL;
    }
    object->group = group;
    if (group_list == NULL) {
        group_list = list_create(4);
    }
    if (group_list == NULL || !list_append(group_list, value_object(object))) {
        object_unref(object);
        return NULL;
    }
    return object;
}

// ---- WORLD

struct group_object *distributed_world(void)
{
    return world;
}

// group.WORLD and GroupMember.WORLD follow the default group.
static bool show_world(void)
{
    static const char *const holders[] = {"group", "GroupMember"};
    struct value now = world != NULL ? value_object(world) : value_none;
    struct value module = module_import("torch.distributed");
    bool shown = value_is_set(module);
    for (int i = 0; i < 2 && shown; i++) {
        struct value holder = object_get_named(module, holders[i]);
        shown = value_is_set(holder) && object_set_named(holder, "WORLD", now);
        value_unref(holder);
    }
    value_unref(module);
    return shown;
}

static void leave_all(void)
{
    for (size_t i = 0; group_list != NULL && i < group_list->count; i++) {
        process_group_leave(group_of(group_list->items[i]));
    }
    object_unref(group_list);
    group_list = NULL;
}

bool distributed_set_world(struct process_group *group)
{
    struct group_object *old = world;
    world = NULL;
    if (group == NULL) {
        leave_all();
    } else {
        world = group_create(group);
    }
    object_unref(old);
    return (group == NULL || world != NULL) && show_world();
}

// ---- arguments

static bool is_world(struct value group)
{
    return value_is_none(group) || !value_is_set(group) ||
           (world != NULL && value_is_object(group) && group.object == &world->object);
}

static struct group_object *need_world(void)
{
    if (world == NULL) {
        raise_value("Default process group has not been initialized, please make sure to call "
                    "init_process_group.");
    }
    return world;
}

static bool is_outsider(struct value group)
{
    return value_is_set(outsider) && value_same(group, outsider);
}

static struct group_object *not_registered(struct value group)
{
    struct str *text = object_str(group);
    if (text != NULL) {
        raise_error(&exception_runtime_error,
                    "Group %s is not registered, please create group with "
                    "torch.distributed.new_group API",
                    text->data);
    }
    object_unref(text);
    return NULL;
}

struct group_object *distributed_group(struct value group, bool *ret_outsider)
{
    *ret_outsider = is_outsider(group);
    if (*ret_outsider) {
        return NULL;
    }
    if (is_world(group)) {
        return need_world();
    }
    if (!value_is(group, &distributed_group_type)) {
        return not_registered(group);
    }
    return of(group);
}

struct group_object *distributed_group_for(struct value group, const char *name, bool *ret_outsider)
{
    struct group_object *found = distributed_group(group, ret_outsider);
    if (*ret_outsider) {
        int rank = world != NULL ? process_group_rank(world->group) : -1;
        distributed_warn("UserWarning",
                         "Running %s on global rank %d which does not belong to the given group.",
                         name, rank);
    }
    return found;
}

// "Global rank 3 is not part of group …".
static struct value not_part(struct value group, const char *kind, int64_t rank)
{
    struct str *text = object_repr(group);
    if (text != NULL) {
        raise_value("%s rank %lld is not part of group %s", kind, (long long)rank, text->data);
    }
    object_unref(text);
    return value_unset;
}

bool distributed_rank_in(const struct group_object *group, struct value global_rank, int *ret_rank)
{
    int64_t wanted;
    if (!native_int(global_rank, &wanted)) {
        return false;
    }
    if (group == world) {
        *ret_rank = wanted < INT32_MIN || wanted > INT32_MAX ? -1 : (int)wanted;
        return true;
    }
    int rank =
        wanted >= 0 && wanted < INT32_MAX ? process_group_rank_of(group->group, (int)wanted) : -1;
    if (rank < 0) {
        not_part(value_object(group), "Global", wanted);
        return false;
    }
    *ret_rank = rank;
    return true;
}

// ---- questions

static struct value is_initialized(struct value *args)
{
    (void)args;
    return value_bool(world != NULL);
}

static struct value get_rank(struct value *args)
{
    if (is_outsider(args[0])) {
        return value_int(-1);
    }
    if (need_world() == NULL) {
        return value_unset;
    }
    if (is_world(args[0])) {
        return value_int(process_group_rank(world->group));
    }
    if (!value_is(args[0], &distributed_group_type) || process_group_left(group_of(args[0]))) {
        not_registered(args[0]);
        return value_unset;
    }
    return value_int(process_group_rank(group_of(args[0])));
}

static struct value get_world_size(struct value *args)
{
    if (is_outsider(args[0])) {
        return value_int(-1);
    }
    if (is_world(args[0])) {
        return need_world() != NULL ? value_int(process_group_size(world->group)) : value_unset;
    }
    return object_call_method(args[0], "size", NULL, 0); // what is no group has no size
}

static struct value get_backend(struct value *args)
{
    bool outside;
    struct group_object *group = distributed_group(args[0], &outside);
    if (outside) {
        return raise_value("Invalid process group specified");
    }
    if (group == NULL) {
        return value_unset;
    }
    return value_object(str_from(backend_name(process_group_backend(group->group))));
}

static struct value get_process_group_ranks(struct value *args)
{
    bool outside;
    struct group_object *group = distributed_group(args[0], &outside);
    if (group == NULL && !outside) {
        return value_unset;
    }
    int size = outside ? outsiders_count : process_group_size(group->group);
    struct list *list = list_create((size_t)size);
    for (int rank = 0; list != NULL && rank < size; rank++) {
        list_push(list, value_int(outside ? outsiders[rank]
                                          : process_group_world_rank(group->group, rank)));
    }
    return value_object(list);
}

// A group that this rank is not in: PyTorch knows the last such one by all of them.
static struct value outsider_rank(struct value group, struct value global_rank)
{
    int64_t wanted;
    if (!native_int(global_rank, &wanted)) {
        return value_unset;
    }
    for (int rank = 0; rank < outsiders_count; rank++) {
        if (outsiders[rank] == wanted) {
            return value_int(rank);
        }
    }
    return not_part(group, "Global", wanted);
}

static struct value get_group_rank(struct value *args)
{
    bool outside;
    int rank;
    struct group_object *group = distributed_group(args[0], &outside);
    if (outside) {
        return outsider_rank(args[0], args[1]);
    }
    if (group == NULL || !distributed_rank_in(group, args[1], &rank)) {
        return value_unset;
    }
    return value_int(rank);
}

static struct value get_global_rank(struct value *args)
{
    bool outside;
    int64_t rank;
    struct group_object *group = distributed_group(args[0], &outside);
    if ((group == NULL && !outside) || !native_int(args[1], &rank)) {
        return value_unset;
    }
    if (outside) {
        return rank >= 0 && rank < outsiders_count ? value_int(outsiders[rank])
                                                   : not_part(args[0], "Group", rank);
    }
    if (group == world) {
        return value_int(rank);
    }
    if (rank < 0 || rank >= process_group_size(group->group)) {
        return not_part(args[0], "Group", rank);
    }
    return value_int(process_group_world_rank(group->group, (int)rank));
}

// ---- new_group and destroy

static int compare_ints(const void *a, const void *b)
{
    int left = *(const int *)a, right = *(const int *)b;
    return (left > right) - (left < right);
}

static struct value refuse_ranks(struct list *list, const char *why)
{
    struct str *text = object_repr(value_object(list));
    if (text != NULL) {
        raise_value("%s, got %s", why, text->data);
    }
    object_unref(text);
    return value_unset;
}

// The ranks in order. -1: raised. PyTorch's checks in its order.
static int read_ranks(struct value ranks, int ret_ranks[static MPI_WORLD_LIMIT])
{
    int size = process_group_size(world->group), count = 0;
    if (value_is_none(ranks)) {
        for (; count < size; count++) {
            ret_ranks[count] = count;
        }
        return count;
    }
    struct list *list = object_to_list(ranks);
    if (list == NULL) {
        return -1;
    }
    bool fine = false;
    if (list->count > (size_t)size) {
        raise_value("the new group's world size should be less or equal to the world size set by "
                    "init_process_group");
    } else if (list->count == 0) {
        refuse_ranks(list, "a group needs at least one rank");
    } else {
        fine = true;
    }
    for (size_t i = 0; i < list->count && fine; i++) {
        int64_t rank;
        fine = native_int(list->items[i], &rank);
        if (fine && (rank < 0 || rank >= size)) {
            raise_value("The new group's rank should be within the the world_size set by "
                        "init_process_group");
            fine = false;
        }
        ret_ranks[count++] = fine ? (int)rank : 0;
    }
    if (fine) {
        qsort(ret_ranks, (size_t)count, sizeof *ret_ranks, compare_ints);
    }
    for (int i = 1; i < count && fine; i++) {
        if (ret_ranks[i] == ret_ranks[i - 1]) {
            refuse_ranks(list, "ranks list must not contain duplicate entries");
            fine = false;
        }
    }
    object_unref(list);
    return fine ? count : -1;
}

static struct value new_group(struct value *args)
{
    int ranks[MPI_WORLD_LIMIT];
    int64_t timeout_ns;
    enum backend backend;
    if (need_world() == NULL) {
        return value_unset;
    }
    timeout_ns = process_group_timeout_ns(world->group);
    backend = process_group_backend(world->group);
    if (!value_is_none(args[1]) && !distributed_duration(args[1], &timeout_ns)) {
        return value_unset;
    }
    if (!value_is_none(args[2]) && !distributed_backend(args[2], &backend)) {
        return value_unset;
    }
    int count = read_ranks(args[0], ranks);
    if (count < 0) {
        return value_unset;
    }
    struct process_group *group;
    interp_publish_place();
    enum status status = process_group_new(world->group, ranks, count, backend, timeout_ns, &group);
    if (status != STATUS_OK) {
        return distributed_raise(status);
    }
    if (group == NULL) {
        memcpy(outsiders, ranks, (size_t)count * sizeof *ranks);
        outsiders_count = count;
        return value_ref(outsider);
    }
    return value_object(group_create(group));
}

// Collective only in its use: it says nothing to the others.
static struct value destroy_process_group(struct value *args)
{
    if (is_outsider(args[0])) {
        return value_none;
    }
    if (world == NULL) {
        return raise_error(&exception_assertion_error, "%s", "");
    }
    if (is_world(args[0])) {
        return distributed_set_world(NULL) ? value_none : value_unset;
    }
    if (!value_is(args[0], &distributed_group_type) || process_group_left(group_of(args[0]))) {
        return raise_value("Invalid process group specified");
    }
    process_group_leave(group_of(args[0]));
    return value_none;
}

const struct native distributed_group_functions[] = {
    {"is_initialized()", is_initialized, NATIVE_PYTHON, NULL},
    {"get_rank(group=None)", get_rank, NATIVE_PYTHON, NULL},
    {"get_world_size(group=None)", get_world_size, NATIVE_PYTHON, NULL},
    {"get_backend(group=None)", get_backend, NATIVE_PYTHON, NULL},
    {"get_process_group_ranks(group)", get_process_group_ranks, NATIVE_PYTHON, NULL},
    {"get_group_rank(group, global_rank)", get_group_rank, NATIVE_PYTHON, NULL},
    {"get_global_rank(group, group_rank)", get_global_rank, NATIVE_PYTHON, NULL},
    {"new_group(ranks=None, timeout=None, backend=None, pg_options=None, "
     "use_local_synchronization=False, group_desc=None, device_id=None)",
     new_group, NATIVE_PYTHON, NULL},
    {"destroy_process_group(group=None)", destroy_process_group, NATIVE_PYTHON, NULL},
    {0},
};

bool distributed_group_fill(struct value non_member)
{
    value_replace(&outsider, value_ref(non_member));
    return true;
}

void distributed_group_finish(void)
{
    leave_all();
    object_unref(world);
    world = NULL;
    value_clear(&outsider);
}
