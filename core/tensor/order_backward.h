// What order.c needs for gradients: values that were picked give theirs back to where they stood.
#ifndef RANKSH_CORE_TENSOR_ORDER_BACKWARD_H
#define RANKSH_CORE_TENSOR_ORDER_BACKWARD_H

#include "core/tensor/tensor.h"

enum picked {
    PICKED_SORT,
    PICKED_TOPK,
    PICKED_KTHVALUE,
    PICKED_MEDIAN,
    PICKED_MODE,
    PICKED_MAX,
    PICKED_MIN,
    PICKED_CUMMAX,
    PICKED_CUMMIN,
};

// Gives `values`, picked from `x` along `dim` at `indices`, its history if x wants gradients.
// keep: both still have the dimension.
enum status order_record(enum picked name, struct tensor *x, int dim, bool keep,
                         struct tensor *indices, struct tensor *values);

#endif
