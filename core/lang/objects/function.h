// Everything that is called: functions of the dialect, native ones, and both bound to an object.
#ifndef RANKSH_CORE_LANG_FUNCTION_H
#define RANKSH_CORE_LANG_FUNCTION_H

#include "core/lang/objects/native.h"
#include "core/lang/objects/signature.h"
#include "core/lang/objects/type.h"

struct cell { // a variable that several functions share
    struct container container;
    struct value value;
};

struct function {
    struct container container;
    struct dict *attributes;
    struct code *code;
    struct dict *globals;
    struct tuple *closure;  // of cells; NULL: none
    struct value *defaults; // one a parameter, unset: required
    struct str *name, *qualified;
    struct value doc, module;
    struct dict *annotations; // NULL until asked for
};

struct slot;

struct native_function {
    struct container container;
    const struct native *row;
    const struct slot *slot; // not NULL: shows a type's own function, see slots.h
    struct type *owner;      // of a method; NULL. Owned when it is on the heap
    struct signature signature;
    struct str *name;
    struct str *module; // or NULL: builtins
    size_t least;       // as many values by position need nothing but the defaults behind them;
                        // SIZE_MAX: calls of it need more care
};

struct method { // a function and its first argument
    struct container container;
    struct value function, self;
};

extern struct type cell_type, function_type, native_function_type, method_type;
extern struct type method_descriptor_type; // native functions in types
extern struct type native_method_type;     // the same, bound: "built-in method"

struct cell *cell_create(struct value value);

// `defaults`: code's parameter count of them, new references are taken.
struct value function_create(struct code *code, struct dict *globals, struct tuple *closure,
                             const struct value *defaults);

struct value method_create(struct value function, struct value self);

struct value native_function_create(const struct native *row, struct type *owner,
                                    struct str *module);

// The same for a type's function, shown under `slot`'s name.
struct value native_function_create_slot(const struct slot *slot, struct type *owner);

// Calls a native function whose arguments lie in `values`.
struct value native_function_call(struct native_function *function,
                                  const struct arguments *arguments);

#endif
