// Order: matters, the freeze, looking, the texts, deciding, the ends.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/job/job_inside.h"
#include "core/job/waiting.h"

enum { ANSWER_MS = 3000, RETRY_MS = 5, ABSENT_MS = 30 };
static const int64_t straggler_ns = INT64_C(5000000000); // how long a mismatch waits for the rest
static const int64_t elsewhere_ns = INT64_C(1000000000); // and for those who wait in other calls

// One call to be decided about.
struct matter {
    struct matter *next;
    int rank; // whose call it is
    struct message_target target;
    uint32_t epoch, sequence;
    enum abandon_reason reason;
    char *text; // given by the lab, or NULL
    int64_t since_ns;
};

enum verdict { VERDICT_DROP, VERDICT_LATER, VERDICT_EXTEND, VERDICT_ABANDON };

// What was seen of the matter's target while all ranks stood still.
struct view {
    uint32_t epoch, committed, base;
    const struct message_call *call; // the matter's own, NULL: it is no longer open
    struct rank_set waiting, missing;
    bool some_will_complete; // another rank's call on it
};

static void go_on(struct job *job);

// ---- matters

static bool same_matter(const struct matter *a, const struct matter *b)
{
    return a->rank == b->rank && target_equal(&a->target, &b->target) && a->epoch == b->epoch &&
           a->sequence == b->sequence && a->reason == b->reason;
}

static void add_matter(struct job *job, const struct matter *matter)
{
    struct matter **link = &job->decider.matters;
    for (; *link != NULL; link = &(*link)->next) {
        if (same_matter(*link, matter)) {
            return;
        }
    }
    struct matter *copy = malloc(sizeof *copy);
    if (copy == NULL) {
        return; // the rank stays where it is; the learner can ask again
    }
    *copy = *matter;
    copy->next = NULL;
    copy->text = matter->text != NULL ? strdup(matter->text) : NULL;
    copy->since_ns = clock_monotonic_ns();
    *link = copy;
}

static void drop_matter(struct job *job)
{
    struct matter *matter = job->decider.matters;
    job->decider.matters = matter->next;
    free(matter->text);
    free(matter);
}

// Lets the others go first.
static void postpone_matter(struct job *job)
{
    struct matter *matter = job->decider.matters, **link = &job->decider.matters;
    if (matter->next == NULL) {
        return;
    }
    *link = matter->next;
    while (*link != NULL) {
        link = &(*link)->next;
    }
    *link = matter;
    matter->next = NULL;
}

// ---- the freeze

static void release(struct job *job)
{
    for (int rank = 0; rank < job->size; rank++) {
        if (peer_alive(&job->peers[rank])) {
            peer_order(&job->peers[rank], MESSAGE_RELEASE, 0, NULL, 0);
        }
    }
    job->decider.phase = DECIDER_IDLE;
}

static void timer_due(void *context)
{
    struct job *job = context;
    job->decider.timer = NULL;
    if (job->decider.phase != DECIDER_IDLE) { // a rank does not answer: it may be stopped
        release(job);
        postpone_matter(job);
    }
    go_on(job);
}

static void set_timer(struct job *job, int64_t delay_ms)
{
    loop_cancel(job->loop, job->decider.timer);
    job->decider.timer = loop_after(job->loop, delay_ms, timer_due, job);
}

static void freeze(struct job *job)
{
    struct decider *decider = &job->decider;
    decider->phase = DECIDER_FREEZING;
    decider->number = peer_ask_all(job, MESSAGE_FREEZE, &decider->matters->target);
    set_timer(job, ANSWER_MS);
}

// ---- looking

static bool is_matters(const struct matter *matter, int rank, const struct message_call *call)
{
    return rank == matter->rank && call->sequence == matter->sequence;
}

static struct view look(const struct job *job, const struct matter *matter)
{
    struct view view = {0};
    for (int rank = 0; rank < job->size; rank++) {
        const struct message_state *state = &job->peers[rank].seen.state;
        if (peer_alive(&job->peers[rank]) && state->target_epoch >= view.epoch) {
            bool newer = state->target_epoch > view.epoch;
            view.epoch = state->target_epoch;
            view.base = state->target_base > view.base ? state->target_base : view.base;
            view.committed = newer || state->target_committed > view.committed
                                 ? state->target_committed
                                 : view.committed;
        }
    }
    for (int rank = 0; rank < job->size; rank++) {
        const struct job_rank *seen = &job->peers[rank].seen;
        for (uint32_t i = 0; i < seen->state.call_count && !seen->dead; i++) {
            const struct message_call *call = &seen->calls[i];
            if (!target_equal(&call->target, &matter->target) || call->epoch != matter->epoch ||
                call->state == CALL_COMMITTED) {
                continue;
            }
            rank_set_add(&view.waiting, rank);
            view.some_will_complete |= call->sequence < view.committed;
            if (is_matters(matter, rank, call)) {
                view.call = call;
                view.missing = waiting_for_call(job, rank, call);
            }
        }
    }
    return view;
}

// How long a rank that is missing has been at the prompt since the call began: time that does not
// count there.
static int64_t idle_overlap(const struct peer *peer, int64_t from_ns, int64_t now_ns)
{
    int64_t until_ns = peer->idle_until_ns != 0 ? peer->idle_until_ns : now_ns;
    int64_t since_ns = peer->idle_since_ns > from_ns ? peer->idle_since_ns : from_ns;
    return until_ns > since_ns ? until_ns - since_ns : 0;
}

static int64_t extension(const struct job *job, const struct matter *matter,
                         const struct view *view)
{
    if (!job->interactive) {
        return 0;
    }
    int64_t now_ns = clock_monotonic_ns(), longest_ns = 0;
    int64_t from_ns = now_ns - view->call->since_ns;
    for (int rank = rank_set_next(&view->missing, 0); rank >= 0;
         rank = rank_set_next(&view->missing, rank + 1)) {
        int64_t idle_ns = idle_overlap(&job->peers[rank], from_ns, now_ns);
        longest_ns = idle_ns > longest_ns ? idle_ns : longest_ns;
    }
    int64_t granted_ns = job->peers[matter->rank].granted_ns;
    return longest_ns > granted_ns ? longest_ns - granted_ns : 0;
}

// Whether a mismatch should be told now: not while some member is still on its way to the call, so
// that all of them get the error and the table is whole.
static bool all_have_come(const struct job *job, const struct matter *matter,
                          const struct view *view)
{
    int64_t lasted_ns = clock_monotonic_ns() - matter->since_ns;
    for (int rank = rank_set_next(&view->missing, 0); rank >= 0;
         rank = rank_set_next(&view->missing, rank + 1)) {
        const struct job_rank *seen = &job->peers[rank].seen;
        bool waits = seen->state.phase == PHASE_WAITING;
        if (seen->unit != 0 && lasted_ns < (waits ? elsewhere_ns : straggler_ns)) {
            return false;
        }
    }
    return true;
}

static enum verdict judge(const struct job *job, const struct matter *matter,
                          const struct view *view)
{
    if (view->epoch != matter->epoch || view->call == NULL || matter->sequence < view->committed) {
        return VERDICT_DROP; // given up before, or it completes
    }
    if (view->some_will_complete) {
        return VERDICT_LATER;
    }
    if (matter->reason == ABANDON_TIMEOUT && extension(job, matter, view) > 0) {
        return VERDICT_EXTEND;
    }
    if (matter->reason == ABANDON_MISMATCH && matter->target.kind == TARGET_GROUP &&
        !all_have_come(job, matter, view)) {
        return VERDICT_LATER;
    }
    return VERDICT_ABANDON;
}

// ---- the texts

static void add_missing(struct text *out, const struct job *job, const struct rank_set *missing)
{
    for (int rank = rank_set_next(missing, 0); rank >= 0; rank = rank_set_next(missing, rank + 1)) {
        text_add(out, "\n  ");
        waiting_add_doing(out, job, rank);
    }
}

static void add_timeout(struct text *out, const struct job *job, const struct view *view)
{
    const struct message_call *call = view->call;
    text_addf(out, "Timed out waiting %" PRId64 "ms for ", call->timeout_ns / 1000000);
    waiting_add_call(out, call);
    if (rank_set_count(&view->missing) > 0) {
        text_add(out, ": it needs ");
        rank_set_add_words(out, &view->missing);
        add_missing(out, job, &view->missing);
    }
}

static void add_mismatch(struct text *out, const struct job *job, const struct matter *matter,
                         const struct view *view)
{
    struct rank_set all = rank_set_or(view->waiting, view->missing);
    text_add(out, "Detected mismatch between collectives on ranks:\n");
    if (matter->target.kind != TARGET_GROUP) {
        text_clear(out);
        text_add(out, "Detected mismatch between send and recv:\n");
        all = rank_set_or(rank_set_of(matter->target.source),
                          rank_set_of(matter->target.destination));
    }
    waiting_add_table(out, job, &all, &matter->target);
    while (out->length > 0 && out->data[out->length - 1] == '\n') {
        text_truncate(out, out->length - 1);
    }
}

static void make_text(struct text *out, const struct job *job, const struct matter *matter,
                      const struct view *view)
{
    if (matter->text != NULL) {
        text_add(out, matter->text);
        return;
    }
    switch (matter->reason) {
    case ABANDON_TIMEOUT:
        add_timeout(out, job, view);
        break;
    case ABANDON_MISMATCH:
        add_mismatch(out, job, matter, view);
        break;
    case ABANDON_INTERRUPT:
    case ABANDON_DEADLOCK:
    case ABANDON_LOST:
        break;
    }
}

// What becomes of such calls where nobody compares them.
static const char *elsewhere(const struct matter *matter)
{
    if (matter->reason != ABANDON_MISMATCH) {
        return "";
    }
    return matter->target.kind == TARGET_GROUP
               ? "in PyTorch: nobody compares the calls: with gloo these hang, crash or mix up data"
               : "in PyTorch: nobody compares the two: with gloo the bytes are taken as they are, "
                 "or "
                 "both processes crash";
}

// ---- deciding

static void abandon(struct job *job, const struct matter *matter, const struct view *view)
{
    struct text text = {0};
    make_text(&text, job, matter, view);
    struct message_abandon order = {.number = ++job->last_ask,
                                    .target = matter->target,
                                    .epoch = view->epoch + 1,
                                    .base = view->base + view->committed,
                                    .reason = matter->reason,
                                    .missing = view->missing,
                                    .text_length = (uint32_t)text.length};
    struct channel_part parts[] = {{&order, sizeof order}, {text.data, text.length}};
    for (int rank = 0; rank < job->size; rank++) {
        struct peer *peer = &job->peers[rank];
        if (peer_alive(peer)) {
            peer->asked = order.number;
            peer_order(peer, MESSAGE_ABANDON, 0, parts, 2);
        }
    }
    job->decider.phase = DECIDER_ABANDONING;
    job->decider.number = order.number;
    set_timer(job, ANSWER_MS);
    if (job->events.decided != NULL) {
        struct job_decision decision = {.reason = matter->reason,
                                        .waiting = view->waiting,
                                        .missing = view->missing,
                                        .text = text_string(&text),
                                        .elsewhere = elsewhere(matter)};
        job->events.decided(job->context, job, &decision);
    }
    text_finish(&text);
}

static void extend(struct job *job, const struct matter *matter, const struct view *view)
{
    struct peer *peer = &job->peers[matter->rank];
    struct message_extend more = {.target = matter->target,
                                  .epoch = matter->epoch,
                                  .sequence = matter->sequence,
                                  .more_ns = extension(job, matter, view)};
    peer->granted_ns += more.more_ns;
    peer_order(peer, MESSAGE_EXTEND, 0, &(struct channel_part){&more, sizeof more}, 1);
}

static void decide(struct job *job)
{
    struct matter *matter = job->decider.matters;
    struct view view = look(job, matter);
    switch (judge(job, matter, &view)) {
    case VERDICT_ABANDON:
        abandon(job, matter, &view);
        return; // released when all have acknowledged
    case VERDICT_EXTEND:
        extend(job, matter, &view);
        release(job);
        drop_matter(job);
        break;
    case VERDICT_DROP:
        release(job);
        drop_matter(job);
        break;
    case VERDICT_LATER:
        release(job);
        postpone_matter(job);
        set_timer(job, view.some_will_complete ? RETRY_MS : ABSENT_MS);
        return;
    }
    go_on(job);
}

static void go_on(struct job *job)
{
    struct decider *decider = &job->decider;
    if (job->leaving) {
        return;
    }
    switch (decider->phase) {
    case DECIDER_IDLE:
        if (decider->matters != NULL && decider->timer == NULL) {
            freeze(job);
        }
        break;
    case DECIDER_FREEZING:
        if (peer_all_answered(job, decider->number)) {
            loop_cancel(job->loop, decider->timer);
            decider->timer = NULL;
            decide(job);
        }
        break;
    case DECIDER_ABANDONING:
        if (peer_all_answered(job, decider->number)) {
            loop_cancel(job->loop, decider->timer);
            decider->timer = NULL;
            release(job);
            drop_matter(job);
            go_on(job);
        }
        break;
    }
}

// ---- the ends

void decide_go_on(struct job *job)
{
    go_on(job);
}

void decide_note(struct job *job, int rank, const struct message_note *note)
{
    static const enum abandon_reason reasons[] = {[NOTE_TIMEOUT] = ABANDON_TIMEOUT,
                                                  [NOTE_MISMATCH] = ABANDON_MISMATCH,
                                                  [NOTE_INTERRUPT] = ABANDON_INTERRUPT};
    if (note->kind < NOTE_TIMEOUT || note->kind > NOTE_INTERRUPT) {
        return;
    }
    add_matter(job, &(struct matter){.rank = rank,
                                     .target = note->target,
                                     .epoch = note->epoch,
                                     .sequence = note->sequence,
                                     .reason = reasons[note->kind]});
    go_on(job);
}

void decide_order(struct job *job, const struct rank_set *ranks, enum abandon_reason reason,
                  const char *text)
{
    for (int rank = rank_set_next(ranks, 0); rank >= 0; rank = rank_set_next(ranks, rank + 1)) {
        const struct message_call *call = waiting_call(job, rank);
        if (call != NULL) {
            add_matter(job, &(struct matter){.rank = rank,
                                             .target = call->target,
                                             .epoch = call->epoch,
                                             .sequence = call->sequence,
                                             .reason = reason,
                                             .text = (char *)text});
        }
    }
    go_on(job);
}

void decide_finish(struct job *job)
{
    loop_cancel(job->loop, job->decider.timer);
    job->decider.timer = NULL;
    while (job->decider.matters != NULL) {
        drop_matter(job);
    }
}
