// What a process at the prompt finds in os.environ.
#ifndef RANKSH_REPL_ENVIRONMENT_H
#define RANKSH_REPL_ENVIRONMENT_H

#include <stdbool.h>

// This process's variables and, for the lone process, where its peers would meet (MASTER_ADDR,
// MASTER_PORT) unless they are set. NULL: no memory. The caller frees the array alone.
const char **environment_create(bool lone);

// Whether environment_create(true) supplies one of the two.
bool environment_supplies_master(void);

#endif
