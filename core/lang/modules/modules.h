// The modules that come with the language. Each is a table in module_NAME.c or a file in frozen/.
#ifndef RANKSH_CORE_LANG_MODULES_H
#define RANKSH_CORE_LANG_MODULES_H

#include "core/base/embed.h"
#include "core/lang/objects/module.h"

extern const struct embed_file lang_frozen[]; // frozen/*.py

extern const struct native_module module_collections, module_itertools;

extern const char *const modules_standard[]; // the names in CPython's library, ends with NULL
extern const struct native_module module_frozen, module_math, module_operator, module_os,
    module_random, module_sys, module_time;

// modules_refused.c: for native_module.refused
extern const char *const modules_refused_os[];
extern const char *const modules_refused_sys[];
extern const char *const modules_refused_time[];
extern const char *const modules_refused_random[];
extern const char *const modules_refused_datetime[];
extern const char *const modules_refused_tempfile[];
extern const char *const modules_refused_string[];
extern const char *const modules_refused_os_path[];

// What a program has put in the place of sys.stdout, borrowed; value_unset: nothing.
struct value modules_stdout(void);

// Lets go of what modules hold beside their names (at the interpreter's end).
void modules_finish(void);

// Offers them all. False: MemoryError is raised.
bool modules_offer(void);

#endif
