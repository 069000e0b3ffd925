#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"

// Reads until the end, whatever the file's announced size (pipes and /proc announce none).
static enum status read_all(int fd, const char *path, size_t limit, struct text *text)
{
    char block[65536];
    for (;;) {
        ssize_t count = read(fd, block, sizeof block);
        if (count == 0) {
            return STATUS_OK;
        }
        if (count < 0) {
            if (errno == EINTR) {
                continue;
            }
            return status_fail_errno("cannot read %s", path);
        }
        if ((size_t)count > limit - text->length) {
            return status_fail(STATUS_INVALID, "%s is larger than %zu bytes", path, limit);
        }
        text_add_bytes(text, block, (size_t)count);
        if (text->failed) {
            return status_fail(STATUS_MEMORY, "no memory to read %s", path);
        }
    }
}

enum status file_read(const char *path, size_t limit, char **ret_data, size_t *ret_length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return status_fail_errno("cannot open %s", path);
    }
    struct text text = {0};
    enum status status = read_all(fd, path, limit, &text);
    close(fd);
    size_t length = text.length;
    char *data = status == STATUS_OK ? text_take(&text) : NULL;
    text_finish(&text);
    if (status == STATUS_OK && data == NULL) {
        status = status_fail(STATUS_MEMORY, "no memory to read %s", path);
    }
    if (status == STATUS_OK) {
        *ret_data = data;
        *ret_length = length;
    }
    return status;
}

static enum status write_all(int fd, const char *path, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t count = write(fd, data, length);
        if (count < 0 && errno != EINTR) {
            return status_fail_errno("cannot write %s", path);
        }
        if (count > 0) {
            data += count;
            length -= (size_t)count;
        }
    }
    return fsync(fd) == 0 ? STATUS_OK : status_fail_errno("cannot write %s", path);
}

enum status file_write(const char *path, const char *data, size_t length, unsigned mode)
{
    struct text beside = {0};
    text_addf(&beside, "%s.%ld~", path, (long)getpid());
    if (beside.failed) {
        return status_fail(STATUS_MEMORY, "no memory to write %s", path);
    }
    int fd = open(beside.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    enum status status = STATUS_OK;
    if (fd < 0) {
        status = status_fail_errno("cannot create %s", path);
    } else {
        status = write_all(fd, path, data, length);
        close(fd);
        if (status == STATUS_OK && rename(beside.data, path) != 0) {
            status = status_fail_errno("cannot write %s", path);
        }
        if (status != STATUS_OK) {
            unlink(beside.data);
        }
    }
    text_finish(&beside);
    return status;
}

enum status file_make_folder(const char *path, unsigned mode)
{
    struct text part = {0};
    enum status status = STATUS_OK;
    for (const char *end = path; *end != '\0' && status == STATUS_OK;) {
        end += strspn(end, "/");
        end += strcspn(end, "/");
        text_clear(&part);
        text_add_bytes(&part, path, (size_t)(end - path));
        if (part.failed) {
            status = status_fail(STATUS_MEMORY, "no memory to create %s", path);
        } else if (mkdir(part.data, mode) != 0 && errno != EEXIST) {
            status = status_fail_errno("cannot create %s", part.data);
        }
    }
    text_finish(&part);
    struct stat made;
    if (status == STATUS_OK && stat(path, &made) == 0 && !S_ISDIR(made.st_mode)) {
        status = status_fail(STATUS_SYSTEM, "%s is no folder", path);
    }
    return status;
}

static const char *home(void)
{
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/') {
        struct passwd *user = getpwuid(getuid());
        home = user != NULL && user->pw_dir != NULL && user->pw_dir[0] == '/' ? user->pw_dir : "/";
    }
    return home;
}

enum status file_path(enum file_place place, const char *name, char **ret_path)
{
    static const struct {
        const char *variable, *below_home;
    } places[] = {
        [FILE_PLACE_DATA] = {"XDG_DATA_HOME", ".local/share"},
        [FILE_PLACE_STATE] = {"XDG_STATE_HOME", ".local/state"},
        [FILE_PLACE_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
        [FILE_PLACE_RUN] = {"XDG_RUNTIME_DIR", NULL},
        [FILE_PLACE_SPARE_RUN] = {"", NULL},
    };
    const char *folder = getenv(places[place].variable);
    struct text path = {0};
    if (folder != NULL && folder[0] == '/') {
        text_addf(&path, "%s/ranksh", folder);
    } else if (places[place].below_home != NULL) {
        text_addf(&path, "%s/%s/ranksh", home(), places[place].below_home);
    } else {
        text_addf(&path, "/tmp/ranksh-%ld", (long)getuid());
    }
    if (name[0] != '\0') {
        text_addf(&path, "/%s", name);
    }
    *ret_path = text_take(&path);
    return *ret_path != NULL ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory for a path");
}
