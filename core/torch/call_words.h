// What PyTorch says when no signature fits a call.
#ifndef RANKSH_CORE_TORCH_CALL_WORDS_H
#define RANKSH_CORE_TORCH_CALL_WORDS_H

#include "core/torch/call_match.h"

// Raises TypeError: what is wrong with the one signature that the number of arguments fits, or the
// list of all. Returns value_unset.
struct value call_words_explain(struct call_entry *entry, struct call_match *attempt);

#endif
