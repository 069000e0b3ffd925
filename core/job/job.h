// A job: the lone process, or N ranks under mpirun, as the lab sees them. The lab starts one,
// submits units to some of its ranks, hears output and results, asks who waits for whom,
// interrupts, and ends it. Nothing here blocks: everything happens in turns of the loop that the
// job was created with, and is told by the callbacks below.
//
//     struct job *job = job_create(loop, &options, &events, context);
//     ... loop_turn() until events.ready ...
//     job_submit(job, rank_set_below(4), &unit, &id);
//     ... events.output, then events.done, once for each rank ...
//     job_destroy(job);
//
// One thread. Callbacks may call everything here but job_destroy() of their own job (set a flag).
#ifndef RANKSH_CORE_JOB_JOB_H
#define RANKSH_CORE_JOB_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/loop.h"
#include "core/base/status.h"
#include "core/base/text.h"
#include "core/control/message.h"
#include "core/control/rank_set.h"

struct job;

// What to start. Everything is copied.
struct job_options {
    int ranks;                      // 0: the lone process; else 1 to RANK_SET_LIMIT under mpirun
    const char *rank_program;       // NULL: ranksh-rank, found by job_rank_program()
    const char *mpirun;             // NULL: the one found at build, then the one in PATH
    uint64_t memory_budget;         // bytes a rank; 0: a share of the machine's
    const char *const *environment; // "NAME=value", NULL-terminated: the dialect's os.environ.
                                    // NULL: this process's own. torchrun's are added for ranks > 0
    const char *const *arguments;   // sys.argv, NULL-terminated; NULL: {""}
    const char *master_address;     // NULL: 127.0.0.1
    int master_port;                // 0: 29500
    bool standalone;                // torchrun --standalone: says TORCHELASTIC_RUN_ID so
    bool bare;                      // no torchrun variables: children of torch.multiprocessing
    bool own_files; // programs keep files in a folder that goes with the job, not in the learner's
    bool interactive;   // a prompt: a call's time stands still while a missing rank is idle
    int64_t settle_ms;  // how long two pictures must be equal: 500 at a prompt, 2000 in a script
    int64_t connect_ms; // 0: 30 s; then the job has failed
};

// One rank as it was when last heard of. `calls` (state.call_count of them) are its unfinished
// calls: the one that its main thread stands in has CALL_BLOCKING.
struct job_rank {
    int rank;
    bool connected, ready, dead; // ready: takes units
    uint32_t unit;               // the one it runs, 0 when idle
    int pid;
    char host[64];
    struct message_state state;
    const struct message_call *calls; // valid until the next turn of the loop
    int64_t unit_since_ns;            // monotonic clock; when the unit was sent
    int64_t missed;                   // units that went to other ranks only, since it last had one
};

// What became of a unit on one rank. The pointers are valid during the callback.
struct job_result {
    uint32_t unit;
    enum unit_outcome outcome;
    int exit_code;
    int64_t wall_ns, cpu_ns;
    bool truth;             // of a check
    const char *value;      // of a check, as text; zero-terminated
    const char *diagnostic; // encoded (core/diag/diagnostic.h), for an exception
    size_t diagnostic_length;
    const char *journal; // give it back in a unit with UNIT_REPLAY
    size_t journal_length;
};

// A call that will not complete: what the lab decided, once for all its ranks.
struct job_decision {
    enum abandon_reason reason;
    struct rank_set waiting; // ranks that get an error (or KeyboardInterrupt) now
    struct rank_set missing; // ranks that had not come
    const char *text;        // what the ranks raise, with the table; for interrupts ""
    const char *elsewhere;   // "in PyTorch: …", where that would go another way; else ""
};

// What a rank asks of the lab; answer with job_reply(). Valid during the callback.
struct job_request {
    uint32_t number;
    enum request_kind kind;
    int64_t value;
    const char *data;
    size_t length;
};

enum job_end {
    JOB_END_ASKED,     // job_end()
    JOB_END_START,     // it never stood: `what` and `cure` say why
    JOB_END_RANK_LOST, // a rank died; `rank` and `signal` or `exit_code` say how
    JOB_END_LAUNCHER,  // mpirun died
    JOB_END_PROTOCOL,  // somebody talks nonsense on a socket
};

struct job_ending {
    enum job_end reason;
    int rank;              // -1 if it is not about one
    int signal, exit_code; // of that rank, 0 and -1 if not known
    const char *what;      // one sentence, in words for a learner
    const char *cure;      // what to do about it, "" if there is nothing to say
    // For a lost rank: what the others were doing when it went, one line a rank; else "".
    const char *scene;
};

struct job_events {
    // Every rank is connected. Units may be submitted before; they wait in the rank's socket.
    void (*ready)(void *context, struct job *job);
    // `stream`: enum output_stream, or 0 for stray output of a C library. At most
    // MESSAGE_OUTPUT_LIMIT bytes, cut anywhere. The credit for it is given back at once, or by
    // job_take() if the callback returns false.
    bool (*output)(void *context, struct job *job, int rank, uint32_t unit, int stream,
                   const char *bytes, size_t length);
    void (*done)(void *context, struct job *job, int rank, const struct job_result *result);
    // Nothing moves any more but waiting: at least one rank waits, none computes, and two pictures
    // settle_ms apart were equal. Told once, again after something moved. job_rank() has it.
    void (*settled)(void *context, struct job *job);
    void (*decided)(void *context, struct job *job, const struct job_decision *decision);
    void (*request)(void *context, struct job *job, int rank, const struct job_request *request);
    void (*trace)(void *context, struct job *job, int rank, const struct message_trace *entry);
    // Answers to job_refresh() are in, or 100 ms are over.
    void (*refreshed)(void *context, struct job *job);
    // The last call for this job. Its processes are gone or going; job_log() still works.
    void (*ended)(void *context, struct job *job, const struct job_ending *ending);
};

// What to run. `source` need not end in a newline.
struct job_unit {
    enum unit_mode mode;
    unsigned flags;   // enum unit_flag
    const char *name; // file name for tracebacks: "<stdin>", "train.py"
    int first_line;   // 0 means 1
    const char *source;
    size_t length;
    const char *journal, *data; // NULL if none
    size_t journal_length, data_length;
};

// Starts a job. NULL: no memory. Any other failure (mpirun missing, no sockets, …) comes as
// `ended` in a later turn. `events` is copied; a NULL callback is not called.
struct job *job_create(struct loop *loop, const struct job_options *options,
                       const struct job_events *events, void *context);

// Kills what still lives, removes its files, frees all. Takes no time. NULL is fine.
void job_destroy(struct job *job);

// Asks everybody to leave; whoever still lives after a second is killed. Then `ended`.
void job_end(struct job *job);

int job_size(const struct job *job); // 1 for the lone process
bool job_is_lone(const struct job *job);
bool job_ended(const struct job *job);

// Valid until the next turn of the loop. NULL: no such rank.
const struct job_rank *job_rank(const struct job *job, int rank);

// Ranks that take a unit now; that run one; that wait inside a call (as last heard).
struct rank_set job_idle(const struct job *job);
struct rank_set job_busy(const struct job *job);
struct rank_set job_waiting(const struct job *job);

// Sends a unit to every rank of `ranks`. STATUS_BUSY names a rank that still runs one,
// STATUS_NOT_FOUND one that does not exist, STATUS_CLOSED: the job has ended; then nobody gets it.
// Only a check (UNIT_CHECK) may be sent to a rank that waits inside a call. `ret_unit` numbers it.
enum status job_submit(struct job *job, struct rank_set ranks, const struct job_unit *unit,
                       uint32_t *ret_unit);

// Gives back credit for output that the `output` callback kept.
void job_take(struct job *job, int rank, size_t bytes);

// KeyboardInterrupt for what these ranks run. A wait is given up, by all ranks that wait for the
// same call, unless it completes first: then the interrupt comes right after.
void job_interrupt(struct job *job, struct rank_set ranks);

// Gives up the waits of these ranks for `reason` with `text` as the message. For `ranksh run`,
// which ends a certain deadlock; Ctrl-C is job_interrupt().
void job_abandon(struct job *job, struct rank_set ranks, enum abandon_reason reason,
                 const char *text);

void job_reply(struct job *job, int rank, uint32_t number, bool refused, int64_t value,
               const char *data, size_t length);

void job_refresh(struct job *job);               // then `refreshed`
enum status job_kill(struct job *job, int rank); // SIGKILL; the job ends of it
enum status job_slow(struct job *job, int rank, int64_t delay_ns);
void job_trace(struct job *job, bool on);

// What mpirun and the ranks wrote before they were connected, and mpirun's own words: at most the
// last 64 KiB, with everything a terminal should not see made visible.
void job_log(const struct job *job, struct text *out);

// The path of ranksh-rank: beside this program, in its build folder, or installed. The caller
// frees it. STATUS_NOT_FOUND.
enum status job_rank_program(char **ret_path);

#endif
