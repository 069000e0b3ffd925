// Receives wait in `posted`, requests that nobody wanted yet in `requests`, both in order.
#include <stdlib.h>

#include "core/dist/group_inside.h"
#include "core/dist/mpi_world.h"
#include "core/dist/mpi_world_inside.h"
#include "core/dist/point_to_point.h"
#include "core/dist/post.h"
#include "core/dist/work_inside.h"

enum { DATA_TAGS = 1 << 20 };

struct request {
    struct post_message message;
    struct request *next;
};

static struct work *posted;
static struct request *requests;

// ---- sending

static void send_begin(struct work *work)
{
    struct post_message message = {
        .kind = POST_REQUEST,
        .group = work->group->id,
        .epoch = work->epoch,
        .sequence = work->sequence,
        .round = work->call.tag,
        .source = mpi_world_rank(),
        .size = (uint64_t)work->size,
        .dtype = work->call.dtype,
    };
    work->state = WORK_AGREEING;
    post_send(work->peer, &message);
}

static void send_pursue(struct work *work)
{
    if (work_abandoned(work)) {
        work_end_abandoned(work);
    } else if (work->cleared && work_commit(work)) {
        work_advance(work);
    }
}

static bool send_move(struct work *work)
{
    if (work->stage > 0) {
        return false;
    }
    work->bytes_sent = (uint64_t)work->size;
    work->messages_sent = 1;
    int size = (int)work->size, tag = (int)work->data_tag;
    if (work->async) {
        MPI_Isend(work->send, size, MPI_BYTE, work->peer, tag, mpi_world_pairs, &work->request);
    } else {
        MPI_Send(work->send, size, MPI_BYTE, work->peer, tag, mpi_world_pairs);
    }
    return true;
}

static const struct work_kind send_kind = {
    .begin = send_begin, .pursue = send_pursue, .move = send_move};

// A clearance for a send that was given up meanwhile finds none.
static void clearance_arrived(const struct post_message *message)
{
    for (struct work *work = work_unfinished; work != NULL; work = work->next) {
        if (work->kind == &send_kind && work->state == WORK_AGREEING && !work->cleared &&
            work->group->id == message->group && work->peer == message->source &&
            work->call.tag == message->round && work->epoch == message->epoch &&
            work->sequence == message->sequence) {
            work->cleared = true;
            work->data_tag = message->data_tag;
            return;
        }
    }
}

// ---- receiving

static struct target *channel_of(const struct post_message *message)
{
    struct target_key key = {.type = TARGET_TYPE_CHANNEL,
                             .group = message->group,
                             .source = message->source,
                             .destination = mpi_world_rank(),
                             .tag = message->round};
    target_lock();
    struct target *channel = target_find(&key);
    target_unlock();
    return channel;
}

static void unpost(struct work *work)
{
    for (struct work **link = &posted; *link != NULL; link = &(*link)->next_posted) {
        if (*link == work) {
            *link = work->next_posted;
            return;
        }
    }
}

// The receive takes the request's place in the channel's sequence. False: it can't now.
static bool bind(struct work *work, const struct post_message *message, struct target *channel)
{
    target_lock();
    bool may =
        !target_held() && work->epoch == work->target->epoch && message->epoch == channel->epoch;
    if (may) {
        work->target = channel;
        work->epoch = message->epoch;
        work->sequence = message->sequence;
        work->number = channel->base + message->sequence + 1;
        work->peer = work->call.root = message->source;
        if (channel->entered_epoch != message->epoch) {
            channel->entered_epoch = message->epoch;
            channel->entered = 0;
        }
        if (channel->entered <= message->sequence) {
            channel->entered = message->sequence + 1;
        }
    }
    target_unlock();
    return may;
}

static bool fits(const struct work *work, const struct post_message *message)
{
    return message->dtype == work->call.dtype && message->size <= (uint64_t)work->size;
}

static bool wants(const struct work *work, const struct post_message *message)
{
    return work->group->id == message->group && work->call.tag == message->round &&
           (work->peer < 0 || work->peer == message->source);
}

// Brings a posted receive together with the first request for it. True: the lists have changed.
static bool match(struct work *work)
{
    for (struct request **link = &requests; *link != NULL; link = &(*link)->next) {
        struct request *request = *link;
        struct target *channel =
            wants(work, &request->message) ? channel_of(&request->message) : NULL;
        if (channel == NULL) {
            continue;
        }
        bool stale = request->message.epoch < channel->epoch; // its sender has given up
        if (!stale && !bind(work, &request->message, channel)) {
            return false;
        }
        if (!stale && !fits(work, &request->message)) {
            work_appeal(work, APPEAL_MISMATCH);
            return false;
        }
        if (!stale && !work_commit(work)) {
            return false;
        }
        *link = request->next;
        if (!stale) {
            work->arrived = (int64_t)request->message.size;
            unpost(work);
            work_advance(work);
        }
        free(request);
        return true;
    }
    return false;
}

static void match_posted(void)
{
    for (struct work *work = posted; work != NULL;) {
        if (work_abandoned(work)) {
            unpost(work);
            work_end_abandoned(work);
            work = posted;
        } else {
            work = match(work) ? posted : work->next_posted;
        }
    }
}

static void receive_pursue(struct work *work)
{
    (void)work; // the oldest receive goes first, whichever is asked
    match_posted();
}

static void receive_begin(struct work *work)
{
    struct work **link = &posted;
    while (*link != NULL) {
        link = &(*link)->next_posted;
    }
    *link = work;
    work->state = WORK_AGREEING;
    if (!work->async) {
        match_posted();
    }
}

static bool receive_move(struct work *work)
{
    static uint32_t last_data_tag;
    if (work->stage > 0) {
        return false;
    }
    struct post_message message = {
        .kind = POST_CLEARANCE,
        .group = work->group->id,
        .epoch = work->epoch,
        .sequence = work->sequence,
        .round = work->call.tag,
        .source = mpi_world_rank(),
        .data_tag = 1 + last_data_tag++ % DATA_TAGS,
    };
    MPI_Irecv(work->receive, (int)work->size, MPI_BYTE, work->peer, (int)message.data_tag,
              mpi_world_pairs, &work->request);
    post_send(work->peer, &message);
    return true;
}

static void receive_finish(struct work *work)
{
    tensor_touch(work->output);
}

static const struct work_kind receive_kind = {.begin = receive_begin,
                                              .pursue = receive_pursue,
                                              .move = receive_move,
                                              .finish = receive_finish};

static void request_arrived(const struct post_message *message)
{
    struct request *request = malloc(sizeof *request);
    if (request == NULL) {
        return; // the sender waits until its time is over
    }
    *request = (struct request){.message = *message};
    struct request **link = &requests;
    while (*link != NULL) {
        link = &(*link)->next;
    }
    *link = request;
}

void point_to_point_start(void)
{
    post_set_handler(POST_REQUEST, request_arrived);
    post_set_handler(POST_CLEARANCE, clearance_arrived);
}

// ---- the calls

static enum status prepare(struct work *work, struct process_group *group,
                           const struct work_kind *kind, struct tensor *tensor, int peer,
                           uint32_t tag)
{
    bool sends = kind == &send_kind;
    if (!tensor->contiguous) {
        return status_fail(STATUS_INVALID, "input tensor has to be contiguous");
    }
    if (tensor->numel > INT32_MAX / (int64_t)tensor_item_size(tensor)) {
        return status_fail(STATUS_UNSUPPORTED, "a message of more than 2 GiB is too long");
    }
    struct call call = call_on(sends ? DIST_SEND : DIST_RECV, tensor);
    int job_peer = peer == ANY_SOURCE ? -1 : group->job_ranks[peer];
    call.tag = tag;
    call.root = job_peer;
    work_init(work, group, kind, &call);
    int me = mpi_world_rank();
    struct target_key key = {
        .type = peer == ANY_SOURCE ? TARGET_TYPE_ANY : TARGET_TYPE_CHANNEL,
        .group = group->id,
        .source = sends ? me : job_peer,
        .destination = sends ? job_peer : me,
        .tag = tag,
    };
    target_lock();
    work->target = target_find(&key);
    target_unlock();
    work->peer = job_peer;
    work->size = tensor->numel * (int64_t)tensor_item_size(tensor);
    if (work->target == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for a message");
    }
    return STATUS_OK;
}

enum status point_to_point_send(struct process_group *group, struct tensor *tensor, int destination,
                                uint32_t tag, struct work **ret_work)
{
    struct work work;
    enum status status = prepare(&work, group, &send_kind, tensor, destination, tag);
    if (status != STATUS_OK) {
        return status;
    }
    work.input = tensor;
    work.send = tensor_data(tensor);
    return work_make(&work, ret_work);
}

enum status point_to_point_receive(struct process_group *group, struct tensor *tensor, int source,
                                   uint32_t tag, int *ret_source, struct work **ret_work)
{
    struct work work;
    enum status status = prepare(&work, group, &receive_kind, tensor, source, tag);
    if (status != STATUS_OK) {
        return status;
    }
    work.output = tensor;
    work.receive = tensor_data(tensor);
    status = work_make(&work, ret_work);
    if (status == STATUS_OK && ret_work == NULL && ret_source != NULL) {
        *ret_source = group_rank_of_job(group, work.peer);
    }
    return status;
}
