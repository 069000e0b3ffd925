// Each is a getter, some have a setter.
#include "core/lang/objects/native.h"
#include "core/lang/text/str.h"
#include "core/tensor/autograd.h"
#include "core/tensor/view.h"
#include "core/torch/grad_fn.h"
#include "core/torch/small_types.h"
#include "core/torch/tensor_attributes.h"
#include "core/torch/tensor_type.h"
#include "core/torch/warning.h"

static struct value get_shape(struct value *args)
{
    const struct tensor *x = tensor_of(args[0]);
    return size_value(x->ndim, x->shape);
}

static struct value get_dtype(struct value *args)
{
    return dtype_value(tensor_of(args[0])->dtype);
}

static struct value get_device(struct value *args)
{
    (void)args;
    return device_cpu();
}

static struct value get_layout(struct value *args)
{
    (void)args;
    return layout_strided();
}

static struct value get_ndim(struct value *args)
{
    return value_int(tensor_of(args[0])->ndim);
}

static struct value get_itemsize(struct value *args)
{
    return value_int((int64_t)tensor_item_size(tensor_of(args[0])));
}

static struct value get_nbytes(struct value *args)
{
    const struct tensor *x = tensor_of(args[0]);
    return value_int(x->numel * (int64_t)tensor_item_size(x));
}

static struct value get_transposed(struct value *args)
{
    struct tensor *x = tensor_of(args[0]), *view = NULL;
    if (x->ndim != 2 && x->ndim != 0) {
        warning_show(
            "UserWarning",
            "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is "
            "deprecated and it will throw an error in a future release. Consider `x.mT` to "
            "transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to "
            "reverse the dimensions of a tensor.");
    }
    enum status status = tensor_reverse_dims(x, &view);
    return tensor_result(status, view);
}

static struct value transpose_last(struct value *args, const char *name)
{
    struct tensor *x = tensor_of(args[0]), *view = NULL;
    if (x->ndim < 2) {
        return raise_error(&exception_runtime_error,
                           "tensor.%s is only supported on matrices or batches of matrices. Got "
                           "%d-D tensor.",
                           name, x->ndim);
    }
    enum status status = tensor_transpose(x, -2, -1, &view);
    return tensor_result(status, view);
}

static struct value get_matrix_transposed(struct value *args)
{
    return transpose_last(args, "mT");
}

static struct value get_adjoint(struct value *args)
{
    struct tensor *x = tensor_of(args[0]), *view = NULL;
    if (x->ndim != 2 && x->ndim != 0) {
        return raise_error(&exception_runtime_error,
                           "tensor.H is only supported on matrices (2-D tensors). Got %d-D "
                           "tensor.%s",
                           x->ndim,
                           x->ndim > 2 ? " For batches of matrices, consider using tensor.mH" : "");
    }
    enum status status = tensor_reverse_dims(x, &view);
    return tensor_result(status, view);
}

// ---- gradients

static struct value get_grad(struct value *args)
{
    struct tensor *x = tensor_of(args[0]), *grad = autograd_grad(x);
    if (grad == NULL && x->grad_fn != NULL && !x->retains_grad) {
        warning_show(
            "UserWarning",
            "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its "
            ".grad attribute won't be populated during autograd.backward(). If you indeed want the "
            ".grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf "
            "Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf "
            "Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more informations.");
    }
    return grad != NULL ? tensor_value(tensor_ref(grad)) : value_none;
}

static struct value set_grad(struct value *args)
{
    struct tensor *grad = value_is_set(args[1]) ? tensor_of(args[1]) : NULL;
    if (grad == NULL && value_is_set(args[1]) && !value_is_none(args[1])) {
        return raise_type("assigned grad expected to be a Tensor or None but got grad of type %s",
                          type_name(args[1]));
    }
    enum status status = autograd_set_grad(tensor_of(args[0]), grad);
    return status == STATUS_OK ? value_none : raise_failure(status);
}

static struct value get_grad_fn(struct value *args)
{
    return grad_fn_value(autograd_grad_fn(tensor_of(args[0])));
}

static struct value get_requires_grad(struct value *args)
{
    return value_bool(autograd_requires_grad(tensor_of(args[0])));
}

static struct value set_requires_grad(struct value *args)
{
    if (args[1].tag != VALUE_BOOL) {
        return raise_error(&exception_runtime_error, "requires_grad must be a bool");
    }
    struct tensor *x = tensor_of(args[0]);
    if (args[1].integer != 0 && !dtype_is_float(x->dtype)) {
        return raise_error(&exception_runtime_error, "only Tensors of floating point and complex "
                                                     "dtype can require gradients");
    }
    enum status status = autograd_require(x, args[1].integer != 0);
    return status == STATUS_OK ? value_none : raise_failure(status);
}

static struct value get_is_leaf(struct value *args)
{
    return value_bool(autograd_grad_fn(tensor_of(args[0])) == NULL);
}

static struct value get_retains_grad(struct value *args)
{
    return value_bool(tensor_of(args[0])->retains_grad);
}

static struct value get_data(struct value *args)
{
    struct tensor *data = NULL;
    enum status status = tensor_without_tracking(tensor_of(args[0]), &data);
    return tensor_result(status, data);
}

static struct value set_data(struct value *args)
{
    struct tensor *x = tensor_of(args[0]), *from = tensor_of(args[1]);
    if (from == NULL) {
        return raise_type("Variable data has to be a tensor, but got %s", type_name(args[1]));
    }
    if (x->requires_grad && !dtype_is_float(from->dtype)) {
        return raise_error(&exception_runtime_error,
                           "data set to a tensor that requires gradients must be floating point "
                           "or complex dtype");
    }
    tensor_take_geometry(x, from);
    return value_none;
}

static struct value get_version(struct value *args)
{
    return value_int(tensor_of(args[0])->storage->version);
}

static struct value get_base(struct value *args)
{
    const struct tensor *x = tensor_of(args[0]);
    return x->view != NULL ? tensor_value(tensor_ref(x->view->base)) : value_none;
}

static struct value get_output_nr(struct value *args)
{
    return value_int(tensor_of(args[0])->grad_index);
}

// ---- what a tensor here never is

static struct value get_false(struct value *args)
{
    (void)args;
    return value_false;
}

static struct value get_true(struct value *args)
{
    (void)args;
    return value_true;
}

static struct value get_none(struct value *args)
{
    (void)args;
    return value_none;
}

static struct value get_real(struct value *args)
{
    return value_ref(args[0]);
}

static const struct native attributes[] = {
    {"shape(self)", get_shape, NATIVE_GETTER, NULL},
    {"dtype(self)", get_dtype, NATIVE_GETTER, NULL},
    {"device(self)", get_device, NATIVE_GETTER, NULL},
    {"layout(self)", get_layout, NATIVE_GETTER, NULL},
    {"ndim(self)", get_ndim, NATIVE_GETTER, NULL},
    {"itemsize(self)", get_itemsize, NATIVE_GETTER, NULL},
    {"nbytes(self)", get_nbytes, NATIVE_GETTER, NULL},
    {"T(self)", get_transposed, NATIVE_GETTER, NULL},
    {"mT(self)", get_matrix_transposed, NATIVE_GETTER, NULL},
    {"H(self)", get_adjoint, NATIVE_GETTER, NULL},
    {"mH(self)", get_matrix_transposed, NATIVE_GETTER, NULL},
    {"grad(self)", get_grad, NATIVE_GETTER, NULL},
    {"grad(self, value)", set_grad, NATIVE_SETTER, NULL},
    {"grad_fn(self)", get_grad_fn, NATIVE_GETTER, NULL},
    {"requires_grad(self)", get_requires_grad, NATIVE_GETTER, NULL},
    {"requires_grad(self, value)", set_requires_grad, NATIVE_SETTER, NULL},
    {"is_leaf(self)", get_is_leaf, NATIVE_GETTER, NULL},
    {"retains_grad(self)", get_retains_grad, NATIVE_GETTER, NULL},
    {"data(self)", get_data, NATIVE_GETTER, NULL},
    {"data(self, value)", set_data, NATIVE_SETTER, NULL},
    {"_version(self)", get_version, NATIVE_GETTER, NULL},
    {"_base(self)", get_base, NATIVE_GETTER, NULL},
    {"output_nr(self)", get_output_nr, NATIVE_GETTER, NULL},
    {"is_cpu(self)", get_true, NATIVE_GETTER, NULL},
    {"is_cuda(self)", get_false, NATIVE_GETTER, NULL},
    {"is_sparse(self)", get_false, NATIVE_GETTER, NULL},
    {"is_quantized(self)", get_false, NATIVE_GETTER, NULL},
    {"is_meta(self)", get_false, NATIVE_GETTER, NULL},
    {"is_mps(self)", get_false, NATIVE_GETTER, NULL},
    {"is_nested(self)", get_false, NATIVE_GETTER, NULL},
    {"name(self)", get_none, NATIVE_GETTER, NULL},
    {"real(self)", get_real, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type tensor_base_type = {
    .name = "torch._C._TensorBase",
    .module = "torch._C",
    .size = sizeof(struct tensor_object),
    .flags = TYPE_NO_CREATE,
    .methods = attributes,
};
