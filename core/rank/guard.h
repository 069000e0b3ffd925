// What keeps a rank from outliving the lab and from taking the machine down with it.
#ifndef RANKSH_CORE_RANK_GUARD_H
#define RANKSH_CORE_RANK_GUARD_H

#include <stdint.h>

// Dies when the process that started it dies. `parent` is its pid as the environment says, 0: not
// known. Ends the process at once if it is gone already.
void guard_follow_parent(int parent);

// The backstop behind the counted budget: RLIMIT_DATA. Never RLIMIT_AS, where OpenBLAS would spin
// for ever.
void guard_limit_memory(uint64_t budget);

#endif
