// torch.Tensor as an object of the dialect, and the way between it and struct tensor.
//
// A tensor has at most one object at a time, so that `p.grad is p.grad`; the object owns a
// reference to the tensor, the tensor knows its object without owning it.
#ifndef RANKSH_CORE_TORCH_TENSOR_TYPE_H
#define RANKSH_CORE_TORCH_TENSOR_TYPE_H

#include "core/lang/objects/type.h"
#include "core/tensor/tensor.h"

struct tensor_object {
    struct object object;
    struct dict *attributes; // what a program has set; NULL: nothing
    struct tensor *tensor;   // owned
};

extern struct type tensor_type;    // torch.Tensor
extern struct type parameter_type; // torch.nn.Parameter

// The tensor of a value, borrowed; NULL, without an exception, when it is none.
static inline struct tensor *tensor_of(struct value value)
{
    return value.tag == VALUE_OBJECT &&
                   (value.object->type == &tensor_type || value.object->type == &parameter_type)
               ? ((struct tensor_object *)value.object)->tensor
               : NULL;
}

// The object of a tensor; takes the reference to the tensor over, also on failure. NULL gives
// value_unset (then whoever made the NULL has raised).
struct value tensor_value(struct tensor *tensor);

// x.__format__(spec): a tensor without dimensions is formatted as its number.
struct value tensor_format(struct value self, struct str *spec);

// What torch.Tensor(…) gives.
struct value tensor_constructor(const struct arguments *arguments);

// Prepares the types; the functions of call.h must be there. False: raised.
bool tensor_type_ready(void);

// Raises what a failed operation on tensors has stored; returns value_unset. STATUS_OK must not
// come here.
struct value raise_failure(enum status status);

// What most operations end with: the tensor as a value, or the failure raised.
static inline struct value tensor_result(enum status status, struct tensor *tensor)
{
    return status == STATUS_OK ? tensor_value(tensor) : raise_failure(status);
}

#endif
