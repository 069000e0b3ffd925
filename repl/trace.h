// What each collective of a unit cost, collected while %trace is on and shown when the unit ends.
#ifndef RANKSH_REPL_TRACE_H
#define RANKSH_REPL_TRACE_H

#include "core/control/message.h"
#include "repl/terminal.h"

struct trace;

struct trace *trace_create(void); // NULL: no memory
void trace_destroy(struct trace *trace);

// A rank reports one call of its own.
void trace_add(struct trace *trace, int rank, const struct message_trace *entry);

// Adds a table of the calls reported since the last time, the latest ones when there are many, and
// a line for all of them; then forgets them. Nothing when there were none.
void trace_show(struct trace *trace, const struct terminal *terminal, struct text *out);

#endif
