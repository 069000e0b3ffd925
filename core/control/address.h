// Sockets by path. Works for paths longer than a sockaddr_un holds (108 bytes), by way of the
// folder's descriptor.
#ifndef RANKSH_CORE_CONTROL_ADDRESS_H
#define RANKSH_CORE_CONTROL_ADDRESS_H

#include "core/base/status.h"

// A listening socket, close-on-exec and non-blocking, that only this user can reach.
enum status address_listen(const char *path, int *ret_fd);

// Connects, close-on-exec.
enum status address_connect(const char *path, int *ret_fd);

// The user that is at the other end of a socket; STATUS_SYSTEM.
enum status address_peer(int fd, unsigned *ret_uid, int *ret_pid);

#endif
