// Line editing on libedit: the reader of a capable terminal.
#ifndef RANKSH_REPL_EDITOR_H
#define RANKSH_REPL_EDITOR_H

#include "repl/reader.h"

// NULL: no memory, or libedit can't work on this terminal.
struct reader *editor_create(struct terminal *terminal, struct loop *loop, struct recall *recall);

#endif
