// The same things in the words of process groups and in those of the wire.
#ifndef RANKSH_CORE_RANK_WIRE_H
#define RANKSH_CORE_RANK_WIRE_H

#include "core/control/message.h"
#include "core/dist/target.h"

struct message_target wire_target(const struct target_key *key);
struct target_key wire_target_key(const struct message_target *target);

#endif
