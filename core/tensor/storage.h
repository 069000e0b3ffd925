// The bytes behind tensors. Several tensors may look at one storage; it lives as long as one of
// them does. Its version counts the writes in place, so that autograd can tell whether a value
// that it saved is still the one it saw.
//
// Blocks up to 512 bytes are memory_alloc()'s; larger ones come from a cache of freed blocks by
// size class (powers of two; quarters between them above 1 MiB) and count against the budget while
// in use or cached; the cache is dropped before an allocation is refused. For one thread.
#ifndef RANKSH_CORE_TENSOR_STORAGE_H
#define RANKSH_CORE_TENSOR_STORAGE_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

struct storage {
    uint32_t refs;
    uint32_t version;
    void *data; // aligned to 16, above 512 bytes to 64; NULL when empty
    size_t size;
    size_t block_size; // what was allocated
};

// `size` bytes, uninitialised. Where there are not so many: STATUS_MEMORY and PyTorch's text.
enum status storage_create(size_t size, struct storage **ret_storage);

void storage_destroy(struct storage *storage); // for storage_unref

static inline struct storage *storage_ref(struct storage *storage)
{
    storage->refs++;
    return storage;
}

static inline void storage_unref(struct storage *storage) // NULL is fine
{
    if (storage != NULL && --storage->refs == 0) {
        storage_destroy(storage);
    }
}

// Gives all cached blocks back to the system.
void storage_trim(void);

#endif
