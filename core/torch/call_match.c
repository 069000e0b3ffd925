// One signature against one call.
#include <string.h>

#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "core/torch/call_match.h"
#include "core/torch/small_types.h"

// ---- does a value fit?

bool call_match_is_sequence(struct value value)
{
    return type_is_instance(value, &tuple_type) || type_is_instance(value, &list_type);
}

void call_match_items(struct value value, const struct value **ret_items, size_t *ret_count)
{
    if (type_is_instance(value, &tuple_type)) {
        *ret_items = tuple_of(value)->items;
        *ret_count = tuple_of(value)->count;
    } else {
        *ret_items = list_of(value)->items;
        *ret_count = list_of(value)->count;
    }
}

bool call_match_is_whole(struct value value)
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

bool call_match_is_int(struct value value)
{
    return call_match_is_whole(value) || is_number_tensor(value, true);
}

static bool is_number(struct value value)
{
    return call_match_is_whole(value) || value.tag == VALUE_FLOAT || value.tag == VALUE_BOOL;
}

// The first element decides, as in PyTorch; later ones are looked at when they are read.
static bool is_int_list(const struct value *items, size_t count, int64_t *ret_failed)
{
    *ret_failed = -1;
    if (count == 0 || call_match_is_int(items[0])) {
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

bool call_match_fits(const struct call_parameter *parameter, struct value value)
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
        return call_match_is_int(value);
    case CALL_DOUBLE:
        return call_match_is_whole(value) || value.tag == VALUE_FLOAT ||
               is_number_tensor(value, false);
    case CALL_BOOL:
        return value.tag == VALUE_BOOL;
    case CALL_INTS:
    case CALL_SYMINTS:
        if (call_match_is_sequence(value)) {
            call_match_items(value, &items, &count);
            return is_int_list(items, count, &unused);
        }
        return parameter->size > 0 && call_match_is_whole(value);
    case CALL_TENSORS:
        return call_match_is_sequence(value);
    case CALL_DTYPE:
        return dtype_of_value(value, NULL);
    case CALL_DEVICE:
        return call_match_is_whole(value) || type_is_instance(value, &str_type) ||
               value_is(value, &device_type);
    case CALL_LAYOUT:
        return value_is(value, &layout_type);
    case CALL_MEMORY_FORMAT:
        return value_is(value, &memory_format_type);
    case CALL_NAME:
        return is_name(value);
    case CALL_NAMES:
        if (!call_match_is_sequence(value)) {
            return parameter->size > 0 && is_name(value);
        }
        call_match_items(value, &items, &count);
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

static const char *name_of(const struct call_match *attempt)
{
    return attempt->call->function->name;
}

static bool too_many(const struct call_match *attempt)
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

static bool missing(const struct call_match *attempt, int from)
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

static bool misfit(const struct call_match *attempt, const struct call_parameter *parameter,
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

static bool misfit_element(const struct call_match *attempt, const struct call_parameter *parameter,
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

bool call_match_is_called(const struct str *given, const struct call_parameter *parameter)
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
        if (call_match_is_called(str_of(arguments->names->items[i]), parameter)) {
            return arguments->values[arguments->count + i];
        }
    }
    return value_unset;
}

static bool left_over(const struct call_match *attempt)
{
    const struct arguments *arguments = attempt->arguments;
    if (!attempt->loud) {
        return false;
    }
    for (size_t i = 0; i < arguments->names->count; i++) {
        const struct str *name = str_of(arguments->names->items[i]);
        bool known = false, positional = false;
        for (int p = 0; p < attempt->signature->count; p++) {
            if (call_match_is_called(name, &attempt->signature->parameters[p])) {
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
static bool take_list(struct call_match *attempt, int i, bool *ret_done)
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

bool call_match_try(struct call_match *attempt)
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
        } else if (call_match_fits(parameter, value)) {
            args[i] = value;
        } else if (sizes && i == 0 && !named && !call_match_is_sequence(value)) {
            if (!take_list(attempt, i, &done)) {
                return false;
            }
        } else {
            const struct value *items;
            size_t count;
            if ((parameter->kind == CALL_INTS || parameter->kind == CALL_SYMINTS) &&
                call_match_is_sequence(value)) {
                call_match_items(value, &items, &count);
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
