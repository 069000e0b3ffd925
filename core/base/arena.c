#include <stdint.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/memory.h"

enum { ALIGNMENT = 16, FIRST_BLOCK = 4 * 1024, LARGEST_BLOCK = 256 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size; // with this head
};

_Static_assert(sizeof(struct arena_block) == ALIGNMENT, "the head keeps blocks aligned");

void arena_finish(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        memory_free(block, block->size);
    }
    *arena = (struct arena){0};
}

// Blocks double, so that a small tree stays small and a large one costs few allocations.
static bool grow(struct arena *arena, size_t needed)
{
    size_t size = arena->blocks == NULL ? FIRST_BLOCK : arena->blocks->size * 2;
    if (size > LARGEST_BLOCK) {
        size = LARGEST_BLOCK;
    }
    if (needed > SIZE_MAX - ALIGNMENT) {
        return false;
    }
    if (size < needed + ALIGNMENT) {
        size = needed + ALIGNMENT;
    }
    struct arena_block *block = memory_alloc(size);
    if (block == NULL) {
        return false;
    }
    *block = (struct arena_block){.next = arena->blocks, .size = size};
    arena->blocks = block;
    arena->free = (char *)block + ALIGNMENT;
    arena->end = (char *)block + size;
    return true;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (rounded < size || (rounded > (size_t)(arena->end - arena->free) && !grow(arena, rounded))) {
        arena->failed = true;
        return NULL;
    }
    void *block = arena->free;
    arena->free += rounded;
    return memset(block, 0, rounded);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
    char *copy = length < SIZE_MAX ? arena_alloc(arena, length + 1) : NULL;
    if (copy != NULL && length > 0) {
        memcpy(copy, bytes, length);
    }
    return copy;
}
