// Storage, shapes, arithmetic with promotion, sums: what everything else stands on.
#include "core/base/memory.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/matmul.h"
#include "core/tensor/reduce.h"
#include "core/tensor/view.h"
#include "tests/unit/test.h"

static struct tensor *full(double value, int rows, int columns)
{
    struct tensor *x;
    int64_t shape[] = {rows, columns};
    assert_int_equal(tensor_full(DTYPE_FLOAT32, 2, shape, scalar_float(value), &x), STATUS_OK);
    return x;
}

static double number(const struct tensor *x)
{
    struct scalar value;
    assert_int_equal(tensor_item(x, &value), STATUS_OK);
    return scalar_number(value);
}

static void test_broadcast(void **state)
{
    (void)state;
    struct tensor *a = full(2, 3, 1), *b = full(5, 1, 4), *c, *sum;
    assert_int_equal(tensor_mul(a, b, &c), STATUS_OK);
    assert_int_equal(c->ndim, 2);
    assert_int_equal(c->shape[0], 3);
    assert_int_equal(c->shape[1], 4);
    assert_int_equal(tensor_sum(c, NULL, NULL, &sum), STATUS_OK);
    assert_float_equal(number(sum), 120, 0);
    tensor_unref(a);
    tensor_unref(b);
    tensor_unref(c);
    tensor_unref(sum);
}

static void test_shapes_must_match(void **state)
{
    (void)state;
    struct tensor *a = full(0, 2, 3), *b = full(0, 2, 4), *c;
    assert_int_equal(tensor_add(a, b, scalar_int(1), &c), STATUS_INVALID);
    assert_int_equal(failure_kind(), FAILURE_RUNTIME);
    assert_string_equal(status_message(), "The size of tensor a (3) must match the size of tensor "
                                          "b (4) at non-singleton dimension 1");
    tensor_unref(a);
    tensor_unref(b);
}

static void test_too_large(void **state)
{
    (void)state;
    struct tensor *x;
    int64_t shape[] = {1000000000000};
    memory_set_budget((size_t)1 << 30);
    assert_int_equal(tensor_zeros(DTYPE_FLOAT32, 1, shape, &x), STATUS_MEMORY);
    assert_string_equal(status_message(),
                        "[enforce fail at alloc_cpu.cpp:75] err == 0. DefaultCPUAllocator: can't "
                        "allocate memory: you tried to allocate 4000000000000 bytes. Error code 12 "
                        "(Cannot allocate memory)");
}

// (w * w).sum(): the gradient is 2 w, twice that after a second one.
static void test_backward(void **state)
{
    (void)state;
    struct tensor *w = full(3, 2, 2), *product, *sum;
    assert_int_equal(autograd_require(w, true), STATUS_OK);
    for (int round = 1; round <= 2; round++) {
        assert_int_equal(tensor_mul(w, w, &product), STATUS_OK);
        assert_int_equal(tensor_sum(product, NULL, NULL, &sum), STATUS_OK);
        tensor_unref(product);
        struct backward_request request = {.roots = 1, .outputs = &sum};
        assert_int_equal(autograd_backward(&request), STATUS_OK);
        for (int i = 0; i < 4; i++) {
            assert_float_equal(tensor_floats(autograd_grad(w))[i], 6 * round, 0);
        }
        assert_int_equal(autograd_backward(&request), STATUS_INVALID);
        tensor_unref(sum);
    }
    tensor_unref(w);
}

static void test_leaf_may_not_be_written(void **state)
{
    (void)state;
    struct tensor *w = full(3, 2, 2);
    assert_int_equal(autograd_require(w, true), STATUS_OK);
    assert_int_equal(tensor_fill_(w, scalar_int(0)), STATUS_INVALID);
    assert_string_equal(status_message(), "a leaf Variable that requires grad is being used in an "
                                          "in-place operation.");
    tensor_unref(w);
}

// y = 2 w; y[0] = 1; the first row's gradient is gone.
static void test_write_into_view(void **state)
{
    (void)state;
    struct tensor *w = full(3, 2, 2), *y, *row, *sum;
    assert_int_equal(autograd_require(w, true), STATUS_OK);
    assert_int_equal(tensor_add(w, w, scalar_int(1), &y), STATUS_OK);
    assert_int_equal(tensor_select(y, 0, 0, &row), STATUS_OK);
    assert_int_equal(tensor_fill_(row, scalar_int(1)), STATUS_OK);
    assert_string_equal(autograd_name(y->grad_fn), "CopySlices");
    assert_int_equal(tensor_sum(y, NULL, NULL, &sum), STATUS_OK);
    assert_float_equal(number(sum), 14, 0);
    struct backward_request request = {.roots = 1, .outputs = &sum};
    assert_int_equal(autograd_backward(&request), STATUS_OK);
    const float *grad = tensor_floats(autograd_grad(w));
    assert_float_equal(grad[0], 0, 0);
    assert_float_equal(grad[1], 0, 0);
    assert_float_equal(grad[2], 2, 0);
    assert_float_equal(grad[3], 2, 0);
    tensor_unref(w);
    tensor_unref(y);
    tensor_unref(row);
    tensor_unref(sum);
}

static void test_linear(void **state)
{
    (void)state;
    struct tensor *x = full(2, 3, 4), *weight = full(0.5, 5, 4), *bias, *out, *sum;
    assert_int_equal(tensor_full(DTYPE_FLOAT32, 1, (int64_t[]){5}, scalar_int(1), &bias),
                     STATUS_OK);
    autograd_require(weight, true);
    autograd_require(bias, true);
    assert_int_equal(tensor_linear(x, weight, bias, &out), STATUS_OK);
    assert_float_equal(tensor_floats(out)[14], 5, 0);
    assert_int_equal(tensor_sum(out, NULL, NULL, &sum), STATUS_OK);
    struct backward_request request = {.roots = 1, .outputs = &sum};
    assert_int_equal(autograd_backward(&request), STATUS_OK);
    assert_float_equal(tensor_floats(autograd_grad(weight))[19], 6, 0);
    assert_float_equal(tensor_floats(autograd_grad(bias))[4], 3, 0);
    tensor_unref(x);
    tensor_unref(weight);
    tensor_unref(bias);
    tensor_unref(out);
    tensor_unref(sum);
}

// A chain of 100,000 operations is walked and dropped without a deep stack.
static void test_long_chain(void **state)
{
    (void)state;
    struct tensor *w = full(1, 1, 1), *y = tensor_ref(w), *next;
    tensor_unref(y);
    autograd_require(w, true);
    assert_int_equal(tensor_clone(w, &y), STATUS_OK);
    for (int i = 0; i < 100000; i++) {
        assert_int_equal(tensor_add(y, w, scalar_int(1), &next), STATUS_OK);
        tensor_unref(y);
        y = next;
    }
    struct backward_request request = {.roots = 1, .outputs = &y};
    assert_int_equal(autograd_backward(&request), STATUS_OK);
    assert_float_equal(number(autograd_grad(w)), 100001, 0);
    tensor_unref(y);
    tensor_unref(w);
}

static int nothing_left(void **state)
{
    (void)state;
    storage_trim();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_broadcast),
        cmocka_unit_test(test_shapes_must_match),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_backward),
        cmocka_unit_test(test_leaf_may_not_be_written),
        cmocka_unit_test(test_write_into_view),
        cmocka_unit_test(test_linear),
        cmocka_unit_test(test_long_chain),
    };
    return cmocka_run_group_tests(tests, NULL, nothing_left);
}
