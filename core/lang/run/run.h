// What the opcodes do, beside the run loop. Functions get places on the stack; those that raise
// leave them as they were, unless they say otherwise.
#ifndef RANKSH_CORE_LANG_RUN_H
#define RANKSH_CORE_LANG_RUN_H

#include "core/lang/compile/code.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/operator.h"
#include "core/lang/run/generator.h"
#include "core/lang/run/interpret.h"

extern struct dict *run_builtins; // the names that every scope sees last

// ---- names (run_name.c)

enum site_kind {
    SITE_DICT = 1, // globals: `index` in the dict whose layout is `version`
    SITE_BUILTIN,  // `index` in the builtins, whose layout is `second`
    SITE_INSTANCE, // `index` in the attributes of an instance
    SITE_CLASS,    // `slot` of a class, unless an instance has the name
    SITE_MODULE,   // `index` in a module's attributes, whose layout is `second`
    SITE_METHOD,   // `slot` of a class, a function to be bound
    SITE_STORE,    // an instance may store the name in its attributes
};

struct value run_global_slowly(struct site *site, struct dict *globals); // borrowed

static inline struct value run_global(struct site *site, struct dict *globals)
{
    if (site->version == globals->layout) {
        if (site->kind == SITE_DICT) {
            return globals->entries[site->index].value;
        }
        if (site->second == run_builtins->layout) {
            return run_builtins->entries[site->index].value;
        }
    }
    return run_global_slowly(site, globals);
}

bool run_store_global(struct site *site, struct dict *globals, struct value value); // takes it over
bool run_delete_name(struct dict *names, struct str *name);
struct value run_load_name(struct frame *frame, struct site *site); // owned
struct value run_class_cell(struct frame *frame, uint32_t instruction);
bool run_make_cell(struct value *slot);
void run_copy_free(struct frame *frame, uint32_t count);
bool run_unbound_local(const struct code *code, uint32_t local); // raises; false
bool run_unbound_cell(const struct code *code, uint32_t local);
bool run_augment_global(struct frame *frame, uint32_t instruction, struct value right);
bool run_setup_annotations(struct frame *frame);

// ---- attributes (run_attribute.c)

bool run_attribute(struct site *site, struct value *slot); // object -> value
bool run_store_attribute(struct site *site, struct value object, struct value value);
bool run_method(struct site *site, struct value *slots); // object -> function self | value unset
struct value run_super(struct frame *frame, uint32_t local);

// Where the attribute of an object lies that a site of that kind remembers; NULL: not known.
static inline struct value *run_known(const struct site *site, enum site_kind kind,
                                      struct value object)
{
    if (object.tag != VALUE_OBJECT || object.object->type->version != site->version ||
        site->kind != kind) {
        return NULL;
    }
    struct dict *attributes =
        *(struct dict **)(void *)((char *)object.object + object.object->type->attributes_at);
    if (attributes == NULL || site->index >= attributes->used) {
        return NULL;
    }
    struct dict_entry *entry = &attributes->entries[site->index];
    return entry->key.tag == VALUE_OBJECT && entry->key.object == &site->name->object
               ? &entry->value
               : NULL;
}

// The __init__ of a class whose instances are made the plain way, if it is the dialect's.
struct function *run_plain_init(struct type *type);

// ---- operators and items (run_operator.c)

// list[int] and tuple[int] within bounds: `left` becomes the item.
static inline bool run_item(struct value *left, struct value right)
{
    size_t position;
    if (left->tag != VALUE_OBJECT || right.tag != VALUE_INT) {
        return false;
    }
    struct type *type = left->object->type;
    struct object *sequence = left->object;
    if (type == &list_type) {
        struct list *list = (struct list *)sequence;
        if (!list_position(right.integer, list->count, &position)) {
            return false;
        }
        value_put(left, value_ref(list->items[position]));
    } else if (type == &tuple_type) {
        struct tuple *tuple = (struct tuple *)sequence;
        if (!list_position(right.integer, tuple->count, &position)) {
            return false;
        }
        value_put(left, value_ref(tuple->items[position]));
    } else {
        return false;
    }
    object_unref(sequence);
    return true;
}

// Where list[int] = value goes; NULL: it is something else, or not within bounds.
static inline struct value *run_place(struct value object, struct value key)
{
    size_t position;
    if (object.tag != VALUE_OBJECT || object.object->type != &list_type || key.tag != VALUE_INT ||
        !list_position(key.integer, ((struct list *)object.object)->count, &position)) {
        return NULL;
    }
    return &((struct list *)object.object)->items[position];
}

bool run_item_slowly(struct frame *frame, uint32_t instruction, struct value *left,
                     struct value right);
bool run_store_item(struct value object, struct value key, struct value value);
bool run_binary(struct frame *frame, uint32_t instruction, enum operation operation,
                struct value *left, struct value right);
bool run_compare(struct frame *frame, uint32_t instruction, enum comparison comparison,
                 struct value *left, struct value right);
bool run_is(struct value left, struct value right);
bool run_unary(enum unary unary, struct value *slot);
bool run_in_place(enum operation operation, struct value *left, struct value right);
bool run_augment(enum operation operation, struct value *slot, struct value right);

// ---- making and taking apart (run_build.c)

bool run_unpack(struct value *slot, uint32_t count); // slot and the places above it
bool run_unpack_star(struct value *slot, uint32_t before, uint32_t behind);
struct value run_build(enum code_opcode opcode, const struct value *values, uint32_t count);
// `callee`: for messages about a call's * and **; unset: a display.
bool run_add(enum code_opcode opcode, struct value collection, struct value item,
             struct value callee);
struct value run_format(uint32_t conversion, struct value value, struct value spec);
struct value run_make_function(struct frame *frame, const struct value *parts,
                               uint32_t instruction);
struct value run_make_class(struct frame *frame, const struct value *parts);

// ---- generators (generator.c)

struct value run_make_generator(struct frame *frame, struct value *sp, const uint32_t *next);
bool run_generator_ready(struct generator *generator, bool *ret_ended); // ValueError when running
bool run_can_delegate(const struct generator *generator, struct value sent);
// Sends to what is no generator, or to one that cannot run inline. `ret_ended`: the value is the
// result.
struct value run_send(struct value iterator, struct value sent, bool *ret_ended);
void run_generator_raised(struct frame *frame); // StopIteration becomes RuntimeError

// ---- exceptions and with (run_exception.c)

bool run_raise(const struct value *values, uint32_t count); // true: the handled one again
bool run_match(struct value exception, struct value class, bool *ret_matches);
bool run_with_enter(struct value *sp);
bool run_with_exit(struct value exit);
struct value run_with_except(struct value exit, struct value exception);

// ---- modules (run_module.c)

struct value run_import(struct value name, bool first);
struct value run_import_from(struct value module, struct str *name);
bool run_import_star(struct frame *frame, struct value module);
bool run_show(struct frame *frame, struct value value);

#endif
