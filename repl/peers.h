// What a rank may ask of the lab while it runs: peers for an init_process_group that waits for
// them, processes for torch.multiprocessing.
#ifndef RANKSH_REPL_PEERS_H
#define RANKSH_REPL_PEERS_H

#include "repl/lab.h"

// For lab->answer_request.
void peers_answer(struct lab *lab);

#endif
