#include "core/lang/parser.h"
#include "core/lang/syntax_explain.h"

void syntax_explain(struct parser *parser)
{
    const struct tokens *tokens = parser->tokens;
    if (tokens->items[parser->furthest].kind == TOKEN_ERROR && !parser->error->set) {
        *parser->error = tokens->error;
    }
    parser_fail(parser, parser->furthest, "invalid syntax");
}
