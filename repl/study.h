// Learning in the lab: the database, lessons and quizzes, opened when they are first needed.
#ifndef RANKSH_REPL_STUDY_H
#define RANKSH_REPL_STUDY_H

#include "repl/lab.h"

void study_destroy(struct study *study); // NULL is fine

// What is said when the learner leaves: one thing learned, and when to come back.
void study_farewell(struct lab *lab);

#endif
