// Atoms and what clings to them: displays, comprehensions, calls, items, attributes.
#include "core/lang/syntax/parser.h"

// ---- comprehensions

static bool conditions(struct parser *parser, struct ast_list *ret_list)
{
    struct parser_list list = {0};
    while (parser_accept(parser, TOKEN_IF)) {
        if (!parser_append(parser, &list, parser_disjunction(parser))) {
            return false;
        }
    }
    *ret_list = list.list;
    return true;
}

static bool clause(struct parser *parser, struct ast_clause *clause)
{
    clause->target = parser_targets(parser);
    if (clause->target == NULL || !parser_expect(parser, TOKEN_IN)) {
        return false;
    }
    clause->iterable = parser_disjunction(parser);
    return clause->iterable != NULL && conditions(parser, &clause->conditions);
}

static void *refuse_async(struct parser *parser)
{
    return parser_refuse(parser, parser->at, "'async'",
                         "collectives run beside other work with async_op=True and .wait()");
}

bool parser_clauses(struct parser *parser, struct ast_clause **ret_clauses, size_t *ret_count)
{
    size_t count = 0, capacity = 0;
    struct ast_clause *clauses = NULL;
    while (parser_kind(parser) == TOKEN_FOR || parser_kind(parser) == TOKEN_ASYNC) {
        if (parser_kind(parser) == TOKEN_ASYNC) {
            refuse_async(parser);
            return false;
        }
        parser->at++;
        if (!parser_grow(parser, (void **)&clauses, count, &capacity, sizeof *clauses) ||
            !clause(parser, &clauses[count])) {
            return false;
        }
        count++;
    }
    *ret_clauses = clauses;
    *ret_count = count;
    return true;
}

static bool clauses_follow(const struct parser *parser)
{
    return parser_kind(parser) == TOKEN_FOR || parser_kind(parser) == TOKEN_ASYNC;
}

// The rest of a comprehension behind its element, with the closing bracket.
static struct ast_node *comprehension(struct parser *parser, enum ast_kind kind, size_t first,
                                      struct ast_node *key, struct ast_node *element,
                                      enum token_kind closer)
{
    struct ast_clause *clauses;
    size_t count;
    if (!parser_clauses(parser, &clauses, &count) || !parser_expect(parser, closer)) {
        return NULL;
    }
    struct ast_node *node = parser_node(parser, kind, first);
    if (node != NULL) {
        node->comprehension.key = key;
        node->comprehension.element = element;
        node->comprehension.clauses = clauses;
        node->comprehension.clause_count = count;
    }
    return node;
}

// ---- displays

// The rest of a display behind its first element, with the closing bracket.
static struct ast_node *display(struct parser *parser, enum ast_kind kind, size_t first,
                                struct ast_node *element, enum token_kind closer)
{
    struct parser_list list = {0};
    if (element != NULL && !parser_append(parser, &list, element)) {
        return NULL;
    }
    while (!parser_accept(parser, closer)) {
        if (list.list.count > 0 && !parser_accept(parser, TOKEN_COMMA)) {
            return parser_stop(parser);
        }
        if (list.list.count > 0 && parser_accept(parser, closer)) {
            break;
        }
        if (!parser_append(parser, &list, parser_star_named(parser))) {
            return NULL;
        }
    }
    struct ast_node *node = parser_node(parser, kind, first);
    if (node != NULL) {
        node->sequence = list.list;
    }
    return node;
}

// (), (a, b), (a), (yield), (x for x in y)
static struct ast_node *parentheses(struct parser *parser)
{
    size_t first = parser->at++;
    if (parser_kind(parser) == TOKEN_RIGHT_PAREN) {
        return display(parser, AST_TUPLE, first, NULL, TOKEN_RIGHT_PAREN);
    }
    struct ast_node *inner =
        parser_kind(parser) == TOKEN_YIELD ? parser_yield(parser) : parser_star_named(parser);
    if (inner == NULL) {
        return NULL;
    }
    bool yields = inner->kind == AST_YIELD || inner->kind == AST_YIELD_FROM;
    if (!yields || inner->parenthesized) {
        if (parser_kind(parser) == TOKEN_COMMA) {
            return display(parser, AST_TUPLE, first, inner, TOKEN_RIGHT_PAREN);
        }
        if (clauses_follow(parser) && inner->kind != AST_STARRED) {
            return comprehension(parser, AST_GENERATOR, first, NULL, inner, TOKEN_RIGHT_PAREN);
        }
    }
    if (inner->kind == AST_STARRED || !parser_expect(parser, TOKEN_RIGHT_PAREN)) {
        return parser_stop(parser);
    }
    inner->parenthesized = true;
    return inner;
}

static struct ast_node *list(struct parser *parser)
{
    size_t first = parser->at++;
    if (parser_kind(parser) == TOKEN_RIGHT_BRACKET) {
        return display(parser, AST_LIST, first, NULL, TOKEN_RIGHT_BRACKET);
    }
    struct ast_node *element = parser_star_named(parser);
    if (element == NULL) {
        return NULL;
    }
    if (clauses_follow(parser) && element->kind != AST_STARRED) {
        return comprehension(parser, AST_LIST_COMPREHENSION, first, NULL, element,
                             TOKEN_RIGHT_BRACKET);
    }
    return display(parser, AST_LIST, first, element, TOKEN_RIGHT_BRACKET);
}

// key: value, or **mapping (no key)
static bool dict_item(struct parser *parser, struct ast_node **ret_key, struct ast_node **ret_value)
{
    if (parser_accept(parser, TOKEN_DOUBLE_STAR)) {
        *ret_key = NULL;
        *ret_value = parser_binary(parser);
        return *ret_value != NULL;
    }
    *ret_key = parser_expression(parser);
    if (*ret_key == NULL || !parser_expect(parser, TOKEN_COLON)) {
        return false;
    }
    *ret_value = parser_expression(parser);
    return *ret_value != NULL;
}

// The rest of a dict display behind its first item.
static struct ast_node *dict(struct parser *parser, size_t first, struct ast_node *key,
                             struct ast_node *value)
{
    struct parser_list keys = {0}, values = {0};
    size_t key_capacity = 0;
    for (;;) {
        if (!parser_grow(parser, (void **)&keys.list.items, keys.list.count, &key_capacity,
                         sizeof *keys.list.items) ||
            !parser_append(parser, &values, value)) {
            return NULL;
        }
        keys.list.items[keys.list.count++] = key;
        if (parser_accept(parser, TOKEN_RIGHT_BRACE)) {
            break;
        }
        if (!parser_expect(parser, TOKEN_COMMA)) {
            return NULL;
        }
        if (parser_accept(parser, TOKEN_RIGHT_BRACE)) {
            break;
        }
        if (!dict_item(parser, &key, &value)) {
            return NULL;
        }
    }
    struct ast_node *node = parser_node(parser, AST_DICT, first);
    if (node != NULL) {
        node->dict.keys = keys.list;
        node->dict.values = values.list;
    }
    return node;
}

// {}, {a, b}, {a: b}, and their comprehensions
static struct ast_node *braces(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_node *key, *value;
    if (parser_accept(parser, TOKEN_RIGHT_BRACE)) {
        return parser_node(parser, AST_DICT, first);
    }
    if (parser_kind(parser) == TOKEN_DOUBLE_STAR) {
        return dict_item(parser, &key, &value) ? dict(parser, first, key, value) : NULL;
    }
    struct ast_node *element = parser_star_named(parser);
    if (element == NULL) {
        return NULL;
    }
    bool may_be_key =
        element->kind != AST_STARRED && (element->kind != AST_NAMED || element->parenthesized);
    if (may_be_key && parser_accept(parser, TOKEN_COLON)) {
        value = parser_expression(parser);
        if (value == NULL) {
            return NULL;
        }
        return clauses_follow(parser) ? comprehension(parser, AST_DICT_COMPREHENSION, first,
                                                      element, value, TOKEN_RIGHT_BRACE)
                                      : dict(parser, first, element, value);
    }
    if (clauses_follow(parser) && element->kind != AST_STARRED) {
        return comprehension(parser, AST_SET_COMPREHENSION, first, NULL, element,
                             TOKEN_RIGHT_BRACE);
    }
    return display(parser, AST_SET, first, element, TOKEN_RIGHT_BRACE);
}

static struct ast_node *name(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_text text = parser_text(parser, first);
    struct ast_node *node = text.data != NULL ? parser_node(parser, AST_NAME, first) : NULL;
    if (node != NULL) {
        node->name = text;
    }
    return node;
}

static struct ast_node *constant(struct parser *parser, enum ast_kind kind)
{
    parser->at++;
    return parser_node(parser, kind, parser->at - 1);
}

struct ast_node *parser_atom(struct parser *parser)
{
    enum token_kind kind = parser_kind(parser);
    if (kind == TOKEN_NAME) {
        return name(parser);
    }
    if (kind == TOKEN_NUMBER) {
        return parser_number(parser);
    }
    if (kind == TOKEN_STRING) {
        return parser_strings(parser);
    }
    if (kind == TOKEN_LEFT_PAREN) {
        return parentheses(parser);
    }
    if (kind == TOKEN_LEFT_BRACKET) {
        return list(parser);
    }
    if (kind == TOKEN_LEFT_BRACE) {
        return braces(parser);
    }
    if (kind == TOKEN_NONE) {
        return constant(parser, AST_NONE);
    }
    if (kind == TOKEN_TRUE || kind == TOKEN_FALSE) {
        return constant(parser, kind == TOKEN_TRUE ? AST_TRUE : AST_FALSE);
    }
    if (kind == TOKEN_ELLIPSIS) {
        return constant(parser, AST_ELLIPSIS);
    }
    if (kind == TOKEN_AWAIT) {
        return parser_refuse(parser, parser->at, "'await'",
                             "a collective called with async_op=True gives a handle to .wait() on");
    }
    return parser_stop(parser);
}

// ---- calls

static bool add_keyword(struct parser *parser, struct ast_keywords *keywords, size_t *capacity,
                        struct ast_text name, size_t first)
{
    struct ast_node *value = parser_expression(parser);
    if (value == NULL || !parser_grow(parser, (void **)&keywords->items, keywords->count, capacity,
                                      sizeof *keywords->items)) {
        return false;
    }
    keywords->items[keywords->count++] =
        (struct ast_keyword){name, value, token_range(parser->tokens, first, parser->at - 1)};
    return true;
}

// *iterable in a call takes any expression.
static struct ast_node *starred_argument(struct parser *parser)
{
    size_t first = parser->at++;
    struct ast_node *value = parser_expression(parser);
    struct ast_node *node = value != NULL ? parser_node(parser, AST_STARRED, first) : NULL;
    if (node != NULL) {
        node->starred = value;
    }
    return node;
}

// One of `value`, `*iterable`, `name=value`, `**mapping`. Behind a keyword no value may follow,
// behind ** no star.
static bool argument(struct parser *parser, struct parser_list *arguments,
                     struct ast_keywords *keywords, size_t *capacity, bool *unpacked)
{
    size_t first = parser->at;
    enum token_kind kind = parser_kind(parser);
    if (kind == TOKEN_DOUBLE_STAR) {
        parser->at++;
        *unpacked = true;
        return add_keyword(parser, keywords, capacity, (struct ast_text){0}, first);
    }
    if (kind == TOKEN_NAME && parser_second(parser) == TOKEN_ASSIGN) {
        struct ast_text name = parser_text(parser, first);
        parser->at += 2;
        return name.data != NULL && add_keyword(parser, keywords, capacity, name, first);
    }
    if (kind == TOKEN_STAR && !*unpacked) {
        return parser_append(parser, arguments, starred_argument(parser));
    }
    if (keywords->count > 0) {
        return false; // the reason is found later; `furthest` is beyond the keyword already
    }
    return parser_append(parser, arguments, parser_named(parser));
}

bool parser_arguments(struct parser *parser, struct ast_list *ret_arguments,
                      struct ast_keywords *ret_keywords)
{
    struct parser_list arguments = {0};
    struct ast_keywords keywords = {0};
    size_t capacity = 0, first = parser->at - 1;
    bool unpacked = false;
    while (!parser_accept(parser, TOKEN_RIGHT_PAREN)) {
        if (!argument(parser, &arguments, &keywords, &capacity, &unpacked)) {
            parser_stop(parser);
            return false;
        }
        size_t count = arguments.list.count;
        if (clauses_follow(parser) && count == 1 && keywords.count == 0 &&
            arguments.list.items[0]->kind != AST_STARRED) {
            struct ast_node *generator = comprehension(parser, AST_GENERATOR, first, NULL,
                                                       arguments.list.items[0], TOKEN_RIGHT_PAREN);
            if (generator == NULL) {
                return false;
            }
            arguments.list.items[0] = generator;
            break;
        }
        if (parser_kind(parser) != TOKEN_RIGHT_PAREN && !parser_expect(parser, TOKEN_COMMA)) {
            return false;
        }
    }
    *ret_arguments = arguments.list;
    *ret_keywords = keywords;
    return true;
}

static struct ast_node *call(struct parser *parser, size_t first, struct ast_node *function)
{
    parser->at++;
    struct ast_list arguments;
    struct ast_keywords keywords;
    if (!parser_arguments(parser, &arguments, &keywords)) {
        return NULL;
    }
    struct ast_node *node = parser_node(parser, AST_CALL, first);
    if (node != NULL) {
        node->call.function = function;
        node->call.arguments = arguments;
        node->call.keywords = keywords;
    }
    return node;
}

// ---- items and attributes

// start:stop:step, each optional; `start` was read already.
static struct ast_node *slice(struct parser *parser, size_t first, struct ast_node *start)
{
    struct ast_node *parts[3] = {start, NULL, NULL};
    for (int i = 1; i < 3 && parser_accept(parser, TOKEN_COLON); i++) {
        enum token_kind kind = parser_kind(parser);
        if (kind != TOKEN_COLON && kind != TOKEN_COMMA && kind != TOKEN_RIGHT_BRACKET) {
            parts[i] = parser_expression(parser);
            if (parts[i] == NULL) {
                return NULL;
            }
        }
    }
    struct ast_node *node = parser_node(parser, AST_SLICE, first);
    if (node != NULL) {
        node->slice.start = parts[0];
        node->slice.stop = parts[1];
        node->slice.step = parts[2];
    }
    return node;
}

static struct ast_node *index_part(struct parser *parser)
{
    size_t first = parser->at;
    if (parser_kind(parser) == TOKEN_STAR) {
        return starred_argument(parser);
    }
    if (parser_kind(parser) == TOKEN_COLON) {
        return slice(parser, first, NULL);
    }
    struct ast_node *start = parser_named(parser);
    if (start == NULL || parser_kind(parser) != TOKEN_COLON ||
        (start->kind == AST_NAMED && !start->parenthesized)) {
        return start;
    }
    return slice(parser, first, start);
}

// What stands between the brackets: one part, or a tuple of them.
static struct ast_node *index_parts(struct parser *parser)
{
    size_t first = parser->at;
    struct ast_node *part = index_part(parser);
    if (part == NULL || (parser_kind(parser) != TOKEN_COMMA && part->kind != AST_STARRED)) {
        return part;
    }
    struct parser_list list = {0};
    if (!parser_append(parser, &list, part)) {
        return NULL;
    }
    while (parser_accept(parser, TOKEN_COMMA) && parser_kind(parser) != TOKEN_RIGHT_BRACKET) {
        if (!parser_append(parser, &list, index_part(parser))) {
            return NULL;
        }
    }
    struct ast_node *node = parser_node(parser, AST_TUPLE, first);
    if (node != NULL) {
        node->sequence = list.list;
    }
    return node;
}

static struct ast_node *subscript(struct parser *parser, size_t first, struct ast_node *object)
{
    parser->at++;
    struct ast_node *index = index_parts(parser);
    if (index == NULL || !parser_expect(parser, TOKEN_RIGHT_BRACKET)) {
        return NULL;
    }
    struct ast_node *node = parser_node(parser, AST_SUBSCRIPT, first);
    if (node != NULL) {
        node->subscript.object = object;
        node->subscript.index = index;
        // as CPython marks it: from behind the object to one column behind the index
        node->subscript.mark = (struct ast_span){object->span.end_line, object->span.end_column,
                                                 index->span.end_line, index->span.end_column + 1};
    }
    return node;
}

static struct ast_node *attribute(struct parser *parser, size_t first, struct ast_node *object)
{
    struct ast_name name;
    parser->at++;
    if (!parser_name(parser, &name)) {
        return NULL;
    }
    struct ast_node *node = parser_node(parser, AST_ATTRIBUTE, first);
    if (node != NULL) {
        node->attribute.object = object;
        node->attribute.name = name;
    }
    return node;
}

struct ast_node *parser_primary(struct parser *parser)
{
    size_t first = parser->at;
    struct ast_node *node = parser_atom(parser);
    while (node != NULL) {
        enum token_kind kind = parser_kind(parser);
        size_t end = parser->at;
        struct ast_node *longer;
        if (kind == TOKEN_DOT) {
            longer = attribute(parser, first, node);
        } else if (kind == TOKEN_LEFT_PAREN) {
            longer = call(parser, first, node);
        } else if (kind == TOKEN_LEFT_BRACKET) {
            longer = subscript(parser, first, node);
        } else {
            break;
        }
        if (longer == NULL) {
            return parser_fall_back(parser, end, node);
        }
        node = longer;
    }
    return node;
}
