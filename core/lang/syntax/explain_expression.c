// Mistakes in expressions: the places where one may begin, and what CPython looks for there.
#include "core/lang/syntax/explain.h"

enum { MAX_NAMES = 20 }; // in a row

// ---- wherever an expression begins

static bool is_legacy(const struct explain *explain, size_t at)
{
    return explain_kind(explain, at) == TOKEN_NAME &&
           (explain_is_word(explain, at, "print") || explain_is_word(explain, at, "exec"));
}

// CPython 3.11 takes `m`, `ma`, `c` and so on for its soft keywords too.
static bool is_soft_keyword(const struct explain *explain, size_t at)
{
    static const char *const words[] = {"match", "matc", "mat", "ma", "m",
                                        "case",  "cas",  "ca",  "c",  "_"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (explain_is_word(explain, at, words[i])) {
            return true;
        }
    }
    return false;
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

static bool at_expression(struct explain *explain, size_t at, bool named);

// print "hello". CPython reads what follows any name before it asks whether the name is print.
static bool legacy_statement(struct explain *explain, size_t at)
{
    size_t end;
    if (explain_kind(explain, at) != TOKEN_NAME ||
        explain_kind(explain, at + 1) == TOKEN_LEFT_PAREN) {
        return false;
    }
    if (explain->names < MAX_NAMES) {
        explain->names++;
        bool found = at_expression(explain, at + 1, false);
        explain->names--;
        if (found) {
            return true;
        }
    }
    if (!is_legacy(explain, at)) {
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

// Such a beginning is left to others.
static bool begins_with_display(struct explain *explain, size_t at)
{
    size_t end;
    struct ast_node *node = explain_read(explain, parser_atom, at, &end);
    return node != NULL && !node->parenthesized &&
           (node->kind == AST_LIST || node->kind == AST_TUPLE || node->kind == AST_GENERATOR ||
            node->kind == AST_TRUE || node->kind == AST_NONE || node->kind == AST_FALSE);
}

// if f() = 1:
static bool value_for_comparison(struct explain *explain, size_t at)
{
    size_t end;
    if (begins_with_display(explain, at)) {
        return false;
    }
    struct ast_node *left = explain_read(explain, parser_binary, at, &end);
    if (left == NULL || explain_kind(explain, end) != TOKEN_ASSIGN) {
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
    for (size_t item = at;; item = end + 1) {
        if (at_expression(explain, item, false)) {
            return true;
        }
        if (explain_read(explain, parser_star_expression, item, &end) == NULL ||
            explain_kind(explain, end) != TOKEN_COMMA) {
            break;
        }
    }
    struct ast_node *target = explain_read(explain, parser_star_expressions, at, &end);
    return target != NULL && !explain->beyond && explain_target(explain, target, EXPLAIN_LOOPED);
}

// ---- where expressions begin

// Behind which tokens an expression begins, in any region; commas and colons depend on it.
static bool begins_behind(enum token_kind kind)
{
    static const bool begins[TOKEN_KINDS] = {
        [TOKEN_ELSE] = true,
        [TOKEN_DEL] = true,
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

// The statement begins with a keyword, and not with one that begins an expression.
static bool is_keyword_head(enum token_kind head)
{
    return head > TOKEN_TRUE && head <= TOKEN_YIELD && head != TOKEN_NOT && head != TOKEN_LAMBDA &&
           head != TOKEN_AWAIT;
}

static bool has_comma(const struct explain *explain, size_t at, size_t end)
{
    while (at < end && explain_kind(explain, at) != TOKEN_COMMA) {
        enum token_kind kind = explain_kind(explain, at);
        bool bracket =
            kind == TOKEN_LEFT_PAREN || kind == TOKEN_LEFT_BRACKET || kind == TOKEN_LEFT_BRACE;
        at = bracket ? explain_skip_bracket(explain, at, end) : at + 1;
    }
    return at < end;
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
        bool keyword_head = is_keyword_head(head);
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
    bool in_targets = false; // between for and in
    int lambdas = 0;         // whose colons have not come
    for (size_t at = first; at <= end && explain->fuel > 0;) {
        enum beginning beginning = beginning_at(explain, region, first, at);
        bool comma = at > first && explain_kind(explain, at - 1) == TOKEN_COMMA;
        if (comma && (in_targets || lambdas > 0)) {
            beginning = NOTHING;
        }
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
        bool for_clause =
            kind == TOKEN_FOR && !in_targets &&
            (at <= end || (region != EXPLAIN_STATEMENT && at - 1 > first &&
                           (!comma || region == EXPLAIN_LIST || region == EXPLAIN_BRACES)));
        in_targets = kind == TOKEN_FOR || (in_targets && kind != TOKEN_IN);
        lambdas += (kind == TOKEN_LAMBDA) - (kind == TOKEN_COLON && lambdas > 0);
        if (for_clause && loop_target(explain, at)) {
            return true;
        }
        if (explain->beyond) {
            return true;
        }
    }
    return false;
}

// Behind a first comma, in what is no assignment, CPython also looks at what stands where no comma
// is: `a, b c = d`.
static bool behind_tuple(struct explain *explain)
{
    size_t at = explain->index, end;
    enum token_kind head = explain_kind(explain, explain->statement);
    if (explain->assigns || is_keyword_head(head) || !has_comma(explain, explain->statement, at)) {
        return false;
    }
    for (;; at = end) {
        if (at_expression(explain, at, true)) {
            return true;
        }
        if (explain_read(explain, parser_star_named, at, &end) == NULL) {
            return false;
        }
        end += explain_kind(explain, end) == TOKEN_COMMA;
    }
}

static bool in_region(struct explain *explain, enum explain_region region, size_t first)
{
    switch (region) {
    case EXPLAIN_STATEMENT:
        return behind_tuple(explain);
    case EXPLAIN_PARAMETERS:
        return explain_parameters(explain, first, false);
    case EXPLAIN_CALL:
        return explain_comprehension(explain, first, true) || explain_call(explain, first);
    case EXPLAIN_GROUP:
        return explain_group(explain, first) || explain_comprehension(explain, first, true);
    case EXPLAIN_LIST:
        return explain_comprehension(explain, first, false);
    case EXPLAIN_SUBSCRIPT:
        return false;
    case EXPLAIN_BRACES:
        return explain_dict_comprehension(explain, first) ||
               explain_comprehension(explain, first, false);
    }
    return false;
}

// x {a b}: CPython tries the braces as a comprehension that a call could have as its argument.
static bool braces_behind_value(struct explain *explain)
{
    size_t index = explain->index;
    if (explain_kind(explain, index) != TOKEN_LEFT_BRACE || index == explain->statement ||
        !explain_ends_value(explain_kind(explain, index - 1))) {
        return false;
    }
    size_t at = index + 1, end;
    do {
        if (at_expression(explain, at, true)) {
            return true;
        }
        bool more = explain_read(explain, parser_star_named, at, &end) != NULL &&
                    explain_kind(explain, end) == TOKEN_COMMA;
        at = more ? end + 1 : 0;
    } while (at > 0);
    return explain_comprehension(explain, index + 1, false);
}

bool explain_dicts(struct explain *explain)
{
    ptrdiff_t opener = explain_opener(explain, explain->index, explain->statement);
    for (; opener != EXPLAIN_NONE && !explain->beyond;
         opener = explain_opener(explain, (size_t)opener, explain->statement)) {
        if (explain_region_of(explain, opener) == EXPLAIN_BRACES &&
            explain_dict(explain, (size_t)opener + 1)) {
            return true;
        }
    }
    return false;
}

// From the innermost bracket outwards: CPython reads what is inside before it judges the outside.
bool explain_expressions(struct explain *explain)
{
    enum token_kind head = explain_kind(explain, explain->statement);
    if (head == TOKEN_IMPORT || head == TOKEN_FROM || head == TOKEN_GLOBAL ||
        head == TOKEN_NONLOCAL) {
        return false; // no expressions there
    }
    if (braces_behind_value(explain)) {
        return true;
    }
    size_t end = explain->index;
    for (;;) {
        ptrdiff_t opener = explain_opener(explain, end, explain->statement);
        enum explain_region region = explain_region_of(explain, opener);
        size_t first = opener == EXPLAIN_NONE ? explain->statement : (size_t)opener + 1;
        if (walk(explain, region, first, explain->index) || in_region(explain, region, first)) {
            return true;
        }
        if (opener == EXPLAIN_NONE || explain->beyond) {
            return false;
        }
        end = (size_t)opener;
    }
}
