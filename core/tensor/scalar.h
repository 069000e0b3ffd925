// A Python number beside tensors: it takes part in type promotion by its kind only.
#ifndef RANKSH_CORE_TENSOR_SCALAR_H
#define RANKSH_CORE_TENSOR_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

#include "core/tensor/dtype.h"

struct scalar {
    enum dtype_category kind;
    union {
        int64_t integer; // bool and int
        double number;
    };
};

static inline struct scalar scalar_bool(bool value)
{
    return (struct scalar){.kind = DTYPE_CATEGORY_BOOL, .integer = value};
}

static inline struct scalar scalar_int(int64_t value)
{
    return (struct scalar){.kind = DTYPE_CATEGORY_INTEGER, .integer = value};
}

static inline struct scalar scalar_float(double value)
{
    return (struct scalar){.kind = DTYPE_CATEGORY_FLOAT, .number = value};
}

static inline double scalar_number(struct scalar value)
{
    return value.kind == DTYPE_CATEGORY_FLOAT ? value.number : (double)value.integer;
}

static inline int64_t scalar_integer(struct scalar value)
{
    return value.kind == DTYPE_CATEGORY_FLOAT ? (int64_t)value.number : value.integer;
}

// The type that a tensor of this number alone has: bool, int64 or float32.
static inline enum dtype scalar_dtype(struct scalar value)
{
    return value.kind == DTYPE_CATEGORY_BOOL      ? DTYPE_BOOL
           : value.kind == DTYPE_CATEGORY_INTEGER ? DTYPE_INT64
                                                  : dtype_default;
}

#endif
