// The parameters of a def or a lambda.
#include "core/lang/syntax/parser.h"

// What was read so far decides what may follow.
struct reading {
    struct ast_parameters *parameters;
    size_t capacity;
    enum token_kind closer; // `)` or, for a lambda, `:`
    bool lambda;
    bool has_default; // of the positional ones
    bool star;        // `*` or `*args`
    bool slash;
};

static bool one(struct parser *parser, struct reading *reading, bool may_default, bool starred,
                struct ast_parameter *ret_parameter)
{
    struct ast_parameter parameter = {0};
    if (!parser_name(parser, &parameter.name)) {
        return false;
    }
    if (!reading->lambda && parser_accept(parser, TOKEN_COLON)) {
        parameter.annotation = starred ? parser_star_expression(parser) : parser_expression(parser);
        if (parameter.annotation == NULL) {
            return false;
        }
    }
    if (may_default && parser_accept(parser, TOKEN_ASSIGN)) {
        parameter.value = parser_expression(parser);
        if (parameter.value == NULL) {
            return false;
        }
    }
    *ret_parameter = parameter;
    return true;
}

// name, name=default
static bool plain(struct parser *parser, struct reading *reading)
{
    struct ast_parameters *parameters = reading->parameters;
    if (!parser_grow(parser, (void **)&parameters->items, parameters->count, &reading->capacity,
                     sizeof *parameters->items) ||
        !one(parser, reading, true, false, &parameters->items[parameters->count])) {
        return false;
    }
    bool has_default = parameters->items[parameters->count].value != NULL;
    if (!reading->star) {
        if (reading->has_default && !has_default) {
            parser_stop(parser);
            return false;
        }
        reading->has_default = has_default;
        parameters->positional++;
    }
    parameters->count++;
    return true;
}

static bool star(struct parser *parser, struct reading *reading)
{
    if (reading->star) {
        parser_stop(parser);
        return false;
    }
    parser->at++;
    reading->star = true;
    if (parser_kind(parser) == TOKEN_COMMA) { // a bare one: a name must follow
        parser->at++;
        bool follows = parser_kind(parser) == TOKEN_NAME;
        parser->at--;
        return follows;
    }
    struct ast_parameter *parameter = arena_alloc(parser->arena, sizeof *parameter);
    reading->parameters->star = parameter;
    return parameter != NULL && one(parser, reading, false, true, parameter);
}

static bool double_star(struct parser *parser, struct reading *reading)
{
    parser->at++;
    struct ast_parameter *parameter = arena_alloc(parser->arena, sizeof *parameter);
    reading->parameters->double_star = parameter;
    return parameter != NULL && one(parser, reading, false, false, parameter);
}

static bool slash(struct parser *parser, struct reading *reading)
{
    if (reading->slash || reading->star || reading->parameters->count == 0) {
        return false;
    }
    parser->at++;
    reading->slash = true;
    reading->parameters->positional_only = reading->parameters->count;
    return true;
}

bool parser_parameters(struct parser *parser, bool lambda, struct ast_parameters *ret_parameters)
{
    struct reading reading = {
        .parameters = ret_parameters,
        .closer = lambda ? TOKEN_COLON : TOKEN_RIGHT_PAREN,
        .lambda = lambda,
    };
    while (parser_kind(parser) != reading.closer) {
        enum token_kind kind = parser_kind(parser);
        bool read = kind == TOKEN_STAR          ? star(parser, &reading)
                    : kind == TOKEN_DOUBLE_STAR ? double_star(parser, &reading)
                    : kind == TOKEN_SLASH       ? slash(parser, &reading)
                                                : plain(parser, &reading);
        if (!read) {
            parser_stop(parser);
            return false;
        }
        if (parser_kind(parser) == reading.closer) {
            return true;
        }
        if (!parser_expect(parser, TOKEN_COMMA)) {
            return false;
        }
        if (ret_parameters->double_star != NULL && parser_kind(parser) != reading.closer) {
            parser_stop(parser);
            return false;
        }
    }
    return true;
}
