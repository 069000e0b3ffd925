// Signals as events of the loop. A handler only notes its signal and wakes the loop; whoever waits
// for something asks here what came. One user of it a process.
#ifndef RANKSH_REPL_SIGNALS_H
#define RANKSH_REPL_SIGNALS_H

#include <stdbool.h>

#include "core/base/loop.h"
#include "core/base/status.h"

// Catches SIGINT, SIGTERM, SIGHUP, SIGQUIT and, when `terminal`, SIGWINCH and SIGTSTP; ignores
// SIGPIPE. The loop must outlive signals_stop().
enum status signals_start(struct loop *loop, bool terminal);
void signals_stop(void);

// Whether `signal` came since it was last asked about; forgets it.
bool signals_take(int signal);

// Whether it came, without forgetting.
bool signals_pending(int signal);

// The signal that asks the process to end (SIGTERM, SIGHUP, SIGQUIT), 0 if none came.
int signals_ending(void);

// Stops the process as Ctrl-Z does elsewhere and returns when it goes on.
void signals_suspend(void);

#endif
