// Runs one script with the dialect alone, as `python3 FILE` would: dialect [-i] FILE. -i shows the
// values of expressions, as the prompt does. Exit: 0, 1 after an exception, or what the script says.
//
// For tests, from the environment: DIALECT_STEPS (a step limit), DIALECT_FAIL_AFTER (allocations
// that succeed), DIALECT_BUDGET (bytes). Built with a sanitizer, it says what counted memory is left.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/memory.h"
#include "core/lang/interp.h"
#ifdef WITH_TENSORS
#include "core/tensor/autograd.h"
#include "core/torch/nn.h"
#include "core/torch/torch.h"
#endif

static bool write_out(void *context, enum interp_stream stream, const char *data, size_t length)
{
    (void)context;
    if (stream == INTERP_STDERR) {
        fflush(stdout);
    }
    fwrite(data, 1, length, stream == INTERP_STDOUT ? stdout : stderr);
    return true;
}

static void interrupt(int number)
{
    (void)number;
    interp_interrupt();
}

// Called with each of the limits that the environment sets.
static void set_steps(const char *text)
{
    interp_set_step_limit(strtoull(text, NULL, 10));
}

static void set_budget(const char *text)
{
    memory_set_budget(strtoull(text, NULL, 10));
}

static void set_failing(const char *text)
{
    memory_fail_after(strtol(text, NULL, 10));
}

static void set_limits(void)
{
    static const struct {
        const char *name;
        void (*set)(const char *text);
    } limits[] = {
        {"DIALECT_STEPS", set_steps},
        {"DIALECT_BUDGET", set_budget},
        {"DIALECT_FAIL_AFTER", set_failing}, // last: setting nothing else may fail by it
    };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        const char *text = getenv(limits[i].name);
        if (text != NULL) {
            limits[i].set(text);
        }
    }
}

static void flush(void *context, enum interp_stream stream)
{
    (void)context;
    fflush(stream == INTERP_STDOUT ? stdout : stderr);
}

static int report(const struct interp_outcome *outcome)
{
    struct text text = {0};
    fflush(stdout);
    switch (outcome->end) {
    case INTERP_DONE:
        return 0;
    case INTERP_EXITED:
        if (outcome->exit_message != NULL) {
            fprintf(stderr, "%s\n", outcome->exit_message);
        }
        return outcome->exit_code;
    case INTERP_STOPPED:
        fprintf(stderr, "stopped\n");
        return 124;
    case INTERP_RAISED:
        break;
    }
    if (outcome->diagnostic != NULL) {
        diagnostic_traceback(outcome->diagnostic, &text);
    }
    fputs(text_string(&text), stderr);
    text_finish(&text);
    return 1;
}

int main(int argc, char **argv)
{
    bool interactive = argc > 2 && strcmp(argv[1], "-i") == 0;
    const char *path = argv[1 + interactive];
    char *text;
    size_t length;
    struct interp_unit unit = {.mode = interactive ? INTERP_INTERACTIVE : INTERP_FILE};
    struct interp_outcome outcome;
    struct interp_options options = {.write = write_out, .flush = flush};
    if (argc < 2 || file_read(path, 1 << 28, &text, &length) != STATUS_OK) {
        fprintf(stderr, "dialect: %s\n", argc < 2 ? "which file?" : status_message());
        return 2;
    }
    options.argv = (const char *const *)(argv + 1 + interactive);
    if (source_create(path, text, length, &unit.source) != STATUS_OK ||
        interp_init(&options) != STATUS_OK) {
        fprintf(stderr, "dialect: %s\n", status_message());
        return 3;
    }
#ifdef WITH_TENSORS
    torch_offer_tensors();
    nn_offer();
    autograd_set_reuse_memory(getenv("DIALECT_NO_REUSE") == NULL);
#endif
    signal(SIGINT, interrupt);
    set_limits();
    interp_run(&unit, &outcome);
    memory_fail_after(-1);
    int code = report(&outcome);
    interp_outcome_finish(&outcome);
#ifdef WITH_TENSORS
    nn_finish();
    torch_finish_tensors();
#endif
    interp_finish();
    source_unref(unit.source);
    free(text);
    if (MEMORY_SMALL < 0 && memory_in_use() != 0) { // else chunks are kept
        fprintf(stderr, "Sanitizer: %zu bytes of counted memory left\n", memory_in_use());
    }
    return code;
}
