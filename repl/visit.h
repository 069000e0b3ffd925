// Opens and closes a lab with everything that is made in it later.
#ifndef RANKSH_REPL_VISIT_H
#define RANKSH_REPL_VISIT_H

#include "repl/lab.h"

// NULL: it could not be opened; the message is stored.
struct lab *visit_open(const struct options *options);
void visit_close(struct lab *lab); // NULL is fine

#endif
