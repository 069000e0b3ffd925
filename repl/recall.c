// One entry a line in the file; a backslash is \\ and a newline \n there.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/array.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "repl/recall.h"

enum { FILE_LIMIT = 8 * 1024 * 1024, ENTRY_LIMIT = 256 * 1024 };

struct recall {
    char **entries;
    size_t count, capacity;
    char *path; // NULL: in memory only
};

static void keep(struct recall *recall, char *entry)
{
    if (recall->count == RECALL_LIMIT) {
        free(recall->entries[0]);
        recall->count--;
        memmove(recall->entries, recall->entries + 1, recall->count * sizeof *recall->entries);
    }
    if (entry == NULL || !array_reserve((void **)&recall->entries, &recall->capacity,
                                        recall->count + 1, sizeof *recall->entries)) {
        free(entry);
        return;
    }
    recall->entries[recall->count++] = entry;
}

static void add_escaped(struct text *out, const char *entry)
{
    for (; *entry != '\0'; entry++) {
        if (*entry == '\\' || *entry == '\n') {
            text_add(out, *entry == '\n' ? "\\n" : "\\\\");
        } else {
            text_add_char(out, *entry);
        }
    }
    text_add_char(out, '\n');
}

// The entry in [line, end), by whatever hand it was written: control characters are dropped.
static char *unescape(const char *line, const char *end)
{
    struct text entry = {0};
    for (; line < end; line++) {
        if (*line == '\\' && line + 1 < end && (line[1] == 'n' || line[1] == '\\')) {
            line++;
            text_add_char(&entry, *line == 'n' ? '\n' : '\\');
        } else if ((unsigned char)*line >= ' ' || *line == '\t') {
            text_add_char(&entry, *line);
        }
    }
    return text_take(&entry);
}

static void load(struct recall *recall)
{
    char *data;
    size_t length;
    if (file_read(recall->path, FILE_LIMIT, &data, &length) != STATUS_OK) {
        return;
    }
    size_t lines = 0;
    for (char *line = data, *end; line < data + length; line = end + 1, lines++) {
        end = strchrnul(line, '\n');
        if (end > line) {
            keep(recall, unescape(line, end));
        }
    }
    free(data);
    if (lines > 2 * RECALL_LIMIT) { // the file is shortened now and then, not at every start
        struct text shorter = {0};
        for (size_t i = 0; i < recall->count; i++) {
            add_escaped(&shorter, recall->entries[i]);
        }
        if (!shorter.failed) {
            file_write(recall->path, shorter.data, shorter.length, 0600);
        }
        text_finish(&shorter);
    }
}

struct recall *recall_create(void)
{
    struct recall *recall = calloc(1, sizeof *recall);
    if (recall != NULL && file_path(FILE_PLACE_STATE, "history", &recall->path) == STATUS_OK) {
        load(recall);
    }
    return recall;
}

void recall_destroy(struct recall *recall)
{
    if (recall == NULL) {
        return;
    }
    for (size_t i = 0; i < recall->count; i++) {
        free(recall->entries[i]);
    }
    free(recall->entries);
    free(recall->path);
    free(recall);
}

static enum status append(struct recall *recall, const char *entry)
{
    char *folder;
    enum status status = file_path(FILE_PLACE_STATE, "", &folder);
    if (status == STATUS_OK) {
        status = file_make_folder(folder, 0700);
        free(folder);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int fd = open(recall->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return status_fail_errno("cannot write %s", recall->path);
    }
    struct text line = {0};
    add_escaped(&line, entry);
    errno = ENOSPC;
    ssize_t written = line.failed ? -1 : write(fd, line.data, line.length);
    if (written != (ssize_t)line.length) {
        status = status_fail_errno("cannot write %s", recall->path);
        off_t end = lseek(fd, 0, SEEK_END);
        if (written > 0 && ftruncate(fd, end - written) != 0) {
            status = status_fail_errno("cannot mend %s", recall->path);
        }
    }
    text_finish(&line);
    close(fd);
    return status;
}

enum status recall_add(struct recall *recall, const char *entry)
{
    size_t length = strlen(entry);
    if (length == 0 || length > ENTRY_LIMIT ||
        (recall->count > 0 && strcmp(recall->entries[recall->count - 1], entry) == 0)) {
        return STATUS_OK;
    }
    keep(recall, strdup(entry));
    enum status status = STATUS_OK;
    if (recall->path != NULL) {
        status = append(recall, entry);
        if (status != STATUS_OK) {
            free(recall->path);
            recall->path = NULL;
        }
    }
    return status;
}

size_t recall_count(const struct recall *recall)
{
    return recall->count;
}

const char *recall_entry(const struct recall *recall, size_t index)
{
    return recall->entries[index];
}
