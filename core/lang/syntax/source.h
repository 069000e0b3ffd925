// A piece of source text with its name: what was typed, or a file. Shared by everything that may
// have to show one of its lines later.
#ifndef RANKSH_CORE_LANG_SOURCE_H
#define RANKSH_CORE_LANG_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"

struct source {
    size_t references;
    char *name; // as tracebacks show it: "train.py", "<stdin>"
    char *text; // UTF-8, a zero byte behind it
    size_t length;
    char *problem;         // NULL, or why the bytes are no program; parsing reports it
    uint32_t *line_starts; // offset of each line
    uint32_t line_count;
    uint32_t first_line; // the number of the first line, nearly always 1
};

// Text that was typed or that the program itself holds. Copies everything; one reference is the
// caller's. STATUS_MEMORY, or STATUS_INVALID past 1 GiB. Bytes that are no UTF-8 are a `problem`.
enum status source_create(const char *name, const char *text, size_t length,
                          struct source **ret_source);

// The same for a file's bytes, as CPython reads them: a byte order mark goes, a coding comment in
// the first two lines counts (UTF-8, Latin-1; others are a `problem`).
enum status source_decode(const char *name, const char *bytes, size_t length,
                          struct source **ret_source);

struct source *source_ref(struct source *source);
void source_unref(struct source *source); // NULL is fine

// The line of that number without its end; "" with length 0 when there is no such line. Not
// zero-terminated.
const char *source_line(const struct source *source, uint32_t line, size_t *ret_length);

#endif
