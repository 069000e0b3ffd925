// Whole lines without editing: the reader of plain mode and of pipes.
#ifndef RANKSH_REPL_PLAIN_H
#define RANKSH_REPL_PLAIN_H

#include "repl/reader.h"

// NULL: no memory.
struct reader *plain_create(struct terminal *terminal, struct loop *loop);

#endif
