// Teaching text: what an error means and what to type instead, and what `?name` shows. The texts are
// in core/diag/topics/*.md, built in:
//
//     ## How many are we?
//     <!-- topic: no-world-size; error: ValueError; says: WORLD_SIZE expected -->
//     - Hint: one line, shown below the error.
//     - Why: what lies behind it.
//     - Instead: `dist.init_process_group('gloo', rank=0, world_size=1)`
//
//     ## all_reduce
//     <!-- topic: all-reduce; help: all_reduce -->
//     Text and code for `?all_reduce` and `?dist.all_reduce`.
//
// `error` is a class or several with commas (none: any), without its module; `says` is found in the
// message, ` * ` in it stands for anything, ` | ` parts alternatives. The longest match wins.
#ifndef RANKSH_CORE_DIAG_TOPIC_H
#define RANKSH_CORE_DIAG_TOPIC_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag/pack.h"
#include "core/diag/page.h"
#include "core/diag/problem.h"

struct topic {
    char *id, *title;
    char *errors, *says, *help; // as above; NULL: none
    char *hint, *why, *instead; // plain text with code in backticks; NULL: none
    struct page page;           // the rest
    const char *file;
    int line;
};

struct topic_list;

// Reads the built-in topics. A finding in them is a defect of the build: they go to `problems`.
// STATUS_MEMORY.
enum status topic_list_load(struct problems *problems, struct topic_list **ret_list);
enum status topic_list_load_files(const struct pack_file *files, size_t count,
                                  struct problems *problems, struct topic_list **ret_list);
void topic_list_destroy(struct topic_list *list);

// For an error: the class as a traceback prints it, and its message. NULL: nothing to say.
const struct topic *topic_for_error(const struct topic_list *list, const char *class_name,
                                    const char *message);

// For `?name`: `dist.all_reduce`, `all_reduce` and `torch.distributed.all_reduce` are the same. NULL:
// none.
const struct topic *topic_for_name(const struct topic_list *list, const char *name);

// A name with help that is near to what was typed; NULL: none.
const char *topic_nearest(const struct topic_list *list, const char *typed);

size_t topic_count(const struct topic_list *list);
const struct topic *topic_at(const struct topic_list *list, size_t index);

#endif
