// Order: making and entering, committing and moving, ending, progress, waiting, the handle.
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/dist/group_inside.h"
#include "core/dist/mpi_world_inside.h"
#include "core/dist/post.h"
#include "core/dist/work_inside.h"

// A waiting rank tests this often without a pause, then sleeps short times, then long ones.
enum { EAGER_TESTS = 2000, SHORT_SLEEPS = 200 };
static const int64_t short_sleep_ns = 50000, long_sleep_ns = 1000000;

struct dist_hooks dist_hooks;
struct work *work_unfinished, *work_standing;
struct watch_past work_past;
_Atomic int64_t work_slowness_ns;
atomic_bool work_costs_wanted;

static unsigned long endings; // works that have ended: the list may have changed

// ---- making and entering

void work_init(struct work *work, struct process_group *group, const struct work_kind *kind,
               const struct call *call)
{
    memset(work, 0, offsetof(struct work, call));
    work->call = *call;
    work->group = group;
    work->kind = kind;
    work->target = group->target;
    work->hash = call_hash(call);
    work->limit_ns = group->timeout_ns;
    work->equal = true;
    work->request = MPI_REQUEST_NULL;
    work->peer = -1;
}

// Lists the work as unfinished and gives it its number. Nothing enters while the lab holds this
// rank; that lasts for some milliseconds at most.
static void enter(struct work *work)
{
    struct target *target = work->target;
    target_lock();
    while (target_held()) {
        target_unlock();
        clock_sleep_ns(short_sleep_ns);
        target_lock();
    }
    uint32_t epoch = atomic_load_explicit(&target->epoch, memory_order_relaxed);
    if (target->entered_epoch != epoch) {
        target->entered_epoch = epoch;
        target->entered = 0;
    }
    work->epoch = epoch;
    work->sequence = target->entered++;
    work->number = target->base + work->sequence + 1;
    work->next = work_unfinished;
    if (work->next != NULL) {
        work->next->previous = work;
    }
    work_unfinished = work;
    if (!work->async) {
        work_standing = work;
    }
    target_unlock();
}

static bool copy_list(struct tensor ***list, int count)
{
    if (*list == NULL) {
        return true;
    }
    struct tensor **copy = malloc(((size_t)count + 1) * sizeof *copy);
    if (copy == NULL) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        copy[i] = tensor_ref((*list)[i]);
    }
    *list = copy;
    return true;
}

static void drop_list(struct tensor **list, int count)
{
    for (int i = 0; list != NULL && i < count; i++) {
        tensor_unref(list[i]);
    }
    free(list);
}

static void drop_buffers(struct work *work)
{
    storage_unref(work->send_staging);
    storage_unref(work->receive_staging);
    free(work->counts);
    work->send_staging = work->receive_staging = NULL;
    work->counts = NULL;
}

enum status work_discard(struct work *work, enum status status)
{
    drop_buffers(work);
    return status;
}

// A work of its own for the learner: it keeps alive what moves.
static struct work *move_to_heap(const struct work *work)
{
    struct work *moved = malloc(sizeof *moved);
    if (moved == NULL) {
        return NULL;
    }
    *moved = *work;
    if (!copy_list(&moved->inputs, moved->input_count)) {
        free(moved);
        return NULL;
    }
    if (!copy_list(&moved->outputs, moved->output_count)) {
        drop_list(moved->inputs, moved->input_count);
        free(moved);
        return NULL;
    }
    if (moved->input != NULL) {
        tensor_ref(moved->input);
    }
    if (moved->output != NULL) {
        tensor_ref(moved->output);
    }
    process_group_ref(moved->group);
    moved->async = moved->any_async = true;
    moved->refs = 2; // the caller's, and one until it has ended
    moved->entered_ns = clock_monotonic_ns();
    moved->line = dist_hooks.line != NULL ? dist_hooks.line(dist_hooks.context) : 0;
    return moved;
}

enum status work_make(struct work *work, struct work **ret_work)
{
    if (work->group->left) {
        drop_buffers(work);
        return status_fail(STATUS_CLOSED, "the process group was destroyed");
    }
    int64_t slowness_ns = atomic_load_explicit(&work_slowness_ns, memory_order_relaxed);
    if (slowness_ns > 0) {
        clock_sleep_ns(slowness_ns);
    }
    if (ret_work == NULL) {
        if (atomic_load_explicit(&work_costs_wanted, memory_order_relaxed)) {
            work->entered_ns = clock_monotonic_ns();
        }
        enter(work);
        work->kind->begin(work);
        enum status status = work_wait(work, 0);
        reason_unref(work->reason);
        return status;
    }
    struct work *moved = move_to_heap(work);
    if (moved == NULL) {
        drop_buffers(work);
        return status_fail(STATUS_MEMORY, "no memory for an asynchronous call");
    }
    enter(moved);
    *ret_work = moved;
    moved->kind->begin(moved);
    if (dist_hooks.pending != NULL && work_pending()) {
        dist_hooks.pending(dist_hooks.context);
    }
    return STATUS_OK;
}

// ---- committing and moving

bool work_abandoned(const struct work *work)
{
    return work->epoch != atomic_load_explicit(&work->target->epoch, memory_order_relaxed) &&
           !target_held();
}

bool work_commit(struct work *work)
{
    target_lock();
    bool may = !target_held() &&
               work->epoch == atomic_load_explicit(&work->target->epoch, memory_order_relaxed);
    if (may) {
        work->target->committed = work->sequence + 1;
        work->state = WORK_MOVING;
        work_past.moves++;
    }
    target_unlock();
    if (may && work->entered_ns != 0) {
        work->committed_ns = clock_monotonic_ns();
    }
    return may;
}

static void tell_cost(const struct work *work)
{
    struct cost cost = {
        .target = work->target->key,
        .operation = work->call.operation,
        .number = work->number,
        .start_ns = work->entered_ns,
        .wait_ns = work->committed_ns - work->entered_ns,
        .move_ns = clock_monotonic_ns() - work->committed_ns,
        .bytes = work->bytes_sent,
        .messages = work->messages_sent,
    };
    dist_hooks.cost(dist_hooks.context, &cost);
}

// ---- ending

static void unstage(const struct work *work)
{
    if (work->group->staged == work) {
        work->group->staged = NULL;
    }
}

// May free the work.
static void end(struct work *work)
{
    drop_buffers(work);
    unstage(work);
    target_lock();
    if (work->next != NULL) {
        work->next->previous = work->previous;
    }
    if (work->previous != NULL) {
        work->previous->next = work->next;
    } else {
        work_unfinished = work->next;
    }
    if (work_standing == work) {
        work_standing = NULL;
    }
    work_past = (struct watch_past){.moves = work_past.moves + 1,
                                    .last = work->call.operation,
                                    .last_async = work->async,
                                    .last_number = work->number};
    target_unlock();
    work->state = WORK_ENDED;
    endings++;
    if (work->refs > 0) {
        work_unref(work);
    }
}

void work_give_up(struct work *work, enum status status, const char *text)
{
    work->status = status;
    work->reason = reason_create(status, text, strlen(text), NULL, 0);
}

void work_advance(struct work *work)
{
    if (work->stage + 1 < work->kind->stages) {
        work->group->staged = work;
    }
    while (work->kind->move(work)) {
        if (work->stage + 1 >= work->kind->stages) {
            unstage(work);
        }
        if (work->request != MPI_REQUEST_NULL) {
            int moved;
            MPI_Test(&work->request, &moved, MPI_STATUS_IGNORE);
            if (!moved) {
                return;
            }
        }
        work->stage++;
    }
    if (mpi_world_failed()) {
        work_give_up(work, STATUS_SYSTEM, mpi_world_failure());
    }
    if (work->kind->finish != NULL && work->status == STATUS_OK) {
        work->kind->finish(work);
    }
    if (work->committed_ns != 0 && dist_hooks.cost != NULL &&
        atomic_load_explicit(&work_costs_wanted, memory_order_relaxed)) {
        tell_cost(work);
    }
    end(work);
}

void work_end_abandoned(struct work *work)
{
    target_lock();
    work->reason = reason_ref(work->target->reason);
    target_unlock();
    work->status = STATUS_CLOSED; // the reason knows better
    end(work);
}

void work_appeal(struct work *work, enum appeal appeal)
{
    unsigned bit = 1u << appeal;
    target_lock();
    bool known = (work->appealed & bit) != 0;
    work->appealed |= (uint8_t)bit;
    target_unlock();
    if (!known && dist_hooks.appeal != NULL) {
        dist_hooks.appeal(dist_hooks.context, appeal, &work->target->key, work->epoch,
                          work->sequence);
    }
}

// ---- progress

static void progress_one(struct work *work)
{
    if (work->state != WORK_MOVING) {
        work->kind->pursue(work);
        return;
    }
    int moved;
    MPI_Test(&work->request, &moved, MPI_STATUS_IGNORE);
    if (moved) {
        work->stage++;
        work_advance(work);
    }
}

void work_progress(void)
{
    post_progress();
    // Only this thread changes the list, so it may read it without the lock. When a work ends, the
    // one behind it may have gone too: begin again.
    for (struct work *work = work_unfinished; work != NULL;) {
        unsigned long before = endings;
        progress_one(work);
        work = endings == before ? work->next : work_unfinished;
    }
}

bool work_pending(void)
{
    return work_unfinished != NULL || post_pending();
}

// ---- waiting

// What a rank does between two tests once it has waited for some time.
static void rest(struct work *work, int tests)
{
    static int64_t last_turn_ns;
    int64_t now_ns = clock_monotonic_ns();
    target_lock();
    if (work->entered_ns == 0) {
        work->entered_ns = now_ns;
    }
    if (work->deadline_ns == 0) {
        work->deadline_ns = now_ns + work->limit_ns;
    }
    bool expired = now_ns >= work->deadline_ns;
    target_unlock();
    if (work->state != WORK_MOVING) {
        if (dist_hooks.interrupted != NULL && dist_hooks.interrupted(dist_hooks.context)) {
            work_appeal(work, APPEAL_INTERRUPT);
        } else if (expired) {
            work_appeal(work, APPEAL_TIMEOUT);
        }
        if (dist_hooks.turn != NULL && now_ns - last_turn_ns >= long_sleep_ns) {
            last_turn_ns = now_ns;
            dist_hooks.turn(dist_hooks.context);
        }
    }
    clock_sleep_ns(tests < EAGER_TESTS + SHORT_SLEEPS ? short_sleep_ns : long_sleep_ns);
}

enum status work_wait(struct work *work, int64_t timeout_ns)
{
    if (work->state != WORK_ENDED) {
        target_lock();
        work_standing = work;
        work->deadline_ns = 0;
        work->limit_ns = timeout_ns > 0 ? timeout_ns : work->limit_ns;
        target_unlock();
        uint64_t moves = work_past.moves;
        for (int tests = 0; work->state != WORK_ENDED; tests += tests < INT32_MAX) {
            work_progress();
            if (moves != work_past.moves) { // it goes on: be quick again
                moves = work_past.moves;
                tests = 0;
            }
            if (tests >= EAGER_TESTS && work->state != WORK_ENDED) {
                rest(work, tests);
            }
        }
    }
    return work->status == STATUS_OK ? STATUS_OK : reason_tell(work->reason);
}

// ---- the learner's handle

void work_ref(struct work *work)
{
    work->refs++;
}

void work_unref(struct work *work)
{
    if (work == NULL || --work->refs > 0) {
        return;
    }
    tensor_unref(work->input);
    tensor_unref(work->output);
    drop_list(work->inputs, work->input_count);
    drop_list(work->outputs, work->output_count);
    reason_unref(work->reason);
    process_group_unref(work->group);
    free(work);
}

bool work_completed(const struct work *work)
{
    return work->state == WORK_ENDED;
}

bool work_failed(const struct work *work)
{
    return work->state == WORK_ENDED && work->status != STATUS_OK;
}

int work_source(const struct work *work)
{
    return work->call.operation == DIST_RECV && work->state == WORK_ENDED ? work->peer : -1;
}
