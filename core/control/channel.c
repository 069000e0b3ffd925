#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/array.h"
#include "core/base/clock.h"
#include "core/control/channel.h"

enum { READ_SIZE = 64 * 1024, QUEUE_LIMIT = 64 * 1024 * 1024 };

void channel_init(struct channel *channel, int fd, uint32_t limit)
{
    *channel = (struct channel){.fd = fd, .limit = limit};
}

void channel_finish(struct channel *channel)
{
    if (channel->fd >= 0) {
        close(channel->fd);
    }
    free(channel->in);
    free(channel->out);
    *channel = (struct channel){.fd = -1};
}

// Bytes of the message at in_start that are still missing; READ_SIZE when its head is.
static size_t wanted(const struct channel *channel)
{
    size_t have = channel->in_end - channel->in_start;
    struct message_head head;
    if (have < sizeof head) {
        return READ_SIZE;
    }
    memcpy(&head, channel->in + channel->in_start, sizeof head);
    if (head.length > channel->limit || head.length + sizeof head <= have) {
        return READ_SIZE;
    }
    size_t missing = head.length + sizeof head - have;
    return missing > READ_SIZE ? missing : READ_SIZE;
}

// Moves what is unread to the front and makes room for the next read.
static enum status make_room(struct channel *channel)
{
    size_t have = channel->in_end - channel->in_start;
    if (channel->in_start > 0) {
        memmove(channel->in, channel->in + channel->in_start, have);
        channel->in_start = 0;
        channel->in_end = have;
    }
    if (!array_reserve((void **)&channel->in, &channel->in_capacity, have + wanted(channel), 1)) {
        return status_fail(STATUS_MEMORY, "no memory for a message of a rank");
    }
    return STATUS_OK;
}

enum status channel_fill(struct channel *channel)
{
    if (channel->fd < 0) {
        return status_fail(STATUS_CLOSED, "the connection is closed");
    }
    enum status status = make_room(channel);
    if (status != STATUS_OK) {
        return status;
    }
    ssize_t got;
    do {
        got = recv(channel->fd, channel->in + channel->in_end,
                   channel->in_capacity - channel->in_end, MSG_DONTWAIT);
    } while (got < 0 && errno == EINTR);
    if (got > 0) {
        channel->in_end += (size_t)got;
        return STATUS_OK;
    }
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        return STATUS_OK;
    }
    return status_fail(STATUS_CLOSED, "the other side of the connection is gone");
}

enum status channel_next(struct channel *channel, const char **ret_body)
{
    size_t have = channel->in_end - channel->in_start;
    if (have < sizeof channel->head) {
        *ret_body = NULL;
        return STATUS_OK;
    }
    memcpy(&channel->head, channel->in + channel->in_start, sizeof channel->head);
    const struct message_head *head = &channel->head;
    if (head->length > channel->limit) {
        return status_fail(STATUS_CORRUPT, "a message of %u bytes was announced; the limit is %u",
                           head->length, channel->limit);
    }
    if (head->kind < MESSAGE_HELLO || head->kind > MESSAGE_REPLY) {
        return status_fail(STATUS_CORRUPT, "a message of unknown kind %u came", head->kind);
    }
    if (have < sizeof *head + head->length) {
        *ret_body = NULL;
        return STATUS_OK;
    }
    *ret_body = channel->in + channel->in_start + sizeof *head;
    channel->in_start += sizeof *head + head->length;
    return STATUS_OK;
}

// Waits until the socket is ready for `events`, at most until `deadline_ns` (0: for ever).
static enum status wait_ready(const struct channel *channel, short events, int64_t deadline_ns)
{
    for (;;) {
        int timeout_ms = -1;
        if (deadline_ns != 0) {
            int64_t left_ns = deadline_ns - clock_monotonic_ns();
            timeout_ms = left_ns <= 0 ? 0 : (int)((left_ns + 999999) / 1000000);
        }
        struct pollfd polled = {.fd = channel->fd, .events = events};
        int ready = poll(&polled, 1, timeout_ms);
        if (ready > 0) {
            return STATUS_OK;
        }
        if (ready == 0) {
            return status_fail(STATUS_TIMEOUT, "no message came in time");
        }
        if (errno != EINTR) {
            return status_fail_errno("poll");
        }
    }
}

enum status channel_receive(struct channel *channel, int timeout_ms, const char **ret_body)
{
    int64_t deadline_ns = timeout_ms < 0 ? 0 : clock_monotonic_ns() + (int64_t)timeout_ms * 1000000;
    for (;;) {
        const char *body;
        enum status status = channel_next(channel, &body);
        if (status == STATUS_OK && body == NULL) {
            status = wait_ready(channel, POLLIN, deadline_ns);
            status = status == STATUS_OK ? channel_fill(channel) : status;
        } else if (status == STATUS_OK) {
            *ret_body = body;
            return STATUS_OK;
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
}

enum status channel_queue(struct channel *channel, enum message_kind kind, uint32_t unit,
                          const struct channel_part *parts, int part_count)
{
    size_t length = 0;
    for (int i = 0; i < part_count; i++) {
        length += parts[i].length;
    }
    if (length > MESSAGE_LIMIT) {
        return status_fail(STATUS_INVALID, "a message of %zu bytes is too long; the limit is %d",
                           length, MESSAGE_LIMIT);
    }
    struct message_head head = {.length = (uint32_t)length, .kind = (uint16_t)kind, .unit = unit};
    size_t queued = channel->out_end - channel->out_start;
    if (channel->out_start > 0) {
        memmove(channel->out, channel->out + channel->out_start, queued);
        channel->out_start = 0;
        channel->out_end = queued;
    }
    size_t needed = queued + sizeof head + length;
    if (needed > QUEUE_LIMIT ||
        !array_reserve((void **)&channel->out, &channel->out_capacity, needed, 1)) {
        return status_fail(STATUS_MEMORY, "no memory for a message of %zu bytes", length);
    }
    memcpy(channel->out + channel->out_end, &head, sizeof head);
    channel->out_end += sizeof head;
    for (int i = 0; i < part_count; i++) {
        if (parts[i].length > 0) {
            memcpy(channel->out + channel->out_end, parts[i].bytes, parts[i].length);
            channel->out_end += parts[i].length;
        }
    }
    return channel_flush(channel);
}

bool channel_pending(const struct channel *channel)
{
    return channel->out_end > channel->out_start;
}

enum status channel_flush(struct channel *channel)
{
    while (channel_pending(channel)) {
        ssize_t sent = send(channel->fd, channel->out + channel->out_start,
                            channel->out_end - channel->out_start, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0) {
            channel->out_start += (size_t)sent;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return STATUS_OK;
        } else if (errno != EINTR) {
            return status_fail(STATUS_CLOSED, "the other side of the connection is gone");
        }
    }
    return STATUS_OK;
}

enum status channel_send(struct channel *channel, enum message_kind kind, uint32_t unit,
                         const struct channel_part *parts, int part_count)
{
    enum status status = channel_queue(channel, kind, unit, parts, part_count);
    while (status == STATUS_OK && channel_pending(channel)) {
        status = wait_ready(channel, POLLOUT, 0);
        if (status == STATUS_OK) {
            status = channel_flush(channel);
        }
    }
    return status;
}
