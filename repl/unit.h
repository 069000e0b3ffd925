// Runs what the learner entered on ranks of the job, shows what they print, and comes back when
// they are done, or when nothing moves any more but waiting.
#ifndef RANKSH_REPL_UNIT_H
#define RANKSH_REPL_UNIT_H

#include "repl/lab.h"

enum unit_end {
    UNIT_DONE,    // all ranks came to its end
    UNIT_RAISED,  // some did not: an exception, an exit, a syntax error
    UNIT_WAITS,   // a rank waits in a call; the view was shown
    UNIT_STOPPED, // by Ctrl-C, or nothing was run
    UNIT_LOST,    // the job has ended; a lone process stands instead
};

// The ranks that the next line goes to: those chosen that do not wait.
struct rank_set unit_ranks(const struct lab *lab);

// Runs source on `ranks` as typed at the prompt (UNIT_PROMPT) or as a script (UNIT_SCRIPT).
// Says so when a rank does not exist or is not free; then nothing runs.
enum unit_end unit_run(struct lab *lab, struct rank_set ranks, enum unit_mode mode,
                       const char *name, const char *source, size_t length);

// Sends it without waiting; all of `ranks` must be free. False: the learner was told why.
bool unit_send(struct lab *lab, struct rank_set ranks, enum unit_mode mode, const char *name,
               const char *source, size_t length);

// Whether this can be a program at all: UTF-8, no zero bytes, not too long. False stores a message.
bool unit_is_text(const char *source, size_t length);

// Turns the loop until what `running` run is done or only waits, and so for ranks that are freed
// meanwhile.
enum unit_end unit_follow(struct lab *lab, struct rank_set running);

// Gives up the calls in which ranks wait.
void unit_cancel_waits(struct lab *lab);

// For things that happened while a line was read: a lost job, a request, a new waiting view.
void unit_catch_up_events(struct lab *lab);

#endif
