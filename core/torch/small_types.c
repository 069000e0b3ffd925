// dtype, device, layout, memory_format, finfo and iinfo, Size, Generator, named results.
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "core/tensor/convert.h"
#include "core/torch/call.h"
#include "core/torch/small_types.h"
#include "core/torch/tensor_type.h"

// ---- things that are only a name: dtype, layout, memory_format

struct named {
    struct object object;
    const char *name; // behind "torch."
    enum dtype dtype; // of a dtype
};

static struct value named_repr(struct value self)
{
    return value_object(str_format("torch.%s", ((struct named *)self.object)->name));
}

static struct value named_create(struct type *type, const char *name, enum dtype dtype)
{
    struct named *named = type_allocate(type, 0);
    if (named != NULL) {
        named->name = name;
        named->dtype = dtype;
    }
    return value_object(named);
}

static enum dtype dtype_at(struct value value)
{
    return ((struct named *)value.object)->dtype;
}

static struct value dtype_is_floating_point(struct value *args)
{
    return value_bool(dtype_is_float(dtype_at(args[0])));
}

static struct value dtype_is_complex(struct value *args)
{
    (void)args;
    return value_false;
}

static struct value dtype_is_signed(struct value *args)
{
    enum dtype dtype = dtype_at(args[0]);
    return value_bool(dtype != DTYPE_UINT8 && dtype != DTYPE_BOOL);
}

static struct value dtype_itemsize(struct value *args)
{
    return value_int((int64_t)dtype_size(dtype_at(args[0])));
}

static struct value named_reduce(struct value *args)
{
    return value_object(str_from(((struct named *)args[0].object)->name));
}

static const struct native dtype_methods[] = {
    {"is_floating_point(self)", dtype_is_floating_point, NATIVE_GETTER, NULL},
    {"is_complex(self)", dtype_is_complex, NATIVE_GETTER, NULL},
    {"is_signed(self)", dtype_is_signed, NATIVE_GETTER, NULL},
    {"itemsize(self)", dtype_itemsize, NATIVE_GETTER, NULL},
    {"__reduce__(self)", named_reduce, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type dtype_type = {
    .name = "torch.dtype",
    .module = "torch",
    .size = sizeof(struct named),
    .flags = TYPE_NO_CREATE,
    .methods = dtype_methods,
    .repr = named_repr,
};

struct type layout_type = {
    .name = "torch.layout",
    .module = "torch",
    .size = sizeof(struct named),
    .flags = TYPE_NO_CREATE,
    .repr = named_repr,
};

struct type memory_format_type = {
    .name = "torch.memory_format",
    .module = "torch",
    .size = sizeof(struct named),
    .flags = TYPE_NO_CREATE,
    .repr = named_repr,
};

static struct value dtypes[DTYPE_COUNT];
static struct value strided;

struct value layout_strided(void)
{
    return value_ref(strided);
}

struct value dtype_value(enum dtype dtype)
{
    return value_ref(dtypes[dtype]);
}

bool dtype_of_value(struct value value, enum dtype *ret_dtype)
{
    enum dtype dtype;
    if (value_is(value, &dtype_type)) {
        dtype = dtype_at(value);
    } else if (value_is(value, &type_type)) {
        struct type *type = (struct type *)value.object;
        if (type != &float_type && type != &int_type && type != &bool_type) {
            return false;
        }
        dtype = type == &float_type ? DTYPE_FLOAT64 : type == &int_type ? DTYPE_INT64 : DTYPE_BOOL;
    } else {
        return false;
    }
    if (ret_dtype != NULL) {
        *ret_dtype = dtype;
    }
    return true;
}

// ---- finfo, iinfo

struct type_info {
    struct object object;
    enum dtype dtype;
};

static struct value info_create(struct type *type, const struct arguments *arguments)
{
    enum dtype dtype = DTYPE_FLOAT32;
    bool floats = type == &finfo_type;
    if (arguments->count > 1 || (arguments->count == 0 && !floats)) {
        return raise_type("%s() takes exactly one argument", type->name);
    }
    if (arguments->count == 1 && !dtype_of_value(arguments->values[0], &dtype)) {
        return raise_type("%s(): argument 'type' (position 1) must be torch.dtype, not %s",
                          type->name, type_name(arguments->values[0]));
    }
    if (dtype_is_float(dtype) != floats || dtype == DTYPE_BOOL) {
        return raise_type(
            floats ? "torch.finfo() requires a floating point input type. Use torch.iinfo to "
                     "handle 'torch.finfo'"
                   : "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                     "'torch.iinfo'");
    }
    struct type_info *info = type_allocate(type, 0);
    if (info != NULL) {
        info->dtype = dtype;
    }
    return value_object(info);
}

static enum dtype info_dtype(struct value self)
{
    return ((struct type_info *)self.object)->dtype;
}

static bool is_single(struct value self)
{
    return info_dtype(self) == DTYPE_FLOAT32;
}

static struct value info_bits(struct value *args)
{
    return value_int((int64_t)dtype_size(info_dtype(args[0])) * 8);
}

static struct value info_eps(struct value *args)
{
    return value_float(is_single(args[0]) ? (double)FLT_EPSILON : DBL_EPSILON);
}

static struct value info_tiny(struct value *args)
{
    return value_float(is_single(args[0]) ? (double)FLT_MIN : DBL_MIN);
}

static struct value info_resolution(struct value *args)
{
    return value_float(is_single(args[0]) ? 1e-06 : 1e-15);
}

static struct value info_dtype_name(struct value *args)
{
    return value_object(str_from(dtype_facts[info_dtype(args[0])].name));
}

static int64_t integer_limit(enum dtype dtype, bool highest)
{
    int bits = (int)dtype_size(dtype) * 8;
    if (dtype == DTYPE_UINT8) {
        return highest ? 255 : 0;
    }
    int64_t top = (int64_t)(((uint64_t)1 << (bits - 1)) - 1);
    return highest ? top : -top - 1;
}

static struct value info_max(struct value *args)
{
    enum dtype dtype = info_dtype(args[0]);
    return dtype_is_float(dtype) ? value_float(is_single(args[0]) ? (double)FLT_MAX : DBL_MAX)
                                 : value_int(integer_limit(dtype, true));
}

static struct value info_min(struct value *args)
{
    enum dtype dtype = info_dtype(args[0]);
    return dtype_is_float(dtype) ? value_float(is_single(args[0]) ? -(double)FLT_MAX : -DBL_MAX)
                                 : value_int(integer_limit(dtype, false));
}

static struct value finfo_repr(struct value self)
{
    bool single = is_single(self);
    return value_object(str_format(
        single ? "finfo(resolution=1e-06, min=-3.40282e+38, max=3.40282e+38, eps=1.19209e-07, "
                 "smallest_normal=1.17549e-38, tiny=1.17549e-38, dtype=float32)"
               : "finfo(resolution=1e-15, min=-1.79769e+308, max=1.79769e+308, eps=2.22045e-16, "
                 "smallest_normal=2.22507e-308, tiny=2.22507e-308, dtype=float64)"));
}

static struct value iinfo_repr(struct value self)
{
    enum dtype dtype = info_dtype(self);
    return value_object(str_format("iinfo(min=%g, max=%g, dtype=%s)",
                                   (double)integer_limit(dtype, false),
                                   (double)integer_limit(dtype, true), dtype_facts[dtype].name));
}

static const struct native finfo_methods[] = {
    {"bits(self)", info_bits, NATIVE_GETTER, NULL},
    {"eps(self)", info_eps, NATIVE_GETTER, NULL},
    {"max(self)", info_max, NATIVE_GETTER, NULL},
    {"min(self)", info_min, NATIVE_GETTER, NULL},
    {"tiny(self)", info_tiny, NATIVE_GETTER, NULL},
    {"smallest_normal(self)", info_tiny, NATIVE_GETTER, NULL},
    {"resolution(self)", info_resolution, NATIVE_GETTER, NULL},
    {"dtype(self)", info_dtype_name, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native iinfo_methods[] = {
    {"bits(self)", info_bits, NATIVE_GETTER, NULL},
    {"max(self)", info_max, NATIVE_GETTER, NULL},
    {"min(self)", info_min, NATIVE_GETTER, NULL},
    {"dtype(self)", info_dtype_name, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type finfo_type = {
    .name = "torch.finfo",
    .module = "torch",
    .size = sizeof(struct type_info),
    .methods = finfo_methods,
    .create = info_create,
    .repr = finfo_repr,
};

struct type iinfo_type = {
    .name = "torch.iinfo",
    .module = "torch",
    .size = sizeof(struct type_info),
    .methods = iinfo_methods,
    .create = info_create,
    .repr = iinfo_repr,
};

// ---- devices

struct device {
    struct object object;
    char kind[12]; // "cpu", "cuda"
    int64_t index; // -1: not said
};

static struct value cpu;

static const char *const device_kinds[] = {"cpu", "cuda", "mps", "meta", "xpu", "xla", "hip"};

static struct value device_create_of(const char *kind, size_t length, int64_t index)
{
    struct device *device = type_allocate(&device_type, 0);
    if (device != NULL) {
        memcpy(device->kind, kind, length);
        device->kind[length] = '\0';
        device->index = index;
    }
    return value_object(device);
}

// "cuda:1" and the like; -2: wrong.
static int64_t device_index(const char *text)
{
    int64_t index = 0;
    if (text[0] == '\0') {
        return -2;
    }
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9' || index > 1000) {
            return -2;
        }
        index = index * 10 + (*text - '0');
    }
    return index;
}

static struct value device_parse(const char *text)
{
    for (size_t i = 0; i < sizeof device_kinds / sizeof *device_kinds; i++) {
        size_t length = strlen(device_kinds[i]);
        if (strncmp(text, device_kinds[i], length) != 0 ||
            (text[length] != '\0' && text[length] != ':')) {
            continue;
        }
        int64_t index = text[length] == ':' ? device_index(text + length + 1) : -1;
        if (index == -2) {
            return raise_error(&exception_runtime_error, "Invalid device string: '%s'", text);
        }
        return device_create_of(text, length, index);
    }
    return raise_error(&exception_runtime_error,
                       "Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, "
                       "ve, fpga, ort, xla, lazy, vulkan, mps, meta, hpu, privateuseone device "
                       "type at start of device string: %.*s",
                       (int)strcspn(text, ":"), text);
}

static struct value device_create(struct type *type, const struct arguments *arguments)
{
    (void)type;
    const struct value *values = arguments->values;
    size_t all = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
    if (all == 1 && value_is(values[0], &device_type)) {
        return value_ref(values[0]);
    }
    if (all == 1 && int_is_small(values[0])) {
        return device_create_of("cuda", 4, values[0].integer);
    }
    if ((all == 1 || all == 2) && type_is_instance(values[0], &str_type)) {
        struct value device = device_parse(str_of(values[0])->data);
        if (all == 2 && value_is_set(device)) {
            if (!int_is_small(values[1])) {
                value_unref(device);
                return raise_type("Device(): argument 'index' (position 2) must be int, not %s",
                                  type_name(values[1]));
            }
            ((struct device *)device.object)->index = values[1].integer;
        }
        return device;
    }
    return raise_type("Device() received an invalid combination of arguments - got (%s%s), but "
                      "expected one of:\n * (torch.device device)\n * (str type, int index)\n",
                      all > 0 ? type_name(values[0]) : "", all > 1 ? ", …" : "");
}

static struct value device_text(const struct device *device)
{
    return value_object(device->index < 0
                            ? str_from(device->kind)
                            : str_format("%s:%lld", device->kind, (long long)device->index));
}

static struct value device_str(struct value self)
{
    return device_text((struct device *)self.object);
}

static struct value device_repr(struct value self)
{
    const struct device *device = (struct device *)self.object;
    return value_object(device->index < 0 ? str_format("device(type='%s')", device->kind)
                                          : str_format("device(type='%s', index=%lld)",
                                                       device->kind, (long long)device->index));
}

static struct value device_compare(enum comparison comparison, struct value self,
                                   struct value other)
{
    if (!value_is(other, &device_type) ||
        (comparison != COMPARISON_EQUAL && comparison != COMPARISON_NOT_EQUAL)) {
        return value_ref(value_not_implemented);
    }
    const struct device *a = (struct device *)self.object, *b = (struct device *)other.object;
    bool equal = strcmp(a->kind, b->kind) == 0 && a->index == b->index;
    return value_bool(equal == (comparison == COMPARISON_EQUAL));
}

static bool device_hash(struct value self, int64_t *ret_hash)
{
    const struct device *device = (struct device *)self.object;
    *ret_hash = device->index * 31 + device->kind[0] * 7 + device->kind[1];
    return true;
}

static struct value device_type_name(struct value *args)
{
    return value_object(str_from(((struct device *)args[0].object)->kind));
}

static struct value device_type_index(struct value *args)
{
    int64_t index = ((struct device *)args[0].object)->index;
    return index < 0 ? value_none : value_int(index);
}

static const struct native device_methods[] = {
    {"type(self)", device_type_name, NATIVE_GETTER, NULL},
    {"index(self)", device_type_index, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type device_type = {
    .name = "torch.device",
    .module = "torch",
    .size = sizeof(struct device),
    .methods = device_methods,
    .create = device_create,
    .repr = device_repr,
    .str = device_str,
    .compare = device_compare,
    .hash = device_hash,
};

struct value device_cpu(void)
{
    return value_ref(cpu);
}

bool device_check(struct value value)
{
    struct value device = value_unset;
    if (!value_is_set(value) || value_is_none(value)) {
        return true;
    }
    if (value_is(value, &device_type)) {
        device = value_ref(value);
    } else if (int_is_small(value)) {
        device = device_create_of("cuda", 4, value.integer);
    } else if (type_is_instance(value, &str_type)) {
        device = device_parse(str_of(value)->data);
    } else {
        return raise_false(&exception_type_error, "expected a device, got %s", type_name(value));
    }
    if (!value_is_set(device)) {
        return false;
    }
    const struct device *it = (struct device *)device.object;
    bool is_cpu = strcmp(it->kind, "cpu") == 0, cuda = strcmp(it->kind, "cuda") == 0;
    if (cuda) {
        raise_error(&exception_assertion_error, "Torch not compiled with CUDA enabled");
    } else if (!is_cpu) {
        raise_refused("ranksh has no device '%s'", it->kind);
    }
    value_unref(device);
    return is_cpu;
}

// ---- sizes

struct value size_value(int ndim, const int64_t *shape)
{
    struct tuple *tuple = tuple_create_as(&size_type, (size_t)ndim);
    for (int i = 0; tuple != NULL && i < ndim; i++) {
        tuple->items[i] = value_int(shape[i]);
    }
    return value_object(tuple);
}

static struct value as_size(struct value plain)
{
    if (!value_is(plain, &tuple_type)) {
        return plain;
    }
    struct tuple *from = tuple_of(plain);
    struct tuple *size = tuple_create_as(&size_type, from->count);
    for (size_t i = 0; size != NULL && i < from->count; i++) {
        size->items[i] = value_ref(from->items[i]);
    }
    value_unref(plain);
    return value_object(size);
}

static struct value size_create(struct type *type, const struct arguments *arguments)
{
    struct value plain = tuple_type.create(&tuple_type, arguments);
    (void)type;
    if (!value_is_set(plain)) {
        return plain;
    }
    struct tuple *tuple = tuple_of(plain);
    for (size_t i = 0; i < tuple->count; i++) {
        if (!int_is_small(tuple->items[i])) {
            raise_type("torch.Size() takes an iterable of 'int' (item %zu is '%s')", i,
                       type_name(tuple->items[i]));
            value_unref(plain);
            return value_unset;
        }
    }
    return as_size(plain);
}

static struct value size_repr(struct value self)
{
    struct tuple *tuple = tuple_of(self);
    struct value *items = tuple->items;
    return value_object(list_repr_items("torch.Size([", self, &items, &tuple->count, "])"));
}

static struct value size_get_item(struct value self, struct value key)
{
    struct value item = tuple_type.get_item(self, key);
    return value_is(key, &slice_type) && value_is_set(item) ? as_size(item) : item;
}

static struct value size_binary(enum operation operation, struct value self, struct value other,
                                bool reflected)
{
    struct value result = tuple_type.binary(operation, self, other, reflected);
    return value_is(result, &tuple_type) ? as_size(result) : result;
}

static struct value size_numel(struct value *args)
{
    struct tuple *tuple = tuple_of(args[0]);
    int64_t numel = 1;
    for (size_t i = 0; i < tuple->count; i++) {
        numel *= tuple->items[i].integer;
    }
    return value_int(numel);
}

static const struct native size_methods[] = {
    {"numel(self)", size_numel, 0, NULL},
    {NULL, NULL, 0, NULL},
};

struct type size_type = {
    .name = "torch.Size",
    .module = "torch",
    .base = &tuple_type,
    .size = sizeof(struct tuple),
    .flags = TYPE_CONTAINER | TYPE_ITEMS_TUPLE,
    .methods = size_methods,
    .create = size_create,
    .repr = size_repr,
    .get_item = size_get_item,
    .binary = size_binary,
};

// ---- generators

struct generator_object {
    struct object object;
    struct generator *generator; // its own, or the process's
    struct generator own;
};

static struct value default_generator;

struct generator *generator_of(struct value value)
{
    return ((struct generator_object *)value.object)->generator;
}

struct value generator_default(void)
{
    return value_ref(default_generator);
}

static struct value generator_create(struct type *type, const struct arguments *arguments)
{
    size_t named = arguments->names != NULL ? arguments->names->count : 0;
    if (arguments->count + named > 1) {
        return raise_type("Generator() takes at most 1 argument");
    }
    if (arguments->count + named == 1 && !device_check(arguments->values[0])) {
        return value_unset;
    }
    struct generator_object *object = type_allocate(type, 0);
    if (object != NULL) {
        random_init_generator(&object->own);
        object->generator = &object->own;
    }
    return value_object(object);
}

static struct value generator_repr(struct value self)
{
    return value_object(str_format("<torch._C.Generator object at %p>", (void *)self.object));
}

static struct value generator_manual_seed(struct value *args)
{
    int64_t seed;
    if (!int_is_small(args[1])) {
        return raise_error(&exception_runtime_error, "manual_seed expected a long, but got %s",
                           type_name(args[1]));
    }
    seed = args[1].integer;
    random_seed(generator_of(args[0]), (uint64_t)seed);
    return value_ref(args[0]);
}

static struct value unsigned_value(uint64_t number)
{
    if (number <= INT64_MAX) {
        return value_int((int64_t)number);
    }
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    return bigint_parse(digits, (size_t)length, 10);
}

struct value generator_seed_value(const struct generator *generator)
{
    return unsigned_value(generator->seed);
}

struct value generator_seed_afresh(struct generator *generator)
{
    random_seed(generator, random_entropy());
    return unsigned_value(generator->seed);
}

static struct value generator_initial_seed(struct value *args)
{
    return generator_seed_value(generator_of(args[0]));
}

static struct value generator_seed(struct value *args)
{
    return generator_seed_afresh(generator_of(args[0]));
}

static struct value generator_device(struct value *args)
{
    (void)args;
    return device_cpu();
}

struct value generator_state_value(const struct generator *generator)
{
    struct tensor *tensor;
    int64_t size = (int64_t)sizeof *generator;
    enum status status = tensor_create(DTYPE_UINT8, 1, &size, &tensor);
    if (status == STATUS_OK) {
        memcpy(tensor_data(tensor), generator, sizeof *generator);
    }
    return tensor_result(status, tensor);
}

bool generator_take_state(struct generator *generator, struct value state)
{
    struct generator taken;
    struct tensor *tensor = tensor_of(state);
    if (tensor == NULL || tensor->dtype != DTYPE_UINT8 || !tensor->contiguous) {
        return raise_false(&exception_type_error, "expected a torch.ByteTensor, but got %s",
                           tensor != NULL ? dtype_facts[tensor->dtype].tensor_name
                                          : type_name(state));
    }
    if (tensor->numel != (int64_t)sizeof taken) {
        return raise_false(&exception_runtime_error, "RNG state is wrong size");
    }
    memcpy(&taken, tensor_data(tensor), sizeof taken);
    if (taken.next < 0 || taken.next > RANDOM_WORDS) {
        return raise_false(&exception_runtime_error, "Invalid mt19937 state");
    }
    taken.refs = generator->refs;
    *generator = taken;
    return true;
}

static struct value generator_get_state(struct value *args)
{
    return generator_state_value(generator_of(args[0]));
}

static struct value generator_set_state(struct value *args)
{
    return generator_take_state(generator_of(args[0]), args[1]) ? value_ref(args[0]) : value_unset;
}

static const struct native generator_methods[] = {
    {"manual_seed(self, seed)", generator_manual_seed, 0, NULL},
    {"initial_seed(self)", generator_initial_seed, 0, NULL},
    {"seed(self)", generator_seed, 0, NULL},
    {"get_state(self)", generator_get_state, 0, NULL},
    {"set_state(self, new_state)", generator_set_state, 0, NULL},
    {"device(self)", generator_device, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type random_generator_type = {
    .name = "torch._C.Generator",
    .module = "torch._C",
    .size = sizeof(struct generator_object),
    .methods = generator_methods,
    .create = generator_create,
    .repr = generator_repr,
};

// ---- named results

static struct value named_result_repr(struct value self)
{
    struct tuple *tuple = tuple_of(self);
    const struct type *type = value_type(self);
    bool limits = strcmp(type->name, "aminmax") == 0;
    struct str *first = object_repr(tuple->items[0]), *second = object_repr(tuple->items[1]);
    struct str *text = NULL;
    if (first != NULL && second != NULL) {
        text = str_format("torch.return_types.%s(\n%s=%s,\n%s=%s)", type->name,
                          limits ? "min" : "values", first->data, limits ? "max" : "indices",
                          second->data);
    }
    object_unref(first);
    object_unref(second);
    return value_object(text);
}

static struct value item_first(struct value *args)
{
    return value_ref(tuple_of(args[0])->items[0]);
}

static struct value item_second(struct value *args)
{
    return value_ref(tuple_of(args[0])->items[1]);
}

static const struct native values_methods[] = {
    {"values(self)", item_first, NATIVE_GETTER, NULL},
    {"indices(self)", item_second, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native limits_methods[] = {
    {"min(self)", item_first, NATIVE_GETTER, NULL},
    {"max(self)", item_second, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

#define NAMED(text, rows)                                                                          \
    {                                                                                              \
        .name = text, .module = "torch.return_types", .base = &tuple_type,                         \
        .size = sizeof(struct tuple), .flags = TYPE_CONTAINER | TYPE_ITEMS_TUPLE, .methods = rows, \
        .repr = named_result_repr                                                                  \
    }

static struct type named_types[NAMED_RESULTS] = {
    [NAMED_MAX] = NAMED("max", values_methods),
    [NAMED_MIN] = NAMED("min", values_methods),
    [NAMED_SORT] = NAMED("sort", values_methods),
    [NAMED_TOPK] = NAMED("topk", values_methods),
    [NAMED_MEDIAN] = NAMED("median", values_methods),
    [NAMED_MODE] = NAMED("mode", values_methods),
    [NAMED_KTHVALUE] = NAMED("kthvalue", values_methods),
    [NAMED_CUMMAX] = NAMED("cummax", values_methods),
    [NAMED_CUMMIN] = NAMED("cummin", values_methods),
    [NAMED_AMINMAX] = NAMED("aminmax", limits_methods),
};

struct value named_result_value(enum named_result which, struct tensor *first,
                                struct tensor *second)
{
    struct tuple *tuple = tuple_create_as(&named_types[which], 2);
    struct value left = tensor_value(first), right = tensor_value(second);
    if (tuple == NULL || !value_is_set(left) || !value_is_set(right)) {
        object_unref(tuple);
        value_unref(left);
        value_unref(right);
        return value_unset;
    }
    tuple->items[0] = left;
    tuple->items[1] = right;
    return value_object(tuple);
}

// ---- all together

static bool add_named(struct module *module, const char *name, struct value value)
{
    bool fine = value_is_set(value) && module_set(module, name, value);
    value_unref(value);
    return fine;
}

static bool add_dtypes(struct module *torch)
{
    static const struct {
        const char *name;
        enum dtype dtype;
    } aliases[] = {{"float", DTYPE_FLOAT32},
                   {"double", DTYPE_FLOAT64},
                   {"long", DTYPE_INT64},
                   {"int", DTYPE_INT32},
                   {"short", DTYPE_INT16}};
    for (int i = 0; i < DTYPE_COUNT; i++) {
        value_replace(&dtypes[i], named_create(&dtype_type, dtype_facts[i].name, (enum dtype)i));
        if (!value_is_set(dtypes[i]) || !module_set(torch, dtype_facts[i].name, dtypes[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (!module_set(torch, aliases[i].name, dtypes[aliases[i].dtype])) {
            return false;
        }
    }
    return true;
}

bool small_types_fill(struct module *torch)
{
    struct type *types[] = {&dtype_type, &layout_type, &memory_format_type, &device_type,
                            &size_type,  &finfo_type,  &iinfo_type,         &random_generator_type};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *dot = strrchr(types[i]->name, '.');
        if (!type_ready(types[i]) ||
            !module_set(torch, dot != NULL ? dot + 1 : types[i]->name, value_object(types[i]))) {
            return false;
        }
    }
    for (int i = 0; i < NAMED_RESULTS; i++) {
        if (!type_ready(&named_types[i])) {
            return false;
        }
    }
    if (!add_dtypes(torch)) {
        return false;
    }
    value_replace(&cpu, device_create_of("cpu", 3, -1));
    struct generator_object *generator = type_allocate(&random_generator_type, 0);
    if (generator != NULL) {
        generator->generator = random_default();
    }
    value_replace(&default_generator, value_object(generator));
    value_replace(&strided, named_create(&layout_type, "strided", DTYPE_BOOL));
    return value_is_set(cpu) && value_is_set(default_generator) &&
           module_set(torch, "default_generator", default_generator) && value_is_set(strided) &&
           module_set(torch, "strided", strided) &&
           add_named(torch, "contiguous_format",
                     named_create(&memory_format_type, "contiguous_format", DTYPE_BOOL)) &&
           add_named(torch, "preserve_format",
                     named_create(&memory_format_type, "preserve_format", DTYPE_BOOL));
}

void small_types_finish(void)
{
    for (int i = 0; i < DTYPE_COUNT; i++) {
        value_clear(&dtypes[i]);
    }
    value_clear(&cpu);
    value_clear(&strided);
    value_clear(&default_generator);
}
