// Content files: those that are built in and those of packs. A pack is a folder below
// $XDG_DATA_HOME/ranksh/packs with `quizzes/*.md` and `lessons/*.md`; its name is the first part of
// its ids.
#ifndef RANKSH_CORE_DIAG_PACK_H
#define RANKSH_CORE_DIAG_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/embed.h"
#include "core/base/status.h"
#include "core/diag/problem.h"

struct pack_file {
    const char *pack, *file, *data;
    size_t length;
    bool ours; // built in: pack is "ranksh"
};

struct pack_files {
    struct pack_file *items;
    size_t count, capacity;
};

// Adds the files of an embedded table, except one (NULL: none).
enum status pack_add_built_in(struct pack_files *files, const struct embed_file *table,
                              const char *except);

// Adds the Markdown files of every pack's folder `kind` ("quizzes", "lessons"), by name. A missing
// folder is fine; a file that can't be read is a problem. STATUS_MEMORY.
enum status pack_add_folders(struct pack_files *files, const char *packs, const char *kind,
                             struct problems *problems);

void pack_files_finish(struct pack_files *files);

// Makes a pack's folders below `packs`. STATUS_INVALID: a name with other characters than letters,
// digits and dashes, or one that is there already.
enum status pack_create(const char *packs, const char *name);

// Writes a new file into a pack ("mine/first" is `first` in the pack `mine`; without a slash the pack
// is "mine"), which is created when it isn't there. `kind` is "quizzes" or "lessons". `text` NULL:
// a template to fill in. An existing file is never touched. The path is malloc'ed.
enum status pack_write(const char *packs, const char *kind, const char *name, const char *text,
                       char **ret_path);

#endif
