// The names that C code asks for, interned once.
#ifndef RANKSH_CORE_LANG_NAMES_H
#define RANKSH_CORE_LANG_NAMES_H

#include <stdbool.h>

struct str;

#define NAMES_TABLE(X)                           \
    X(name_abc_check, "__abc_check__")           \
    X(name_abs, "__abs__")                       \
    X(name_all, "__all__")                       \
    X(name_annotations, "__annotations__")       \
    X(name_bool, "__bool__")                     \
    X(name_builtins, "__builtins__")             \
    X(name_call, "__call__")                     \
    X(name_ceil, "__ceil__")                     \
    X(name_bytes, "__bytes__")                   \
    X(name_class, "__class__")                   \
    X(name_class_contains, "__class_contains__") \
    X(name_class_getitem, "__class_getitem__")   \
    X(name_class_getattr, "__class_getattr__")   \
    X(name_class_iter, "__class_iter__")         \
    X(name_class_len, "__class_len__")           \
    X(name_class_repr, "__class_repr__")         \
    X(name_class_set, "__class_set__")           \
    X(name_classcell, "__classcell__")           \
    X(name_close, "close")                       \
    X(name_contains, "__contains__")             \
    X(name_delattr, "__delattr__")               \
    X(name_delete, "__delete__")                 \
    X(name_delitem, "__delitem__")               \
    X(name_dict, "__dict__")                     \
    X(name_dir, "__dir__")                       \
    X(name_divmod, "__divmod__")                 \
    X(name_doc, "__doc__")                       \
    X(name_empty, "")                            \
    X(name_enter, "__enter__")                   \
    X(name_eq, "__eq__")                         \
    X(name_exit, "__exit__")                     \
    X(name_float, "__float__")                   \
    X(name_floor, "__floor__")                   \
    X(name_format, "__format__")                 \
    X(name_get, "__get__")                       \
    X(name_getattr, "__getattr__")               \
    X(name_getattribute, "__getattribute__")     \
    X(name_getitem, "__getitem__")               \
    X(name_hash, "__hash__")                     \
    X(name_index, "__index__")                   \
    X(name_init, "__init__")                     \
    X(name_init_subclass, "__init_subclass__")   \
    X(name_instancecheck, "__instancecheck__")   \
    X(name_int, "__int__")                       \
    X(name_isabstract, "__isabstractmethod__")   \
    X(name_iter, "__iter__")                     \
    X(name_keys, "keys")                         \
    X(name_len, "__len__")                       \
    X(name_length_hint, "__length_hint__")       \
    X(name_main, "__main__")                     \
    X(name_make_class, "__make_class__")         \
    X(name_missing, "__missing__")               \
    X(name_module, "__module__")                 \
    X(name_mro, "__mro__")                       \
    X(name_mro_entries, "__mro_entries__")       \
    X(name_name, "__name__")                     \
    X(name_new, "__new__")                       \
    X(name_next, "__next__")                     \
    X(name_orig_bases, "__orig_bases__")         \
    X(name_package, "__package__")               \
    X(name_path, "__path__")                     \
    X(name_pow, "__pow__")                       \
    X(name_qualname, "__qualname__")             \
    X(name_repr, "__repr__")                     \
    X(name_reversed, "__reversed__")             \
    X(name_round, "__round__")                   \
    X(name_send, "send")                         \
    X(name_set, "__set__")                       \
    X(name_set_name, "__set_name__")             \
    X(name_setattr, "__setattr__")               \
    X(name_setitem, "__setitem__")               \
    X(name_slots, "__slots__")                   \
    X(name_str, "__str__")                       \
    X(name_subclasscheck, "__subclasscheck__")   \
    X(name_subclasshook, "__subclasshook__")     \
    X(name_throw, "throw")                       \
    X(name_trunc, "__trunc__")                   \
    X(name_type_name, "__type_name__")           \
    X(name_underscore, "_")                      \
    X(name_weakref, "__weakref__")               \
    X(name_wrapped, "__wrapped__")

#define NAMES_DECLARE(identifier, text) extern struct str *identifier;
NAMES_TABLE(NAMES_DECLARE)
#undef NAMES_DECLARE

bool names_init(void);
void names_finish(void);

#endif
