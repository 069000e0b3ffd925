// The modules of torch.nn, torch.optim, torch.utils.data and lab, as tables.
#include "core/base/embed.h"
#include "core/lang/containers/dict.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/torch/nn.h"
#include "core/torch/nn_module.h"
#include "core/torch/tensor_type.h"

extern const struct embed_file frozen_files[];

// Gives a module the names of another; private ones too.
static bool copy_names(struct module *module, const char *from)
{
    struct value whole = module_import(from);
    bool fine = value_is_set(whole);
    uint32_t position = 0;
    for (struct dict_entry *entry;
         fine && (entry = dict_next(module_of(whole)->attributes, &position)) != NULL;) {
        const char *name = str_of(entry->key)->data;
        fine = (name[0] == '_' && name[1] == '_') ||
               dict_set(module->attributes, entry->key, entry->value);
    }
    value_unref(whole);
    return fine;
}

static bool fill_parameter(struct module *module)
{
    return type_ready(&parameter_type) &&
           module_set(module, "Parameter", value_object(&parameter_type));
}

static bool fill_module(struct module *module)
{
    return module_set(module, "_Module", value_object(&nn_module_type));
}

static bool fill_layers(struct module *module)
{
    return copy_names(module, "torch.nn.modules.module") && nn_forward_fill(module);
}

static bool fill_modules(struct module *module)
{
    return copy_names(module, "torch.nn.modules._layers") &&
           copy_names(module, "torch.nn.modules.conv") &&
           copy_names(module, "torch.nn.modules.container") &&
           copy_names(module, "torch.nn.modules.loss");
}

// PyTorch's module for each layer; here they are one file.
static bool fill_layer_alias(struct module *module)
{
    return copy_names(module, "torch.nn.modules._layers");
}

static bool fill_conv_alias(struct module *module)
{
    return copy_names(module, "torch.nn.modules.conv");
}

static bool fill_data_alias(struct module *module)
{
    return copy_names(module, "torch.utils.data");
}

static bool fill_optim_alias(struct module *module)
{
    return copy_names(module, "torch.optim");
}

static bool fill_utils_alias(struct module *module)
{
    return copy_names(module, "torch.nn.utils");
}

static const char *const parameter_refused[] = {"Buffer", "UninitializedParameter",
                                                "UninitializedBuffer", NULL};

static struct native_module modules[] = {
    {.name = "torch.nn.parameter", .fill = fill_parameter, .refused = parameter_refused},
    {.name = "torch.nn.functional",
     .functions = nn_functional_functions,
     .frozen = "frozen/nn_functional.py",
     .refused = nn_functional_names},
    {.name = "torch.nn.init", .frozen = "frozen/nn_init.py", .refused = nn_init_names},
    {.name = "torch.nn.modules.module", .fill = fill_module, .frozen = "frozen/nn_module.py"},
    {.name = "torch.nn.modules._layers", .fill = fill_layers, .frozen = "frozen/nn_layers.py"},
    {.name = "torch.nn.modules.container", .fill = fill_layers, .frozen = "frozen/nn_container.py"},
    {.name = "torch.nn.modules.loss", .fill = fill_layers, .frozen = "frozen/nn_loss.py"},
    {.name = "torch.nn.modules", .fill = fill_modules},
    {.name = "torch.nn.modules.linear", .fill = fill_layer_alias},
    {.name = "torch.nn.modules.activation", .fill = fill_layer_alias},
    {.name = "torch.nn.modules.dropout", .fill = fill_layer_alias},
    {.name = "torch.nn.modules.sparse", .fill = fill_layer_alias},
    {.name = "torch.nn.modules.normalization", .fill = fill_layer_alias},
    {.name = "torch.nn.modules.batchnorm", .fill = fill_layer_alias},
    {.name = "torch.nn.modules.flatten", .fill = fill_layer_alias},
    {.name = "torch.nn.modules.conv", .frozen = "frozen/nn_conv.py"},
    {.name = "torch.nn.modules.pooling", .fill = fill_conv_alias},
    {.name = "torch.nn.utils", .frozen = "frozen/nn_utils.py"},
    {.name = "torch.nn.utils.clip_grad", .fill = fill_utils_alias},
    {.name = "torch.nn", .frozen = "frozen/nn.py", .refused = nn_names},
    {.name = "torch.optim",
     .functions = optim_functions,
     .frozen = "frozen/optim.py",
     .refused = optim_names},
    {.name = "torch.optim.lr_scheduler",
     .frozen = "frozen/lr_scheduler.py",
     .refused = lr_scheduler_names},
    {.name = "torch.optim.optimizer", .fill = fill_optim_alias},
    {.name = "torch.optim.sgd", .fill = fill_optim_alias},
    {.name = "torch.optim.adam", .fill = fill_optim_alias},
    {.name = "torch.optim.adamw", .fill = fill_optim_alias},
    {.name = "torch.utils"},
    {.name = "torch.utils.hooks", .frozen = "frozen/hooks.py"},
    {.name = "torch.utils.data",
     .functions = nn_functional_functions,
     .frozen = "frozen/data.py",
     .refused = data_names},
    {.name = "torch.utils.data.distributed", .fill = fill_data_alias},
    {.name = "torch.utils.data.dataset", .fill = fill_data_alias},
    {.name = "torch.utils.data.sampler", .fill = fill_data_alias},
    {.name = "torch.utils.data.dataloader", .fill = fill_data_alias},
    {.name = "lab", .functions = lab_functions, .frozen = "frozen/lab.py"},
};

bool nn_offer(void)
{
    if (!nn_module_init() || !nn_forward_init() || !optim_init()) {
        return false;
    }
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        modules[i].files = modules[i].frozen != NULL ? frozen_files : NULL;
        if (!module_offer(&modules[i])) {
            return false;
        }
    }
    return true;
}

void nn_finish(void)
{
    nn_module_finish();
    nn_forward_finish();
    optim_finish();
}
