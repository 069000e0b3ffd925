// The Tensor type, as little of it as torch.distributed needs.
#include "core/lang/type.h"
#include "core/torch/tensor_type.h"

struct tensor_object {
    struct object object;
    struct tensor *tensor;
};

static void finish(struct object *self)
{
    tensor_unref(((struct tensor_object *)self)->tensor);
}

static struct type tensor_type = {
    .name = "Tensor",
    .module = "torch",
    .size = sizeof(struct tensor_object),
    .flags = TYPE_NO_CREATE,
    .finish = finish,
};

struct tensor *tensor_of(struct value value)
{
    return value_is(value, &tensor_type) ? ((struct tensor_object *)value.object)->tensor : NULL;
}

struct value tensor_value(struct tensor *tensor)
{
    struct tensor_object *object = type_ready(&tensor_type) ? type_allocate(&tensor_type, 0) : NULL;
    if (object == NULL) {
        tensor_unref(tensor);
        return value_unset;
    }
    object->tensor = tensor;
    return value_object(object);
}
