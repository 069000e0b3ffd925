// The tables of torch's functions and the Tensor's methods, by subject.
#ifndef RANKSH_CORE_TORCH_FUNCTIONS_H
#define RANKSH_CORE_TORCH_FUNCTIONS_H

#include "core/torch/call.h"

// How signatures go on.
#define SIGNATURE_OUT ", *, Tensor out=None)"
#define SIGNATURE_OPTIONS                                                                        \
    "ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False, " \
    "bool? requires_grad=False)"
#define SIGNATURE_PLAIN "(Tensor input)"
#define SIGNATURE_UNARY "(Tensor input, *, Tensor out=None)"

enum { CALL_BOTH = CALL_FUNCTION | CALL_METHOD };

extern const struct torch_function functions_arithmetic[]; // element by element, of two
extern const struct torch_function functions_unary[];      // element by element, of one
extern const struct torch_function functions_select[];     // where, clamp, masks
extern const struct torch_function functions_create[];
extern const struct torch_function functions_like[];   // like another tensor
extern const struct torch_function functions_random[]; // random numbers
extern const struct torch_function functions_reduce[];
extern const struct torch_function functions_order[]; // sort, topk, max with dim …
extern const struct torch_function functions_view[];
extern const struct torch_function functions_join[];
extern const struct torch_function functions_index[]; // gather, scatter …
extern const struct torch_function functions_matrix[];
extern const struct torch_function functions_convert[]; // to, float, item, tolist …
extern const struct torch_function functions_grad[];    // backward, requires_grad_ …

// What a method that works in place returns: its tensor.
static inline struct value functions_in_place(const struct call *call, enum status status)
{
    return status == STATUS_OK ? value_ref(call->args[0]) : raise_failure(status);
}

#endif
