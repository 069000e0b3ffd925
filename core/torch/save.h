// torch.save and torch.load: values in files of the files folder.
#ifndef RANKSH_CORE_TORCH_SAVE_H
#define RANKSH_CORE_TORCH_SAVE_H

#include "core/lang/objects/native.h"

extern const struct native save_functions[];

#endif
