// The life of a call, for the files of this room.
//
//     QUEUED → AGREEING → MOVING → ENDED      (from the first two also when it is given up)
//
// A collective stands in its group's queue and agrees when it comes to the front; then its data
// moves while the next one agrees. A send or receive agrees with its partner alone.
#ifndef RANKSH_CORE_DIST_WORK_INSIDE_H
#define RANKSH_CORE_DIST_WORK_INSIDE_H

#include <mpi.h>

#include "core/dist/call.h"
#include "core/dist/hooks.h"
#include "core/dist/process_group.h"
#include "core/dist/target.h"
#include "core/dist/watch.h"
#include "core/dist/work.h"

enum work_state { WORK_QUEUED, WORK_AGREEING, WORK_MOVING, WORK_ENDED };

// How one kind of call goes its way.
struct work_kind {
    // Begins, as far as it goes without waiting; then goes on, with each progress, until it is
    // committed.
    void (*begin)(struct work *work);
    void (*pursue)(struct work *work);
    // Starts stage number work->stage of moving: with work->any_async by a non-blocking call into
    // work->request, else by a blocking one. False: there is no such stage, all has moved.
    bool (*move)(struct work *work);
    void (*finish)(struct work *work); // puts results where the caller wants them; or NULL
    int stages; // of those that may be asynchronous: how many there are; 0 is 1
};

struct work {
    uint32_t refs; // 0: on its caller's stack
    enum work_state state;
    bool async;       // the caller does not wait in the call itself
    bool any_async;   // some member does not: all use MPI's non-blocking calls
    bool equal;       // as far as the members have been heard
    uint8_t appealed; // bit per enum appeal: the lab knows. Under the lock
    uint32_t epoch, sequence, number;
    uint32_t round;
    int stage;
    uint64_t hash;
    MPI_Request request;
    struct process_group *group;
    struct target *target;
    const struct work_kind *kind;
    struct work *behind;             // in the group's queue
    struct work *next, *previous;    // in the list of unfinished works, under the lock
    int64_t entered_ns, deadline_ns; // under the lock; 0: not looked at the clock yet
    int64_t limit_ns;                // how long somebody waits for it at most
    int64_t committed_ns;
    struct reason *reason; // why it failed
    enum status status;    // how it ended

    // What moves. A work on the heap has references to the tensors and owns the lists.
    struct tensor *input, *output;
    struct tensor **inputs, **outputs;
    int input_count, output_count;
    struct storage *send_staging, *receive_staging; // contiguous copies, owned
    int *counts; // owned; all_to_all: send counts, send offsets, receive counts, receive offsets
    const void *send;
    void *receive;
    int count; // elements, of each piece where members have pieces
    MPI_Datatype datatype;
    MPI_Op op;
    int root; // rank of the group
    uint64_t bytes_sent;
    uint32_t messages_sent;
    uint32_t line; // where an asynchronous call was made; 0: not known

    // Of a send or receive.
    bool cleared; // the receiver is ready
    struct work *next_posted;
    int64_t size;      // bytes that this side gives or has room for
    int64_t arrived;   // bytes that came
    uint32_t data_tag; // of the data's own message
    int peer;          // rank of the job; -1: not known yet, any

    struct call call; // last: the rest is cleared without it
};

// Prepares everything but what moves.
void work_init(struct work *work, struct process_group *group, const struct work_kind *kind,
               const struct call *call);

// Makes the call. Without `ret_work` it returns when the call is done; otherwise the work moves to
// the heap and the caller gets a reference. What the work owns goes with it, also on failure.
enum status work_make(struct work *work, struct work **ret_work);

// Frees what a work owns that was never made; returns `status`.
enum status work_discard(struct work *work, enum status status);

// ---- for agreement.c, point_to_point.c and watch.c

// The moment of no return: false while the lab holds this rank, or when the call was given up.
bool work_commit(struct work *work);

// Starts moving its data, or goes on with the next stage. The work may be gone afterwards.
void work_advance(struct work *work);

// Makes an agreed call fail, on all members alike: from inside move(), which then ends it.
void work_give_up(struct work *work, enum status status, const char *text);

// Whether its target has gone to another epoch, and this rank may leave; and then: leaves.
bool work_abandoned(const struct work *work);
void work_end_abandoned(struct work *work);

// Asks the lab to decide about a call that can't go on; once, until it has an answer.
void work_appeal(struct work *work, enum appeal appeal);

// Under the lock: the list, and the one that the main thread waits for.
extern struct work *work_unfinished, *work_standing;
extern struct watch_past work_past;

extern _Atomic int64_t work_slowness_ns; // to lose before each call
extern atomic_bool work_costs_wanted;

#endif
