// Running sums, products, extremes along a dimension; and the gradients of picked values.
#include <math.h>
#include <string.h>

#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/formula.h"
#include "core/tensor/gather.h"
#include "core/tensor/join.h"
#include "core/tensor/lines.h"
#include "core/tensor/order.h"
#include "core/tensor/order_backward.h"
#include "core/tensor/view.h"

// ---- gradients of picked values

struct picked_params {
    int dim;
    bool keep;
    enum dtype dtype;
    int ndim;
    int64_t shape[TENSOR_DIMS];
};

static enum status picked_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct picked_params *params = node->params;
    struct tensor *indices, *whole, *wide_grad = NULL, *wide_indices = NULL;
    enum status status = node_saved(node, 0, &indices);
    if (status == STATUS_OK) {
        status = tensor_zeros(params->dtype, params->ndim, params->shape, &whole);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool gone = !params->keep && params->ndim > 0;
    if (gone) {
        status = tensor_unsqueeze(grads[0], params->dim, &wide_grad);
        if (status == STATUS_OK) {
            status = tensor_unsqueeze(indices, params->dim, &wide_indices);
        }
    }
    if (status == STATUS_OK) {
        status = tensor_scatter_(whole, params->dim, gone ? wide_indices : indices,
                                 operand_tensor(gone ? wide_grad : grads[0]), SCATTER_ADD);
    }
    tensor_unref(wide_grad);
    tensor_unref(wide_indices);
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    *ret_grads = whole;
    return STATUS_OK;
}

static const struct node_type picked_types[] = {
    [PICKED_SORT] = {"SortBackward0", picked_back, NULL},
    [PICKED_TOPK] = {"TopkBackward0", picked_back, NULL},
    [PICKED_KTHVALUE] = {"KthvalueBackward0", picked_back, NULL},
    [PICKED_MEDIAN] = {"MedianBackward1", picked_back, NULL},
    [PICKED_MODE] = {"ModeBackward0", picked_back, NULL},
    [PICKED_MAX] = {"MaxBackward0", picked_back, NULL},
    [PICKED_MIN] = {"MinBackward0", picked_back, NULL},
    [PICKED_CUMMAX] = {"CummaxBackward0", picked_back, NULL},
    [PICKED_CUMMIN] = {"CumminBackward0", picked_back, NULL},
};

enum status order_record(enum picked name, struct tensor *x, int dim, bool keep,
                         struct tensor *indices, struct tensor *values)
{
    if (!autograd_wants(x)) {
        return STATUS_OK;
    }
    struct node *node = node_create(&picked_types[name], 1, 1, sizeof(struct picked_params));
    if (node != NULL) {
        struct picked_params *params = node->params;
        *params = (struct picked_params){dim, keep, x->dtype, x->ndim, {0}};
        memcpy(params->shape, x->shape, sizeof *x->shape * x->ndim);
        node_connect(node, 0, x);
        node_save(node, 0, indices);
    }
    return autograd_attach(values, node);
}

// ---- running sums and products

struct scan_params {
    enum scan scan;
    int dim;
    enum dtype dtype;
};

static double log_add(double a, double b)
{
    double high = a > b ? a : b;
    return isinf(high) ? high : high + log1p(exp(-fabs(a - b)));
}

static void scan_line(enum scan scan, const struct tensor *x, struct tensor *out,
                      const struct lines *lines)
{
    double number = scan == SCAN_PRODUCT ? 1 : scan == SCAN_SUM ? 0 : -INFINITY;
    int64_t whole = scan == SCAN_PRODUCT;
    bool is_float = dtype_is_float(x->dtype);
    for (int64_t i = 0; i < lines->length; i++) {
        struct scalar value = tensor_element(x, lines->at[0] + i * lines->step[0]);
        if (is_float) {
            number = scan == SCAN_SUM       ? number + value.number
                     : scan == SCAN_PRODUCT ? number * value.number
                                            : log_add(number, value.number);
        } else {
            whole = scan == SCAN_SUM ? whole + value.integer : whole * value.integer;
        }
        tensor_set_element(out, lines->at[1] + i * lines->step[1],
                           is_float ? scalar_float(number) : scalar_int(whole));
    }
}

static enum status scan_values(enum scan scan, const struct tensor *x, int dim,
                               struct tensor **ret_tensor)
{
    struct lines lines;
    struct tensor *out;
    enum status status = tensor_create(x->dtype, x->ndim, x->shape, &out);
    if (status != STATUS_OK) {
        return status;
    }
    lines_init(&lines, x, dim);
    lines_add(&lines, out);
    while (lines_next(&lines)) {
        scan_line(scan, x, out, &lines);
    }
    *ret_tensor = out;
    return STATUS_OK;
}

// Sums from each element to the end of its line.
static struct tensor *sums_to_end(struct formula *f, struct tensor *x, int dim)
{
    struct tensor *backwards = NULL, *sums = NULL, *result = NULL;
    int64_t dims[] = {dim};
    if (x == NULL) {
        return NULL;
    }
    enum status status = tensor_flip(x, 1, dims, &backwards);
    if (status == STATUS_OK) {
        status = scan_values(SCAN_SUM, backwards, dim, &sums);
        tensor_unref(backwards);
    }
    if (status == STATUS_OK) {
        status = tensor_flip(sums, 1, dims, &result);
        tensor_unref(sums);
    }
    return formula_step(f, status, result);
}

// d_x[i] = sum over k >= i of grad[k] * product of the others up to k: element by element, so that
// zeros do no harm.
static enum status product_back(const struct tensor *x, const struct tensor *grad, int dim,
                                struct tensor **ret_tensor)
{
    struct lines lines;
    struct tensor *out;
    enum status status = tensor_create(x->dtype, x->ndim, x->shape, &out);
    if (status != STATUS_OK) {
        return status;
    }
    lines_init(&lines, x, dim);
    lines_add(&lines, grad);
    lines_add(&lines, out);
    while (lines_next(&lines)) {
        for (int64_t i = 0; i < lines.length; i++) {
            double before = 1, total = 0;
            for (int64_t k = 0; k < lines.length; k++) {
                before *=
                    k == i ? 1 : scalar_number(tensor_element(x, lines.at[0] + k * lines.step[0]));
                if (k >= i) {
                    total += before *
                             scalar_number(tensor_element(grad, lines.at[1] + k * lines.step[1]));
                }
            }
            tensor_set_element(out, lines.at[2] + i * lines.step[2], scalar_float(total));
        }
    }
    *ret_tensor = out;
    return STATUS_OK;
}

static enum status scan_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct scan_params *params = node->params;
    struct formula f = {.status = STATUS_OK};
    struct tensor *x = formula_saved(&f, node, 0), *result = NULL, *typed = NULL;
    enum status status = STATUS_OK;
    if (x == NULL) {
        return formula_finish(&f);
    }
    switch (params->scan) {
    case SCAN_SUM:
        result = sums_to_end(&f, grads[0], params->dim);
        break;
    case SCAN_PRODUCT:
        status = product_back(x, grads[0], params->dim, &result);
        result = formula_step(&f, status, result);
        break;
    case SCAN_LOGSUMEXP: {
        // grad / e^out, added up to the end, times e^x
        struct tensor *out = formula_saved(&f, node, 1);
        struct tensor *share =
            formula_mul(&f, grads[0], formula_unary(&f, MAP_EXP, formula_neg(&f, out)));
        result =
            formula_mul(&f, sums_to_end(&f, share, params->dim), formula_unary(&f, MAP_EXP, x));
        break;
    }
    }
    if (result != NULL) {
        status = tensor_to_dtype(result, params->dtype, &typed);
        typed = formula_step(&f, status, typed);
    }
    formula_give(&f, typed, ret_grads);
    return formula_finish(&f);
}

static const struct node_type scan_types[] = {
    [SCAN_SUM] = {"CumsumBackward0", scan_back, NULL},
    [SCAN_PRODUCT] = {"CumprodBackward0", scan_back, NULL},
    [SCAN_LOGSUMEXP] = {"LogcumsumexpBackward0", scan_back, NULL},
};

enum status tensor_scan(enum scan scan, struct tensor *x, int64_t dim, const enum dtype *dtype,
                        struct tensor **ret_tensor)
{
    int at;
    struct tensor *typed, *out;
    enum dtype type = dtype != NULL ? *dtype : dtype_is_float(x->dtype) ? x->dtype : DTYPE_INT64;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK && scan == SCAN_LOGSUMEXP && !dtype_is_float(type)) {
        status = failure(FAILURE_RUNTIME, "\"logcumsumexp_out_cpu\" not implemented for '%s'",
                         dtype_facts[x->dtype].scalar_name);
    }
    if (status == STATUS_OK) {
        status = x->dtype == type ? (typed = tensor_ref(x), STATUS_OK)
                                  : tensor_cast_values(x, type, &typed);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = scan_values(scan, typed, at, &out);
    if (status == STATUS_OK && autograd_wants(x) && dtype_is_float(type)) {
        struct node *node = node_create(&scan_types[scan], 1, 2, sizeof(struct scan_params));
        if (node != NULL) {
            *(struct scan_params *)node->params = (struct scan_params){scan, at, x->dtype};
            node_connect(node, 0, x);
            node_save(node, 0, typed);
            node_save_output(node, 1, out);
        }
        status = autograd_attach(out, node);
        if (status != STATUS_OK) {
            tensor_unref(out);
        }
    }
    tensor_unref(typed);
    if (status == STATUS_OK) {
        *ret_tensor = out;
    }
    return status;
}

// ---- running extremes

enum status tensor_cummax(struct tensor *x, bool largest, int64_t dim, struct tensor **ret_values,
                          struct tensor **ret_indices)
{
    int at;
    struct lines lines;
    struct tensor *values, *indices;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, x->ndim, x->shape, &values);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_create(DTYPE_INT64, x->ndim, x->shape, &indices);
    if (status != STATUS_OK) {
        tensor_unref(values);
        return status;
    }
    lines_init(&lines, x, at);
    lines_add(&lines, values);
    lines_add(&lines, indices);
    while (lines_next(&lines)) {
        int64_t best = 0;
        for (int64_t i = 0; i < lines.length; i++) {
            struct scalar value = tensor_element(x, lines.at[0] + i * lines.step[0]);
            struct scalar top = tensor_element(x, lines.at[0] + best * lines.step[0]);
            double a = scalar_number(value), b = scalar_number(top);
            if (isnan(a) || (!isnan(b) && (largest ? a >= b : a <= b))) {
                best = i;
            }
            tensor_set_element(values, lines.at[1] + i * lines.step[1],
                               tensor_element(x, lines.at[0] + best * lines.step[0]));
            tensor_longs(indices)[lines.at[2] + i * lines.step[2]] = best;
        }
    }
    status = order_record(largest ? PICKED_CUMMAX : PICKED_CUMMIN, x, at, true, indices, values);
    if (status != STATUS_OK) {
        tensor_unref(values);
        tensor_unref(indices);
        return status;
    }
    *ret_values = values;
    *ret_indices = indices;
    return STATUS_OK;
}
