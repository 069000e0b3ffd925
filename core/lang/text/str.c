// The heart of texts: making, interning, hashing, joining. Their methods are in str_methods.c.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "core/lang/text/str_methods.h"

enum { STEP = 64 }; // characters between two known offsets

static struct str *characters_made[128]; // one-character texts, made when first needed

// ---- making

struct str *str_reserve(size_t length)
{
    if (length > UINT32_MAX - 64) {
        raise_memory();
        return NULL;
    }
    struct str *str = memory_alloc(sizeof(struct str) + length + 1);
    if (str == NULL) {
        raise_memory();
        return NULL;
    }
    str->object = (struct object){.refs = 1, .type = &str_type};
    str->length = str->count = (uint32_t)length;
    str->capacity = (uint32_t)length + 1;
    str->offsets = NULL;
    str->data[length] = '\0';
    return str;
}

struct str *str_seal(struct str *str)
{
    str->count = (uint32_t)utf8_count(str->data, str->length);
    return str;
}

struct str *str_create(const char *data, size_t length)
{
    struct str *str = str_reserve(length);
    if (str != NULL) {
        memcpy(str->data, data, length);
        str_seal(str);
    }
    return str;
}

struct str *str_from(const char *text)
{
    return str_create(text, strlen(text));
}

struct str *str_format(const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    struct str *str = NULL;
    if (text.failed) {
        raise_memory();
    } else {
        str = str_create(text_string(&text), text.length);
    }
    text_finish(&text);
    return str;
}

static size_t offsets_size(const struct str *str)
{
    return ((size_t)str->count / STEP + 1) * sizeof *str->offsets;
}

size_t str_size_of(const struct object *self)
{
    return sizeof(struct str) + ((const struct str *)self)->capacity;
}

// ---- the table of interned texts, which owns none of them

static struct str **interned;
static size_t interned_mask, interned_count, interned_filled;
static struct str *const GONE = (struct str *)&interned;

static size_t intern_place(const char *data, size_t length, int64_t hash)
{
    size_t at = (size_t)hash & interned_mask;
    while (interned[at] != NULL &&
           (interned[at] == GONE || interned[at]->hash != hash || interned[at]->length != length ||
            memcmp(interned[at]->data, data, length) != 0)) {
        at = (at + 1) & interned_mask;
    }
    return at;
}

static bool intern_room(void)
{
    if ((interned_filled + 1) * 3 < interned_mask * 2) {
        return true;
    }
    size_t slots = 1024;
    while (slots < interned_count * 4) {
        slots *= 2;
    }
    struct str **table = memory_alloc_zero(slots * sizeof *table), **old = interned;
    size_t old_slots = interned_mask + 1;
    if (table == NULL) {
        raise_memory();
        return false;
    }
    interned = table;
    interned_mask = slots - 1;
    interned_filled = interned_count;
    for (size_t i = 0; old != NULL && i < old_slots; i++) {
        if (old[i] != NULL && old[i] != GONE) {
            interned[intern_place(old[i]->data, old[i]->length, old[i]->hash)] = old[i];
        }
    }
    memory_free(old, old_slots * sizeof *old);
    return true;
}

static int64_t hash_bytes(const char *data, size_t length)
{
    uint64_t hash = 0xCBF29CE484222325U ^ length;
    for (; length >= 8; data += 8, length -= 8) {
        uint64_t word;
        memcpy(&word, data, sizeof word);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 29;
    }
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)data[i]) * 0x100000001B3U;
    }
    hash ^= hash >> 32;
    return hash == UINT64_MAX ? -2 : (int64_t)hash;
}

int64_t str_hash(struct str *str)
{
    if (!(str->object.mark & STR_HASHED)) {
        str->hash = hash_bytes(str->data, str->length);
        str->object.mark |= STR_HASHED;
    }
    return str->hash;
}

struct str *str_intern(struct str *str)
{
    if (str != NULL && str->object.type != &str_type) { // of a learner's class
        struct str *plain = str_create(str->data, str->length);
        object_unref(str);
        str = plain;
    }
    if (str == NULL || (str->object.mark & STR_INTERNED)) {
        return str;
    }
    if (!intern_room()) {
        object_unref(str);
        return NULL;
    }
    size_t at = intern_place(str->data, str->length, str_hash(str));
    if (interned[at] != NULL) {
        object_unref(str);
        return object_ref(interned[at]);
    }
    interned[at] = str;
    str->object.mark |= STR_INTERNED;
    interned_count++;
    interned_filled++;
    return str;
}

struct str *str_interned(const char *text)
{
    return str_intern(str_from(text));
}

void str_finish_interned(void)
{
    for (size_t i = 0; i < sizeof characters_made / sizeof characters_made[0]; i++) {
        object_unref(characters_made[i]);
        characters_made[i] = NULL;
    }
    memory_free(interned, (interned_mask + 1) * sizeof *interned);
    interned = NULL;
    interned_mask = interned_count = interned_filled = 0;
}

void str_finish(struct object *self)
{
    struct str *str = (struct str *)self;
    if ((self->mark & STR_INTERNED) && interned != NULL) {
        interned[intern_place(str->data, str->length, str->hash)] = GONE;
        interned_count--;
    }
    if (str->offsets != NULL) {
        memory_free(str->offsets, offsets_size(str));
    }
}

// ---- comparing

bool str_equal(const struct str *left, const struct str *right)
{
    return left == right ||
           (left->length == right->length && memcmp(left->data, right->data, left->length) == 0);
}

int str_compare(const struct str *left, const struct str *right)
{
    size_t shorter = left->length < right->length ? left->length : right->length;
    int sign = memcmp(left->data, right->data, shorter);
    return sign != 0 ? sign : (left->length > right->length) - (left->length < right->length);
}

// ---- joining

struct str *str_concatenate(struct str *left, struct str *right)
{
    struct str *sum = str_reserve((size_t)left->length + right->length);
    if (sum != NULL) {
        memcpy(sum->data, left->data, left->length);
        memcpy(sum->data + left->length, right->data, right->length);
        sum->count = left->count + right->count;
    }
    return sum;
}

struct str *str_append(struct str *left, struct str *right)
{
    size_t length = (size_t)left->length + right->length;
    if (left->object.refs != 1 || (left->object.mark & STR_INTERNED) || left == right ||
        left->object.type != &str_type || length > UINT32_MAX / 4 * 3) {
        struct str *sum = str_concatenate(left, right);
        if (sum != NULL) {
            object_unref(left);
        }
        return sum;
    }
    if (left->offsets != NULL) {
        memory_free(left->offsets, offsets_size(left));
        left->offsets = NULL;
    }
    if (length + 1 > left->capacity) {
        size_t capacity = length + length / 4 + 16;
        struct str *moved =
            memory_resize(left, sizeof *left + left->capacity, sizeof *left + capacity);
        if (moved == NULL) {
            raise_memory();
            return NULL;
        }
        left = moved;
        left->capacity = (uint32_t)capacity;
    }
    memcpy(left->data + left->length, right->data, right->length);
    left->data[length] = '\0';
    left->length = (uint32_t)length;
    left->count += right->count;
    left->object.mark &= ~(unsigned)STR_HASHED;
    return left;
}

struct str *str_join(struct str *separator, const struct value *items, size_t count)
{
    size_t length = count > 1 ? (count - 1) * separator->length : 0;
    size_t characters = count > 1 ? (count - 1) * separator->count : 0;
    for (size_t i = 0; i < count; i++) {
        if (!type_is_instance(items[i], &str_type)) {
            raise_type("sequence item %zu: expected str instance, %s found", i,
                       type_name(items[i]));
            return NULL;
        }
        length += str_of(items[i])->length;
        characters += str_of(items[i])->count;
    }
    if (count == 1 && value_is(items[0], &str_type)) {
        return object_ref(str_of(items[0]));
    }
    struct str *joined = str_reserve(length);
    char *out = joined != NULL ? joined->data : NULL;
    for (size_t i = 0; joined != NULL && i < count; i++) {
        if (i > 0) {
            memcpy(out, separator->data, separator->length);
            out += separator->length;
        }
        memcpy(out, str_of(items[i])->data, str_of(items[i])->length);
        out += str_of(items[i])->length;
    }
    if (joined != NULL) {
        joined->count = (uint32_t)characters;
    }
    return joined;
}

// ---- characters

struct str *str_of_character(char character)
{
    unsigned char code = (unsigned char)character;
    if (code >= 128) {
        return str_create(&character, 1);
    }
    if (characters_made[code] == NULL) {
        characters_made[code] = str_intern(str_create(&character, 1));
    }
    return object_ref(characters_made[code]);
}

static size_t step_over(const struct str *str, size_t at, size_t characters)
{
    for (; characters > 0; characters--) {
        do {
            at++;
        } while (at < str->length && (str->data[at] & 0xC0) == 0x80);
    }
    return at;
}

size_t str_offset(struct str *str, size_t index)
{
    if (str_is_ascii(str)) {
        return index;
    }
    if (str->offsets == NULL && str->count > STEP) {
        uint32_t *offsets = memory_alloc(offsets_size(str));
        for (size_t i = 0, at = 0; offsets != NULL && i <= str->count / STEP; i++) {
            offsets[i] = (uint32_t)at;
            at = i < str->count / STEP ? step_over(str, at, STEP) : at;
        }
        str->offsets = offsets;
    }
    if (str->offsets == NULL) {
        return step_over(str, 0, index);
    }
    return step_over(str, str->offsets[index / STEP], index % STEP);
}
