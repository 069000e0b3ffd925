// The nodes of views: what leads a view's gradient back to its source.
#ifndef RANKSH_CORE_TENSOR_VIEW_BACKWARD_H
#define RANKSH_CORE_TENSOR_VIEW_BACKWARD_H

#include "core/tensor/view.h"

extern const struct node_type view_view_type, view_reshape_type, view_unsafe_type, view_alias_type,
    view_squeeze_type, view_squeeze_dim_type, view_unsqueeze_type; // back: reshape
extern const struct node_type view_transpose_type;                 // arguments: the two dimensions
extern const struct node_type view_t_type;
extern const struct node_type view_permute_type; // arguments: the order, 4 bits a dimension
extern const struct node_type view_expand_type;
extern const struct node_type view_select_type;   // arguments: dimension, index
extern const struct node_type view_slice_type;    // arguments: dimension, start, step
extern const struct node_type view_diagonal_type; // arguments: offset, dimensions
extern const struct node_type view_unfold_type;   // arguments: dimension, size, step
extern const struct node_type view_as_strided_type;
extern const struct node_type view_unbind_type;      // arguments: dimension
extern const struct node_type view_split_type;       // arguments: dimension, size of each part
extern const struct node_type view_split_sizes_type; // arguments: dimension, -1; then the starts

// The params of view_as_strided_type.
struct view_strided {
    struct view_source source;
    int64_t offset;               // the view's
    int64_t strides[TENSOR_DIMS]; // the view's
};

// A node that sees `view` as a piece of `base`'s storage, however it came about; for
// autograd_attach().
struct node *view_strided_node(struct tensor *base, const struct tensor *view);

// A node for several views of `x`; NULL when no gradient is wanted. `starts` (one an output, or
// NULL) is kept behind the source.
enum status view_many_node(struct tensor *x, const struct node_type *type, const int64_t *arguments,
                           const int64_t *starts, int outputs, struct node **ret_node);

#endif
