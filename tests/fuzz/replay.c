// Runs a fuzzer's target without libFuzzer: on each file given, or each file in the folders given,
// as it is and then changed CHANGES times. The changes are the same in every run.
//
//     replay-TARGET CHANGES PATH…
#define _XOPEN_SOURCE 700
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/target.h"

enum { LARGEST = 1 << 16 };

static unsigned changes, files, runs;

// The file that is under way, for a crash's report.
static const char *volatile current;

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size)
{
    static unsigned state = 1;
    state = state * 1664525u + 1013904223u;
    if (size > 0 && state >> 31) {
        data[(state >> 8) % size] ^= (uint8_t)(1u << (state >> 28 & 7));
    } else if (size < max_size) {
        data[size++] = (uint8_t)(state >> 20);
    }
    return size;
}

static void run(const uint8_t *data, size_t size)
{
    // a block of its own size, so that a sanitizer sees a read past its end
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) {
        abort();
    }
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    runs++;
}

static int replay(const char *path, const struct stat *stat, int kind, struct FTW *walk)
{
    (void)stat;
    (void)walk;
    if (kind != FTW_F) {
        return 0;
    }
    static uint8_t original[LARGEST], changed[LARGEST];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    size_t size = fread(original, 1, sizeof original, file);
    fclose(file);
    current = path;
    run(original, size);
    for (unsigned i = 0; i < changes; i++) {
        memcpy(changed, original, size);
        run(changed, LLVMFuzzerCustomMutator(changed, size, sizeof changed, files * 7919 + i));
    }
    files++;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: replay CHANGES PATH...\n", stderr);
        return 2;
    }
    changes = (unsigned)strtoul(argv[1], NULL, 10);
    for (int i = 2; i < argc; i++) {
        if (nftw(argv[i], replay, 16, FTW_PHYS) != 0) {
            return 1;
        }
    }
    printf("%u runs on %u files\n", runs, files);
    return files == 0;
}
