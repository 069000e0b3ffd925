// Numbers as people type them, and ends of runs as files write them.
#ifndef RANKSH_QUIZZES_NUMBER_H
#define RANKSH_QUIZZES_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

// Reads "1.5 GB", "1,024", "2e3", "1 000", "-0.5", "3/4": a number and, when there is something
// behind it, the unit (letters' case counts). False for anything else; nan and inf too.
bool number_read(const char *text, const char *unit, double *ret_number);

// Whether `given` is `wanted` within the tolerance; relative: a share of `wanted`.
bool number_agrees(double given, double wanted, double tolerance, bool relative);

#endif
