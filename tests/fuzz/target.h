// What a fuzzer calls, by the names that libFuzzer gives them. replay.c calls the same.
#ifndef RANKSH_TESTS_FUZZ_TARGET_H
#define RANKSH_TESTS_FUZZ_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// One input to its end. Returns 0; a failure aborts.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Changes `data` in place, up to `max_size` bytes: mostly whole lines and words, so that what
// comes out is often a program. Returns the new size. The same seed makes the same change.
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

// Whether the target wants to see such an input: the mutator mostly takes back what it doesn't.
bool target_accepts(const uint8_t *data, size_t size);

// libFuzzer's own change of bytes; replay.c has a small one.
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

#endif
