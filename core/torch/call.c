// The functions as the interpreter calls them: a row for each, the signature that fits, the body,
// and out= behind it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/view.h"
#include "core/torch/call.h"
#include "core/torch/call_words.h"
#include "core/torch/small_types.h"

static struct native *rows; // functions, an empty row, methods, an empty row
static struct call_entry *entries;
static size_t function_count, method_count;

static bool read_signatures(struct call_entry *entry)
{
    const struct torch_function *function = entry->function;
    bool own = entry->as_method && function->of_method != NULL;
    const char *text = own ? function->of_method : function->signatures;
    while (text != NULL && entry->count < CALL_SIGNATURES) {
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
            if (call_match_is_sequence(args[i])) {
                call_match_items(args[i], &items, &count);
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
    struct call_entry *entry = &entries[row - rows];
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
    struct call_match attempt = {&call, NULL, &rest, entry->count == 1};
    for (int i = 0; i < entry->count; i++) {
        attempt.signature = entry->signatures[i];
        if (call_match_try(&attempt)) {
            call.which = i;
            call.signature = attempt.signature;
            return run(&call);
        }
        if (attempt.loud || raise_pending()) {
            return value_unset;
        }
    }
    return call_words_explain(entry, &attempt);
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
            entries[*at] = (struct call_entry){.function = it, .as_method = method};
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
