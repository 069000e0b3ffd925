// The small things around tensors: element types, devices, sizes, generators, results with names.
#ifndef RANKSH_CORE_TORCH_SMALL_TYPES_H
#define RANKSH_CORE_TORCH_SMALL_TYPES_H

#include "core/lang/objects/type.h"
#include "core/tensor/random.h"
#include "core/tensor/tensor.h"

struct module;

extern struct type dtype_type;            // torch.dtype
extern struct type device_type;           // torch.device
extern struct type layout_type;           // torch.layout
extern struct type memory_format_type;    // torch.memory_format
extern struct type size_type;             // torch.Size
extern struct type random_generator_type; // torch.Generator
extern struct type finfo_type, iinfo_type;

// ---- element types. Each is one object.

struct value dtype_value(enum dtype dtype); // a new reference

// torch.float32, or the classes float, int and bool. `ret_dtype` may be NULL. False, without an
// exception, for anything else. What PyTorch has and ranksh has not (float16 …) is no dtype here:
// such an object says so when it is used.
bool dtype_of_value(struct value value, enum dtype *ret_dtype);

// ---- devices

// torch.device('cpu'), a new reference.
struct value device_cpu(void);

// Checks a device argument (str, int, torch.device, None): only the CPU is there. False: raised,
// in PyTorch's words for a build without CUDA.
bool device_check(struct value value);

struct value layout_strided(void); // torch.strided

// ---- sizes

struct value size_value(int ndim, const int64_t *shape); // torch.Size([…])

// ---- generators

struct generator *generator_of(struct value value);
struct value generator_default(void); // torch.default_generator
struct value generator_seed_value(const struct generator *generator);
struct value generator_seed_afresh(struct generator *generator); // from entropy; gives the seed

// All of it as a uint8 tensor, and back. False: raised.
struct value generator_state_value(const struct generator *generator);
bool generator_take_state(struct generator *generator, struct value state);

// ---- results with names: torch.return_types.max(values=…, indices=…)

enum named_result {
    NAMED_MAX,
    NAMED_MIN,
    NAMED_SORT,
    NAMED_TOPK,
    NAMED_MEDIAN,
    NAMED_MODE,
    NAMED_KTHVALUE,
    NAMED_CUMMAX,
    NAMED_CUMMIN,
    NAMED_AMINMAX,
    NAMED_RESULTS
};

// Takes over both tensors' references.
struct value named_result_value(enum named_result which, struct tensor *first,
                                struct tensor *second);

// Makes the types ready and puts them and their constants into torch. False: raised.
bool small_types_fill(struct module *torch);

// Drops what lives as long as the interpreter.
void small_types_finish(void);

#endif
