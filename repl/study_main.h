// The verbs about learning: `ranksh quiz`, `ranksh review`, `ranksh progress`, and the list of
// `ranksh lesson`.
#ifndef RANKSH_REPL_STUDY_MAIN_H
#define RANKSH_REPL_STUDY_MAIN_H

#include "repl/options.h"

int study_main_quiz(const struct options *options);
int study_main_review(const struct options *options);
int study_main_progress(const struct options *options);
int study_main_lessons(const struct options *options);

#endif
