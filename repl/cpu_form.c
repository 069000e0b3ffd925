#include <ctype.h>
#include <string.h>

#include "repl/cpu_form.h"

bool cpu_form_is_wanted(const struct diagnostic *error)
{
    static const char *const words[] = {"CUDA", "cuda", "NVIDIA"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(error->message, words[i]) != NULL) {
            return true;
        }
    }
    return false;
}

// The length of the call `.cuda(…)` at `source`, 0 if none stands there.
static size_t cuda_call(const char *source)
{
    static const char name[] = ".cuda(";
    if (strncmp(source, name, sizeof name - 1) != 0) {
        return 0;
    }
    size_t length = strcspn(source, ")\n");
    return source[length] == ')' ? length + 1 : 0;
}

// The length of a literal that names a GPU: 'cuda', "cuda:0", f'cuda:{rank}'.
static size_t cuda_literal(const char *source)
{
    size_t start = source[0] == 'f' ? 1 : 0;
    char quote = source[start];
    if ((quote != '\'' && quote != '"') || strncmp(source + start + 1, "cuda", 4) != 0) {
        return 0;
    }
    size_t end = start + 5;
    end += source[end] == ':' ? strcspn(source + end, "'\"\n") : 0;
    return source[end] == quote ? end + 1 : 0;
}

// The length of the argument `device_ids=[…]`, the comma before it included.
static size_t device_ids(const char *source)
{
    size_t start = source[0] == ',' ? 1 + strspn(source + 1, " ") : 0;
    static const char name[] = "device_ids=[";
    if (strncmp(source + start, name, sizeof name - 1) != 0) {
        return 0;
    }
    size_t length = start + strcspn(source + start, "]\n");
    return source[length] == ']' ? length + 1 : 0;
}

bool cpu_form_add(const char *source, struct text *out)
{
    bool changed = false;
    for (const char *at = source; *at != '\0';) {
        bool inside_name = at > source && (isalnum((unsigned char)at[-1]) || at[-1] == '_');
        size_t call = cuda_call(at), literal = inside_name ? 0 : cuda_literal(at),
               ids = device_ids(at);
        if (literal > 0) {
            text_add(out, "'cpu'");
        } else if (call == 0 && ids == 0) {
            text_add_char(out, *at);
        }
        changed |= call + literal + ids > 0;
        at += call + literal + ids > 0 ? call + literal + ids : 1;
    }
    return changed;
}
