// F-strings: literal text, and expressions in braces, which are read by the parser itself from
// tokens of their own. The scan for an expression's end and its messages are CPython 3.11's.
#include <string.h>

#include "core/base/text.h"
#include "core/lang/syntax/parser.h"

enum { MAX_BRACKETS = 100, MAX_FORMATS = 2 };

// A walk over an f-string's source text.
struct scan {
    struct parser *parser;
    const char *text; // the whole source
    uint32_t at, end;
    uint32_t line; // index of the line that `at` is in
};

static bool fail(struct scan *scan, const char *message)
{
    parser_fail(scan->parser, scan->parser->at, "f-string%s", message);
    return false;
}

static char peek(const struct scan *scan, uint32_t ahead)
{
    return scan->at + ahead < scan->end ? scan->text[scan->at + ahead] : '\0';
}

static void step(struct scan *scan)
{
    if (scan->text[scan->at++] == '\n') {
        scan->line++;
    }
}

// ---- where an expression ends

static bool is_triple(const struct scan *scan, char quote)
{
    return peek(scan, 1) == quote && peek(scan, 2) == quote;
}

// Steps over a string inside an expression, at its opening quote.
static bool skip_string(struct scan *scan)
{
    char quote = peek(scan, 0);
    bool triple = is_triple(scan, quote);
    scan->at += triple ? 3 : 1;
    while (scan->at < scan->end) {
        if (peek(scan, 0) == '\\') {
            return fail(scan, " expression part cannot include a backslash");
        }
        if (peek(scan, 0) == quote && (!triple || is_triple(scan, quote))) {
            scan->at += triple ? 3 : 1;
            return true;
        }
        step(scan);
    }
    return fail(scan, ": unterminated string");
}

static char closer_of(char opener)
{
    return opener == '(' ? ')' : opener == '[' ? ']' : '}';
}

static bool bad_bracket(struct scan *scan, char found, char opened)
{
    if (opened == '\0') {
        parser_fail(scan->parser, scan->parser->at, "f-string: unmatched '%c'", found);
    } else {
        parser_fail(scan->parser, scan->parser->at,
                    "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'",
                    found, opened);
    }
    return false;
}

// Whether `=`, `!`, `:` or `}` ends the expression here; steps over ==, != and the like.
static bool is_end(struct scan *scan)
{
    char here = peek(scan, 0);
    if (here == '\0' || strchr("!:}=<>", here) == NULL) {
        return false;
    }
    if (peek(scan, 1) == '=' && here != ':' && here != '}') {
        scan->at++;
        return false;
    }
    return here != '<' && here != '>';
}

// Moves to the first character behind the expression.
static bool find_end(struct scan *scan)
{
    char opened[MAX_BRACKETS];
    int depth = 0;
    while (scan->at < scan->end) {
        char here = peek(scan, 0);
        if (here == '\\') {
            return fail(scan, " expression part cannot include a backslash");
        }
        if (here == '\'' || here == '"') {
            if (!skip_string(scan)) {
                return false;
            }
            continue;
        }
        if (here == '#') {
            return fail(scan, " expression part cannot include '#'");
        }
        if (depth == 0 && is_end(scan)) {
            return true;
        }
        if (here == '(' || here == '[' || here == '{') {
            if (depth == MAX_BRACKETS) {
                return fail(scan, ": too many nested parenthesis");
            }
            opened[depth++] = here;
        } else if (here == ')' || here == ']' || here == '}') {
            if (depth == 0 || closer_of(opened[depth - 1]) != here) {
                return bad_bracket(scan, here, depth > 0 ? opened[depth - 1] : '\0');
            }
            depth--;
        }
        step(scan);
    }
    return depth > 0 ? bad_bracket(scan, opened[depth - 1], '\0') : fail(scan, ": expecting '}'");
}

// ---- expressions

static bool is_blank(const char *text, const char *end)
{
    while (text < end && strchr(" \t\n\f\r", *text) != NULL && *text != '\0') {
        text++;
    }
    return text == end;
}

// Reads the source text [start, end), which begins in the line of that index.
static struct ast_node *expression(struct scan *scan, uint32_t start, uint32_t end, uint32_t line)
{
    struct parser *outer = scan->parser;
    if (is_blank(scan->text + start, scan->text + end)) {
        char behind = peek(scan, 0);
        if (behind == '!' || behind == ':' || behind == '=') {
            return parser_fail(outer, outer->at, "f-string: expression required before '%c'",
                               behind);
        }
        fail(scan, ": empty expression not allowed");
        return NULL;
    }
    struct tokens tokens;
    struct parser inner = {
        .arena = outer->arena,
        .tokens = &tokens,
        .error = outer->error,
        .depth = outer->depth,
        .format_depth = outer->format_depth,
        .in_format = true,
        .explain = outer->explain,
    };
    struct ast_node *node = NULL;
    if (!tokens_init_expression(&tokens, outer->tokens->source, start, end, line, outer->arena)) {
        outer->arena->failed = true;
    } else {
        node = parser_primary(&inner);
        if (node != NULL && parser_kind(&inner) != TOKEN_END) {
            node = parser_stop(&inner);
        }
        if (node == NULL && !outer->error->set && !outer->arena->failed && outer->explain != NULL) {
            outer->explain(&inner);
        }
    }
    tokens_finish(&tokens);
    return node;
}

static bool conversion(struct scan *scan, char *ret_conversion)
{
    scan->at++;
    if (scan->at >= scan->end) {
        return fail(scan, ": expecting '}'");
    }
    char letter = peek(scan, 0);
    if (letter != 's' && letter != 'r' && letter != 'a') {
        return fail(scan, ": invalid conversion character: expected 's', 'r', or 'a'");
    }
    step(scan);
    *ret_conversion = letter;
    return scan->at < scan->end || fail(scan, ": expecting '}'");
}

static bool parts(struct scan *scan, struct parser_format *format, bool in_spec);

// {value:spec}; at the character behind the colon.
static struct ast_node *spec(struct scan *scan, const struct parser_format *outer)
{
    struct parser *parser = scan->parser;
    struct text text = {0};
    struct parser_format format = {.text = &text, .first = outer->first, .raw = outer->raw};
    struct ast_node *node = NULL;
    parser->format_depth++;
    if (parts(scan, &format, true) && parser_format_flush(parser, &format)) {
        node = parser_node(parser, AST_FSTRING, outer->first);
    }
    parser->format_depth--;
    if (node != NULL) {
        node->parts = format.parts.list;
    }
    text_finish(&text);
    return node;
}

// `=` behind an expression: its text becomes part of the string.
static void debug_text(struct scan *scan, struct parser_format *format, uint32_t start)
{
    scan->at++;
    while (scan->at < scan->end && peek(scan, 0) != '\0' &&
           strchr(" \t\n\r\v\f", peek(scan, 0)) != NULL) {
        step(scan);
    }
    text_add_bytes(format->text, scan->text + start, scan->at - start);
}

// At the opening brace.
static bool replacement(struct scan *scan, struct parser_format *format)
{
    struct parser *parser = scan->parser;
    if (parser->format_depth >= MAX_FORMATS) {
        return fail(scan, ": expressions nested too deeply");
    }
    scan->at++;
    uint32_t start = scan->at, line = scan->line;
    if (!find_end(scan)) {
        return false;
    }
    struct ast_node *value = expression(scan, start, scan->at, line);
    char letter = 0;
    if (value == NULL) {
        return false;
    }
    bool debug = peek(scan, 0) == '=';
    if (debug) {
        debug_text(scan, format, start);
    }
    if (peek(scan, 0) == '!' && !conversion(scan, &letter)) {
        return false;
    }
    struct ast_node *spec_node = NULL;
    if (peek(scan, 0) == ':') {
        scan->at++;
        spec_node = spec(scan, format);
        if (spec_node == NULL) {
            return false;
        }
    }
    if (scan->at >= scan->end || peek(scan, 0) != '}') {
        return fail(scan, ": expecting '}'");
    }
    scan->at++;
    struct ast_node *node =
        parser_format_flush(parser, format) ? parser_node(parser, AST_FORMAT, format->first) : NULL;
    if (node == NULL) {
        return false;
    }
    node->format.value = value;
    node->format.spec = spec_node;
    node->format.conversion = debug && spec_node == NULL && letter == 0 ? 'r' : letter;
    return parser_append(parser, &format->parts, node);
}

// ---- literal text

// Steps to the next brace or the end. Those of \N{...} are none; it is refused with the other
// escapes.
static void skip_text(struct scan *scan, bool raw)
{
    while (scan->at < scan->end && peek(scan, 0) != '{' && peek(scan, 0) != '}') {
        char next = peek(scan, 1);
        if (peek(scan, 0) == '\\' && !raw && next == 'N' && peek(scan, 2) == '{') {
            while (scan->at < scan->end && peek(scan, 0) != '}') {
                step(scan);
            }
            scan->at += scan->at < scan->end;
        } else if (peek(scan, 0) == '\\' && !raw && next != '{' && next != '}' &&
                   scan->at + 1 < scan->end) {
            scan->at++;
            step(scan);
        } else {
            step(scan);
        }
    }
}

// Literal text up to a brace that means something, or with one that is doubled: then there is more.
// In a spec no brace is doubled.
static bool literal(struct scan *scan, struct parser_format *format, bool in_spec, bool *ret_more)
{
    uint32_t start = scan->at;
    skip_text(scan, format->raw);
    uint32_t end = scan->at;
    bool doubled = !in_spec && scan->at + 1 < scan->end && peek(scan, 1) == peek(scan, 0);
    if (doubled) {
        end++;
        scan->at += 2;
    } else if (!in_spec && peek(scan, 0) == '}') {
        return fail(scan, ": single '}' is not allowed");
    }
    *ret_more = doubled;
    return parser_unescape(scan->parser, scan->text + start, scan->text + end, format->raw, false,
                           format->text);
}

// Text and replacements by turns, to the end or, in a spec, to the closing brace.
static bool parts(struct scan *scan, struct parser_format *format, bool in_spec)
{
    for (bool more = true;;) {
        while (more) {
            if (!literal(scan, format, in_spec, &more)) {
                return false;
            }
        }
        if (scan->at >= scan->end || peek(scan, 0) == '}') {
            return true;
        }
        if (!replacement(scan, format)) {
            return false;
        }
        more = true;
    }
}

bool parser_format(struct parser *parser, struct parser_format *format, uint32_t start,
                   uint32_t end, uint32_t line)
{
    struct scan scan = {
        .parser = parser,
        .text = parser->tokens->source->text,
        .at = start,
        .end = end,
        .line = line,
    };
    return parts(&scan, format, false);
}
