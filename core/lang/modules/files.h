// The files folder: the one place in which programs of the dialect can keep files. What a program
// calls "/tmp/model.pt" is FOLDER/tmp/model.pt.
#ifndef RANKSH_CORE_LANG_FILES_H
#define RANKSH_CORE_LANG_FILES_H

#include "core/lang/objects/value.h"

// The path that a program's name for a file stands for, in malloc'ed memory. Raises TypeError for
// what is no text, OSError's kinds for names that leave the folder, and refuses by name when the
// embedder gave no folder (interp_options.files). NULL: raised.
char *files_path(struct value name);

// The same, and the folders on the way to it are made.
char *files_path_for_writing(struct value name);

// Raises the OSError for `error` (errno) about the file that a program calls `name`.
struct value files_raise(int error, struct value name);

#endif
