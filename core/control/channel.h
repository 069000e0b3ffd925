// One socket between the lab and a rank, as a stream of messages: reads into a buffer until a
// message is whole, writes through a queue, or blocks where the caller wants that.
#ifndef RANKSH_CORE_CONTROL_CHANNEL_H
#define RANKSH_CORE_CONTROL_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/control/message.h"

struct channel {
    int fd;                   // -1 when closed
    uint32_t limit;           // the longest body accepted now: small until the other side is known
    struct message_head head; // of the message that channel_next() found
    char *in;
    size_t in_start, in_end, in_capacity;
    char *out;
    size_t out_start, out_end, out_capacity;
};

// Takes over `fd`.
void channel_init(struct channel *channel, int fd, uint32_t limit);
void channel_finish(struct channel *channel); // closes it

// Reads what is there without blocking. STATUS_CLOSED at the end of the stream.
enum status channel_fill(struct channel *channel);

// The next whole message that was read: its body is in `*ret_body` until the next call of
// channel_fill() or channel_next(), its head in channel->head. `*ret_body` is NULL when none is
// whole. STATUS_CORRUPT: a body longer than the limit is announced, or an unknown kind.
enum status channel_next(struct channel *channel, const char **ret_body);

// Like the two above, but waits for a message; `timeout_ms` -1: for ever. STATUS_TIMEOUT.
enum status channel_receive(struct channel *channel, int timeout_ms, const char **ret_body);

// Queues a message made of a struct and up to three byte runs, and writes what the socket takes.
// STATUS_CLOSED when the other side is gone, STATUS_MEMORY, STATUS_INVALID when it is too long.
struct channel_part {
    const void *bytes;
    size_t length;
};
enum status channel_queue(struct channel *channel, enum message_kind kind, uint32_t unit,
                          const struct channel_part *parts, int part_count);

// Whether queued bytes wait for the socket to take them; channel_flush() tries again.
bool channel_pending(const struct channel *channel);
enum status channel_flush(struct channel *channel);

// The same message, written out to its last byte before this returns.
enum status channel_send(struct channel *channel, enum message_kind kind, uint32_t unit,
                         const struct channel_part *parts, int part_count);

#endif
