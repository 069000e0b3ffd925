// The facts of each element type as one table, and promotion from it.
#include <string.h>

#include "core/tensor/dtype.h"

enum dtype dtype_default = DTYPE_FLOAT32;

const struct dtype_facts dtype_facts[DTYPE_COUNT] = {
    [DTYPE_FLOAT32] = {4, true, "float32", "Float", "torch.FloatTensor", "float"},
    [DTYPE_FLOAT64] = {8, true, "float64", "Double", "torch.DoubleTensor", "double"},
    [DTYPE_INT64] = {8, false, "int64", "Long", "torch.LongTensor", "long int"},
    [DTYPE_INT32] = {4, false, "int32", "Int", "torch.IntTensor", "int"},
    [DTYPE_INT16] = {2, false, "int16", "Short", "torch.ShortTensor", "short int"},
    [DTYPE_INT8] = {1, false, "int8", "Char", "torch.CharTensor", "signed char"},
    [DTYPE_UINT8] = {1, false, "uint8", "Byte", "torch.ByteTensor", "unsigned char"},
    [DTYPE_BOOL] = {1, false, "bool", "Bool", "torch.BoolTensor", "bool"},
};

enum dtype_category dtype_category(enum dtype dtype)
{
    if (dtype == DTYPE_BOOL) {
        return DTYPE_CATEGORY_BOOL;
    }
    return dtype_is_float(dtype) ? DTYPE_CATEGORY_FLOAT : DTYPE_CATEGORY_INTEGER;
}

enum dtype dtype_promote(enum dtype a, enum dtype b)
{
    if (a == b) {
        return a;
    }
    if (dtype_category(a) != dtype_category(b)) {
        return dtype_category(a) > dtype_category(b) ? a : b;
    }
    if (dtype_is_float(a)) {
        return DTYPE_FLOAT64;
    }
    // Integers: the wider one; uint8 does not fit into int8, so these two meet in int16.
    if (dtype_size(a) == dtype_size(b)) {
        return DTYPE_INT16;
    }
    return dtype_size(a) > dtype_size(b) ? a : b;
}

bool dtype_can_cast(enum dtype from, enum dtype to)
{
    return dtype_category(from) <= dtype_category(to);
}

bool dtype_find(const char *name, enum dtype *ret_dtype)
{
    static const struct {
        const char *name;
        enum dtype dtype;
    } aliases[] = {
        {"float", DTYPE_FLOAT32}, {"double", DTYPE_FLOAT64}, {"long", DTYPE_INT64},
        {"int", DTYPE_INT32},     {"short", DTYPE_INT16},
    };
    for (int i = 0; i < DTYPE_COUNT; i++) {
        if (strcmp(name, dtype_facts[i].name) == 0) {
            *ret_dtype = (enum dtype)i;
            return true;
        }
    }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (strcmp(name, aliases[i].name) == 0) {
            *ret_dtype = aliases[i].dtype;
            return true;
        }
    }
    return false;
}
