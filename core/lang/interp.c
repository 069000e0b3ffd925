// The interpreter's life, units, and what the embedder can ask while one runs.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/builtins/builtins.h"
#include "core/lang/compile/compile.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/modules/modules.h"
#include "core/lang/objects/collect.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/objects/slots.h"
#include "core/lang/run/attention.h"
#include "core/lang/run/diagnose.h"
#include "core/lang/run/generator.h"
#include "core/lang/run/interpret.h"
#include "core/lang/run/run.h"
#include "core/lang/text/str.h"

extern char **environ;

static struct interp_options options;
static struct value main_module;
static struct dict *unit_scope; // of the unit that runs, borrowed; for suggestions
static bool running;

// ---- life

enum status interp_init(const struct interp_options *given)
{
    options = given != NULL ? *given : (struct interp_options){0};
    atomic_store(&attention_word, 0);
    collect_init();
    object_stack_begin();
    bool fine = names_init() && slots_init() && builtins_init_types() && raise_init() &&
                frame_init() && modules_offer();
    struct value builtins = fine ? module_create("builtins") : value_unset;
    fine = value_is_set(builtins) && module_fill(module_of(builtins), &builtins_module) &&
           module_add_loaded("builtins", builtins);
    if (fine) {
        run_builtins = object_ref(module_of(builtins)->attributes);
        main_module = module_create("__main__");
    }
    value_unref(builtins);
    fine = value_is_set(main_module) && module_add_loaded("__main__", main_module) &&
           module_set(module_of(main_module), "__builtins__", builtins);
    if (!fine) {
        raise_forget();
        interp_finish();
        return status_fail(STATUS_MEMORY, "no memory for the interpreter");
    }
    return STATUS_OK;
}

// Empties the classes that are left: instances below int and str, which the collector does not
// see, keep them in circles.
static void empty_classes(void)
{
    struct list *classes = list_create(16);
    struct container *at = classes != NULL ? collect.head.next : &collect.head;
    for (; at != &collect.head; at = at->next) {
        if (at->object.type == &type_type && ((struct type *)at)->flags & TYPE_HEAP) {
            list_append(classes, value_object(at));
        }
    }
    for (size_t i = 0; classes != NULL && i < classes->count; i++) {
        struct type *type = (struct type *)classes->items[i].object;
        if (type->attributes != NULL) {
            dict_clear(type->attributes);
        }
    }
    object_unref(classes);
    raise_forget();
}

void interp_finish(void)
{
    if (value_is_set(main_module)) {
        dict_clear(module_of(main_module)->attributes);
        generator_close_abandoned();
    }
    value_clear(&main_module);
    modules_finish();
    module_finish_all();
    object_unref(run_builtins);
    run_builtins = NULL;
    if (collect.head.next != NULL) {
        collect_run();
        generator_close_abandoned();
        empty_classes();
    }
    raise_finish();
    value_clear(&object_stop_result);
    type_forget_remembered();
    type_finish_all();
    if (collect.head.next != NULL) {
        collect_run();
    }
    tuple_forget_empty();
    frame_finish();
    slots_finish();
    names_finish();
    str_finish_interned();
}

struct dict *interp_globals(void)
{
    return module_of(main_module)->attributes;
}

struct dict *interp_scope_create(void)
{
    return dict_copy(interp_globals());
}

// ---- output

bool interp_write(enum interp_stream stream, const char *data, size_t length)
{
    return options.write == NULL || length == 0 ||
           options.write(options.context, stream, data, length);
}

const char *const *interp_arguments(void)
{
    static const char *const none[] = {"", NULL};
    return options.argv != NULL ? options.argv : none;
}

const char *const *interp_environment(void)
{
    return options.environment != NULL ? options.environment : (const char *const *)environ;
}

const char *interp_files(void)
{
    return options.files;
}

bool interp_sleep(int64_t ns)
{
    if (options.sleep != NULL) {
        return options.sleep(options.context, ns);
    }
    enum { SLICE = 20000000 }; // so that an interrupt need not wait long
    int64_t end = clock_monotonic_ns() + ns;
    for (int64_t left = ns; left > 0; left = end - clock_monotonic_ns()) {
        clock_sleep_ns(left < SLICE ? left : SLICE);
        if (raise_if_interrupted()) {
            return false;
        }
    }
    return true;
}

int64_t interp_reading(enum interp_reading kind, int64_t real)
{
    return options.reading != NULL ? options.reading(options.context, kind, real) : real;
}

// ---- attention

atomic_uint attention_word;
static uint64_t step_limit, steps;
static pthread_mutex_t place_lock = PTHREAD_MUTEX_INITIALIZER;
static struct interp_place place;

static void publish_place(void)
{
    struct interp_place here = {0};
    interp_place_here(0, &here);
    pthread_mutex_lock(&place_lock);
    place = here;
    pthread_mutex_unlock(&place_lock);
}

bool attention_attend(void)
{
    unsigned word = atomic_load(&attention_word);
    if (word & ATTENTION_COLLECT) {
        attention_drop(ATTENTION_COLLECT);
        collect_run();
    }
    if (word & ATTENTION_CLOSE) {
        attention_drop(ATTENTION_CLOSE);
        generator_close_abandoned();
    }
    if (word & ATTENTION_PLACE) {
        attention_drop(ATTENTION_PLACE);
        publish_place();
    }
    if ((word & ATTENTION_POLL) && options.poll != NULL) {
        options.poll(options.context);
    }
    if ((word & ATTENTION_STEPS) && ++steps > step_limit) {
        raise_refused("the step limit is reached");
        return false;
    }
    if (word & ATTENTION_INTERRUPT) {
        attention_drop(ATTENTION_INTERRUPT);
        raise_with(&exception_keyboard_interrupt, value_unset);
        return false;
    }
    return true;
}

void interp_interrupt(void)
{
    attention_raise(ATTENTION_INTERRUPT);
}

void interp_forget_interrupt(void)
{
    attention_drop(ATTENTION_INTERRUPT);
}

void interp_poll(bool wanted)
{
    if (wanted) {
        attention_raise(ATTENTION_POLL);
    } else {
        attention_drop(ATTENTION_POLL);
    }
}

void interp_set_step_limit(uint64_t limit)
{
    step_limit = limit;
    steps = 0;
    if (limit > 0) {
        attention_raise(ATTENTION_STEPS);
    } else {
        attention_drop(ATTENTION_STEPS);
    }
}

// ---- where the program is

bool interp_place_here(unsigned depth, struct interp_place *ret_place)
{
    for (struct frame *frame = frame_current(); frame != NULL; frame = frame_caller(frame)) {
        if ((frame->code->flags & CODE_HIDDEN) || depth-- > 0) {
            continue;
        }
        strncpy(ret_place->file, frame->code->source->name, sizeof ret_place->file - 1);
        strncpy(ret_place->function, frame->code->name->data, sizeof ret_place->function - 1);
        ret_place->file[sizeof ret_place->file - 1] = '\0';
        ret_place->function[sizeof ret_place->function - 1] = '\0';
        ret_place->line = frame->code->positions[frame_at(frame)].line;
        return true;
    }
    return false;
}

void interp_place(bool fresh, struct interp_place *ret_place)
{
    enum { TRIES = 20, PAUSE = 1000000 };
    if (fresh) {
        attention_raise(ATTENTION_PLACE);
    }
    for (int i = 0; fresh && i < TRIES && (atomic_load(&attention_word) & ATTENTION_PLACE); i++) {
        clock_sleep_ns(PAUSE);
    }
    pthread_mutex_lock(&place_lock);
    *ret_place = place;
    pthread_mutex_unlock(&place_lock);
}

void interp_publish_place(void)
{
    publish_place();
}

// ---- units

static struct diagnostic *take_diagnostic(void)
{
    struct value exception = raise_take();
    if (!value_is_set(exception)) {
        return NULL;
    }
    struct diagnostic *diagnostic =
        diagnose_exception((struct exception *)exception.object, unit_scope);
    value_unref(exception);
    return diagnostic;
}

static void exit_outcome(struct exception *exception, struct interp_outcome *outcome)
{
    struct tuple *arguments = exception->arguments;
    struct value code = arguments->count == 1  ? arguments->items[0]
                        : arguments->count > 1 ? value_object(arguments)
                                               : value_none;
    outcome->end = INTERP_EXITED;
    if (value_is_none(code)) {
        outcome->exit_code = 0;
    } else if (code.tag == VALUE_INT || code.tag == VALUE_BOOL) {
        outcome->exit_code = (int)(code.integer & 0xFF);
    } else {
        struct str *text = object_str(code);
        outcome->exit_code = 1;
        outcome->exit_message = strdup(text != NULL ? text->data : "");
        object_unref(text);
        raise_forget();
    }
}

static void raised_outcome(struct interp_outcome *outcome)
{
    if (raise_is(&exception_system_exit)) {
        struct value exception = raise_take();
        exit_outcome((struct exception *)exception.object, outcome);
        value_unref(exception);
        return;
    }
    outcome->end = step_limit > 0 && steps > step_limit ? INTERP_STOPPED : INTERP_RAISED;
    outcome->interrupted = raise_is(&exception_keyboard_interrupt);
    outcome->diagnostic = take_diagnostic();
}

void interp_take_raised(struct interp_outcome *ret_outcome)
{
    *ret_outcome = (struct interp_outcome){.end = INTERP_DONE};
    raised_outcome(ret_outcome);
}

static void run_code(struct code *code, struct dict *scope, struct interp_outcome *outcome)
{
    struct dict *outer = unit_scope;
    bool was_running = running;
    running = true;
    unit_scope = scope;
    steps = was_running ? steps : 0;
    object_ref(scope);
    struct value result = interpret_code(code, scope, NULL, NULL);
    if (attention_wanted() && !raise_pending()) {
        attention_drop(ATTENTION_INTERRUPT);
        attention_attend();
    }
    if (!value_is_set(result) || raise_pending()) {
        raised_outcome(outcome);
    }
    value_unref(result);
    object_unref(scope);
    unit_scope = outer;
    running = was_running;
}

// As CPython prints them on stderr, before the program runs.
static void show_warnings(const struct parse *parse, const struct source *source)
{
    struct text text = {0};
    for (size_t i = 0; parse->state == PARSE_COMPLETE && i < parse->warning_count; i++) {
        size_t length;
        const char *line = source_line(source, parse->warnings[i].line, &length);
        for (; length > 0 && (*line == ' ' || *line == '\t'); length--) {
            line++;
        }
        text_addf(&text, "%s:%u: SyntaxWarning: %s\n  ", source->name, parse->warnings[i].line,
                  parse->warnings[i].message);
        text_add_bytes(&text, line, length);
        text_add(&text, "\n");
    }
    interp_write(INTERP_STDERR, text_string(&text), text.length);
    raise_forget();
    text_finish(&text);
}

// What CPython sets in the module of a script.
static void name_file(struct dict *scope, const char *name)
{
    struct str *file = str_from(name);
    if (file == NULL || !dict_set_text(scope, "__file__", value_object(file)) ||
        !dict_set_text(scope, "__package__", value_none) ||
        !dict_set_text(scope, "__spec__", value_none)) {
        raise_forget();
    }
    object_unref(file);
}

// Parsing and compiling may go this far past the budget, so that a learner whose memory is full
// can still type `x = None`.
enum { RESERVE = 4 << 20 };

void interp_run(const struct interp_unit *unit, struct interp_outcome *ret_outcome)
{
    struct parse parse;
    bool interactive = unit->mode == INTERP_INTERACTIVE;
    *ret_outcome = (struct interp_outcome){.end = INTERP_DONE};
    size_t budget = memory_budget();
    memory_set_budget(budget < SIZE_MAX - RESERVE ? budget + RESERVE : budget);
    parse_init(&parse, unit->source, PARSE_FILE);
    struct code *code = NULL;
    if (parse.state == PARSE_COMPLETE) {
        code = compile_unit(&parse, interactive ? COMPILE_INTERACTIVE : COMPILE_FILE, 0);
    }
    if (code == NULL && !raise_pending() && parse.error.message == NULL) {
        raise_memory();
    }
    if (code == NULL && raise_pending()) {
        raised_outcome(ret_outcome);
    } else if (code == NULL) {
        ret_outcome->end = INTERP_RAISED;
        ret_outcome->diagnostic = syntax_diagnostic(&parse.error, unit->source);
    }
    show_warnings(&parse, unit->source);
    parse_finish(&parse);
    memory_set_budget(budget);
    if (code != NULL && !interactive) {
        name_file(unit->scope != NULL ? unit->scope : interp_globals(), unit->source->name);
    }
    if (code != NULL) {
        run_code(code, unit->scope != NULL ? unit->scope : interp_globals(), ret_outcome);
    }
    object_unref(code);
}

void interp_outcome_finish(struct interp_outcome *outcome)
{
    diagnostic_destroy(outcome->diagnostic);
    free(outcome->exit_message);
    *outcome = (struct interp_outcome){0};
}

// ---- completion

// What a dotted name without calls stands for; unset: no such thing. Nothing of the learner's
// runs: attributes are looked up without __getattr__.
static struct value evaluate_name(const char *expression, size_t length)
{
    struct value value = value_unset;
    for (size_t start = 0; start <= length;) {
        const char *dot = memchr(expression + start, '.', length - start);
        size_t end = dot != NULL ? (size_t)(dot - expression) : length;
        struct str *name = str_intern(str_create(expression + start, end - start));
        struct value next = value_unset;
        if (name != NULL && start == 0) {
            struct value *slot = dict_find_name(interp_globals(), name);
            slot = slot != NULL ? slot : dict_find_name(run_builtins, name);
            next = slot != NULL ? value_ref(*slot) : value_unset;
        } else if (name != NULL && value_is(value, &module_type)) {
            struct value *slot = dict_find_name(module_of(value)->attributes, name);
            next = slot != NULL ? value_ref(*slot) : value_unset;
        } else if (name != NULL) {
            struct dict *attributes = object_attributes(value, false);
            struct value *slot = attributes != NULL ? dict_find_name(attributes, name) : NULL;
            slot = slot != NULL ? slot : type_find(value_type(value), name);
            next = slot != NULL ? value_ref(*slot) : value_unset;
        }
        object_unref(name);
        value_unref(value);
        value = next;
        if (!value_is_set(value)) {
            break;
        }
        start = end + 1;
    }
    raise_forget();
    return value;
}

static void add_names(struct text *text, struct value names)
{
    struct list *list = value_is_set(names) ? object_to_list(names) : NULL;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        if (value_is(list->items[i], &str_type)) {
            text_addf(text, "%s\n", str_of(list->items[i])->data);
        }
    }
    object_unref(list);
}

enum status interp_names(const char *expression, char **ret_names)
{
    struct text text = {0};
    size_t length = strlen(expression);
    if (length == 0) {
        add_names(&text, value_object(interp_globals()));
        add_names(&text, value_object(run_builtins));
    } else {
        struct value value = evaluate_name(expression, length);
        if (!value_is_set(value)) {
            return status_fail(STATUS_NOT_FOUND, "%s is not bound", expression);
        }
        struct list *names = value_is(value, &module_type)
                                 ? object_to_list(value_object(module_of(value)->attributes))
                                 : object_dir_generic(value);
        add_names(&text, value_object(names));
        object_unref(names);
        value_unref(value);
    }
    raise_forget();
    char *names = text_take(&text);
    if (names == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for names");
    }
    *ret_names = names;
    return STATUS_OK;
}
