// Backward formulas in few words: each step gives a tensor that the formula owns, or NULL once
// something has failed, and every step accepts NULL. The owner asks once, at the end.
//
//     struct formula f = {0};
//     struct tensor *slope = formula_mul(&f, exponent, formula_pow(&f, x, power));
//     formula_give(&f, formula_mul(&f, grad, slope), &ret_grads[0]);
//     return formula_finish(&f);
#ifndef RANKSH_CORE_TENSOR_FORMULA_H
#define RANKSH_CORE_TENSOR_FORMULA_H

#include "core/tensor/arithmetic.h"
#include "core/tensor/reduce.h"
#include "core/tensor/unary.h"

enum { FORMULA_STEPS = 32 };

struct formula {
    enum status status;
    int count;
    struct tensor *owned[FORMULA_STEPS];
};

// Takes the outcome of any operation into the formula: `status`, and the tensor if it is STATUS_OK.
struct tensor *formula_step(struct formula *f, enum status status, struct tensor *result);

struct tensor *formula_saved(struct formula *f, struct node *node, int index); // borrowed
struct tensor *formula_add(struct formula *f, struct tensor *a, struct tensor *b);
struct tensor *formula_sub(struct formula *f, struct tensor *a, struct tensor *b);
struct tensor *formula_mul(struct formula *f, struct tensor *a, struct tensor *b);
struct tensor *formula_div(struct formula *f, struct tensor *a, struct tensor *b);
struct tensor *formula_neg(struct formula *f, struct tensor *x);
struct tensor *formula_scale(struct formula *f, struct tensor *x, double by);
struct tensor *formula_shift(struct formula *f, struct tensor *x, double by);
struct tensor *formula_unary(struct formula *f, enum map op, struct tensor *x);
struct tensor *formula_arithmetic(struct formula *f, enum arithmetic op, struct tensor *a,
                                  struct tensor *b);
struct tensor *formula_compare(struct formula *f, enum compare op, struct tensor *a,
                               struct tensor *b);
// 0 where `mask` is true.
struct tensor *formula_mask(struct formula *f, struct tensor *x, struct tensor *mask);
struct tensor *formula_sum_to(struct formula *f, struct tensor *x, int ndim, const int64_t *shape);
struct tensor *formula_matmul(struct formula *f, struct tensor *a, struct tensor *b);
struct tensor *formula_transposed(struct formula *f, struct tensor *x); // the last two dimensions

// A new reference in *ret_tensor, unless the formula has failed.
void formula_give(struct formula *f, struct tensor *x, struct tensor **ret_tensor);
enum status formula_finish(struct formula *f);

#endif
