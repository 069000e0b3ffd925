// Teaching text for what the learner meets: a hint below an error, `%why`, `?name`.
#ifndef RANKSH_REPL_TOPICS_H
#define RANKSH_REPL_TOPICS_H

#include "repl/lab.h"

// Gives the diagnostic a hint from the topics when it has none, and notes it as the last error.
void topics_note_error(struct lab *lab, struct diagnostic *diagnostic);

// Shows why the last error came, and what to type instead. False: there is nothing to say.
bool topics_show_why(struct lab *lab);

// Shows what is known about a name; false: nothing, and a nearest name was suggested.
bool topics_show_name(struct lab *lab, const char *name);

// Shows what there is to say about a command beyond its line in %help.
void topics_show_command(struct lab *lab, const char *name);

void topics_finish(struct lab *lab);

// Adds in a line what the last error was about, if that is known.
void topics_add_met(const struct lab *lab, struct text *out);

#endif
