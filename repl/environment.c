#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "repl/environment.h"

const char **environment_create(bool lone)
{
    size_t count = 0;
    while (environ[count] != NULL) {
        count++;
    }
    const char **variables = calloc(count + 3, sizeof *variables);
    if (variables == NULL) {
        return NULL;
    }
    memcpy(variables, environ, count * sizeof *variables);
    if (lone && getenv("MASTER_ADDR") == NULL) {
        variables[count++] = "MASTER_ADDR=127.0.0.1";
    }
    if (lone && getenv("MASTER_PORT") == NULL) {
        variables[count++] = "MASTER_PORT=29500";
    }
    return variables;
}

bool environment_supplies_master(void)
{
    return getenv("MASTER_ADDR") == NULL || getenv("MASTER_PORT") == NULL;
}
