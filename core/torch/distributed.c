// The modules, put together from their tables.
#include <stddef.h>
#include <string.h>

#include "core/base/embed.h"
#include "core/dist/mpi_world.h"
#include "core/lang/containers/dict.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/torch/distributed_inside.h"
#include "core/torch/pickle.h"
#include "core/torch/tensor_type.h"

extern const struct embed_file frozen_files[];

struct distributed_host distributed_host;

// ---- for the dialect's part

static struct value need_tensor(struct value *args)
{
    if (tensor_of(args[0]) == NULL) {
        distributed_need_tensor("tensor");
        return value_unset;
    }
    return value_none;
}

static struct value warn(struct value *args)
{
    const char *category, *text;
    if (!native_text(args[0], "category", &category) || !native_text(args[1], "text", &text)) {
        return value_unset;
    }
    distributed_warn(category, "%s", text);
    return value_none;
}

static const struct native help_functions[] = {
    {"_need_tensor(tensor)", need_tensor, 0, NULL},
    {"_warn(category, text)", warn, 0, NULL},
    {0},
};

// ---- torch.distributed

enum { FUNCTION_LIMIT = 64 };

static const struct native *const function_tables[] = {
    distributed_init_functions,   distributed_group_functions,      distributed_pair_functions,
    distributed_object_functions, distributed_collective_functions, help_functions,
};

// All functions of torch.distributed in one table, made once.
static const struct native *all_functions(void)
{
    static struct native all[FUNCTION_LIMIT];
    int count = 0;
    for (size_t i = 0; i < sizeof function_tables / sizeof *function_tables; i++) {
        for (const struct native *row = function_tables[i]; row->signature != NULL; row++) {
            all[count++] = *row;
        }
    }
    all[count] = (struct native){0};
    return all;
}

static struct type *const types[] = {&distributed_group_type,
                                     &distributed_work_type,
                                     &distributed_error_type,
                                     &distributed_backend_error_type,
                                     &distributed_network_error_type,
                                     &distributed_store_error_type,
                                     NULL};

// What PyTorch has and this hasn't.
static const char *const refused[] = {"TCPStore",
                                      "FileStore",
                                      "PrefixStore",
                                      "all_reduce_coalesced",
                                      "all_gather_coalesced",
                                      "new_subgroups",
                                      "new_subgroups_by_enumeration",
                                      "split_group",
                                      "send_object_list",
                                      "recv_object_list",
                                      "rpc",
                                      "fsdp",
                                      "tensor",
                                      "checkpoint",
                                      "device_mesh",
                                      "init_device_mesh",
                                      "DeviceMesh",
                                      "elastic",
                                      "pipelining",
                                      "algorithms",
                                      "optim",
                                      NULL};

static bool fill(struct module *module)
{
    struct value nobody = value_object(type_allocate(&object_type, 0));
    bool fine = value_is_set(nobody) && distributed_group_fill(nobody) &&
                module_set(module, "_non_member", nobody) && distributed_reduce_op_fill() &&
                module_set(module, "ReduceOp", value_object(&distributed_reduce_op_type)) &&
                module_set_text(module, "default_pg_timeout", "0:30:00");
    value_unref(nobody);
    return fine;
}

static struct native_module distributed_module = {
    .name = "torch.distributed", .types = types, .fill = fill, .refused = refused};

// Gives a module the public names of another.
static bool copy_names(struct module *module, const char *from)
{
    struct value whole = module_import(from);
    bool fine = value_is_set(whole);
    struct dict *names = fine ? module_of(whole)->attributes : NULL;
    uint32_t position = 0;
    for (struct dict_entry *entry; fine && (entry = dict_next(names, &position)) != NULL;) {
        fine = str_of(entry->key)->data[0] == '_' ||
               dict_set(module->attributes, entry->key, entry->value);
    }
    value_unref(whole);
    return fine;
}

static bool fill_alias(struct module *module)
{
    return copy_names(module, "torch.distributed");
}

static const struct native_module alias_module = {.name = "torch.distributed.distributed_c10d",
                                                  .fill = fill_alias};

static struct native_module parallel_module = {.name = "torch.nn.parallel",
                                               .functions = distributed_parallel_functions};
static struct native_module spawn_module = {.name = "torch.multiprocessing",
                                            .functions = distributed_spawn_functions};

static bool fill_parallel_alias(struct module *module)
{
    return copy_names(module, "torch.nn.parallel");
}

// Where people find the class too.
static const struct native_module parallel_alias_module = {.name = "torch.nn.parallel.distributed",
                                                           .fill = fill_parallel_alias};

static const char *frozen(const char *name)
{
    const struct embed_file *file = embed_find(frozen_files, name);
    return file != NULL ? file->data : NULL;
}

bool distributed_offer(const struct distributed_host *host)
{
    distributed_host = *host;
    distributed_module.functions = all_functions();
    distributed_module.frozen = frozen("frozen/distributed.py");
    parallel_module.frozen = frozen("frozen/parallel.py");
    spawn_module.frozen = frozen("frozen/multiprocessing.py");
    return type_ready(&pickle_error_type) && type_ready(&distributed_reducer_type) &&
           module_offer(&distributed_module) && module_offer(&alias_module) &&
           module_offer(&parallel_module) && module_offer(&parallel_alias_module) &&
           module_offer(&spawn_module);
}

void distributed_finish(void)
{
    distributed_group_finish();
}
