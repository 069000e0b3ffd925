// Blocks and the cache of freed ones: one list a size class, linked through the blocks' first word.
#include <stdlib.h>

#include "core/base/memory.h"
#include "core/tensor/storage.h"

enum {
    SMALL = 512,                 // up to here memory_alloc() has lists of its own
    FIRST_SHIFT = 10,            // class 0 is 1 KiB
    POWERS = 10,                 // classes 0 to 10: powers of two, up to 1 MiB
    CLASSES = POWERS + 1 + 4 * 6 // then four steps for each doubling, up to 64 MiB
};
static const size_t CACHE_LIMIT = (size_t)64 << 20; // bytes kept at a time

struct cached {
    struct cached *next;
};

static struct cached *cache[CLASSES];
static size_t cached_bytes;

// The size class of `size` bytes (above SMALL) and its block size; -1: too large to be cached.
static int class_of(size_t size, size_t *ret_block_size)
{
    size_t block = (size_t)1 << FIRST_SHIFT;
    int index = 0;
    for (; index <= POWERS; index++, block *= 2) {
        if (size <= block) {
            *ret_block_size = block;
            return index;
        }
    }
    block /= 2;
    for (; index < CLASSES; block *= 2) {
        for (size_t quarter = 1; quarter <= 4; quarter++, index++) {
            if (size <= block + quarter * (block / 4)) {
                *ret_block_size = block + quarter * (block / 4);
                return index;
            }
        }
    }
    *ret_block_size = (size + 4095) / 4096 * 4096;
    return -1;
}

void storage_trim(void)
{
    for (int i = 0; i < CLASSES; i++) {
        while (cache[i] != NULL) {
            struct cached *block = cache[i];
            cache[i] = block->next;
            free(block);
        }
    }
    memory_discharge(cached_bytes);
    cached_bytes = 0;
}

static void *block_alloc(size_t size, size_t *ret_block_size)
{
    if (size <= SMALL) {
        *ret_block_size = size;
        return memory_alloc(size);
    }
    if (size > PTRDIFF_MAX / 2) {
        return NULL;
    }
    size_t block_size;
    int index = class_of(size, &block_size);
    *ret_block_size = block_size;
    if (index >= 0 && cache[index] != NULL) {
        struct cached *block = cache[index];
        cache[index] = block->next;
        cached_bytes -= block_size;
        return block;
    }
    if (!memory_charge(block_size)) {
        storage_trim();
        if (!memory_charge(block_size)) {
            return NULL;
        }
    }
    void *block = aligned_alloc(64, block_size);
    if (block == NULL) {
        memory_discharge(block_size);
    }
    return block;
}

static void block_free(void *block, size_t block_size)
{
    if (block_size <= SMALL) {
        memory_free(block, block_size);
        return;
    }
    size_t unused;
    int index = class_of(block_size, &unused);
    if (index < 0 || cached_bytes + block_size > CACHE_LIMIT) {
        memory_discharge(block_size);
        free(block);
        return;
    }
    struct cached *entry = block;
    entry->next = cache[index];
    cache[index] = entry;
    cached_bytes += block_size;
}

enum status storage_create(size_t size, struct storage **ret_storage)
{
    struct storage *storage = memory_alloc(sizeof *storage);
    if (storage != NULL) {
        *storage = (struct storage){.refs = 1, .size = size};
        if (size == 0) {
            *ret_storage = storage;
            return STATUS_OK;
        }
        storage->data = block_alloc(size, &storage->block_size);
        if (storage->data != NULL) {
            *ret_storage = storage;
            return STATUS_OK;
        }
        memory_free(storage, sizeof *storage);
    }
    return status_fail(STATUS_MEMORY,
                       "[enforce fail at alloc_cpu.cpp:75] err == 0. DefaultCPUAllocator: can't "
                       "allocate memory: you tried to allocate %zu bytes. Error code 12 (Cannot "
                       "allocate memory)",
                       size);
}

void storage_destroy(struct storage *storage)
{
    if (storage->data != NULL) {
        block_free(storage->data, storage->block_size);
    }
    memory_free(storage, sizeof *storage);
}
