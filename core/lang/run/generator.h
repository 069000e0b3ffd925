// Generators: a suspended frame with its values.
#ifndef RANKSH_CORE_LANG_GENERATOR_H
#define RANKSH_CORE_LANG_GENERATOR_H

#include "core/lang/compile/code.h"
#include "core/lang/objects/type.h"

enum generator_state { GENERATOR_NEW, GENERATOR_SUSPENDED, GENERATOR_RUNNING, GENERATOR_ENDED };

struct generator {
    struct container container;
    enum generator_state state;
    struct code *code;
    struct tuple *closure;
    struct dict *globals;
    struct str *name, *qualified;
    const uint32_t *next; // where it goes on
    struct value *values; // locals and stack while it is not running
    uint32_t value_count; // living ones
    uint32_t capacity;
    struct value handled; // the exception that its frame is handling; unset: none
    struct generator *next_abandoned;
};

extern struct type generator_type;

// Sends a value (value_none to start), for the run loop's slow ways and for C. As object_next, but
// at the end the generator's result is put into `ret_result`.
struct value generator_send(struct generator *generator, struct value value,
                            struct value *ret_result);

// Drops the suspended frame.
void generator_end(struct generator *generator);

// Closes the generators that nobody held any more when they had something to finish.
void generator_close_abandoned(void);

#endif
