// The collector of cycles. Every container is in its list from creation to death. When twice as
// many live as after the last run, the next safe point (a jump back, a call) runs it.
#ifndef RANKSH_CORE_LANG_COLLECT_H
#define RANKSH_CORE_LANG_COLLECT_H

#include "core/lang/objects/value.h"
#include "core/lang/run/attention.h"

struct collect {
    struct container head; // of the ring of all containers
    size_t live, threshold;
};

extern struct collect collect;

// An object with this mark is being freed by the collector: its count no longer frees it.
enum { COLLECT_DOOMED = UINT32_MAX };

static inline void collect_track(struct container *container)
{
    struct container *last = collect.head.previous;
    container->previous = last;
    container->next = &collect.head;
    last->next = container;
    collect.head.previous = container;
    if (++collect.live >= collect.threshold) {
        attention_raise(ATTENTION_COLLECT);
    }
}

static inline void collect_untrack(struct container *container)
{
    container->previous->next = container->next;
    container->next->previous = container->previous;
    collect.live--;
}

void collect_init(void);

// Frees all cycles that nothing outside refers to; returns how many objects those were.
size_t collect_run(void);

#endif
