// The rules of torch/_tensor_str.py: how wide a column is and whether it is scientific depends on
// the elements that are shown; lines break at the line width; suffixes say what is not obvious.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/tensor/autograd.h"
#include "core/tensor/convert.h"
#include "core/tensor/print.h"

const struct print_options print_options_default = {4, 1000, 3, 80, -1};
struct print_options print_options = {4, 1000, 3, 80, -1};

struct format {
    const struct tensor *x;
    bool is_float, whole, scientific;
    int width;
    bool summarised;
    // while looking for the width
    double largest, smallest;
    bool any;
    int widest;
};

enum { NUMBER_SIZE = 400 }; // %.0f of the largest double

// One element as text; returns its length.
static int write_number(const struct format *format, struct scalar value, char *buffer)
{
    int precision = print_options.precision;
    if (value.kind == DTYPE_CATEGORY_BOOL) {
        return snprintf(buffer, NUMBER_SIZE, "%s", value.integer != 0 ? "True" : "False");
    }
    if (value.kind == DTYPE_CATEGORY_INTEGER) {
        return snprintf(buffer, NUMBER_SIZE, "%lld", (long long)value.integer);
    }
    double number = value.number;
    if (isnan(number)) {
        return snprintf(buffer, NUMBER_SIZE, "nan");
    }
    if (isinf(number)) {
        return snprintf(buffer, NUMBER_SIZE, number < 0 ? "-inf" : "inf");
    }
    if (format->scientific) {
        return snprintf(buffer, NUMBER_SIZE, "%.*e", precision, number);
    }
    if (format->whole) {
        return snprintf(buffer, NUMBER_SIZE, "%.0f.", number);
    }
    return snprintf(buffer, NUMBER_SIZE, "%.*f", precision, number);
}

// ---- the elements that are shown

typedef void visit_fn(struct format *format, struct scalar value);

static void visit_shown(struct format *format, int dim, int64_t offset, visit_fn *visit)
{
    const struct tensor *x = format->x;
    if (dim == x->ndim) {
        visit(format, tensor_element(x, offset));
        return;
    }
    int64_t size = x->shape[dim], edge = print_options.edge;
    bool cut = format->summarised && size > 2 * edge;
    for (int64_t i = 0; i < size; i++) {
        if (cut && i == edge) {
            i = size - edge;
        }
        visit_shown(format, dim + 1, offset + i * x->strides[dim], visit);
    }
}

static bool counts(struct scalar value)
{
    return value.kind == DTYPE_CATEGORY_FLOAT && isfinite(value.number) && value.number != 0;
}

static void visit_range(struct format *format, struct scalar value)
{
    if (!counts(value)) {
        return;
    }
    double size = fabs(value.number);
    format->largest = format->any && format->largest > size ? format->largest : size;
    format->smallest = format->any && format->smallest < size ? format->smallest : size;
    format->whole = format->whole && value.number == ceil(value.number);
    format->any = true;
}

static void visit_width(struct format *format, struct scalar value)
{
    char buffer[NUMBER_SIZE];
    if (format->is_float && !counts(value)) {
        return;
    }
    int width = write_number(format, value, buffer);
    format->widest = width > format->widest ? width : format->widest;
}

static void format_init(struct format *format, const struct tensor *x)
{
    *format = (struct format){
        .x = x,
        .is_float = dtype_is_float(x->dtype),
        .whole = true,
        .summarised = x->numel > print_options.threshold,
        .widest = 1,
    };
    if (format->is_float) {
        visit_shown(format, 0, 0, visit_range);
    }
    if (format->any) {
        format->scientific = format->largest / format->smallest > 1000.0 ||
                             format->largest > 1.0e8 ||
                             (!format->whole && format->smallest < 1.0e-4);
    }
    if (!format->is_float || format->any) {
        visit_shown(format, 0, 0, visit_width);
    }
    format->width = format->widest;
    // The wish comes after the width, which so may not fit: PyTorch's way.
    if (format->any && print_options.scientific >= 0) {
        format->scientific = print_options.scientific == 1;
    }
}

// ---- text

static void add_number(const struct format *format, int64_t offset, struct text *out)
{
    char buffer[NUMBER_SIZE];
    int length = write_number(format, tensor_element(format->x, offset), buffer);
    if (length < format->width) {
        text_add_repeated(out, ' ', (size_t)(format->width - length));
    }
    text_add_bytes(out, buffer, (size_t)length);
}

static void add_vector(const struct format *format, int64_t offset, int indent, struct text *out)
{
    const struct tensor *x = format->x;
    int64_t size = x->shape[x->ndim - 1], step = x->strides[x->ndim - 1];
    int64_t edge = print_options.edge;
    int64_t per_line = (print_options.line_width - indent) / (format->width + 2);
    bool cut = format->summarised && size > 2 * edge;
    int64_t shown = cut ? 2 * edge + 1 : size;
    per_line = per_line > 1 ? per_line : 1;
    text_add_char(out, '[');
    for (int64_t i = 0; i < shown; i++) {
        if (i > 0) {
            text_add(out, i % per_line == 0 ? ",\n" : ", ");
            text_add_repeated(out, ' ', i % per_line == 0 ? (size_t)indent + 1 : 0);
        }
        if (cut && i == edge) {
            text_add(out, " ...");
        } else {
            int64_t at = cut && i > edge ? size - (shown - i) : i;
            add_number(format, offset + at * step, out);
        }
    }
    text_add_char(out, ']');
}

static void add_body(const struct format *format, int dim, int64_t offset, int indent,
                     struct text *out)
{
    const struct tensor *x = format->x;
    if (x->ndim == 0) {
        add_number(format, offset, out);
        return;
    }
    if (dim == x->ndim - 1) {
        add_vector(format, offset, indent, out);
        return;
    }
    int64_t size = x->shape[dim], edge = print_options.edge;
    bool cut = format->summarised && size > 2 * edge;
    text_add_char(out, '[');
    for (int64_t i = 0; i < size; i++) {
        if (i > 0) {
            text_add_char(out, ',');
            text_add_repeated(out, '\n', (size_t)(x->ndim - 1 - dim));
            text_add_repeated(out, ' ', (size_t)indent + 1);
        }
        if (cut && i == edge) {
            text_add(out, "...");
            i = size - edge - 1;
            continue;
        }
        add_body(format, dim + 1, offset + i * x->strides[dim], indent + 1, out);
    }
    text_add_char(out, ']');
}

// Where the last line ends, as PyTorch counts it.
struct suffixes {
    struct text *out;
    int indent;
    size_t last;
};

// A suffix goes on a line of its own where it would pass the line width.
static void add_suffix(struct suffixes *suffixes, const char *suffix)
{
    size_t length = strlen(suffix);
    if (suffixes->last + length + 2 > (size_t)print_options.line_width) {
        text_add(suffixes->out, ",\n");
        text_add_repeated(suffixes->out, ' ', (size_t)suffixes->indent);
        suffixes->last = (size_t)suffixes->indent + length;
    } else {
        text_add(suffixes->out, ", ");
        suffixes->last += length + 2;
    }
    text_add(suffixes->out, suffix);
}

// What type(grad_fn).__name__ says; functions without a derivative go by the end of their name.
static const char *short_name(const struct node *node)
{
    const char *name = autograd_name(node), *colons = strstr(name, "::");
    while (colons != NULL) {
        name = colons + 2;
        colons = strstr(name, "::");
    }
    return name;
}

static void add_suffixes(struct tensor *x, size_t start, int indent, struct text *out)
{
    char suffix[SHAPE_TEXT_SIZE + 32];
    size_t line = out->length;
    while (line > start && out->data[line - 1] != '\n') {
        line--;
    }
    struct suffixes suffixes = {out, indent, out->length - line + 2};
    if (x->numel == 0 && x->ndim != 1) {
        shape_text(x->ndim, x->shape, suffix + 5);
        memcpy(suffix, "size=(", 6);
        suffix[strlen(suffix) - 1] = ')';
        add_suffix(&suffixes, suffix);
    }
    bool usual = x->dtype == dtype_default ||
                 (x->numel > 0 && (x->dtype == DTYPE_INT64 || x->dtype == DTYPE_BOOL));
    if (!usual) {
        snprintf(suffix, sizeof suffix, "dtype=torch.%s", dtype_facts[x->dtype].name);
        add_suffix(&suffixes, suffix);
    }
    struct node *node = autograd_grad_fn(x);
    if (node != NULL) {
        snprintf(suffix, sizeof suffix, "grad_fn=<%s>", short_name(node));
        add_suffix(&suffixes, suffix);
    } else if (x->requires_grad) {
        add_suffix(&suffixes, "requires_grad=True");
    }
}

enum status print_tensor(struct tensor *x, struct text *out)
{
    struct format format;
    int indent = (int)strlen("tensor(");
    if (x->is_parameter) {
        text_add(out, "Parameter containing:\n");
    }
    size_t start = out->length;
    text_add(out, "tensor(");
    if (x->numel == 0) {
        text_add(out, "[]");
    } else {
        format_init(&format, x);
        add_body(&format, 0, 0, indent, out);
    }
    add_suffixes(x, start, indent, out);
    text_add_char(out, ')');
    return out->failed ? status_fail(STATUS_MEMORY, "no memory") : STATUS_OK;
}
