// Functions, types and modules written in C, as tables.
//
//     static struct value scale(struct value *args)   // args[0] tensor, args[1] by, args[2] out
//     {
//         double by;
//         if (!native_float(args[1], "by", &by)) {
//             return value_unset;
//         }
//         ...
//     }
//
//     static const struct native functions[] = {
//         {"scale(tensor, by=2.0, *, out=None)", scale, 0},
//         {0},
//     };
//
// The signature is Python's: defaults, `/`, `*`, `*rest`, `**options`. `args` has one slot a
// parameter, in order; `*rest` gives a tuple, `**options` a dict. A default may be None, True,
// False, a number, a string in single quotes, `()`, or `?`: then the slot is value_unset. The
// values are borrowed. Wrong calls never reach the function: they raise CPython's TypeErrors.
#ifndef RANKSH_CORE_LANG_NATIVE_H
#define RANKSH_CORE_LANG_NATIVE_H

#include "core/lang/objects/raise.h"
#include "core/lang/objects/type.h"

struct embed_file;
struct module;

typedef struct value native_fn(struct value *args);

enum native_flag {
    NATIVE_STATIC = 1,  // in a type: a static method
    NATIVE_CLASS = 2,   // in a type: a class method; args[0] is the class
    NATIVE_GETTER = 4,  // "shape(self)": an attribute that is computed
    NATIVE_SETTER = 8,  // "shape(self, value)", behind its getter; unset deletes
    NATIVE_PARSED = 64, // its wrong counts: "find() takes at least 1 argument (0 given)"
    NATIVE_MEMBER = 32, // a getter that CPython has as a plain field: "readonly attribute"
    NATIVE_PYTHON = 16, // wrong calls get the words of a function written in Python
    NATIVE_RAW = 128,   // a native_raw_fn, which sees to its arguments itself
};

struct native;

// The function of a row with NATIVE_RAW, cast to native_fn *: gets its row and the call as it is.
// Only the name of the signature counts then; write "name(*arguments)".
typedef struct value native_raw_fn(const struct native *row, const struct arguments *arguments);

enum { NATIVE_MAX_PARAMETERS = 40 };

struct native {
    const char *signature; // "append(self, object, /)"; NULL ends a table
    native_fn *function;
    unsigned flags;  // enum native_flag
    const char *doc; // or NULL
};

struct native_constant {
    const char *name; // NULL ends a table
    struct value value;
    const char *text; // not NULL: a string constant
};

// A module in C. A submodule is a module of its own named "torch.nn"; importing it makes it an
// attribute of its parent.
struct native_module {
    const char *name;
    const char *doc;                         // or NULL
    const struct native *functions;          // or NULL
    struct type *const *types;               // ends with NULL; or NULL. type_ready() is called
    const struct native_constant *constants; // or NULL
    bool (*fill)(struct module *module);     // anything else, at import; or NULL. False: raised
    const struct embed_file *files;          // where `frozen` is; NULL: `frozen` is the text itself
    const char *frozen;                      // the rest in the dialect, run in it last; or NULL
    const char *const *refused; // names that the real one has, ends with NULL; or NULL. Asking for
                                // one ends the program: "ranksh has no 'os.system'"
};

// ---- arguments. `name` is the parameter's, for the message; on failure TypeError (or
// OverflowError) is raised in CPython's words.
bool native_int(struct value value, int64_t *ret_integer); // int, bool or __index__
bool native_float(struct value value, double *ret_number); // any real number
bool native_truth(struct value value, bool *ret_truth);    // any value, as `if` sees it
bool native_text(struct value value, const char *what, const char **ret_text); // str; borrowed
// An index or a length: like native_int, but clipped to the range instead of OverflowError.
bool native_clipped(struct value value, int64_t *ret_integer);

// Keyword arguments of a create, init or call function, by a signature as above. `slots` has room
// for its parameters; whatever was made for it (the tuple of *rest) is in `slots` too, so call
// native_release() when done. False: TypeError is raised.
struct signature;
bool native_bind(const struct signature *signature, const struct arguments *arguments,
                 struct value *slots);
void native_release(const struct signature *signature, struct value *slots);

// The same for constructors that are called often: `count` parameters of these names, the first
// `positional_only` of them not to be given by name. The slots are borrowed, unset when not given.
bool native_bind_names(const char *function, const char *const *names, size_t count,
                       size_t positional_only, const struct arguments *arguments,
                       struct value *slots);

#endif
