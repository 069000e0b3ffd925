// Modules and import. A name is looked for among the loaded modules, then among the native ones
// that were offered with module_offer(); there is no path.
#ifndef RANKSH_CORE_LANG_MODULE_H
#define RANKSH_CORE_LANG_MODULE_H

#include "core/lang/objects/native.h"
#include "core/lang/objects/value.h"
#include "core/lang/text/str.h"

struct module {
    struct container container;
    struct dict *attributes; // its globals
    struct str *name;
};

extern struct type module_type;

// Makes a module importable. The table must outlive the interpreter. Nothing runs before the first
// import. False: MemoryError is raised.
bool module_offer(const struct native_module *native);

// The module `name` ("torch.nn"), imported now if need be with its parents; a new reference.
// ModuleNotFoundError lists what there is.
struct value module_import(const char *name);

bool module_is_offered(const char *name);

// How many names the real module has that this one refuses.
size_t module_count_refused(const struct module *module);

// Makes a module importable that is there already (__main__, builtins).
bool module_add_loaded(const char *name, struct value module);

// Lets go of all modules and offers.
void module_finish_all(void);

// A new empty module that importing does not find; unset: raised.
struct value module_create(const char *name);

// Fills a module with what a table says; also used for `builtins`.
bool module_fill(struct module *module, const struct native_module *native);

bool module_set(struct module *module, const char *name, struct value value); // a new reference
bool module_set_text(struct module *module, const char *name, const char *text);

static inline struct module *module_of(struct value value)
{
    return (struct module *)value.object;
}

#endif
