// Lessons as their files say them. quizzes/FORMAT.md describes the files.
#ifndef RANKSH_LESSONS_LESSON_H
#define RANKSH_LESSONS_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag/pack.h"
#include "core/diag/page.h"
#include "core/diag/problem.h"

enum lesson_step_kind {
    LESSON_READ,    // read on
    LESSON_TRY,     // the learner types until the check passes
    LESSON_PREDICT, // the learner says what each rank will print; then it runs
    LESSON_SHOW,    // asks works, raises, hangs or wrong number; then it runs
    LESSON_QUIZ,    // questions of the bank
};

struct lesson_step {
    char *id; // of the comment `step:`; unique in the lesson
    char *title;
    enum lesson_step_kind kind;
    struct page before, after; // what is shown before the code; what is shown when it is done
    struct page *hints;        // in order
    char **hint_when;          // what an error must hold for the hint to fit; "" for any
    size_t hint_count;
    char *code; // try: one solution; predict, show: what runs. NULL: none
    int *only;  // ranks that run it; NULL: all
    size_t only_count;
    char *check; // NULL: none
    int *check_ranks;
    size_t check_rank_count;
    char **questions; // LESSON_QUIZ: pack/id of each
    size_t question_count;
    char *outcome; // show: "works", "raises", "hangs" or "wrong"
    bool fresh;    // starts the job anew
    bool rerun;    // later steps need it: its code runs unseen on a job that starts after it
    int launch;    // TRIAL_LONE, or the number of ranks that this step needs
    int line;
};

struct lesson {
    char *id; // pack/id
    char *title;
    int launch;
    int minutes;
    char **requires; // ids
    size_t require_count;
    struct page opening;
    char *setup; // NULL: none
    struct lesson_step *steps;
    size_t step_count;
    char revision[17];
    char *file;
    bool ours;
};

// The lessons of the course, those that are required before those that require them.
struct lesson_course;

enum status lesson_course_load(const char *packs, struct problems *problems,
                               struct lesson_course **ret_course);

enum status lesson_course_load_sources(const struct pack_file *sources, size_t count,
                                       struct problems *problems,
                                       struct lesson_course **ret_course);
void lesson_course_destroy(struct lesson_course *course);

size_t lesson_count(const struct lesson_course *course);
const struct lesson *lesson_at(const struct lesson_course *course, size_t index);

// By `pack/id`, by `id`, or by its number in the course (from 1). NULL: none.
const struct lesson *lesson_find(const struct lesson_course *course, const char *name);

// The code that runs unseen on the job of a step: the lesson's setup and, unless the step is fresh,
// earlier steps that are kept. malloc'ed, "" when there is none; NULL: no memory.
char *lesson_setup(const struct lesson *lesson, const struct lesson_step *step);

const char *lesson_nearest(const struct lesson_course *course, const char *typed);

#endif
