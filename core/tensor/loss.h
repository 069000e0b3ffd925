// Losses: how far a prediction is from what it should be, as one number, or one for each element.
#ifndef RANKSH_CORE_TENSOR_LOSS_H
#define RANKSH_CORE_TENSOR_LOSS_H

#include "core/tensor/tensor.h"

enum loss_reduction { LOSS_NONE, LOSS_MEAN, LOSS_SUM };

// ---- classes

struct loss_classes {
    struct tensor *weight; // (C) or NULL
    enum loss_reduction reduction;
    int64_t ignore_index;
};

// x (N,C), (C) or (N,C,d…) log-probabilities, target (N), () or (N,d…) int64.
enum status tensor_nll_loss(struct tensor *x, struct tensor *target,
                            const struct loss_classes *classes, struct tensor **ret_tensor);

// The same of log_softmax(x), in one node.
enum status tensor_cross_entropy(struct tensor *x, struct tensor *target,
                                 const struct loss_classes *classes, struct tensor **ret_tensor);

// ---- element by element; x and target have one shape

enum loss_pointwise {
    LOSS_MSE,
    LOSS_SMOOTH_L1,  // argument: beta
    LOSS_HUBER,      // argument: delta
    LOSS_BCE,        // of probabilities
    LOSS_BCE_LOGITS, // of logits
};

// weight, and pos_weight for BCE_LOGITS alone: of x's shape or spread to it; NULL: none.
enum status tensor_pointwise_loss(enum loss_pointwise loss, struct tensor *x, struct tensor *target,
                                  struct tensor *weight, struct tensor *pos_weight, double argument,
                                  enum loss_reduction reduction, struct tensor **ret_tensor);

#endif
