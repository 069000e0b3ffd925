#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

struct value iterator_itself(struct value self)
{
    return value_ref(self);
}

static struct iterator *of(struct value self)
{
    return (struct iterator *)self.object;
}

static struct value create(struct type *type, struct value sequence, size_t position)
{
    struct iterator *iterator = type_allocate(type, 0);
    if (iterator != NULL) {
        iterator->sequence = value_ref(sequence);
        iterator->position = position;
    }
    return value_object(iterator);
}

struct value iterator_create(struct value sequence)
{
    struct type *type =
        type_is_instance(sequence, &list_type)    ? &list_iterator_type
        : type_is_instance(sequence, &tuple_type) ? &tuple_iterator_type
        : type_is_instance(sequence, &str_type)
            ? (str_is_ascii(str_of(sequence)) ? &ascii_iterator_type : &str_iterator_type)
        : type_is_instance(sequence, &bytes_type) ? &bytes_iterator_type
                                                  : &sequence_iterator_type;
    return create(type, sequence, 0);
}

struct value iterator_create_reversed(struct value sequence)
{
    int64_t length;
    if (!object_length(sequence, &length)) {
        return value_unset;
    }
    return create(value_is(sequence, &list_type) ? &list_reversed_type : &reversed_type, sequence,
                  (size_t)length);
}

static struct value ended(struct iterator *iterator)
{
    value_clear(&iterator->sequence);
    return value_unset;
}

static struct value list_next(struct value self)
{
    struct iterator *iterator = of(self);
    if (!value_is_set(iterator->sequence)) {
        return value_unset;
    }
    struct list *list = list_of(iterator->sequence);
    return iterator->position < list->count ? value_ref(list->items[iterator->position++])
                                            : ended(iterator);
}

static struct value tuple_next(struct value self)
{
    struct iterator *iterator = of(self);
    if (!value_is_set(iterator->sequence)) {
        return value_unset;
    }
    struct tuple *tuple = tuple_of(iterator->sequence);
    return iterator->position < tuple->count ? value_ref(tuple->items[iterator->position++])
                                             : ended(iterator);
}

static struct value str_next(struct value self) // the position counts bytes
{
    struct iterator *iterator = of(self);
    if (!value_is_set(iterator->sequence)) {
        return value_unset;
    }
    struct str *str = str_of(iterator->sequence);
    size_t start = iterator->position, end = start + 1;
    if (start >= str->length) {
        return ended(iterator);
    }
    while (end < str->length && (str->data[end] & 0xC0) == 0x80) {
        end++;
    }
    iterator->position = end;
    return value_object(end == start + 1 ? str_of_character(str->data[start])
                                         : str_create(str->data + start, end - start));
}

// By __getitem__, until it raises IndexError.
static struct value sequence_next(struct value self)
{
    struct iterator *iterator = of(self);
    if (!value_is_set(iterator->sequence)) {
        return value_unset;
    }
    struct value item =
        object_get_item(iterator->sequence, value_int((int64_t)iterator->position++));
    if (!value_is_set(item) &&
        (raise_is(&exception_index_error) || raise_is(&exception_stop_iteration))) {
        raise_forget();
        return ended(iterator);
    }
    return item;
}

static struct value reversed_next(struct value self)
{
    struct iterator *iterator = of(self);
    if (!value_is_set(iterator->sequence)) {
        return value_unset;
    }
    if (iterator->position == 0) {
        return ended(iterator);
    }
    struct value item =
        object_get_item(iterator->sequence, value_int((int64_t)--iterator->position));
    if (!value_is_set(item) && raise_is(&exception_index_error)) {
        raise_forget();
        return ended(iterator);
    }
    return item;
}

static void finish(struct object *self)
{
    value_unref(((struct iterator *)self)->sequence);
}

static void visit_sequence(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct iterator *)self)->sequence, context);
}

static struct value length_hint(struct value *args)
{
    struct iterator *iterator = of(args[0]);
    int64_t length;
    if (!value_is_set(iterator->sequence)) {
        return value_int(0);
    }
    if (value_type(args[0])->next == reversed_next) {
        return value_int((int64_t)iterator->position);
    }
    if (!object_length(iterator->sequence, &length)) {
        return value_unset;
    }
    return value_int(length > (int64_t)iterator->position ? length - (int64_t)iterator->position
                                                          : 0);
}

static const struct native methods[] = {
    {"__length_hint__(self, /)", length_hint, 0, NULL},
    {NULL, NULL, 0, NULL},
};

#define ITERATOR_TYPE(type_name, next_function)                                         \
    {                                                                                   \
        .name = type_name, .size = sizeof(struct iterator),                             \
        .flags = TYPE_CONTAINER | TYPE_NO_CREATE, .methods = methods, .finish = finish, \
        .visit = visit_sequence, .iterate = iterator_itself, .next = next_function      \
    }

struct type list_iterator_type = ITERATOR_TYPE("list_iterator", list_next);
struct type tuple_iterator_type = ITERATOR_TYPE("tuple_iterator", tuple_next);
struct type str_iterator_type = ITERATOR_TYPE("str_iterator", str_next);
struct type ascii_iterator_type = ITERATOR_TYPE("str_ascii_iterator", str_next);
struct type bytes_iterator_type = ITERATOR_TYPE("bytes_iterator", sequence_next);
struct type sequence_iterator_type = ITERATOR_TYPE("iterator", sequence_next);

static struct value reversed_create(struct type *type, const struct arguments *arguments)
{
    (void)type;
    if (arguments->names != NULL) {
        return raise_type("reversed() takes no keyword arguments");
    }
    if (arguments->count != 1) {
        return raise_type("reversed expected 1 argument, got %zu", arguments->count);
    }
    struct value sequence = arguments->values[0];
    struct value method = object_find_special(sequence, name_reversed);
    if (value_is_set(method)) {
        struct value result = object_call_values(method, NULL, 0);
        value_unref(method);
        return result;
    }
    struct type *of_sequence = value_type(sequence);
    if (raise_pending()) {
        return value_unset;
    }
    if (of_sequence->get_item == NULL || of_sequence->length == NULL ||
        type_is_instance(sequence, &dict_type)) {
        return raise_type("'%s' object is not reversible", of_sequence->name);
    }
    return iterator_create_reversed(sequence);
}

struct type list_reversed_type = ITERATOR_TYPE("list_reverseiterator", reversed_next);

struct type reversed_type = {
    .name = "reversed",
    .size = sizeof(struct iterator),
    .flags = TYPE_CONTAINER,
    .methods = methods,
    .finish = finish,
    .visit = visit_sequence,
    .create = reversed_create,
    .iterate = iterator_itself,
    .next = reversed_next,
};
