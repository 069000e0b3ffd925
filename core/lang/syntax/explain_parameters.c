// Mistakes among the parameters of a def or a lambda.
#include "core/lang/syntax/explain.h"

// What has been seen so far.
struct parameters {
    struct explain *explain;
    bool lambda;
    size_t at; // the next token
    size_t count;
    bool has_default, slash, star, double_star;
};

static enum token_kind next(const struct parameters *parameters)
{
    return explain_kind(parameters->explain, parameters->at);
}

static enum token_kind second(const struct parameters *parameters)
{
    return next(parameters) == TOKEN_END || next(parameters) == TOKEN_ERROR
               ? TOKEN_END
               : explain_kind(parameters->explain, parameters->at + 1);
}

static bool is_closer(const struct parameters *parameters, enum token_kind kind)
{
    return kind == (parameters->lambda ? TOKEN_COLON : TOKEN_RIGHT_PAREN);
}

static bool token(const struct parameters *parameters, size_t at, const char *message)
{
    return explain_token(parameters->explain, at, "%s", message);
}

// name: annotation; false when it can't be read. The span is without a default.
static bool read_name(struct parameters *parameters, struct ast_span *ret_span)
{
    if (next(parameters) != TOKEN_NAME) {
        return false;
    }
    *ret_span = token_span(parameters->explain->tokens, parameters->at++);
    if (!parameters->lambda && next(parameters) == TOKEN_COLON) {
        struct ast_node *annotation = explain_read(parameters->explain, parser_star_expression,
                                                   parameters->at + 1, &parameters->at);
        if (annotation == NULL) {
            return false;
        }
        *ret_span = explain_between(*ret_span, annotation->span);
    }
    return true;
}

enum step { FOUND, READ, STUCK };

static enum step found(bool is_found)
{
    return is_found ? FOUND : STUCK;
}

static enum step plain(struct parameters *parameters)
{
    struct explain *explain = parameters->explain;
    struct ast_span span;
    if (!read_name(parameters, &span)) {
        return STUCK;
    }
    if (parameters->double_star) {
        return found(explain_span(explain, span, "arguments cannot follow var-keyword argument"));
    }
    if (next(parameters) == TOKEN_ASSIGN) {
        if (second(parameters) == TOKEN_RIGHT_PAREN || second(parameters) == TOKEN_COMMA) {
            return found(token(parameters, parameters->at, "expected default value expression"));
        }
        parameters->has_default = true;
        return explain_read(explain, parser_expression, parameters->at + 1, &parameters->at) != NULL
                   ? READ
                   : STUCK;
    }
    bool complete = next(parameters) == TOKEN_COMMA || is_closer(parameters, next(parameters));
    if (parameters->has_default && !parameters->star && complete) {
        return found(explain_span(explain, span, "non-default argument follows default argument"));
    }
    return READ;
}

// def f((a, b))
static enum step in_parentheses(struct parameters *parameters)
{
    size_t at = parameters->at + 1;
    size_t start = parameters->at;
    while (explain_kind(parameters->explain, at) == TOKEN_NAME) {
        at++;
        if (explain_kind(parameters->explain, at) == TOKEN_COMMA) {
            at++;
        }
    }
    return found(
        !parameters->has_default && at > start + 1 &&
        explain_kind(parameters->explain, at) == TOKEN_RIGHT_PAREN &&
        explain_span(parameters->explain, token_range(parameters->explain->tokens, start, at),
                     parameters->lambda ? "Lambda expression parameters cannot be parenthesized"
                                        : "Function parameters cannot be parenthesized"));
}

static enum step slash(struct parameters *parameters)
{
    size_t at = parameters->at++;
    if (parameters->count == 0) {
        return found(next(parameters) == TOKEN_COMMA &&
                     token(parameters, at, "at least one argument must precede /"));
    }
    if (parameters->star) {
        return found(token(parameters, at, "/ must be ahead of *"));
    }
    if (parameters->slash) {
        return found(token(parameters, at, "/ may appear only once"));
    }
    if (next(parameters) == TOKEN_STAR) {
        return found(token(parameters, parameters->at, "expected comma between / and *"));
    }
    parameters->slash = true;
    return READ;
}

static bool is_bare_star(const struct parameters *parameters)
{
    return is_closer(parameters, next(parameters)) ||
           (next(parameters) == TOKEN_COMMA &&
            (is_closer(parameters, second(parameters)) || second(parameters) == TOKEN_DOUBLE_STAR));
}

static enum step star(struct parameters *parameters)
{
    struct ast_span span;
    size_t at = parameters->at++;
    if (parameters->double_star) {
        return found(token(parameters, at, "arguments cannot follow var-keyword argument"));
    }
    if (parameters->star) {
        return found((next(parameters) == TOKEN_NAME || next(parameters) == TOKEN_COMMA) &&
                     token(parameters, at, "* argument may appear only once"));
    }
    if (is_bare_star(parameters)) {
        size_t last = parameters->at + (next(parameters) == TOKEN_COMMA ? 1 : 0);
        return found(token(parameters, parameters->lambda ? last : at,
                           "named arguments must follow bare *"));
    }
    parameters->star = true;
    if (next(parameters) == TOKEN_COMMA) {
        return READ;
    }
    if (!read_name(parameters, &span)) {
        return STUCK;
    }
    return next(parameters) != TOKEN_ASSIGN
               ? READ
               : found(token(parameters, parameters->at,
                             "var-positional argument cannot have default value"));
}

static enum step double_star(struct parameters *parameters)
{
    struct ast_span span;
    size_t at = parameters->at++;
    if (parameters->double_star) {
        return found(token(parameters, at, "arguments cannot follow var-keyword argument"));
    }
    parameters->double_star = true;
    if (!read_name(parameters, &span)) {
        return STUCK;
    }
    return next(parameters) != TOKEN_ASSIGN
               ? READ
               : found(token(parameters, parameters->at,
                             "var-keyword argument cannot have default value"));
}

static enum step one(struct parameters *parameters)
{
    enum token_kind kind = next(parameters);
    if (kind == TOKEN_STAR) {
        return star(parameters);
    }
    if (kind == TOKEN_DOUBLE_STAR) {
        return double_star(parameters);
    }
    if (parameters->double_star && kind == TOKEN_SLASH) {
        return found(
            token(parameters, parameters->at, "arguments cannot follow var-keyword argument"));
    }
    if (kind == TOKEN_SLASH) {
        return slash(parameters);
    }
    return kind == TOKEN_LEFT_PAREN ? in_parentheses(parameters) : plain(parameters);
}

bool explain_parameters(struct explain *explain, size_t at, bool lambda)
{
    struct parameters parameters = {.explain = explain, .lambda = lambda, .at = at};
    while (parameters.at <= explain->index) {
        enum step step = one(&parameters);
        if (step != READ || explain->beyond) {
            return step == FOUND;
        }
        parameters.count++;
        if (next(&parameters) != TOKEN_COMMA) {
            return false;
        }
        parameters.at++;
    }
    return false;
}
