// How far the training is that a unit does, for whoever asks while it runs: the optimizer counts
// its steps, losses their samples, lab and Tensor.backward() tell what else is known. Nothing is sent or printed, so
// telling costs a store. Any thread may look.
#ifndef RANKSH_CORE_TORCH_TRAINING_H
#define RANKSH_CORE_TORCH_TRAINING_H

#include <stdint.h>

struct training {
    uint64_t steps;   // of optimizers in this unit; 0: it doesn't train
    uint64_t samples; // whose losses were computed to be learned from
    uint64_t planned; // steps when it is done; 0: not known
    uint32_t epoch;   // from 1; 0: not known
    double loss;      // of the last batch; NaN: not known
};

void training_begin(void); // a unit begins
void training_step(void);
void training_samples(uint64_t count);
void training_left(uint64_t steps); // until it is done
void training_epoch(uint32_t epoch);
void training_loss(double loss);

void training_look(struct training *ret_training);

#endif
