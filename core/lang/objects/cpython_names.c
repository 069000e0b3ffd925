#include <stddef.h>
#include <string.h>

#include "core/lang/objects/cpython_names.h"

static const struct row {
    const char *subject;
    const char *names; // each between two blanks
} rows[] = {
#include "core/lang/objects/cpython_names.inc"
};

const char *cpython_names_of(const char *subject)
{
    size_t low = 0, high = sizeof rows / sizeof *rows;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(subject, rows[middle].subject);
        if (order == 0) {
            return rows[middle].names;
        }
        *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
    }
    return "";
}

bool cpython_names_among(const char *names, const char *name)
{
    size_t length = strlen(name);
    for (const char *it = names; length > 0 && (it = strstr(it, name)) != NULL; it += length) {
        if (it[-1] == ' ' && it[length] == ' ') {
            return true;
        }
    }
    return false;
}

bool cpython_names_has(const char *subject, const char *name)
{
    return cpython_names_among(cpython_names_of(subject), name);
}
