// Chooses between the two builds of the loops.
#include <stddef.h>

#include "core/tensor/kernels/kernels.h"

extern const struct kernels kernels_generic;
#ifdef KERNELS_HAVE_HASWELL
extern const struct kernels kernels_haswell;
#endif

const struct kernels *kernels = &kernels_generic;

__attribute__((constructor)) void kernels_pick(void)
{
#ifdef KERNELS_HAVE_HASWELL
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        kernels = &kernels_haswell;
    }
#endif
}
