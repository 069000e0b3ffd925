// Walks the lines of several tensors along one dimension: all other indices run together.
//
//     struct lines lines;
//     lines_init(&lines, x, dim);
//     lines_add(&lines, out);
//     while (lines_next(&lines)) { … lines.at[0] + i * lines.step[0] … }
#ifndef RANKSH_CORE_TENSOR_LINES_H
#define RANKSH_CORE_TENSOR_LINES_H

#include "core/tensor/tensor.h"

enum { LINES_TENSORS = 3 };

struct lines {
    int count;                                   // of tensors
    int ndim;                                    // of the dimensions that run
    int64_t shape[TENSOR_DIMS];                  // theirs
    int64_t strides[LINES_TENSORS][TENSOR_DIMS]; // theirs
    int64_t index[TENSOR_DIMS];
    int64_t left; // lines not given yet
    bool started;
    int dim;                     // that the lines run along
    int64_t length;              // of a line of the first tensor
    int64_t at[LINES_TENSORS];   // where the line begins, in elements from tensor_data()
    int64_t step[LINES_TENSORS]; // between its elements
};

// The first tensor says how many lines there are; a tensor without dimensions is one line of one.
void lines_init(struct lines *lines, const struct tensor *x, int dim);
void lines_add(struct lines *lines, const struct tensor *tensor);

// The next line; false when all were given.
bool lines_next(struct lines *lines);

#endif
