#include <string.h>

#include "core/dist/staging.h"

// Copies one block of plain memory for each run of elements along the last dimension.
static void copy_elements(const struct tensor *tensor, char *plain, bool pack)
{
    size_t item = tensor_item_size(tensor);
    if (tensor->numel == 0) {
        return;
    }
    if (tensor->contiguous) {
        char *elements = tensor_data(tensor);
        size_t length = (size_t)tensor->numel * item;
        memcpy(pack ? plain : elements, pack ? elements : plain, length);
        return;
    }
    int64_t at[TENSOR_DIMS] = {0};
    char *base = tensor_data(tensor);
    for (int64_t done = 0; done < tensor->numel; done++) {
        int64_t offset = 0;
        for (int dim = 0; dim < tensor->ndim; dim++) {
            offset += at[dim] * tensor->strides[dim];
        }
        char *element = base + offset * (int64_t)item;
        memcpy(pack ? plain : element, pack ? element : plain, item);
        plain += item;
        for (int dim = tensor->ndim - 1; dim >= 0 && ++at[dim] == tensor->shape[dim]; dim--) {
            at[dim] = 0;
        }
    }
}

void staging_pack(const struct tensor *tensor, void *bytes)
{
    copy_elements(tensor, bytes, true);
}

void staging_unpack(const void *bytes, struct tensor *tensor)
{
    copy_elements(tensor, (char *)bytes, false);
    tensor_touch(tensor);
}

static size_t bytes_of(const struct tensor *tensor)
{
    return (size_t)tensor->numel * tensor_item_size(tensor);
}

static size_t bytes_of_list(struct tensor *const *tensors, int count)
{
    size_t bytes = 0;
    for (int i = 0; i < count; i++) {
        bytes += bytes_of(tensors[i]);
    }
    return bytes;
}

enum status staging_send(struct work *work, const struct tensor *tensor)
{
    if (tensor->contiguous) {
        work->send = tensor_data(tensor);
        return STATUS_OK;
    }
    return staging_send_list(work, &(struct tensor *){(struct tensor *)tensor}, 1);
}

enum status staging_send_list(struct work *work, struct tensor *const *tensors, int count)
{
    enum status status = storage_create(bytes_of_list(tensors, count), &work->send_staging);
    if (status != STATUS_OK) {
        return status;
    }
    char *plain = work->send_staging->data;
    for (int i = 0; i < count; i++) {
        staging_pack(tensors[i], plain);
        plain += bytes_of(tensors[i]);
    }
    work->send = work->send_staging->data;
    return STATUS_OK;
}

enum status staging_receive(struct work *work, struct tensor *tensor, bool in_out)
{
    work->output = tensor;
    if (tensor->contiguous) {
        work->receive = tensor_data(tensor);
        return STATUS_OK;
    }
    enum status status = storage_create(bytes_of(tensor), &work->receive_staging);
    if (status != STATUS_OK) {
        return status;
    }
    work->receive = work->receive_staging->data;
    if (in_out) {
        staging_pack(tensor, work->receive);
    }
    return STATUS_OK;
}

enum status staging_receive_list(struct work *work, struct tensor **tensors, int count)
{
    work->outputs = tensors;
    work->output_count = count;
    enum status status = storage_create(bytes_of_list(tensors, count), &work->receive_staging);
    if (status == STATUS_OK) {
        work->receive = work->receive_staging->data;
    }
    return status;
}

void staging_finish(struct work *work)
{
    if (work->outputs != NULL) {
        const char *plain = work->receive;
        for (int i = 0; i < work->output_count; i++) {
            staging_unpack(plain, work->outputs[i]);
            plain += bytes_of(work->outputs[i]);
        }
    } else if (work->output != NULL && work->receive_staging != NULL) {
        staging_unpack(work->receive, work->output);
    } else if (work->output != NULL) {
        tensor_touch(work->output);
    }
}
