// What is wrong in a file that an author wrote: file, line, what was expected, what to do instead.
#ifndef RANKSH_CORE_DIAG_PROBLEM_H
#define RANKSH_CORE_DIAG_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"

enum problem_level {
    PROBLEM_ERROR,   // the lesson or question isn't used
    PROBLEM_WARNING, // it is, but should be mended
};

struct problem {
    enum problem_level level;
    char *file;
    int line;         // 0: the file as a whole
    char *what;       // one sentence, without a full stop
    char *suggestion; // NULL: none
};

struct problems {
    struct problem *items;
    size_t count, capacity;
    size_t errors; // how many of them are errors
    bool failed;   // memory ended: some are missing
};

// Adds one. `suggestion` may be NULL.
void problems_add(struct problems *problems, enum problem_level level, const char *file, int line,
                  const char *suggestion, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

// By file, line, then as they were added.
void problems_sort(struct problems *problems);

// `FILE:LINE: error: WHAT` and, when there is one, `    try: SUGGESTION`.
void problem_print(const struct problem *problem, struct text *out);

void problems_finish(struct problems *problems);

#endif
