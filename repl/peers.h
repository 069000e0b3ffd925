// Peers for an init_process_group of the lone process that waits for them.
#ifndef RANKSH_REPL_PEERS_H
#define RANKSH_REPL_PEERS_H

#include "repl/lab.h"

// For lab->answer_request.
void peers_answer(struct lab *lab);

#endif
