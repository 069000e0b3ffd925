#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/lang/source.h"

enum { SOURCE_LIMIT = 1 << 30 };

static bool find_lines(struct source *source)
{
    size_t capacity = 0;
    size_t start = 0;
    for (;;) {
        if (!array_reserve((void **)&source->line_starts, &capacity, source->line_count + 1,
                           sizeof *source->line_starts)) {
            return false;
        }
        source->line_starts[source->line_count++] = (uint32_t)start;
        char *end = memchr(source->text + start, '\n', source->length - start);
        if (end == NULL) {
            return true;
        }
        start = (size_t)(end - source->text) + 1;
    }
}

enum status source_create(const char *name, const char *text, size_t length,
                          struct source **ret_source)
{
    if (length > SOURCE_LIMIT) {
        return status_fail(STATUS_INVALID, "%s: a source of more than 1 GiB", name);
    }
    struct source *source = calloc(1, sizeof *source);
    if (source == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for %s", name);
    }
    source->references = 1;
    source->first_line = 1;
    source->length = length;
    source->name = strdup(name);
    source->text = malloc(length + 1);
    if (source->text != NULL) {
        memcpy(source->text, text, length);
        source->text[length] = '\0';
    }
    if (source->name == NULL || source->text == NULL || !find_lines(source)) {
        source_unref(source);
        return status_fail(STATUS_MEMORY, "no memory for %s", name);
    }
    *ret_source = source;
    return STATUS_OK;
}

struct source *source_ref(struct source *source)
{
    source->references++;
    return source;
}

void source_unref(struct source *source)
{
    if (source != NULL && --source->references == 0) {
        free(source->name);
        free(source->text);
        free(source->line_starts);
        free(source);
    }
}

const char *source_line(const struct source *source, uint32_t line, size_t *ret_length)
{
    *ret_length = 0;
    if (line < source->first_line || line - source->first_line >= source->line_count) {
        return "";
    }
    uint32_t index = line - source->first_line;
    size_t start = source->line_starts[index];
    size_t end = index + 1 < source->line_count ? source->line_starts[index + 1] : source->length;
    while (end > start && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r')) {
        end--;
    }
    *ret_length = end - start;
    return source->text + start;
}
