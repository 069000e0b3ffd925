// The modules that come with the language. Each is a table in module_NAME.c or a file in frozen/.
#ifndef RANKSH_CORE_LANG_MODULES_H
#define RANKSH_CORE_LANG_MODULES_H

#include "core/base/embed.h"
#include "core/lang/module.h"

extern const struct embed_file lang_frozen[]; // frozen/*.py

extern const struct native_module module_collections;

extern const char *const modules_standard[]; // the names in CPython's library, ends with NULL

// Offers them all. False: MemoryError is raised.
bool modules_offer(void);

#endif
