#include "core/lang/parse.h"
#include "core/lang/syntax_check.h"

void syntax_check(struct parse *parse)
{
    (void)parse;
}
