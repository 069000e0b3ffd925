// torch.nn.Module's heart in C: attributes, and calls without hooks. The rest is frozen/nn_module.py.
#ifndef RANKSH_CORE_TORCH_NN_MODULE_H
#define RANKSH_CORE_TORCH_NN_MODULE_H

#include "core/lang/objects/native.h"
#include "core/lang/objects/type.h"

// What Module inherits from. Instances keep their parts in dicts of their __dict__ (`_parameters`,
// `_buffers`, `_modules`), as PyTorch's do.
extern struct type nn_module_type;

static inline bool nn_is_module(struct value value)
{
    return type_is_instance(value, &nn_module_type);
}

enum nn_part { NN_PARAMETERS, NN_BUFFERS, NN_MODULES, NN_PART_COUNT };

// One of these dicts, borrowed; NULL before Module.__init__().
struct dict *nn_parts(struct value module, enum nn_part part);

// The parameter of that name, borrowed: unset when there is none, None when it was set to None.
struct value nn_parameter(struct value module, struct str *name);

// module(*arguments), hooks and all.
struct value nn_call(struct value module, const struct arguments *arguments);

// Whether calling the module does no more than to call `forward` of its class.
bool nn_is_plain(struct value module);

bool nn_module_init(void); // interns names, makes the type ready
void nn_module_finish(void);

#endif
