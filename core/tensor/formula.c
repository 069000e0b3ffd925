// Steps of backward formulas: each is an operation whose failure is remembered.
#include "core/tensor/formula.h"
#include "core/tensor/matmul.h"
#include "core/tensor/select.h"
#include "core/tensor/view.h"

struct tensor *formula_step(struct formula *f, enum status status, struct tensor *result)
{
    if (f->status != STATUS_OK || status != STATUS_OK) {
        f->status = f->status != STATUS_OK ? f->status : status;
        if (status == STATUS_OK) {
            tensor_unref(result);
        }
        return NULL;
    }
    if (f->count == FORMULA_STEPS) {
        tensor_unref(result);
        f->status = status_fail(STATUS_UNSUPPORTED, "a backward formula has too many steps");
        return NULL;
    }
    f->owned[f->count++] = result;
    return result;
}

struct tensor *formula_saved(struct formula *f, struct node *node, int index)
{
    struct tensor *saved = NULL;
    enum status status = node_saved(node, index, &saved);
    if (status != STATUS_OK && f->status == STATUS_OK) {
        f->status = status;
    }
    return status == STATUS_OK ? saved : NULL;
}

struct tensor *formula_arithmetic(struct formula *f, enum arithmetic op, struct tensor *a,
                                  struct tensor *b)
{
    if (a == NULL || b == NULL) {
        return NULL;
    }
    struct tensor *result = NULL;
    enum status status =
        tensor_arithmetic(op, operand_tensor(a), operand_tensor(b), scalar_int(1), &result);
    return formula_step(f, status, result);
}

struct tensor *formula_add(struct formula *f, struct tensor *a, struct tensor *b)
{
    return formula_arithmetic(f, ARITHMETIC_ADD, a, b);
}

struct tensor *formula_sub(struct formula *f, struct tensor *a, struct tensor *b)
{
    return formula_arithmetic(f, ARITHMETIC_SUB, a, b);
}

struct tensor *formula_mul(struct formula *f, struct tensor *a, struct tensor *b)
{
    return formula_arithmetic(f, ARITHMETIC_MUL, a, b);
}

struct tensor *formula_div(struct formula *f, struct tensor *a, struct tensor *b)
{
    return formula_arithmetic(f, ARITHMETIC_DIV, a, b);
}

struct tensor *formula_unary(struct formula *f, enum map op, struct tensor *x)
{
    if (x == NULL) {
        return NULL;
    }
    struct tensor *result = NULL;
    enum status status = tensor_unary(op, x, NULL, &result);
    return formula_step(f, status, result);
}

struct tensor *formula_neg(struct formula *f, struct tensor *x)
{
    return formula_unary(f, MAP_NEG, x);
}

static struct tensor *with_number(struct formula *f, enum arithmetic op, struct tensor *x,
                                  double number)
{
    if (x == NULL) {
        return NULL;
    }
    struct tensor *result = NULL;
    enum status status = tensor_arithmetic(
        op, operand_tensor(x), operand_scalar(scalar_float(number)), scalar_int(1), &result);
    return formula_step(f, status, result);
}

struct tensor *formula_scale(struct formula *f, struct tensor *x, double by)
{
    return with_number(f, ARITHMETIC_MUL, x, by);
}

struct tensor *formula_shift(struct formula *f, struct tensor *x, double by)
{
    return with_number(f, ARITHMETIC_ADD, x, by);
}

struct tensor *formula_compare(struct formula *f, enum compare op, struct tensor *a,
                               struct tensor *b)
{
    if (a == NULL || b == NULL) {
        return NULL;
    }
    struct tensor *result = NULL;
    enum status status = tensor_compare(op, operand_tensor(a), operand_tensor(b), &result);
    return formula_step(f, status, result);
}

struct tensor *formula_mask(struct formula *f, struct tensor *x, struct tensor *mask)
{
    if (x == NULL || mask == NULL) {
        return NULL;
    }
    struct tensor *result = NULL;
    enum status status =
        tensor_where(mask, operand_scalar(scalar_int(0)), operand_tensor(x), &result);
    return formula_step(f, status, result);
}

struct tensor *formula_sum_to(struct formula *f, struct tensor *x, int ndim, const int64_t *shape)
{
    if (x == NULL) {
        return NULL;
    }
    struct tensor *result = NULL;
    enum status status = tensor_sum_to_shape(x, ndim, shape, &result);
    return formula_step(f, status, result);
}

struct tensor *formula_matmul(struct formula *f, struct tensor *a, struct tensor *b)
{
    if (a == NULL || b == NULL) {
        return NULL;
    }
    struct tensor *result = NULL;
    enum status status = tensor_matmul(a, b, &result);
    return formula_step(f, status, result);
}

struct tensor *formula_transposed(struct formula *f, struct tensor *x)
{
    if (x == NULL) {
        return NULL;
    }
    struct tensor *result = NULL;
    enum status status = tensor_transpose(x, -2, -1, &result);
    return formula_step(f, status, result);
}

void formula_give(struct formula *f, struct tensor *x, struct tensor **ret_tensor)
{
    if (f->status == STATUS_OK && x != NULL) {
        *ret_tensor = tensor_ref(x);
    }
}

enum status formula_finish(struct formula *f)
{
    for (int i = 0; i < f->count; i++) {
        tensor_unref(f->owned[i]);
    }
    f->count = 0;
    return f->status;
}
