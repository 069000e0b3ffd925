// Import statements, and what the prompt shows.
#include <string.h>

#include "core/lang/containers/list.h"
#include "core/lang/interp.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/run.h"
#include "core/lang/text/str.h"

struct value run_import(struct value name, bool first)
{
    struct str *text = str_of(name);
    const char *dot = first ? strchr(text->data, '.') : NULL;
    if (strchr(text->data, ' ') != NULL) { // what the compiler says of `from . import x`
        return raise_error(&exception_import_error, "%s", text->data);
    }
    struct value module = module_import(text->data);
    if (dot == NULL || !value_is_set(module)) {
        return module;
    }
    value_unref(module);
    struct str *head = str_create(text->data, (size_t)(dot - text->data));
    module = head != NULL ? module_import(head->data) : value_unset;
    object_unref(head);
    return module;
}

struct value run_import_from(struct value module, struct str *name)
{
    struct value value = object_get_if_there(module, name);
    if (value_is_set(value) || raise_pending() || !value_is(module, &module_type)) {
        return value;
    }
    struct str *whole = str_format("%s.%s", module_of(module)->name->data, name->data);
    if (whole == NULL) {
        return value_unset;
    }
    if (module_is_offered(whole->data)) {
        value = module_import(whole->data);
    } else {
        raise_error(&exception_import_error, "cannot import name '%s' from '%s' (unknown location)",
                    name->data, module_of(module)->name->data);
        raise_note_attribute(value_unset, module_of(module)->name);
    }
    object_unref(whole);
    return value;
}

static bool copy_name(struct frame *frame, struct value module, struct value name)
{
    struct dict *names = frame->names != NULL ? frame->names : frame->globals;
    if (!value_is(name, &str_type)) {
        return raise_false(&exception_type_error, "Item in __all__ must be str, not %s",
                           type_name(name));
    }
    struct str *text = str_intern(object_ref(name.object));
    struct value value = text != NULL ? object_get(module, text) : value_unset;
    bool fine = value_is_set(value) && dict_set_name(names, text, value);
    value_unref(value);
    object_unref(text);
    return fine;
}

bool run_import_star(struct frame *frame, struct value module)
{
    struct dict *attributes = module_of(module)->attributes;
    struct value *all = dict_find_name(attributes, name_all);
    struct list *names = object_to_list(all != NULL ? *all : value_object(attributes));
    bool fine = names != NULL;
    for (size_t i = 0; fine && i < names->count; i++) {
        struct value name = names->items[i];
        bool hidden = all == NULL && value_is(name, &str_type) && str_of(name)->data[0] == '_';
        fine = hidden || copy_name(frame, module, name);
    }
    object_unref(names);
    return fine;
}

bool run_show(struct frame *frame, struct value value)
{
    (void)frame;
    if (value_is_none(value)) {
        return true;
    }
    struct str *text = object_repr(value);
    bool fine = text != NULL && interp_write(INTERP_STDOUT, text->data, text->length) &&
                interp_write(INTERP_STDOUT, "\n", 1) &&
                dict_set_name(run_builtins, name_underscore, value);
    object_unref(text);
    return fine;
}
