// What Unicode says of a character, in CPython 3.11's version of it (14.0).
#ifndef RANKSH_CORE_LANG_UNICODE_H
#define RANKSH_CORE_LANG_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum unicode_flag {
    UNICODE_ALPHA = 1,
    UNICODE_DECIMAL = 2, // int() and float() read it as a digit
    UNICODE_DIGIT = 4,
    UNICODE_NUMERIC = 8,
    UNICODE_SPACE = 16,
    UNICODE_PRINTABLE = 32, // repr() shows it as it is
    UNICODE_UPPER = 64,
    UNICODE_LOWER = 128,
    UNICODE_TITLE = 256,
    UNICODE_START = 512,     // may begin a name
    UNICODE_CONTINUE = 1024, // may stand in a name
    UNICODE_STABLE = 2048,   // NFKC leaves it alone wherever it stands
    UNICODE_CASED = 4096,
    UNICODE_CASE_IGNORABLE = 8192,
};

enum unicode_case { UNICODE_TO_UPPER, UNICODE_TO_LOWER, UNICODE_TO_TITLE, UNICODE_TO_FOLD };

enum { UNICODE_CASE_MAX = 8 }; // bytes that a case mapping gives at most

// The flags of one character; 0 for what is none.
unsigned unicode_flags(uint32_t character);

// The digit's value when it is UNICODE_DECIMAL, else -1.
int unicode_decimal(uint32_t character);

// Writes what `character` becomes as UTF-8 and returns the length; one to three characters. A
// capital sigma is not seen in its context here.
size_t unicode_case(uint32_t character, enum unicode_case to, char bytes[static UNICODE_CASE_MAX]);

// The name's first byte that may not stand where it does, `length` if all is well. `*ret_stable`:
// NFKC leaves the name alone.
size_t unicode_check_name(const char *name, size_t length, bool *ret_stable);

#endif
