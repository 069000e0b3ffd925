// Texts: UTF-8, immutable to the dialect, with the count of characters and the hash kept.
#ifndef RANKSH_CORE_LANG_STR_H
#define RANKSH_CORE_LANG_STR_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

enum str_flag {           // in object.mark
    STR_INTERNED = 1,     // the only text with these bytes among interned ones
    STR_HASHED = 2,       // `hash` is known
    STR_INSTANCE_KEY = 4, // was ever the name of an attribute of an instance (object.c)
};

struct str {
    struct object object;
    uint32_t length;   // bytes; every text is below 4 GiB
    uint32_t count;    // characters; equal to `length`: all ASCII
    uint32_t capacity; // bytes at `data`, the zero included
    int64_t hash;
    uint32_t *offsets; // where every 64th character begins; NULL until it is needed
    char data[];       // a zero byte stands behind it
};

extern struct type str_type;

// New texts; NULL: MemoryError is raised. Invalid UTF-8 must not come here.
struct str *str_create(const char *data, size_t length);
struct str *str_from(const char *text);
struct str *str_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Room for `length` bytes which the caller fills in at once, then calls str_seal().
struct str *str_reserve(size_t length);
struct str *str_seal(struct str *str); // counts the characters

// The one interned text with these bytes; str_intern takes over `str` and gives the interned one.
struct str *str_intern(struct str *str);
struct str *str_interned(const char *text);

int64_t str_hash(struct str *str);
bool str_equal(const struct str *left, const struct str *right);
int str_compare(const struct str *left, const struct str *right); // <0, 0, >0, by code points

static inline bool str_is_ascii(const struct str *str)
{
    return str->length == str->count;
}

static inline bool str_is(const struct str *str, const char *text)
{
    return __builtin_strcmp(str->data, text) == 0;
}

// left + right. str_append is for `x += y`: takes over the reference to `left` and gives the
// result, which is `left` itself, grown, when nobody else holds it. On failure NULL, and `left` is
// still the caller's.
struct str *str_concatenate(struct str *left, struct str *right);
struct str *str_append(struct str *left, struct str *right);

// The text of one ASCII character, shared.
struct str *str_of_character(char character);

// The byte at which character `index` begins (`index` may be the count).
size_t str_offset(struct str *str, size_t index);

// Everything but ASCII as \x, \u and \U escapes.
struct str *str_ascii(struct str *str);

// The texts between, as sep.join does.
struct str *str_join(struct str *separator, const struct value *items, size_t count);

// The text of a value, which must be a str.
static inline struct str *str_of(struct value value)
{
    return (struct str *)value.object;
}

// Drops the table of interned texts (at the interpreter's end).
void str_finish_interned(void);

#endif
