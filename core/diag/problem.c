#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/diag/problem.h"

static void problem_finish(struct problem *problem)
{
    free(problem->file);
    free(problem->what);
    free(problem->suggestion);
}

void problems_add(struct problems *problems, enum problem_level level, const char *file, int line,
                  const char *suggestion, const char *format, ...)
{
    struct text what = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&what, format, arguments);
    va_end(arguments);
    struct problem problem = {
        .level = level,
        .file = strdup(file),
        .line = line,
        .what = text_take(&what),
        .suggestion = suggestion != NULL ? strdup(suggestion) : NULL,
    };
    problems->errors += level == PROBLEM_ERROR;
    if (problem.file == NULL || problem.what == NULL ||
        (suggestion != NULL && problem.suggestion == NULL) ||
        !array_reserve((void **)&problems->items, &problems->capacity, problems->count + 1,
                       sizeof *problems->items)) {
        problems->failed = true;
        problem_finish(&problem);
        return;
    }
    problems->items[problems->count++] = problem;
}

static bool comes_later(const struct problem *first, const struct problem *second)
{
    int order = strcmp(first->file, second->file);
    return order != 0 ? order > 0 : first->line > second->line;
}

// By insertion: stable, and the lists are short.
void problems_sort(struct problems *problems)
{
    for (size_t i = 1; i < problems->count; i++) {
        struct problem problem = problems->items[i];
        size_t at = i;
        for (; at > 0 && comes_later(&problems->items[at - 1], &problem); at--) {
            problems->items[at] = problems->items[at - 1];
        }
        problems->items[at] = problem;
    }
}

void problem_print(const struct problem *problem, struct text *out)
{
    text_add_printable(out, problem->file, strlen(problem->file));
    if (problem->line > 0) {
        text_addf(out, ":%d", problem->line);
    }
    text_add(out, problem->level == PROBLEM_ERROR ? ": error: " : ": warning: ");
    text_add_printable(out, problem->what, strlen(problem->what));
    text_add_char(out, '\n');
    if (problem->suggestion != NULL) {
        text_add(out, "    try: ");
        text_add_printable(out, problem->suggestion, strlen(problem->suggestion));
        text_add_char(out, '\n');
    }
}

void problems_finish(struct problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        problem_finish(&problems->items[i]);
    }
    free(problems->items);
    *problems = (struct problems){0};
}
