// Floats as text, for tests/dialect/floats_many.py: reads bit patterns as hexadecimal numbers, one
// a line, and prints each as repr() shows it; reads that text back and says when it differs.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/lang/interp.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/float_text.h"

int main(void)
{
    char line[64];
    struct interp_options options = {0};
    if (interp_init(&options) != STATUS_OK) {
        return 1;
    }
    while (fgets(line, sizeof line, stdin) != NULL) {
        uint64_t bits = strtoull(line, NULL, 16);
        double number, again;
        memcpy(&number, &bits, sizeof number);
        struct str *text = float_text(number);
        if (text == NULL || !float_parse(text->data, text->length, value_none, &again)) {
            return 1;
        }
        bool same = memcmp(&number, &again, sizeof number) == 0 || number != number;
        printf("%s%s\n", text->data, same ? "" : " reads back as another number");
        object_unref(text);
    }
    interp_finish();
    return 0;
}
