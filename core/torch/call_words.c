// "got (int, str), but expected one of: …"
#include <string.h>

#include "core/base/text.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "core/torch/call_words.h"

static bool matches(const struct call_parameter *parameter, struct value value)
{
    return strcmp(call_kind_name(parameter->kind), type_name(value)) == 0 ||
           (call_match_is_sequence(value) && call_match_fits(parameter, value));
}

static void show_types(const struct arguments *arguments, struct text *out)
{
    text_add_char(out, '(');
    for (size_t i = 0; i < arguments->count; i++) {
        text_addf(out, "%s%s", i > 0 ? ", " : "", type_name(arguments->values[i]));
    }
    size_t named = arguments->names != NULL ? arguments->names->count : 0;
    for (size_t i = 0; i < named; i++) {
        // PyTorch's hash table gives the last one first.
        size_t which = named - 1 - i;
        text_addf(out, "%s%s=%s", arguments->count > 0 || i > 0 ? ", " : "",
                  str_of(arguments->names->items[which])->data,
                  type_name(arguments->values[arguments->count + which]));
    }
    text_add(out, arguments->count == 0 && named > 0 ? ", )" : ")");
}

// The number of pieces that a signature is shown with; the star counts.
static size_t shown_count(const struct call_signature *signature)
{
    return (size_t)signature->count + (signature->positional < signature->count);
}

static bool is_known_name(const struct call_signature *signature, const struct str *name)
{
    for (int i = 0; i < signature->count; i++) {
        if (call_match_is_called(name, &signature->parameters[i])) {
            return true;
        }
    }
    return false;
}

static bool show_unknown_names(const struct call_signature *signature,
                               const struct arguments *arguments, struct text *out)
{
    bool any = false;
    for (size_t i = arguments->names != NULL ? arguments->names->count : 0; i-- > 0;) {
        const struct str *name = str_of(arguments->names->items[i]);
        if (!is_known_name(signature, name)) {
            text_addf(out, "%s%s", any ? ", " : "", name->data);
            any = true;
        }
    }
    return any;
}

static void show_marked_types(const struct call_signature *signature,
                              const struct arguments *arguments, struct text *out)
{
    text_add_char(out, '(');
    size_t all = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
    for (size_t i = 0; i < all; i++) {
        const struct call_parameter *parameter = NULL;
        struct value value = arguments->values[i];
        text_add(out, i > 0 ? ", " : "");
        if (i < arguments->count) {
            parameter = i < (size_t)signature->positional ? &signature->parameters[i] : NULL;
        } else {
            const struct str *name = str_of(arguments->names->items[i - arguments->count]);
            for (int p = 0; p < signature->count; p++) {
                if (call_match_is_called(name, &signature->parameters[p])) {
                    parameter = &signature->parameters[p];
                }
            }
            text_addf(out, "%s=", name->data);
        }
        bool good = parameter != NULL && matches(parameter, value);
        text_addf(out, good ? "%s" : "!%s!", type_name(value));
    }
    text_add_char(out, ')');
}

static void show_option(const struct call_signature *signature, const struct arguments *arguments,
                        struct text *out)
{
    size_t given = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
    struct text unknown = {0};
    text_add(out, " * ");
    call_signature_show(signature, out);
    text_add_char(out, '\n');
    if (given == shown_count(signature)) {
        if (show_unknown_names(signature, arguments, &unknown)) {
            text_addf(out, "      didn't match because some of the keywords were incorrect: %s\n",
                      text_string(&unknown));
        } else {
            text_add(out, "      didn't match because some of the arguments have invalid types: ");
            show_marked_types(signature, arguments, out);
            text_add_char(out, '\n');
        }
    }
    text_finish(&unknown);
}

static struct value no_signature(struct call_entry *entry, const struct arguments *arguments)
{
    struct text message = {0}, unknown = {0};
    const struct call_signature *only = NULL;
    int visible = 0;
    for (int i = 0; i < entry->count; i++) {
        if (!entry->signatures[i]->hidden) {
            only = entry->signatures[i];
            visible++;
        }
    }
    text_addf(&message, "%s() received an invalid combination of arguments - ",
              entry->function->name);
    if (visible == 1 && show_unknown_names(only, arguments, &unknown)) {
        text_addf(&message, "got unrecognized keyword arguments: %s", text_string(&unknown));
    } else if (visible == 1) {
        size_t given = arguments->count + (arguments->names != NULL ? arguments->names->count : 0);
        text_add(&message, "got ");
        if (given == shown_count(only)) {
            show_marked_types(only, arguments, &message);
        } else {
            show_types(arguments, &message);
        }
        text_add(&message, ", but expected ");
        call_signature_show(only, &message);
    } else {
        text_add(&message, "got ");
        show_types(arguments, &message);
        text_add(&message, ", but expected one of:\n");
        for (int i = 0; i < entry->count; i++) {
            if (!entry->signatures[i]->hidden) {
                show_option(entry->signatures[i], arguments, &message);
            }
        }
    }
    raise_type("%s", text_string(&message));
    text_finish(&message);
    text_finish(&unknown);
    return value_unset;
}

// Says what is wrong with the one signature that the number of arguments fits, or with all.
struct value call_words_explain(struct call_entry *entry, struct call_match *attempt)
{
    const struct arguments *arguments = attempt->arguments;
    int given = (int)(arguments->count + (arguments->names != NULL ? arguments->names->count : 0));
    int plausible = 0, chosen = 0;
    for (int i = 0; i < entry->count; i++) {
        const struct call_signature *signature = entry->signatures[i];
        if (given >= signature->required && given <= signature->count && !signature->hidden) {
            plausible++;
            chosen = i;
        }
    }
    if (plausible == 1) {
        attempt->signature = entry->signatures[chosen];
        attempt->loud = true;
        if (!call_match_try(attempt)) {
            return value_unset;
        }
    }
    return no_signature(entry, arguments);
}
