// Files that are built into a program: lessons, questions, teaching text, data. embed.py writes
// their tables; a meson.build says which files are in which table:
//
//     lessons_c = custom_target(input: lesson_files, output: 'lesson_files.c',
//         command: [embed, meson.current_source_dir(), 'lesson_files', '@OUTPUT@', '@INPUT@'])
//
// gives `const struct embed_file lesson_files[]`, which ends with an entry without a name.
#ifndef RANKSH_CORE_BASE_EMBED_H
#define RANKSH_CORE_BASE_EMBED_H

#include <stddef.h>

struct embed_file {
    const char *name; // the path below the folder named in meson.build; NULL ends a table
    const char *data; // a zero byte stands behind it
    size_t length;
};

// The file of that name, NULL if there is none.
const struct embed_file *embed_find(const struct embed_file *table, const char *name);

#endif
