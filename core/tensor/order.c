// Sorting along lines, and what picks single elements of a sorted line. All of them give values
// together with positions, and their gradient goes back to those positions.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/create.h"
#include "core/tensor/lines.h"
#include "core/tensor/order.h"
#include "core/tensor/order_backward.h"
#include "core/tensor/view.h"

// ---- one line as sortable items

struct item {
    double number;   // floats, and integers that a double holds
    int64_t integer; // integers
    int64_t position;
};

static void read_line(const struct tensor *x, int64_t at, int64_t step, int64_t length,
                      struct item *items)
{
    for (int64_t i = 0; i < length; i++) {
        struct scalar value = tensor_element(x, at + i * step);
        items[i] = (struct item){scalar_number(value), 0, i};
        if (value.kind != DTYPE_CATEGORY_FLOAT) {
            items[i].integer = value.integer;
        }
    }
}

static int compare(const struct item *a, const struct item *b)
{
    bool nan_a = isnan(a->number), nan_b = isnan(b->number);
    if (nan_a || nan_b) {
        return nan_a - nan_b;
    }
    if (a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    return a->integer < b->integer ? -1 : a->integer > b->integer;
}

static int ascending(const void *a, const void *b)
{
    const struct item *left = a, *right = b;
    int order = compare(left, right);
    return order != 0 ? order : left->position < right->position ? -1 : 1;
}

static int descending_order(const void *a, const void *b)
{
    const struct item *left = a, *right = b;
    int order = compare(right, left);
    return order != 0 ? order : left->position < right->position ? -1 : 1;
}

static struct item *line_create(int64_t length)
{
    struct item *items = memory_alloc((size_t)length * sizeof *items);
    if (items == NULL) {
        status_fail(STATUS_MEMORY, "DefaultCPUAllocator: can't allocate memory");
    }
    return items;
}

static void line_destroy(struct item *items, int64_t length)
{
    memory_free(items, (size_t)length * sizeof *items);
}

// ---- values and positions

struct pair {
    struct tensor *values, *indices;
};

// Both of x's shape with `size` along `dim`; without the dimension when it is reduced and not kept.
static enum status pair_create(struct pair *pair, const struct tensor *x, int dim, int64_t size)
{
    int64_t shape[TENSOR_DIMS];
    memcpy(shape, x->shape, sizeof *shape * x->ndim);
    if (x->ndim > 0) {
        shape[dim] = size;
    }
    enum status status = tensor_create(x->dtype, x->ndim, shape, &pair->values);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_create(DTYPE_INT64, x->ndim, shape, &pair->indices);
    if (status != STATUS_OK) {
        tensor_unref(pair->values);
    }
    return status;
}

static void pair_drop(struct pair *pair)
{
    tensor_unref(pair->values);
    tensor_unref(pair->indices);
}

static enum status without_dim(struct tensor **x, int dim)
{
    struct tensor *was = *x;
    int64_t shape[TENSOR_DIMS];
    int ndim = 0;
    for (int i = 0; i < was->ndim; i++) {
        if (i != dim) {
            shape[ndim++] = was->shape[i];
        }
    }
    enum status status = tensor_over(was->storage, was->dtype, was->offset, ndim, shape, NULL, x);
    if (status == STATUS_OK) {
        tensor_unref(was);
    }
    return status;
}

// Records, drops the dimension if it is not to be kept, and hands both over.
static enum status pair_give(struct pair *pair, struct tensor *x, int dim, bool keep,
                             enum picked name, struct tensor **ret_values,
                             struct tensor **ret_indices)
{
    enum status status = STATUS_OK;
    if (!keep && x->ndim > 0) {
        status = without_dim(&pair->values, dim);
        if (status == STATUS_OK) {
            status = without_dim(&pair->indices, dim);
        }
    }
    if (status == STATUS_OK) {
        status = order_record(name, x, dim, keep, pair->indices, pair->values);
    }
    if (status != STATUS_OK) {
        pair_drop(pair);
        return status;
    }
    *ret_values = pair->values;
    *ret_indices = pair->indices;
    return STATUS_OK;
}

// Writes item `from` of a sorted line as element `to` of the results.
static void put(const struct lines *lines, const struct pair *pair, const struct tensor *x,
                const struct item *item, int64_t to)
{
    int64_t value_at = lines->at[1] + to * lines->step[1];
    struct scalar value = tensor_element(x, lines->at[0] + item->position * lines->step[0]);
    tensor_set_element(pair->values, value_at, value);
    tensor_longs(pair->indices)[lines->at[2] + to * lines->step[2]] = item->position;
}

// Sorts every line and hands items [first, first + count) of each over.
static enum status sorted_part(struct tensor *x, int dim, bool descending, int64_t first,
                               int64_t count, struct pair *pair)
{
    struct lines lines;
    enum status status = pair_create(pair, x, dim, count);
    if (status != STATUS_OK) {
        return status;
    }
    lines_init(&lines, x, dim);
    lines_add(&lines, pair->values);
    lines_add(&lines, pair->indices);
    int64_t length = lines.length;
    struct item *items = line_create(length);
    if (items == NULL) {
        pair_drop(pair);
        return STATUS_MEMORY;
    }
    while (status == STATUS_OK && lines_next(&lines)) {
        read_line(x, lines.at[0], lines.step[0], length, items);
        qsort(items, (size_t)length, sizeof *items, descending ? descending_order : ascending);
        for (int64_t i = 0; i < count; i++) {
            put(&lines, pair, x, &items[first + i], i);
        }
        status = lines.left % 256 == 0 ? failure_check_interrupt() : STATUS_OK;
    }
    line_destroy(items, length);
    if (status != STATUS_OK) {
        pair_drop(pair);
    }
    return status;
}

enum status tensor_sort(struct tensor *x, int64_t dim, bool descending, struct tensor **ret_values,
                        struct tensor **ret_indices)
{
    int at;
    struct pair pair;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = sorted_part(x, at, descending, 0, x->ndim > 0 ? x->shape[at] : 1, &pair);
    }
    return status == STATUS_OK ? pair_give(&pair, x, at, true, PICKED_SORT, ret_values, ret_indices)
                               : status;
}

static enum status refuse_bool(const struct tensor *x, const char *kernel)
{
    return x->dtype == DTYPE_BOOL
               ? failure(FAILURE_RUNTIME, "\"%s\" not implemented for 'Bool'", kernel)
               : STATUS_OK;
}

enum status tensor_topk(struct tensor *x, int64_t k, int64_t dim, bool largest,
                        struct tensor **ret_values, struct tensor **ret_indices)
{
    int at;
    struct pair pair;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK && (k < 0 || k > (x->ndim > 0 ? x->shape[at] : 1))) {
        status = failure(FAILURE_RUNTIME, "selected index k out of range");
    }
    if (status == STATUS_OK) {
        status = refuse_bool(x, "topk_cpu");
    }
    if (status == STATUS_OK) {
        status = sorted_part(x, at, largest, 0, x->ndim > 0 ? k : 1, &pair);
    }
    return status == STATUS_OK ? pair_give(&pair, x, at, true, PICKED_TOPK, ret_values, ret_indices)
                               : status;
}

static enum status check_not_empty(const struct tensor *x, int dim, const char *name)
{
    if (x->ndim > 0 && x->shape[dim] == 0) {
        return failure(FAILURE_INDEX, "%s(): Expected reduction dim %d to have non-zero size.",
                       name, dim);
    }
    return STATUS_OK;
}

enum status tensor_kthvalue(struct tensor *x, int64_t k, int64_t dim, bool keep,
                            struct tensor **ret_values, struct tensor **ret_indices)
{
    int at;
    struct pair pair;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK && (k < 1 || k > (x->ndim > 0 ? x->shape[at] : 1))) {
        status = failure(FAILURE_RUNTIME,
                         "kthvalue(): selected number k out of range for dimension %d", at);
    }
    if (status == STATUS_OK) {
        status = refuse_bool(x, "kthvalue_cpu");
    }
    if (status == STATUS_OK) {
        status = sorted_part(x, at, false, k - 1, 1, &pair);
    }
    return status == STATUS_OK
               ? pair_give(&pair, x, at, keep, PICKED_KTHVALUE, ret_values, ret_indices)
               : status;
}

// The lower middle of each line, NaN if there is one.
static enum status middle(struct tensor *x, int dim, struct pair *pair)
{
    struct lines lines;
    enum status status = pair_create(pair, x, dim, 1);
    if (status != STATUS_OK) {
        return status;
    }
    lines_init(&lines, x, dim);
    lines_add(&lines, pair->values);
    lines_add(&lines, pair->indices);
    struct item *items = line_create(lines.length);
    if (items == NULL) {
        pair_drop(pair);
        return STATUS_MEMORY;
    }
    while (lines_next(&lines)) {
        int64_t length = lines.length, chosen = (length - 1) / 2;
        read_line(x, lines.at[0], lines.step[0], length, items);
        qsort(items, (size_t)length, sizeof *items, ascending);
        if (isnan(items[length - 1].number)) {
            for (chosen = 0; !isnan(items[chosen].number); chosen++) {
            }
        }
        put(&lines, pair, x, &items[chosen], 0);
    }
    line_destroy(items, lines.length);
    return STATUS_OK;
}

enum status tensor_median(struct tensor *x, int64_t dim, bool keep, struct tensor **ret_values,
                          struct tensor **ret_indices)
{
    int at;
    struct pair pair;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = check_not_empty(x, at, "median");
    }
    if (status == STATUS_OK) {
        status = refuse_bool(x, "median_cpu");
    }
    if (status == STATUS_OK) {
        status = middle(x, at, &pair);
    }
    return status == STATUS_OK
               ? pair_give(&pair, x, at, keep, PICKED_MEDIAN, ret_values, ret_indices)
               : status;
}

enum status tensor_median_all(struct tensor *x, struct tensor **ret_tensor)
{
    struct tensor *flat, *indices;
    if (x->numel == 0) {
        return tensor_full(x->dtype, 0, NULL, scalar_float(NAN), ret_tensor);
    }
    enum status status = tensor_reshape(x, 1, (int64_t[]){-1}, &flat);
    if (status != STATUS_OK) {
        return status;
    }
    status = tensor_median(flat, 0, false, ret_tensor, &indices);
    tensor_unref(flat);
    if (status == STATUS_OK) {
        tensor_unref(indices);
    }
    return status;
}

// The most frequent value, the smallest of equals, at its last position.
static const struct item *most_frequent(const struct item *items, int64_t length)
{
    int64_t best = 0, best_run = 0;
    for (int64_t i = 0, start = 0; i < length; i++) {
        if (i > 0 && compare(&items[i], &items[i - 1]) != 0) {
            start = i;
        }
        if (i - start + 1 > best_run) {
            best_run = i - start + 1;
            best = i;
        }
    }
    return &items[best];
}

enum status tensor_mode(struct tensor *x, int64_t dim, bool keep, struct tensor **ret_values,
                        struct tensor **ret_indices)
{
    int at;
    struct lines lines;
    struct pair pair;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = check_not_empty(x, at, "mode");
    }
    if (status == STATUS_OK) {
        status = pair_create(&pair, x, at, 1);
    }
    if (status != STATUS_OK) {
        return status;
    }
    lines_init(&lines, x, at);
    lines_add(&lines, pair.values);
    lines_add(&lines, pair.indices);
    struct item *items = line_create(lines.length);
    if (items == NULL) {
        pair_drop(&pair);
        return STATUS_MEMORY;
    }
    while (lines_next(&lines)) {
        read_line(x, lines.at[0], lines.step[0], lines.length, items);
        qsort(items, (size_t)lines.length, sizeof *items, ascending);
        put(&lines, &pair, x, most_frequent(items, lines.length), 0);
    }
    line_destroy(items, lines.length);
    return pair_give(&pair, x, at, keep, PICKED_MODE, ret_values, ret_indices);
}

// ---- extremes with positions

static int64_t extreme_position(const struct tensor *x, int64_t at, int64_t step, int64_t length,
                                bool largest)
{
    int64_t best = 0;
    struct scalar top = tensor_element(x, at);
    for (int64_t i = 1; i < length; i++) {
        struct scalar value = tensor_element(x, at + i * step);
        bool better;
        if (value.kind == DTYPE_CATEGORY_FLOAT) {
            if (isnan(top.number)) {
                return best;
            }
            better = isnan(value.number) ||
                     (largest ? value.number > top.number : value.number < top.number);
        } else {
            better = largest ? value.integer > top.integer : value.integer < top.integer;
        }
        if (better) {
            best = i;
            top = value;
        }
    }
    return best;
}

enum status tensor_max_dim(struct tensor *x, bool largest, int64_t dim, bool keep,
                           struct tensor **ret_values, struct tensor **ret_indices)
{
    int at;
    struct lines lines;
    struct pair pair;
    enum status status = shape_wrap_dim(dim, x->ndim, &at);
    if (status == STATUS_OK) {
        status = check_not_empty(x, at, largest ? "max" : "min");
    }
    if (status == STATUS_OK) {
        status = pair_create(&pair, x, at, 1);
    }
    if (status != STATUS_OK) {
        return status;
    }
    lines_init(&lines, x, at);
    lines_add(&lines, pair.values);
    lines_add(&lines, pair.indices);
    while (lines_next(&lines)) {
        struct item item = {
            .position = extreme_position(x, lines.at[0], lines.step[0], lines.length, largest)};
        put(&lines, &pair, x, &item, 0);
    }
    return pair_give(&pair, x, at, keep, largest ? PICKED_MAX : PICKED_MIN, ret_values,
                     ret_indices);
}

static enum status argmax_along(struct tensor *x, bool largest, int at, bool keep,
                                struct tensor **ret_tensor)
{
    struct lines lines;
    struct tensor *out;
    int64_t shape[TENSOR_DIMS];
    memcpy(shape, x->shape, sizeof *shape * x->ndim);
    if (x->ndim > 0) {
        shape[at] = 1;
    }
    enum status status = tensor_create(DTYPE_INT64, x->ndim, shape, &out);
    if (status != STATUS_OK) {
        return status;
    }
    lines_init(&lines, x, at);
    lines_add(&lines, out);
    while (lines_next(&lines)) {
        tensor_longs(out)[lines.at[1]] =
            extreme_position(x, lines.at[0], lines.step[0], lines.length, largest);
    }
    if (!keep && x->ndim > 0) {
        status = without_dim(&out, at);
    }
    if (status != STATUS_OK) {
        tensor_unref(out);
        return status;
    }
    *ret_tensor = out;
    return STATUS_OK;
}

enum status tensor_argmax(struct tensor *x, bool largest, const int64_t *dim, bool keep,
                          struct tensor **ret_tensor)
{
    int at = 0;
    const char *name = largest ? "argmax" : "argmin";
    struct tensor *flat = NULL;
    enum status status = refuse_bool(x, largest ? "argmax_cpu" : "argmin_cpu");
    if (status == STATUS_OK && dim == NULL && x->numel == 0) {
        status =
            failure(FAILURE_INDEX,
                    "%s(): Expected reduction dim to be specified for input.numel() == 0.", name);
    }
    if (status == STATUS_OK && dim != NULL) {
        status = shape_wrap_dim(*dim, x->ndim, &at);
        if (status == STATUS_OK) {
            status = check_not_empty(x, at, name);
        }
        return status == STATUS_OK ? argmax_along(x, largest, at, keep, ret_tensor) : status;
    }
    if (status == STATUS_OK) {
        status = tensor_pack_values(x, &flat);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct tensor *row;
    status = tensor_over(flat->storage, flat->dtype, 0, 1, &flat->numel, NULL, &row);
    tensor_unref(flat);
    if (status == STATUS_OK) {
        status = argmax_along(row, largest, 0, false, ret_tensor);
        tensor_unref(row);
    }
    return status;
}

// ---- distinct values

// Sorted items -> values, where each element's value stands, and how often each occurs.
static void fill_unique(const struct item *items, int64_t length, const struct tensor *flat,
                        struct tensor *values, int64_t *inverse, int64_t *counts)
{
    int64_t at = -1;
    for (int64_t i = 0; i < length; i++) {
        if (i == 0 || compare(&items[i], &items[i - 1]) != 0 || isnan(items[i].number)) {
            at++;
            tensor_set_element(values, at, tensor_element(flat, items[i].position));
            counts[at] = 0;
        }
        counts[at]++;
        inverse[items[i].position] = at;
    }
}

static int64_t count_distinct(const struct item *items, int64_t length)
{
    int64_t distinct = 0;
    for (int64_t i = 0; i < length; i++) {
        distinct += i == 0 || compare(&items[i], &items[i - 1]) != 0 || isnan(items[i].number);
    }
    return distinct;
}

enum status tensor_unique(struct tensor *x, struct tensor **ret_values, struct tensor **ret_inverse,
                          struct tensor **ret_counts)
{
    struct tensor *flat, *values = NULL, *inverse = NULL, *counts = NULL;
    enum status status = tensor_pack_values(x, &flat);
    if (status != STATUS_OK) {
        return status;
    }
    struct item *items = line_create(x->numel);
    status = items != NULL ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK) {
        read_line(flat, 0, 1, x->numel, items);
        qsort(items, (size_t)x->numel, sizeof *items, ascending);
        int64_t distinct = count_distinct(items, x->numel);
        status = tensor_create(x->dtype, 1, &distinct, &values);
        if (status == STATUS_OK) {
            status = tensor_create(DTYPE_INT64, 1, &distinct, &counts);
        }
        if (status == STATUS_OK) {
            status = tensor_create(DTYPE_INT64, x->ndim, x->shape, &inverse);
        }
    }
    if (status == STATUS_OK) {
        fill_unique(items, x->numel, flat, values, tensor_longs(inverse), tensor_longs(counts));
        *ret_values = tensor_ref(values);
        if (ret_inverse != NULL) {
            *ret_inverse = tensor_ref(inverse);
        }
        if (ret_counts != NULL) {
            *ret_counts = tensor_ref(counts);
        }
    }
    if (items != NULL) {
        line_destroy(items, x->numel);
    }
    tensor_unref(flat);
    tensor_unref(values);
    tensor_unref(inverse);
    tensor_unref(counts);
    return status;
}
