// The functions that every program sees, and the list of the types that come with the language.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/builtins/builtin_iterators.h"
#include "core/lang/builtins/builtins.h"
#include "core/lang/compile/code.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/dict_views.h"
#include "core/lang/containers/list.h"
#include "core/lang/containers/range.h"
#include "core/lang/containers/set.h"
#include "core/lang/containers/slice.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/modules/modules.h"
#include "core/lang/numbers/bigint.h"
#include "core/lang/numbers/builtin_numbers.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/alias.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/instance.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/none.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/property.h"
#include "core/lang/run/generator.h"
#include "core/lang/run/interpret.h"
#include "core/lang/run/run.h"
#include "core/lang/text/bytes.h"
#include "core/lang/text/str_methods.h"

static struct value from_str(struct str *str)
{
    return value_object(str);
}

// ---- print

static bool write_to(struct value file, const struct text *text)
{
    if (text->failed) {
        raise_memory();
        return false;
    }
    if (value_is_none(file)) {
        file = modules_stdout();
    }
    if (!value_is_set(file)) {
        return interp_write(INTERP_STDOUT, text_string(text), text->length);
    }
    struct value argument = value_object(str_create(text_string(text), text->length));
    struct value result =
        value_is_set(argument) ? object_call_method(file, "write", &argument, 1) : value_unset;
    value_unref(argument);
    value_unref(result);
    return value_is_set(result);
}

// sep and end: None stands for the default.
static bool separator(struct value value, const char *name, const char *otherwise,
                      const char **ret_text, size_t *ret_length)
{
    *ret_text = otherwise;
    *ret_length = strlen(otherwise);
    if (value_is_none(value)) {
        return true;
    }
    if (!type_is_instance(value, &str_type)) {
        return raise_false(&exception_type_error, "%s must be None or a string, not %s", name,
                           type_name(value));
    }
    *ret_text = str_of(value)->data;
    *ret_length = str_of(value)->length;
    return true;
}

static struct value builtin_print(struct value *args)
{
    struct tuple *values = tuple_of(args[0]);
    const char *sep, *end;
    size_t sep_length, end_length;
    struct text text = {0};
    if (!separator(args[1], "sep", " ", &sep, &sep_length) ||
        !separator(args[2], "end", "\n", &end, &end_length)) {
        return value_unset;
    }
    for (size_t i = 0; i < values->count; i++) {
        struct str *str = object_str(values->items[i]);
        if (str == NULL) {
            write_to(args[3], &text);
            text_finish(&text);
            return value_unset;
        }
        text_add_bytes(&text, sep, i > 0 ? sep_length : 0);
        text_add_bytes(&text, str->data, str->length);
        object_unref(str);
    }
    text_add_bytes(&text, end, end_length);
    bool fine = write_to(args[3], &text);
    text_finish(&text);
    return fine ? value_none : value_unset;
}

// ---- asking objects

static struct value builtin_len(struct value *args)
{
    int64_t length;
    return object_length(args[0], &length) ? value_int(length) : value_unset;
}

static struct value builtin_repr(struct value *args)
{
    return from_str(object_repr(args[0]));
}

static struct value builtin_ascii(struct value *args)
{
    struct str *repr = object_repr(args[0]);
    struct str *ascii = repr != NULL ? str_ascii(repr) : NULL;
    object_unref(repr);
    return from_str(ascii);
}

static struct value builtin_hash(struct value *args)
{
    int64_t hash;
    return object_hash(args[0], &hash) ? value_int(hash) : value_unset;
}

static struct value builtin_id(struct value *args)
{
    if (args[0].tag == VALUE_OBJECT) {
        return value_int((int64_t)(uintptr_t)args[0].object);
    }
    uint64_t bits = (uint64_t)args[0].integer ^ (uint64_t)args[0].tag << 58;
    return value_int((int64_t)(bits * 32 + 0x100000) & INT64_MAX);
}

static struct value builtin_callable(struct value *args)
{
    return value_bool(object_is_callable(args[0]));
}

static struct value builtin_isinstance(struct value *args)
{
    bool is;
    return instance_check(args[0], args[1], &is) ? value_bool(is) : value_unset;
}

static struct value builtin_issubclass(struct value *args)
{
    bool is;
    return instance_check_class(args[0], args[1], &is) ? value_bool(is) : value_unset;
}

static struct str *attribute_name(struct value value)
{
    if (!type_is_instance(value, &str_type)) {
        raise_type("attribute name must be string, not '%s'", type_name(value));
        return NULL;
    }
    return str_intern(object_ref(value.object));
}

// Without an exception when it isn't there, whoever said so; a name of CPython's is refused.
static struct value get_if_there(struct value object, struct str *name)
{
    struct value value = object_get_if_there(object, name);
    if (value_is_set(value)) {
        return value;
    }
    if (raise_is(&exception_attribute_error)) {
        raise_forget();
    } else if (!raise_pending()) {
        object_refuses(value_type(object), name);
    }
    return value_unset;
}

static struct value builtin_getattr(struct value *args)
{
    struct str *name = attribute_name(args[1]);
    struct value value = value_unset;
    if (name != NULL && !value_is_set(args[2])) {
        value = object_get(args[0], name);
    } else if (name != NULL) {
        value = get_if_there(args[0], name);
        if (!value_is_set(value) && !raise_pending()) {
            value = value_ref(args[2]);
        }
    }
    object_unref(name);
    return value;
}

static struct value builtin_hasattr(struct value *args)
{
    struct str *name = attribute_name(args[1]);
    if (name == NULL) {
        return value_unset;
    }
    struct value value = get_if_there(args[0], name);
    object_unref(name);
    if (!value_is_set(value) && raise_pending()) {
        return value_unset;
    }
    bool there = value_is_set(value);
    value_unref(value);
    return value_bool(there);
}

static struct value builtin_setattr(struct value *args)
{
    struct str *name = attribute_name(args[1]);
    bool fine = name != NULL && object_set(args[0], name, args[2]);
    object_unref(name);
    return fine ? value_none : value_unset;
}

static struct value builtin_delattr(struct value *args)
{
    struct str *name = attribute_name(args[1]);
    bool fine = name != NULL && object_set(args[0], name, value_unset);
    object_unref(name);
    return fine ? value_none : value_unset;
}

static struct value builtin_dir(struct value *args)
{
    if (value_is_set(args[0])) {
        return value_object(object_dir(args[0]));
    }
    struct frame *frame = frame_current();
    struct list *names = frame_local_names(frame);
    if (names != NULL && !list_sort(names, value_none, false)) {
        object_unref(names);
        return value_unset;
    }
    return value_object(names);
}

static struct value builtin_vars(struct value *args)
{
    if (!value_is_set(args[0])) {
        return frame_locals(frame_current());
    }
    struct value dict = object_get_if_there(args[0], name_dict);
    if (!value_is_set(dict) && (!raise_pending() || raise_is(&exception_attribute_error))) {
        raise_forget();
        return raise_type("vars() argument must have __dict__ attribute");
    }
    return dict;
}

static struct value builtin_globals(struct value *args)
{
    (void)args;
    return value_of(frame_current()->globals);
}

static struct value builtin_locals(struct value *args)
{
    (void)args;
    return frame_locals(frame_current());
}

// ---- iteration

static struct value builtin_iter(struct value *args)
{
    if (!value_is_set(args[1])) {
        return object_iterate(args[0]);
    }
    return object_is_callable(args[0]) ? callable_iterator_create(args[0], args[1])
                                       : raise_type("iter(v, w): v must be callable");
}

static struct value builtin_next(struct value *args)
{
    if (value_type(args[0])->next == NULL) {
        return raise_type("'%s' object is not an iterator", type_name(args[0]));
    }
    value_clear(&object_stop_result);
    struct value item = object_next(args[0]);
    if (value_is_set(item)) {
        return item;
    }
    if (value_is_set(args[1])) {
        if (raise_is(&exception_stop_iteration)) {
            raise_forget();
        }
        return raise_pending() ? value_unset : value_ref(args[1]);
    }
    return raise_pending() ? value_unset
                           : raise_with(&exception_stop_iteration, object_stop_result);
}

// Whether the truth of any item is `wanted`.
static struct value any_item(struct value iterable, bool wanted)
{
    struct value iterator = object_iterate(iterable), item;
    bool found = false, fine = value_is_set(iterator);
    for (size_t i = 1; fine && !found && value_is_set(item = object_next(iterator)); i++) {
        fine = object_truth(item, &found) && (i % 65536 != 0 || !raise_if_interrupted());
        found = found == wanted;
        value_unref(item);
    }
    value_unref(iterator);
    return fine && !raise_pending() ? value_bool(found) : value_unset;
}

static struct value builtin_any(struct value *args)
{
    return any_item(args[0], true);
}

static struct value builtin_all(struct value *args)
{
    struct value result = any_item(args[0], false);
    return value_is_set(result) ? value_bool(!result.integer) : result;
}

static struct value builtin_sum(struct value *args)
{
    struct value iterator = object_iterate(args[0]), total, item;
    bool text = type_is_instance(args[1], &str_type);
    if (value_is_set(iterator) && (text || type_is_instance(args[1], &bytes_type))) {
        value_unref(iterator);
        return raise_type(text ? "sum() can't sum strings [use ''.join(seq) instead]"
                               : "sum() can't sum bytes [use b''.join(seq) instead]");
    }
    total = value_ref(args[1]);
    bool fine = value_is_set(iterator);
    for (size_t i = 1; fine && value_is_set(item = object_next(iterator)); i++) {
        int64_t sum;
        if (total.tag == VALUE_INT && item.tag == VALUE_INT &&
            !__builtin_add_overflow(total.integer, item.integer, &sum)) {
            total.integer = sum;
        } else if (total.tag == VALUE_FLOAT && item.tag == VALUE_FLOAT) {
            total.number += item.number;
        } else {
            struct value next = operator_binary(OPERATION_ADD, total, item);
            value_unref(item);
            value_unref(total);
            total = next;
            fine = value_is_set(total);
        }
        fine = fine && (i % 65536 != 0 || !raise_if_interrupted());
    }
    value_unref(iterator);
    if (!fine || raise_pending()) {
        value_unref(total);
        return value_unset;
    }
    return total;
}

static struct value builtin_sorted(struct value *args)
{
    struct value key = value_none;
    bool reverse = false, fine = true;
    if (tuple_of(args[0])->count != 1) {
        return raise_type("sorted expected 1 argument, got %zu", tuple_of(args[0])->count);
    }
    struct list *list = object_to_list(tuple_of(args[0])->items[0]);
    struct dict_entry *entry;
    uint32_t position = 0;
    while (fine && list != NULL && (entry = dict_next(dict_of(args[1]), &position)) != NULL) {
        if (str_is(str_of(entry->key), "key")) {
            key = entry->value;
        } else if (str_is(str_of(entry->key), "reverse")) {
            int64_t order;
            fine = native_int(entry->value, &order);
            reverse = fine && order != 0;
        } else { // list.sort() gets the keywords
            raise_type("'%s' is an invalid keyword argument for sort()", str_of(entry->key)->data);
            fine = false;
        }
    }
    if (list == NULL || !fine || !list_sort(list, key, reverse)) {
        object_unref(list);
        return value_unset;
    }
    return value_object(list);
}

// min and max of what an iterator gives.
static struct value extreme(struct value iterator, struct value key, struct value otherwise,
                            enum comparison comparison, const char *name)
{
    struct value best = value_unset, best_key = value_unset, item;
    bool fine = true;
    for (size_t i = 1; fine && value_is_set(item = object_next(iterator)); i++) {
        struct value item_key =
            value_is_none(key) ? value_ref(item) : object_call_values(key, &item, 1);
        bool better = !value_is_set(best);
        fine = value_is_set(item_key);
        if (fine && !better) {
            struct value verdict = operator_compare(comparison, item_key, best_key);
            fine = value_is_set(verdict) && object_truth(verdict, &better);
            value_unref(verdict);
        }
        if (fine && better) {
            value_replace(&best, value_ref(item));
            value_replace(&best_key, value_ref(item_key));
        }
        value_unref(item_key);
        value_unref(item);
        fine = fine && (i % 65536 != 0 || !raise_if_interrupted());
    }
    value_unref(best_key);
    if (!fine || raise_pending()) {
        value_unref(best);
        return value_unset;
    }
    if (!value_is_set(best)) {
        return value_is_set(otherwise) ? value_ref(otherwise)
                                       : raise_value("%s() arg is an empty sequence", name);
    }
    return best;
}

static struct value extreme_of(struct value *args, enum comparison comparison, const char *name)
{
    struct tuple *values = tuple_of(args[0]);
    if (values->count == 0) {
        return raise_type("%s expected at least 1 argument, got 0", name);
    }
    if (values->count > 1 && value_is_set(args[2])) {
        return raise_type("Cannot specify a default for %s() with multiple positional arguments",
                          name);
    }
    struct value iterator =
        object_iterate(values->count == 1 ? values->items[0] : value_object(values));
    if (!value_is_set(iterator)) {
        return value_unset;
    }
    struct value best = extreme(iterator, args[1], args[2], comparison, name);
    value_unref(iterator);
    return best;
}

static struct value builtin_min(struct value *args)
{
    return extreme_of(args, COMPARISON_LESS, "min");
}

static struct value builtin_max(struct value *args)
{
    return extreme_of(args, COMPARISON_GREATER, "max");
}

// ---- texts

static struct value builtin_chr(struct value *args)
{
    int64_t code;
    char bytes[UTF8_MAX_LENGTH];
    bool known = native_int(args[0], &code);
    if (known ? code > INT32_MAX || code < INT32_MIN : raise_is(&exception_overflow_error)) {
        raise_forget();
        return raise_error(&exception_overflow_error, "Python int too large to convert to C int");
    }
    if (!known) {
        return value_unset;
    }
    if (code < 0 || code > 0x10FFFF) {
        return raise_value("chr() arg not in range(0x110000)");
    }
    if (code >= 0xD800 && code <= 0xDFFF) {
        return raise_refused("ranksh has no lone surrogates in texts");
    }
    return value_object(str_create(bytes, utf8_encode((uint32_t)code, bytes)));
}

static struct value builtin_ord(struct value *args)
{
    size_t size;
    if (value_is(args[0], &bytes_type) && bytes_of(args[0])->length == 1) {
        return value_int((unsigned char)bytes_of(args[0])->data[0]);
    }
    if (!type_is_instance(args[0], &str_type)) {
        return raise_type("ord() expected string of length 1, but %s found", type_name(args[0]));
    }
    struct str *str = str_of(args[0]);
    if (str->count != 1) {
        return raise_type("ord() expected a character, but string of length %u found", str->count);
    }
    return value_int(utf8_decode(str->data, str->length, &size));
}

static struct value builtin_format(struct value *args)
{
    if (!type_is_instance(args[1], &str_type)) {
        return raise_type("format() argument 2 must be str, not %s",
                          value_is_none(args[1]) ? "None" : type_name(args[1]));
    }
    return from_str(object_format(args[0], str_of(args[1])));
}

static const struct native functions[] = {
    {"print(*args, sep=' ', end=None, file=None, flush=False)", builtin_print, 0, NULL},
    {"len(obj, /)", builtin_len, 0, NULL},
    {"repr(obj, /)", builtin_repr, 0, NULL},
    {"ascii(obj, /)", builtin_ascii, 0, NULL},
    {"hash(obj, /)", builtin_hash, 0, NULL},
    {"id(obj, /)", builtin_id, 0, NULL},
    {"callable(obj, /)", builtin_callable, 0, NULL},
    {"isinstance(obj, class_or_tuple, /)", builtin_isinstance, 0, NULL},
    {"issubclass(cls, class_or_tuple, /)", builtin_issubclass, 0, NULL},
    {"getattr(object, name, default=?, /)", builtin_getattr, 0, NULL},
    {"hasattr(obj, name, /)", builtin_hasattr, 0, NULL},
    {"setattr(obj, name, value, /)", builtin_setattr, 0, NULL},
    {"delattr(obj, name, /)", builtin_delattr, 0, NULL},
    {"dir(object=?, /)", builtin_dir, 0, NULL},
    {"vars(object=?, /)", builtin_vars, 0, NULL},
    {"globals()", builtin_globals, 0, NULL},
    {"locals()", builtin_locals, 0, NULL},
    {"iter(object, sentinel=?, /)", builtin_iter, 0, NULL},
    {"next(iterator, default=?, /)", builtin_next, 0, NULL},
    {"any(iterable, /)", builtin_any, 0, NULL},
    {"all(iterable, /)", builtin_all, 0, NULL},
    {"sum(iterable, /, start=0)", builtin_sum, 0, NULL},
    {"sorted(*iterable, **options)", builtin_sorted, 0, NULL},
    {"min(*args, key=None, default=?)", builtin_min, 0, NULL},
    {"max(*args, key=None, default=?)", builtin_max, 0, NULL},
    {"abs(x, /)", builtin_abs, 0, NULL},
    {"divmod(x, y, /)", builtin_divmod, 0, NULL},
    {"pow(base, exp, mod=None)", builtin_pow, 0, NULL},
    {"round(number, ndigits=None)", builtin_round, 0, NULL},
    {"bin(number, /)", builtin_bin, 0, NULL},
    {"oct(number, /)", builtin_oct, 0, NULL},
    {"hex(number, /)", builtin_hex, 0, NULL},
    {"chr(i, /)", builtin_chr, 0, NULL},
    {"ord(c, /)", builtin_ord, 0, NULL},
    {"format(value, format_spec='', /)", builtin_format, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static struct type *const types[] = {
    &object_type,   &type_type,        &bool_type,         &int_type,   &float_type,
    &str_type,      &bytes_type,       &list_type,         &tuple_type, &dict_type,
    &set_type,      &frozenset_type,   &range_type,        &slice_type, &property_type,
    &super_type,    &map_type,         &filter_type,       &zip_type,   &enumerate_type,
    &reversed_type, &classmethod_type, &staticmethod_type, NULL,
};

static struct type *const inner_types[] = {
    &none_type,
    &not_implemented_type,
    &ellipsis_type,
    &function_type,
    &native_function_type,
    &method_descriptor_type,
    &method_type,
    &native_method_type,
    &cell_type,
    &code_type,
    &generator_type,
    &module_type,
    &member_type,
    &getset_type,
    &list_iterator_type,
    &tuple_iterator_type,
    &str_iterator_type,
    &ascii_iterator_type,
    &bytes_iterator_type,
    &sequence_iterator_type,
    &range_iterator_type,
    &dict_iterator_types[0],
    &dict_iterator_types[1],
    &dict_iterator_types[2],
    &dict_iterator_types[3],
    &dict_iterator_types[4],
    &dict_iterator_types[5],
    &dict_keys_type,
    &dict_values_type,
    &dict_items_type,
    &mappingproxy_type,
    &set_iterator_type,
    &callable_iterator_type,
    &list_reversed_type,
    &alias_type,
    &union_type,
    &exception_traceback_type,
    NULL,
};

bool builtins_init_types(void)
{
    for (struct type *const *type = types; *type != NULL; type++) {
        if (!type_ready(*type)) {
            return false;
        }
    }
    for (struct type *const *type = inner_types; *type != NULL; type++) {
        if (!type_ready(*type)) {
            return false;
        }
    }
    return exception_init_types();
}

const char *const builtins_names[] = {"__name__",
                                      "__doc__",
                                      "__package__",
                                      "__loader__",
                                      "__spec__",
                                      "__build_class__",
                                      "__import__",
                                      "abs",
                                      "all",
                                      "any",
                                      "ascii",
                                      "bin",
                                      "breakpoint",
                                      "callable",
                                      "chr",
                                      "compile",
                                      "delattr",
                                      "dir",
                                      "divmod",
                                      "eval",
                                      "exec",
                                      "format",
                                      "getattr",
                                      "globals",
                                      "hasattr",
                                      "hash",
                                      "hex",
                                      "id",
                                      "input",
                                      "isinstance",
                                      "issubclass",
                                      "iter",
                                      "aiter",
                                      "len",
                                      "locals",
                                      "max",
                                      "min",
                                      "next",
                                      "anext",
                                      "oct",
                                      "ord",
                                      "pow",
                                      "print",
                                      "repr",
                                      "round",
                                      "setattr",
                                      "sorted",
                                      "sum",
                                      "vars",
                                      "None",
                                      "Ellipsis",
                                      "NotImplemented",
                                      "False",
                                      "True",
                                      "bool",
                                      "memoryview",
                                      "bytearray",
                                      "bytes",
                                      "classmethod",
                                      "complex",
                                      "dict",
                                      "enumerate",
                                      "filter",
                                      "float",
                                      "frozenset",
                                      "property",
                                      "int",
                                      "list",
                                      "map",
                                      "object",
                                      "range",
                                      "reversed",
                                      "set",
                                      "slice",
                                      "staticmethod",
                                      "str",
                                      "super",
                                      "tuple",
                                      "type",
                                      "zip",
                                      "__debug__",
                                      "BaseException",
                                      "BaseExceptionGroup",
                                      "Exception",
                                      "GeneratorExit",
                                      "KeyboardInterrupt",
                                      "SystemExit",
                                      "ArithmeticError",
                                      "AssertionError",
                                      "AttributeError",
                                      "BufferError",
                                      "EOFError",
                                      "ImportError",
                                      "LookupError",
                                      "MemoryError",
                                      "NameError",
                                      "OSError",
                                      "ReferenceError",
                                      "RuntimeError",
                                      "StopAsyncIteration",
                                      "StopIteration",
                                      "SyntaxError",
                                      "SystemError",
                                      "TypeError",
                                      "ValueError",
                                      "Warning",
                                      "FloatingPointError",
                                      "OverflowError",
                                      "ZeroDivisionError",
                                      "BytesWarning",
                                      "DeprecationWarning",
                                      "EncodingWarning",
                                      "FutureWarning",
                                      "ImportWarning",
                                      "PendingDeprecationWarning",
                                      "ResourceWarning",
                                      "RuntimeWarning",
                                      "SyntaxWarning",
                                      "UnicodeWarning",
                                      "UserWarning",
                                      "BlockingIOError",
                                      "ChildProcessError",
                                      "ConnectionError",
                                      "FileExistsError",
                                      "FileNotFoundError",
                                      "InterruptedError",
                                      "IsADirectoryError",
                                      "NotADirectoryError",
                                      "PermissionError",
                                      "ProcessLookupError",
                                      "TimeoutError",
                                      "IndentationError",
                                      "IndexError",
                                      "KeyError",
                                      "ModuleNotFoundError",
                                      "NotImplementedError",
                                      "RecursionError",
                                      "UnboundLocalError",
                                      "UnicodeError",
                                      "BrokenPipeError",
                                      "ConnectionAbortedError",
                                      "ConnectionRefusedError",
                                      "ConnectionResetError",
                                      "TabError",
                                      "UnicodeDecodeError",
                                      "UnicodeEncodeError",
                                      "UnicodeTranslateError",
                                      "ExceptionGroup",
                                      "EnvironmentError",
                                      "IOError",
                                      "open",
                                      "quit",
                                      "exit",
                                      "copyright",
                                      "credits",
                                      "license",
                                      "help",
                                      NULL};

static bool fill(struct module *module)
{
    return module_set(module, "Ellipsis", value_ellipsis) &&
           module_set(module, "NotImplemented", value_not_implemented) &&
           module_set(module, "__debug__", value_true) &&
           exception_add_builtins(module->attributes);
}

const struct native_module builtins_module = {
    .name = "builtins",
    .functions = functions,
    .types = types,
    .fill = fill,
};
