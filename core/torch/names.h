// The public names that PyTorch has, so that asking for one that ranksh lacks is refused by name,
// and any other is the usual AttributeError. Both end with NULL.
#ifndef RANKSH_CORE_TORCH_NAMES_H
#define RANKSH_CORE_TORCH_NAMES_H

extern const char *const names_of_torch[];
extern const char *const names_of_tensor[];
extern const char *const names_of_autograd[];
extern const char *const names_of_linalg[];
extern const char *const names_of_cuda[];
extern const char *const names_of_random[];

#endif
