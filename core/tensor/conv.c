// Convolution as products of matrices: the windows of one image of one group become the columns of
// a matrix (C/groups KH KW, H' W'), which the weight (O/groups, C/groups KH KW) is multiplied with.
#include <string.h>

#include "core/tensor/autograd.h"
#include "core/tensor/conv.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/gemm.h"

enum { EDGE_X, EDGE_WEIGHT, EDGE_BIAS, EDGES };

struct plan {
    struct conv_shape shape;
    int64_t batch, in, height, width;            // of x
    int64_t out, out_height, out_width;          // of the result
    int64_t group_in, group_out, window, places; // of a group; rows and columns of the matrix
};

static int64_t count_places(int64_t size, int64_t kernel, int64_t stride, int64_t padding,
                            int64_t dilation)
{
    int64_t room = size + 2 * padding - dilation * (kernel - 1) - 1;
    return room < 0 ? 0 : room / stride + 1;
}

// The row of x that output row `out` sees through kernel row `kernel`; outside: -1.
static inline int64_t source(const struct conv_shape *shape, int axis, int64_t out, int64_t kernel,
                             int64_t size)
{
    int64_t at = out * shape->stride[axis] - shape->padding[axis] + kernel * shape->dilation[axis];
    return at >= 0 && at < size ? at : -1;
}

#define UNFOLD(T, SUFFIX)                                                                      \
    static void unfold_##SUFFIX(const T *x, T *columns, const struct plan *p)                  \
    {                                                                                          \
        const struct conv_shape *shape = &p->shape;                                            \
        for (int64_t row = 0; row < p->window; row++) {                                        \
            int64_t kernel_x = row % shape->kernel[1];                                         \
            int64_t kernel_y = row / shape->kernel[1] % shape->kernel[0];                      \
            const T *plane =                                                                   \
                x + row / (shape->kernel[0] * shape->kernel[1]) * p->height * p->width;        \
            for (int64_t i = 0; i < p->out_height; i++) {                                      \
                int64_t y = source(shape, 0, i, kernel_y, p->height);                          \
                for (int64_t j = 0; j < p->out_width; j++) {                                   \
                    int64_t at = source(shape, 1, j, kernel_x, p->width);                      \
                    *columns++ = y >= 0 && at >= 0 ? plane[y * p->width + at] : 0;             \
                }                                                                              \
            }                                                                                  \
        }                                                                                      \
    }                                                                                          \
    static void fold_##SUFFIX(const T *columns, T *x, const struct plan *p)                    \
    {                                                                                          \
        const struct conv_shape *shape = &p->shape;                                            \
        for (int64_t row = 0; row < p->window; row++) {                                        \
            int64_t kernel_x = row % shape->kernel[1];                                         \
            int64_t kernel_y = row / shape->kernel[1] % shape->kernel[0];                      \
            T *plane = x + row / (shape->kernel[0] * shape->kernel[1]) * p->height * p->width; \
            for (int64_t i = 0; i < p->out_height; i++) {                                      \
                int64_t y = source(shape, 0, i, kernel_y, p->height);                          \
                for (int64_t j = 0; j < p->out_width; j++, columns++) {                        \
                    int64_t at = source(shape, 1, j, kernel_x, p->width);                      \
                    if (y >= 0 && at >= 0) {                                                   \
                        plane[y * p->width + at] += *columns;                                  \
                    }                                                                          \
                }                                                                              \
            }                                                                                  \
        }                                                                                      \
    }                                                                                          \
    static void add_bias_##SUFFIX(T *out, const T *bias, const struct plan *p)                 \
    {                                                                                          \
        for (int64_t row = 0; row < p->batch * p->out; row++) {                                \
            for (int64_t j = 0; j < p->places; j++) {                                          \
                *out++ += bias[row % p->out];                                                  \
            }                                                                                  \
        }                                                                                      \
    }                                                                                          \
    static void sum_bias_##SUFFIX(const T *grad, T *d_bias, const struct plan *p)              \
    {                                                                                          \
        for (int64_t row = 0; row < p->batch * p->out; row++) {                                \
            for (int64_t j = 0; j < p->places; j++) {                                          \
                d_bias[row % p->out] += *grad++;                                               \
            }                                                                                  \
        }                                                                                      \
    }
UNFOLD(float, float32)
UNFOLD(double, float64)

#define BY_TYPE(DTYPE, FUNCTION, ...) \
    ((DTYPE) == DTYPE_FLOAT32 ? FUNCTION##_float32(__VA_ARGS__) : FUNCTION##_float64(__VA_ARGS__))

// One group of one image as matrices.
struct pieces {
    size_t x, out, weight; // offsets in elements
};

static struct pieces piece_of(const struct plan *p, int64_t image, int64_t group)
{
    int64_t area = p->height * p->width;
    return (struct pieces){(size_t)((image * p->in + group * p->group_in) * area),
                           (size_t)((image * p->out + group * p->group_out) * p->places),
                           (size_t)(group * p->group_out * p->window)};
}

static struct gemm_matrix matrix(const struct tensor *x, size_t offset, int64_t rows,
                                 int64_t columns)
{
    return (struct gemm_matrix){(char *)tensor_data(x) + offset * tensor_item_size(x), rows,
                                columns, columns, 1};
}

static void *at(const struct tensor *x, size_t offset)
{
    return (char *)tensor_data(x) + offset * tensor_item_size(x);
}

static enum status convolve(const struct tensor *x, const struct tensor *weight,
                            const struct tensor *bias, const struct plan *p, struct tensor *out,
                            struct tensor *columns)
{
    enum status status = STATUS_OK;
    struct gemm_matrix unfolded = matrix(columns, 0, p->window, p->places);
    for (int64_t i = 0; i < p->batch * p->shape.groups && status == STATUS_OK; i++) {
        struct pieces piece = piece_of(p, i / p->shape.groups, i % p->shape.groups);
        BY_TYPE(x->dtype, unfold, at(x, piece.x), tensor_data(columns), p);
        status = gemm(x->dtype, 1, matrix(weight, piece.weight, p->group_out, p->window), unfolded,
                      0, matrix(out, piece.out, p->group_out, p->places));
    }
    if (status == STATUS_OK && bias != NULL) {
        BY_TYPE(x->dtype, add_bias, tensor_data(out), tensor_data(bias), p);
    }
    return status;
}

static enum status convolve_back(const struct tensor *x, const struct tensor *weight,
                                 const struct tensor *grad, const struct plan *p, struct tensor **d,
                                 struct tensor *columns)
{
    enum status status = STATUS_OK;
    struct gemm_matrix unfolded = matrix(columns, 0, p->window, p->places);
    for (int64_t i = 0; i < p->batch * p->shape.groups && status == STATUS_OK; i++) {
        struct pieces piece = piece_of(p, i / p->shape.groups, i % p->shape.groups);
        struct gemm_matrix d_out = matrix(grad, piece.out, p->group_out, p->places);
        if (d[EDGE_WEIGHT] != NULL) {
            BY_TYPE(x->dtype, unfold, at(x, piece.x), tensor_data(columns), p);
            status = gemm(x->dtype, 1, d_out, gemm_transposed(unfolded), 1,
                          matrix(d[EDGE_WEIGHT], piece.weight, p->group_out, p->window));
        }
        if (d[EDGE_X] != NULL && status == STATUS_OK) {
            struct gemm_matrix kernel = matrix(weight, piece.weight, p->group_out, p->window);
            status = gemm(x->dtype, 1, gemm_transposed(kernel), d_out, 0, unfolded);
            BY_TYPE(x->dtype, fold, tensor_data(columns), at(d[EDGE_X], piece.x), p);
        }
    }
    if (status == STATUS_OK && d[EDGE_BIAS] != NULL) {
        BY_TYPE(x->dtype, sum_bias, tensor_data(grad), tensor_data(d[EDGE_BIAS]), p);
    }
    return status;
}

static enum status conv_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct plan *p = node->params;
    struct tensor *x, *weight, *grad = NULL, *columns = NULL;
    enum status status = node_saved(node, 0, &x);
    if (status == STATUS_OK) {
        status = node_saved(node, 1, &weight);
    }
    if (status == STATUS_OK) {
        status = tensor_contiguous(grads[0], &grad);
    }
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, 2, (int64_t[]){p->window, p->places}, &columns);
    }
    const struct tensor *like[] = {x, weight};
    for (int edge = 0; edge < EDGES && status == STATUS_OK; edge++) {
        if (!node_wants(node, edge)) {
            continue;
        }
        status = edge == EDGE_BIAS ? tensor_zeros(x->dtype, 1, &p->out, &ret_grads[edge])
                                   : tensor_zeros_like(like[edge], &ret_grads[edge]);
    }
    if (status == STATUS_OK) {
        status = convolve_back(x, weight, grad, p, ret_grads, columns);
    }
    tensor_unref(grad);
    tensor_unref(columns);
    return status;
}

static const struct node_type conv_type = {"ConvolutionBackward0", conv_back, NULL};

static enum status plan_conv(struct plan *p, const struct tensor *x, const struct tensor *weight,
                             const struct tensor *bias, const struct conv_shape *shape)
{
    char first[SHAPE_TEXT_SIZE], second[SHAPE_TEXT_SIZE];
    if (weight->ndim != 4 || x->ndim != 4) {
        return failure(FAILURE_RUNTIME,
                       "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of "
                       "size: %s",
                       shape_text(x->ndim, x->shape, first));
    }
    *p = (struct plan){.shape = *shape,
                       .batch = x->shape[0],
                       .in = x->shape[1],
                       .height = x->shape[2],
                       .width = x->shape[3],
                       .out = weight->shape[0],
                       .group_in = weight->shape[1],
                       .group_out = weight->shape[0] / shape->groups};
    p->shape.kernel[0] = weight->shape[2];
    p->shape.kernel[1] = weight->shape[3];
    if (p->in != p->group_in * shape->groups) {
        return failure(FAILURE_RUNTIME,
                       "Given groups=%lld, weight of size %s, expected input%s to have %lld "
                       "channels, but got %lld channels instead",
                       (long long)shape->groups, shape_text(4, weight->shape, first),
                       shape_text(4, x->shape, second), (long long)(p->group_in * shape->groups),
                       (long long)p->in);
    }
    if (x->dtype != weight->dtype || (bias != NULL && bias->dtype != x->dtype)) {
        const struct tensor *other = x->dtype != weight->dtype ? weight : bias;
        return failure(FAILURE_RUNTIME, "expected scalar type %s but found %s",
                       dtype_facts[x->dtype].scalar_name, dtype_facts[other->dtype].scalar_name);
    }
    if (!dtype_is_float(x->dtype)) {
        return failure(FAILURE_RUNTIME, "\"slow_conv2d_cpu\" not implemented for '%s'",
                       dtype_facts[x->dtype].scalar_name);
    }
    int64_t places[2];
    for (int i = 0; i < 2; i++) {
        places[i] = count_places(x->shape[2 + i], p->shape.kernel[i], shape->stride[i],
                                 shape->padding[i], shape->dilation[i]);
    }
    if (places[0] == 0 || places[1] == 0) {
        return failure(FAILURE_RUNTIME,
                       "Calculated padded input size per channel: (%lld x %lld). Kernel size: "
                       "(%lld x %lld). Kernel size can't be greater than actual input size",
                       (long long)(p->height + 2 * shape->padding[0]),
                       (long long)(p->width + 2 * shape->padding[1]), (long long)p->shape.kernel[0],
                       (long long)p->shape.kernel[1]);
    }
    p->out_height = places[0];
    p->out_width = places[1];
    p->window = p->group_in * p->shape.kernel[0] * p->shape.kernel[1];
    p->places = places[0] * places[1];
    return STATUS_OK;
}

static enum status record(struct tensor *out, struct tensor *x, struct tensor *weight,
                          struct tensor *bias, const struct plan *plan)
{
    struct node *node = node_create(&conv_type, EDGES, 2, sizeof *plan);
    if (node != NULL) {
        *(struct plan *)node->params = *plan;
        node_connect(node, EDGE_X, x);
        node_connect(node, EDGE_WEIGHT, weight);
        node_save(node, 0, x);
        node_save(node, 1, weight);
        if (bias != NULL) {
            node_connect(node, EDGE_BIAS, bias);
        }
    }
    return autograd_attach(out, node);
}

enum status tensor_conv2d(struct tensor *x, struct tensor *weight, struct tensor *bias,
                          const struct conv_shape *shape, struct tensor **ret_tensor)
{
    struct plan plan;
    enum status status = plan_conv(&plan, x, weight, bias, shape);
    struct tensor *packed[3] = {NULL}, *given[3] = {x, weight, bias}, *out = NULL, *columns = NULL;
    for (int i = 0; i < 3 && status == STATUS_OK; i++) {
        if (given[i] != NULL) {
            status = tensor_contiguous(given[i], &packed[i]);
        }
    }
    if (status == STATUS_OK) {
        int64_t sizes[] = {plan.batch, plan.out, plan.out_height, plan.out_width};
        status = tensor_create(x->dtype, 4, sizes, &out);
    }
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, 2, (int64_t[]){plan.window, plan.places}, &columns);
    }
    if (status == STATUS_OK) {
        status = convolve(packed[0], packed[1], packed[2], &plan, out, columns);
    }
    if (status == STATUS_OK &&
        (autograd_wants(x) || autograd_wants(weight) || (bias != NULL && autograd_wants(bias)))) {
        status = record(out, packed[0], packed[1], packed[2], &plan);
    }
    for (int i = 0; i < 3; i++) {
        tensor_unref(packed[i]);
    }
    tensor_unref(columns);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

// ---- the largest of each window

static enum status pool_back(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    const struct plan *p = node->params;
    struct tensor *places, *grad;
    enum status status = node_saved(node, 0, &places);
    if (status == STATUS_OK) {
        status = tensor_contiguous(grads[0], &grad);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int64_t sizes[] = {p->batch, p->in, p->height, p->width};
    status = tensor_zeros(grad->dtype, 4, sizes, &ret_grads[0]);
    const int64_t *from = tensor_longs(places);
    for (int64_t i = 0; status == STATUS_OK && i < grad->numel; i++) {
        int64_t to = i / p->places * p->height * p->width + from[i];
        if (grad->dtype == DTYPE_FLOAT32) {
            tensor_floats(ret_grads[0])[to] += tensor_floats(grad)[i];
        } else {
            ((double *)tensor_data(ret_grads[0]))[to] += ((double *)tensor_data(grad))[i];
        }
    }
    tensor_unref(grad);
    return status;
}

static const struct node_type pool_type = {"MaxPool2DWithIndicesBackward0", pool_back, NULL};

// The place of the largest element of the window at (i, j) of a plane; a nan is the largest.
static int64_t largest(const struct tensor *x, int64_t plane, const struct plan *p, int64_t i,
                       int64_t j)
{
    int64_t best = -1;
    double top = 0;
    for (int64_t k = 0; k < p->shape.kernel[0] * p->shape.kernel[1]; k++) {
        int64_t row = source(&p->shape, 0, i, k / p->shape.kernel[1], p->height);
        int64_t column = source(&p->shape, 1, j, k % p->shape.kernel[1], p->width);
        if (row < 0 || column < 0) {
            continue;
        }
        int64_t place = row * p->width + column;
        double value = scalar_number(tensor_element(x, plane * p->height * p->width + place));
        if (best < 0 || value > top || value != value) {
            best = place;
            top = value;
        }
    }
    return best;
}

static enum status pool(struct tensor *x, const struct plan *p, struct tensor **ret_tensor)
{
    struct tensor *out = NULL, *places = NULL;
    int64_t sizes[] = {p->batch, p->in, p->out_height, p->out_width};
    enum status status = tensor_create(x->dtype, 4, sizes, &out);
    if (status == STATUS_OK) {
        status = tensor_create(DTYPE_INT64, 4, sizes, &places);
    }
    for (int64_t i = 0; status == STATUS_OK && i < out->numel; i++) {
        int64_t plane = i / p->places, row = i % p->places / p->out_width;
        int64_t from = largest(x, plane, p, row, i % p->out_width);
        tensor_longs(places)[i] = from;
        tensor_set_element(out, i, tensor_element(x, plane * p->height * p->width + from));
    }
    if (status == STATUS_OK && autograd_wants(x)) {
        struct node *node = node_create(&pool_type, 1, 1, sizeof *p);
        if (node != NULL) {
            *(struct plan *)node->params = *p;
            node_connect(node, 0, x);
            node_save(node, 0, places);
        }
        status = autograd_attach(out, node);
    }
    tensor_unref(places);
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

enum status tensor_max_pool2d(struct tensor *x, const struct conv_shape *shape,
                              struct tensor **ret_tensor)
{
    if (x->ndim != 4) {
        return failure(FAILURE_RUNTIME,
                       "non-empty 3D or 4D (batch mode) tensor expected for input");
    }
    if (shape->padding[0] * 2 > shape->kernel[0] || shape->padding[1] * 2 > shape->kernel[1]) {
        return failure(FAILURE_RUNTIME,
                       "pad should be at most half of effective kernel size, but got pad=%lld, "
                       "kernel_size=%lld and dilation=%lld",
                       (long long)shape->padding[0], (long long)shape->kernel[0],
                       (long long)shape->dilation[0]);
    }
    struct plan plan = {.shape = *shape,
                        .batch = x->shape[0],
                        .in = x->shape[1],
                        .height = x->shape[2],
                        .width = x->shape[3]};
    plan.out_height = count_places(plan.height, shape->kernel[0], shape->stride[0],
                                   shape->padding[0], shape->dilation[0]);
    plan.out_width = count_places(plan.width, shape->kernel[1], shape->stride[1], shape->padding[1],
                                  shape->dilation[1]);
    plan.places = plan.out_height * plan.out_width;
    if (plan.places == 0) {
        return failure(FAILURE_RUNTIME,
                       "Given input size: (%lldx%lldx%lld). Calculated output size: "
                       "(%lldx%lldx%lld). Output size is too small",
                       (long long)plan.in, (long long)plan.height, (long long)plan.width,
                       (long long)plan.in, (long long)plan.out_height, (long long)plan.out_width);
    }
    struct tensor *packed;
    enum status status = tensor_contiguous(x, &packed);
    if (status == STATUS_OK) {
        status = pool(packed, &plan, ret_tensor);
        tensor_unref(packed);
    }
    return status;
}
