// A quiz at the terminal: shows what the quiz says, passes on what is typed.
#ifndef RANKSH_REPL_QUIZ_SCREEN_H
#define RANKSH_REPL_QUIZ_SCREEN_H

#include "quizzes/quiz.h"
#include "repl/lab.h"

enum quiz_screen_end { QUIZ_SCREEN_FINISHED, QUIZ_SCREEN_LEFT, QUIZ_SCREEN_FAILED };

// Plays until the quiz is done or the learner leaves it; then it is destroyed.
enum quiz_screen_end quiz_screen_play(struct lab *lab, struct quiz *quiz);

#endif
