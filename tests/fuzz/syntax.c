// Any bytes, read as a file and as what is typed: the tokenizer, the parser and the explanations
// of what is wrong.
#include <stdlib.h>
#include <string.h>

#include "core/lang/syntax/parse.h"
#include "tests/fuzz/target.h"

static void check(bool good)
{
    if (!good) {
        abort();
    }
}

static void parse_as(struct source *source, enum parse_mode mode)
{
    struct parse parse;
    parse_init(&parse, source, mode);
    check(parse.state != PARSE_PENDING || mode == PARSE_INTERACTIVE);
    check(parse.state != PARSE_ERROR || parse.error.message != NULL);
    parse_finish(&parse);
}

bool target_accepts(const uint8_t *data, size_t size)
{
    (void)data;
    (void)size;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source *source = NULL;
    if (source_decode("fuzz.py", (const char *)data, size, &source) != STATUS_OK) {
        return 0;
    }
    parse_as(source, PARSE_FILE);
    parse_as(source, PARSE_INTERACTIVE);
    source_unref(source);
    return 0;
}
