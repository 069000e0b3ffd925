// How ranks find the lab: a socket in the job's folder. Who connects must be a process of this
// user, show the job's secret and speak this version, within two seconds; each rank once on each
// socket. Strangers are shown the door without a word.
#ifndef RANKSH_CORE_JOB_CONNECT_H
#define RANKSH_CORE_JOB_CONNECT_H

#include "core/base/status.h"

struct job;

// Listens in job->folder and makes the secret.
enum status connect_start(struct job *job);

// Adds "RANKSH_SOCKET=…" and "RANKSH_TOKEN=…", malloc'ed, for the ranks' environment.
enum status connect_settings(const struct job *job, char **ret_socket, char **ret_token);

void connect_stop(struct job *job);

#endif
