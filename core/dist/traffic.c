#include "core/dist/group_inside.h"
#include "core/dist/traffic.h"
#include "core/tensor/dtype.h"

// Up to here an all_reduce doubles, beyond it goes around a ring.
enum { DOUBLING_LIMIT = 8192 };

static int log2_up(int size)
{
    int steps = 0;
    while (1 << steps < size) {
        steps++;
    }
    return steps;
}

// In a tree over the ranks as counted from the root, rank r stands above r + 1, r + 2, r + 4, ... as
// long as these are below its own lowest bit.
static int children(int rank, int size)
{
    int count = 0;
    for (int step = 1; rank + step < size && (rank & step) == 0; step <<= 1) {
        count++;
    }
    return count;
}

static void add(struct work *work, int messages, size_t bytes)
{
    work->messages_sent += (uint32_t)messages;
    work->bytes_sent += (uint64_t)bytes;
}

void traffic_add(struct work *work, enum traffic traffic, size_t bytes)
{
    if (!atomic_load_explicit(&work_costs_wanted, memory_order_relaxed)) {
        return;
    }
    int size = work->group->size, root = work->root == CALL_NO_ROOT ? 0 : work->root;
    int below = (work->group->rank - root + size) % size; // the root; 0 for itself
    size_t others = (size_t)size - 1;
    switch (traffic) {
    case TRAFFIC_ALL_REDUCE:
        if (bytes <= DOUBLING_LIMIT) {
            add(work, log2_up(size), bytes * (size_t)log2_up(size));
        } else {
            add(work, 2 * (size - 1), 2 * bytes * others / (size_t)size);
        }
        break;
    case TRAFFIC_ALL_GATHER:
    case TRAFFIC_REDUCE_SCATTER:
        add(work, size - 1, bytes * others);
        break;
    case TRAFFIC_GATHER:
    case TRAFFIC_REDUCE:
        add(work, below > 0, below > 0 ? bytes : 0);
        break;
    case TRAFFIC_SCATTER:
        add(work, below > 0 ? 0 : size - 1, below > 0 ? 0 : bytes * others);
        break;
    case TRAFFIC_ALL_TO_ALL:
        add(work, size - 1, bytes);
        break;
    case TRAFFIC_BROADCAST:
        add(work, children(below, size), bytes * (size_t)children(below, size));
        break;
    }
}

void traffic_add_work(struct work *work, enum traffic traffic)
{
    traffic_add(work, traffic, (size_t)work->count * dtype_size((enum dtype)work->call.dtype));
}
