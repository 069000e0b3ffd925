#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/diag/diagnostic.h"

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for a diagnostic");
}

// False: no memory. NULL copies to NULL.
static bool copy(const char *text, const char **ret_copy)
{
    *ret_copy = text != NULL ? strdup(text) : NULL;
    return text == NULL || *ret_copy != NULL;
}

struct diagnostic *diagnostic_create(const char *class_name, const char *message)
{
    struct diagnostic *diagnostic = calloc(1, sizeof *diagnostic);
    if (diagnostic == NULL) {
        return NULL;
    }
    diagnostic->class_name = strdup(class_name);
    diagnostic->message = strdup(message);
    if (diagnostic->class_name == NULL || diagnostic->message == NULL) {
        diagnostic_destroy(diagnostic);
        return NULL;
    }
    return diagnostic;
}

static void frame_finish(struct diagnostic_frame *frame)
{
    free((char *)frame->file);
    free((char *)frame->function);
    free((char *)frame->source);
    free((char *)frame->argument);
}

// Walks the chain: it may be long.
void diagnostic_destroy(struct diagnostic *diagnostic)
{
    while (diagnostic != NULL) {
        struct diagnostic *earlier = diagnostic->earlier;
        for (size_t i = 0; i < diagnostic->frame_count; i++) {
            frame_finish(&diagnostic->frames[i]);
        }
        for (size_t i = 0; i < diagnostic->note_count; i++) {
            free(diagnostic->notes[i]);
        }
        free(diagnostic->frames);
        free(diagnostic->notes);
        free(diagnostic->class_name);
        free(diagnostic->message);
        free(diagnostic->suggestion);
        free(diagnostic->hint);
        free(diagnostic);
        diagnostic = earlier;
    }
}

enum status diagnostic_add_frame(struct diagnostic *diagnostic,
                                 const struct diagnostic_frame *frame)
{
    struct diagnostic_frame added = *frame;
    added.file = added.function = added.source = added.argument = NULL;
    if (!array_reserve((void **)&diagnostic->frames, &diagnostic->frame_capacity,
                       diagnostic->frame_count + 1, sizeof *diagnostic->frames) ||
        !copy(frame->file, &added.file) || !copy(frame->function, &added.function) ||
        !copy(frame->source, &added.source) || !copy(frame->argument, &added.argument)) {
        frame_finish(&added);
        return no_memory();
    }
    diagnostic->frames[diagnostic->frame_count++] = added;
    return STATUS_OK;
}

enum status diagnostic_add_note(struct diagnostic *diagnostic, const char *note)
{
    char *added = NULL;
    if (!array_reserve((void **)&diagnostic->notes, &diagnostic->note_capacity,
                       diagnostic->note_count + 1, sizeof *diagnostic->notes) ||
        (added = strdup(note)) == NULL) {
        return no_memory();
    }
    diagnostic->notes[diagnostic->note_count++] = added;
    return STATUS_OK;
}

static enum status replace(char **text, const char *with)
{
    char *fresh = strdup(with);
    if (fresh == NULL) {
        return no_memory();
    }
    free(*text);
    *text = fresh;
    return STATUS_OK;
}

enum status diagnostic_set_suggestion(struct diagnostic *diagnostic, const char *name)
{
    return replace(&diagnostic->suggestion, name);
}

enum status diagnostic_set_hint(struct diagnostic *diagnostic, const char *hint)
{
    return replace(&diagnostic->hint, hint);
}
