// What ranks say, taken apart: answers to questions, output, results, notes and requests.
#ifndef RANKSH_CORE_JOB_HEAR_H
#define RANKSH_CORE_JOB_HEAR_H

struct peer;

// Watches both sockets of a rank that has just connected them.
void hear_start(struct peer *peer);

// Hears what was read from them before they were watched.
void hear_early(struct peer *peer);
void hear_stop(struct peer *peer);

#endif
