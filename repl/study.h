// Learning in the lab: the database, the questions and the lessons, opened when they are first
// needed. What the learner is doing with them is in the screens (quiz_screen.h, lesson_screen.h).
#ifndef RANKSH_REPL_STUDY_H
#define RANKSH_REPL_STUDY_H

#include "core/diag/trial.h"
#include "core/store/store.h"
#include "lessons/lesson.h"
#include "lessons/play.h"
#include "quizzes/bank.h"
#include "repl/lab.h"

struct study {
    struct store *store;
    int64_t learner;
    struct bank *bank;
    struct lesson_course *course;
    struct trial_runner runner;
    // the lesson that is under way
    struct play *play;
    struct play_jobs jobs;
    uint32_t seen_unit; // the last unit that the lesson has looked at
    // what was shown of it last
    enum play_state shown_state;
    const struct lesson_step *shown_step;
    bool shown;
    int learned; // answers and steps of this session
    char *thing; // one thing learned; NULL: none
};

// Opens what there is. NULL: the learner was told why it can't be.
struct study *study_open(struct lab *lab);
void study_destroy(struct study *study); // NULL is fine

// What stands before a command's name: "%" at the prompt, "ranksh " in the shell.
const char *study_prefix(const struct lab *lab);

// Notes something worth saying when the learner leaves.
void study_learned(struct lab *lab, const char *thing);

// What is said when the learner leaves: one thing learned, and when to come back.
void study_farewell(struct lab *lab);

#endif
