// Mistakes in what stands between brackets: arguments, displays, comprehensions.
#include "core/lang/syntax/explain.h"

// ---- calls

// f(True=1), f(a=x for x in y), f(a.b=1)
static bool keyword_name(struct explain *explain, size_t at)
{
    size_t end;
    struct ast_span last;
    enum token_kind kind = explain_kind(explain, at);
    bool equals = explain_kind(explain, at + 1) == TOKEN_ASSIGN;
    struct ast_span name = token_span(explain->tokens, at);
    if (equals && (kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NONE)) {
        return explain_span(explain, explain_between(name, token_span(explain->tokens, at + 1)),
                            "cannot assign to %s", token_name(kind));
    }
    if (equals && kind == TOKEN_NAME) {
        return explain_read(explain, parser_expression, at + 2, &end) != NULL &&
               explain_clauses(explain, end, &last) > 0 &&
               explain_span(explain, explain_between(name, token_span(explain->tokens, at + 1)),
                            "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    struct ast_node *left = explain_read(explain, parser_expression, at, &end);
    return left != NULL && explain_kind(explain, end) == TOKEN_ASSIGN &&
           explain_span(explain, explain_between(left->span, token_span(explain->tokens, end)),
                        "expression cannot contain assignment, perhaps you meant \"==\"?");
}

// What the arguments of a call look like up to the first that doesn't fit.
struct arguments {
    size_t end;    // the token behind the last one that was read
    size_t count;  // how many
    bool keyword;  // a name= or ** came
    bool unpacked; // a ** came
    size_t last;   // where the last one begins
    struct ast_span last_span;
};

static bool read_argument(struct explain *explain, struct arguments *arguments, size_t at)
{
    enum token_kind kind = explain_kind(explain, at);
    bool starred = kind == TOKEN_STAR, mapping = kind == TOKEN_DOUBLE_STAR;
    bool keyword = kind == TOKEN_NAME && explain_kind(explain, at + 1) == TOKEN_ASSIGN;
    size_t value = at + (starred || mapping ? 1 : keyword ? 2 : 0), end;
    if ((starred && arguments->unpacked) ||
        (!starred && !mapping && !keyword && arguments->keyword)) {
        return false;
    }
    struct ast_node *node =
        explain_read(explain, value == at ? parser_named : parser_expression, value, &end);
    if (node == NULL || (value == at && explain_kind(explain, end) == TOKEN_ASSIGN)) {
        return false;
    }
    arguments->keyword = arguments->keyword || keyword || mapping;
    arguments->unpacked = arguments->unpacked || mapping;
    arguments->last = at;
    arguments->last_span = explain_between(token_span(explain->tokens, at), node->span);
    arguments->end = end;
    arguments->count++;
    return true;
}

static struct arguments read_arguments(struct explain *explain, size_t at)
{
    struct arguments arguments = {.end = at};
    while (read_argument(explain, &arguments, at) &&
           explain_kind(explain, arguments.end) == TOKEN_COMMA) {
        at = arguments.end + 1;
    }
    return arguments;
}

// A generator that shares its parentheses with other arguments.
static bool bare_generator(struct explain *explain, const struct arguments *arguments, size_t first)
{
    struct ast_span last;
    size_t end;
    size_t behind = explain_clauses(explain, arguments->end, &last);
    if (behind > 0 && arguments->count > 1) {
        return explain_span(explain, explain_between(arguments->last_span, last),
                            "Generator expression must be parenthesized");
    }
    if (behind > 0 && explain_kind(explain, behind) == TOKEN_COMMA && arguments->last == first &&
        !arguments->keyword) {
        read_arguments(explain, behind + 1);
        return !explain->beyond &&
               explain_span(explain, explain_between(arguments->last_span, last),
                            "Generator expression must be parenthesized");
    }
    if (explain_kind(explain, arguments->end) != TOKEN_COMMA) {
        return false;
    }
    struct ast_node *node = explain_read(explain, parser_expression, arguments->end + 1, &end);
    if (node == NULL) {
        return false;
    }
    struct ast_span span = node->span;
    return explain_clauses(explain, end, &last) > 0 &&
           explain_span(explain, explain_between(span, last),
                        "Generator expression must be parenthesized");
}

bool explain_call(struct explain *explain, size_t first)
{
    struct arguments arguments = read_arguments(explain, first);
    if (arguments.count == 0) {
        return keyword_name(explain, first);
    }
    bool comma = explain_kind(explain, arguments.end) == TOKEN_COMMA;
    size_t next = arguments.end + comma;
    if ((comma && keyword_name(explain, next)) || keyword_name(explain, arguments.last)) {
        return true;
    }
    if (comma && explain_kind(explain, next) == TOKEN_STAR) {
        return explain_span(explain,
                            explain_between(token_span(explain->tokens, first),
                                            token_span(explain->tokens, arguments.end - 1)),
                            "iterable argument unpacking follows keyword argument unpacking");
    }
    if (bare_generator(explain, &arguments, first)) {
        return true;
    }
    if (comma && arguments.keyword) {
        struct arguments more = read_arguments(explain, next);
        return more.count > 0 &&
               explain_token(explain, more.end,
                             arguments.unpacked
                                 ? "positional argument follows keyword argument unpacking"
                                 : "positional argument follows keyword argument");
    }
    return false;
}

// ---- parentheses, brackets, braces

// (*a), (**a)
bool explain_group(struct explain *explain, size_t first)
{
    size_t end;
    if (explain_kind(explain, first) == TOKEN_STAR) {
        struct ast_node *node = explain_read(explain, parser_star_expression, first, &end);
        return node != NULL && explain_kind(explain, end) == TOKEN_RIGHT_PAREN &&
               explain_span(explain, node->span, "cannot use starred expression here");
    }
    return explain_kind(explain, first) == TOKEN_DOUBLE_STAR &&
           explain_read(explain, parser_expression, first + 1, &end) != NULL &&
           explain_kind(explain, end) == TOKEN_RIGHT_PAREN &&
           explain_token(explain, first, "cannot use double starred expression here");
}

// [*x for …], [x, y for …]
bool explain_comprehension(struct explain *explain, size_t first, bool parentheses)
{
    size_t end;
    struct ast_span last, ignored;
    if (explain_kind(explain, first) == TOKEN_STAR) {
        struct ast_node *node = explain_read(explain, parser_star_expression, first, &end);
        if (node != NULL) {
            last = node->span;
            if (explain_clauses(explain, end, &ignored) > 0) {
                return explain_span(explain, last,
                                    "iterable unpacking cannot be used in comprehension");
            }
        }
    }
    if (parentheses) {
        return false;
    }
    struct ast_node *node = explain_read(explain, parser_star_named, first, &end);
    if (node == NULL || explain_kind(explain, end) != TOKEN_COMMA) {
        return false;
    }
    struct ast_span span = node->span;
    size_t comma = end;
    last = token_span(explain->tokens, comma);
    while (explain_kind(explain, comma) == TOKEN_COMMA) {
        node = explain_read(explain, parser_star_named, comma + 1, &end);
        if (node == NULL) {
            end = comma + 1;
            break;
        }
        last = node->span;
        comma = end;
    }
    return explain_clauses(explain, end, &ignored) > 0 &&
           explain_span(explain, explain_between(span, last),
                        "did you forget parentheses around the comprehension target?");
}

// {**a for …}
bool explain_dict_comprehension(struct explain *explain, size_t first)
{
    size_t end;
    struct ast_span last;
    if (explain_kind(explain, first) != TOKEN_DOUBLE_STAR ||
        explain_read(explain, parser_binary, first + 1, &end) == NULL) {
        return false;
    }
    end = explain_clauses(explain, end, &last);
    return end > 0 && explain_kind(explain, end) == TOKEN_RIGHT_BRACE &&
           explain_token(explain, first, "dict unpacking cannot be used in dict comprehension");
}

// One `key: value` or `**mapping`; 0 when it can't be read.
static size_t read_dict_item(struct explain *explain, size_t at)
{
    size_t end;
    if (explain_kind(explain, at) == TOKEN_DOUBLE_STAR) {
        return explain_read(explain, parser_binary, at + 1, &end) != NULL ? end : 0;
    }
    return explain_read(explain, parser_expression, at, &end) != NULL &&
                   explain_kind(explain, end) == TOKEN_COLON &&
                   explain_read(explain, parser_expression, end + 1, &end) != NULL
               ? end
               : 0;
}

// {a: }, {a: *b}; behind the key
static bool dict_value(struct explain *explain, size_t colon)
{
    size_t end;
    enum token_kind next = explain_kind(explain, colon + 1);
    if (next == TOKEN_STAR && explain_read(explain, parser_binary, colon + 2, &end) != NULL) {
        return explain_span(explain,
                            explain_between(token_span(explain->tokens, colon + 1),
                                            token_span(explain->tokens, end - 1)),
                            "cannot use a starred expression in a dictionary value");
    }
    return (next == TOKEN_RIGHT_BRACE || next == TOKEN_COMMA) &&
           explain_token(explain, colon, "expression expected after dictionary key and ':'");
}

// CPython looks for these before anything else in the braces.
bool explain_dict(struct explain *explain, size_t first)
{
    size_t at = first, end = read_dict_item(explain, at);
    while (end > 0 && explain_kind(explain, end) == TOKEN_COMMA) {
        at = end + 1;
        end = read_dict_item(explain, at);
    }
    struct ast_node *key = end == 0 ? explain_read(explain, parser_expression, at, &end) : NULL;
    if (key == NULL || explain->beyond) {
        return false;
    }
    if (explain_kind(explain, end) == TOKEN_COLON) {
        return dict_value(explain, end);
    }
    struct ast_span span = key->span;
    span.column = span.end_column - 1;
    span.line = span.end_line;
    return at > first && explain_span(explain, span, "':' expected after dictionary key");
}
