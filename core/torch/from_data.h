// Tensors from lists, tuples and numbers, as torch.tensor makes them.
#ifndef RANKSH_CORE_TORCH_FROM_DATA_H
#define RANKSH_CORE_TORCH_FROM_DATA_H

#include "core/lang/objects/value.h"
#include "core/tensor/tensor.h"

// The element type that PyTorch gives to such data: bool, int64, or a float where one is among
// them; a tensor's own. False: raised ("Could not infer dtype of dict").
bool from_data_infer(struct value data, enum dtype *ret_dtype);

// A fresh tensor of that type without history. NULL: raised.
struct tensor *from_data(struct value data, enum dtype dtype);

// A list or tuple as index: bool and uint8 stay, anything else becomes int64. NULL: raised.
struct tensor *from_data_index(struct value data);

// Whether PyTorch would look into it: a list, tuple, range, str or an object with __getitem__.
bool from_data_is_sequence(struct value value);

#endif
