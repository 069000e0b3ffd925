// Exceptions as diagnostics: the frames they passed, what was perhaps meant, what they came from.
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/diag/suggest.h"
#include "core/lang/builtins/builtins.h"
#include "core/lang/compile/code.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/objects/type.h"
#include "core/lang/run/diagnose.h"
#include "core/lang/text/str.h"

// "ValueError", "torch.distributed.DistError": as a traceback's last line begins.
static char *class_name(struct type *type)
{
    const char *module = type->module_text != NULL ? type->module_text->data : "builtins";
    const char *name = type->qualified_text != NULL ? type->qualified_text->data : type->name;
    struct text text = {0};
    if (strcmp(module, "builtins") != 0 && strcmp(module, "__main__") != 0) {
        text_addf(&text, "%s.", module);
    }
    text_add(&text, name);
    return text_take(&text);
}

static void add_frame(struct diagnostic *diagnostic, const struct trace *trace, const char *blamed)
{
    const struct code *code = trace->code;
    const struct position *position = &code->positions[trace->instruction];
    size_t length;
    const char *line = source_line(code->source, position->line, &length);
    char *source = length > 0 ? strndup(line, length) : NULL;
    bool known = position->column != CODE_FAR && position->end_column != CODE_FAR &&
                 position->end_column > 0;
    struct diagnostic_frame frame = {
        .file = code->source->name,
        .function = code->name->data,
        .source = source,
        .line = position->line,
        .argument = blamed,
        .marks =
            {
                .known = known && source != NULL,
                .column = position->column,
                .end_column = position->end_column,
                .end_line = position->end_line,
                .operator_column = position->mark,
                .operator_end_column = position->mark_end,
            },
    };
    diagnostic_add_frame(diagnostic, &frame);
    free(source);
}

static void suggest_from(struct diagnostic *diagnostic, const char *name, struct list *names)
{
    const char **texts = names != NULL ? malloc((names->count + 1) * sizeof *texts) : NULL;
    size_t count = 0;
    for (size_t i = 0; texts != NULL && i < names->count; i++) {
        if (value_is(names->items[i], &str_type)) {
            texts[count++] = str_of(names->items[i])->data;
        }
    }
    const char *nearest = texts != NULL ? suggest_nearest(name, texts, count) : NULL;
    if (nearest != NULL) {
        diagnostic_set_suggestion(diagnostic, nearest);
    }
    free(texts);
}

// For a name: the locals of the function that asked, the globals, the builtins, one after the
// other.
static void suggest_name(struct diagnostic *diagnostic, const struct exception *exception,
                         struct dict *scope)
{
    const char *name = str_of(exception->name)->data;
    if (exception->trace_count > 0) {
        const struct code *code = exception->traces[0].code;
        struct list *locals = list_create(0);
        for (uint32_t i = 0; locals != NULL && i < code->local_count; i++) {
            list_append(locals, value_object(code->locals[i]));
        }
        suggest_from(diagnostic, name, locals);
        object_unref(locals);
    }
    if (diagnostic->suggestion == NULL && scope != NULL) {
        struct list *globals = object_to_list(value_object(scope));
        suggest_from(diagnostic, name, globals);
        object_unref(globals);
    }
    size_t count = 0;
    while (builtins_names[count] != NULL) {
        count++;
    }
    const char *nearest = suggest_nearest(name, builtins_names, count);
    if (diagnostic->suggestion == NULL && nearest != NULL) {
        diagnostic_set_suggestion(diagnostic, nearest);
    }
}

// CPython looks for no suggestion among 750 names or more: the real torch has that many.
static bool has_too_many(struct value object, const struct list *names)
{
    enum { TOO_MANY = 750 };
    size_t more = value_is(object, &module_type) ? module_count_refused(module_of(object)) : 0;
    return names != NULL && names->count + more >= TOO_MANY;
}

static void suggest(struct diagnostic *diagnostic, const struct exception *exception,
                    struct dict *scope)
{
    struct value class = value_object(exception->container.object.type);
    if (!value_is_set(exception->name) || !value_is(exception->name, &str_type)) {
        return;
    }
    if (value_is_set(exception->object) &&
        type_is_subtype((struct type *)class.object, &exception_attribute_error)) {
        struct list *names = object_dir(exception->object);
        if (!has_too_many(exception->object, names)) {
            suggest_from(diagnostic, str_of(exception->name)->data, names);
        }
        object_unref(names);
    } else if (type_is_subtype((struct type *)class.object, &exception_name_error)) {
        suggest_name(diagnostic, exception, scope);
    }
    raise_forget();
}

static void add_notes(struct diagnostic *diagnostic, const struct exception *exception)
{
    struct list *notes = value_is_set(exception->note_list) ? list_of(exception->note_list) : NULL;
    for (size_t i = 0; notes != NULL && i < notes->count; i++) {
        struct str *note = object_str(notes->items[i]);
        if (note != NULL) {
            diagnostic_add_note(diagnostic, note->data);
        }
        object_unref(note);
        raise_forget();
    }
}

// The exceptions that the one being told led to: a chain may lead back into itself.
struct later {
    const struct later *later;
    const struct exception *exception;
    int depth;
};

static bool is_told(const struct later *told, struct value exception)
{
    while (told != NULL && &told->exception->container.object != exception.object) {
        told = told->later;
    }
    return told != NULL;
}

static struct diagnostic *diagnose(struct exception *exception, struct dict *scope,
                                   const struct later *later)
{
    enum { MOST = 50 };
    const struct later told = {later, exception, later != NULL ? later->depth + 1 : 0};
    char *name = class_name(exception->container.object.type);
    struct str *message = exception_text(exception);
    raise_forget();
    struct diagnostic *diagnostic =
        name != NULL
            ? diagnostic_create(name, message != NULL ? message->data : "<exception str() failed>")
            : NULL;
    free(name);
    object_unref(message);
    if (diagnostic == NULL) {
        return NULL;
    }
    uint32_t innermost = 0; // the first trace is the innermost frame's
    while (innermost < exception->trace_count &&
           exception->traces[innermost].code->flags & CODE_HIDDEN) {
        innermost++;
    }
    const char *blamed = exception->blamed[0] != '\0' ? exception->blamed : NULL;
    for (uint32_t i = exception->trace_count; i > innermost; i--) {
        if (!(exception->traces[i - 1].code->flags & CODE_HIDDEN)) {
            add_frame(diagnostic, &exception->traces[i - 1], i - 1 == innermost ? blamed : NULL);
        }
    }
    suggest(diagnostic, exception, scope);
    add_notes(diagnostic, exception);
    bool by_cause = value_is_set(exception->cause);
    struct value earlier = by_cause                    ? exception->cause
                           : exception->context_hidden ? value_unset
                                                       : exception->context;
    if (value_is_set(earlier) && told.depth < MOST && !is_told(&told, earlier)) {
        value_ref(earlier); // making its text may raise MemoryError, which forgets its own context
        diagnostic->earlier = diagnose((struct exception *)earlier.object, scope, &told);
        diagnostic->earlier_link = by_cause ? DIAGNOSTIC_CAUSE : DIAGNOSTIC_CONTEXT;
        value_unref(earlier);
    }
    return diagnostic;
}

struct diagnostic *diagnose_exception(struct exception *exception, struct dict *scope)
{
    return diagnose(exception, scope, NULL);
}
