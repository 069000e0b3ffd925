// Reads the embedded table: 64 pixels of 0 … 16 and the digit in each line.
#include <stdlib.h>

#include "core/base/embed.h"
#include "core/tensor/digits.h"

enum { TRAIN = 1437, TEST = 360, PIXELS = 64 };

extern const struct embed_file digits_file[];

// One line into row `row`; gives where the next begins.
static const char *read_line(const char *line, struct tensor *x, struct tensor *y, int64_t row)
{
    char *end;
    for (int i = 0; i < PIXELS; i++) {
        tensor_floats(x)[row * PIXELS + i] = (float)strtol(line, &end, 10) / 16.0f;
        line = *end != '\0' ? end + 1 : end;
    }
    // The last column may be written as 3.0.
    tensor_longs(y)[row] = strtol(line, &end, 10);
    while (*end != '\0' && *end != '\n') {
        end++;
    }
    return *end != '\0' ? end + 1 : end;
}

enum status digits_load(struct tensor *ret_tensors[4])
{
    static const int64_t shapes[4][2] = {{TRAIN, PIXELS}, {TRAIN}, {TEST, PIXELS}, {TEST}};
    struct tensor *made[4] = {NULL};
    const struct embed_file *file = embed_find(digits_file, "data/digits.csv");
    enum status status = STATUS_OK;
    for (int i = 0; i < 4 && status == STATUS_OK; i++) {
        bool labels = i % 2 == 1;
        status = tensor_create(labels ? DTYPE_INT64 : DTYPE_FLOAT32, labels ? 1 : 2, shapes[i],
                               &made[i]);
    }
    if (status != STATUS_OK) {
        for (int i = 0; i < 4; i++) {
            tensor_unref(made[i]);
        }
        return status;
    }
    const char *line = file->data;
    for (int row = 0; row < TRAIN; row++) {
        line = read_line(line, made[0], made[1], row);
    }
    for (int row = 0; row < TEST; row++) {
        line = read_line(line, made[2], made[3], row);
    }
    for (int i = 0; i < 4; i++) {
        ret_tensors[i] = made[i];
    }
    return STATUS_OK;
}
