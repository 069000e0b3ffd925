// The rank process: connects to the lab, starts MPI if somebody launched it, runs the units it is
// sent, reports. The functions below are for what runs inside a unit, in the main thread.
#ifndef RANKSH_CORE_RANK_RANK_H
#define RANKSH_CORE_RANK_RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/control/message.h"
#include "core/rank/runner.h"

// All of the process; returns its exit status.
int rank_main(const struct runner *runner);

// Sends output to the lab, soon. False: interrupted while the terminal was full.
bool rank_write(enum output_stream stream, const char *bytes, size_t length);

bool rank_flush(void);      // now
void rank_silence(bool on); // output is thrown away

// Sleeps; MPI goes on meanwhile. False: interrupted. In a replay it returns at once.
bool rank_sleep(int64_t ns);

// What the runner calls now and then when it was asked to: keeps MPI and output moving.
void rank_poll(void);

// Asks the lab and waits for the answer. False: interrupted, or the time (0: no limit) is over.
// `*ret_data` is malloc'ed.
struct rank_reply {
    bool refused;
    int64_t value;
    char *data;
    size_t length;
};
bool rank_request(enum request_kind kind, int64_t value, const char *data, size_t length,
                  int64_t timeout_ns, struct rank_reply *ret_reply);

// A reading from outside (a clock, a seed, a pid): journaled as it is or, in a replay, what the
// journal has.
int64_t rank_reading(uint32_t kind, int64_t real);

#endif
