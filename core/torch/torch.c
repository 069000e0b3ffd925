// The module torch and the small ones below it, put together from their tables.
#include "core/base/embed.h"
#include "core/lang/containers/dict.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/tensor/gemm.h"
#include "core/tensor/print.h"
#include "core/torch/call.h"
#include "core/torch/functions.h"
#include "core/torch/names.h"
#include "core/torch/save.h"
#include "core/torch/small_types.h"
#include "core/torch/tensor_type.h"
#include "core/torch/torch.h"

extern const struct embed_file frozen_files[];

const struct torch_function *const call_tables[] = {
    functions_arithmetic, functions_unary,  functions_select,  functions_create, functions_like,
    functions_random,     functions_reduce, functions_order,   functions_view,   functions_join,
    functions_index,      functions_matrix, functions_convert, functions_grad,   NULL,
};

// ---- for the part in the dialect

// Of each None nothing changes, but scientific notation goes back to what the values demand.
static struct value set_printoptions(struct value *args)
{
    int64_t numbers[] = {print_options.precision, print_options.threshold, print_options.edge,
                         print_options.line_width};
    bool scientific = false;
    for (int i = 0; i < 4; i++) {
        if (!value_is_none(args[i]) && !native_clipped(args[i], &numbers[i])) {
            return value_unset;
        }
    }
    if (!value_is_none(args[4]) && !native_truth(args[4], &scientific)) {
        return value_unset;
    }
    if (numbers[0] < 0 || numbers[0] > 100) {
        return raise_refused("ranksh prints tensors with up to 100 digits");
    }
    print_options =
        (struct print_options){.precision = (int)numbers[0],
                               .threshold = numbers[1],
                               .edge = numbers[2],
                               .line_width = (int)(numbers[3] < 1000 ? numbers[3] : 1000),
                               .scientific = value_is_none(args[4]) ? -1 : scientific};
    return value_none;
}

static bool fill(struct module *module)
{
    static const struct native help_functions[] = {
        {"_set_printoptions(precision, threshold, edgeitems, linewidth, sci_mode)",
         set_printoptions, 0, NULL},
        {NULL, NULL, 0, NULL},
    };
    const struct native_module help = {.functions = help_functions};
    const struct native_module functions = {.functions = call_functions()};
    const struct native_module files = {.functions = save_functions};
    gemm_use_one_thread();
    return functions.functions != NULL && tensor_type_ready() && small_types_fill(module) &&
           module_fill(module, &functions) && module_fill(module, &help) &&
           module_fill(module, &files) &&
           module_set(module, "Tensor", value_object(&tensor_type)) &&
           module_set(module, "inf", value_float(__builtin_inf())) &&
           module_set(module, "nan", value_float(__builtin_nan(""))) &&
           module_set(module, "pi", value_float(3.141592653589793)) &&
           module_set(module, "e", value_float(2.718281828459045));
}

static const struct native_constant constants[] = {
    {"__version__", {0}, "2.6.0+ranksh"},
    {0},
};

static const struct native_constant version_constants[] = {
    {"__version__", {0}, "2.6.0+ranksh"},
    {"cuda", {.tag = VALUE_NONE}, NULL},
    {"hip", {.tag = VALUE_NONE}, NULL},
    {"debug", {.tag = VALUE_BOOL}, NULL},
    {0},
};

static const struct native_module modules[] = {
    {.name = "torch",
     .constants = constants,
     .fill = fill,
     .files = frozen_files,
     .frozen = "frozen/torch.py",
     .refused = names_of_torch},
    {.name = "torch.autograd",
     .files = frozen_files,
     .frozen = "frozen/autograd.py",
     .refused = names_of_autograd},
    {.name = "torch.cuda",
     .files = frozen_files,
     .frozen = "frozen/cuda.py",
     .refused = names_of_cuda},
    {.name = "torch.accelerator", .files = frozen_files, .frozen = "frozen/accelerator.py"},
    {.name = "torch.linalg",
     .files = frozen_files,
     .frozen = "frozen/linalg.py",
     .refused = names_of_linalg},
    {.name = "torch.random",
     .files = frozen_files,
     .frozen = "frozen/random.py",
     .refused = names_of_random},
    {.name = "torch.backends", .files = frozen_files, .frozen = "frozen/backends.py"},
    {.name = "torch.version", .constants = version_constants},
    {.name = "torch.types"},
};

bool torch_offer_tensors(void)
{
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        if (!module_offer(&modules[i])) {
            return false;
        }
    }
    failure_set_interrupt_check(raise_if_interrupted);
    return true;
}

void torch_finish_tensors(void)
{
    small_types_finish();
    call_finish();
    storage_trim();
}
