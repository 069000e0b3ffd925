#include <pthread.h>
#include <stdlib.h>

#include "core/dist/target.h"

enum { BUCKETS = 1024 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool held;
static struct target *buckets[BUCKETS];

void target_lock(void)
{
    pthread_mutex_lock(&lock);
}

void target_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

bool target_held(void)
{
    return atomic_load_explicit(&held, memory_order_relaxed);
}

void target_set_held(bool now)
{
    atomic_store_explicit(&held, now, memory_order_relaxed);
}

static bool key_equal(const struct target_key *a, const struct target_key *b)
{
    return a->type == b->type && a->group == b->group && a->source == b->source &&
           a->destination == b->destination && a->tag == b->tag;
}

static size_t bucket_of(const struct target_key *key)
{
    uint32_t hash = (uint32_t)key->type + key->group * 31 + (uint32_t)key->source * 1009 +
                    (uint32_t)key->destination * 9176 + key->tag * 0x9E3779B1u;
    return (hash ^ hash >> 16) % BUCKETS;
}

struct target *target_find(const struct target_key *key)
{
    struct target **bucket = &buckets[bucket_of(key)];
    for (struct target *target = *bucket; target != NULL; target = target->next) {
        if (key_equal(&target->key, key)) {
            return target;
        }
    }
    struct target *target = calloc(1, sizeof *target);
    if (target != NULL) {
        target->key = *key;
        target->next = *bucket;
        *bucket = target;
    }
    return target;
}
