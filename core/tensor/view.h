// Tensors that look at the same elements in another shape: nothing is copied, a write through one
// shows in the other, and gradients find their way between them.
#ifndef RANKSH_CORE_TENSOR_VIEW_H
#define RANKSH_CORE_TENSOR_VIEW_H

#include "core/tensor/autograd.h"
#include "core/tensor/tensor.h"

// How a view came about decides whether it may be written while gradients are recorded.
enum view_kind { VIEW_PLAIN, VIEW_WITHOUT_GRAD, VIEW_OF_MANY };

struct tensor_view {
    struct tensor *base; // never a view itself
    uint32_t version;    // of the storage when the view's grad_fn was made
    enum view_kind kind;
};

// Tensor of that geometry over the storage of `x`, known to autograd as a view of it; offset counts
// from the storage's start. `arguments` (3 numbers, NULL for none) are kept for the node's backward,
// which finds them with the geometry of `x` in its params.
enum status view_create(struct tensor *x, const struct node_type *type, const int64_t *arguments,
                        int64_t offset, int ndim, const int64_t *shape, const int64_t *strides,
                        struct tensor **ret_view);

struct view_source {
    enum dtype dtype;
    int ndim;
    int64_t offset;
    int64_t shape[TENSOR_DIMS], strides[TENSOR_DIMS];
    int64_t arguments[3];
};

// Of one output of a function that gives several views (unbind, split): `node` is theirs.
enum status view_create_of_many(struct tensor *x, struct node *node, int output, int64_t offset,
                                int ndim, const int64_t *shape, const int64_t *strides,
                                struct tensor **ret_view);

// Any geometry within the storage (as_strided); offset counts from the storage's start.
enum status tensor_as_strided(struct tensor *x, int ndim, const int64_t *shape,
                              const int64_t *strides, int64_t offset, struct tensor **ret_view);

// One size may be -1. PyTorch's errors for sizes that do not fit.
enum status tensor_view(struct tensor *x, int ndim, const int64_t *shape, struct tensor **ret_view);
enum status tensor_reshape(struct tensor *x, int ndim, const int64_t *shape,
                           struct tensor **ret_tensor); // copies where it must
// Of a fresh result that nobody else has: another shape, but no view of it.
enum status tensor_unsafe_view(struct tensor *x, int ndim, const int64_t *shape,
                               struct tensor **ret_tensor);
enum status tensor_flatten(struct tensor *x, int64_t start, int64_t end,
                           struct tensor **ret_tensor);
enum status tensor_unflatten(struct tensor *x, int64_t dim, int ndim, const int64_t *sizes,
                             struct tensor **ret_view);

enum status tensor_transpose(struct tensor *x, int64_t dim0, int64_t dim1,
                             struct tensor **ret_view);
enum status tensor_t(struct tensor *x, struct tensor **ret_view); // at most two dimensions
enum status tensor_reverse_dims(struct tensor *x, struct tensor **ret_view); // .T
enum status tensor_permute(struct tensor *x, int count, const int64_t *dims,
                           struct tensor **ret_view);
enum status tensor_movedim(struct tensor *x, int count, const int64_t *from, const int64_t *to,
                           struct tensor **ret_view);
enum status tensor_squeeze(struct tensor *x, struct tensor **ret_view);
enum status tensor_squeeze_dim(struct tensor *x, int64_t dim, struct tensor **ret_view);
enum status tensor_unsqueeze(struct tensor *x, int64_t dim, struct tensor **ret_view);

// A size of -1 keeps the dimension.
enum status tensor_expand(struct tensor *x, int ndim, const int64_t *shape,
                          struct tensor **ret_view);
enum status tensor_select(struct tensor *x, int64_t dim, int64_t index, struct tensor **ret_view);
enum status tensor_narrow(struct tensor *x, int64_t dim, int64_t start, int64_t length,
                          struct tensor **ret_view);

// Python's rule for bounds; step at least 1.
enum status tensor_slice(struct tensor *x, int64_t dim, int64_t start, int64_t end, int64_t step,
                         struct tensor **ret_view);
enum status tensor_diagonal(struct tensor *x, int64_t offset, int64_t dim0, int64_t dim1,
                            struct tensor **ret_view);
enum status tensor_unfold(struct tensor *x, int64_t dim, int64_t size, int64_t step,
                          struct tensor **ret_view);

// The same elements without history (.detach()), or also without versions (.data).
enum status tensor_detach(struct tensor *x, struct tensor **ret_tensor);
enum status tensor_without_tracking(struct tensor *x, struct tensor **ret_tensor);
enum status tensor_view_as_itself(struct tensor *x, struct tensor **ret_view); // alias with history

// Changes the geometry of `x` itself to that of `view`, a view of it that was just made (t_(),
// unsqueeze_(), …).
enum status tensor_become_view(struct tensor *x, struct tensor *view);

#endif
