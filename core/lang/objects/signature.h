// Parameters of functions, Python's and native ones, and how a call's arguments find their slots.
//
// The slots are in source order: positional parameters, *rest, keyword-only ones, **options.
#ifndef RANKSH_CORE_LANG_SIGNATURE_H
#define RANKSH_CORE_LANG_SIGNATURE_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

enum signature_words { // whose TypeErrors a wrong call gets
    SIGNATURE_PYTHON,
    SIGNATURE_NATIVE, // by the form of the parameters, as CPython's own C functions differ
};

struct signature {
    struct str **names;     // positional and keyword-only ones; owned
    size_t count;           // of these
    size_t positional;      // of these, may be given by position
    size_t positional_only; // of these, must be
    bool rest, options;     // *rest, **options
    enum signature_words words;
    bool parsed;            // native: see NATIVE_PARSED
    bool wrapper;           // native: CPython's wrapper around a slot: "expected 1 argument, got 2"
    bool method;            // native: the first parameter is not counted in messages
    struct value *defaults; // native: one a parameter, see signature_required; owned
    char *name;             // native: for messages; owned
};

// A default that is not there: the parameter must be given.
static inline bool signature_required(struct value value)
{
    return value.tag == VALUE_UNSET && value.integer == 0;
}

// A parameter that may be left out, and the slot stays unset.
static inline struct value signature_optional(void)
{
    return (struct value){.tag = VALUE_UNSET, .integer = 1};
}

static inline size_t signature_slots(const struct signature *signature)
{
    return signature->count + signature->rest + signature->options;
}

static inline size_t signature_slot(const struct signature *signature, size_t parameter)
{
    return parameter + (signature->rest && parameter >= signature->positional);
}

// Reads "name(a, b=1, /, *rest, c=None, **options)" of a native table; false: MemoryError.
bool signature_parse(struct signature *signature, const char *text, bool method);
void signature_finish(struct signature *signature);

// Fills `slots` (signature_slots() of them, unset) with new references. On failure TypeError is
// raised and all slots are unset. `name` is the function's in messages; `owner`, or NULL, is put
// before it where CPython does that for methods of its own.
bool signature_bind(const struct signature *signature, const struct value *defaults,
                    const char *name, const char *owner, const struct arguments *arguments,
                    struct value *slots);

#endif
