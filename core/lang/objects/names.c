#include <stddef.h>

#include "core/lang/objects/names.h"
#include "core/lang/text/str.h"

#define NAMES_DEFINE(identifier, text) struct str *identifier;
NAMES_TABLE(NAMES_DEFINE)

static const struct {
    struct str **name;
    const char *text;
} rows[] = {
#define NAMES_ROW(identifier, string) {&identifier, string},
    NAMES_TABLE(NAMES_ROW)};

bool names_init(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        *rows[i].name = str_interned(rows[i].text);
        if (*rows[i].name == NULL) {
            return false;
        }
    }
    return true;
}

void names_finish(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        object_unref(*rows[i].name);
        *rows[i].name = NULL;
    }
}
