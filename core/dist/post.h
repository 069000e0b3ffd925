// Agreement's small messages between ranks: fixed in size, sent without blocking, received by one
// standing receive from anybody. In order between two ranks.
#ifndef RANKSH_CORE_DIST_POST_H
#define RANKSH_CORE_DIST_POST_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

enum post_kind {
    POST_ROUND,     // of a collective's agreement
    POST_REQUEST,   // somebody wants to send
    POST_CLEARANCE, // his partner is ready to receive
};
enum { POST_KINDS = POST_CLEARANCE + 1 };

struct post_message {
    uint8_t kind; // enum post_kind
    bool equal;   // all calls that the sender has heard of are like its own
    bool async;   // one of them is asynchronous
    uint8_t spare;
    uint32_t group, epoch, sequence;
    uint32_t round; // of a ROUND; a send's tag otherwise
    int32_t source; // rank of the job
    uint64_t hash;  // of the sender's call
    uint64_t size;  // bytes to be sent
    uint32_t data_tag;
    int32_t dtype; // of what is sent
};
static_assert(sizeof(struct post_message) == 48, "all ranks run the same program");

// Who gets messages of a kind; called from post_progress().
typedef void post_handler(const struct post_message *message);
void post_set_handler(enum post_kind kind, post_handler *handler);

void post_start(void); // once MPI stands

// Sends to a rank of the job. (Waits only when there is no memory for a letter.)
void post_send(int destination, const struct post_message *message);

// Hands over what has come, and moves what could not be sent at once.
void post_progress(void);

// Whether a message waits to be sent.
bool post_pending(void);

#endif
