#include "core/rank/wire.h"

struct message_target wire_target(const struct target_key *key)
{
    static const uint32_t kinds[] = {[TARGET_TYPE_GROUP] = TARGET_GROUP,
                                     [TARGET_TYPE_CHANNEL] = TARGET_CHANNEL,
                                     [TARGET_TYPE_ANY] = TARGET_ANY};
    return (struct message_target){.kind = kinds[key->type],
                                   .group = key->group,
                                   .source = key->source,
                                   .destination = key->destination,
                                   .tag = key->tag};
}

struct target_key wire_target_key(const struct message_target *target)
{
    enum target_type type = target->kind == TARGET_GROUP     ? TARGET_TYPE_GROUP
                            : target->kind == TARGET_CHANNEL ? TARGET_TYPE_CHANNEL
                                                             : TARGET_TYPE_ANY;
    return (struct target_key){.type = type,
                               .group = target->group,
                               .source = target->source,
                               .destination = target->destination,
                               .tag = target->tag};
}
