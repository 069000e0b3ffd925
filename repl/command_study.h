// Commands of lessons and quizzes.
#ifndef RANKSH_REPL_COMMAND_STUDY_H
#define RANKSH_REPL_COMMAND_STUDY_H

#include "repl/lab.h"
#include "repl/unit.h"

enum unit_end command_lesson(struct lab *lab, const char *rest);
enum unit_end command_next(struct lab *lab, const char *rest);
enum unit_end command_back(struct lab *lab, const char *rest);
enum unit_end command_hint(struct lab *lab, const char *rest);
enum unit_end command_solution(struct lab *lab, const char *rest);
enum unit_end command_skip(struct lab *lab, const char *rest);
enum unit_end command_play(struct lab *lab, const char *rest);
enum unit_end command_quiz(struct lab *lab, const char *rest);
enum unit_end command_review(struct lab *lab, const char *rest);
enum unit_end command_progress(struct lab *lab, const char *rest);

// Adds the list of lessons with where the learner is in each.
void command_study_list(struct lab *lab, struct text *out);

#endif
