// torch.nn, torch.optim, torch.utils.data and lab, as modules of the dialect.
#ifndef RANKSH_CORE_TORCH_NN_H
#define RANKSH_CORE_TORCH_NN_H

#include "core/lang/objects/native.h"

// Makes them importable. False: raised.
bool nn_offer(void);
void nn_finish(void);

// ---- tables of their parts
extern const struct native nn_functional_functions[]; // nn_functional.c
extern const struct native optim_functions[];         // optim.c
extern const struct native lab_functions[];           // lab.c

// Names that are refused, by module; each ends with NULL. nn_names.c
extern const char *const nn_names[], *const nn_functional_names[], *const nn_init_names[];
extern const char *const optim_names[], *const lr_scheduler_names[], *const data_names[];

// Puts the forward methods that are written in C into a module, as _forward_linear and so on.
bool nn_forward_fill(struct module *module); // nn_forward.c
bool nn_forward_init(void);
void nn_forward_finish(void);

bool optim_init(void);
void optim_finish(void);

// ---- for the natives: a tensor argument, borrowed. NULL: TypeError in PyTorch's words.
struct tensor *nn_tensor(const char *function, const char *name, int position, struct value value);

// The same where None may stand; then *ret_tensor is NULL. False: raised.
bool nn_tensor_or_none(const char *function, const char *name, int position, struct value value,
                       struct tensor **ret_tensor);

#endif
