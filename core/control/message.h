// What the lab (the REPL or `ranksh run`) and its ranks say to each other. Each rank has two
// sockets: on the control socket its control thread answers at any time, whatever the main thread
// does; on the work socket the main thread gets its units and sends its output.
//
// Every message is a head and a body of `length` bytes: one of the structs below, then bytes whose
// lengths it gives. Numbers are in the machine's own order, the magic number in HELLO shows if two
// machines differ. A change here wants a new MESSAGE_VERSION.
//
//     rank                                   lab
//     HELLO (control), HELLO (work)     →
//                                       ←    WELCOME (work)
//     READY                             →    MPI stands; the rank takes units
//                                       ←    UNIT
//     OUTPUT …                          →
//                                       ←    CREDIT
//     DONE                              →    after all of the unit's output
#ifndef RANKSH_CORE_CONTROL_MESSAGE_H
#define RANKSH_CORE_CONTROL_MESSAGE_H

#include <assert.h>
#include <stdint.h>

#include "core/control/rank_set.h"

enum {
    MESSAGE_VERSION = 3,
    MESSAGE_LIMIT = 16 * 1024 * 1024, // the longest body that anyone accepts
    MESSAGE_OUTPUT_LIMIT = 64 * 1024, // output bytes in one message
    MESSAGE_CREDIT = 256 * 1024,      // output bytes that may be on their way
    MESSAGE_TOKEN = 32,               // bytes of the secret that a rank shows first
    MESSAGE_DIMS = 12,
};

static const uint32_t MESSAGE_MAGIC = 0x524E4B01;

enum message_kind {
    // control socket, rank to lab
    MESSAGE_HELLO = 1, // both sockets, first of all: struct message_hello
    MESSAGE_STATE,     // answer to STATUS, FREEZE and ABANDON: struct message_state
    MESSAGE_STRAY,     // bytes that a C library wrote to descriptor 1 or 2
    // control socket, lab to rank
    MESSAGE_STATUS,    // struct message_ask
    MESSAGE_FREEZE,    // struct message_ask: nothing commits from now on
    MESSAGE_ABANDON,   // struct message_abandon
    MESSAGE_RELEASE,   // no body
    MESSAGE_INTERRUPT, // no body; the head's unit says which one is meant
    MESSAGE_EXTEND,    // struct message_extend: a waiting call may wait on
    MESSAGE_SETTING,   // struct message_setting
    MESSAGE_LEAVE,     // no body: finish MPI and exit
    // work socket, rank to lab
    MESSAGE_READY,   // no body
    MESSAGE_OUTPUT,  // struct message_output
    MESSAGE_DONE,    // struct message_done
    MESSAGE_NOTE,    // struct message_note: a waiting call needs the lab's decision
    MESSAGE_REQUEST, // struct message_request: the unit waits for a REPLY
    MESSAGE_TRACE,   // struct message_trace, once for each entry
    // work socket, lab to rank
    MESSAGE_WELCOME,     // struct message_welcome
    MESSAGE_UNIT,        // struct message_unit
    MESSAGE_CREDIT_MORE, // struct message_credit
    MESSAGE_REPLY,       // struct message_reply
};

struct message_head {
    uint32_t length; // of the body
    uint16_t kind;   // enum message_kind
    uint16_t spare;
    uint32_t unit; // which unit this is about, 0 if none
};
static_assert(sizeof(struct message_head) == 12, "wire format");

enum message_role { MESSAGE_ROLE_CONTROL = 0, MESSAGE_ROLE_WORK = 1 };

struct message_hello {
    uint8_t token[MESSAGE_TOKEN]; // compared before anything else is looked at
    uint32_t magic, version;
    int32_t role;       // enum message_role
    int32_t rank, size; // as the launcher numbered them; -1 when no launcher of Open MPI did
    int32_t pid;
    int32_t mpi_major;
    char build[44]; // of the rank program; must be the lab's own
    char mpi[64];   // name and version of the MPI library
    char host[64];
};
static_assert(sizeof(struct message_hello) == 232, "wire format");

// Followed by the environment that the dialect sees, then the arguments of sys.argv, each a
// zero-terminated text.
struct message_welcome {
    uint64_t memory_budget; // bytes
    uint32_t environment_count, argument_count;
};
static_assert(sizeof(struct message_welcome) == 16, "wire format");

enum unit_mode {
    UNIT_SCRIPT = 0, // a module: prints what it prints
    UNIT_PROMPT,     // as typed: the value of an expression statement is shown
    UNIT_CHECK,      // an expression beside the learner's variables; runs inside a wait too
    UNIT_CHILD,      // torch.multiprocessing: `data` is the call to make
    UNIT_NAMES,      // what can follow the expression in the source ("": all names), a line each
};

enum unit_flag {
    UNIT_REPLAY = 1, // takes readings from the journal; no output, no sleep
    UNIT_TIMED = 2,  // for %time: measure CPU time too (it is always in DONE)
};

// Followed by the name of the file, the source, the journal to replay, and data, in this order.
struct message_unit {
    uint32_t mode, flags;
    uint32_t first_line; // line number of the source's first line
    uint32_t name_length, source_length, journal_length, data_length;
    uint32_t trace;  // these two as in message_setting, whose socket may be slower than this one
    int64_t slow_ns; // nanoseconds to lose before each call and step
};
static_assert(sizeof(struct message_unit) == 40, "wire format");

enum output_stream { OUTPUT_STDOUT = 1, OUTPUT_STDERR = 2, OUTPUT_LAB = 3 };

// Followed by the bytes. Sequence numbers count the messages of one rank, from 0.
struct message_output {
    uint32_t sequence;
    uint32_t stream; // enum output_stream; LAB: a line that the lab says, without its "lab: "
};
static_assert(sizeof(struct message_output) == 8, "wire format");

struct message_credit {
    uint32_t bytes;
};

enum unit_outcome {
    OUTCOME_DONE = 0,
    OUTCOME_EXCEPTION,   // the diagnostic says what
    OUTCOME_EXIT,        // SystemExit: exit_code
    OUTCOME_INTERRUPTED, // KeyboardInterrupt; a diagnostic says where
    OUTCOME_SYNTAX,      // nothing ran: the diagnostic says why
    OUTCOME_REFUSED,     // the rank could not take the unit; `value` says why
};

// Followed by the diagnostic (encoded), the value of a check as text, the journal.
struct message_done {
    uint32_t outcome;
    int32_t exit_code;
    int64_t wall_ns, cpu_ns;
    uint32_t diagnostic_length, value_length, journal_length;
    uint32_t truth; // a check's value as a bool
};
static_assert(sizeof(struct message_done) == 40, "wire format");

// What a call waits on: a group for a collective, a channel for a send and its receive.
struct message_target {
    uint32_t group;
    int32_t source, destination; // ranks of the job; -1: collective, or from any source
    uint32_t tag;
    uint32_t kind; // enum target_kind
};
static_assert(sizeof(struct message_target) == 20, "wire format");

enum target_kind { TARGET_NONE = 0, TARGET_GROUP, TARGET_CHANNEL, TARGET_ANY };

enum call_state {
    CALL_QUEUED = 0, // behind another call of the same group
    CALL_WAITING,    // not yet agreed
    CALL_COMMITTED,  // agreed: data moves, and it will complete
};

// One unfinished call of a rank.
struct message_call {
    struct message_target target;
    uint32_t epoch, sequence; // of the target
    uint32_t number;          // for people: the how manieth call of this target, from 1
    uint32_t state;           // enum call_state
    uint32_t flags;           // enum call_flag
    int32_t root;             // or peer; a rank of the job, -1 if none
    uint32_t dims;
    int64_t shape[MESSAGE_DIMS];
    int64_t since_ns;        // how long it has lasted
    int64_t timeout_ns;      // what its group allows
    struct rank_set members; // ranks of the job that take part
    uint32_t line;           // where the learner called it; 0 if not known
    char name[24];           // "all_reduce"
    char dtype[12];          // "float32", "" if none
    char reduce[12];         // "SUM", "" if none
    char group_name[24];     // "WORLD" or "group 2"
    char note[48];           // more that must agree, "" if there is none
    char file[96];
    char function[48];
};

enum call_flag {
    CALL_ASYNC = 1,    // isend, irecv, async_op
    CALL_BLOCKING = 2, // the main thread stands in this one
    CALL_MISMATCH = 4, // another rank made a different call
    CALL_EXPIRED = 8,  // its time is over
};

enum rank_phase {
    PHASE_STARTING = 0,
    PHASE_IDLE,     // at the prompt
    PHASE_RUNNING,  // computes
    PHASE_SLEEPING, // time.sleep
    PHASE_WAITING,  // in a call that is not agreed, or in wait()
    PHASE_MOVING,   // in a call that was agreed: data moves
    PHASE_OUTPUT,   // out of credit: waits for the terminal
    PHASE_REQUEST,  // waits for an answer of the lab
};

// Followed by `call_count` struct message_call.
struct message_state {
    uint32_t asked;            // number of the question
    uint32_t phase;            // enum rank_phase
    uint64_t moves;            // grows with each call that is agreed, finished or given up
    int64_t phase_ns;          // how long it has been in this phase
    int64_t cpu_ns;            // of the process
    uint64_t memory;           // resident bytes
    uint32_t target_epoch;     // of the target that was asked about
    uint32_t target_committed; // calls of this epoch that this rank has committed to
    uint32_t target_base;      // calls that were completed in earlier epochs
    uint32_t call_count;
    uint32_t line; // where the interpreter is, 0 if not known
    // The call that ended last: "all_reduce", and the how manieth of its target. "": none yet.
    uint32_t last_number;
    char last_name[24];
    // How far the training of this unit is (core/torch/training.h).
    uint64_t steps, samples, planned;
    uint32_t epoch, spare;
    double loss;
};
static_assert(sizeof(struct message_state) == 128, "wire format");

struct message_ask {
    uint32_t number; // comes back in the answer
    struct message_target target;
};

enum abandon_reason {
    ABANDON_INTERRUPT = 1, // KeyboardInterrupt
    ABANDON_TIMEOUT,
    ABANDON_MISMATCH,
    ABANDON_DEADLOCK, // `ranksh run` ends what nothing can free
    ABANDON_LOST,     // a member has left for good
};

// Followed by the text that the waiting ranks raise.
struct message_abandon {
    uint32_t number;
    struct message_target target;
    uint32_t epoch; // the new one
    uint32_t base;  // calls of this target that were completed so far
    uint32_t reason;
    struct rank_set missing; // members that had not made the call
    uint32_t text_length;
};

struct message_extend {
    struct message_target target;
    uint32_t epoch, sequence;
    int64_t more_ns;
};

enum setting_kind {
    SETTING_SLOW = 1, // value: nanoseconds to lose before each call and step
    SETTING_TRACE,    // value: 1 on, 0 off
};

struct message_setting {
    uint32_t kind, spare;
    int64_t value;
};

enum note_kind {
    NOTE_TIMEOUT = 1, // the group's time is over
    NOTE_MISMATCH,    // the ranks' calls differ
    NOTE_INTERRUPT,   // an interrupt came while waiting
};

struct message_note {
    uint32_t kind;
    struct message_target target;
    uint32_t epoch, sequence;
};

enum request_kind {
    REQUEST_PEERS = 1, // init_process_group waits for ranks that do not exist: value = world size
    REQUEST_SPAWN,     // torch.multiprocessing: value = processes; data = the call to make
    REQUEST_JOIN,      // value = the job that SPAWN's reply named
    REQUEST_STOP,      // terminate it
};

// Followed by the data.
struct message_request {
    uint32_t kind, number;
    int64_t value;
    uint32_t data_length, spare;
};
static_assert(sizeof(struct message_request) == 24, "wire format");

// Followed by the data. `refused`: the data is a text that says why.
struct message_reply {
    uint32_t number, refused;
    int64_t value;
    uint32_t data_length, spare;
};
static_assert(sizeof(struct message_reply) == 24, "wire format");

// What one call cost.
struct message_trace {
    struct message_target target;
    uint32_t number, line;
    int64_t start_ns;  // monotonic clock of the rank's machine
    int64_t wait_ns;   // until all members had come
    int64_t move_ns;   // then until the data was there
    uint64_t bytes;    // that this rank sent
    uint32_t messages; // that this rank sent
    char name[24];
};

#endif
