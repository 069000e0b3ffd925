// One word that the run loop reads at each backward jump and call: whether something wants to be
// done there. Any thread may raise a bit.
#ifndef RANKSH_CORE_LANG_ATTENTION_H
#define RANKSH_CORE_LANG_ATTENTION_H

#include <stdatomic.h>
#include <stdbool.h>

enum attention {
    ATTENTION_INTERRUPT = 1, // raise KeyboardInterrupt
    ATTENTION_COLLECT = 2,   // look for cycles
    ATTENTION_STEPS = 4,     // count steps (stays)
    ATTENTION_POLL = 8,      // call the embedder (stays)
    ATTENTION_CLOSE = 16,    // close abandoned generators
    ATTENTION_PLACE = 32,    // somebody wants to know where we are
};

extern atomic_uint attention_word;

static inline void attention_raise(unsigned bits)
{
    atomic_fetch_or_explicit(&attention_word, bits, memory_order_relaxed);
}

static inline void attention_drop(unsigned bits)
{
    atomic_fetch_and_explicit(&attention_word, ~bits, memory_order_relaxed);
}

static inline bool attention_wanted(void)
{
    return atomic_load_explicit(&attention_word, memory_order_relaxed) != 0;
}

// Does what is wanted. False: raised.
bool attention_attend(void);

#endif
