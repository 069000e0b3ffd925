// All modules of this room, offered for import.
#ifndef RANKSH_CORE_TORCH_TORCH_H
#define RANKSH_CORE_TORCH_TORCH_H

#include <stdbool.h>

#include "core/torch/distributed.h"

// Once per interpreter. False: MemoryError is raised.
bool torch_offer(const struct distributed_host *host);

// Before the interpreter is finished.
void torch_finish(void);

// The same without torch.distributed and what stands on it: needs no MPI.
bool torch_offer_tensors(void);
void torch_finish_tensors(void);

#endif
