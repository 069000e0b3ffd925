// What the reductions need for gradients.
#ifndef RANKSH_CORE_TENSOR_REDUCE_BACKWARD_H
#define RANKSH_CORE_TENSOR_REDUCE_BACKWARD_H

#include "core/tensor/reduce.h"

enum reduction {
    REDUCE_SUM,
    REDUCE_SUM_DIMS,
    REDUCE_NANSUM,
    REDUCE_MEAN,
    REDUCE_MEAN_DIMS,
    REDUCE_PROD,
    REDUCE_PROD_DIMS,
    REDUCE_MAX, // over everything
    REDUCE_MIN,
    REDUCE_AMAX,
    REDUCE_AMIN,
    REDUCE_VAR, // argument: correction
    REDUCE_STD,
    REDUCE_NORM, // argument: p
    REDUCE_NORM_DIMS,
    REDUCE_VECTOR_NORM,
    REDUCE_LOGSUMEXP,
    REDUCE_COUNT
};

// Gives *result its history if `x` wants gradients. On failure *result is dropped.
enum status reduce_record(enum reduction reduction, struct tensor *x,
                          const struct reduce_plan *plan, double argument, struct tensor **result);

#endif
