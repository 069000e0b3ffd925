// Expressions, from the loosest binding (walrus, lambda, if-else) to the binary operators.
#include "core/lang/syntax/parser.h"

struct binary_operator {
    enum ast_operator op;
    int precedence; // 0: the token is no binary operator
};

enum { LOOSEST = 1, TIGHTEST = 6 };

static const struct binary_operator binary_operators[TOKEN_KINDS] = {
    [TOKEN_BAR] = {AST_BIT_OR, 1},
    [TOKEN_CARET] = {AST_BIT_XOR, 2},
    [TOKEN_AMPERSAND] = {AST_BIT_AND, 3},
    [TOKEN_LEFT_SHIFT] = {AST_LEFT_SHIFT, 4},
    [TOKEN_RIGHT_SHIFT] = {AST_RIGHT_SHIFT, 4},
    [TOKEN_PLUS] = {AST_ADD, 5},
    [TOKEN_MINUS] = {AST_SUBTRACT, 5},
    [TOKEN_STAR] = {AST_MULTIPLY, TIGHTEST},
    [TOKEN_SLASH] = {AST_DIVIDE, TIGHTEST},
    [TOKEN_DOUBLE_SLASH] = {AST_FLOOR_DIVIDE, TIGHTEST},
    [TOKEN_PERCENT] = {AST_MODULO, TIGHTEST},
    [TOKEN_AT] = {AST_MATRIX_MULTIPLY, TIGHTEST},
};

// What a traceback marks with ^: the one or two characters behind the left operand, as CPython
// finds them, so a closing parenthesis when the left operand stands in some.
static struct ast_span operator_mark(const struct parser *parser, const struct ast_node *left,
                                     const struct ast_node *right)
{
    const struct source *source = parser->tokens->source;
    struct ast_span mark = {left->span.end_line, left->span.end_column, 0, 0};
    if (left->span.end_line != right->span.line) {
        return mark;
    }
    size_t length;
    const char *line = source_line(source, mark.line, &length);
    while (mark.column < right->span.column && mark.column < length &&
           (line[mark.column] == ' ' || line[mark.column] == '\t' || line[mark.column] == '\f')) {
        mark.column++;
    }
    mark.end_line = mark.line;
    mark.end_column = mark.column + 1;
    if (mark.end_column < right->span.column && line[mark.end_column] != ' ' &&
        line[mark.end_column] != '\t' && line[mark.end_column] != '\f') {
        mark.end_column++;
    }
    return mark;
}

static struct ast_node *binary_node(struct parser *parser, enum ast_operator op, size_t first,
                                    struct ast_node *left, struct ast_node *right)
{
    struct ast_node *node = right != NULL ? parser_node(parser, AST_BINARY, first) : NULL;
    if (node != NULL) {
        node->binary.op = op;
        node->binary.left = left;
        node->binary.right = right;
        node->binary.mark = operator_mark(parser, left, right);
    }
    return node;
}

static struct ast_node *unary_node(struct parser *parser, enum ast_operator op, size_t first,
                                   struct ast_node *operand)
{
    struct ast_node *node = operand != NULL ? parser_node(parser, AST_UNARY, first) : NULL;
    if (node != NULL) {
        node->unary.op = op;
        node->unary.operand = operand;
    }
    return node;
}

static struct ast_node *factor(struct parser *parser);

// primary ** factor
static struct ast_node *power(struct parser *parser)
{
    size_t first = parser->at;
    struct ast_node *base = parser_primary(parser);
    size_t end = parser->at;
    if (base == NULL || !parser_accept(parser, TOKEN_DOUBLE_STAR)) {
        return base;
    }
    struct ast_node *exponent = factor(parser);
    return exponent != NULL ? binary_node(parser, AST_POWER, first, base, exponent)
                            : parser_fall_back(parser, end, base);
}

static struct ast_node *signed_factor(struct parser *parser, enum ast_operator op)
{
    size_t first = parser->at++;
    if (!parser_enter(parser)) {
        return NULL;
    }
    struct ast_node *node = unary_node(parser, op, first, factor(parser));
    parser_leave(parser);
    return node;
}

// -x, +x, ~x, power
static struct ast_node *factor(struct parser *parser)
{
    enum token_kind kind = parser_kind(parser);
    if (kind == TOKEN_MINUS) {
        return signed_factor(parser, AST_NEGATE);
    }
    if (kind == TOKEN_PLUS) {
        return signed_factor(parser, AST_PLUS);
    }
    return kind == TOKEN_TILDE ? signed_factor(parser, AST_INVERT) : power(parser);
}

// Operators that bind at least as tightly as `loosest`; all of them group to the left.
static struct ast_node *binary(struct parser *parser, int loosest)
{
    size_t first = parser->at;
    struct ast_node *left = factor(parser);
    while (left != NULL) {
        struct binary_operator found = binary_operators[parser_kind(parser)];
        if (found.precedence < loosest || found.precedence == 0) {
            break;
        }
        size_t end = parser->at++;
        struct ast_node *right =
            found.precedence == TIGHTEST ? factor(parser) : binary(parser, found.precedence + 1);
        if (right == NULL) {
            return parser_fall_back(parser, end, left);
        }
        left = binary_node(parser, found.op, first, left, right);
    }
    return left;
}

struct ast_node *parser_binary(struct parser *parser)
{
    return binary(parser, LOOSEST);
}

// ---- comparisons, not, and, or

// Steps over a comparison's operator, of one or two tokens.
static bool comparison_operator(struct parser *parser, enum ast_operator *ret_op)
{
    static const struct binary_operator operators[TOKEN_KINDS] = {
        [TOKEN_EQUAL] = {AST_EQUAL, 1},     [TOKEN_NOT_EQUAL] = {AST_NOT_EQUAL, 1},
        [TOKEN_LESS] = {AST_LESS, 1},       [TOKEN_LESS_EQUAL] = {AST_LESS_EQUAL, 1},
        [TOKEN_GREATER] = {AST_GREATER, 1}, [TOKEN_GREATER_EQUAL] = {AST_GREATER_EQUAL, 1},
        [TOKEN_IN] = {AST_IN, 1},           [TOKEN_IS] = {AST_IS, 1},
    };
    enum token_kind kind = parser_kind(parser);
    if (kind == TOKEN_NOT) {
        if (parser_second(parser) != TOKEN_IN) {
            parser->at++; // whoever stops here is misled by `not`, as in CPython
            parser_stop(parser);
            parser->at--;
            return false;
        }
        parser->at += 2;
        *ret_op = AST_NOT_IN;
        return true;
    }
    if (operators[kind].precedence == 0) {
        return false;
    }
    parser->at++;
    *ret_op = operators[kind].op;
    if (kind == TOKEN_IS && parser_accept(parser, TOKEN_NOT)) {
        *ret_op = AST_IS_NOT;
    }
    return true;
}

static struct ast_node *comparison(struct parser *parser)
{
    size_t first = parser->at, capacity = 0;
    struct parser_list rights = {0};
    enum ast_operator *operators = NULL, op;
    struct ast_node *left = parser_binary(parser);
    size_t end = parser->at;
    for (; left != NULL && comparison_operator(parser, &op); end = parser->at) {
        if (!parser_grow(parser, (void **)&operators, rights.list.count, &capacity,
                         sizeof *operators)) {
            return NULL;
        }
        operators[rights.list.count] = op;
        if (!parser_append(parser, &rights, parser_binary(parser))) {
            if (parser_fall_back(parser, end, left) == NULL) {
                return NULL;
            }
            break;
        }
    }
    if (left == NULL || rights.list.count == 0) {
        return left;
    }
    struct ast_node *node = parser_node(parser, AST_COMPARE, first);
    if (node != NULL) {
        node->compare.left = left;
        node->compare.operators = operators;
        node->compare.rights = rights.list;
    }
    return node;
}

static struct ast_node *inversion(struct parser *parser)
{
    size_t first = parser->at;
    if (!parser_accept(parser, TOKEN_NOT)) {
        return comparison(parser);
    }
    if (!parser_enter(parser)) {
        return NULL;
    }
    struct ast_node *node = unary_node(parser, AST_NOT, first, inversion(parser));
    parser_leave(parser);
    return node;
}

// a OP b OP c …
static struct ast_node *logical(struct parser *parser, enum token_kind token, enum ast_kind kind,
                                struct ast_node *(*operand)(struct parser *))
{
    size_t first = parser->at;
    struct ast_node *left = operand(parser);
    if (left == NULL || parser_kind(parser) != token) {
        return left;
    }
    struct parser_list list = {0};
    if (!parser_append(parser, &list, left)) {
        return NULL;
    }
    for (size_t end = parser->at; parser_accept(parser, token); end = parser->at) {
        if (!parser_append(parser, &list, operand(parser))) {
            if (parser_fall_back(parser, end, left) == NULL) {
                return NULL;
            }
            break;
        }
    }
    if (list.list.count == 1) {
        return left;
    }
    struct ast_node *node = parser_node(parser, kind, first);
    if (node != NULL) {
        node->logical = list.list;
    }
    return node;
}

static struct ast_node *conjunction(struct parser *parser)
{
    return logical(parser, TOKEN_AND, AST_AND, inversion);
}

struct ast_node *parser_disjunction(struct parser *parser)
{
    return logical(parser, TOKEN_OR, AST_OR, conjunction);
}

// ---- lambda, if-else, walrus

static struct ast_node *lambda(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_parameters parameters = {0};
    if (!parser_parameters(parser, true, &parameters) || !parser_expect(parser, TOKEN_COLON)) {
        return NULL;
    }
    struct ast_node *body = parser_expression(parser);
    struct ast_node *node = body != NULL ? parser_node(parser, AST_LAMBDA, first) : NULL;
    if (node != NULL) {
        node->lambda.parameters = parameters;
        node->lambda.body = body;
    }
    return node;
}

static struct ast_node *choice(struct parser *parser)
{
    size_t first = parser->at;
    struct ast_node *body = parser_disjunction(parser);
    size_t end = parser->at;
    if (body == NULL || !parser_accept(parser, TOKEN_IF)) {
        return body;
    }
    struct ast_node *test = parser_disjunction(parser);
    if (test == NULL || !parser_expect(parser, TOKEN_ELSE)) {
        return parser_fall_back(parser, end, body);
    }
    struct ast_node *orelse = parser_expression(parser);
    if (orelse == NULL) {
        return parser_fall_back(parser, end, body);
    }
    struct ast_node *node = parser_node(parser, AST_IF_ELSE, first);
    if (node != NULL) {
        node->choice.test = test;
        node->choice.body = body;
        node->choice.orelse = orelse;
    }
    return node;
}

struct ast_node *parser_expression(struct parser *parser)
{
    if (!parser_enter(parser)) {
        return NULL;
    }
    struct ast_node *node = parser_kind(parser) == TOKEN_LAMBDA ? lambda(parser) : choice(parser);
    parser_leave(parser);
    return node;
}

struct ast_node *parser_named(struct parser *parser)
{
    size_t first = parser->at;
    bool named = parser_kind(parser) == TOKEN_NAME && parser_second(parser) == TOKEN_WALRUS;
    struct ast_node *target = parser_expression(parser);
    if (target == NULL || parser_kind(parser) != TOKEN_WALRUS) {
        return target;
    }
    if (!named) {
        return parser_stop(parser);
    }
    parser->at++;
    struct ast_node *value = parser_expression(parser);
    struct ast_node *node = value != NULL ? parser_node(parser, AST_NAMED, first) : NULL;
    if (node != NULL) {
        node->named.target = target;
        node->named.value = value;
    }
    return node;
}

// ---- stars and commas

static struct ast_node *starred(struct parser *parser, struct ast_node *(*inner)(struct parser *))
{
    size_t first = parser->at++;
    struct ast_node *value = inner(parser);
    struct ast_node *node = value != NULL ? parser_node(parser, AST_STARRED, first) : NULL;
    if (node != NULL) {
        node->starred = value;
    }
    return node;
}

struct ast_node *parser_star_named(struct parser *parser)
{
    return parser_kind(parser) == TOKEN_STAR ? starred(parser, parser_binary)
                                             : parser_named(parser);
}

struct ast_node *parser_star_expression(struct parser *parser)
{
    return parser_kind(parser) == TOKEN_STAR ? starred(parser, parser_binary)
                                             : parser_expression(parser);
}

static bool begins_expression(enum token_kind kind)
{
    static const bool begins[TOKEN_KINDS] = {
        [TOKEN_NAME] = true,       [TOKEN_NUMBER] = true,       [TOKEN_STRING] = true,
        [TOKEN_FALSE] = true,      [TOKEN_NONE] = true,         [TOKEN_TRUE] = true,
        [TOKEN_AWAIT] = true,      [TOKEN_LAMBDA] = true,       [TOKEN_NOT] = true,
        [TOKEN_LEFT_PAREN] = true, [TOKEN_LEFT_BRACKET] = true, [TOKEN_LEFT_BRACE] = true,
        [TOKEN_ELLIPSIS] = true,   [TOKEN_PLUS] = true,         [TOKEN_MINUS] = true,
        [TOKEN_STAR] = true,       [TOKEN_TILDE] = true,
    };
    return begins[kind];
}

// One of `item`, or a tuple of them without brackets: a, b, c and a trailing comma.
static struct ast_node *with_commas(struct parser *parser,
                                    struct ast_node *(*item)(struct parser *))
{
    size_t first = parser->at;
    struct ast_node *node = item(parser);
    if (node == NULL || parser_kind(parser) != TOKEN_COMMA) {
        return node;
    }
    struct parser_list list = {0};
    if (!parser_append(parser, &list, node)) {
        return NULL;
    }
    while (parser_accept(parser, TOKEN_COMMA)) {
        if (!begins_expression(parser_kind(parser))) {
            parser_stop(parser); // fine here; whoever stops next stops at this token
            break;
        }
        size_t end = parser->at;
        if (!parser_append(parser, &list, item(parser))) {
            if (parser_fall_back(parser, end, node) == NULL) {
                return NULL;
            }
            break;
        }
    }
    node = parser_node(parser, AST_TUPLE, first);
    if (node != NULL) {
        node->sequence = list.list;
    }
    return node;
}

struct ast_node *parser_star_expressions(struct parser *parser)
{
    return with_commas(parser, parser_star_expression);
}

struct ast_node *parser_yield(struct parser *parser)
{
    size_t first = parser->at++;
    bool from = parser_accept(parser, TOKEN_FROM);
    struct ast_node *value = NULL;
    if (from || begins_expression(parser_kind(parser))) {
        value = from ? parser_expression(parser) : parser_star_expressions(parser);
        if (value == NULL) {
            return NULL;
        }
    } else {
        parser_stop(parser);
    }
    struct ast_node *node = parser_node(parser, from ? AST_YIELD_FROM : AST_YIELD, first);
    if (node != NULL) {
        node->value = value;
    }
    return node;
}

// ---- targets

bool parser_is_single_target(const struct ast_node *node)
{
    return node->kind == AST_NAME || node->kind == AST_ATTRIBUTE || node->kind == AST_SUBSCRIPT;
}

bool parser_is_target(const struct ast_node *node, bool starred_too)
{
    if (node->kind == AST_STARRED) {
        return starred_too && node->starred->kind != AST_STARRED &&
               parser_is_target(node->starred, false);
    }
    if (node->kind != AST_TUPLE && node->kind != AST_LIST) {
        return parser_is_single_target(node);
    }
    for (size_t i = 0; i < node->sequence.count; i++) {
        if (!parser_is_target(node->sequence.items[i], true)) {
            return false;
        }
    }
    return true;
}

bool parser_is_deletable(const struct ast_node *node)
{
    if (node->kind != AST_TUPLE && node->kind != AST_LIST) {
        return parser_is_single_target(node);
    }
    for (size_t i = 0; i < node->sequence.count; i++) {
        if (!parser_is_deletable(node->sequence.items[i])) {
            return false;
        }
    }
    return true;
}

struct ast_node *parser_target(struct parser *parser)
{
    if (!parser_enter(parser)) {
        return NULL;
    }
    struct ast_node *node =
        parser_kind(parser) == TOKEN_STAR ? starred(parser, parser_target) : parser_primary(parser);
    parser_leave(parser);
    if (node != NULL && !parser_is_target(node, true)) {
        return parser_stop(parser);
    }
    return node;
}

struct ast_node *parser_targets(struct parser *parser)
{
    return with_commas(parser, parser_target);
}
