// Element types, and which type a computation with two of them has.
#ifndef RANKSH_CORE_TENSOR_DTYPE_H
#define RANKSH_CORE_TENSOR_DTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum dtype {
    DTYPE_FLOAT32,
    DTYPE_FLOAT64,
    DTYPE_INT64,
    DTYPE_INT32,
    DTYPE_INT16,
    DTYPE_INT8,
    DTYPE_UINT8,
    DTYPE_BOOL,
};
enum { DTYPE_COUNT = 8 };

struct dtype_facts {
    uint8_t size;            // bytes an element
    bool is_float;           //
    const char *name;        // "float32"
    const char *scalar_name; // "Float", as error messages say
    const char *tensor_name; // "torch.FloatTensor"
    const char *c_name;      // "float", as some error messages say
};

extern const struct dtype_facts dtype_facts[DTYPE_COUNT];

// What floats of the program become where nothing else says so: torch.set_default_dtype.
extern enum dtype dtype_default;

static inline size_t dtype_size(enum dtype dtype)
{
    return dtype_facts[dtype].size;
}

static inline bool dtype_is_float(enum dtype dtype)
{
    return dtype <= DTYPE_FLOAT64;
}

// Neither float nor bool.
static inline bool dtype_is_integer(enum dtype dtype)
{
    return dtype > DTYPE_FLOAT64 && dtype < DTYPE_BOOL;
}

// bool < integers < floats: a scalar never lifts a tensor's type but to the next of these.
enum dtype_category { DTYPE_CATEGORY_BOOL, DTYPE_CATEGORY_INTEGER, DTYPE_CATEGORY_FLOAT };
enum dtype_category dtype_category(enum dtype dtype);

// The smallest type that holds the values of both (torch.promote_types).
enum dtype dtype_promote(enum dtype a, enum dtype b);

// Whether `from` may be written into `to` in place (torch.can_cast): never from a higher category.
bool dtype_can_cast(enum dtype from, enum dtype to);

// The type called `name` ("float32", "float", "long", …); false if ranksh has none of that name.
bool dtype_find(const char *name, enum dtype *ret_dtype);

#endif
