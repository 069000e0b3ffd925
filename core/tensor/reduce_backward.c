// Gradients of reductions. The result's gradient is first given the input's number of dimensions
// (1 where they were reduced), then spread.
#include <math.h>
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/formula.h"
#include "core/tensor/reduce_backward.h"
#include "core/tensor/view.h"

struct params {
    enum reduction reduction;
    enum dtype dtype; // of the input
    double argument;
    int64_t count;
    int ndim;
    int64_t shape[TENSOR_DIMS], kept_shape[TENSOR_DIMS];
};

// `grad` and the result as the formulas see them: with the input's number of dimensions.
typedef struct tensor *gradient_fn(struct formula *f, struct node *node, struct tensor *grad);

static struct tensor *kept(struct formula *f, struct node *node, struct tensor *x)
{
    const struct params *params = node->params;
    struct tensor *result = NULL;
    if (x == NULL) {
        return NULL;
    }
    enum status status = tensor_reshape(x, params->ndim, params->kept_shape, &result);
    return formula_step(f, status, result);
}

static struct tensor *spread(struct formula *f, struct node *node, struct tensor *x)
{
    const struct params *params = node->params;
    struct tensor *result = NULL;
    if (x == NULL) {
        return NULL;
    }
    enum status status = tensor_expand(x, params->ndim, params->shape, &result);
    return formula_step(f, status, result);
}

static struct tensor *input(struct formula *f, struct node *node)
{
    return formula_saved(f, node, 0);
}

static struct tensor *output(struct formula *f, struct node *node)
{
    return kept(f, node, formula_saved(f, node, 1));
}

static struct tensor *zeros_like(struct formula *f, struct tensor *x)
{
    struct tensor *zeros = NULL;
    if (x == NULL) {
        return NULL;
    }
    enum status status = tensor_zeros_like(x, &zeros);
    return formula_step(f, status, zeros);
}

static struct tensor *zero(struct formula *f, enum dtype dtype)
{
    struct tensor *result = NULL;
    enum status status = tensor_full(dtype, 0, NULL, scalar_int(0), &result);
    return formula_step(f, status, result);
}

static struct tensor *sum_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    return spread(f, node, grad);
}

static struct tensor *nansum_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    return formula_mask(f, spread(f, node, grad), formula_unary(f, MAP_ISNAN, input(f, node)));
}

static struct tensor *mean_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    const struct params *params = node->params;
    struct tensor *result = NULL;
    struct tensor *wide = spread(f, node, grad);
    if (wide == NULL) {
        return NULL;
    }
    enum status status =
        tensor_arithmetic(ARITHMETIC_DIV, operand_tensor(wide),
                          operand_scalar(scalar_int(params->count)), scalar_int(1), &result);
    return formula_step(f, status, result);
}

// The product of the others: computed one by one where a division by zero threatens.
static enum status prod_of_others(const struct params *params, const struct tensor *x,
                                  const struct tensor *grad, struct tensor **ret_tensor)
{
    // x (…) and grad (… with 1 where reduced), both read through their strides
    struct tensor *out, *wide = NULL;
    enum status status = tensor_create(x->dtype, x->ndim, x->shape, &out);
    if (status == STATUS_OK) {
        status = tensor_expand((struct tensor *)grad, x->ndim, x->shape, &wide);
    }
    int64_t at[TENSOR_DIMS] = {0};
    for (int64_t i = 0; status == STATUS_OK && i < x->numel; i++) {
        int64_t other[TENSOR_DIMS] = {0}, from = 0;
        double product = 1;
        bool more = true;
        for (int d = 0; d < x->ndim; d++) {
            other[d] = params->kept_shape[d] == x->shape[d] && x->shape[d] != 1 ? at[d] : 0;
            from += at[d] * wide->strides[d];
        }
        while (more) {
            int64_t place = 0;
            bool same = true;
            for (int d = 0; d < x->ndim; d++) {
                place += other[d] * x->strides[d];
                same = same && other[d] == at[d];
            }
            product *= same ? 1 : scalar_number(tensor_element(x, place));
            more = false;
            for (int d = x->ndim - 1; d >= 0 && !more; d--) {
                if (params->kept_shape[d] == x->shape[d]) {
                    continue;
                }
                more = ++other[d] < x->shape[d];
                other[d] = more ? other[d] : 0;
            }
        }
        tensor_set_element(out, i,
                           scalar_float(product * scalar_number(tensor_element(wide, from))));
        for (int d = x->ndim - 1; d >= 0 && ++at[d] == x->shape[d]; d--) {
            at[d] = 0;
        }
    }
    tensor_unref(wide);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

static struct tensor *prod_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    struct tensor *x = input(f, node), *product = output(f, node), *any = NULL;
    struct scalar has_zero = scalar_bool(false);
    if (x == NULL || product == NULL) {
        return NULL;
    }
    struct tensor *zeros = formula_compare(f, COMPARE_EQ, x, zero(f, x->dtype));
    enum status status = zeros != NULL ? tensor_any(zeros, NULL, &any) : f->status;
    any = formula_step(f, status, any);
    if (any == NULL || tensor_item(any, &has_zero) != STATUS_OK) {
        return NULL;
    }
    if (has_zero.integer == 0) {
        return formula_mul(f, grad, formula_div(f, product, x));
    }
    struct tensor *result = NULL;
    status = prod_of_others(node->params, x, grad, &result);
    return formula_step(f, status, result);
}

// Equal extremes share the gradient evenly.
static struct tensor *extreme_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    const struct params *params = node->params;
    struct tensor *x = input(f, node), *sum = NULL, *share = NULL;
    struct tensor *chosen = formula_compare(f, COMPARE_EQ, x, output(f, node));
    if (chosen == NULL) {
        return NULL;
    }
    int64_t dims[TENSOR_DIMS];
    struct reduce_dims which = {0, dims, true};
    for (int i = 0; i < params->ndim; i++) {
        if (params->kept_shape[i] != params->shape[i]) {
            dims[which.count++] = i;
        }
    }
    if (which.count == 0) {
        return formula_mul(f, grad, chosen);
    }
    enum status status = tensor_sum(chosen, &which, &params->dtype, &sum);
    sum = formula_step(f, status, sum);
    share = formula_div(f, grad, sum);
    return formula_mul(f, chosen, share);
}

static struct tensor *centred(struct formula *f, struct node *node)
{
    const struct params *params = node->params;
    struct tensor *x = input(f, node), *mean = NULL;
    int64_t dims[TENSOR_DIMS];
    struct reduce_dims which = {0, dims, true};
    if (x == NULL) {
        return NULL;
    }
    for (int i = 0; i < params->ndim; i++) {
        if (params->kept_shape[i] != params->shape[i] || params->kept_shape[i] == 1) {
            dims[which.count++] = i;
        }
    }
    if (which.count == 0) {
        return zeros_like(f, x);
    }
    enum status status = tensor_mean(x, &which, NULL, &mean);
    return formula_sub(f, x, formula_step(f, status, mean));
}

static struct tensor *var_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    const struct params *params = node->params;
    double by = 2.0 / ((double)params->count - params->argument);
    return formula_mul(f, formula_scale(f, grad, by), centred(f, node));
}

static struct tensor *std_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    struct tensor *out = output(f, node);
    if (out == NULL) {
        return NULL;
    }
    struct tensor *per_var = formula_div(f, grad, formula_scale(f, out, 2));
    struct tensor *flat = formula_compare(f, COMPARE_EQ, out, zero(f, out->dtype));
    return var_gradient(f, node, formula_mask(f, per_var, flat));
}

static struct tensor *norm_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    double p = ((const struct params *)node->params)->argument;
    struct tensor *x = input(f, node), *norm = output(f, node);
    if (x == NULL || norm == NULL || p == 0) {
        return zeros_like(f, x);
    }
    if (p == 1) {
        return formula_mul(f, formula_unary(f, MAP_SIGN, x), grad);
    }
    if (isinf(p)) {
        return formula_mul(f, formula_unary(f, MAP_SIGN, x), extreme_gradient(f, node, grad));
    }
    struct tensor *none = formula_compare(f, COMPARE_EQ, norm, zero(f, norm->dtype));
    if (p == 2) {
        return formula_mul(f, x, formula_mask(f, formula_div(f, grad, norm), none));
    }
    double powers[2][4] = {{p - 2}, {p - 1}};
    struct tensor *inner = NULL, *outer = NULL, *size = formula_unary(f, MAP_ABS, x);
    if (size == NULL) {
        return NULL;
    }
    enum status status = tensor_unary(MAP_POW_SCALAR, size, powers[0], &inner);
    inner = formula_step(f, status, inner);
    status = tensor_unary(MAP_POW_SCALAR, norm, powers[1], &outer);
    outer = formula_step(f, status, outer);
    struct tensor *scale = formula_mask(f, formula_div(f, grad, outer), none);
    struct tensor *flat = formula_compare(f, COMPARE_EQ, x, zero(f, x->dtype));
    return formula_mask(f, formula_mul(f, formula_mul(f, x, inner), scale), flat);
}

static struct tensor *logsumexp_gradient(struct formula *f, struct node *node, struct tensor *grad)
{
    struct tensor *apart = formula_sub(f, input(f, node), output(f, node));
    return formula_mul(f, grad, formula_unary(f, MAP_EXP, apart));
}

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads);

enum { SAVES_INPUT_BIT = 1, SAVES_OUTPUT_BIT = 2 };

static const struct rule {
    struct node_type type;
    unsigned saves;
    gradient_fn *gradient;
} rules[REDUCE_COUNT] = {
    [REDUCE_SUM] = {{"SumBackward0", backward, NULL}, 0, sum_gradient},
    [REDUCE_SUM_DIMS] = {{"SumBackward1", backward, NULL}, 0, sum_gradient},
    [REDUCE_NANSUM] = {{"NansumBackward0", backward, NULL}, 1, nansum_gradient},
    [REDUCE_MEAN] = {{"MeanBackward0", backward, NULL}, 0, mean_gradient},
    [REDUCE_MEAN_DIMS] = {{"MeanBackward1", backward, NULL}, 0, mean_gradient},
    [REDUCE_PROD] = {{"ProdBackward0", backward, NULL}, 3, prod_gradient},
    [REDUCE_PROD_DIMS] = {{"ProdBackward1", backward, NULL}, 3, prod_gradient},
    [REDUCE_MAX] = {{"MaxBackward1", backward, NULL}, 3, extreme_gradient},
    [REDUCE_MIN] = {{"MinBackward1", backward, NULL}, 3, extreme_gradient},
    [REDUCE_AMAX] = {{"AmaxBackward0", backward, NULL}, 3, extreme_gradient},
    [REDUCE_AMIN] = {{"AminBackward0", backward, NULL}, 3, extreme_gradient},
    [REDUCE_VAR] = {{"VarBackward0", backward, NULL}, 1, var_gradient},
    [REDUCE_STD] = {{"StdBackward0", backward, NULL}, 3, std_gradient},
    [REDUCE_NORM] = {{"NormBackward0", backward, NULL}, 3, norm_gradient},
    [REDUCE_NORM_DIMS] = {{"NormBackward1", backward, NULL}, 3, norm_gradient},
    [REDUCE_VECTOR_NORM] = {{"LinalgVectorNormBackward0", backward, NULL}, 3, norm_gradient},
    [REDUCE_LOGSUMEXP] = {{"LogsumexpBackward0", backward, NULL}, 3, logsumexp_gradient},
};

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct formula f = {.status = STATUS_OK};
    struct tensor *result = rules[params->reduction].gradient(&f, node, kept(&f, node, grads[0]));
    formula_give(&f, result, ret_grads);
    enum status status = formula_finish(&f);
    if (status == STATUS_OK && (*ret_grads)->dtype != params->dtype) {
        struct tensor *converted;
        status = tensor_to_dtype(*ret_grads, params->dtype, &converted);
        if (status == STATUS_OK) {
            tensor_unref(*ret_grads);
            *ret_grads = converted;
        }
    }
    return status;
}

enum status reduce_record(enum reduction reduction, struct tensor *x,
                          const struct reduce_plan *plan, double argument, struct tensor **result)
{
    if (!autograd_wants(x) || !dtype_is_float((*result)->dtype)) {
        return STATUS_OK;
    }
    const struct rule *rule = &rules[reduction];
    struct node *node =
        node_create(&rule->type, 1, rule->saves != 0 ? 2 : 0, sizeof(struct params));
    if (node != NULL) {
        struct params *params = node->params;
        params->reduction = reduction;
        params->dtype = x->dtype;
        params->argument = argument;
        params->count = plan->count;
        params->ndim = x->ndim;
        memcpy(params->shape, x->shape, sizeof *x->shape * x->ndim);
        memcpy(params->kept_shape, plan->kept_shape, sizeof *x->shape * x->ndim);
        node_connect(node, 0, x);
        if (rule->saves & SAVES_INPUT_BIT) {
            node_save(node, 0, x);
        }
        if (rule->saves & SAVES_OUTPUT_BIT) {
            node_save_output(node, 1, *result);
        }
    }
    enum status status = autograd_attach(*result, node);
    if (status != STATUS_OK) {
        tensor_unref(*result);
    }
    return status;
}
