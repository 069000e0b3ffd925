// Tensors as text, character for character as PyTorch prints them.
#ifndef RANKSH_CORE_TENSOR_PRINT_H
#define RANKSH_CORE_TENSOR_PRINT_H

#include "core/base/text.h"
#include "core/tensor/tensor.h"

struct print_options {
    int precision;
    int64_t threshold; // more elements than these are summarised …
    int64_t edge;      // … to so many at each end
    int line_width;
    int scientific; // 0 never, 1 always, -1 as the values demand
};

// What torch.set_printoptions changes.
extern struct print_options print_options;
extern const struct print_options print_options_default;

// "tensor([1., 2.], grad_fn=<AddBackward0>)". STATUS_MEMORY.
enum status print_tensor(struct tensor *x, struct text *out);

#endif
