// Tensors: a shape and strides over a storage, and what autograd knows about them.
//
// Shared by reference count, for one thread. A function that makes a tensor gives it with one
// reference, which the caller returns with tensor_unref(). Arguments are borrowed. A failure has
// a message in PyTorch's words (failure.h), and outputs are untouched.
//
//     struct tensor *total;
//     enum status status = tensor_sum(x, &total);
#ifndef RANKSH_CORE_TENSOR_TENSOR_H
#define RANKSH_CORE_TENSOR_TENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/tensor/dtype.h"
#include "core/tensor/failure.h"
#include "core/tensor/storage.h"

enum { TENSOR_DIMS = 12 }; // PyTorch allows 64; more than these are refused by name

struct node;
struct gradient;
struct tensor_view;

struct tensor {
    uint32_t refs;
    enum dtype dtype : 8;
    uint8_t ndim;
    bool contiguous : 1;    // elements lie one behind the other, in row order
    bool requires_grad : 1; // it is differentiated for: asked of a leaf, inherited by results
    bool untracked : 1;     // made by .data: writes through it don't count as versions
    bool is_parameter : 1;  // an nn.Parameter; only printing and the binding ask
    bool retains_grad : 1;  // no leaf, but its gradient is kept all the same
    int64_t numel;
    int64_t offset; // of the first element in the storage, in elements
    struct storage *storage;
    struct node *grad_fn;      // what computed it; NULL for a leaf. autograd.h
    uint32_t grad_index;       // which of grad_fn's outputs it is
    struct gradient *gradient; // gradient, hooks: NULL until needed. autograd.h
    struct tensor_view *view;  // what it is a view of, for writes in place; NULL if of nothing
    void *wrapper; // the binding's object for this tensor: it owns the tensor, not the other way
    int64_t shape[TENSOR_DIMS];
    int64_t strides[TENSOR_DIMS]; // in elements
};

// ---- making

// Contiguous, uninitialised. PyTorch's errors for a negative size and for too much memory.
enum status tensor_create(enum dtype dtype, int ndim, const int64_t *shape,
                          struct tensor **ret_tensor);

// The same with strides of its own, which must not overlap.
enum status tensor_create_strided(enum dtype dtype, int ndim, const int64_t *shape,
                                  const int64_t *strides, struct tensor **ret_tensor);

// Another tensor on the same storage, without history: nothing of autograd is taken over.
// `offset` counts from the storage's start. Strides NULL: contiguous.
enum status tensor_over(struct storage *storage, enum dtype dtype, int64_t offset, int ndim,
                        const int64_t *shape, const int64_t *strides, struct tensor **ret_tensor);

// tensor_over() with the geometry of `tensor`.
enum status tensor_alias(const struct tensor *tensor, struct tensor **ret_tensor);

void tensor_destroy(struct tensor *tensor); // for tensor_unref

static inline struct tensor *tensor_ref(struct tensor *tensor)
{
    tensor->refs++;
    return tensor;
}

static inline void tensor_unref(struct tensor *tensor) // NULL is fine
{
    if (tensor != NULL && --tensor->refs == 0) {
        tensor_destroy(tensor);
    }
}

// Lets `tensor` be what `from` is: the same storage, place, shape and strides (out=, .data = …).
// History and gradient stay.
void tensor_take_geometry(struct tensor *tensor, const struct tensor *from);

// ---- the elements

static inline size_t tensor_item_size(const struct tensor *tensor)
{
    return dtype_size(tensor->dtype);
}

// The first element. The others follow in row order if `contiguous` says so.
static inline void *tensor_data(const struct tensor *tensor)
{
    return (char *)tensor->storage->data + tensor->offset * (int64_t)dtype_size(tensor->dtype);
}

static inline float *tensor_floats(const struct tensor *tensor)
{
    return tensor_data(tensor);
}

static inline int64_t *tensor_longs(const struct tensor *tensor)
{
    return tensor_data(tensor);
}

// Must follow every write into existing elements, from wherever it comes (a collective too).
static inline void tensor_touch(struct tensor *tensor)
{
    if (!tensor->untracked) {
        tensor->storage->version++;
    }
}

// No two elements share memory and the storage has no gaps between them, in whatever order: such a
// tensor may be reduced or sent as the plain run of memory that starts at tensor_data_low().
bool tensor_is_dense(const struct tensor *tensor);
void *tensor_data_low(const struct tensor *tensor);

// Same sizes in every dimension.
bool tensor_same_shape(const struct tensor *a, const struct tensor *b);

// ---- shapes

// The number of elements; -1 when it overflows or a size is negative.
int64_t shape_numel(int ndim, const int64_t *shape);

// Strides of a contiguous tensor of that shape.
void shape_strides(int ndim, const int64_t *shape, int64_t *ret_strides);

// Brings `dim` (-ndim … ndim - 1; a tensor without dimensions has one for this purpose) into
// 0 … ndim - 1. IndexError otherwise.
enum status shape_wrap_dim(int64_t dim, int ndim, int *ret_dim);

enum { SHAPE_TEXT_SIZE = TENSOR_DIMS * 21 + 4 };

// "[2, 3]"; returns `text`, which has SHAPE_TEXT_SIZE bytes.
const char *shape_text(int ndim, const int64_t *shape, char *text);

// The shape that two shapes broadcast to. RuntimeError with PyTorch's text if they do not.
enum status shape_broadcast(int ndim_a, const int64_t *a, int ndim_b, const int64_t *b,
                            int *ret_ndim, int64_t *ret_shape);

#endif
