// Output on its way to the lab: collected for some milliseconds, sent within the credit. Main
// thread.
#ifndef RANKSH_CORE_RANK_OUTPUT_H
#define RANKSH_CORE_RANK_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/control/channel.h"

// How output waits for the lab to give credit: serves the work socket until something has come.
// False: the unit was interrupted.
typedef bool output_wait(void);

void output_init(struct channel *work, output_wait *wait);
void output_add_credit(uint32_t bytes);

// False: interrupted while there was no credit; then everything not yet sent is thrown away.
bool output_write(uint32_t unit, enum output_stream stream, const char *bytes, size_t length);
bool output_flush(void);

// Flushes if something has lain here for some milliseconds.
void output_flush_old(void);
bool output_waits(void); // something lies here

#endif
