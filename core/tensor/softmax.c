// softmax and log_softmax: x (…,N,…) -> y of the same shape, along the dimension of N.
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/kernels/kernels.h"
#include "core/tensor/softmax.h"

struct params {
    int dim;
    bool log;
};

// The blocks of a packed tensor around one dimension.
struct blocks {
    int64_t outer, n, inner;
};

static struct blocks blocks_of(const struct tensor *x, int dim)
{
    struct blocks blocks = {1, 1, 1};
    for (int i = 0; i < x->ndim; i++) {
        int64_t *part = i < dim ? &blocks.outer : i == dim ? &blocks.n : &blocks.inner;
        *part *= x->shape[i];
    }
    return blocks;
}

static void run(const struct tensor *x, struct tensor *y, int dim, bool log)
{
    struct blocks blocks = blocks_of(x, dim);
    if (x->numel == 0) {
        return;
    }
    if (blocks.inner == 1) {
        (log ? kernels->softmax->log_softmax : kernels->softmax->softmax)(
            x->dtype, tensor_data(y), tensor_data(x), blocks.outer, blocks.n);
        return;
    }
    int64_t step = blocks.n * blocks.inner * (int64_t)tensor_item_size(x);
    for (int64_t i = 0; i < blocks.outer; i++) {
        kernels->softmax->columns(x->dtype, (char *)tensor_data(y) + i * step,
                                  (char *)tensor_data(x) + i * step, blocks.n, blocks.inner, log);
    }
}

static void run_back(const struct tensor *d_out, const struct tensor *y, struct tensor *d_in,
                     const struct params *params)
{
    struct blocks blocks = blocks_of(y, params->dim);
    if (y->numel == 0) {
        return;
    }
    if (blocks.inner == 1) {
        (params->log ? kernels->softmax->log_softmax_back : kernels->softmax->softmax_back)(
            y->dtype, tensor_data(d_in), tensor_data(d_out), tensor_data(y), blocks.outer,
            blocks.n);
        return;
    }
    int64_t step = blocks.n * blocks.inner * (int64_t)tensor_item_size(y);
    for (int64_t i = 0; i < blocks.outer; i++) {
        kernels->softmax->columns_back(
            y->dtype, (char *)tensor_data(d_in) + i * step, (char *)tensor_data(d_out) + i * step,
            (char *)tensor_data(y) + i * step, blocks.n, blocks.inner, params->log);
    }
}

static enum status backward(struct node *node, struct tensor **grads, struct tensor **ret_grads)
{
    struct tensor *y, *d_out, *d_in;
    enum status status = node_saved(node, 0, &y);
    if (status == STATUS_OK) {
        status = tensor_contiguous(grads[0], &d_out);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_create(y->dtype, y->ndim, y->shape, &d_in);
    if (status == STATUS_OK) {
        run_back(d_out, y, d_in, node->params);
        *ret_grads = d_in;
    }
    tensor_unref(d_out);
    return status;
}

static const struct node_type softmax_type = {"SoftmaxBackward0", backward, NULL};
static const struct node_type log_softmax_type = {"LogSoftmaxBackward0", backward, NULL};

static enum status record(struct tensor *x, struct tensor *y, int dim, bool log)
{
    struct node *node =
        node_create(log ? &log_softmax_type : &softmax_type, 1, 1, sizeof(struct params));
    if (node != NULL) {
        *(struct params *)node->params = (struct params){dim, log};
        node_connect(node, 0, x);
        node_save_output(node, 0, y);
    }
    return autograd_attach(y, node);
}

static enum status softmax(struct tensor *x, int64_t dim, bool log, struct tensor **ret_tensor)
{
    int at;
    struct tensor *packed, *y;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK && !dtype_is_float(x->dtype)) {
        status = failure(FAILURE_RUNTIME, "\"%ssoftmax_%skernel_impl\" not implemented for '%s'",
                         log ? "log_" : "", at == x->ndim - 1 || x->ndim == 0 ? "lastdim_" : "",
                         dtype_facts[x->dtype].scalar_name);
    }
    if (status == STATUS_OK) {
        status = x->contiguous ? STATUS_OK : tensor_pack_values(x, &packed);
    }
    if (status != STATUS_OK) {
        return status;
    }
    packed = x->contiguous ? tensor_ref(x) : packed;
    status = tensor_create(x->dtype, x->ndim, x->shape, &y);
    if (status == STATUS_OK) {
        run(packed, y, at, log);
        status = autograd_wants(x) ? record(x, y, at, log) : STATUS_OK;
        if (status == STATUS_OK) {
            *ret_tensor = y;
        } else {
            tensor_unref(y);
        }
    }
    tensor_unref(packed);
    return status;
}

enum status tensor_softmax(struct tensor *x, int64_t dim, struct tensor **ret_tensor)
{
    return softmax(x, dim, false, ret_tensor);
}

enum status tensor_log_softmax(struct tensor *x, int64_t dim, struct tensor **ret_tensor)
{
    return softmax(x, dim, true, ret_tensor);
}

enum status softmax_log_rows(const struct tensor *x, struct tensor **ret_tensor)
{
    struct tensor *packed = NULL, *y;
    enum status status = x->contiguous ? STATUS_OK : tensor_pack_values(x, &packed);
    if (status == STATUS_OK) {
        status = tensor_create(x->dtype, x->ndim, x->shape, &y);
    }
    if (status == STATUS_OK) {
        run(packed != NULL ? packed : x, y, x->ndim - 1, true);
        *ret_tensor = y;
    }
    tensor_unref(packed);
    return status;
}
