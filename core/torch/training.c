#include <math.h>
#include <stdatomic.h>

#include "core/torch/training.h"

static _Atomic uint64_t steps, samples, planned;
static _Atomic uint32_t epoch;
static _Atomic double loss;

void training_begin(void)
{
    atomic_store_explicit(&steps, 0, memory_order_relaxed);
    atomic_store_explicit(&samples, 0, memory_order_relaxed);
    atomic_store_explicit(&planned, 0, memory_order_relaxed);
    atomic_store_explicit(&epoch, 0, memory_order_relaxed);
    atomic_store_explicit(&loss, NAN, memory_order_relaxed);
}

void training_step(void)
{
    atomic_fetch_add_explicit(&steps, 1, memory_order_relaxed);
}

void training_samples(uint64_t count)
{
    atomic_fetch_add_explicit(&samples, count, memory_order_relaxed);
}

void training_left(uint64_t left)
{
    uint64_t done = atomic_load_explicit(&steps, memory_order_relaxed);
    atomic_store_explicit(&planned, done + left, memory_order_relaxed);
}

void training_epoch(uint32_t number)
{
    atomic_store_explicit(&epoch, number, memory_order_relaxed);
}

void training_loss(double value)
{
    atomic_store_explicit(&loss, value, memory_order_relaxed);
}

void training_look(struct training *ret_training)
{
    ret_training->steps = atomic_load_explicit(&steps, memory_order_relaxed);
    ret_training->samples = atomic_load_explicit(&samples, memory_order_relaxed);
    ret_training->planned = atomic_load_explicit(&planned, memory_order_relaxed);
    ret_training->epoch = atomic_load_explicit(&epoch, memory_order_relaxed);
    ret_training->loss = atomic_load_explicit(&loss, memory_order_relaxed);
}
