// Order: reading a native signature; binding; what a wrong call is told, in the words of a Python
// function and in those of CPython's C functions.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/signature.h"
#include "core/lang/text/str.h"

// ---- reading

static const char *skip_blanks(const char *at)
{
    while (*at == ' ') {
        at++;
    }
    return at;
}

// The literal behind a parameter's `=`; what is no literal stands for itself in help only.
static bool parse_default(const char *at, size_t length, struct value *ret_value)
{
    static const struct {
        const char *text;
        struct value value;
    } words[] = {
        {"None", {.tag = VALUE_NONE}},
        {"True", {.tag = VALUE_BOOL, .integer = 1}},
        {"False", {.tag = VALUE_BOOL, .integer = 0}},
        {"?", {.tag = VALUE_UNSET, .integer = 1}},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i].text) == length && strncmp(at, words[i].text, length) == 0) {
            *ret_value = words[i].value;
            return true;
        }
    }
    if (*at == '\'') {
        *ret_value = value_object(str_create(at + 1, length - 2));
        return value_is_set(*ret_value);
    }
    if (*at == '(') {
        *ret_value = value_object(tuple_create(0));
        return value_is_set(*ret_value);
    }
    bool is_float = memchr(at, '.', length) != NULL || memchr(at, 'e', length) != NULL;
    *ret_value = is_float ? value_float(strtod(at, NULL)) : value_int(strtoll(at, NULL, 10));
    return true;
}

static bool add_parameter(struct signature *signature, const char *name, size_t length,
                          struct value value)
{
    struct str *str = str_intern(str_create(name, length));
    if (str == NULL) {
        return false;
    }
    signature->names[signature->count] = str;
    signature->defaults[signature->count++] = value;
    return true;
}

// One parameter, [at, end).
static bool parse_parameter(struct signature *signature, const char *at, const char *end,
                            bool *keyword_only)
{
    if (*at == '/') {
        signature->positional_only = signature->count;
        return true;
    }
    if (*at == '*') {
        signature->options = signature->options || at[1] == '*';
        signature->rest = signature->rest || (at[1] != '*' && end > at + 1);
        *keyword_only = true;
        return true;
    }
    const char *sign = memchr(at, '=', (size_t)(end - at));
    struct value value = value_unset;
    if (sign != NULL && !parse_default(sign + 1, (size_t)(end - sign - 1), &value)) {
        return false;
    }
    if (!add_parameter(signature, at, (size_t)((sign != NULL ? sign : end) - at), value)) {
        return false;
    }
    signature->positional += !*keyword_only;
    return true;
}

bool signature_parse(struct signature *signature, const char *text, bool method)
{
    const char *at = strchr(text, '(');
    *signature = (struct signature){.words = SIGNATURE_NATIVE, .method = method};
    signature->name = memory_alloc((size_t)(at - text) + 1);
    signature->names = memory_alloc(NATIVE_MAX_PARAMETERS * sizeof *signature->names);
    signature->defaults = memory_alloc(NATIVE_MAX_PARAMETERS * sizeof *signature->defaults);
    bool fine = signature->name != NULL && signature->names != NULL && signature->defaults != NULL;
    if (signature->name != NULL) {
        memcpy(signature->name, text, (size_t)(at - text));
        signature->name[at - text] = '\0';
    }
    if (!fine) {
        raise_memory();
    }
    bool keyword_only = false;
    at = skip_blanks(at + 1);
    while (fine && *at != ')') {
        bool quoted = false;
        const char *end = at;
        int depth = 0;
        while (quoted || depth > 0 || (*end != ',' && *end != ')')) {
            quoted = *end == '\'' ? !quoted : quoted;
            depth += quoted ? 0 : (*end == '(') - (*end == ')');
            end++;
        }
        fine = parse_parameter(signature, at, end, &keyword_only);
        at = skip_blanks(*end == ',' ? end + 1 : end);
    }
    if (!fine) {
        signature_finish(signature);
    }
    return fine;
}

void signature_finish(struct signature *signature)
{
    for (size_t i = 0; i < signature->count; i++) {
        object_unref(signature->names[i]);
        if (signature->defaults != NULL) {
            value_unref(signature->defaults[i]);
        }
    }
    memory_free(signature->names, NATIVE_MAX_PARAMETERS * sizeof *signature->names);
    memory_free(signature->defaults, NATIVE_MAX_PARAMETERS * sizeof *signature->defaults);
    if (signature->name != NULL) {
        memory_free(signature->name, strlen(signature->name) + 1);
    }
    *signature = (struct signature){0};
}

// ---- a call while it is bound

struct call {
    const struct signature *signature;
    const struct value *defaults;
    const char *name, *owner, *dot; // owner.name in messages
    const struct arguments *arguments;
    struct value *slots;
    struct str *unexpected; // native: a keyword that no parameter has
};

static size_t keyword_count(const struct call *call)
{
    return call->arguments->names != NULL ? call->arguments->names->count : 0;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static bool is_given(const struct call *call, size_t parameter)
{
    return value_is_set(call->slots[signature_slot(call->signature, parameter)]);
}

// A parameter that may be left out is not missing when it stays unset.
static bool is_missing(const struct call *call, size_t parameter)
{
    return !is_given(call, parameter) && signature_required(call->defaults[parameter]);
}

// "'a', 'b' and 'c'", as CPython lists missing ones: "'a', 'b', and 'c'".
static void list_names(struct text *text, struct str *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *before = i == 0 ? "" : i + 1 < count ? ", " : count == 2 ? " and " : ", and ";
        text_addf(text, "%s'%s'", before, names[i]->data);
    }
}

// ---- the words of a Python function

static bool python_too_many(const struct call *call)
{
    const struct signature *signature = call->signature;
    size_t given = call->arguments->count, needed = 0, keyword_only = 0;
    for (size_t i = 0; i < signature->positional; i++) {
        needed += signature_required(call->defaults[i]);
    }
    for (size_t i = signature->positional; i < signature->count; i++) {
        keyword_only += is_given(call, i);
    }
    struct text text = {0};
    text_addf(&text, "%s() takes ", call->name);
    if (needed < signature->positional) {
        text_addf(&text, "from %zu to ", needed);
    }
    text_addf(&text, "%zu positional argument%s but %zu", signature->positional,
              plural(needed < signature->positional ? 2 : signature->positional), given);
    if (keyword_only > 0) {
        text_addf(&text, " positional argument%s (and %zu keyword-only argument%s)", plural(given),
                  keyword_only, plural(keyword_only));
    }
    text_addf(&text, " %s given", given == 1 && keyword_only == 0 ? "was" : "were");
    raise_type("%s", text_string(&text));
    text_finish(&text);
    return false;
}

static bool python_missing(const struct call *call, size_t from, size_t to, const char *kind)
{
    struct str *missing[256];
    size_t count = 0;
    for (size_t i = from; i < to && count < 256; i++) {
        if (is_missing(call, i)) {
            missing[count++] = call->signature->names[i];
        }
    }
    struct text text = {0};
    text_addf(&text, "%s() missing %zu required %s argument%s: ", call->name, count, kind,
              plural(count));
    list_names(&text, missing, count);
    raise_type("%s", text_string(&text));
    text_finish(&text);
    return false;
}

static bool python_unexpected(const struct call *call, struct str *name)
{
    const struct signature *signature = call->signature;
    struct text text = {0};
    for (size_t i = 0; i < signature->positional_only; i++) {
        for (size_t j = 0; j < keyword_count(call); j++) {
            if (str_equal(str_of(call->arguments->names->items[j]), signature->names[i])) {
                text_addf(&text, "%s%s", text.length > 0 ? ", " : "", signature->names[i]->data);
            }
        }
    }
    if (text.length > 0) {
        raise_type("%s() got some positional-only arguments passed as keyword arguments: '%s'",
                   call->name, text_string(&text));
    } else {
        raise_type("%s() got an unexpected keyword argument '%s'", call->name, name->data);
        raise_note_argument(name->data);
    }
    text_finish(&text);
    return false;
}

// ---- the words of a C function

// How many arguments a message counts: without self.
static size_t counted(const struct call *call, size_t count)
{
    return call->signature->method && count > 0 ? count - 1 : count;
}

static bool all_positional(const struct signature *signature)
{
    return signature->positional_only == signature->count && !signature->options;
}

static bool native_wrong_count(const struct call *call)
{
    const struct signature *signature = call->signature;
    size_t least = 0, most = counted(call, signature->positional);
    size_t given = counted(call, call->arguments->count);
    for (size_t i = 0; i < signature->positional; i++) {
        least += signature_required(call->defaults[i]);
    }
    least = counted(call, least);
    if (signature->wrapper) {
        return raise_false(&exception_type_error, "expected %zu argument%s, got %zu", least,
                           plural(least), given);
    }
    if (all_positional(signature) && !signature->rest) {
        if (most == 0) {
            return raise_false(&exception_type_error, "%s%s%s() takes no arguments (%zu given)",
                               call->owner, call->dot, call->name, given);
        }
        if (least == 1 && most == 1 && strcmp(signature->name, "__new__") != 0) {
            return raise_false(&exception_type_error,
                               "%s%s%s() takes exactly one argument (%zu given)", call->owner,
                               call->dot, call->name, given);
        }
    }
    if (!all_positional(signature)) {
        size_t total = given + keyword_count(call);
        bool only_keywords = signature->positional == signature->method;
        if (!only_keywords && given > counted(call, signature->positional) &&
            total <= counted(call, signature->count)) {
            return raise_false(&exception_type_error,
                               "%s() takes %s %zu positional argument%s (%zu given)", call->name,
                               least == most ? "exactly" : "at most", most, plural(most), given);
        }
        return raise_false(&exception_type_error,
                           only_keywords ? "%s() takes no positional arguments"
                                         : "%s() takes at most %zu argument%s (%zu given)",
                           call->name, counted(call, signature->count),
                           plural(counted(call, signature->count)), total);
    }
    size_t bound = given < least ? least : most;
    if (signature->parsed) {
        return raise_false(&exception_type_error, "%s() takes %s %zu argument%s (%zu given)",
                           call->name, given < least ? "at least" : "at most", bound, plural(bound),
                           given);
    }
    return raise_false(&exception_type_error, "%s expected %s%zu argument%s, got %zu", call->name,
                       least == most && !signature->rest ? ""
                       : given < least                   ? "at least "
                                                         : "at most ",
                       bound, plural(bound), given);
}

static bool native_missing(const struct call *call, size_t parameter)
{
    if (all_positional(call->signature)) {
        return native_wrong_count(call);
    }
    size_t given = counted(call, call->arguments->count);
    size_t least = counted(call, call->signature->positional_only);
    if (given < least && call->signature->positional == call->signature->positional_only) {
        return raise_false(&exception_type_error, "%s expected %zu argument%s, got %zu", call->name,
                           least, plural(least), given);
    }
    if (given < least && parameter < call->signature->positional_only) {
        return raise_false(&exception_type_error,
                           "%s() takes at least %zu positional argument%s (%zu given)", call->name,
                           least, plural(least), given);
    }
    return raise_false(&exception_type_error, "%s() missing required argument '%s' (pos %zu)",
                       call->name, call->signature->names[parameter]->data,
                       counted(call, parameter + 1));
}

// More arguments, by name and position together, than there are parameters.
static bool native_too_many(const struct call *call)
{
    const struct signature *signature = call->signature;
    size_t given = counted(call, call->arguments->count), most = counted(call, signature->count);
    size_t required = 0;
    for (size_t i = 0; i < signature->count; i++) {
        required += signature_required(call->defaults[i]);
    }
    return raise_false(&exception_type_error, "%s() takes %s %zu %sargument%s (%zu given)",
                       call->name, counted(call, required) == most ? "exactly" : "at most", most,
                       given == 0 ? "keyword " : "", plural(most), given + keyword_count(call));
}

static bool native_unexpected(const struct call *call, struct str *name)
{
    if (all_positional(call->signature)) {
        return raise_false(&exception_type_error, "%s%s%s() takes no keyword arguments",
                           call->owner, call->dot, call->name);
    }
    raise_type("'%s' is an invalid keyword argument for %s()", name->data, call->name);
    raise_note_argument(name->data);
    return false;
}

// ---- binding

static bool is_python(const struct call *call)
{
    return call->signature->words == SIGNATURE_PYTHON;
}

static bool bind_positional(struct call *call)
{
    const struct signature *signature = call->signature;
    const struct arguments *arguments = call->arguments;
    size_t direct =
        arguments->count < signature->positional ? arguments->count : signature->positional;
    for (size_t i = 0; i < direct; i++) {
        call->slots[i] = value_ref(arguments->values[i]);
    }
    if (!signature->rest) {
        return true;
    }
    struct tuple *rest = tuple_from(arguments->values + direct, arguments->count - direct);
    call->slots[signature->positional] = value_object(rest);
    return rest != NULL;
}

static bool bind_keyword(struct call *call, struct dict *options, struct str *name,
                         struct value value)
{
    const struct signature *signature = call->signature;
    for (size_t i = signature->positional_only; i < signature->count; i++) {
        if (signature->names[i] != name && !str_equal(signature->names[i], name)) {
            continue;
        }
        if (is_given(call, i)) {
            if (is_python(call)) {
                return raise_false(&exception_type_error,
                                   "%s() got multiple values for argument '%s'", call->name,
                                   name->data);
            }
            return raise_false(&exception_type_error,
                               "argument for %s() given by name ('%s') and position (%zu)",
                               call->name, name->data, counted(call, i + 1));
        }
        call->slots[signature_slot(signature, i)] = value_ref(value);
        return true;
    }
    if (options != NULL) {
        return dict_set(options, value_object(name), value);
    }
    if (is_python(call)) {
        return python_unexpected(call, name);
    }
    call->unexpected = call->unexpected != NULL ? call->unexpected : name;
    return true; // what is missing is said first
}

static bool bind_defaults(struct call *call)
{
    const struct signature *signature = call->signature;
    for (size_t i = 0; i < signature->count; i++) {
        struct value *slot = &call->slots[signature_slot(signature, i)];
        if (value_is_set(*slot)) {
            continue;
        }
        if (!signature_required(call->defaults[i])) {
            *slot = value_ref(call->defaults[i]);
        } else if (!is_python(call)) {
            return native_missing(call, i);
        }
    }
    size_t from = 0;
    for (size_t i = 0; i < signature->count && is_python(call); i++) {
        bool keyword_only = i >= signature->positional;
        from = keyword_only ? signature->positional : 0;
        if (is_missing(call, i)) {
            return python_missing(call, from,
                                  keyword_only ? signature->count : signature->positional,
                                  keyword_only ? "keyword-only" : "positional");
        }
    }
    return true;
}

static bool bind_keywords(struct call *call)
{
    const struct signature *signature = call->signature;
    const struct arguments *arguments = call->arguments;
    struct dict *options = NULL;
    if (signature->options) {
        options = dict_create();
        call->slots[signature_slots(signature) - 1] = value_object(options);
        if (options == NULL) {
            return false;
        }
    }
    if (!is_python(call) && keyword_count(call) > 0 && all_positional(signature)) {
        return native_unexpected(call, str_of(arguments->names->items[0]));
    }
    if (!is_python(call) && keyword_count(call) > 0 && !signature->rest && !signature->options &&
        counted(call, arguments->count) + keyword_count(call) > counted(call, signature->count)) {
        return native_too_many(call);
    }
    if (!is_python(call) && !signature->rest && arguments->count > signature->positional) {
        return native_wrong_count(call);
    }
    for (size_t i = 0; i < keyword_count(call); i++) {
        if (!bind_keyword(call, options, str_of(arguments->names->items[i]),
                          arguments->values[arguments->count + i])) {
            return false;
        }
    }
    if (call->unexpected != NULL) {
        return bind_defaults(call) && native_unexpected(call, call->unexpected);
    }
    return true;
}

bool signature_bind(const struct signature *signature, const struct value *defaults,
                    const char *name, const char *owner, const struct arguments *arguments,
                    struct value *slots)
{
    struct call call = {.signature = signature,
                        .defaults = defaults,
                        .name = name,
                        .owner = owner != NULL ? owner : "",
                        .dot = owner != NULL ? "." : "",
                        .arguments = arguments,
                        .slots = slots};
    for (size_t i = 0; i < signature_slots(signature); i++) {
        slots[i] = value_unset;
    }
    bool fine = bind_positional(&call) && bind_keywords(&call);
    if (fine && !signature->rest && arguments->count > signature->positional) {
        fine = is_python(&call) ? python_too_many(&call) : native_wrong_count(&call);
    }
    fine = fine && bind_defaults(&call);
    for (size_t i = 0; !fine && i < signature_slots(signature); i++) {
        value_clear(&slots[i]);
    }
    return fine;
}
