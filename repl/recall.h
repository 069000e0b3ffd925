// The lines typed in this and earlier sessions, kept in $XDG_STATE_HOME/ranksh/history (mode 0600).
// Each is appended as it is entered, so nothing is lost with a killed process and two sessions may
// write at a time. Without a writable place it works in memory.
#ifndef RANKSH_REPL_RECALL_H
#define RANKSH_REPL_RECALL_H

#include <stddef.h>

#include "core/base/status.h"

enum { RECALL_LIMIT = 2000 }; // older entries are dropped

struct recall;

// Reads the file. NULL: no memory. A file that can't be read is as good as an empty one.
struct recall *recall_create(void);
void recall_destroy(struct recall *recall);

// Adds an entry (it may hold newlines); one equal to the last is dropped. When it can't be
// written, the reason is returned the first time only: afterwards it is kept in memory alone.
enum status recall_add(struct recall *recall, const char *entry);

size_t recall_count(const struct recall *recall);
const char *recall_entry(const struct recall *recall, size_t index); // oldest first

#endif
