// `torchrun` at the prompt: the launcher's own options, as far as one machine's ranks can mean
// them; each other is refused by name.
#ifndef RANKSH_REPL_TORCHRUN_H
#define RANKSH_REPL_TORCHRUN_H

#include "repl/lab.h"
#include "repl/unit.h"
#include "repl/words.h"

struct torchrun {
    int ranks; // 0: not said, which for torchrun means 1
    int master_port;
    bool standalone;
    const char *script; // NULL: fresh ranks at the prompt
    char **arguments;   // of the script; NULL-terminated
    struct words words; // that the texts stand in
};

// Reads the words behind `torchrun`. STATUS_INVALID or STATUS_UNSUPPORTED says what is wrong.
enum status torchrun_read(const char *text, size_t length, struct torchrun *ret_torchrun);
void torchrun_finish(struct torchrun *torchrun);

// Starts fresh ranks, or runs the script on them.
enum unit_end torchrun_run(struct lab *lab, const char *text, size_t length);

#endif
