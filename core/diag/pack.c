#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/array.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/diag/pack.h"

extern const struct embed_file template_files[];

enum { MAX_FILE_SIZE = 4 * 1024 * 1024 };

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for the packs");
}

static enum status add(struct pack_files *files, struct pack_file file)
{
    if (!array_reserve((void **)&files->items, &files->capacity, files->count + 1,
                       sizeof *files->items)) {
        return no_memory();
    }
    files->items[files->count++] = file;
    return STATUS_OK;
}

enum status pack_add_built_in(struct pack_files *files, const struct embed_file *table,
                              const char *except)
{
    enum status status = STATUS_OK;
    for (; table->name != NULL && status == STATUS_OK; table++) {
        if (except == NULL || strcmp(table->name, except) != 0) {
            status = add(files, (struct pack_file){.pack = "ranksh",
                                                   .file = table->name,
                                                   .data = table->data,
                                                   .length = table->length,
                                                   .ours = true});
        }
    }
    return status;
}

void pack_files_finish(struct pack_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        if (!files->items[i].ours) {
            free((char *)files->items[i].pack);
            free((char *)files->items[i].file);
            free((char *)files->items[i].data);
        }
    }
    free(files->items);
    *files = (struct pack_files){0};
}

static enum status add_file(struct pack_files *files, const char *pack, const char *folder,
                            const char *name, struct problems *problems)
{
    struct text path = {0};
    text_addf(&path, "%s/%s", folder, name);
    char *file = text_take(&path), *data = NULL, *pack_name = strdup(pack);
    size_t length = 0;
    enum status status = STATUS_OK;
    if (file == NULL || pack_name == NULL) {
        status = no_memory();
    } else if (file_read(file, MAX_FILE_SIZE, &data, &length) != STATUS_OK) {
        problems_add(problems, PROBLEM_ERROR, file, 0, NULL, "%s", status_message());
    } else {
        status = add(files, (struct pack_file){
                                .pack = pack_name, .file = file, .data = data, .length = length});
        if (status == STATUS_OK) {
            return STATUS_OK;
        }
    }
    free(file);
    free(pack_name);
    free(data);
    return status;
}

static int is_markdown(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return entry->d_name[0] != '.' && length > 3 && strcmp(entry->d_name + length - 3, ".md") == 0;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static enum status add_pack(struct pack_files *files, const char *packs, const char *pack,
                            const char *kind, struct problems *problems)
{
    struct text folder = {0};
    text_addf(&folder, "%s/%s/%s", packs, pack, kind);
    struct dirent **entries = NULL;
    int count = folder.failed ? -1 : scandir(folder.data, &entries, is_markdown, alphasort);
    enum status status = folder.failed ? no_memory() : STATUS_OK;
    for (int i = 0; i < count; i++) {
        if (status == STATUS_OK) {
            status = add_file(files, pack, folder.data, entries[i]->d_name, problems);
        }
        free(entries[i]);
    }
    free(entries);
    text_finish(&folder);
    return status;
}

enum status pack_add_folders(struct pack_files *files, const char *packs, const char *kind,
                             struct problems *problems)
{
    struct dirent **entries = NULL;
    int count = scandir(packs, &entries, is_visible, alphasort);
    enum status status = STATUS_OK;
    for (int i = 0; i < count; i++) {
        if (status == STATUS_OK) {
            status = add_pack(files, packs, entries[i]->d_name, kind, problems);
        }
        free(entries[i]);
    }
    free(entries);
    return status;
}

// ---- new packs and files

static enum status check_name(const char *name, size_t length)
{
    bool fine = length > 0 && length <= 64 && isalnum((unsigned char)name[0]);
    for (size_t i = 0; i < length; i++) {
        fine = fine && (isalnum((unsigned char)name[i]) || name[i] == '-' || name[i] == '_');
    }
    return fine ? STATUS_OK
                : status_fail(STATUS_INVALID, "`%.*s` is no name: use letters, digits and dashes",
                              (int)length, name);
}

static enum status make_folder(const char *packs, const char *pack, size_t length, const char *kind)
{
    struct text path = {0};
    text_addf(&path, "%s/%.*s/%s", packs, (int)length, pack, kind);
    enum status status = path.failed ? no_memory() : file_make_folder(path.data, 0700);
    text_finish(&path);
    return status;
}

enum status pack_create(const char *packs, const char *name)
{
    struct text path = {0};
    struct stat there;
    text_addf(&path, "%s/%s", packs, name);
    enum status status = path.failed ? no_memory() : check_name(name, strlen(name));
    if (status == STATUS_OK && stat(path.data, &there) == 0) {
        status = status_fail(STATUS_INVALID, "%s exists already", path.data);
    }
    text_finish(&path);
    if (status == STATUS_OK) {
        status = make_folder(packs, name, strlen(name), "quizzes");
    }
    if (status == STATUS_OK) {
        status = make_folder(packs, name, strlen(name), "lessons");
    }
    return status;
}

// The template with the name filled in. NULL: no memory.
static char *fill_template(const char *kind, const char *name)
{
    const struct embed_file *file =
        embed_find(template_files,
                   strcmp(kind, "lessons") == 0 ? "templates/lesson.md" : "templates/question.md");
    struct text out = {0};
    const char *at = file != NULL ? file->data : "";
    for (const char *mark; (mark = strstr(at, "@NAME@")) != NULL; at = mark + 6) {
        text_add_bytes(&out, at, (size_t)(mark - at));
        text_add(&out, name);
    }
    text_add(&out, at);
    return text_take(&out);
}

static enum status write_new(const char *path, const char *kind, const char *name, const char *text)
{
    struct stat there;
    if (stat(path, &there) == 0) {
        return status_fail(STATUS_INVALID, "%s exists already", path);
    }
    char *filled = text == NULL ? fill_template(kind, name) : NULL;
    if (text == NULL && filled == NULL) {
        return no_memory();
    }
    const char *data = text != NULL ? text : filled;
    enum status status = file_write(path, data, strlen(data), 0600);
    free(filled);
    return status;
}

enum status pack_write(const char *packs, const char *kind, const char *name, const char *text,
                       char **ret_path)
{
    const char *slash = strchr(name, '/');
    const char *pack = slash != NULL ? name : "mine", *file = slash != NULL ? slash + 1 : name;
    size_t length = slash != NULL ? (size_t)(slash - name) : strlen(pack);
    enum status status = check_name(pack, length);
    if (status == STATUS_OK) {
        status = check_name(file, strlen(file));
    }
    if (status == STATUS_OK) {
        status = make_folder(packs, pack, length, kind);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct text path = {0};
    text_addf(&path, "%s/%.*s/%s/%s.md", packs, (int)length, pack, kind, file);
    char *taken = text_take(&path);
    status = taken != NULL ? write_new(taken, kind, file, text) : no_memory();
    if (status != STATUS_OK) {
        free(taken);
        return status;
    }
    *ret_path = taken;
    return STATUS_OK;
}
