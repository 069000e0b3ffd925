// PyTorch's signature language: "(Tensor input, IntArrayRef[1]? dim, bool keepdim=False, *, …)".
#ifndef RANKSH_CORE_TORCH_CALL_SIGNATURE_H
#define RANKSH_CORE_TORCH_CALL_SIGNATURE_H

#include "core/base/text.h"
#include "core/lang/objects/type.h"

enum call_kind {
    CALL_TENSOR,
    CALL_SCALAR,
    CALL_INT,
    CALL_DOUBLE,
    CALL_BOOL,
    CALL_INTS,
    CALL_SYMINTS, // the same by another name in messages
    CALL_TENSORS,
    CALL_DTYPE,
    CALL_LAYOUT,
    CALL_DEVICE,
    CALL_MEMORY_FORMAT,
    CALL_NAME, // of a dimension: not supported
    CALL_NAMES,
    CALL_GENERATOR,
    CALL_TEXT,
    CALL_ANY,
    CALL_KINDS
};

struct call_parameter {
    enum call_kind kind;
    int size;       // IntArrayRef[2]: a single number stands for two
    bool none_fits; // None counts as not given
    bool optional;  // has a default
    bool keyword_only;
    bool numbers_fit;      // a tensor may be written as a number
    struct str *name;      // interned
    struct value standard; // the default: None, a bool or a number
};

struct call_signature {
    int count, positional, required;
    int out;     // number of the parameter called out; -1: none
    bool hidden; // an old form, not shown in messages
    struct call_parameter *parameters;
};

// Parses one signature from `text` up to the end of its line, and sets `*ret_next` to the next one
// (NULL: none). `as_method`: without the first parameter and `out`. `function`: for what numbers
// may stand for. NULL: MemoryError is raised.
struct call_signature *call_signature_create(const char *text, bool as_method, const char *function,
                                             const char **ret_next);
void call_signature_destroy(struct call_signature *signature);

// "(Tensor input, int dim)" as messages show it.
void call_signature_show(const struct call_signature *signature, struct text *out);

// What messages call a type: "tuple of ints".
const char *call_kind_name(enum call_kind kind);

#endif
