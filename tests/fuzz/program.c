// Any bytes, run as a program: with a limit of steps and of memory, its output thrown away. A
// fresh interpreter for each, so that what one leaves behind is found.
#include <stdlib.h>

#include "core/base/memory.h"
#include "core/lang/interp.h"
#include "tests/fuzz/target.h"

enum { STEPS = 20000, BUDGET = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source *source = NULL;
    if (source_decode("fuzz.py", (const char *)data, size, &source) != STATUS_OK) {
        return 0;
    }
    size_t before = memory_in_use();
    memory_set_budget(before + BUDGET);
    struct interp_options options = {0};
    if (interp_init(&options) != STATUS_OK) {
        abort();
    }
    interp_set_step_limit(STEPS);
    struct interp_unit unit = {.source = source, .mode = INTERP_FILE};
    struct interp_outcome outcome;
    interp_run(&unit, &outcome);
    if (outcome.end == INTERP_RAISED && outcome.diagnostic == NULL) {
        abort();
    }
    interp_outcome_finish(&outcome);
    interp_finish();
    source_unref(source);
    if (memory_in_use() > before + (1 << 20)) {
        abort(); // what a program allocated must go with its interpreter
    }
    return 0;
}
