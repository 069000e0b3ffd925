#include "core/lang/module.h"
#include "core/torch/torch.h"

static const struct native_constant constants[] = {
    {"__version__", {0}, "2.6.0+ranksh"},
    {0},
};

static const struct native_module torch_module = {.name = "torch", .constants = constants};

bool torch_offer(const struct distributed_host *host)
{
    return module_offer(&torch_module) && distributed_offer(host);
}

void torch_finish(void)
{
    distributed_finish();
}
