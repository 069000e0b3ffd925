#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/job/folder.h"

enum { PATH_SIZE = 4096 };

static const char lock_suffix[] = ".lock";

static void lock_path_of(const char *path, char lock_path[static PATH_SIZE])
{
    snprintf(lock_path, PATH_SIZE, "%.4000s%s", path, lock_suffix);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    remove(path);
    return 0;
}

static void remove_tree(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

// Whoever could write here could send our ranks anywhere.
static enum status check_owner(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0) {
        return status_fail_errno("%s", path);
    }
    if (!S_ISDIR(info.st_mode) || info.st_uid != geteuid() || (info.st_mode & 077) != 0) {
        return status_fail(STATUS_INVALID,
                           "%s must be a folder that only you can enter (chmod 700 %s)", path,
                           path);
    }
    return STATUS_OK;
}

// Removes the folder of a lock file that nobody holds.
static void remove_if_free(const char *lock_path)
{
    int fd = open(lock_path, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        char folder[PATH_SIZE];
        snprintf(folder, sizeof folder, "%.*s", (int)(strlen(lock_path) - strlen(lock_suffix)),
                 lock_path);
        remove_tree(folder);
        unlink(lock_path);
    }
    close(fd);
}

static void remove_free_ones(const char *run)
{
    DIR *entries = opendir(run);
    if (entries == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        size_t length = strlen(entry->d_name), suffix = strlen(lock_suffix);
        if (length > suffix && strcmp(entry->d_name + length - suffix, lock_suffix) == 0) {
            char path[PATH_SIZE];
            snprintf(path, sizeof path, "%s/%s", run, entry->d_name);
            remove_if_free(path);
        }
    }
    closedir(entries);
}

// Makes and holds `path`.lock. STATUS_BUSY: somebody has that name already, or took it for free.
static enum status take_lock(const char *path, int *ret_fd)
{
    char lock_path[PATH_SIZE];
    lock_path_of(path, lock_path);
    int fd = open(lock_path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno == EEXIST ? STATUS_BUSY : status_fail_errno("%s", lock_path);
    }
    struct stat info;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &info) != 0 || info.st_nlink == 0) {
        close(fd); // another lab that was cleaning up saw it before it was held
        return STATUS_BUSY;
    }
    *ret_fd = fd;
    return STATUS_OK;
}

static enum status make_folder(const char *run, struct folder *folder)
{
    static unsigned made;
    enum status status = STATUS_BUSY;
    char path[PATH_SIZE];
    while (status == STATUS_BUSY) {
        snprintf(path, sizeof path, "%s/%d-%u", run, (int)getpid(), made++);
        status = take_lock(path, &folder->lock_fd);
    }
    if (status != STATUS_OK) {
        return status;
    }
    remove_tree(path); // of an earlier process with our number
    folder->path = strdup(path);
    if (folder->path == NULL || mkdir(path, 0700) != 0) {
        status = status_fail_errno("%s", path);
        folder_finish(folder);
    }
    return status;
}

enum status folder_init(struct folder *folder)
{
    char *run;
    *folder = (struct folder){.lock_fd = -1};
    enum status status = file_path(FILE_PLACE_RUN, "", &run);
    if (status != STATUS_OK) {
        return status;
    }
    if (file_make_folder(run, 0700) != STATUS_OK) {
        free(run);
        status = file_path(FILE_PLACE_SPARE_RUN, "", &run);
        if (status != STATUS_OK) {
            return status;
        }
        status = file_make_folder(run, 0700);
    }
    if (status == STATUS_OK) {
        status = check_owner(run);
    }
    if (status == STATUS_OK) {
        remove_free_ones(run);
        status = make_folder(run, folder);
    }
    free(run);
    return status;
}

void folder_finish(struct folder *folder)
{
    if (folder->path != NULL) {
        char lock_path[PATH_SIZE];
        remove_tree(folder->path);
        lock_path_of(folder->path, lock_path);
        unlink(lock_path);
        close(folder->lock_fd);
        free(folder->path);
    }
    *folder = (struct folder){.lock_fd = -1};
}
