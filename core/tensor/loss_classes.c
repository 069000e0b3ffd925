// nll_loss and cross_entropy: x (N,C), target (N) -> () or (N).
#include <math.h>
#include <string.h>

#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/kernels/kernels.h"
#include "core/tensor/loss.h"
#include "core/tensor/softmax.h"
#include "core/tensor/view.h"

// ---- forward on values

// float32 sums in PyTorch's order: partial sums of 16 and more, eight levels deep.
struct cascade {
    int power;
    int64_t count;
    float level[8];
};

static void cascade_init(struct cascade *cascade, int64_t size)
{
    int log = size <= 2 ? 1 : 64 - __builtin_clzll((unsigned long long)size - 1);
    memset(cascade, 0, sizeof *cascade);
    cascade->power = log / 8 > 4 ? log / 8 : 4;
}

// Called after element number `at` was added to level 0.
static void cascade_carry(struct cascade *cascade, int64_t at)
{
    int64_t mask = ((int64_t)1 << cascade->power) - 1;
    for (int i = 0; i + 1 < 8 && (at & (mask << (i * cascade->power))) == 0; i++) {
        cascade->level[i + 1] += cascade->level[i];
        cascade->level[i] = 0;
    }
}

static float cascade_total(const struct cascade *cascade)
{
    float total = 0;
    for (int i = 0; i < 8; i++) {
        total += cascade->level[i];
    }
    return total;
}

struct rows {
    int64_t count, classes;
    const struct tensor *logp; // packed (N,C)
    const int64_t *targets;    // packed
    const struct loss_classes *how;
};

static double weight_of(const struct rows *rows, int64_t target)
{
    const struct tensor *weight = rows->how->weight;
    return weight == NULL ? 1 : scalar_number(tensor_element(weight, target * weight->strides[0]));
}

static enum status check_targets(const struct rows *rows)
{
    for (int64_t i = 0; i < rows->count; i++) {
        int64_t target = rows->targets[i];
        if (target != rows->how->ignore_index && (target < 0 || target >= rows->classes)) {
            return failure(FAILURE_INDEX, "Target %lld is out of bounds.", (long long)target);
        }
    }
    return STATUS_OK;
}

static void each_loss(const struct rows *rows, struct tensor *out)
{
    for (int64_t i = 0; i < rows->count; i++) {
        int64_t target = rows->targets[i];
        double value = 0;
        if (target != rows->how->ignore_index) {
            value = -weight_of(rows, target) *
                    scalar_number(tensor_element(rows->logp, i * rows->classes + target));
        }
        tensor_set_element(out, i, scalar_float(value));
    }
}

static void total_loss_narrow(const struct rows *rows, float *out, double *ret_weight)
{
    const float *logp = tensor_floats(rows->logp);
    struct cascade loss, weight;
    int64_t ignored = 0;
    cascade_init(&loss, rows->count);
    cascade_init(&weight, rows->count);
    for (int64_t i = 0; i < rows->count; i++) {
        int64_t target = rows->targets[i];
        if (target == rows->how->ignore_index) {
            ignored++;
            continue;
        }
        float x = logp[i * rows->classes + target];
        if (rows->how->weight != NULL) {
            float by = (float)weight_of(rows, target);
            weight.level[0] += by;
            x = x * by;
        }
        loss.level[0] -= x;
        cascade_carry(&loss, i);
        cascade_carry(&weight, i);
    }
    float all = rows->how->weight != NULL ? cascade_total(&weight) : (float)(rows->count - ignored);
    *ret_weight = (double)all;
    float total = cascade_total(&loss);
    *out = rows->how->reduction == LOSS_MEAN ? total / all : total;
}

static void total_loss_wide(const struct rows *rows, double *out, double *ret_weight)
{
    const double *logp = tensor_data(rows->logp);
    double total = 0, all = 0;
    for (int64_t i = 0; i < rows->count; i++) {
        int64_t target = rows->targets[i];
        if (target != rows->how->ignore_index) {
            total -= logp[i * rows->classes + target] * weight_of(rows, target);
            all += weight_of(rows, target);
        }
    }
    *ret_weight = all;
    *out = rows->how->reduction == LOSS_MEAN ? total / all : total;
}

// ---- backward. Saved: log-probabilities, targets, weights.

struct params {
    bool from_logits;
    enum loss_reduction reduction;
    int64_t ignore_index, count, classes;
    double total_weight;
    int ndim; // of x
};

static double gradient_of(const struct tensor *grad, int64_t row, const struct params *params)
{
    double value = scalar_number(tensor_element(
        grad, params->reduction == LOSS_NONE && grad->ndim > 0 ? row * grad->strides[0] : 0));
    if (params->reduction != LOSS_MEAN) {
        return value;
    }
    return grad->dtype == DTYPE_FLOAT32 ? (double)((float)value / (float)params->total_weight)
                                        : value / params->total_weight;
}

// What each row's gradient is multiplied with; zeros for rows that are ignored.
static void fill_scales(const struct params *params, const struct tensor *grad,
                        const struct rows *rows, struct tensor *scales)
{
    double shared = params->reduction != LOSS_NONE ? gradient_of(grad, 0, params) : 0;
    for (int64_t i = 0; i < params->count; i++) {
        int64_t target = rows->targets[i];
        double scale = 0;
        if (target != params->ignore_index) {
            scale = params->reduction == LOSS_NONE ? gradient_of(grad, i, params) : shared;
            scale *= rows->how->weight != NULL ? weight_of(rows, target) : 1;
        }
        tensor_set_element(scales, i, scalar_float(scale));
    }
}

static void scatter(const struct params *params, const int64_t *targets,
                    const struct tensor *scales, struct tensor *d_x)
{
    tensor_fill_values(d_x, scalar_int(0));
    for (int64_t i = 0; i < params->count; i++) {
        if (targets[i] != params->ignore_index) {
            double scale = scalar_number(tensor_element(scales, i));
            tensor_set_element(d_x, i * params->classes + targets[i], scalar_float(-scale));
        }
    }
}

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *logp = NULL, *target, *weight = NULL, *scales, *d_x;
    enum status status = node_saved(node, 1, &target);
    if (status == STATUS_OK) {
        status = node_saved(node, 0, &logp);
    }
    if (status == STATUS_OK && node->saved[2].tensor != NULL) {
        status = node_saved(node, 2, &weight);
    }
    if (status == STATUS_OK) {
        status = tensor_create(logp->dtype, 1, &params->count, &scales);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int64_t shape[] = {params->count, params->classes};
    struct loss_classes how = {weight, params->reduction, params->ignore_index};
    struct rows rows = {params->count, params->classes, logp, tensor_longs(target), &how};
    status = tensor_create(logp->dtype, params->ndim, params->ndim == 2 ? shape : shape + 1, &d_x);
    if (status == STATUS_OK) {
        fill_scales(params, grads[0], &rows, scales);
        if (params->from_logits && params->count > 0) {
            kernels->softmax->cross_entropy_back(logp->dtype, tensor_data(d_x), tensor_data(logp),
                                                 rows.targets, tensor_data(scales), params->count,
                                                 params->classes);
        } else {
            scatter(params, rows.targets, scales, d_x);
        }
        *ret_grads = d_x;
    }
    tensor_unref(scales);
    return status;
}

static const struct node_type nll_type = {"NllLossBackward0", backward, NULL};
static const struct node_type nll_stack_type = {"NllLoss2DBackward0", backward, NULL};

// ---- the functions

static enum status check(const struct tensor *x, const struct tensor *target,
                         const struct loss_classes *classes)
{
    char of_x[SHAPE_TEXT_SIZE], of_target[SHAPE_TEXT_SIZE];
    if (x->ndim == 0) {
        return failure(FAILURE_INDEX,
                       "Dimension out of range (expected to be in range of [-1, 0], but got 1)");
    }
    if (target->ndim > 1) {
        return failure(FAILURE_RUNTIME,
                       "0D or 1D target tensor expected, multi-target not supported");
    }
    bool fits = x->ndim == 1 ? target->numel == 1 : x->shape[0] == target->shape[0];
    if (x->ndim == 1 ? !(target->ndim == 0 || fits) : target->ndim == 0 || !fits) {
        return failure(FAILURE_RUNTIME, "size mismatch (got input: %s, target: %s)",
                       shape_text(x->ndim, x->shape, of_x),
                       shape_text(target->ndim, target->shape, of_target));
    }
    const struct tensor *weight = classes->weight;
    int64_t count = x->shape[x->ndim - 1];
    if (weight != NULL && (weight->ndim != 1 || weight->numel != count)) {
        return failure(FAILURE_RUNTIME,
                       "weight tensor should be defined either for all %lld classes or no classes "
                       "but got weight tensor of shape: %s",
                       (long long)count, shape_text(weight->ndim, weight->shape, of_x));
    }
    if (target->dtype != DTYPE_INT64) {
        return failure(FAILURE_RUNTIME, "expected scalar type Long but found %s",
                       dtype_facts[target->dtype].scalar_name);
    }
    return STATUS_OK;
}

static enum status record(struct tensor *x, struct tensor *target, const struct rows *rows,
                          bool from_logits, double total_weight, struct tensor *out)
{
    struct node *node = node_create(&nll_type, 1, 3, sizeof(struct params));
    if (node != NULL) {
        *(struct params *)node->params = (struct params){
            from_logits, rows->how->reduction, rows->how->ignore_index,
            rows->count, rows->classes,        total_weight,
            x->ndim,
        };
        node_connect(node, 0, x);
        node_save(node, 0, (struct tensor *)rows->logp);
        node_save(node, 1, target);
        if (rows->how->weight != NULL) {
            node_save(node, 2, rows->how->weight);
        }
    }
    return autograd_attach(out, node);
}

// Rows of log-probabilities -> loss. `logp` and `target` are packed.
static enum status loss_of_rows(struct tensor *x, struct tensor *logp, struct tensor *target,
                                const struct loss_classes *classes, bool from_logits,
                                struct tensor **ret_tensor)
{
    struct rows rows = {x->ndim == 1 ? 1 : x->shape[0], x->shape[x->ndim - 1], logp,
                        tensor_longs(target), classes};
    struct tensor *out;
    double total_weight = 0;
    bool each = classes->reduction == LOSS_NONE && x->ndim == 2;
    enum status status = check_targets(&rows);
    if (status == STATUS_OK) {
        status = tensor_create(logp->dtype, each ? 1 : 0, &rows.count, &out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (classes->reduction == LOSS_NONE) {
        each_loss(&rows, out);
    } else if (logp->dtype == DTYPE_FLOAT32) {
        total_loss_narrow(&rows, tensor_data(out), &total_weight);
    } else {
        total_loss_wide(&rows, tensor_data(out), &total_weight);
    }
    if (autograd_wants(x)) {
        status = record(x, target, &rows, from_logits, total_weight, out);
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

static enum status loss_of_matrix(struct tensor *x, struct tensor *target,
                                  const struct loss_classes *classes, bool from_logits,
                                  struct tensor **ret_tensor)
{
    struct tensor *logp = NULL, *packed = NULL;
    enum status status = check(x, target, classes);
    if (status == STATUS_OK && !dtype_is_float(x->dtype)) {
        status = failure(FAILURE_RUNTIME, "\"%s\" not implemented for '%s'",
                         from_logits ? "log_softmax_lastdim_kernel_impl" : "nll_loss_out_frame",
                         dtype_facts[x->dtype].scalar_name);
    }
    if (status == STATUS_OK) {
        status = tensor_contiguous(target, &packed);
    }
    if (status == STATUS_OK) {
        status = from_logits     ? softmax_log_rows(x, &logp)
                 : x->contiguous ? tensor_alias(x, &logp)
                                 : tensor_pack_values(x, &logp);
    }
    if (status == STATUS_OK) {
        status = loss_of_rows(x, logp, packed, classes, from_logits, ret_tensor);
    }
    tensor_unref(packed);
    tensor_unref(logp);
    return status;
}

// x (N,C,d…) as rows (N·d…,C), target (N,d…) flat; the result in the target's shape.
static enum status loss_of_stack(struct tensor *x, struct tensor *target,
                                 const struct loss_classes *classes, bool from_logits,
                                 struct tensor **ret_tensor)
{
    char wanted[SHAPE_TEXT_SIZE], got[SHAPE_TEXT_SIZE];
    int64_t shape[TENSOR_DIMS] = {x->shape[0]};
    struct tensor *last = NULL, *rows = NULL, *flat = NULL, *loss = NULL;
    memcpy(shape + 1, x->shape + 2, sizeof *shape * (size_t)(x->ndim - 2));
    if (target->ndim != x->ndim - 1 ||
        memcmp(target->shape, shape, sizeof *shape * target->ndim) != 0) {
        return failure(FAILURE_RUNTIME, "Expected target size %s, got %s",
                       shape_text(x->ndim - 1, shape, wanted),
                       shape_text(target->ndim, target->shape, got));
    }
    enum status status = tensor_movedim(x, 1, (int64_t[]){1}, (int64_t[]){-1}, &last);
    if (status == STATUS_OK) {
        status = tensor_reshape(last, 2, (int64_t[]){-1, x->shape[1]}, &rows);
    }
    if (status == STATUS_OK) {
        status = tensor_reshape(target, 1, (int64_t[]){-1}, &flat);
    }
    if (status == STATUS_OK) {
        status = loss_of_matrix(rows, flat, classes, from_logits, &loss);
    }
    if (status == STATUS_OK && loss->grad_fn != NULL) {
        loss->grad_fn->type = &nll_stack_type;
    }
    if (status == STATUS_OK) {
        status = classes->reduction == LOSS_NONE
                     ? tensor_reshape(loss, target->ndim, target->shape, ret_tensor)
                     : (*ret_tensor = tensor_ref(loss), STATUS_OK);
    }
    tensor_unref(last);
    tensor_unref(rows);
    tensor_unref(flat);
    tensor_unref(loss);
    return status;
}

static enum status class_loss(struct tensor *x, struct tensor *target,
                              const struct loss_classes *classes, bool from_logits,
                              struct tensor **ret_tensor)
{
    if (x->ndim > 0 && (x->ndim > 1 || target->ndim > 1) && target->ndim > 0 &&
        x->shape[0] != target->shape[0]) {
        return failure(FAILURE_VALUE,
                       "Expected input batch_size (%lld) to match target batch_size (%lld).",
                       (long long)x->shape[0], (long long)target->shape[0]);
    }
    return x->ndim > 2 ? loss_of_stack(x, target, classes, from_logits, ret_tensor)
                       : loss_of_matrix(x, target, classes, from_logits, ret_tensor);
}

enum status tensor_nll_loss(struct tensor *x, struct tensor *target,
                            const struct loss_classes *classes, struct tensor **ret_tensor)
{
    return class_loss(x, target, classes, false, ret_tensor);
}

enum status tensor_cross_entropy(struct tensor *x, struct tensor *target,
                                 const struct loss_classes *classes, struct tensor **ret_tensor)
{
    return class_loss(x, target, classes, true, ret_tensor);
}
