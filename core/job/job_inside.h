// What a job is made of, for the files of this room.
#ifndef RANKSH_CORE_JOB_JOB_INSIDE_H
#define RANKSH_CORE_JOB_JOB_INSIDE_H

#include "core/control/channel.h"
#include "core/job/decide.h"
#include "core/job/folder.h"
#include "core/job/job.h"
#include "core/job/launch.h"
#include "core/job/settle.h"

enum { LOG_SIZE = 64 * 1024 };

// One rank: its two connections and what it last said.
struct peer {
    struct job *job;
    struct job_rank seen;
    struct channel control, work;
    struct loop_watch *control_watch, *work_watch;
    struct message_call *calls;
    size_t call_capacity;
    uint32_t asked, answered;             // numbers of the last question and the last answer
    int64_t idle_since_ns, idle_until_ns; // its last time at the prompt; until 0: still there
    int64_t granted_ns;                   // how much longer its waiting call was allowed to wait
    int pid_fd;                           // -1 until connected
    int64_t slow_ns;                      // settings, sent along with each unit
    bool traced, killed;                  // killed: by us
};

// Somebody who has connected and not yet said who he is.
struct stranger {
    struct stranger *next;
    struct job *job;
    struct channel channel;
    struct loop_watch *watch;
    struct loop_timer *timer;
};

// A unit that was submitted before the ranks were there.
struct early_unit {
    struct early_unit *next;
    struct rank_set ranks;
    uint32_t number;
    struct message_unit head;
    char *bytes;
    size_t length;
};

struct job {
    struct loop *loop;
    struct job_events events;
    void *context;

    // as asked for
    bool lone, interactive, standalone, bare, own_files;
    int size;
    int64_t settle_ms, connect_ms;
    uint64_t memory_budget;
    char **environment, **arguments;
    char *program, *wanted_mpirun, *master_address;
    int master_port;

    struct folder folder;
    struct launch launch;
    struct loop_watch *output_watch, *exit_watch, *listen_watch;
    struct loop_timer *start_timer, *end_timer;
    uint8_t token[MESSAGE_TOKEN];
    int listen_fd; // -1: none
    struct stranger *strangers;
    struct peer *peers; // size of them
    struct early_unit *early;
    struct text log;

    uint32_t last_unit, last_ask;
    struct decider decider;
    struct settler settler;

    // What job.c does about a rank; for the files below it.
    void (*rank_connected)(struct job *job);
    void (*rank_answered)(struct job *job);
    void (*rank_gone)(struct job *job, int rank);
    void (*nonsense)(struct job *job, int rank); // status_message() says what

    bool connected; // every rank is
    bool leaving;   // nobody gets units any more
    bool ended;     // `ended` was told
    struct job_ending ending;
    struct text ending_what, ending_cure, ending_scene;
    uint32_t scene_number; // of the question what the others were doing when a rank died
    int wait_status;       // of the launched process
    bool exited;
};

// ---- peer.c: sending; a connection that is gone shows when it is read

void peer_order(struct peer *peer, enum message_kind kind, uint32_t unit,
                const struct channel_part *parts, int count);
void peer_send(struct peer *peer, enum message_kind kind, uint32_t unit,
               const struct channel_part *parts, int count);

bool peer_alive(const struct peer *peer); // connected and not dead

// Asks every live rank for its state with `kind` (STATUS or FREEZE); returns the question's number.
uint32_t peer_ask_all(struct job *job, enum message_kind kind, const struct message_target *target);

// Whether every live rank has answered that question.
bool peer_all_answered(const struct job *job, uint32_t number);

bool target_equal(const struct message_target *a, const struct message_target *b);

#endif
