// A lesson at the prompt: it shows its steps, starts the jobs they need, and looks at what the
// learner types between them.
#ifndef RANKSH_REPL_LESSON_SCREEN_H
#define RANKSH_REPL_LESSON_SCREEN_H

#include "repl/lab.h"

// Begins a lesson, or goes on with it. NULL: the one that was left last, else the first one that
// is not finished. `anew` starts it from its first step. False: the learner was told why not.
bool lesson_screen_start(struct lab *lab, const char *name, bool anew);

// Leaves the lesson for free typing; its place is saved.
void lesson_screen_leave(struct lab *lab);

// Whether a lesson is under way.
bool lesson_screen_is_on(const struct lab *lab);

// %next, %back, %hint, %solution, %skip
enum lesson_move { LESSON_NEXT, LESSON_BACK, LESSON_HINT, LESSON_SOLUTION, LESSON_SKIP };
bool lesson_screen_move(struct lab *lab, enum lesson_move move);

#endif
