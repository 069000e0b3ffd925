// Who learns. A learner is a UUID; the name is a label that two learners may share (thirty laptops
// have thirty learners called "default").
#ifndef RANKSH_CORE_STORE_LEARNER_H
#define RANKSH_CORE_STORE_LEARNER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/store/store.h"

struct learner {
    int64_t id; // in this file only
    char uuid[STORE_UUID_SIZE];
    const char *name;
    int64_t created_ms;
    bool home; // made by this file, not merged into it
};

// The learner that `--learner NAME` means: by name, or by the first characters of the UUID (six or
// more). NULL: this file's own learner. Created when nobody has that name. Of several with that
// name the one made by this file; none of them or several: STATUS_MISMATCH, the message lists their
// UUIDs.
enum status learner_find(struct store *store, const char *name, int64_t *ret_learner);

// Calls `each` for every learner in order of name, then UUID, until it returns false.
enum status learner_each(struct store *store,
                         bool (*each)(void *context, const struct learner *learner), void *context);

enum status learner_rename(struct store *store, int64_t learner, const char *name);

#endif
