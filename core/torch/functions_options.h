// What the functions that make tensors share: dtype=, device=, requires_grad= and sizes.
#ifndef RANKSH_CORE_TORCH_FUNCTIONS_OPTIONS_H
#define RANKSH_CORE_TORCH_FUNCTIONS_OPTIONS_H

#include "core/tensor/autograd.h"
#include "core/torch/call.h"

struct options {
    enum dtype dtype;
    bool has_dtype; // it was given
    bool requires_grad;
};

struct shape {
    int ndim;
    int64_t sizes[TENSOR_DIMS];
};

// False: raised.
bool functions_options(const struct call *call, enum dtype standard, struct options *ret_options);
bool functions_shape(const struct call *call, int i, struct shape *ret_shape);

// The fresh tensor as a value; takes it over.
struct value functions_made(enum status status, struct tensor *tensor,
                            const struct options *options);

#endif
