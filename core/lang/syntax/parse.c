#include <string.h>

#include "core/lang/syntax/parse.h"
#include "core/lang/syntax/parser.h"
#include "core/lang/syntax/syntax_check.h"
#include "core/lang/syntax/syntax_explain.h"

static bool is_compound(const struct ast_node *node)
{
    return node->kind >= AST_IF;
}

// Whether the text's last line is blank: how a block is ended at a prompt.
static bool ends_with_blank_line(const struct source *source)
{
    size_t at = source->length;
    while (at > 0 && strchr(" \t\f", source->text[at - 1]) != NULL &&
           source->text[at - 1] != '\0') {
        at--;
    }
    if (at == source->length && at > 0 && source->text[at - 1] == '\n') {
        at--; // the end of the last line
        while (at > 0 && strchr(" \t\f", source->text[at - 1]) != NULL &&
               source->text[at - 1] != '\0') {
            at--;
        }
    }
    return at == 0 || source->text[at - 1] == '\n';
}

// Whether nothing but the ends of blocks follows from a token on.
static bool is_end(const struct tokens *tokens, size_t index)
{
    while (tokens->items[index].kind == TOKEN_DEDENT) {
        index++;
    }
    return tokens->items[index].kind == TOKEN_END;
}

// More lines could still make the source valid.
static bool may_continue(const struct parser *parser, const struct source *source)
{
    const struct tokens *tokens = parser->tokens;
    if (parser->error->set) {
        return false;
    }
    if (tokens->items[parser->furthest].kind == TOKEN_ERROR) {
        return tokens->stop == TOKEN_STOP_STRING || tokens->stop == TOKEN_STOP_BACKSLASH;
    }
    return is_end(tokens, parser->furthest) &&
           (tokens->stop == TOKEN_STOP_BRACKET || !ends_with_blank_line(source));
}

// Columns of the block that the next line belongs to.
static uint32_t next_indent(const struct tokens *tokens)
{
    size_t last = tokens->count - 1;
    while (last > 0 &&
           (tokens->items[last].kind == TOKEN_END || tokens->items[last].kind == TOKEN_DEDENT ||
            tokens->items[last].kind == TOKEN_NEWLINE)) {
        last--;
    }
    bool opens = tokens->items[last].kind == TOKEN_COLON && tokens->stop == TOKEN_STOP_CLEAN;
    return tokens->indent + (opens ? 4 : 0);
}

static void parse_tokens(struct parse *parse, const struct tokens *tokens, enum parse_mode mode)
{
    struct parser parser = {
        .arena = &parse->arena,
        .tokens = tokens,
        .error = &parse->error,
        .explain = syntax_explain,
    };
    bool interactive = mode == PARSE_INTERACTIVE;
    bool fine = parser_statements(&parser, &parse->body);
    if (fine && parser_kind(&parser) != TOKEN_END) {
        parser_stop(&parser);
        fine = false;
    }
    if (fine && tokens->stop == TOKEN_STOP_BRACKET) {
        parser_stop(&parser);
        fine = false;
    }
    if (fine) {
        size_t count = parse->body.count;
        bool open = interactive && count > 0 && is_compound(parse->body.items[count - 1]) &&
                    !ends_with_blank_line(parse->source);
        parse->state = open ? PARSE_PENDING : PARSE_COMPLETE;
        syntax_check(parse);
        return;
    }
    if (interactive && may_continue(&parser, parse->source)) {
        parse->state = PARSE_PENDING;
        return;
    }
    syntax_explain(&parser);
}

void parse_init(struct parse *parse, struct source *source, enum parse_mode mode)
{
    *parse = (struct parse){.source = source_ref(source), .state = PARSE_ERROR};
    struct tokens tokens = {0};
    if (source->problem != NULL) {
        syntax_fail(&parse->error, &parse->arena, SYNTAX_ERROR, (struct ast_span){0}, "%s",
                    source->problem);
    } else if (tokens_init(&tokens, source, &parse->arena)) {
        parse_tokens(parse, &tokens, mode);
        parse->indent = next_indent(&tokens);
    }
    tokens_finish(&tokens);
    if (parse->arena.failed) {
        parse->error = (struct syntax_error){.set = true, .kind = SYNTAX_MEMORY, .message = ""};
    }
    if (parse->error.set) {
        parse->state = PARSE_ERROR;
        parse->body = (struct ast_list){0};
    }
}

void parse_finish(struct parse *parse)
{
    arena_finish(&parse->arena);
    source_unref(parse->source);
    *parse = (struct parse){0};
}
