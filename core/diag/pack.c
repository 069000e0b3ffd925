#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/diag/pack.h"

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
