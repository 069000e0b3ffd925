// Order: what the dialect asks of the process, units by mode, results, the runner.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/base/file.h"
#include "core/lang/containers/dict.h"
#include "core/lang/interp.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/attention.h"
#include "core/lang/text/str.h"
#include "core/rank/interpreter.h"
#include "core/rank/rank.h"
#include "core/torch/torch.h"
#include "core/torch/training.h"

// ---- what the dialect asks of the process

static bool interrupted(void)
{
    return (atomic_load(&attention_word) & ATTENTION_INTERRUPT) != 0;
}

static bool raise_stopped(void)
{
    interp_forget_interrupt();
    raise_with(&exception_keyboard_interrupt, value_unset);
    return false;
}

static bool write_output(void *context, enum interp_stream stream, const char *data, size_t length)
{
    (void)context;
    enum output_stream out = stream == INTERP_STDOUT ? OUTPUT_STDOUT : OUTPUT_STDERR;
    return rank_write(out, data, length) || raise_stopped();
}

static bool sleep_for(void *context, int64_t ns)
{
    (void)context;
    interp_publish_place();
    return rank_sleep(ns) || raise_stopped();
}

static int64_t pass_reading(void *context, enum interp_reading kind, int64_t real)
{
    (void)context;
    return rank_reading((uint32_t)kind, real);
}

static void poll_process(void *context)
{
    (void)context;
    rank_poll();
}

static void say(const char *line)
{
    rank_write(OUTPUT_LAB, line, strlen(line));
    rank_flush(); // each a message of its own
}

static enum distributed_answer ask(enum distributed_question question, int64_t value,
                                   const char *data, size_t length, int64_t timeout_ns,
                                   int64_t *ret_value, char **ret_data)
{
    static const enum request_kind kinds[] = {[DISTRIBUTED_PEERS] = REQUEST_PEERS,
                                              [DISTRIBUTED_SPAWN] = REQUEST_SPAWN,
                                              [DISTRIBUTED_JOIN] = REQUEST_JOIN,
                                              [DISTRIBUTED_STOP] = REQUEST_STOP};
    struct rank_reply reply;
    *ret_data = NULL;
    if (!rank_request(kinds[question], value, data, length, timeout_ns, &reply)) {
        return interrupted() ? DISTRIBUTED_STOPPED : DISTRIBUTED_TIMED_OUT;
    }
    *ret_value = reply.value;
    *ret_data = reply.data;
    return reply.refused ? DISTRIBUTED_REFUSED : DISTRIBUTED_ANSWERED;
}

// Everything that ran here, for torch.multiprocessing's children.
struct kept_source {
    struct source *source;
    bool typed;
};

static struct kept_source *kept;
static size_t kept_count, kept_capacity;
static bool kept_runs; // the last one does

static void keep_source(struct source *source, bool typed)
{
    if (array_reserve((void **)&kept, &kept_capacity, kept_count + 1, sizeof *kept)) {
        kept[kept_count++] = (struct kept_source){source_ref(source), typed};
    }
}

static bool tell_source(size_t index, struct distributed_source *ret_source)
{
    if (index >= kept_count) {
        return false;
    }
    const struct source *source = kept[index].source;
    *ret_source = (struct distributed_source){.name = source->name,
                                              .text = source->text,
                                              .length = source->length,
                                              .typed = kept[index].typed,
                                              .running = kept_runs && index == kept_count - 1,
                                              .first_line = (int)source->first_line};
    return true;
}

static char *files; // the folder of the programs' files; NULL: they have none

static enum status start(const struct runner_start *given)
{
    const char *own = getenv("RANKSH_FILES"); // the job's own
    if (files == NULL && own != NULL) {
        files = strdup(own);
    } else if (files == NULL && file_path(FILE_PLACE_DATA, "files", &files) != STATUS_OK) {
        files = NULL; // no home
    }
    struct interp_options options = {.write = write_output,
                                     .argv = given->arguments,
                                     .environment = given->environment,
                                     .poll = poll_process,
                                     .sleep = sleep_for,
                                     .reading = pass_reading,
                                     .files = files};
    struct distributed_host host = {.lone = given->lone,
                                    .rank = given->rank,
                                    .size = given->size,
                                    .say = say,
                                    .ask = ask,
                                    .source = tell_source};
    enum status status = interp_init(&options);
    if (status == STATUS_OK && !torch_offer(&host)) {
        raise_forget();
        status = status_fail(STATUS_MEMORY, "no memory for the modules of torch");
    }
    return status;
}

// ---- units by mode

static void refuse(struct runner_result *result, const char *why)
{
    result->outcome = OUTCOME_REFUSED;
    text_clear(&result->value);
    text_add(&result->value, why);
}

static enum unit_outcome outcome_of(const struct interp_outcome *outcome)
{
    switch (outcome->end) {
    case INTERP_DONE:
        return OUTCOME_DONE;
    case INTERP_EXITED:
        return OUTCOME_EXIT;
    case INTERP_RAISED:
    case INTERP_STOPPED:
        break;
    }
    return outcome->interrupted ? OUTCOME_INTERRUPTED : OUTCOME_EXCEPTION;
}

static void take_outcome(const struct interp_outcome *outcome, struct runner_result *result)
{
    result->outcome = outcome_of(outcome);
    result->exit_code = outcome->exit_code;
    if (outcome->exit_message != NULL) {
        rank_write(OUTPUT_STDERR, outcome->exit_message, strlen(outcome->exit_message));
        rank_write(OUTPUT_STDERR, "\n", 1);
    }
    if (outcome->diagnostic != NULL) {
        diagnostic_encode(outcome->diagnostic, &result->diagnostic);
    }
}

static enum status read_source(const struct runner_unit *unit, struct source **ret_source)
{
    enum status status =
        unit->mode == UNIT_SCRIPT
            ? source_decode(unit->name, unit->source, unit->source_length, ret_source)
            : source_create(unit->name, unit->source, unit->source_length, ret_source);
    if (status == STATUS_OK && unit->first_line > 1) {
        (*ret_source)->first_line = (uint32_t)unit->first_line;
    }
    return status;
}

static void run_source(struct source *source, enum interp_mode mode, struct dict *scope,
                       struct runner_result *result)
{
    struct interp_unit unit = {.source = source, .mode = mode, .scope = scope};
    struct interp_outcome outcome;
    interp_run(&unit, &outcome);
    take_outcome(&outcome, result);
    interp_outcome_finish(&outcome);
}

static void run_code(const struct runner_unit *unit, struct runner_result *result)
{
    struct source *source;
    if (read_source(unit, &source) != STATUS_OK) {
        refuse(result, status_message());
        return;
    }
    bool typed = unit->mode == UNIT_PROMPT;
    keep_source(source, typed);
    kept_runs = true;
    training_begin();
    run_source(source, typed ? INTERP_INTERACTIVE : INTERP_FILE, NULL, result);
    kept_runs = false;
    source_unref(source);
}

// The value of a check: its truth and its repr.
static void take_value(struct dict *scope, struct runner_result *result)
{
    struct value *slot = dict_find_text(scope, "__check__");
    struct str *text = slot != NULL ? object_repr(*slot) : NULL;
    if (text == NULL || !object_truth(*slot, &result->truth)) {
        raise_forget();
        refuse(result, "the check has no value");
    } else {
        text_add_bytes(&result->value, text->data, text->length);
    }
    object_unref(text);
}

// An expression, evaluated in a copy of the learner's variables.
static void run_check(const struct runner_unit *unit, struct runner_result *result)
{
    struct text code = {0};
    struct source *source = NULL;
    text_addf(&code, "__check__ = (\n%s\n)\n", unit->source);
    struct dict *scope = interp_scope_create();
    if (scope == NULL || code.failed ||
        source_create(unit->name, text_string(&code), code.length, &source) != STATUS_OK) {
        raise_forget();
        refuse(result, "there is no memory for the check");
    } else {
        run_source(source, INTERP_FILE, scope, result);
    }
    if (result->outcome == OUTCOME_DONE) {
        take_value(scope, result);
    }
    source_unref(source);
    object_unref(scope);
    text_finish(&code);
}

static void run_names(const struct runner_unit *unit, struct runner_result *result)
{
    char *names;
    if (interp_names(unit->source, &names) == STATUS_OK) {
        text_add(&result->value, names);
        free(names);
    } else {
        refuse(result, status_message());
    }
}

// ---- a child of torch.multiprocessing

static void take_exception(struct runner_result *result)
{
    struct interp_outcome outcome;
    interp_take_raised(&outcome);
    take_outcome(&outcome, result);
    interp_outcome_finish(&outcome);
}

// Runs what ran in the parent. A script that fails ends the child, as it would on import; what was
// typed failed there too.
static void run_parents_lines(struct runner_result *result)
{
    struct distributed_source given;
    for (size_t i = 0; distributed_child_source(i, &given) && result->outcome == OUTCOME_DONE;
         i++) {
        struct source *source;
        if (source_create(given.name, given.text, given.length, &source) != STATUS_OK) {
            refuse(result, status_message());
            return;
        }
        source->first_line = (uint32_t)given.first_line;
        keep_source(source, given.typed);
        rank_silence(given.typed);
        run_source(source, INTERP_FILE, NULL, result);
        rank_silence(false);
        source_unref(source);
        if (given.typed) {
            result->outcome = OUTCOME_DONE;
            text_clear(&result->diagnostic);
        }
    }
}

static void run_child(const struct runner_unit *unit, struct runner_result *result)
{
    if (!distributed_child_begin(unit->data, unit->data_length)) {
        take_exception(result);
        return;
    }
    run_parents_lines(result);
    if (result->outcome != OUTCOME_DONE) {
        result->exit_code = 1; // before its call: the process only ended
    } else if (!distributed_child_call()) {
        take_exception(result);
    }
}

static void run(const struct runner_unit *unit, struct runner_result *result)
{
    switch (unit->mode) {
    case UNIT_SCRIPT:
    case UNIT_PROMPT:
        run_code(unit, result);
        break;
    case UNIT_CHECK:
        run_check(unit, result);
        break;
    case UNIT_NAMES:
        run_names(unit, result);
        break;
    case UNIT_CHILD:
        run_child(unit, result);
        break;
    }
}

// ---- the runner

static void place(bool fresh, struct runner_place *ret_place)
{
    struct interp_place here;
    interp_place(fresh, &here);
    struct training training;
    training_look(&training);
    *ret_place = (struct runner_place){.line = here.line,
                                       .epoch = training.epoch,
                                       .steps = training.steps,
                                       .samples = training.samples,
                                       .planned = training.planned,
                                       .loss = training.loss};
    snprintf(ret_place->file, sizeof ret_place->file, "%.95s", here.file);
    snprintf(ret_place->function, sizeof ret_place->function, "%.47s", here.function);
}

const struct runner interpreter_runner = {
    .start = start,
    .run = run,
    .interrupt = interp_interrupt,
    .forget_interrupt = interp_forget_interrupt,
    .interrupted = interrupted,
    .place = place,
    .poll = interp_poll,
};
