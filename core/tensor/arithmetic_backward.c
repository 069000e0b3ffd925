// Gradients of two operands, one function an operation; what broadcasting has spread is added up
// again at the end, and what promotion has lifted is converted back.
#include <math.h>
#include <string.h>

#include "core/tensor/arithmetic_backward.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/formula.h"
#include "core/tensor/reduce.h"
#include "core/tensor/select.h"

enum { SAVES_A = 1, SAVES_B = 2, SAVES_OUT = 4 };

struct shape {
    int ndim;
    int64_t sizes[TENSOR_DIMS];
};

struct params {
    enum arithmetic op;
    enum dtype dtypes[2];
    double alpha;
    double numbers[2];     // of operands that are numbers
    bool spread[2];        // whether the operand has another shape than the result
    struct shape shapes[]; // two, if one is
};

// Gradients for a and b from that of the result; `which` says whether either is wanted.
typedef void gradient_fn(struct formula *f, struct node *node, struct tensor *grad,
                         const bool *which, struct tensor **ret_grads);

static struct tensor *saved_or_number(struct formula *f, struct node *node, int which)
{
    const struct params *params = node->params;
    if (node->saved[which].tensor != NULL || node->released) {
        return formula_saved(f, node, which);
    }
    struct tensor *number = NULL;
    enum status status = STATUS_OK;
    status =
        tensor_full(params->dtypes[which], 0, NULL, scalar_float(params->numbers[which]), &number);
    return formula_step(f, status, number);
}

static struct tensor *operand_a(struct formula *f, struct node *node)
{
    return saved_or_number(f, node, 0);
}

static struct tensor *operand_b(struct formula *f, struct node *node)
{
    return saved_or_number(f, node, 1);
}

static bool is_number(const struct node *node, int which)
{
    return node->saved[which].tensor == NULL && !node->released;
}

static void give(struct formula *f, struct tensor *grad, struct tensor **ret_grad)
{
    formula_give(f, grad, ret_grad);
}

// a + alpha b
static void add_gradient(struct formula *f, struct node *node, struct tensor *grad,
                         const bool *which, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    bool swapped = params->op == ARITHMETIC_RSUB;
    double by = params->op == ARITHMETIC_ADD ? params->alpha : -params->alpha;
    int plain = swapped ? 1 : 0, scaled = swapped ? 0 : 1;
    if (which[plain]) {
        give(f, grad, &ret_grads[plain]);
    }
    if (which[scaled]) {
        give(f,
             by == 1    ? grad
             : by == -1 ? formula_neg(f, grad)
                        : formula_scale(f, grad, by),
             &ret_grads[scaled]);
    }
}

static void mul_gradient(struct formula *f, struct node *node, struct tensor *grad,
                         const bool *which, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    for (int i = 0; i < 2; i++) {
        if (which[i]) {
            give(f,
                 is_number(node, 1 - i) ? formula_scale(f, grad, params->numbers[1 - i])
                                        : formula_mul(f, grad, formula_saved(f, node, 1 - i)),
                 &ret_grads[i]);
        }
    }
}

static void div_gradient(struct formula *f, struct node *node, struct tensor *grad,
                         const bool *which, struct tensor **ret_grads)
{
    struct tensor *b = operand_b(f, node);
    if (which[0]) {
        give(f, formula_div(f, grad, b), &ret_grads[0]);
    }
    if (which[1]) {
        struct tensor *twice = formula_div(f, formula_div(f, operand_a(f, node), b), b);
        give(f, formula_mul(f, formula_neg(f, grad), twice), &ret_grads[1]);
    }
}

// Rounding has no slope: the gradient is 0.
static void zero_gradient(struct formula *f, struct node *node, struct tensor *grad,
                          const bool *which, struct tensor **ret_grads)
{
    (void)node;
    for (int i = 0; i < 2; i++) {
        if (which[i]) {
            give(f, formula_scale(f, grad, 0), &ret_grads[i]);
        }
    }
}

static void missing_gradient(struct formula *f, struct node *node, struct tensor *grad,
                             const bool *which, struct tensor **ret_grads)
{
    (void)grad;
    (void)which;
    (void)ret_grads;
    (void)node;
    formula_step(
        f, failure(FAILURE_RUNTIME, "derivative for aten::floor_divide is not implemented"), NULL);
}

// a - b * rounded(a / b)
static void remainder_gradient(struct formula *f, struct node *node, struct tensor *grad,
                               const bool *which, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    if (which[0]) {
        give(f, grad, &ret_grads[0]);
    }
    if (which[1]) {
        enum arithmetic rounded =
            params->op == ARITHMETIC_FMOD ? ARITHMETIC_DIV_TRUNC : ARITHMETIC_DIV_FLOOR;
        struct tensor *count =
            formula_arithmetic(f, rounded, operand_a(f, node), operand_b(f, node));
        give(f, formula_mul(f, formula_neg(f, grad), count), &ret_grads[1]);
    }
}

static struct tensor *zero_like_scalar(struct formula *f, struct tensor *like)
{
    struct tensor *zero = NULL;
    if (like == NULL) {
        return NULL;
    }
    enum status status = tensor_full(like->dtype, 0, NULL, scalar_int(0), &zero);
    return formula_step(f, status, zero);
}

static void pow_gradient(struct formula *f, struct node *node, struct tensor *grad,
                         const bool *which, struct tensor **ret_grads)
{
    struct tensor *a = operand_a(f, node), *b = operand_b(f, node);
    struct tensor *zero = zero_like_scalar(f, b);
    if (which[0]) {
        struct tensor *power = formula_arithmetic(f, ARITHMETIC_POW, a, formula_shift(f, b, -1));
        struct tensor *slope = formula_mul(f, grad, formula_mul(f, b, power));
        give(f, formula_mask(f, slope, formula_compare(f, COMPARE_EQ, b, zero)), &ret_grads[0]);
    }
    if (which[1]) {
        struct tensor *out = formula_saved(f, node, 2);
        struct tensor *flat =
            formula_compare(f, COMPARE_LOGICAL_AND, formula_compare(f, COMPARE_EQ, a, zero),
                            formula_compare(f, COMPARE_GE, b, zero));
        struct tensor *slope = formula_mul(f, out, formula_unary(f, MAP_LOG, a));
        give(f, formula_mask(f, formula_mul(f, grad, slope), flat), &ret_grads[1]);
    }
}

// The larger (or smaller) operand gets the gradient, equals half of it each.
static void extreme_gradient(struct formula *f, struct node *node, struct tensor *grad,
                             const bool *which, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *a = operand_a(f, node), *b = operand_b(f, node);
    struct tensor *equal = formula_compare(f, COMPARE_EQ, a, b);
    struct tensor *half = formula_scale(f, grad, 0.5), *shared = NULL;
    if (f->status == STATUS_OK) {
        enum status status =
            tensor_where(equal, operand_tensor(half), operand_tensor(grad), &shared);
        shared = formula_step(f, status, shared);
    }
    bool maximum = params->op == ARITHMETIC_MAXIMUM;
    for (int i = 0; i < 2; i++) {
        if (which[i]) {
            enum compare loses = maximum == (i == 0) ? COMPARE_LT : COMPARE_GT;
            give(f, formula_mask(f, shared, formula_compare(f, loses, a, b)), &ret_grads[i]);
        }
    }
}

// fmax, fmin: a wins when it is at least (at most) b, or b is not a number.
static void fextreme_gradient(struct formula *f, struct node *node, struct tensor *grad,
                              const bool *which, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct tensor *a = operand_a(f, node), *b = operand_b(f, node);
    enum compare better = params->op == ARITHMETIC_FMAX ? COMPARE_GE : COMPARE_LE;
    struct tensor *a_wins = formula_compare(f, COMPARE_LOGICAL_OR, formula_compare(f, better, a, b),
                                            formula_unary(f, MAP_ISNAN, b));
    if (which[0]) {
        give(f, formula_mask(f, grad, formula_unary(f, MAP_LOGICAL_NOT, a_wins)), &ret_grads[0]);
    }
    if (which[1]) {
        give(f, formula_mask(f, grad, a_wins), &ret_grads[1]);
    }
}

static void atan2_gradient(struct formula *f, struct node *node, struct tensor *grad,
                           const bool *which, struct tensor **ret_grads)
{
    struct tensor *a = operand_a(f, node), *b = operand_b(f, node);
    struct tensor *squares = formula_add(f, formula_mul(f, a, a), formula_mul(f, b, b));
    struct tensor *scaled = formula_mul(f, grad, formula_unary(f, MAP_RECIPROCAL, squares));
    if (which[0]) {
        give(f, formula_mul(f, scaled, b), &ret_grads[0]);
    }
    if (which[1]) {
        give(f, formula_mul(f, scaled, formula_neg(f, a)), &ret_grads[1]);
    }
}

static void hypot_gradient(struct formula *f, struct node *node, struct tensor *grad,
                           const bool *which, struct tensor **ret_grads)
{
    struct tensor *out = formula_saved(f, node, 2);
    for (int i = 0; i < 2; i++) {
        if (which[i]) {
            struct tensor *side = i == 0 ? operand_a(f, node) : operand_b(f, node);
            give(f, formula_mul(f, grad, formula_div(f, side, out)), &ret_grads[i]);
        }
    }
}

static void logaddexp_gradient(struct formula *f, struct node *node, struct tensor *grad,
                               const bool *which, struct tensor **ret_grads)
{
    struct tensor *a = operand_a(f, node), *b = operand_b(f, node);
    for (int i = 0; i < 2; i++) {
        if (which[i]) {
            struct tensor *apart = i == 0 ? formula_sub(f, b, a) : formula_sub(f, a, b);
            struct tensor *share = formula_shift(f, formula_unary(f, MAP_EXP, apart), 1);
            give(f, formula_div(f, grad, share), &ret_grads[i]);
        }
    }
}

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads);

#define NODE(name)           \
    {                        \
        name, backward, NULL \
    }

// By what the operands are: two tensors · tensor and number · number and tensor.
static const struct rule {
    struct node_type types[3];
    unsigned saves_for[2]; // what the gradient of a, and of b, needs
    gradient_fn *gradient;
} rules[ARITHMETIC_COUNT] = {
    [ARITHMETIC_ADD] = {{NODE("AddBackward0"), NODE("AddBackward0"), NODE("AddBackward0")},
                        {0, 0},
                        add_gradient},
    [ARITHMETIC_SUB] = {{NODE("SubBackward0"), NODE("SubBackward0"), NODE("RsubBackward1")},
                        {0, 0},
                        add_gradient},
    [ARITHMETIC_RSUB] = {{NODE("RsubBackward0"), NODE("RsubBackward1"), NODE("SubBackward0")},
                         {0, 0},
                         add_gradient},
    [ARITHMETIC_MUL] = {{NODE("MulBackward0"), NODE("MulBackward0"), NODE("MulBackward0")},
                        {SAVES_B, SAVES_A},
                        mul_gradient},
    [ARITHMETIC_DIV] = {{NODE("DivBackward0"), NODE("DivBackward0"), NODE("DivBackward0")},
                        {SAVES_B, SAVES_A | SAVES_B},
                        div_gradient},
    [ARITHMETIC_FLOOR_DIVIDE] = {{NODE("torch::autograd::NotImplemented"),
                                  NODE("torch::autograd::NotImplemented"),
                                  NODE("torch::autograd::NotImplemented")},
                                 {0, 0},
                                 missing_gradient},
    [ARITHMETIC_DIV_FLOOR] = {{NODE("DivBackward1"), NODE("DivBackward2"), NODE("DivBackward1")},
                              {0, 0},
                              zero_gradient},
    [ARITHMETIC_DIV_TRUNC] = {{NODE("DivBackward1"), NODE("DivBackward2"), NODE("DivBackward1")},
                              {0, 0},
                              zero_gradient},
    [ARITHMETIC_REMAINDER] = {{NODE("RemainderBackward1"), NODE("RemainderBackward0"),
                               NODE("RemainderBackward1")},
                              {0, SAVES_A | SAVES_B},
                              remainder_gradient},
    [ARITHMETIC_FMOD] = {{NODE("FmodBackward1"), NODE("FmodBackward0"), NODE("FmodBackward1")},
                         {0, SAVES_A | SAVES_B},
                         remainder_gradient},
    [ARITHMETIC_POW] = {{NODE("PowBackward1"), NODE("PowBackward0"), NODE("PowBackward1")},
                        {SAVES_A | SAVES_B, SAVES_A | SAVES_B | SAVES_OUT},
                        pow_gradient},
    [ARITHMETIC_MAXIMUM] = {{NODE("MaximumBackward0"), NODE("MaximumBackward0"),
                             NODE("MaximumBackward0")},
                            {SAVES_A | SAVES_B, SAVES_A | SAVES_B},
                            extreme_gradient},
    [ARITHMETIC_MINIMUM] = {{NODE("MinimumBackward0"), NODE("MinimumBackward0"),
                             NODE("MinimumBackward0")},
                            {SAVES_A | SAVES_B, SAVES_A | SAVES_B},
                            extreme_gradient},
    [ARITHMETIC_FMAX] = {{NODE("FmaxBackward0"), NODE("FmaxBackward0"), NODE("FmaxBackward0")},
                         {SAVES_A | SAVES_B, SAVES_A | SAVES_B},
                         fextreme_gradient},
    [ARITHMETIC_FMIN] = {{NODE("FminBackward0"), NODE("FminBackward0"), NODE("FminBackward0")},
                         {SAVES_A | SAVES_B, SAVES_A | SAVES_B},
                         fextreme_gradient},
    [ARITHMETIC_ATAN2] = {{NODE("Atan2Backward0"), NODE("Atan2Backward0"), NODE("Atan2Backward0")},
                          {SAVES_A | SAVES_B, SAVES_A | SAVES_B},
                          atan2_gradient},
    [ARITHMETIC_HYPOT] = {{NODE("HypotBackward0"), NODE("HypotBackward0"), NODE("HypotBackward0")},
                          {SAVES_A | SAVES_OUT, SAVES_B | SAVES_OUT},
                          hypot_gradient},
    [ARITHMETIC_LOGADDEXP] = {{NODE("LogaddexpBackward0"), NODE("LogaddexpBackward0"),
                               NODE("LogaddexpBackward0")},
                              {SAVES_A | SAVES_B, SAVES_A | SAVES_B},
                              logaddexp_gradient},
};

// ---- recording

static void remember(struct params *params, int which, struct operand operand,
                     const struct tensor *out, bool any_spread)
{
    struct tensor *x = operand.tensor;
    params->dtypes[which] = x != NULL ? x->dtype : out->dtype;
    params->numbers[which] = x != NULL ? 0 : scalar_number(operand.scalar);
    if (!any_spread) {
        return;
    }
    params->spread[which] = x != NULL && !tensor_same_shape(x, out);
    if (x != NULL) {
        params->shapes[which].ndim = x->ndim;
        memcpy(params->shapes[which].sizes, x->shape, (size_t)x->ndim * sizeof *x->shape);
    }
}

static bool is_spread(struct operand operand, const struct tensor *out)
{
    return operand.tensor != NULL && !tensor_same_shape(operand.tensor, out);
}

struct node *arithmetic_node(enum arithmetic op, struct operand a, struct operand b,
                             struct scalar alpha, struct tensor *out, struct tensor *before)
{
    const struct rule *rule = &rules[op];
    bool any_spread = is_spread(a, out) || is_spread(b, out);
    int form = a.tensor == NULL ? 2 : b.tensor == NULL ? 1 : 0;
    struct node *node =
        node_create(&rule->types[form], 2, 3,
                    sizeof(struct params) + (any_spread ? 2 * sizeof(struct shape) : 0));
    if (node == NULL || rule->gradient == NULL) {
        return node;
    }
    struct params *params = node->params;
    params->op = op;
    params->alpha = scalar_number(alpha);
    remember(params, 0, a, out, any_spread);
    remember(params, 1, b, out, any_spread);
    unsigned saves = 0;
    if (a.tensor != NULL && a.tensor->requires_grad) {
        node_connect(node, 0, a.tensor);
        saves |= rule->saves_for[0];
    }
    if (b.tensor != NULL && b.tensor->requires_grad) {
        node_connect(node, 1, b.tensor);
        saves |= rule->saves_for[1];
    }
    if ((saves & SAVES_A) && a.tensor != NULL) {
        node_save(node, 0, before != NULL ? before : a.tensor);
    }
    if ((saves & SAVES_B) && b.tensor != NULL) {
        node_save(node, 1, b.tensor);
    }
    if (saves & SAVES_OUT) {
        node_save_output(node, 2, out);
    }
    return node;
}

// ---- backward

// To the operand's own shape and type; takes the gradient's reference.
static enum status fit(const struct params *params, int which, struct tensor **grad)
{
    struct tensor *fitted;
    enum status status = STATUS_OK;
    if (params->spread[which]) {
        const struct shape *shape = &params->shapes[which];
        status = tensor_sum_to_shape(*grad, shape->ndim, shape->sizes, &fitted);
        if (status == STATUS_OK) {
            tensor_unref(*grad);
            *grad = fitted;
        }
    }
    if (status == STATUS_OK && (*grad)->dtype != params->dtypes[which]) {
        status = tensor_to_dtype(*grad, params->dtypes[which], &fitted);
        if (status == STATUS_OK) {
            tensor_unref(*grad);
            *grad = fitted;
        }
    }
    return status;
}

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct params *params = node->params;
    struct formula f = {.status = STATUS_OK};
    bool which[2] = {node_wants(node, 0), node_wants(node, 1)};
    rules[params->op].gradient(&f, node, grads[0], which, ret_grads);
    enum status status = formula_finish(&f);
    for (int i = 0; i < 2 && status == STATUS_OK; i++) {
        if (ret_grads[i] != NULL) {
            status = fit(params, i, &ret_grads[i]);
        }
    }
    return status;
}
