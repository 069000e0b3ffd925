// Memory that is given back all at once: for trees and other structures whose parts live equally
// long. Counted (memory.h). One thread.
//
//     struct arena arena = {0};
//     struct node *node = arena_alloc(&arena, sizeof *node);
//     arena_finish(&arena);
#ifndef RANKSH_CORE_BASE_ARENA_H
#define RANKSH_CORE_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; // the newest first
    char *free, *end;           // the rest of the newest block
    bool failed;                // an allocation has returned NULL
};

void arena_finish(struct arena *arena);

// `size` bytes, all zero, aligned to 16. NULL when memory ends.
void *arena_alloc(struct arena *arena, size_t size);

// A copy of `bytes` with a zero byte behind it. NULL when memory ends.
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

#endif
