// Reading signatures. They are our own text, so what cannot be read is a mistake here: it ends in
// a parameter that takes anything.
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "core/torch/call_signature.h"

static const struct {
    const char *written, *shown;
} kinds[CALL_KINDS] = {
    [CALL_TENSOR] = {"Tensor", "Tensor"},
    [CALL_SCALAR] = {"Scalar", "Number"},
    [CALL_INT] = {"int64_t", "int"},
    [CALL_DOUBLE] = {"double", "float"},
    [CALL_BOOL] = {"bool", "bool"},
    [CALL_INTS] = {"IntArrayRef", "tuple of ints"},
    [CALL_SYMINTS] = {"SymIntArrayRef", "tuple of SymInts"},
    [CALL_TENSORS] = {"TensorList", "tuple of Tensors"},
    [CALL_DTYPE] = {"ScalarType", "torch.dtype"},
    [CALL_LAYOUT] = {"Layout", "torch.layout"},
    [CALL_DEVICE] = {"Device", "torch.device"},
    [CALL_MEMORY_FORMAT] = {"MemoryFormat", "torch.memory_format"},
    [CALL_NAME] = {"Dimname", "name"},
    [CALL_NAMES] = {"DimnameList", "tuple of names"},
    [CALL_GENERATOR] = {"Generator", "torch.Generator"},
    [CALL_TEXT] = {"c10::string_view", "str"},
    [CALL_ANY] = {"PyObject*", "object"},
};

// Functions for which PyTorch takes a number where the signature says Tensor.
static const char *const with_numbers[] = {"add",      "div", "divide",   "floor_divide",
                                           "mul",      "sub", "multiply", "true_divide",
                                           "subtract", "copy"};

const char *call_kind_name(enum call_kind kind)
{
    return kinds[kind].shown;
}

static bool takes_numbers(const char *function)
{
    size_t length = strlen(function);
    length -= length > 0 && function[length - 1] == '_';
    for (size_t i = 0; i < sizeof with_numbers / sizeof *with_numbers; i++) {
        if (strlen(with_numbers[i]) == length && strncmp(with_numbers[i], function, length) == 0) {
            return true;
        }
    }
    return false;
}

static struct value read_default(const char *text, size_t length)
{
    if (length == 4 && strncmp(text, "True", 4) == 0) {
        return value_true;
    }
    if (length == 5 && strncmp(text, "False", 5) == 0) {
        return value_false;
    }
    if (length > 0 && ((text[0] >= '0' && text[0] <= '9') || text[0] == '-')) {
        bool whole = memchr(text, '.', length) == NULL && memchr(text, 'e', length) == NULL;
        return whole ? value_int(strtoll(text, NULL, 10)) : value_float(strtod(text, NULL));
    }
    return value_unset; // None, and what the function itself knows
}

// "IntArrayRef[1]? dim=None"
static bool read_parameter(const char *text, size_t length, struct call_parameter *ret_parameter)
{
    const char *end = text + length, *name = memchr(text, ' ', length);
    const char *equals = memchr(text, '=', length);
    if (name == NULL) {
        return false;
    }
    const char *name_end = equals != NULL ? equals : end;
    size_t type_length = (size_t)(name - text);
    name++;
    struct call_parameter *parameter = ret_parameter;
    *parameter = (struct call_parameter){.kind = CALL_ANY};
    if (text[type_length - 1] == '?') {
        parameter->none_fits = true;
        type_length--;
    }
    const char *bracket = memchr(text, '[', type_length);
    if (bracket != NULL) {
        parameter->size = atoi(bracket + 1);
        type_length = (size_t)(bracket - text);
    }
    for (int i = 0; i < CALL_KINDS; i++) {
        if (strlen(kinds[i].written) == type_length &&
            strncmp(kinds[i].written, text, type_length) == 0) {
            parameter->kind = (enum call_kind)i;
        }
    }
    if (equals != NULL) {
        parameter->optional = true;
        parameter->standard = read_default(equals + 1, (size_t)(end - equals - 1));
        parameter->none_fits =
            parameter->none_fits || (end - equals == 5 && strncmp(equals, "=None", 5) == 0);
    }
    struct str *str = str_create(name, (size_t)(name_end - name));
    parameter->name = str != NULL ? str_intern(str) : NULL;
    return parameter->name != NULL;
}

// One piece between commas.
static bool add_piece(struct call_signature *signature, const char *text, size_t length,
                      bool *keyword_only, bool as_method, bool numbers)
{
    struct call_parameter *parameter = &signature->parameters[signature->count];
    if (length == 1 && text[0] == '*') {
        *keyword_only = true;
        return true;
    }
    if (!read_parameter(text, length, parameter)) {
        return false;
    }
    if (as_method && str_is(parameter->name, "out")) {
        object_unref(parameter->name);
        return true;
    }
    parameter->keyword_only = *keyword_only;
    parameter->numbers_fit =
        numbers && parameter->kind == CALL_TENSOR && !str_is(parameter->name, "out");
    if (str_is(parameter->name, "out")) {
        signature->out = signature->count;
    }
    signature->count++;
    signature->positional += !*keyword_only;
    signature->required += !parameter->optional;
    return true;
}

static size_t count_pieces(const char *text, const char *end)
{
    size_t count = 1;
    for (; text < end; text++) {
        count += *text == ',';
    }
    return count;
}

struct call_signature *call_signature_create(const char *text, bool as_method, const char *function,
                                             const char **ret_next)
{
    const char *line = strchr(text, '\n'), *end = strchr(text, ')');
    struct call_signature *signature = calloc(1, sizeof *signature);
    bool keyword_only = false, first = as_method, fine = signature != NULL;
    *ret_next = line != NULL ? line + 1 : NULL;
    if (fine) {
        signature->out = -1;
        signature->hidden = end[1] == '|';
        signature->parameters = calloc(count_pieces(text, end) + 1, sizeof *signature->parameters);
        fine = signature->parameters != NULL;
    }
    for (text++; fine && text < end;) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        const char *stop = comma != NULL ? comma : end;
        if (!first) {
            fine = add_piece(signature, text, (size_t)(stop - text), &keyword_only, as_method,
                             takes_numbers(function));
        }
        first = false;
        text = comma != NULL ? comma + 2 : end;
    }
    if (!fine) {
        call_signature_destroy(signature);
        raise_memory();
        return NULL;
    }
    return signature;
}

void call_signature_destroy(struct call_signature *signature)
{
    if (signature == NULL) {
        return;
    }
    for (int i = 0; i < signature->count; i++) {
        object_unref(signature->parameters[i].name);
    }
    free(signature->parameters);
    free(signature);
}

void call_signature_show(const struct call_signature *signature, struct text *out)
{
    bool star = false;
    text_add_char(out, '(');
    for (int i = 0; i < signature->count; i++) {
        const struct call_parameter *parameter = &signature->parameters[i];
        text_add(out, i > 0 ? ", " : "");
        if (parameter->keyword_only && !star) {
            text_add(out, "*, ");
            star = true;
        }
        text_addf(out, "%s %s", call_kind_name(parameter->kind), parameter->name->data);
    }
    text_add_char(out, ')');
}
