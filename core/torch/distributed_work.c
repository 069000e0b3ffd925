// Work: what async_op, isend and irecv return.
#include "core/lang/containers/list.h"
#include "core/lang/interp.h"
#include "core/lang/objects/object.h"
#include "core/torch/distributed_inside.h"

struct work_object {
    struct object object;
    struct work *work;
    struct value result; // the tensors it fills, as a list
    struct value source; // of a receive, a rank of WORLD
    struct group_object *group;
};

static struct work_object *of(struct value value)
{
    return (struct work_object *)value.object;
}

static void finish(struct object *self)
{
    struct work_object *object = (struct work_object *)self;
    work_unref(object->work);
    value_unref(object->result);
    object_unref(object->group);
}

static struct value method_wait(struct value *args)
{
    int64_t timeout_ns = 0;
    if (value_is_set(args[1]) && !value_is_none(args[1]) &&
        !distributed_duration(args[1], &timeout_ns)) {
        raise_forget();
        return raise_type("wait(): incompatible function arguments. The following argument types "
                          "are supported:\n    1. (self: torch._C._distributed_c10d.Work, timeout: "
                          "datetime.timedelta = datetime.timedelta(0)) -> bool");
    }
    interp_publish_place();
    enum status status = work_wait(of(args[0])->work, timeout_ns);
    return status == STATUS_OK ? value_true : distributed_raise(status);
}

static struct value method_synchronize(struct value *args)
{
    struct value wait_args[] = {args[0], value_unset};
    struct value done = method_wait(wait_args);
    return value_is_set(done) ? value_none : value_unset;
}

static struct value method_is_completed(struct value *args)
{
    return value_bool(work_completed(of(args[0])->work));
}

static struct value method_is_success(struct value *args)
{
    struct work *work = of(args[0])->work;
    return value_bool(work_completed(work) && !work_failed(work));
}

static struct value method_result(struct value *args)
{
    struct work_object *object = of(args[0]);
    if (!work_completed(object->work)) {
        return raise_error(&exception_runtime_error,
                           "Work needs to be completed before calling result(). Should call "
                           "wait() before result().");
    }
    return value_ref(object->result);
}

static struct value method_source_rank(struct value *args)
{
    struct work_object *object = of(args[0]);
    int source = work_source(object->work);
    if (source < 0) {
        return raise_error(&exception_runtime_error,
                           "sourceRank() may only be called on work objects that correspond to a "
                           "recv or recv-from-any call.");
    }
    return value_int(source);
}

static struct value method_exception(struct value *args)
{
    (void)args;
    return value_none; // a failure is raised by wait()
}

static const struct native methods[] = {
    {"wait(self, timeout=?)", method_wait, 0, NULL},
    {"synchronize(self)", method_synchronize, 0, NULL},
    {"is_completed(self)", method_is_completed, 0, NULL},
    {"is_success(self)", method_is_success, 0, NULL},
    {"result(self)", method_result, 0, NULL},
    {"source_rank(self)", method_source_rank, 0, NULL},
    {"_source_rank(self)", method_source_rank, 0, NULL},
    {"exception(self)", method_exception, 0, NULL},
    {0},
};

struct type distributed_work_type = {
    .name = "Work",
    .module = "torch.distributed.distributed_c10d",
    .size = sizeof(struct work_object),
    .flags = TYPE_NO_CREATE,
    .methods = methods,
    .finish = finish,
};

struct value distributed_work(struct work *work, struct value result)
{
    struct work_object *object = type_allocate(&distributed_work_type, 0);
    if (object == NULL) {
        work_unref(work);
        value_unref(result);
        return value_unset;
    }
    object->work = work;
    object->result = value_is_set(result) ? result : value_none;
    return value_object(object);
}
