// The functions of struct type and the methods by which the dialect knows them: `length` is
// __len__ and so on. One table says both ways: what shows a function as a method, and what a class
// that defines the method gets as its function.
#ifndef RANKSH_CORE_LANG_SLOTS_H
#define RANKSH_CORE_LANG_SLOTS_H

#include "core/lang/objects/type.h"

typedef void slot_function(void); // any of struct type's functions

struct slot {
    const char *name;
    size_t offset;   // of the function in struct type
    int detail;      // which operator
    int least, most; // arguments behind self; most -1: any number, keywords too
    struct value (*shown)(const struct slot *slot, struct type *owner,
                          const struct arguments *arguments);
    slot_function *dispatcher;
};

// Fills `type->attributes` with methods for the functions that `type` has itself.
bool slots_show(struct type *type);

// Sets all functions of `type`, or those behind `name` (NULL: all), by what its order of classes
// says.
void slots_update(struct type *type, struct str *name);

bool slots_init(void); // interns the names
void slots_finish(void);

// Whether __new__ of `owner` may make an instance of `given`; else TypeError is raised.
bool slots_can_create(const struct type *owner, struct value given);

// The TypeError for a wrapper called without self or with another type's.
struct value slots_refuse_self(const char *name, const struct type *owner,
                               const struct arguments *arguments);

// Calls the shown function: checks the number of arguments and the type of self.
struct value slots_call(const struct slot *slot, struct type *owner,
                        const struct arguments *arguments);

// Remembers which functions a native type has itself.
void slots_note_own(struct type *type);

// Forgets functions that were inherited, so that the type can be made ready again.
void slots_forget(struct type *type);

#endif
