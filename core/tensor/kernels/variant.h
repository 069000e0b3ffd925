// Which of the two builds of the loops this is: the build sets KERNELS_VARIANT to a suffix.
#ifndef RANKSH_CORE_TENSOR_KERNELS_VARIANT_H
#define RANKSH_CORE_TENSOR_KERNELS_VARIANT_H

#ifndef KERNELS_VARIANT
#define KERNELS_VARIANT generic
#endif
#define VARIANT_JOIN_(name, variant) name##_##variant
#define VARIANT_JOIN(name, variant) VARIANT_JOIN_(name, variant)
#define VARIANT(name) VARIANT_JOIN(name, KERNELS_VARIANT)

#endif
