// Whether a call fits a signature. What a parameter takes is PyTorch's rule, not Python's.
#ifndef RANKSH_CORE_TORCH_CALL_MATCH_H
#define RANKSH_CORE_TORCH_CALL_MATCH_H

#include "core/torch/call.h"
#include "core/torch/call_signature.h"

enum { CALL_SIGNATURES = 8 };

// A function as it is called: its row for the interpreter, and its signatures once they are needed.
struct call_entry {
    const struct torch_function *function;
    bool as_method;
    int count; // of signatures; 0: not read yet
    struct call_signature *signatures[CALL_SIGNATURES];
};

struct call_match {
    struct call *call;
    const struct call_signature *signature;
    const struct arguments *arguments; // without the tensor of a method
    bool loud;                         // raise what does not fit
};

// Puts the arguments into match->call->args. False: they don't fit; raised if `loud`.
bool call_match_try(struct call_match *match);

bool call_match_fits(const struct call_parameter *parameter, struct value value);

// Whether a keyword means the parameter, under its own name or NumPy's.
bool call_match_is_called(const struct str *given, const struct call_parameter *parameter);

// ---- kinds of values

bool call_match_is_whole(struct value value); // an int, no bool
bool call_match_is_int(struct value value);   // or a tensor that stands for one
bool call_match_is_sequence(struct value value);
void call_match_items(struct value sequence, const struct value **ret_items, size_t *ret_count);

#endif
