// Nobody leaves before everybody has come. That is what agreement is: no data moves afterwards, so
// a barrier costs its log2 n small messages and nothing else.
#include "core/dist/collective_inside.h"

static bool move(struct work *work)
{
    (void)work;
    return false;
}

static const struct work_kind kind = {agreement_begin, agreement_pursue, move, NULL, 1};

enum status barrier(struct process_group *group, struct work **ret_work)
{
    struct work work;
    collective_prepare(&work, group, &kind, DIST_BARRIER, NULL, CALL_NO_ROOT);
    return work_make(&work, ret_work);
}

enum status monitored_barrier(struct process_group *group, int64_t timeout_ns)
{
    struct work work;
    collective_prepare(&work, group, &kind, DIST_MONITORED_BARRIER, NULL, CALL_NO_ROOT);
    work.limit_ns = timeout_ns;
    return work_make(&work, NULL);
}
