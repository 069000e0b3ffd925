// Any bytes, run as a program: with a limit of steps and of memory, its output thrown away. Each
// has globals of its own; now and then comes a fresh interpreter, and what the last one leaves
// behind is found.
#include <stdlib.h>

#include "core/base/memory.h"
#include "core/lang/interp.h"
#include "core/lang/objects/object.h"
#include "core/lang/syntax/parse.h"
#include "tests/fuzz/target.h"

enum { STEPS = 20000, BUDGET = 64 << 20, RUNS_EACH = 100, SPARE = 2 << 20 };

static bool no_sleep(void *context, int64_t ns)
{
    (void)context;
    (void)ns;
    return true;
}

static bool running;

static void end(void)
{
    if (running) {
        running = false;
        interp_finish();
    }
}

static void begin(void)
{
    static bool registered;
    struct interp_options options = {.sleep = no_sleep};
    if (!registered) {
        registered = true;
        atexit(end); // so that what is left at the exit is a leak
    }
    running = true;
    if (interp_init(&options) != STATUS_OK) {
        abort();
    }
}

static void run(struct source *source)
{
    struct interp_unit unit = {
        .source = source, .mode = INTERP_FILE, .scope = interp_scope_create()};
    struct interp_outcome outcome;
    if (unit.scope == NULL) {
        abort();
    }
    interp_set_step_limit(STEPS);
    interp_run(&unit, &outcome);
    if (outcome.end == INTERP_RAISED && outcome.diagnostic == NULL) {
        abort();
    }
    interp_outcome_finish(&outcome);
    object_unref(unit.scope);
}

// Programs: what does not parse is tests/fuzz/syntax.c's.
bool target_accepts(const uint8_t *data, size_t size)
{
    struct source *source = NULL;
    struct parse parse;
    if (source_decode("fuzz.py", (const char *)data, size, &source) != STATUS_OK) {
        return false;
    }
    parse_init(&parse, source, PARSE_FILE);
    bool accepts = parse.state == PARSE_COMPLETE;
    parse_finish(&parse);
    source_unref(source);
    return accepts;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static size_t before, runs;
    struct source *source = NULL;
    if (source_decode("fuzz.py", (const char *)data, size, &source) != STATUS_OK) {
        return 0;
    }
    if (runs == 0) {
        before = memory_in_use();
        begin();
    }
    memory_set_budget(memory_in_use() + BUDGET);
    run(source);
    source_unref(source);
    if (++runs == RUNS_EACH) {
        runs = 0;
        end();
        if (memory_in_use() > before + SPARE) {
            abort(); // what programs allocated must go with their interpreter, but for spare chunks
        }
    }
    return 0;
}
