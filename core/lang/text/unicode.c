#include <string.h>

#include "core/base/utf8.h"
#include "core/lang/text/unicode.h"

struct record {
    uint16_t flags;
    int32_t change[4]; // by enum unicode_case
};

struct run { // characters from `first` to the next run's share a record
    uint32_t first;
    uint16_t record;
};

struct special { // a case mapping to several characters
    uint32_t character;
    enum unicode_case to;
    const char *text;
};

#include "core/lang/text/unicode_data.inc"

enum { RUNS = sizeof runs / sizeof *runs, SPECIALS = sizeof specials / sizeof *specials };

static const struct run *find_run(uint32_t character)
{
    size_t low = 0, high = RUNS; // runs[low].first <= character < runs[high].first
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (runs[middle].first <= character) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &runs[low];
}

// Nearly all texts are made of these; filled at the first question.
static uint16_t latin_flags[256];

static unsigned flags_of_latin(uint32_t character)
{
    if (latin_flags['a'] == 0) {
        for (uint32_t i = 0; i < 256; i++) {
            latin_flags[i] = records[find_run(i)->record].flags;
        }
    }
    return latin_flags[character];
}

unsigned unicode_flags(uint32_t character)
{
    if (character < 256) {
        return flags_of_latin(character);
    }
    return character < 0x110000 ? records[find_run(character)->record].flags : 0;
}

// Digits come in tens; neighbouring tens share a run.
int unicode_decimal(uint32_t character)
{
    if (character < 0x80) {
        return character >= '0' && character <= '9' ? (int)(character - '0') : -1;
    }
    if (!(unicode_flags(character) & UNICODE_DECIMAL)) {
        return -1;
    }
    return (int)((character - find_run(character)->first) % 10);
}

size_t unicode_case(uint32_t character, enum unicode_case to, char bytes[static UNICODE_CASE_MAX])
{
    int32_t change = records[find_run(character)->record].change[to];
    if (change == 0 && character >= 0x80) {
        for (size_t i = 0; i < SPECIALS; i++) {
            if (specials[i].character == character && specials[i].to == to) {
                size_t length = strlen(specials[i].text);
                memcpy(bytes, specials[i].text, length);
                return length;
            }
        }
    }
    return utf8_encode((uint32_t)((int64_t)character + change), bytes);
}

size_t unicode_check_name(const char *name, size_t length, bool *ret_stable)
{
    *ret_stable = true;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t character = utf8_decode(name + at, length - at, &size);
        unsigned flags = unicode_flags(character);
        if (!(flags & (at == 0 ? UNICODE_START : UNICODE_CONTINUE))) {
            return at;
        }
        if (!(flags & UNICODE_STABLE)) {
            *ret_stable = false;
        }
    }
    return length;
}
