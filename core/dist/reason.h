// Why a call did not complete: shared by all works of a target that were given up together. Any
// thread.
#ifndef RANKSH_CORE_DIST_REASON_H
#define RANKSH_CORE_DIST_REASON_H

#include <stddef.h>

#include "core/dist/process_group.h"

struct reason;

// Copies what it is given. NULL: no memory, and everybody accepts NULL as a reason.
struct reason *reason_create(enum status status, const char *text, size_t length,
                             const int *missing, int missing_count);
struct reason *reason_ref(struct reason *reason);
void reason_unref(struct reason *reason);

// Makes it the failure that process_group_failure() shows, and returns its status. Main thread.
enum status reason_tell(struct reason *reason);

#endif
