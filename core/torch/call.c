// Choosing a signature, and saying in PyTorch's words why none fits.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/int.h"
#include "core/lang/list.h"
#include "core/lang/raise.h"
#include "core/lang/str.h"
#include "core/lang/tuple.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/view.h"
#include "core/torch/call.h"
#include "core/torch/call_signature.h"
#include "core/torch/small_types.h"

enum { SIGNATURES = 8 };

// A function as it is called: its row for the interpreter, and its signatures once they are needed.
struct entry {
    const struct torch_function *function;
    bool as_method;
    int count; // of signatures; 0: not read yet
    struct call_signature *signatures[SIGNATURES];
};

static struct native *rows; // functions, an empty row, methods, an empty row
static struct entry *entries;
static size_t function_count, method_count;

static bool read_signatures(struct entry *entry)
{
    const struct torch_function *function = entry->function;
    bool own = entry->as_method && function->of_method != NULL;
    const char *text = own ? function->of_method : function->signatures;
    while (text != NULL && entry->count < SIGNATURES) {
        bool derive = entry->as_method && !own && !(function->flags & CALL_STATIC);
        struct call_signature *signature =
            call_signature_create(text, derive, function->name, &text);
        if (signature == NULL) {
            return false;
        }
        entry->signatures[entry->count++] = signature;
    }
    return true;
}

// ---- does a value fit?

static bool is_sequence(struct value value)
{
    return type_is_instance(value, &tuple_type) || type_is_instance(value, &list_type);
}

static void sequence_items(struct value value, const struct value **ret_items, size_t *ret_count)
{
    if (type_is_instance(value, &tuple_type)) {
        *ret_items = tuple_of(value)->items;
        *ret_count = tuple_of(value)->count;
    } else {
        *ret_items = list_of(value)->items;
        *ret_count = list_of(value)->count;
    }
}

static bool is_plain_int(struct value value)
{
    return value.tag == VALUE_INT || (value.tag == VALUE_OBJECT && value_is(value, &int_type));
}

// A tensor of one element that may stand for a number.
static bool is_number_tensor(struct value value, bool whole)
{
    struct tensor *tensor = tensor_of(value);
    return tensor != NULL && tensor->ndim == 0 && !tensor->requires_grad &&
           (!whole || dtype_is_integer(tensor->dtype));
}

static bool is_int(struct value value)
{
    return is_plain_int(value) || is_number_tensor(value, true);
}

static bool is_number(struct value value)
{
    return is_plain_int(value) || value.tag == VALUE_FLOAT || value.tag == VALUE_BOOL;
}

// The first element decides, as in PyTorch; later ones are looked at when they are read.
static bool is_int_list(const struct value *items, size_t count, int64_t *ret_failed)
{
    *ret_failed = -1;
    if (count == 0 || is_int(items[0])) {
        return true;
    }
    *ret_failed = 0;
    return false;
}

// Of a dimension: a text, or None.
static bool is_name(struct value value)
{
    return value_is_none(value) || type_is_instance(value, &str_type);
}

static bool fits(const struct call_parameter *parameter, struct value value)
{
    const struct value *items;
    size_t count;
    int64_t unused;
    switch (parameter->kind) {
    case CALL_TENSOR:
        return tensor_of(value) != NULL || (parameter->numbers_fit && is_number(value));
    case CALL_SCALAR:
        return is_number(value) || is_number_tensor(value, false);
    case CALL_INT:
        return is_int(value);
    case CALL_DOUBLE:
        return is_plain_int(value) || value.tag == VALUE_FLOAT || is_number_tensor(value, false);
    case CALL_BOOL:
        return value.tag == VALUE_BOOL;
    case CALL_INTS:
    case CALL_SYMINTS:
        if (is_sequence(value)) {
            sequence_items(value, &items, &count);
            return is_int_list(items, count, &unused);
        }
        return parameter->size > 0 && is_plain_int(value);
    case CALL_TENSORS:
        return is_sequence(value);
    case CALL_DTYPE:
        return dtype_of_value(value, NULL);
    case CALL_DEVICE:
        return is_plain_int(value) || type_is_instance(value, &str_type) ||
               value_is(value, &device_type);
    case CALL_LAYOUT:
        return value_is(value, &layout_type);
    case CALL_MEMORY_FORMAT:
        return value_is(value, &memory_format_type);
    case CALL_NAME:
        return is_name(value);
    case CALL_NAMES:
        if (!is_sequence(value)) {
            return parameter->size > 0 && is_name(value);
        }
        sequence_items(value, &items, &count);
        return count > 0 && is_name(items[0]);
    case CALL_GENERATOR:
        return value_is(value, &random_generator_type);
    case CALL_TEXT:
        return type_is_instance(value, &str_type);
    case CALL_ANY:
    case CALL_KINDS:
        return true;
    }
    return false;
}

// ---- trying one signature

struct attempt {
    struct call *call;
    const struct call_signature *signature;
    const struct arguments *arguments; // without the tensor of a method
    bool loud;                         // raise what does not fit
};

static const char *name_of(const struct attempt *attempt)
{
    return attempt->call->function->name;
}

static bool too_many(const struct attempt *attempt)
{
    const struct call_signature *signature = attempt->signature;
    size_t given = attempt->arguments->count;
    if (!attempt->loud) {
        return false;
    }
    if (signature->required != signature->positional) {
        return raise_false(&exception_type_error,
                           "%s() takes from %d to %d positional arguments but %zu were given",
                           name_of(attempt), signature->required, signature->positional, given);
    }
    return raise_false(&exception_type_error,
                       "%s() takes %d positional argument%s but %zu %s given", name_of(attempt),
                       signature->positional, signature->positional == 1 ? "" : "s", given,
                       given == 1 ? "was" : "were");
}

static bool missing(const struct attempt *attempt, int from)
{
    const struct call_signature *signature = attempt->signature;
    struct text names = {0};
    int count = 0;
    if (!attempt->loud) {
        return false;
    }
    for (int i = from; i < signature->count; i++) {
        if (!signature->parameters[i].optional) {
            text_addf(&names, "%s\"%s\"", count++ > 0 ? ", " : "",
                      signature->parameters[i].name->data);
        }
    }
    // The plural is on the wrong side in PyTorch, too.
    raise_type("%s() missing %d required positional argument%s: %s", name_of(attempt), count,
               count == 1 ? "s" : "", text_string(&names));
    text_finish(&names);
    return false;
}

static bool misfit(const struct attempt *attempt, const struct call_parameter *parameter,
                   struct value value, size_t position, bool by_name)
{
    const char *wanted = call_kind_name(parameter->kind);
    if (!attempt->loud) {
        return false;
    }
    if (by_name) {
        return raise_false(&exception_type_error, "%s(): argument '%s' must be %s, not %s",
                           name_of(attempt), parameter->name->data, wanted, type_name(value));
    }
    return raise_false(&exception_type_error,
                       "%s(): argument '%s' (position %zu) must be %s, not %s", name_of(attempt),
                       parameter->name->data, position + 1, wanted, type_name(value));
}

static bool misfit_element(const struct attempt *attempt, const struct call_parameter *parameter,
                           struct value element, int64_t position)
{
    return attempt->loud &&
           raise_false(&exception_type_error,
                       "%s(): argument '%s' must be %s, but found element of type %s at pos %lld",
                       name_of(attempt), parameter->name->data, call_kind_name(parameter->kind),
                       type_name(element), (long long)position + 1);
}

// Other names under which NumPy's users know a parameter.
static const char *const other_names[][3] = {{"dim", "axis", NULL},
                                             {"keepdim", "keepdims", NULL},
                                             {"input", "x", "a"},
                                             {"other", "x2", NULL}};

static bool is_called(const struct str *given, const struct call_parameter *parameter)
{
    if (given == parameter->name || str_equal(given, parameter->name)) {
        return true;
    }
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
        if (str_is(parameter->name, other_names[i][0])) {
            return (other_names[i][1] != NULL && str_is(given, other_names[i][1])) ||
                   (other_names[i][2] != NULL && str_is(given, other_names[i][2]));
        }
    }
    return false;
}

static struct value by_name(const struct arguments *arguments,
                            const struct call_parameter *parameter)
{
    for (size_t i = 0; arguments->names != NULL && i < arguments->names->count; i++) {
        if (is_called(str_of(arguments->names->items[i]), parameter)) {
            return arguments->values[arguments->count + i];
        }
    }
    return value_unset;
}

static bool left_over(const struct attempt *attempt)
{
    const struct arguments *arguments = attempt->arguments;
    if (!attempt->loud) {
        return false;
    }
    for (size_t i = 0; i < arguments->names->count; i++) {
        const struct str *name = str_of(arguments->names->items[i]);
        bool known = false, positional = false;
        for (int p = 0; p < attempt->signature->count; p++) {
            if (is_called(name, &attempt->signature->parameters[p])) {
                known = true;
                positional = (size_t)p < arguments->count;
            }
        }
        if (!known) {
            return raise_false(&exception_type_error,
                               "%s() got an unexpected keyword argument '%s'", name_of(attempt),
                               name->data);
        }
        if (positional) {
            return raise_false(&exception_type_error, "%s() got multiple values for argument '%s'",
                               name_of(attempt), name->data);
        }
    }
    return raise_false(&exception_type_error, "invalid keyword arguments");
}

// Sizes written out, as in view(2, 3).
static bool take_list(struct attempt *attempt, int i, bool *ret_done)
{
    const struct call_parameter *parameter = &attempt->signature->parameters[i];
    const struct arguments *arguments = attempt->arguments;
    int64_t failed;
    *ret_done = false;
    if (is_int_list(arguments->values, arguments->count, &failed)) {
        attempt->call->args[attempt->call->shift + i] = value_none;
        attempt->call->list = arguments->values;
        attempt->call->list_count = arguments->count;
        *ret_done = true;
        return true;
    }
    return misfit(attempt, parameter, arguments->values[0], 0, false);
}

static bool try_signature(struct attempt *attempt)
{
    const struct call_signature *signature = attempt->signature;
    const struct arguments *arguments = attempt->arguments;
    const struct call_parameter *parameters = signature->parameters;
    bool sizes = signature->positional == 1 &&
                 (parameters[0].kind == CALL_INTS || parameters[0].kind == CALL_SYMINTS);
    struct value *args = attempt->call->args + attempt->call->shift;
    size_t at = 0, names_left = arguments->names != NULL ? arguments->names->count : 0;
    if (arguments->count > (size_t)signature->positional && !sizes) {
        return too_many(attempt);
    }
    attempt->call->list = NULL;
    for (int i = 0; i < signature->count; i++) {
        const struct call_parameter *parameter = &parameters[i];
        struct value value = value_unset;
        bool named = false, done = false;
        if (at < arguments->count) {
            if (parameter->keyword_only) {
                return too_many(attempt);
            }
            value = arguments->values[at];
        } else if (names_left > 0) {
            value = by_name(arguments, parameter);
            named = true;
        }
        bool none = value_is_none(value) && parameter->none_fits;
        if (none || (!value_is_set(value) && parameter->optional)) {
            args[i] = none ? value_unset : parameter->standard;
        } else if (!value_is_set(value)) {
            return missing(attempt, i);
        } else if (fits(parameter, value)) {
            args[i] = value;
        } else if (sizes && i == 0 && !named && !is_sequence(value)) {
            if (!take_list(attempt, i, &done)) {
                return false;
            }
        } else {
            const struct value *items;
            size_t count;
            if ((parameter->kind == CALL_INTS || parameter->kind == CALL_SYMINTS) &&
                is_sequence(value)) {
                sequence_items(value, &items, &count);
                return misfit_element(attempt, parameter, items[0], 0);
            }
            return misfit(attempt, parameter, value, at, named);
        }
        if (done) {
            at = arguments->count;
        } else if (!named) {
            at += at < arguments->count;
        } else if (value_is_set(value)) {
            names_left--;
        }
    }
    return names_left == 0 || left_over(attempt);
}

// ---- none fits

static bool matches(const struct call_parameter *parameter, struct value value)
{
    return strcmp(call_kind_name(parameter->kind), type_name(value)) == 0 ||
           (is_sequence(value) && fits(parameter, value));
}

static void show_types(const struct arguments *arguments, struct text *out)
{
    text_add_char(out, '(');
    for (size_t i = 0; i < arguments->count; i++) {
        text_addf(out, "%s%s", i > 0 ? ", " : "", type_name(arguments->values[i]));
    }
    size_t named = arguments->names != NULL ? arguments->names->count : 0;
    for (size_t i = 0; i < named; i++) {
        // PyTorch's hash table gives the last one first.
        size_t which = named - 1 - i;
        text_addf(out, "%s%s=%s", arguments->count > 0 || i > 0 ? ", " : "",
                  str_of(arguments->names->items[which])->data,
                  type_name(arguments->values[arguments->count + which]));
    }
    text_add(out, arguments->count == 0 && named > 0 ? ", )" : ")");
}

// The number of pieces that a signature is shown with; the star counts.
static size_t shown_count(const struct call_signature *signature)
{
    return (size_t)signature->count + (signature->positional < signature->count);
}

static bool is_known_name(const struct call_signature *signature, const struct str *name)
{
    for (int i = 0; i < signature->count; i++) {
        if (is_called(name, &signature->parameters[i])) {
            return true;
        }
    }
    return false;
}

static bool show_unknown_names(const struct call_signature *signature,
                               const struct arguments *arguments, struct text *out)
{
    bool any = false;
    for (size_t i = arguments->names != NULL ? arguments->names->count : 0; i-- > 0;) {
        const struct str *name = str_of(arguments->names->items[i]);
        if (!is_known_name(signature, name)) {
            text_addf(out, "%s%s", any ? ", " : "", name->data);
            any = true;
        }
    }
    return any;
}

static void show_marked_types(const struct call_signature *signature,
                              const struct arguments *arguments, struct text *out)
{
    text_add_char(out, '(');
    size_t all = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
    for (size_t i = 0; i < all; i++) {
        const struct call_parameter *parameter = NULL;
        struct value value = arguments->values[i];
        text_add(out, i > 0 ? ", " : "");
        if (i < arguments->count) {
            parameter = i < (size_t)signature->positional ? &signature->parameters[i] : NULL;
        } else {
            const struct str *name = str_of(arguments->names->items[i - arguments->count]);
            for (int p = 0; p < signature->count; p++) {
                if (is_called(name, &signature->parameters[p])) {
                    parameter = &signature->parameters[p];
                }
            }
            text_addf(out, "%s=", name->data);
        }
        bool good = parameter != NULL && matches(parameter, value);
        text_addf(out, good ? "%s" : "!%s!", type_name(value));
    }
    text_add_char(out, ')');
}

static void show_option(const struct call_signature *signature, const struct arguments *arguments,
                        struct text *out)
{
    size_t given = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
    struct text unknown = {0};
    text_add(out, " * ");
    call_signature_show(signature, out);
    text_add_char(out, '\n');
    if (given == shown_count(signature)) {
        if (show_unknown_names(signature, arguments, &unknown)) {
            text_addf(out, "      didn't match because some of the keywords were incorrect: %s\n",
                      text_string(&unknown));
        } else {
            text_add(out, "      didn't match because some of the arguments have invalid types: ");
            show_marked_types(signature, arguments, out);
            text_add_char(out, '\n');
        }
    }
    text_finish(&unknown);
}

static struct value no_signature(struct entry *entry, const struct arguments *arguments)
{
    struct text message = {0}, unknown = {0};
    const struct call_signature *only = NULL;
    int visible = 0;
    for (int i = 0; i < entry->count; i++) {
        if (!entry->signatures[i]->hidden) {
            only = entry->signatures[i];
            visible++;
        }
    }
    text_addf(&message, "%s() received an invalid combination of arguments - ",
              entry->function->name);
    if (visible == 1 && show_unknown_names(only, arguments, &unknown)) {
        text_addf(&message, "got unrecognized keyword arguments: %s", text_string(&unknown));
    } else if (visible == 1) {
        size_t given = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
        text_add(&message, "got ");
        if (given == shown_count(only)) {
            show_marked_types(only, arguments, &message);
        } else {
            show_types(arguments, &message);
        }
        text_add(&message, ", but expected ");
        call_signature_show(only, &message);
    } else {
        text_add(&message, "got ");
        show_types(arguments, &message);
        text_add(&message, ", but expected one of:\n");
        for (int i = 0; i < entry->count; i++) {
            if (!entry->signatures[i]->hidden) {
                show_option(entry->signatures[i], arguments, &message);
            }
        }
    }
    raise_type("%s", text_string(&message));
    text_finish(&message);
    text_finish(&unknown);
    return value_unset;
}

// Says what is wrong with the one signature that the number of arguments fits, or with all.
static struct value explain(struct entry *entry, struct attempt *attempt)
{
    const struct arguments *arguments = attempt->arguments;
    int given = (int)(arguments->count + (arguments->names != NULL ? arguments->names->count : 0));
    int plausible = 0, chosen = 0;
    for (int i = 0; i < entry->count; i++) {
        const struct call_signature *signature = entry->signatures[i];
        if (given >= signature->required && given <= signature->count && !signature->hidden) {
            plausible++;
            chosen = i;
        }
    }
    if (plausible == 1) {
        attempt->signature = entry->signatures[chosen];
        attempt->loud = true;
        if (!try_signature(attempt)) {
            return value_unset;
        }
    }
    return no_signature(entry, arguments);
}

// ---- calling

// Dimensions have no names here: what PyTorch says of a name that a tensor lacks.
static void refuse_name(const struct call *call, struct value name)
{
    static const char *const unready[] = {"all",       "any",        "argsort",
                                          "gather",    "index_copy", "index_fill",
                                          "index_add", "scatter",    "sort"};
    const char *function = call->function->name;
    for (size_t i = 0; i < sizeof unready / sizeof *unready; i++) {
        if (strcmp(unready[i], function) == 0) {
            raise_error(&exception_runtime_error,
                        "%s: You passed a dimname (string) to this op in place of a dimension "
                        "index but it does not yet support this behavior. Please pass a dimension "
                        "index to work around this.",
                        function);
            return;
        }
    }
    if (value_is_none(name)) {
        raise_error(&exception_runtime_error,
                    "Please look up dimensions by name, got: name = None.");
        return;
    }
    struct text dims = {0};
    struct tensor *tensor = tensor_of(call->args[0]);
    for (int d = 0; tensor != NULL && d < tensor->ndim; d++) {
        text_addf(&dims, "%sNone", d > 0 ? ", " : "");
    }
    raise_error(&exception_runtime_error, "Name '%s' not found in Tensor[%s].", str_of(name)->data,
                text_string(&dims));
    text_finish(&dims);
}

// What fits by its type but cannot be: names of dimensions, numbers beyond 64 bits. False: raised.
static bool check_values(const struct call *call)
{
    const struct call_signature *signature = call->signature;
    const struct value *args = call->args + call->shift;
    for (int i = 0; i < signature->count; i++) {
        enum call_kind kind = signature->parameters[i].kind;
        if ((kind == CALL_NAME || kind == CALL_NAMES) && value_is_set(args[i])) {
            const struct value *items = &args[i];
            size_t count;
            if (is_sequence(args[i])) {
                sequence_items(args[i], &items, &count);
            }
            refuse_name(call, items[0]);
            return false;
        }
        if (args[i].tag == VALUE_OBJECT && args[i].object->type == &int_type && kind != CALL_ANY) {
            return raise_false(&exception_runtime_error, "Overflow when unpacking long");
        }
    }
    return true;
}

// out=: the result is written there.
static struct value write_out(struct value result, struct tensor *out, struct value out_value)
{
    struct tensor *tensor = tensor_of(result), *base;
    if (tensor == NULL || tensor == out) {
        return result;
    }
    enum status status = STATUS_OK;
    if (tensor->grad_fn != NULL || (out->requires_grad && autograd_enabled())) {
        status =
            failure(FAILURE_RUNTIME, "functions with out=... arguments don't support automatic "
                                     "differentiation, but one of the arguments requires grad.");
    } else if (!dtype_can_cast(tensor->dtype, out->dtype)) {
        status =
            failure(FAILURE_RUNTIME, "result type %s can't be cast to the desired output type %s",
                    dtype_facts[tensor->dtype].scalar_name, dtype_facts[out->dtype].scalar_name);
    } else if (!tensor_same_shape(tensor, out)) {
        status = tensor_create(out->dtype, tensor->ndim, tensor->shape, &base);
        if (status == STATUS_OK) {
            tensor_take_geometry(out, base);
            tensor_unref(base);
        }
    }
    if (status == STATUS_OK) {
        status = tensor_copy_(out, tensor);
    }
    value_unref(result);
    return status == STATUS_OK ? value_ref(out_value) : raise_failure(status);
}

static struct value run(struct call *call)
{
    if (!check_values(call)) {
        return value_unset;
    }
    struct value result = call->function->body(call);
    int out = value_is_set(result) ? call->signature->out : -1;
    if (out < 0 || !value_is_set(call->args[call->shift + out])) {
        return result;
    }
    struct value target = call->args[call->shift + out];
    if (tensor_of(target) == NULL) {
        value_unref(result);
        return raise_refused("ranksh has no %s() with out=", call->function->name);
    }
    return write_out(result, tensor_of(target), target);
}

static struct value wrong_base_call(const struct torch_function *function,
                                    const struct arguments *arguments)
{
    if (arguments->names != NULL && arguments->names->count > 0) {
        return raise_type("_TensorBase.%s() takes no keyword arguments", function->name);
    }
    return raise_type("_TensorBase.%s() takes no arguments (%zu given)", function->name,
                      arguments->count);
}

static struct value dispatch(const struct native *row, const struct arguments *arguments)
{
    struct entry *entry = &entries[row - rows];
    const struct torch_function *function = entry->function;
    struct call call = {.function = function};
    struct arguments rest = *arguments;
    if (entry->count == 0 && !read_signatures(entry)) {
        return value_unset;
    }
    // A method gets its tensor as parameter 0; the parser sees the rest.
    if (entry->as_method && !(function->flags & CALL_STATIC)) {
        call.args[0] = arguments->values[0];
        call.shift = 1;
        rest.values++;
        rest.count--;
    }
    bool any = rest.count > 0 || (rest.names != NULL && rest.names->count > 0);
    bool bare = entry->count == 1 && entry->signatures[0]->count == 0;
    if (any && entry->as_method && bare && !(function->flags & CALL_PYTHON)) {
        return wrong_base_call(function, &rest);
    }
    struct attempt attempt = {&call, NULL, &rest, entry->count == 1};
    for (int i = 0; i < entry->count; i++) {
        attempt.signature = entry->signatures[i];
        if (try_signature(&attempt)) {
            call.which = i;
            call.signature = attempt.signature;
            return run(&call);
        }
        if (attempt.loud || raise_pending()) {
            return value_unset;
        }
    }
    return explain(entry, &attempt);
}

// ---- the rows that the interpreter sees

static char *name_text(const char *name)
{
    size_t size = strlen(name) + sizeof "(*arguments)";
    char *text = malloc(size);
    if (text != NULL) {
        snprintf(text, size, "%s(*arguments)", name);
    }
    return text;
}

static size_t count_flagged(unsigned flag)
{
    size_t count = 0;
    for (const struct torch_function *const *table = call_tables; *table != NULL; table++) {
        for (const struct torch_function *it = *table; it->name != NULL; it++) {
            count += (it->flags & flag) != 0;
        }
    }
    return count;
}

static bool add_rows(size_t *at, unsigned flag)
{
    for (const struct torch_function *const *table = call_tables; *table != NULL; table++) {
        for (const struct torch_function *it = *table; it->name != NULL; it++) {
            if (!(it->flags & flag)) {
                continue;
            }
            bool method = flag == CALL_METHOD;
            entries[*at] = (struct entry){.function = it, .as_method = method};
            rows[*at] = (struct native){
                .signature = name_text(it->name),
                .function = (native_fn *)(void (*)(void))dispatch,
                .flags = NATIVE_RAW | (method && (it->flags & CALL_STATIC) ? NATIVE_STATIC : 0),
            };
            if (rows[(*at)++].signature == NULL) {
                return false;
            }
        }
    }
    (*at)++; // the empty row at the end
    return true;
}

static bool prepare(void)
{
    size_t at = 0;
    if (rows != NULL) {
        return true;
    }
    function_count = count_flagged(CALL_FUNCTION);
    method_count = count_flagged(CALL_METHOD);
    size_t all = function_count + method_count + 2;
    rows = calloc(all, sizeof *rows);
    entries = calloc(all, sizeof *entries);
    if (rows == NULL || entries == NULL || !add_rows(&at, CALL_FUNCTION) ||
        !add_rows(&at, CALL_METHOD)) {
        call_finish();
        raise_memory();
        return false;
    }
    return true;
}

const struct native *call_functions(void)
{
    return prepare() ? rows : NULL;
}

const struct native *call_methods(void)
{
    return prepare() ? rows + function_count + 1 : NULL;
}

void call_finish(void)
{
    size_t all = function_count + method_count + 2;
    for (size_t i = 0; i < all; i++) {
        for (int j = 0; entries != NULL && j < entries[i].count; j++) {
            call_signature_destroy(entries[i].signatures[j]);
        }
        if (rows != NULL) {
            free((char *)(uintptr_t)rows[i].signature);
        }
    }
    free(rows);
    free(entries);
    rows = NULL;
    entries = NULL;
    function_count = method_count = 0;
}

// ---- what a body asks

bool call_has(const struct call *call, int i)
{
    return value_is_set(call->args[i]);
}

struct tensor *call_tensor(const struct call *call, int i)
{
    return value_is_set(call->args[i]) ? tensor_of(call->args[i]) : NULL;
}

static struct scalar number_of(struct value value)
{
    struct tensor *tensor = tensor_of(value);
    struct scalar scalar = scalar_int(0);
    if (tensor != NULL) {
        return tensor_element(tensor, 0);
    }
    call_scalar_of(value, &scalar);
    return scalar;
}

bool call_scalar_of(struct value value, struct scalar *ret_scalar)
{
    if (value.tag == VALUE_BOOL) {
        *ret_scalar = scalar_bool(value.integer != 0);
    } else if (value.tag == VALUE_INT) {
        *ret_scalar = scalar_int(value.integer);
    } else if (value.tag == VALUE_FLOAT) {
        *ret_scalar = scalar_float(value.number);
    } else {
        return false;
    }
    return true;
}

int64_t call_int(const struct call *call, int i)
{
    return scalar_integer(number_of(call->args[i]));
}

bool call_bool(const struct call *call, int i)
{
    return call->args[i].tag == VALUE_BOOL && call->args[i].integer != 0;
}

double call_double(const struct call *call, int i)
{
    return scalar_number(number_of(call->args[i]));
}

struct scalar call_scalar(const struct call *call, int i)
{
    return number_of(call->args[i]);
}

const char *call_text(const struct call *call, int i)
{
    return value_is_set(call->args[i]) ? str_of(call->args[i])->data : NULL;
}

static const struct call_parameter *parameter_of(const struct call *call, int i)
{
    return &call->signature->parameters[i - call->shift];
}

bool call_ints(const struct call *call, int i, int limit, int64_t *ret_ints, int *ret_count)
{
    const struct call_parameter *parameter = parameter_of(call, i);
    const struct value *items = call->list;
    size_t count = call->list_count;
    struct value value = call->args[i];
    if (is_plain_int(value)) {
        for (int k = 0; k < parameter->size; k++) {
            if (!native_int(value, &ret_ints[k])) {
                return false;
            }
        }
        *ret_count = parameter->size;
        return true;
    }
    if (call->list == NULL || is_sequence(value)) {
        sequence_items(value, &items, &count);
    }
    if (count > (size_t)limit) {
        raise_refused("ranksh has lists of up to %d sizes here", limit);
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        if (!is_int(items[k])) {
            return raise_false(&exception_type_error,
                               "%s(): argument '%s' must be %s, but found element of type %s at "
                               "pos %zu",
                               call->function->name, parameter->name->data,
                               call_kind_name(parameter->kind), type_name(items[k]), k + 1);
        }
        if (items[k].tag == VALUE_OBJECT && tensor_of(items[k]) == NULL) {
            return raise_false(&exception_type_error,
                               "%s(): argument '%s' must be %s, but found element of type %s at "
                               "pos %zu",
                               call->function->name, parameter->name->data,
                               call_kind_name(parameter->kind), type_name(items[k]), k + 1);
        }
        ret_ints[k] = scalar_integer(number_of(items[k]));
    }
    *ret_count = (int)count;
    return true;
}

bool call_dtype(const struct call *call, int i, enum dtype *ret_dtype)
{
    return value_is_set(call->args[i]) && dtype_of_value(call->args[i], ret_dtype);
}

struct generator *call_generator(const struct call *call, int i)
{
    return value_is_set(call->args[i]) ? generator_of(call->args[i]) : NULL;
}

struct tensor **call_tensors(const struct call *call, int i, int *ret_count)
{
    const struct value *items;
    size_t count;
    sequence_items(call->args[i], &items, &count);
    struct tensor **tensors = memory_alloc((count + 1) * sizeof *tensors);
    if (tensors == NULL) {
        raise_memory();
        return NULL;
    }
    for (size_t k = 0; k < count; k++) {
        tensors[k] = tensor_of(items[k]);
        if (tensors[k] == NULL) {
            raise_type("expected Tensor as element %zu in argument %d, but got %s", k,
                       i - call->shift, type_name(items[k]));
            memory_free(tensors, (count + 1) * sizeof *tensors);
            return NULL;
        }
    }
    *ret_count = (int)count;
    return tensors;
}

void call_free_tensors(struct tensor **tensors, int count)
{
    memory_free(tensors, ((size_t)count + 1) * sizeof *tensors);
}

struct operand call_operand(const struct call *call, int i)
{
    struct tensor *tensor = tensor_of(call->args[i]);
    return tensor != NULL ? operand_tensor(tensor) : operand_scalar(number_of(call->args[i]));
}

bool call_is_old(const struct call *call)
{
    return call->signature->hidden;
}

int call_find(const struct call *call, const char *name)
{
    for (int i = 0; i < call->signature->count; i++) {
        if (str_is(call->signature->parameters[i].name, name)) {
            return i + call->shift;
        }
    }
    return -1;
}
