// Chunks of small blocks, large blocks, the budget. A chunk is in one of three places: it is the
// current one of its class, it waits in the class's list because it has free blocks, or it is full
// and nobody's. An empty chunk goes back to the system, but for a few kept for the next need.
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"

enum { SPARE_CHUNKS = 16, FIRST_BLOCK = (sizeof(struct memory_chunk) + 15) / 16 * 16 };

static struct memory_chunk no_chunk; // stands for "this class has no chunk yet"
static struct memory_chunk *waiting[MEMORY_CLASSES];
static struct memory_chunk *spare; // linked through `next`
static int spare_count;

static size_t budget = SIZE_MAX, in_use, peak;
static size_t watched = SIZE_MAX;
static void (*watched_reached)(void);
static long failing_in = -1; // allocations until all fail; -1: no experiment

struct memory_pool memory_pool = {
    .current = {&no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk,
                &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk,
                &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk,
                &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk,
                &no_chunk, &no_chunk, &no_chunk, &no_chunk, &no_chunk},
};

bool memory_charge(size_t size)
{
    if (size > budget || in_use > budget - size) {
        return false;
    }
    in_use += size;
    if (in_use > peak) {
        peak = in_use;
    }
    if (in_use > watched) {
        watched = SIZE_MAX;
        watched_reached();
    }
    return true;
}

void memory_watch(size_t bytes, void (*reached)(void))
{
    watched = bytes;
    watched_reached = reached;
}

void memory_discharge(size_t size)
{
    in_use -= size;
}

void memory_set_budget(size_t bytes)
{
    budget = bytes;
}

size_t memory_budget(void)
{
    return budget;
}

size_t memory_in_use(void)
{
    return in_use;
}

size_t memory_peak(void)
{
    return peak;
}

void memory_peak_reset(void)
{
    peak = in_use;
}

static void *large_alloc(size_t size)
{
    if (!memory_charge(size)) {
        return NULL;
    }
    void *block = malloc(size > 0 ? size : 1);
    if (block == NULL) {
        memory_discharge(size);
    }
    return block;
}

static void list_remove(struct memory_chunk *chunk)
{
    if (chunk->previous != NULL) {
        chunk->previous->next = chunk->next;
    } else {
        waiting[chunk->size_class] = chunk->next;
    }
    if (chunk->next != NULL) {
        chunk->next->previous = chunk->previous;
    }
    chunk->listed = false;
}

static void list_add(struct memory_chunk *chunk)
{
    struct memory_chunk *first = waiting[chunk->size_class];
    chunk->previous = NULL;
    chunk->next = first;
    if (first != NULL) {
        first->previous = chunk;
    }
    waiting[chunk->size_class] = chunk;
    chunk->listed = true;
}

static struct memory_chunk *chunk_create(size_t size_class)
{
    struct memory_chunk *chunk = spare;
    if (!memory_charge(MEMORY_CHUNK_SIZE)) {
        return NULL;
    }
    if (chunk != NULL) {
        spare = chunk->next;
        spare_count--;
    } else {
        chunk = aligned_alloc(MEMORY_CHUNK_SIZE, MEMORY_CHUNK_SIZE);
        if (chunk == NULL) {
            memory_discharge(MEMORY_CHUNK_SIZE);
            return NULL;
        }
    }
    *chunk = (struct memory_chunk){
        .size_class = (uint16_t)size_class,
        .fresh = (char *)chunk + FIRST_BLOCK,
        .end = (char *)chunk + MEMORY_CHUNK_SIZE,
    };
    return chunk;
}

static void chunk_destroy(struct memory_chunk *chunk)
{
    memory_discharge(MEMORY_CHUNK_SIZE);
    if (spare_count < SPARE_CHUNKS) {
        chunk->next = spare;
        spare = chunk;
        spare_count++;
    } else {
        free(chunk);
    }
}

// Whether the chunk has a free block. Links the next few never-used blocks when the last ones are
// gone: few, so that memory is touched only as it is needed.
static bool has_free(struct memory_chunk *chunk)
{
    size_t size = chunk->size_class * (size_t)MEMORY_UNIT;
    if (chunk->free != NULL || size == 0) {
        return chunk->free != NULL;
    }
    for (int i = 0; i < 32 && (size_t)(chunk->end - chunk->fresh) >= size; i++) {
        *(void **)chunk->fresh = chunk->free;
        chunk->free = chunk->fresh;
        chunk->fresh += size;
    }
    return chunk->free != NULL;
}

// A chunk of the class with a free block, made the current one. The chunk that was current is
// full, and nobody's until one of its blocks comes back. During an experiment there is no current
// chunk, so that every allocation comes this way.
static struct memory_chunk *chunk_with_room(size_t size_class)
{
    struct memory_chunk *chunk = memory_pool.current[size_class];
    if (has_free(chunk)) {
        return chunk;
    }
    chunk = waiting[size_class];
    if (chunk == NULL) {
        chunk = chunk_create(size_class);
        if (chunk == NULL) {
            return NULL;
        }
        list_add(chunk);
    }
    has_free(chunk);
    if (failing_in < 0) {
        list_remove(chunk);
        memory_pool.current[size_class] = chunk;
    }
    return chunk;
}

static void *small_alloc(size_t size_class)
{
    struct memory_chunk *chunk = chunk_with_room(size_class);
    if (chunk == NULL) {
        return NULL;
    }
    void **block = chunk->free;
    chunk->free = *block;
    chunk->used++;
    if (chunk->listed && !has_free(chunk)) {
        list_remove(chunk);
    }
    return block;
}

static bool must_fail(void)
{
    if (failing_in > 0) {
        failing_in--;
        return false;
    }
    return failing_in == 0;
}

void *memory_alloc_slowly(size_t size)
{
    if (must_fail()) {
        return NULL;
    }
    if ((ptrdiff_t)size <= MEMORY_SMALL) {
        size_t size_class = (size + MEMORY_UNIT - 1) / MEMORY_UNIT;
        return small_alloc(size_class > 0 ? size_class : 1);
    }
    return large_alloc(size);
}

void memory_free_slowly(void *block, size_t size)
{
    if (block != NULL) {
        memory_discharge(size);
        free(block);
    }
}

// A block came back to a chunk that had no free one, or the last block came back to any chunk.
void memory_chunk_changed(struct memory_chunk *chunk)
{
    if (chunk == memory_pool.current[chunk->size_class]) {
        return;
    }
    if (chunk->used > 0) {
        if (!chunk->listed) {
            list_add(chunk);
        }
        return;
    }
    if (chunk->listed) {
        list_remove(chunk);
    }
    chunk_destroy(chunk);
}

void *memory_alloc_zero(size_t size)
{
    void *block = memory_alloc(size);
    if (block != NULL) {
        memset(block, 0, size);
    }
    return block;
}

// Large blocks grow in place where malloc can.
static void *large_resize(void *block, size_t old_size, size_t new_size)
{
    if (must_fail() || (new_size > old_size && !memory_charge(new_size - old_size))) {
        return NULL;
    }
    void *moved = realloc(block, new_size > 0 ? new_size : 1); // realloc to 0 would free it
    if (moved == NULL) {
        if (new_size > old_size) {
            memory_discharge(new_size - old_size);
        }
        return NULL;
    }
    if (new_size < old_size) {
        memory_discharge(old_size - new_size);
    }
    return moved;
}

void *memory_resize(void *block, size_t old_size, size_t new_size)
{
    if (block != NULL && (ptrdiff_t)old_size > MEMORY_SMALL && (ptrdiff_t)new_size > MEMORY_SMALL) {
        return large_resize(block, old_size, new_size);
    }
    void *moved = memory_alloc(new_size);
    if (moved != NULL && block != NULL) {
        memcpy(moved, block, old_size < new_size ? old_size : new_size);
        memory_free(block, old_size);
    }
    return moved;
}

void memory_fail_after(long count)
{
    failing_in = count < 0 ? -1 : count;
    for (size_t i = 0; i < MEMORY_CLASSES; i++) {
        struct memory_chunk *chunk = memory_pool.current[i];
        memory_pool.current[i] = &no_chunk;
        if (has_free(chunk)) {
            list_add(chunk);
        }
    }
}
