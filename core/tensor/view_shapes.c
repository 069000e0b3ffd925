// The views that rearrange, spread or cut: sizes, strides, PyTorch's checks.
#include <string.h>

#include "core/tensor/view.h"
#include "core/tensor/view_backward.h"

struct geometry {
    int64_t offset;
    int ndim;
    int64_t shape[TENSOR_DIMS + 1], strides[TENSOR_DIMS + 1];
};

static void geometry_init(struct geometry *g, const struct tensor *x)
{
    g->offset = x->offset;
    g->ndim = x->ndim;
    memcpy(g->shape, x->shape, (size_t)x->ndim * sizeof *x->shape);
    memcpy(g->strides, x->strides, (size_t)x->ndim * sizeof *x->strides);
}

static void geometry_insert(struct geometry *g, int at, int64_t size, int64_t stride)
{
    size_t after = (size_t)(g->ndim - at) * sizeof *g->shape;
    memmove(g->shape + at + 1, g->shape + at, after);
    memmove(g->strides + at + 1, g->strides + at, after);
    g->shape[at] = size;
    g->strides[at] = stride;
    g->ndim++;
}

static void geometry_remove(struct geometry *g, int at)
{
    size_t after = (size_t)(g->ndim - at - 1) * sizeof *g->shape;
    memmove(g->shape + at, g->shape + at + 1, after);
    memmove(g->strides + at, g->strides + at + 1, after);
    g->ndim--;
}

static enum status give(struct tensor *x, const struct node_type *type, const int64_t *arguments,
                        const struct geometry *g, struct tensor **ret_view)
{
    return view_create(x, type, arguments, g->offset, g->ndim, g->shape, g->strides, ret_view);
}

static void swap(int64_t *values, int a, int b)
{
    int64_t was = values[a];
    values[a] = values[b];
    values[b] = was;
}

enum status tensor_transpose(struct tensor *x, int64_t dim0, int64_t dim1, struct tensor **ret_view)
{
    int a, b;
    struct geometry g;
    enum status status = shape_wrap_dim(dim0, x->ndim, &a);
    if (status == STATUS_OK) {
        status = shape_wrap_dim(dim1, x->ndim, &b);
    }
    if (status != STATUS_OK) {
        return status;
    }
    geometry_init(&g, x);
    if (x->ndim > 0) {
        swap(g.shape, a, b);
        swap(g.strides, a, b);
    }
    return give(x, &view_transpose_type, (int64_t[]){a, b, 0}, &g, ret_view);
}

enum status tensor_t(struct tensor *x, struct tensor **ret_view)
{
    struct geometry g;
    if (x->ndim > 2) {
        return failure(FAILURE_RUNTIME,
                       "t() expects a tensor with <= 2 dimensions, but self is %dD", x->ndim);
    }
    geometry_init(&g, x);
    if (x->ndim == 2) {
        swap(g.shape, 0, 1);
        swap(g.strides, 0, 1);
    }
    return give(x, &view_t_type, NULL, &g, ret_view);
}

enum status tensor_reverse_dims(struct tensor *x, struct tensor **ret_view)
{
    int64_t dims[TENSOR_DIMS];
    for (int i = 0; i < x->ndim; i++) {
        dims[i] = x->ndim - 1 - i;
    }
    return tensor_permute(x, x->ndim, dims, ret_view);
}

enum status tensor_permute(struct tensor *x, int count, const int64_t *dims,
                           struct tensor **ret_view)
{
    struct geometry g = {.offset = x->offset, .ndim = x->ndim};
    int64_t order = 0;
    bool used[TENSOR_DIMS] = {false};
    if (count != x->ndim) {
        return failure(FAILURE_RUNTIME,
                       "permute(sparse_coo): number of dimensions in the tensor input does not "
                       "match the length of the desired ordering of dimensions i.e. input.dim() = "
                       "%d is not equal to len(dims) = %d",
                       x->ndim, count);
    }
    for (int i = 0; i < count; i++) {
        int from;
        enum status status = shape_wrap_dim(dims[i], x->ndim, &from);
        if (status != STATUS_OK) {
            return status;
        }
        if (used[from]) {
            return failure(FAILURE_RUNTIME, "permute(): duplicate dims are not allowed.");
        }
        used[from] = true;
        g.shape[i] = x->shape[from];
        g.strides[i] = x->strides[from];
        order |= (int64_t)from << (4 * i);
    }
    return give(x, &view_permute_type, (int64_t[]){order, 0, 0}, &g, ret_view);
}

static enum status wrap_all(struct tensor *x, int count, const int64_t *dims, const char *what,
                            int *ret_dims)
{
    char text[SHAPE_TEXT_SIZE];
    for (int i = 0; i < count; i++) {
        enum status status = shape_wrap_dim(dims[i], x->ndim, &ret_dims[i]);
        if (status != STATUS_OK) {
            return status;
        }
        for (int j = 0; j < i; j++) {
            if (ret_dims[j] == ret_dims[i]) {
                return failure(FAILURE_RUNTIME, "movedim: repeated dim in `%s` (%s)", what,
                               shape_text(count, dims, text));
            }
        }
    }
    return STATUS_OK;
}

enum status tensor_movedim(struct tensor *x, int count, const int64_t *from, const int64_t *to,
                           struct tensor **ret_view)
{
    int source[TENSOR_DIMS], target[TENSOR_DIMS];
    int64_t order[TENSOR_DIMS];
    bool moved[TENSOR_DIMS] = {false}, taken[TENSOR_DIMS] = {false};
    enum status status = wrap_all(x, count, from, "source", source);
    if (status == STATUS_OK) {
        status = wrap_all(x, count, to, "destination", target);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (int i = 0; i < count && x->ndim > 0; i++) {
        order[target[i]] = source[i];
        moved[source[i]] = taken[target[i]] = true;
    }
    for (int i = 0, next = 0; i < x->ndim; i++) {
        if (taken[i]) {
            continue;
        }
        while (moved[next]) {
            next++;
        }
        order[i] = next++;
    }
    return tensor_permute(x, x->ndim, order, ret_view);
}

enum status tensor_squeeze(struct tensor *x, struct tensor **ret_view)
{
    struct geometry g;
    geometry_init(&g, x);
    for (int i = g.ndim - 1; i >= 0; i--) {
        if (g.shape[i] == 1) {
            geometry_remove(&g, i);
        }
    }
    return give(x, &view_squeeze_type, NULL, &g, ret_view);
}

enum status tensor_squeeze_dim(struct tensor *x, int64_t dim, struct tensor **ret_view)
{
    int at;
    struct geometry g;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status != STATUS_OK) {
        return status;
    }
    geometry_init(&g, x);
    if (x->ndim > 0 && g.shape[at] == 1) {
        geometry_remove(&g, at);
    }
    return give(x, &view_squeeze_dim_type, NULL, &g, ret_view);
}

enum status tensor_unsqueeze(struct tensor *x, int64_t dim, struct tensor **ret_view)
{
    int at;
    struct geometry g;
    enum status status = shape_wrap_dim(dim, x->ndim + 1, &at);
    if (status != STATUS_OK) {
        return status;
    }
    geometry_init(&g, x);
    int64_t stride = at < x->ndim ? x->shape[at] * x->strides[at] : 1;
    geometry_insert(&g, at, 1, stride);
    return give(x, &view_unsqueeze_type, NULL, &g, ret_view);
}

enum status tensor_expand(struct tensor *x, int ndim, const int64_t *sizes,
                          struct tensor **ret_view)
{
    struct geometry g = {.offset = x->offset, .ndim = ndim};
    char target[SHAPE_TEXT_SIZE], own[SHAPE_TEXT_SIZE];
    shape_text(ndim < TENSOR_DIMS ? ndim : TENSOR_DIMS, sizes, target);
    shape_text(x->ndim, x->shape, own);
    if (ndim < x->ndim) {
        return failure(FAILURE_RUNTIME,
                       "expand(%s{%s}, size=%s): the number of sizes provided (%d) must be greater "
                       "or equal to the number of dimensions in the tensor (%d)",
                       dtype_facts[x->dtype].tensor_name, own, target, ndim, x->ndim);
    }
    if (ndim > TENSOR_DIMS) {
        return status_fail(STATUS_UNSUPPORTED,
                           "ranksh has tensors of up to %d dimensions, not of "
                           "%d",
                           TENSOR_DIMS, ndim);
    }
    for (int i = ndim - 1; i >= 0; i--) {
        int from = i - (ndim - x->ndim);
        int64_t size = from >= 0 ? x->shape[from] : 1;
        g.shape[i] = sizes[i];
        g.strides[i] = from >= 0      ? x->strides[from]
                       : i + 1 < ndim ? g.shape[i + 1] * g.strides[i + 1]
                                      : 1;
        if (sizes[i] == -1 && from < 0) {
            return failure(FAILURE_RUNTIME,
                           "The expanded size of the tensor (%lld) isn't allowed in a leading, "
                           "non-existing dimension %d",
                           (long long)sizes[i], i);
        }
        if (sizes[i] == -1) {
            g.shape[i] = size;
        } else if (sizes[i] != size) {
            if (size != 1) {
                return failure(FAILURE_RUNTIME,
                               "The expanded size of the tensor (%lld) must match the existing "
                               "size (%lld) at non-singleton dimension %d.  Target sizes: %s.  "
                               "Tensor sizes: %s",
                               (long long)sizes[i], (long long)size, i, target, own);
            }
            g.strides[i] = 0;
        }
    }
    return give(x, &view_expand_type, NULL, &g, ret_view);
}

enum status tensor_select(struct tensor *x, int64_t dim, int64_t index, struct tensor **ret_view)
{
    int at;
    struct geometry g;
    char text[SHAPE_TEXT_SIZE];
    if (x->ndim == 0) {
        return failure(FAILURE_INDEX, "select() cannot be applied to a 0-dim tensor.");
    }
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status != STATUS_OK) {
        return status;
    }
    if (index < -x->shape[at] || index >= x->shape[at]) {
        return failure(FAILURE_INDEX,
                       "select(): index %lld out of range for tensor of size %s at dimension %d",
                       (long long)index, shape_text(x->ndim, x->shape, text), at);
    }
    index += index < 0 ? x->shape[at] : 0;
    geometry_init(&g, x);
    g.offset += index * g.strides[at];
    geometry_remove(&g, at);
    return give(x, &view_select_type, (int64_t[]){at, index, 0}, &g, ret_view);
}

enum status tensor_slice(struct tensor *x, int64_t dim, int64_t start, int64_t end, int64_t step,
                         struct tensor **ret_view)
{
    int at;
    struct geometry g;
    if (x->ndim == 0) {
        return failure(FAILURE_RUNTIME, "slice() cannot be applied to a 0-dim tensor.");
    }
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status != STATUS_OK) {
        return status;
    }
    if (step <= 0) {
        return failure(FAILURE_RUNTIME, "slice step must be positive");
    }
    int64_t size = x->shape[at];
    start += start < 0 ? size : 0;
    end += end < 0 ? size : 0;
    start = start < 0 ? 0 : start > size ? size : start;
    end = end < start ? start : end > size ? size : end;
    geometry_init(&g, x);
    g.offset += start * g.strides[at];
    g.shape[at] = (end - start) / step + ((end - start) % step != 0);
    g.strides[at] *= step;
    return give(x, &view_slice_type, (int64_t[]){at, start, step}, &g, ret_view);
}

enum status tensor_narrow(struct tensor *x, int64_t dim, int64_t start, int64_t length,
                          struct tensor **ret_view)
{
    int at;
    if (x->ndim == 0) {
        return failure(FAILURE_RUNTIME, "narrow() cannot be applied to a 0-dim tensor.");
    }
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t size = x->shape[at];
    if (start != size) {
        if (start < -size || start > size) {
            return failure(FAILURE_INDEX,
                           "Dimension out of range (expected to be in range of [%lld, %lld], but "
                           "got %lld)",
                           (long long)-size, (long long)size - 1, (long long)start);
        }
        start += start < 0 ? size : 0;
    }
    if (length < 0 || start > size - length) {
        return failure(FAILURE_RUNTIME,
                       "start (%lld) + length (%lld) exceeds dimension size "
                       "(%lld).",
                       (long long)start, (long long)length, (long long)size);
    }
    return tensor_slice(x, at, start, start + length, 1, ret_view);
}

enum status tensor_diagonal(struct tensor *x, int64_t offset, int64_t dim0, int64_t dim1,
                            struct tensor **ret_view)
{
    int a, b;
    struct geometry g;
    enum status status = shape_wrap_dim(dim0, x->ndim, &a);
    if (status == STATUS_OK) {
        status = shape_wrap_dim(dim1, x->ndim, &b);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (a == b) {
        return failure(FAILURE_RUNTIME, "diagonal dimensions cannot be identical %lld, %lld",
                       (long long)dim0, (long long)dim1);
    }
    geometry_init(&g, x);
    int64_t rows = x->shape[a] + (offset < 0 ? offset : 0);
    int64_t columns = x->shape[b] - (offset > 0 ? offset : 0);
    int64_t size = rows < columns ? rows : columns, stride = x->strides[a] + x->strides[b];
    if (size > 0) {
        g.offset += offset > 0 ? offset * x->strides[b] : -offset * x->strides[a];
    }
    geometry_remove(&g, a > b ? a : b);
    geometry_remove(&g, a > b ? b : a);
    geometry_insert(&g, g.ndim, size > 0 ? size : 0, stride);
    return give(x, &view_diagonal_type, (int64_t[]){offset, a, b}, &g, ret_view);
}

enum status tensor_unfold(struct tensor *x, int64_t dim, int64_t size, int64_t step,
                          struct tensor **ret_view)
{
    int at;
    struct geometry g;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status != STATUS_OK) {
        return status;
    }
    geometry_init(&g, x);
    int64_t length = x->ndim > 0 ? x->shape[at] : 1, stride = x->ndim > 0 ? x->strides[at] : 1;
    if (size < 0) {
        return failure(FAILURE_RUNTIME, "size is %lld but must be >= 0", (long long)size);
    }
    if (step <= 0) {
        return failure(FAILURE_RUNTIME, "step is %lld but must be > 0", (long long)step);
    }
    if (size > length) {
        return failure(FAILURE_RUNTIME,
                       "maximum size for tensor at dimension %d is %lld but size is %lld", at,
                       (long long)length, (long long)size);
    }
    if (x->ndim > 0) {
        g.shape[at] = (length - size) / step + 1;
        g.strides[at] = step * stride;
    }
    geometry_insert(&g, g.ndim, size, stride);
    return give(x, &view_unfold_type, (int64_t[]){at, size, step}, &g, ret_view);
}
