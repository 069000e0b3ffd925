// Convolution and pooling over two dimensions.
#ifndef RANKSH_CORE_TENSOR_CONV_H
#define RANKSH_CORE_TENSOR_CONV_H

#include "core/tensor/tensor.h"

struct conv_shape { // rows, columns
    int64_t kernel[2], stride[2], padding[2], dilation[2];
    int64_t groups;
};

// x (B,C,H,W), weight (O,C/groups,KH,KW), bias (O) or NULL -> (B,O,H',W'). The kernel's size is
// taken from the weight.
enum status tensor_conv2d(struct tensor *x, struct tensor *weight, struct tensor *bias,
                          const struct conv_shape *shape, struct tensor **ret_tensor);

// x (B,C,H,W) -> (B,C,H',W'): the largest of each window; gradients go to its first place.
enum status tensor_max_pool2d(struct tensor *x, const struct conv_shape *shape,
                              struct tensor **ret_tensor);

#endif
