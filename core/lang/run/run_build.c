// Making containers, functions and classes out of what lies on the stack, and unpacking.
#include "core/base/memory.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/instance.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/run.h"
#include "core/lang/text/str.h"

// ---- unpacking

static bool too_few(size_t expected, size_t got, bool star)
{
    return raise_false(&exception_value_error,
                       "not enough values to unpack (expected %s%zu, got %zu)",
                       star ? "at least " : "", expected, got);
}

static bool too_many(size_t expected)
{
    return raise_false(&exception_value_error, "too many values to unpack (expected %zu)",
                       expected);
}

// The first item ends on top.
static void spread_items(struct value *slot, const struct value *items, size_t count)
{
    struct value sequence = *slot;
    for (size_t i = 0; i < count; i++) {
        slot[count - 1 - i] = value_ref(items[i]);
    }
    value_unref(sequence);
}

static struct value iterate_to_unpack(struct value value)
{
    struct value iterator = object_iterate(value);
    if (!value_is_set(iterator) && raise_is(&exception_type_error) &&
        value_type(value)->iterate == NULL && value_type(value)->get_item == NULL) {
        raise_forget();
        raise_type("cannot unpack non-iterable %s object", type_name(value));
    }
    return iterator;
}

static bool unpack_any(struct value *slot, uint32_t count)
{
    struct value iterator = iterate_to_unpack(*slot), item = value_unset;
    struct list *list = value_is_set(iterator) ? list_create(count) : NULL;
    bool fine = list != NULL;
    while (fine && list->count < count && value_is_set(item = object_next(iterator))) {
        fine = list_push(list, item);
    }
    if (fine && !raise_pending() && list->count < count) {
        fine = too_few(count, list->count, false);
    } else if (fine && !raise_pending()) {
        item = object_next(iterator);
        if (value_is_set(item)) {
            value_unref(item);
            fine = too_many(count);
        }
    }
    fine = fine && !raise_pending();
    if (fine) {
        spread_items(slot, list->items, count);
    }
    object_unref(list);
    value_unref(iterator);
    return fine;
}

bool run_unpack(struct value *slot, uint32_t count)
{
    bool is_list = value_is(*slot, &list_type);
    if (!is_list && !value_is(*slot, &tuple_type)) {
        return unpack_any(slot, count);
    }
    size_t got = is_list ? list_of(*slot)->count : tuple_of(*slot)->count;
    if (got != count) {
        return got < count ? too_few(count, got, false) : too_many(count);
    }
    spread_items(slot, is_list ? list_of(*slot)->items : tuple_of(*slot)->items, count);
    return true;
}

bool run_unpack_star(struct value *slot, uint32_t before, uint32_t behind)
{
    struct value iterator = iterate_to_unpack(*slot);
    struct list *list = value_is_set(iterator) ? object_to_list(iterator) : NULL;
    value_unref(iterator);
    if (list == NULL) {
        return false;
    }
    size_t count = list->count;
    struct list *middle = NULL;
    bool fine = count >= before + behind || too_few(before + behind, count, true);
    if (fine) {
        middle = list_from(list->items + before, count - before - behind);
        fine = middle != NULL;
    }
    if (fine) {
        value_unref(*slot);
        for (uint32_t i = 0; i < behind; i++) {
            slot[i] = value_ref(list->items[count - 1 - i]);
        }
        slot[behind] = value_object(middle);
        for (uint32_t i = 0; i < before; i++) {
            slot[behind + 1 + i] = value_ref(list->items[before - 1 - i]);
        }
    }
    object_unref(list);
    return fine;
}

// ---- containers

static struct value build_string(const struct value *parts, uint32_t count)
{
    if (count == 1) {
        return value_ref(parts[0]);
    }
    return value_object(str_join(name_empty, parts, count));
}

struct value run_build(enum code_opcode opcode, const struct value *values, uint32_t count)
{
    struct set *set;
    struct dict *dict;
    switch ((int)opcode) {
    case OP_BUILD_TUPLE:
        return value_object(tuple_from(values, count));
    case OP_BUILD_LIST:
        return value_object(list_from(values, count));
    case OP_BUILD_STRING:
        return build_string(values, count);
    case OP_BUILD_SET:
        set = set_create(&set_type);
        for (uint32_t i = 0; set != NULL && i < count; i++) {
            if (!set_add(set, values[i])) {
                object_unref(set);
                return value_unset;
            }
        }
        return value_object(set);
    default:
        dict = dict_create();
        for (uint32_t i = 0; dict != NULL && i < count; i++) {
            if (!dict_set(dict, values[2 * i], values[2 * i + 1])) {
                object_unref(dict);
                return value_unset;
            }
        }
        return value_object(dict);
    }
}

static bool is_mapping(struct value value)
{
    struct value keys = object_get_if_there(value, name_keys);
    value_unref(keys);
    return value_is_set(keys);
}

// The name of a callee in "f() got multiple values …".
static struct str *callee_name(struct value callee)
{
    struct value name = object_get_if_there(callee, name_qualname);
    if (!value_is_set(name) || !value_is(name, &str_type)) {
        value_unref(name);
        raise_forget();
        return str_format("%s object", type_name(callee));
    }
    struct value module = object_get_if_there(callee, name_module);
    bool show =
        value_is_set(module) && value_is(module, &str_type) && !str_is(str_of(module), "builtins");
    struct str *text = show ? str_format("%s.%s()", str_of(module)->data, str_of(name)->data)
                            : str_format("%s()", str_of(name)->data);
    value_unref(module);
    value_unref(name);
    return text;
}

// Raises TypeError: the callee's name ("f()") and these texts. Returns false.
static bool raise_about(struct value callee, const char *problem, const char *what, const char *end)
{
    struct str *name = callee_name(callee);
    if (name != NULL) {
        raise_type("%s%s%s%s", name->data, problem, what, end);
    }
    object_unref(name);
    return false;
}

static bool merge_options(struct dict *options, struct value more, struct value callee)
{
    if (value_is(more, &dict_type) && dict_of(more)->count == 0) {
        return true;
    }
    struct dict *given = dict_create();
    bool fine = given != NULL;
    if (fine && !is_mapping(more)) {
        fine = !raise_pending() && raise_about(callee, " argument after ** must be a mapping, not ",
                                               type_name(more), "");
    }
    fine = fine && dict_update(given, more);
    struct dict_entry *entry;
    uint32_t position = 0;
    while (fine && (entry = dict_next(given, &position)) != NULL) {
        struct value *slot;
        if (!value_is(entry->key, &str_type)) {
            fine = raise_false(&exception_type_error, "keywords must be strings");
        } else if (!dict_find(options, entry->key, &slot)) {
            fine = false;
        } else if (slot != NULL) {
            fine = raise_about(callee, " got multiple values for keyword argument '",
                               str_of(entry->key)->data, "'");
        } else {
            fine = dict_set(options, entry->key, entry->value);
        }
    }
    object_unref(given);
    return fine;
}

static bool extend(struct list *list, struct value items, struct value callee)
{
    struct type *type = value_type(items);
    if (type->iterate == NULL && type->get_item == NULL && value_is_set(callee)) {
        struct str *name = callee_name(callee);
        if (name != NULL) {
            raise_type("%s argument after * must be an iterable, not %s", name->data, type->name);
        }
        object_unref(name);
        return false;
    }
    if (type->iterate == NULL && type->get_item == NULL) {
        return raise_false(&exception_type_error, "Value after * must be an iterable, not %s",
                           type->name);
    }
    return list_extend(list, items);
}

bool run_add(enum code_opcode opcode, struct value collection, struct value item,
             struct value callee)
{
    switch ((int)opcode) {
    case OP_SET_ADD:
        return set_add(set_of(collection), item);
    case OP_LIST_EXTEND:
        return extend(list_of(collection), item, callee);
    case OP_SET_UPDATE:
        return set_update(set_of(collection), item);
    case OP_DICT_UPDATE:
        if (!type_is_instance(item, &dict_type) && !is_mapping(item)) {
            return !raise_pending() && raise_false(&exception_type_error,
                                                   "'%s' object is not a mapping", type_name(item));
        }
        return dict_update(dict_of(collection), item);
    default:
        return merge_options(dict_of(collection), item, callee);
    }
}

// ---- f-strings

struct value run_format(uint32_t conversion, struct value value, struct value spec)
{
    struct str *text = NULL;
    if (conversion == 's') {
        text = object_str(value);
    } else if (conversion == 'r') {
        text = object_repr(value);
    } else if (conversion == 'a') {
        struct str *plain = object_repr(value);
        text = plain != NULL ? str_ascii(plain) : NULL;
        object_unref(plain);
    }
    if (conversion != 0 && (text == NULL || !value_is_set(spec))) {
        return value_object(text);
    }
    struct value formatted = text != NULL ? value_object(text) : value;
    struct str *result = object_format(formatted, value_is_set(spec) ? str_of(spec) : name_empty);
    object_unref(text);
    return value_object(result);
}

// ---- functions and classes

struct value run_make_function(struct frame *frame, const struct value *parts, uint32_t instruction)
{
    uint32_t flags = code_small(instruction);
    struct code *code = (struct code *)frame->code->constants[code_large(instruction)].object;
    const struct signature *signature = &code->signature;
    struct tuple *positional = flags & CODE_DEFAULTS ? tuple_of(*parts++) : NULL;
    struct dict *keywords = flags & CODE_KEYWORD_DEFAULTS ? dict_of(*parts++) : NULL;
    struct dict *annotations = flags & CODE_ANNOTATIONS ? dict_of(*parts++) : NULL;
    struct tuple *closure = flags & CODE_CLOSURE ? tuple_of(*parts++) : NULL;
    struct value function = function_create(code, frame->globals, closure, NULL);
    if (!value_is_set(function)) {
        return function;
    }
    struct function *made = (struct function *)function.object;
    for (size_t i = 0; positional != NULL && i < positional->count; i++) {
        made->defaults[signature->positional - positional->count + i] =
            value_ref(positional->items[i]);
    }
    for (size_t i = signature->positional; keywords != NULL && i < signature->count; i++) {
        struct value *slot = dict_find_name(keywords, signature->names[i]);
        made->defaults[i] = slot != NULL ? value_ref(*slot) : value_unset;
    }
    made->annotations = object_ref(annotations);
    return function;
}

// The bases that stand for what a class statement names, by their __mro_entries__; NULL: raised.
static struct tuple *real_bases(struct tuple *named, struct dict *names)
{
    struct list *real = list_create(named->count);
    bool changed = false, fine = real != NULL;
    for (size_t i = 0; fine && i < named->count; i++) {
        bool plain = type_is_instance(named->items[i], &type_type);
        struct value method =
            plain ? value_unset : object_find_special(named->items[i], name_mro_entries);
        if (!value_is_set(method)) {
            fine = !raise_pending() && list_append(real, named->items[i]);
            continue;
        }
        struct value all = value_object(named), entries = object_call_values(method, &all, 1);
        value_unref(method);
        fine = value_is_set(entries) &&
               (value_is(entries, &tuple_type) ||
                raise_false(&exception_type_error, "__mro_entries__ must return a tuple"));
        fine = fine && list_extend(real, entries);
        value_unref(entries);
        changed = true;
    }
    struct tuple *bases = fine ? tuple_from(real->items, real->count) : NULL;
    if (bases != NULL && changed && !dict_set_name(names, name_orig_bases, value_object(named))) {
        object_unref(bases);
        bases = NULL;
    }
    object_unref(real);
    return bases;
}

// A first base may make the class itself (typing.NamedTuple); unset, nothing raised: it doesn't.
static struct value made_by_base(struct value name, struct tuple *named, struct dict *names)
{
    struct value method = named->count > 0 && !type_is_instance(named->items[0], &type_type)
                              ? object_find_special(named->items[0], name_make_class)
                              : value_unset;
    if (!value_is_set(method)) {
        return value_unset;
    }
    struct value arguments[] = {name, value_object(named), value_object(names)};
    struct value class = object_call_values(method, arguments, 3);
    value_unref(method);
    return class;
}

static struct value make_class(const struct value *parts, struct dict *names,
                               const struct arguments *arguments)
{
    struct value class = made_by_base(parts[1], tuple_of(parts[2]), names);
    if (value_is_set(class) || raise_pending()) {
        return class;
    }
    struct tuple *bases = real_bases(tuple_of(parts[2]), names);
    class = bases != NULL ? type_create(str_of(parts[1]), bases, names, arguments) : value_unset;
    object_unref(bases);
    return class;
}

// body, name, bases, keywords: runs the body in a dict of its own and makes the class of it.
struct value run_make_class(struct frame *frame, const struct value *parts)
{
    struct function *body = (struct function *)parts[0].object;
    struct dict *names = dict_create(), *keywords = dict_of(parts[3]);
    struct value result = names != NULL
                              ? interpret_code(body->code, frame->globals, names, body->closure)
                              : value_unset;
    if (!value_is_set(result)) {
        object_unref(names);
        return value_unset;
    }
    value_unref(result);
    struct tuple *keys = tuple_create(keywords->count);
    struct list *values = list_create(keywords->count);
    struct value class = value_unset;
    struct dict_entry *entry;
    uint32_t position = 0;
    if (keys != NULL && values != NULL) {
        for (size_t i = 0; (entry = dict_next(keywords, &position)) != NULL; i++) {
            keys->items[i] = value_ref(entry->key);
            list_append(values, entry->value);
        }
        struct arguments arguments = {values->items, 0, keys->count > 0 ? keys : NULL};
        class = make_class(parts, names, &arguments);
    }
    object_unref(keys);
    object_unref(values);
    object_unref(names);
    return class;
}
