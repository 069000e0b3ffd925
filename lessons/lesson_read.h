// One lesson's file, read.
#ifndef RANKSH_LESSONS_LESSON_READ_H
#define RANKSH_LESSONS_LESSON_READ_H

#include "lessons/lesson.h"

// Reads a file. Findings go to `problems`; with an error among them `*ret_fine` is false and there
// is no lesson. STATUS_MEMORY.
enum status lesson_read(const struct pack_file *source, struct problems *problems,
                        struct lesson *ret_lesson, bool *ret_fine);

void lesson_finish(struct lesson *lesson);
void lesson_step_finish(struct lesson_step *step);

#endif
