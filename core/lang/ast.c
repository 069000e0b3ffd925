#include "core/lang/ast.h"

struct ast_text ast_docstring(const struct ast_list *body)
{
    if (body->count > 0 && body->items[0]->kind == AST_EXPRESSION &&
        body->items[0]->value->kind == AST_STRING) {
        return body->items[0]->value->string;
    }
    return (struct ast_text){0};
}
