// Files are found below the paths, sorted into lessons (they begin with a head between two lines of
// "---") and questions, loaded with all their findings, then run one by one.
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/file.h"
#include "core/diag/pack.h"
#include "lessons/lesson.h"
#include "lessons/lesson_lint.h"
#include "quizzes/bank.h"
#include "quizzes/bank_lint.h"
#include "repl/exit_code.h"
#include "repl/lint.h"
#include "repl/scratch.h"
#include "repl/signals.h"

enum { FILE_LIMIT = 4 * 1024 * 1024 };

struct sources {
    struct pack_files lessons, questions;
    char *misconceptions; // NULL: the built-in list
    char **owned;         // texts that the files above stand in
    size_t owned_count, owned_capacity;
};

static const char *own(struct sources *sources, char *text)
{
    if (text != NULL && array_reserve((void **)&sources->owned, &sources->owned_capacity,
                                      sources->owned_count + 1, sizeof *sources->owned)) {
        sources->owned[sources->owned_count++] = text;
        return text;
    }
    free(text);
    return NULL;
}

// "PACK/lessons/x.md" and "PACK/quizzes/x.md" are of that pack; anything else is looked at as
// strictly as what is built in.
static char *pack_of(const char *path)
{
    const char *file = strrchr(path, '/');
    for (size_t i = 0; file != NULL && i < 2; i++) {
        static const char *const kinds[] = {"/lessons", "/quizzes"};
        size_t length = strlen(kinds[i]);
        const char *kind = file - length;
        if (kind > path && strncmp(kind, kinds[i], length) == 0) {
            const char *start = kind;
            while (start > path && start[-1] != '/') {
                start--;
            }
            return strndup(start, (size_t)(kind - start));
        }
    }
    return strdup("ranksh");
}

static enum status add_file(struct sources *sources, const char *path)
{
    char *data;
    size_t length;
    enum status status = file_read(path, FILE_LIMIT, &data, &length);
    if (status != STATUS_OK) {
        return status;
    }
    const char *text = own(sources, data);
    const char *file = own(sources, strdup(path)), *pack = own(sources, pack_of(path));
    if (text == NULL || file == NULL || pack == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for %s", path);
    }
    const char *slash = strrchr(path, '/');
    if (strcmp(slash != NULL ? slash + 1 : path, "misconceptions.md") == 0) {
        sources->misconceptions = data;
        return STATUS_OK;
    }
    struct pack_files *files =
        strncmp(text, "---\n", 4) == 0 ? &sources->lessons : &sources->questions;
    if (!array_reserve((void **)&files->items, &files->capacity, files->count + 1,
                       sizeof *files->items)) {
        return status_fail(STATUS_MEMORY, "no memory for %s", path);
    }
    files->items[files->count++] = (struct pack_file){.pack = pack,
                                                      .file = file,
                                                      .data = text,
                                                      .length = length,
                                                      .ours = strcmp(pack, "ranksh") == 0};
    return STATUS_OK;
}

static int by_name(const FTSENT **left, const FTSENT **right)
{
    return strcmp((*left)->fts_name, (*right)->fts_name);
}

static enum status find_files(struct sources *sources, char *const *paths)
{
    FTS *tree = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    if (tree == NULL) {
        return status_fail_errno("cannot read %s", paths[0]);
    }
    enum status status = STATUS_OK;
    for (FTSENT *entry = fts_read(tree); entry != NULL && status == STATUS_OK;
         entry = fts_read(tree)) {
        size_t length = strlen(entry->fts_name);
        bool markdown = length > 3 && strcmp(entry->fts_name + length - 3, ".md") == 0;
        if (entry->fts_info == FTS_NS || entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR) {
            status = status_fail(STATUS_NOT_FOUND, "cannot read %s", entry->fts_path);
        } else if (entry->fts_info == FTS_F && (markdown || entry->fts_level == 0)) {
            status = add_file(sources, entry->fts_path);
        }
    }
    fts_close(tree);
    return status;
}

static enum status check_questions(const struct sources *sources, const struct trial_runner *runner,
                                   struct problems *problems, size_t *ret_count)
{
    struct bank *bank;
    enum status status = bank_load_sources(sources->questions.items, sources->questions.count,
                                           sources->misconceptions, problems, &bank);
    if (status != STATUS_OK) {
        return status;
    }
    status = bank_lint_texts(bank, problems);
    *ret_count = bank_count(bank);
    for (size_t i = 0; i < bank_count(bank) && status == STATUS_OK; i++) {
        status = bank_lint_run(bank_question(bank, i), runner, problems);
    }
    bank_destroy(bank);
    return status;
}

static enum status check_lessons(const struct sources *sources, const struct trial_runner *runner,
                                 struct problems *problems, size_t *ret_count)
{
    struct lesson_course *course;
    enum status status = lesson_course_load_sources(sources->lessons.items, sources->lessons.count,
                                                    problems, &course);
    if (status != STATUS_OK) {
        return status;
    }
    *ret_count = lesson_count(course);
    for (size_t i = 0; i < lesson_count(course) && status == STATUS_OK; i++) {
        status = lesson_lint_run(lesson_at(course, i), runner, problems);
    }
    lesson_course_destroy(course);
    return status;
}

static int report(struct problems *problems, size_t questions, size_t lessons)
{
    struct text out = {0};
    problems_sort(problems);
    for (size_t i = 0; i < problems->count; i++) {
        problem_print(&problems->items[i], &out);
    }
    text_addf(&out, "%zu lesson%s, %zu question%s: %zu error%s, %zu warning%s\n", lessons,
              lessons == 1 ? "" : "s", questions, questions == 1 ? "" : "s", problems->errors,
              problems->errors == 1 ? "" : "s", problems->count - problems->errors,
              problems->count - problems->errors == 1 ? "" : "s");
    fputs(text_string(&out), stdout);
    text_finish(&out);
    return problems->errors > 0 ? EXIT_RAISED : EXIT_FINE;
}

static void finish(struct sources *sources)
{
    for (size_t i = 0; i < sources->owned_count; i++) {
        free(sources->owned[i]);
    }
    free(sources->owned);
    free(sources->lessons.items);
    free(sources->questions.items);
}

int lint_main(const struct options *options)
{
    if (options->argument_count == 0) {
        fprintf(stderr, "ranksh: lint wants files or folders: ranksh lint PATH…\n");
        return EXIT_USAGE;
    }
    struct sources sources = {.misconceptions = NULL};
    struct problems problems = {0};
    size_t questions = 0, lessons = 0;
    struct loop *loop = loop_create();
    bool ready = loop != NULL && signals_start(loop, false) == STATUS_OK;
    enum status status = ready ? find_files(&sources, options->arguments)
                               : status_fail(STATUS_MEMORY, "no memory for a lint");
    struct trial_runner runner = scratch_runner(loop);
    if (status == STATUS_OK) {
        status = check_questions(&sources, &runner, &problems, &questions);
    }
    if (status == STATUS_OK) {
        status = check_lessons(&sources, &runner, &problems, &lessons);
    }
    int code = EXIT_USAGE;
    if (status == STATUS_INTERRUPTED) {
        code = EXIT_INTERRUPTED;
    } else if (status != STATUS_OK) {
        fprintf(stderr, "ranksh: %s\n", status_message());
    } else {
        code = report(&problems, questions, lessons);
    }
    problems_finish(&problems);
    finish(&sources);
    if (ready) {
        signals_stop();
    }
    loop_destroy(loop);
    return code;
}
