#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/control/address.h"

// Fills in the address of `path`; `*ret_folder` is a descriptor to close afterwards, -1 if none
// was needed.
static enum status make_address(const char *path, struct sockaddr_un *ret_address, int *ret_folder)
{
    *ret_address = (struct sockaddr_un){.sun_family = AF_UNIX};
    *ret_folder = -1;
    if (strlen(path) < sizeof ret_address->sun_path) {
        strcpy(ret_address->sun_path, path);
        return STATUS_OK;
    }
    const char *slash = strrchr(path, '/');
    char folder[4096];
    if (slash == NULL || (size_t)(slash - path) >= sizeof folder) {
        return status_fail(STATUS_INVALID, "%s: no path for a socket", path);
    }
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
    *ret_folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (*ret_folder < 0) {
        return status_fail_errno("%s", folder);
    }
    int length = snprintf(ret_address->sun_path, sizeof ret_address->sun_path,
                          "/proc/self/fd/%d/%s", *ret_folder, slash + 1);
    if (length >= (int)sizeof ret_address->sun_path) {
        close(*ret_folder);
        return status_fail(STATUS_INVALID, "%s: the name is too long for a socket", path);
    }
    return STATUS_OK;
}

typedef int use_fn(int fd, const struct sockaddr *address, socklen_t length);

// Makes a socket and binds or connects it.
static enum status open_socket(const char *path, int flags, use_fn *use, int *ret_fd)
{
    struct sockaddr_un address;
    int folder;
    enum status status = make_address(path, &address, &folder);
    if (status != STATUS_OK) {
        return status;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    if (fd < 0) {
        status = status_fail_errno("socket");
    } else if (use(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        status = status_fail_errno("%s", path);
        close(fd);
    } else {
        *ret_fd = fd;
    }
    if (folder >= 0) {
        close(folder);
    }
    return status;
}

enum status address_listen(const char *path, int *ret_fd)
{
    int fd;
    mode_t old_mask = umask(0177);
    enum status status = open_socket(path, SOCK_NONBLOCK, bind, &fd);
    umask(old_mask);
    if (status != STATUS_OK) {
        return status;
    }
    if (listen(fd, SOMAXCONN) != 0) {
        status = status_fail_errno("listen");
        close(fd);
        return status;
    }
    *ret_fd = fd;
    return STATUS_OK;
}

enum status address_connect(const char *path, int *ret_fd)
{
    return open_socket(path, 0, connect, ret_fd);
}

enum status address_peer(int fd, unsigned *ret_uid, int *ret_pid)
{
    struct ucred peer;
    socklen_t length = sizeof peer;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) {
        return status_fail_errno("SO_PEERCRED");
    }
    *ret_uid = peer.uid;
    *ret_pid = peer.pid;
    return STATUS_OK;
}
