// Stepping through all indices but one.
#include <string.h>

#include "core/tensor/lines.h"

static void take_strides(struct lines *lines, const struct tensor *tensor)
{
    int k = lines->count++, at = 0;
    for (int i = 0; i < tensor->ndim; i++) {
        if (i != lines->dim) {
            lines->strides[k][at++] = tensor->strides[i];
        }
    }
    lines->step[k] = tensor->ndim > 0 ? tensor->strides[lines->dim] : 0;
    lines->at[k] = 0;
}

void lines_init(struct lines *lines, const struct tensor *x, int dim)
{
    memset(lines, 0, sizeof *lines);
    lines->dim = dim;
    lines->length = x->ndim > 0 ? x->shape[dim] : 1;
    lines->left = 1;
    for (int i = 0; i < x->ndim; i++) {
        if (i != dim) {
            lines->shape[lines->ndim++] = x->shape[i];
            lines->left *= x->shape[i];
        }
    }
    take_strides(lines, x);
}

void lines_add(struct lines *lines, const struct tensor *tensor)
{
    take_strides(lines, tensor);
}

bool lines_next(struct lines *lines)
{
    if (lines->left == 0) {
        return false;
    }
    lines->left--;
    if (!lines->started) {
        lines->started = true;
        return true;
    }
    for (int d = lines->ndim - 1; d >= 0; d--) {
        bool carried = ++lines->index[d] == lines->shape[d];
        for (int k = 0; k < lines->count; k++) {
            lines->at[k] += lines->strides[k][d];
            if (carried) {
                lines->at[k] -= lines->strides[k][d] * lines->shape[d];
            }
        }
        if (!carried) {
            break;
        }
        lines->index[d] = 0;
    }
    return true;
}
