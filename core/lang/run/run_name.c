// Names: globals and builtins with what their sites remember, class bodies, cells.
#include "core/lang/builtins/builtins.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/run.h"
#include "core/lang/text/str.h"

struct dict *run_builtins;

static bool not_defined(struct str *name)
{
    for (const char *const *it = builtins_names; *it != NULL; it++) {
        if (str_is(name, *it)) {
            raise_refused("ranksh has no '%s'", name->data);
            return false;
        }
    }
    raise_error(&exception_name_error, "name '%s' is not defined", name->data);
    raise_note_attribute(value_unset, name);
    return false;
}

static uint32_t entry_of(const struct dict *dict, const struct value *slot)
{
    const char *entry = (const char *)slot - offsetof(struct dict_entry, value);
    return (uint32_t)((const struct dict_entry *)entry - dict->entries);
}

struct value run_global_slowly(struct site *site, struct dict *globals)
{
    struct value *slot = dict_find_name(globals, site->name);
    site->version = globals->layout;
    if (slot != NULL) {
        site->kind = SITE_DICT;
        site->index = entry_of(globals, slot);
        return *slot;
    }
    slot = dict_find_name(run_builtins, site->name);
    if (slot == NULL) {
        site->version = 0;
        not_defined(site->name);
        return value_unset;
    }
    site->kind = SITE_BUILTIN;
    site->index = entry_of(run_builtins, slot);
    site->second = run_builtins->layout;
    return *slot;
}

bool run_store_global(struct site *site, struct dict *globals, struct value value)
{
    if (site->version != globals->layout || site->kind != SITE_DICT) {
        struct value *slot = dict_slot(globals, value_object(site->name));
        if (slot == NULL) {
            return false;
        }
        site->version = globals->layout;
        site->kind = SITE_DICT;
        site->index = entry_of(globals, slot);
    }
    value_replace(&globals->entries[site->index].value, value);
    return true;
}

bool run_delete_name(struct dict *names, struct str *name)
{
    bool found;
    return dict_delete(names, value_object(name), &found) && (found || not_defined(name));
}

struct value run_load_name(struct frame *frame, struct site *site)
{
    struct value *slot = dict_find_name(frame->names, site->name);
    return value_ref(slot != NULL ? *slot : run_global(site, frame->globals));
}

struct value run_class_cell(struct frame *frame, uint32_t instruction)
{
    struct str *name = str_of(frame->code->constants[code_small(instruction)]);
    struct value *slot = dict_find_name(frame->names, name);
    if (slot != NULL) {
        return value_ref(*slot);
    }
    struct value value = ((struct cell *)frame->locals[code_large(instruction)].object)->value;
    if (!value_is_set(value)) {
        run_unbound_cell(frame->code, code_large(instruction));
    }
    return value_ref(value);
}

bool run_make_cell(struct value *slot)
{
    struct cell *cell = cell_create(*slot);
    if (cell == NULL) {
        return false;
    }
    value_replace(slot, value_object(cell));
    return true;
}

void run_copy_free(struct frame *frame, uint32_t count)
{
    struct value *free_ones = frame->locals + frame->code->local_count - count;
    for (uint32_t i = 0; i < count; i++) {
        free_ones[i] = value_ref(frame->closure->items[i]);
    }
}

bool run_unbound_local(const struct code *code, uint32_t local)
{
    struct str *name = code->locals[local];
    raise_error(&exception_unbound_local_error,
                "cannot access local variable '%s' where it is not associated with a value",
                name->data);
    return false;
}

bool run_unbound_cell(const struct code *code, uint32_t local)
{
    if (local < code->local_count - code->free_count) {
        return run_unbound_local(code, local);
    }
    struct str *name = code->locals[local];
    raise_error(&exception_name_error,
                "cannot access free variable '%s' where it is not associated with a value in "
                "enclosing scope",
                name->data);
    raise_note_attribute(value_unset, name);
    return false;
}

// A text is changed where it lies; for anything else the operation may change the globals, so the
// result is stored anew.
bool run_augment_global(struct frame *frame, uint32_t instruction, struct value right)
{
    struct site *site = &frame->code->sites[code_large(instruction)];
    enum operation operation = (enum operation)code_small(instruction);
    struct value old = run_global(site, frame->globals);
    if (!value_is_set(old)) {
        return false;
    }
    if (site->kind == SITE_DICT && value_is(old, &str_type) && value_is(right, &str_type)) {
        return run_augment(operation, &frame->globals->entries[site->index].value, right);
    }
    struct value value = value_ref(old);
    if (!run_augment(operation, &value, right) || !run_store_global(site, frame->globals, value)) {
        value_unref(value);
        return false;
    }
    return true;
}

bool run_setup_annotations(struct frame *frame)
{
    struct dict *names = frame->names != NULL ? frame->names : frame->globals;
    if (dict_find_name(names, name_annotations) != NULL) {
        return true;
    }
    struct dict *annotations = dict_create();
    bool fine =
        annotations != NULL && dict_set_name(names, name_annotations, value_object(annotations));
    object_unref(annotations);
    return fine;
}
