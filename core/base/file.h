// Whole files, folders and the places where they belong.
#ifndef RANKSH_CORE_BASE_FILE_H
#define RANKSH_CORE_BASE_FILE_H

#include <stddef.h>

#include "core/base/status.h"

// Reads all of `path` into `*ret_data`, which the caller frees; a zero byte stands behind it.
// STATUS_INVALID when the file is larger than `limit` bytes or is a folder.
enum status file_read(const char *path, size_t limit, char **ret_data, size_t *ret_length);

// Writes `path` by way of a file beside it and a rename, so that a reader or a crash sees the old
// contents or the new ones. `mode` as for open().
enum status file_write(const char *path, const char *data, size_t length, unsigned mode);

// Makes a folder and those above it that are missing, each with `mode`.
enum status file_make_folder(const char *path, unsigned mode);

// Where the XDG base directory specification puts ranksh's files. The folder need not exist.
enum file_place {
    FILE_PLACE_DATA,      // $XDG_DATA_HOME/ranksh, else ~/.local/share/ranksh
    FILE_PLACE_STATE,     // $XDG_STATE_HOME/ranksh, else ~/.local/state/ranksh
    FILE_PLACE_CONFIG,    // $XDG_CONFIG_HOME/ranksh, else ~/.config/ranksh
    FILE_PLACE_RUN,       // $XDG_RUNTIME_DIR/ranksh, else /tmp/ranksh-UID
    FILE_PLACE_SPARE_RUN, // /tmp/ranksh-UID, when the former can't be made: another user's, say
};

// The path of `name` ("" for the folder itself) in one of these places; the caller frees it.
// A relative path in a variable counts as unset, as the specification demands.
enum status file_path(enum file_place place, const char *name, char **ret_path);

#endif
