// Whole powers of integers, wrapping around as PyTorch's do.
#ifndef RANKSH_CORE_TENSOR_KERNELS_POWER_H
#define RANKSH_CORE_TENSOR_KERNELS_POWER_H

#include <stdint.h>

static inline int64_t integer_power(int64_t base, int64_t exponent)
{
    if (exponent < 0) {
        return base == 1 ? 1 : base == -1 ? (exponent % 2 != 0 ? -1 : 1) : 0;
    }
    int64_t result = 1;
    for (; exponent > 0; exponent >>= 1, base *= base) {
        if (exponent & 1) {
            result *= base;
        }
    }
    return result;
}

#endif
