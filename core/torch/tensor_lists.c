// Tuples of tensors, and the functions whose results are such.
#include "core/base/memory.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/raise.h"
#include "core/tensor/index.h"
#include "core/tensor/join.h"
#include "core/tensor/view.h"
#include "core/torch/tensor_lists.h"

struct value tensor_tuple(struct tensor *const *tensors, int64_t count)
{
    struct tuple *tuple = tuple_create((size_t)count);
    bool fine = tuple != NULL;
    for (int64_t i = 0; i < count; i++) {
        if (tuple == NULL) {
            tensor_unref(tensors[i]);
            continue;
        }
        tuple->items[i] = tensor_value(tensors[i]);
        fine = fine && value_is_set(tuple->items[i]);
    }
    if (!fine) {
        object_unref(tuple);
        return value_unset;
    }
    return value_object(tuple);
}

struct value tensor_list_unbound(struct tensor *x, int64_t dim)
{
    int64_t count = 0;
    enum status status = tensor_unbind_count(x, dim, &count);
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    size_t size = (size_t)(count + 1) * sizeof(struct tensor *);
    struct tensor **views = memory_alloc(size);
    if (views == NULL) {
        return raise_memory();
    }
    status = tensor_unbind(x, dim, views);
    struct value result = status == STATUS_OK ? tensor_tuple(views, count) : raise_failure(status);
    memory_free(views, size);
    return result;
}

struct value tensor_list_of_places(struct tensor *x)
{
    struct tensor *flat, *places;
    enum status status;
    if (x->ndim == 0) {
        status = tensor_unsqueeze(x, 0, &flat);
    } else {
        flat = tensor_ref(x);
        status = STATUS_OK;
    }
    if (status == STATUS_OK) {
        status = tensor_nonzero(flat, &places);
        tensor_unref(flat);
    }
    if (status != STATUS_OK) {
        return raise_failure(status);
    }
    struct value result = tensor_list_unbound(places, 1);
    tensor_unref(places);
    return result;
}
