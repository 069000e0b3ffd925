// All modules, tensors and processes.
#include "core/torch/distributed.h"
#include "core/torch/nn.h"
#include "core/torch/torch.h"

bool torch_offer(const struct distributed_host *host)
{
    return torch_offer_tensors() && nn_offer() && distributed_offer(host);
}

void torch_finish(void)
{
    distributed_finish();
    nn_finish();
    torch_finish_tensors();
}
