// Contiguous copies of tensors that lie scattered in memory or in several pieces, for MPI to send
// from and receive into. They count against the rank's budget.
#ifndef RANKSH_CORE_DIST_STAGING_H
#define RANKSH_CORE_DIST_STAGING_H

#include <stddef.h>

#include "core/dist/work_inside.h"
#include "core/tensor/tensor.h"

// Copies all elements, in row order, to or from plain memory. staging_unpack counts as a write.
void staging_pack(const struct tensor *tensor, void *bytes);
void staging_unpack(const void *bytes, struct tensor *tensor);

// Makes work->send the elements of `tensor`: in place if they are contiguous, else a copy.
enum status staging_send(struct work *work, const struct tensor *tensor);

// The same for a list of `count` tensors, one behind the other.
enum status staging_send_list(struct work *work, struct tensor *const *tensors, int count);

// Makes work->receive room for the elements of `tensor`, which staging_finish() will fill: in place
// if they are contiguous. With `in_out` the room holds the elements already.
enum status staging_receive(struct work *work, struct tensor *tensor, bool in_out);
enum status staging_receive_list(struct work *work, struct tensor **tensors, int count);

// Puts what was received into work->output or work->outputs, as the functions above set them.
void staging_finish(struct work *work);

#endif
