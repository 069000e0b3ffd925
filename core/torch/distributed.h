// torch.distributed, torch.nn.parallel.DistributedDataParallel and torch.multiprocessing: PyTorch's
// names, argument checks and words over the process groups of core/dist.
#ifndef RANKSH_CORE_TORCH_DISTRIBUTED_H
#define RANKSH_CORE_TORCH_DISTRIBUTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What these modules need of the process that they run in.
enum distributed_answer {
    DISTRIBUTED_ANSWERED,
    DISTRIBUTED_REFUSED,   // `data` is a text that says why
    DISTRIBUTED_TIMED_OUT, // nobody answered in time
    DISTRIBUTED_STOPPED,   // Ctrl-C
};

enum distributed_question {
    DISTRIBUTED_PEERS = 1, // init_process_group waits for processes that do not exist
    DISTRIBUTED_SPAWN,     // start so many processes, each with the call in the data
    DISTRIBUTED_JOIN,      // wait for those
    DISTRIBUTED_STOP,      // end them
};

// Something that ran in this process: a script, or lines typed at a prompt.
struct distributed_source {
    const char *name, *text;
    size_t length;
    bool typed;   // at a prompt
    bool running; // it is what runs now
    int first_line;
};

struct distributed_host {
    bool lone;                     // nobody launched this process
    int rank, size;                // of the job
    void (*say)(const char *line); // shown as "lab: LINE"
    // Asks the lab. `timeout_ns` 0: no limit. `*ret_data` is malloc'ed, NULL if not answered.
    enum distributed_answer (*ask)(enum distributed_question question, int64_t value,
                                   const char *data, size_t length, int64_t timeout_ns,
                                   int64_t *ret_value, char **ret_data);
    // What ran here, in order; false: there are not so many.
    bool (*source)(size_t index, struct distributed_source *ret_source);
};

// Offers the modules for import. Once per interpreter. False: MemoryError is raised.
bool distributed_offer(const struct distributed_host *host);

// A child of torch.multiprocessing: takes DISTRIBUTED_SPAWN's data, says what is to be run first
// (with errors, and with nothing shown for what was typed), then makes this rank's call. False:
// raised, and for the second one that there is no more.
bool distributed_child_begin(const char *data, size_t length);
bool distributed_child_source(size_t index, struct distributed_source *ret_source);
bool distributed_child_call(void);

// Lets go of groups and works, before the interpreter is finished.
void distributed_finish(void);

#endif
