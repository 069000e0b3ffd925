#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/control/address.h"
#include "core/dist/mpi_world.h"
#include "core/rank/link.h"

static char *socket_path;
static uint8_t token[MESSAGE_TOKEN];

static bool read_token(const char *hex)
{
    if (strlen(hex) != 2 * sizeof token) {
        return false;
    }
    for (size_t i = 0; i < sizeof token; i++) {
        unsigned byte;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1) {
            return false;
        }
        token[i] = (uint8_t)byte;
    }
    return true;
}

static int number_in(const char *name)
{
    const char *value = getenv(name);
    return value != NULL ? atoi(value) : 0;
}

enum status link_init(struct link *link)
{
    const char *path = getenv("RANKSH_SOCKET"), *hex = getenv("RANKSH_TOKEN");
    if (path == NULL || hex == NULL || !read_token(hex)) {
        return status_fail(STATUS_INVALID, "ranksh-rank is started by ranksh, not by hand");
    }
    int local_rank;
    *link = (struct link){.lone = number_in("RANKSH_LONE") == 1,
                          .parent = number_in("RANKSH_PARENT"),
                          .rank = -1,
                          .size = -1};
    if (link->lone) {
        link->rank = 0;
        link->size = 1;
    } else {
        mpi_world_launched(&link->rank, &link->size, &local_rank);
    }
    socket_path = strdup(path);
    unsetenv("RANKSH_SOCKET");
    unsetenv("RANKSH_TOKEN");
    unsetenv("RANKSH_PARENT");
    unsetenv("RANKSH_LONE");
    return socket_path != NULL ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory");
}

static enum status connect_one(const struct link *link, enum message_role role,
                               struct channel *ret_channel)
{
    int fd;
    enum status status = address_connect(socket_path, &fd);
    if (status != STATUS_OK) {
        return status;
    }
    channel_init(ret_channel, fd, MESSAGE_LIMIT);
    struct message_hello hello = {.magic = MESSAGE_MAGIC,
                                  .version = MESSAGE_VERSION,
                                  .role = role,
                                  .rank = link->rank,
                                  .size = link->size,
                                  .pid = getpid(),
                                  .mpi_major = mpi_world_major(),
                                  .build = RANKSH_BUILD};
    memcpy(hello.token, token, sizeof token);
    snprintf(hello.mpi, sizeof hello.mpi, "%s", mpi_world_version());
    gethostname(hello.host, sizeof hello.host - 1);
    struct channel_part part = {&hello, sizeof hello};
    return channel_send(ret_channel, MESSAGE_HELLO, 0, &part, 1);
}

enum status link_connect(struct link *link)
{
    enum status status = connect_one(link, MESSAGE_ROLE_CONTROL, &link->control);
    return status == STATUS_OK ? connect_one(link, MESSAGE_ROLE_WORK, &link->work) : status;
}
