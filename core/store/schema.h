// The tables, as a list of changes that is only ever appended to. PRAGMA user_version says how many
// of them a file has had.
#ifndef RANKSH_CORE_STORE_SCHEMA_H
#define RANKSH_CORE_STORE_SCHEMA_H

#include "core/store/database.h"

int schema_version(void); // the newest

// What a file has. 0: it is new.
enum status schema_read(struct store *store, int *ret_version);

// Brings a file from its version up to `version` (0: the newest) in one transaction. Does nothing
// when it is there. STATUS_UNSUPPORTED for a file that a newer ranksh wrote.
enum status schema_migrate(struct store *store, int version);

#endif
