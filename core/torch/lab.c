// lab: the digits that are built in, and word of each step for whoever watches.
#include "core/lang/containers/tuple.h"
#include "core/tensor/digits.h"
#include "core/torch/nn.h"
#include "core/torch/tensor_type.h"
#include "core/torch/training.h"

static struct value digits(struct value *args)
{
    (void)args;
    struct tensor *tensors[4];
    enum status status = digits_load(tensors);
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    struct tuple *tuple = tuple_create(4);
    bool fine = tuple != NULL;
    for (int i = 0; i < 4; i++) {
        struct value value = tensor_value(tensors[i]);
        fine = fine && value_is_set(value);
        if (tuple != NULL) {
            tuple->items[i] = value;
        } else {
            value_unref(value);
        }
    }
    if (!fine) {
        object_unref(tuple);
        return value_unset;
    }
    return value_object(tuple);
}

static struct value step(struct value *args)
{
    int64_t epoch, left;
    double loss;
    if (!native_int(args[0], &epoch) || !native_float(args[1], &loss) ||
        !native_int(args[2], &left)) {
        return value_unset;
    }
    training_epoch((uint32_t)epoch);
    training_loss(loss);
    training_left((uint64_t)left);
    return value_none;
}

const struct native lab_functions[] = {
    {"_digits()", digits, 0, NULL},
    {"_training_step(epoch, loss, left)", step, 0, NULL},
    {0},
};
