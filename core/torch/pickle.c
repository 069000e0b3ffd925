// A value is a letter and what belongs to it; numbers are 8 bytes in the machine's order. Objects
// that can be shared or hold others are numbered as they come, and 'r' refers back to one.
#include <stdlib.h>
#include <string.h>

#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"
#include "core/tensor/convert.h"
#include "core/torch/pickle.h"
#include "core/torch/small_types.h"
#include "core/torch/tensor_type.h"

struct type pickle_error_type = EXCEPTION_TYPE("PicklingError", "_pickle", &exception_exception);

enum { DEPTH_LIMIT = 200 };

// ---- writing

// Objects by address, open addressing; their numbers are the order in which they came.
struct memo_entry {
    const struct object *object;
    uint64_t number;
};

struct writer {
    struct text *out;
    struct memo_entry *entries;
    size_t capacity, count; // capacity: a power of two
    int depth;
};

static bool write_value(struct writer *writer, struct value value);

static void add_letter(struct writer *writer, char letter)
{
    text_add_char(writer->out, letter);
}

static void add_number(struct writer *writer, int64_t number)
{
    text_add_bytes(writer->out, (const char *)&number, sizeof number);
}

static void add_text(struct writer *writer, const char *bytes, size_t length)
{
    add_number(writer, (int64_t)length);
    text_add_bytes(writer->out, bytes, length);
}

static struct memo_entry *find_entry(const struct writer *writer, const struct object *object)
{
    size_t at = ((uintptr_t)object >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20;
    while (writer->entries[at & (writer->capacity - 1)].object != NULL &&
           writer->entries[at & (writer->capacity - 1)].object != object) {
        at++;
    }
    return &writer->entries[at & (writer->capacity - 1)];
}

static bool grow_memo(struct writer *writer)
{
    struct writer larger = *writer;
    larger.capacity = writer->capacity > 0 ? writer->capacity * 2 : 64;
    larger.entries = calloc(larger.capacity, sizeof *larger.entries);
    if (larger.entries == NULL) {
        raise_memory();
        return false;
    }
    for (size_t i = 0; i < writer->capacity; i++) {
        if (writer->entries[i].object != NULL) {
            *find_entry(&larger, writer->entries[i].object) = writer->entries[i];
        }
    }
    free(writer->entries);
    *writer = larger;
    return true;
}

// Whether the object was written before: then a reference to it is. Otherwise it gets a number.
static bool refer_back(struct writer *writer, const struct object *object, bool *ret_known)
{
    if (writer->count * 2 >= writer->capacity && !grow_memo(writer)) {
        return false;
    }
    struct memo_entry *entry = find_entry(writer, object);
    *ret_known = entry->object != NULL;
    if (*ret_known) {
        add_letter(writer, 'r');
        add_number(writer, (int64_t)entry->number);
    } else {
        *entry = (struct memo_entry){.object = object, .number = writer->count++};
    }
    return true;
}

static bool write_items(struct writer *writer, const struct value *items, size_t count)
{
    add_number(writer, (int64_t)count);
    for (size_t i = 0; i < count; i++) {
        if (!write_value(writer, items[i])) {
            return false;
        }
    }
    return true;
}

static bool write_dict(struct writer *writer, const struct dict *dict)
{
    add_number(writer, dict->count);
    uint32_t position = 0;
    for (struct dict_entry *entry; (entry = dict_next(dict, &position)) != NULL;) {
        if (!write_value(writer, entry->key) || !write_value(writer, entry->value)) {
            return false;
        }
    }
    return true;
}

static bool write_set(struct writer *writer, const struct set *set)
{
    add_number(writer, (int64_t)set->used);
    size_t position = 0;
    for (struct set_entry *entry; (entry = set_next(set, &position)) != NULL;) {
        if (!write_value(writer, entry->key)) {
            return false;
        }
    }
    return true;
}

static bool write_tensor(struct writer *writer, const struct tensor *tensor)
{
    struct tensor *whole = NULL;
    if (!tensor->contiguous && tensor_contiguous((struct tensor *)tensor, &whole) != STATUS_OK) {
        raise_error(&exception_runtime_error, "%s", status_message());
        return false;
    }
    const struct tensor *source = whole != NULL ? whole : tensor;
    add_letter(writer, 't');
    add_number(writer, (int64_t)tensor->dtype);
    add_number(writer,
               (tensor->requires_grad && tensor->grad_fn == NULL) | tensor->is_parameter << 1);
    add_number(writer, tensor->ndim);
    for (int i = 0; i < tensor->ndim; i++) {
        add_number(writer, tensor->shape[i]);
    }
    add_text(writer, tensor_data(source), (size_t)source->numel * tensor_item_size(source));
    tensor_unref(whole);
    return true;
}

// ---- functions and classes, by name

static struct value find_global(const char *module_name, const char *path)
{
    bool is_child = strcmp(module_name, "__mp_main__") == 0; // of torch.multiprocessing
    struct value found = module_import(is_child ? "__main__" : module_name);
    char *copy = strdup(path), *rest = copy;
    for (char *name; value_is_set(found) && copy != NULL && (name = strsep(&rest, ".")) != NULL;) {
        struct value next = object_get_named(found, name);
        value_unref(found);
        found = next;
    }
    free(copy);
    return found;
}

static bool cannot_find(struct value value, const char *module, const char *path)
{
    raise_forget();
    struct str *text = object_repr(value);
    if (text != NULL) {
        raise_error(&pickle_error_type, "Can't pickle %s: attribute lookup %s on %s failed",
                    text->data, path, module);
    }
    object_unref(text);
    return false;
}

static bool write_global(struct writer *writer, struct value value, const char *module,
                         const char *path)
{
    if (strstr(path, "<locals>") != NULL) {
        return raise_false(&exception_attribute_error, "Can't pickle local object '%s'", path);
    }
    struct value found = find_global(module, path);
    bool same = value_is_set(found) && value_same(found, value);
    value_unref(found);
    if (!same) {
        return cannot_find(value, module, path);
    }
    add_letter(writer, 'g');
    add_text(writer, module, strlen(module));
    add_text(writer, path, strlen(path));
    return true;
}

static bool write_function(struct writer *writer, struct value value)
{
    const struct function *function = (const struct function *)value.object;
    const char *module =
        value_is(function->module, &str_type) ? str_of(function->module)->data : "__main__";
    return write_global(writer, value, module, function->qualified->data);
}

static bool write_native(struct writer *writer, struct value value)
{
    const struct native_function *function = (const struct native_function *)value.object;
    return write_global(writer, value,
                        function->module != NULL ? function->module->data : "builtins",
                        function->name->data);
}

static bool write_class(struct writer *writer, struct type *type)
{
    const char *module = type->module_text != NULL ? type->module_text->data : "builtins";
    const char *path = type->qualified_text != NULL ? type->qualified_text->data : type->name;
    return write_global(writer, value_object(&type->container.object), module, path);
}

// What an instance of a class below dict or list holds.
static bool write_contents(struct writer *writer, struct value value)
{
    if (type_is_instance(value, &dict_type)) {
        return write_dict(writer, dict_of(value));
    }
    return !type_is_instance(value, &list_type) ||
           write_items(writer, list_of(value)->items, list_of(value)->count);
}

// A tuple of a class below it: torch.Size, a named tuple.
static bool write_tuple_of_class(struct writer *writer, struct value value)
{
    add_letter(writer, 'U');
    return write_class(writer, value.object->type) &&
           write_items(writer, tuple_of(value)->items, tuple_of(value)->count);
}

// An instance of a class of the learner's, or an exception: its class, its arguments, its
// attributes, and what it holds.
static bool write_instance(struct writer *writer, struct value value)
{
    struct type *type = value.object->type;
    bool exception = exception_is(value);
    if ((type->flags & TYPE_HEAP) == 0 && !exception) {
        return raise_false(&exception_type_error, "cannot pickle '%s' object", type->name);
    }
    add_letter(writer, exception ? 'e' : 'o');
    if (!write_class(writer, type)) {
        return false;
    }
    if (exception) {
        struct tuple *all = exception_all_arguments((struct exception *)value.object);
        bool fine = all != NULL && write_value(writer, value_object(all));
        object_unref(all);
        if (!fine) {
            return false;
        }
    }
    struct dict *attributes = object_attributes(value, false);
    if (attributes == NULL) {
        add_number(writer, 0);
    } else if (!write_dict(writer, attributes)) {
        return false;
    }
    return write_contents(writer, value);
}

static bool write_object(struct writer *writer, struct value value)
{
    struct type *type = value.object->type;
    struct tensor *tensor = tensor_of(value);
    bool known;
    if (!refer_back(writer, value.object, &known)) {
        return false;
    }
    if (known) {
        return true;
    }
    if (tensor != NULL) {
        return write_tensor(writer, tensor);
    }
    if (type == &list_type) {
        add_letter(writer, '[');
        return write_items(writer, list_of(value)->items, list_of(value)->count);
    }
    if (type == &tuple_type) {
        add_letter(writer, '(');
        return write_items(writer, tuple_of(value)->items, tuple_of(value)->count);
    }
    if (type == &dict_type) {
        add_letter(writer, '{');
        return write_dict(writer, dict_of(value));
    }
    if (type == &set_type || type == &frozenset_type) {
        add_letter(writer, type == &set_type ? '<' : '>');
        return write_set(writer, set_of(value));
    }
    if (type == &function_type) {
        return write_function(writer, value);
    }
    if (type == &native_function_type) {
        return write_native(writer, value);
    }
    if (type_is_instance(value, &type_type)) {
        return write_class(writer, (struct type *)value.object);
    }
    if (type_is_instance(value, &tuple_type)) {
        return write_tuple_of_class(writer, value);
    }
    if (type == &dtype_type) {
        enum dtype dtype;
        return dtype_of_value(value, &dtype) &&
               write_global(writer, value, "torch", dtype_facts[dtype].name);
    }
    return write_instance(writer, value);
}

static bool write_big(struct writer *writer, struct value value)
{
    struct str *digits = bigint_text(value, 16);
    if (digits == NULL) {
        return false;
    }
    add_letter(writer, 'I');
    add_text(writer, digits->data, digits->length);
    object_unref(digits);
    return true;
}

static bool write_inline(struct writer *writer, struct value value)
{
    if (value_is_bool(value)) {
        add_letter(writer, value.integer != 0 ? 'T' : 'F');
    } else if (value_is_int(value)) {
        add_letter(writer, 'i');
        add_number(writer, value.integer);
    } else if (value_is_float(value)) {
        add_letter(writer, 'f');
        text_add_bytes(writer->out, (const char *)&value.number, sizeof value.number);
    } else {
        add_letter(writer, 'N');
    }
    return true;
}

static bool write_value(struct writer *writer, struct value value)
{
    if (!value_is_object(value)) {
        return write_inline(writer, value);
    }
    struct type *type = value.object->type;
    if (type == &str_type) {
        add_letter(writer, 's');
        add_text(writer, str_of(value)->data, str_of(value)->length);
        return true;
    }
    if (type == &bytes_type) {
        add_letter(writer, 'b');
        add_text(writer, bytes_of(value)->data, bytes_of(value)->length);
        return true;
    }
    if (type == &int_type) {
        return write_big(writer, value);
    }
    if (++writer->depth > DEPTH_LIMIT) {
        return raise_false(&exception_recursion_error,
                           "maximum recursion depth exceeded while pickling an object");
    }
    bool fine = write_object(writer, value);
    writer->depth--;
    return fine;
}

bool pickle_value(struct value value, struct text *out)
{
    struct writer writer = {.out = out};
    bool fine = write_value(&writer, value);
    free(writer.entries);
    if (fine && out->failed) {
        raise_memory();
    }
    return fine && !out->failed;
}

// ---- reading

struct reader {
    const char *at, *end;
    struct list *objects; // by number
    int depth;
};

static struct value read_value(struct reader *reader);

static struct value damaged(void)
{
    return raise_pending() ? value_unset
                           : raise_error(&exception_runtime_error,
                                         "these bytes are no object that ranksh has written");
}

static bool take_bytes(struct reader *reader, void *bytes, size_t length)
{
    if ((size_t)(reader->end - reader->at) < length) {
        return false;
    }
    memcpy(bytes, reader->at, length);
    reader->at += length;
    return true;
}

// A count that can't be larger than the bytes that are left.
static bool take_count(struct reader *reader, size_t *ret_count)
{
    uint64_t count;
    if (!take_bytes(reader, &count, sizeof count) || count > (size_t)(reader->end - reader->at)) {
        return false;
    }
    *ret_count = (size_t)count;
    return true;
}

static bool take_text(struct reader *reader, const char **ret_bytes, size_t *ret_length)
{
    if (!take_count(reader, ret_length)) {
        return false;
    }
    *ret_bytes = reader->at;
    reader->at += *ret_length;
    return true;
}

// Gives the next number to an object; what is inside it may refer to it.
static bool number(struct reader *reader, struct value value)
{
    return value_is_set(value) && list_append(reader->objects, value);
}

// A place for an object that is only there when its parts are (a tuple, an instance's class).
static size_t reserve_number(struct reader *reader)
{
    list_append(reader->objects, value_none);
    return reader->objects->count - 1;
}

static void set_number(struct reader *reader, size_t place, struct value value)
{
    if (place < reader->objects->count) {
        value_replace(&reader->objects->items[place], value_ref(value));
    }
}

static struct value read_list(struct reader *reader)
{
    size_t count;
    if (!take_count(reader, &count)) {
        return damaged();
    }
    struct list *list = list_create(count);
    if (list == NULL || !number(reader, value_object(list))) {
        object_unref(list);
        return value_unset;
    }
    for (size_t i = 0; i < count; i++) {
        struct value item = read_value(reader);
        if (!value_is_set(item) || !list_push(list, item)) {
            object_unref(list);
            return value_unset;
        }
    }
    return value_object(list);
}

static struct value read_tuple(struct reader *reader)
{
    size_t count, place = reserve_number(reader);
    if (!take_count(reader, &count)) {
        return damaged();
    }
    struct list *items = list_create(count);
    for (size_t i = 0; items != NULL && i < count; i++) {
        struct value item = read_value(reader);
        if (!value_is_set(item) || !list_push(items, item)) {
            object_unref(items);
            return value_unset;
        }
    }
    struct tuple *tuple = items != NULL ? tuple_from(items->items, items->count) : NULL;
    object_unref(items);
    set_number(reader, place, value_object(tuple));
    return value_object(tuple);
}

static bool read_entries(struct reader *reader, struct dict *dict)
{
    size_t count;
    if (!take_count(reader, &count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct value key = read_value(reader);
        struct value value = value_is_set(key) ? read_value(reader) : value_unset;
        bool set = value_is_set(value) && dict_set(dict, key, value);
        value_unref(key);
        value_unref(value);
        if (!set) {
            return false;
        }
    }
    return true;
}

static struct value read_dict(struct reader *reader)
{
    struct dict *dict = dict_create();
    if (dict == NULL || !number(reader, value_object(dict)) || !read_entries(reader, dict)) {
        object_unref(dict);
        return damaged();
    }
    return value_object(dict);
}

static struct value read_set(struct reader *reader, struct type *type)
{
    size_t count;
    struct set *set = set_create(type);
    bool fine = set != NULL && number(reader, value_object(set)) && take_count(reader, &count);
    for (size_t i = 0; fine && i < count; i++) {
        struct value item = read_value(reader);
        fine = value_is_set(item) && set_add(set, item);
        value_unref(item);
    }
    if (!fine) {
        object_unref(set);
        return damaged();
    }
    return value_object(set);
}

static struct value read_global(struct reader *reader, bool numbered)
{
    const char *module, *path;
    size_t module_length, path_length, place = numbered ? reserve_number(reader) : SIZE_MAX;
    if (!take_text(reader, &module, &module_length) || !take_text(reader, &path, &path_length)) {
        return damaged();
    }
    char *module_name = strndup(module, module_length), *path_name = strndup(path, path_length);
    struct value found = find_global(module_name, path_name);
    free(module_name);
    if (!value_is_set(found)) {
        raise_forget();
        raise_error(&exception_attribute_error, "Can't get attribute '%s' on <module '%.*s'>",
                    path_name, (int)module_length, module);
    }
    free(path_name);
    if (numbered && value_is_set(found)) {
        set_number(reader, place, found);
    }
    return found;
}

// The class that an instance is of.
static struct value read_class(struct reader *reader)
{
    char letter;
    if (!take_bytes(reader, &letter, 1) || letter != 'g') {
        return damaged();
    }
    struct value class = read_global(reader, false);
    if (value_is_set(class) && !type_is_instance(class, &type_type)) {
        value_unref(class);
        return damaged();
    }
    return class;
}

static bool read_contents(struct reader *reader, struct value instance)
{
    size_t count;
    if (type_is_instance(instance, &dict_type)) {
        return read_entries(reader, dict_of(instance));
    }
    if (!type_is_instance(instance, &list_type)) {
        return true;
    }
    bool fine = take_count(reader, &count);
    for (size_t i = 0; fine && i < count; i++) {
        struct value item = read_value(reader);
        fine = value_is_set(item) && list_push(list_of(instance), item);
    }
    return fine;
}

static struct value read_instance(struct reader *reader, bool exception)
{
    size_t place = reserve_number(reader);
    struct value class = read_class(reader), instance = value_unset;
    struct value arguments = exception && value_is_set(class) ? read_value(reader) : value_none;
    if (exception && value_is_set(arguments) && value_is(arguments, &tuple_type)) {
        instance =
            object_call_values(class, tuple_of(arguments)->items, tuple_of(arguments)->count);
    } else if (!exception && value_is_set(class)) {
        instance = value_object(type_allocate((struct type *)class.object, 0));
    }
    value_unref(arguments);
    value_unref(class);
    set_number(reader, place, instance);
    struct dict *attributes = value_is_set(instance) ? object_attributes(instance, true) : NULL;
    if (attributes == NULL || !read_entries(reader, attributes) ||
        !read_contents(reader, instance)) {
        value_unref(instance);
        return damaged();
    }
    return instance;
}

static struct value read_tuple_of_class(struct reader *reader)
{
    size_t count, place = reserve_number(reader);
    struct value class = read_class(reader);
    struct tuple *tuple = NULL;
    if (value_is_set(class) && take_count(reader, &count) &&
        type_is_subtype((struct type *)class.object, &tuple_type)) {
        tuple = tuple_create_as((struct type *)class.object, count);
    }
    value_unref(class);
    for (size_t i = 0; tuple != NULL && i < count; i++) {
        struct value item = read_value(reader);
        tuple->items[i] = value_is_set(item) ? item : value_none;
        if (!value_is_set(item)) {
            for (size_t k = i; k < count; k++) {
                tuple->items[k] = value_none;
            }
            object_unref(tuple);
            return damaged();
        }
    }
    set_number(reader, place, value_object(tuple));
    return tuple != NULL ? value_object(tuple) : damaged();
}

static struct value read_tensor(struct reader *reader)
{
    int64_t dtype, flags, ndim, shape[TENSOR_DIMS];
    const char *bytes;
    size_t length, place = reserve_number(reader);
    struct tensor *tensor;
    if (!take_bytes(reader, &dtype, 8) || !take_bytes(reader, &flags, 8) ||
        !take_bytes(reader, &ndim, 8) || dtype < 0 || dtype >= DTYPE_COUNT || ndim < 0 ||
        ndim > TENSOR_DIMS || !take_bytes(reader, shape, (size_t)ndim * sizeof *shape) ||
        !take_text(reader, &bytes, &length) || shape_numel((int)ndim, shape) < 0 ||
        (uint64_t)shape_numel((int)ndim, shape) * dtype_size((enum dtype)dtype) != length) {
        return damaged();
    }
    if (tensor_create((enum dtype)dtype, (int)ndim, shape, &tensor) != STATUS_OK) {
        return raise_error(&exception_runtime_error, "%s", status_message());
    }
    if (length > 0) { // an empty tensor has no data
        memcpy(tensor_data(tensor), bytes, length);
    }
    tensor->is_parameter = (flags & 2) != 0;
    tensor->requires_grad = (flags & 1) != 0;
    struct value value = tensor_value(tensor);
    set_number(reader, place, value);
    return value;
}

static struct value read_back(struct reader *reader)
{
    uint64_t place;
    if (!take_bytes(reader, &place, sizeof place) || place >= reader->objects->count) {
        return damaged();
    }
    return value_ref(reader->objects->items[place]);
}

static struct value read_plain(struct reader *reader, char letter)
{
    int64_t integer;
    double number_read;
    const char *bytes;
    size_t length;
    switch (letter) {
    case 'N':
        return value_none;
    case 'T':
        return value_true;
    case 'F':
        return value_false;
    case 'i':
        return take_bytes(reader, &integer, 8) ? value_int(integer) : damaged();
    case 'f':
        return take_bytes(reader, &number_read, 8) ? value_float(number_read) : damaged();
    case 's':
        return take_text(reader, &bytes, &length) ? value_object(str_create(bytes, length))
                                                  : damaged();
    case 'b':
        return take_text(reader, &bytes, &length) ? value_object(bytes_create(bytes, length))
                                                  : damaged();
    case 'I':
        return take_text(reader, &bytes, &length) ? bigint_parse(bytes, length, 16) : damaged();
    default:
        return damaged();
    }
}

static struct value read_value(struct reader *reader)
{
    char letter;
    struct value value;
    if (!take_bytes(reader, &letter, 1) || ++reader->depth > 2 * DEPTH_LIMIT) {
        return damaged();
    }
    switch (letter) {
    case '[':
        value = read_list(reader);
        break;
    case '(':
        value = read_tuple(reader);
        break;
    case 'U':
        value = read_tuple_of_class(reader);
        break;
    case '{':
        value = read_dict(reader);
        break;
    case '<':
        value = read_set(reader, &set_type);
        break;
    case '>':
        value = read_set(reader, &frozenset_type);
        break;
    case 'g':
        value = read_global(reader, true);
        break;
    case 'o':
        value = read_instance(reader, false);
        break;
    case 'e':
        value = read_instance(reader, true);
        break;
    case 't':
        value = read_tensor(reader);
        break;
    case 'r':
        value = read_back(reader);
        break;
    default:
        value = read_plain(reader, letter);
        break;
    }
    reader->depth--;
    return value;
}

struct value pickle_read(const char *bytes, size_t length)
{
    struct reader reader = {.at = bytes, .end = bytes + length, .objects = list_create(8)};
    struct value value = reader.objects != NULL ? read_value(&reader) : value_unset;
    object_unref(reader.objects);
    if (value_is_set(value) && reader.at != reader.end) {
        value_unref(value);
        return damaged();
    }
    return value;
}
