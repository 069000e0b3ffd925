// Functions and methods of torch with PyTorch's own rules for arguments, and its words when they
// are wrong. A signature is written as PyTorch writes it:
//
//     {"sum", "(Tensor input, *, ScalarType? dtype=None)\n"
//             "(Tensor input, IntArrayRef[1]? dim, bool keepdim=False, *, "
//             "ScalarType? dtype=None, Tensor out=None)", sum, FUNCTION | METHOD, 0}
//
// The first that fits is taken. A method's signatures are the same without the first parameter and
// without `out`. `Dimname` parameters are known only to be refused.
#ifndef RANKSH_CORE_TORCH_CALL_H
#define RANKSH_CORE_TORCH_CALL_H

#include "core/lang/objects/native.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/scalar.h"
#include "core/torch/tensor_type.h"

struct call;
typedef struct value call_body(struct call *call);

enum {
    CALL_FUNCTION = 1, // torch.NAME
    CALL_METHOD = 2,   // Tensor.NAME
    CALL_PYTHON = 4,   // wrong calls get the words of a function written in Python: "Tensor.NAME()"
    CALL_STATIC = 16,  // a method that doesn't get the tensor
};

struct torch_function {
    const char *name; // NULL ends a table
    const char *signatures;
    call_body *body;
    unsigned flags;
    int detail;            // for a body that serves several functions
    const char *of_method; // the method's signatures, where they are not derived; or NULL
};

enum { CALL_PARAMETERS = 24 };

struct call {
    const struct torch_function *function;
    int which;                          // number of the signature
    int shift;                          // 1 for a method: args[0] is its tensor
    struct value args[CALL_PARAMETERS]; // borrowed; unset: not given, or None where None means that
    const struct value *list;           // sizes that were written out, view(2, 3); or NULL
    size_t list_count;
    const struct call_signature *signature;
};

// Tables that call.c serves; ends with NULL.
extern const struct torch_function *const call_tables[];

// All functions, for the module torch, and all methods, for the Tensor type. NULL: raised.
const struct native *call_functions(void);
const struct native *call_methods(void);
void call_finish(void);

// ---- what a body asks. `i` counts parameters; the parser has checked the types.

bool call_has(const struct call *call, int i);
struct tensor *call_tensor(const struct call *call, int i); // NULL: not given
int64_t call_int(const struct call *call, int i);
bool call_bool(const struct call *call, int i);
double call_double(const struct call *call, int i);
struct scalar call_scalar(const struct call *call, int i);
const char *call_text(const struct call *call, int i); // NULL: not given

// Numbers of a list (or the single one that stands for it). False: raised.
bool call_ints(const struct call *call, int i, int limit, int64_t *ret_ints, int *ret_count);
bool call_dtype(const struct call *call, int i, enum dtype *ret_dtype); // false: not given
struct generator *call_generator(const struct call *call, int i);       // NULL: the default one

// Tensors of a list or tuple, borrowed, in memory to be freed with call_free_tensors. NULL:
// raised.
struct tensor **call_tensors(const struct call *call, int i, int *ret_count);
void call_free_tensors(struct tensor **tensors, int count);

// An operand that may be a tensor or a number.
struct operand call_operand(const struct call *call, int i);

// A number of the dialect as a scalar. False, without an exception: it is none, or too large.
bool call_scalar_of(struct value value, struct scalar *ret_scalar);

// Whether the call has an old form, which messages don't show.
bool call_is_old(const struct call *call);

// The parameter called `name` in the signature that was taken; -1: it has none of that name.
int call_find(const struct call *call, const char *name);

#endif
