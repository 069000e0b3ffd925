// Growable arrays: one function for every element type.
#ifndef RANKSH_CORE_BASE_ARRAY_H
#define RANKSH_CORE_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

// Makes room for `needed` elements of `item_size` bytes in the malloc'ed array `*items`, which has
// room for `*capacity`; at least doubles, so that appending is cheap. Both start as NULL and 0.
// False when memory ends or the size overflows; then nothing has changed. The array is freed with
// free().
//
//     if (!array_reserve((void **)&names, &capacity, count + 1, sizeof *names)) ...
bool array_reserve(void **items, size_t *capacity, size_t needed, size_t item_size);

#endif
