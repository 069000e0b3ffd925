// Mistakes in expressions: what may stand at the places where one begins, and in each kind of
// bracket.
#include "core/lang/explain.h"

// ---- wherever an expression begins

static bool is_legacy(const struct explain *explain, size_t at)
{
    return explain_kind(explain, at) == TOKEN_NAME &&
           (explain_is_word(explain, at, "print") || explain_is_word(explain, at, "exec"));
}

static bool is_soft_keyword(const struct explain *explain, size_t at)
{
    return explain_is_word(explain, at, "match") || explain_is_word(explain, at, "case") ||
           explain_is_word(explain, at, "_");
}

// f(a b)
static bool forgotten_comma(struct explain *explain, size_t at)
{
    size_t middle, end;
    if (explain_kind(explain, at) == TOKEN_NAME &&
        (explain_kind(explain, at + 1) == TOKEN_STRING || is_soft_keyword(explain, at))) {
        return false;
    }
    struct ast_node *left = explain_read(explain, parser_disjunction, at, &middle);
    if (left == NULL || explain->beyond) {
        return false;
    }
    bool legacy = left->kind == AST_NAME && is_legacy(explain, at);
    struct ast_span first = left->span;
    struct ast_node *right = explain_read(explain, parser_expression, middle, &end);
    return right != NULL && !explain->beyond && !legacy &&
           explain->tokens->items[end - 1].level > 0 &&
           explain_span(explain, explain_between(first, right->span),
                        "invalid syntax. Perhaps you forgot a comma?");
}

// x = 1 if y
static bool missing_else(struct explain *explain, size_t at)
{
    size_t end;
    struct ast_node *body = explain_read(explain, parser_disjunction, at, &end);
    if (body == NULL || explain_kind(explain, end) != TOKEN_IF) {
        return false;
    }
    struct ast_span first = body->span;
    struct ast_node *test = explain_read(explain, parser_disjunction, end + 1, &end);
    return test != NULL && !explain->beyond && explain_kind(explain, end) != TOKEN_ELSE &&
           explain_kind(explain, end) != TOKEN_COLON &&
           explain_span(explain, explain_between(first, test->span),
                        "expected 'else' after 'if' expression");
}

// print "hello"
static bool legacy_statement(struct explain *explain, size_t at)
{
    size_t end;
    if (!is_legacy(explain, at) || explain_kind(explain, at + 1) == TOKEN_LEFT_PAREN) {
        return false;
    }
    struct ast_node *rest = explain_read(explain, parser_star_expressions, at + 1, &end);
    const char *name = explain_is_word(explain, at, "print") ? "print" : "exec";
    return rest != NULL && !explain->beyond &&
           explain_span(explain, explain_between(token_span(explain->tokens, at), rest->span),
                        "Missing parentheses in call to '%s'. Did you mean %s(...)?", name, name);
}

// ---- where a walrus may stand

// (a.b := 1)
static bool walrus_target(struct explain *explain, size_t at)
{
    size_t end;
    if (explain_kind(explain, at) == TOKEN_NAME && explain_kind(explain, at + 1) == TOKEN_WALRUS) {
        return false;
    }
    struct ast_node *target = explain_read(explain, parser_expression, at, &end);
    if (target == NULL || explain_kind(explain, end) != TOKEN_WALRUS) {
        return false;
    }
    struct ast_span span = target->span;
    const char *name = explain_expression_name(target);
    return explain_read(explain, parser_expression, end + 1, &end) != NULL &&
           explain_span(explain, span, "cannot use assignment expressions with %s", name);
}

static bool is_assignment(const struct explain *explain, size_t at)
{
    return explain_kind(explain, at) == TOKEN_ASSIGN || explain_kind(explain, at) == TOKEN_WALRUS;
}

// if x = 1:
static bool name_for_comparison(struct explain *explain, size_t at)
{
    size_t end;
    if (explain_kind(explain, at) != TOKEN_NAME || explain_kind(explain, at + 1) != TOKEN_ASSIGN) {
        return false;
    }
    struct ast_node *value = explain_read(explain, parser_binary, at + 2, &end);
    return value != NULL && !explain->beyond && !is_assignment(explain, end) &&
           explain_span(explain, explain_between(token_span(explain->tokens, at), value->span),
                        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
}

static bool is_plain_constant(const struct ast_node *node)
{
    return node->kind == AST_LIST || node->kind == AST_TUPLE || node->kind == AST_GENERATOR ||
           node->kind == AST_TRUE || node->kind == AST_NONE || node->kind == AST_FALSE;
}

// if f() = 1:
static bool value_for_comparison(struct explain *explain, size_t at)
{
    size_t end;
    struct ast_node *left = explain_read(explain, parser_binary, at, &end);
    if (left == NULL || explain_kind(explain, end) != TOKEN_ASSIGN || is_plain_constant(left)) {
        return false;
    }
    struct ast_span span = left->span;
    const char *name = explain_expression_name(left);
    struct ast_node *right = explain_read(explain, parser_binary, end + 1, &end);
    return right != NULL && !explain->beyond && !is_assignment(explain, end) &&
           explain_span(explain, span,
                        "cannot assign to %s here. Maybe you meant '==' instead of '='?", name);
}

static bool at_expression(struct explain *explain, size_t at, bool named)
{
    static explain_fn *const plain[] = {forgotten_comma, missing_else, legacy_statement};
    static explain_fn *const walrus[] = {walrus_target, name_for_comparison, value_for_comparison};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (plain[i](explain, at) || explain->beyond) {
            return true;
        }
    }
    for (size_t i = 0; named && i < sizeof walrus / sizeof *walrus; i++) {
        if (walrus[i](explain, at) || explain->beyond) {
            return true;
        }
    }
    return false;
}

// ---- for targets

// for 1 in x
static bool loop_target(struct explain *explain, size_t at)
{
    size_t end;
    if (explain_read(explain, parser_targets, at, &end) != NULL &&
        explain_kind(explain, end) == TOKEN_IN) {
        return false;
    }
    struct ast_node *target = explain_read(explain, parser_star_expressions, at, &end);
    return target != NULL && !explain->beyond && explain_target(explain, target, EXPLAIN_LOOPED);
}

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
        return explain_span(explain, explain_between(arguments->last_span, last),
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

static bool in_call(struct explain *explain, size_t first)
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
static bool in_group(struct explain *explain, size_t first)
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
static bool in_comprehension(struct explain *explain, size_t first, bool parentheses)
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
static bool in_dict_comprehension(struct explain *explain, size_t first)
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
static bool in_dict(struct explain *explain, size_t first)
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

// ---- where expressions begin

// Behind which tokens an expression begins, in any region; commas and colons depend on it.
static bool begins_behind(enum token_kind kind)
{
    static const bool begins[TOKEN_KINDS] = {
        [TOKEN_ELSE] = true,
        [TOKEN_WALRUS] = true,
        [TOKEN_YIELD] = true,
        [TOKEN_RETURN] = true,
        [TOKEN_FROM] = true,
        [TOKEN_RAISE] = true,
        [TOKEN_ASSERT] = true,
        [TOKEN_WITH] = true,
        [TOKEN_EXCEPT] = true,
        [TOKEN_ARROW] = true,
        [TOKEN_ASSIGN] = true,
        [TOKEN_COLON] = true,
        [TOKEN_PLUS_ASSIGN] = true,
        [TOKEN_MINUS_ASSIGN] = true,
        [TOKEN_STAR_ASSIGN] = true,
        [TOKEN_SLASH_ASSIGN] = true,
        [TOKEN_DOUBLE_SLASH_ASSIGN] = true,
        [TOKEN_PERCENT_ASSIGN] = true,
        [TOKEN_AT_ASSIGN] = true,
        [TOKEN_DOUBLE_STAR_ASSIGN] = true,
        [TOKEN_LEFT_SHIFT_ASSIGN] = true,
        [TOKEN_RIGHT_SHIFT_ASSIGN] = true,
        [TOKEN_AND_ASSIGN] = true,
        [TOKEN_OR_ASSIGN] = true,
        [TOKEN_XOR_ASSIGN] = true,
    };
    return begins[kind];
}

static bool is_named_region(enum explain_region region)
{
    return region == EXPLAIN_GROUP || region == EXPLAIN_LIST || region == EXPLAIN_SUBSCRIPT ||
           region == EXPLAIN_BRACES;
}

enum beginning { NOTHING, EXPRESSION, NAMED_EXPRESSION };

// Whether an expression begins at `at`, with a walrus or without.
static enum beginning beginning_at(const struct explain *explain, enum explain_region region,
                                   size_t first, size_t at)
{
    enum token_kind before = at > first ? explain_kind(explain, at - 1) : TOKEN_COMMA;
    enum token_kind head = explain_kind(explain, first);
    if (region == EXPLAIN_STATEMENT) {
        bool named_head =
            head == TOKEN_IF || head == TOKEN_ELIF || head == TOKEN_WHILE || head == TOKEN_AT;
        if (named_head && at == first + 1) {
            return NAMED_EXPRESSION;
        }
        bool keyword_head = head >= TOKEN_FALSE && head <= TOKEN_YIELD && head != TOKEN_NONE &&
                            head != TOKEN_TRUE && head != TOKEN_FALSE && head != TOKEN_NOT &&
                            head != TOKEN_LAMBDA;
        if (before == TOKEN_COMMA && (at > first || !keyword_head)) {
            return keyword_head || explain->assigns ? EXPRESSION : NAMED_EXPRESSION;
        }
        if (before == TOKEN_IN && head == TOKEN_FOR) {
            return EXPRESSION;
        }
    } else if (before == TOKEN_COMMA && region != EXPLAIN_PARAMETERS) {
        return is_named_region(region) ? NAMED_EXPRESSION : EXPRESSION;
    } else if (region == EXPLAIN_CALL && at > first &&
               (before == TOKEN_STAR || before == TOKEN_DOUBLE_STAR) &&
               (at - 1 == first || explain_kind(explain, at - 2) == TOKEN_COMMA)) {
        return EXPRESSION;
    }
    return at > first && begins_behind(before) ? EXPRESSION : NOTHING;
}

// Every place in a region, from `first` on, where an expression begins or a for or a lambda stands.
static bool walk(struct explain *explain, enum explain_region region, size_t first, size_t end)
{
    for (size_t at = first; at <= end && explain->fuel > 0;) {
        enum beginning beginning = beginning_at(explain, region, first, at);
        if (beginning != NOTHING && at_expression(explain, at, beginning == NAMED_EXPRESSION)) {
            return true;
        }
        enum token_kind kind = explain_kind(explain, at);
        if (kind == TOKEN_LAMBDA && explain_parameters(explain, at + 1, true)) {
            return true;
        }
        bool brackets =
            kind == TOKEN_LEFT_PAREN || kind == TOKEN_LEFT_BRACKET || kind == TOKEN_LEFT_BRACE;
        at = brackets ? explain_skip_bracket(explain, at, end + 1) : at + 1;
        if (kind == TOKEN_FOR && at <= end && loop_target(explain, at)) {
            return true;
        }
        if (explain->beyond) {
            return true;
        }
    }
    return false;
}

static bool in_region(struct explain *explain, enum explain_region region, size_t first)
{
    switch (region) {
    case EXPLAIN_STATEMENT:
        return false;
    case EXPLAIN_PARAMETERS:
        return explain_parameters(explain, first, false);
    case EXPLAIN_CALL:
        return in_call(explain, first);
    case EXPLAIN_GROUP:
        return in_group(explain, first) || in_comprehension(explain, first, true);
    case EXPLAIN_LIST:
        return in_comprehension(explain, first, false);
    case EXPLAIN_SUBSCRIPT:
        return false;
    case EXPLAIN_BRACES:
        return in_dict_comprehension(explain, first) || in_comprehension(explain, first, false);
    }
    return false;
}

// From the innermost bracket outwards: CPython reads what is inside before it judges the outside.
bool explain_expressions(struct explain *explain)
{
    size_t end = explain->index;
    for (;;) {
        ptrdiff_t opener = explain_opener(explain, end, explain->statement);
        enum explain_region region = explain_region_of(explain, opener);
        size_t first = opener == EXPLAIN_NONE ? explain->statement : (size_t)opener + 1;
        if (region == EXPLAIN_BRACES && in_dict(explain, first)) {
            return true;
        }
        if (walk(explain, region, first, explain->index) || in_region(explain, region, first)) {
            return true;
        }
        if (opener == EXPLAIN_NONE || explain->beyond) {
            return false;
        }
        end = (size_t)opener;
    }
}
