// The counted allocator under the interpreter and the tensors. A rank has a budget; past it an
// allocation returns NULL, the statement raises MemoryError and the rank lives on.
//
// Small blocks (up to 512 bytes) come from 64 KiB chunks of one size class each, larger ones from
// malloc. Blocks carry no header, so the owner says a block's size again when it frees it.
// Built with a sanitizer, every block is malloc's.
//
// For the thread that runs the interpreter alone; other threads use malloc.
#ifndef RANKSH_CORE_BASE_MEMORY_H
#define RANKSH_CORE_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// `size` bytes, uninitialised, aligned to 16. NULL past the budget. A size of 0 gives a block that
// must be freed with size 0.
static inline void *memory_alloc(size_t size);

// The same, all zero.
void *memory_alloc_zero(size_t size);

// Moves `block` (NULL when `old_size` is 0 and nothing was allocated) to one of `new_size` bytes,
// keeping the shorter of both contents. On failure NULL, and `block` is as it was.
void *memory_resize(void *block, size_t old_size, size_t new_size);

// Frees `block`, which was asked for with `size` bytes. NULL is fine.
static inline void memory_free(void *block, size_t size);

// Counts memory that comes from elsewhere (mapped tensor storage) against the budget.
// False when it does not fit; then nothing is counted.
bool memory_charge(size_t size);
void memory_discharge(size_t size);

// Bytes that may be in use at a time. No limit at first.
void memory_set_budget(size_t bytes);
size_t memory_budget(void);

// Bytes in use: chunks that hold small blocks, large blocks, and what was charged.
size_t memory_in_use(void);

// The largest memory_in_use() since the last call of memory_peak_reset().
size_t memory_peak(void);
void memory_peak_reset(void);

// Calls `reached` once, from within the allocation, when memory_in_use() passes `bytes`. It may not
// allocate. A new call replaces the one before.
void memory_watch(size_t bytes, void (*reached)(void));

// For tests: lets `count` more allocations through, then makes every one fail until it is called
// again. A negative count ends the experiment.
void memory_fail_after(long count);

// ---- how the two inline functions work

enum { MEMORY_UNIT = 16, MEMORY_CLASSES = 33, MEMORY_CHUNK_SIZE = 64 * 1024 };

// The largest block that comes from a chunk; -1 when a sanitizer watches.
#ifdef RANKSH_SANITIZED
enum { MEMORY_SMALL = -1 };
#else
enum { MEMORY_SMALL = (MEMORY_CLASSES - 1) * MEMORY_UNIT };
#endif

// The head of a chunk; the chunk is aligned to its size, so a block finds it by masking.
struct memory_chunk {
    void *free; // blocks given back, linked through their first word
    uint32_t used;
    uint16_t size_class;
    bool listed;                          // waits in the list of its class
    struct memory_chunk *next, *previous; // chunks of the class with free blocks
    char *fresh, *end;                    // never handed out yet: [fresh, end)
};

struct memory_pool {
    struct memory_chunk *current[MEMORY_CLASSES]; // never NULL; may have no free block
};

extern struct memory_pool memory_pool;

void *memory_alloc_slowly(size_t size);
void memory_free_slowly(void *block, size_t size);
void memory_chunk_changed(struct memory_chunk *chunk);

static inline void *memory_alloc(size_t size)
{
    if ((ptrdiff_t)size <= MEMORY_SMALL) {
        size_t size_class = (size + MEMORY_UNIT - 1) / MEMORY_UNIT;
        struct memory_chunk *chunk = memory_pool.current[size_class];
        void **block = chunk->free;
        if (block != NULL) {
            chunk->free = *block;
            chunk->used++;
            return block;
        }
    }
    return memory_alloc_slowly(size);
}

static inline void memory_free(void *block, size_t size)
{
    if ((ptrdiff_t)size <= MEMORY_SMALL && block != NULL) {
        struct memory_chunk *chunk =
            (struct memory_chunk *)((uintptr_t)block & ~(uintptr_t)(MEMORY_CHUNK_SIZE - 1));
        void *was_free = chunk->free;
        *(void **)block = was_free;
        chunk->free = block;
        if (--chunk->used == 0 || was_free == NULL) {
            memory_chunk_changed(chunk);
        }
        return;
    }
    memory_free_slowly(block, size);
}

#endif
