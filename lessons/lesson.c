// The course: lessons in an order in which each comes after what it requires.
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/diag/suggest.h"
#include "lessons/lesson.h"
#include "lessons/lesson_read.h"

extern const struct embed_file course_files[];

struct lesson_course {
    struct lesson *lessons;
    size_t count, capacity;
};

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for the lessons");
}

// ---- freeing

static void free_strings(char **strings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(strings[i]);
    }
    free(strings);
}

void lesson_step_finish(struct lesson_step *step)
{
    free(step->id);
    free(step->title);
    page_finish(&step->before);
    page_finish(&step->after);
    for (size_t i = 0; i < step->hint_count; i++) {
        page_finish(&step->hints[i]);
    }
    free(step->hints);
    free_strings(step->hint_when, step->hint_count);
    free(step->code);
    free(step->only);
    free(step->check);
    free(step->check_ranks);
    free_strings(step->questions, step->question_count);
    free(step->outcome);
    *step = (struct lesson_step){0};
}

void lesson_finish(struct lesson *lesson)
{
    free(lesson->id);
    free(lesson->title);
    free_strings(lesson->requires, lesson->require_count);
    page_finish(&lesson->opening);
    free(lesson->setup);
    for (size_t i = 0; i < lesson->step_count; i++) {
        lesson_step_finish(&lesson->steps[i]);
    }
    free(lesson->steps);
    free(lesson->file);
    *lesson = (struct lesson){0};
}

void lesson_course_destroy(struct lesson_course *course)
{
    if (course != NULL) {
        for (size_t i = 0; i < course->count; i++) {
            lesson_finish(&course->lessons[i]);
        }
        free(course->lessons);
        free(course);
    }
}

// ---- what only the whole course can tell

static const struct lesson *find_id(const struct lesson_course *course, size_t count,
                                    const char *id)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(course->lessons[i].id, id) == 0) {
            return &course->lessons[i];
        }
    }
    return NULL;
}

static void drop_repeated(struct lesson_course *course, struct problems *problems)
{
    size_t kept = 0;
    for (size_t i = 0; i < course->count; i++) {
        struct lesson lesson = course->lessons[i];
        const struct lesson *first = find_id(course, kept, lesson.id);
        if (first == NULL) {
            course->lessons[kept++] = lesson;
            continue;
        }
        problems_add(problems, PROBLEM_ERROR, lesson.file, 1, "another id in the head",
                     "the id `%s` is taken by %s", lesson.id, first->file);
        lesson_finish(&lesson);
    }
    course->count = kept;
}

static bool is_ready(const struct lesson_course *course, size_t placed, const struct lesson *lesson)
{
    for (size_t i = 0; i < lesson->require_count; i++) {
        if (find_id(course, placed, lesson->requires[i]) == NULL &&
            find_id(course, course->count, lesson->requires[i]) != NULL) {
            return false;
        }
    }
    return true;
}

// Each lesson behind what it requires; otherwise as they were read.
static void put_in_order(struct lesson_course *course, struct problems *problems)
{
    for (size_t placed = 0; placed < course->count; placed++) {
        size_t at = placed;
        while (at < course->count && !is_ready(course, placed, &course->lessons[at])) {
            at++;
        }
        if (at == course->count) {
            problems_add(problems, PROBLEM_ERROR, course->lessons[placed].file, 1,
                         "drop one of the `requires`", "lessons require each other in a circle");
            return;
        }
        struct lesson lesson = course->lessons[at];
        memmove(&course->lessons[placed + 1], &course->lessons[placed],
                (at - placed) * sizeof lesson);
        course->lessons[placed] = lesson;
    }
}

static void check_requirements(const struct lesson_course *course, struct problems *problems)
{
    for (size_t i = 0; i < course->count; i++) {
        const struct lesson *lesson = &course->lessons[i];
        for (size_t k = 0; k < lesson->require_count; k++) {
            if (find_id(course, course->count, lesson->requires[k]) == NULL) {
                problems_add(problems, PROBLEM_WARNING, lesson->file, 1, NULL,
                             "`%s`, which this requires, is not there", lesson->requires[k]);
            }
        }
    }
}

// ---- loading

enum status lesson_course_load_sources(const struct pack_file *sources, size_t count,
                                       struct problems *problems, struct lesson_course **ret_course)
{
    struct lesson_course *course = calloc(1, sizeof *course);
    enum status status = course != NULL ? STATUS_OK : no_memory();
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct lesson lesson = {0};
        bool fine = false;
        if (!array_reserve((void **)&course->lessons, &course->capacity, course->count + 1,
                           sizeof *course->lessons)) {
            status = no_memory();
            break;
        }
        status = lesson_read(&sources[i], problems, &lesson, &fine);
        if (status == STATUS_OK && fine) {
            course->lessons[course->count++] = lesson;
        }
    }
    if (status == STATUS_OK) {
        drop_repeated(course, problems);
        check_requirements(course, problems);
        put_in_order(course, problems);
        status = problems->failed ? no_memory() : STATUS_OK;
    }
    if (status != STATUS_OK) {
        lesson_course_destroy(course);
        return status;
    }
    *ret_course = course;
    return STATUS_OK;
}

enum status lesson_course_load(const char *packs, struct problems *problems,
                               struct lesson_course **ret_course)
{
    struct pack_files files = {0};
    enum status status = pack_add_built_in(&files, course_files, NULL);
    if (status == STATUS_OK && packs != NULL) {
        status = pack_add_folders(&files, packs, "lessons", problems);
    }
    if (status == STATUS_OK) {
        status = lesson_course_load_sources(files.items, files.count, problems, ret_course);
    }
    pack_files_finish(&files);
    return status;
}

// ---- asking the course

size_t lesson_count(const struct lesson_course *course)
{
    return course->count;
}

const struct lesson *lesson_at(const struct lesson_course *course, size_t index)
{
    return &course->lessons[index];
}

static const char *short_id(const struct lesson *lesson)
{
    const char *slash = strchr(lesson->id, '/');
    return slash != NULL ? slash + 1 : lesson->id;
}

const struct lesson *lesson_find(const struct lesson_course *course, const char *name)
{
    char *end;
    unsigned long number = strtoul(name, &end, 10);
    if (name[0] >= '1' && name[0] <= '9' && *end == '\0') {
        return number <= course->count ? &course->lessons[number - 1] : NULL;
    }
    for (size_t i = 0; i < course->count; i++) {
        const struct lesson *lesson = &course->lessons[i];
        if (strcmp(lesson->id, name) == 0 || strcmp(short_id(lesson), name) == 0) {
            return lesson;
        }
    }
    return NULL;
}

char *lesson_setup(const struct lesson *lesson, const struct lesson_step *step)
{
    struct text setup = {0};
    const char *common = lesson->setup != NULL ? lesson->setup : "";
    text_add(&setup, common);
    for (const struct lesson_step *at = lesson->steps; at <= step; at++) {
        if (at->launch != step->launch) {
            continue;
        }
        if (at->fresh) {
            text_clear(&setup);
            text_add(&setup, common);
        }
        if (at->rerun && at < step && at->code != NULL) {
            text_add(&setup, at->code);
        }
    }
    return text_take(&setup);
}

const char *lesson_nearest(const struct lesson_course *course, const char *typed)
{
    const char **names = calloc(course->count + 1, sizeof *names);
    for (size_t i = 0; names != NULL && i < course->count; i++) {
        names[i] = short_id(&course->lessons[i]);
    }
    const char *nearest = names != NULL ? suggest_nearest(typed, names, course->count) : NULL;
    free(names);
    return nearest;
}
