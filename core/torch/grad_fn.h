// What x.grad_fn shows of the graph, and the handles of hooks.
#ifndef RANKSH_CORE_TORCH_GRAD_FN_H
#define RANKSH_CORE_TORCH_GRAD_FN_H

#include "core/lang/objects/type.h"
#include "core/tensor/autograd.h"

extern struct type grad_fn_type;
extern struct type hook_handle_type; // torch.utils.hooks.RemovableHandle

// None for NULL.
struct value grad_fn_value(struct node *node);

// Calls `hook` with the gradient of `tensor` whenever one is computed. Gives the handle.
struct value grad_fn_add_hook(struct tensor *tensor, struct value hook);

#endif
