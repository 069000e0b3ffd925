// Optimizer steps. The loops want packed memory; what is not is packed and copied back.
#include "core/tensor/convert.h"
#include "core/tensor/optimize.h"

enum { MAX_OPERANDS = 5 };

// Packed stand-ins for the operands; those that are packed stand for themselves.
struct packed {
    int count;
    struct tensor *given[MAX_OPERANDS], *used[MAX_OPERANDS];
};

static enum status packed_init(struct packed *packed, int count, struct tensor *const *operands)
{
    *packed = (struct packed){.count = count};
    enum status status = STATUS_OK;
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        struct tensor *x = packed->given[i] = operands[i];
        if (x == NULL || x->contiguous) {
            packed->used[i] = x != NULL ? tensor_ref(x) : NULL;
        } else {
            status = tensor_pack_values(x, &packed->used[i]);
        }
    }
    return status;
}

// Copies back what was written (all but operand 1, the gradient) and drops the stand-ins.
static enum status packed_finish(struct packed *packed, enum status status)
{
    for (int i = 0; i < packed->count; i++) {
        struct tensor *given = packed->given[i], *used = packed->used[i];
        if (status == STATUS_OK && used != given && i != 1) {
            status = tensor_copy_values(given, used);
        }
        if (given != NULL && i != 1) {
            tensor_touch(given);
        }
        tensor_unref(used);
    }
    return status;
}

static enum status check(const struct tensor *p, const struct tensor *grad)
{
    if (!dtype_is_float(p->dtype) || p->dtype != grad->dtype || !tensor_same_shape(p, grad)) {
        return failure(FAILURE_RUNTIME, "a parameter and its gradient differ in shape or dtype");
    }
    return STATUS_OK;
}

enum status optimize_sgd(struct tensor *p, struct tensor *grad, struct tensor *momentum,
                         const struct kernel_sgd *how)
{
    struct packed packed;
    enum status status = check(p, grad);
    if (status != STATUS_OK) {
        return status;
    }
    status = packed_init(&packed, 3, (struct tensor *[]){p, grad, momentum});
    if (status == STATUS_OK) {
        struct tensor **x = packed.used;
        kernels->steps->sgd(p->dtype, tensor_data(x[0]), tensor_data(x[1]),
                            x[2] != NULL ? tensor_data(x[2]) : NULL, p->numel, how);
    }
    return packed_finish(&packed, status);
}

enum status optimize_adam(struct tensor *p, struct tensor *grad, struct tensor *mean,
                          struct tensor *square, struct tensor *top, const struct kernel_adam *how)
{
    struct packed packed;
    enum status status = check(p, grad);
    if (status != STATUS_OK) {
        return status;
    }
    status = packed_init(&packed, 5, (struct tensor *[]){p, grad, mean, square, top});
    if (status == STATUS_OK) {
        struct tensor **x = packed.used;
        kernels->steps->adam(p->dtype, tensor_data(x[0]), tensor_data(x[1]), tensor_data(x[2]),
                             tensor_data(x[3]), x[4] != NULL ? tensor_data(x[4]) : NULL, p->numel,
                             how);
    }
    return packed_finish(&packed, status);
}

void optimize_scale(enum dtype dtype, void *elements, int64_t n, double by)
{
    kernels->steps->scale(dtype, elements, n, by);
}
