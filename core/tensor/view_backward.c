// A view's gradient on its way back: into the source's shape, with zeros where the view did not
// look.
#include <string.h>

#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view_backward.h"

static enum status reshape_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct view_source *source = node->params;
    return tensor_reshape(grads[0], source->ndim, source->shape, ret_grads);
}

static enum status transpose_back(struct node *node, struct tensor **grads,
                                  struct tensor **ret_grads)
{
    const struct view_source *source = node->params;
    return tensor_transpose(grads[0], source->arguments[0], source->arguments[1], ret_grads);
}

static enum status t_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    (void)node;
    return tensor_t(grads[0], ret_grads);
}

static enum status permute_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct view_source *source = node->params;
    int64_t inverse[TENSOR_DIMS];
    for (int i = 0; i < source->ndim; i++) {
        inverse[(source->arguments[0] >> (4 * i)) & 15] = i;
    }
    return tensor_permute(grads[0], source->ndim, inverse, ret_grads);
}

static enum status expand_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct view_source *source = node->params;
    return tensor_sum_to_shape(grads[0], source->ndim, source->shape, ret_grads);
}

// Zeros of the source's shape, and in *ret_part the piece of them that the view saw.
typedef enum status cut_fn(const struct view_source *source, struct tensor *whole,
                           struct tensor **ret_part);

static enum status scatter_back(const struct node *node, struct tensor *grad, cut_fn *cut,
                                struct tensor **ret_grad)
{
    const struct view_source *source = node->params;
    struct tensor *whole, *part;
    enum status status = tensor_zeros(source->dtype, source->ndim, source->shape, &whole);
    if (status != STATUS_OK) {
        return status;
    }
    status = cut(source, whole, &part);
    if (status == STATUS_OK) {
        status = tensor_copy_values(part, grad);
        tensor_unref(part);
    }
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    *ret_grad = whole;
    return STATUS_OK;
}

static enum status select_cut(const struct view_source *source, struct tensor *whole,
                              struct tensor **ret_part)
{
    return tensor_select(whole, source->arguments[0], source->arguments[1], ret_part);
}

static enum status select_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    return scatter_back(node, grads[0], select_cut, ret_grads);
}

static enum status slice_cut(const struct view_source *source, struct tensor *whole,
                             struct tensor **ret_part)
{
    const int64_t *arguments = source->arguments;
    return tensor_slice(whole, arguments[0], arguments[1], INT64_MAX, arguments[2], ret_part);
}

static enum status slice_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct view_source *source = node->params;
    struct tensor *whole, *part = NULL, *exact = NULL;
    enum status status = tensor_zeros(source->dtype, source->ndim, source->shape, &whole);
    if (status != STATUS_OK) {
        return status;
    }
    // The view may have ended before the dimension does.
    status = slice_cut(source, whole, &part);
    if (status == STATUS_OK) {
        status = tensor_narrow(part, source->arguments[0], 0, grads[0]->shape[source->arguments[0]],
                               &exact);
    }
    if (status == STATUS_OK) {
        status = tensor_copy_values(exact, grads[0]);
    }
    tensor_unref(exact);
    tensor_unref(part);
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    *ret_grads = whole;
    return STATUS_OK;
}

static enum status diagonal_cut(const struct view_source *source, struct tensor *whole,
                                struct tensor **ret_part)
{
    const int64_t *arguments = source->arguments;
    return tensor_diagonal(whole, arguments[0], arguments[1], arguments[2], ret_part);
}

static enum status diagonal_back(struct node *node, struct tensor **grads,
                                 struct tensor **ret_grads)
{
    return scatter_back(node, grads[0], diagonal_cut, ret_grads);
}

// Adds `grad` element by element: places may repeat.
static void add_overlapping(struct tensor *part, const struct tensor *grad)
{
    int64_t at[TENSOR_DIMS] = {0};
    for (int64_t left = grad->numel; left > 0; left--) {
        int64_t to = 0, from = 0;
        for (int i = 0; i < grad->ndim; i++) {
            to += at[i] * part->strides[i];
            from += at[i] * grad->strides[i];
        }
        double sum =
            scalar_number(tensor_element(part, to)) + scalar_number(tensor_element(grad, from));
        tensor_set_element(part, to, scalar_float(sum));
        for (int i = grad->ndim - 1; i >= 0 && ++at[i] == grad->shape[i]; i--) {
            at[i] = 0;
        }
    }
}

static enum status unfold_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct view_source *source = node->params;
    const int64_t *arguments = source->arguments;
    struct tensor *whole, *part;
    enum status status = tensor_zeros(source->dtype, source->ndim, source->shape, &whole);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_unfold(whole, arguments[0], arguments[1], arguments[2], &part);
    if (status == STATUS_OK) {
        add_overlapping(part, grads[0]);
        tensor_unref(part);
    }
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    *ret_grads = whole;
    return STATUS_OK;
}

// Elements of a storage that a geometry reaches, counted from its start.
static int64_t reach(int64_t offset, int ndim, const int64_t *shape, const int64_t *strides)
{
    int64_t last = offset;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] == 0) {
            return 0;
        }
        last += (shape[i] - 1) * strides[i];
    }
    return last + 1;
}

// Through a picture of the whole storage: the view's gradients are added where it looked, and read
// where the source looks.
static enum status as_strided_back(struct node *node, struct tensor **grads,
                                   struct tensor **ret_grads)
{
    const struct view_strided *strided = node->params;
    const struct view_source *source = &strided->source;
    struct tensor *grad = grads[0], *whole, *part = NULL, *seen = NULL;
    int64_t of_source = reach(source->offset, source->ndim, source->shape, source->strides);
    int64_t of_view = reach(strided->offset, grad->ndim, grad->shape, strided->strides);
    int64_t size = of_source > of_view ? of_source : of_view;
    enum status status = tensor_zeros(source->dtype, 1, &size, &whole);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_over(whole->storage, whole->dtype, strided->offset, grad->ndim, grad->shape,
                         strided->strides, &part);
    if (status == STATUS_OK) {
        add_overlapping(part, grad);
        status = tensor_over(whole->storage, whole->dtype, source->offset, source->ndim,
                             source->shape, source->strides, &seen);
    }
    if (status == STATUS_OK) {
        status = tensor_clone_values(seen, ret_grads);
    }
    tensor_unref(seen);
    tensor_unref(part);
    tensor_unref(whole);
    return status;
}

// Gradients of several views put side by side along a dimension; missing ones are zeros.
// arguments[1]: the size of each part; 0: the parts lack the dimension (unbind); negative: sizes
// differ, and behind the source stands where each begins.
static enum status assemble(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct view_source *source = node->params;
    int64_t dim = source->arguments[0], size = source->arguments[1];
    const int64_t *starts = (const int64_t *)(source + 1);
    struct tensor *whole, *part;
    enum status status = tensor_zeros(source->dtype, source->ndim, source->shape, &whole);
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < node->output_count && status == STATUS_OK; i++) {
        if (grads[i] == NULL) {
            continue;
        }
        int64_t start = size > 0 ? i * size : size < 0 ? starts[i] : 0;
        status = size == 0 ? tensor_select(whole, dim, i, &part)
                           : tensor_narrow(whole, dim, start, grads[i]->shape[dim], &part);
        if (status == STATUS_OK) {
            status = tensor_copy_values(part, grads[i]);
            tensor_unref(part);
        }
    }
    if (status != STATUS_OK) {
        tensor_unref(whole);
        return status;
    }
    *ret_grads = whole;
    return STATUS_OK;
}

const struct node_type view_view_type = {"ViewBackward0", reshape_back, NULL};
const struct node_type view_reshape_type = {"ReshapeAliasBackward0", reshape_back, NULL};
const struct node_type view_unsafe_type = {"UnsafeViewBackward0", reshape_back, NULL};
const struct node_type view_alias_type = {"AliasBackward0", reshape_back, NULL};
const struct node_type view_squeeze_type = {"SqueezeBackward0", reshape_back, NULL};
const struct node_type view_squeeze_dim_type = {"SqueezeBackward1", reshape_back, NULL};
const struct node_type view_unsqueeze_type = {"UnsqueezeBackward0", reshape_back, NULL};
const struct node_type view_transpose_type = {"TransposeBackward0", transpose_back, NULL};
const struct node_type view_t_type = {"TBackward0", t_back, NULL};
const struct node_type view_permute_type = {"PermuteBackward0", permute_back, NULL};
const struct node_type view_expand_type = {"ExpandBackward0", expand_back, NULL};
const struct node_type view_select_type = {"SelectBackward0", select_back, NULL};
const struct node_type view_slice_type = {"SliceBackward0", slice_back, NULL};
const struct node_type view_diagonal_type = {"DiagonalBackward0", diagonal_back, NULL};
const struct node_type view_unfold_type = {"UnfoldBackward0", unfold_back, NULL};
const struct node_type view_as_strided_type = {"AsStridedBackward0", as_strided_back, NULL};
const struct node_type view_unbind_type = {"UnbindBackward0", assemble, NULL};
const struct node_type view_split_type = {"SplitBackward0", assemble, NULL};
const struct node_type view_split_sizes_type = {"SplitWithSizesBackward0", assemble, NULL};
