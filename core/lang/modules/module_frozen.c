// What modules written in the dialect need and programs don't have: source text made into
// functions, the place of a caller, an exception's traceback as text, refusals. The module's name,
// _ranksh, is not shown among those that can be imported.
#include <string.h>

#include "core/base/text.h"
#include "core/diag/diagnostic.h"
#include "core/lang/compile/compile.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/modules/modules.h"
#include "core/lang/numbers/number_text.h"
#include "core/lang/objects/collect.h"
#include "core/lang/objects/object.h"
#include "core/lang/run/diagnose.h"
#include "core/lang/run/frame.h"
#include "core/lang/run/interpret.h"

// define(text, names): runs definitions that a module has put together, in the dict `names`.
static struct value frozen_define(struct value *args)
{
    const char *text;
    struct source *source;
    struct parse parse;
    if (!native_text(args[0], "text", &text)) {
        return value_unset;
    }
    if (source_create("<string>", text, strlen(text), &source) != STATUS_OK) {
        return raise_memory();
    }
    parse_init(&parse, source, PARSE_FILE);
    struct code *code =
        parse.state == PARSE_COMPLETE ? compile_unit(&parse, COMPILE_FILE, 0) : NULL;
    if (code == NULL && !raise_pending()) {
        raise_error(&exception_syntax_error, "%s", parse.error.message);
    }
    parse_finish(&parse);
    source_unref(source);
    struct value result =
        code != NULL ? interpret_code(code, dict_of(args[1]), NULL, NULL) : value_unset;
    object_unref(code);
    return result;
}

// place(depth): (file, line, text of the line) of the visible frame that many calls up; None when
// there is none.
static struct value frozen_place(struct value *args)
{
    int64_t depth;
    if (!native_int(args[0], &depth)) {
        return value_unset;
    }
    struct frame *frame = frame_current();
    for (; frame != NULL; frame = frame_caller(frame)) {
        if (!(frame->code->flags & CODE_HIDDEN) && depth-- == 0) {
            break;
        }
    }
    if (frame == NULL) {
        return value_none;
    }
    uint32_t number = frame->code->positions[frame_at(frame)].line;
    size_t length;
    const char *line = source_line(frame->code->source, number, &length);
    struct str *name = str_from(frame->code->source->name), *text = str_create(line, length);
    struct tuple *place = NULL;
    if (name != NULL && text != NULL) {
        place = tuple_pack(3, value_object(name), value_int((int64_t)number), value_object(text));
    }
    object_unref(name);
    object_unref(text);
    return value_object(place);
}

// traceback(exception): what CPython prints when nobody catches it.
static struct value frozen_traceback(struct value *args)
{
    if (!exception_is(args[0])) {
        return raise_type("Exception expected for value, %s found", type_name(args[0]));
    }
    struct diagnostic *diagnostic =
        diagnose_exception((struct exception *)args[0].object, interp_globals());
    struct text text = {0};
    if (diagnostic == NULL) {
        return raise_memory();
    }
    diagnostic_traceback(diagnostic, &text);
    diagnostic_destroy(diagnostic);
    return value_object(number_text_take(&text));
}

static struct value frozen_refuse(struct value *args)
{
    const char *text;
    return native_text(args[0], "text", &text) ? raise_refused("ranksh has no %s", text)
                                               : value_unset;
}

static struct value frozen_collect(struct value *args)
{
    (void)args;
    return value_int((int64_t)collect_run());
}

static const struct native functions[] = {
    {"define(text, names, /)", frozen_define, 0, NULL},
    {"place(depth, /)", frozen_place, 0, NULL},
    {"traceback(exception, /)", frozen_traceback, 0, NULL},
    {"refuse(text, /)", frozen_refuse, 0, NULL},
    {"collect()", frozen_collect, 0, NULL},
    {NULL, NULL, 0, NULL},
};

const struct native_module module_frozen = {.name = "_ranksh", .functions = functions};
